"""Two codings of the same articles, matched row by row."""

import pandas as pd

from helpers.data.codings import match_passes, summarise_passes
from helpers.data.read import read_table


def code(*rows):
    base = {
        "source_id": "a",
        "paragraph": 1,
        "value_high": float("nan"),
        "wording": "stated",
        "period_start": 1,
        "period_end": 2,
        "period_kind": "flow",
        "status": "reported",
    }
    return pd.DataFrame(
        [
            base | {"pass_id": f"p{i}", "as_printed": words, "value": value} | more
            for i, (words, value, more) in enumerate(rows)
        ]
    )


def test_agreement_of_two_codings_by_hand():
    first = code(("5 shops", 5.0, {}), ("more than 7 sites", 7.0, {}), ("9 firms", 9.0, {}))
    second = code(
        ("5", 5.0, {"wording": "about"}),
        ("7 sites", 8.0, {"period_end": 3}),
        ("11 streams", 11.0, {}),
    )
    summary = summarise_passes(match_passes(first, second))
    assert summary.to_dict() == {
        "matched": 2,
        "missed_by_second": 1,
        "missed_by_first": 1,
        "value_differs": 1,
        "wording_differs": 1,
        "period_differs": 1,
        "period_kind_differs": 0,
        "status_differs": 0,
    }


def test_a_row_is_matched_once_and_equal_values_first():
    first = code(("4亿元", 4e8, {}), ("34亿元", 34e8, {}))
    second = code(("34亿元", 34e8, {}), ("4亿元", 4e8, {}))
    matches = match_passes(first, second)
    assert list(zip(matches["first_id"], matches["second_id"], strict=True)) == [
        ("p0", "p1"),
        ("p1", "p0"),
    ]


def test_codings_without_rows_agree_on_nothing():
    empty = code(("5", 5.0, {})).iloc[:0]
    assert set(summarise_passes(match_passes(empty, empty))) == {0}


def test_no_number_of_either_coding_was_dropped_without_a_reason(data_dir):
    kept = read_table(data_dir, "observations").assign(pass_id="")
    left = read_table(data_dir, "left_out")
    for table in ("first_pass", "second_pass"):
        for row in read_table(data_dir, table).itertuples():
            here = kept[(kept["source_id"] == row.source_id) & (kept["paragraph"] == row.paragraph)]
            found = any(p in row.as_printed or row.as_printed in p for p in here["as_printed"])
            named = left[
                (left["source_id"] == row.source_id) & (left["paragraph"] == row.paragraph)
            ]
            assert found or any(p in row.as_printed for p in named["as_printed"]), row.as_printed
