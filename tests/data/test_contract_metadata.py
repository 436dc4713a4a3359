"""What a package says of itself has the standard's forms."""

import json

import pytest
from edited import only
from packages import field, write_package

from helpers.data.contract import check_package


@pytest.mark.parametrize(
    "about",
    [
        {"created": "2024-01-01"},
        {"created": "yesterday"},
        {"created": "2024-02-30T00:00:00Z"},
        {"licenses": "MIT"},
        {"licenses": [{}]},
        {"contributors": "Ann"},
        {"contributors": ["Ann"]},
        {"sources": {"title": "x"}},
        {"keywords": "rural"},
        {"keywords": [1]},
        {"version": 1},
        {"name": None},
        {"title": 5},
        {"homepage": False},
    ],
    ids=str,
)
def test_what_a_package_says_of_itself_has_the_forms_that_frictionless_asks_for(tmp_path, about):
    frictionless = pytest.importorskip("frictionless")
    write_package(tmp_path, {"shops": ({"fields": [field()]}, "a\nx\n")})
    path = tmp_path / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    good = {"created": "2024-01-01T00:00:00Z", "keywords": ["rural"], "version": "1"}
    good |= {"licenses": [{"name": "MIT"}], "sources": [{"title": "x"}]}
    path.write_text(json.dumps(package | good), encoding="utf-8")
    assert check_package(tmp_path) == [] and frictionless.Package(str(path)).validate().valid
    path.write_text(json.dumps(package | good | about), encoding="utf-8")
    words = str(only(check_package(tmp_path)))
    assert all(f"{name} {value!r}" in words for name, value in about.items()) and "allowed" in words
    with pytest.raises(frictionless.FrictionlessException):
        frictionless.Package(str(path))
