"""Declare the notebooks' parameters once: type, default, range and meaning."""

import ast
import difflib
import json
import math
import re
import reprlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from helpers.readings import READINGS
from helpers.words.units import CURRENCIES, PRICES

TYPE_WORDS = {str: "text", int: "a whole number", float: "a number", list[str]: "a list of texts"}
TYPE_NAMES = {str: "str", int: "int", float: "float", list[str]: "list[str]"}
CELL = "the parameters cell"
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")

_shorten = reprlib.Repr()
_shorten.maxstring = _shorten.maxother = 80


class Given(NamedTuple):
    """Hold a parameter's value with the place it came from.

    ``is_text`` says that the value was typed as text (``-p``) and still has to
    be read by the declared type; a params file gives typed values.
    """

    value: object
    source: str = "the caller"
    is_text: bool = False


class ParameterFaults(ValueError):
    """Report every fault in the given parameters at once, a line each."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Parameter:
    """Declare one parameter of a notebook.

    Raises ValueError if the declaration breaks one of these rules, its default included.

    Parameters
    ----------
    name : str
        A plain lower-case identifier. Only declared names are ever written
        into a notebook, so a name can never become code.
    type : type
        str, int, float or ``list[str]``.
    default : object
        Of that type.
    meaning : str
        Words for the reader; no ``=``, ``#`` or line break, which papermill's
        reader of parameters cells stumbles over.
    unit : str
        Unit in words; empty where there is none.
    choices : tuple or None
        The allowed values.
    minimum, maximum : number or None
        Inclusive limits.

    Examples
    --------
    >>> Parameter("last_year", int, 2024, "last calendar year used").cell_line()
    'last_year: int = 2024  # last calendar year used'
    """

    name: str
    type: object
    default: object
    meaning: str
    unit: str = ""
    choices: tuple | None = None
    minimum: object = None
    maximum: object = None

    def __post_init__(self):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"a parameter's name is a lower-case identifier, not {self.name!r}")
        if self.type not in TYPE_WORDS:
            raise ValueError(
                f"{self.name}: type {self.type!r}; known: {', '.join(TYPE_NAMES.values())}"
            )
        if re.search(r"[=#\n]|^type:", self.meaning + self.unit):
            raise ValueError(
                f"{self.name}: '=', '#' and line breaks cannot stand in a meaning or unit"
            )
        fault = _find_fault(self.default, self)
        if fault:
            raise ValueError(f"{self.name}: the default {fault}")
        if self.cell_line().count("=") != 1:
            raise ValueError(f"{self.name}: the default {self.default!r} holds an equals sign")

    def cell_line(self) -> str:
        """Return the parameter's line in a notebook's parameters cell.

        ``name: type = default  # meaning, unit``
        """
        about = f"{self.meaning}, {self.unit}" if self.unit else self.meaning
        return f"{self.name}: {TYPE_NAMES[self.type]} = {_write_literal(self.default)}  # {about}"

    def describe_allowed(self) -> str:
        """Return the allowed values in words.

        Examples
        --------
        >>> Parameter("year", int, 2020, "a year", minimum=2010, maximum=2024).describe_allowed()
        'a whole number from 2010 to 2024'
        """
        if self.choices is not None:
            words = "one of " + ", ".join(as_text(choice) for choice in self.choices)
            words += getattr(self.choices, "more", "")
        else:
            words = TYPE_WORDS[self.type]
            if self.minimum is not None:
                words += f" from {as_text(self.minimum)}"
            if self.maximum is not None:
                words += f" to {as_text(self.maximum)}"
        return words


def declaration_of(
    stem: str, declarations: Mapping[str, tuple[Parameter, ...]] | None = None
) -> tuple[Parameter, ...]:
    """Return the parameters of a notebook; a new notebook gets the shared ones.

    Parameters
    ----------
    stem : str
        The notebook's file name without ``.ipynb``.
    declarations : mapping of str to tuple of Parameter, optional
    """
    return (DECLARATIONS if declarations is None else declarations).get(stem, SHARED)


def combine(declarations: Iterable[tuple[Parameter, ...]]) -> tuple[Parameter, ...]:
    """Return the parameters of several notebooks, each name once.

    Raises
    ------
    ValueError
        If two notebooks declare one name differently.

    Examples
    --------
    >>> len(combine([SHARED, SHARED])) == len(SHARED)
    True
    """
    known = {}
    for declaration in declarations:
        for parameter in declaration:
            if known.setdefault(parameter.name, parameter) != parameter:
                raise ValueError(f"{parameter.name} is declared in two different ways")
    return tuple(known.values())


def validate(given, declaration: Sequence[Parameter]):
    """Return every declared parameter's value, checked, defaults filled in.

    Parameters
    ----------
    given : mapping of str to object or Given
        What the caller wants changed.
    declaration : sequence of Parameter

    Returns
    -------
    values : dict of str to object
        In the declaration's order, each of its declared type.

    Raises
    ------
    ParameterFaults
        If a name is unknown, a value is ill-typed or not allowed, or the years
        are the wrong way round. All faults at once.

    Examples
    --------
    >>> validate({"first_year": Given("2014", "-p", True)}, SHARED)["first_year"]
    2014
    >>> validate({"first_year": "last"}, SHARED)
    Traceback (most recent call last):
    helpers.parameters.ParameterFaults: first_year = 'last' (from the caller): \
allowed is a whole number from 2000 to 2030
    """
    known = {parameter.name: parameter for parameter in declaration}
    values = {name: _copy(parameter.default) for name, parameter in known.items()}
    sources = dict.fromkeys(known, "the default")
    faults = []
    for name, item in given.items():
        item = item if isinstance(item, Given) else Given(item)
        if name not in known:
            faults.append(_describe_unknown(name, item.source, known))
            continue
        try:
            value = read_text(item.value, known[name]) if item.is_text else item.value
            fault = _find_fault(value, known[name])
        except ValueError as error:
            fault = str(error)
        if fault:
            faults.append(f"{name} = {_shorten.repr(item.value)} (from {item.source}): {fault}")
        else:
            values[name], sources[name] = _settle(value, known[name]), item.source
    if not any(fault.startswith(("first_year ", "last_year ")) for fault in faults):
        faults += _check_years(values, sources)
    if faults:
        raise ParameterFaults(faults)
    return values


def read_text(text: str, parameter: Parameter):
    """Return the value that a text such as ``-p name value`` stands for.

    Parameters
    ----------
    text : str
    parameter : Parameter
        Its type says how the text is read: lists as ``a,b`` or ``[a, b]``.

    Returns
    -------
    value : object

    Raises
    ------
    ValueError
        If the text does not have that form.

    Examples
    --------
    >>> read_text("aksu-city, tibet", Parameter("places", list[str], [], "places"))
    ['aksu-city', 'tibet']
    """
    wanted = f"allowed is {parameter.describe_allowed()}"
    word = text.strip().lower()
    if parameter.type is str:
        return text
    if parameter.type is int and WHOLE_NUMBER.fullmatch(word) and len(word) <= 40:
        return int(word)
    if parameter.type is float and NUMBER.fullmatch(word):
        return float(word)
    if parameter.type == list[str]:
        return _read_list(text.strip(), wanted)
    raise ValueError(wanted)


def as_text(value):
    """Return a value as text that ``-p`` reads back to the same value.

    Examples
    --------
    >>> as_text(["aksu-city", "tibet"]), as_text([]), as_text(None), as_text(True)
    ('aksu-city,tibet', '[]', 'none', 'true')
    """
    if value is None or isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        plain = value and all(item == item.strip() and item and "," not in item for item in value)
        if plain and not value[0].startswith("["):
            return ",".join(value)
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def parameters_cell(
    stem: str, declarations: Mapping[str, tuple[Parameter, ...]] | None = None
) -> str:
    """Return the text of a notebook's parameters cell.

    One line a parameter, one equals sign a line.

    Parameters
    ----------
    stem : str
        A notebook's file name without ``.ipynb``.
    declarations : mapping of str to tuple of Parameter, optional

    Examples
    --------
    >>> parameters_cell("04_growth_rates").splitlines()[6]
    'places: list[str] = []  # entity ids to keep; empty keeps all'
    """
    return "\n".join(parameter.cell_line() for parameter in declaration_of(stem, declarations))


def write_cells(notebooks_dir: str | Path) -> list[str]:
    """Write each notebook's parameters cell anew where it differs.

    Returns the file names of the notebooks that were rewritten.

    Raises
    ------
    ValueError
        If a declared notebook cannot be read or has no cell tagged ``parameters``.
    """
    changed = []
    for path, notebook, cell in _list_cells(notebooks_dir):
        text = parameters_cell(path.stem)
        if "".join(cell["source"]) != text:
            cell["source"] = text.splitlines(keepends=True)
            # The form nbformat writes, so that only the cell's lines change.
            form = {"indent": 1, "sort_keys": True, "separators": (",", ": ")}
            path.write_text(
                json.dumps(notebook, ensure_ascii=False, **form) + "\n", encoding="utf-8"
            )
            changed.append(path.name)
    return changed


def _list_cells(notebooks_dir):
    """Return path, notebook and parameters cell of every declared notebook that is there."""
    found = []
    for path in sorted(Path(notebooks_dir).glob("*.ipynb")):
        if path.stem not in DECLARATIONS:
            continue
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
            tagged = (c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", []))
            cell = next(tagged, None)
            "".join(cell["source"] if cell else "")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path.name} cannot be read as a notebook: {error}") from error
        if cell is None:
            raise ValueError(f"{path.name} has no cell tagged 'parameters'")
        found.append((path, notebook, cell))
    return found


def find_edited(
    cells: Mapping[str, str], declarations: Mapping[str, tuple[Parameter, ...]] | None = None
) -> list[str]:
    """Return what notebooks' parameters cells set otherwise than declared, a line each.

    Parameters
    ----------
    cells : mapping of str to str
        The source of the cell by the notebook's file name without ``.ipynb``.
    declarations : mapping of str to tuple of Parameter, optional
    """
    edits = []
    for stem, source in cells.items():
        if stem not in (DECLARATIONS if declarations is None else declarations):
            continue
        declared = {one.name: one for one in declaration_of(stem, declarations)}
        for name, value in _read_assignments(source).items():
            if name not in declared:
                edits.append(f"{stem}.ipynb sets {name}, which is no parameter of it")
            elif value != declared[name].default:
                edits.append(f"{stem}.ipynb sets {name} = {_shorten.repr(value)}")
    return edits


def find_misspelt(scope, declaration: Sequence[Parameter]) -> list[str]:
    """Return faults of the names that a notebook's parameters cells set, as they were last run.

    Parameters
    ----------
    scope : mapping
        A notebook's ``globals()``; the cells that were run are its ``In``.
    declaration : sequence of Parameter
    """
    known = {parameter.name: parameter for parameter in declaration}
    cells = [_read_assignments(source) for source in scope.get("In", ())]
    last = next((names for names in reversed(cells) if names.keys() & known), {})
    return [_describe_unknown(name, CELL, known) for name in last if name not in known]


def _read_assignments(source):
    """Return the names and plain values that a cell assigns, if it does nothing else."""
    try:
        lines = ast.parse(source).body
        pairs = [(getattr(n, "target", None) or n.targets[0], n.value) for n in lines]
        return {target.id: ast.literal_eval(value) for target, value in pairs}
    except (SyntaxError, ValueError, AttributeError, TypeError):
        return {}


def describe() -> list[dict]:
    """Return one row a parameter: what it means and what it may be.

    Keys name, type, default, allowed, unit, meaning, notebooks; all text.
    """
    return [
        {
            "name": parameter.name,
            "type": TYPE_NAMES[parameter.type],
            "default": as_text(parameter.default),
            "allowed": parameter.describe_allowed(),
            "unit": parameter.unit,
            "meaning": parameter.meaning,
            "notebooks": " ".join(
                stem[:2] for stem, held in DECLARATIONS.items() if parameter in held
            ),
        }
        for parameter in combine(DECLARATIONS.values())
    ]


def table(declaration: Sequence[Parameter], values) -> list[dict]:
    """Return the parameters of a run as rows for the head of a page.

    Keys name, value, default, unit, meaning; all text.

    Parameters
    ----------
    declaration : sequence of Parameter
    values : mapping of str to object

    Examples
    --------
    >>> table(SHARED[2:3], {"reading": "point"})[0]["value"]
    'point'
    """
    return [
        {
            "name": parameter.name,
            "value": _show(values[parameter.name]),
            "default": _show(parameter.default),
            "unit": parameter.unit,
            "meaning": parameter.meaning,
        }
        for parameter in declaration
    ]


def _find_fault(value, parameter):
    """Return what is wrong with a typed value in words, or an empty text."""
    wanted = f"allowed is {parameter.describe_allowed()}"
    if not _has_type(value, parameter.type):
        return wanted + _hint_at_quotes(value, parameter)
    if parameter.type is float and not math.isfinite(value):
        return f"{wanted}; it must be finite"
    texts = value if isinstance(value, list) else [value]
    for text in texts:
        if isinstance(text, str) and not (text.strip() and text.isprintable()):
            return f"{wanted}; a text must be printable and not empty"
    if parameter.choices is not None:
        for item in texts:
            if item not in parameter.choices:
                return wanted + _suggest(item, parameter.choices)
        return ""
    too_low = parameter.minimum is not None and value < parameter.minimum
    too_high = parameter.maximum is not None and value > parameter.maximum
    return wanted if too_low or too_high else ""


def _has_type(value, wanted):
    if wanted == list[str]:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if isinstance(value, bool):  # which Python counts as whole numbers
        return False
    if wanted is float:
        # A whole number may stand for a float only if nothing is lost.
        return isinstance(value, float) or (isinstance(value, int) and abs(value) <= 2**53)
    return isinstance(value, wanted)


def _hint_at_quotes(value, parameter):
    if isinstance(value, str) and parameter.type is not str:
        try:
            fits = not _find_fault(read_text(value, parameter), parameter)
        except ValueError:
            fits = False
        if parameter.type == list[str]:
            return f"; write it as a list, [{value}]" if fits else ""
        return "; write it without quotes" if fits else ""
    if parameter.type is str and isinstance(value, (bool, int, float, date)):
        return "; put it in quotes"
    return ""


def _suggest(word, known):
    if not isinstance(word, str):
        return ""
    lowered = {str(item).lower(): item for item in known}
    close = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.5)
    return f"; did you mean {lowered[close[0]]!r}?" if close else ""


def _describe_unknown(name, source, known):
    advice = _suggest(name, known) or f"; known are {', '.join(known)}"
    return f"{_shorten.repr(name)} (from {source}): no such parameter{advice}"


def _check_years(values, sources):
    first, last = values.get("first_year"), values.get("last_year")
    if first is None or last is None or first < last:
        return []
    return [
        f"first_year = {first} (from {sources['first_year']}): "
        f"must lie before last_year = {last} (from {sources['last_year']})"
    ]


def _read_list(text, wanted):
    if not text.startswith("["):
        return [item.strip() for item in text.split(",")] if text else []
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        raise ValueError(f"{wanted}, written a,b or [a, b]") from None


def _show(value):
    """Return a value for a reader, who need not know how lists are typed."""
    if isinstance(value, list):
        return ", ".join(value) or "(empty)"
    return as_text(value)


def _settle(value, parameter):
    return float(value) if parameter.type is float else _copy(value)


def _copy(value):
    return list(value) if isinstance(value, list) else value


def _write_literal(value):
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(_write_literal(item) for item in value) + "]"
    return repr(value)


YEARS = {"unit": "calendar year", "minimum": 2000, "maximum": 2030}
# The declarations stand last: each is checked by the functions above as it is made.
SHARED = (
    Parameter("data_dir", str, "data", "folder of the data package"),
    # A report names the folder of its run; this one is that of notebooks run by hand.
    Parameter("out_dir", str, "outputs/lab", "folder of the run"),
    Parameter("reading", str, "conventional", "how printed words become bounds", choices=READINGS),
    Parameter("currency", str, "CNY", "currency of amounts", choices=CURRENCIES),
    Parameter("prices", str, "current", "price basis of amounts", choices=PRICES),
    Parameter(
        "base_year",
        int,
        2020,
        "year whose prices are used when prices is constant",
        unit="calendar year",
        minimum=2010,
        maximum=2024,
    ),
    Parameter("places", list[str], [], "entity ids to keep; empty keeps all"),
    Parameter("first_year", int, 2010, "first year used, inclusive", **YEARS),
    Parameter("last_year", int, 2024, "last year used, inclusive", **YEARS),
)

LEVEL = Parameter(
    "level",
    float,
    0.95,
    "level of intervals of growth, curves and ceilings",
    minimum=0.5,
    maximum=0.99,
)
HORIZON = Parameter(
    "horizon",
    int,
    5,
    "years that the long series are forecast ahead",
    unit="years",
    minimum=1,
    maximum=8,
)


def _without(*names):
    return tuple(parameter for parameter in SHARED if parameter.name not in names)


# Only what a notebook depends on: its page shows no other, and with others changed it need not run.
DECLARATIONS = {
    "01_data_assembly": SHARED,
    # Claims are checked in the money of their print.
    "02_source_audit": _without("currency", "prices", "base_year"),
    "03_descriptive_statistics": SHARED,
    "04_growth_rates": (*SHARED, LEVEL),
    "05_growth_models": (*SHARED, LEVEL),
    "06_outlook": (*SHARED, HORIZON),
    "07_robustness": _without("reading", "currency", "prices"),  # varied there, whatever the run
    "08_findings": SHARED,
}

# What each notebook asks: its heading, and the name of its page where its sentences are repeated.
QUESTIONS = {
    "01_data_assembly": "What do the articles print, and what does each number allow?",
    "02_source_audit": "Do the printed numbers agree with each other?",
    "03_descriptive_statistics": "How large, where, when, counted by whom?",
    "04_growth_rates": "How fast did the reported numbers grow?",
    "05_growth_models": "Which curve, how sure, and is there a ceiling to be seen?",
    "06_outlook": "What next, and how well would it have predicted?",
    "07_robustness": "How much of this hangs on our reading, one source, one definition?",
    "08_findings": "What did we find?",
}
