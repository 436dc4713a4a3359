"""The documented path for one's own article: copy the data, add rows, check, report, read."""

import csv
import hashlib

import pytest

from helpers import dataset
from helpers.paths import project_root
from helpers.running.report import Project, run_report

TEXT = "Made-up county sold more than 5,000 lanterns online in 2021.\n\nIn 2023 it was 12,500 lanterns, by 37 shops.\n"
SOURCE = {
    "source_id": "made-up-2024", "title": "Lanterns", "publisher": "Made-up Times", "publisher_kind": "other media", "language": "en",
    "published_from": "2024-01-15", "published_to": "2024-01-15", "published_basis": "printed", "rights": "none", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "note": "",
}
ENTITY = {"entity_id": "made_up_county", "name_en": "Made-up county", "name_zh": "", "name_fr": "", "type": "county", "parent_id": "china", "latitude_deg": "", "longitude_deg": ""}
COMMON = {
    "source_id": "made-up-2024", "value_high": "", "entity_id": "made_up_county", "period_kind": "flow", "period_basis": "printed", "status": "reported",
    "counted_by": "not stated (the newspaper's own words)", "note": "",
}
OBSERVATIONS = [
    COMMON | {"observation_id": "made-up-2024-p01-1", "paragraph": 1, "as_printed": "more than 5,000 lanterns", "value": 5000, "unit": "items", "wording": "more_than", "indicator_id": "livestream_retail_items", "period_start": "2021-01-01", "period_end": "2021-12-31", "gloss": "Lanterns sold online"},
    COMMON | {"observation_id": "made-up-2024-p02-1", "paragraph": 2, "as_printed": "12,500 lanterns", "value": 12500, "unit": "items", "wording": "stated", "indicator_id": "livestream_retail_items", "period_start": "2023-01-01", "period_end": "2023-12-31", "gloss": "Lanterns sold online"},
    COMMON | {"observation_id": "made-up-2024-p02-2", "paragraph": 2, "as_printed": "37 shops", "value": 37, "unit": "shops", "wording": "stated", "indicator_id": "online_merchants", "period_start": "2023-01-01", "period_end": "2023-12-31", "period_kind": "stock", "gloss": "Shops that sell lanterns"},
]
LEFT_OUT = [{"source_id": "made-up-2024", "paragraph": p, "as_printed": y, "reason": "date"} for p, y in ((1, "2021"), (2, "2023"))]


def append(path, rows):
    with open(path, encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with open(path, "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)


@pytest.fixture
def own_data(copied_data):
    append(copied_data / "press" / "sources.csv", [SOURCE])
    append(copied_data / "reference" / "entities.csv", [ENTITY])
    append(copied_data / "press" / "observations.csv", OBSERVATIONS)
    append(copied_data / "press" / "left_out.csv", LEFT_OUT)
    return copied_data


def test_the_added_rows_pass_the_check(own_data):
    assert [str(f) for f in dataset.check_data(own_data)] == []


def test_the_text_is_checked_as_well(own_data, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "made-up-2024.txt").write_text(TEXT, encoding="utf-8")
    about_it = [str(f) for f in dataset.check_articles(own_data, texts) if "made-up" in str(f)]
    assert about_it == []
    (texts / "made-up-2024.txt").write_text(TEXT.replace("37", "38"), encoding="utf-8")
    words = " ".join(str(f) for f in dataset.check_articles(own_data, texts))
    assert "'37 shops' does not stand in paragraph 2" in words and "prints '38'" in words


def test_a_wrong_row_leads_to_its_line(own_data):
    path = own_data / "press" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12500,,items,stated,made_up_county", "12500,,items,stated,made_up_conty"), encoding="utf-8")
    faults = dataset.check_data(own_data)
    line = path.read_text(encoding="utf-8").split("\n")[faults[0].row - 1]
    assert len(faults) == 1 and "made_up_conty" in line and "did you mean 'made_up_county'?" in str(faults[0])


def test_a_made_up_article_appears_on_the_pages(own_data, tmp_path):
    outputs = tmp_path / "outputs"
    record = run_report({"data_dir": str(own_data)}, name="mine", project=Project.at(project_root(), outputs=outputs))
    assert record.outcome == "ok", [(n.stem, n.error) for n in record.notebooks]
    pages = {p.stem: p.read_text(encoding="utf-8") for p in (outputs / "mine" / "html").glob("*.html")}
    assert "Made-up Times" in pages["01_data_assembly"] and "Lanterns sold online" in pages["01_data_assembly"]
    assert "Made-up county" in pages["04_growth_rates"] and "more than 5,000 items (2021), then 12,500 items (2023)" in pages["04_growth_rates"]
    assert str(own_data) not in "".join(pages.values())
