"""What a site says of itself leads to what is there."""

import json
import zipfile

import pytest
from builders import write_record

from helpers.publishing.crate import build_crate
from helpers.running.record import read_record


def make_package(run, *articles):
    """Write a run of nothing but a data package with these articles."""
    path = run / "downloads" / "data-package.zip"
    path.parent.mkdir(parents=True)
    head = "source_id,title,publisher,language,published_to\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("press/sources.csv", head + "".join(f"{a}\n" for a in articles))
    write_record(run, {"started": "2026-03-01T00:00:00Z"})
    return read_record(run)


def test_two_sources_of_one_id_are_two_and_every_reference_leads_somewhere(tmp_path):
    records = [
        make_package(tmp_path / "one", "a,First,新华社,zh,2024-01-02", "b,Second,人民日报,zh,2024"),
        make_package(tmp_path / "two", "a,First,新华社,zh,2024-01-02", "b,Other,人民日报,zh,2024"),
    ]
    crate = build_crate(tmp_path, records)
    articles = [e for e in crate["@graph"] if e["@type"] == "NewsArticle"]
    assert [e["name"] for e in articles] == ["First", "Second", "Other"]
    ids = [entity["@id"] for entity in crate["@graph"]]
    assert len(set(ids)) == len(ids)
    outside = {"https://w3id.org/ro/crate/1.1"}
    assert set(list_references(crate["@graph"])) - set(ids) == outside
    publishers = {e["name"] for e in crate["@graph"] if e["@id"].startswith("#publisher-")}
    assert publishers == {"新华社", "人民日报"}


@pytest.mark.parametrize(
    ("licences", "named"),
    [
        ([{"name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/"}], "ODbL-1.0"),
        ([{"path": "https://example.org/terms"}], "https://example.org/terms"),
        ([{"name": "CC0-1.0"}, {"name": "MIT"}], None),
        ([], None),
        (None, "CC-BY-4.0"),
    ],
)
def test_a_run_on_data_of_other_terms_has_the_licence_of_its_data(tmp_path, licences, named):
    record = make_package(tmp_path / "one", "a,First,新华社,zh,2024-01-02")
    if licences is not None:
        with zipfile.ZipFile(tmp_path / "one" / "downloads" / "data-package.zip", "a") as archive:
            archive.writestr("datapackage.json", json.dumps({"licenses": licences}))
    graph = {entity["@id"]: entity for entity in build_crate(tmp_path, [record])["@graph"]}
    for name in ("one/", "one/downloads/data-package.zip"):
        licence = graph[name].get("license")
        assert (licence and graph[licence["@id"]]["name"]) == named
    assert graph[graph["./"]["license"]["@id"]]["name"] == "CC-BY-4.0"


def list_references(value):
    if isinstance(value, dict) and set(value) == {"@id"}:
        yield value["@id"]
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from list_references(each)
