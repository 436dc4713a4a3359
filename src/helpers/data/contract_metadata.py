"""Hold what a Data Package says of itself to the standard's forms, as other tools do."""

import datetime
import re

TEXTS = (
    "$schema", "name", "id", "title", "description", "version", "homepage", "image", "profile",
    "mediatype", "rdfType",
)  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def check_metadata(entry: dict, where: str = ""):
    """Refuse what stands in another form than the standard's.

    Parameters
    ----------
    entry : dict
        Descriptor of a package, a resource or a field.
    where : str
        Names the entry in a message, as ``" of 'shops'"``.

    Raises
    ------
    ValueError
        If a text is none, a date-time is none, or a list holds something else.

    Examples
    --------
    >>> check_metadata({"title": "Shops", "created": "2024-01-01T00:00:00Z"})
    >>> check_metadata({"created": "2024-01-01"})
    Traceback (most recent call last):
    ...
    ValueError: created '2024-01-01' is not allowed; allowed: a time as 2024-12-31T23:59:59Z
    """
    for name, (is_good, allowed) in _FORMS.items():
        if name in entry and not is_good(entry[name]):
            raise ValueError(f"{name} {entry[name]!r}{where} is not allowed; allowed: {allowed}")


def _is_text(value):
    return isinstance(value, str)


def _is_moment(value):
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        return bool(datetime.datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_list(value, is_good):
    return isinstance(value, list) and all(is_good(each) for each in value)


def _is_licence(value):
    return isinstance(value, dict) and bool({"name", "path"} & set(value))


_FORMS = {
    **dict.fromkeys(TEXTS, (_is_text, "a text")),
    "created": (_is_moment, "a time as 2024-12-31T23:59:59Z"),
    "keywords": (lambda value: _is_list(value, _is_text), "a list of texts"),
    "licenses": (
        lambda value: _is_list(value, _is_licence),
        "a list of licences, each with name or path",
    ),
    **dict.fromkeys(
        ("sources", "contributors"),
        (lambda value: _is_list(value, lambda each: isinstance(each, dict)), "a list of mappings"),
    ),
}
