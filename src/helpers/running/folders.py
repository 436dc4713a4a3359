"""Keep the folders of a run safe: one writer at a time, whole or not at all."""

import contextlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from helpers.running.record import RECORD_FILE

PRODUCT_FOLDERS = ("figures", "tables", "findings")
RUN_CONTENT = {
    *PRODUCT_FOLDERS,
    "notebooks",
    "html",
    "downloads",
    "index.html",
    "observations.html",
    "findings.json",
    RECORD_FILE,
}
SCRATCH = ".s"  # in the staging folder; short, since the paths of sockets in it are limited
LONGEST_NAME = 60  # characters; leaves room for the prefixes and suffixes of side folders
RESERVED_NAMES = {"index.html", "readme.md", "preview.svg", "site", "comparisons"}


class RunFault(Exception):
    """Report in one sentence why a run cannot start; nothing was changed."""


class RunBroken(Exception):
    """Report in one sentence why a run could not go on; the earlier good one is untouched."""


@dataclass(frozen=True)
class RunFolders:
    """Name the folders that belong to one run."""

    outputs: Path
    run: str

    @property
    def final(self):
        return self.outputs / self.run

    @property
    def failed(self):
        return self.outputs / f"{self.run}.failed"

    @property
    def staging(self):
        return self.outputs / f".{self.run}.staging"

    @property
    def old(self):
        return self.outputs / f".{self.run}.old"

    @property
    def lock(self):
        return self.outputs / f".{self.run}.lock"


def check_run_name(name):
    """Return the run's name if a folder may be called so.

    Parameters
    ----------
    name : str

    Returns
    -------
    name : str

    Raises
    ------
    RunFault
        If the name could leave the outputs folder, hide in it or collide there.

    Examples
    --------
    >>> check_run_name("literal-eur")
    'literal-eur'
    """
    rule = f"a run's name has letters, digits, '-', '_' and '.', starts with a letter, digit or '_', at most {LONGEST_NAME}"
    if not re.fullmatch(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{LONGEST_NAME - 1}}}", name):
        raise RunFault(f"run name {name!r}: {rule}")
    if name.lower() in RESERVED_NAMES or name.endswith((".failed", ".")):
        raise RunFault(f"run name {name!r} is kept for the project's own use; choose another")
    return name


def prepare_outputs(folders):
    """Make the outputs folder and make sure that a run can be written there.

    Parameters
    ----------
    folders : RunFolders

    Raises
    ------
    RunFault
        If the folder cannot be made or written, or if the run's folder holds
        something that no run has written and that we must not delete.
    """
    try:
        folders.outputs.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folders.outputs, prefix=".probe"):
            pass
    except OSError as error:
        raise RunFault(
            f"cannot write into the outputs folder {folders.outputs}: {error.strerror}"
        ) from error
    for folder in (folders.final, folders.failed):
        if folder.is_symlink():
            raise RunFault(
                f"{folder} is a link; a run is replaced as a whole and needs a folder of its own, so remove the link or use --name"
            )
        if not folder.exists():
            continue
        if not folder.is_dir():
            raise RunFault(f"{folder} is a file; a run needs a folder of that name")
        strange = {path.name for path in folder.iterdir()} - RUN_CONTENT - {SCRATCH}
        if strange:
            found = ", ".join(sorted(strange)[:3])
            raise RunFault(
                f"{folder} holds what no run writes ({found}), and would be replaced as a whole; move it away or use --name"
            )


@contextlib.contextmanager
def lock_run(folders):
    """Hold the run for this process alone.

    The lock belongs to the open file, so it ends with the process however that
    ends; a lock file that is left behind blocks nobody.

    Raises
    ------
    RunFault
        If another process is writing the same run.
    """
    with open(folders.lock, "a", encoding="utf-8") as file:
        try:
            _lock_file(file)
        except (BlockingIOError, PermissionError):
            raise RunFault(
                f"another rural report is writing {folders.run} just now; wait for it or choose another --name"
            ) from None
        yield


def _lock_file(file):
    """Lock an open file for this process; raises an OSError at once if another holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        file.seek(0)  # it locks bytes from the place where the file stands
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def recover(folders):
    """Tidy up after a killed process: the good run comes back, what else was finished lies beside it."""
    if folders.old.exists():
        if folders.final.exists():
            shutil.rmtree(folders.old)
        else:
            os.replace(folders.old, folders.final)
    if (folders.staging / RECORD_FILE).is_file():
        keep_failed(folders)
    shutil.rmtree(folders.staging, ignore_errors=True)


def make_staging(folders):
    """Make an empty staging folder with a run's sub-folders."""
    # A worker of a cluster that was lost may still write for the attempt before, and make the folder anew.
    shutil.rmtree(folders.staging, ignore_errors=True)
    for name in (*PRODUCT_FOLDERS, "notebooks", "html", SCRATCH):
        (folders.staging / name).mkdir(parents=True, exist_ok=True)


def install(folders):
    """Put the staged run in the place of the old one, then delete the old."""
    shutil.rmtree(folders.staging / SCRATCH, ignore_errors=True)
    if folders.final.exists():
        os.replace(folders.final, folders.old)
    os.replace(folders.staging, folders.final)
    shutil.rmtree(folders.old, ignore_errors=True)
    remove_failed(folders)


def keep_failed(folders):
    """Put the staged run beside the good one, so that it can be looked at."""
    shutil.rmtree(folders.staging / SCRATCH, ignore_errors=True)
    remove_failed(folders)
    os.replace(folders.staging, folders.failed)


def remove_failed(folders):
    """Remove a failed attempt that the good run has outlived; return whether there was one."""
    was_there = folders.failed.exists()
    shutil.rmtree(folders.failed, ignore_errors=True)
    return was_there


def remove_runs(outputs):
    """Remove what runs have written, and nothing else.

    Parameters
    ----------
    outputs : pathlib.Path

    Returns
    -------
    kept : list of str
        Names in the folder that no run, sweep or comparison has written so; they stay.

    Raises
    ------
    RunFault
        If a run is being written just now; nothing is removed then.
    """
    runs = [
        path
        for path in sorted(outputs.iterdir())
        if not path.is_symlink()
        and (path / RECORD_FILE).is_file()
        and not path.name.startswith(".")
    ]
    with contextlib.ExitStack() as locks:
        for path in runs:
            locks.enter_context(
                lock_run(RunFolders(outputs, path.name.removesuffix(".failed")))
                if not path.name.endswith(".failed")
                else contextlib.nullcontext()
            )
        for path in runs:
            if not {each.name for each in path.iterdir()} - RUN_CONTENT:
                shutil.rmtree(path)
    for folder in outputs.glob("sweep-*"):
        _remove_files(folder, {"index.html", "findings.csv"})
    if (outputs / "comparisons").is_dir():
        _remove_files(
            outputs / "comparisons",
            {path.name for path in (outputs / "comparisons").glob("*--*.html")},
        )
    for path in outputs.iterdir():
        if path.name == "index.html" or re.fullmatch(r"\..+\.lock", path.name):
            path.unlink()
    return sorted(
        path.name for path in outputs.iterdir() if path.name not in {"README.md", "preview.svg"}
    )


def _remove_files(folder, names):
    """Remove a folder that holds these files only; with anything else in it, it stays as it is."""
    if (
        not folder.is_symlink()
        and folder.is_dir()
        and {path.name for path in folder.iterdir()} <= names
    ):
        shutil.rmtree(folder)


def list_products(folder, stem):
    """Return the paths of everything a notebook has left in a run's folder.

    Parameters
    ----------
    folder : pathlib.Path
        Of a run.
    stem : str
        Figures, tables and findings belong to the notebook whose number their
        names start with (``04_``).

    Returns
    -------
    paths : list of str
        Relative to the folder, sorted.
    """
    number = stem[:3]
    found = [folder / "notebooks" / f"{stem}.ipynb", folder / "html" / f"{stem}.html"]
    for name in PRODUCT_FOLDERS:
        found += (folder / name).glob(f"{number}*")
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_file())


def list_strays(folder, stems):
    """Return the products whose names do not say which notebook made them.

    Parameters
    ----------
    folder : pathlib.Path
        Of a run.
    stems : iterable of str
        Of its notebooks.

    Returns
    -------
    paths : list of str
        Relative to the folder. A later run that skips a notebook takes its own
        products along, but not these.
    """
    numbers = tuple(stem[:3] for stem in stems)
    found = [path for name in PRODUCT_FOLDERS for path in (folder / name).iterdir()]
    return sorted(
        path.relative_to(folder).as_posix() for path in found if not path.name.startswith(numbers)
    )
