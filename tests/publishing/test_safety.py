"""What others wrote keeps its words, and loses what nobody can see."""

from helpers.publishing.safety import clean_html, is_picture, strip_invisible


def test_halves_of_characters_and_marks_of_order_are_no_text():
    assert strip_invisible("a\ud800b\udfff\ufeffc\x1b") == "a\ufffdb\ufffdc"


def test_what_only_looks_like_a_link_in_the_page_keeps_its_words():
    assert clean_html('<a href="#a">x</a><a href="x.html">y</a>') == (
        '<a href="#a" rel="noopener noreferrer">x</a><a rel="noopener noreferrer">y</a>'
    )


def test_a_picture_in_line_is_one_that_can_be_shown():
    assert is_picture("data:image/png;base64,iVBO Rw0K")
    for address in (
        "data:image/svg+xml;base64,iVBO",
        "data:image/png;base64,<script>",
        "data:image/png;base64,",
        "https://example.org/x.png",
    ):
        assert not is_picture(address)
