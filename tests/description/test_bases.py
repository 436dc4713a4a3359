"""One growth in every currency and price basis."""

import pytest

from helpers.description.bases import compare_bases
from helpers.study import Study

PAGE = "03_descriptive_statistics"


def compare(data_dir, tmp_path, **choice):
    study = Study(PAGE, {"data_dir": str(data_dir), "out_dir": str(tmp_path / "run")} | choice)
    return compare_bases(study, "aksu_city", "online_retail_sales")


def test_a_later_amount_elsewhere_does_not_stop_the_comparison(copied_data, tmp_path):
    path = copied_data / "press" / "observations.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("zhejiang-daily-2024-p22-2,"))
    later = row.replace("p22-2", "p22-9").replace("2023-01-01,2023-12-31", "2026-01-01,2026-12-31")
    path.write_text(text + later + "\n", encoding="utf-8")
    assert len(compare(copied_data, tmp_path, last_year=2030)) == 6


def test_levels_grow_alike_in_every_currency_at_constant_prices(data_dir, tmp_path):
    bases = compare(data_dir, tmp_path)
    constant = bases[bases["basis"].str.contains("2020 prices")]
    assert (len(bases), len(constant)) == (6, 3)
    for end in ("low", "high"):
        growth = constant[f"annual_growth_{end}"]
        assert growth.tolist() == pytest.approx([growth.iloc[0]] * 3)


def test_a_place_that_was_not_chosen_has_no_bases(data_dir, tmp_path):
    assert compare(data_dir, tmp_path, places=["tibet"]).empty


def test_without_a_price_level_growth_is_compared_at_current_prices_alone(copied_data, tmp_path):
    path = copied_data / "reference" / "prices.csv"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    bases = compare(copied_data, tmp_path)
    assert len(bases) == 3
    assert bases["basis"].str.contains("at current prices").all()
