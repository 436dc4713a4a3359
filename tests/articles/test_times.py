"""The period of a number is the one that its text prints, or that its publication allows."""

import pytest
from invented import draft_text, pick

from helpers.articles.text import Article
from helpers.articles.times import Published, find_published, read_published


def test_now_is_the_day_of_publication_and_a_plan_the_time_it_is_for():
    made = draft_text("Le Tibet compte 31 centres de services.", "fr", "2021-05-04")
    assert pick(made, "period_start", "period_end", "period_basis") == [
        ("2021-05-04", "2021-05-04", "inferred")
    ]
    made = draft_text("Le Tibet prévoit une couverture de 90 % d'ici deux ans.", "fr", "2021-05-04")
    assert ("0.9", "2023-05-04", "2023-05-04") in pick(made, "value", "period_start", "period_end")


def test_a_time_so_far_and_a_total_have_the_days_that_their_words_name():
    made = draft_text(
        "En cinq ans de formation, le Tibet a formé 90 personnes.", "fr", "2021-05-04"
    )
    assert ("5", "2016-01-01", "2021-05-04") in pick(made, "value", "period_start", "period_end")
    text = (
        "Les données montrent qu'en 2019, le Tibet a créé 40 emplois directs et 60 emplois"
        " indirects. Au total, 100 emplois ont été créés."
    )
    made = draft_text(text, "fr", "2020-08-01")
    assert set(pick(made, "period_start", "period_end")) == {("2019-01-01", "2019-12-31")}


def test_a_change_is_counted_from_the_year_that_is_printed_behind_it():
    made = draft_text("En 2023, le Tibet a vendu 18 % de plus par rapport à 2021.", "fr")
    assert pick(made, "period_start", "period_end") == [("2021-01-01", "2023-12-31")]


def test_an_article_without_a_date_leaves_the_period_to_decide():
    made = draft_text("Le Tibet compte 31 centres de services.", "fr", None)
    (row,) = made.rows
    assert (row.row["period_start"], row.row["period_end"], row.row["period_basis"]) == ("",) * 3
    assert "no date of publication" in row.open["period_start"]


def test_a_date_in_a_line_of_its_own_at_the_top_is_the_publication():
    text = "Le colza se vend\nPublié le 2021-05-31 à 14:38\nEn mars, le Tibet a vendu 12 tonnes.\n"
    made = draft_text(text, "fr", None)
    assert made.published == Published("2021-05-31", "2021-05-31", "printed")
    assert pick(made, "value", "period_start") == [("12", "2021-03-01")]
    reasons = {q.as_printed: reason for q, reason in made.left_out}
    assert reasons["2021-05-31"] == "date of publication"
    assert find_published(Article("a", "Rien.\n", "fr", ""), []) == (Published(), None)


@pytest.mark.parametrize(
    "text", ["2024-13", "20 June 2024", "", "2024-06-31", "2024/2023", "0000", "2024-6-1"]
)
def test_a_date_of_publication_in_no_form_is_refused(text):
    with pytest.raises(ValueError, match="date of publication"):
        read_published(text)
