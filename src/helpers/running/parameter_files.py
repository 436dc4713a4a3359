"""Read what a person writes in YAML: files of parameters, and grids of parameter sets."""

import math
import os
import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from helpers.parameters import Given, as_text
from helpers.paths import project_root
from helpers.running.folders import RunFault

LARGEST_FILE = 1_000_000  # bytes; our rule, such a file has a few lines
GRID_KEYS = ("about", "common", "product", "list")
MOST_SETS = 100  # sets of a grid that are run without asking; our rule
LARGEST_GRID = 100_000  # sets of a grid at all


@dataclass(frozen=True)
class ParameterSet:
    """Hold one set of a grid: its name and what it gives, for a runner to validate."""

    name: str
    given: dict


@dataclass(frozen=True)
class Grid:
    """Hold the sets of a sweep.

    ``varied`` are the names of the parameters that are not the same in all sets.
    """

    name: str
    about: str
    varied: list
    sets: list


def read_parameters(path: str) -> dict[str, Given]:
    """Return the parameters of a YAML file, each with its place.

    Raises
    ------
    RunFault
        If the file is missing, no YAML, no mapping, or names a parameter twice.
    """
    return _read_file(path)


def read_grid(path: str, *, allow_many: bool = False) -> Grid:
    """Return the parameter sets of a YAML file.

    Parameters
    ----------
    path : str
        A mapping with ``product`` (each parameter with the list of its values,
        every combination is a set) or ``list`` (a list of sets), and if wanted
        ``common`` (parameters of every set) and ``about`` (a sentence).
    allow_many : bool
        Allow more than `MOST_SETS` sets.

    Raises
    ------
    RunFault
        If the file cannot be read, is no grid or has too many sets; the message names the line.
    """
    name = Path(path).name
    content = _read_file(path)
    for key, given in content.items():
        if key not in GRID_KEYS:
            raise RunFault(
                f"{given.source}: {key} is no part of a grid; allowed are {', '.join(GRID_KEYS)}"
            )
    if ("product" in content) == ("list" in content):
        raise RunFault(
            f"{name}: a grid has either 'product' (parameters, each with a list of values) or"
            " 'list' (of parameter sets)"
        )
    common = _read_common(content.get("common"))
    expand = _expand_product if "product" in content else _expand_list
    count, rows = expand(content.get("product") or content["list"])
    if count > LARGEST_GRID or (count > MOST_SETS and not allow_many):
        allowed = (
            f"at most {LARGEST_GRID:,}"
            if count > LARGEST_GRID
            else f"up to {MOST_SETS} without --yes"
        )
        raise RunFault(f"{name}: {count:,} runs; allowed are {allowed}")
    rows = list(rows)
    about = content["about"].value if "about" in content else ""
    given = [{**common, **row} for _, row in rows]
    values = [{key: as_text(item.value) for key, item in row.items()} for row in given]
    keys = list(dict.fromkeys(key for row in values for key in row))
    varied = [key for key in keys if len({row.get(key) for row in values}) > 1]
    names = [
        name or _name_set(row, varied or keys) for (name, _), row in zip(rows, given, strict=True)
    ]
    _refuse_twins(path, names)
    sets = [ParameterSet(name, settle_folder(row)) for name, row in zip(names, given, strict=True)]
    return Grid(_make_name(Path(path).stem), " ".join(str(about).split()), varied, sets)


def find_grid(typed: str, folder: Path) -> str:
    """Return the file of a grid that was typed as a file or as the name of a grid of the project.

    Parameters
    ----------
    typed : str
    folder : pathlib.Path
        Where the project keeps its grids.

    Raises
    ------
    RunFault
        If there is neither; names the grids there are.
    """
    named = folder / f"{typed}.yml"
    if Path(typed).exists() or not Path(typed).suffix and named.is_file():
        return typed if Path(typed).exists() else str(named)
    known = ", ".join(sorted(path.stem for path in folder.glob("*.yml")))
    raise RunFault(f"there is no grid {typed}; write the path of a YAML file, or one of {known}")


def settle_folder(given: Mapping[str, Given]) -> dict:
    """Return parameters whose data folder counts from where the user stands.

    What a person types counts from there, as in every command; only defaults
    count from the project.
    """
    item = given.get("data_dir")
    if item is None or not isinstance(item.value, str):
        return dict(given)
    folder = Path(os.path.abspath(Path(item.value).expanduser()))
    if folder.is_relative_to(project_root()):
        # As the default is written, so that the same folder is the same parameter.
        folder = folder.relative_to(project_root())
    return {**given, "data_dir": Given(str(folder), item.source)}


def _read_common(given):
    if given is None:
        return {}
    if not isinstance(given.value, dict):
        raise RunFault(f"{given.source}: 'common' holds parameters, as `reading: literal`")
    return {str(key): Given(value, given.source) for key, value in given.value.items()}


def _expand_product(given):
    """Return the number of combinations and an iterator over them, without a name."""
    axes = given.value
    if not isinstance(axes, dict) or not axes:
        raise RunFault(
            f"{given.source}: 'product' holds parameters, each with a list of values, as `reading:"
            " [point, literal]`"
        )
    for key, values in axes.items():
        if not isinstance(values, list) or not values:
            raise RunFault(f"{given.source}: {key} needs a list of values, as `{key}: [a, b]`")
    combinations = product(*axes.values())
    rows = (
        ("", {str(key): Given(value, given.source) for key, value in zip(axes, row, strict=True)})
        for row in combinations
    )
    return math.prod(len(values) for values in axes.values()), rows


def _expand_list(given):
    """Return the number of sets of a list and an iterator over them, with their names."""
    if not isinstance(given.value, list) or not given.value:
        raise RunFault(f"{given.source}: 'list' holds parameter sets, each as `- reading: literal`")
    for number, row in enumerate(given.value, start=1):
        if not isinstance(row, dict):
            raise RunFault(
                f"{given.source}: set {number} holds parameters, as `- reading: literal`"
            )
    rows = (
        (
            _make_name(str(row["name"])) if row.get("name") else "",
            {
                str(key): Given(value, f"{given.source}, set {number}")
                for key, value in row.items()
                if key != "name"
            },
        )
        for number, row in enumerate(given.value, start=1)
    )
    return len(given.value), rows


def name_values(values) -> str:
    """Return a name for a run after the parameters that it changes.

    Parameters
    ----------
    values : mapping of str to object

    Examples
    --------
    >>> name_values({"data_dir": "texts/my-data", "reading": "literal", "first_year": 2014})
    'my-data-reading-literal-first_year-2014'
    """
    words = [
        _name_value(key, value) if key == "data_dir" else f"{key}-{as_text(value)}"
        for key, value in values.items()
    ]
    return _make_name("-".join(words))


def _name_set(given, keys):
    """Return a set's name: the values that tell it from the others."""
    words = [_name_value(key, given[key].value) if key in given else "default" for key in keys]
    return "-".join(_make_name(word if word != "[]" else "all") for word in words)


def _name_value(key, value):
    # of a folder its own name: where it lies is nobody's business
    return Path(value).name if key == "data_dir" and isinstance(value, str) else as_text(value)


def _make_name(text):
    """Return a text with only those characters that a run's name may have."""
    return (
        "".join(
            letter if letter.isascii() and (letter.isalnum() or letter in "._") else "-"
            for letter in text
        ).strip("-.")
        or "set"
    )


def _refuse_twins(path, names):
    for name, count in Counter(names).items():
        if count > 1:
            raise RunFault(
                f"{Path(path).name}: two sets would be called {name or 'the same'}; give the sets"
                " of a list names, as `- name: one`"
            )


def _read_file(path):
    """Return the entries of a YAML mapping, each with its place."""
    import yaml

    name = Path(path).name
    text = _read_text(path)
    try:
        loader = _make_loader(text)
        node = loader.get_single_node()
        if node is not None and not isinstance(node, yaml.MappingNode):
            raise RunFault(
                f"{name}, line {node.start_mark.line + 1}: write one parameter a line, as `reading:"
                " literal`"
            )
        given = {}
        for key_node, value_node in node.value if node is not None else []:
            place = f"{name}, line {key_node.start_mark.line + 1}"
            key = loader.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise RunFault(f"{place}: {key!r} is not the name of a parameter")
            if key in given:
                raise RunFault(f"{place}: {key} is given twice")
            given[key] = Given(loader.construct_object(value_node, deep=True), place)
        return given
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise RunFault(
            f"{name}{where}: not YAML that we accept: {error.problem or error.context}"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise RunFault(f"{name}: not YAML that we accept: {reason}") from error


def _make_loader(text):
    """Return a safe loader that refuses a name given twice; YAML's own keeps the last."""
    import yaml

    class Loader(yaml.SafeLoader):
        def construct_mapping(self, node, deep=False):
            seen = set()
            for key_node, _ in node.value:
                if isinstance(key_node, yaml.ScalarNode) and key_node.value in seen:
                    raise yaml.constructor.ConstructorError(
                        problem=f"{key_node.value} is given twice", problem_mark=key_node.start_mark
                    )
                seen.add(key_node.value if isinstance(key_node, yaml.ScalarNode) else None)
            return super().construct_mapping(node, deep)

    return Loader(text)


def _read_text(path):
    name = Path(path).name
    try:
        about = Path(path).stat()
        # Nothing may ever come out of a device or a pipe, or without end.
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise RunFault(f"cannot read {path}: it is not an ordinary file")
        if about.st_size > LARGEST_FILE:
            raise RunFault(f"{name} is too long for a file of parameters")
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RunFault(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RunFault(f"{name} is not UTF-8 text (byte {error.start})") from error
