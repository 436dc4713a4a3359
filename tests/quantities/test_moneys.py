"""Which of the moneys of one name a text means."""

import pytest

from helpers.quantities import read

CASES = [
    ("en", "A Ugandan farmer earns 4,000 shillings", "UGX"),
    ("en", "A farmer earns 4,000 shillings", "KES"),
    ("en", "In the United Arab Emirates it costs 30 dirhams", "AED"),
    ("en", "It costs 30 dirhams in Morocco", "MAD"),
    ("en", "In Egypt they paid 40 Kenyan shillings", "KES"),
    ("en", "In Colombia growers get 900 pesos", "COP"),
    ("en", "In Singapore they paid 40 dollars", "USD"),
    ("en", "In Canada they paid 40 dollars", "CAD"),
    ("en", "In Canada and Peru they paid 40 dollars", "USD"),
    ("en", "KATHMANDU: a bag costs Rs 400", "NPR"),
    ("fr", "Un vendeur algérien gagne 30 dinars", "DZD"),
    ("fr", "Un vendeur gagne 30 dinars", "TND"),
    ("fr", "Au Cameroun, un sac vaut 300 francs", "XAF"),
    ("fr", "Au Rwanda, un sac vaut 300 francs", "RWF"),
    ("fr", "En Suisse, le ticket est tombé à 31 francs", "CHF"),
    ("fr", "Au Mali, un sac vaut 500 francs CFA", "XOF"),
    ("fr", "En Tunisie, un sac vaut 300 DA", "DZD"),
    ("fr", "Un prêt suisse de 9 000 FCFA", "XOF"),
    ("fr", "Au Gabon, un don suisse de 9 000 FCFA", "XAF"),
    ("fr", "Le village reçoit 30'000 francs", "CHF"),
    ("en", "In the United Arab Emirates he paid MAD 30", "MAD"),
    ("zh", "在乌干达要3000先令", "UGX"),
    ("zh", "在约旦要30第纳尔", "JOD"),
    ("zh", "要30元", "CNY"),
]


@pytest.mark.parametrize(("language", "text", "code"), CASES)
def test_the_country_that_a_text_names_decides_whose_money_it_is(language, text, code):
    assert [q.unit for q in read(text, language) if q.kind == "amount"] == [code]


def test_each_number_is_of_the_country_named_last_before_it():
    text = "In Kenya a crate sells for 900 shillings. In Uganda it sells for 20,000 shillings."
    assert [q.unit for q in read(text, "en")] == ["KES", "UGX"]
