"""The systems that the articles describe: by hand, and silent where numbers are missing."""

import pytest

from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.description import systems
from helpers.description.systems import compare_bases, measure_visits
from helpers.rates.months import find_month_shares

DEFAULTS = {
    "reading_name": "conventional",
    "currency": "CNY",
    "prices": "current",
    "base_year": 2020,
}
MEASURES = [
    name for name in dir(systems) if name.startswith("measure_") and name != "measure_visits"
]


@pytest.fixture(scope="module")
def press(data_dir):
    return assemble_observations(data_dir, **DEFAULTS)


@pytest.fixture(scope="module")
def benchmarks(data_dir):
    return assemble_benchmarks(data_dir, **DEFAULTS)


def numbers(name, press, benchmarks):
    return getattr(systems, name)(press, benchmarks).numbers


@pytest.mark.parametrize(
    ("measure", "number", "low", "high"),
    [
        ("measure_city_retail", "share", 3.4235e9 / 154264.5e8, 3.4245e9 / 154263.5e8),
        ("measure_city_retail", "head", 3.4235e9 / 715319, 3.4245e9 / 715319),
        ("measure_park", "staff", 300 / 0.7, 400 / 0.6),
        ("measure_park", "successful", 0.74 * 57, 0.76 * 57),
        ("measure_trader", "day", 299999.5 / 6.5e6, 300000.5 / 5.5e6),
        ("measure_village", "each", 7.995e6 / 7, 8.005e6 / 7),
        ("measure_livestreams", "price", 815.5e6 / 18596650, 816.5e6 / 18596550),
        ("measure_tibet_network", "towns_a_county", 127 / 26, 127 / 26),
        ("measure_tibet_network", "shops_a_site", 1200 / 533, 1300 / 533),
        ("measure_tibet_days", "daily", 48.175e6 / 18, 48.185e6 / 18),
        ("measure_nyemo", "sum", 421, 423),
        ("measure_dangshan", "each", 2.565e6 / 3, 2.575e6 / 3),
        ("measure_city_jobs", "sales", 3.4235e9 / 40000, 3.4245e9 / 30000),
        ("measure_mixing", "divided", 34.235 / 185.655, 34.245 / 185.645),
        ("measure_sellers", "multiple", 50.995 / 15.005, 51.005 / 14.995),
    ],
)
def test_each_system_by_hand(press, benchmarks, measure, number, low, high):
    found = numbers(measure, press, benchmarks)[number]
    assert (found.low, found.high) == pytest.approx((low, high))


def test_january_to_may_made_up_to_a_year_by_hand(press, benchmarks):
    shares = find_month_shares(benchmarks, 5)
    assert shares.loc[2023].tolist() == pytest.approx([56905.5 / 154264.5, 56906.5 / 154263.5])
    assert shares.loc[2024, "low"] == pytest.approx(57668.5 / 155225.5)
    whole = numbers("measure_prefecture_transactions", press, benchmarks)["whole"]
    assert (whole.low, whole.high) == pytest.approx(
        (8.815e9 / shares["high"].max(), 8.825e9 / shares["low"].min())
    )


def test_the_nations_pace_by_levels_and_by_the_chain_of_printed_rates(press, benchmarks):
    found = numbers("measure_nation_pace", press, benchmarks)
    assert found["levels"].low == pytest.approx((154263.5 / 27898.5) ** (1 / 9) - 1)
    chain = 1.333 * 1.262 * 1.322 * 1.239 * 1.165 * 1.109 * 1.141 * 1.04 * 1.11
    assert found["chained"].low < chain ** (1 / 9) - 1 < found["chained"].high < found["levels"].low


def test_visits_are_read_strictly_and_loosely(press, benchmarks):
    found = measure_visits(press, benchmarks, "kuqa_palace").numbers
    assert (found["before"].low, found["before"].high) == pytest.approx(
        (595000 / 4.5, 605000 / 3.5)
    )
    assert found["loose"].high == pytest.approx(605000 / 2.5)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_number_of_a_system_has_its_sources(press, benchmarks, measure):
    measured = getattr(systems, measure)(press, benchmarks)
    assert len(measured.sources) >= 2 and all(
        s["publisher"] and s["as_printed"] for s in measured.sources
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_a_system_that_is_not_in_the_selection_is_left_unsaid(data_dir, benchmarks, measure):
    none = assemble_observations(data_dir, **DEFAULTS).iloc[:0]
    assert getattr(systems, measure)(none, benchmarks) is None


def test_a_later_amount_elsewhere_does_not_stop_the_comparison(copied_data):
    path = copied_data / "press" / "observations.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("zhejiang-daily-2024-p22-2,"))
    later = row.replace("p22-2", "p22-9").replace("2023-01-01,2023-12-31", "2026-01-01,2026-12-31")
    path.write_text(text + later + "\n", encoding="utf-8")
    assert (
        len(
            compare_bases(
                copied_data,
                "aksu_city",
                "online_retail_sales",
                reading_name="conventional",
                base_year=2020,
            )
        )
        == 6
    )


def test_levels_grow_alike_in_every_currency_at_constant_prices(data_dir):
    bases = compare_bases(
        data_dir, "aksu_city", "online_retail_sales", reading_name="conventional", base_year=2020
    )
    constant = bases[bases["basis"].str.contains("2020")]
    assert len(bases) == 6 and constant["annual_growth_central"].std() < 1e-12
