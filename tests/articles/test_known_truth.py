"""The maker of corpora with a known truth: the same from a seed, honest where it means to be."""

import runpy

import pytest

from helpers import quantities
from helpers.paths import project_root
from helpers.printed import read_printed
from helpers.readings import find_bounds

study = runpy.run_path(str(project_root() / "tests" / "studies" / "corpus.py"))


@pytest.fixture(scope="module")
def corpus():
    return study["make_corpus"](40, 10, 7)


def test_a_seed_makes_the_same_corpus_and_another_one_another(corpus):
    assert study["make_corpus"](40, 10, 7).texts == corpus.texts
    assert study["make_corpus"](40, 10, 8).texts != corpus.texts


def test_every_print_stands_in_its_paragraph(corpus):
    for one in corpus.prints:
        lines = [line for line in corpus.texts[one.source].split("\n") if line.strip()]
        found = quantities.read(lines[one.paragraph - 1], one.source.split("-")[1])
        values = [float(q.value) for q in found if q.kind in ("amount", "count")]
        assert one.printed in values, lines[one.paragraph - 1]


def test_a_print_without_mistake_holds_its_truth_when_plain_numbers_may_be_rounded(corpus):
    held, prints = 0, [p for p in corpus.prints if not p.is_wrong]
    for one in prints:
        language, unit = one.source.split("-")[1], study["THINGS"][one.indicator][3]
        lines = [line for line in corpus.texts[one.source].split("\n") if line.strip()]
        found = quantities.read(lines[one.paragraph - 1], language)
        found = [q for q in found if q.kind in ("amount", "count")]
        words = next(q.as_printed for q in found if float(q.value) == one.printed)
        low, high = find_bounds(read_printed(words, language, unit), unit, "rounded")
        held += low <= one.true <= high
    assert held / len(prints) > 0.97


def test_reprints_and_mistakes_are_there_and_known(corpus):
    assert sum(p.is_copy for p in corpus.prints) and sum(p.is_wrong for p in corpus.prints)
    for one in corpus.prints:
        far = one.printed / max(one.true, 1)
        assert one.is_wrong == (far > 5) or far > 0.4, one
