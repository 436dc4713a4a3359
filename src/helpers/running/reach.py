"""Find the files that some code can reach, by following its imports."""

import re
from collections.abc import Iterable
from pathlib import Path

PACKAGE = "helpers"
# An import at the start of a line, at any depth; names in brackets may go over several lines.
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]*(\([^)]*\)|(?:[^\n\\]|\\\n)*)"
    r"|import[ \t]+((?:[^\n\\]|\\\n)*))",
    re.MULTILINE,
)

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
    found = set()
    for module, names, modules in _IMPORT.findall(text):
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
    """

    def __init__(self, helpers_dir, beside=None):
        self._roots = {PACKAGE: Path(helpers_dir)}
        self._beside = beside and Path(beside)
        self._imports, self._modules, self._others, self._folders = {}, {}, {}, {}

    def list_files(self, texts: Iterable[str]):
        """Return the files that code can reach.

        Returns
        -------
        paths : set of pathlib.Path
            Modules, the packages they lie in, and every other file that lies in such a package
            or below it but is no module: a template, a schema.
        """
        reached = set()
        waiting = [name for text in texts for name in list_imports(text)]
        seen = set(waiting)
        while waiting:
            for path in self._find_modules(waiting.pop()):
                if path not in reached:
                    reached.add(path)
                    new = self._read_imports(path) - seen
                    seen |= new
                    waiting += new
        packages = {path.parent for path in reached if path.name == "__init__.py"}
        for package in packages - set(self._roots.values()):
            reached |= self._list_others(package)
        return reached

    def _list_others(self, package):
        """Return the files in a package and below it that are no modules."""
        if package not in self._others:
            self._others[package] = {
                path
                for path in package.rglob("*")
                if path.suffix not in (".py", ".pyc") and path.is_file()
            }
        return self._others[package]

    def _read_imports(self, path):
        if path not in self._imports:
            self._imports[path] = list_imports(path.read_text(encoding="utf-8", errors="replace"))
        return self._imports[path]

    def _find_modules(self, name):
        """Return the files that an import of a name runs: the module and the packages above it."""
        if name not in self._modules:
            above = name.rpartition(".")[0]
            found = self._find_modules(above) if above else []
            places = self._list_places(name)
            # what lies in no folder is the name of something in a module; a folder of modules needs
            # no __init__.py
            if places and self._is_folder(places[0].parent):
                found = found + [path for path in places if path.is_file()]
            self._modules[name] = found
        return self._modules[name]

    def _is_folder(self, path):
        if path not in self._folders:
            self._folders[path] = path.is_dir()
        return self._folders[path]

    def _list_places(self, name):
        """Return where the module of a name may lie."""
        first, *rest = name.split(".")
        if first in self._roots:
            root = self._roots[first].joinpath(*rest)
            return (
                [root.with_suffix(".py"), root / "__init__.py"] if rest else [root / "__init__.py"]
            )
        if not self._beside:
            return []
        root = self._beside.joinpath(first, *rest)
        return [root.with_suffix(".py"), root / "__init__.py"]
