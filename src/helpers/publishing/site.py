"""Lay out the runs as a site for any static host, and refuse to if a page has a fault."""

import contextlib
import hashlib
import json
import shutil
from pathlib import Path

from helpers.page.elements import write_bytes, write_text
from helpers.publishing.addresses import OBSERVATIONS, PART
from helpers.publishing.checks import LOST, check_pages
from helpers.publishing.compare import write_comparison
from helpers.publishing.crate import write_crate
from helpers.publishing.downloads import ARCHIVES, FINDINGS, FOLDER
from helpers.publishing.file_checks import check_files, is_own_file
from helpers.publishing.front import write_runs_index
from helpers.publishing.look import page_environment
from helpers.publishing.sweep_page import write_sweep
from helpers.replacing import hold_folder, replace_folder
from helpers.running.runs import find_contradiction, list_runs
from helpers.running.sweep import FOLDER as FOLDER_OF_SWEEP
from helpers.running.sweep import SUMMARY_FILE, read_summary

USUAL_RUN = "baseline"
PARTS = ("html", "figures", "tables", "findings", "notebooks")
PAGES = ("index.html", OBSERVATIONS, FINDINGS, "record.json")
MARKER = ".rural-site.json"  # of what the last layout wrote; without it a folder is not ours


def write_site(outputs_dir, site_dir, *, chosen=(), tell=lambda words: None):
    """Write good runs, what compares them with the usual one, the sweeps over them, and the pages
    around them into one folder.

    A run keeps its address, ``<run>/``, whatever else is published. The folder
    is replaced as a whole, and only if no page has a fault.

    Parameters
    ----------
    outputs_dir : pathlib.Path
        Folder of the runs.
    site_dir : pathlib.Path
        Made, or replaced if it is a site already.
    chosen : sequence of str
        Names of the runs to lay out; without any, all good ones.
    tell : callable
        Hears in words what is being done.

    Returns
    -------
    runs : list of str
        Names of the runs, sorted.
    faults : list of str
        Faults of the pages; the old site is then untouched.

    Raises
    ------
    ValueError
        If there is no good run or a chosen one is none, if the folder is a link or lies in a run,
        or if it holds anything that the last layout did not write.
    """
    outputs_dir, site_dir = Path(outputs_dir), Path(site_dir)
    good = _find_good_runs(outputs_dir)
    if not good:
        raise ValueError(
            f"there is no good run in {outputs_dir.name}/ to publish; `rural report` makes one"
        )
    for name in chosen:
        if name not in good:
            raise ValueError(
                f"{name} is no good run in {outputs_dir.name}/; good are {', '.join(sorted(good))}"
            )
    runs = sorted(set(chosen) or good)
    check_site_folder(site_dir, outputs_dir)
    with contextlib.suppress(_HasFaults), replace_folder(site_dir) as staging:
        faults = _lay_out(outputs_dir, staging, [good[run] for run in runs], tell)
        if faults:
            raise _HasFaults  # the old site stays
        _write_marker(staging)
        # laying out takes seconds, in which somebody may have written there
        check_site_folder(site_dir, outputs_dir)
    return runs, faults


class _HasFaults(Exception):
    """Leave the block in which a site is replaced, without replacing it."""


def _lay_out(outputs_dir, staging, runs, tell):
    """Write all of a site but its marker into an empty folder; return its faults."""
    faults, names = [], [run.name for run in runs]
    for run in runs:
        tell(f"{run.name}: copying its pages")
        found = _copy_run(run.folder, staging / run.name, run.record)
        files = run.record.list_files()  # as they are, or a fault was found just now
        if words := find_contradiction(run.folder, run.record, files):
            found.append(f"record.json: {words}")
        faults += [f"{run.name}/{fault}" for fault in found]
    if USUAL_RUN in names and not faults:
        for name in names:
            if name != USUAL_RUN:
                tell(f"{name}: comparing it with {USUAL_RUN}")
                write_comparison(staging, USUAL_RUN, name)
    if not faults:
        _write_sweeps(outputs_dir, staging, names)
    write_runs_index(staging)
    lost = page_environment().get_template("lost.html.j2").render().strip()
    write_text(staging / LOST, f"{lost}\n")
    write_text(staging / ".nojekyll", "")
    pages = sum(1 for _ in staging.rglob("*.html"))
    tell(f"checking {pages} pages and every file beside them")
    write_crate(staging, [run.record for run in runs])
    return faults + check_pages(staging) + check_files(staging)


def _write_sweeps(outputs_dir, staging, runs):
    """Write the pages over sweeps anew, from those of their runs that are laid out."""
    for folder in sorted(outputs_dir.glob(FOLDER_OF_SWEEP.format("*"))):
        sweep = read_summary(folder) if is_own_file(folder, SUMMARY_FILE) else None
        kept = [run for run in sweep["runs"] if run["run"] in runs] if sweep else []
        if len(kept) > 1:
            write_sweep(staging / folder.name, {**sweep, "runs": kept})


def remove_site(site_dir: Path, outputs_dir: Path):
    """Remove a site that is as the last layout left it; with anything else in it, it stays."""
    with hold_folder(site_dir):
        try:
            check_site_folder(site_dir, outputs_dir)
        except ValueError:
            return
        shutil.rmtree(site_dir, ignore_errors=True)


def check_site_folder(site_dir: Path, outputs_dir: Path):
    """Refuse a folder whose replacement would lose anything but an earlier site.

    Raises
    ------
    ValueError
        Names the folder, what was found there and what is allowed.
    """
    allowed = "name a new folder, an empty one or an earlier site"
    if site_dir.is_symlink():
        raise ValueError(f"{site_dir} is a link; a site is replaced as a whole, so {allowed}")
    if site_dir.exists() and not site_dir.is_dir():
        raise ValueError(f"{site_dir} is a file; {allowed}")
    place, home = site_dir.resolve(), outputs_dir.resolve()
    if place == home or home.is_relative_to(place):
        raise ValueError(f"{site_dir} holds the runs themselves; {allowed}")
    inside = place.relative_to(home).parts[0] if place.is_relative_to(home) else ""
    if inside and (home / inside / "record.json").exists():
        raise ValueError(f"{site_dir} lies in the run {inside}; {allowed}")
    if not site_dir.is_dir() or not any(site_dir.iterdir()):
        return
    written = _read_marker(site_dir)
    if written is None:
        raise ValueError(f"{site_dir} holds something that is no site of this project; {allowed}")
    strange = [path for path, sha in _hash_files(site_dir).items() if written.get(path) != sha]
    if strange:
        raise ValueError(
            f"{site_dir} holds {strange[0]}, which the last layout did not write so ({len(strange)}"
            f" in all); move it away, or {allowed}"
        )


def _hash_files(folder):
    """Return {path: sha256} of everything in a folder but the marker; only files have a hash, and
    folders with something in them are left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink():
            if name != MARKER:
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        elif path.is_symlink() or not path.is_dir() or not any(path.iterdir()):
            found[name] = ""
    return found


def _write_marker(folder):
    written = {"made_by": "rural site", "files": _hash_files(folder)}
    write_text(folder / MARKER, json.dumps(written, indent=1) + "\n")


def _read_marker(folder):
    """Return {path: sha256} that the last layout wrote, or None where there was none."""
    path = folder / MARKER
    if path.is_symlink():
        return None
    try:
        marker = json.loads(path.read_text(encoding="utf-8"))
        return dict(marker["files"]) if marker["made_by"] == "rural site" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _find_good_runs(outputs_dir):
    """Return the good runs by name; where the record or the front page is a link, there is none."""
    return {
        run.name: run
        for run in list_runs(outputs_dir)
        if run.is_good
        and all(is_own_file(run.folder, name) for name in ("record.json", "index.html"))
    }


def _copy_run(source, target, record):
    """Copy what the record names and what stands around it; return what is not as recorded."""
    products = record.list_files()
    faults = []
    parts = sorted(path.name for path in source.glob(PART.format("*")))
    around = [*PAGES, *parts, *(f"{FOLDER}/{archive}" for archive in ARCHIVES)]
    for name in dict.fromkeys([*around, *products]):
        is_there = is_own_file(source, name)
        content = (source / name).read_bytes() if is_there else b""
        sha = hashlib.sha256(content).hexdigest() if is_there else None
        if name in products and name not in around and name.partition("/")[0] not in PARTS:
            faults.append(f"{name}: the record names it, but nothing there is published")
        elif name in products and sha != products[name]:
            faults.append(f"{name}: not there as its run recorded it")
        elif is_there:
            write_bytes(target / name, content)
    return faults
