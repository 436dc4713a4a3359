"""Whatever text comes in, nothing in the page runs, loads or reads differently."""

import base64
import csv
import io
import json
import re
from urllib.parse import unquote_to_bytes

import pytest
from bs4 import BeautifulSoup
from builders import figure, shown, table, write_record
from payloads import PAYLOADS, make_hostile_cells, make_hostile_meta

from helpers.publishing.checks import check_page
from helpers.publishing.front import write_run_index, write_runs_index
from helpers.publishing.safety import guard_csv

FORMULAS = [
    '=HYPERLINK("http://evil.example")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|x",
    "@SUM(1+1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    "|calc",
    '=WEBSERVICE("http://evil.example")',
]


def test_there_are_sixty_payloads_at_least():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


LIVE = re.compile(
    r"<script|<iframe|<object|<embed|<base|<form|<style|<link\b|javascript:|data:text/html|<animate"
    r"|<math",
    re.I,
)


def assert_harmless(path):
    """Fail if anything in the page is live, by the page check and by a second parser."""
    assert check_page(path) == []
    body = path.read_text(encoding="utf-8").partition("<body>")[2]
    own = body.rpartition("<script>")[0]
    soup = BeautifulSoup(own, "html.parser")
    for tag in soup.find_all(True):
        assert not LIVE.match(f"<{tag.name}"), tag
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            if name in ("href", "src"):
                assert re.match(
                    r"#|data:(text/(csv|plain)|image/(svg\+xml|png))|"
                    r"\.\./(index|observations)\.html|(\.\./)?notebooks/|html/|tables/|figures/|"
                    r"downloads/|findings\.json|baseline/|https?:",
                    value,
                ), tag
                assert not (tag.name == "img" and not value.startswith("data:")), tag
    assert not re.search("[\u202e\u200b\ue000]", own)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_dead_wherever_it_stands(export, payload):
    path = export(*make_hostile_cells(payload), **make_hostile_meta(payload))
    assert_harmless(path)
    assert (
        "49" not in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").main.text
        or "7*7" not in payload
    )


def test_hostile_records_and_findings_are_dead_on_the_site_pages(tmp_path, make):
    run = tmp_path / "baseline"
    for folder in ("html", "findings", "tables", "figures"):
        (run / folder).mkdir(parents=True)
    (run / "tables" / "<img src=x onerror=alert(1)>.csv").write_text("a\n")
    findings = [make.finding(key=p, text=f"**{p}**", numbers={p: p}) for p in PAYLOADS]
    (run / "findings" / "01.json").write_text(
        json.dumps({"notebook": PAYLOADS[0], "title": "x", "findings": findings})
    )
    record = {
        "run": PAYLOADS[0],
        "started": PAYLOADS[5],
        "parameters": {p: p for p in PAYLOADS},
        "versions": {p: p for p in PAYLOADS},
        "notebooks": [{"stem": p, "outcome": p, "seconds": None} for p in PAYLOADS],
        "about": PAYLOADS[8],
    }
    known = [{"stem": p, "outcome": "ok", "seconds": 0} for p in PAYLOADS]
    write_record(run, record | {"notebooks": known})
    write_runs_index(tmp_path)
    write_run_index(run, record, [{"stem": "x", "title": p, "question": p} for p in PAYLOADS])
    write_runs_index(tmp_path)
    assert_harmless(run / "index.html")
    assert_harmless(tmp_path / "index.html")


def test_no_csv_that_a_page_hands_out_holds_a_formula(export):
    for start in range(0, len(FORMULAS), 3):
        cells = [
            table([[each, "1"] for each in FORMULAS[start : start + 3]], name=f"t{start}", csv=""),
            figure(
                columns=[{"label": each, "numeric": False} for each in FORMULAS[:2]],
                rows=[FORMULAS[:2]],
                csv="",
            ),
        ]
        cells[1]["csv"] = (
            "a,b\n" + ",".join('"' + each.replace('"', '""') + '"' for each in FORMULAS[:2]) + "\n"
        )
        page = BeautifulSoup(export(*map(shown, cells)).read_text(encoding="utf-8"), "html.parser")
        files = [
            link["href"]
            for link in page.find_all("a", download=True)
            if link["href"].startswith("data:text/csv")
        ]
        assert len(files) == 2
        for file in files:
            kind, _, text = file.partition(",")
            text = (base64.b64decode(text) if "base64" in kind else unquote_to_bytes(text)).decode(
                "utf-8-sig"
            )
            assert [
                cell
                for row in csv.reader(io.StringIO(text))
                for cell in row
                if re.match(r"\s*[=+\-@|＝]", cell)
            ] == []


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ('=HYPERLINK("http://evil.example")', "'=HYPERLINK"),
        ("+cmd|' /C calc'!A0", "'+cmd"),
        ("-2+3+cmd|x", "'-2+3"),
        ("@SUM(1+1)", "'@SUM"),
        ("\t=1+1", "'\t=1"),
        (" =1+1", "' =1"),
        ("＝1+1", "'＝1"),
        ("|calc", "'|calc"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        ("-1.2e-05", "-1.2e-05"),
        ("−4.1", "−4.1"),
        ("-4 %", "-4 %"),
        ("Aksu", "Aksu"),
    ],
)
def test_a_csv_cell_is_never_a_formula_and_a_number_stays_one(cell, kept):
    quoted = '"' + cell.replace('"', '""') + '"'
    line = guard_csv(f"a,b\n1,{quoted}\n").splitlines()[1]
    assert line.partition(",")[2].lstrip('"').startswith(kept)
