"""Whatever is read has a kind and a hedge of the lists, and bounds that fit its hedge."""

import pathlib

import pytest

from helpers import quantities
from helpers.quantities.quantity import HEDGES, KINDS

TABLES = pathlib.Path(__file__).parent / "phrases"


@pytest.mark.parametrize("language", ["zh", "fr", "en"])
def test_kinds_and_hedges_are_those_of_the_lists(language):
    lines = (TABLES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    phrases = [line.rpartition(" | ")[0] for line in lines if not line.startswith("#")]
    found = [q for phrase in phrases for q in quantities.read(phrase, language, "2024")]
    assert {q.kind for q in found} <= set(KINDS)
    assert {q.hedge for q in found} <= set(HEDGES)
    for q in found:
        assert q.low is not None or q.high is not None
        if q.kind != "date" and q.kind != "growth":
            assert (q.low is None) == (q.hedge in ("nearly", "under", "up_to")), q
