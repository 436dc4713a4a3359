"""French quantities: numbers in words, changes, hedges, parts of a whole, dates, no numbers."""

from fractions import Fraction

import pytest
import single
from accounting import find_unaccounted
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.quantities import account, read


def read_one(phrase):
    return single.read_one(phrase, "fr", "2024-06-20")


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="0123456789 .,-%€undexcmilqrts'à", max_size=60))
def test_every_numeral_of_any_string_is_accounted_for(text):
    assert find_unaccounted(text, "fr", account(text, "fr")) == []


HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
READ = [
    # limits that are denied
    ("Le total n'a pas dépassé 30 %", None, "0.3", "share"),
    ("guère plus de 40 foyers", None, 40, "count"),
    ("ni plus ni moins de 12 sacs", 12, 12, "count"),
    ("jamais plus de 30 colis", None, 30, "count"),
    ("pas en dessous de 15 kg", 15, None, "amount"),
    ("la part n'est pas inférieure à 20 %", "0.2", None, "share"),
    ("pas moins de 300 exposants", 300, None, "count"),
    ("il n'atteint pas 3 %", None, "0.03", "share"),
    ("sans atteindre les 50 euros", None, 50, "amount"),
    # rises and falls
    ("les ventes ont reculé de 12 %", "-0.12", "-0.12", "growth"),
    ("les ventes ont chuté de 12 %", "-0.12", "-0.12", "growth"),
    ("recul de 8,5 %", "-0.085", "-0.085", "growth"),
    ("moins 12 % en glissement annuel", "-0.12", "-0.12", "growth"),
    ("la croissance a été de −3,1 %", "-0.031", "-0.031", "growth"),
    ("baisse de 12 à 15 %", "-0.15", "-0.12", "growth"),
    ("vingt pour cent de plus", "0.2", "0.2", "growth"),
    ("hausse d'un tiers", THIRD, THIRD, "growth"),
    ("12 % des ventes", "0.12", "0.12", "share"),
    # numbers in words
    ("vingt et un villages", 21, 21, "count"),
    ("mille trois ateliers", 1003, 1003, "count"),
    ("mille cent foyers", 1100, 1100, "count"),
    ("septante-cinq clients", 75, 75, "count"),
    ("trente et un mille habitants", 31000, 31000, "count"),
    ("douze cents boutiques", 1200, 1200, "count"),
    ("deux virgule cinq tonnes", "2.5", "2.5", "amount"),
    # scales
    ("12 M d'euros", 12 * 10**6, 12 * 10**6, "amount"),
    ("1,2 Md€", 1200000000, 1200000000, "amount"),
    ("4,2 MDH", 4200000, 4200000, "amount"),
    ("850 K DH", 850000, 850000, "amount"),
    ("1,2 billion de dôngs", 12 * 10**11, 12 * 10**11, "amount"),
    ("13 mille producteurs", 13000, 13000, "count"),
    ("un million et demi de dinars", 1500000, 1500000, "amount"),
    ("3 500 000 F CFA", 3500000, 3500000, "amount"),
    # parts of a whole
    ("un cinquième des ventes", "0.2", "0.2", "share"),
    ("un sur trois", THIRD, THIRD, "share"),
    ("deux cinquièmes des foyers", "0.4", "0.4", "share"),
    ("cinq pour mille des colis", "0.005", "0.005", "share"),
    ("7 producteurs sur 10", "0.7", "0.7", "share"),
    ("80 pour cent des clients", "0.8", "0.8", "share"),
    ("moins d'une tonne sur deux", None, HALF, "share"),
    ("½ tonne", HALF, HALF, "amount"),
    # ranges
    ("10 à 15 000 euros", 10000, 15000, "amount"),
    ("7 à 8 000 euros", 7000, 8000, "amount"),
    ("entre 3 et 5 %", "0.03", "0.05", "share"),
    ("cinq ou six familles", 5, 6, "count"),
    ("3 à 4 millions de francs", 3000000, 4000000, "amount"),
    # hedges
    ("supérieur à 5 000 tonnes", 5000, None, "amount"),
    ("5 000 tonnes au minimum", 5000, None, "amount"),
    ("30 % maximum", None, "0.3", "share"),
    ("12 ans ou moins", None, 12, "duration"),
    ("il approche les 40 000 abonnés", None, 40000, "count"),
    ("il franchit le cap des 10 000 abonnés", 10000, None, "count"),
    ("les prix passent sous la barre des 6 euros", None, 6, "amount"),
    ("ce total a grimpé jusqu'à six millions", 6000000, 6000000, "count"),
    # multiples
    ("multipliées par 4", 4, 4, "multiple"),
    ("divisé par deux", HALF, HALF, "multiple"),
    ("1,7 fois plus", "1.7", "1.7", "multiple"),
    ("trois fois moins cher", THIRD, THIRD, "multiple"),
    ("les recettes ont augmenté de 1,5 fois", "2.5", "2.5", "multiple"),
    ("le double", 2, 2, "multiple"),
    ("cinq fois par semaine", 5, 5, "count"),
    # points
    ("0,5 point", "0.005", "0.005", "points"),
    ("12 points de pourcentage", "0.12", "0.12", "points"),
    ("5 points de base", "0.0005", "0.0005", "points"),
    ("380 points de service", 380, 380, "count"),
    # words for about a number
    ("une quinzaine de sites", 15, 15, "count"),
    ("une huitaine de jours", 8, 8, "duration"),
    ("des dizaines de milliers de colis", 20000, None, "count"),
    ("une demi-douzaine d'œufs", 6, 6, "count"),
    ("la trentaine", 30, 39, "duration"),
    ("trois quarts d'heure", "0.75", "0.75", "duration"),
    # dates
    ("d'ici fin 2026", None, "2026-12-31", "date"),
    ("avant juillet 2022", None, "2022-07", "date"),
    ("depuis 2015", "2015", None, "date"),
    ("du 28 février au 3 mars 2021", "2021-02-28", "2021-03-03", "date"),
    ("les onze premiers mois de 2024", "2024-01", "2024-11", "date"),
    ("T3 2024", "2024-07-01", "2024-09-30", "date"),
    ("dans les années 90", "1990", "1999", "date"),
    ("il y a dix-huit mois", "2022-12", "2022-12", "date"),
    ("à 7h45", "07:45", "07:45", "date"),
    ("mis en ligne à 10:19:45", "10:19", "10:19", "date"),
]


@pytest.mark.parametrize(("phrase", "low", "high", "kind"), READ)
def test_a_phrase_reads_as_it_says(phrase, low, high, kind):
    quantity = read_one(phrase)
    exact = str if kind == "date" else Fraction
    bounds = tuple(None if bound is None else exact(bound) for bound in (low, high))
    assert (quantity.low, quantity.high, quantity.kind) == (*bounds, kind)


@pytest.mark.parametrize(
    "phrase",
    [
        "il a tout vendu en un clin "
        "d'œil", "elle mène mille et une "
                                            "activités", "la RN 12 et la "
            "D 907",
        "tél. 05 22 00 41 19", "Contact : 77 555 01 42.", "les tiers de confiance", "remis à neuf",
        "un ordinateur de seconde main", "une à une", "deux par deux", "la ferme des Trois-Chênes",
        "dossier n° 2024-318", "la 4G", "une boutique", "la première des règles",
    ],
)  # fmt: skip
def test_what_is_no_number_is_left_out_with_its_reason(phrase):
    found = account(phrase, "fr")
    assert found.quantities == [] and found.refused == []
    assert all(quantity.reason for quantity in found.left_out)


def test_a_change_from_one_level_to_another_is_two_numbers_of_one_unit():
    found = read("La part est passée de 5,2 à 7,8 %.", "fr")
    assert [(q.low, q.kind) for q in found] == [
        (Fraction("0.052"), "share"),
        (Fraction("0.078"), "share"),
    ]


def test_a_number_behind_contre_takes_the_unit_of_the_one_before():
    found = read("À 18.000 dôngs le kilo, contre 11.000 chez les négociants.", "fr")
    assert [(q.low, q.unit.split("/")[0]) for q in found] == [(18000, "VND"), (11000, "VND")]


def test_plans_periods_and_who_counted_are_read_from_the_sentence():
    found = read("Selon la chambre de commerce, 40 ateliers vendent en ligne ; elle vise 90 "
                 "ateliers en 2026.",
                 "fr", "2024-06-20")  # fmt: skip
    first, second = (q for q in found if q.kind == "count")
    assert (first.status, first.counted_by) == ("reported", "la chambre de commerce")
    assert (second.status, second.period_end) == ("target", "2026")
