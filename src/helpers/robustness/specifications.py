"""Repeat the headlines under every choice we made: readings, money, sources, links, start years."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from helpers.audit.claims import audit_claims, list_ids
from helpers.data.benchmarks import pick_series
from helpers.data.counts import get_bounds, pick
from helpers.data.read import read_table
from helpers.intervals import divide
from helpers.models.ceilings import combine_ceilings
from helpers.models.series import CHAINS, FEWEST_WEIGHED, fit_series, list_long_series
from helpers.models.slowdown import find_slowdown
from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.moves import list_moves
from helpers.outlook.reference import FEWEST_MOVES
from helpers.outlook.short import REFERENCE_KINDS, can_look_ahead, find_outlook
from helpers.rates import find_annual_growth, find_multiple, find_relative_growth, pair_observations
from helpers.rates.months import list_partial_years
from helpers.rates.nation import find_nation_growth, pair_benchmarks
from helpers.readings import READINGS, increase_to_multiple
from helpers.robustness.variants import Variants, pair_together
from helpers.words.units import CURRENCIES, PRICES

LINKS = ("printed rates", "levels")
START_YEARS = (2012, 2014, 2016)
CURVES = ("exponential", "linear", "power", "logistic", "gompertz")
NEAR = 1.5  # a ceiling is called near below so many times the latest level: our rule
TENFOLD, FIFTH, THOUSANDTH, FIVEFOLD, HALF = 10.0, 0.2, 1e-3, 5.0, 0.5
REGION = "xinjiang_online_retail"
NATION_SERIES = (
    "china_online_retail",
    "china_online_retail_growth",
    "china_online_retail_cumulative",
)
LONG = ("china_online_retail", "china_rural_online_retail")
THINGS = (
    "online_retail_sales",
    "online_retail_growth",
    "network_transactions",
    "service_centres_county",
    "service_stations_township",
    "service_points_village",
)
LEVEL_YEAR = 2023  # of the levels that are compared
FIRST_OF_ALL = 0  # a year before every number
CHOICES = {
    "reading": "the {} reading",
    "currency": "amounts in {}",
    "prices": "{} prices",
    "link": "years linked by {}",
    "without": "{} left out",
    "first_year": "a start in {}",
}


@dataclass(frozen=True)
class Specification:
    """One set of choices.

    Attributes
    ----------
    reading, currency, prices : str
    link : str
        How the nation's years are linked: ``"printed rates"`` or ``"levels"``.
    without : str
        ``source_id`` left out, ``"grade C"`` for benchmarks of that grade, or nothing.
    first_year : int
    """

    reading: str
    currency: str
    prices: str
    link: str
    without: str = ""
    first_year: int = 2010

    @property
    def is_yuan(self):
        """Whether amounts are yuan at current prices, as printed rates and multiples are."""
        return self.currency == "CNY" and self.prices == "current"


# key of the headline: (statement, key of the finding that it tests)
HEADLINES = {
    "city_small": (
        "Aksu city's reported online retail of 2023 is less than a thousandth of the nation's",
        "city_retail",
    ),
    "prefecture_larger": (
        "the prefecture's network transactions are at least five times the city's online retail",
        "prefecture_transactions",
    ),
    "villages_most": ("more than half of Tibet's sites of 2020 are in villages", "tibet_network"),
    "city_fifth": (
        "Aksu city's reported online retail grew by at least a fifth a year",
        "growth_aksu_city_online_retail",
    ),
    "claims_fit": (
        "more checks of the articles' claims are consistent than inconsistent",
        "verdicts",
    ),
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
            "the ceiling of the nation's online retail lies below one and a half times the latest"
            " level"
        ),
        "levels_or_chain",
    ),
    "rural_bends": (
        (
            "the nation's rural online retail no longer grows steadily but slows, to a limit or"
            " without one"
        ),
        "ceiling_rural_online_retail",
    ),
    "growth_slows": ("the nation's growth of online retail slows down", "slowing"),
    "city_rises": (
        f"the {INTERVAL_LEVELS[0]:.0%} interval for Aksu city in 2025 lies wholly above the level of"
        " 2023".replace("%", " %"),
        "outlook_aksu_city",
    ),
}


def list_specifications(source_ids, *, base):
    """Return the sets of choices under which the headlines are repeated.

    Parameters
    ----------
    source_ids : sequence of str
        Articles, left out one at a time.
    base : Specification
        Choices that stay while one kind is varied.

    Returns
    -------
    specifications : list of Specification
        Readings x currencies x prices x links; then each source and grade C left out, and each
        other
        start year, by link; each once.
    """
    grid = [
        Specification(*choice, first_year=base.first_year)
        for choice in product(READINGS, CURRENCIES, PRICES, LINKS)
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
    return list(dict.fromkeys([*grid, *singles, *starts]))


def ask_headlines(data_dir, specifications, *, base_year, last_year, places=()):
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
    regions = [variants.find_bench(one, series=[REGION]) for one in specifications]
    of_regions = pair_together(regions, pair_benchmarks)
    rows, asked = [], []
    for number, one in enumerate(specifications):
        press, nation = variants.find_press(one), variants.find_bench(one, series=NATION_SERIES)
        found = _ask_pairs(one, pairs[press], of_regions[regions[number]], variants, nation)
        few = variants.find_press(one, things=THINGS)
        level = variants.find_bench(one, series=[NATION_SERIES[0]], year=LEVEL_YEAR)
        found += variants.once("levels", (few, level), lambda: _ask_levels(few.table, level.table))
        if one.is_yuan:
            both = few.table, nation.table
            found += variants.once("city", (few,), lambda: _ask_multiple(few.table))
            found += variants.once("months", (few, nation), lambda: _ask_months(*both))
            bench = variants.find_bench(one)
            moves = variants.once(
                "moves", (bench,), lambda: list_moves(bench.table, REFERENCE_KINDS)
            )
            found += variants.once("ahead", (few, bench), lambda: _ask_ahead(*both, moves))
            found += variants.once("audit", (press,), lambda: _ask_audit(one, press, variants))
        rows += [(number, *row) for row in found]
        asked += [(number, long) for long in _list_asked(one, variants)]
    rows += _ask_ceilings(asked)
    table = pd.DataFrame(
        rows, columns=["specification", "headline", "holds", "low", "high"]
    ).sort_values("specification", kind="stable", ignore_index=True)
    choices = pd.DataFrame([vars(one) for one in specifications])
    return choices.join(table.set_index("specification"), how="inner").reset_index(
        names="specification"
    )


def _ask_pairs(one, reported, region, variants, nation):
    """Return the headlines that rest on pairs of numbers."""
    rows = []
    if reported:
        low = pd.Series([r.annual_growth_low for r in reported])
        high = pd.Series([r.annual_growth_high for r in reported])
        rows.append(("all_grew", bool((low > 0).all()), low.min(), high.min()))
    own = [r for r in reported if r.entity_id == "aksu_city"]
    city = [r for r in own if r.family == "online_retail"]
    rows += [
        ("jobs_tenfold", r.multiple_low >= TENFOLD, r.multiple_low, r.multiple_high)
        for r in own
        if r.family == "ecommerce_jobs"
    ]
    rows += [
        (
            "city_fifth",
            bool(r.annual_growth_low >= FIFTH),
            r.annual_growth_low,
            r.annual_growth_high,
        )
        for r in city
    ]
    for key, group in (("city_outgrew", city), ("region_outgrew", region)):
        for r in group:
            relative = _compare(one, r, variants, nation)
            if relative is not None:
                rows.append((key, bool(relative[0] > 0), *relative))
    return rows


def _ask_audit(one, press, variants):
    """Return the headline on the articles' claims; none if no claim is left.

    A claim is about its own numbers: without others the verdict on it stays.
    """
    whole = variants.find_press(replace(one, without="", first_year=FIRST_OF_ALL))
    claims, events, rates = (
        read_table(variants.data_dir, name) for name in ("claims", "events", "exchange_rates")
    )
    audited = variants.once(
        "verdicts", (whole,), lambda: audit_claims(claims, whole.table, events, rates)
    )
    known = set(press.table["observation_id"]) | set(events["event_id"])
    kept = [known.issuperset(list_ids(claim)) for claim in audited.to_dict("records")]
    verdicts = audited["verdict"][kept]
    good, bad = int((verdicts == "consistent").sum()), int((verdicts == "inconsistent").sum())
    return [("claims_fit", good > bad, float(bad), float(good))] if good + bad else []


def _ask_levels(press, nation):
    """Return the headlines on single levels."""

    def find(entity_id, indicator_id, year):
        rows = pick(press, entity_id, indicator_id, year=year)
        return rows[["low", "high"]].to_numpy(float)[-1] if len(rows) else None

    rows = []
    city, whole = (
        find("aksu_city", "online_retail_sales", LEVEL_YEAR),
        find("aksu_prefecture", "network_transactions", LEVEL_YEAR),
    )
    nation = pick_series(nation, "china_online_retail")
    if city is not None and LEVEL_YEAR in nation.index:
        share = divide(city, nation.loc[LEVEL_YEAR, ["low", "high"]].to_numpy(float))
        rows.append(("city_small", bool(share[1] < THOUSANDTH), *share))
    if city is not None and whole is not None:
        times = divide(whole, city)
        rows.append(("prefecture_larger", bool(times[0] >= FIVEFOLD), *times))
    tiers = [
        find("tibet", f"service_{name}", 2020)
        for name in ("centres_county", "stations_township", "points_village")
    ]
    if all(tier is not None for tier in tiers):
        villages, others = tiers[2], tiers[0] + tiers[1]
        share = villages / (
            villages + others[::-1]
        )  # few villages beside many others, and the other way round
        rows.append(("villages_most", bool(share[0] > HALF), *share))
    return rows


def _compare(one, pair, variants, nation):
    """Return growth relative to the nation's in the same money, or nothing."""
    years = pair.start_year, pair.end_year
    chained, levels = variants.once(
        years, (nation,), lambda: find_nation_growth(nation.table, "online_retail", *years)
    )
    pace = chained if one.link == "printed rates" else levels
    if np.isnan(pace).any() or (one.link == "printed rates" and not one.is_yuan):
        return None  # printed rates are those of yuan at current prices
    return find_relative_growth([pair.annual_growth_low, pair.annual_growth_high], pace)


def _ask_multiple(press):
    """Return the headline on the printed multiple, which is one of yuan at current prices."""
    city, printed = (
        pick(press, "aksu_city", name) for name in ("online_retail_sales", "online_retail_growth")
    )
    if len(city) != 2 or len(printed) != 1:
        return []
    levels = find_multiple(*city[["low", "high"]].to_numpy(float))
    multiple = increase_to_multiple(get_bounds(printed))
    agrees = bool(levels[0] <= multiple[1] and multiple[0] <= levels[1])
    return [("multiple_agrees", agrees, *levels)]


def _ask_months(press, nation):
    """Return the headline on a year of which the first months are printed."""
    return [
        ("months_faster", r.growth_low > 0, r.growth_low, r.growth_high)
        for r in list_partial_years(press, nation).itertuples()
        if r.entity == "Aksu prefecture"
    ]


def _ask_ahead(press, nation, moves):
    """Return the headline on the outlook for Aksu city."""
    city = pick(press, "aksu_city", "online_retail_sales")
    is_last = (
        len(city)
        and city["period_end"].iloc[-1].year == LEVEL_YEAR
        and np.isfinite(city["high"].iloc[-1])
    )
    if not is_last or len(moves) < FEWEST_MOVES or not can_look_ahead(nation, LEVEL_YEAR, 2):
        return []
    last = city.iloc[-1]
    outlook, *_ = find_outlook(last, LEVEL_YEAR, 2, moves, nation)
    ends = outlook.interval(INTERVAL_LEVELS[0])[-1]
    growth = find_annual_growth([ends[0] / last["high"], ends[1] / last["low"]], [2.0, 2.0])
    return [("city_rises", bool(growth[0] > 0), *growth)]


def _list_asked(one, variants):
    """Return the long series that headlines are on, as the choice links their years."""
    bench = variants.find_bench(one, series=[*LONG, *map(CHAINS.get, LONG)])
    if bench.table.empty:
        return []
    series = variants.once(
        "long",
        (bench,),
        lambda: list_long_series(
            bench.table,
            first_year=one.first_year,
            last_year=int(bench.table["period_end"].dt.year.max()),
            has_chains=one.is_yuan,
            series_ids=LONG,
        ),
    )
    kind = "chain" if one.link == "printed rates" else "levels"
    return [long for long in series if long.kind == kind]


def _ask_ceilings(asked):
    """Return the headlines on curves, all series fitted at once and each once."""
    unlike = {_find_key(long): long for _, long in asked}
    if not unlike:
        return []
    level, series = INTERVAL_LEVELS[1], list(unlike.values())
    firsts = {
        key: long.keep(np.arange(long.time.size) < FEWEST_WEIGHED)
        for key, long in unlike.items()
        if not long.key.startswith("rural")
    }
    found = combine_ceilings(fit_series([*series, *firsts.values()], CURVES), level)
    rows = list(found.itertuples())
    answers = {key: [] for key in unlike}
    for (key, first), r in zip(firsts.items(), rows[len(series) :], strict=True):
        times = r.low / first.value[-1], r.high / first.value[-1]
        answers[key].append(("six_open", not np.isfinite(r.high), *times))
    for (key, long), r in zip(unlike.items(), rows[: len(series)], strict=True):
        answers[key] += _ask_ceiling(long, r)
    return [(number, *row) for number, long in asked for row in answers[_find_key(long)]]


def _find_key(long):
    """Return what is equal of equal series."""
    return long.key, *(v.tobytes() for v in (long.time, long.value, long.low, long.high))


def _ask_ceiling(long, r):
    """Return the headlines on one series from its row of `combine_ceilings`."""
    times = r.low / long.value[-1], r.high / long.value[-1]
    if long.key.startswith("rural"):
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


def summarise_headlines(table):
    """Return in how many specifications each headline holds, and which choice makes it flip.

    Parameters
    ----------
    table : DataFrame
        From `ask_headlines`.

    Returns
    -------
    summary : DataFrame
        ``headline, statement, about, holds, asked, different``, how many different numbers stand
        behind
        the answers (three digits kept), and ``flips``, in words: the choices under which it
        always fails, or else the one under which it holds least often; empty where it holds, or
        fails,
        everywhere.
    """
    rows = []
    for key, (statement, about) in HEADLINES.items():
        group = table[table["headline"] == key]
        if group.empty:
            continue
        different = {(f"{r.low:.3g}", f"{r.high:.3g}") for r in group.itertuples()}
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
    """Return whether a headline holds somewhere with all articles, the other choices being those
    under which one is left out."""
    out = group[group["without"] != ""]
    if out.empty:
        return False
    alike = (
        group[["reading", "currency", "prices", "first_year"]]
        == out[["reading", "currency", "prices", "first_year"]].iloc[0]
    ).all(axis=1)
    return bool(group.loc[alike & (group["without"] == ""), "holds"].any())


def _find_flips(group):
    holds = group["holds"].astype(bool)
    if holds.all() or not holds.any():
        return ""
    shares = []
    for name, label in CHOICES.items():
        if name == "without" and not _holds_with_all(group):
            continue  # where it fails with every article, leaving one out is not what makes it fail
        counts = holds.groupby(group[name]).agg(["sum", "size"])
        if len(counts) > 1:
            shares += [
                (r["sum"] / r["size"], label.format(value), r["sum"], r["size"])
                for value, r in counts.iterrows()
                if value != ""
            ]
    never = [f"fails with {label}" for share, label, *_ in shares if share == 0]
    least = min(shares)
    return "; ".join(never) or f"holds least often with {least[1]}: {least[2]} of {least[3]}"
