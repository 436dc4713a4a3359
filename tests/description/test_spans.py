"""How long something lasted."""

import pandas as pd
import pytest

from helpers.description.spans import span_years
from helpers.reported import Missing, Reported
from helpers.study import Study


def test_years_reach_from_the_printed_time_to_that_of_the_dates(tmp_path):
    study = Study("03_descriptive_statistics", {"out_dir": str(tmp_path)})
    total = study.number("aksu_training", "people_trained_total")
    printed = Reported.from_numbers("printed", 6.0, 6.0, unit="years")
    days = total.inputs[0].end - total.inputs[0].start
    years = span_years(total, printed)
    assert (years.low, years.high) == pytest.approx((6.0, days / pd.Timedelta(days=365.2425)))
    assert isinstance(span_years(Missing("total"), printed), Missing)
    assert isinstance(span_years(total, Missing("years")), Missing)
