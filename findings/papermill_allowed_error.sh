#!/bin/sh
# One would guess that the tag raises-exception, by which nbformat lets a cell show an error, holds in papermill too.
# The client that papermill builds on lets the cell pass and all cells after it run; then papermill finds the error among
# the outputs, calls the run failed, exits with 1 and writes "An Exception was encountered" on top of the notebook.
# Touched on in the review of nteract/papermill#786. Here: a notebook that shows what is refused would fail in batch only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check papermill==2.7.0 nbclient==0.11.0 ipykernel==7.4.0
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata

import nbformat
import papermill
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("papermill", "nbclient", "ipykernel")))
shown = new_code_cell("raise ValueError(\"refused\")", metadata={"tags": ["raises-exception"]})
kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
book = new_notebook(cells=[shown, new_code_cell("print(\"after\")")], metadata=kernel)
nbformat.write(book, "in.ipynb")
client = NotebookClient(book).execute()
print("nbclient: the last cell prints", client.cells[-1].outputs[0]["text"].strip())
try:
    papermill.execute_notebook("in.ipynb", "out.ipynb", progress_bar=False)
    verdict = "passed"
except papermill.PapermillExecutionError as error:
    verdict = f"failed: {error.ename}"
written = nbformat.read("out.ipynb", 4)
print("papermill: the last cell prints", written.cells[-1].outputs[0]["text"].strip(), "| run", verdict)
assert client.cells[-1].outputs[0]["text"] == written.cells[-1].outputs[0]["text"] == "after\n"
assert verdict == "failed: ValueError", "this has changed"
assert "An Exception was encountered" in written.cells[0].source, "this has changed"
PYTHON
