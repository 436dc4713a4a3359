"""Read cells as the types of a contract, and hold them to its constraints."""

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass, field

from helpers.data.contract_metadata import check_metadata
from helpers.data.contract_patterns import LONGEST_CELL, find_pattern_fault
from helpers.words.suggest import suggest

TYPES = ("date", "integer", "number", "string", "year")
ORDERED = ("date", "integer", "number", "year")  # types that have a smaller and a larger
MOST_ALLOWED = 10_000  # values of an enum
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that show nothing
MOST_DIGITS = 15  # of a whole number: more do not fit a float
_LIMITS = {
    "minimum": (lambda value, limit: value < limit, "{} or more"),
    "maximum": (lambda value, limit: value > limit, "{} or less"),
    "exclusiveMinimum": (lambda value, limit: value <= limit, "above {}"),
    "exclusiveMaximum": (lambda value, limit: value >= limit, "below {}"),
}
CONSTRAINTS = (
    "required", "unique", "enum", "pattern", "minLength", "maxLength",
    *_LIMITS,
)  # fmt: skip
_FIELD = (
    "name", "type", "title", "description", "example", "constraints", "missingValues",
    "categories", "rdfType", "unit",
)  # fmt: skip
# How cells may be written; what is allowed is how they are read here.
_WRITTEN = {
    "format": ("default",),
    "decimalChar": (".",),
    "groupChar": ("",),
    "bareNumber": (True,),
    "categoriesOrdered": (True, False),
    **dict.fromkeys(("trueValues", "falseValues", "delimiter", "itemType"), ()),
}


@dataclass
class Column:
    """What a contract asks of the cells of one column."""

    name: str
    type: str
    missing: frozenset[str]  # cells that stand for no value
    required: bool = False
    unique: bool = False
    allowed: list | None = None  # values of ``enum`` or ``categories``
    pattern: re.Pattern | None = None
    lengths: tuple = (0, None)  # tuple of (int, int or None)
    limits: dict = field(default_factory=dict)  # dict of str to value

    def read(self, text):
        """Return the typed value of a cell and what is wrong with it, either of them None."""
        if text in self.missing:
            return None, "is empty; a value is required" if self.required else None
        if text != text.strip():
            return None, f"{text!r} begins or ends with a space"
        if not _is_visible(text):
            return None, f"{text!r} holds nothing that can be seen"
        try:
            value = read_value(text, self.type)
        except ValueError as allowed:
            return None, f"{text!r} is not allowed; allowed: {allowed}"
        wrong = self._find_fault(text, value)
        return (None, wrong) if wrong else (value, None)

    def _find_fault(self, text, value):
        if self.allowed is not None and value not in self.allowed:
            known = [str(v) for v in self.allowed]
            return f"{text!r} is not allowed{suggest(text, known)}; allowed: {_shorten(known)}"
        if self.pattern is not None:
            if len(text) > LONGEST_CELL:
                return f"{text[:30] + '…'!r} has {len(text)} characters; allowed: {LONGEST_CELL}"
            if not self.pattern.fullmatch(text):
                return f"{text!r} is not allowed; allowed: text of the form {self.pattern.pattern}"
        for name, limit in self.limits.items():
            passes, words = _LIMITS[name]
            if passes(value, limit):
                shown = f"{limit:.15g}" if isinstance(limit, float) else limit
                return f"{text} is not allowed; allowed: {words.format(shown)}"
        least, most = self.lengths
        if len(text) < least:
            return f"{text!r} has {len(text)} characters; allowed: {least} or more"
        if most is not None and len(text) > most:
            shown = text[:30] + "…"
            return f"{shown!r} has {len(text)} characters; allowed: {most}, never a sentence"
        return None


def _is_visible(text):
    """Return whether a text shows anything: not only spaces, marks and controls."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text)


def _shorten(words, limit=12):
    words = list(words)
    shown = ", ".join(words[:limit])
    return (
        shown if len(words) <= limit else f"{shown}, … ({len(words)} in all, see datapackage.json)"
    )


def read_value(text, kind):
    """Return a cell as its type.

    Raises
    ------
    ValueError
        Says what is allowed.

    Examples
    --------
    >>> read_value("2.50", "number"), read_value("2014", "year")
    (2.5, 2014)
    """
    if kind == "year":
        if not re.fullmatch(r"[0-9]{4}", text):
            raise ValueError("a year of four digits")
        return int(text)
    if kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError("a whole number")
        if len(text.lstrip("-")) > MOST_DIGITS:
            raise ValueError(f"a whole number of at most {MOST_DIGITS} digits")
        return int(text)
    if kind == "number":
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
            raise ValueError("a number with a point as decimal mark")
        if math.isinf(float(text)):
            raise ValueError("a number with a point as decimal mark, of at most 1.8e308")
        return float(text)
    if kind == "date":
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError("a date as YYYY-MM-DD")
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise ValueError("a day that exists, as YYYY-MM-DD") from None
    return text


def make_column(entry: dict, missing, where: str):
    """Return the column of a field descriptor.

    Parameters
    ----------
    entry : dict
        With ``name`` and ``type``, both text.
    missing : sequence
        ``missingValues`` of the schema.
    where : str
        Names the field in a message.

    Raises
    ------
    ValueError
        If it asks for what is not known, or for what its type cannot have.
    """
    kind = entry["type"]
    if kind not in TYPES:
        raise ValueError(
            f"{where} has the type {kind!r}{suggest(kind, TYPES)}; allowed: {', '.join(TYPES)}"
        )
    refuse_unknown(entry, (*_FIELD, *_WRITTEN), f"property of {where}")
    check_metadata(entry, f" of {where}")
    for name, allowed in _WRITTEN.items():
        if name in entry and entry[name] not in allowed:
            known = " or ".join(map(repr, allowed)) or "none"
            raise ValueError(f"{name} {entry[name]!r} of {where} is not read; allowed: {known}")
    rules = entry.get("constraints", {})
    if not isinstance(rules, dict):
        raise ValueError(f"constraints of {where} are no mapping")
    for name in rules:
        if name not in CONSTRAINTS:
            known = ", ".join(CONSTRAINTS)
            raise ValueError(
                f"constraint {name!r} of {where} is not known{suggest(name, CONSTRAINTS)}; "
                f"allowed: {known}"
            )
    for name in ("required", "unique"):
        if not isinstance(rules.get(name, False), bool):
            raise ValueError(f"{name} {rules[name]!r} of {where} is neither true nor false")
    return Column(
        entry["name"],
        kind,
        _read_missing(entry.get("missingValues", missing), where),
        rules.get("required", False),
        rules.get("unique", False),
        _read_allowed(entry, rules, kind, where),
        _read_pattern(rules, kind, where),
        _read_lengths(rules, kind, where),
        _read_limits(rules, kind, where),
    )


def refuse_unknown(entry, known, what):
    """Raise ValueError for a key that is a known one misspelt; other keys are the owner's own."""
    for key in entry:
        if key in known:
            continue
        near = suggest(str(key), known)
        if near:
            raise ValueError(f"{key!r} is no {what}{near}; allowed: {', '.join(known)}")


def _read_missing(values, where):
    """Return the cells that stand for no value; each is a text, or has a value and a label."""
    if isinstance(values, list):
        are_labelled = bool(values) and all(isinstance(v, dict) for v in values)
        texts = [v.get("value") for v in values] if are_labelled else values
        if all(isinstance(text, str) for text in texts):
            return frozenset(texts)
    raise ValueError(f"missingValues {values!r} of {where} are no list of texts")


def _read_limit(value, kind, what):
    """Return a limit or allowed value as the type of its column; text or number."""
    text = value if isinstance(value, str) else repr(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f"{what} is no {kind}")
    if kind == "string":
        if isinstance(value, str):
            return value
        raise ValueError(f"{what} is no text")
    try:
        return read_value(text, kind)
    except ValueError as allowed:
        raise ValueError(f"{what} is no {kind}; allowed: {allowed}") from None


def _read_allowed(entry, rules, kind, where):
    """Return the values of ``enum`` and ``categories``, or None where all are allowed."""
    allowed = None
    if "enum" in rules:
        if not isinstance(rules["enum"], list):
            raise ValueError(f"enum {rules['enum']!r} of {where} is no list")
        if not rules["enum"]:
            raise ValueError(f"enum [] of {where} is empty; allowed: one value or more")
        if len(rules["enum"]) > MOST_ALLOWED:
            many = f"{len(rules['enum']):,} values; allowed: {MOST_ALLOWED:,}"
            raise ValueError(f"the enum of {where} has {many}, or a table and foreignKeys")
        allowed = [_read_limit(v, kind, f"{v!r} in the enum of {where}") for v in rules["enum"]]
    if "categories" in entry:
        names = entry["categories"]
        if kind not in ("string", "integer") or not isinstance(names, list):
            raise ValueError(f"categories of {where} are no list of texts or whole numbers")
        if not names:
            raise ValueError(f"categories [] of {where} are empty; allowed: one value or more")
        names = [n.get("value") if isinstance(n, dict) else n for n in names]
        names = [_read_limit(n, kind, f"category {n!r} of {where}") for n in names]
        allowed = names if allowed is None else [v for v in allowed if v in names]
    return allowed


def _read_pattern(rules, kind, where):
    if "pattern" not in rules:
        return None
    pattern = rules["pattern"]
    if not isinstance(pattern, str):
        raise ValueError(f"pattern {pattern!r} of {where} cannot be read: it is no text")
    wrong = find_pattern_fault(pattern)
    if wrong:
        raise ValueError(f"pattern {pattern!r} of {where} cannot be read: {wrong}")
    if kind != "string":
        raise ValueError(f"{where} has the type {kind} and no pattern; allowed: string")
    return re.compile(pattern)


def _read_lengths(rules, kind, where):
    lengths = []
    for name in ("minLength", "maxLength"):
        length = rules.get(name)
        if length is not None and kind != "string":
            raise ValueError(f"{where} has the type {kind} and no {name}; allowed: string")
        is_number = isinstance(length, int) and not isinstance(length, bool) and length >= 0
        if name in rules and not is_number:
            raise ValueError(f"{name} {length!r} of {where} is no number of characters")
        lengths.append(length)
    return lengths[0] or 0, lengths[1]


def _read_limits(rules, kind, where):
    limits = {}
    for name in _LIMITS:
        if name in rules:
            if kind not in ORDERED:
                raise ValueError(
                    f"{where} has the type {kind} and no {name}; allowed: {', '.join(ORDERED)}"
                )
            limits[name] = _read_limit(rules[name], kind, f"{name} {rules[name]!r} of {where}")
    return limits
