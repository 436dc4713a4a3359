"""Say what comparable series did where a series has only two or three points: a reference class.

No curve is fitted. The growth of one more year is that of the nation plus a move relative to it,
drawn from the moves that comparable places made in single years.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from helpers.curves.profile import require_level

FEWEST_MOVES = 3
LARGEST_KURTOSIS = 6.0  # excess, that of a t distribution of 5 degrees of freedom; our rule
TRUSTED_MOVES = 20  # moves whose kurtosis counts half; our rule
# Shares of what came that lay inside the 80 % interval one, two, ... five years ahead, for
# countries
# by the moves of others (national totals of the Penn World Table). `tell_reference` in
# tests/studies/forecast.py finds them: `make forecast-study`.
RECORD_80 = (0.85, 0.83, 0.83, 0.82, 0.83)


@dataclass(frozen=True)
class Outlook:
    """Where a level may go, by the moves of a reference class.

    Attributes
    ----------
    central : ndarray, shape (h,)
        Level a year ahead, two years ahead, ..., in the unit of the last level.
    moves : int
        Moves of the reference class.
    basis : str
        What the interval rests on, in words.
    lasting : float
        Size of the lasting differences between places, over that of the yearly moves; NaN where no
        place has two moves.
    """

    central: np.ndarray
    moves: int
    basis: str
    lasting: float
    _arms: callable

    def interval(self, level):
        """Return the bounds of the level, (h, 2); they hold the bounds of the last level as well.

        Parameters
        ----------
        level : float
            Between 0 and 1.

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.
        """
        require_level(level)
        return self._arms(level)


class ClassSpread(NamedTuple):
    """Variances of moves in a class: see `find_class_spread`."""

    yearly: float  # of a place from year to year
    lasting: float  # of the means of places
    shared: float  # of a mean over the class, in lasting variances
    kurtosis: float  # excess, of the yearly moves
    moves: int
    places: int


def find_class_spread(moves, places) -> ClassSpread:
    """Return how much moves vary from year to year and how much places differ for good.

    Parameters
    ----------
    moves : ndarray, shape (m,)
        Moves of single years.
    places : ndarray, shape (m,)
        The place of each.

    Notes
    -----
    Analysis of variance with places as a random effect (Searle, Casella and McCulloch 1992,
    Variance Components, section 3.6). Where no place has two moves, all of them count as yearly.

    Examples
    --------
    >>> moves, places = np.array([0.0, 0.2, 0.4, 0.6]), np.array(["a", "a", "b", "b"])
    >>> spread = find_class_spread(moves, places)
    >>> round(spread.yearly, 3), round(spread.lasting, 3)  # means differ by 0.4: 0.08 - 0.02 / 2
    (0.02, 0.07)
    """
    _, index, count = np.unique(places, return_inverse=True, return_counts=True)
    m, k = moves.size, count.size
    if m == k or k == 1:
        rest = moves - moves.mean()
        return ClassSpread(float(moves.var(ddof=1)), 0.0, 0.0, _find_kurtosis(rest), m, 1)
    mean = np.bincount(index, moves) / count
    rest = moves - mean[index]
    yearly = float(np.square(rest).sum() / (m - k))
    typical = (m - np.square(count).sum() / m) / (k - 1)  # moves of a place
    between = float((count * np.square(mean - moves.mean())).sum() / (k - 1))
    lasting = max(0.0, float((between - yearly) / typical))
    shared = float(np.square(count / m).sum())
    return ClassSpread(yearly, lasting, shared, _find_kurtosis(rest), m, k)


def _find_kurtosis(rest):
    """Return the excess kurtosis of deviations from a mean, nearer to 0 the fewer there are."""
    largest = np.abs(rest).max()
    if not largest > 0:
        return 0.0
    square = np.square(rest / largest)
    excess = np.square(square).mean() / np.square(square.mean()) - 3.0
    return float(np.clip(excess, 0.0, LARGEST_KURTOSIS) * rest.size / (rest.size + TRUSTED_MOVES))


def _find_reach(spread, ahead, level):
    """Return the half-width of the sum of moves, (h,)."""
    years = spread.yearly * (ahead + ahead**2 / spread.moves)
    places = spread.lasting * ahead**2 * (1.0 + spread.shared)
    total = years + places
    known = np.square(years) / (spread.moves - spread.places)
    if spread.places > 1:
        known = known + np.square(places) / (spread.places - 1)
    # Satterthwaite's degrees of freedom of a sum of variances, each known from few
    freedom = np.where(known > 0, np.square(total) / np.where(known > 0, known, 1.0), np.inf)
    # sums have lighter tails than single moves: fourth cumulants add up, as variances do
    with np.errstate(invalid="ignore", divide="ignore"):
        kurtosis = spread.kurtosis * ahead * np.square(spread.yearly / total)
        tails = 4.0 + 6.0 / kurtosis
        shape = stdtrit(tails, 0.5 + 0.5 * level) * np.sqrt(1.0 - 2.0 / tails)
    shape = np.where(kurtosis > 0, shape / ndtri(0.5 + 0.5 * level), 1.0)
    return stdtrit(freedom, 0.5 + 0.5 * level) * shape * np.sqrt(total)


def reference_outlook(last, moves, nation, nation_arms=None, *, places=None) -> Outlook:
    """Return where a level may go in the next years if it moves as comparable ones did.

    Parameters
    ----------
    last : array_like, shape (2,) or (3,)
        Lower and upper bound of the last level, above 0, and the printed one where it is not their
        geometric mean.
    moves : array_like, shape (m,)
        Log growth of one year relative to the nation's, of comparable series; 3 or more.
    nation : array_like, shape (h,)
        The nation's log growth in each of the next years.
    nation_arms : callable or None
        ``nation_arms(level)`` returns half-widths (h,) of its summed log growth where that is a
        forecast itself; 0 by default.
    places : array_like, shape (m,), or None
        The place of each move; all of one place by default, and then no lasting differences.

    Raises
    ------
    ValueError
        If there are fewer than three moves, no year ahead, a bound is not above 0, or a number is
        not finite.

    Notes
    -----
    Log level after h years = log of the last level + sum of the nation's log growth + h x mean
    move. The arm is t s sqrt(h + h^2 / m + (c h)^2), s being the standard deviation of moves from
    year to year and c that of lasting differences between places over it (`find_class_spread`),
    with the error of the class's mean in it; degrees of freedom after Satterthwaite (1946,
    Biometrics Bulletin 2, p. 110-114). Where the moves have heavy tails, t takes the shape of one
    with their kurtosis, which sums over years lose. Arms of the nation's forecast are added as a
    root of squares. Our rule.

    Examples
    --------
    >>> outlook = reference_outlook([100.0, 100.0], [0.0, 0.1, 0.2], [0.1, 0.1])
    >>> outlook.central.round(1), outlook.interval(0.8).round(0)[0], outlook.basis
    (array([122.1, 149.2]), array([ 98., 152.]), 't distribution')
    """
    last, moves, nation = (np.asarray(v, dtype=float) for v in (last, moves, nation))
    for name, array in (("last", last), ("moves", moves), ("nation", nation)):
        if array.ndim != 1 or not np.isfinite(array).all():
            raise ValueError(f"{name} is {array.tolist()}; allowed: a row of finite numbers")
    if last.size not in (2, 3) or not (last > 0).all() or last[0] > last[1]:
        raise ValueError(
            f"last is {last.tolist()}; allowed: a lower and an upper bound above 0, and the printed"
            " level"
        )
    if moves.size < FEWEST_MOVES:
        raise ValueError(f"moves holds {moves.size}; allowed: {FEWEST_MOVES} or more")
    if nation.size < 1:
        raise ValueError("nation holds no year; one or more is needed")
    places = np.zeros(moves.size) if places is None else np.asarray(places)
    if places.shape != moves.shape:
        raise ValueError(
            f"places has shape {places.shape}; allowed: one place a move, {moves.shape}"
        )
    ahead = np.arange(1.0, nation.size + 1.0)
    drift = np.cumsum(nation) + ahead * moves.mean()
    printed = last[2] if last.size == 3 else np.sqrt(last[0] * last[1])
    spread = find_class_spread(moves, places)

    def find_bounds(level):
        other = np.zeros(ahead.size)
        if nation_arms is not None:
            other = np.asarray(nation_arms(level), dtype=float)
        arm = np.hypot(_find_reach(spread, ahead, level), other)
        return last[:2] * np.exp(drift[:, None] + np.outer(arm, [-1.0, 1.0]))

    basis = "t distribution"
    if spread.places > 1:
        basis += " with lasting differences between places"
    lasting = (
        np.sqrt(spread.lasting / spread.yearly)
        if spread.places > 1 and spread.yearly > 0
        else np.nan
    )
    return Outlook(printed * np.exp(drift), int(moves.size), basis, float(lasting), find_bounds)
