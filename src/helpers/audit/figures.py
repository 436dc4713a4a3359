"""Draw what the audit found on the axes that a caller owns."""

import numpy as np

from helpers.audit.claims import VERDICTS
from helpers.page.figure import Drawing, make_axes
from helpers.page.marks import name_points


def _plot_verdicts(ax, counts):
    """Draw how many claims have each verdict, a bar a relation."""
    colours = {"consistent": "#0072B2", "inconsistent": "#D55E00", "not testable": "#c9c9c9"}
    left = np.zeros(len(counts))
    for verdict in counts.columns:
        bars = ax.barh(
            range(len(counts)),
            counts[verdict],
            left=left,
            color=colours[verdict],
            label=verdict,
            height=0.62,
        )
        for bar, relation, number in zip(bars, counts.index, counts[verdict], strict=True):
            if number:
                name_points(bar, f"{relation}, {verdict}: {number:g}")
        left += counts[verdict].to_numpy(float)
    ax.set_yticks(range(len(counts)), counts.index)
    ax.set_ylim(len(counts) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.spines["left"].set_visible(False)
    ax.figure.legend(loc="outside lower left", ncols=2, fontsize=8.5, frameon=False)
    return ax


def draw_verdicts(audited):
    """Return a drawing of how many claims have each verdict; None where there is none.

    Parameters
    ----------
    audited : DataFrame
        From `audit_claims`.
    """
    if audited.empty:
        return None
    counts = audited.groupby(["relation", "verdict"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(VERDICTS), fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    counts = counts.loc[order]
    ax = _plot_verdicts(make_axes(height_in=1.0 + 0.26 * len(counts)), counts)
    ax.set(xlabel="relations tested")
    parts = ", ".join(f"{int(counts[v].sum())} {v}" for v in counts)
    return Drawing(
        ax,
        f"Stacked bars for {len(counts)} kinds of {len(audited)} relations: {parts}.",
        counts.reset_index().rename(columns={"relation": "Kind of relation"}),
        "One bar a kind of relation; claims of the articles, cross-checks of ours and identities"
        " together. Grey: a number that the test needs is not printed.",
        f"Of {len(audited)} relations tested {_say_parts(counts)}",
    )


def _say_parts(counts):
    said = [(int(counts[verdict].sum()), verdict) for verdict in counts]
    (first, verdict), *rest = said
    verb = "is" if first == 1 else "are"
    return ", ".join([f"{first} {verb} {verdict}", *(f"{n} {words}" for n, words in rest)])
