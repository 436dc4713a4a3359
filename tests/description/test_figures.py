"""Pictures of dates and years show what the tables hold."""

from helpers.description.figures import draw_timeline


def test_the_events_of_a_place_stand_together_and_the_place_is_named_once(study):
    drawing = draw_timeline(study.events, study.parents)
    names = next(ax for ax in drawing.axes.figure.axes if ax is not drawing.axes)
    written = [text.get_text().replace("\n", " ") for text in names.texts]
    assert len(written) == len(set(written)) == study.events["entity_id"].nunique()
    drawn = study.events.drop_duplicates(["entity_id", "event"])
    assert len(drawing.axes.texts) == len(drawing.narrow.texts) == len(drawn)
