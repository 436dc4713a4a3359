"""The example of a reading, as page 1 draws it."""

import math

import pytest

from helpers.assembly.figures import draw_example
from helpers.readings import READINGS
from helpers.study import Study
from helpers.words.units import Range


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return Study("03_descriptive_statistics", {"out_dir": str(tmp_path_factory.mktemp("run"))})


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
