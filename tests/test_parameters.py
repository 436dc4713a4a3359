"""Parameters are declared once, typed, and refused in words when wrong."""

import json
from datetime import date

import nbformat
import papermill
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import parameters, readings
from helpers.data.contract import read_contract
from helpers.parameters import (
    DECLARATIONS,
    SHARED,
    Given,
    Parameter,
    ParameterFaults,
    find_edited,
    find_misspelt,
    parameters_cell,
    validate,
)
from helpers.paths import project_root
from helpers.words import units

KINDS = (
    Parameter("a_text", str, "x", "any text"),
    Parameter("a_number", float, 0.5, "any number"),
    Parameter("a_count", int, 1, "any whole number"),
    Parameter("a_list", list[str], ["x"], "any texts"),
)
PRINTABLE = st.text(min_size=1, max_size=20).filter(
    lambda text: text.strip() and text.isprintable()
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "a_text": PRINTABLE,
        "a_number": st.floats(allow_nan=False, allow_infinity=False),
        "a_count": st.integers(-(10**20), 10**20),
        "a_list": st.lists(PRINTABLE, max_size=4),
    },
)


def find_faults(given_values, declaration=SHARED):
    with pytest.raises(ParameterFaults) as caught:
        validate(given_values, declaration)
    return caught.value.faults


def typed(**values):
    return {name: Given(value, "-p", is_text=True) for name, value in values.items()}


@given(VALUES)
def test_every_value_comes_back_the_same_from_its_text(values):
    texts = typed(**{name: parameters.as_text(value) for name, value in values.items()})
    found = validate(texts, KINDS)
    for name, value in values.items():
        assert found[name] == value
        assert type(found[name]) is type(value)


@given(VALUES)
def test_typed_values_pass_unchanged_and_missing_ones_get_their_defaults(values):
    found = validate(values, KINDS)
    defaults = {parameter.name: parameter.default for parameter in KINDS}
    assert found == {**defaults, **values}
    assert list(found) == list(defaults)


@given(name=st.text(max_size=40), value=st.text(max_size=20))
@settings(max_examples=50)
def test_a_name_that_is_not_declared_is_always_refused(name, value):
    if name not in DECLARATIONS["04_growth_rates"]:
        assert "no such parameter" in find_faults({name: value}, ())[0]


@pytest.mark.parametrize(
    "name", ["x=1; import os; y", "places\nimport os", "PLACES", "places ", "__class__", ""]
)
def test_a_name_that_is_code_is_refused(name):
    assert "no such parameter" in find_faults(typed(**{name: "2"}))[0]


@pytest.mark.parametrize("name", ["x=1", "Seed", "1st", "a b", "", "a\n"])
def test_such_a_name_cannot_even_be_declared(name):
    with pytest.raises(ValueError, match="identifier"):
        Parameter(name, int, 1, "a number")


def test_all_faults_are_reported_at_once_with_value_place_and_what_is_allowed():
    faults = find_faults(
        {
            "readin": Given("literal", "my.yml, line 3"),
            "currency": Given("EURO", "-p", is_text=True),
            "base_year": Given(1999, "my.yml, line 4"),
            "last_year": Given("many", "-p", is_text=True),
        }
    )
    assert len(faults) == 4
    assert "my.yml, line 3" in faults[0] and "did you mean 'reading'?" in faults[0]
    assert "currency = 'EURO' (from -p)" in faults[1]
    assert "one of CNY, EUR, USD or another code of ISO 4217; did you mean 'EUR'?" in faults[1]
    assert (
        "base_year = 1999 (from my.yml, line 4)" in faults[2] and "from 2010 to 2024" in faults[2]
    )
    assert "last_year = 'many'" in faults[3] and "a whole number from 2000 to 2030" in faults[3]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a_count", 2.5),
        ("a_count", 2.0),
        ("a_count", True),
        ("a_count", "2"),
        ("a_count", None),
        ("a_number", float("nan")),
        ("a_number", float("inf")),
        ("a_number", 2**53 + 1),
        ("a_number", True),
        ("a_text", 5),
        ("a_text", date(2020, 1, 1)),
        ("a_text", ""),
        ("a_text", "two\nlines"),
        ("a_text", "\udc80"),
        ("a_list", "x"),
        ("a_list", ["x", 1]),
        ("a_list", ["x", ""]),
        ("a_list", ("x",)),
    ],
)
def test_an_ill_typed_value_is_never_bent_into_shape(name, value):
    assert find_faults({name: value}, KINDS)[0].startswith(f"{name} = ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a_count", "2.5"),
        ("a_count", "true"),
        ("a_count", "1_000"),
        ("a_count", ""),
        ("a_count", "٣"),
        ("a_number", "nan"),
        ("a_number", "1e999"),
        ("a_number", "0x10"),
        ("a_list", "a,,b"),
        ("a_list", "[a, 1]"),
        ("a_list", "[a"),
        ("a_list", "[!!python/object/apply:os.getcwd []]"),
        ("a_text", "none\0"),
    ],
)
def test_a_text_of_another_type_is_refused(name, text):
    assert f"{name} = " in find_faults(typed(**{name: text}), KINDS)[0]


def test_a_whole_number_may_stand_for_a_number():
    found = validate({"a_number": 2}, KINDS)["a_number"]
    assert found == 2.0 and isinstance(found, float)


def test_years_the_wrong_way_round_are_refused_with_both_places():
    fault = find_faults(typed(first_year="2024", last_year="2014"))[0]
    assert "first_year = 2024 (from -p)" in fault and "last_year = 2014 (from -p)" in fault
    assert validate({"first_year": 2023}, SHARED)["first_year"] == 2023
    assert "before last_year = 2024 (from the default)" in find_faults({"first_year": 2024})[0]


def test_a_long_value_is_cut_in_the_message():
    assert len(find_faults({"reading": "x" * 10_000})[0]) < 400


def test_a_default_cannot_be_changed_through_the_values():
    validate({}, SHARED)["places"].append("aksu-city")
    assert validate({}, SHARED)["places"] == []


@pytest.mark.parametrize(
    "declaration",
    [
        {"type": int, "default": "x"},
        {"type": str, "default": "a=b"},
        {"type": str, "default": "x", "meaning": "a=b"},
        {"type": str, "default": "x", "choices": ("y",)},
        {"type": tuple, "default": ()},
        {"type": int, "default": None},
        {"type": bool, "default": False},
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(declaration):
    with pytest.raises(ValueError):
        Parameter("name", **{"meaning": "words", **declaration})


def test_two_notebooks_cannot_declare_one_name_in_two_ways():
    other = (Parameter("places", int, 1, "other places"),)
    with pytest.raises(ValueError, match="places is declared in two different ways"):
        parameters.combine([SHARED, other])
    parameters.combine(DECLARATIONS.values())


@pytest.mark.parametrize(("stem", "declaration"), [*DECLARATIONS.items(), ("09_kinds", KINDS)])
def test_papermill_reads_the_parameters_cell_as_declared(tmp_path, caplog, stem, declaration):
    text = parameters.parameters_cell(stem, {stem: declaration})
    cell = nbformat.v4.new_code_cell(text, metadata={"tags": ["parameters"]})
    kernel = {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), tmp_path / "a.ipynb")
    found = papermill.inspect_notebook(tmp_path / "a.ipynb")
    assert list(found) == [parameter.name for parameter in declaration]
    assert not [entry for entry in caplog.records if entry.levelname == "WARNING"]
    for parameter in declaration:
        about = found[parameter.name]
        assert parameters.TYPE_NAMES[parameter.type] in about["inferred_type_name"]
        assert about["help"].startswith(parameter.meaning)


def test_the_parameters_cell_runs_and_gives_the_defaults():
    scope = {}
    exec(parameters.parameters_cell("09_kinds", {"09_kinds": KINDS}), scope)
    assert {p.name: scope[p.name] for p in KINDS} == {p.name: p.default for p in KINDS}


def test_a_parameters_cell_is_written_only_where_it_differs(tmp_path):
    path = tmp_path / "04_growth_rates.ipynb"
    cells = [
        nbformat.v4.new_markdown_cell("# 4. 多快?", id="a"),
        nbformat.v4.new_code_cell("places: int = 3", id="b", metadata={"tags": ["parameters"]}),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    before = json.loads(path.read_text(encoding="utf-8"))
    assert parameters.write_cells(tmp_path) == ["04_growth_rates.ipynb"]
    after = json.loads(path.read_text(encoding="utf-8"))
    assert "".join(after["cells"][1].pop("source")) == parameters.parameters_cell("04_growth_rates")
    del before["cells"][1]["source"]
    assert after == before
    written = path.read_bytes()
    assert parameters.write_cells(tmp_path) == []
    nbformat.write(nbformat.read(path, as_version=4), path)
    assert path.read_bytes() == written, "nbformat would write the file in another form"


def test_a_notebook_without_a_parameters_cell_is_named(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "04_growth_rates.ipynb")
    with pytest.raises(ValueError, match="04_growth_rates.ipynb has no cell tagged"):
        parameters.write_cells(tmp_path)


def test_readings_and_currencies_of_the_parameters_are_those_of_the_readers():
    allowed = {parameter.name: parameter.choices for parameter in SHARED}
    assert allowed["reading"] is readings.READINGS
    assert allowed["currency"] is units.CURRENCIES and allowed["prices"] is units.PRICES
    assert set(units.CURRENCIES) <= set(units.UNITS)


@pytest.mark.parametrize(("name", "known"), [("unit", units.UNITS), ("wording", readings.WORDINGS)])
def test_the_contract_allows_what_the_readers_know_and_nothing_else(name, known):
    contract = read_contract(project_root() / "data")
    fields = [
        field["constraints"]["enum"]
        for resource in contract["resources"]
        for field in resource["schema"]["fields"]
        if field["name"] == name and "enum" in field.get("constraints", {})
    ]
    assert fields and all(set(allowed) == set(known) for allowed in fields)


def test_the_table_for_the_page_shows_value_and_default():
    rows = parameters.table(SHARED, validate({"places": ["aksu-city", "tibet"]}, SHARED))
    row = next(row for row in rows if row["name"] == "places")
    assert row["value"] == "aksu-city, tibet" and row["default"] == "(empty)" and row["meaning"]


def test_the_description_lists_every_parameter_once():
    rows = {row["name"]: row["notebooks"] for row in parameters.describe()}
    assert len(rows) == len(parameters.describe())
    for name, notebooks in rows.items():
        declared = [
            stem[:2]
            for stem, declaration in sorted(parameters.DECLARATIONS.items())
            if name in [one.name for one in declaration]
        ]
        assert notebooks.split() == declared, name
    assert rows["places"].split() == sorted(stem[:2] for stem in parameters.DECLARATIONS)
    assert rows["level"] == "04 05" and rows["horizon"] == "06"


def test_a_misspelt_name_in_the_parameters_cell_as_last_run_is_found_with_the_near_one():
    cell = 'data_dir: str = "data"\nreading: str = "literal"\n'
    other = "import pandas as pd\nraeding = 3"
    assert find_misspelt({"In": ["", cell, other]}, SHARED) == []
    assert find_misspelt({}, SHARED) == []
    wrong = cell.replace("reading", "raeding")
    (fault,) = find_misspelt({"In": ["", cell, other, wrong, other]}, SHARED)
    assert "'raeding' (from the parameters cell): no such parameter" in fault and "reading" in fault
    assert find_misspelt({"In": ["", wrong, cell]}, SHARED) == [], "it was mended since"


def test_an_edited_parameters_cell_is_told_and_a_current_one_is_not():
    cells = {stem: parameters_cell(stem) for stem in DECLARATIONS}
    assert find_edited(cells) == []
    cells["04_growth_rates"] = (
        cells["04_growth_rates"]
        .replace('reading: str = "conventional"', 'raeding: str = "literal"')
        .replace("last_year: int = 2024", "last_year: int = 2020")
    )
    assert find_edited(cells | {"99_unknown": "x = 1"}) == [
        "04_growth_rates.ipynb sets raeding, which is no parameter of it",
        "04_growth_rates.ipynb sets last_year = 2020",
    ]
