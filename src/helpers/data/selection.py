"""Check the places and years that a run asks for."""

from helpers.data.assemble import list_kept
from helpers.data.read import read_table
from helpers.words.suggest import suggest


def check_selection(data_dir, *, places, first_year, last_year, base_year):
    """Return why parameters choose nothing from a data folder, a line each.

    Parameters
    ----------
    data_dir : pathlib.Path
    places : sequence of str
    first_year, last_year, base_year : int

    Returns
    -------
    faults : list of str
        Unknown places with the nearest known one, a base year without
        prices, or a choice that leaves no observation.
    """
    known = list(read_table(data_dir, "entities")["entity_id"])
    faults = [
        f"places = {place!r}: not known{suggest(place, known)}; allowed: an entity_id of the table"
        " entities"
        for place in places
        if place not in known
    ]
    years = read_table(data_dir, "prices")["year"]
    if base_year not in set(years):
        faults.append(
            f"base_year = {base_year}: no price level; allowed: {years.min()} to {years.max()}"
        )
    if first_year >= last_year:
        faults.append(
            f"first_year = {first_year}, last_year = {last_year}: no span of years; "
            "allowed: a first_year before last_year"
        )
    if not faults:
        parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
        observations = read_table(data_dir, "observations")
        kept = observations["entity_id"].isin(list_kept(places, parents)) & observations[
            "period_end"
        ].dt.year.between(first_year, last_year)
        if not kept.any():
            where = f"places = {', '.join(places)}" if places else "places (all)"
            faults.append(
                f"{where}, first_year = {first_year}, last_year = {last_year}: no observation is"
                " left; widen places or years"
            )
    return faults
