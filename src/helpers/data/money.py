"""Convert amounts between currencies, and to the prices of one year."""

import numpy as np
import pandas as pd

from helpers.data.read import read_table
from helpers.words.units import CURRENCIES, MONEY_UNITS, PRICES


def find_price_index(prices, base_year):
    """Return the consumer price level of each year, 1 in the base year.

    Parameters
    ----------
    prices : DataFrame
        Needs ``year`` and ``cpi_change_pct``.
    base_year : int

    Returns
    -------
    index : Series
        Price level by year.

    Raises
    ------
    ValueError
        If the base year is not covered.
    """
    level = (1 + prices.set_index("year")["cpi_change_pct"].sort_index() / 100).cumprod()
    if base_year not in level.index:
        raise ValueError(
            f"base_year {base_year} is not covered; allowed: {level.index.min()} to"
            f" {level.index.max()}"
        )
    return level / level[base_year]


def convert_money(observations, rates, price_index, *, currency, prices, base_year):
    """Return the observations with yuan amounts in another currency or at constant prices.

    Parameters
    ----------
    observations : DataFrame
        Needs ``unit``, ``period_end``, ``central``, ``low``, ``high``.
    rates : DataFrame
        Yuan per unit of currency: ``year``, ``currency``, ``cny_per_unit``.
    price_index : Series
        From `find_price_index`.
    currency : str
        CNY, EUR or USD.
    prices : str
        ``current``: each year's rate. ``constant``: prices of the base year,
        and its rate for every year, so that rates add no growth of their own.
    base_year : int

    Returns
    -------
    converted : DataFrame
        Amounts in the currency; units renamed. An amount that the press
        itself prints in euros is left as printed.

    Raises
    ------
    ValueError
        If the currency is unknown or a year has no rate or price level.

    Notes
    -----
    The year is that of ``period_end``; where an amount is that of some one
    year of a span, bounds take every year of the span. National consumer prices: not those
    of a place or of e-commerce.
    """
    if currency not in CURRENCIES:
        raise ValueError(f"unknown currency {currency!r}; allowed: {', '.join(CURRENCIES)}")
    if prices not in PRICES:
        raise ValueError(f"unknown price basis {prices!r}; allowed: {', '.join(PRICES)}")
    converted = observations.copy()
    money = converted["unit"].isin(MONEY_UNITS)
    rate = rates[rates["currency"] == currency].set_index("year")["cny_per_unit"]

    def find_factor(year):
        factor = pd.Series(1.0, index=year.index)
        if prices == "constant":
            factor = factor / _look_up(price_index, year, "price level")
        if currency != "CNY":
            factor = factor / _look_up(
                rate, year * 0 + base_year if prices == "constant" else year, f"{currency} rate"
            )
        return factor

    # An amount of some one year of a span takes the lowest and the highest factor of the span.
    last = converted.loc[money, "period_end"].dt.year
    spread = (
        (converted.loc[money, "period_basis"] == "bracketed")
        & (converted.loc[money, "period_kind"] == "flow")
        if "period_basis" in converted
        else last.astype(bool) & False
    )
    first = converted.loc[money, "period_start"].dt.year.where(spread, last)
    factors = [
        find_factor(pd.Series(np.minimum(first + step, last), index=last.index))
        for step in range(int((last - first).max() + 1) if len(last) else 1)
    ]
    factors = pd.concat(factors, axis=1)
    for column, factor in (
        ("central", find_factor(last)),
        ("low", factors.min(axis=1)),
        ("high", factors.max(axis=1)),
    ):
        converted.loc[money, column] = converted.loc[money, column] * factor
    converted.loc[money, "unit"] = converted.loc[money, "unit"].str.replace("CNY", currency)
    return converted


def _look_up(series, years, what):
    missing = sorted(set(years) - set(series.index))
    if missing:
        raise ValueError(
            f"no {what} for {', '.join(map(str, missing))}; covered: {series.index.min()} to"
            f" {series.index.max()}"
        )
    return years.map(series)


def convert_table(observations, data_dir, *, currency, prices, base_year):
    """Return a table with its yuan amounts converted by the rates and prices of the data folder.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations` or `assemble_benchmarks`, in yuan at current prices.
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
    if "benchmark_id" in observations and (prices == "constant" or currency != "CNY"):
        known = set(read_table(data_dir, "prices")["year"])
        observations = observations[
            ~observations["unit"].isin(MONEY_UNITS) | observations["period_end"].dt.year.isin(known)
        ].reset_index(drop=True)
    return convert_money(
        observations,
        read_table(data_dir, "exchange_rates"),
        find_price_index(read_table(data_dir, "prices"), base_year),
        currency=currency,
        prices=prices,
        base_year=base_year,
    )
