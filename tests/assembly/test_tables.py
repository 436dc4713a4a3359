"""Tables and words of page 1."""

import pandas as pd

from helpers.assembly.tables import (
    describe_grounds,
    describe_unused,
    describe_widths,
    name_usual,
    name_width,
)
from helpers.reported import Missing
from helpers.study import Study


def test_the_middle_width_leaves_open_ranges_out_and_says_where_most_are_open():
    width = pd.Series([0.1, 0.3, float("inf"), float("inf"), 0.2])
    wording = pd.Series(["stated", "stated", "more_than", "more_than", "more_than"])
    table = describe_widths(width, wording)
    assert table.iloc[:, 2].tolist() == ["20", "20"] and table["Numbers"].sum() == 5
    middle = width.groupby(wording).median()
    assert str(name_width(middle, "stated")) == "20 %"
    assert name_width(middle, "more_than") == "without limit"
    assert isinstance(name_width(middle, "about"), Missing)


def test_the_usual_wording_is_the_most_frequent_and_none_is_missing():
    assert (
        name_usual(pd.Series(["about", "more_than", "more_than"])) == "the printed number or more"
    )
    assert isinstance(name_usual(pd.Series([], dtype=str)), Missing)


def test_what_no_sentence_rests_on_is_listed_with_a_reason(tmp_path):
    study = Study("01_data_assembly", {"out_dir": str(tmp_path)})
    press, benchmarks = study.observations, study.benchmarks.head(3)
    cited = {*press["observation_id"][1:], *benchmarks["benchmark_id"][1:]}
    table = describe_unused(press, benchmarks, cited)
    assert table["As printed"].tolist() == [
        press["as_printed"].iloc[0],
        benchmarks["as_printed"].iloc[0],
    ]
    assert table["Why unused"].str.len().gt(10).all()
    assert describe_unused(
        press, benchmarks, {*press["observation_id"], *cited, benchmarks["benchmark_id"].iloc[0]}
    ).empty


def test_key_findings_are_told_by_the_grade_of_what_they_rest_on():
    grades = pd.DataFrame({"benchmark_id": ["a-1", "b-1", "c-1"], "grade": ["A", "C", "C"]})
    said = {"key": "one", "text": "It **grew**.", "observations": ["a-1", "b-1", "c-1", "press-1"]}
    plain = {"key": "two", "text": "Counts.", "observations": []}
    files = [{"findings": [said, plain]}]
    table = describe_grounds(files, ["one", "two", "never"], grades)
    assert table.iloc[0].tolist() == ["It grew.", 1, 1, 0, 2, "50"]
    assert table.iloc[1].tolist() == ["Counts.", 0, 0, 0, 0, ""] and len(table) == 2


def test_a_figure_of_a_used_series_has_another_reason_than_one_of_an_unused_series(tmp_path):
    study = Study("01_data_assembly", {"out_dir": str(tmp_path)})
    income = study.benchmarks[study.benchmarks["series_id"] == "xinjiang_rural_income"]
    none = study.observations.iloc[:0]
    used = describe_unused(none, income, {income["benchmark_id"].iloc[0]})["Why unused"][0]
    unused = describe_unused(none, income, set())["Why unused"][0]
    assert used.startswith("Another date") and unused in income["caveat"].iloc[0] + "."
