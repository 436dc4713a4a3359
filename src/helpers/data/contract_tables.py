"""Make tables of the resources of a Data Package, and refuse what this check does not know."""

from dataclasses import dataclass, field

from helpers.data.contract_columns import TYPES, make_column, refuse_unknown
from helpers.data.contract_metadata import check_metadata
from helpers.words.currency import CURRENCIES
from helpers.words.suggest import suggest

MATCHES = ("exact", "equal", "subset", "superset", "partial")
_PACKAGE = (
    "$schema", "name", "id", "title", "description", "version", "created", "homepage", "licenses",
    "sources", "contributors", "keywords", "image", "resources", "profile",
)  # fmt: skip
_RESOURCE = (
    "$schema", "name", "type", "path", "title", "description", "format", "mediatype", "encoding",
    "bytes", "hash", "sources", "licenses", "schema", "dialect", "data", "profile", "scheme",
    "compression", "homepage",
)  # fmt: skip
_SCHEMA = (
    "$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues",
    "primaryKey", "uniqueKeys", "foreignKeys", "order",
)  # fmt: skip
_KEY = ("fields", "reference", "title", "description", "name")
_REFERENCE = ("resource", "fields")
# What a table may say of its file; anything else would be read wrongly.
_FILE = {
    "format": ("csv",),
    "encoding": ("utf-8", "utf8", "utf_8"),
    "type": ("table",),
    "scheme": ("file",),
    "mediatype": ("text/csv",),
}


@dataclass(frozen=True)
class Reference:
    """Columns whose values are those of columns of another table, or of the same."""

    columns: tuple
    table: str
    others: tuple


@dataclass(frozen=True)
class Table:
    """What a contract asks of one table."""

    name: str
    path: str
    columns: dict  # dict of str to Column
    matching: str = "exact"  # one of `MATCHES`: how the header agrees with the columns
    key: tuple[str, ...] = ()  # columns of the primary key; empty where there is none
    unique_keys: list[tuple[str, ...]] = field(default_factory=list)
    references: list = field(default_factory=list)  # list of Reference
    # Columns, the second of which is never before the first.
    orders: list[tuple[str, str]] = field(default_factory=list)

    def find_header_fault(self, header):
        """Return what is wrong with a header line, or None."""
        missing = [c for c in self.columns if c not in header]
        extra = [c for c in header if c not in self.columns]
        twice = sorted({c for c in header if header.count(c) > 1})
        may_lack = self.matching in ("superset", "partial") and len(missing) < len(self.columns)
        may_add = self.matching in ("subset", "partial")
        parts = [f"twice: {', '.join(twice)}"] if twice else []
        if missing and not may_lack:
            parts.append(f"missing: {', '.join(missing)}")
        if extra and not may_add:
            words = (f"{c!r}" if not c else c + suggest(c, self.columns) for c in extra)
            parts.append(f"not known: {', '.join(words)}")
        if not parts and self.matching == "exact" and header != list(self.columns):
            parts.append("the columns stand in another order or twice")
        if not parts:
            return None
        allowed = ",".join(self.columns)
        return f"the header is not as agreed; {'; '.join(parts)}; allowed: {allowed}"


def make_tables(package: dict):
    """Return the tables of a package by name.

    Parameters
    ----------
    package : dict
        A Data Package descriptor.

    Raises
    ------
    ValueError
        If it asks for what is not known, or a name is misspelt.
    KeyError, TypeError, AttributeError
        If it is no descriptor at all.
    """
    refuse_unknown(package, _PACKAGE, "property of the package")
    check_metadata(package)
    money = package.get("currency", "CNY")
    if not isinstance(money, str) or money not in CURRENCIES:
        raise ValueError(f"currency {money!r} is no code of ISO 4217, such as CNY")
    if not isinstance(package["resources"], list) or not package["resources"]:
        raise ValueError("resources are no list, or an empty one")
    tables, paths = {}, {}
    for resource in package["resources"]:
        table = make_table(resource)
        if table.name in tables:
            raise ValueError(f"the resource {table.name!r} stands twice; allowed: each name once")
        if table.path in paths:
            raise ValueError(
                f"{table.name!r} and {paths[table.path]!r} have one path {table.path!r}"
            )
        tables[table.name], paths[table.path] = table, table.name
    for table in tables.values():
        for reference in table.references:
            _check_reference(table, reference, tables)
    return tables


def make_table(resource):
    """Return the table of one resource; its references are not looked up."""
    name = resource["name"]
    if not isinstance(name, str) or not name:
        raise TypeError
    refuse_unknown(resource, _RESOURCE, f"property of {name!r}")
    check_metadata(resource, f" of {name!r}")
    if not isinstance(resource["path"], str) or not resource["path"] or "://" in resource["path"]:
        raise ValueError(
            f"the path {resource['path']!r} of {name!r} is not read; allowed: one file"
        )
    for what, allowed in _FILE.items():
        value = resource.get(what, allowed[0])
        if str(value).lower() not in allowed:
            raise ValueError(f"{what} {value!r} of {name!r} is not read; allowed: {allowed[0]}")
    for what in ("dialect", "data", "compression"):
        if resource.get(what, {}) != {}:
            raise ValueError(f"{what} of {name!r} is not read; allowed: a plain CSV file")
    for what in ("bytes", "hash"):
        if what in resource:
            raise ValueError(
                f"{what} of {name!r} is not read; it would change with each correction; allowed:"
                " without it"
            )
    schema = resource["schema"]
    if isinstance(schema, str):
        raise ValueError(f"the schema {schema!r} of {name!r} is not read; allowed: it stands here")
    refuse_unknown(schema, _SCHEMA, f"property of the schema of {name!r}")
    columns = _make_columns(schema, name)
    return Table(
        name,
        resource["path"],
        columns,
        _read_matching(schema, name),
        _read_names(schema.get("primaryKey", []), columns, f"primaryKey of {name!r}"),
        _read_unique_keys(schema, columns, name),
        [_read_reference(key, columns, name) for key in _read_list(schema, "foreignKeys", name)],
        [_read_order(pair, columns, name) for pair in _read_list(schema, "order", name)],
    )


def _make_columns(schema, name):
    """Return the columns of a schema by name; those of the primary key have no empty cell."""
    fields = schema["fields"]
    if not isinstance(fields, list) or not fields:
        raise ValueError(f"fields of {name!r} are no list, or an empty one")
    columns = {}
    for number, entry in enumerate(fields, start=1):
        called = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(called, str) or not called:
            raise ValueError(f"field {number} of {name!r} has no name; allowed: a text")
        where = f"column {called!r} of {name!r}"
        if not isinstance(entry.get("type"), str):
            has = f"the type {entry['type']!r}" if "type" in entry else "no type"
            raise ValueError(f"{where} has {has}; allowed: {', '.join(TYPES)}")
        if called in columns:
            raise ValueError(f"{where} stands twice; allowed: each name once")
        columns[called] = make_column(entry, schema.get("missingValues", [""]), where)
    for called in _read_names(schema.get("primaryKey", []), columns, f"primaryKey of {name!r}"):
        columns[called].required = True
    return columns


def _read_list(schema, what, name):
    if not isinstance(schema.get(what, []), list):
        raise ValueError(f"{what} {schema[what]!r} of {name!r} are no list")
    return schema.get(what, [])


def _read_matching(schema, name):
    matching = schema.get("fieldsMatch", "exact")
    if isinstance(matching, list) and len(matching) == 1:
        matching = matching[0]
    if matching not in MATCHES:
        allowed = ", ".join(MATCHES)
        raise ValueError(f"fieldsMatch {matching!r} of {name!r} is not known; allowed: {allowed}")
    return matching


def _read_names(names, columns, what):
    """Return the names of columns; a single one may stand as text."""
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{what} is {names!r}; allowed: a column, or a list of columns")
    for column in names:
        if column not in columns:
            near = suggest(column, columns)
            raise ValueError(f"{what} names {column!r}, which is no column of it{near}")
        if names.count(column) > 1:
            raise ValueError(f"{what} names {column!r} twice; allowed: each column once")
    return tuple(names)


def _read_unique_keys(schema, columns, name):
    what = f"uniqueKeys of {name!r}"
    keys = [_read_names(key, columns, what) for key in _read_list(schema, "uniqueKeys", name)]
    if () in keys:
        raise ValueError(f"a key of the {what} names no column; allowed: one or more")
    return keys


def _read_reference(key, columns, name):
    what = f"foreignKeys of {name!r}"
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict) or "fields" not in key or "fields" not in reference:
        raise ValueError(f"{what} hold {key!r}; allowed: fields, and reference with fields")
    for entry, known in ((key, _KEY), (reference, _REFERENCE)):
        for part in entry:
            if part not in known:
                near = suggest(part, known)
                raise ValueError(f"{what} hold {part!r}{near}; allowed: {', '.join(known)}")
    names = _read_names(key["fields"], columns, what)
    others = reference["fields"]
    others = [others] if isinstance(others, str) else others
    if not isinstance(others, list) or len(names) != len(others) or not names:
        raise ValueError(f"{what} set {key['fields']!r} against {others!r}; allowed: as many")
    other = reference.get("resource", "")
    if not isinstance(other, str):
        raise ValueError(f"{what} refer to {other!r}; allowed: the name of a resource")
    return Reference(names, other or name, tuple(others))


def _check_reference(table, reference, tables):
    what = f"foreignKeys of {table.name!r}"
    if reference.table not in tables:
        near = suggest(reference.table, tables)
        known = ", ".join(tables)
        raise ValueError(
            f"{what} refer to {reference.table!r}, no resource{near}; allowed: {known}"
        )
    other = tables[reference.table]
    _read_names(list(reference.others), other.columns, f"{what}, in {other.name!r},")


def _read_order(pair, columns, name):
    what = f"order of {name!r}"
    first_last = _read_names(pair, columns, what)
    if len(first_last) != 2:
        raise ValueError(f"{what} holds {pair!r}; allowed: pairs of two columns")
    kinds = {columns[column].type for column in first_last}
    if len(kinds) > 1:
        raise ValueError(f"{what} compares a {' with a '.join(sorted(kinds))}")
    return first_last
