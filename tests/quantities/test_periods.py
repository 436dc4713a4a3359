"""The period of a number: from the dates around it, in three languages."""

import pytest

from helpers.quantities import read

PUBLISHED = "2024-06-20"
# A text, and the year in which the period of each of its numbers ends.
PERIODS = {
    "en": [
        (
            "In 2023 the state treated 4,200 patients, up from 3,100 the previous year.",
            ["2023", "2022"],
        ),
        ("Exports reached 12 million tonnes in the year to March 2024.", ["2024"]),
        ("Rainfall fell by 12 per cent in the first half of 2023.", ["2023"]),
        ("Enrolment was 3.2 million at the end of 2021 and 3.6 million now.", ["2021", "2024"]),
        ("By 2030 the ministry wants 500 buses; it has 120.", ["2030", "2024"]),
        (
            "In FY2022-23 the railway carried 6.4 billion passengers"
            " against 3.5 billion in FY2021-22.",
            ["2023", "2022"],
        ),
        ("Last month 45,000 people used the ferry.", ["2024"]),
        ("A decade ago the village had 20 telephones.", ["2014"]),
        ("Between 2015 and 2020 the number of clinics doubled to 80.", ["2020", "2020"]),
        ("As of 31 May, 2,300 pumps had been installed.", ["2024"]),
        ("The price rose from $3 in 2019 to $5 in 2022.", ["2019", "2022"]),
        ("In the same period of 2022 it sold 900 vehicles.", ["2022"]),
        ("Over the next five years the plan is to plant 2 million trees.", ["2029", "2029"]),
        ("Since 2016 the fund has lent 40 million euros.", ["2024"]),
        ("In the 2019-20 season farmers harvested 3 tonnes a hectare.", ["2020"]),
        ("The 2011 census counted 1,240 residents.", ["2011"]),
        ("During the 13th Five-Year Plan period 120 km of road was built.", ["2020"]),
        ("In the third quarter profits fell 8%.", ["2023"]),
        ("Next year tariffs will rise by 5 per cent.", ["2025"]),
        (
            "In 2019 and 2022 the port moved 30 and 45 million tonnes respectively.",
            ["2019", "2022"],
        ),
        (
            "The mills spun 60 tonnes, 70 tonnes and 80 tonnes in 2020, 2021"
            " and 2022, respectively.",
            ["2020", "2021", "2022"],
        ),
        ("A ticket costs 9 dollars, up from the 6 dollars it used to be.", ["2024", ""]),
        ("Nurses numbered 70 in 2021. Wages fell 4% in the same two years.", ["2021"] * 3),
    ],
    "fr": [
        (
            "En 2023, l'hôpital a soigné 4 200 patients, contre 3 100 l'année précédente.",
            ["2023", "2022"],
        ),
        ("Au 31 décembre 2022, le canton comptait 312 médecins.", ["2022"]),
        ("Les exportations ont reculé de 12 % au premier semestre 2023.", ["2023"]),
        ("D'ici 2030, la ville veut 500 bus ; elle en a 120.", ["2030", "2024"]),
        ("Le mois dernier, 45 000 personnes ont pris le bac.", ["2024"]),
        ("Il y a dix ans, le village avait 20 téléphones.", ["2014"]),
        ("Entre 2015 et 2020, le nombre de cliniques a doublé, à 80.", ["2020", "2020"]),
        ("Le prix est passé de 3 dollars en 2019 à 5 dollars en 2022.", ["2019", "2022"]),
        ("Un an plus tôt, ils étaient 800.", ["2023"]),
        ("Depuis 2016, le fonds a prêté 40 millions d'euros.", ["2024"]),
        ("Lors de la campagne 2019-2020, la récolte a atteint 3 tonnes à l'hectare.", ["2020"]),
        ("Le recensement de 2011 dénombrait 1 240 habitants.", ["2011"]),
        ("L'an prochain, les tarifs augmenteront de 5 %.", ["2025"]),
        ("Au troisième trimestre, le bénéfice a baissé de 8 %.", ["2023"]),
        (
            "En 2019 et 2022, le port a traité respectivement 30 et 45 millions de tonnes.",
            ["2019", "2022"],
        ),
        (
            "Le trajet coûte 9 dinars. Autrefois, un guide en demandait 2.",
            ["2024", ""],
        ),
        ("Ils étaient 70 en 2021. Les salaires ont perdu 4 % sur ces deux années.", ["2021"] * 3),
        ("Sur les cinq premiers mois de 2024, 3 200 panneaux ont été posés.", ["2024"]),
        ("Dans les cinq prochaines années, le plan prévoit 2 millions d'arbres.", ["2029", "2029"]),
        (
            "Au cours de l'exercice 2022-2023, Hydro-Québec a gagné 4,5 milliards de dollars.",
            ["2023"],
        ),
    ],
    "zh": [
        ("2023年，全省诊疗4200万人次，上年为3100万人次。", ["2023", "2022"]),
        ("截至2022年底，全县有医生312名。", ["2022"]),
        ("2023年上半年出口下降12%。", ["2023"]),
        ("到2030年，全市要建成500个充电站；目前只有120个。", ["2030", "2024"]),
        ("上个月，渡轮运送旅客4.5万人次。", ["2024"]),
        ("十年前，全村只有20部电话。", ["2014"]),
        ("价格由2019年的3元涨到2022年的5元。", ["2019", "2022"]),
        ("2016年以来，基金累计放贷4000万元。", ["2024"]),
        ("“十三五”期间，新建公路120公里。", ["2020"]),
        ("去年同期为800辆。", ["2023"]),
        ("2021年有学校40所，比2011年少15所。", ["2021", "2021"]),
        ("今年一季度，产量3.2万吨，去年同期2.9万吨。", ["2024", "2023"]),
        ("预计明年电价上调5%。", ["2025"]),
        ("2022/23財年，鐵路載客量達6.4億人次。", ["2023"]),
        ("未来五年，计划植树200万棵。", ["2029", "2029"]),
        ("前5个月，新增用户3200户。", ["2024"]),
        ("2023年底，光伏装机达6亿千瓦，是2015年的14倍。", ["2023", "2023"]),
        ("近三年来，累计培训1.2万人。", ["2024", "2024"]),
        ("2019年和2022年，港口吞吐量分别为3000万吨和4500万吨。", ["2019", "2022"]),
        ("2020、2021、2022年分别招工60人、70人、80人。", ["2020", "2021", "2022"]),
        ("2023年，东区和西区分别招工60人和70人。", ["2023", "2023"]),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "years"),
    [(code, *row) for code, rows in PERIODS.items() for row in rows],
)
def test_a_number_belongs_to_the_year_that_the_text_gives_it(language, text, years):
    found = [q for q in read(text, language, PUBLISHED) if q.kind != "date"]
    assert [q.period_end[:4] for q in found] == years, [q.as_printed for q in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Within five years the state will add 40 wards."),
        ("fr", "D'ici cinq ans, la région devrait ouvrir 40 écoles."),
        ("zh", "计划三年内新建40所学校。"),
    ],
)
def test_a_plan_ends_as_many_years_ahead_as_it_says(language, text):
    found = read(text, language, PUBLISHED)[-1]
    assert found.period_end[:4] == ("2027" if language == "zh" else "2029")
    assert found.status in ("target", "expected")


def test_a_year_between_quotation_marks_dates_nothing_behind_them():
    text = "« La gare a fermé en 1987, tout a changé. » Le bourg compte 417 habitants."
    assert read(text, "fr", PUBLISHED)[-1].period_end == PUBLISHED


def test_a_bulletin_of_a_year_dates_the_paragraphs_that_name_no_year():
    text = (
        "2024年全县总产值76亿元,比2023年增长4%。2024年末有居民30万人。\n"
        "2024年水果产量35万吨。\n全年收投快件1143万件。"
    )
    assert [q.period_end[:4] for q in read(text, "zh", "2025-01-24")][-1] == "2024"


def test_a_number_right_behind_a_compared_year_is_of_that_year():
    text = "2024年零售额9.06亿元,超过2021年的4.4亿元。"
    found = {
        q.as_printed: q.period_end for q in read(text, "zh", "2025-03-17") if q.kind == "amount"
    }
    assert found["4.4亿元"] == "2021"


def test_an_old_year_dates_no_later_sentence_where_dates_stand_behind_their_numbers():
    text = "The kiln was lit in 1998 and cost 400 pounds. A brick costs 2 pounds."
    assert [q.period_end[:4] for q in read(text, "en", PUBLISHED)][1:] == ["1998", "2024"]
