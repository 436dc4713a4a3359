"""Draw what the audit found on the axes that a caller owns."""

from helpers.audit.claims import VERDICTS
from helpers.page.figure import Drawing, make_axes
from helpers.page.marks import name_points
from helpers.words.forms import choose_form

GAP = 0.9  # between the columns of verdicts, in relations: room for a bar's number


def _plot_verdicts(ax, counts):
    """Draw how many claims have each verdict, a bar a relation in the column of its verdict."""
    colours = {"consistent": "#0072B2", "inconsistent": "#D55E00", "not testable": "#c9c9c9"}
    room = max(2, int(counts.to_numpy().max())) + GAP
    for column, verdict in enumerate(counts.columns):
        ax.text(column * room, -0.75, verdict, fontsize=8.5, va="bottom")
        for row, (relation, number) in enumerate(counts[verdict].items()):
            if number:
                (bar,) = ax.barh(
                    row, number, left=column * room, color=colours[verdict], height=0.62
                )
                name_points(bar, f"{relation}, {verdict}: {number:g}")
                ax.text(column * room + number + 0.12, row, f"{number:g}", fontsize=8, va="center")
    ax.set_yticks(range(len(counts)), counts.index)
    ax.set_ylim(len(counts) - 0.4, -1.6)
    ax.set_xlim(0, len(counts.columns) * room)
    ax.tick_params(axis="y", length=0)
    ax.set_xticks([])
    ax.spines[["left", "bottom"]].set_visible(False)
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
    ax = _plot_verdicts(make_axes(height_in=0.7 + 0.26 * len(counts)), counts)
    parts = ", ".join(f"{int(counts[v].sum())} {v}" for v in counts)
    return Drawing(
        ax,
        f"Bars in a column for each verdict, for {choose_form(len(counts), '# kind|# kinds')} of "
        f"{choose_form(len(audited), '# relation|# relations')}: {parts}.",
        counts.reset_index().rename(columns={"relation": "Kind of relation"}),
        "Relations tested, a line a kind of relation; claims of the articles, cross-checks of ours"
        " and identities together. Not testable: a number that the test needs is not printed.",
        f"Of {choose_form(len(audited), '# relation|# relations')} tested {_say_parts(counts)}",
    )


def _say_parts(counts):
    said = [(int(counts[verdict].sum()), verdict) for verdict in counts]
    (first, verdict), *rest = said
    parts = [f"{choose_form(n, 'none|#|#')} {words}" for n, words in rest]
    return ", ".join([f"{choose_form(first, 'none is|# is|# are')} {verdict}", *parts])
