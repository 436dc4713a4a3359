"""What we hand out is read by the tools of others: rocrate, cffconvert, jupytext, nbconvert."""

import json
import re
import shutil
import zipfile

import nbformat
import pytest
from builders import write_record
from exchange_tools import ask, needs_tools

from helpers.page.elements import MIME_TYPE
from helpers.paths import project_root
from helpers.publishing.crate import CRATE, build_crate
from helpers.publishing.site import write_site
from helpers.running.notebooks import read_notebooks
from helpers.running.record import read_record

READ_CRATE = """
import json, sys
from rocrate.rocrate import ROCrate

crate = ROCrate(sys.argv[1])
(run,) = crate.get_by_type("CreateAction")
print(json.dumps({
    "name": crate.name,
    "licence": crate.license["identifier"],
    "date": crate.root_dataset.properties()["datePublished"],
    "articles": sorted(each["name"] for each in crate.get_by_type("NewsArticle")),
    "publishers": sorted({each["publisher"]["name"] for each in crate.get_by_type("NewsArticle")}),
    "files": sorted(each.id for each in crate.data_entities if "File" in each.type),
    "software": [run["instrument"]["name"], run["instrument"]["license"]["identifier"]],
    "python": [
        e["version"] for e in run["instrument"]["softwareRequirements"] if e["name"] == "python"
    ],
    "parameters": {e["name"]: e["value"] for e in run["object"] if e.type == "PropertyValue"},
    "result": run["result"].id,
    "from": run["object"][0].id,
    "times": [run["startTime"], run["endTime"]],
}))
"""


@needs_tools
def test_rocrate_reads_sources_run_software_and_licence_of_a_site(usual_run, tmp_path):
    shutil.copytree(usual_run, tmp_path / "outputs" / "baseline")
    site = tmp_path / "site"
    assert write_site(tmp_path / "outputs", site) == (["baseline"], [])
    read = json.loads(ask("python", "-c", READ_CRATE, site))
    record = read_record(usual_run)
    assert read["name"].startswith("Press-reported growth of rural e-commerce")
    assert read["licence"] == "CC-BY-4.0" and read["date"] == record.started[:10]
    assert len(read["articles"]) == 5 and "China.org.cn (French edition)" in read["publishers"]
    assert read["software"] == ["rural-ecommerce", "MIT"]
    assert read["python"] == [record.versions["python"]]
    assert read["parameters"].keys() == record.parameters.keys()
    assert read["parameters"]["reading"] == "conventional"
    assert (read["result"], read["from"]) == ("baseline/", "baseline/downloads/data-package.zip")
    assert read["times"][0] == record.started < read["times"][1]
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    around = {CRATE, ".nojekyll", ".rural-site.json", "404.html"}
    assert set(read["files"]) == there - around


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


@needs_tools
def test_cffconvert_makes_a_deposit_with_one_licence(tmp_path):
    path = project_root() / "CITATION.cff"
    deposit = json.loads(ask("cffconvert", "-i", path, "-f", "zenodo"))
    assert deposit["license"] == {"id": "CC-BY-4.0"}
    assert deposit["creators"] and deposit["publication_date"] and deposit["version"]
    assert "valid" in ask("cffconvert", "-i", path, "--validate")


@needs_tools
def test_a_round_trip_through_jupytext_changes_no_code_and_no_tag(tmp_path):
    before, _ = read_notebooks(project_root() / "notebooks")
    for notebook in before:
        script = tmp_path / f"{notebook.stem}.py"
        ask("jupytext", "--to", "py:percent", notebook.path, "--output", script)
        ask("jupytext", "--to", "ipynb", script, "--output", tmp_path / f"{notebook.stem}.ipynb")
    after, _ = read_notebooks(tmp_path)
    for one, other in zip(before, after, strict=True):
        assert other.code == one.code and other.question == one.question


# nbviewer makes its pages by nbconvert's template "basic" and takes nothing out. Viewers of git
# hosts take scripts and what they do not know out of HTML, as `sanitize_html` does: no `img` is
# left of it, and only an output that is a picture is seen.
VIEWERS = {
    "nbviewer": {"template_name": "basic"},
    "nbconvert": {"template_name": "lab"},
    "a viewer that cleans HTML": {"template_name": "lab", "sanitize_html": True},
    "an older one that cleans HTML": {"template_name": "classic", "sanitize_html": True},
}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_figure_is_a_picture_in_other_viewers_and_in_those_that_clean_html(usual_run, viewer):
    from nbconvert import HTMLExporter

    exporter, seen = HTMLExporter(**VIEWERS[viewer]), 0
    for path in sorted((usual_run / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        bundles = [
            out.get("data", {}) for cell in notebook.cells for out in cell.get("outputs", [])
        ]
        figures = [data for data in bundles if data.get(MIME_TYPE, {}).get("kind") == "figure"]
        page, _ = exporter.from_notebook_node(notebook)
        pictures = re.findall(
            r'<img[^>]* src="data:image/(?:svg\+xml|png);base64,[^"]{1000,}"', page
        )
        assert len(pictures) == len(figures), path.stem
        seen += len(figures)
    assert seen > 3
