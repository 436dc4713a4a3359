"""Draw forecasts, their record and stamped outlooks on the axes that a caller owns."""

import numpy as np
import pandas as pd

from helpers.data.counts import pick
from helpers.models.figures import plot_series
from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.tables import PLACES, describe_forecasts, describe_stamped
from helpers.page.colours import ACCENT, INK
from helpers.page.figure import Drawing, make_panels, name_panel
from helpers.page.ranges import format_tick, name_levels, plot_band
from helpers.words.forms import choose_form
from helpers.words.names import lower_first
from helpers.words.units import Range, shorten_name

SHORTEST_YEAR_DAYS = 360  # between first and last day of what counts as a year


def _plot_fan(ax, table, *, last_year, last_value):
    """Draw forecasts as a fan of an inner and an outer interval around a dashed line."""
    year = np.concatenate([[last_year], table["year"].to_numpy(float)])

    def begin(name):
        return np.concatenate([[last_value], table[name].to_numpy(float)])

    for name, alpha in (("95", 0.16), ("80", 0.26)):
        low, high = begin(f"low_{name}"), begin(f"high_{name}")
        plot_band(ax, year, low, high, colour=ACCENT, alpha=alpha)
    ax.plot(year, begin("central"), color=ACCENT, linewidth=1.2, linestyle="--", zorder=2)
    return ax


def draw_fans(series, ahead):
    """Return panels of long series with the fan of their forecasts, or None.

    Parameters
    ----------
    series : sequence of LongSeries
    ahead : DataFrame
        From `forecast_series`; series without a forecast are left out.
    """
    refused = set(ahead.loc[ahead["state"] != "forecast", "key"]) if len(ahead) else set()
    known = [one for one in series if one.kind == "levels" and one.key not in refused]
    if not known:
        return None
    panels, inner_outer = (
        make_panels(len(known)),
        [f"{100 * level:.0f} %" for level in INTERVAL_LEVELS],
    )
    for ax, one in zip(panels, known, strict=True):
        rows = ahead[ahead["key"] == one.key]
        # a level at a day of the year stands there, and so do its forecasts
        rows = rows.assign(year=rows["year"] + one.time[-1] % 1)
        _plot_fan(ax, rows, last_year=one.time[-1], last_value=one.value[-1])
        plot_series(ax, one)
        name_panel(ax, one.name)
    shown = ahead[ahead["key"].isin([one.key for one in known])]
    described = (
        f"{choose_form(len(known), '# panel|# panels')}, linear axes from nought: "
        f"levels over time with a fan of "
        f"{shown.groupby('key').size().max()} years. The fans widen fast: the record below says "
        "how much of that is caution."
    )
    caption = (
        f"Dots: as printed. Dashed: central forecast; bands: "
        f"{' and '.join(inner_outer)} intervals, each year on its own. A level of 31 December "
        "stands at the end of its year. Axes from nought; M million, bn billion, tn trillion."
    )
    ends = shown.sort_values("year").groupby("key").last()
    latest = pd.Series({one.key: one.value[-1] for one in known})
    rising = (ends["central"] > latest[ends.index]).sum()
    falling = (ends["low_80"] < latest[ends.index]).sum()
    inside = f"inside the {100 * INTERVAL_LEVELS[0]:.0f} % interval"
    if len(known) == 1:
        title = (
            f"The series is {'' if rising else 'not '}forecast to rise; "
            f"a fall lies {inside if falling else 'out' + inside[2:]}"
        )
    else:
        title = (
            f"{choose_form(rising, 'None|#|#')} of {len(known)} series "
            f"{choose_form(rising, 'is|are')} forecast to rise; "
            f"for {choose_form(falling, 'none|#|#')} a fall lies {inside} as well"
        )
    return Drawing(panels[0], described, describe_forecasts(shown), caption, title)


def draw_places(stamped, observations):
    """Return panels of places with one or two reported years and their outlook, or None.

    Parameters
    ----------
    stamped : DataFrame
        From `stamp_places`.
    observations : DataFrame
        From `assemble_observations`.
    """
    if not len(stamped):
        return None
    lasts = observations.set_index("observation_id").loc[stamped["from_id"].drop_duplicates()]
    panels = make_panels(len(lasts), height_in=2.2)
    for ax, (last_id, last) in zip(panels, lasts.iterrows(), strict=True):
        rows = stamped[stamped["from_id"] == last_id]
        earlier = pick(observations, last["entity_id"], last["indicator_id"])
        days = (earlier["period_end"] - earlier["period_start"]).dt.days
        earlier = earlier[days > SHORTEST_YEAR_DAYS]
        _plot_fan(ax, rows, last_year=last["period_end"].year, last_value=last["central"])
        (dots,) = ax.plot(
            earlier["period_end"].dt.year,
            earlier["central"],
            linestyle="none",
            marker="o",
            markersize=5,
            color=INK,
        )
        name_levels(dots, earlier)
        ax.set(title=last["entity"], ylim=(0, 1.15 * rows["high_95"].max()))
        ax.yaxis.set_major_formatter(format_tick)
        ax.xaxis.get_major_locator().set_params(integer=True)
    names = "; ".join(
        f"{last['entity']}: {lower_first(shorten_name(last['indicator']))}"
        for _, last in lasts.iterrows()
    )
    described = (
        f"Panels for {', '.join(lasts['entity'])}, each with its reported dots and a fan of two "
        "years, linear axes from nought."
    )
    caption = (
        "Dots: reported years (current prices). Dashed: the class's mean move and the "
        f"nation's growth; bands: {100 * INTERVAL_LEVELS[0]:.0f} % and"
        f" {100 * INTERVAL_LEVELS[1]:.0f} %. {names}."
    )
    ends = stamped.sort_values("year").groupby("from_id", sort=False).last()
    said = [
        f"{last['entity']} {Range(end['low_80'], end['high_80'], last['unit'], PLACES)}"
        f" in {end['year']:.0f}"
        for (_, last), (_, end) in zip(
            lasts.iterrows(), ends.loc[lasts.index].iterrows(), strict=True
        )
    ]
    return Drawing(panels[0], described, describe_stamped(stamped), caption, "; ".join(said))
