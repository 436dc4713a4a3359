"""What results and pages depend on: each thing changes its own part, and nothing private is in."""

from dataclasses import replace

import pytest

from helpers.parameters import ParameterFaults
from helpers.running.dependencies import Dependencies
from helpers.running.folders import RunFolders
from helpers.running.inputs import Sources
from helpers.running.run import Options


@pytest.fixture(scope="module")
def project(make_project):
    return make_project({"01_first": ["1"], "07_robustness": ["2"], "08_findings": ["3"]})


@pytest.fixture
def depend(project):
    """A function that settles what a run of the project is made from."""

    def settle(run="mine", changed=project, **values):
        sources = Sources(changed)
        usual = {name: each.default for name, each in _list_parameters(sources).items()}
        usual["data_dir"] = str(changed.notebooks.parent / "data")
        return Dependencies(sources, RunFolders(changed.outputs, run), usual | values)

    return settle


def _list_parameters(sources):
    return {each.name: each for each in sources.declaration}


def list_changed(before, after, stem="01_first"):
    """Return which parts of a notebook's results are others."""
    one, two = (each.describe_execution(stem) for each in (before, after))
    return [part for part in one if one[part] != two[part]]


def test_another_parameter_is_another_part_and_the_folder_of_the_run_is_none(depend):
    assert list_changed(depend(), depend("other", out_dir="outputs/other")) == []
    assert list_changed(depend(), depend(reading="literal")) == ["parameters"]


def test_another_cell_and_another_file_of_data_are_parts_of_their_own(depend, make_project, small):
    other = make_project({"01_first": ["1"]})
    states = [depend(changed=other)]
    small.write_notebook(other.notebooks / "01_first.ipynb", ["4"])
    states.append(depend(changed=other))
    (other.notebooks.parent / "data" / "a.csv").write_text("x\n2\n", encoding="utf-8")
    states.append(depend(changed=other))
    assert list_changed(*states[:2]) == ["code"] and list_changed(*states[1:]) == ["data"]


def test_findings_of_others_are_a_part_of_what_reads_them_and_robustness_one_of_the_page(depend):
    found = depend()
    assert (found.first, found.last) == (["01_first", "07_robustness"], ["08_findings"])
    assert found.testers == ["07_robustness"]
    one, two = (found.describe_execution("08_findings", {"a.json": sha}) for sha in "xy")
    assert [part for part in one if one[part] != two[part]] == ["findings"]
    one, two = (found.describe_page("01_first", "key", {"k": words}) for words in ("Holds.", "No."))
    assert [part for part in one if one[part] != two[part]] == ["robustness"]


def test_what_a_record_and_a_page_show_names_no_folder_of_this_machine(depend, project):
    found, private = depend(), str(project.notebooks.parent)
    assert found.show_values()["data_dir"] == "…/data"
    task = found.describe_task("execute", "01_first", Options())
    told = {name: value for name, value in task.meta.items() if name != "data_dir"}
    assert private not in str(told) and private in task.meta["data_dir"]
    assert task.places[str(project.notebooks)] == "notebooks"
    assert task.parameters == found.values_of["01_first"]


def test_parameters_that_choose_nothing_are_refused_and_data_that_passed_once_are_not_asked(
    depend, project
):
    asked = []

    def select(data_dir, values):
        asked.append(values["reading"])
        return ["places: nothing is left"] if values["reading"] == "literal" else []

    changed = replace(project, select=select)
    with pytest.raises(ParameterFaults, match="nothing is left"):
        depend(changed=changed, reading="literal").check(None)
    depend(changed=changed).check(None)
    assert asked == ["literal", "conventional"]
