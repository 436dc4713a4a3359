"""Places are drawn where they lie, each once, those that lie near in one group."""

import math

import pandas as pd

from helpers.description.locator import draw_locator, group_near, list_located


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


def test_places_far_from_each_other_are_never_in_one_group():
    corners = pd.DataFrame({"longitude_deg": [0, 0, 90, 90], "latitude_deg": [0, 60, 0, 60]})
    assert group_near(corners) == [[0], [1], [2], [3]]
