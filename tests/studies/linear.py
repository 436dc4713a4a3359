"""Time sweeps of small notebooks: the cost of a task must not grow with their number."""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from helpers.parameters import SHARED, Parameter, parameters_cell
from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project
from helpers.running.sweep import run_sweep

STEM = "01_small"
DECLARED = {STEM: (*SHARED, Parameter("seed", int, 1, "a number to say", minimum=0))}
CODE = """
import json
from helpers.paths import output_folder
folder = output_folder(out_dir) / "findings"
folder.mkdir(exist_ok=True)
said = [{"key": "seed", "text": f"It is {seed}.", "numbers": {"seed": seed}}]
content = json.dumps({"notebook": "01_small", "title": "t", "findings": said})
_ = (folder / "01_small.json").write_text(content)
"""


def make_project(root):
    """Return a project of one notebook that does next to nothing."""
    for folder in ("notebooks", "data", "src/helpers"):
        (root / folder).mkdir(parents=True)
    (root / "data" / "a.csv").write_text("x\n1\n")
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# 1. What is the seed?"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"tags": ["parameters"]},
            "source": parameters_cell(STEM, DECLARED),
            "outputs": [],
            "execution_count": None,
        },
        {
            "cell_type": "code",
            "id": "c",
            "metadata": {},
            "source": CODE,
            "outputs": [],
            "execution_count": None,
        },
    ]
    (root / "notebooks" / f"{STEM}.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    return Project.at(root, declarations=DECLARED, publisher=PUBLISHER)


def measure(count):
    """Return seconds and peak megabytes of the command for a sweep of so many runs, two tasks
    each."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project = make_project(root)
        grid = root / "grid.yml"
        grid.write_text(
            f"common: {{data_dir: {root / 'data'}}}\nproduct: {{seed: {list(range(count))}}}\n"
        )
        started = time.monotonic()
        done = run_sweep(str(grid), project=project, jobs=2, allow_many=True)
        seconds = time.monotonic() - started
        assert done.outcome == "ok", done.outcome
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[10, 100, 1000])
    counts = parser.parse_args().counts
    measure(2)  # starts the fork server, which stays
    lines = [
        "| runs | tasks | seconds | seconds a task | peak MB of the command |",
        "|--:|--:|--:|--:|--:|",
    ]
    for count in counts:
        seconds, peak = measure(count)
        lines.append(
            f"| {count:,} | {2 * count:,} | {seconds:.1f} | {seconds / (2 * count):.3f} |"
            f" {peak:.0f} |"
        )
        print(lines[-1], flush=True)
    lines += [
        "",
        (
            "A run is one small notebook: one task executes it, one exports it; two at a time."
            " Workers and kernels end with their task, so memory beside the command's does not"
            " grow."
        ),
    ]
    text = "\n".join(lines)
    print(text)
    target = project_root() / "outputs" / "studies" / "linear.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Cost by number of tasks\n\n" + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
