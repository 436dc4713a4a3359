"""Draft rows of small invented texts, and laws that hold for all texts."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented import DATA, PUBLISHED, TEXTS

from helpers.articles.own_contract import change_contract, list_money
from helpers.articles.package import read_tables
from helpers.articles.relations import draft_claims
from helpers.articles.rows import NOT_STATED, draft_article
from helpers.articles.text import Article
from helpers.articles.times import Published, find_published, read_published
from helpers.data.contract import list_fields, read_contract

TABLES = read_tables(DATA)


def draft(text, language, published="2024-06-20"):
    article = Article("made-up", text, language, "0" * 64)
    day = read_published(published) if published else None
    return draft_article(article, TABLES["entities"], TABLES["indicators"], day)


def pick(drafts, *columns):
    return [tuple(d.row[c] for c in columns) for d in drafts.rows]


def test_two_years_of_one_sentence_are_two_rows_with_two_periods():
    made = draft("阿克苏市网络零售额从2015年的3亿元增加到2022年的21.5亿元。", "zh")
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
    made = draft(text, language)
    columns = ("as_printed", "value", "value_high", "unit", "wording")
    assert row in pick(made, *columns)


def test_now_is_the_day_of_publication_and_a_plan_the_time_it_is_for():
    made = draft("Le Tibet compte 31 centres de services.", "fr", "2021-05-04")
    assert pick(made, "period_start", "period_end", "period_basis") == [
        ("2021-05-04", "2021-05-04", "inferred")
    ]
    made = draft("Le Tibet prévoit une couverture de 90 % d'ici deux ans.", "fr", "2021-05-04")
    assert ("0.9", "2023-05-04", "2023-05-04") in pick(made, "value", "period_start", "period_end")


def test_a_time_so_far_and_a_total_have_the_days_that_their_words_name():
    made = draft("En cinq ans de formation, le Tibet a formé 90 personnes.", "fr", "2021-05-04")
    assert ("5", "2016-01-01", "2021-05-04") in pick(made, "value", "period_start", "period_end")
    text = (
        "Les données montrent qu'en 2019, le Tibet a créé 40 emplois directs et 60 emplois"
        " indirects. Au total, 100 emplois ont été créés."
    )
    made = draft(text, "fr", "2020-08-01")
    assert set(pick(made, "period_start", "period_end")) == {("2019-01-01", "2019-12-31")}


def test_a_change_is_counted_from_the_year_that_is_printed_behind_it():
    made = draft("En 2023, le Tibet a vendu 18 % de plus par rapport à 2021.", "fr")
    assert pick(made, "period_start", "period_end") == [("2021-01-01", "2023-12-31")]


def test_words_for_none_a_few_and_a_champion_are_drafted_as_numbers():
    made = draft("2023年,阿克苏市的新店一单都没卖出去,但获得直播大赛冠军。", "zh")
    assert pick(made, "as_printed", "value") == [("一单都没", "0"), ("冠军", "1")]
    made = draft("En 2023, le Tibet a ouvert quelques magasins.", "fr")
    assert pick(made, "as_printed", "value", "value_high", "wording", "unit") == [
        ("quelques magasins", "2", "9", "several", "shops")
    ]


def test_a_measure_is_told_in_the_unit_of_the_contract():
    made = draft("En 2023, le Tibet a vendu 500 kilos et 3 hectares, en 2 jours.", "fr")
    assert pick(made, "value", "unit") == [("0.5", "tonnes"), ("30000", "m2"), ("48", "hours")]


def test_an_article_without_a_date_leaves_the_period_to_decide():
    made = draft("Le Tibet compte 31 centres de services.", "fr", None)
    (row,) = made.rows
    assert (row.row["period_start"], row.row["period_end"], row.row["period_basis"]) == ("",) * 3
    assert "no date of publication" in row.open["period_start"]


def test_a_date_in_a_line_of_its_own_at_the_top_is_the_publication():
    text = "Le colza se vend\nPublié le 2021-05-31 à 14:38\nEn mars, le Tibet a vendu 12 tonnes.\n"
    made = draft(text, "fr", None)
    assert made.published == Published("2021-05-31", "2021-05-31", "printed")
    assert pick(made, "value", "period_start") == [("12", "2021-03-01")]
    reasons = {q.as_printed: reason for q, reason in made.left_out}
    assert reasons["2021-05-31"] == "date of publication"
    assert find_published(Article("a", "Rien.\n", "fr", ""), []) == (Published(), None)


def test_who_counted_is_taken_from_the_words_near_and_else_said_to_be_unknown():
    made = draft("D'après les statistiques du district, 12 villages vendent en ligne.", "fr")
    assert "statistiques du district" in made.rows[0].row["counted_by"]
    made = draft("Au Tibet, 12 villages vendent en ligne.", "fr")
    assert made.rows[0].row["counted_by"] == NOT_STATED.format("article")


def test_a_place_that_no_table_has_becomes_a_draft_with_the_words_it_rests_on():
    made = draft("Le comté de Saint-Ouvre a vendu 15 tonnes en 2023.", "fr")
    (row,) = made.rows
    entity = made.entities[row.row["entity_id"]]
    assert (entity["name_fr"], entity["type"]) == ("Saint-Ouvre", "county")
    assert row.rests_on["entity_id"] == "Saint-Ouvre"


def test_a_place_that_a_rank_is_in_is_not_the_one_that_has_the_rank():
    made = draft("2023年,阿克苏地区网络交易额居全疆第二。", "zh")
    assert pick(made, "entity_id", "unit") == [("aksu_prefecture", "rank")]


def test_a_place_in_brackets_only_says_where_the_other_lies():
    made = draft("En 2023, Dangshan (Anhui) a vendu 15 tonnes.", "fr")
    assert pick(made, "entity_id") == [("dangshan_county",)]


def test_money_of_any_country_is_proposed_by_its_code():
    made = draft("En 2023, le Tibet a vendu pour 15 millions de nairas.", "fr")
    (row,) = made.rows
    assert row.row["unit"] == "NGN" and "unit" not in row.open


def test_nothing_is_proposed_where_the_text_names_nobody():
    made = draft("En 2023, 15 tonnes.", "fr")
    assert pick(made, "entity_id") == [("",)]
    assert "names no place" in made.rows[0].open["entity_id"]


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


@pytest.mark.parametrize(
    "text", ["2024-13", "20 June 2024", "", "2024-06-31", "2024/2023", "0000", "2024-6-1"]
)
def test_a_date_of_publication_in_no_form_is_refused(text):
    with pytest.raises(ValueError, match="date of publication"):
        read_published(text)


def test_claim_relations_between_numbers_are_drafted_with_their_terms():
    text = "阿克苏市网络零售额从2015年的3亿元增加到2022年的21.5亿元,增长6.2倍。"
    made = draft(text, "zh")
    (claim,) = draft_claims(made.article, made.rows)
    assert claim["relation"] == "increase" and claim["result_id"] == "made-up-p01-3"
    assert claim["term_ids"] == "made-up-p01-1;made-up-p01-2"
    text = (
        "En 2022, 40 personnes pauvres du Tibet ont trouvé un emploi et 60 personnes un stage."
        " Au total, 100 personnes sont concernées."
    )
    made = draft(text, "fr")
    relations = {c["relation"]: c["term_ids"] for c in draft_claims(made.article, made.rows)}
    assert relations["sum"] == "made-up-p01-1;made-up-p01-2"
    text = "En 2022, le Tibet a vendu pour 80 millions de yuans (11 millions d'euros)."
    made = draft(text, "fr")
    (claim,) = draft_claims(made.article, made.rows)
    assert (claim["relation"], claim["term_ids"]) == ("conversion", "made-up-p01-1")


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
    made = draft(text, language, published)
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12,400 – so many live off the trade in Aksu city, 2022 count.", "en"),
        ("In 2022 it was 3.4 million, and that is still so.", "en"),
        ("12 400, c'est ce que dit le registre en 2022.", "fr"),
        ("En 2022, 3,4 millions, c'est plus que jamais.", "fr"),
        ("70 % de ses membres sont là.", "fr"),
    ],
)
def test_a_new_indicator_is_never_named_by_words_that_name_nothing(text, language):
    made = draft(text, language)
    names = [row["name"] for row in made.indicators.values()]
    assert made.rows and not {"so many", "million", "millions", "c'est", "ses"} & set(names), names
