"""The pages are cited as CITATION.cff says."""

import re
import tomllib

import pytest

from helpers.paths import project_root
from helpers.publishing.citation import CODE_LICENCE, read_citation, write_bibtex


def test_the_citation_is_that_of_the_file():
    cited = read_citation()
    assert (
        "Press-reported growth of rural e-commerce in China" in cited["line"]
        and f"version {cited['version']}" in cited["line"]
    )
    assert re.fullmatch(
        r"@misc\{[a-z]+\d{4}[a-z]+,\n(  [a-z]+ = \{.*\},\n)*  [a-z]+ = \{.*\}\n\}", cited["bibtex"]
    )
    assert "CC-BY-4.0 (data, texts, figures), MIT (code)" in cited["licence"]


def test_the_licence_of_the_code_is_that_of_the_package():
    text = (project_root() / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["project"]["license"] == CODE_LICENCE


def test_a_missing_file_of_citation_leaves_the_name_of_the_site(tmp_path):
    assert read_citation(tmp_path / "CITATION.cff")["line"] == "Rural e-commerce in the press."


def test_persons_and_an_identifier_are_cited(tmp_path):
    (tmp_path / "CITATION.cff").write_text(
        "title: T\nauthors:\n- {given-names: Ada, family-names: Li}\n- name: Group\ndoi: 10.1/x\n",
        encoding="utf-8",
    )
    cited = read_citation(tmp_path / "CITATION.cff")
    assert cited["line"] == "Ada Li, Group, T, 10.1/x."
    assert "author = {{Ada Li} and {Group}}" in cited["bibtex"]


@pytest.mark.parametrize("letter", list("&%$#_{}"))
def test_letters_that_mean_something_to_bibtex_are_escaped(letter):
    assert f"title = {{{{a\\{letter}b}}}}" in write_bibtex(title=f"a{letter}b", authors=["x"])
