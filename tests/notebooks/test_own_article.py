"""Rows of one's own article added by hand to a copy of the data; the pages are read in
test_runs.py."""

from helpers.data.articles import check_articles
from helpers.data.checks import check_data


def test_the_added_rows_pass_the_check(own_data):
    assert [str(f) for f in check_data(own_data)] == []


def test_the_text_is_checked_as_well(own_data, article, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "made-up-2024.txt").write_text(article, encoding="utf-8")
    about_it = [str(f) for f in check_articles(own_data, texts) if "made-up" in str(f)]
    assert about_it == []
    (texts / "made-up-2024.txt").write_text(article.replace("37", "38"), encoding="utf-8")
    words = " ".join(str(f) for f in check_articles(own_data, texts))
    assert "'37 shops' does not stand in paragraph 2" in words and "prints '38'" in words


def test_a_wrong_row_leads_to_its_line(own_data):
    path = own_data / "press" / "observations.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "12500,,items,stated,made_up_county", "12500,,items,stated,made_up_conty"
        ),
        encoding="utf-8",
    )
    faults = check_data(own_data)
    line = path.read_text(encoding="utf-8").split("\n")[faults[0].row - 1]
    assert (
        len(faults) == 1
        and "made_up_conty" in line
        and "did you mean 'made_up_county'?" in str(faults[0])
    )
