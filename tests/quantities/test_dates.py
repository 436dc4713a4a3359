"""Dates of other calendars are the days that they have."""

import pytest

from helpers.quantities import read


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("In 1443 AH, the market sold 300 carpets.", "en", "2021-08-10", "2022-07-29"),
        ("In the Islamic year 1445, 300 carpets were sold.", "en", "2023-07-19", "2024-07-07"),
        ("En 1443 de l'hégire, le marché a vendu 300 tapis.", "fr", "2021-08-10", "2022-07-29"),
        ("伊历1443年,市场卖出300张地毯。", "zh", "2021-08-10", "2022-07-29"),
        ("In the 2022-23 academic year, 300 students were trained.", "en", "2022-09", "2023-08"),
        ("In the school year 2022/23, 300 pupils sold baskets.", "en", "2022-09", "2023-08"),
        (
            "Pendant l'année scolaire 2022-2023, 300 élèves ont été formés.",
            "fr",
            "2022-09",
            "2023-08",
        ),
        ("2022-2023学年,300名学生接受培训。", "zh", "2022-09", "2023-08"),
        ("2022/23学年,300名学生接受培训。", "zh", "2022-09", "2023-08"),
        ("In fiscal year 2021-22, the taluk sold 300 carts.", "en", "2021-04", "2022-03"),
        ("2021财年,该县卖出300件。", "zh", "2021", "2021"),
    ],
)
def test_a_year_of_another_calendar_is_the_days_that_it_has(text, language, first, last):
    (found,) = [q for q in read(text, language, published="2024-09-01") if q.value == 300]
    assert (found.period_start, found.period_end) == (first, last)


def test_a_year_of_another_calendar_is_no_number():
    for text in ("In 1443 AH, the market sold 300 carpets.", "The Hijri year 1443 saw 300 sales."):
        assert [q.value for q in read(text, "en") if q.kind != "date"] == [300]
