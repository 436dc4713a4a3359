"""The code of the notebooks shows the analysis: short cells, little of it publishing."""

import re
import runpy

import pytest

from helpers.paths import project_root

study = runpy.run_path(str(project_root() / "tests" / "studies" / "notebooks.py"))


@pytest.fixture(scope="module")
def notebooks():
    return study["read_notebooks"]()


@pytest.fixture(scope="module")
def measured(notebooks):
    return study["measure_cells"]([cell for cells in notebooks.values() for cell in cells])


@pytest.mark.parametrize(
    ("what", "most"),
    [
        ("lines", 1150),
        ("median", 6),
        ("longest", 16),
        ("share", 0.45),
        ("same_keywords", 20),
        ("else_print", 0),
    ],
)
def test_all_notebooks_together_stay_within_the_limits(measured, what, most):
    assert measured[what] <= most


def test_claims_are_asserted_beside_their_sentences(measured):
    assert measured["asserts"] >= 15


def test_every_assert_says_what_would_be_wrong(notebooks):
    for stem, cells in notebooks.items():
        for cell in cells:
            for node in study["ast"].walk(study["ast"].parse(cell)):
                if isinstance(node, study["ast"].Assert):
                    assert node.msg is not None, f"{stem}: {study['ast'].unparse(node)}"


def test_notebooks_are_stored_as_the_formatter_leaves_them(notebooks):
    for stem, cells in notebooks.items():
        formatted = study["format_cells"](cells)
        assert [cell.strip() for cell in formatted] == [cell.strip() for cell in cells], stem


def list_assigned(tree):
    """Return the names that cells bind."""
    ast = study["ast"]
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } | {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def test_what_a_sentence_names_is_made_in_its_own_section():
    """A name that an earlier section has left behind would fill a sentence with its number."""
    import json

    ast = study["ast"]
    for path in sorted((project_root() / "notebooks").glob("0[1-9]*.ipynb")):
        made, opening, is_first = set(), set(), True
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                opening, made, is_first = (
                    (made if is_first and made else opening),
                    set(),
                    is_first and not made,
                )
                continue
            tree = ast.parse("".join(cell["source"]))
            made |= list_assigned(tree)
            for call in ast.walk(tree):
                if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") not in (
                    "say",
                    "lead",
                ):
                    continue
                text = call.args[-1]
                template = text.value if isinstance(text, ast.Constant) else ""
                named = {name.split(".")[0] for name in re.findall(r"\{([\w.]+)", template)}
                given = {part.arg for part in ast.walk(call) if isinstance(part, ast.keyword)}
                left = named - given - made - opening
                assert None in given or not left, f"{path.stem}: {template[:60]} {sorted(left)}"
