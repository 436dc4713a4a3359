"""The page check finds each fault it promises to find."""

import pytest

from helpers.publishing.checks import check_page

GOOD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport"'
    ' content="width=device-width"><title>T</title><style>a { color: red;'
    ' }</style></head><body><main id="main"><h1 id="增">H</h1><p><a'
    ' href="#增">x</a></p>BODY</main></body></html>'
)


def write(tmp_path, body="", whole=GOOD):
    page = tmp_path / "page.html"
    page.write_text(whole.replace("BODY", body), encoding="utf-8")
    return page


def test_a_good_page_has_no_faults(tmp_path):
    (tmp_path / "other.html").write_text('<p id="a">', encoding="utf-8")
    body = (
        '<a href="other.html#a">o</a><a href="https://example.org">e</a><a'
        ' href="#%E5%A2%9E">c</a><img alt="a" src="data:image/png;base64,AA"><svg role="img"'
        ' aria-label="d"><title>t</title><use href="#增"/></svg><h2>a</h2><h3>b</h3><h2>c</h2><br>'
    )
    assert check_page(write(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<script src="https://cdn.example/x.js"></script>', "loads https://cdn"),
        ('<script src="x.js"></script>', "loads x.js"),
        ('<script>import("https://cdn.example/x.mjs")</script>', "names a host"),
        ('<script>fetch("x")</script>', "names a host or loads"),
        ('<link rel="stylesheet" href="x.css">', "loads x.css"),
        ('<img alt="a" src="https://evil.example/x.png">', "loads https://evil"),
        ('<img alt="a" srcset="https://evil.example/x.png">', "loads https://evil"),
        ('<img src="data:image/png;base64,AA">', "without alternative text"),
        ("<svg><path/></svg>", "drawing without alternative text"),
        ('<style>p { background: url("https://evil.example/x") }</style>', "style loads"),
        ('<style>@import "x.css";</style>', "style loads or runs"),
        ('<p style="background:url(//evil.example)">x</p>', "style loads"),
        ('<p onclick="x()">x</p>', "event handler onclick"),
        ('<a href="java&#x0A;script:alert(1)">x</a>', "runs a script"),
        ('<iframe src="x.html"></iframe>', "<iframe> has no place"),
        ('<a href="ftp://x/y">x</a>', "unsafe kind"),
        ('<p id="增">x</p>', "used twice"),
        ('<p id="a b">x</p>', "holds a space"),
        ('<a href="#nowhere">x</a>', "dead anchor #nowhere"),
        ('<a href="gone.html">x</a>', "dead link gone.html"),
        ('<a href="page.html#gone">x</a>', "dead anchor page.html#gone"),
        ("<h1>second</h1>", "2 first-level headings"),
        ("<h3>skips</h3>", "heading level 3 follows level 1"),
        ("<h2></h2>", "<h2> is empty"),
        ("<table><tr><th>x</th></tr></table>", "head cell without a scope"),
        ("<div><p>open</div>", "<p> is not closed"),
        ("</section>", "closes nothing"),
        ('<p aria-labelledby="gone">x</p>', "points at 'gone'"),
        ('<a href="#main"></a>', "link without words"),
        ('<meta http-equiv="refresh" content="0;url=x">', "sends its reader"),
    ],
)
def test_each_fault_is_found(tmp_path, body, fault):
    faults = check_page(write(tmp_path, body))
    assert any(fault in each for each in faults), faults


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        (' lang="en"', "names no language"),
        ("<title>T</title>", "no title"),
        ('<meta name="viewport" content="width=device-width">', "narrow screens"),
        ('<h1 id="增">H</h1>', "0 first-level"),
        ('<main id="main">', "no main part"),
    ],
)
def test_a_missing_part_is_found(tmp_path, part, fault):
    faults = check_page(write(tmp_path, whole=GOOD.replace(part, "")))
    assert any(fault in each for each in faults), faults
