"""Count observations, pick them, and measure how wide their bounds are."""

import numpy as np

from helpers.intervals import read_ends


def is_hedged(wording):
    """Return which wordings hedge a number; a range with both ends printed is none.

    Parameters
    ----------
    wording : Series of str

    Returns
    -------
    hedged : Series of bool
    """
    return ~wording.isin(["stated", "range"])


def count_observations(observations, by):
    """Return how many observations there are of each kind, and how many are hedged.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.
    by : str or list of str
        Columns that make the kinds.

    Returns
    -------
    counts : DataFrame
        The columns of `by`, then ``observations``, ``hedged``,
        ``hedged_share``, most frequent first.
    """
    hedged = is_hedged(observations["wording"])
    counts = (
        observations.assign(hedged=hedged)
        .groupby(by, sort=False)["hedged"]
        .agg(observations="size", hedged="sum")
    )
    counts["hedged_share"] = counts["hedged"] / counts["observations"]
    return counts.sort_values("observations", ascending=False, kind="stable").reset_index()


def measure_width(observations):
    """Return how wide the bounds of each observation are, against its printed number.

    Parameters
    ----------
    observations : DataFrame
        Needs ``central``, ``low``, ``high``.

    Returns
    -------
    width : Series of float
        (high − low) / central; 0 is exact, ``inf`` open; missing where the printed number is 0.
    """
    central = observations["central"].where(observations["central"] > 0)
    return (observations["high"] - observations["low"]) / central


def pick(
    observations,
    entity_id: str,
    indicator_id: str,
    *,
    status: str = "reported",
    year: int | None = None,
):
    """Return the observations of one thing in one place, each fact once, by date.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.
    entity_id, indicator_id : str
    status : str
        reported, target or expected.
    year : int or None
        Calendar year of ``period_end``.

    Returns
    -------
    picked : DataFrame
        May be empty: a run can be limited to some places and years.
    """
    kept = np.ones(len(observations), bool)
    for name, value in (
        ("entity_id", entity_id),
        ("indicator_id", indicator_id),
        ("status", status),
    ):
        kept &= observations[name].to_numpy(object) == value
    end = observations["period_end"].to_numpy()
    if year is not None:
        kept &= end.astype("M8[Y]").astype(int) + 1970 == year
    kept = np.flatnonzero(kept)
    picked = observations.take(kept[np.argsort(end[kept], kind="stable")])
    # one fact has one period: most things have no two numbers of one end, and nothing twice
    if np.unique(end[kept]).size < kept.size:
        picked = picked.drop_duplicates(["period_start", "period_end", "value", "unit"])
    return picked


def keep_latest(observations):
    """Return the latest observation of each thing in each place, a whole year before a part of one.

    Parameters
    ----------
    observations : DataFrame
        Amounts over periods, from `assemble_observations`.

    Returns
    -------
    latest : DataFrame
    """
    is_year = (observations["period_end"] - observations["period_start"]).dt.days >= 364
    order = observations.assign(is_year=is_year).sort_values(
        ["is_year", "period_end"], kind="stable"
    )
    return order.drop_duplicates(["entity_id", "indicator_id"], keep="last").drop(columns="is_year")


def get_bounds(picked):
    """Return the bounds of exactly one observation.

    Parameters
    ----------
    picked : DataFrame
        One row, from `pick`.

    Returns
    -------
    bounds : ndarray, shape (2,)

    Raises
    ------
    ValueError
        If there is not exactly one row.
    """
    if len(picked) != 1:
        raise ValueError(
            f"one observation is needed, {len(picked)} are given:"
            f" {', '.join(picked['observation_id'])}"
        )
    return read_ends(picked)[0]


def count_dropped(matches, observations) -> int:
    """Return how many numbers of the codings are no observation in the end.

    Parameters
    ----------
    matches : DataFrame
        From `match_passes`.
    observations : DataFrame
        Needs ``source_id``, ``paragraph``, ``as_printed``.
    """
    printed = observations.groupby(["source_id", "paragraph"])["as_printed"].agg(list).to_dict()
    kept = [
        any(
            p in r.as_printed or r.as_printed in p
            for p in printed.get((r.source_id, r.paragraph), [])
        )
        for r in matches.itertuples()
    ]
    return len(kept) - sum(kept)
