"""How long something lasts."""

import pandas as pd
import pytest

from helpers.description.spans import count_days
from helpers.study import Study


def test_a_leap_year_has_366_days():
    assert [count_days(year).value for year in (2020, 2023, 2100)] == [366, 365, 365]


def test_the_years_of_a_running_total_are_those_of_its_dates(tmp_path):
    study = Study("03_descriptive_statistics", {"out_dir": str(tmp_path)})
    total = study.number("aksu_training", "people_trained_total")
    (kept,) = total.inputs
    days = kept.end - kept.start + pd.Timedelta(days=1)
    assert total.years.value == pytest.approx(days / pd.Timedelta(days=365.2425))
