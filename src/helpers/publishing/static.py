"""Lay out the runs as a site for any static host, and refuse to if a page has a fault."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from helpers.elements import write_text
from helpers.publishing.checks import check_pages
from helpers.publishing.comparison import COMPARISONS, write_comparison
from helpers.publishing.downloads import FINDINGS, FOLDER
from helpers.publishing.look import page_environment
from helpers.publishing.observations import OBSERVATIONS
from helpers.publishing.site import write_runs_index

USUAL_RUN = "baseline"
PARTS = ("html", "figures", "tables", "findings", "notebooks", FOLDER)
PAGES = ("index.html", OBSERVATIONS, FINDINGS, "record.json")


def write_site(outputs_dir, site_dir):
    """Write every good run, what compares it with the usual one, and the pages around them into one folder.

    A run keeps its address, ``<run>/``, whatever else is published. The folder
    is replaced as a whole, and only if no page has a fault.

    Parameters
    ----------
    outputs_dir : pathlib.Path
        Folder of the runs.
    site_dir : pathlib.Path
        Made, or replaced if it is a site already.

    Returns
    -------
    runs : list of str
        Names of the runs, sorted.
    faults : list of str
        Faults of the pages; the old site is then untouched.

    Raises
    ------
    ValueError
        If there is no good run, or the folder holds something else.
    """
    outputs_dir, site_dir = Path(outputs_dir), Path(site_dir)
    runs = list_good_runs(outputs_dir)
    if not runs:
        raise ValueError(f"there is no good run in {outputs_dir.name}/ to publish; `rural report` makes one")
    if site_dir.exists() and any(site_dir.iterdir()) and not (site_dir / "404.html").is_file():
        raise ValueError(f"{site_dir} holds something that is no site; name an empty folder or a new one")
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=site_dir.parent, prefix=".site-"))
    try:
        staging.chmod(0o755)
        for run in runs:
            _copy_run(outputs_dir / run, staging / run)
        if USUAL_RUN in runs:
            for run in runs:
                if run != USUAL_RUN:
                    write_comparison(staging, USUAL_RUN, run)
        write_runs_index(staging)
        write_text(staging / "404.html", page_environment().get_template("lost.html.j2").render().strip() + "\n")
        write_text(staging / ".nojekyll", "")
        faults = check_pages(staging)
        if not faults:
            _replace(site_dir, staging)
        return runs, faults
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def list_good_runs(outputs_dir):
    """Return the names of the runs that ended well and have a front page, sorted.

    Parameters
    ----------
    outputs_dir : pathlib.Path

    Returns
    -------
    runs : list of str
    """
    good = []
    for path in sorted(Path(outputs_dir).glob("[!.]*/record.json")):
        try:
            outcome = json.loads(path.read_text(encoding="utf-8")).get("outcome")
        except (ValueError, AttributeError):
            continue
        if outcome == "ok" and (path.parent / "index.html").is_file() and path.parent.name != COMPARISONS:
            good.append(path.parent.name)
    return good


def _copy_run(source, target):
    """Copy what readers need; a symlink could publish a file from anywhere, so none is followed."""
    wanted = [source / name for name in PAGES] + [path for part in PARTS for path in sorted((source / part).glob("*"))]
    for path in wanted:
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _replace(site_dir, staging):
    old = staging.with_name(staging.name + "-old")
    if site_dir.exists():
        os.replace(site_dir, old)
    os.replace(staging, site_dir)
    shutil.rmtree(old, ignore_errors=True)
