"""Texts beside their rows: every number in digits or words has a row, in three languages."""

import csv

import pytest

from helpers.data.articles import check_articles

# made-up sentences: what is printed in each, and must be found
PRINTS = {
    "en": [
        ("A quarter of the shops closed.", "A quarter"),
        ("A fifth of them came back.", "A fifth"),
        ("Sales were twice those of spring.", "twice"),
        ("Orders rose tenfold.", "tenfold"),
        ("Output quadrupled.", "quadrupled"),
        ("They sold ½ of the stock.", "½"),
        ("Zero parcels were lost.", "Zero"),
        ("It cost 3 lakh.", "3 lakh"),
        ("Several families moved.", "Several"),
        ("Dozens of lorries came.", "Dozens"),
    ],
    "fr": [
        ("Un cinquième des magasins a fermé.", "Un cinquième"),
        ("La récolte a quadruplé.", "quadruplé"),
        ("Ils ont perdu zéro colis.", "zéro"),
        ("Il y a nonante maisons.", "nonante"),
        ("On compte une quinzaine de magasins.", "une quinzaine"),
        ("Quelques familles sont parties.", "Quelques"),
        ("La moitié des colis est arrivée.", "moitié"),
    ],
    "zh": [
        ("产量翻番。", "翻番"),
        ("村里有廿五家店。", "廿五"),
        ("共二〇五户。", "二〇五"),
        ("投入壹佰万元。", "壹佰万"),
        ("俩兄弟开店。", "俩"),
        ("来了若干客商。", "若干"),
        ("来了几家企业。", "几"),
        ("占三分之一。", "三分之一"),
        ("一单都没卖出。", "一"),
    ],
}
CASES = [(language, *case) for language, cases in PRINTS.items() for case in cases]


def write_text(data_dir, folder, language, text):
    """Put a text of one sentence beside a source of that language, whose rows are taken away."""
    name = {"fr": "china-org-2020", "zh": "zhejiang-daily-2024"}.get(language, "china-org-2020")
    path = data_dir / "press" / "sources.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    kept = [row | {"language": language} for row in rows if row["source_id"] == name]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[2])
def test_a_number_in_words_that_has_no_row_is_found(copied_data, tmp_path, case):
    language, text, printed = case
    write_text(copied_data, tmp_path, language, text)
    words = [str(f) for f in check_articles(copied_data, tmp_path) if "no table" in str(f)]
    assert len(words) == 1 and printed in words[0], words


def test_a_number_that_is_not_understood_is_named_with_the_reason(copied_data, tmp_path):
    write_text(copied_data, tmp_path, "en", "They sold 1,5 million parcels.")
    words = " ".join(str(f) for f in check_articles(copied_data, tmp_path))
    assert "prints '1,5'" in words and "it is not understood: " in words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un homme et une femme ont ouvert un magasin."),
        ("en", "A man opened one more shop, and no one came."),
        ("zh", "双方统一了零售的办法。"),
    ],
)
def test_articles_and_parts_of_words_need_no_row(copied_data, tmp_path, language, text):
    write_text(copied_data, tmp_path, language, text)
    assert [f for f in check_articles(copied_data, tmp_path) if "no table" in str(f)] == []
