"""A notebook's study: parameters, tables once a choice, sentences with their sources."""

import json
import math

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import choice as chosen
from helpers import parameters, paths
from helpers.data import assemble
from helpers.data.assemble import assemble_observations
from helpers.data.money import convert_table
from helpers.page import products
from helpers.page.figure import Drawing
from helpers.parameters import ParameterFaults
from helpers.readings import READINGS
from helpers.reported import Missing
from helpers.study import Said, Study

PAGE = "03_descriptive_statistics"
DEFAULTS = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture
def study(tmp_path):
    return Study(PAGE, {"out_dir": str(tmp_path / "run")})


def test_a_misspelt_parameter_is_refused_before_anything_is_written(tmp_path):
    cell = f'out_dir: str = "{tmp_path / "run"}"\nraeding: str = "literal"'
    scope = {"out_dir": str(tmp_path / "run"), "raeding": "literal", "In": ["", cell]}
    with pytest.raises(ParameterFaults, match="did you mean '?reading"):
        Study(PAGE, scope)
    assert not (tmp_path / "run").exists()


def test_below_a_refused_cell_no_study_of_an_earlier_run_is_left(tmp_path):
    scope = {"out_dir": str(tmp_path / "run"), "reading": "literal"}
    scope["study"] = Study(PAGE, scope)
    kept = scope["study"]
    scope["more"] = Study(PAGE, scope)
    assert scope["study"] is kept
    with pytest.raises(ParameterFaults, match="from the parameters cell"):
        Study(PAGE, scope | {"reading": "litteral"})
    assert scope["study"] is kept
    scope["reading"] = "litteral"
    with pytest.raises(ParameterFaults):
        Study(PAGE, scope)
    assert "study" not in scope and "more" not in scope


def test_a_run_by_hand_leaves_no_file_of_the_last_one_and_what_others_put_there_stays(
    tmp_path, monkeypatch
):
    (out_dir,) = (p.default for p in parameters.SHARED if p.name == "out_dir")
    assert out_dir == products.LAB
    for module in (products, paths):
        monkeypatch.setattr(module, "resolve", lambda _: tmp_path / "lab")
    frame = pd.DataFrame({"a": [1]})
    study = Study(PAGE, {"data_dir": str(paths.project_root() / "data")})
    study.table(frame, "03_first", caption="Numbers")
    study.keep(frame, "03_second_data")
    mine, foreign = tmp_path / "lab" / "tables" / "03_mine.csv", tmp_path / "foreign.csv"
    mine.write_text("a")
    foreign.write_text("b")
    (tmp_path / "lab" / "tables" / "03_second_data.csv").unlink()
    (tmp_path / "lab" / "tables" / "03_second_data.csv").symlink_to(foreign)
    with (tmp_path / "lab" / f".{PAGE}.txt").open("a") as listed:
        listed.write("../foreign.csv\n")
    again = Study(PAGE, {"data_dir": str(paths.project_root() / "data")})
    assert not (tmp_path / "lab" / "tables" / "03_first.csv").exists()
    assert mine.read_text() == "a" and foreign.read_text() == "b"
    again.table(frame, "03_first", caption="Numbers")
    assert (tmp_path / "lab" / f".{PAGE}.txt").read_text() == "tables/03_first.csv\n"


def say_city_retail(study):
    city, nation = (
        study.number("aksu_city", "online_retail_sales", 2023),
        study.bench("china_online_retail", 2023),
    )
    people = study.bench("aksu_city_population_resident")
    return study.say(
        "city_retail",
        "{who} reported online retail sales of **{amount}** for Aksu city in 2023, printed "
        "{printed}; rounding alone leaves {bounds}. "
        "That is {share} of the nation's online retail. Divided by the residents of the {census} "
        "census it makes {head}, if these are those of the whole city: by the usual sense what "
        "its sellers sold, not what residents spent or earned.",
        who=city.publisher,
        amount=city.number,
        printed=city.printed,
        bounds=city.to(city.unit, 6),
        share=(city / nation).to("share", 2),
        census=people.year,
        head=(city / people).to("CNY_per_person"),
    )


def say_village(study):
    before, now = (
        study.number("jiayi_village", "village_sales", 2022),
        study.number("jiayi_village", "village_sales", 2023),
    )
    expected = study.number("jiayi_village", "village_sales", 2024, status="expected")
    return study.say(
        "village",
        "For Jiayi village yearly sales of {before} at first and {now} later are printed, "
        "**{multiple}** as much, whose and of what is not said; {expected} was expected for 2024. "
        "Neither year is printed: we read {when}, and 2023, the last full one.",
        before=before,
        when=before.period,
        now=now,
        multiple=(now / before).to("multiple"),
        expected=expected,
    )


def say_sellers(study):
    first, last = (
        study.number("kexiaotuo_group", "firm_sales", 2021),
        study.number("kexiaotuo_group", "firm_sales", 2023),
    )
    seller, orders = (
        study.number("livestream_seller", "firm_sales", 2023),
        study.number("livestream_seller", "orders"),
    )
    return study.say(
        "sellers",
        "Zhejiang Daily gives the Kexiaotuo group of Keping sales of {first} for 2021 and {last} "
        "for 2023, **{multiple}** as much; how much of it online is not said. For the winner of "
        "the prefecture's live-stream "
        "contest it gives {seller} for 2023, "
        "after {orders} orders in a first month; the group is {size} that size.",
        first=first,
        last=last,
        multiple=(last / first).to("multiple"),
        seller=seller,
        orders=int(orders.value) if orders else orders,
        size=(last / seller).to("multiple", 2),
        also=[orders],
    )


def say_livestreams(study):
    sales, views = (
        study.number("aksu_prefecture", "livestream_retail_sales"),
        study.number("aksu_prefecture", "livestream_views"),
    )
    items = study.number("aksu_prefecture", "livestream_retail_items", sales.year)
    return study.say(
        "livestreams",
        "The commerce bureau of Aksu prefecture counts live-stream retail of {sales} and {items} "
        "for {year}: **{price}**. For {views_year} it gives {views}, a running total.",
        sales=sales.number,
        items=items.number,
        year=sales.year,
        price=(sales / items).to("CNY_per_item"),
        views_year=views.year,
        views=views.number,
    )


def say_nyemo(study):
    direct, indirect, total = (
        study.number("nyemo_county", f"project_jobs_{kind}")
        for kind in ("direct", "indirect", "total")
    )
    return study.say(
        "nyemo",
        "Nyêmo county credits a project with a business or a job for {direct} poor residents "
        "directly and for {indirect} indirectly in 2019, together **{sum}**; the article prints "
        "{total}. The direct ones are {share} of that.",
        direct=direct.count,
        indirect=indirect,
        sum=(direct + indirect).to("persons", None),
        total=total,
        share=(direct / total).to("share", 2),
    )


SENTENCES = {
    "city_retail": say_city_retail,
    "village": say_village,
    "sellers": say_sellers,
    "livestreams": say_livestreams,
    "nyemo": say_nyemo,
}


def read_sentence(folder, key):
    kept = json.loads((folder / "findings" / f"{PAGE}.json").read_text(encoding="utf-8"))[
        "findings"
    ]
    return next(finding for finding in kept if finding["key"] == key)


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_that_of_its_page_in_words_and_sources(study, tmp_path, usual_run, key):
    SENTENCES[key](study)
    page, new = read_sentence(usual_run, key), read_sentence(tmp_path / "run", key)
    assert (new["text"], new["sources"], new["observations"]) == (
        page["text"],
        page["sources"],
        page["observations"],
    )


@pytest.mark.parametrize("key", SENTENCES)
def test_where_a_number_is_missing_nothing_is_said(tmp_path, key):
    elsewhere = Study(
        PAGE, {"out_dir": str(tmp_path), "places": ["dangshan_county"]}, nothing="Nothing here."
    )
    said = SENTENCES[key](elsewhere)
    assert isinstance(said, Said) and said.words == "Nothing here."


def test_tables_are_joined_once_and_converted_once_for_all_readings_and_nobody_changes_anothers(
    study, tmp_path, monkeypatch
):
    joins, converted = (assemble._join_observations, assemble._join_benchmarks), []
    for kept in (chosen._assemble, assemble._find_amounts, *joins):
        kept.cache_clear()
    monkeypatch.setattr(
        assemble,
        "convert_table",
        lambda *given, **money: converted.append(money) or convert_table(*given, **money),
    )
    first = study.observations
    first["value"] = 0.0
    assert (Study(PAGE, {"out_dir": str(tmp_path)}).observations["value"] != 0).any()
    tables = [
        study.under(reading=reading, currency=currency, prices=prices)
        for reading in READINGS
        for currency, prices in [("CNY", "current"), ("EUR", "current"), ("CNY", "constant")]
    ]
    bounds = [table.observations[["low", "high"]].replace(math.inf, 0) for table in tables]
    assert all(len(table.growth) and len(table.benchmarks) for table in tables)
    assert len(converted) == 2 * 3  # two tables in three monies, under every reading
    assert len(study.under(first_year=2020).observations) < len(study.observations)
    assert [join.cache_info().misses for join in joins] == [1, 1]
    assert len({tuple(each.sum()) for each in bounds}) == len(tables)  # each has its own numbers


def test_tables_are_those_of_the_parameters(study):
    with_choice = study.under(places=["aksu_city"], currency="EUR", first_year=2020)
    expected = assemble_observations(
        study.choice.data_dir,
        **DEFAULTS | {"currency": "EUR"},
        places=["aksu_city"],
        first_year=2020,
        last_year=2024,
    )
    assert (
        with_choice.observations.equals(expected)
        and with_choice.money == "euros at current prices, each year's mean rate"
    )
    assert with_choice.home.choice == study.under(places=("aksu_city",), first_year=2020).choice


def test_a_changed_data_file_is_read_anew(copied_data, tmp_path):
    study = Study(PAGE, {"data_dir": str(copied_data), "out_dir": str(tmp_path / "run")})
    before = study.number("aksu_city", "online_retail_sales", 2023)
    cited = study.cite(list(before.ids))
    path = copied_data / "press" / "sources.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Zhejiang Daily", "Another Daily"), encoding="utf-8")
    assert study.number("aksu_city", "online_retail_sales", 2023).publisher != before.publisher
    assert cited[0]["publisher"] == "Zhejiang Daily (浙江日报)"
    assert study.cite(list(before.ids)) == [cited[0] | {"publisher": "Another Daily (浙江日报)"}]


def test_a_changed_rate_reaches_the_numbers_of_every_reading(copied_data, tmp_path):
    study = Study(PAGE, {"data_dir": str(copied_data), "out_dir": str(tmp_path / "run")})
    city = ("aksu_city", "online_retail_sales", 2023)
    tables = [study.under(reading=reading, currency="EUR") for reading in READINGS]
    before = [table.number(*city).low for table in tables]
    path = copied_data / "reference" / "exchange_rates.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count("2023,EUR,7.6600,") == 1
    path.write_text(text.replace("2023,EUR,7.6600,", "2023,EUR,3.8300,"), encoding="utf-8")
    after = [table.number(*city).low for table in tables]
    assert after == pytest.approx([2 * low for low in before])


def test_bad_parameters_and_unknown_names_are_refused_in_words(study):
    with pytest.raises(ParameterFaults, match="did you mean 'literal'"):
        Study(PAGE, {"reading": "litral"})
    with pytest.raises(ValueError, match="unknown notebook '99_none'"):
        Study("99_none", {})
    with pytest.raises(
        ValueError, match=r"unknown entity_id 'aksu_ctiy' \(did you mean 'aksu_city'\?\)"
    ):
        study.number("aksu_ctiy", "online_retail_sales", 2023)
    with pytest.raises(ValueError, match="unknown readings"):
        study.under(readings="point")
    assert isinstance(study.number("aksu_city", "online_retail_sales", 1999), Missing)


def test_a_sentence_takes_what_it_names_from_the_notebooks_variables(tmp_path):
    notebook = {"out_dir": str(tmp_path / "run")}
    study = Study(PAGE, notebook)
    notebook["direct"] = study.number("nyemo_county", "project_jobs_direct")
    said = study.say("jobs", "{direct} and {places}.", places="no more")
    assert said.payload["text"] == f"{notebook['direct']} and no more."
    assert [s["observation_id"] for s in said.payload["sources"]] == list(notebook["direct"].ids)
    told = study.say("who", "{direct.publisher} in {direct.year}.").payload
    assert told["numbers"] == {
        "direct_publisher": notebook["direct"].publisher,
        "direct_year": 2019,
    }
    with pytest.raises(ValueError, match="finding 'none' names nobody; allowed: numbers"):
        study.say("none", "{nobody} and {direct}.")


def test_a_finding_says_its_sentence_from_a_block_of_text(study):
    block = study.finding("block", n=3, of=study.observations.head(1)).say("""
        There are {n},
        and no more.
    """)
    assert block.payload["text"] == "There are 3, and no more."
    assert len(block.payload["sources"]) == 1


def test_a_sentence_rests_on_the_rows_that_are_given_beside_it(study):
    press, other = study.observations.head(2), study.benchmarks.head(1)
    said = study.say("rows", "There are {n}.", n=3, of=[other, press, press])
    assert {s["observation_id"] for s in said.payload["sources"]} == {
        *press["observation_id"],
        *other["benchmark_id"],
    }
    assert len(said.payload["sources"]) == 3


def test_empty_tables_and_drawings_say_that_there_is_nothing(study, tmp_path):
    empty = study.observations.iloc[:0]
    assert isinstance(study.table(empty, "03_none", caption="None"), Said)
    assert isinstance(study.figure(None, "03_none", title="None", caption="None"), Said)
    assert repr(Said("Nothing.")) == "Nothing."  # where a viewer knows plain text alone
    shown = study.table(study.entities.head(2), "03_places", caption="Places")
    ax = Figure().add_subplot()
    ax.plot([1, 2], [1, 2])
    line = Drawing(ax, "A line.", study.entities.head(2))
    drawn = study.figure(line, "03_line", title="A line", caption="From 1 to 2.")
    assert (shown.payload["kind"], drawn.payload["kind"]) == ("table", "figure")
    assert (tmp_path / "run" / "tables" / "03_places.csv").is_file() and (
        tmp_path / "run" / "figures" / "03_line.svg"
    ).is_file()
