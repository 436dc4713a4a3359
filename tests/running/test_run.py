"""Of the tasks of a run the one starts first that others may have to wait for."""

from types import SimpleNamespace

from records import make_record

from helpers.running.deciding import Earlier
from helpers.running.record import NotebookRecord
from helpers.running.run import rank

DEPENDENCIES = SimpleNamespace(
    testers=["07_robustness"],
    notebooks={
        stem: SimpleNamespace(code=["a cell"] * cells)
        for stem, cells in {"01_a": 3, "02_b": 9, "03_c": 5, "07_robustness": 1}.items()
    },
)


def sort(tasks, *timed):
    """Return tasks in the order in which they start, after runs with these times."""
    earlier = [
        Earlier(None, make_record(notebooks=[NotebookRecord(*each) for each in run]), {})
        for run in timed
    ]
    tasks = [SimpleNamespace(step=step, stem=stem) for step, stem in tasks]
    tasks.sort(key=lambda task: rank(task, DEPENDENCIES, earlier))
    return [f"{task.step} {task.stem}" for task in tasks]


def test_executions_come_before_pages_and_of_those_never_timed_what_tests_findings():
    tasks = [("export", "02_b"), *(("execute", stem) for stem in DEPENDENCIES.notebooks)]
    assert sort(tasks) == [
        "execute 07_robustness",
        "execute 02_b",
        "execute 03_c",
        "execute 01_a",
        "export 02_b",
    ]


def test_what_took_longest_in_the_last_run_that_ended_well_comes_first():
    tasks = [("execute", stem) for stem in ("01_a", "02_b", "03_c")]
    good = [("01_a", "ok", 5.0), ("02_b", "ok", 2.0), ("03_c", "ok", 9.0)]
    assert sort(tasks, good) == ["execute 03_c", "execute 01_a", "execute 02_b"]
    failed = [("01_a", "cell-error", 99.0), ("02_b", "ok", 7.0)]
    assert sort(tasks, failed, good) == ["execute 03_c", "execute 02_b", "execute 01_a"]
