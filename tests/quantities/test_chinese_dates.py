"""Chinese dates are the days that they name, and date the numbers near them."""

from helpers import quantities


def read(text, published="2024-06-20"):
    return [(q.as_printed, q.kind, q.low, q.high) for q in quantities.read(text, "zh", published)]


def test_a_year_of_the_republic_is_read_in_digits_or_in_words_and_never_in_both():
    dates = [("2020", "2020"), ("2003", "2003"), None]
    for text, date in zip(("民国109年", "民国九十二年", "民国8二年"), dates, strict=True):
        found = [(low, high) for _, kind, low, high in read(text) if kind == "date"]
        assert found == [date] * (date is not None)


def test_a_sale_of_every_year_dates_its_numbers_by_the_last_one():
    (count,) = [q for q in quantities.read("“双十二”那天卖了90单。", "zh", "2020-10-30") if q.unit]
    assert count.period_end == "2019-12-12"
