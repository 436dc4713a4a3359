"""Describe the data: who printed what, how wide the bounds are, how well two codings agree."""

import numpy as np
import pandas as pd

COMPARED = ("value", "wording", "period", "period_kind", "status")


def match_passes(first, second):
    """Return which rows of two independent codings are about the same printed number.

    Parameters
    ----------
    first, second : DataFrame
        Columns of the tables ``first_pass`` and ``second_pass``.

    Returns
    -------
    matches : DataFrame
        ``first_id, second_id, source_id, paragraph, as_printed``, an id being
        empty where only one pass has the number; and one column a quality of
        ``COMPARED``, True where the two agree, missing where unmatched.

    Notes
    -----
    Two rows match if they name the same paragraph, and the words of one stand
    in the words of the other; each row is used once, equal values first.
    """
    free = second.to_dict("records")
    rows = []
    for a in first.to_dict("records"):
        found = [b for b in free if _same_print(a, b)]
        found.sort(key=lambda b: _value(a) != _value(b))
        b = found[0] if found else None
        if b is not None:
            free.remove(b)
        rows.append(_describe_match(a, b))
    rows += [_describe_match(None, b) for b in free]
    return pd.DataFrame(
        rows, columns=["first_id", "second_id", "source_id", "paragraph", "as_printed", *COMPARED]
    )


def _same_print(a, b):
    place = (a["source_id"], a["paragraph"]) == (b["source_id"], b["paragraph"])
    return place and (a["as_printed"] in b["as_printed"] or b["as_printed"] in a["as_printed"])


def _value(row):
    return row["value"], -1.0 if pd.isna(row["value_high"]) else row["value_high"]


def _describe_match(a, b):
    some = a if a is not None else b
    row = {
        "first_id": a["pass_id"] if a is not None else "",
        "second_id": b["pass_id"] if b is not None else "",
    }
    row |= {name: some[name] for name in ("source_id", "paragraph", "as_printed")}
    for name in COMPARED:
        row[name] = None
        if a is not None and b is not None:
            if name == "value":
                row[name] = _value(a) == _value(b)
            elif name == "period":
                row[name] = (a["period_start"], a["period_end"]) == (
                    b["period_start"],
                    b["period_end"],
                )
            else:
                row[name] = a[name] == b[name]
    return row


def summarise_passes(matches):
    """Return the agreement of two codings in numbers.

    Parameters
    ----------
    matches : DataFrame
        From `match_passes`.

    Returns
    -------
    summary : dict of str to int
        ``matched``, ``missed_by_second``, ``missed_by_first``, and for each
        quality of ``COMPARED`` ``<quality>_differs``.
    """
    both = matches[(matches["first_id"] != "") & (matches["second_id"] != "")]
    summary = {
        "matched": len(both),
        "missed_by_second": int((matches["second_id"] == "").sum()),
        "missed_by_first": int((matches["first_id"] == "").sum()),
    }
    return summary | {f"{name}_differs": int((both[name] == False).sum()) for name in COMPARED}  # noqa: E712


def count_observations(observations, by):
    """Return how many observations there are of each kind, and how many are hedged.

    Parameters
    ----------
    observations : DataFrame
        From `dataset.assemble_observations`.
    by : str or list of str
        Columns that make the kinds.

    Returns
    -------
    counts : DataFrame
        The columns of `by`, then ``observations``, ``hedged``,
        ``hedged_share``, most frequent first.
    """
    hedged = ~observations["wording"].isin(["stated", "range"])
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
        (high − low) / central; 0 is exact, ``inf`` open; missing where the
        printed number is 0.
    """
    central = observations["central"].where(observations["central"] > 0)
    return (observations["high"] - observations["low"]) / central


def find_repeats(observations):
    """Return the numbers that are printed more than once for the same thing and period.

    Parameters
    ----------
    observations : DataFrame
        From `dataset.assemble_observations`.

    Returns
    -------
    repeats : DataFrame
        Rows that share entity, indicator, period and value with another.
    """
    keys = ["entity_id", "indicator_id", "period_start", "period_end", "value", "unit"]
    return observations[observations.duplicated(keys, keep=False)]


def find_date_conflicts(events):
    """Return events that two places date, with whether the dates can be the same.

    Parameters
    ----------
    events : DataFrame
        Needs ``same_event``, ``date_from``, ``date_to``.

    Returns
    -------
    conflicts : DataFrame
        The rows with a group, and ``compatible``: True where all dates of the
        group share at least one day.
    """
    named = events[events["same_event"] != ""].copy()
    group = named.groupby("same_event")
    named["compatible"] = group["date_from"].transform("max") <= group["date_to"].transform("min")
    return named.sort_values(["same_event", "date_from"], kind="stable").reset_index(drop=True)


def count_steps(events, pattern):
    """Return the running count of dated events, as a step curve with bounds on each date.

    Parameters
    ----------
    events : DataFrame
        Needs ``event``, ``date_from``, ``date_to``, ``entity_id``; ``publisher`` is kept where it is there.
    pattern : str
        Text with which the event's words begin.

    Returns
    -------
    steps : DataFrame
        One row an event, by date: ``date_from, date_to, entity_id, event,
        count``.
    """
    steps = events[events["event"].str.startswith(pattern)]
    steps = steps.sort_values(["date_from", "event_id"], kind="stable").reset_index(drop=True)
    steps["count"] = np.arange(1, len(steps) + 1)
    return steps[
        [
            "date_from",
            "date_to",
            "entity_id",
            "event",
            "count",
            *steps.columns.intersection(["publisher"]),
        ]
    ]


def pick(observations, entity_id, indicator_id, *, status="reported", year=None):
    """Return the observations of one thing in one place, each fact once, by date.

    Parameters
    ----------
    observations : DataFrame
        From `dataset.assemble_observations`.
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
    kept = (
        (observations["entity_id"] == entity_id)
        & (observations["indicator_id"] == indicator_id)
        & (observations["status"] == status)
    )
    if year is not None:
        kept &= observations["period_end"].dt.year == year
    picked = observations[kept]
    if len(picked) < 2:
        return picked
    return picked.drop_duplicates(["period_start", "period_end", "value", "unit"]).sort_values(
        "period_end", kind="stable"
    )


def keep_latest(observations):
    """Return the latest observation of each thing in each place, a whole year before a part of one.

    Parameters
    ----------
    observations : DataFrame
        Amounts over periods, from `dataset.assemble_observations`.

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
            f"one observation is needed, {len(picked)} are given: {', '.join(picked['observation_id'])}"
        )
    return picked[["low", "high"]].to_numpy(float)[0]


def count_dropped(matches, observations):
    """Return how many numbers of the codings are no observation in the end.

    Parameters
    ----------
    matches : DataFrame
        From `match_passes`.
    observations : DataFrame
        Needs ``source_id``, ``paragraph``, ``as_printed``.

    Returns
    -------
    dropped : int
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
