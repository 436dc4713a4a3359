"""Draw what the articles print and allow on the axes that a caller owns."""

import seaborn as sns

from helpers.page.colours import ACCENT
from helpers.page.marks import name_points


def plot_counts(ax, counts, *, label, part, whole):
    """Draw horizontal bars of counts, with one part of each marked.

    Parameters
    ----------
    ax : matplotlib Axes
    counts : DataFrame
    label, part, whole : str
        Columns: name of the bar, part of it in colour, its whole length.

    Returns
    -------
    ax : matplotlib Axes
        Zero base.
    """
    sns.barplot(data=counts, y=label, x=whole, color="#c9c9c9", ax=ax, orient="h", errorbar=None)
    sns.barplot(data=counts, y=label, x=part, color=ACCENT, ax=ax, orient="h", errorbar=None)
    for bar, row in zip(ax.containers[0], counts.to_dict("records"), strict=True):
        name_points(bar, f"{row[label]}: {whole.lower()} {row[whole]}, {part.lower()} {row[part]}")
    for y, row in enumerate(counts.itertuples()):
        ax.annotate(f" {getattr(row, whole)}", (getattr(row, whole), y), va="center", fontsize=9)
    ax.set_ylabel("")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax
