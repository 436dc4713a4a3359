"""Small data packages, and the faults that their check finds."""

import json

from helpers.data.contract import check_package


def write_package(folder, tables):
    """Write a data package; `tables` maps a name to (schema, text of the file)."""
    resources = []
    for name, (schema, text) in tables.items():
        resources.append({"name": name, "type": "table", "path": f"{name}.csv", "schema": schema})
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
    package = {"name": "made-up", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def check(folder, schema, text):
    """Return the faults of a package of one table as text."""
    return [str(f) for f in check_package(write_package(folder, {"shops": (schema, text)}))]


def field(name="a", kind="string", **more):
    """Return the descriptor of a column."""
    return {"name": name, "type": kind, **more}
