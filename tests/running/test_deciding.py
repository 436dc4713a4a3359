"""What to do about a notebook, and why: decided without a file."""

from dataclasses import replace

import pytest

from helpers.running.deciding import Decision, Earlier, Now, decide, find_damage, take_elsewhere
from helpers.running.record import NotebookRecord, Record, hash_json

STEM = "04_growth_rates"
PARTS = {"code": "c", "parameters": "p", "data": "d", "helpers": "h", "python": "3.11",
         "libraries": "l"}  # fmt: skip
PAGE = {"results": "r", "texts": "t", "template": "m", "frame": "f", "robustness": "s"}
PRODUCTS = {f"findings/{STEM}.json": "1", f"notebooks/{STEM}.ipynb": "2", f"html/{STEM}.html": "3"}
INPUTS = {"data/a.csv": "1", "src/helpers/a.py": "1", "src/helpers/cli.py": "1"}
NOW = Now(
    {"reading": "point"},
    INPUTS,
    {
        "data": ("data/", {"data/a.csv": "1"}),
        "helpers": ("src/helpers/", {"src/helpers/a.py": "1"}),
    },
    {"python": "3.11", "numpy": "2.1", "scipy": "1.0"},
)


def make_earlier(files=PRODUCTS, place="good", inputs=INPUTS, reading="point", **changes):
    usual = {"parts": PARTS, "page_parts": PAGE, "products": PRODUCTS, "seconds": 2.0}
    notebook = NotebookRecord(STEM, **{"outcome": "ok", **usual, **changes})
    notebook.key = notebook.key or hash_json(notebook.parts)
    notebook.page_key = notebook.page_key or hash_json(notebook.page_parts)
    versions = {"python": "3.11", "numpy": "2.0", "pandas": "3", "scipy": "1.0"}
    record = Record("baseline", "ok", "", 1.0, {"reading": reading}, versions, inputs, [notebook])
    return Earlier(place, record, files)


def decide_on(*earlier, parts=PARTS, page=PAGE, now=NOW, force=False):
    decision = decide(STEM, parts, page, list(earlier), now, force=force)
    return decision.action, "; ".join(decision.reasons)


def test_what_is_as_it_was_is_kept():
    assert decide_on(make_earlier()) == ("keep", "")


def test_force_executes_whatever_there_is():
    assert decide_on(make_earlier(), force=True) == ("execute", "--force")


def test_without_an_earlier_run_it_has_not_run_yet():
    assert decide_on() == ("execute", "it has not run yet")
    assert decide_on(make_earlier(outcome="not-run")) == ("execute", "it has not run yet")


@pytest.mark.parametrize(
    ("part", "earlier", "words"),
    [
        ("code", {}, "its code changed"),
        ("python", {}, "Python is another: 3.12, it was 3.11"),
        ("libraries", {}, "libraries are others: numpy 2.1, it was 2.0, pandas none, it was 3"),
        (
            "parameters",
            {"reading": "literal"},
            "parameters changed: reading is point, it was literal",
        ),
        ("data", {"inputs": {"data/a.csv": "0"}}, "data changed: a.csv"),
        ("data", {"inputs": {**INPUTS, "data/gone.csv": "1"}}, "data changed: gone.csv"),
        (
            "helpers",
            {"inputs": {"data/a.csv": "1", "src/helpers/cli.py": "0"}},
            "src/helpers changed: a.py",
        ),
    ],
)
def test_each_part_that_changed_is_told_in_words(part, earlier, words):
    parts = {**PARTS, part: "3.12" if part == "python" else "other"}
    assert decide_on(make_earlier(**earlier), parts=parts) == ("execute", words)


def test_more_than_three_changed_files_are_counted():
    files = {f"data/{letter}.csv": "2" for letter in "abcde"}
    now = Now({}, files, {"data": ("data/", files)})
    words = decide_on(make_earlier(), parts={**PARTS, "data": "x"}, now=now)[1]
    assert words == "data changed: a.csv, b.csv, c.csv and 2 more"


@pytest.mark.parametrize("path", PRODUCTS)
@pytest.mark.parametrize("sha", ["damaged", None])
def test_a_damaged_product_is_never_kept(path, sha):
    files = {**PRODUCTS, path: sha}
    action = "export" if path.startswith("html/") else "execute"
    assert decide_on(make_earlier(files)) == (action, f"{path} was changed or removed")


@pytest.mark.parametrize("part", ["texts", "template", "frame", "robustness"])
def test_what_changes_the_page_only_exports(part):
    action, words = decide_on(make_earlier(), page={**PAGE, part: "other"})
    assert action == "export" and "changed" in words


@pytest.mark.parametrize("outcome", ["cell-error", "timeout", "interrupted"])
def test_an_execution_that_failed_is_done_again(outcome):
    assert decide_on(make_earlier(outcome=outcome)) == (
        "execute",
        f"its last execution ended with {outcome}",
    )


def test_a_failed_attempt_gives_what_the_good_run_has_not():
    old = make_earlier(parts={**PARTS, "code": "old"})
    decision = decide(STEM, PARTS, PAGE, [old, make_earlier(place="failed")], NOW)
    assert decision.action == "keep" and decision.found[0] == "failed"


def test_a_page_of_another_run_is_made_anew():
    before = make_earlier().record.notebooks[0]
    decision = Decision(PARTS, PAGE)
    take_elsewhere(decision, "elsewhere", "euro", before)
    place, found = decision.found
    assert decision.action == "export" and place == "elsewhere" and found.taken_from == "euro"
    assert f"html/{STEM}.html" not in found.products and found.page_parts == {}
    assert replace(before) == before, "what was found is not changed"


def test_damage_is_what_is_missing_or_another():
    assert find_damage({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "x"}) == ["b", "c"]
