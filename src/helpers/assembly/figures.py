"""Draw what the articles print and allow on the axes that a caller owns."""

from dataclasses import replace

import pandas as pd
import seaborn as sns

from helpers.data.counts import is_hedged
from helpers.page.colours import ACCENT
from helpers.page.figure import Drawing, make_axes
from helpers.page.marks import name_points
from helpers.page.ranges import draw_ranges, make_rows
from helpers.readings import READINGS
from helpers.reported import Reported
from helpers.words.forms import choose_form
from helpers.words.units import UNITS, Range, shorten_name

MOST_BARS = 12  # publishers that are drawn; the table has all


def _plot_counts(ax, counts, *, label, part, whole):
    """Draw horizontal bars of counts, with one part of each marked."""
    sns.barplot(data=counts, y=label, x=whole, color="#c9c9c9", ax=ax, orient="h", errorbar=None)
    sns.barplot(data=counts, y=label, x=part, color=ACCENT, ax=ax, orient="h", errorbar=None)
    for bar, row in zip(ax.containers[0], counts.to_dict("records"), strict=True):
        name_points(bar, f"{row[label]}: {whole.lower()} {row[whole]}, {part.lower()} {row[part]}")
    for y, row in enumerate(counts.itertuples()):
        ax.annotate(f" {getattr(row, whole)}", (getattr(row, whole), y), va="center", fontsize=9)
    ax.set_ylabel("")
    ax.tick_params(axis="y", length=0)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.spines["left"].set_visible(False)
    return ax


def draw_example(study):
    """Return a drawing of what each reading makes of one hedged number, or None.

    Parameters
    ----------
    study : Study
        Of the first number that is printed as "more than", or else with any hedge.
    """
    observations = study.observations
    hedged = observations[is_hedged(observations["wording"])]
    chosen = hedged.loc[(hedged["wording"] != "more_than").sort_values(kind="stable").index[:1]]
    if chosen.empty:
        return None
    row, key = chosen.iloc[0], ["observation_id"]
    read = {
        name: study.under(reading=name).observations.merge(chosen[key], on=key, validate="1:1")
        for name in READINGS
    }
    rows = pd.concat(read.values(), ignore_index=True)
    rows = make_rows(rows, list(READINGS), "", study.parents)
    drawing = draw_ranges(
        rows,
        what=f"one printed number under each reading: {row['entity']}, {row['gloss']}",
        unit=row["unit"],
        heading="Reading",
        xlabel=UNITS[row["unit"]][1],
        title=f'"{Reported.from_row(row)}": read as {Range(row["low"], row["high"], row["unit"])}'
        f" under the {study.choice.reading} reading",
    )
    printed = f"{row['entity']}: {row['gloss']}, printed by {row['publisher']}. "
    return replace(drawing, caption=printed + drawing.caption)


def draw_hedges(by_publisher: pd.DataFrame):
    """Return a drawing of how many numbers each publisher prints, and how many are hedged.

    Parameters
    ----------
    by_publisher : DataFrame
        From `count_observations`, by ``publisher``.
    """
    names = {"publisher": "Publisher", "observations": "Numbers", "hedged": "Hedged"}
    counts = by_publisher[list(names)].rename(columns=names)
    counts["Publisher"] = counts["Publisher"].map(shorten_name)
    ax = make_axes(height_in=2.4)
    drawn = counts.head(MOST_BARS)
    _plot_counts(ax, drawn, label="Publisher", part="Hedged", whole="Numbers")
    ax.set(xlabel="numbers printed; blue: hedged")
    publisher, most, hedged = counts.iloc[0]
    hedges = counts["Hedged"].sum()
    return Drawing(
        ax,
        f"Bars for {choose_form(len(drawn), '# publisher|# publishers')}. "
        f"Most numbers: {publisher}, {most}, of which {hedged} hedged.",
        counts,
        "Grey bars: all numbers on the subject. Blue part: numbers printed with a hedge. Source:"
        " the press table."
        + f" Drawn are the first {len(drawn)} of {len(counts):,}."
        * (len(drawn) < len(counts)),
        f"{hedges} of {choose_form(counts['Numbers'].sum(), '# number|# numbers')} "
        + choose_form(hedges, "carries a hedge|carry a hedge")
        + f"; {publisher} prints most" * (len(counts) > 1),
    )
