"""Measure the things that the articles describe: parks, ladders, streams, networks of sites.

Each function takes the press observations and the benchmarks and returns what follows from them by
interval arithmetic, with the rows it rests on; or None where a number is not in the selection.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers import intervals
from helpers.data.assemble import assemble_observations
from helpers.data.counts import pick
from helpers.data.read import read_table
from helpers.data.sources import list_benchmark_sources, list_sources
from helpers.rates import bring_to_year, elapsed_years, find_annual_growth, pair_observations
from helpers.rates.months import find_month_shares
from helpers.rates.nation import find_nation_growth
from helpers.readings import describe_printed, increase_to_multiple
from helpers.words.periods import describe_period
from helpers.words.units import CURRENCIES, Quantity, Range, describe_money, shorten_name


@dataclass
class Measured:
    """Numbers for a sentence, and where they were printed."""

    numbers: dict
    sources: list = field(default_factory=list)


class _Missing(Exception):
    """A number is not reported in the chosen places and years."""


class _Facts:
    """Look up single rows and remember which were used."""

    def __init__(self, press, benchmarks):
        self._press, self._benchmarks = press, benchmarks
        self._used, self._used_benchmarks = [], []

    def row(self, entity_id, indicator_id, *, year=None, status="reported", unit=None):
        picked = pick(self._press, entity_id, indicator_id, status=status, year=year)
        if unit is not None:
            picked = picked[picked["unit"] == unit]
        if len(picked) == 0:
            raise _Missing
        row = picked.iloc[-1]
        self._used.append(row["observation_id"])
        return row

    def bench(self, series_id, *, year=None):
        rows = self._benchmarks[
            (self._benchmarks["series_id"] == series_id) & ~self._benchmarks["is_second"]
        ]
        if year is not None:
            rows = rows[rows["period_end"].dt.year == year]
        if len(rows) == 0:
            raise _Missing
        row = rows.sort_values("period_end").iloc[-1]
        self._used_benchmarks.append(row["benchmark_id"])
        return row

    def measured(self, **numbers):
        press = self._press[self._press["observation_id"].isin(self._used)]
        bench = self._benchmarks[self._benchmarks["benchmark_id"].isin(self._used_benchmarks)]
        return Measured(numbers, list_sources(press) + list_benchmark_sources(bench))


def _bounds(row):
    return np.array([row["low"], row["high"]], dtype=float)


def _range(row, digits=None):
    return Range(row["low"], row["high"], row["unit"], digits)


def _or_none(function):
    """Return a measuring function that says None where a number is missing."""

    def measure(press, benchmarks):
        facts = _Facts(press, benchmarks)
        try:
            return function(facts)
        except _Missing:
            return None

    measure.__name__, measure.__doc__ = function.__name__, function.__doc__
    return measure


def _currency(row):
    return row["unit"].split("_")[0]


@_or_none
def measure_city_retail(facts):
    """Return Aksu city's online retail: level, share of the nation, amount a head of 2020."""
    city = facts.row("aksu_city", "online_retail_sales", year=2023)
    nation, people = (
        facts.bench("china_online_retail", year=2023),
        facts.bench("aksu_city_population_resident"),
    )
    share = intervals.divide(_bounds(city), _bounds(nation))
    head = intervals.divide(_bounds(city), _bounds(people))
    return facts.measured(
        who=shorten_name(city["publisher"]),
        amount=Quantity(city["central"], city["unit"]),
        printed=city["as_printed"],
        bounds=_range(city, 6),
        share=Range(*share, "share", 2),
        head=Range(*head, f"{_currency(city)}_per_person", 3),
        census=int(people["period_end"].year),
    )


def measure_prefecture_transactions(press, benchmarks):
    """Return the prefecture's network transactions of 2023, and January to May 2024 as a year."""
    facts = _Facts(press, benchmarks)
    try:
        year, months = (
            facts.row("aksu_prefecture", "network_transactions", year=2023),
            facts.row("aksu_prefecture", "network_transactions", year=2024),
        )
        rank = facts.row("aksu_prefecture", "rank_in_xinjiang_transactions")
    except _Missing:
        return None
    shares = find_month_shares(benchmarks, months["period_end"].month)
    if shares.empty:
        return None
    whole = bring_to_year(_bounds(months), shares)
    change = intervals.divide(whole, _bounds(year)) - 1
    return facts.measured(
        who=shorten_name(year["publisher"]),
        amount=Quantity(year["central"], year["unit"]),
        months=Quantity(months["central"], months["unit"]),
        rank=Quantity(rank["central"], "rank"),
        share=Range(shares["low"].min(), shares["high"].max(), "share", 3),
        first=int(shares.index.min()),
        last=int(shares.index.max()),
        whole=Range(*whole, year["unit"], 3),
        change=Range(*change, "share", 2),
    )


@_or_none
def measure_city_jobs(facts):
    """Return the city's jobs at both ends, the count of another source between, and sales a job."""
    before, now = (
        facts.row("aksu_city", "jobs_driven", year=2014),
        facts.row("aksu_city", "jobs_driven", year=2024),
    )
    between, sales = (
        facts.bench("aksu_city_people_in_ecommerce"),
        facts.row("aksu_city", "online_retail_sales", year=2023),
    )
    return facts.measured(
        who=shorten_name(now["publisher"]),
        before=describe_printed(before),
        now=describe_printed(now),
        before_range=_range(before),
        now_range=_range(now),
        between=_range(between),
        between_year=int(between["period_end"].year),
        between_who=between["counted_by"].split(";")[0],
        sales=Range(
            *intervals.divide(_bounds(sales), _bounds(now)), f"{_currency(sales)}_per_person", 2
        ),
    )


@_or_none
def measure_training(facts):
    """Return people trained in Aksu, by year and by whom counted, and what it cost a head."""
    total, spending = (
        facts.row("aksu_training", "people_trained_total"),
        facts.row("aksu_training", "training_spending_per_year"),
    )
    printed, year = (
        facts.row("aksu_training", "training_duration_years"),
        facts.row("zhejiang_aid", "people_trained_in_year"),
    )
    attendances, courses = (
        facts.row("aksu_prefecture", "training_attendances"),
        facts.row("aksu_prefecture", "training_courses"),
    )
    earlier = facts.bench("aksu_training_trainees")
    elapsed = elapsed_years(
        total["period_start"], total["period_start"], total["period_end"], total["period_end"]
    )
    years = np.array([min(elapsed[0], printed["central"]), max(elapsed[1], printed["central"])])
    cost = intervals.divide(intervals.multiply(_bounds(spending), years), _bounds(total))
    return facts.measured(
        total=describe_printed(total),
        years=Range(*years, "years", 2),
        a_year=Range(*intervals.divide(_bounds(total), years), "persons_per_year", 2),
        cost=Range(*cost, f"{_currency(spending)}_per_person", 2),
        in_2023=_range(year),
        attendances=_range(attendances),
        courses=_range(courses),
        a_course=Range(*intervals.divide(_bounds(attendances), _bounds(courses)), "attendances", 2),
        earlier=describe_printed(earlier),
    )


@_or_none
def measure_park(facts):
    """Return what the printed numbers on the technopole and the new park imply."""
    staff, share = (
        facts.row("aksu_technopole", "staff_from_dandelion"),
        facts.row("aksu_technopole", "staff_share_from_dandelion"),
    )
    top, success, firms = (
        facts.row("aksu_technopole", "sellers_above_threshold"),
        facts.row("aksu_technopole", "success_share"),
        facts.bench("aksu_technopole_firms"),
    )
    buildings, floor, size = (
        facts.row("aksu_new_park", i) for i in ("buildings", "floor_space", "park_firm_size")
    )
    all_staff = intervals.divide(_bounds(staff), _bounds(share))
    return facts.measured(
        staff=Range(*all_staff, "persons", 3),
        top=_range(top),
        top_share=Range(*intervals.divide(_bounds(top), all_staff), "share", 2),
        success=_range(success),
        firms=_range(firms),
        successful=Range(*intervals.multiply(_bounds(success), _bounds(firms)), "firms", 2),
        space=Range(*intervals.multiply(_bounds(buildings), _bounds(floor)), "m2", 3),
        buildings=_range(buildings),
        size=Quantity(size["central"], size["unit"]),
    )


@_or_none
def measure_trader(facts):
    """Return the trader's sales, the target, and the share of 11 November in the year."""
    first, last = (
        facts.row("trader_technopole", "firm_sales", year=2019),
        facts.row("trader_technopole", "firm_sales", year=2020),
    )
    target, day = (
        facts.row("trader_technopole", "firm_sales", year=2021, status="target"),
        facts.row("trader_technopole", "firm_sales_day"),
    )
    return facts.measured(
        first=describe_printed(first),
        last=describe_printed(last),
        target=describe_printed(target),
        needed=Range(*(intervals.divide(_bounds(target), _bounds(last)) - 1), "share", 2),
        day=Range(*intervals.divide(_bounds(day), _bounds(last)), "share", 2),
        even=Quantity(1 / 366, "share", 2),
    )


@_or_none
def measure_sellers(facts):
    """Return what a group of firms and a live-stream seller report, beside each other in size only."""
    first, last = (
        facts.row("kexiaotuo_group", "firm_sales", year=2021),
        facts.row("kexiaotuo_group", "firm_sales", year=2023),
    )
    seller, orders = (
        facts.row("livestream_seller", "firm_sales", year=2023),
        facts.row("livestream_seller", "orders"),
    )
    return facts.measured(
        first=describe_printed(first),
        last=describe_printed(last),
        multiple=Range(*intervals.divide(_bounds(last), _bounds(first)), "multiple", 3),
        seller=describe_printed(seller),
        orders=int(orders["central"]),
        size=Range(*intervals.divide(_bounds(last), _bounds(seller)), "multiple", 2),
    )


@_or_none
def measure_village(facts):
    """Return the instrument village's sales before, now, expected, and by cooperative."""
    before, now = (
        facts.row("jiayi_village", "village_sales", year=2022),
        facts.row("jiayi_village", "village_sales", year=2023),
    )
    expected, groups = (
        facts.row("jiayi_village", "village_sales", year=2024, status="expected"),
        facts.row("jiayi_village", "cooperatives"),
    )
    return facts.measured(
        before=describe_printed(before),
        when=describe_period(before),
        now=describe_printed(now),
        expected=describe_printed(expected),
        groups=_range(groups),
        each=Range(*intervals.divide(_bounds(now), _bounds(groups)), now["unit"], 3),
        multiple=Range(*intervals.divide(_bounds(now), _bounds(before)), "multiple", 3),
    )


@_or_none
def measure_livestreams(facts):
    """Return the prefecture's live-stream sales, items and mean price, and views of the year before."""
    sales, views = (
        facts.row("aksu_prefecture", "livestream_retail_sales"),
        facts.row("aksu_prefecture", "livestream_views"),
    )
    items = facts.row("aksu_prefecture", "livestream_retail_items", year=sales["period_end"].year)
    return facts.measured(
        sales=Quantity(sales["central"], sales["unit"]),
        items=Quantity(items["central"], "items"),
        views=Quantity(views["central"], "views"),
        year=int(sales["period_end"].year),
        views_year=int(views["period_end"].year),
        price=Range(
            *intervals.divide(_bounds(sales), _bounds(items)), f"{_currency(sales)}_per_item", 3
        ),
    )


@_or_none
def measure_fair(facts):
    """Return what was signed at the fair beside what was credited to campaigns and contests."""
    signed, sold = (
        facts.row("aksu_fruit_fair", "signed_purchases"),
        facts.row("aksu_and_first_division", "campaign_sales"),
    )
    contest = facts.row("taizhou_aid", "contest_sales")
    return facts.measured(
        signed=Quantity(signed["central"], signed["unit"]),
        sold=Quantity(sold["central"], sold["unit"]),
        contest=Quantity(contest["central"], contest["unit"]),
        year=int(signed["period_end"].year),
    )


def measure_visits(press, benchmarks, entity_id):
    """Return visits of 2023 and those of 2022 that the printed growth implies, for one sight."""
    facts = _Facts(press, benchmarks)
    try:
        growth = facts.row(entity_id, "visits_growth")
        visits = facts.row(entity_id, "visits", year=growth["period_end"].year)
    except _Missing:
        return None
    before = intervals.divide(_bounds(visits), increase_to_multiple(_bounds(growth)))
    loose = intervals.divide(_bounds(visits), _bounds(growth))
    return facts.measured(
        place=visits["entity"],
        now=_range(visits, 3),
        printed=growth["as_printed"],
        before=Range(*before, "visits", 3),
        loose=Range(*loose, "visits", 3),
    )


def list_tibet_sites(press, benchmarks):
    """Return sites of each tier in Tibet by date, from the press and from the benchmarks.

    Returns
    -------
    sites : DataFrame
        ``tier, day, low, central, high, source, publisher`` by tier and day; a date known
        only by a span stands at its first day.
    """
    tiers = {
        "service_centres_county": "county",
        "service_stations_township": "township",
        "service_points_village": "village",
    }
    bench = benchmarks[
        benchmarks["indicator_id"].isin(tiers)
        & (benchmarks["entity_id"] == "tibet")
        & ~benchmarks["is_second"]
    ]
    own = press[press["indicator_id"].isin(tiers) & (press["entity_id"] == "tibet")]
    rows = [
        (tiers[r.indicator_id], r.period_start, r.low, r.central, r.high, source, r.publisher)
        for frame, source in ((bench, "benchmark"), (own, "article"))
        for r in frame.itertuples()
    ]
    sites = pd.DataFrame(
        rows, columns=["tier", "day", "low", "central", "high", "source", "publisher"]
    )
    return sites.sort_values(["tier", "day"], kind="stable").reset_index(drop=True)


@_or_none
def measure_tibet_network(facts):
    """Return Tibet's sites by tier in 2020, the ratios between tiers, and shops a site."""
    county, town, village = (
        facts.row("tibet", i)
        for i in ("service_centres_county", "service_stations_township", "service_points_village")
    )
    shops = facts.row("tibet", "online_shops")
    first = [
        facts.bench(f"tibet_{i}", year=2017)
        for i in ("service_centres_county", "service_stations_township", "service_points_village")
    ]
    last = [
        facts.bench(f"tibet_{i}", year=2021)
        for i in ("service_centres_county", "service_stations_township", "service_points_village")
    ]
    total = intervals.add(intervals.add(_bounds(county), _bounds(town)), _bounds(village))
    return facts.measured(
        total=Range(*total, "sites"),
        county=int(county["central"]),
        town=int(town["central"]),
        village=int(village["central"]),
        period=describe_period(county),
        towns_a_county=Range(*intervals.divide(_bounds(town), _bounds(county)), "sites", 2),
        villages_a_town=Range(*intervals.divide(_bounds(village), _bounds(town)), "sites", 2),
        shops_a_site=Range(*intervals.divide(_bounds(shops), total), "shops", 2),
        before=Quantity(sum(r["central"] for r in first), "sites"),
        after=Quantity(sum(r["central"] for r in last), "sites"),
    )


@_or_none
def measure_tibet_days(facts):
    """Return Tibet's sales of eighteen days: a day, the year it would make, and why not to say so."""
    sales = facts.row("tibet", "farm_products_online_retail", unit="CNY")
    euro = facts.row("tibet", "farm_products_online_retail", unit="EUR")
    year = facts.bench("tibet_rural_online_retail")
    days = float((sales["period_end"] - sales["period_start"]).days + 1)
    daily = intervals.divide(_bounds(sales), [days, days])
    return facts.measured(
        total=describe_printed(sales),
        period=describe_period(sales),
        days=int(days),
        daily=Range(*daily, "CNY_per_day", 4),
        whole=Range(*(daily * 366), "CNY", 3),
        other=describe_printed(year),
        other_year=int(year["period_end"].year),
        rate=Range(*intervals.divide(_bounds(sales), _bounds(euro)), "CNY_per_EUR", 4),
    )


@_or_none
def measure_nyemo(facts):
    """Return Nyêmo's businesses and jobs: direct, indirect, sum, printed total."""
    direct, indirect, total = (
        facts.row("nyemo_county", f"project_jobs_{i}") for i in ("direct", "indirect", "total")
    )
    return facts.measured(
        direct=describe_printed(direct),
        indirect=describe_printed(indirect),
        total=describe_printed(total),
        sum=Range(*intervals.add(_bounds(direct), _bounds(indirect)), "persons"),
        share=Range(*intervals.divide(_bounds(direct), _bounds(total)), "share", 2),
    )


@_or_none
def measure_nyingchi(facts):
    """Return what is printed of Nyingchi's platform."""
    farmers, harvest = (
        facts.row("nyingchi_platform", "farmers_on_platform"),
        facts.row("nyingchi_city", "matsutake_output"),
    )
    target = facts.row("nyingchi_city", "site_coverage_share", status="target")
    return facts.measured(
        farmers=describe_printed(farmers),
        harvest=describe_printed(harvest),
        target=describe_printed(target),
        until=describe_period(target),
    )


@_or_none
def measure_yongsheng(facts):
    """Return what is printed of Yongsheng's live-stream."""
    tonnes, minutes = (
        facts.row("yongsheng_county", "stream_tonnes"),
        facts.row("yongsheng_county", "stream_duration"),
    )
    return facts.measured(
        tonnes=describe_printed(tonnes), minutes=_range(minutes), month=describe_period(tonnes)
    )


@_or_none
def measure_dangshan(facts):
    """Return Dangshan's sales a live-stream, and its jobs beside later counts."""
    sales, streams = (
        facts.row("dangshan_county", "stream_sales"),
        facts.row("dangshan_county", "stream_events"),
    )
    jobs, growers = (
        facts.row("dangshan_county", "livestream_jobs"),
        facts.row("dangshan_county", "growers_lifted"),
    )
    firms, shops, people = (
        facts.bench("dangshan_firms", year=2023),
        facts.bench("dangshan_shops", year=2023),
        facts.bench("dangshan_people_in_ecommerce", year=2023),
    )
    return facts.measured(
        sales=describe_printed(sales),
        streams=_range(streams),
        each=Range(*intervals.divide(_bounds(sales), _bounds(streams)), sales["unit"], 3),
        jobs=describe_printed(jobs),
        growers=int(growers["central"]),
        a_job=Range(
            *intervals.divide(_bounds(sales), _bounds(jobs)), f"{_currency(sales)}_per_person", 2
        ),
        people=describe_printed(people),
        firms=describe_printed(firms),
        shops=describe_printed(shops),
        jobs_a_shop=Range(*intervals.divide(_bounds(people), _bounds(shops)), "persons", 2),
    )


@_or_none
def measure_mixing(facts):
    """Return the city's online retail over the prefecture's network transactions, and the printed share."""
    city, whole, share = (
        facts.row("aksu_city", "online_retail_sales", year=2023),
        facts.row("aksu_prefecture", "network_transactions", year=2023),
        facts.row("aksu_city", "share_of_prefecture_retail"),
    )
    return facts.measured(
        divided=Range(*intervals.divide(_bounds(city), _bounds(whole)), "share", 3),
        printed=_range(share),
    )


def measure_nation_pace(press, benchmarks):
    """Return growth of Aksu city's online retail beside the nation's over the same years.

    The nation's growth is given twice: by the ratio of two levels, and by the chain of the printed
    yearly rates, whose base is matched each year. Both tables in yuan at current prices.
    """
    facts = _Facts(press, benchmarks)
    try:
        start, end = (
            facts.row("aksu_city", "online_retail_sales", year=2014),
            facts.row("aksu_city", "online_retail_sales", year=2023),
        )
        for year in (2014, 2023):
            facts.bench("china_online_retail", year=year)
        for year in range(2015, 2024):
            facts.bench("china_online_retail_growth", year=year)
    except _Missing:
        return None
    years = np.array([9.0, 9.0])
    multiple = intervals.divide(_bounds(end), _bounds(start))
    chained, levels = find_nation_growth(benchmarks, "online_retail", 2014, 2023)
    return facts.measured(
        city=Range(*find_annual_growth(multiple, years), "share_per_year"),
        levels=Range(*levels, "share_per_year"),
        chained=Range(*chained, "share_per_year"),
        by_levels=Range(*intervals.divide(multiple, (1 + levels) ** years), "multiple", 2),
        by_rates=Range(*intervals.divide(multiple, (1 + chained) ** years), "multiple", 2),
    )


def compare_bases(data_dir, entity_id, indicator_id, *, reading_name, base_year):
    """Return growth between the first and last level of one thing in every currency and price basis.

    Parameters
    ----------
    data_dir : pathlib.Path
    entity_id, indicator_id : str
    reading_name : str
    base_year : int

    Returns
    -------
    bases : DataFrame
        A row a basis: ``basis`` in words, then columns of `pair_observations`.
    """
    rows, last = [], int(read_table(data_dir, "prices")["year"].max())
    for currency in CURRENCIES:
        for prices in ("current", "constant"):
            table = assemble_observations(
                data_dir,
                reading_name=reading_name,
                currency=currency,
                prices=prices,
                base_year=base_year,
                places_kept=[entity_id],
                last_year=last,
            )
            pairs = pair_observations(pick(table, entity_id, indicator_id))
            kept = pairs[pairs["refused"] == ""].tail(1)
            rows.append(kept.assign(basis=describe_money(currency, prices, base_year)))
    return pd.concat(rows, ignore_index=True)
