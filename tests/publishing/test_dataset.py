"""The dataset as a page: every row is there, says where it stands, and can be linked to."""

import pytest
from bs4 import BeautifulSoup

from helpers.data.assemble import assemble_observations
from helpers.data.read import read_table
from helpers.publishing.checks import check_page, check_pages
from helpers.publishing.dataset import write_observations


@pytest.fixture(scope="module")
def page(tmp_path_factory, data_dir):
    run = tmp_path_factory.mktemp("outputs") / "literal"
    run.mkdir()
    (run / "index.html").write_text("front page", encoding="utf-8")
    counts = write_observations(
        run, {"run": "literal", "parameters": {"reading": "literal"}}, data_dir
    )
    return run / "observations.html", counts


@pytest.fixture(scope="module")
def rows(page):
    soup = BeautifulSoup(page[0].read_text(encoding="utf-8"), "html.parser")
    return {row["id"]: row for row in soup.select(".observations tbody tr:not(.part)")}


def test_the_page_has_no_fault_and_keeps_its_size(page):
    assert check_page(page[0]) == []
    assert [f for f in check_pages(page[0].parent) if f.startswith("observations")] == []


def test_every_observation_benchmark_and_event_has_a_row_of_its_own(rows, data_dir):
    tables = (
        ("observations", "observation_id"),
        ("benchmark_observations", "benchmark_id"),
        ("events", "event_id"),
    )
    assert set(rows) == {name for table, key in tables for name in read_table(data_dir, table)[key]}


def test_rows_stand_under_the_article_or_series_that_they_are_of_which_says_how_many(
    page, data_dir
):
    soup = BeautifulSoup(page[0].read_text(encoding="utf-8"), "html.parser")
    parts = [
        (body.select_one(".part label").text.strip(), [row["id"] for row in body.select("tr[id]")])
        for body in soup.select(".observations tbody")
    ]
    assert all(name.endswith(f"({len(ids)})") for name, ids in parts)
    for table, key, of in (
        ("observations", "observation_id", "source_id"),
        ("benchmark_observations", "benchmark_id", "series_id"),
        ("events", "event_id", "source_id"),
    ):
        frame = read_table(data_dir, table).set_index(key)[of]
        held = [set(frame[ids]) for _, ids in parts if ids[0] in frame.index]
        assert all(len(group) == 1 for group in held) and len(held) == frame.nunique()


def test_a_row_gives_the_print_in_its_language_with_bounds_and_source(rows, data_dir):
    press = assemble_observations(
        data_dir, reading="literal", currency="CNY", prices="current", base_year=2020
    )
    for row in press.itertuples():
        shown = rows[row.observation_id]
        assert shown.th.span.text == row.as_printed and shown.th.span["lang"] == row.language
        assert (
            f"{row.publisher}, " in shown.text and f"paragraph {int(row.paragraph)}" in shown.text
        )
        assert shown["data-place"] == row.entity and shown["data-indicator"] == row.indicator
    hedged = press[press["wording"] == "more_than"].iloc[0]
    assert "or more" in rows[hedged["observation_id"]].text, "bounds are those of the run's reading"


def test_it_counts_what_the_front_page_says(page, data_dir):
    press = read_table(data_dir, "observations")
    assert page[1]["observations"] == len(press)
    assert page[1]["hedged"] == (~press["wording"].isin(["stated", "range"])).sum()
    assert page[1]["uncounted"] == press["counted_by"].str.startswith("not stated").sum()


@pytest.mark.parametrize(
    ("parameters", "share"), [({}, 1), ({"places": ["tibet"]}, 0), ({"last_year": 2000}, 0)]
)
def test_only_numbers_that_a_run_could_use_can_be_unused(tmp_path, data_dir, parameters, share):
    counts = write_observations(tmp_path, {"parameters": parameters}, data_dir)
    assert len(counts["ids"]) == share * counts["observations"] > -1


def test_the_choices_of_a_filter_are_those_of_the_rows(page, rows):
    soup = BeautifulSoup(page[0].read_text(encoding="utf-8"), "html.parser")
    for name in ("source", "place", "indicator"):
        choices = [option.text for option in soup.select(f"select[data-by={name}] option")][1:]
        assert set(choices) == {row[f"data-{name}"] for row in rows.values()} and choices == sorted(
            choices, key=str.casefold
        )
    assert soup.select_one(".filter").has_attr("hidden"), (
        "without scripts there is nothing to choose with"
    )


def test_an_unknown_reading_of_another_study_is_shown_under_the_usual_one(tmp_path, data_dir):
    write_observations(tmp_path, {"parameters": {"reading": "<b>"}}, data_dir)
    assert "<code>conventional</code>" in (tmp_path / "observations.html").read_text(
        encoding="utf-8"
    )
