"""A picture of verdicts counts each claim once, in the column of its verdict."""

from helpers.audit.figures import draw_verdicts


def test_bars_add_up_to_all_claims_and_the_title_counts_them(audited):
    drawing = draw_verdicts(audited.reset_index())
    counts = drawing.data.set_index("Kind of relation")
    assert counts.to_numpy().sum() == len(audited)
    for verdict, number in audited["verdict"].value_counts().items():
        assert counts[verdict].sum() == number and f"{number} {verdict}" in drawing.description
    assert len(drawing.axes.patches) == (counts.to_numpy() > 0).sum()
    assert str(len(audited)) in drawing.title


def test_without_claims_there_is_no_picture(audited):
    assert draw_verdicts(audited.iloc[:0]) is None
