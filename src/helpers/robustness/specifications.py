"""Repeat the headlines under every choice we made: readings, money, sources, links, start years."""

import functools
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from helpers.audit.claims import audit_claims
from helpers.data.assemble import assemble_benchmarks, assemble_observations, list_kept
from helpers.data.benchmarks import keep_benchmarks
from helpers.data.counts import get_bounds, pick
from helpers.data.home import find_home
from helpers.data.money import convert_table
from helpers.data.read import read_table
from helpers.models.ceilings import combine_ceilings
from helpers.models.series import FEWEST_WEIGHED, fit_series, list_long_series
from helpers.models.slowdown import find_slowdown
from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.moves import list_moves
from helpers.outlook.reference import FEWEST_MOVES
from helpers.outlook.short import REFERENCE_KINDS, can_look_ahead, find_outlook
from helpers.rates import find_annual_growth, find_multiple, find_relative_growth, pair_observations
from helpers.rates.months import list_partial_years
from helpers.rates.nation import find_nation_growth, pair_benchmarks
from helpers.readings import READINGS, increase_to_multiple
from helpers.words.currency import CURRENCIES
from helpers.words.units import PRICES

LINKS = ("printed rates", "levels")
ERRORS = ("autoregressive", "independent")
START_YEARS = (2012, 2014, 2016)
CURVES = ("exponential", "linear", "power", "logistic", "gompertz")
NEAR = 1.5  # a ceiling is called near below so many times the latest level: our rule
TENFOLD, FIFTH = 10.0, 0.2
PAIR_COLUMNS = [
    "entity_id",
    "family",
    "start_year",
    "end_year",
    "multiple_low",
    "multiple_high",
    "annual_growth_low",
    "annual_growth_high",
]
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
    """One set of choices.

    Attributes
    ----------
    reading, currency, prices : str
    link : str
        How the nation's years are linked: ``"printed rates"`` or ``"levels"``.
    without : str
        ``source_id`` left out, ``"grade C"`` for benchmarks of that grade, or nothing.
    first_year : int
    errors : str
        Of the curves: ``"autoregressive"``, which remember the year before, or ``"independent"``.
    """

    reading: str
    currency: str
    prices: str
    link: str
    without: str = ""
    first_year: int = 2010
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
    "claims_fit": (
        "more of the articles' claims are consistent than inconsistent",
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
            "the plausible curves put the ceiling of the nation's online retail below one and a half"
            " times the latest level"
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
        f"the {INTERVAL_LEVELS[0]:.0%} interval for Aksu city in 2025 lies wholly above the level of"
        " 2023".replace("%", " %"),
        "outlook_aksu_city",
    ),
}


def list_specifications(source_ids, *, base, currencies=CURRENCIES, prices=PRICES):
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


class _Tables:
    """Assemble each table once, and ask once what several specifications share."""

    def __init__(self, data_dir, base_year, last_year, places):
        self._data_dir, self._base_year, self._last_year, self._places = (
            data_dir,
            base_year,
            last_year,
            places,
        )
        self.home = find_home(data_dir)
        parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
        self._entities = list_kept(places, parents)
        self._found = {}

    def once(self, name, one, find):
        """Return what does not depend on links and curves, found at the first asking."""
        key = name, replace(one, link="", errors="")
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]

    def once_for_benchmarks(self, name, one, find):
        """Return what depends on the benchmarks alone: an article left out does not change them."""
        return self.once(
            name, replace(one, without=one.without if one.without == "grade C" else ""), find
        )

    def get(self, one):
        """Return the observations and the benchmarks of a specification."""
        money = {"currency": one.currency, "prices": one.prices, "base_year": self._base_year}
        printed = self.once(
            "assembled",
            Specification(one.reading, self.home, "current", ""),
            lambda: self._assemble(one.reading),
        )
        press, bench = self.once(
            "converted",
            Specification(one.reading, one.currency, one.prices, ""),
            lambda: [convert_table(table, self._data_dir, **money) for table in printed],
        )
        press = self.once(
            "press",
            one,
            lambda: press[
                (press["source_id"] != one.without)
                & (press["period_end"].dt.year >= one.first_year)
            ],
        )
        return press, self.once_for_benchmarks("bench", one, lambda: self._keep(one, bench))

    def _assemble(self, reading):
        basis = {
            "reading": reading,
            "currency": self.home,
            "prices": "current",
            "base_year": self._base_year,
        }
        press = assemble_observations(
            self._data_dir, **basis, places=self._places, last_year=self._last_year
        )
        return press, assemble_benchmarks(self._data_dir, **basis)

    def _keep(self, one, bench):
        bench = keep_benchmarks(
            bench, self._entities, first_year=one.first_year, last_year=self._last_year
        )
        return bench[bench["grade"] != "C"] if one.without == "grade C" else bench

    def find_nation(self, one, bench, start_year, end_year):
        """Return the nation's growth between two years, as from `find_nation_growth`."""
        return self.once_for_benchmarks(
            ("nation", start_year, end_year),
            one,
            lambda: find_nation_growth(bench, "online_retail", start_year, end_year),
        )

    def audit(self, press):
        """Return the headline on the articles' claims; none if no claim is left."""
        claims, events, rates = (
            read_table(self._data_dir, name) for name in ("claims", "events", "exchange_rates")
        )
        claims = claims[claims["kind"] == "claim"]
        verdicts = audit_claims(claims, press, events, rates)["verdict"]
        good, bad = int((verdicts == "consistent").sum()), int((verdicts == "inconsistent").sum())
        return [("claims_fit", good > bad, float(bad), float(good))] if good + bad else []


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
    tables = _Tables(data_dir, base_year, last_year, list(places))
    rows, asked = [], []
    for number, one in enumerate(specifications):
        press, bench = tables.get(one)
        if one.errors == ERRORS[0]:  # only curves have errors that may remember
            rows += [(number, *row) for row in _ask_numbers(tables, one, press, bench)]
        series = tables.once_for_benchmarks(
            "long", one, lambda: _list_long(one, bench, one.is_printed(tables.home))
        )
        ending = "_chain" if one.link == "printed rates" else ""
        asked += [
            (number, name, series[name + ending], one.errors)
            for name in ("online_retail", "rural_online_retail")
            if name + ending in series
        ]
    for errors in ERRORS:
        rows += _ask_ceilings([each[:3] for each in asked if each[3] == errors], errors)
    table = pd.DataFrame(
        rows, columns=["specification", "headline", "holds", "low", "high"]
    ).sort_values("specification", kind="stable", ignore_index=True)
    choices = pd.DataFrame([vars(one) for one in specifications])
    return choices.join(table.set_index("specification"), how="inner").reset_index(
        names="specification"
    )


def _ask_numbers(tables, one, press, bench):
    """Return the headlines that no curve decides."""
    pairs = tables.once("pairs", one, lambda: _pair_reported(press))
    region = tables.once_for_benchmarks(
        "region",
        one,
        lambda: pair_benchmarks(bench[bench["series_id"] == "xinjiang_online_retail"])[
            PAIR_COLUMNS
        ],
    )
    is_printed = one.is_printed(tables.home)
    nation = functools.partial(tables.find_nation, one, bench)
    rows = _ask_pairs(one, pairs, region, nation, is_printed)
    if is_printed:
        rows += tables.once("printed", one, lambda: _ask_printed(press, bench))
        rows += tables.once("audit", one, lambda: tables.audit(press))
    return rows


def _pair_reported(press):
    pairs = pair_observations(press)
    return pairs.loc[(pairs["refused"] == "") & (pairs["status"] == "reported"), PAIR_COLUMNS]


def _ask_pairs(one, reported, region, find_nation, is_printed):
    """Return the headlines that rest on pairs of numbers."""
    rows = []
    if len(reported):
        rows.append(
            (
                "all_grew",
                bool((reported["annual_growth_low"] > 0).all()),
                reported["annual_growth_low"].min(),
                reported["annual_growth_high"].min(),
            )
        )
    jobs = reported[
        (reported["entity_id"] == "aksu_city") & (reported["family"] == "ecommerce_jobs")
    ]
    rows += [
        ("jobs_tenfold", r.multiple_low >= TENFOLD, r.multiple_low, r.multiple_high)
        for r in jobs.itertuples()
    ]
    around = reported[
        (reported["entity_id"] == "aksu_prefecture") & (reported["family"] == "ecommerce_jobs")
    ]
    if len(jobs) == len(around) == 1:
        slow, fast = around.iloc[0], jobs.iloc[0]
        ends = slow["annual_growth_low"], slow["annual_growth_high"]
        rows.append(("jobs_slower", bool(ends[1] < fast["annual_growth_low"]), *ends))
    city = reported[
        (reported["entity_id"] == "aksu_city") & (reported["family"] == "online_retail")
    ]
    rows += [
        (
            "city_fifth",
            bool(r.annual_growth_low >= FIFTH),
            r.annual_growth_low,
            r.annual_growth_high,
        )
        for r in city.itertuples()
    ]
    for key, group in (("city_outgrew", city), ("region_outgrew", region)):
        for r in group.itertuples():
            relative = _compare(one, r, find_nation, is_printed)
            if relative is not None:
                rows.append((key, bool(relative[0] > 0), *relative))
    return rows


def _compare(one, pair, find_nation, is_printed):
    """Return growth relative to the nation's in the same money, or nothing."""
    chained, levels = find_nation(pair.start_year, pair.end_year)
    nation = chained if one.link == "printed rates" else levels
    if np.isnan(nation).any() or (one.link == "printed rates" and not is_printed):
        return None  # printed rates are those of the printed money at current prices
    return find_relative_growth([pair.annual_growth_low, pair.annual_growth_high], nation)


def _ask_printed(press, bench):
    """Return the headlines that make sense in the money of the print only."""
    rows = []
    city, printed = (
        pick(press, "aksu_city", name) for name in ("online_retail_sales", "online_retail_growth")
    )
    if len(city) == 2 and len(printed) == 1:
        levels, multiple = (
            find_multiple(*city[["low", "high"]].to_numpy(float)),
            increase_to_multiple(get_bounds(printed)),
        )
        rows.append(
            (
                "multiple_agrees",
                bool(levels[0] <= multiple[1] and multiple[0] <= levels[1]),
                *levels,
            )
        )
    partial = list_partial_years(press, bench)
    rows += [
        ("months_faster", r.growth_low > 0, r.growth_low, r.growth_high)
        for r in partial.itertuples()
        if r.entity == "Aksu prefecture"
    ]
    moves = list_moves(bench, REFERENCE_KINDS)
    is_last = (
        len(city)
        and city["period_end"].iloc[-1].year == 2023
        and np.isfinite(city["high"].iloc[-1])
    )
    if is_last and len(moves) >= FEWEST_MOVES and can_look_ahead(bench, 2023, 2):
        last = city.iloc[-1]
        ends = find_outlook(last, 2023, 2, moves, bench)[0].interval(INTERVAL_LEVELS[0])[-1]
        growth = find_annual_growth([ends[0] / last["high"], ends[1] / last["low"]], [2.0, 2.0])
        rows.append(("city_rises", bool(growth[0] > 0), *growth))
    return rows


def _list_long(one, bench, has_chains):
    """Return the long series by key; none where no benchmark is left."""
    if bench.empty:
        return {}
    last_year = int(bench["period_end"].dt.year.max())
    return {
        s.key: s
        for s in list_long_series(
            bench, first_year=one.first_year, last_year=last_year, has_chains=has_chains
        )
    }


def _ask_ceilings(asked, errors):
    """Return the headlines on curves, all series fitted at once."""
    if not asked:
        return []
    fits = fit_series([long for *_, long in asked], CURVES, errors=errors)
    # what the curves say by themselves: the reach that the record asks for is no choice
    found = combine_ceilings(fits, INTERVAL_LEVELS[1], reach=1.0)
    retail = [
        (number, long.keep(np.arange(long.time.size) < FEWEST_WEIGHED))
        for number, name, long in asked
        if name == "online_retail"
    ]
    fits = fit_series([long for _, long in retail], CURVES, errors=errors)
    first = combine_ceilings(fits, INTERVAL_LEVELS[1]) if fits else pd.DataFrame()
    rows = [
        (
            number,
            "six_open",
            not np.isfinite(r.high),
            r.low / long.value[-1],
            r.high / long.value[-1],
        )
        for (number, long), r in zip(retail, first.itertuples(), strict=True)
    ]
    for (number, name, long), r in zip(asked, found.itertuples(), strict=True):
        times = (r.low / long.value[-1], r.high / long.value[-1])
        if name == "rural_online_retail":
            slows = r.verdict != "refused" and "exponential" not in r.curves.split(", ")
            rows.append((number, "rural_bends", slows, *times))
            continue
        rows += [
            (number, "retail_bends", r.verdict == "bounded", *times),
            (number, "ceiling_near", r.verdict == "bounded" and times[1] < NEAR, *times),
        ]
        slowing = find_slowdown(long, INTERVAL_LEVELS[1])
        if slowing is not None:
            rows.append((number, "growth_slows", bool(slowing[1] < 0), *slowing))
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
