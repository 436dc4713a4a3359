"""The data package judged by frictionless, the standard's own reader."""

import pytest

from helpers.data.contract import check_package, read_contract
from helpers.paths import project_root
from helpers.publishing.downloads import list_package, write_archive

DATA = project_root() / "data"


def judge(path):
    """Return the report of frictionless on a descriptor or a zip."""
    import frictionless

    return frictionless.Package(str(path)).validate().to_dict()


def test_the_contract_and_its_tables_are_valid():
    report = judge(DATA / "datapackage.json")
    assert report["valid"], report["errors"]
    assert len(report["tasks"]) == len(read_contract(DATA)["resources"])
    assert all(task["valid"] for task in report["tasks"])


def test_the_published_archive_is_valid_too(tmp_path):
    write_archive(tmp_path / "data-package.zip", list_package(DATA))
    report = judge(tmp_path / "data-package.zip")
    assert report["valid"] and report["stats"]["tasks"] == len(read_contract(DATA)["resources"])


@pytest.mark.parametrize("change", [("2014", "20x4"), ("more_than", "rather_more")])
def test_where_frictionless_finds_a_fault_our_check_does(tmp_path, change):
    for name, path in list_package(DATA).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(path.read_bytes())
    table = tmp_path / "press" / "observations.csv"
    before = table.read_text(encoding="utf-8")
    lines = before.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if f",{change[0]}" in line)
    lines[at] = lines[at].replace(f",{change[0]}", f",{change[1]}")
    table.write_text("".join(lines), encoding="utf-8")
    found = [e for t in judge(tmp_path / "datapackage.json")["tasks"] for e in t["errors"]]
    ours = check_package(tmp_path)
    assert found and ours and {e["rowNumber"] for e in found} == {f.row for f in ours}
