"""Series about known logistic curves."""

import numpy as np

from helpers.curves.family import evaluate_curve


def draw(count, rng, noise=0.1):
    """Return years (n,) and so many series (count, n), each about a curve of its own."""
    time = np.arange(2010.0, 2021.0)
    truth = np.column_stack(
        [np.full(count, 100.0), rng.uniform(0.4, 0.9, count), rng.uniform(2012, 2017, count)]
    )
    return time, evaluate_curve("logistic", truth, time) * np.exp(
        noise * rng.standard_normal((count, time.size))
    )
