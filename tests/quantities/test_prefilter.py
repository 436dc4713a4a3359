"""The places at which a pattern is tried hold all of its matches."""

import pathlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.quantities import view
from helpers.quantities.dates import find_dates
from helpers.quantities.kinds import Cues
from helpers.quantities.periods import Context
from helpers.quantities.prefilter import Prefilter
from helpers.quantities.reader import SHORT, account, find_language
from helpers.quantities.view import LONGEST, View

TABLES = pathlib.Path(__file__).parent / "phrases"
FROM_THE_BEGINNING = re.compile(r"\.r?find\([^()]*, 0, ")
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
    view = View("\n".join(lines), language.plain, language.prefilter)
    capitals = {id(pattern) for pattern, _ in language.patterns("names")}
    for pattern in language.prefilter.patterns:
        text = view.text if id(pattern) in capitals else view.plain
        whole = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in view.find(pattern, text)] == whole, pattern.pattern


@pytest.mark.parametrize("code", LINES)
def test_a_cell_is_read_alike_whether_a_text_was_read_before_it_or_not(code):
    language, cells = find_language(code), [line for line in LINES[code] if len(line) <= SHORT]
    assert language.prefilter
    after = [account(cell, code) for cell in cells]
    del vars(language)["prefilter"]
    assert [account(cell, code) for cell in cells] == after
    assert "prefilter" not in vars(language)


@pytest.mark.parametrize("spaced", [True, False])
def test_a_line_without_what_a_pattern_needs_is_passed_over(spaced):
    pattern = re.compile(r"[a-z]? platform \d")
    text = "a platform 9\nb plat\nc platform 8\nd\n"
    prefilter = Prefilter([pattern], spaced)
    ((places,),) = prefilter.find(text).values()
    first = "platform" if spaced else " platform"
    assert list(places) == [text.index(first), text.rindex(first)]
    found = View(text, prefilter=prefilter).find(pattern)
    assert [match.group() for match in found] == ["a platform 9", "c platform 8"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["five ", "5 ", "5,", ". ", "; ", "五", "。", "\n"]), max_size=400))
def test_what_is_looked_at_around_a_place_is_bounded_however_long_a_text_goes_on(parts):
    text = "".join(part * 9 for part in parts)
    view = View(text)
    for place in range(0, len(text), 97):
        for first, last in (view.sentence(place), view.clause(place)):
            assert first <= place < last <= first + LONGEST


def test_each_date_is_looked_at_once_for_an_office_that_goes_on_counting():
    looked = []

    class Dates(list):
        def __getitem__(self, places):
            found = super().__getitem__(places)
            looked.append(len(found) if isinstance(places, slice) else 1)
            return found

    language = find_language("en")
    paragraph = "Then 7 per cent more came in 2019.\nIn the survey 8 per cent sold.\n"
    view = View("The bureau said 5 shops opened in 2020.\n" + paragraph * 300, language.plain)
    found = find_dates(view, language, "2024")
    context = Context(view, found, Cues(view, language), language, "2024")
    context.main = Dates(context.main)
    for match in re.finditer("8 per cent", view.plain):
        context._find_told(match.start())
    assert sum(looked) <= len(context.main)


def test_no_rule_searches_a_text_from_its_beginning_back_to_a_number():
    folder = pathlib.Path(view.__file__).parent
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    assert [name for name, text in files.items() if FROM_THE_BEGINNING.search(text)] == []
