"""Growth between two reported levels, with the exact bounds that wording and dates allow.

Each quantity rises or falls steadily in every input, so its bounds are reached at corners of the
inputs' bounds: no sampling, no approximation. Levels (0 or more), multiples (0 or more), elapsed
years (above 0) and growth (a fraction, -1 or more) are arrays of shape (n, 2) or (2,), a lower and
an upper bound each, and so are results.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers import intervals
from helpers.data.benchmarks import DAY, YEAR_DAYS
from helpers.data.sources import describe_counter
from helpers.words.currency import is_amount
from helpers.words.names import lower_first
from helpers.words.periods import describe_period
from helpers.words.units import Range, shorten_name

MOST_SAID = 20  # pairs that have a sentence; the table has all
LACK = "No amount sold online is printed for two dates that can be compared. "
MOST_NAMED = 4  # numbers of which any may have grown fastest
# Families of amounts that are sold online; how fast these grew is what a reader asks first.
SOLD_ONLINE = (
    "online_retail",
    "rural_online_retail",
    "network_transactions",
    "livestream_retail",
    "farm_products_online",
)


def elapsed_years(start_first, start_last, end_first, end_last):
    """Return the shortest and longest time between two dates that are known by bounds.

    From a day to the same day of a later year is a whole number of years, whatever the leap days;
    what is over is a part of the year that would end next.

    Parameters
    ----------
    start_first, start_last, end_first, end_last : array_like of datetime64, shape (n,)
        First and last possible day of each of the two dates.

    Returns
    -------
    years : ndarray, shape (n, 2)
        Never below 0.

    Examples
    --------
    >>> days = [np.datetime64(d) for d in ("2014-01-01", "2014-12-31", "2024-06-06", "2024-06-30")]
    >>> elapsed_years(*days).round(2)
    array([ 9.43, 10.49])
    >>> days = [np.datetime64(d) for d in ("2014-12-31", "2014-12-31", "2016-12-31", "2016-12-31")]
    >>> elapsed_years(*days)
    array([2., 2.])
    """
    start_first, start_last, end_first, end_last = (
        np.asarray(d, dtype="datetime64[D]") for d in (start_first, start_last, end_first, end_last)
    )
    bounds = [_count_years(start_last, end_first), _count_years(start_first, end_last)]
    return np.maximum(np.stack(bounds, axis=-1), 0.0)


def _count_years(start, end):
    months = start.astype("datetime64[M]")
    days = start - months.astype("datetime64[D]")
    whole = end.astype("datetime64[Y]").astype(int) - start.astype("datetime64[Y]").astype(int)

    def move(years):
        # The 29th of February is the 1st of March in other years.
        return (months + 12 * years).astype("datetime64[D]") + days

    whole = whole - (move(whole) > end)
    left, length = end - move(whole), move(whole + 1) - move(whole)
    return whole + left / length


def find_multiple(start, end):
    """Return how many times the first level the second is.

    Parameters
    ----------
    start, end : array_like, shape (n, 2) or (2,)
        Bounds of the two levels, 0 or more.

    Returns
    -------
    multiple : ndarray, shape (n, 2) or (2,)

    Raises
    ------
    ValueError
        If the first level is exactly 0.

    Examples
    --------
    >>> find_multiple([3.5, 4.5], [34.235, 34.245]).round(2)
    array([7.61, 9.78])
    """
    return intervals.divide(end, start)


def _corners(function, multiple, years):
    multiple, years = np.broadcast_arrays(np.asarray(multiple, float), np.asarray(years, float))
    values = np.stack(
        [function(multiple[..., i], years[..., j]) for i in (0, 1) for j in (0, 1)], axis=-1
    )
    return np.stack([values.min(axis=-1), values.max(axis=-1)], axis=-1)


def _require_years(years):
    if not (np.asarray(years, float) > 0).all():
        raise ValueError(
            "the time between two levels must be above 0 years; these dates may be the same"
        )


def find_log_growth(multiple, years):
    """Return the logarithmic growth a year.

    Parameters
    ----------
    multiple, years : array_like, shape (n, 2) or (2,)
        Bounds of multiple (0 or more) and of elapsed years (above 0).

    Returns
    -------
    growth : ndarray, shape (n, 2) or (2,)
        Per year; ``log(multiple) / years`` at the corners.

    Raises
    ------
    ValueError
        If the elapsed time may be 0.

    Examples
    --------
    >>> find_log_growth([2.0, 2.0], [1.0, 2.0]).round(4)
    array([0.3466, 0.6931])
    """
    _require_years(years)
    with np.errstate(divide="ignore"):
        return _corners(lambda m, t: np.log(m) / t, multiple, years)


def find_annual_growth(multiple, years):
    """Return the growth a year, compounded, as a fraction.

    Parameters
    ----------
    multiple, years : array_like, shape (n, 2) or (2,)
        Bounds of multiple (0 or more) and of elapsed years (above 0).

    Returns
    -------
    growth : ndarray, shape (n, 2) or (2,)
        ``multiple ** (1 / years) - 1`` at the corners; -1 means down to
        nothing, ``inf`` that no upper bound is known.

    Raises
    ------
    ValueError
        If the elapsed time may be 0.

    Examples
    --------
    >>> find_annual_growth([4.0, 9.0], [2.0, 2.0])
    array([1., 2.])
    """
    with np.errstate(over="ignore"):
        return np.expm1(find_log_growth(multiple, years))


def find_doubling_time(multiple, years):
    """Return the years in which the level doubles at the same pace.

    Parameters
    ----------
    multiple, years : array_like, shape (n, 2) or (2,)

    Returns
    -------
    doubling : ndarray, shape (n, 2) or (2,)
        Years; the upper bound is ``inf`` where the level may not have grown,
        both are ``inf`` where it has not.

    Raises
    ------
    ValueError
        If the elapsed time may be 0.

    Notes
    -----
    ln 2 over the logarithmic growth a year.

    Examples
    --------
    >>> find_doubling_time([4.0, 4.0], [2.0, 2.0])
    array([1., 1.])
    >>> find_doubling_time([0.5, 4.0], [2.0, 2.0])
    array([ 1., inf])
    """
    growth = find_log_growth(multiple, years)[..., ::-1]
    with np.errstate(divide="ignore"):
        return np.where(growth > 0, np.log(2) / np.where(growth > 0, growth, 1.0), np.inf)


def find_relative_growth(growth, other):
    """Return growth relative to another growth: what is left when the other is taken out.

    Parameters
    ----------
    growth, other : array_like, shape (n, 2) or (2,)
        Bounds of two growths over the same time, as fractions, -1 or more. With the growth of
        prices as the other, the result is real growth.

    Returns
    -------
    relative : ndarray, shape (n, 2) or (2,)

    Raises
    ------
    ValueError
        If the other growth is surely -1, nothing left to compare with, or below.

    Notes
    -----
    (1 + growth) / (1 + other) - 1 at the corners.

    Examples
    --------
    >>> find_relative_growth([0.32, 0.32], [0.10, 0.20]).round(3)
    array([0.1, 0.2])
    """
    other = np.asarray(other, float)
    if not ((other >= -1).all() and (other[..., 1] > -1).all()):
        raise ValueError(
            f"other is {other[~(other > -1)].flat[0]}; allowed: above -1, at least at its upper end"
        )
    return intervals.divide(1.0 + np.asarray(growth, float), 1.0 + other) - 1.0


def chain_levels(last, growth):
    """Return the levels that printed growth leads to, counted back from the last level.

    Parameters
    ----------
    last : array_like, shape (2,)
        Bounds of the last level.
    growth : array_like, shape (n, 2)
        Bounds of the growth from each time to the next, as fractions above -1, oldest first.

    Returns
    -------
    levels : ndarray, shape (n + 1, 2)
        Oldest first; the bounds widen with each step back.

    Raises
    ------
    ValueError
        If some growth may be -1.

    Examples
    --------
    >>> chain_levels([120.0, 132.0], [[0.0, 0.1], [0.1, 0.2]]).round(1)
    array([[ 90.9, 120. ],
           [100. , 120. ],
           [120. , 132. ]])
    """
    growth = np.asarray(growth, float).reshape(-1, 2)
    if not (growth > -1).all():
        raise ValueError(f"growth is {growth[~(growth > -1)].flat[0]}; allowed: above -1")
    # what each time is divided by to come back to it, from the newest
    steps = np.cumprod(1.0 + growth[::-1], axis=0)[::-1]
    last = np.asarray(last, float)
    before = np.column_stack([last[0] / steps[:, 1], last[1] / steps[:, 0]])
    return np.vstack([before, last])


def find_part_shares(parts: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """Return which share of each year falls in the same part of it, with its spread over the years.

    Parameters
    ----------
    parts, years : DataFrame
        Index calendar year; ``low``, ``high``: bounds of the amount in the part, and in the year.

    Returns
    -------
    shares : DataFrame
        Index the years that both hold; ``low``, ``high``.

    Examples
    --------
    >>> part = pd.DataFrame({"low": [40.0, 44.0], "high": [40.0, 44.0]}, index=[2022, 2023])
    >>> whole = pd.DataFrame({"low": [100.0], "high": [110.0]}, index=[2023])
    >>> find_part_shares(part, whole).round(2).loc[2023].tolist()
    [0.4, 0.44]
    """
    whole = dict(zip(years.index, intervals.read_ends(years), strict=True))
    whole = {year: ends for year, ends in whole.items() if ends[0] > 0}  # of nothing no shares
    both = parts.index.isin(list(whole))
    index = parts.index[both]
    divisors = np.array([whole[year] for year in index]).reshape(-1, 2)
    shares = intervals.divide(intervals.read_ends(parts)[both], divisors)
    return pd.DataFrame({"low": shares[:, 0], "high": shares[:, 1]}, index=index)


def bring_to_year(part, shares: pd.DataFrame):
    """Return what an amount of part of a year makes in a whole one, if its year is like the others.

    Parameters
    ----------
    part : array_like, shape (2,)
        Bounds of the amount in the part.
    shares : DataFrame
        From `find_part_shares`: one year or more.

    Returns
    -------
    whole : ndarray, shape (2,)
        The bounds hold the smallest and the largest share of all the years.

    Raises
    ------
    ValueError
        If there is no year to learn the share from.

    Examples
    --------
    >>> bring_to_year([40.0, 44.0], pd.DataFrame({"low": [0.4], "high": [0.5]}))
    array([ 80., 110.])
    """
    if shares.empty:
        raise ValueError("shares holds no year; one or more is needed")
    return intervals.divide(part, [shares["low"].min(), shares["high"].max()])


def find_dates(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the first and last day on which each level may be said to stand.

    An amount over a period of known length stands at the middle of the period. An amount of some
    one year between two dates stands at the middle of any of these years. A level of a year stands
    at any day of it. A running total stands at the end of its count.

    Parameters
    ----------
    observations : DataFrame
        Needs ``period_start``, ``period_end``, ``period_kind``,
        ``period_basis``, ``published_from``, ``published_to``.

    Returns
    -------
    dates : DataFrame
        ``first_day``, ``last_day``, same index; and ``period_days``, the
        length of the period that an amount covers, missing for other kinds.
    """
    start, end, published_from, published_to = (
        observations[name].to_numpy()
        for name in ("period_start", "period_end", "published_from", "published_to")
    )
    kind = observations["period_kind"].to_numpy(object)
    flow, total = kind == "flow", kind == "cumulative"
    bracketed = observations["period_basis"].to_numpy(object) == "bracketed"
    days = (end - start) // DAY
    one_year = flow & bracketed & (days > max(YEAR_DAYS))
    middle, half = start + (end - start) / 2, 182 * DAY
    first = np.where(one_year, start + half, np.where(flow, middle, start))
    last = np.where(one_year, end - half, np.where(flow, middle, end))
    first = np.where(total, np.where(bracketed, published_from, end), first)
    last = np.where(total & bracketed, np.where(published_to < end, published_to, end), last)
    first = np.where(first < last, first, last)
    days = np.where(one_year, 365.0, np.where(flow, days + 1.0, np.nan))
    dates = {"first_day": first, "last_day": last, "period_days": days}
    return pd.DataFrame(dates, index=observations.index)


def list_reported(pairs: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of two reported numbers that may be compared, fastest first.

    Parameters
    ----------
    pairs : DataFrame
        From `pair_observations`.
    observations : DataFrame
        Those of which they are pairs.

    Returns
    -------
    reported : DataFrame
        With ``hedged``, whether one of the two is not printed plainly, ``is_other``, whether their
        definitions differ, and ``publishers``.
    """
    kept = pairs[(pairs["refused"] == "") & (pairs["status"] == "reported")]
    kept = kept.reset_index(drop=True).sort_values("annual_growth_high", ascending=False)
    kept = kept.reset_index(drop=True)
    place = {name: i for i, name in enumerate(observations["observation_id"])}
    publishers = [shorten_name(name) for name in observations["publisher"]]
    ends = [sorted((place[a], place[b])) for a, b in zip(kept["start_id"], kept["end_id"])]
    return kept.assign(
        hedged=~kept["is_stated"].astype(bool),
        is_other=~kept["same_definition"].astype(bool),
        publishers=[" and ".join(dict.fromkeys(publishers[i] for i in each)) for each in ends],
    )


def sort_plainest(reported):
    """Return reported pairs, amounts sold online first, then other money, then counts.

    Of each kind those whose two numbers are printed plainly and named alike, of these the longest.

    The first ``MOST_SAID`` have a sentence, and a row in the picture.
    """
    ranked = reported.assign(rank=_rank_kinds(reported))
    order = ["rank", "hedged", "is_other", "years_low"]
    ranked = ranked.sort_values(order, ascending=[True, True, True, False], kind="stable")
    return ranked.drop(columns="rank")


def _rank_kinds(pairs):
    """Return 0 for amounts sold online, 1 for other amounts, 2 for counts."""
    amounts = pairs["unit"].map(is_amount).astype(bool)
    return 2 - amounts.astype(int) - (amounts & pairs["family"].isin(SOLD_ONLINE)).astype(int)


def list_said(reported):
    """Return the pairs that have a sentence each, plainest first.

    Parameters
    ----------
    reported : DataFrame
        From `list_reported`.

    Returns
    -------
    said : DataFrame
        With ``lack``, what the first sentence begins with: that no amount sold online shows growth,
        where none does.
    """
    said = sort_plainest(reported).head(MOST_SAID)
    is_sold = (_rank_kinds(said) == 0).any()
    return said.assign(lack=["" if is_sold or place else LACK for place in range(len(said))])


def say_extremes(reported) -> str:
    """Return which numbers grew fastest and slowest a year, as far as their ranges tell.

    Where ranges overlap any of several may be it; these are named, unless they are many. Empty for
    fewer than two.

    Parameters
    ----------
    reported : DataFrame
        From `list_reported`.

    Examples
    --------
    >>> pairs = pd.DataFrame({"entity": list("abc"), "what": "Sales"}, index=[7, 8, 9])
    >>> pairs["annual_growth_low"], pairs["annual_growth_high"] = [0.5, 0.1, 0.2], [0.6, 0.2, 0.3]
    >>> fastest, slowest = say_extremes(pairs).split("; ")
    >>> fastest
    'a, sales (**50 to 60 % a year**) grew fastest'
    >>> slowest.startswith("any of b, sales (10 to 20"), slowest.endswith("have grown slowest")
    (True, True)
    """
    if len(reported) < 2:
        return ""
    low, high = reported["annual_growth_low"], reported["annual_growth_high"]
    fastest, slowest = reported[high >= low.max()], reported[low <= high.min()]
    if len(fastest) == len(slowest) == len(reported):
        return "any may have grown **fastest or slowest**, as all ranges overlap"
    is_twice = reported.duplicated(["entity", "what"], keep=False)
    sides = (("fastest", fastest), ("slowest", slowest))
    return "; ".join(_name_extreme(word, rows, is_twice) for word, rows in sides)


def _name_extreme(word, rows, is_twice):
    strong = "**" * (len(rows) == 1)
    names = []
    for r in rows.itertuples():
        rise = Range(r.annual_growth_low, r.annual_growth_high, "share_per_year")
        dates = f"{r.start_period}, then {r.end_period}: " if is_twice[r.Index] else ""
        named = f"{r.entity}, {lower_first(shorten_name(r.what))}"
        names.append(f"{named} ({dates}{strong}{rise}{strong})")
    if len(names) == 1:
        return f"{names[0]} grew {word}"
    some = f"{len(names)}"
    if len(names) <= MOST_NAMED:
        some = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"any of {some} may have grown {word}"


def pick_plainest(pairs: pd.DataFrame):
    """Return the reported pairs that are looked at one by one, in order, and how many are not.

    Parameters
    ----------
    pairs : DataFrame
        From `pair_observations`.
    """
    kept = pairs[(pairs["refused"] == "") & (pairs["status"] == "reported")]
    plainness = ["is_stated", "same_definition", "years_low"]
    order = kept.sort_values(plainness, ascending=False, kind="stable").index
    return kept.loc[sorted(order[:MOST_SAID])], max(len(kept) - MOST_SAID, 0)


def list_planned(pairs, observations):
    """Return the pairs that lead from the last reported number to a target or expectation."""
    last = observations[observations["status"] == "reported"]
    last = last.sort_values("period_end", kind="stable")
    last = last.drop_duplicates(["entity_id", "family"], keep="last")
    planned = pairs[(pairs["refused"] == "") & (pairs["status"] != "reported")]
    return planned[planned["start_id"].isin(last["observation_id"])].reset_index(drop=True)


def say_plans(planned: pd.DataFrame):
    """Return in words what growth targets and expectations ask for.

    Parameters
    ----------
    planned : DataFrame
        From `list_planned`.
    """
    return "; ".join(
        f"{r.entity}, {r.end_period} ({r.status}):"
        f" **{Range(r.annual_growth_low, r.annual_growth_high, 'share_per_year')}**"
        for r in planned.itertuples()
    )


def say_refusals(refused):
    """Return in words why pairs are refused, the commonest reason first.

    Examples
    --------
    >>> say_refusals(pd.DataFrame({"refused": ["units differ", "too near", "units differ"]}))
    'units differ (2); too near (1)'
    """
    counts = refused["refused"].value_counts()
    return "; ".join(f"{why} ({count})" for why, count in counts.items())


def count_grown(by_reading: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return of how many reported pairs the number grew for certain, and how many there are.

    Parameters
    ----------
    by_reading : dict of str to DataFrame
        From `share_pairs`.

    Returns
    -------
    counts : DataFrame
        Index reading; ``grown``, ``pairs``.
    """
    rows = {}
    for name, pairs in by_reading.items():
        rows[name] = {"grown": (pairs["annual_growth_low"] > 0).sum(), "pairs": len(pairs)}
    return pd.DataFrame.from_dict(rows, orient="index")


def word_counters(first, second):
    """Return in words who counted two numbers.

    Examples
    --------
    >>> word_counters("the trader", "the trader")
    'counted by: the trader'
    >>> word_counters("the bureau", "not stated (the newspaper's own words)")
    'counted by: the bureau; of the second, who counted is not said'
    """
    words = [lower_first(describe_counter(name)).rstrip(".") for name in (first, second)]
    return words[0] if words[0] == words[1] else f"{words[0]}; of the second, {words[1]}"


def word_pair(pair, money: str):
    """Return the words of a sentence on two reported numbers, by name.

    Parameters
    ----------
    pair : named tuple
        A row of `list_said`.
    money : str
        Basis of an amount, in words; empty for what is no amount.
    """
    return {
        "lack": pair.lack,
        "place": pair.entity,
        "what": shorten_name(pair.what[:1].lower() + pair.what[1:]),
        "start": pair.start_words,
        "end": pair.end_words,
        "start_period": pair.start_period,
        "end_period": pair.end_period,
        "who": pair.publishers,
        "basis": f", in {money}" if money else "",
        "caveat": "" if pair.same_definition else ", if the two count the same",
        "counted": word_counters(pair.start_counted_by, pair.counted_by),
    }


def list_levels(
    observations: pd.DataFrame, pairs: pd.DataFrame, *, units: Sequence[str]
) -> pd.DataFrame:
    """Return the levels that stand in some pair, for a picture over time.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.
    pairs : DataFrame
        Pairs that are not refused.
    units : sequence of str
        Only levels in these units.

    Returns
    -------
    levels : DataFrame
        One row a level: ``entity_id, entity, low, central, high, unit, status, what`` (what
        the first level of its place and family counts), ``is_other`` (it counts
        something else), ``year`` (decimal, the middle),
        ``year_low, year_high, period, hedged``, and ``publisher`` if it is known.
    """
    used = set(pairs["start_id"]) | set(pairs["end_id"])
    table = observations[
        observations["observation_id"].isin(used) & observations["unit"].isin(units)
    ]
    dates = find_dates(table)
    year = {
        name: day.dt.year + (day.dt.day_of_year - 0.5) / 365.25
        for name, day in {"year_low": dates["first_day"], "year_high": dates["last_day"]}.items()
    }
    order = dates["last_day"].sort_values(kind="stable").index
    first = table.loc[order].groupby(["entity_id", "family"])["indicator"].transform("first")
    first = first.loc[table.index]
    # Above a yearly amount the reader looks for its calendar year, not for its middle.
    flow = table["period_kind"] == "flow"
    year = {name: at.where(~flow, np.floor(at)) for name, at in year.items()}
    levels = table[
        [
            "entity_id",
            "entity",
            "low",
            "central",
            "high",
            "unit",
            "status",
            *table.columns.intersection(["publisher"]),
        ]
    ].assign(
        year=(year["year_low"] + year["year_high"]) / 2,
        **year,
        what=[lower_first(shorten_name(name)) for name in first],
        is_other=table["indicator"] != first,
        period=[describe_period(r._asdict()) for r in table.itertuples()],
        hedged=table["wording"] != "stated",
    )
    return levels.sort_values(["entity_id", "year"], kind="stable").reset_index(drop=True)
