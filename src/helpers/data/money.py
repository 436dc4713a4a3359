"""Convert amounts between any two currencies, and to the prices of one year."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from helpers.data.read import read_table
from helpers.words.currency import CURRENCIES, is_converted
from helpers.words.units import PRICES

# What decides the factor of an amount, and what it is of.
DATED = (
    "unit", "period_start", "period_end", "period_kind", "period_basis", "central", "low", "high",
)  # fmt: skip


def find_price_index(
    prices: pd.DataFrame, base_year: int, currency: str | None = None
) -> pd.Series:
    """Return the consumer price level of each year, 1 in the base year.

    Parameters
    ----------
    prices : DataFrame
        Needs ``year`` and ``cpi_change_pct``, and ``currency`` where one is asked for.
    base_year : int
    currency : str or None
        Money whose prices are meant; None where the table holds one.

    Returns
    -------
    index : Series
        Price level by year.

    Raises
    ------
    ValueError
        If the base year is not covered.
    """
    rows = prices if currency is None else prices[prices["currency"] == currency]
    level = (1 + rows.set_index("year")["cpi_change_pct"].sort_index() / 100).cumprod()
    if base_year not in level.index:
        covered = f"{level.index.min()} to {level.index.max()}" if len(level) else "none"
        raise ValueError(
            f"base_year {base_year} is not covered by prices of {currency or 'the table'}; "
            f"allowed: {covered}"
        )
    return level / level[base_year]


class Rates:
    """Yearly rates between any two currencies, direct, turned round, or over a third.

    Parameters
    ----------
    rates : DataFrame
        ``year``, ``currency``, ``rate``, ``quoted_in``: one unit of `currency` costs `rate` of
        `quoted_in`.
    """

    def __init__(self, rates: pd.DataFrame):
        self._known, self._found = {}, {}
        columns = (rates[name] for name in ("year", "currency", "rate", "quoted_in"))
        for year, currency, rate, quoted_in in zip(*columns, strict=True):
            self._known[currency, quoted_in, year] = rate
            self._known.setdefault((quoted_in, currency, year), 1 / rate)

    def find(self, start, end, year):
        """Return what one unit of a currency costs in another, or None where no rate says so."""
        key = start, end, year
        if key not in self._found:
            self._found[key] = 1.0 if start == end else self._known.get(key) or self._cross(*key)
        return self._found[key]

    def _cross(self, start, end, year):
        for one, over, at in self._known:
            if one == start and at == year and (over, end, year) in self._known:
                return self._known[start, over, year] * self._known[over, end, year]
        return None


def list_convertible(data_dir, needed: Collection[int], home: str) -> list[str]:
    """Return the usual currencies that all of some years can be converted to, the home one first.

    Parameters
    ----------
    data_dir : pathlib.Path
    needed : collection of int
        Years of amounts.
    home : str
    """
    rates = Rates(read_table(data_dir, "exchange_rates"))
    others = [code for code in CURRENCIES if code != home]
    return [home] + [c for c in others if all(rates.find(home, c, y) for y in needed)]


def _list_missing(amounts, rates, price_levels, *, currency, prices, base_year) -> list[str]:
    """Return what is missing to convert amounts, in words, each once."""
    found = {}
    for code, year in sorted(set(amounts)):
        at = base_year if prices == "constant" else year
        if rates.find(code, currency, at) is None:
            found[f"no rate between {code} and {currency} for {at}"] = None
        levels = price_levels.get(code, ())
        if prices == "constant" and not {year, base_year} <= set(levels):
            lacking = sorted({year, base_year} - set(levels))
            found.update({f"no price level of {code} for {each}": None for each in lacking})
    return list(found)


def convert_money(
    observations, rates, price_table, *, currency, prices, base_year: int
) -> pd.DataFrame:
    """Return the observations with their amounts in one currency, or at constant prices.

    Parameters
    ----------
    observations : DataFrame
        Needs ``unit``, ``period_end``, ``central``, ``low``, ``high``.
    rates, price_table : DataFrame
        Tables ``exchange_rates`` and ``prices``.
    currency : str
        A code of ISO 4217.
    prices : str
        ``current``: each year's rate. ``constant``: prices of the base year,
        and its rate for every year, so that rates add no growth of their own.
    base_year : int

    Returns
    -------
    converted : DataFrame
        Amounts in the currency; units renamed. An amount that an article prints beside the same
        one in other money is left as printed.

    Raises
    ------
    ValueError
        If the currency is unknown or a year has no rate or price level.

    Notes
    -----
    The year is that of ``period_end``; where an amount is that of some one year of a span, bounds
    take every year of the span. National consumer prices: not those of a place or of e-commerce.
    """
    if currency not in CURRENCIES:
        raise ValueError(
            f"unknown currency {currency!r}; allowed: {', '.join(CURRENCIES)} "
            "or another code of ISO 4217"
        )
    if prices not in PRICES:
        raise ValueError(f"unknown price basis {prices!r}; allowed: {', '.join(PRICES)}")
    converted = observations.copy()
    money = _is_money(converted) & ~is_restated(converted)
    rows = converted.loc[money, converted.columns.intersection(DATED)]
    codes = [unit[:3] for unit in rows["unit"]]
    rates = Rates(rates)
    # An amount of some one year of a span takes the lowest and the highest factor of the span.
    last = rows["period_end"].dt.year
    spread = (
        (rows["period_basis"] == "bracketed") & (rows["period_kind"] == "flow")
        if "period_basis" in rows
        else last.astype(bool) & False
    )
    first = rows["period_start"].dt.year.where(spread, last)
    spans = [range(a, b + 1) for a, b in zip(first, last, strict=True)]
    if prices == "constant":
        # Without any amount the base year is still held against the prices that there are.
        known = codes or list(price_table["currency"][:1])
        levels = {c: find_price_index(price_table, base_year, c) for c in dict.fromkeys(known)}
    else:
        levels = {}
    missing = _list_missing(
        ((code, year) for code, span in zip(codes, spans, strict=True) for year in span),
        rates, {code: level.index for code, level in levels.items()},
        currency=currency, prices=prices, base_year=base_year,
    )  # fmt: skip
    if missing:
        raise ValueError("; ".join(missing))

    def find_factor(code, year):
        at = base_year if prices == "constant" else year
        real = levels[code][year] if prices == "constant" else 1.0
        return rates.find(code, currency, at) / real

    factors = [
        [find_factor(code, year) for year in span] for code, span in zip(codes, spans, strict=True)
    ]
    for column, pick in (("central", lambda f: f[-1]), ("low", min), ("high", max)):
        converted.loc[money, column] = rows[column] * np.array([pick(f) for f in factors])
    converted.loc[money, "unit"] = [currency + unit[3:] for unit in rows["unit"]]
    return converted


def is_restated(observations: pd.DataFrame) -> np.ndarray:
    """Return which amounts an article prints beside the same one in other money.

    Parameters
    ----------
    observations : DataFrame
        Where it has ``observation_id, source_id, paragraph, entity_id, indicator_id, period_end``;
        of the prints of one thing those in another currency than the first in the paragraph,
        whatever the order of the rows.

    Returns
    -------
    restated : ndarray of bool, shape (n,)
    """
    keys = ["source_id", "paragraph", "entity_id", "indicator_id", "period_end", "status"]
    restated = np.zeros(len(observations), bool)
    if not {"observation_id", *keys} <= set(observations.columns):
        return restated
    money = np.flatnonzero(_is_money(observations))
    taken = [observations[name].to_numpy(object)[money] for name in ("observation_id", *keys)]
    # ids end in the place in the paragraph: -2 stands before -10
    order = sorted(range(money.size), key=lambda i: (len(taken[0][i]), taken[0][i]))
    units, first = observations["unit"].to_numpy(object)[money], {}
    facts = list(zip(*taken[1:], strict=True))
    for i in order:
        first.setdefault(facts[i], units[i])
    restated[money] = [units[i] != first[fact] for i, fact in enumerate(facts)]
    return restated


def _is_money(observations):
    """Return which rows are amounts that are converted, (n,)."""
    return np.array([is_converted(unit) for unit in observations["unit"]], dtype=bool)


def convert_table(
    observations: pd.DataFrame, data_dir, *, currency, prices, base_year
) -> pd.DataFrame:
    """Return a table with its amounts converted by the rates and prices of the data folder.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations` or `assemble_benchmarks`, as printed.
    data_dir : pathlib.Path
    currency, prices, base_year
        As in `convert_money`.

    Returns
    -------
    converted : DataFrame
        What assembling in this money returns.

    Raises
    ------
    ValueError
        As in `convert_money`.
    """
    rates, table = read_table(data_dir, "exchange_rates"), read_table(data_dir, "prices")
    if "benchmark_id" in observations:
        observations = observations[
            _can_convert(observations, rates, table, currency, prices, base_year)
        ].reset_index(drop=True)
    return convert_money(
        observations, rates, table, currency=currency, prices=prices, base_year=base_year
    )


def _can_convert(benchmarks, rates, table, currency, prices, base_year):
    """Return which numbers beside the press can be put into the money of a run."""
    levels = {code: set(rows["year"]) for code, rows in table.groupby("currency")}
    rates = Rates(rates)
    asked = zip(benchmarks["unit"], benchmarks["period_end"].dt.year, strict=True)
    basis = {"currency": currency, "prices": prices, "base_year": base_year}
    possible = [
        not is_converted(unit) or not _list_missing([(unit[:3], year)], rates, levels, **basis)
        for unit, year in asked
    ]
    return np.array(possible, dtype=bool)
