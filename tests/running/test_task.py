"""What workers are handed can be sent to them, and found by them."""

import pickle
import random
from datetime import date

import numpy as np

from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.running.task import SEED_DRAWS, Task, describe_interruption

SRC = project_root() / "src" / "helpers"


def test_what_the_publisher_hands_in_can_be_found_by_workers():
    for name in ("export_page", "write_run_index", "write_runs_index", "write_sweep"):
        function = getattr(PUBLISHER, name)
        assert (function.__module__, function.__qualname__) == (
            "helpers.publishing.publisher",
            name,
        )
    for module in (PUBLISHER.preload, *PUBLISHER.sources):
        assert (SRC.parent / f"{module.replace('.', '/')}.py").is_file()


def test_a_task_and_its_result_arrive_in_another_process_as_they_were():
    values = {"places": ["tibet"], "reading": "literal", "day": date(2024, 5, 1)}
    task = Task(
        step="execute", stem="01_a", run="mine", source="a", notebooks_dir="n", staging="s",
        scratch="s/.s", parameters=values, places={"/srv": "…"}, timeout_seconds=9.5,
        export_page=PUBLISHER.export_page, meta={"title": "A"},
    )  # fmt: skip
    assert pickle.loads(pickle.dumps(task)) == task
    stopped = describe_interruption("told to stop")
    assert pickle.loads(pickle.dumps(stopped)) == stopped
    assert stopped.outcome == "interrupted" and stopped.error["message"] == "told to stop"


def test_draws_without_a_seed_of_their_own_are_the_same_each_time():
    drawn = []
    before = random.getstate(), np.random.get_state()
    for _ in range(2):
        exec(SEED_DRAWS)
        drawn.append((random.random(), np.random.random()))
    random.setstate(before[0])
    np.random.set_state(before[1])
    assert drawn[0] == drawn[1]
