"""The `rural` command is quick, helps, and answers every mistake with one message."""

import json
import os
import re
import resource
import subprocess
import sys
from dataclasses import replace

import pytest

from helpers import cli
from helpers.command import main as start_command
from helpers.parameters import Given, ParameterFaults
from helpers.paths import project_root
from helpers.publishing import card
from helpers.publishing.front import write_run_index
from helpers.publishing.publisher import PUBLISHER
from helpers.running import report, sweep
from helpers.running.deciding import Decision
from helpers.running.folders import RunFault
from helpers.running.inputs import DataFaults, Project
from helpers.running.parameter_files import find_grid
from helpers.running.record import NotebookRecord, Record, write_record
from helpers.running.sweep import Sweep, SweepRun

CHANGED = "was changed after it was written"
RECORD = Record(
    run="baseline",
    outcome="ok",
    started="2024-06-01T00:00:00Z",
    seconds=3.5,
    parameters={"reading": "literal", "places": ["aksu-city", "tibet"]},
    versions={"python": "3.11.7"},
    inputs={"data/a.csv": "0" * 64},
    notebooks=[
        NotebookRecord("01_data_assembly", "ok", 3.1),
        NotebookRecord("04_growth_rates", "ok", 1, skipped=True),
    ],
)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "outputs").mkdir()
    return Project.at(tmp_path, publisher=PUBLISHER)


@pytest.fixture
def called(monkeypatch):
    """Catch what the command hands to the runner, in place of running."""
    calls = []

    def run_report(given, **options):
        calls.append((given, options))
        return RECORD

    monkeypatch.setattr(report, "run_report", run_report)
    return calls


def refuse(arguments, capsys, project=None):
    """Return the message of a command that must be refused."""
    assert cli.main(arguments, project=project) == 2
    out, errors = capsys.readouterr()
    assert errors.startswith("rural: ") and "Traceback" not in errors and not out
    return errors


def test_help_is_quick_and_loads_nothing_heavy():
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from helpers.cli import main; main(sys.argv[1:])",
                "--help",
            ],
            capture_output=True,
            text=True,
            env=environment,
        )
        after = resource.getrusage(
            resource.RUSAGE_CHILDREN
        )  # what it took, however busy the machine
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.returncode == 0 and "rural report -p reading literal" in done.stdout
    for heavy in ("pandas", "numpy", "papermill", "nbconvert", "yaml", "helpers.running"):
        assert f" {heavy}" not in done.stderr, f"{heavy} is imported for --help"
    assert min(seconds) < 0.3


@pytest.mark.parametrize(
    "command", ["report", "sweep", "check", "parameters", "card", "trace", "record", "open"]
)
def test_every_command_has_help_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main([command, "--help"])
    assert caught.value.code == 0
    assert f"example:\n  rural {command}" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["record", "baseline"], ["trace", "city_retail"]])
@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "cannot be read"), (json.dumps(RECORD.as_dict() | {"seconds": 0.5}), CHANGED)],
)
def test_a_damaged_record_is_told_in_one_message(project, capsys, command, text, words):
    (project.outputs / "baseline").mkdir()
    (project.outputs / "baseline" / "record.json").write_text(text, encoding="utf-8")
    assert cli.main(command, project=project) == 2
    assert (
        capsys.readouterr().err
        == f"rural: run baseline is not as it was made: its record {words}; `rural report --name"
        " baseline` makes it anew\n"
    )


def test_without_a_command_the_help_is_shown(capsys):
    assert cli.main([]) == 0
    assert "rural report" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["reprot"], ["report", "-n", "two"], ["report", "--nmae", "x"]]
)
def test_a_wrong_command_line_is_refused_with_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_parameters_of_the_command_line_go_before_those_of_the_file(
    tmp_path, called, project, capsys
):
    file = tmp_path / "my.yml"
    file.write_text("# mine\nreading: point\nplaces: [aksu-city]\n", encoding="utf-8")
    arguments = [
        "report",
        "-f",
        str(file),
        "-p",
        "reading",
        "literal",
        "--name",
        "mine",
        "-n",
        "3",
        "--force",
    ]
    assert cli.main([*arguments, "--timeout", "5"], project=project) == 0
    given, options = called[0]
    assert given["reading"] == Given("literal", "-p", True)
    assert given["places"] == Given(["aksu-city"], "my.yml, line 3", False)
    assert (options["name"], options["jobs"], options["force"], options["timeout_seconds"]) == (
        "mine",
        3,
        True,
        5,
    )
    assert "outputs/baseline/index.html is ready" in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed",
    [
        ["reading=literal", "first_year=2014"],
        ["-p", "reading=literal", "-p", "first_year", "2014"],
        ["-p", "reading=literal", "first_year=2014"],
        ["--name", "mine", "reading=literal", "first_year=2014"],
    ],
)
def test_parameters_may_be_typed_with_an_equals_sign_or_in_two_words(typed, called):
    assert cli.main(["report", *typed]) == 0
    given, options = called[0]
    assert given["reading"] == Given("literal", "-p", True)
    assert given["first_year"] == Given("2014", "-p", True)
    assert options["name"] == ("mine" if "mine" in typed else "reading-literal-first_year-2014")


def test_a_run_with_the_defaults_typed_out_is_the_baseline_and_keeps_no_other_name(called):
    assert cli.main(["report", "reading=conventional"]) == 0
    assert called[0][1]["name"] is None


@pytest.mark.parametrize("words", [["reading"], ["-p", "reading"], ["-p", "a", "b", "c"]])
def test_a_parameter_without_its_value_is_refused_with_both_forms(words, called, project, capsys):
    message = refuse(["report", *words], capsys, project)
    assert "`-p NAME VALUE` or NAME=VALUE" in message and not called


def test_a_misspelt_command_is_refused_with_the_near_one(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["repotr"])
    assert caught.value.code == 2
    message = capsys.readouterr().err
    assert message.startswith("rural: no command 'repotr'; did you mean report? Commands are ")
    assert "sweep" in message and message.count("\n") == 1


def test_a_parameter_given_twice_is_refused(called, project, capsys):
    message = refuse(["report", "-p", "prices", "1", "-p", "prices", "2"], capsys, project)
    assert "prices is given twice" in message and not called


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"- reading\n", "my.yml, line 1: write one parameter a line"),
        (b"just words", "write one parameter a line"),
        (b"reading: point\nplaces: [a\nprices: 1\n", "my.yml, line 3: not YAML"),
        (b"reading: point\n\tprices: 1\n", "line 2"),
        (b"reading: !!python/object/apply:os.system [id]\n", "line 1: not YAML that we accept"),
        (b"reading: !!python/name:os.system\n", "not YAML that we accept"),
        (b"prices: 1\nprices: 2\n", "my.yml, line 2: prices is given twice"),
        (b"2020: 1\n", "line 1: 2020 is not the name of a parameter"),
        (b"a: 1\n---\nb: 2\n", "not YAML that we accept"),
        (b"since: 2020-13-45\n", "not YAML that we accept"),
        (b"reading: \xff\n", "not UTF-8"),
        (b"reading: \x00\n", "not YAML that we accept"),
        (b"[" * 5000, "not YAML that we accept"),
        (b"#" * 2_000_000, "too long"),
    ],
)
def test_a_wrong_file_of_parameters_gets_one_message_with_its_line(
    tmp_path, text, words, called, project, capsys
):
    file = tmp_path / "my.yml"
    file.write_bytes(text)
    message = refuse(["report", "-f", str(file)], capsys, project)
    assert words in message and message.count("\n") == 1 and len(message) < 400
    assert not called


def test_an_empty_file_of_parameters_changes_nothing(tmp_path, called, project):
    (tmp_path / "my.yml").write_text("# nothing yet\n", encoding="utf-8")
    assert cli.main(["report", "-f", str(tmp_path / "my.yml")], project=project) == 0
    assert called[0][0] == {}


def test_a_pipe_or_a_device_is_no_file_of_parameters(tmp_path, called, project, capsys):
    os.mkfifo(tmp_path / "pipe.yml")
    for path in (tmp_path / "pipe.yml", "/dev/zero"):
        assert "it is not an ordinary file" in refuse(["report", "-f", str(path)], capsys, project)
        assert "it is not an ordinary file" in refuse(["sweep", str(path)], capsys, project)


def test_folders_that_are_typed_count_from_where_the_user_stands(
    tmp_path, called, project, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.yml").write_text("data_dir: my-data\n", encoding="utf-8")
    for arguments in (["-p", "data_dir", "my-data"], ["-f", "my.yml"]):
        assert cli.main(["report", "--name", "x", *arguments], project=project) == 0
        assert called.pop()[0]["data_dir"].value == str(tmp_path / "my-data")
    monkeypatch.chdir(project_root() / "notebooks")
    arguments = ["report", "--name", "x", "-p", "data_dir", "../data"]
    assert cli.main(arguments, project=project) == 0
    assert called.pop()[0]["data_dir"].value == "data", "the default, however it is written"
    monkeypatch.setattr(cli, "check_data", lambda data_dir: [str(data_dir)])
    assert cli.main(["check", "../data"]) == 2 and cli.main(["check"]) == 2
    assert set(capsys.readouterr().out.split("\n")) >= {
        str(project_root() / "notebooks" / ".." / "data"),
        str(project_root() / "data"),
    }
    for command in ("report", "check"):
        with pytest.raises(SystemExit):
            cli.main([command, "--help"])
        assert "count from the folder where you stand" in " ".join(capsys.readouterr().out.split())


def test_a_dry_run_says_what_would_be_done_and_why_and_does_nothing(
    monkeypatch, called, project, capsys
):
    decisions = {
        "01_a": Decision({"code": "x"}, reasons=["its code changed", "data changed: a.csv"]),
        "02_b": Decision({}, page=True, found=("x", "y")),
    }
    monkeypatch.setattr(report, "explain_report", lambda given, **options: (decisions, ["a note"]))
    assert cli.main(["report", "--dry-run"], project=project) == 0
    assert (
        capsys.readouterr().out
        == "a note\n01_a                        would run   its code changed; data changed:"
        " a.csv\n02_b                        unchanged\n"
    )
    assert not called


def test_how_notebooks_are_run_can_be_chosen(called, project):
    assert cli.main(["report", "--cold-kernels", "-v", "--explain"], project=project) == 0
    options = called[0][1]
    assert options["warm"] is False and options["progress"].verbose and options["progress"].explain


def test_an_executed_notebook_can_be_opened(project, capsys):
    folder = project.outputs / "baseline"
    (folder / "notebooks").mkdir(parents=True)
    write_record(folder, RECORD)
    assert "01_data_assembly has not run in baseline: ok" in refuse(
        ["open", "baseline", "01"], capsys, project
    )
    (folder / "notebooks" / "04_growth_rates.ipynb").write_text("{}")
    for name in ("4", "04", "04_growth_rates", "04_growth_rates.ipynb"):
        assert cli.main(["open", "baseline", name], project=project) == 0
        out = capsys.readouterr().out
        assert (
            f"jupyter lab {folder / 'notebooks' / '04_growth_rates.ipynb'}" in out
            and "it has no page" in out
        )
    assert "known are 01_data_assembly, 04_growth_rates" in refuse(
        ["open", "baseline", "05"], capsys, project
    )
    assert "run name" in refuse(["open", "../x", "04"], capsys, project)
    assert "known are baseline" in refuse(["open", "nowhere", "04"], capsys, project)


def test_a_sweep_says_where_its_page_is_and_which_runs_failed(monkeypatch, project, capsys):
    (project.notebooks / "sweeps").mkdir(parents=True)
    (project.notebooks / "sweeps" / "g.yml").write_text("list: []")
    runs = [
        SweepRun("g-a", {}, "ok"),
        SweepRun("g-b", {}, "bad-parameters", message="places: nothing"),
    ]
    monkeypatch.setattr(
        sweep,
        "run_sweep",
        lambda grid, **options: Sweep("g", "", [], runs, "bad-parameters", 2.0, "sweep-g"),
    )
    assert cli.main(["sweep", "g"], project=project) == 1
    out, errors = capsys.readouterr()
    assert (
        out == "outputs/sweep-g/index.html is ready: 1 of 2 runs whole, 2 s\n"
        and errors == "rural: g-b: bad-parameters: places: nothing\n"
    )


def test_a_grid_is_named_or_a_file_and_what_is_neither_is_refused_with_those_there_are(
    project, capsys, tmp_path
):
    folder = project.notebooks / "sweeps"
    folder.mkdir(parents=True)
    (folder / "mine.yml").touch()
    (tmp_path / "other.yml").touch()
    assert find_grid("mine", folder) == str(folder / "mine.yml")
    assert find_grid(str(tmp_path / "other.yml"), folder) == str(tmp_path / "other.yml")
    assert "no grid reading; " in (message := refuse(["sweep", "reading"], capsys, project))
    assert "or one of mine" in message


@pytest.mark.parametrize("name", ["missing.yml", "."])
def test_a_file_of_parameters_that_cannot_be_read_is_named(tmp_path, name, called, project, capsys):
    assert "cannot read" in refuse(["report", "-f", str(tmp_path / name)], capsys, project)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            ParameterFaults(["prices = 'x'", "readin: no such parameter"]),
            2,
            "rural: readin: no such parameter",
        ),
        (
            DataFaults(["a.csv, row 2: wrong", "b.csv: empty"]),
            2,
            "2 faults in the data; nothing was run",
        ),
        (RunFault("run name 'a/b': no"), 2, "rural: run name 'a/b': no"),
        (
            OSError(28, "No space left on device", "outputs/x"),
            1,
            "rural: outputs/x could not be written: No space left on device; what was there",
        ),
        (OSError(13, "Permission denied", "outputs/x"), 2, "rural: outputs/x: Permission denied"),
        (KeyboardInterrupt(), 130, "interrupted; the earlier run is untouched"),
        (ZeroDivisionError("oh"), 1, "unexpected ZeroDivisionError: oh (--debug shows where)"),
    ],
)
def test_every_error_is_told_in_words_with_its_exit_code(
    monkeypatch, capsys, project, error, code, words
):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(report, "run_report", fail)
    assert cli.main(["report"], project=project) == code
    errors = capsys.readouterr().err
    assert words in errors and "Traceback" not in errors
    if code != 130:
        with pytest.raises(type(error)):
            cli.main(["report", "--debug"], project=project)


@pytest.mark.parametrize(
    ("outcome", "code"), [("cell-error", 1), ("timeout", 1), ("interrupted", 130)]
)
def test_a_run_that_failed_says_what_is_where(monkeypatch, capsys, project, outcome, code):
    failed = Record(**{**vars(RECORD), "outcome": outcome})
    monkeypatch.setattr(report, "run_report", lambda *_, **__: failed)
    assert cli.main(["report"], project=project) == code
    message = capsys.readouterr().err
    assert "outputs/baseline.failed" in message and "there is no outputs/baseline yet" in message
    (project.outputs / "baseline").mkdir()
    cli.main(["report"], project=project)
    assert "outputs/baseline is as it was" in capsys.readouterr().err


def test_a_misspelt_parameter_is_refused_before_anything_is_made(project, capsys):
    (project.notebooks).mkdir()
    (project.notebooks / "01_data_assembly.ipynb").write_text('{"cells": []}', encoding="utf-8")
    message = refuse(["report", "-p", "curency", "EUR", "-p", "base_year", "1999"], capsys, project)
    assert "did you mean 'currency'?" in message and "base_year = '1999' (from -p)" in message
    assert not list(project.outputs.iterdir())


def test_the_parameters_are_listed_with_what_they_may_be(capsys):
    assert cli.main(["parameters"]) == 0
    out = capsys.readouterr().out
    head, *rows = out.splitlines()
    starts = [
        head.index(name) for name in ("parameter", "default", "allowed", "notebooks", "meaning")
    ]
    table = {
        row.split()[0]: [row[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
        for row in rows
    }
    assert table["currency"] == [
        "currency",
        "CNY",
        "one of CNY, EUR, USD or another code of ISO 4217",
        "01 03 04 05 06 08",
        "currency of amounts",
    ]
    assert table["horizon"][1:] == [
        "5",
        "a whole number from 1 to 8",
        "06",
        "years that the long series are forecast ahead (years)",
    ]
    assert table["first_year"][3] == "all" and len(table) == len(rows)


def test_the_parameters_cells_are_written_on_request(project, capsys):
    import nbformat

    project.notebooks.mkdir()
    path = project.notebooks / "04_growth_rates.ipynb"
    cell = nbformat.v4.new_code_cell("", metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    assert cli.main(["parameters", "--write"], project=project) == 0
    assert "04_growth_rates.ipynb: parameters cell written" in capsys.readouterr().out
    assert "first_year: int = 2010" in path.read_text(encoding="utf-8")
    assert cli.main(["parameters", "--write"], project=project) == 0
    assert "current" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<<<<<<< ours", "cannot be read as a notebook: Expecting value"),
        (
            '{"cells": [{"cell_type": "code", "source": "", "metadata": null}]}',
            "cannot be read as a notebook",
        ),
        ('{"cells": []}', "has no cell tagged 'parameters'"),
    ],
)
def test_a_notebook_whose_parameters_cannot_be_written_is_named(project, capsys, text, words):
    project.notebooks.mkdir()
    path = project.notebooks / "04_growth_rates.ipynb"
    path.write_text(text, encoding="utf-8")
    assert f"rural: 04_growth_rates.ipynb {words}" in refuse(
        ["parameters", "--write"], capsys, project
    )
    assert path.read_text(encoding="utf-8") == text


def test_run_times_of_another_machine_leave_the_counts_current_and_another_figure_does_not(
    monkeypatch, project, capsys
):
    monkeypatch.setattr(
        card, "render_programs", lambda text, run_dir: re.sub(r" \d+ s \|", " 99 s |", text)
    )
    assert cli.main(["card"], project=project) == 0
    assert capsys.readouterr().out == "all counts are current\n"
    monkeypatch.setattr(
        card,
        "render_programs",
        lambda text, run_dir: text.replace("01_hedges |", "01_hedges, 01_new |"),
    )
    assert cli.main(["card"], project=project) == 1
    assert capsys.readouterr().out == "README.md: not current\n"


def test_a_record_is_told_to_a_reader(project, capsys):
    (project.outputs / "baseline").mkdir()
    write_record(project.outputs / "baseline", RECORD)
    assert cli.main(["record", "baseline"], project=project) == 0
    out = capsys.readouterr().out
    assert "run baseline: ok, started 2024-06-01T00:00:00Z, 3.5 s" in out
    assert "aksu-city,tibet" in out and "python 3.11.7" in out
    assert "04_growth_rates             ok             1.0 s  (taken over)" in out


@pytest.mark.parametrize(
    ("run", "words"), [("nowhere", "known are baseline"), ("../baseline", "run name")]
)
def test_a_record_that_is_not_there_is_refused(project, capsys, run, words):
    (project.outputs / "baseline").mkdir()
    write_record(project.outputs / "baseline", RECORD)
    assert words in refuse(["record", run], capsys, project)


def test_check_prints_every_fault_and_refuses(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(cli, "check_data", lambda data_dir: ["a.csv, row 2: wrong", "b.csv: empty"])
    assert cli.main(["check", str(tmp_path)]) == 2
    out, errors = capsys.readouterr()
    assert out.splitlines() == ["a.csv, row 2: wrong", "b.csv: empty"]
    assert errors.startswith("rural: 2 faults")
    monkeypatch.setattr(cli, "check_data", lambda data_dir: [])
    assert cli.main(["check", str(tmp_path)]) == 0
    assert "no fault found" in capsys.readouterr().out


def test_check_of_a_folder_that_is_not_there_is_refused(capsys, tmp_path):
    assert "there is no folder" in refuse(["check", str(tmp_path / "nowhere")], capsys)


def test_output_that_nobody_reads_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    script = "import sys; from helpers.cli import main; sys.exit(main(['parameters']))"
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def make_run(outputs, name, reading):
    """Make the least that the pages of runs need."""
    run = outputs / name
    (run / "findings").mkdir(parents=True)
    record = replace(RECORD, run=name, outcome="ok", parameters={"reading": reading}, notebooks=[])
    write_record(run, record)
    record = record.as_dict()
    write_run_index(run, record | {"run": name}, [])


@pytest.fixture
def published(tmp_path):
    for name, reading in (("baseline", "point"), ("literal", "literal")):
        make_run(tmp_path / "outputs", name, reading)
    return Project.at(tmp_path, publisher=PUBLISHER)


def test_two_runs_are_compared(published, capsys):
    assert cli.main(["compare", "baseline", "literal"], project=published) == 0
    assert "1 parameter and 0 findings differ" in capsys.readouterr().out
    assert (published.outputs / "comparisons" / "baseline--literal.html").is_file()


@pytest.mark.parametrize("other", ["baseline", "none", "../x"])
def test_what_cannot_be_compared_is_refused(published, capsys, other):
    assert cli.main(["compare", "baseline", other], project=published) == 2
    assert capsys.readouterr().err.startswith("rural: ")


def test_the_site_is_laid_out(published, capsys):
    assert cli.main(["site"], project=published) == 0
    assert "outputs/site/index.html is ready: 2 runs (baseline, literal)" in capsys.readouterr().out


def test_a_site_with_a_fault_is_not_laid_out(published, capsys, tmp_path):
    page = published.outputs / "literal" / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("<main", "<main><a href='gone.html'>x</a><main"),
        encoding="utf-8",
    )
    assert cli.main(["site", "--to", str(tmp_path / "site")], project=published) == 1
    assert "literal/index.html: dead link gone.html" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_site_without_runs_is_refused(tmp_path, capsys):
    assert cli.main(["site"], project=Project.at(tmp_path, publisher=PUBLISHER)) == 2
    assert "no good run" in capsys.readouterr().err


def test_one_command_tells_which_stamped_forecasts_can_be_scored(capsys, copied_data):
    assert cli.main(["stamped", str(copied_data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    stamped = (copied_data / "reference" / "stamped.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(stamped) - 1 and sum("came" in line for line in lines) == 4
    assert lines[0].startswith(
        "China, online retail sales, 2025: 15.97 trillion yuan came; stamped"
    )
    assert all(line.split("; ")[0].endswith("open") for line in lines[4:])
    later = copied_data / "benchmarks" / "observations.csv"
    text = later.read_text(encoding="utf-8")
    row = next(r for r in text.split("\n") if r.startswith("aksu_city_online_retail-2024-12-31,"))
    later.write_text(text + row.replace("2024", "2025") + "\n", encoding="utf-8")
    assert cli.main(["stamped", str(copied_data)]) == 0
    assert (
        "Aksu city, online retail sales, 2025: 4.004 billion yuan came" in capsys.readouterr().out
    )


def test_stamped_forecasts_of_a_folder_that_is_not_there_are_refused(capsys):
    assert cli.main(["stamped", "nowhere"]) == 2
    assert "there is no folder nowhere" in capsys.readouterr().err


def test_ctrl_c_while_the_command_is_still_imported_is_told_in_words(monkeypatch, capsys):
    class Slow:
        def __getattr__(self, name):
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "helpers.cli", Slow())
    assert start_command() == 130
    assert capsys.readouterr().err == "rural: interrupted\n"
