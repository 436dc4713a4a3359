"""The usual data with an article of one's own, made up, added as the front page says."""

import csv
import hashlib

import pytest

TEXT = (
    "Made-up county sold more than 5,000 lanterns online in 2021.\n\nIn 2023 it was 12,500"
    " lanterns, by 37 shops.\n"
)
SOURCE = {
    "source_id": "made-up-2024",
    "title": "Lanterns",
    "publisher": "Made-up Times",
    "publisher_kind": "other media",
    "language": "en",
    "published_from": "2024-01-15",
    "published_to": "2024-01-15",
    "published_basis": "printed",
    "rights": "none",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "note": "",
}
ENTITY = {
    "entity_id": "made_up_county",
    "name_en": "Made-up county",
    "name_zh": "",
    "name_fr": "",
    "type": "county",
    "parent_id": "china",
    "latitude_deg": "",
    "longitude_deg": "",
}
COMMON = {
    "source_id": "made-up-2024",
    "value_high": "",
    "entity_id": "made_up_county",
    "period_kind": "flow",
    "period_basis": "printed",
    "status": "reported",
    "counted_by": "not stated (the newspaper's own words)",
    "note": "",
}
OBSERVATIONS = [
    COMMON
    | {
        "observation_id": "made-up-2024-p01-1",
        "paragraph": 1,
        "as_printed": "more than 5,000 lanterns",
        "value": 5000,
        "unit": "items",
        "wording": "more_than",
        "indicator_id": "livestream_retail_items",
        "period_start": "2021-01-01",
        "period_end": "2021-12-31",
        "gloss": "Lanterns sold online",
    },
    COMMON
    | {
        "observation_id": "made-up-2024-p02-1",
        "paragraph": 2,
        "as_printed": "12,500 lanterns",
        "value": 12500,
        "unit": "items",
        "wording": "stated",
        "indicator_id": "livestream_retail_items",
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
        "gloss": "Lanterns sold online",
    },
    COMMON
    | {
        "observation_id": "made-up-2024-p02-2",
        "paragraph": 2,
        "as_printed": "37 shops",
        "value": 37,
        "unit": "shops",
        "wording": "stated",
        "indicator_id": "online_merchants",
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
        "period_kind": "stock",
        "gloss": "Shops that sell lanterns",
    },
]
LEFT_OUT = [
    {"source_id": "made-up-2024", "paragraph": p, "as_printed": y, "reason": "date"}
    for p, y in ((1, "2021"), (2, "2023"))
]


def append(path, rows):
    with open(path, encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with open(path, "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)


@pytest.fixture(scope="session")
def article():
    """The text of the article."""
    return TEXT


@pytest.fixture(scope="session")
def add_article():
    """Return a function that adds the article to a copy of the data folder."""

    def add(data):
        append(data / "press" / "sources.csv", [SOURCE])
        append(data / "reference" / "entities.csv", [ENTITY])
        append(data / "press" / "observations.csv", OBSERVATIONS)
        append(data / "press" / "left_out.csv", LEFT_OUT)
        return data

    return add


@pytest.fixture
def own_data(copied_data, add_article):
    """A copy of the data folder with the article."""
    return add_article(copied_data)
