"""Fans begin at the last level, hold their central line, and the title counts them."""

import numpy as np
import pytest

from helpers.models.series import list_long_series
from helpers.outlook.figures import draw_fans, draw_places
from helpers.outlook.yearly import forecast_series


@pytest.fixture(scope="module")
def series(benchmarks):
    return list_long_series(benchmarks, first_year=2010, last_year=2024, has_chains=False)


def test_each_forecast_begins_at_the_last_level_of_its_series(series):
    ahead = forecast_series(series, 3)
    drawing = draw_fans(series, ahead)
    made = ahead[ahead["state"] == "forecast"]
    panels = [ax for ax in drawing.axes.figure.axes if ax.lines]
    assert len(panels) == made["key"].nunique() and set(drawing.data["Series"]) == set(made["name"])
    known = {one.key: one for one in series}
    for ax, key in zip(panels, made["key"].unique(), strict=True):
        dashed = next(line for line in ax.lines if line.get_linestyle() == "--")
        assert dashed.get_ydata()[0] == known[key].value[-1]
        np.testing.assert_array_equal(dashed.get_ydata()[1:], made[made["key"] == key]["central"])


def test_the_title_counts_the_series_that_rise(series):
    ahead = forecast_series(series, 3)
    one = next(s for s in series if s.key in set(ahead[ahead["state"] == "forecast"]["key"]))
    rises = ahead[ahead["key"] == one.key]["central"].iloc[-1] > one.value[-1]
    title = draw_fans([one], ahead).title
    assert ("not forecast to rise" in title) != rises


def test_without_forecasts_there_is_no_picture(series, stamped, observations):
    ahead = forecast_series(series, 3)
    assert draw_fans([], ahead) is None
    assert draw_places(stamped.iloc[:0], observations) is None
