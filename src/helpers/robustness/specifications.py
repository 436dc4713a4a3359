"""Repeat the headlines under every choice we made: readings, money, sources, links, start years."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from helpers import intervals
from helpers.audit.claims import audit_claims, list_ids
from helpers.curves.family import WEIGHED_ON_FEW
from helpers.data.counts import get_bounds, pick
from helpers.data.read import read_table
from helpers.models.ceilings import REACH, combine_ceilings
from helpers.models.series import FEWEST_WEIGHED, fit_series, list_long_series
from helpers.models.slowdown import find_slowdown
from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.moves import list_moves
from helpers.outlook.reference import FEWEST_MOVES
from helpers.outlook.short import REFERENCE_KINDS, can_start, find_nation_ahead, follow_moves
from helpers.rates import find_annual_growth, find_multiple, find_relative_growth, pair_observations
from helpers.rates.months import list_partial_years
from helpers.rates.nation import NationPace, pair_benchmarks
from helpers.readings import READINGS, increase_to_multiple
from helpers.robustness.variants import Variants, pair_together
from helpers.words.currency import CURRENCIES
from helpers.words.units import PRICES

LINKS = ("printed rates", "levels")
ERRORS = ("autoregressive", "independent")
MOST_LEFT_OUT = 20  # articles that are left out one at a time
START_YEARS = (2012, 2014, 2016)
NEAR = 1.5  # a ceiling is called near below so many times the latest level: our rule
TENFOLD, FIFTH = 10.0, 0.2
REGION = "xinjiang_online_retail"
LONG = ("online_retail", "rural_online_retail")  # families, with their printed growth
GROWTH = "_growth_rate"
RETAIL = (LONG[0], LONG[0] + GROWTH)  # families of the nation's pace
PARTIAL = "aksu_prefecture"  # the place of which the first months of a year are printed
CITY = ("online_retail_sales", "online_retail_growth")
LAST_YEAR = 2023  # of the city's levels
CHOICES = {
    "reading": "the {} reading",
    "currency": "amounts in {}",
    "prices": "{} prices",
    "link": "years linked by {}",
    "without": "{} left out",
    "first_year": "a start in {}",
    "errors": "{} errors of curves",
}


@dataclass(frozen=True)
class Specification:
    """One set of choices."""

    reading: str
    currency: str
    prices: str
    link: str  # how the nation's years are linked: ``"printed rates"`` or ``"levels"``
    # ``source_id`` left out, ``"grade C"`` for benchmarks of that grade, or nothing.
    without: str = ""
    first_year: int = 2010
    # Of the curves: ``"autoregressive"``, which remember the year before, or ``"independent"``.
    errors: str = ERRORS[0]

    def is_printed(self, home):
        """Return whether amounts are as printed, so that printed rates and multiples fit."""
        return self.currency == home and self.prices == "current"


# key of the headline: (statement, key of the finding that it tests)
HEADLINES = {
    "city_fifth": (
        "Aksu city's reported online retail grew by at least a fifth a year",
        "growth_aksu_city_online_retail",
    ),
    "claims_fit": ("more of the articles' claims are consistent than inconsistent", "verdicts"),
    "six_open": (
        "the first six points of the nation's online retail show no ceiling",
        "points_needed",
    ),
    "city_outgrew": (
        "Aksu city's reported online retail grew faster than the nation's",
        "nation_pace",
    ),
    "region_outgrew": (
        "Xinjiang's reported online retail grew faster than the nation's",
        "relative_pace",
    ),
    "all_grew": ("every pair of reported numbers grew", "readings"),
    "jobs_tenfold": (
        "jobs attributed to e-commerce in Aksu city rose at least tenfold",
        "city_jobs",
    ),
    "jobs_slower": (
        "jobs attributed to e-commerce grew more slowly in the prefecture than in its city",
        "growth_aksu_prefecture_ecommerce_jobs",
    ),
    "multiple_agrees": (
        "the newspaper's multiple for Aksu city agrees with its levels",
        "city_multiple",
    ),
    "months_faster": (
        (
            "the prefecture's first months of 2024 run above 2023, if its year is spread like the"
            " nation's"
        ),
        "partial_year_0",
    ),
    "retail_bends": (
        "the nation's online retail no longer grows steadily but slows towards a limit",
        "curves",
    ),
    "ceiling_near": (
        (
            "the fitted curves alone put the ceiling of the nation's online retail below one and a"
            " half times its last level"
        ),
        "levels_or_chain",
    ),
    "rural_bends": (
        (
            "the nation's rural online retail no longer grows steadily but slows, to a limit or"
            " without one"
        ),
        "no_ceiling",
    ),
    "growth_slows": ("the nation's growth of online retail slows down", "slowing"),
    "city_rises": (
        f"the {100 * INTERVAL_LEVELS[0]:.0f} % interval for Aksu city in 2025 lies wholly above the"
        " level of 2023",
        "outlook_aksu_city",
    ),
}


def pick_articles(observations: pd.DataFrame, source_ids: Sequence[str]):
    """Return the articles to leave out one at a time, in their order, and words where not all are.

    Parameters
    ----------
    observations : DataFrame
        Needs ``source_id``.
    source_ids : sequence of str

    Returns
    -------
    picked : list of str
        Those with most numbers, where there are many.
    words : str
        Empty where all are picked.
    """
    if len(source_ids) <= MOST_LEFT_OUT:
        return list(source_ids), ""
    most = set(observations["source_id"].value_counts().index[:MOST_LEFT_OUT])
    picked = [name for name in source_ids if name in most]
    return picked, (
        f" Of {len(source_ids):,} articles the {len(picked)} with most numbers were left out, one"
        " at a time."
    )


def list_specifications(
    source_ids: Sequence[str],
    *,
    base: Specification,
    currencies: Sequence[str] = CURRENCIES,
    prices: Sequence[str] = PRICES,
) -> list[Specification]:
    """Return the sets of choices under which the headlines are repeated.

    Parameters
    ----------
    source_ids : sequence of str
        Articles, left out one at a time.
    base : Specification
        Choices that stay while one kind is varied.
    currencies, prices : sequence of str
        What the amounts of the data can be told in.

    Returns
    -------
    specifications : list of Specification
        Readings x currencies x prices x links; then each source and grade C left out, each other
        start year and errors without memory, by link; each once.
    """
    grid = [
        Specification(*choice, first_year=base.first_year)
        for choice in product(READINGS, currencies, prices, LINKS)
    ]
    singles = [
        replace(base, link=link, without=without)
        for without in (*source_ids, "grade C")
        for link in LINKS
    ]
    starts = [
        replace(base, reading=reading, link=link, first_year=max(year, base.first_year))
        for year in START_YEARS
        for reading in READINGS
        for link in LINKS
    ]
    plain = [replace(base, link=link, errors=ERRORS[1]) for link in LINKS]
    return list(dict.fromkeys([*grid, *singles, *starts, *plain]))


def ask_headlines(
    data_dir,
    specifications: Sequence[Specification],
    *,
    base_year: int,
    last_year: int,
    places: Sequence[str] = (),
) -> pd.DataFrame:
    """Return each headline under each specification: whether it holds, with the number behind it.

    Parameters
    ----------
    data_dir : pathlib.Path
    specifications : sequence of Specification
    base_year, last_year : int
    places : sequence of str

    Returns
    -------
    table : DataFrame
        One row a specification and headline that can be asked there: the choices, ``headline``,
        ``holds``, ``low, high``, the bounds of the number that decides.
    """
    variants = Variants(data_dir, base_year=base_year, last_year=last_year, places=list(places))
    pairs = pair_together(map(variants.find_press, specifications), pair_observations)
    regions = [variants.find_bench(one, series_id=[REGION]) for one in specifications]
    of_regions = pair_together(regions, pair_benchmarks)
    rows, asked = [], []
    for number, (one, region) in enumerate(zip(specifications, regions, strict=True)):
        if one.errors == ERRORS[0]:  # only curves have errors that may remember
            reported = pairs[variants.find_press(one)]
            found = _ask_pairs(one, reported, of_regions[region], variants)
            if one.is_printed(variants.home):
                found += _ask_printed(one, variants)
            rows += [(number, *row) for row in found]
        asked += [(number, long, one.errors) for long in _list_long(one, variants)]
    rows += _ask_ceilings(asked)
    table = pd.DataFrame(
        rows, columns=["specification", "headline", "holds", "low", "high"]
    ).sort_values("specification", kind="stable", ignore_index=True)
    choices = pd.DataFrame([vars(one) for one in specifications])
    return choices.join(table.set_index("specification"), how="inner").reset_index(
        names="specification"
    )


def _ask_pairs(one, reported, region, variants):
    """Return the headlines that rest on pairs of numbers."""
    rows = []
    if reported:
        ends = np.array([(r.annual_growth_low, r.annual_growth_high) for r in reported])
        rows.append(("all_grew", bool((ends[:, 0] > 0).all()), *ends.min(axis=0)))

    def pick_pairs(entity_id, family):
        return [r for r in reported if r.entity_id == entity_id and r.family == family]

    jobs, around = (pick_pairs(f"aksu_{name}", "ecommerce_jobs") for name in ("city", "prefecture"))
    rows += [
        ("jobs_tenfold", r.multiple_low >= TENFOLD, r.multiple_low, r.multiple_high) for r in jobs
    ]
    if len(jobs) == len(around) == 1:
        ends = around[0].annual_growth_low, around[0].annual_growth_high
        rows.append(("jobs_slower", bool(ends[1] < jobs[0].annual_growth_low), *ends))
    city = pick_pairs("aksu_city", "online_retail")
    for r in city:
        ends = r.annual_growth_low, r.annual_growth_high
        rows.append(("city_fifth", bool(ends[0] >= FIFTH), *ends))
    for key, group in (("city_outgrew", city), ("region_outgrew", region)):
        for r in group:
            relative = _compare(one, r, variants)
            if relative is not None:
                rows.append((key, bool(relative[0] > 0), *relative))
    return rows


def _compare(one, pair, variants):
    """Return growth relative to the nation's in the same money, or nothing."""
    nation = variants.find_nation(one, family=RETAIL)
    pace = variants.once("pace", (nation,), lambda: NationPace(nation.table, LONG[0]))
    years = pair.start_year, pair.end_year
    chained, levels = variants.once(("between", *years), (nation,), lambda: pace.between(*years))
    pace, by_rates = (chained, True) if one.link == "printed rates" else (levels, False)
    if np.isnan(pace).any() or (by_rates and not one.is_printed(variants.home)):
        return None  # printed rates are those of the printed money at current prices
    return find_relative_growth([pair.annual_growth_low, pair.annual_growth_high], pace)


def _ask_printed(one, variants):
    """Return the headlines that make sense in the money of the print only."""
    press, nation = variants.find_press(one), variants.find_nation(one, family=RETAIL)
    city = variants.find_press(one, indicator_id=CITY)
    part = variants.find_press(one, entity_id=[PARTIAL])
    moving = variants.find_bench(one, family=REFERENCE_KINDS)
    rows = []
    rows += variants.once("multiple", (city,), lambda: _ask_multiple(city.table))
    rows += variants.once("months", (part, nation), lambda: _ask_months(part.table, nation.table))
    moves = variants.once("moves", (moving,), lambda: _find_moves(moving.table))
    rows += variants.once("ahead", (city, moving), lambda: _ask_ahead(city.table, moves))
    return rows + variants.once("audit", (press,), lambda: _ask_audit(one, press, variants))


def _ask_multiple(press):
    """Return the headline on the printed multiple."""
    city, printed = (pick(press, "aksu_city", name) for name in CITY)
    if len(city) != 2 or len(printed) != 1 or not city["high"].iloc[0]:
        return []
    levels = find_multiple(*city[["low", "high"]].to_numpy(float))
    multiple = increase_to_multiple(get_bounds(printed))
    agrees = bool(levels[0] <= multiple[1] and multiple[0] <= levels[1])
    return [("multiple_agrees", agrees, *levels)]


def _ask_months(press, nation):
    """Return the headline on a year of which the first months are printed."""
    growth = intervals.read_ends(list_partial_years(press, nation), "growth_low", "growth_high")
    return [("months_faster", bool(low > 0), low, high) for low, high in growth]


def _find_moves(benchmarks):
    """Return the moves of comparable places and the nation's growth ahead, or nothing."""
    try:
        nation, arms, *_ = find_nation_ahead(benchmarks, LAST_YEAR, 2)
    except ValueError:
        return None
    moves = list_moves(benchmarks, REFERENCE_KINDS)
    return (moves, nation, arms) if len(moves) >= FEWEST_MOVES else None


def _ask_ahead(press, moves):
    """Return the headline on the outlook for Aksu city."""
    city = pick(press, "aksu_city", CITY[0])
    is_last = (
        len(city) and city["period_end"].iloc[-1].year == LAST_YEAR and can_start(city.iloc[-1])
    )
    if not is_last or moves is None:
        return []
    ends = follow_moves(city.iloc[-1], *moves).interval(INTERVAL_LEVELS[0])[-1]
    low, high = city[["low", "high"]].to_numpy(float)[-1]
    growth = find_annual_growth([ends[0] / high, ends[1] / low], [2.0, 2.0])
    return [("city_rises", bool(growth[0] > 0), *growth)]


def _ask_audit(one, press, variants):
    """Return the headline on the articles' claims; none if no claim is left.

    A claim is about its own numbers: without others the verdict on it stays.
    """
    whole = variants.find_press(replace(one, without="", first_year=0))
    verdicts = variants.once("verdicts", (whole,), lambda: _list_verdicts(whole, variants))
    known = set(press.get("observation_id"))
    kept = [verdict for verdict, needed in verdicts if known.issuperset(needed)]
    good, bad = kept.count("consistent"), kept.count("inconsistent")
    return [("claims_fit", good > bad, float(bad), float(good))] if good + bad else []


def _list_verdicts(press, variants):
    """Return the verdict on each claim, and the ids of the observations that it rests on."""
    claims, events, rates = (
        read_table(variants.data_dir, name) for name in ("claims", "events", "exchange_rates")
    )
    audited = audit_claims(claims[claims["kind"] == "claim"], press.table, events, rates)
    dated = set(events["event_id"])
    return [
        (claim["verdict"], set(list_ids(claim)) - dated) for claim in audited.to_dict("records")
    ]


def _list_long(one, variants):
    """Return the long series that headlines are on, as the choice links their years."""
    families = [*LONG, *(f"{name}{GROWTH}" for name in LONG)]
    bench = variants.find_nation(one, family=families)
    if not bench.size:
        return []
    series = variants.once(
        "long",
        (bench,),
        lambda: list_long_series(
            bench.table,
            first_year=one.first_year,
            last_year=int(bench.table["period_end"].dt.year.max()),
            has_chains=one.is_printed(variants.home),
        ),
    )
    ending = "_chain" if one.link == "printed rates" else ""
    keys = [name + ending for name in LONG]
    return sorted((s for s in series if s.key in keys), key=lambda s: keys.index(s.key))


def _ask_ceilings(asked):
    """Return the headlines on curves, all series fitted at once and each once.

    Parameters
    ----------
    asked : list of (int, LongSeries, str)
        Specification, series and errors.
    """
    unlike = {_find_key(long): long for _, long, _ in asked}
    if not unlike:
        return []
    firsts = {
        key: long.keep(np.arange(long.time.size) < FEWEST_WEIGHED)
        for key, long in unlike.items()
        if not _is_rural(long)
    }
    # what the curves say by themselves: the reach that the record asks for is no choice
    reach = np.repeat([1.0, REACH], [len(unlike), len(firsts)])
    found = []
    for errors in ERRORS:
        some = [(number, long) for number, long, kind in asked if kind == errors]
        wanted = {_find_key(long) for _, long in some}
        kept = np.array([key in wanted for key in (*unlike, *firsts)])
        fits = fit_series([*unlike.values(), *firsts.values()], WEIGHED_ON_FEW, errors=errors)
        rows = list(combine_ceilings(fits, INTERVAL_LEVELS[1], reach=reach, rows=kept).itertuples())
        answers = {key: [] for key in wanted}
        for (key, first), r in zip(firsts.items(), rows[len(unlike) :], strict=True):
            if key in wanted:
                times = r.low / first.value[-1], r.high / first.value[-1]
                answers[key].append(("six_open", not np.isfinite(r.high), *times))
        for (key, long), r in zip(unlike.items(), rows[: len(unlike)], strict=True):
            if key in wanted:
                answers[key] += _ask_ceiling(long, r)
        found += [(number, *row) for number, long in some for row in answers[_find_key(long)]]
    return found


def _find_key(long):
    """Return what is equal of equal series."""
    return long.key, *(v.tobytes() for v in (long.time, long.value, long.low, long.high))


def _is_rural(long):
    return long.key.startswith("rural")


def _ask_ceiling(long, r):
    """Return the headlines on one series from its row of `combine_ceilings`."""
    times = r.low / long.value[-1], r.high / long.value[-1]
    if _is_rural(long):
        slows = r.verdict != "refused" and "exponential" not in r.curves.split(", ")
        return [("rural_bends", slows, *times)]
    rows = [
        ("retail_bends", r.verdict == "bounded", *times),
        ("ceiling_near", r.verdict == "bounded" and times[1] < NEAR, *times),
    ]
    slowing = find_slowdown(long, INTERVAL_LEVELS[1])
    if slowing is not None:
        rows.append(("growth_slows", bool(slowing[1] < 0), *slowing))
    return rows


def summarise_headlines(table: pd.DataFrame) -> pd.DataFrame:
    """Return in how many specifications each headline holds, and which choice makes it flip.

    Parameters
    ----------
    table : DataFrame
        From `ask_headlines`.

    Returns
    -------
    summary : DataFrame
        ``headline, statement, about, holds, asked, different``, how many different numbers stand
        behind the answers (three digits kept), and ``flips``, in words: the choices under which it
        always fails, or else the one under which it holds least often; empty where it holds, or
        fails, everywhere.
    """
    rows = []
    for key, (statement, about) in HEADLINES.items():
        group = table[table["headline"] == key]
        if group.empty:
            continue
        ends = zip(group["low"], group["high"], strict=True)
        different = {(f"{low:.3g}", f"{high:.3g}") for low, high in ends}
        rows.append(
            (
                key,
                statement,
                about,
                int(group["holds"].sum()),
                len(group),
                len(different),
                _find_flips(group),
            )
        )
    return pd.DataFrame(
        rows, columns=["headline", "statement", "about", "holds", "asked", "different", "flips"]
    )


def _holds_with_all(group):
    """Return whether a headline holds with all articles where it was asked without one."""
    columns = (group[name] for name in ("reading", "currency", "prices", "first_year"))
    asked = list(zip(*columns, strict=True))
    without = [one for one, source in zip(asked, group["without"], strict=True) if source]
    return any(
        holds and not source and one == without[0]
        for one, source, holds in zip(asked, group["without"], group["holds"], strict=True)
        if without
    )


def _find_flips(group):
    holds = group["holds"].to_numpy(bool)
    if holds.all() or not holds.any():
        return ""
    shares = []
    for name, label in CHOICES.items():
        if name == "without" and not _holds_with_all(group):
            continue  # where it fails with every article, leaving one out is not what makes it fail
        made = group[name].to_numpy(object)
        if len(set(made)) > 1:
            answers = {value: holds[made == value] for value in sorted(set(made) - {""})}
            shares += [
                (held.mean(), label.format(value), held.sum(), held.size)
                for value, held in answers.items()
            ]
    never = [f"fails with {label}" for share, label, *_ in shares if share == 0]
    least = min(shares)
    return "; ".join(never) or f"holds least often, {least[2]} of {least[3]}, with {least[1]}"
