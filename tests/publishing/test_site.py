"""The site: good runs at stable addresses, no link out of it, and none of it while a page has a
fault."""

import hashlib
import os
import resource
import shutil
import subprocess
import sys

import nbformat
import pytest
import yaml
from builders import write_record

from helpers.cli import main
from helpers.paths import project_root
from helpers.publishing.checks import check_pages
from helpers.publishing.front import write_run_index
from helpers.publishing.publisher import PUBLISHER
from helpers.publishing.site import MARKER, write_site
from helpers.replacing import name_beside
from helpers.running.inputs import Project
from helpers.running.record import hash_json, write_json
from helpers.running.sweep import SUMMARY_FILE

RECORD = {"outcome": "ok", "started": "2026-03-01", "parameters": {"reading": "point"}}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'


def list_products(run, names):
    return {name: hashlib.sha256((run / name).read_bytes()).hexdigest() for name in names}


def make_run(outputs, name, **changes):
    run = outputs / name
    for file, text in (("tables/04_t.csv", "a\n"), ("figures/04_f.svg", DRAWING)):
        (run / file).parent.mkdir(parents=True)
        (run / file).write_text(text, encoding="utf-8")
    products = list_products(run, ["tables/04_t.csv", "figures/04_f.svg"])
    changes = {"notebooks": [{"stem": "04_x", "outcome": "ok", "products": products}]} | changes
    write_run_index(run, RECORD | {"run": name}, [])
    write_record(run, RECORD | changes)
    return run


@pytest.fixture
def outputs(tmp_path):
    for name in ("baseline", "literal"):
        make_run(tmp_path / "outputs", name)
    make_run(tmp_path / "outputs", "baseline.failed", outcome="timeout")
    return tmp_path / "outputs"


def list_files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_good_runs_keep_their_addresses_and_failed_ones_stay_at_home(outputs):
    site = outputs / "site"
    assert write_site(outputs, site) == (["baseline", "literal"], [])
    files = list_files(site)
    assert {
        "index.html",
        "404.html",
        ".nojekyll",
        "baseline/index.html",
        "literal/tables/04_t.csv",
        "comparisons/baseline--literal.html",
    } <= files
    assert not any("failed" in name for name in files)
    assert check_pages(site) == []


def test_only_chosen_runs_are_laid_out_and_what_is_being_done_is_told(outputs):
    heard = []
    site = outputs / "site"
    assert write_site(outputs, site, chosen=["literal"], tell=heard.append) == (["literal"], [])
    assert not (site / "baseline").exists()
    assert heard[0] == "literal: copying its pages" and heard[-1].startswith("checking 3 pages")
    with pytest.raises(ValueError, match="fancy is no good run in outputs/; good are baseline"):
        write_site(outputs, site, chosen=["fancy"])


@pytest.mark.parametrize("edited", [False, True])
def test_a_sweep_is_laid_out_from_its_published_runs_unless_its_record_was_edited(outputs, edited):
    runs = [
        {"run": run, "outcome": "ok", "seconds": 1.0, "values": {"reading": run}, "message": ""}
        for run in ("baseline", "literal", "gone")
    ]
    sweep = {"sweep": "r", "about": "", "outcome": "ok", "seconds": 3.0, "varied": ["reading"]}
    write_json(
        outputs / "sweep-r" / SUMMARY_FILE,
        {
            "digest": hash_json({**sweep, "runs": runs}),
            **sweep,
            "runs": runs,
            "about": "x" * edited,
        },
    )
    assert write_site(outputs, outputs / "site")[1] == []
    page = outputs / "site" / "sweep-r" / "index.html"
    assert page.exists() is not edited
    if not edited:
        text = page.read_text(encoding="utf-8")
        assert 'href="../literal/index.html"' in text and "gone" not in text
        assert "sweep-r/index.html" in (outputs / "site" / "index.html").read_text(encoding="utf-8")


def test_the_site_is_replaced_as_a_whole(outputs):
    write_site(outputs, outputs / "site")
    shutil.rmtree(outputs / "literal")
    assert write_site(outputs, outputs / "site")[0] == ["baseline"]
    assert (
        not (outputs / "site" / "literal").exists()
        and not (outputs / "site" / "comparisons").exists()
    )
    assert [p.name for p in outputs.iterdir() if p.name.startswith(".")] == []


def test_a_page_with_a_fault_keeps_the_old_site(outputs):
    write_site(outputs, outputs / "site")
    before = list_files(outputs / "site")
    page = outputs / "literal" / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            "</main>", '<a href="gone.html">x</a><a href="../../../x">y</a></main>'
        ),
        encoding="utf-8",
    )
    write_record(outputs / "literal", RECORD)
    _, faults = write_site(outputs, outputs / "site")
    assert "literal/index.html: dead link gone.html" in faults
    assert list_files(outputs / "site") == before


def test_a_link_out_of_the_site_is_a_fault(outputs):
    write_site(outputs, outputs / "site")
    page = outputs / "site" / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            "</main>", '<a href="../literal/index.html">x</a></main>'
        ),
        encoding="utf-8",
    )
    assert "index.html: link out of the site ../literal/index.html" in check_pages(outputs / "site")


def test_a_page_too_large_to_wait_for_is_a_fault(outputs):
    write_site(outputs, outputs / "site")
    for name, more in (
        ("index.html", "<p>" + "x" * 60_000 + "</p>"),
        ("404.html", "<pre>" + "x" * 600_000 + "</pre>"),
    ):
        page = outputs / "site" / name
        page.write_text(
            page.read_text(encoding="utf-8").replace("</main>", more + "</main>"), encoding="utf-8"
        )
    faults = check_pages(outputs / "site")
    assert [fault.split(" has ")[0] for fault in faults] == [
        "404.html: the page",
        "index.html: the page without figures, tables and code",
    ]


def test_only_what_the_record_names_is_published(outputs):
    stray = DRAWING.replace("<path", "<script>alert(1)</script><path")
    (outputs / "literal" / "figures" / "04_stray.svg").write_text(stray, encoding="utf-8")
    (outputs / "literal" / "html").mkdir()
    (outputs / "literal" / "html" / "notes.html").write_text("mine", encoding="utf-8")
    (outputs / "literal" / "downloads" / "mine.zip").write_bytes(b"mine")
    assert write_site(outputs, outputs / "site") == (["baseline", "literal"], [])
    assert {name for name in list_files(outputs / "site") if name.startswith("literal/")} == {
        f"literal/{name}"
        for name in (
            "index.html",
            "findings.json",
            "record.json",
            "tables/04_t.csv",
            "figures/04_f.svg",
            "downloads/tables.zip",
            "downloads/figures.zip",
        )
    }


@pytest.mark.parametrize("change", ["altered", "removed", "linked", "folder linked"])
def test_a_product_that_is_not_as_recorded_keeps_the_site_from_being_laid_out(
    outputs, tmp_path, change
):
    table = outputs / "literal" / "tables" / "04_t.csv"
    if change == "altered":
        table.write_text("b\n", encoding="utf-8")
    elif change == "removed":
        table.unlink()
    elif change == "linked":
        os.replace(table, tmp_path / "same.csv")
        table.symlink_to(tmp_path / "same.csv")
    else:
        os.replace(table.parent, tmp_path / "same")
        table.parent.symlink_to(tmp_path / "same")
    _, faults = write_site(outputs, outputs / "site")
    assert "literal/tables/04_t.csv: not there as its run recorded it" in faults
    assert not (outputs / "site").exists()


@pytest.mark.parametrize("name", ["../../secret.csv", "/etc/hostname", "secret/x.csv"])
def test_a_record_cannot_name_what_lies_elsewhere(outputs, name):
    (outputs.parent / "secret.csv").write_text("secret", encoding="utf-8")
    make_run(
        outputs,
        "odd",
        notebooks=[
            {
                "stem": "04_x",
                "outcome": "ok",
                "products": {name: hashlib.sha256(b"secret").hexdigest()},
            }
        ],
    )
    _, faults = write_site(outputs, outputs / "site")
    assert any(fault.startswith(f"odd/{name}: the record names it") for fault in faults)


def test_a_run_that_is_a_link_is_not_published(outputs, tmp_path):
    os.replace(outputs / "literal", tmp_path / "elsewhere")
    (outputs / "literal").symlink_to(tmp_path / "elsewhere")
    assert write_site(outputs, outputs / "site") == (["baseline"], [])
    assert not any("literal" in name for name in list_files(outputs / "site"))


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("figures/04_f.svg", DRAWING.replace("<path", "<script/><path"), "<script> has no place"),
        ("tables/04_t.csv", "a\n=1+1\n", "for a formula"),
        ("findings/04_x.json", '{"text": "/srv/ada/data/x.csv"}', "names a path of a computer"),
    ],
)
def test_a_recorded_file_with_a_fault_keeps_the_old_site(outputs, name, text, fault):
    write_site(outputs, outputs / "site")
    before = list_files(outputs / "site")
    run = outputs / "literal"
    (run / name).parent.mkdir(exist_ok=True)
    (run / name).write_text(text, encoding="utf-8")
    write_record(run, RECORD)
    _, faults = write_site(outputs, outputs / "site")
    assert any(each.startswith(f"literal/{name}: ") and fault in each for each in faults), faults
    assert list_files(outputs / "site") == before


def test_no_symlink_is_followed(outputs, tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (outputs / "literal" / "tables" / "x.csv").symlink_to(tmp_path / "secret")
    write_site(outputs, outputs / "site")
    assert "literal/tables/x.csv" not in list_files(outputs / "site")


def test_a_folder_with_something_else_is_never_replaced(outputs, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match="holds something that is no site of this project"):
        write_site(outputs, tmp_path / "mine")
    assert list_files(tmp_path / "mine") == {"thesis.txt"}


def test_without_a_good_run_there_is_no_site(tmp_path):
    make_run(tmp_path, "only.failed", outcome="timeout")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "record.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="no good run"):
        write_site(tmp_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_published_site_is_made_by_the_commands_of_the_readme():
    workflow = yaml.safe_load(
        (project_root() / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    )
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    commands = [step["run"] for step in steps if "run" in step]
    assert ["make report", "make site-check"] == [c for c in commands if c.startswith("make")]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used and all(len(action.split("@")[1]) == 40 for action in used), (
        "actions are pinned to commits"
    )


def test_a_page_for_lost_readers_makes_no_site(outputs, tmp_path):
    blog = tmp_path / "blog"
    (blog / "posts").mkdir(parents=True)
    (blog / "404.html").write_text("lost", encoding="utf-8")
    (blog / "posts" / "one.html").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="no site of this project"):
        write_site(outputs, blog)
    assert list_files(blog) == {"404.html", "posts/one.html"}


@pytest.mark.parametrize("change", ["added", "edited", "linked", "pipe", "emptied marker"])
def test_what_the_last_layout_did_not_write_keeps_a_site_from_being_replaced(
    outputs, tmp_path, change
):
    site = tmp_path / "site"
    write_site(outputs, site)
    if change == "added":
        (site / "baseline" / "notes.txt").write_text("mine", encoding="utf-8")
    elif change == "edited":
        (site / "index.html").write_text("mine", encoding="utf-8")
    elif change == "linked":
        (site / "elsewhere").symlink_to(tmp_path)
    elif change == "pipe":
        os.mkfifo(site / "literal" / "pipe")
    else:
        (site / MARKER).write_text("{}", encoding="utf-8")
    before = {name: (site / name).read_bytes() for name in list_files(site)}
    with pytest.raises(ValueError, match="name a new folder, an empty one or an earlier site"):
        write_site(outputs, site)
    assert {name: (site / name).read_bytes() for name in list_files(site)} == before


def test_a_link_a_file_a_run_and_the_outputs_are_no_place_for_a_site(outputs, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = list_files(tmp_path)
    for place, words in (
        (tmp_path / "link", "is a link"),
        (tmp_path / "file", "is a file"),
        (outputs / "literal", "lies in the run literal"),
        (outputs / "literal" / "html" / "new", "lies in the run literal"),
        (outputs, "holds the runs"),
        (tmp_path, "holds the runs"),
    ):
        with pytest.raises(ValueError, match=words):
            write_site(outputs, place)
    assert list_files(tmp_path) == before and (tmp_path / "link").is_symlink()


def test_cleaning_removes_what_runs_wrote_and_nothing_else(outputs, capsys):
    write_site(outputs, outputs / "site")
    project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    assert main(["compare", "baseline", "literal"], project=project) == 0
    (outputs / "literal" / "notes.txt").write_text("mine", encoding="utf-8")
    (outputs / "thesis").mkdir()
    (outputs / "thesis" / "one.txt").write_text("mine", encoding="utf-8")
    (outputs / "README.md").write_text("kept", encoding="utf-8")
    assert (
        main(["clean"], project=Project.at(project_root(), outputs=outputs, publisher=PUBLISHER))
        == 0
    )
    assert {path.name for path in outputs.iterdir()} == {"README.md", "literal", "thesis"}
    assert (outputs / "literal" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert "kept: literal, thesis" in capsys.readouterr().out


def test_cleaning_keeps_pages_of_somebody_else_by_whatever_name(outputs, capsys):
    kept = ["sweep-mine/index.html", "comparisons/a--b.html", "index.html", ".own.lock", "x/y.html"]
    for name in kept:
        (outputs / name).parent.mkdir(exist_ok=True)
        (outputs / name).write_text("mine", encoding="utf-8")
    project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    assert main(["clean"], project=project) == 0
    assert list_files(outputs) == set(kept)
    assert "kept: .own.lock, comparisons, index.html, sweep-mine, x" in capsys.readouterr().out


def test_pages_of_somebody_else_are_not_replaced_by_a_comparison(outputs, capsys):
    project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    page = outputs / "comparisons" / "baseline--literal.html"
    page.parent.mkdir()
    page.write_text("mine", encoding="utf-8")
    assert main(["compare", "baseline", "literal"], project=project) == 2
    assert "was not written by this project" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "mine"
    page.unlink()
    assert main(["compare", "baseline", "literal"], project=project) == 0
    page.write_text("damaged", encoding="utf-8")
    assert main(["compare", "baseline", "literal"], project=project) == 0
    assert "damaged" not in page.read_text(encoding="utf-8")


def run_site(outputs, *arguments):
    project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    return main(["site", *map(str, arguments)], project=project)


def test_what_a_killed_layout_has_left_goes_with_the_next_and_the_site_it_had_put_aside_is_back(
    outputs, tmp_path, capsys
):
    site = tmp_path / "site"
    write_site(outputs, site)
    before = list_files(site)
    os.replace(site, name_beside(site, "old"))
    name_beside(site, "staging").mkdir()
    (outputs / "literal" / "tables" / "04_t.csv").write_text("other", encoding="utf-8")
    assert run_site(outputs, "--to", site) == 1  # a fault, and so the old site stays
    assert list_files(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outputs", "site"]


def test_a_site_that_is_being_laid_out_is_neither_laid_out_nor_removed_by_another(outputs, capsys):
    site = outputs / "site"
    write_site(outputs, site)
    before = list_files(site)
    hold = f"from helpers.replacing import hold_folder\nwith hold_folder({str(site)!r})"
    held = subprocess.Popen(
        [sys.executable, "-c", f"{hold}: print('held', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert held.stdout.readline() == "held\n"
    assert run_site(outputs) == 2
    project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    assert main(["clean"], project=project) == 2
    held.communicate("\n")
    assert capsys.readouterr().err.count(f"another command is writing {site} just now") == 2
    assert list_files(site) == before and (outputs / "literal" / "record.json").is_file()


def test_a_limit_on_the_size_of_files_is_told_by_the_site_s_name_and_changes_nothing(
    outputs, capsys
):
    write_site(outputs, outputs / "site")
    before = list_files(outputs)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, usual[1]))
    try:
        assert run_site(outputs) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    words = "outputs/site could not be written: File too large; what was there before is as it was"
    assert capsys.readouterr().err == f"rural: {words}\n"
    assert list_files(outputs) == before


@pytest.mark.parametrize("place", [".", "..", "outputs/literal/..", "/", "~"])
def test_folders_that_hold_other_things_are_no_place_for_a_site_by_whatever_name(
    outputs, tmp_path, monkeypatch, capsys, place
):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    before = list_files(tmp_path)
    assert run_site(outputs, "--to", place) == 2
    assert "name a new folder, an empty one or an earlier site" in capsys.readouterr().err
    assert list_files(tmp_path) == before


def test_a_record_that_contradicts_its_executed_notebook_is_not_published(outputs):
    source = "reading = 'point'"
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    executed = outputs / "literal" / "notebooks" / "04_x.ipynb"
    executed.parent.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), executed)
    names = ["notebooks/04_x.ipynb"]
    notebook = {"stem": "04_x", "outcome": "ok"}
    notebook["products"] = list_products(outputs / "literal", names)
    for reading, faults in (
        ("point", []),
        (
            "literal",
            [
                "literal/record.json: its record has reading = 'literal', notebooks/04_x.ipynb was"
                " executed with 'point'"
            ],
        ),
    ):
        changes = {"parameters": {"reading": reading}, "notebooks": [notebook]}
        write_record(outputs / "literal", RECORD | changes)
        found = write_site(outputs, outputs / "site", chosen=["literal"])[1]
        assert [fault for fault in found if "record.json" in fault] == faults
