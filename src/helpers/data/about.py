"""Read what a data folder says about itself: its question, and words on its articles."""

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.data.contract import Fault, read_contract

ABOUT = "about.md"
QUESTION = "What do these articles report, and what can be known from it?"
LONGEST = 20_000  # characters
_HEADING = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class About:
    """What a corpus of articles is about."""

    question: str
    title: str
    description: str
    keywords: tuple[str, ...]
    coloured: tuple[str, ...]  # entities with a colour of their own, in the order of the colours
    sections: dict[str, str]  # markdown by heading


def read_about(data_dir: Path) -> About:
    """Return what a data folder says about itself.

    Parameters
    ----------
    data_dir : pathlib.Path
        With ``datapackage.json`` (title, description, keywords) and, if it likes, ``about.md``:
        its first heading is the question, each heading of the second level begins a section.

    Raises
    ------
    ValueError
        If the file cannot be read as text.
    """
    contract = read_contract(data_dir)
    question, sections = "", {}
    for level, heading, words in _split(_read_text(Path(data_dir) / ABOUT)):
        if level == 1:
            question = question or heading
        else:
            sections[heading] = words
    return About(
        question or QUESTION,
        str(contract.get("title") or ""),
        str(contract.get("description") or ""),
        _list_words(contract, "keywords"),
        _list_words(contract, "coloured"),
        sections,
    )


def check_about(data_dir):
    """Return why the words of a data folder on itself cannot be read, as a list of Fault."""
    path = Path(data_dir) / ABOUT
    try:
        text = _read_text(path)
    except ValueError as error:
        return [Fault(ABOUT, None, None, str(error))]
    if len(text) > LONGEST:
        words = f"has {len(text):,} characters; allowed: at most {LONGEST:,}"
        return [Fault(ABOUT, None, None, words)]
    return []


def _list_words(contract, name):
    words = contract.get(name)
    return tuple(str(word) for word in words) if isinstance(words, list) else ()


def _read_text(path):
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be read as UTF-8 text: {error}") from None


def _split(text):
    """Yield level, heading and the words below it of each part of a text."""
    found = list(_HEADING.finditer(text))
    ends = [following.start() for following in found[1:]] + [len(text)]
    for one, end in zip(found, ends, strict=False):  # no heading, no part
        words = text[one.end() : end].strip()
        yield len(one[1]), one[2], words
