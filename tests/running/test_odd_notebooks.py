"""Notebooks as people write them run beside ours, or are told in words why they do not."""

import json

import nbformat
import pytest
from nbformat.sign import NotebookNotary

HANDLE = (
    "def show(self, kind, value, trace, tb_offset=None):\n    print('handled', value)\n\n\n"
    "get_ipython().set_custom_exc((ValueError,), show)"
)
ENDED = "the notebook ended itself here; the cells after it did not run"
# Each prints halves of characters; the first flushes so often that stock kernels stop for minutes.
HALVES = [
    "for n in range(100):\n    print(n, '\\ud800', flush=True)",
    "print('\\ud83d')\nprint('\\ude00')",
    "import sys\nprint('\\udce9', file=sys.stderr)",
    "'\\udfff'",
    "display({'text/plain': '\\ud800', 'text/html': '<b>\\ud800</b>'}, raw=True)",
    "get_ipython().set_next_input('\\ud800')",
    "import os\nprint(os.fsdecode(b'caf\\xe9.txt'))",
]
NO_REPR = "class Shy:\n    def __repr__(self):\n        raise ValueError('no words')\n\n\nShy()"
COLOURED = (
    r"raise ValueError('\x1b]8;;http://x.org\x07see\x1b]8;;\x07 \x1b[31m10 %\r99 %\x07\x85\u202e')"
)
# Cells after the one that writes the findings, outcome, the cell that stopped it, what is told.
ODD = {
    "01_stops_on_purpose": (["raise ValueError('meant')", "last = 1"], "ok", None, ""),
    "02_line_magic": (
        ["%nonsense 3", "1"],
        "cell-error",
        4,
        "UsageError: Line magic function `%nonsense` not found.",
    ),
    "03_cell_magic": (
        ["%%nonsense\nx", "1"],
        "cell-error",
        4,
        "UsageError: Cell magic `%%nonsense` not found.",
    ),
    "04_handled": (
        [HANDLE, "raise ValueError('in words')", "1"],
        "cell-error",
        5,
        "ValueError: in words",
    ),
    "05_exit": (["exit()", "1"], "cell-error", 4, f"SystemExit: {ENDED}"),
    "06_quit": (["quit", "1"], "cell-error", 4, f"SystemExit: {ENDED}"),
    "07_asks": (["input('?')"], "cell-error", 4, "StdinNotImplementedError: "),
    "09_half": (HALVES, "ok", None, ""),
    "10_half_in_an_error": (
        ["raise ValueError('a name \\udce9')"],
        "cell-error",
        4,
        r"ValueError: a name \udce9",
    ),
    "11_cannot_be_shown": ([NO_REPR, "1"], "cell-error", 4, "ValueError: no words"),
    "12_terminal": ([COLOURED], "cell-error", 4, "ValueError: 99 %"),
    "13_ends_in_words": (
        ["import sys\nsys.exit('no data')", "1"],
        "cell-error",
        4,
        "SystemExit: no data",
    ),
    "14_debugs": (
        ["import pdb\npdb.set_trace()", "1"],
        "cell-error",
        4,
        "StdinNotImplementedError: ",
    ),
}


@pytest.fixture(scope="module")
def odd(make_project, run, small, tmp_path_factory):
    """A run of odd notebooks, signed in a user's folder of its own."""
    project = make_project({stem: [small.findings, *cells] for stem, (cells, *_) in ODD.items()})
    path = project.notebooks / "01_stops_on_purpose.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][3]["metadata"]["tags"] = ["raises-exception"]
    content["cells"][4]["id"] = "injected-parameters-01_stops_on_purpose"
    path.write_text(json.dumps(content), encoding="utf-8")
    user = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(user))
        record = run(project)
    return project.outputs / "baseline.failed", record, user


@pytest.mark.parametrize("stem", ODD)
def test_an_odd_notebook_runs_or_is_told_in_its_own_words(odd, stem):
    _, outcome, cell, words = ODD[stem]
    notebook = odd[1].find(stem)
    assert (notebook.outcome, notebook.error and notebook.error["cell"]) == (outcome, cell)
    if words:
        told = f"{notebook.error['name']}: {notebook.error['message']}"
        assert told.startswith(words) and told.replace("\n", "").isprintable()


def test_half_a_character_is_shown_by_its_name(odd):
    notebook = nbformat.read(odd[0] / "notebooks" / "09_half.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"][3:]
    shown = [
        "".join(out.get("text", "") or json.dumps(out.data, sort_keys=True) for out in cell.outputs)
        for cell in code
    ]
    assert shown[0].splitlines()[99] == r"99 \ud800"
    assert shown[1:3] == ["\\ud83d\n\\ude00\n", "\\udce9\n"]
    assert shown[3] == json.dumps({"text/plain": r"'\udfff'"})
    assert json.loads(shown[4]) == {"text/html": r"<b>\ud800</b>", "text/plain": r"\ud800"}
    assert shown[6] == "caf\\udce9.txt\n"


def test_a_cell_that_stops_on_purpose_does_not_stop_the_cells_after_it(odd):
    notebook = nbformat.read(odd[0] / "notebooks" / "01_stops_on_purpose.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    assert code[3].outputs[0].evalue == "meant" and len(notebook.cells) == 6


def test_the_cell_of_the_parameters_has_an_id_of_its_own_in_each_notebook(odd):
    ids = []
    for path in sorted((odd[0] / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        own = [cell.id for cell in notebook.cells]
        assert len(set(own)) == len(own)
        ids += [
            cell.id
            for cell in notebook.cells
            if "injected-parameters" in cell.metadata.get("tags", [])
        ]
    assert len(set(ids)) == len(ids) == len(ODD)


def check_signatures(folder, user):
    """Return the names of the executed notebooks that JupyterLab would trust."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(user))
        notary = NotebookNotary(data_dir=str(user))
        return {
            path.stem
            for path in sorted((folder / "notebooks").glob("*.ipynb"))
            if notary.check_signature(nbformat.read(path, as_version=4))
        }


def test_what_was_executed_here_is_signed_and_a_changed_one_is_not_trusted(odd, tmp_path):
    folder, record, user = odd
    assert check_signatures(folder, user) == {notebook.stem for notebook in record.notebooks}
    (tmp_path / "notebooks").mkdir()
    text = (folder / "notebooks" / "09_half.ipynb").read_text(encoding="utf-8")
    (tmp_path / "notebooks" / "09_half.ipynb").write_text(
        text.replace("print", "display"), encoding="utf-8"
    )
    assert check_signatures(tmp_path, user) == set()


def test_results_of_another_user_are_taken_over_and_not_signed(
    make_project, run, small, tmp_path, monkeypatch
):
    project = make_project({"01_first": [small.findings]})
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "one"))
    run(project)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "other"))
    path = project.notebooks / "01_first.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("A paragraph", "Other words"))
    record = run(project)
    assert record.notebooks[0].skipped and record.notebooks[0].exported
    folder = project.outputs / "baseline"
    assert check_signatures(folder, tmp_path / "other") == set()
    # Who has executed them keeps their trust when only texts change.
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "one"))
    run(project, force=True)
    path.write_text(path.read_text(encoding="utf-8").replace("Other words", "New words"))
    run(project)
    assert check_signatures(folder, tmp_path / "one") == {"01_first"}


def test_a_users_folder_that_cannot_be_written_is_no_fault_of_a_run(
    make_project, run, small, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "file" / "jupyter"))
    assert run(make_project({"01_first": [small.findings]})).outcome == "ok"
