"""Made series: one that bends towards a ceiling and one that grows steadily."""

import numpy as np

from helpers.models.series import LongSeries


def make(value, first=2010, spread=0.002):
    """Return a yearly series with bounds around each value."""
    value = np.asarray(value, float)
    return LongSeries(
        "made",
        "Made",
        "levels",
        "CNY",
        first + np.arange(value.size, dtype=float),
        value,
        value * (1 - spread),
        value * (1 + spread),
        (),
        "",
        np.full(value.size, "P"),
    )


BENT = make(100 / (1 + np.exp(-0.8 * (np.arange(14) - 6))) * np.tile([1.01, 0.99], 7))
STEADY = make(np.exp(0.2 * np.arange(12)) * np.tile([1.01, 0.99], 6))
