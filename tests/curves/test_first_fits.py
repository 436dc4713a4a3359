"""First fits: of two descents the lower is taken."""

import numpy as np

from helpers.curves.descent import STUCK
from helpers.curves.first_fits import take_lower


def test_of_two_descents_without_an_end_none_is_lower_and_nothing_is_warned_of():
    lost = {"theta": np.zeros((1, 1)), "rss": np.full(1, np.nan), "state": np.full(1, STUCK)}
    lost |= {"log_size": np.zeros(1), "evaluations": np.ones(1, int), "fall": np.zeros(1)}
    assert np.isnan(take_lower(lost, lost)["rss"][0])
