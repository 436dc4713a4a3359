"""Which curve describes a series, and what does it depend on.

Only fits to the same observations under the same reading are compared. What is averaged over the
curves is the growth over the observed window, on which they can agree; ceilings never are.
"""

import numpy as np
import pandas as pd


def find_aicc(log_likelihood, k, n):
    """Return the corrected Akaike criterion of fits; NaN (refused) where n <= k + 1.

    Parameters
    ----------
    log_likelihood, n : ndarray, shape (s,)
        `n` counts the observations.
    k : int
        Parameters, sigma counted.

    Notes
    -----
    AICc = -2 log L + 2 k n / (n - k - 1) (Hurvich and Tsai 1989, Biometrika 76, p. 297-307).

    Examples
    --------
    >>> find_aicc(np.array([-5.0, -5.0]), 3, np.array([10, 4]))
    array([20., nan])
    """
    with np.errstate(all="ignore"):
        penalty = 2.0 * k * n / (n - k - 1.0)
        return np.where(n > k + 1, -2.0 * log_likelihood + penalty, np.nan)


def _require_same_data(fits):
    if not fits:
        raise ValueError("fits is empty; allowed: one fit or more, by name")
    first_name, first = next(iter(fits.items()))
    for name, other in fits.items():
        if not other.observations.equals(first.observations):
            raise ValueError(
                f"fits holds {name!r}, fitted to other observations than {first_name!r}; "
                "allowed: one reading of the same series"
            )


def compare_curves(fits):
    """Return how well each curve describes each series, and the weight of evidence for it.

    Parameters
    ----------
    fits : mapping of str to Fits
        All of the same series and reading; curves and scales may differ.

    Returns
    -------
    table : DataFrame
        One row a series and curve, in the order given: ``series, curve, state, observations,
        log_likelihood, aicc, difference, weight, growth, growth_error``. No weight where the
        criterion is refused.

    Raises
    ------
    ValueError
        If there is no fit, or they are of different observations.

    Notes
    -----
    The criterion is that of `find_aicc`; weights exp(-difference / 2) over their sum (Burnham and
    Anderson 2002, p. 75). A curve with no finite best one has the likelihood of its limit and keeps
    its count of parameters.

    Examples
    --------
    >>> from helpers.curves import fit_curves
    >>> time, value = [0.0, 1, 2, 3, 4, 5, 6], [1.0, 2.1, 3.9, 8.2, 16.5, 31, 65]
    >>> curves = ("exponential", "logistic")
    >>> fits = {c: fit_curves(time, value, curve=c, scale="log") for c in curves}
    >>> compare_curves(fits).weight.round(2).tolist()
    [1.0, 0.0]
    """
    fits = dict(fits)
    _require_same_data(fits)
    tables = []
    for name, fit in fits.items():
        growth = fit.growth
        tables.append(
            pd.DataFrame(
                {
                    "series": np.arange(fit.count.size),
                    "curve": name,
                    "state": fit.state.to_numpy(),
                    "observations": fit.count,
                    "log_likelihood": fit.log_likelihood,
                    "aicc": fit.aicc,
                    "growth": growth["growth"],
                    "growth_error": growth["standard_error"],
                }
            )
        )
    table = pd.concat(tables, ignore_index=True)
    with np.errstate(all="ignore"):
        table.insert(
            6, "difference", table["aicc"] - table.groupby("series")["aicc"].transform("min")
        )
        raw = np.exp(-0.5 * table["difference"])
        table.insert(7, "weight", raw / raw.groupby(table["series"]).transform("sum"))
    return table.sort_values("series", kind="stable", ignore_index=True)


def average_growth(fits):
    """Return each series' growth over its observed window, averaged over the curves by their
    weights.

    Parameters
    ----------
    fits : mapping of str to Fits
        As in `compare_curves`.

    Returns
    -------
    table : DataFrame
        One row a series: ``growth`` per year (logarithmic), ``standard_error`` with the spread
        between the curves, ``lowest, highest`` among the curves with a weight, ``curves``, their
        number.

    Raises
    ------
    ValueError
        As in `compare_curves`.

    Notes
    -----
    Growth is log(y at the last time / y at the first) per year of each curve. Variance: sum of
    weight x (error^2 + (growth - average)^2) (Burnham and Anderson 2002, p. 162). A curve without
    an error (its ceiling at infinity) counts with the spread alone. Ceilings are not averaged: of
    curves that disagree whether there is one, the mean says nothing.

    Examples
    --------
    >>> from helpers.curves import fit_curves
    >>> time, value = [0.0, 1, 2, 3, 4, 5, 6], [1.0, 2.1, 3.9, 8.2, 16.5, 31, 65]
    >>> curves = ("exponential", "logistic")
    >>> fits = {c: fit_curves(time, value, curve=c, scale="log") for c in curves}
    >>> average_growth(fits)["growth"].round(2).tolist()
    [0.69]
    """
    table = compare_curves(fits)
    used = table[table["weight"].notna() & table["growth"].notna()].copy()
    used["weight"] = used["weight"] / used.groupby("series")["weight"].transform("sum")
    grouped = used.assign(part=used["weight"] * used["growth"]).groupby("series")
    growth = grouped["part"].sum()
    away = used["growth"] - used["series"].map(growth)
    error = np.sqrt(
        (used["weight"] * (used["growth_error"].fillna(0.0) ** 2 + away**2))
        .groupby(used["series"])
        .sum()
    )
    counted = used.groupby("series")["growth"]
    out = pd.DataFrame(
        {
            "growth": growth,
            "standard_error": error,
            "lowest": counted.min(),
            "highest": counted.max(),
            "curves": counted.size(),
        }
    )
    out = out.reindex(np.arange(next(iter(dict(fits).values())).count.size))
    return out.assign(curves=out["curves"].fillna(0).astype(int)).rename_axis("series")
