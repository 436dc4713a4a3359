"""The counts of the data card are those of the data."""

import pytest

from helpers.publishing import card


def test_the_counts_of_the_data_card_are_those_of_the_data(data_dir):
    text = (data_dir / "README.md").read_text(encoding="utf-8")
    assert card.render_card(text, data_dir) == text, "run: rural card --write"


def test_a_card_without_marks_is_refused(data_dir):
    with pytest.raises(ValueError, match="no marks for the part 'tables'"):
        card.render_card("nothing", data_dir)
