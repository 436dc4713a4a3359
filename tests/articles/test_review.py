"""The review page as a file: whole without scripts, and safe with any text."""

import json

from bs4 import BeautifulSoup
from invented import DATA, draft

from helpers.articles import package
from helpers.articles.text import Article

HOSTILE = (
    "</script><script>window.hit = true</script> Le comté de <b>Aksu</b> a vendu 12 tonnes en 2023."
    '<img src=x onerror=alert(1)> L\'usine \u202edesuforp\u202c a "3" fours & 4 < 5.'
)


def render(text, tmp_path):
    article = Article("made-up", text, "fr", "0" * 64)
    package.write_package(package.read_articles([article], DATA), DATA, tmp_path / "my-data")
    html = (tmp_path / "my-data" / "drafts" / "made-up.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser"), draft(article)


def test_without_scripts_the_page_is_the_marked_text_and_a_table_of_all_rows(folder, drafts):
    for name, made in drafts.items():
        html = (folder / "drafts" / f"{name}.html").read_text(encoding="utf-8")
        soup = BeautifulSoup(html, "html.parser")
        marks = [mark.get_text() for mark in soup.select("article a.mark")]
        assert marks == [d.quantity.as_printed for d in made.rows]
        ids = [row["id"] for row in soup.select("tbody tr")]
        assert ids == [d.row["observation_id"] for d in made.rows]
        words = " ".join(soup.select_one("article").get_text().split())
        assert words == " ".join(made.article.text.split())


def test_a_text_with_script_is_shown_as_text(tmp_path):
    soup, _ = render(HOSTILE, tmp_path)
    article = soup.select_one("article")
    assert "</script><script>window.hit = true</script>" in article.get_text()
    assert not article.select("script, img, b") and "\u202e" not in str(soup)
    assert [s.get("type") for s in soup.select("script")] == ["application/json", None]
    assert json.loads(soup.select_one("#data").string)["source"] == "made-up"


def test_the_page_names_no_host_and_allows_only_its_own_script(tmp_path):
    soup, _ = render(HOSTILE, tmp_path)
    policy = soup.select_one("meta[http-equiv]")["content"]
    assert "default-src 'none'" in policy and "script-src 'sha256-" in policy
    for node in soup.select("[src], [href]"):
        address = node.get("src") or node["href"]
        assert address.startswith(("#", "data:")), address


def test_what_is_not_understood_stands_on_the_page_with_what_is_not(tmp_path):
    soup, drafts = render(
        "Le comté de Aksu a vendu 12abc tonnes et 1.2.3.4,5 kg en 2023.", tmp_path
    )
    assert drafts.refused, "the text no longer holds what is refused"
    for key, quantity in drafts.list_refused():
        assert quantity.reason in soup.select_one(f"tr[id='{key}']").get_text()
