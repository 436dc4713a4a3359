"""Read an article's text, or say in words why it is none."""

import bisect
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.quantities.view import View

LARGEST = 10_000_000  # bytes of a text whose quantities are printed
LARGEST_ARTICLE = 1_000_000  # bytes of an article that is drafted; most have some thousand
LONGEST_TITLE = 200  # characters
SOURCE_ID = re.compile(r"[a-z0-9-]+")
_TAGS = re.compile(r"<(?:!doctype|html|head|body|div|p|span|table|meta|script)\b", re.IGNORECASE)
# What a file begins with that is no plain text, and what to do about it.
_FORMATS = (
    (b"%PDF-", "a PDF; save its text as a UTF-8 text file"),
    (b"PK\x03\x04", "a zipped document; save its text as a UTF-8 text file"),
    (b"{\\rtf", "an RTF document; save its text as a UTF-8 text file"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)


@dataclass(frozen=True)
class Article:
    """Hold the text of one article and where its paragraphs lie."""

    source_id: str  # stem of the file's name
    text: str
    language: str  # ``zh``, ``fr`` or ``en``
    sha256: str  # sum of the file's bytes

    @cached_property
    def view(self):
        """Return the text in plain characters, with its sentences and clauses."""
        return View(self.text)

    @property
    def title(self):
        """Return the first line where it is no sentence, else nothing."""
        line = self.paragraphs[0][1].strip().lstrip("\ufeff")
        return line if len(line) <= LONGEST_TITLE and line[-1] not in ".。!！?？;；" else ""

    @cached_property
    def paragraphs(self):
        """Return (offset, line) of the non-empty lines, first to last."""
        found, offset = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                found.append((offset, line))
            offset += len(line) + 1
        return found

    def find_paragraph(self, position):
        """Return the number, from 1, of the paragraph that holds a character."""
        return bisect.bisect_right(self._starts, position)

    @cached_property
    def _starts(self):
        return [start for start, _ in self.paragraphs]


def read_text(path: str | Path, largest: int = LARGEST) -> tuple[str, str]:
    """Return the text of a file and the sum of its bytes.

    `text`, `sha256`: line ends are ``\\n``.

    Parameters
    ----------
    path : pathlib.Path or str
    largest : int
        Bytes that it may have.

    Raises
    ------
    ValueError
        Where the file is no plain text of an article: too large, empty, not
        UTF-8, HTML, PDF or another format.
    OSError
        Where it cannot be opened.
    """
    path = Path(path)
    size = path.stat().st_size
    if size > largest:
        raise ValueError(
            f"{path.name} has {size / 1e6:.1f} MB; allowed: up to {largest / 1e6:.0f} MB"
        )
    raw = path.read_bytes()
    for begin, what in _FORMATS:
        if raw.startswith(begin):
            raise ValueError(f"{path.name} is {what}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{path.name}, line {row}: byte {raw[error.start]:#04x} is not UTF-8;"
            " save the file as UTF-8"
        ) from None
    if "\x00" in text:
        raise ValueError(f"{path.name} holds a NUL character; it is no text in UTF-8")
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise ValueError(f"{path.name} is empty; it must hold the text of an article")
    if _MARKUP.match(text.lstrip("\ufeff")) or len(_TAGS.findall(text[:20_000])) >= 6:
        raise ValueError(f"{path.name} is HTML; save the text of the page, without tags")
    sha256 = hashlib.sha256(raw).hexdigest()
    return text.replace("\r\n", "\n").replace("\r", "\n"), sha256


def read_article(path: str | Path, language: str | None = None) -> Article:
    """Return an article: its text, its language and the id that its file name gives it.

    Parameters
    ----------
    path : pathlib.Path or str
    language : str, optional
        Without it, the language is recognised.

    Raises
    ------
    ValueError
        As `read_text`; or where the file name is no id, or the language none of three.
    """
    from helpers.articles.recognition import recognise

    path = Path(path)
    text, sha256 = read_text(path, LARGEST_ARTICLE)
    if not SOURCE_ID.fullmatch(path.stem):
        slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "article"
        raise ValueError(
            f"the file name {path.name!r} gives no id; allowed: small letters, digits and hyphens,"
            f" such as {slug}.txt"
        )
    return Article(path.stem, text, recognise(text, language, path.name), sha256)
