"""An executed notebook is the stored one with its outputs, and nothing else."""

import json

import nbformat
import pytest

from helpers.running import execution
from helpers.running.execution import compose, prepare_source
from helpers.running.task import Result, Task


def make_notebook(sources, **metadata):
    cells = [
        nbformat.v4.new_code_cell(source, id=f"id-{number}")
        for number, source in enumerate(sources)
    ]
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def test_traces_of_an_earlier_execution_are_taken_out_of_the_stored_notebook():
    stored = make_notebook(
        ["a = 1", "print(a)"], papermill={"input_path": "/home/ann/a.ipynb"}, widgets={"x": 1}
    )
    stored.cells[0].metadata = {"tags": ["injected-parameters"]}
    stored.cells[1].update(
        metadata={"papermill": {"start_time": "x"}, "tags": ["keep"]}, execution_count=7
    )
    stored.cells[1].outputs = [nbformat.v4.new_output("stream", text="1")]
    stored.metadata.kernelspec = {"name": "somebody-elses", "display_name": "x"}
    prepared = prepare_source(nbformat.writes(stored))
    assert [cell.source for cell in prepared.cells] == ["print(a)"]
    assert prepared.cells[0].metadata == {"tags": ["keep"]}
    assert prepared.cells[0].outputs == [] and prepared.cells[0].execution_count is None
    assert set(prepared.metadata) == {"kernelspec", "language_info"}
    assert prepared.metadata.kernelspec.name == "python3"


def test_cells_without_an_id_or_with_the_same_get_one_that_does_not_change():
    stored = json.loads(nbformat.writes(make_notebook(["a", "b", "c"])))
    stored["cells"][1]["id"] = "id-0"
    del stored["cells"][2]["id"]
    texts = [json.dumps(stored)] * 2
    ids = [[cell.id for cell in prepare_source(text).cells] for text in texts]
    assert ids[0] == ids[1] == ["id-0", "cell-002", "cell-003"]


def test_outputs_meet_changed_texts_and_private_folders_go():
    source = make_notebook(["a = 1", "b = 2"])
    source.cells.insert(1, nbformat.v4.new_markdown_cell("A new text", id="text"))
    executed = make_notebook(["a = 1", "x = '/home/ann'", "b = 2"])
    executed.cells[1].metadata = {"tags": ["injected-parameters"]}
    executed.cells[0].execution_count = 1
    executed.cells[2].execution_count = 3
    picture = {"text/html": "<p>/home/ann/x</p>", "image/png": "/home/ann/"}
    executed.cells[2].outputs = [nbformat.v4.new_output("display_data", data=picture)]
    executed.metadata["papermill"] = {"input_path": "/home/ann"}
    made = compose(source, executed, {"/home/ann": "~"}, "01_a")
    assert [cell.source for cell in made.cells] == ["x = '~'", "a = 1", "A new text", "b = 2"]
    assert [cell.get("execution_count") for cell in made.cells] == [None, 1, None, 3]
    data = made.cells[3].outputs[0].data
    assert data["text/html"] == "<p>~/x</p>" and data["image/png"] == "/home/ann/"
    assert "papermill" not in made.metadata


def test_a_path_in_an_output_goes_by_its_shape_wherever_it_leads():
    source, executed = make_notebook(["a = 1"]), make_notebook(["a = 1"])
    svg = "<svg><image href='data:image/png;base64,iVBO\n/9j/abc'/></svg>"
    shown = {"text/plain": r"\\bureau\ann\x.csv", "image/svg+xml": svg}
    executed.cells[0].outputs = [
        nbformat.v4.new_output("stream", text="/lustre/ann/x.csv, https://example.org/home/ann"),
        nbformat.v4.new_output("display_data", data=shown),
    ]
    stream, display = compose(source, executed, {"/home/ann": "~"}, "01_a").cells[0].outputs
    assert stream.text == "…/x.csv, https://example.org/home/ann"
    assert display.data == {"text/plain": "…/x.csv", "image/svg+xml": svg}


def test_cells_that_never_ran_have_no_outputs():
    source = make_notebook(["a", "b"])
    made = compose(source, make_notebook(["a"]), {}, "01_a")
    assert made.cells[1].outputs == [] and made.cells[1].execution_count is None


@pytest.mark.parametrize(("cell", "tries"), [(None, 2), (3, 1)])
def test_a_kernel_that_died_before_its_first_cell_gets_one_more_try(
    tmp_path, monkeypatch, cell, tries
):
    nbformat.write(make_notebook(["a"]), tmp_path / "01_a.ipynb")
    (tmp_path / "staging" / "notebooks").mkdir(parents=True)
    tried = []

    def die(source, task, private, tell):
        tried.append(task)
        return source, Result(
            "kernel-died", error={"cell": cell, "name": "RuntimeError", "message": "ended"}
        )

    monkeypatch.setattr(execution, "run_notebook", die)
    task = Task(
        step="execute",
        stem="01_a",
        run="baseline",
        source=str(tmp_path / "01_a.ipynb"),
        notebooks_dir=str(tmp_path),
        staging=str(tmp_path / "staging"),
        scratch=str(tmp_path),
        parameters={},
        places={},
        timeout_seconds=9,
        export_page=None,
        meta={},
    )
    assert execution.execute_notebook(task, str(tmp_path), print).outcome == "kernel-died"
    assert len(tried) == tries


def test_an_ended_notebook_without_an_error_is_found_by_the_cells_that_did_not_run():
    executed = make_notebook(["a", "", "b"])
    executed.cells[0].execution_count = 1
    assert execution._find_early_end(executed)[0] == 0
    executed.cells[2].execution_count = 2
    assert execution._find_early_end(executed) is None
