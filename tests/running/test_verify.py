"""A stranger computes a published run again and is told what differs."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from records import make_record

from helpers import cli
from helpers.paths import project_root
from helpers.running.record import hash_file, hash_json

STEM = "01_data_assembly"
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def write_record(folder, record, **changes):
    """Write a record as its run would, then change it by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {**record.as_dict(), **changes}
    (folder / "record.json").write_text(json.dumps(content), encoding="utf-8")
    return folder / "record.json"


def refuse(path, capsys):
    """Return what the command says in refusing a path."""
    assert cli.main(["verify", str(path)]) == 2
    return capsys.readouterr().err


def test_what_is_no_record_is_refused_in_words(tmp_path, capsys):
    assert refuse(tmp_path / "none", capsys) == f"rural: there is no {tmp_path}/none\n"
    assert "holds no record.json; name the folder of one run" in refuse(tmp_path, capsys)
    path = tmp_path / "record.json"
    for text in (b"{", b"[]", b"\xff\xfe", b'{"run": "x"}'):
        path.write_bytes(text)
        assert "record.json is no record of a run" in refuse(path, capsys)


def test_a_record_that_was_tampered_with_is_refused(tmp_path, capsys):
    path = write_record(tmp_path / "baseline", make_record(), parameters={"places": ["aksu"]})
    assert "its digest does not agree with what it says" in refuse(path, capsys)


@pytest.mark.parametrize("commit", ["main", "HEAD~1", "abc1234", "--output=x", "0" * 41, "A" * 40])
def test_a_record_names_its_version_by_a_whole_hash(tmp_path, capsys, commit):
    words = refuse(write_record(tmp_path / "baseline", make_record(commit=commit)), capsys)
    assert f"names the version {commit!r}; allowed: the whole hash of a commit" in words


@pytest.mark.parametrize("name", ["../../x.csv", "tables/../../x.csv", "/etc/hosts", "a\\..\\b"])
def test_a_record_that_names_a_file_outside_of_its_run_is_refused(tmp_path, capsys, name):
    for record in (make_record({name: "0" * 64}), make_record(files={name: "0" * 64})):
        words = refuse(write_record(tmp_path / "baseline", record), capsys)
        assert f"names {name!r}, which lies outside of its run" in words


def test_a_site_of_several_runs_asks_which(tmp_path, capsys):
    for name in ("baseline", "literal"):
        write_record(tmp_path / name, make_record(run=name))
    assert "holds several runs: baseline, literal; name the folder of one" in refuse(
        tmp_path, capsys
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "the recorded version, commit 000000000000, is not in this clone"),
        ({"commit": ""}, "names no version: it was not made in a git clone"),
        ({"outcome": "cell-error"}, "ended with cell-error"),
        (
            {"parameters": {"data_dir": "…/mine"}},
            "the data of run baseline lay outside the project",
        ),
        (
            {"parameters": {"data_dir": "data/../../x"}},
            "the data of run baseline lay outside the project",
        ),
    ],
)
def test_a_version_that_is_not_in_the_clone_is_told(tmp_path, capsys, changes, words):
    if not (project_root() / ".git").exists():
        pytest.skip("this checkout is no git clone")
    assert words in refuse(write_record(tmp_path / "baseline", make_record(**changes)), capsys)


def call(root, *arguments):
    """Run the command of another checkout on this Python."""
    environment = {name: text for name, text in os.environ.items() if name != "RURAL_STAGING"}
    environment["PYTHONPATH"] = str(root / "src")
    command = [sys.executable, "-m", "helpers.cli", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)


def commit_all(root, words):
    for step in (["add", "--all"], ["commit", "--quiet", "--no-verify", "-m", words]):
        subprocess.run(["git", *IDENTITY, *step], cwd=root, check=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A small git clone of this project with one notebook, its run, and a newer version."""
    root = tmp_path_factory.mktemp("clone") / "project"
    root.mkdir()
    for name in ("src", "data"):
        shutil.copytree(
            project_root() / name, root / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "requirements.lock", "CITATION.cff", "LICENSE"):
        shutil.copyfile(project_root() / name, root / name)
    (root / "notebooks").mkdir()
    shutil.copyfile(
        project_root() / "notebooks" / f"{STEM}.ipynb", root / "notebooks" / f"{STEM}.ipynb"
    )
    (root / ".gitignore").write_text("outputs/\n__pycache__/\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    commit_all(root, "The published version")
    done = call(root, "report")
    assert done.returncode == 0, done.stderr
    # What is worked on now is another version, and not even committed.
    (root / "data" / "press" / "observations.csv").write_text("broken\n", encoding="utf-8")
    return root


def change_table(run):
    """Change one number of a table, and the record with its digest so that they agree."""
    content = json.loads((run / "record.json").read_text(encoding="utf-8"))
    path = run / "tables" / "01_articles.csv"
    text = path.read_text(encoding="utf-8")
    head, _, line = text.partition("\n")
    number = next(cell for cell in line.split("\n")[0].split(",") if cell.isdigit())
    path.write_text(text.replace(f",{number}", f",{int(number) + 1}", 1), encoding="utf-8")
    content["notebooks"][0]["products"]["tables/01_articles.csv"] = hash_file(path)
    content.pop("digest")
    (run / "record.json").write_text(
        json.dumps({**content, "digest": hash_json(content)}), encoding="utf-8"
    )


def test_a_run_computed_again_in_a_clean_clone_is_equal_and_a_changed_one_is_found(
    checkout, tmp_path
):
    before = {path: path.read_bytes() for path in checkout.rglob("*.csv")}
    done = call(checkout, "verify", "outputs/baseline")
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        "1 findings file",
        "data       as recorded",
        "code       as recorded",
        "lock       as recorded",
        "parameters as recorded",
        "versions   as recorded",
        "all is equal: every table, finding and figure is the same to the byte",
    ):
        assert words in done.stdout
    assert {path: path.read_bytes() for path in checkout.rglob("*.csv")} == before

    # With a digest made anew, the record is believed, and what is computed contradicts it.
    shutil.copytree(checkout / "outputs" / "baseline", tmp_path / "published")
    change_table(tmp_path / "published")
    done = call(
        checkout, "verify", str(tmp_path / "published"), "--keep", str(tmp_path / "computed")
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "tables/01_articles.csv         1 of " in done.stdout
    assert "not all is equal: 1 file differs" in done.stdout
    assert (tmp_path / "computed" / "tables" / "01_articles.csv").read_bytes() == (
        checkout / "outputs" / "baseline" / "tables" / "01_articles.csv"
    ).read_bytes()


def test_a_run_of_files_that_no_commit_holds_differs_in_its_inputs(checkout, tmp_path):
    run = tmp_path / "baseline"
    shutil.copytree(checkout / "outputs" / "baseline", run)
    content = json.loads((run / "record.json").read_text(encoding="utf-8"))
    content["inputs"]["data/press/observations.csv"] = "0" * 64
    content.pop("digest")
    (run / "record.json").write_text(
        json.dumps({**content, "digest": hash_json(content)}), encoding="utf-8"
    )
    (run / "tables" / "01_articles.csv").write_text("x\n", encoding="utf-8")
    done = call(checkout, "verify", str(run / "record.json"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "data       differs: data/press/observations.csv" in done.stdout
    assert "published tables/01_articles.csv: is not as its record says" in done.stdout


def test_a_record_names_the_commit_that_its_run_was_made_from(checkout):
    record = json.loads((checkout / "outputs/baseline/record.json").read_text(encoding="utf-8"))
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert record["commit"] == head.stdout.strip()
