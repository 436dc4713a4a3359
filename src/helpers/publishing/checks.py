"""Check a page's structure without a browser: what it loads, where it leads, how it is described."""

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = set("area base br col embed hr img input link meta source track wbr".split())
LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src", "srcdoc"),
    "embed": ("src",),
    "source": ("src", "srcset"),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "object": ("data",),
    "input": ("src",),
    "body": ("background",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
}
UNSAFE = {
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "foreignobject",
    "animate",
    "set",
    "animatetransform",
    "portal",
    "frame",
}
LOST = "404.html"  # shown at any depth, so its links cannot be checked from where it lies
MOST_BYTES = 600_000  # of a page, figures and tables included
MOST_BARE_BYTES = (
    60_000  # of a page without its figures, tables, code and what stands folded under findings
)
HEAVY = re.compile(
    r"<(figure|table|pre|svg)\b.*?</\1>|<details class=\"evidence\".*?</details>|href=\"data:[^\"]*\"",
    re.DOTALL,
)
WINDOW = re.compile(
    r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|importScripts|sendBeacon)\b|\bimport\s*\("
)


def check_page(path, root=None):
    """Return what is wrong with a page, in words; nothing for a good one.

    Parameters
    ----------
    path : pathlib.Path
        An HTML file.
    root : pathlib.Path, optional
        Folder that no link may leave.

    Returns
    -------
    faults : list of str
        Requests to a host, things that could run, dead links and anchors, identifiers used twice, headings out of order,
        pictures without a description, head cells without a scope, a missing language, title or viewport, tags that do not close.
    """
    path = Path(path)
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    page.finish()
    return page.faults + _check_links(page, path, root)


def check_pages(folder):
    """Return what is wrong with the pages of a site, each fault with its page.

    Parameters
    ----------
    folder : pathlib.Path
        Every HTML file in it is looked at.

    Returns
    -------
    faults : list of str
        As of `check_page`, links that leave the folder, and pages beyond the size that a reader should wait for.
    """
    folder = Path(folder)
    faults = []
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        found = [] if name == LOST else check_page(path, root=folder)
        text = path.read_text(encoding="utf-8")
        for what, size, most in (
            ("", len(text.encode()), MOST_BYTES),
            (
                " without figures, tables and code",
                len(HEAVY.sub("", text).encode()),
                MOST_BARE_BYTES,
            ),
        ):
            if size > most:
                found.append(f"the page{what} has {size:,} bytes; at most {most:,}")
        faults += [f"{name}: {fault}" for fault in found]
    return faults


def read_anchors(path):
    """Return the identifiers in a page.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    anchors : set of str
    """
    page = _Page()
    page.feed(Path(path).read_text(encoding="utf-8"))
    return set(page.ids)


def _check_links(page, path, root):
    faults, others = [], {}
    for href in page.links:
        if href.startswith("#"):
            target = unquote(href[1:])
            if target and target not in page.ids:
                faults.append(f"dead anchor {href}")
            continue
        parts = urlsplit(href)
        if parts.scheme in ("http", "https", "mailto", "data"):
            continue
        if parts.scheme or parts.netloc:
            faults.append(f"link of an unsafe kind {href[:60]}")
            continue
        target = path.parent / unquote(parts.path)
        if not target.exists():
            faults.append(f"dead link {href}")
        elif root and not target.resolve().is_relative_to(root.resolve()):
            faults.append(f"link out of the site {href}")
        elif parts.fragment and target.suffix == ".html":
            if target not in others:
                others[target] = read_anchors(target)
            if unquote(parts.fragment) not in others[target]:
                faults.append(f"dead anchor {href}")
    return faults


class _Page(HTMLParser):
    """Walk a page and note its faults."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.links, self.ids = [], [], []
        self.open, self.headings, self.text = [], [], []
        self.title, self.has_viewport, self.has_main, self.scripts = "", False, False, 0
        self.pointed = []

    def say(self, fault):
        line, _ = self.getpos()
        self.faults.append(f"line {line}: {fault}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        given = {}
        for name, value in attrs:
            if name in given:
                self.say(f"<{tag}> has the attribute {name} twice")
            given.setdefault(name, value or "")
        if tag not in VOID:
            self.open.append(tag)
            self.text.append([])
        self._check_danger(tag, given)
        if "id" in given:
            if given["id"] in self.ids:
                self.say(f"identifier {given['id']!r} is used twice")
            if not given["id"] or re.search(r"\s", given["id"]):
                self.say(f"identifier {given['id']!r} is empty or holds a space")
            self.ids.append(given["id"])
        for name in ("aria-labelledby", "aria-describedby"):
            self.pointed += given.get(name, "").split()
        if tag == "html" and not given.get("lang"):
            self.say("the page names no language")
        elif tag == "main":
            self.has_main = True
        elif tag == "meta" and given.get("name") == "viewport":
            self.has_viewport = True
        elif tag == "a" and "href" in given:
            self.links.append(given["href"].strip())
        elif tag == "meta" and given.get("property") == "og:image":
            self.links.append(given.get("content", "").strip())
        elif (
            tag == "img"
            and not given.get("alt", "").strip()
            and given.get("role") != "presentation"
        ):
            self.say("picture without alternative text")
        elif tag == "svg" and self.open.count("svg") == 1 and given.get("aria-hidden") != "true":
            if given.get("role") not in ("img", "group") or not (
                given.get("aria-label") or given.get("aria-labelledby")
            ):
                self.say("drawing without alternative text")
        elif tag == "th" and given.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
            self.say("head cell without a scope")
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
            if len(self.headings) > 1 and int(tag[1]) > self.headings[-2] + 1:
                self.say(f"heading level {tag[1]} follows level {self.headings[-2]}")

    def _check_danger(self, tag, given):
        if tag in UNSAFE:
            self.say(f"<{tag}> has no place in a page")
        if tag == "script":
            self.scripts += 1
        if tag == "link" and given.get("rel", "").lower() not in (
            "prev",
            "next",
            "author",
            "license",
            "canonical",
            "alternate",
        ):
            self.say(f"the page loads {given.get('href', '')[:60]}")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.say("the page sends its reader elsewhere")
        for name in LOADING.get(tag, ()):
            value = given.get(name, "").strip()
            if (
                value
                and not value.startswith("#")
                and not re.match(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", value)
            ):
                self.say(f"<{tag}> loads {value[:60]}")
        for name, value in given.items():
            if name.startswith("on"):
                self.say(f"<{tag}> has the event handler {name}")
            if name in (
                "href",
                "xlink:href",
                "src",
                "action",
                "formaction",
                "data",
                "to",
                "values",
            ):
                scheme = re.sub(r"[\s\x00-\x1f]", "", html.unescape(value)).lower()
                if scheme.startswith(
                    ("javascript:", "vbscript:", "data:text/html", "data:application/x")
                ):
                    self.say(f"<{tag} {name}> runs a script")
            if name == "style":
                self._check_style(value)

    def _check_style(self, style):
        style = style.replace("\\", "")
        for target in re.findall(r"url\(\s*['\"]?([^'\")]*)", style, flags=re.I):
            if not target.startswith(("#", "data:image/")):
                self.say(f"the style loads {target[:60]}")
        if re.search(r"@import|expression\s*\(|image-set\s*\(|-moz-binding", style, flags=re.I):
            self.say("the style loads or runs something")

    def handle_data(self, data):
        if not self.open:
            return
        self.text[-1].append(data)
        if self.open[-1] == "style":
            self._check_style(data)
        elif self.open[-1] == "script" and (
            re.search(r"https?:|//[a-z]", re.sub(r"(?m)^\s*//.*", "", data)) or WINDOW.search(data)
        ):
            self.say("the script names a host or loads something")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if tag not in self.open:
            self.say(f"</{tag}> closes nothing")
            return
        while self.open:
            last, words = self.open.pop(), "".join(self.text.pop())
            if self.text:
                self.text[-1].append(words)
            if last == "title" and "svg" not in self.open:
                self.title = words.strip()
            if re.fullmatch(r"h[1-6]", last) and not words.strip():
                self.say(f"<{last}> is empty")
            if last == "a" and not words.strip():
                self.say("link without words")
            if last == tag:
                break
            self.say(f"<{last}> is not closed")

    def finish(self):
        if self.open:
            self.say(f"<{self.open[-1]}> is not closed")
        if not self.title:
            self.faults.append("the page has no title")
        if not self.has_viewport:
            self.faults.append("the page says nothing of narrow screens (viewport)")
        if not self.has_main:
            self.faults.append("the page has no main part")
        if self.headings.count(1) != 1:
            self.faults.append(
                f"the page has {self.headings.count(1)} first-level headings, not one"
            )
        for target in self.pointed:
            if target not in self.ids:
                self.faults.append(f"a description points at {target!r}, which is not there")
