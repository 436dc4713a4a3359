"""The places at which a pattern is tried hold all of its matches."""

import pathlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.quantities.prefilter import BLOCK, START, Prefilter, find_needs
from helpers.quantities.reader import find_language
from helpers.quantities.starts import BEGINNING, find_starts
from helpers.quantities.view import View

TABLES = pathlib.Path(__file__).parent / "phrases"
LINES = {
    code: [
        line.rpartition(" | ")[0]
        for line in (TABLES / f"{code}.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for code in ("zh", "fr", "en")
}


@pytest.mark.parametrize("code", LINES)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_a_pattern_finds_at_its_places_what_it_finds_in_the_whole_text(code, data):
    language = find_language(code)
    lines = data.draw(st.lists(st.sampled_from(LINES[code]), min_size=1, max_size=12))
    view = View("\n".join(lines), language.characters, language.prefilter)
    patterns = {*language.prefilter.bits, *language.prefilter.starts.patterns}
    capitals = {pattern for pattern, _ in language.name_patterns}
    for pattern in patterns:
        text = view.text if pattern in capitals else view.plain
        whole = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in view.find(pattern, text)] == whole, pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\broom \d+", {START + "room "}),
        (r"\d+ (?:km|miles?)", {"km", "mile"}),
        (r"(?:in|on) (?P<day>\d+) (?:may|june)\b", {"may", "june"}),
        (r"(?:call )?\d+", set()),
        (r"a|\d", set()),
    ],
)
def test_what_a_pattern_needs_stands_in_each_of_its_matches(pattern, needs):
    assert find_needs(pattern) == needs


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


def test_a_block_without_what_a_pattern_needs_is_passed_over():
    pattern, line = re.compile(r"[a-z]? platform \d"), "a" * BLOCK + "\n"
    prefilter = Prefilter([pattern])
    text = f" platform 9\n{line}{line} platforms\n"
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    blocks = prefilter.find_blocks(text, starts)
    tried = [text[start:end] for bits, start, end in blocks if bits & prefilter.bits[pattern]]
    assert tried == [f" platform 9\n{line}"]


def test_many_short_lines_make_few_blocks():
    assert len(Prefilter([]).find_blocks("\n" * 10**5, list(range(10**5)))) <= 10**5 / BLOCK
