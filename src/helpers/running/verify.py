"""Compute a published run again at its recorded version, in a clean clone, and say what differs."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from helpers.paths import STAGING_VARIABLE
from helpers.replacing import replace_folder
from helpers.running.deciding import find_damage
from helpers.running.differences import (
    COMPARED,
    compare_inputs,
    compare_notebooks,
    compare_versions,
)
from helpers.running.folders import RunFault, hash_files
from helpers.running.record import RECORD_FILE, Record, drop_git, inspect_record, parse_record
from helpers.running.runs import list_runs

COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
REFUSED = 2  # what `rural report` ends with where it starts nothing


@dataclass(frozen=True)
class Published:
    """Hold a record that can be believed, and the folder that it lies in."""

    path: Path
    record: Record

    def read(self, name):
        """Return the text of a published file, or None where it is not there as recorded."""
        recorded = self.record.list_files().get(name)
        if hash_files(self.path.parent, [name]).get(name) != recorded:
            return None
        return _read_text(self.path.parent / name)

    def find_damage(self):
        """Return the published files beside the record that are not as it says.

        A record by itself has none beside it; a site may leave some out.
        """
        named = self.record.list_files()
        return find_damage(
            {name: sha for name, sha in named.items() if (self.path.parent / name).is_file()},
            hash_files(self.path.parent, named),
        )


@dataclass(frozen=True)
class Verdict:
    """Say how a run fared when it was computed again.

    ``inputs`` maps data, code, lock and parameters to what differs in words, ``versions`` says
    which versions do; ``damaged`` names published files that are not as recorded.
    """

    notebooks: list
    inputs: dict
    versions: str
    damaged: list

    @property
    def is_same(self):
        """Return whether everything is equal; versions may differ."""
        return (
            all(notebook.is_same for notebook in self.notebooks)
            and not any(self.inputs.values())
            and not self.damaged
        )


def find_published(path: Path) -> Published:
    """Return the published run that a path leads to.

    Parameters
    ----------
    path : pathlib.Path
        A ``record.json``, the folder of a run, or that of a site with one run.

    Raises
    ------
    RunFault
        If there is none, there are several, it was changed after it was written, or it did not
        end well.
    """
    if not path.exists():
        raise RunFault(f"there is no {path}")
    if path.is_dir() and not (path / RECORD_FILE).is_file():
        runs = [run.name for run in list_runs(path)]
        if len(runs) != 1:
            found = f"several runs: {', '.join(runs)}" if runs else f"no {RECORD_FILE}"
            raise RunFault(
                f"{path} holds {found}; name the folder of one run, or its {RECORD_FILE}"
            )
        path = path / runs[0]
    path = path / RECORD_FILE if path.is_dir() else path
    try:
        record, fault = parse_record(path.read_text(encoding="utf-8"))
    except ValueError:
        record, fault = None, "its record cannot be read"
    if fault == "its record cannot be read":
        raise RunFault(f"{path} is no record of a run")
    if fault:
        raise RunFault(
            f"{path} was changed after it was written: its digest does not agree with what it says"
        )
    if record.commit and not COMMIT.fullmatch(record.commit):
        raise RunFault(
            f"{path} names the version {record.commit!r}; allowed: the whole hash of a commit"
        )
    outside = [name for name in record.list_files() if not _stays(name)]
    if outside:
        raise RunFault(f"{path} names {outside[0]!r}, which lies outside of its run")
    if record.outcome != "ok":
        raise RunFault(
            f"{path} is that of a run which ended with {record.outcome}; only one that ended well"
            " can be computed again"
        )
    return Published(path, record)


def verify(published: Published, repository: Path, tell, keep: Path | None = None):
    """Compute a published run again and compare.

    Parameters
    ----------
    published : Published
    repository : pathlib.Path
        A git clone of this project that has the recorded version; it is only read.
    tell : callable
        Takes a line on how far it is.
    keep : pathlib.Path, optional
        New folder that receives the run as it was computed here.

    Returns
    -------
    verdict : Verdict

    Raises
    ------
    RunFault
        If the recorded version is not in the clone, its data are not, or that version refuses the
        recorded parameters.
    """
    record = published.record
    if keep is not None and (keep.exists() or keep.is_symlink()):
        raise RunFault(f"{keep} is there already; name a new folder")
    _check_version(record, repository)
    with tempfile.TemporaryDirectory(prefix="rural-verify-") as folder:
        clone = Path(folder).resolve() / "clone"
        _clone_version(repository, record.commit, clone)
        made = _compute_again(clone, record, tell)
        again, fault = inspect_record(made)
        if again is None:
            raise RunFault(
                f"the version {record.commit[:12]} left no record to compare{fault and ': '}{fault}"
            )
        verdict = Verdict(
            compare_notebooks(record, again, published.read, lambda name: _read_text(made / name)),
            compare_inputs(record, again),
            compare_versions(record, again),
            published.find_damage(),
        )
        if keep is not None:
            with replace_folder(keep) as staging:
                shutil.copytree(made, staging, dirs_exist_ok=True)
    return verdict


def _stays(name):
    """Return whether a path leads into the folder that it starts from."""
    return not (name.startswith("/") or "\\" in name or ".." in name.split("/"))


def describe_verdict(verdict: Verdict) -> list[str]:
    """Return a verdict as lines for a person."""
    lines = []
    for notebook in verdict.notebooks:
        counts = ", ".join(f"{n} {COMPARED[name]}" for name, n in notebook.same.items() if n)
        same = f"the same to the byte: {counts or 'nothing'}"
        if notebook.fault:
            same = f"not computed here: {notebook.fault}"
        lines.append(f"{notebook.stem:<27} {same}")
        lines += [f"    {file.path:<30} {file.words}" for file in notebook.files]
    lines += [f"published {name}: is not as its record says" for name in verdict.damaged]
    for kind, words in verdict.inputs.items():
        lines.append(f"{kind:<10} {f'differs: {words}' if words else 'as recorded'}")
    versions = verdict.versions
    lines.append(f"versions   {f'others: {versions}' if versions else 'as recorded'}")
    differing = sum(len(notebook.files) for notebook in verdict.notebooks)
    lines.append(
        "all is equal: every table, finding and figure is the same to the byte"
        if verdict.is_same
        else f"not all is equal: {differing} {'file differs' if differing == 1 else 'files differ'}"
    )
    return lines


def _check_version(record, repository):
    """Raise RunFault unless a run can be made from what a clone holds."""
    data_dir = str(record.parameters.get("data_dir", "data"))
    if data_dir.startswith(("…", "~")) or not _stays(data_dir):
        raise RunFault(
            f"the data of run {record.run} lay outside the project, at {data_dir}; only runs on"
            " data inside it can be computed again"
        )
    if not record.commit:
        raise RunFault(
            f"the record of run {record.run} names no version: it was not made in a git clone"
        )
    if not (repository / ".git").exists():
        raise RunFault(f"{repository} is no git clone; run this command in one of this project")
    found = _git(repository, "cat-file", "-e", f"{record.commit}^{{commit}}")
    if found.returncode:
        raise RunFault(
            f"the recorded version, commit {record.commit[:12]}, is not in this clone; `git fetch"
            " --all` or a full clone may bring it"
        )


def _clone_version(repository, commit, clone):
    """Make a clean clone of a repository at a commit."""
    # Files as they are stored: line ends of this machine would be other bytes.
    plain = ("-c", "core.autocrlf=false", "-c", "core.symlinks=true")
    for step in (
        (repository, "clone", "--quiet", "--shared", "--no-checkout", str(repository), str(clone)),
        (clone, *plain, "checkout", "--quiet", "--detach", commit),
    ):
        done = _git(*step)
        if done.returncode:
            raise RunFault(f"git could not make a clone: {' '.join(done.stderr.split())}")


def _compute_again(clone, record, tell):
    """Run `rural report` of a clone with the recorded parameters; return the folder it leaves."""
    parameters = {name: value for name, value in record.parameters.items() if name != "out_dir"}
    file = clone.parent / "recorded.yml"
    file.write_text(json.dumps(parameters), encoding="utf-8")  # JSON is YAML
    # on this Python and its libraries, whatever the clone's lock says
    command = [sys.executable, "-m", "helpers.cli", "report", "-f", str(file)]
    command += ["--name", record.run]
    paths = [str(clone / "src"), os.environ.get("PYTHONPATH", "")]
    environment = drop_git(os.environ) | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    environment.pop(STAGING_VARIABLE, None)
    stems = tuple(notebook.stem for notebook in record.notebooks)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        with _start(command, cwd=clone, env=environment, stderr=errors) as process:
            for line in process.stdout:
                if line.startswith(stems):
                    tell(line.rstrip())
        errors.seek(0)
        said = " ".join(errors.read().split())
    if process.returncode == REFUSED:
        raise RunFault(f"the version {record.commit[:12]} refuses what the record says: {said}")
    good, failed = (clone / "outputs" / f"{record.run}{end}" for end in ("", ".failed"))
    return good if good.is_dir() else failed


@contextlib.contextmanager
def _start(command, **options):
    """Start a process, and end it if this one is interrupted."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", **options
    )
    try:
        yield process
        process.wait()
    except BaseException:
        process.terminate()  # it answers as to Ctrl-C, and ends its kernels
        process.wait()
        raise
    finally:
        process.stdout.close()


def _git(folder, *arguments):
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            env=drop_git(os.environ),
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise RunFault("git is not installed; the recorded version is taken from a clone") from None


def _read_text(path):
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
