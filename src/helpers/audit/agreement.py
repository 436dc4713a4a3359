"""Set beside each other what several articles print of one thing and one period."""

import itertools

import pandas as pd

from helpers.words.names import lower_first
from helpers.words.periods import describe_period
from helpers.words.units import Range, shorten_name

FACT = ["entity_id", "indicator_id", "period_start", "period_end", "unit", "status"]
APART = ["entity", "what", "period", "lower", "higher", "lower_by", "higher_by", "gap"]


def list_shared(observations: pd.DataFrame) -> pd.DataFrame:
    """Return every two prints of one fact by two articles, with whether both can be true.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.

    Returns
    -------
    shared : DataFrame
        ``first_id, other_id, one, other`` (publishers), ``agree``, and ``gap``: by how much the
        lower end of the higher range lies above the upper end of the lower, 0 where they meet.
        Of each article the print with the narrowest range, each two articles once.
    """
    rows = []
    width = observations["high"] - observations["low"]
    kept = observations.assign(width=width).sort_values("width", kind="stable")
    kept = kept.drop_duplicates([*FACT, "source_id"]).sort_index()
    kept = kept[kept.duplicated(FACT, keep=False)]
    # Reprints of one text say nothing of each other that one of them does not say.
    kept = kept.drop_duplicates([*FACT, "publisher", "as_printed"])
    names = ("observation_id", "low", "high", "publisher")
    prints = list(zip(*(kept[name].tolist() for name in names), strict=True))
    together = {}
    for one, fact in zip(prints, kept.groupby(FACT, sort=False).ngroup(), strict=True):
        together.setdefault(fact, []).append(one)
    for fact in sorted(together):
        for a, b in itertools.combinations(together[fact], 2):
            low, high = (a, b) if a[2] <= b[2] else (b, a)
            gap = max(high[1] / low[2] - 1, 0.0) if low[2] > 0 else 0.0
            rows.append((low[0], high[0], a[3], b[3], high[1] <= low[2], gap))
    return pd.DataFrame(rows, columns=["lower_id", "higher_id", "one", "other", "agree", "gap"])


def count_agreement(shared: pd.DataFrame) -> pd.DataFrame:
    """Return how often every two publishers agree.

    Parameters
    ----------
    shared : DataFrame
        From `list_shared`.

    Returns
    -------
    agreement : DataFrame
        ``one, other, facts, agree, largest_gap``, most facts first.
    """
    names = [tuple(sorted(pair)) for pair in zip(shared["one"], shared["other"], strict=True)]
    named = shared.assign(
        one=pd.Series([n[0] for n in names], index=shared.index, dtype=object),
        other=pd.Series([n[1] for n in names], index=shared.index, dtype=object),
    )
    counted = named.groupby(["one", "other"], as_index=False).agg(
        facts=("agree", "size"), agree=("agree", "sum"), largest_gap=("gap", "max")
    )
    return counted.sort_values("facts", ascending=False, kind="stable", ignore_index=True)


def list_contradictions(shared: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the prints of one fact that cannot both be true, the largest gap first.

    Parameters
    ----------
    shared : DataFrame
        From `list_shared`.
    observations : DataFrame

    Returns
    -------
    apart : DataFrame
        ``entity, what, period``, the two as printed with their publishers, and ``gap``.
    """
    known = observations.set_index("observation_id", drop=False)
    rows = []
    for r in shared[~shared["agree"].astype(bool)].sort_values("gap", ascending=False).itertuples():
        low, high = known.loc[r.lower_id], known.loc[r.higher_id]
        rows.append(
            (
                low["entity"],
                lower_first(shorten_name(low["indicator"])),
                describe_period(low.to_dict()),
                low["as_printed"],
                high["as_printed"],
                low["publisher"],
                high["publisher"],
                r.gap,
            )
        )
    return pd.DataFrame(rows, columns=APART)


def describe_agreement(counted):
    """Return how often publishers agree, as a reader's table."""
    return pd.DataFrame(
        {
            "Publisher": counted["one"],
            "Other publisher": counted["other"],
            "Facts that both print": counted["facts"],
            "Where both can be true": counted["agree"],
            "Largest gap (%)": [
                f"{100 * gap:.1f}" if gap else "" for gap in counted["largest_gap"]
            ],
        }
    )


def describe_contradictions(apart):
    """Return what cannot both be true, as a reader's table."""
    return pd.DataFrame(
        {
            "Where": apart["entity"],
            "What": apart["what"],
            "Period": apart["period"],
            "Lower, as printed": apart["lower"],
            "By": apart["lower_by"],
            "Higher, as printed": apart["higher"],
            "By (higher)": apart["higher_by"],
            "Gap (%)": [f"{100 * gap:.1f}" for gap in apart["gap"]],
        }
    )


def word_agreement(shared):
    """Return the numbers of a sentence on agreement, by name."""
    gap = float(shared["gap"].max()) if len(shared) else 0.0
    return {
        "k": len(shared),
        "agree": int(shared["agree"].sum()) if len(shared) else 0,
        "largest": Range(gap, gap, "share", 2),
    }
