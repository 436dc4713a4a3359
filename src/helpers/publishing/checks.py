"""Check without a browser what a page loads, where it leads, how it is described."""

import html
import itertools
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = set("area base br col embed hr img input link meta source track wbr".split())
LOADING = {
    "iframe": ("src", "srcdoc"),
    "video": ("src", "poster"),
    "object": ("data",),
    "body": ("background",),
    **dict.fromkeys(("script", "embed", "audio", "track", "input"), ("src",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    **dict.fromkeys(("image", "use", "feimage"), ("href", "xlink:href")),
}
UNSAFE = set(
    "iframe object embed base form foreignobject animate set animatetransform portal frame".split()
)
HEADINGS = {f"h{level}" for level in range(1, 7)}
SCOPES = ("row", "col", "rowgroup", "colgroup")
RELATIONS = ("prev", "next", "author", "license", "canonical", "alternate")
ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "data", "to", "values")
PICTURES = tuple(
    f"data:image/{kind}{end}" for kind in ("png", "jpeg", "gif", "webp", "svg+xml") for end in ";,"
)
RUNNING = ("javascript:", "vbscript:", "data:text/html", "data:application/x")
STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]*)", re.I)
STYLE_LIVE = re.compile(r"@import|expression\s*\(|image-set\s*\(|-moz-binding", re.I)
SCRIPT_LIVE = re.compile(
    r"https?:|//[a-z]|\bimport\s*\("
    r"|\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|importScripts|sendBeacon)\b"
)
LOST = "404.html"  # shown at any depth, so its links cannot be checked from where it lies
MOST_BYTES = 600_000  # of a page, figures and tables included
MOST_BARE_BYTES = 60_000  # of a page without its figures, tables, code and what is folded
HEAVY = {"figure", "table", "pre", "svg"}
FOLDED = ("evidence", "others")  # classes of folds: under a finding, and of a long list


def check_page(path: Path) -> list[str]:
    """Return what is wrong with a page, in words; nothing for a good one.

    Parameters
    ----------
    path : pathlib.Path
        An HTML file.

    Returns
    -------
    faults : list of str
        Requests to a host, things that could run, dead links and anchors, identifiers used twice,
        headings out of order, pictures without a description, head cells without a scope, a missing
        language, title or viewport, tags that do not close.
    """
    return _check(Path(path), None, {})


def check_pages(folder: Path) -> list[str]:
    """Return what is wrong with the pages of a site, each fault with its page.

    Parameters
    ----------
    folder : pathlib.Path
        Every HTML file in it is looked at.

    Returns
    -------
    faults : list of str
        As of `check_page`, links that leave the folder, and pages beyond the size that a reader
        should wait for.
    """
    folder = Path(folder)
    pages, faults = {}, []
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        found = [] if name == LOST else _check(path, folder, pages)
        page = _find_page(path, pages)
        for what, size, most in (
            ("", page.bytes, MOST_BYTES),
            (" without figures, tables and code", page.bare_bytes, MOST_BARE_BYTES),
        ):
            if size > most:
                found.append(f"the page{what} has {size:,} bytes; at most {most:,}")
        faults += [f"{name}: {fault}" for fault in found]
    return faults


def _find_page(path, pages):
    """Return a page as it was read; each is read once, however many lead to it."""
    if path not in pages:
        pages[path] = _Page(path.read_text(encoding="utf-8"))
    return pages[path]


def _check(path, root, pages):
    page = _find_page(path, pages)
    faults = list(page.faults)
    for href in page.links:
        faults += _check_link(href, path, root, pages)
    return faults


def _check_link(href, path, root, pages):
    parts = urlsplit(href)
    if parts.scheme in ("http", "https", "mailto", "data"):
        return []
    if parts.scheme or parts.netloc:
        return [f"link of an unsafe kind {href[:60]}"]
    target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
    if not target.exists():
        return [f"dead link {href}"]
    if root and not target.resolve().is_relative_to(root.resolve()):
        return [f"link out of the site {href}"]
    wanted = unquote(parts.fragment)
    if wanted and (target == path or target.suffix == ".html"):
        return [] if wanted in _find_page(target, pages).ids else [f"dead anchor {href}"]
    return []


class _Page(HTMLParser):
    """Walk a page and note its faults, links, identifiers and size."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults, self.links, self.ids = [], [], []
        self.open, self.headings, self.words = [], [], []
        self.title, self.has_viewport, self.has_main = "", False, False
        self.pointed = []
        self.whole, self.lines = text, [0, *itertools.accumulate(map(len, text.split("\n")))]
        self.bytes = len(text.encode())
        self.bare_bytes, self.heavy, self.heavy_from = self.bytes, 0, 0
        self.feed(text)
        self.close()
        self.finish()

    def say(self, fault):
        """Note a fault with the line it stands in."""
        self.faults.append(f"line {self.getpos()[0]}: {fault}")

    def find_place(self):
        """Return how many characters stand before what is looked at."""
        line, column = self.getpos()
        return self.lines[line - 1] + (line - 1) + column

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
            self.open.append((tag, self._weigh(tag, given)))
            self.words.append([])
        self._check_danger(tag, given)
        self._check_names(given)
        self._check_kind(tag, given)

    def _weigh(self, tag, given):
        """Count what a page holds besides its text; return whether this element is of that kind."""
        is_heavy = tag in HEAVY or (tag == "details" and given.get("class") in FOLDED)
        if is_heavy and not self.heavy:
            self.heavy_from = self.find_place()
        elif not self.heavy and given.get("href", "").startswith("data:"):
            self.bare_bytes -= len(given["href"].encode())
        self.heavy += is_heavy
        return is_heavy

    def _check_names(self, given):
        if "id" in given:
            name = given["id"]
            if name in self.ids:
                self.say(f"identifier {name!r} is used twice")
            if name.split() != [name]:
                self.say(f"identifier {name!r} is empty or holds a space")
            self.ids.append(name)
        for name in ("aria-labelledby", "aria-describedby"):
            self.pointed += given.get(name, "").split()

    def _check_kind(self, tag, given):
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
        elif tag == "img":
            if not given.get("alt", "").strip() and given.get("role") != "presentation":
                self.say("picture without alternative text")
            elif self.words:
                self.words[-1].append(given.get("alt", ""))
        elif tag == "svg":
            self._check_drawing(given)
        elif tag == "th" and given.get("scope") not in SCOPES:
            self.say("head cell without a scope")
        elif tag in HEADINGS:
            self.headings.append(int(tag[1]))
            if len(self.headings) > 1 and int(tag[1]) > self.headings[-2] + 1:
                self.say(f"heading level {tag[1]} follows level {self.headings[-2]}")

    def _check_drawing(self, given):
        is_inner = sum(tag == "svg" for tag, _ in self.open) > 1
        if is_inner or given.get("aria-hidden") == "true":
            return
        has_words = given.get("aria-label") or given.get("aria-labelledby")
        if given.get("role") not in ("img", "group") or not has_words:
            self.say("drawing without alternative text")

    def _check_danger(self, tag, given):
        if tag in UNSAFE:
            self.say(f"<{tag}> has no place in a page")
        if tag == "link" and given.get("rel", "").lower() not in RELATIONS:
            self.say(f"the page loads {given.get('href', '')[:60]}")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.say("the page sends its reader elsewhere")
        for name in LOADING.get(tag, ()):
            value = given.get(name, "").strip()
            if value and not value.startswith(("#", *PICTURES)):
                self.say(f"<{tag}> loads {value[:60]}")
        for name, value in given.items():
            if name.startswith("on"):
                self.say(f"<{tag}> has the event handler {name}")
            if name in ADDRESSES:
                # A browser skips white space and control characters inside the scheme.
                seen = "".join(each for each in html.unescape(value) if each > " ").lower()
                if seen.startswith(RUNNING):
                    self.say(f"<{tag} {name}> runs a script")
            if name == "style":
                self._check_style(value)

    def _check_style(self, style):
        style = style.replace("\\", "")
        for target in STYLE_URL.findall(style):
            if not target.startswith(("#", "data:image/")):
                self.say(f"the style loads {target[:60]}")
        if STYLE_LIVE.search(style):
            self.say("the style loads or runs something")

    def handle_data(self, data):
        if not self.open:
            return
        self.words[-1].append(data)
        if self.open[-1][0] == "style":
            self._check_style(data)
        elif self.open[-1][0] == "script" and SCRIPT_LIVE.search(data):
            self.say("the script names a host or loads something")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if all(each != tag for each, _ in self.open):
            self.say(f"</{tag}> closes nothing")
            return
        while self.open:
            (last, is_heavy), words = self.open.pop(), "".join(self.words.pop())
            if self.words:
                self.words[-1].append(words)
            self._end(last, words)
            if is_heavy:
                self.heavy -= 1
                if not self.heavy:
                    until = self.find_place() + len(f"</{tag}>")
                    self.bare_bytes -= len(self.whole[self.heavy_from : until].encode())
            if last == tag:
                break
            self.say(f"<{last}> is not closed")

    def _end(self, tag, words):
        if tag == "title" and all(each != "svg" for each, _ in self.open):
            self.title = words.strip()
        if tag in HEADINGS and not words.strip():
            self.say(f"<{tag}> is empty")
        if tag == "a" and not words.strip():
            self.say("link without words")

    def finish(self):
        """Note what is missing once all is read."""
        if self.open:
            self.say(f"<{self.open[-1][0]}> is not closed")
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
