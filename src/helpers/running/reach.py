"""Find the files that some code can reach, by following its imports."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

PACKAGE = "helpers"
# An import at the start of a line, at any depth; names in brackets may go over several lines.
_IMPORT = re.compile(
    r"[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\n)*)"
    r"|import[ \t]+((?:[^\n\\]|\\\n)*))"
)
_WORD = re.compile("import")
_REMARK = re.compile(r"#[^\n]*")


def list_imports(text):
    """Return every module that a text may import, ``from a import b`` as ``a`` and ``a.b``.

    A text is searched, not parsed, which takes a tenth of the time; a line of a
    docstring that looks like an import adds a file and loses none.

    Examples
    --------
    >>> sorted(list_imports("from helpers import (\\n    dataset as d,\\n)\\nimport os.path, re"))
    ['helpers', 'helpers.dataset', 'os.path', 're']
    """
    found, end = set(), 0
    for word in _WORD.finditer(text):
        start = text.rfind("\n", 0, word.start()) + 1
        if start < end or not (statement := _IMPORT.match(text, start)):
            continue
        end = statement.end()
        module, names, modules = statement.groups("")
        listed = names or modules
        if "#" in listed:
            listed = _REMARK.sub("", listed)
        for name in listed.strip("()").split(","):
            words = name.replace("\\\n", " ").split()
            if not words:
                continue
            found |= {module, f"{module}.{words[0]}"} if module else {words[0]}
    return found


class Reach:
    """Find what code can reach, reading each file once.

    Parameters
    ----------
    helpers_dir : pathlib.Path
        Folder of the package ``helpers``.
    beside : pathlib.Path, optional
        Folder in which the code runs: its modules can be imported as well.
    contents : mapping of str to bytes, optional
        Files that were read already, by their paths.
    """

    def __init__(
        self,
        helpers_dir: Path,
        beside: Path | None = None,
        contents: Mapping[str, bytes] | None = None,
    ):
        self._root, self._beside = str(helpers_dir), beside and str(beside)
        self._contents = {} if contents is None else contents
        self._targets, self._modules, self._others, self._folders = {}, {}, {}, {}

    def list_files(self, texts: Iterable[str]) -> set[str]:
        """Return the files that code can reach.

        Returns
        -------
        paths : set of str
            Modules, the packages they lie in, and every other file that lies in such a package
            or below it but is no module: a template, a schema.
        """
        reached = self._run_names({name for text in texts for name in list_imports(text)})
        waiting = list(reached)
        while waiting:
            new = self._follow(waiting.pop()) - reached
            reached |= new
            waiting += new
        packages = {os.path.dirname(path) for path in reached if path.endswith("__init__.py")}
        for package in packages - {self._root}:
            reached |= self._list_others(package)
        return reached

    def _list_others(self, package):
        """Return the files in a package and below it that are no modules."""
        if package not in self._others:
            self._others[package] = {
                os.path.join(folder, name)
                for folder, _, names in os.walk(package)
                for name in names
                if not name.endswith((".py", ".pyc"))
            }
        return self._others[package]

    def _follow(self, path):
        """Return the files that a file's imports run."""
        if path not in self._targets:
            content = self._contents.get(path)
            content = Path(path).read_bytes() if content is None else content
            text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
            self._targets[path] = self._run_names(list_imports(text))
        return self._targets[path]

    def _run_names(self, names):
        return {path for name in names for path in self._find_modules(name)}

    def _find_modules(self, name):
        """Return the files that an import of a name runs: the module and the packages above it."""
        if name not in self._modules:
            above = name.rpartition(".")[0]
            found = self._find_modules(above) if above else []
            place = self._find_place(name)
            # what lies in no folder is the name of something in a module; a folder of modules needs
            # no __init__.py
            if place and self._is_folder(os.path.dirname(place)):
                places = [f"{place}/__init__.py"] + [f"{place}.py"] * (place != self._root)
                found = found + [path for path in places if os.path.isfile(path)]
            self._modules[name] = found
        return self._modules[name]

    def _is_folder(self, path):
        if path not in self._folders:
            self._folders[path] = os.path.isdir(path)
        return self._folders[path]

    def _find_place(self, name):
        """Return where the module of a name may lie, without its ending; nothing for others."""
        first, *rest = name.split(".")
        if first == PACKAGE:
            return "/".join((self._root, *rest))
        return "/".join((self._beside, first, *rest)) if self._beside else ""
