"""Pictures of places, dates and readings show what the tables hold."""

import math

import pandas as pd
import pytest

from helpers.assembly.figures import draw_example
from helpers.description.figures import draw_timeline
from helpers.description.locator import draw_locator, group_near, list_located
from helpers.readings import READINGS
from helpers.study import Study
from helpers.words.units import Range


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return Study("03_descriptive_statistics", {"out_dir": str(tmp_path_factory.mktemp("run"))})


def test_every_number_about_a_place_with_coordinates_is_counted_once(study):
    places = list_located(study.observations, study.entities, study.parents)
    assert places["place"].is_unique and places["numbers"].is_monotonic_decreasing
    country = study.entities.loc[study.entities["type"] == "country", "entity_id"]
    nowhere = study.observations["entity_id"].isin(country).sum()
    assert 0 < places["numbers"].sum() <= len(study.observations) - nowhere


def test_each_place_stands_in_one_group_and_groups_lie_apart(study):
    places = list_located(study.observations, study.entities, study.parents)
    groups = group_near(places)
    assert sorted(row for group in groups for row in group) == list(places.index)
    drawing = draw_locator(study.observations, study.entities, study.parents)
    for ax in (drawing.axes, drawing.narrow):
        said = " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
        assert len(ax.texts) == len(groups)
        assert all(place in said for place in places["place"])


def test_no_place_is_drawn_where_none_has_coordinates(study):
    bare = study.entities.assign(latitude_deg=math.nan, longitude_deg=math.nan)
    assert draw_locator(study.observations, bare, study.parents) is None


def test_the_events_of_a_place_stand_together_and_the_place_is_named_once(study):
    drawing = draw_timeline(study.events, study.parents)
    names = next(ax for ax in drawing.axes.figure.axes if ax is not drawing.axes)
    written = [text.get_text().replace("\n", " ") for text in names.texts]
    assert len(written) == len(set(written)) == study.events["entity_id"].nunique()
    drawn = study.events.drop_duplicates(["entity_id", "event"])
    assert len(drawing.axes.texts) == len(drawing.narrow.texts) == len(drawn)


def test_the_example_of_a_reading_shows_its_bounds_under_each(study):
    drawing = draw_example(study)
    assert [row.split(", ")[0] for row in drawing.data["Reading"]] == list(READINGS)
    hedged = study.observations[study.observations["wording"] == "more_than"].iloc[0]
    _, *bounds = drawing.data.columns
    for reading, shown in zip(READINGS, drawing.data[bounds].to_numpy(), strict=True):
        rows = study.under(reading=reading).observations.set_index("observation_id")
        row = rows.loc[hedged["observation_id"]]
        high = row["high"] if math.isfinite(row["high"]) else "no upper limit"
        assert list(shown) == [row["low"], row["central"], high]
    assert str(Range(hedged["low"], hedged["high"], hedged["unit"])) in drawing.title


def test_nothing_is_drawn_of_numbers_without_a_hedge(study, monkeypatch):
    plain = study.observations[study.observations["wording"] == "stated"]
    monkeypatch.setattr(Study, "observations", plain)
    assert draw_example(study) is None


def test_places_far_from_each_other_are_never_in_one_group():
    corners = pd.DataFrame({"longitude_deg": [0, 0, 90, 90], "latitude_deg": [0, 60, 0, 60]})
    assert group_near(corners) == [[0], [1], [2], [3]]
