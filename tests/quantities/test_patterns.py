"""What a pattern needs, and where its matches begin, is told by the pattern alone."""

import pytest

from helpers.quantities.patterns import BEGINNING, find_needs, find_starts


@pytest.mark.parametrize(
    ("pattern", "inside", "apart"),
    [
        (r"\broom \d+", {"room "}, {"room "}),
        (r"\d+ (?:km|miles?)", {"km", "mile"}, {"km", "mile"}),
        (r"(?:in|on) (?P<day>\d+) (?:may|june)\b", {"may", "june"}, {"may", "june"}),
        (r"\w+(?: old)? (?:has |have )?(?:said|told)", {"said", "told"}, {"said", "told"}),
        (r"[a-z]+ward", {"ward"}, set()),  # in the middle of a word
        (r"[\w.]+@[\w.]+", {"@"}, {"@"}),
        (r"(?:call )?\d+", set(), set()),
        (r"a|\d", set(), set()),
    ],
)
def test_what_a_pattern_needs_stands_in_each_of_its_matches(pattern, inside, apart):
    assert find_needs(pattern, spaced=False) == inside
    assert find_needs(pattern) == apart


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (r"\broom \d+", {"room 0"}),
        (r"(?<![0-9.])\d{1,2}(?: ?%|/)", {"0 %", "0%", "0/", "00 %", "00%", "00/"}),
        (r"(?:^|\n)(?:in|on) may\b", {BEGINNING, "\nin may", "\non may"}),
        (r"(?<=[a-z,] )(?:First|Third) ", {"first ", "third "}),
        (r"[a-z]+ \d", None),  # nearly everywhere
        (r"may \d", None),  # in the middle of a word as well
    ],
)
def test_matches_of_a_pattern_begin_as_it_says(pattern, starts):
    found = find_starts(pattern)
    assert found == (starts and {start[:6] for start in starts})
