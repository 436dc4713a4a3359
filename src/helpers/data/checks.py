"""Check a data folder: contract, corrections, places, units and readings."""

from helpers.data.about import check_about
from helpers.data.claim_relations import UNKNOWN, find_claim_faults
from helpers.data.contract import Fault, check_package, check_rows, read_contract
from helpers.data.needs import check_needs
from helpers.data.places import list_ancestors
from helpers.data.raw import read_rows
from helpers.printed import read_printed
from helpers.readings import find_bounds
from helpers.words.printed_units import UnitFault
from helpers.words.suggest import suggest
from helpers.words.units import CURRENCIES, SIGNED_UNITS, UNITS, is_whole


def check_data(data_dir) -> list[Fault]:
    """Return everything that is wrong with a data folder, its contract and its readings.

    Besides the contract, every id of an observation must name its article and paragraph, every
    value and wording follow from the number as printed, every unit be the one of its indicator, and
    every correction must still find what it expects and leave a row as the contract asks for.
    """
    faults = check_package(data_dir)
    if faults:
        return faults
    package = read_contract(data_dir)
    faults = check_needs(data_dir, package) or check_about(data_dir)
    if faults:
        return faults
    languages = {
        row["source_id"]: row["language"] for _, row in read_rows(data_dir, package, "sources")[1]
    }
    units = {
        row["indicator_id"]: row["unit"] for _, row in read_rows(data_dir, package, "indicators")[1]
    }
    path, rows = read_rows(data_dir, package, "observations")
    for line, row in rows:
        faults += _find_place_faults(path, line, row)
        other = _find_unit_faults(path, line, row, units)
        read = _find_reading_faults(path, line, row, languages[row["source_id"]])
        faults += [f for f in read if not (other and f.column == "unit")] + other
    bench_path, benchmarks = read_rows(data_dir, package, "benchmark_observations")
    for line, row in benchmarks:
        faults += _find_reading_faults(bench_path, line, row, row["language"])
    for line, row in rows:
        if row["unit"] in UNITS and is_whole(row["unit"]) and not float(row["value"]).is_integer():
            faults.append(
                Fault(path, line, "value", f"{row['value']} is not a whole number of {row['unit']}")
            )
    faults += _find_entity_faults(*read_rows(data_dir, package, "entities"))
    observations = {row["observation_id"] for _, row in rows}
    events = {row["event_id"] for _, row in read_rows(data_dir, package, "events")[1]}
    faults += _find_claim_faults(*read_rows(data_dir, package, "claims"), observations, events)
    return faults + _find_correction_faults(data_dir, package, languages, units)


def _find_circle(entity_id, parents):
    """Return the entities that lie in each other, above an entity or with it; none usually."""
    chain = {}
    while entity_id in parents and entity_id not in chain:
        chain[entity_id] = len(chain)
        entity_id = parents[entity_id]
    return [name for name, place in chain.items() if place >= chain.get(entity_id, len(chain))]


def _find_entity_faults(path, entities):
    """Return faults of what lies in what: circles, each told once, and a second nation."""
    faults, parents = [], {row["entity_id"]: row["parent_id"] for _, row in entities}
    told = set()
    for line, row in entities:
        circle = _find_circle(row["entity_id"], parents)
        if circle and row["entity_id"] not in circle:
            continue  # it only lies in what does
        if told.isdisjoint(circle):
            try:
                list_ancestors(row["entity_id"], parents)
            except ValueError as error:
                faults.append(Fault(path, line, "parent_id", str(error)))
        told.update(circle)
    nations = [(n, r) for n, r in entities if r["type"] == "country" and not r["parent_id"]]
    for line, row in nations[1:]:
        words = (
            f"{row['entity_id']!r} is a second country without a parent, beside "
            f"{nations[0][1]['entity_id']!r}; allowed: one, and the others a parent or another type"
        )
        faults.append(Fault(path, line, "parent_id", words))
    return faults


def _find_claim_faults(path, claims, observations, events):
    """Return faults of claims on what no table knows, or that lack what their relation needs."""
    faults, known = [], observations | events | {UNKNOWN}
    for line, row in claims:
        for term in filter(None, row["term_ids"].split(";")):
            if term not in known:
                words = (
                    f"{term!r} is not known{suggest(term, known)}; allowed: ids of observations or "
                    "events, or 'unknown'"
                )
                faults.append(Fault(path, line, "term_ids", words))
        lacking = find_claim_faults(row, observations, events)
        faults += [Fault(path, line, column, words) for column, words in lacking]
    return faults


def _find_correction_faults(data_dir, package, languages, units):
    """Return faults of corrections that find nothing, or break the contract."""
    path, corrections = read_rows(data_dir, package, "corrections")
    if not corrections:
        return []
    from helpers.data.corrections import apply_corrections  # with pandas, which a check can spare
    from helpers.data.read import read_table

    rows = {
        row["observation_id"]: row for _, row in read_rows(data_dir, package, "observations")[1]
    }
    changed = {}
    for line, row in corrections:
        if row["action"] == "set" and row["column"] in rows[row["observation_id"]]:
            rows[row["observation_id"]][row["column"]] = row["value"]
            changed[row["observation_id"]] = line
    faults = check_rows(
        data_dir, "observations", [(line, rows[name]) for name, line in changed.items()], path
    )
    if faults:
        return faults
    try:
        apply_corrections(read_table(data_dir, "observations"), read_table(data_dir, "corrections"))
    except ValueError as error:
        return [Fault(path, None, None, str(error))]
    for name, line in changed.items():
        other = _find_unit_faults(path, line, rows[name], units)
        faults += other
        unit = None if other else rows[name]["unit"]
        try:
            read_printed(rows[name]["as_printed"], languages[rows[name]["source_id"]], unit)
        except ValueError as error:
            faults.append(Fault(path, line, "as_printed", str(error)))
    return faults


def _find_place_faults(path, line, row):
    """Return a fault if an observation's id names another article or paragraph than its row."""
    begin = f"{row['source_id']}-p{int(row['paragraph']):02d}-"
    if row["observation_id"].startswith(begin):
        return []
    words = (
        f"{row['observation_id']!r} is not of article and paragraph of its row; allowed:"
        f" {begin}1, {begin}2 and so on"
    )
    return [Fault(path, line, "observation_id", words)]


def _find_unit_faults(path, line, row, units):
    """Return a fault if the unit of an observation is not that of its indicator."""
    allowed = units[row["indicator_id"]]
    if row["unit"] == allowed or (row["unit"] in CURRENCIES and allowed in CURRENCIES):
        return []
    words = f"{row['unit']!r} is not the unit of {row['indicator_id']!r}; allowed: {allowed!r}"
    return [Fault(path, line, "unit", words)]


def _find_reading_faults(path, line, row, language):
    """Return faults where value, wording, unit or sign do not follow from the printed words."""
    below = [c for c in ("value", "value_high") if row[c] and float(row[c]) < 0]
    if below and row["unit"] not in SIGNED_UNITS:
        return [Fault(path, line, below[0], f"{row[below[0]]} is not allowed; allowed: 0 or more")]
    try:
        printed = read_printed(row["as_printed"], language, row["unit"])
    except UnitFault as error:
        return [Fault(path, line, "unit", f"{error}; allowed: the unit that the print names")]
    except ValueError as error:
        return [Fault(path, line, "as_printed", str(error))]
    try:
        find_bounds(printed, row["unit"], "conventional")
    except ValueError as error:
        return [Fault(path, line, "value", str(error))]
    read = {
        "value": _show(printed.value),
        "value_high": _show(printed.value_high),
        "wording": printed.wording,
    }
    coded = {
        "value": _show(row["value"]),
        "value_high": _show(row["value_high"] or None),
        "wording": row["wording"],
    }
    return [
        Fault(
            path,
            line,
            column,
            f"{row[column] or 'empty'} does not follow from {row['as_printed']!r}, "
            f"which reads {read[column]}",
        )
        for column in read
        if coded[column] != read[column]
    ]


def _show(number):
    """Return a number as short as it is exact, so that what a message says may be coded."""
    if number is None:
        return "no upper end"
    short = f"{float(number):.15g}"
    return short if float(short) == float(number) else repr(float(number))
