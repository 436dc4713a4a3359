"""Whatever text comes in, nothing in the page runs, loads or reads differently."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from helpers.publishing.checks import check_page
from helpers.publishing.safety import clean_svg, guard_csv
from helpers.publishing.site import write_run_index, write_runs_index

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='jAvA&#x09;script:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='da&#9;ta:text/html,<script>alert(1)</script>'>x</a>",
    "<a href=' &#1;data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "![x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "![x](../../../../etc/passwd)",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='http://evil.example/x.swf'></object>",
    "<embed src='http://evil.example/x.swf'>",
    "<link rel=stylesheet href='http://evil.example/x.css'>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "<div style='background:url(http://evil.example/x)'>x</div>",
    "<base href='http://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<form action='http://evil.example/'><input name=x></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<x onclick=alert(1) onmouseover=alert(1)>x</x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "'\"><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "{{7*7}} {% raw %} {{ config }} ${7*7} #{7*7}",
    "pay\u202eload\u200b\ue000",
    "```mermaid\n</pre><script>alert(1)</script>\n```",
    "$$<script>alert(1)</script>$$",
    "<p id=main>x</p><p id=top name=theme>x</p>",
    "<a href='//evil.example/x'>x</a><a href='file:///etc/passwd'>x</a>",
    "<![CDATA[<script>alert(1)</script>]]>",
]
LIVE = re.compile(r"<script|<iframe|<object|<embed|<base|<form|<style|<link\b|javascript:|data:text/html|<animate|<math", re.I)


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
                assert re.match(r"#|data:(text/csv|image/(svg\+xml|png))|\.\./index\.html|html/|tables/|figures/|baseline/|https?:", value), tag
                assert not (tag.name == "img" and not value.startswith("data:")), tag
    assert not re.search("[\u202e\u200b\ue000]", own)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_dead_wherever_it_stands(export, make, payload):
    cells = [
        make.markdown(f"# Title {payload}"),
        make.markdown(f"## {payload}"),
        make.markdown(payload, metadata={"tags": [payload.replace(",", ";")]}),
        make.code(f"x = '''{payload}'''", metadata={"tags": [payload.replace(",", ";")]}, outputs=[
            make.raw_output("display_data", data={"text/html": payload}),
            make.raw_output("display_data", data={"text/markdown": payload}),
            make.raw_output("display_data", data={"text/plain": payload}),
            make.raw_output("display_data", data={"text/latex": payload}),
            make.raw_output("display_data", data={"application/javascript": payload}),
            make.raw_output("stream", name="stdout", text=payload),
            make.raw_output("stream", name="stderr", text=payload),
            make.raw_output("error", ename=payload, evalue=payload, traceback=[payload]),
        ]),
        make.shown(make.figure(title=payload, caption=payload + ".", description=payload + ".", name=payload, csv=payload + "\n",
                               rows=[[payload, payload]], columns=[{"label": payload, "numeric": True}] * 2)),
        make.shown(make.table([[payload, {"text": payload, "lang": payload}]], caption=payload + ".", note=payload, name=payload)),
        make.shown(make.finding(key=payload, text=f"**{payload}**", numbers={payload: payload}, sources=[
            dict.fromkeys(("observation_id", "publisher", "title", "published", "paragraph", "as_printed", "lang"), payload)])),
    ]
    path = export(*cells, question=payload, title=payload, run=payload, outcome=payload, data_date=payload, version=payload,
                  parameters=[dict.fromkeys(("name", "value", "default", "unit", "meaning"), payload)])
    assert_harmless(path)
    assert "49" not in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").main.text or "7*7" not in payload


def test_hostile_records_and_findings_are_dead_on_the_site_pages(tmp_path, make):
    run = tmp_path / "baseline"
    for folder in ("html", "findings", "tables", "figures"):
        (run / folder).mkdir(parents=True)
    (run / "tables" / "<img src=x onerror=alert(1)>.csv").write_text("a\n")
    findings = [make.finding(key=p, text=f"**{p}**", numbers={p: p}) for p in PAYLOADS]
    (run / "findings" / "01.json").write_text(json.dumps({"notebook": PAYLOADS[0], "title": "x", "findings": findings}))
    record = {
        "run": PAYLOADS[0], "started": PAYLOADS[5], "parameters": {p: p for p in PAYLOADS}, "versions": {p: p for p in PAYLOADS},
        "notebooks": [{"stem": p, "outcome": p, "seconds": None} for p in PAYLOADS], "about": PAYLOADS[8],
    }
    (run / "record.json").write_text(json.dumps(record))
    write_runs_index(tmp_path)
    write_run_index(run, record, [{"stem": "x", "title": p, "question": p} for p in PAYLOADS])
    write_runs_index(tmp_path)
    assert_harmless(run / "index.html")
    assert_harmless(tmp_path / "index.html")


@pytest.mark.parametrize("inside", [
    "<script>alert(1)</script>",
    "<g onload='alert(1)' onclick='alert(1)'><path d='M 0 0'/></g>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='alert(1)'/></foreignObject>",
    "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<use xlink:href='http://evil.example/x.svg#a'/>",
    "<use href='data:image/svg+xml,&lt;svg/&gt;#x'/>",
    "<image xlink:href='http://evil.example/x.png'/>",
    "<image href='data:image/svg+xml;base64,AAAA'/>",
    "<image href='file:///etc/passwd'/>",
    "<path d='M 0 0' style='fill: url(http://evil.example/x)'/>",
    "<path d='M 0 0' fill='url(http://evil.example/x#a)'/>",
    "<path d='M 0 0' style='fill: \\75rl(http://evil.example/x)'/>",
    "<path d='M 0 0' style='behavior: url(#x); -moz-binding: url(#x)'/>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<style>@import url(http://evil.example/x.css); * {color: red}</style>",
    "<text x='1'>&lt;script&gt;alert(1)&lt;/script&gt;</text>",
    "<metadata><x xmlns='urn:x'>http://evil.example</x></metadata>",
    "<filter id='f'><feImage xlink:href='http://evil.example/x'/></filter>",
    "<path d='M 0 0&quot; onload=&quot;alert(1)'/>",
])
def test_a_hostile_drawing_loses_what_is_hostile(inside):
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>{inside}<path d='M 1 1'/></svg>"
    body, _, _ = clean_svg(svg, "x")
    assert body.endswith('<path d="M1 1"/>')
    assert not re.search(r"<script|\son\w+=|evil|javascript|file:|foreign|behavior|binding|red", body)


@pytest.mark.parametrize("svg", [
    "not a drawing", "<svg><g></svg>", "<html/>", "<svg>" * 3,
    "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>", "<svg>" + "<g>" * 200 + "<path/>" + "</g>" * 200 + "</svg>",
])
def test_what_is_no_drawing_is_refused(svg):
    with pytest.raises(ValueError, match="SVG"):
        clean_svg(svg, "x")


@pytest.mark.parametrize(("cell", "kept"), [
    ("=HYPERLINK(\"http://evil.example\")", "'=HYPERLINK"), ("+cmd|' /C calc'!A0", "'+cmd"), ("-2+3+cmd|x", "'-2+3"),
    ("@SUM(1+1)", "'@SUM"), ("\t=1+1", "'\t=1"), (" =1+1", "' =1"), ("＝1+1", "'＝1"), ("|calc", "'|calc"),
    ("-12.5", "-12.5"), ("+3", "+3"), ("-1.2e-05", "-1.2e-05"), ("−4.1", "−4.1"), ("-4 %", "-4 %"), ("Aksu", "Aksu"),
])
def test_a_csv_cell_is_never_a_formula_and_a_number_stays_one(cell, kept):
    quoted = '"' + cell.replace('"', '""') + '"'
    line = guard_csv(f"a,b\n1,{quoted}\n").splitlines()[1]
    assert line.partition(",")[2].lstrip('"').startswith(kept)
