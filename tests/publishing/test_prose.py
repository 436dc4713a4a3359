"""Markdown and HTML of a notebook become prose that a page can hold."""

import pytest

from helpers.publishing.prose import cut, find_lexer, paint_code, read_prose, render_markdown


def read(html):
    return read_prose(html).decode_contents()


@pytest.mark.parametrize(
    ("html", "prose"),
    [
        ("<p>a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("增长 <b>亿元</b>", '<span lang="zh">增长</span> <b><span lang="zh">亿元</span></b>'),
        ("<img src='x.png' alt='a map'>", "<em>[picture not shown: a map]</em>"),
        ("<img src='x.png'>", "<em>[picture not shown]</em>"),
        ("<a href='https://a.example'> </a>x", " x"),
        ("plain.html", "plain.html"),
        ("", ""),
    ],
)
def test_html_keeps_its_words(html, prose):
    assert read(html) == prose


def test_a_paragraph_reads_the_same_however_its_lines_are_broken_in_the_source():
    assert render_markdown("one\ntwo **three\nfour**") == render_markdown("one two **three four**")
    assert "<br" in render_markdown("one  \ntwo"), "two spaces still break a line"


def test_each_table_moves_by_itself_also_inside_another():
    inner = "<table><thead><tr><th>b</th></tr></thead></table>"
    html = f"<table><tr><th>a</th><td>{inner}</td></tr></table>"
    tree = read_prose(html)
    assert [table.parent["class"] for table in tree.find_all("table")] == [["wide"]] * 2
    assert [head["scope"] for head in tree.find_all("th")] == ["row", "col"]


def test_numbers_of_a_markdown_table_stand_at_the_right():
    tree = read_prose(render_markdown("| a | b |\n|---|--:|\n| x | 1 |"))
    assert [cell.get("class") for cell in tree.find_all(["th", "td"])] == [None, "n", None, "n"]


def test_code_keeps_every_letter():
    source = "def f(x):\n    return x < 3 and 'a & b'  # why"
    tree = read_prose(f"<pre><code>{paint_code(source, find_lexer('python'))}</code></pre>")
    assert tree.get_text() == source and tree.find("span", class_="k").text.strip() == "def"
    assert find_lexer("no such language") is None


def test_a_long_text_is_cut_with_its_length():
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "abc\n… cut here: 3 of 4 characters are shown; the notebook has all."
