"""Pictures of curves hold every printed level and say what they show."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import BENT, STEADY

from helpers.curves.family import WEIGHED
from helpers.models.ceilings import weigh_ceilings
from helpers.models.figures import draw_curves, draw_pair, list_round_ticks
from helpers.models.series import fit_series


@pytest.fixture(scope="module")
def ceilings():
    return weigh_ceilings([BENT, STEADY], fit_series([BENT, STEADY], WEIGHED), 0.95)


# The axis of ceilings reaches 1.15 times below the least end and 1.6 times above the largest.
@given(st.floats(1e-6, 1e15), st.floats(1.15 * 1.6, 1e9))
def test_round_ticks_lie_between_the_ends_and_are_few(low, times):
    high = low * times
    ticks = list_round_ticks(low, high)
    assert 0 < len(ticks) <= 4 and ticks == sorted(ticks)
    assert low <= ticks[0] and ticks[-1] <= high


def test_every_level_is_drawn_inside_the_axes(ceilings):
    drawing = draw_curves([BENT, STEADY], ceilings, 0.95)
    panels = [ax for ax in drawing.axes.figure.axes if ax.lines]
    for ax, one in zip(panels, (BENT, STEADY), strict=True):
        drawn = [line.get_ydata() for line in ax.lines if len(line.get_ydata()) == one.value.size]
        assert any(np.array_equal(values, one.value) for values in drawn)
        assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] >= one.value.max()


def test_the_title_names_what_bends(ceilings):
    assert "bend towards a limit" in draw_pair([BENT], ceilings.iloc[:1], 0.95, "bn CNY").title
    steady = draw_pair([STEADY], ceilings.iloc[1:].reset_index(drop=True), 0.95, "bn CNY")
    assert "no limit is to be seen" in steady.title


def test_without_series_there_is_no_picture(ceilings):
    assert draw_curves([], ceilings, 0.95) is None and draw_pair([], ceilings, 0.95, "") is None
