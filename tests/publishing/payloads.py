"""Hostile text, and notebooks that hold it wherever text may stand."""

import base64
from urllib.parse import quote

from builders import figure, finding, shown, table
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

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
    '" onmouseover="alert(1)',
    "{{7*7}} {% raw %} {{ config }} ${7*7} #{7*7}",
    "pay\u202eload\u200b\ue000",
    "```mermaid\n</pre><script>alert(1)</script>\n```",
    "$$<script>alert(1)</script>$$",
    "<p id=main>x</p><p id=top name=theme>x</p>",
    "<a href='//evil.example/x'>x</a><a href='file:///etc/passwd'>x</a>",
    "<![CDATA[<script>alert(1)</script>]]>",
    (
        "<svg><style>@import 'http://evil.example/x.css'</style><image"
        " href='http://evil.example/x.png'/></svg>"
    ),
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'/></foreignObject></svg>",
    "<svg><set attributeName=onmouseover to=alert(1)>",
    (
        "<math><maction actiontype='statusline#http://evil.example'"
        " xlink:href='javascript:alert(1)'>x</maction></math>"
    ),
    (
        "<math><annotation-xml encoding='text/html'><img src=x"
        " onerror=alert(1)></annotation-xml></math>"
    ),
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    (
        "<a href='vbscript:msgbox(1)'>x</a><a href='jar:http://evil.example!/x'>x</a><a"
        " href='blob:x'>x</a>"
    ),
    "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>",
    (
        "<img srcset='http://evil.example/x.png 2x' sizes='1px'><picture><source"
        " srcset='http://evil.example/x'></picture>"
    ),
    (
        "<table background='http://evil.example/x'><tr><td"
        " style='background:url(http://evil.example/x)'>x"
    ),
    "<div style='width:expression(alert(1));behavior:url(#x);position:fixed;inset:0'>x</div>",
    "<p class='finding' style='position:fixed'>x</p><div class='failed'>x</div>",
    "<ul><li><b><i></ul></b>x</i></div></main></body></html><h1>x",
    "<isindex action='javascript:alert(1)' type=image><keygen autofocus onfocus=alert(1)>",
    (
        "<a id=x tabindex=1 autofocus onfocus=alert(1) accesskey=x>x</a><a"
        " ping='http://evil.example' href='#x'>x</a>"
    ),
    "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "[x](\\\\evil.example\\share) ![x](file:///etc/passwd) ![x](attachment:../../etc/passwd)",
    (
        "<audio src='http://evil.example/x' autoplay onerror=alert(1)><track"
        " src='http://evil.example/x'>"
    ),
    "\u2066hidden\u2069 \u202dlrm\u202c \ufeffbom \u2060joined",
    (
        "{{ cycler.__init__.__globals__.os.system('id') }} {%- import os -%} <%= 7*7 %>"
        " {{constructor.constructor('alert(1)')()}}"
    ),
]
DRAWINGS = [
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
]


def make_drawing(inside):
    """Return an SVG drawing that holds something hostile beside a harmless path."""
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
        f" viewBox='0 0 9 9'>{inside}<path d='M 1 1'/></svg>"
    )


def make_hostile_cells(payload):
    """Return cells that hold a payload in every place of a notebook."""
    return [
        new_markdown_cell(f"# Title {payload}"),
        new_markdown_cell(f"## {payload}"),
        new_markdown_cell(payload, metadata={"tags": [payload.replace(",", ";")]}),
        *make_hostile_texts(payload),
        new_code_cell(
            f"x = '''{payload}'''",
            metadata={"tags": [payload.replace(",", ";")]},
            outputs=[
                new_output("display_data", data={"text/html": payload}),
                new_output("display_data", data={"text/markdown": payload}),
                new_output("display_data", data={"text/plain": payload}),
                new_output("display_data", data={"text/latex": payload}),
                new_output("display_data", data={"application/javascript": payload}),
                new_output("stream", name="stdout", text=payload),
                new_output("stream", name="stderr", text=payload),
                new_output("error", ename=payload, evalue=payload, traceback=[payload]),
            ],
        ),
        shown(
            figure(
                title=payload,
                caption=payload + ".",
                description=payload + ".",
                name=payload,
                csv=payload + "\n",
                rows=[[payload, payload]],
                columns=[{"label": payload, "numeric": True}] * 2,
            )
        ),
        shown(
            table(
                [[payload, {"text": payload, "lang": payload}]],
                caption=payload + ".",
                note=payload,
                name=payload,
            )
        ),
        shown(
            finding(
                key=payload,
                text=f"**{payload}**",
                numbers={payload: payload},
                sources=[
                    dict.fromkeys(
                        (
                            "observation_id",
                            "publisher",
                            "title",
                            "published",
                            "paragraph",
                            "as_printed",
                            "lang",
                        ),
                        payload,
                    )
                ],
            )
        ),
    ]


def make_hostile_texts(payload):
    """Return text cells that hold a payload in the parts of markdown, and in the names, kinds and
    contents of attachments."""
    coded = base64.b64encode(f"<svg onload='alert(1)'>{payload}</svg>".encode()).decode()
    attachments = {
        payload: {"text/html": coded, "image/svg+xml": coded},
        "a.png": {payload: payload},
        "b.png": {"image/png": f'"><{payload}'},
        "c.svg": {"image/svg+xml": coded},
    }
    names = [*map(quote, attachments), "../../etc/passwd", "gone.png"]
    pictures = " ".join(f"![{payload}](attachment:{name})" for name in names)
    line = payload.replace("\n", " ")
    return [
        new_markdown_cell(pictures, attachments=attachments),
        new_markdown_cell(f'<img src="attachment:c.svg" alt="{payload}">', attachments=attachments),
        new_markdown_cell(
            f"> {line}\n\n- {line}\n- [ ] {line}\n\n| {line} | b |\n|---|--:|\n| {line} | {line}"
            " |\n\n"
            f"```{line}\n{payload}\n```\n\n~~{line}~~ `{line}` **{line}** <{line}>"
            f" https://x.example/{line}\n\n"
            f'[{line}]({quote(line)} "{line}") [r][ref]\n\n[ref]: <{line}> "{line}"\n\nterm\n:'
            f" {line}\n\n$${line}$$"
        ),
    ]


def make_hostile_meta(payload):
    """Return what a page says about itself, with a payload in every place."""
    return {
        **dict.fromkeys(("question", "title", "run", "outcome", "data_date", "version"), payload),
        "robustness": {each: each for each in PAYLOADS},
        "parameters": [dict.fromkeys(("name", "value", "default", "unit", "meaning"), payload)],
    }
