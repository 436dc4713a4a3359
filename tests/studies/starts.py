"""Starting values from the data alone, for the loops of other optimisers that ours is compared
with."""

import numpy as np

from helpers.curves.family import find_curve
from helpers.curves.likelihood import Data, Projected
from helpers.curves.observations import Frame
from helpers.curves.search import split_rows


def start_curves(curve, time, value, observed="total"):
    """Return the best shape of our grid for each rising series, as named parameters (s, k)."""
    family, value = find_curve(curve, observed), np.atleast_2d(value)
    first, last, step = time[0], time[-1], np.diff(time).min()
    one = np.ones(len(value))
    zero = family.find_zero(first, last, step=step, start=0.0, falls=np.zeros(1, bool))
    frame = Frame(value.max(axis=1), zero * one, (last - first) * one, one, step * one)
    x = np.repeat(((time - zero) / (last - first))[:, None], len(value), axis=1)
    begin = family.find_begin(x, step / (last - first))
    data = Data(
        family, "natural", x, begin, *[(value / frame.size[:, None]).T] * 2, np.ones_like(x)
    )
    best = np.full((len(family.names) + 1, len(value)), np.inf)
    for part in split_rows(np.arange(len(value))):
        squares, places = Projected(data.take(part)), family.list_starts(x[:, part])
        for theta in np.broadcast_to(places, (*places.shape[:2], part.size)):
            with np.errstate(all="ignore"):
                rss, *_, size, _ = squares.assemble(list(theta))
            better = (rss < best[0, part]) & (size < 12.0)
            best[:, part[better]] = np.vstack([rss, size, theta])[:, better]
    return family.to_named(best[1:], frame)
