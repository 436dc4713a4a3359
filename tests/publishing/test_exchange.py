"""What we hand out is read by the tools of others: rocrate, cffconvert, jupytext, nbconvert."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from exchange_tools import ask, needs_tools

from helpers.page.elements import MIME_TYPE
from helpers.paths import project_root
from helpers.publishing.crate import CRATE
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
    copies = [shutil.copy(notebook.path, tmp_path) for notebook in before]
    ask("jupytext", "--to", "py:percent", *copies)
    for copy in copies:
        Path(copy).unlink()
    ask("jupytext", "--to", "ipynb", *sorted(tmp_path.glob("*.py")))
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


def shows_figure(cell):
    """Return whether an output of a cell is a figure of ours."""
    bundles = (output.get("data", {}) for output in cell.get("outputs", []))
    return any(data.get(MIME_TYPE, {}).get("kind") == "figure" for data in bundles)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_figure_is_a_picture_in_other_viewers_and_in_those_that_clean_html(usual_run, viewer):
    """All cells that show figures are one notebook here: the rest of the pages costs the most."""
    from nbconvert import HTMLExporter

    paths = sorted((usual_run / "notebooks").glob("*.ipynb"))
    notebooks = [nbformat.read(path, as_version=4) for path in paths]
    cells = [cell for notebook in notebooks for cell in notebook.cells if shows_figure(cell)]
    together = nbformat.v4.new_notebook(cells=cells, metadata=notebooks[0].metadata)
    figures = sum(
        output.get("data", {}).get(MIME_TYPE, {}).get("kind") == "figure"
        for cell in cells
        for output in cell.outputs
    )
    page, _ = HTMLExporter(**VIEWERS[viewer]).from_notebook_node(together)
    pictures = re.findall(r'<img[^>]* src="data:image/(?:svg\+xml|png);base64,[^"]{1000,}"', page)
    assert len(pictures) == figures > 3
