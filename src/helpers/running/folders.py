"""Keep the folders of a run safe: one writer at a time, whole or not at all."""

import contextlib
import errno
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.paths import project_root
from helpers.running.record import RECORD_FILE, hash_file, read_record, write_json

PRODUCT_FOLDERS = ("figures", "tables", "findings")
# What a run writes; a file of another name in its folder is somebody's own.
RUN_FILE = (
    r"index\.html|observations(-[0-9a-z-]+)?\.html|findings\.json|record\.json|downloads/[^/]+\.zip"
    r"|notebooks/[0-9]{2}_\w+\.ipynb|html/[0-9]{2}_\w+\.html|(figures|tables|findings)/[0-9]{2}_.+"
)
DROPPINGS = {".ipynb_checkpoints", ".DS_Store", "Thumbs.db"}  # of programs that only looked
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # no room on the disk, or for so large a file
SCRATCH = ".s"  # in the staging folder; short, since the paths of sockets in it are limited
WRITTEN = ".written.json"  # beside pages that are made anew: what was written there last
INDEX_SUM = ".index.sha256"  # of the list of runs as it was written last
LONGEST_NAME = 60  # characters; leaves room for the prefixes and suffixes of side folders
RESERVED_NAMES = set("index.html readme.md preview.svg page.png site comparisons lab".split())


class RunFault(Exception):
    """Report in one sentence why a run cannot start; nothing was changed."""


class RunBroken(Exception):
    """Report in one sentence why a run could not go on; the earlier good one is untouched."""

    @classmethod
    def by(cls, run, error):
        """Return the report on a run that could not be written, whatever it was that failed."""
        whole = cls.by_whole(run, error)
        return cls(f"{whole}, and what was finished is kept for the next try")

    @classmethod
    def by_whole(cls, folder, error):
        """Return the report on what is written whole or not at all."""
        return cls(
            f"{folder} could not be written: {error.strerror or error}; "
            "what was there before is as it was"
        )


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


def check_run_name(name: str) -> str:
    """Return the run's name if a folder may be called so.

    Raises
    ------
    RunFault
        If the name could leave the outputs folder, hide in it or collide there.

    Examples
    --------
    >>> check_run_name("literal-eur")
    'literal-eur'
    """
    rule = (
        "a run's name has letters, digits, '-', '_' and '.', starts with a letter, digit or '_',"
        f" at most {LONGEST_NAME}"
    )
    if not re.fullmatch(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{LONGEST_NAME - 1}}}", name):
        raise RunFault(f"run name {name!r}: {rule}")
    if name.lower() in RESERVED_NAMES or name.endswith((".failed", ".")):
        raise RunFault(f"run name {name!r} is kept for the project's own use; choose another")
    return name


def prepare_outputs(folders: RunFolders):
    """Make the outputs folder and make sure that a run can be written there.

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
    index = folders.outputs / "index.html"
    if os.path.lexists(index) and not (folders.outputs / INDEX_SUM).exists():
        raise RunFault(_describe_foreign(index))
    for folder in (folders.final, folders.failed):
        if folder.is_symlink():
            raise RunFault(
                f"{folder} is a link; a run is replaced as a whole and needs a folder of its own,"
                " so remove the link or use --name"
            )
        if not folder.exists():
            continue
        if not folder.is_dir():
            raise RunFault(f"{folder} is a file; a run needs a folder of that name")
        _refuse_strange(folder)


def _refuse_strange(folder):
    """Raise RunFault if a run's folder holds what no run has written and would be lost."""
    strange = list_strange(folder)
    if strange:
        found = ", ".join(strange[:3])
        raise RunFault(
            f"{folder} holds what no run writes ({found}), and would be replaced as a whole; move"
            " it away or use --name"
        )


@contextlib.contextmanager
def lock_run(folders):
    """Hold the run for this process alone.

    The lock belongs to the open file, so it ends with the process however that
    ends; a lock file that is left behind blocks nobody. A run of which nothing is there, as it was
    refused, leaves none: whoever waits for a file that is gone looks again for that name.

    Raises
    ------
    RunFault
        If another process is writing the same run.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(folders.lock, timeout=0):
            try:
                yield
            finally:
                _remove_lock(folders)
    except Timeout:
        raise RunFault(
            f"another rural report is writing {folders.run} just now; wait for it or choose another"
            " --name"
        ) from None


def _remove_lock(folders):
    """Remove the lock of a run of which there is nothing, while it is held."""
    places = (folders.final, folders.failed, folders.staging, folders.old)
    with contextlib.suppress(OSError):  # somewhere open files cannot be removed
        if not any(each.exists() for each in places) and not folders.lock.stat().st_size:
            folders.lock.unlink()


def recover(folders):
    """Tidy up after a killed process: the good run is back, the rest beside it."""
    if folders.old.exists():
        if folders.final.exists():
            shutil.rmtree(folders.old)
        else:
            os.replace(folders.old, folders.final)
    record = read_record(folders.staging)
    if record:
        # a notebook that was under way has left what nobody can tell to be whole
        for path in set(list_files(folders.staging)) - set(record.list_files()):
            (folders.staging / path).unlink()
        keep_failed(folders)
    shutil.rmtree(folders.staging, ignore_errors=True)


def make_staging(folders):
    """Make an empty staging folder with a run's sub-folders."""
    # A worker of a cluster that was lost may still write for the attempt before, and make the
    # folder anew.
    shutil.rmtree(folders.staging, ignore_errors=True)
    for name in (*PRODUCT_FOLDERS, "notebooks", "html", SCRATCH):
        (folders.staging / name).mkdir(parents=True, exist_ok=True)


def install(folders):
    """Put the staged run in the place of the old one, then delete the old."""
    shutil.rmtree(folders.staging / SCRATCH, ignore_errors=True)
    for folder in (folders.final, folders.failed):
        _refuse_strange(folder)  # a run takes a while, in which somebody may have written there
    if folders.final.exists():
        os.replace(folders.final, folders.old)
    os.replace(folders.staging, folders.final)
    shutil.rmtree(folders.old, ignore_errors=True)
    remove_failed(folders)


def keep_failed(folders):
    """Put the staged run beside the good one, so that it can be looked at."""
    shutil.rmtree(folders.staging / SCRATCH, ignore_errors=True)
    _refuse_strange(folders.failed)
    remove_failed(folders)
    os.replace(folders.staging, folders.failed)


def remove_failed(folders):
    """Remove a failed attempt that the good run has outlived; return whether there was one."""
    was_there = folders.failed.exists()
    shutil.rmtree(folders.failed, ignore_errors=True)
    return was_there


def list_files(folder: Path) -> list[str]:
    """Return every file in a folder, at any depth, but for the record and what lies there for a
    moment.

    Relative to the folder, sorted; a link is one, wherever it leads.

    Parameters
    ----------
    folder : pathlib.Path
        Of a run.
    """
    found = []
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        folders[:] = [name for name in folders if name not in {*links, *DROPPINGS, SCRATCH}]
        found += [
            Path(place, name).relative_to(folder).as_posix()
            for name in [*links, *files]
            if name not in DROPPINGS
        ]
    return sorted(path for path in found if path != RECORD_FILE)


def list_strange(folder):
    """Return what lies in a run's folder and no run has written.

    A file that the record names is the run's own, also if it was changed since.
    Without a record that can be believed, its name decides.
    """
    record = read_record(folder)
    own = record.list_files() if record else ()
    return [
        path
        for path in list_files(folder)
        if (folder / path).is_symlink()
        or (path not in own if record else not re.fullmatch(RUN_FILE, path))
    ]


def note_written(folder: Path, names: Iterable[str]):
    """Note that files of a folder were written by this project, as they are now."""
    write_json(folder / WRITTEN, {**read_written(folder), **hash_files(folder, names)})


def read_written(folder):
    """Return {name: sha256} of what this project wrote into a folder; empty without a note."""
    try:
        written = json.loads((folder / WRITTEN).read_text(encoding="utf-8"))
        return {str(name): str(sha) for name, sha in written.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def refuse_foreign(folder: Path, names: Iterable[str]):
    """Raise RunFault if a file to be written is there and this project has not written it."""
    if folder.is_symlink():
        raise RunFault(f"{folder} is a link; remove it or choose another name")
    if folder.exists() and not folder.is_dir():
        raise RunFault(f"{folder} is a file; move it away or choose another name")
    written = read_written(folder)
    for name in names:
        if (folder / name).is_symlink() or ((folder / name).exists() and name not in written):
            raise RunFault(_describe_foreign(folder / name))


def _describe_foreign(path):
    return f"{path} was not written by this project, and would be replaced; move it away"


def list_products(folder: Path, stem: str) -> list[str]:
    """Return the paths of everything a notebook has left in a run's folder.

    Relative to the folder, sorted.

    Parameters
    ----------
    folder : pathlib.Path
        Of a run.
    stem : str
        Figures, tables and findings belong to the notebook whose number their
        names start with (``04_``).
    """
    own = (f"notebooks/{stem}.ipynb", f"html/{stem}.html")
    starts = tuple(f"{name}/{stem[:3]}" for name in PRODUCT_FOLDERS)
    return [path for path in list_files(folder) if path in own or path.startswith(starts)]


def hash_files(folder, paths):
    """Return the sha256 of those files of a folder that are there; what a link leads to is none."""
    found = {}
    for path in paths:
        with contextlib.suppress(OSError):
            if not (folder / path).is_symlink():
                found[path] = hash_file(folder / path)
    return found


def label_folder(folder):
    """Return a folder's public name: no absolute path leaves the machine.

    Examples
    --------
    >>> label_folder("data"), label_folder("/srv/ann/data"), label_folder(project_root() / "data")
    ('data', '…/data', 'data')
    """
    path = Path(folder).expanduser()
    if path.is_absolute() and path.is_relative_to(project_root()):
        return path.relative_to(project_root()).as_posix()
    return f"…/{path.name}" if path.is_absolute() else path.as_posix()


def name_places(folders: RunFolders, labels) -> dict[str, str]:
    """Return private folders with the names that stand for them in outputs.

    See `helpers.running.record.scrub`.

    Parameters
    ----------
    folders : RunFolders
    labels : mapping of pathlib.Path to str
        More folders with their public names.
    """
    run = f"{folders.outputs.name}/{folders.run}"
    places = {
        str(project_root()): "",
        str(Path.home()): "~",
        sys.prefix: "python",
        sys.base_prefix: "python",
        str(folders.outputs.resolve()): folders.outputs.name,
        str(folders.staging.resolve()): run,
        str(folders.outputs): folders.outputs.name,
        str(folders.staging): run,
    }
    for path, label in labels.items():
        places |= {str(path): label, str(path.resolve()): label}
    return places
