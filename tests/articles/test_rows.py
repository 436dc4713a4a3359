"""Draft rows of small invented texts, and laws that hold for all texts."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented import DATA, PUBLISHED, TABLES, TEXTS, draft_text, pick

from helpers.articles.own_contract import change_contract, list_money
from helpers.articles.relations import draft_claims
from helpers.articles.rows import NOT_STATED, draft_article
from helpers.data.contract import list_fields, read_contract


def test_two_years_of_one_sentence_are_two_rows_with_two_periods():
    made = draft_text("阿克苏市网络零售额从2015年的3亿元增加到2022年的21.5亿元。", "zh")
    assert pick(made, "value", "period_start", "period_end", "entity_id", "indicator_id") == [
        ("300000000", "2015-01-01", "2015-12-31", "aksu_city", "online_retail_sales"),
        ("2150000000", "2022-01-01", "2022-12-31", "aksu_city", "online_retail_sales"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "row"),
    [
        ("En 2022, le Tibet comptait plus de 1 300 magasins en ligne.", "fr",
         ("plus de 1 300 magasins", "1300", "", "shops", "more_than")),
        ("今年该县培训了几十名主播。", "zh", ("几十名", "20", "99", "persons", "several_tens")),
        ("Sales in Aksu city reached between 2 and 3 million yuan in 2022.", "en",
         ("between 2 and 3 million yuan", "2000000", "3000000", "CNY", "range")),
        ("西藏2022年网络零售额增长7.5倍。", "zh", ("增长7.5倍", "7.5", "", "fold_increase", "stated")),
        ("Le site couvre près de 60 % des villages du Tibet.", "fr",
         ("près de 60 %", "0.6", "", "share", "nearly")),
    ],
)  # fmt: skip
def test_value_unit_and_wording_are_those_of_the_contract(text, language, row):
    made = draft_text(text, language)
    columns = ("as_printed", "value", "value_high", "unit", "wording")
    assert row in pick(made, *columns)


def test_who_counted_is_taken_from_the_words_near_and_else_said_to_be_unknown():
    made = draft_text("D'après les statistiques du district, 12 villages vendent en ligne.", "fr")
    assert "statistiques du district" in made.rows[0].row["counted_by"]
    made = draft_text("Au Tibet, 12 villages vendent en ligne.", "fr")
    assert made.rows[0].row["counted_by"] == NOT_STATED.format("article")


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_quantity_ends_in_exactly_one_list(drafts, name):
    made = drafts[name]
    spans = [(d.quantity.start, d.quantity.end) for d in made.rows]
    spans += [(q.start, q.end) for q, _ in made.left_out] + [(q.start, q.end) for q in made.refused]
    spans.sort()
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))
    assert len(set(spans)) == len(spans)


@pytest.mark.parametrize("name", PUBLISHED)
def test_words_as_printed_stand_in_their_paragraph_and_are_no_sentence(drafts, name):
    made = drafts[name]
    for d in made.rows:
        line = made.article.paragraphs[int(d.row["paragraph"]) - 1][1]
        assert d.row["as_printed"] in line and len(d.row["as_printed"]) <= 60
        assert made.article.text[d.start : d.end] == d.row["as_printed"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_drafting_twice_gives_the_same_rows(drafts, name):
    made = drafts[name]
    again = draft_article(
        made.article, TABLES["entities"], TABLES["indicators"], made.published
    )  # fmt: skip
    assert [d.row for d in again.rows] == [d.row for d in made.rows]


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_proposal_of_a_known_row_says_on_which_words_it_rests(drafts, name):
    known = {row["entity_id"] for row in TABLES["entities"]}
    for d in drafts[name].rows:
        if d.row["entity_id"] in known:
            assert d.rests_on["entity_id"] in drafts[name].article.text


PIECES = [
    piece
    for path in sorted(TEXTS.glob("*.txt"))
    for piece in re.split(r"(?<=[,，。.;；\n])", path.read_text(encoding="utf-8"))
] + [
    "\n",
    "(",
    ")",
    "去年",
    "En 2019, ",
    "12abc",
    "－3%",
    "</p>",
    "“",
    "\u202e",
    "½",
    "第",
    "万",
    "'",
]


def list_allowed(rows):
    """Return the values that the contract which `rural read` writes allows, by column."""
    agreed = change_contract(read_contract(DATA), list_money(rows))
    rules = {n: f.get("constraints", {}) for n, f in list_fields(agreed, "observations").items()}
    return {column: {*rule["enum"], ""} for column, rule in rules.items() if "enum" in rule}


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=25),
    st.sampled_from(["zh", "fr", "en"]),
    st.sampled_from([None, "2024-06-20", "2023", "2024-06-06/2024-06-30"]),
)
@example(["PHP", " 12 -- Shuangquan,"], "fr", None)  # money that the usual contract has not
def test_any_text_is_drafted_into_cells_that_the_contract_knows(pieces, language, published):
    text = "".join(pieces)
    if not text.strip():
        return
    made = draft_text(text, language, published)
    claims = draft_claims(made.article, made.rows)
    ids = [d.row["observation_id"] for d in made.rows]
    assert len(set(ids)) == len(ids)
    allowed = list_allowed([d.row for d in made.rows])
    assert {"unit", "wording"} <= set(allowed)
    for d in made.rows:
        assert all(d.row[column] in values for column, values in allowed.items())
        assert d.row["as_printed"] in text and len(d.row["as_printed"]) <= 60
        assert (d.row["period_start"] <= d.row["period_end"]) and len(d.row["gloss"]) <= 120
        assert all(not d.row[c] for c in d.open if c in ("unit", "period_start", "entity_id"))
    for claim in claims:
        assert {claim["result_id"], *claim["term_ids"].split(";")} <= {*ids, "", "unknown"}
        assert len(claim["claim"]) <= 120
