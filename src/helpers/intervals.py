"""Calculate with intervals: arrays of shape (n, 2) or (2,), a lower and an upper bound each.

Every result holds all values that the inputs allow, and no more, as long as each input stands in
the formula once. Bounds may be open (infinite).
"""

import numpy as np


class NoDivisor(ValueError):
    """A divisor is exactly nought."""


def read_ends(table, *names):
    """Return columns of a table as an array, its ``low`` and ``high`` where none is named.

    Parameters
    ----------
    table : DataFrame
    *names : str

    Returns
    -------
    ends : ndarray, shape (n, k)

    Examples
    --------
    >>> import pandas as pd
    >>> read_ends(pd.DataFrame({"low": [1], "who": ["a"], "high": [2]}))
    array([[1., 2.]])
    """
    return np.column_stack([table[name].to_numpy(float) for name in names or ("low", "high")])


def _product(a, b):
    """Multiply bounds; nought times an open bound is nought."""
    with np.errstate(invalid="ignore"):
        return np.where((a == 0) | (b == 0), 0.0, a * b)


def add(a, b):
    """Return the interval of sums.

    Examples
    --------
    >>> add([138, 138], [283.5, 284.5])
    array([421.5, 422.5])
    """
    return np.asarray(a, float) + np.asarray(b, float)


def multiply(a, b):
    """Return the interval of products.

    Examples
    --------
    >>> multiply([2, 3], [-1, 4])
    array([-3., 12.])
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    corners = np.stack([_product(a[..., i], b[..., j]) for i in (0, 1) for j in (0, 1)], axis=-1)
    return np.stack([corners.min(axis=-1), corners.max(axis=-1)], axis=-1)


def divide(a, b):
    """Return the interval of quotients a / b, for divisors that are not negative.

    A divisor's lower bound of 0 leaves the quotient open above.

    Raises
    ------
    ValueError
        If a divisor is negative, or is exactly 0.

    Examples
    --------
    >>> divide([3, 4], [1, 2])
    array([1.5, 4. ])
    >>> divide([1, 2], [0, 4])
    array([0.25,  inf])
    """
    b = np.asarray(b, float)
    if (b[..., 0] < 0).any():
        raise ValueError("a divisor may be negative; only amounts and counts are divided here")
    if (b[..., 1] == 0).any():
        raise NoDivisor("a divisor is exactly 0")
    with np.errstate(divide="ignore"):
        reciprocal = np.stack(
            [1 / b[..., 1], np.where(b[..., 0] == 0, np.inf, 1 / b[..., 0])], axis=-1
        )
    return multiply(a, reciprocal)


def overlap(a, b):
    """Return whether two intervals have a value in common.

    Examples
    --------
    >>> bool(overlap([1, 2], [2, 3])), bool(overlap([1, 2], [2.1, 3]))
    (True, False)
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    return (a[..., 0] <= b[..., 1]) & (b[..., 0] <= a[..., 1])
