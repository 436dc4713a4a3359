"""The two examples of other corpora: built from their texts; pages that speak of nothing else."""

import re
import runpy

import pytest
from bs4 import BeautifulSoup

from helpers.data.articles import check_articles
from helpers.data.checks import check_data
from helpers.paths import project_root
from helpers.publishing.checks import check_page

build = runpy.run_path(str(project_root() / "tests" / "examples" / "build.py"))
EXAMPLES = project_root() / "data" / "examples"
NAMES = sorted(build["CORPORA"])
# Words that only pages on the usual articles may hold; 万 and 亿 explain a rule of reading.
FOREIGN = re.compile(r"(?i)\bchin(?:a|ese)\b|yuan|aksu|tibet|xinjiang|taobao|[\u3400-\u9fff]{2,}")


def read_words(path):
    """Return what a page says to a reader, without its code and its parameters' defaults."""
    tree = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for part in tree.select("script, style, details.code, details.parameters, .citation"):
        part.decompose()
    return tree.find("main")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_what_its_texts_and_decisions_make(name, tmp_path):
    made = build["build_example"](name, tmp_path / name)
    for path in sorted(p for p in made.rglob("*") if p.is_file()):
        shipped = EXAMPLES / name / path.relative_to(made)
        assert shipped.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("name", NAMES)
def test_an_example_passes_the_check_with_its_texts(name):
    folder = EXAMPLES / name
    assert [str(f) for f in check_data(folder)] == []
    assert [str(f) for f in check_articles(folder, folder / "articles")] == []


@pytest.fixture(params=NAMES)
def run(request, example_runs):
    """The folder of a run on one example; `test_runs` looks for the faults that all runs share."""
    assert sorted(example_runs) == NAMES
    return example_runs[request.param]


def test_its_pages_speak_of_no_other_articles_and_none_is_empty_or_faulty(run):
    pages = sorted((run / "html").glob("*.html"))
    assert len(pages) == 8
    for page in [run / "index.html", run / "observations.html", *pages]:
        words = read_words(page)
        text = words.get_text(" ")
        assert not FOREIGN.findall(text), (page.name, FOREIGN.findall(text))
        assert not re.search(r"\b(?:nan|None|inf)\b(?! )", text.replace("None of", "")), page.name
        assert "Nothing is reported" not in text and len(text.split()) > 150, page.name
        assert check_page(page) == [], page.name
        for heading in words.find_all("h2"):
            after = heading.find_next_sibling()
            assert after is not None and after.name != "h2", (page.name, heading.get_text())


def test_its_front_page_asks_its_own_question_and_says_that_it_is_invented(run):
    words = read_words(run / "index.html")
    assert "invented example" in words.h1.get_text().lower()
    assert "All places, papers and numbers on these pages are invented" in words.get_text()
    growth = [f for f in (run / "findings").glob("04*.json")]
    assert growth and "growth_" in growth[0].read_text(encoding="utf-8")
