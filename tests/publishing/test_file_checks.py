"""Whatever is published besides pages is looked at, and what is hostile or private in it is
named."""

import io
import json
import zipfile

import pytest
from builders import SVG, figure
from payloads import DRAWINGS, make_drawing

from helpers.paths import is_safe_name
from helpers.publishing.file_checks import check_file, check_files

HARMLESS = {
    "<text x='1'>&lt;script&gt;alert(1)&lt;/script&gt;</text>",
    "<path d='M 0 0&quot; onload=&quot;alert(1)'/>",
}


def make_archive(*members, link=""):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in members:
            archive.writestr(name, "a\n")
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = 0o120777 << 16
            archive.writestr(entry, "/etc/passwd")
    return content.getvalue()


@pytest.mark.parametrize("inside", DRAWINGS)
def test_a_hostile_drawing_is_named(inside):
    faults = check_file("a.svg", make_drawing(inside).encode())
    assert bool(faults) != (inside in HARMLESS), faults


def test_files_as_runs_write_them_have_no_faults():
    table = 'place,growth\nAksu,-4.5\n浙江,"1, 2"\n'.encode()
    for name, content in (
        ("a.svg", SVG.encode()),
        ("a.csv", table),
        ("a.csv", b"\xef\xbb\xbf" + table),
        ("a.json", json.dumps({"see": "https://example.org/home/x", "n": 1.5}).encode()),
        ("tables.zip", make_archive("a.csv", "data/b.csv")),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
    ):
        assert check_file(name, content) == [], name


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", b"a\n\xff\n", "not UTF-8"),
        ("a.csv", b"a\n=HYPERLINK(1)\n", "row 2: a spreadsheet"),
        ("a.csv", b"a\n/srv/ada/x/y.csv\n", "a path of a computer, '/srv/ada/x/y.csv'"),
        ("a.json", b"{", "cannot be read as JSON"),
        ("a.json", b'{"n": NaN}', "NaN is no number"),
        ("a.json", b"[" * 100_000, "cannot be read as JSON"),
        ("a.json", b'{"x": ["\\\\\\\\bureau\\\\ada\\\\x.csv"]}', "a path of a computer"),
        ("a.ipynb", b"[]", "no notebook"),
        ("a.svg", b"<svg>", "cannot be read"),
        ("a.svg", b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>", "declares entities"),
        ("a.png", b"GIF89a", "no PNG picture"),
        ("a.parquet", b"PAR1 and no end", "no whole Parquet file"),
        ("a.zip", b"no archive", "no archive that can be read"),
        ("tables.zip", make_archive("../x.csv"), "member '../x.csv' would be written elsewhere"),
        ("tables.zip", make_archive("/x.csv"), "would be written elsewhere"),
        ("tables.zip", make_archive("C:/x.csv"), "would be written elsewhere"),
        ("tables.zip", make_archive("a\\..\\x.csv"), "would be written elsewhere"),
        ("tables.zip", make_archive("a/./x.csv"), "would be written elsewhere"),
        ("tables.zip", make_archive(link="x.csv"), "would be written elsewhere"),
        ("tables.zip", make_archive("x.exe"), "member x.exe: a file of the kind '.exe'"),
        ("a.exe", b"", "a file of the kind '.exe'"),
    ],
)
def test_each_fault_is_named(name, content, fault):
    faults = check_file(name, content)
    assert any(fault in each for each in faults), faults


def test_a_drawing_in_a_notebook_is_looked_at():
    element = figure(svg=make_drawing("<script>alert(1)</script>"))
    outputs = [{"data": {"application/vnd.rural.element+json": element}}]
    content = json.dumps({"cells": [{"outputs": outputs}]}).encode()
    assert "cell 1: <script> has no place in a drawing" in check_file("a.ipynb", content)


def test_a_picture_in_a_notebook_is_looked_at_also_where_it_stands_in_lines():
    lines = make_drawing("\n<script>alert(1)</script>").splitlines(keepends=True)
    content = json.dumps({"cells": [{"outputs": [{"data": {"image/svg+xml": lines}}]}]}).encode()
    assert "cell 1: <script> has no place in a drawing" in check_file("a.ipynb", content)


def test_a_link_in_a_site_is_named(tmp_path):
    (tmp_path / "a.csv").symlink_to("/etc/hostname")
    assert check_files(tmp_path) == ["a.csv: it is a link"]


@pytest.mark.parametrize("name", ["", ".", "a//b", "a/", "a/.. ", "a/ ../b", "a:b", "a\nb", "../a"])
def test_a_name_that_some_system_writes_elsewhere_is_not_safe(name):
    assert not is_safe_name(name)


@pytest.mark.parametrize(
    ("svg", "fault"),
    [
        ('<?xml-stylesheet href="https://example.org/x.css"?>{}', "instruction xml-stylesheet"),
        ('<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">{}', "instruction DOCTYPE"),
        ("<!-- /srv/ada/data/x.csv -->{}", "a path of a computer"),
        ("{}<!-- /srv/ada/data/x.csv -->", "a path of a computer"),
    ],
)
def test_what_stands_around_a_drawing_is_looked_at(svg, fault):
    faults = check_file("a.svg", svg.format(SVG).encode())
    assert any(fault in each for each in faults), faults


@pytest.mark.parametrize(
    "attribute",
    ['data-made="/srv/ada/data/x.csv"', 'xml:base="https://example.org/"', 'x:a="1" xmlns:x="y"'],
)
def test_what_an_attribute_of_a_drawing_says_is_looked_at(attribute):
    assert check_file("a.svg", make_drawing(f"<path {attribute}/>").encode())


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        (["CON.csv"], "elsewhere"),
        (["b./x.csv"], "elsewhere"),
        (["a .csv", "c "], "elsewhere"),
        (["a.csv", "A.csv"], "over another"),
        (["a.csv", "a.csv/b.csv"], "over another"),
        (["a/b.csv", "A"], "over another"),
        (["é.csv", "e\u0301.csv"], "over another"),
        (["inner.zip"], "no place in another"),
    ],
)
def test_members_that_some_system_would_lose_or_misplace_are_named(members, fault):
    faults = check_file("tables.zip", make_archive(*members))
    assert any(fault in each for each in faults), faults


def test_an_archive_with_something_before_it_is_none():
    assert check_file("a.zip", b"<script>1</script>" + make_archive("a.csv")) == [
        "it is no archive that can be read: something stands before it"
    ]


def test_what_follows_a_semicolon_is_a_cell_in_many_countries():
    assert check_file("a.csv", b"a,b\nsold;=1+1,2\n")
    assert check_file("a.csv", b"a,b\nsold; -3; 4,2\nthen;'=1+1,2\n") == []
