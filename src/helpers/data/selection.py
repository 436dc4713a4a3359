"""Check the places and years that a run asks for."""

from collections.abc import Sequence

from helpers.data.assemble import list_kept
from helpers.data.home import find_home
from helpers.data.money import Rates, list_convertible
from helpers.data.read import read_table
from helpers.words.currency import is_converted
from helpers.words.suggest import suggest

MOST_NAMED = 12  # places in a message


def check_selection(
    data_dir,
    *,
    places: Sequence[str],
    first_year: int,
    last_year: int,
    base_year: int,
    currency: str | None = None,
    prices: str = "current",
) -> list[str]:
    """Return why parameters choose nothing from a data folder, a line each.

    Parameters
    ----------
    data_dir : pathlib.Path
    places : sequence of str
    first_year, last_year, base_year : int
    currency, prices : str
        Money of the amounts; None takes that of the print.

    Returns
    -------
    faults : list of str
        Unknown places with the nearest known one, a base year without
        prices, or a choice that leaves no observation.
    """
    known = list(read_table(data_dir, "entities")["entity_id"])
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    allowed = f"{', '.join(known[:MOST_NAMED])}{more}, see the table entities"
    faults = [
        f"places = {place!r}: not known{suggest(place, known)}; allowed: {allowed}"
        for place in places
        if place not in known
    ]
    home = find_home(data_dir)
    table = read_table(data_dir, "prices")
    years = table.loc[table["currency"] == home, "year"]
    if base_year not in set(years) and (len(years) or prices == "constant"):
        allowed = f"{years.min()} to {years.max()}" if len(years) else "prices = current"
        faults.append(f"base_year = {base_year}: no price level of {home}; allowed: {allowed}")
    if first_year >= last_year:
        faults.append(
            f"first_year = {first_year}, last_year = {last_year}: no span of years; "
            "allowed: a first_year before last_year"
        )
    if not faults:
        parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
        observations = read_table(data_dir, "observations")
        year = observations["period_end"].to_numpy().astype("M8[Y]").astype(int) + 1970
        kept = observations["entity_id"].isin(list_kept(places, parents))
        kept = kept & (first_year <= year) & (year <= last_year)
        if not kept.any():
            where = f"places = {', '.join(places)}" if places else "places (all)"
            faults.append(
                f"{where}, first_year = {first_year}, last_year = {last_year}: no observation is"
                " left; widen places or years"
            )
        if currency and currency != home:
            faults += _find_money_faults(data_dir, observations[kept], currency, home)
    return faults


def _find_money_faults(data_dir, observations, currency, home):
    """Return why amounts cannot be told in a currency, in one line."""
    money = observations[observations["unit"].map(is_converted).astype(bool)]
    rates = Rates(read_table(data_dir, "exchange_rates"))
    years = sorted({y for y in money["period_end"].dt.year if not rates.find(home, currency, y)})
    if not years:
        return []
    possible = list_convertible(data_dir, set(money["period_end"].dt.year), home)
    return [
        f"currency = {currency}: no rate between {home} and {currency} for "
        f"{', '.join(map(str, years))}; allowed: {', '.join(possible)}, or add the rates to "
        "exchange_rates"
    ]
