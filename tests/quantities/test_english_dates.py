"""English dates are the days that they name."""

import pytest
from single import bounds, read_one


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2022-23", "2022-04", "2023-03"),
        ("2022/23 budget", "2022-07", "2023-06"),
        ("by March 2025", None, "2025-03"),
        ("since 2018", "2018", None),
        ("June 6, 2016", "2016-06-06", "2016-06-06"),
        ("12 March 2020", "2020-03-12", "2020-03-12"),
        ("second quarter of 2022", "2022-04-01", "2022-06-30"),
        ("H1 2023", "2023-01-01", "2023-06-30"),
        ("the 1980s", "1980", "1989"),
        ("mid-2019", "2019-06", "2019-07"),
        ("May last year", "2022-05", "2022-05"),
        ("Three years ago", "2020", "2020"),
        ("5.40am", "05:40", "05:40"),
        ("half past nine.", "09:30", "09:30"),
        ("opens at nine", "09:00", "09:00"),
        ("from April through June 2022", "2022-04", "2022-06"),
        ("14th Five-Year Plan period", "2021", "2025"),
        ("Double 11", "--11-11", "--11-11"),
        ("by the end of 2025", None, "2025-12-31"),
        ("first eleven months of this year", "2023-01", "2023-11"),
        ("the 19th century", "1801", "1900"),
        ("each July", "--07", "--07"),
        ("until December 2023", None, "2023-12"),
        ("before 2030", None, "2030"),
        ("from 2018 onwards", "2018", None),
    ],
)
def test_dates_resolve(text, low, high):
    assert (read_one(text).kind, *bounds(text)) == ("date", low, high)


def test_a_year_to_a_month_ends_with_it():
    assert bounds("in the year to June 2022") == (None, "2022-06")
    assert bounds("in March-April 2024") == ("2024-03", "2024-04")
