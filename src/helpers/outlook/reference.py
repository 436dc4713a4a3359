"""Say what comparable series did where a series has only two or three points: a reference class.

No curve is fitted. The growth of one more year is that of the nation plus a move relative to it, drawn
from the moves that comparable places made in single years.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from helpers.curves.profile import require_level

FEWEST_MOVES = 3
ENOUGH_MOVES = 20  # from here on quantiles of the moves themselves serve


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
        ``"quantiles of the moves"`` or ``"t distribution, few moves"``.
    """

    central: np.ndarray
    moves: int
    basis: str
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


def reference_outlook(last, moves, nation, nation_arms=None):
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

    Returns
    -------
    outlook : Outlook

    Raises
    ------
    ValueError
        If there are fewer than three moves, no year ahead, a bound is not above 0, or a number is not
        finite.

    Notes
    -----
    Log level after h years = log of the last level + sum of the nation's log growth + h x mean move.
    With fewer than 20 moves the arm is t(m - 1) s sqrt(h + h^2 / m), s being their standard deviation:
    years independent, the mean itself unknown; from 20 on, the moves' own quantiles about their mean
    take the place of t s. Arms of the nation's forecast are added as a root of squares.
    Our rule.

    Examples
    --------
    >>> outlook = reference_outlook([100.0, 100.0], [0.0, 0.1, 0.2], [0.1, 0.1])
    >>> outlook.central.round(1), outlook.interval(0.8).round(0)[0], outlook.basis
    (array([122.1, 149.2]), array([ 98., 152.]), 't distribution, few moves')
    """
    last, moves, nation = (np.asarray(v, dtype=float) for v in (last, moves, nation))
    for name, array in (("last", last), ("moves", moves), ("nation", nation)):
        if array.ndim != 1 or not np.isfinite(array).all():
            raise ValueError(f"{name} is {array.tolist()}; allowed: a row of finite numbers")
    if last.size not in (2, 3) or not (last > 0).all() or last[0] > last[1]:
        raise ValueError(
            f"last is {last.tolist()}; allowed: a lower and an upper bound above 0, and the printed level"
        )
    if moves.size < FEWEST_MOVES:
        raise ValueError(f"moves holds {moves.size}; allowed: {FEWEST_MOVES} or more")
    if nation.size < 1:
        raise ValueError("nation holds no year; one or more is needed")
    ahead, many = np.arange(1, nation.size + 1), moves.size >= ENOUGH_MOVES
    drift = np.cumsum(nation) + ahead * moves.mean()
    printed = last[2] if last.size == 3 else np.sqrt(last[0] * last[1])

    def find_bounds(level):
        tails = np.array([0.5 - 0.5 * level, 0.5 + 0.5 * level])
        if many:
            reach = np.sqrt(ahead + ahead**2 / moves.size)[:, None] * np.quantile(
                moves - moves.mean(), tails
            )
        else:
            reach = np.outer(
                moves.std(ddof=1) * np.sqrt(ahead + ahead**2 / moves.size),
                stdtrit(moves.size - 1, tails),
            )
        other = (
            np.zeros(ahead.size)
            if nation_arms is None
            else np.asarray(nation_arms(level), dtype=float)
        )
        side = np.array([-1.0, 1.0])
        return last[:2] * np.exp(
            drift[:, None] + side * np.hypot(np.maximum(side * reach, 0.0), other[:, None])
        )

    basis = "quantiles of the moves" if many else "t distribution, few moves"
    return Outlook(printed * np.exp(drift), int(moves.size), basis, find_bounds)
