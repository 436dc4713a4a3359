"""Tables under many sets of choices are those that assembling gives, and asked once where equal."""

import numpy as np
import pandas as pd
import pytest

from helpers.data.assemble import assemble_observations
from helpers.rates import pair_observations
from helpers.robustness import variants as module
from helpers.robustness.specifications import Specification
from helpers.robustness.variants import NUMBERS, Part, Variants, pair_together

BASE = Specification("conventional", "CNY", "current", "levels")


@pytest.fixture(scope="module")
def variants(data_dir):
    return Variants(data_dir, base_year=2020, last_year=2024, places=[])


@pytest.mark.parametrize(
    ("reading", "currency", "prices"), [("literal", "EUR", "current"), ("point", "CNY", "constant")]
)
def test_the_press_under_a_set_of_choices_is_as_it_is_assembled(
    variants, data_dir, reading, currency, prices
):
    found = variants.find_press(Specification(reading, currency, prices, "levels")).table
    expected = assemble_observations(
        data_dir, reading=reading, currency=currency, prices=prices, base_year=2020, last_year=2024
    )
    expected = expected[expected["period_end"].dt.year >= BASE.first_year]
    assert found["observation_id"].tolist() == expected["observation_id"].tolist()
    np.testing.assert_allclose(found[NUMBERS], expected[NUMBERS].astype(float), rtol=1e-12)


def test_parts_of_the_same_rows_and_numbers_are_one_question():
    whole = pd.DataFrame({"a": ["x", "y"]})
    numbers, kept = np.ones((2, 3)), np.array([True, False])
    one, same = (Part(("press",), whole, numbers, kept) for _ in range(2))
    assert one == same and hash(one) == hash(same) and one.size == 1
    assert one != Part(("press",), whole, numbers, ~kept)
    assert one != Part(("press",), whole, 2 * numbers, kept)
    assert one != Part(("bench",), whole, numbers, kept)


def test_what_was_found_from_some_parts_is_not_looked_for_again(variants):
    parts = [variants.find_press(BASE, entity_id=["aksu_city"])]
    again = [variants.find_press(BASE, entity_id=["aksu_city"])]
    asked = []
    for each in (parts, again):
        assert variants.once("question", each, lambda: asked.append(1) or "answer") == "answer"
    assert variants.once("other", parts, lambda: "another answer") == "another answer"
    assert len(asked) == 1


@pytest.mark.parametrize("most", [1, 10**6])
def test_tables_that_are_paired_in_one_go_have_the_pairs_of_each_alone(variants, monkeypatch, most):
    monkeypatch.setattr(module, "MOST_PAIRED", most)
    parts = [variants.find_press(BASE, entity_id=[e]) for e in ("aksu_city", "kexiaotuo_group")]
    found = pair_together([*parts, parts[0]], pair_observations)
    assert list(found) == parts
    for part, pairs in found.items():
        alone = pair_observations(part.table)
        alone = alone[(alone["refused"] == "") & (alone["status"] == "reported")]
        assert [p.annual_growth_low for p in pairs] == alone["annual_growth_low"].tolist()
        assert len(pairs)
