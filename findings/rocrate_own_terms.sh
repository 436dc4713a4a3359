#!/bin/sh
# One would guess that a crate that is read and written again says what it said before.
# rocrate keeps the value of a term that the crate defines, and drops the line of @context that defines it: a reader of
# JSON-LD no longer sees the value; the language of a text is lost as well (ResearchObject/ro-crate-py#61, open since 2021).
# Here: the crate of a study defines terms of its own; anybody who opens it with rocrate to add a file would void them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check rocrate==0.16.0
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata
import json
from pathlib import Path

from rocrate.rocrate import ROCrate

print("rocrate", importlib.metadata.version("rocrate"))
base = "https://w3id.org/ro/crate/1.1"
Path("before").mkdir()
before = {
    "@context": [f"{base}/context", {"hedge": "https://example.org/terms#hedge"}],
    "@graph": [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": base}},
        {"@id": "./", "@type": "Dataset", "name": "prices", "datePublished": "2024",
         "hedge": "about", "description": {"@value": "prix", "@language": "fr"}},
    ],
}
Path("before/ro-crate-metadata.json").write_text(json.dumps(before))
ROCrate("before").write("after")
after = json.loads(Path("after/ro-crate-metadata.json").read_text())
root = next(entity for entity in after["@graph"] if entity["@id"] == "./")
print("context before:", before["@context"])
print("context after: ", after["@context"])
print("still there:", {key: root[key] for key in ("hedge", "description")})
assert after["@context"] == f"{base}/context" and root["hedge"] == "about", "this has changed"
assert root["description"] == "prix", "this has changed"
PYTHON
