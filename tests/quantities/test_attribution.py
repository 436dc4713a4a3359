"""Who counted: by sentence, quotation and paragraph, in three languages."""

import pytest

from helpers.quantities import read

PUBLISHED = "2024-06-20"
NOBODY = None
# A text, and of each number words of the name of who counted it.
NAMED = {
    "en": [
        (
            "Farmers lose a third of their onions, "
            "the National Horticulture Board said in a report."
            " Some 2,300 cold stores stand empty.",
            ["National Horticulture Board", "National Horticulture Board"],
        ),
        ('"We paid 40 rupees a crate," said Lakshmi Devi, 41.', ["Lakshmi Devi", None]),
        (
            "The clinic treated 1,200 patients last year,"
            " according to figures from the health ministry.",
            ["health ministry"],
        ),
        ("Ministry data show that 12 per cent of schools lack power.", ["Ministry"]),
        (
            "Some 38 percent of riders were late, a survey by the Transport Workers Union found.",
            ["Transport Workers Union"],
        ),
        ("The World Bank puts losses at $4 billion.", ["World Bank"]),
        ("Ofgem's figures show that 3.2 million homes pay too much.", ["Ofgem"]),
        ("Official statistics put unemployment at 7 per cent.", ["Official statistics"]),
        ("A study published in May found that 60% of wells were dry.", ["study"]),
        ("Wind supplied 40% of power, data from grid operator Eskom showed.", ["Eskom"]),
        ("Statistics Canada reported a rise of 3.1 per cent.", ["Statistics Canada"]),
        (
            "About 4,000 buses run on gas, said Ravi Menon, the state's transport secretary."
            " Only 300 are electric.",
            ["Ravi Menon", "Ravi Menon"],
        ),
        ("As per the census, 62 per cent of households have a tap.", ["census"]),
        ("Enrolment fell by 8 per cent, UNICEF said on Tuesday.", ["UNICEF"]),
        (
            "Eurostat, the EU's statistics office, estimates that 9% of farms sell online.",
            ["Eurostat"],
        ),
        (
            "“It cost me 5,000 shillings,” Mary Atieno says. “I got back 12,000.”",
            ["Mary Atieno", "Mary Atieno"],
        ),
        ("The road is 40 km long and cost ₹12 crore.", [None, None]),
    ],
    "fr": [
        ("Selon Statistique Canada, 12 % des fermes vendent en ligne.", ["Statistique Canada"]),
        ("D'après les chiffres de l'Insee, le pays compte 390 000 exploitations.", ["Insee"]),
        ("Les données du ministère montrent que 12 % des écoles n'ont pas d'eau.", ["ministère"]),
        ("L'OFS recense 48 000 exploitations.", ["OFS"]),
        ("Quelque 3 000 ménages ont reçu une aide, a fait savoir mardi le canton.", ["le canton"]),
        ("Une école sur cinq manque d'eau, indique une enquête de l'Unicef.", ["Unicef"]),
        (
            "Les pertes atteignent 4 milliards de dollars, estime la Banque mondiale.",
            ["Banque mondiale"],
        ),
        ("Hydro-Québec prévoit une hausse de 3 %.", ["Hydro-Québec"]),
        ("« J'ai payé 500 francs », explique Rose Kabore, 52 ans.", ["Rose Kabore", None]),
        (
            "L'hôpital a soigné 3 000 personnes, selon son directeur. La moitié venait de loin.",
            ["son directeur", "son directeur"],
        ),
        (
            "Le ministère de la Santé a annoncé jeudi que 45 % des lits étaient vides.",
            ["ministère de la Santé"],
        ),
        ("Les statistiques officielles font état de 7 % de chômage.", ["statistiques officielles"]),
        ("À en croire la fédération, 300 bus roulent au gaz.", ["la fédération"]),
        ("La ligne compte 1 200 km de rails et 85 gares.", [None, None]),
    ],
    "zh": [
        ("国家统计局数据显示，去年粮食产量6.9亿吨，同比增长1.6%。", ["国家统计局", "国家统计局"]),
        ("据海关统计，前三季度出口1.2万吨。", ["海关"]),
        ("根据农业农村部的数据，农产品网络零售额达5870亿元。", ["农业农村部"]),
        ("世界银行估计，损失达40亿美元。", ["世界银行"]),
        ("记者从省交通运输厅获悉，今年新改建农村公路3200公里。", ["省交通运输厅"]),
        ("“一亩地挣两千元。”村民李桂香说。", ["李桂香", "李桂香"]),
        ("來自教育局的數字顯示，學生人數減少3.2%。", ["教育局"]),
        ("主計總處統計，去年失業率3.4%。", ["主計總處"]),
        ("该县卫健局局长周明表示，全县有村医312名。", ["周明"]),
        ("《中国农村电商报告》指出，网店数量达1750万家。", ["报告"]),
        ("这条路长40公里，投资1.2亿元。", [None, None]),
    ],
}
# What the writer tells has no source; neither has what an office did not say.


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [(code, *row) for code, rows in NAMED.items() for row in rows],
)
def test_a_number_is_counted_by_whom_the_text_names(language, text, names):
    found = [q.counted_by for q in read(text, language, PUBLISHED) if q.kind != "date"]
    assert len(found) == len(names), found
    for name, who in zip(names, found, strict=True):
        assert (name.lower() in who.lower()) if name else who == "", (found, names)


def test_a_person_counts_what_they_sell_and_not_their_age_or_land():
    text = "Awa Diop, 34, has two hectares. She sold 900 kg of millet for 300,000 francs."
    found = {q.as_printed: q.counted_by for q in read(text, "en", PUBLISHED)}
    assert found["900 kg"] == found["300,000 francs"] == "Awa Diop"
    assert found["34"] == found["two hectares"] == ""


def test_an_office_goes_on_counting_until_the_text_tells_of_a_person():
    office = "The dairy board said output rose by 5 per cent.\nExports grew by 7 per cent."
    person = office.replace("Exports", "Asha Rao, 50, owns a farm. Her sales")
    assert [q.counted_by for q in read(office, "en", PUBLISHED)] == ["The dairy board"] * 2
    assert read(person, "en", PUBLISHED)[-1].counted_by == "Asha Rao"


def test_a_short_name_in_brackets_stands_for_its_office():
    text = "Les ventes montent de 4 %, indique l'Agence du lait (ADL).\nL'ADL vise 60 sites."
    found = read(text, "fr", PUBLISHED)
    assert [q.counted_by for q in found] == ["l'Agence du lait", "L'ADL"]


@pytest.mark.parametrize(
    ("language", "told", "did"),
    [
        ("en", "Ana Ruiz, 40, sells jam. A jar costs 6 dollars.", "Ana Ruiz, 40, sold 90 jars."),
        ("fr", "Ana Ruiz, 40 ans, vend du miel à 6 euros.", "Ana Ruiz, 40 ans, a vendu 90 pots."),
    ],
)
def test_a_person_who_said_nothing_counts_what_they_did_and_no_price(language, told, did):
    assert read(told, language, PUBLISHED)[-1].counted_by == ""
    assert read(did, language, PUBLISHED)[-1].counted_by == "Ana Ruiz"


def test_the_size_of_a_bag_is_counted_by_nobody():
    text = "« Tout va bien », dit Ana Ruiz. Le sac de 25 kg se vend 9 euros."
    found = {q.as_printed: q.counted_by for q in read(text, "fr", PUBLISHED)}
    assert found["25 kg"] == "" and found["9 euros"] == "Ana Ruiz"


def test_a_minister_who_informs_goes_on_counting_and_a_tally_names_its_office():
    text = "Output rose 4%, the minister of mines informed parliament.\nExports fell by 3 per cent."
    assert [q.counted_by for q in read(text, "en", PUBLISHED)] == ["the minister of mines"] * 2
    text = "Some 400 kilns closed, by the Brick Union's tally."
    assert read(text, "en", PUBLISHED)[0].counted_by == "the Brick Union"


def test_what_is_said_of_a_person_in_between_hides_no_source():
    text = "Ana Ruiz, who has 4 acres, remembers one year: 37 orders came."
    found = {q.as_printed: q.counted_by for q in read(text, "en", PUBLISHED)}
    assert found["4 acres"] == "" and found["37"] == "Ana Ruiz"
