"""Files of parameters and grids are read as people write them."""

import pytest

from helpers.running.folders import RunFault
from helpers.running.parameter_files import (
    LARGEST_FILE,
    MOST_SETS,
    read_grid,
    read_parameters,
)


def write(folder, text, name="grid.yml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_list_gives_its_sets_their_names_and_lists_and_dates_stay_what_they_are(tmp_path):
    grid = read_grid(
        write(
            tmp_path,
            "list:\n- {name: all, places: []}\n- {name: 'two places', places: [tibet,"
            " aksu_city]}\n- {places: [tibet], strict: false}\n",
        )
    )
    assert [item.name for item in grid.sets] == ["all", "two-places", "tibet-false"]
    assert [item.given["places"].value for item in grid.sets] == [
        [],
        ["tibet", "aksu_city"],
        ["tibet"],
    ]
    assert grid.sets[2].given["strict"].value is False and grid.varied == ["places", "strict"]


def test_a_set_is_named_after_its_data_folder_and_not_after_where_that_lies(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    grid = read_grid(write(tmp_path, f"product: {{data_dir: [{one}, {other}]}}"))
    assert [item.name for item in grid.sets] == ["one", "other"]


def test_a_large_grid_runs_when_it_is_asked_for(tmp_path):
    grid = read_grid(
        write(tmp_path, f"product:\n  seed: {list(range(MOST_SETS + 1))}\n"), allow_many=True
    )
    assert len(grid.sets) == MOST_SETS + 1


def test_a_file_of_parameters_tells_of_each_the_line_it_stands_on(tmp_path):
    given = read_parameters(write(tmp_path, "# mine\nreading: literal\nplaces: [tibet]\n", "p.yml"))
    assert {name: (one.value, one.source) for name, one in given.items()} == {
        "reading": ("literal", "p.yml, line 2"),
        "places": (["tibet"], "p.yml, line 3"),
    }


def test_a_combination_has_a_set_and_what_all_share_is_not_in_its_name(tmp_path):
    text = "common: {seed: 7}\nproduct:\n  reading: [point, literal]\n  first_year: [2010, 2014]\n"
    grid = read_grid(write(tmp_path, text))
    assert (grid.name, grid.varied) == ("grid", ["reading", "first_year"])
    assert [one.name for one in grid.sets] == [
        f"{reading}-{year}" for reading in ("point", "literal") for year in (2010, 2014)
    ]
    assert {one.given["seed"].value for one in grid.sets} == {7}


def test_what_is_no_ordinary_file_or_too_long_is_not_read(tmp_path):
    with pytest.raises(RunFault, match="it is not an ordinary file"):
        read_parameters("/dev/null")
    long = write(tmp_path, "#" * (LARGEST_FILE + 1), "long.yml")
    with pytest.raises(RunFault, match="long.yml is too long"):
        read_parameters(long)
