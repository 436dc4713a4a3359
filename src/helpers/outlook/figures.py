"""Draw forecasts, their record and stamped outlooks on the axes that a caller owns."""

import numpy as np

from helpers.page.colours import ACCENT


def plot_fan(ax, table, *, last_year, last_value, colour=ACCENT):
    """Draw forecasts as a fan of an inner and an outer interval around a dashed line.

    Parameters
    ----------
    ax : matplotlib Axes
    table : DataFrame
        ``year, central, low_80, high_80, low_95, high_95``, rising years.
    last_year, last_value : float
        The last level, from which the fan opens.
    colour : str

    Returns
    -------
    ax : matplotlib Axes
    """
    year = np.concatenate([[last_year], table["year"].to_numpy(float)])

    def begin(name):
        return np.concatenate([[last_value], table[name].to_numpy(float)])

    for name, alpha in (("95", 0.16), ("80", 0.26)):
        ax.fill_between(
            year,
            begin(f"low_{name}"),
            begin(f"high_{name}"),
            color=colour,
            alpha=alpha,
            linewidth=0,
            zorder=1,
        )
    ax.plot(year, begin("central"), color=colour, linewidth=1.2, linestyle="--", zorder=2)
    return ax
