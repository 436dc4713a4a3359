"""Draw fitted curves and ceilings on the axes that a caller owns."""

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from helpers.curves.family import CURVES, WEIGHED, WEIGHED_ON_FEW
from helpers.curves.profile import VERDICT_LEVEL
from helpers.models.ceilings import TRACE_LEVELS, trace_ceilings
from helpers.models.slowdown import find_bands
from helpers.models.tables import describe_windows, list_confidence
from helpers.page.colours import ACCENT, GREY, INK, OTHER, soften
from helpers.page.figure import Drawing, make_axes, make_panels, name_panel
from helpers.page.marks import name_points, name_source
from helpers.page.ranges import COMPUTED, SAME, SHAPES, format_tick, plot_band
from helpers.rates.tables import list_levels
from helpers.words.forms import choose_form
from helpers.words.units import format_quantity, format_range

LEAST = min(TRACE_LEVELS)  # level of confidence at which the lines of ceilings begin
BEYOND_PAIR_YEARS, BEYOND_PANEL_YEARS = 6, 3  # drawn past the last level


def plot_series(ax, series, *, colour=INK, hollow=False):
    """Draw the levels of a long series with the range that each print allows.

    Parameters
    ----------
    ax : matplotlib Axes
    series : long_series.LongSeries
    colour : str
    hollow : bool
        Crosses: levels that follow from printed growth.

    Returns
    -------
    ax : matplotlib Axes
        Zero base; an arrow where a print has no upper end.
    """
    is_open = ~np.isfinite(series.high)
    reach = series.value.max() * 1.15
    ax.vlines(
        series.time,
        series.low,
        np.where(is_open, reach, series.high),
        color=soften(colour),
        linewidth=2.6,
        zorder=3,
    )
    ax.plot(
        series.time[is_open],
        np.full(is_open.sum(), reach),
        linestyle="none",
        marker="^",
        markersize=4,
        color=colour,
        zorder=3,
    )
    (points,) = ax.plot(
        series.time,
        series.value,
        linestyle="none",
        marker=SHAPES[COMPUTED if hollow else SAME],
        markersize=5 if hollow else 4,
        color=colour,
        zorder=4,
    )
    rows = zip(series.time, series.value, series.low, series.high, series.publisher, strict=True)
    name_points(
        points,
        [
            f"{time:.0f}: {_say_level(value, low, high, series.unit)}{name_source(by)}"
            for time, value, low, high, by in rows
        ],
    )
    ax.set_ylim(bottom=0)
    highest = np.max(series.value)
    if highest > ax.get_ylim()[1]:
        ax.set_ylim(top=1.05 * highest)  # a level far above its curve is seen as well
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(
        PercentFormatter(1.0, decimals=0) if series.unit == "share" else FuncFormatter(format_tick)
    )
    ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.xaxis.set_major_formatter("{x:.0f}")
    return ax


def _say_level(value, low, high, unit):
    """Return a level with the range that its words allow, where that is another number."""
    level, bounds = format_quantity(value, unit, digits=4), format_range(low, high, unit, digits=4)
    return level if bounds == level else f"{level} ({bounds})"


def _plot_band(ax, time, band, *, last, colour=ACCENT, most=np.inf):
    """Draw a fitted curve with its band, dashed beyond the last observation."""
    levels = band[time <= last, 0]
    if not np.isfinite(levels).any():
        return ax  # nothing was fitted: the points stand alone
    top = min(1.7 * levels[np.isfinite(levels)].max(), most)
    is_first = not ax.lines
    plot_band(ax, time, band[:, 1], np.nan_to_num(band[:, 2], nan=np.inf), colour=colour, top=top)
    seen = time <= last
    ax.plot(time[seen], band[seen, 0], color=colour, linewidth=1.4, zorder=2)
    ax.plot(
        time[time >= last],
        band[time >= last, 0],
        color=colour,
        linewidth=1.2,
        linestyle="--",
        zorder=2,
    )
    # a second curve on the same axes may need less room, never more
    ax.set_ylim(0, top if is_first else max(top, ax.get_ylim()[1]))
    return ax


def _plot_confidence(ax, curves, latest, *, unit):
    """Draw how a ceiling's interval widens with the level of confidence, one line a curve."""
    finite = np.concatenate([ends[:, 1:].ravel() for ends in curves.values()])
    finite = finite[np.isfinite(finite) & (finite > 0)]
    left, right = min(finite.min(), latest) / 1.15, max(finite.max(), latest) * 1.6
    named = zip((ACCENT, OTHER, GREY), curves.items(), strict=False)
    for line, (colour, (name, ends)) in enumerate(named, 1):
        ends = ends[np.argsort(ends[:, 0])]
        x = np.concatenate([ends[::-1, 1], np.minimum(ends[:, 2], right)])
        y = np.concatenate([ends[::-1, 0], ends[:, 0]])
        ax.plot(x, y, color=colour, linewidth=1.5)
        # the name stands under the tip of its line, each in a line of its own
        tip = np.sqrt(max(ends[0, 1], left) * min(ends[0, 2], right))
        place = np.log(tip / left) / np.log(right / left)
        side = "left" if place < 0.3 else "right" if place > 0.7 else "center"
        ax.text(tip, LEAST - 0.12 * line, name, color=colour, fontsize=8, ha=side, va="center")
    ax.vlines(latest, LEAST, 1.03, color=INK, linewidth=0.9, linestyle=":")
    ax.set_xscale("log")
    ax.set_xlim(left, right)
    ax.set_xticks(list_round_ticks(*ax.get_xlim()))
    ax.xaxis.set_major_formatter(
        PercentFormatter(1.0, decimals=0) if unit == "share" else FuncFormatter(format_tick)
    )
    ax.minorticks_off()
    ax.set_ylim(LEAST - 0.12 * (len(curves) + 0.7), 1.03)
    ax.set_yticks([0.5, 0.8, 0.95])
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return ax


def list_round_ticks(low, high, most=4):
    """Return round numbers between two ends of a logarithmic axis, evenly spread, at most a few.

    Examples
    --------
    >>> list_round_ticks(13.0, 52.0), list_round_ticks(0.8, 900.0)
    ([15.0, 20.0, 30.0, 50.0], [1.0, 10.0, 100.0])
    """
    decades = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    for steps in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1,)):
        ticks = [float(f"{d * step:.6g}") for d in decades for step in steps]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if len(ticks) <= most:
            return ticks
    return ticks[:: -(-len(ticks) // most)]


def plot_hindsight(ax, windows, latest):
    """Draw the ceiling that the data up to each year allow, and the latest level.

    Parameters
    ----------
    ax : matplotlib Axes
    windows : DataFrame
        ``year, low, high``; ``high`` infinite where no ceiling is to be seen.
    latest : float

    Returns
    -------
    ax : matplotlib Axes
        In times the latest level, logarithmic; a filled arrow where there is no upper end, a hollow
        one where it lies above eight.
    """
    low = (windows["low"] / latest).fillna(0.25).clip(lower=0.25, upper=7.5)
    high = windows["high"] / latest
    bars = ax.vlines(
        windows["year"], low, high.clip(upper=8.0), color=soften(ACCENT), linewidth=3.2
    )
    drawn = windows.index[high.notna()]
    ends = zip(windows["year"][drawn], windows["low"][drawn] / latest, high[drawn], strict=True)
    name_points(bars, [f"until {year}: {_say_ceiling(one, other)}" for year, one, other in ends])
    for beyond, face in ((np.isinf(high), ACCENT), ((high > 8.0) & np.isfinite(high), "none")):
        years = windows["year"][beyond]
        ax.plot(
            years,
            np.full(len(years), 8.0),
            linestyle="none",
            marker="^",
            color=ACCENT,
            markerfacecolor=face,
            markersize=5,
        )
    ax.axhline(1.0, color=INK, linewidth=0.9, linestyle=":")
    ax.set_yscale("log")
    ax.set_ylim(0.22, 9.5)
    ax.set_yticks([0.5, 1, 2, 4, 8], ["½", "1", "2", "4", "8"])
    ax.minorticks_off()
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter("{x:.0f}")
    return ax


def _say_ceiling(low, high):
    """Return the bounds of a ceiling, in times the latest level, in words."""
    if not low > 0:
        return (
            f"ceiling up to {high:.2g} times the latest" if np.isfinite(high) else "no ceiling seen"
        )
    return (
        f"ceiling {low:.2g} to {high:.2g} times the latest"
        if np.isfinite(high)
        else f"ceiling from {low:.2g} times the latest"
    )


def draw_pair(series, ceilings, level, money):
    """Return a drawing of a series by its levels and by its printed growth, or None.

    Parameters
    ----------
    series : sequence of LongSeries
        Of one statistic: its levels, its chain, or both.
    ceilings : DataFrame
        From `weigh_ceilings`, a row for each of them.
    level : float
        Of the bands.
    money : str
        Basis of the amounts, in words.
    """
    if not series:
        return None
    ax = make_axes(height_in=3.4)
    bands = find_bands(series, list(ceilings["best"]), level, years_beyond=BEYOND_PAIR_YEARS)
    lines = sorted(band[-1, 0] for _, band in bands)
    is_close = lines[-1] - lines[0] < 0.08 * lines[-1]
    for one, colour, (time, band) in zip(series, (ACCENT, OTHER), bands, strict=False):
        beside = "center" if not is_close else "top" if band[-1, 0] < lines[-1] else "bottom"
        _plot_band(ax, time, band, last=one.time[-1], colour=colour)
        plot_series(ax, one, colour=colour, hollow=one.kind == "chain")
        ax.annotate(
            {"chain": "printed growth"}.get(one.kind, one.kind),
            (time[-1], band[-1, 0]),
            color=colour,
            fontsize=9,
            va=beside,
            xytext=(4, 0),
            textcoords="offset points",
        )
    ax.set(ylabel=money, xlabel="calendar year")
    points = ", ".join(str(one.time.size) for one in series)
    described = (
        f"{'Two' if len(series) > 1 else 'One'} series of {points} points with fitted "
        f"curves, linear axis from nought, {series[0].time[0]:.0f} to {series[0].time[-1]:.0f}, "
        "curves drawn six years further."
    )
    caption = (
        f"Line: best of the curves; band: its {100 * level:.0f} % likelihood interval, outside of"
        " which other plausible curves lie; dashed: beyond the data, no forecast. Dot: levels as "
        "printed; cross: rebuilt from printed growth. Axis from nought; tn is trillion."
    )
    title = _say_bends(series, list(ceilings["is_bent"]))
    return Drawing(ax, described, list_levels(series), caption, title)


def _say_bends(series, is_bent):
    """Return which accounts of a statistic bend towards a limit for certain."""
    names = {"levels": "levels", "chain": "printed growth"}
    bent = [names[one.kind] for one, bends in zip(series, is_bent, strict=True) if bends]
    rest = [names[one.kind] for one in series if names[one.kind] not in bent]
    if not bent:
        return f"{series[0].name}: no limit is to be seen in its {' or '.join(rest)}"
    other = f", its {' and '.join(rest)} may not" if rest else ""
    verb = "bends" if bent == ["printed growth"] else "bend"
    return f"{series[0].name}: its {' and '.join(bent)} {verb} towards a limit{other}"


def draw_curves(series, ceilings, level):
    """Return small panels of long series with their best curves, or None.

    Parameters
    ----------
    series : sequence of LongSeries
    ceilings : DataFrame
        From `weigh_ceilings`, a row for each of them.
    level : float
        Of the bands.
    """
    if not series:
        return None
    panels, best = make_panels(len(series)), list(ceilings["best"])
    bands = find_bands(
        series, [b or "exponential" for b in best], level, years_beyond=BEYOND_PANEL_YEARS
    )
    for ax, one, (time, band) in zip(panels, series, bands, strict=True):
        _plot_band(ax, time, band, last=one.time[-1], most=1.0 if one.unit == "share" else np.inf)
        plot_series(ax, one)
    labels = [CURVES[curve].label if curve else "no curve fits" for curve in best]
    for ax, one, label in zip(panels, series, labels, strict=True):
        name_panel(ax, f"{one.name}: {label}")
    names = "; ".join(f"{one.name} {label}" for one, label in zip(series, labels, strict=True))
    described = (
        f"{choose_form(len(series), '# small panel|# small panels')} of levels over "
        "time, linear axes from nought. "
        f"Best curves: {names}."
    )
    caption = (
        f"Line: the curve with the most weight, named above; band: its {100 * level:.0f} %"
        " likelihood interval, cut at the edge of the panel; dashed: beyond the data, no forecast."
        " Axes from nought; M million, bn billion, tn trillion. A level of 31 December stands at"
        " the end of its year."
    )
    bent = int(ceilings["is_bent"].sum())
    title = (
        f"{choose_form(bent, 'None|#|#')} of {len(series)} series can be described only by curves"
        " with a ceiling"
    )
    return Drawing(panels[0], described, list_levels(series), caption, title)


def draw_confidence(series, curves):
    """Return panels of the ceilings that each level of confidence allows, or None.

    Parameters
    ----------
    series : sequence of LongSeries
    curves : sequence of str
        With a ceiling.
    """
    if not series:
        return None
    panels, traces = make_panels(len(series)), {}
    found = {curve: trace_ceilings(series, curve) for curve in curves}
    for k, (ax, one) in enumerate(zip(panels, series, strict=True)):
        traces |= {(one.name, curve): found[curve][k] for curve in curves}
        shown = {CURVES[curve].label: found[curve][k] for curve in curves}
        _plot_confidence(ax, shown, one.value[-1], unit=one.unit)
        name_panel(ax, one.name)
    described = (
        f"{choose_form(len(series), '# panel|# panels')}, each with one "
        "v-shaped line for the logistic and one for the Gompertz curve, logarithmic axis of "
        "ceilings."
    )
    caption = (
        "Across: the ceiling (logarithmic; M million, bn billion, tn trillion). Height: level of "
        "confidence, from two fifths; width of a line at a height: the likelihood interval of the "
        "ceiling. Dotted: the latest level."
    )
    data = list_confidence(traces, {one.name: one.unit for one in series})
    apart = sum(_are_apart([found[curve][k] for curve in curves]) for k in range(len(series)))
    title = (
        f"In {apart} of {len(series)} series the curves exclude each other's ceiling"
        f" at {100 * VERDICT_LEVEL:.0f} %"
    )
    return Drawing(panels[0], described, data, caption, title)


def _are_apart(traces):
    """Return whether the intervals of two ceilings have nothing in common at the usual level."""
    ends = [trace[np.abs(trace[:, 0] - VERDICT_LEVEL).argmin(), 1:] for trace in traces]
    return max(low for low, _ in ends) > min(high for _, high in ends)


def draw_hindsight(series, windows):
    """Return panels of the ceilings that the data up to each year would have given, or None.

    Parameters
    ----------
    series : sequence of LongSeries
    windows : DataFrame
        From `look_back`.
    """
    if not len(windows) or not series:
        return None
    panels = make_panels(len(series))
    for ax, one in zip(panels, series, strict=True):
        plot_hindsight(ax, windows[windows["key"] == one.key], one.value[-1])
        name_panel(ax, one.name)
    shown = windows[windows["key"].isin([one.key for one in series])]
    left_out = ", ".join(CURVES[c].label for c in WEIGHED if c not in WEIGHED_ON_FEW)
    described = f"{choose_form(len(series), '# panel|# panels')} of vertical bars, one a year."
    caption = (
        "Across: last year of the data used. Bar: where the ceiling would have been put, in times "
        "the latest level (dotted, logarithmic axis); arrow: no upper end, hollow: one above eight;"
        f" a bar from the bottom: no lower end either. All curves but {left_out}, so that the last"
        " bar can differ from the table above. Ends are rounded outward."
    )
    early = shown[shown["is_earlier"]]
    unbounded = (~np.isfinite(early["high"].astype(float))).sum()
    title = (
        f"{choose_form(unbounded, 'None|#|#')} of "
        f"{choose_form(len(early), '# earlier cut|# earlier cuts')} of these series "
        "would have shown no ceiling"
    )
    return Drawing(panels[0], described, describe_windows(shown), caption, title)
