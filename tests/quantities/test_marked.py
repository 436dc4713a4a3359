"""A text's quantities as a list, a frame and marked text."""

from helpers import quantities

TEXT = "En 2023, <b>12 tonnes</b> & près de 60 % des villages.\n\nPuis 3 foires."


def test_reading_gives_a_list_that_is_a_frame_as_well():
    found = quantities.read(TEXT, "fr")
    assert list(found) == quantities.account(TEXT, "fr").quantities
    assert list(found.frame["as_printed"]) == [q.as_printed for q in found]
    assert found.frame["high"].iloc[2] == 0.6 and found.frame["low"].isna().iloc[2]


def test_jupyter_shows_the_text_escaped_with_every_number_marked():
    found = quantities.read(TEXT, "fr")
    html = found._repr_html_()
    assert html.count('class="mark ') == len(found)
    assert "&lt;b" in html and "<b>" not in html
    assert "k-share" in html and "k-date" in html
    assert html.count("<p>") == 2
