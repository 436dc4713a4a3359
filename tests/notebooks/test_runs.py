"""The notebooks as they run: whole reports with several sets of parameters, and what each leaves
behind."""

import csv
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from arro3.io import read_parquet
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers.page.elements import BESIDE, MIME_TYPE
from helpers.parameters import declaration_of
from helpers.paths import project_root
from helpers.publishing.checks import check_page
from helpers.publishing.publisher import PUBLISHER
from helpers.publishing.site import write_site
from helpers.running.inputs import Project
from helpers.running.record import read_record
from helpers.running.report import run_report
from helpers.running.sweep import run_sweep
from helpers.words.units import UNITS

SETS = {
    "baseline": {},
    "set-mine": {"reading": "literal", "currency": "EUR"},
    "set-tibet": {
        "reading": "rounded",
        "currency": "USD",
        "prices": "constant",
        "places": ["tibet"],
    },
    "set-early": {"last_year": 2020, "currency": "EUR", "reading": "rounded"},
    "set-yongsheng": {
        "places": ["yongsheng_county"],
        "reading": "point",
        "first_year": 2019,
        "level": 0.8,
        "horizon": 8,
    },
}


@pytest.fixture(scope="session")
def outputs(tmp_path_factory):
    return tmp_path_factory.mktemp("runs") / "outputs"


@pytest.fixture(scope="session")
def mine(tmp_path_factory, data_dir, add_article):
    """The data with an article of one's own."""
    return add_article(shutil.copytree(data_dir, tmp_path_factory.mktemp("mine") / "data"))


@pytest.fixture(scope="session")
def runs(outputs, usual_run, example_runs, mine):
    """Every parameter set, run once with the committed notebooks, data and helpers; all but the
    first as one sweep. Runs on the examples beside them."""
    for run in (usual_run, *example_runs.values()):
        shutil.copytree(run, outputs / run.name)
    sets = [{"name": name.removeprefix("set-"), **given} for name, given in SETS.items() if given]
    sets[0]["data_dir"] = str(mine)
    grid = outputs.parent / "set.yml"
    grid.write_text(yaml.safe_dump({"list": sets}), encoding="utf-8")
    sweep = run_sweep(
        str(grid), project=Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    )
    records = {name: read_record(outputs / name) for name in ("baseline", *example_runs)}
    records |= {run.run: run.record for run in sweep.runs}
    return {name: (outputs / name, record) for name, record in records.items()}


EXAMPLES = project_root() / "data" / "examples"
DATA = {"baseline": project_root() / "data", **{path.name: path for path in EXAMPLES.iterdir()}}
each = pytest.mark.parametrize("name", sorted({**SETS, **DATA}))
each_data = pytest.mark.parametrize("name", sorted(DATA))  # runs on other data, nothing else chosen


@each
def test_every_notebook_is_executed_and_ok(runs, name):
    folder, record = runs[name]
    assert record.outcome == "ok", [(n.stem, n.outcome, n.error) for n in record.notebooks]
    assert [n.outcome for n in record.notebooks] == ["ok"] * len(record.notebooks)
    assert (
        json.loads((folder / "record.json").read_text(encoding="utf-8"))["parameters"].items()
        >= SETS.get(name, {}).items()
    )


@each
def test_no_notebook_prints_a_warning_or_shows_a_bare_picture(runs, name):
    for path in sorted((runs[name][0] / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            for output in cell.get("outputs", []):
                assert output.get("name") != "stderr", f"{path.stem}: {output.get('text')}"
                assert output.output_type != "error"
                if output.output_type in ("display_data", "execute_result"):
                    shown = MIME_TYPE in output.data or "text/markdown" in output.data
                    is_beside = output.metadata.get(BESIDE, False)  # words of the figure before it
                    assert shown or is_beside, f"{path.stem}: {sorted(output.data)}"


@each
def test_every_page_passes_the_structural_check(runs, name):
    folder = runs[name][0]
    pages = [folder / "index.html", *sorted((folder / "html").glob("*.html"))]
    assert len(pages) == 1 + len(list((folder / "notebooks").glob("*.ipynb")))
    faults = {page.name: check_page(page) for page in pages}
    assert not any(faults.values()), faults


def test_the_pages_over_all_runs_pass_the_structural_check(runs, outputs):
    pages = [outputs / "index.html", outputs / "sweep-set" / "index.html"]
    assert {page.parent.name: check_page(page) for page in pages} == {
        "outputs": [],
        "sweep-set": [],
    }


PICTURE = re.compile(rb'(?<="image/png": ")[A-Za-z0-9+/=\\n]*(?=")')


def read_contents(path):
    """Return the bytes of a file, or of every file in an archive; of a packed table its cells."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        return [
            repr([c.to_pylist() for c in read_parquet(content).read_all().columns]).encode()
            if name.endswith(".parquet")
            else content
            for name, content in files.items()
        ]
    content = path.read_bytes() if path.is_file() else b""
    return [PICTURE.sub(b"", content)] if path.suffix == ".ipynb" else [content]


@each
def test_no_output_names_a_path_or_the_name_of_this_machine(runs, mine, name):
    folder = runs[name][0]
    paths = "|".join(
        re.escape(words)
        for words in (str(project_root()), str(folder.parent), str(mine.parent), f"{Path.home()}/")
    )
    # A short name of a machine stands by chance in the bytes of a picture or a packed table.
    private = re.compile(rf"{paths}|(?<!\w){re.escape(os.uname().nodename)}(?!\w)".encode())
    for path in folder.rglob("*"):
        for content in read_contents(path):
            is_packed = content.startswith((b"\x89PNG", b"PAR1"))
            pattern = re.compile(paths.encode()) if is_packed else private
            assert not pattern.search(content), path.name


LINES_ALONE = {"figure-05_profiles"}  # curves without a point


@each
def test_every_drawing_names_its_points_on_a_phone_as_well(runs, name):
    for path in sorted((runs[name][0] / "html").glob("*.html")):
        for figure in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find_all(
            "figure"
        ):
            counts = {len(svg.select(".mark")) for svg in figure.select(".plate > svg")}
            assert len(counts) == 1 and (counts != {0}) == (figure["id"] not in LINES_ALONE), (
                figure["id"],
                counts,
            )


@each
def test_every_drawing_names_its_marks_where_they_are_and_has_no_legend(runs, name):
    drawn = {
        path.stem: path.read_text("utf-8") for path in (runs[name][0] / "figures").glob("*.svg")
    }
    assert drawn and [stem for stem, svg in drawn.items() if 'id="legend' in svg] == []


@each
def test_every_notebook_with_figures_has_one_small_preview(runs, name):
    previews = {
        path.stem: path.stat().st_size for path in (runs[name][0] / "figures").glob("*.png")
    }
    drawn = {path.stem for path in (runs[name][0] / "figures").glob("*.svg")}
    assert (
        sorted(stem[:2] for stem in previews) == sorted({stem[:2] for stem in drawn})
        and set(previews) <= drawn
    )
    assert max(previews.values()) <= 60_000
    assert 'property="og:image" content="figures/' in (runs[name][0] / "index.html").read_text(
        encoding="utf-8"
    )


@each
def test_no_sentence_shows_a_missing_number_or_a_raw_float(runs, name):
    for path in (runs[name][0] / "findings").glob("*.json"):
        for finding in json.loads(path.read_text(encoding="utf-8"))["findings"]:
            assert not re.search(
                r"\bnan\b|\binf\b|\d\.\d{6}|None(?! of )|NaN|\de[+-]\d", finding["text"]
            ), finding["text"]


def test_all_runs_together_are_a_site_without_fault(runs, outputs):
    names, faults = write_site(outputs, outputs / "site")
    assert names == sorted(runs) and faults == []
    compared = {path.stem for path in (outputs / "site" / "comparisons").glob("*.html")}
    assert compared == {f"baseline--{name}" for name in runs if name != "baseline"}


@each_data
def test_every_finding_that_rests_on_observations_names_them(runs, name):
    files = ("press/observations.csv", "press/events.csv", "benchmarks/observations.csv")
    known = "".join((DATA[name] / file).read_text(encoding="utf-8") for file in files)
    counted = 0
    for path in (runs[name][0] / "findings").glob("*.json"):
        for finding in json.loads(path.read_text(encoding="utf-8"))["findings"]:
            assert all(f"{i}," in known for i in finding["observations"])
            counted += bool(finding["observations"])
    assert counted >= 20


def test_the_currency_of_a_run_reaches_its_pages(runs):
    page = (runs["set-mine"][0] / "html" / "04_growth_rates.html").read_text(encoding="utf-8")
    assert "euros at current prices" in page and "yuan at current prices (log" not in page


def test_an_article_of_one_s_own_appears_on_the_pages(runs):
    pages = {
        p.stem: p.read_text(encoding="utf-8") for p in (runs["set-mine"][0] / "html").glob("*.html")
    }
    assert (
        "Made-up Times" in pages["01_data_assembly"]
        and "Lanterns sold online" in pages["01_data_assembly"]
    )
    assert (
        "Made-up county" in pages["04_growth_rates"]
        and "more than 5,000 items (2021), then 12,500 items (2023)" in pages["04_growth_rates"]
    )


def test_numbers_outside_the_chosen_years_are_counted_on_page_one(runs, data_dir):
    found = {}
    for name in ("baseline", "set-early"):
        page = (runs[name][0] / "html" / "01_data_assembly.html").read_text(encoding="utf-8")
        found[name] = re.findall(r"before (\d+) or after (\d+), and are left out: (\d+)\.", page)
    rows = csv.DictReader(
        (data_dir / "press" / "observations.csv").read_text(encoding="utf-8").splitlines()
    )
    later = sum(row["period_end"] > "2021" for row in rows)
    assert found == {"baseline": [], "set-early": [("2010", "2020", str(later))]}


@each
def test_findings_keep_what_their_notebook_was_run_with(runs, name):
    folder, record = runs[name]
    for path in (folder / "findings").glob("*.json"):
        declared = {one.name for one in declaration_of(path.stem)} - {"data_dir", "out_dir"}
        assert json.loads(path.read_text(encoding="utf-8"))["parameters"] == {
            name: record.parameters[name] for name in declared
        }


def test_page_eight_by_itself_refuses_the_findings_of_a_run_with_other_parameters(
    runs, tmp_path, monkeypatch
):
    shutil.copytree(runs["set-tibet"][0], tmp_path / "run")
    monkeypatch.setenv("RURAL_STAGING", str(tmp_path / "run"))
    notebook = nbformat.read(project_root() / "notebooks" / "08_findings.ipynb", 4)
    with pytest.raises(
        CellExecutionError,
        match=(
            "were made with reading = 'rounded', here it is 'conventional', in 01_data_assembly,"
            " 02_source_audit, .*; currency = 'USD', here it is 'CNY', in 01"
        ),
    ):
        NotebookClient(notebook, kernel_name="python3").execute()


def test_a_run_for_one_place_tells_only_of_it(runs):
    text = (runs["set-tibet"][0] / "findings" / "03_descriptive_statistics.json").read_text(
        encoding="utf-8"
    )
    assert "nyemo" in text and "Aksu" not in text


@each_data
def test_findings_of_page_eight_are_those_of_the_other_pages(runs, name):
    folder = runs[name][0] / "findings"
    said = {
        f["key"]: f
        for p in folder.glob("0[1-7]*.json")
        for f in json.loads(p.read_text(encoding="utf-8"))["findings"]
    }
    eight = json.loads((folder / "08_findings.json").read_text(encoding="utf-8"))["findings"]
    assert 8 <= len(eight) <= 12
    # What one print says cannot fail under other choices; page 7 asks what can.
    tested = {f["about"] for f in said.values() if f.get("about")}
    if name == "baseline":
        assert sum(finding["key"] in tested for finding in eight) >= len(eight) / 2
    for finding in eight:
        assert {k: v for k, v in finding.items() if k not in ("notebook", "robustness")} == said[
            finding["key"]
        ]
        counted = re.search(r"\(\*\*\d+ of \d+\*\*\)", finding["robustness"])
        assert bool(counted) is (finding["key"] in tested), finding["key"]


def test_every_unit_in_the_findings_is_known(runs):
    for folder, _ in runs.values():
        for path in (folder / "findings").glob("*.json"):
            for finding in json.loads(path.read_text(encoding="utf-8"))["findings"]:
                units = {v["unit"] for v in finding["numbers"].values() if isinstance(v, dict)}
                assert [unit for unit in units if unit not in UNITS] == []


def test_the_picture_of_the_front_page_is_current(runs):
    made = (runs["baseline"][0] / "figures" / "04_growth.svg").read_bytes()
    assert (project_root() / "outputs" / "preview.svg").read_bytes() == made, "run: make report"


def test_the_front_page_names_every_notebook_figure_and_table(runs):
    readme = (project_root() / "README.md").read_text(encoding="utf-8")
    part = re.search(r"<!-- begin: programs -->(.*?)<!-- end: programs -->", readme, re.DOTALL)[1]
    folder = runs["baseline"][0]
    made = {p.stem for p in (folder / "notebooks").glob("*.ipynb")} | {
        p.stem for p in (folder / "figures").glob("*.svg")
    }
    made |= {p.stem for p in (folder / "tables").glob("*.csv") if not p.stem.endswith("_data")}
    assert set(re.findall(r"\b\d\d_\w+", part)) == made, "run: rural card --write"


SECONDS = re.compile(rb'(08_findings</th><td>ok</td><td class="n">)\d+\.\d')


def read_run(folder):
    """Return {path: bytes} of a run but for its record, and for what the last notebook took."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "record.json"]
    found = {p.relative_to(folder): p.read_bytes() for p in files}
    front = Path("index.html")
    found[front], count = SECONDS.subn(rb"\1", found[front])
    assert count == 1
    return found


@each_data
def test_a_second_run_with_nothing_changed_executes_nothing_and_changes_no_page(
    runs, outputs, name
):
    before = read_run(outputs / name)
    record = run_report(
        {} if name == "baseline" else {"data_dir": str(DATA[name])},
        name=name,
        project=Project.at(project_root(), outputs=outputs, publisher=PUBLISHER),
    )
    assert all(n.skipped for n in record.notebooks)
    assert before == read_run(outputs / name)


@each_data
def test_a_damaged_page_is_made_anew_and_a_changed_product_executes_its_notebook(
    runs, outputs, name
):
    before = read_run(outputs / name)
    (outputs / name / "html" / "01_data_assembly.html").unlink()
    (outputs / name / "observations.html").write_bytes(b"bought")
    (outputs / name / "downloads" / "data-parquet.zip").write_bytes(b"PK")
    table = outputs / name / "tables" / "08_other_findings.csv"
    table.write_bytes(table.read_bytes()[:-1])
    record = run_report(
        {} if name == "baseline" else {"data_dir": str(DATA[name])},
        name=name,
        project=Project.at(project_root(), outputs=outputs, publisher=PUBLISHER),
    )
    assert [n.stem for n in record.notebooks if not n.skipped] == ["08_findings"]
    assert before == read_run(outputs / name)


@each
def test_numbers_under_a_finding_are_called_by_words_of_its_sentence(runs, name):
    for page in [runs[name][0] / "index.html", *(runs[name][0] / "html").glob("*.html")]:
        soup = BeautifulSoup(page.read_bytes(), "html.parser")
        for label in soup.select(".evidence dt"):
            words = label.get_text().split("…")
            assert len(words) == 2 and any(map(str.strip, words)), (page.name, label.get_text())


@each
def test_no_large_number_of_a_front_page_is_said_again_below_itself(runs, name):
    soup = BeautifulSoup((runs[name][0] / "index.html").read_bytes(), "html.parser")
    for card in soup.select(".large li"):
        for more in card.select(".unseen"):
            more.decompose()  # tells a screen reader what the link is about
        assert card.b.get_text() not in card.p.get_text()
