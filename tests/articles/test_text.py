"""What is no text of an article is refused in words."""

import hashlib

import pytest

from helpers.articles.text import LARGEST, LARGEST_ARTICLE, read_article, read_text

FRENCH = "Les ventes en ligne du village ont atteint 12 tonnes en 2023, et elles sont en hausse.\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        ("\ufeff \n\u3000\n".encode(), "is empty"),
        ("Les ventes ont augmenté".encode("latin-1"), "line 1: byte 0xe9 is not UTF-8"),
        ("un\ndeux é".encode("cp1252"), "line 2: byte 0xe9"),
        ("vente".encode("utf-16"), "is not UTF-8"),
        (b"<!DOCTYPE html><html><body>12</body></html>", "is HTML"),
        (b"12\n" + b"<div><p>34</p></div>" * 9, "is HTML"),
        (b"%PDF-1.7 12", "is a PDF"),
        (b"PK\x03\x04 12", "zipped document"),
        (b"{\\rtf1 12}", "RTF"),
        (b"12\x00 13", "NUL"),
        (b"a" * (LARGEST + 1), "MB; allowed: up to 10 MB"),
    ],
)
def test_what_is_no_plain_text_is_refused_by_name(tmp_path, content, words):
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="article.txt") as refused:
        read_text(path)
    assert words in str(refused.value)


def test_a_book_is_no_article_but_its_quantities_can_be_printed(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(FRENCH * (LARGEST_ARTICLE // len(FRENCH) + 1), encoding="utf-8")
    assert len(read_text(path)[0]) > LARGEST_ARTICLE - len(FRENCH)
    with pytest.raises(ValueError, match="allowed: up to 1 MB"):
        read_article(path)


def test_the_sum_is_that_of_the_bytes_and_line_ends_are_plain(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(b"one\r\ntwo\r")
    assert read_text(path) == ("one\ntwo\n", hashlib.sha256(b"one\r\ntwo\r").hexdigest())


def test_a_file_name_that_is_no_id_is_refused_with_one_that_is(tmp_path):
    path = tmp_path / "Mon article.txt"
    path.write_text(FRENCH, encoding="utf-8")
    with pytest.raises(ValueError, match="mon-article.txt"):
        read_article(path)


def test_paragraphs_are_the_lines_that_hold_something(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n" + FRENCH + " \n" + FRENCH, encoding="utf-8")
    article = read_article(path)
    assert [offset for offset, _ in article.paragraphs] == [1, len(FRENCH) + 3]
    assert article.find_paragraph(article.text.rindex("12")) == 2
