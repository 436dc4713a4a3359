"""Fit straight lines, with the digits that certified answers ask for."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit
from statsmodels.regression.linear_model import OLS

from helpers.curves.profile import require_level


@dataclass(frozen=True)
class Line:
    """A straight line or plane through values.

    Attributes
    ----------
    coefficients, standard_errors : ndarray, shape (k + 1,)
        Of the constant and of each column.
    sigma : float
        Residual standard deviation, by n - k - 1.
    freedom : int
        n - k - 1.
    """

    coefficients: np.ndarray
    standard_errors: np.ndarray
    sigma: float
    freedom: int

    def interval(self, position, level=0.95):
        """Return the t interval of one coefficient, 0 being the constant.

        Parameters
        ----------
        position : int
        level : float
            Between 0 and 1.

        Returns
        -------
        interval : ndarray, shape (2,)

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.

        Examples
        --------
        >>> fit_line([0.0, 1.0, 2.0, 3.0], [1.0, 2.9, 5.1, 7.0]).interval(1).round(2)
        array([1.84, 2.2 ])
        """
        require_level(level)
        reach = stdtrit(self.freedom, 0.5 + 0.5 * level) * self.standard_errors[position]
        return self.coefficients[position] + reach * np.array([-1.0, 1.0])


def fit_line(x, y) -> Line:
    """Return the least-squares line of y on one column or several.

    Parameters
    ----------
    x : array_like, shape (n,) or (n, k)
    y : array_like, shape (n,)

    Raises
    ------
    ValueError
        If shapes do not match, a number is not finite, there are fewer than k + 2 rows, or the
        columns depend on each other.

    Notes
    -----
    Ordinary least squares (statsmodels) on columns about their means and of size one: 12 digits of
    NIST's Longley data where the plain columns leave 10.

    Examples
    --------
    >>> fit_line([0.0, 1.0, 2.0, 3.0], [1.0, 2.9, 5.1, 7.0]).coefficients.round(2)
    array([0.97, 2.02])
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    x = x[:, None] if x.ndim == 1 else x
    if x.ndim != 2 or y.shape != x.shape[:1]:
        raise ValueError(f"x has shape {x.shape} and y {y.shape}; allowed: (n, k) and (n,)")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("x or y holds a number that is not finite")
    n, k = x.shape
    if n < k + 2:
        raise ValueError(f"x holds {n} rows; allowed: {k + 2} or more for {k} columns")
    middle = x.mean(axis=0)
    size = np.sqrt(((x - middle) ** 2).sum(axis=0))
    if not (size > 0).all() or np.linalg.matrix_rank((x - middle) / size) < k:
        raise ValueError("the columns of x depend on each other or do not vary")
    fit = OLS(y - y.mean(), (x - middle) / size).fit()
    freedom = n - k - 1
    sigma = float(np.sqrt(fit.ssr / freedom))
    slopes = fit.params / size
    spread = (
        np.linalg.inv((x - middle).T @ (x - middle) / np.outer(size, size))
        * sigma**2
        / np.outer(size, size)
    )
    errors = np.sqrt(np.concatenate([[sigma**2 / n + middle @ spread @ middle], np.diag(spread)]))
    return Line(np.concatenate([[y.mean() - middle @ slopes], slopes]), errors, sigma, freedom)
