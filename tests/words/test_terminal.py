"""What a program wrote is read as a terminal would have shown it."""

import pytest

from helpers.words.terminal import read_terminal


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("10 %\r50 %\r100 %\n", "100 %\n"),
        ("a long line\rdone", "doneng line"),
        ("a long line\r\x1b[Kdone", "done"),
        ("one\r\ntwo\r\n", "one\ntwo\n"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;https://example.org\x07here\x1b]8;;\x07", "here"),
        ("\x1b]8;id=1;file:///home/ada/x\x1b\\here\x1b]8;;\x1b\\ now", "here now"),
        ("\x1b]0;title\x07text\x1b(B", "text"),
        ("|####      |\r|##########|\n", "|##########|\n"),
    ],
)
def test_a_terminal_is_read_as_it_would_have_shown_the_text(written, shown):
    assert read_terminal(written) == shown
