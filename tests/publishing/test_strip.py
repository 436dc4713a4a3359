"""A strip is filled as far as its words say."""

import pytest

from helpers.publishing.strip import draw_share


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("The same under all (**82 of 82**)", "100%"),
        ("Some (1 of 1,000)", "0%"),
        ("None: 0 of 4", "0%"),
        ("In 2.5 of 10 there is no count", None),
        ("9 of 4", None),
        ("0 of 0", "0%"),
    ],
)
def test_a_strip_is_filled_as_far_as_the_words_say(text, width):
    assert draw_share(text) == (
        f'<span class="strip" aria-hidden="true" style="--part:{width}"></span>' if width else ""
    )
