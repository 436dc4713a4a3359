"""Gather what a reader may keep: the data package, tables, figures and findings."""

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

from helpers.data.about import ABOUT
from helpers.page.elements import to_json, write_bytes, write_text
from helpers.paths import is_safe_name, project_root
from helpers.publishing.file_checks import is_own_file
from helpers.publishing.parquet import pack_tables

FOLDER = "downloads"
FINDINGS = "findings.json"
# The first date that a zip can hold: when the files were written is no part of them.
EPOCH = (1980, 1, 1, 0, 0, 0)
PACKAGE, PARQUET = f"{FOLDER}/data-package.zip", f"{FOLDER}/data-parquet.zip"
ARCHIVES = ("data-package.zip", "data-parquet.zip", "tables.zip", "figures.zip")
BESIDE = ("LICENSE", "CITATION.cff")


def write_archive(path: Path, files):
    """Write a zip whose bytes depend on the names and contents of its files alone.

    Parameters
    ----------
    path : pathlib.Path
        Written whole or not at all.
    files : dict of str to pathlib.Path or bytes
        Name in the archive to a file, or to contents that are in none.

    Raises
    ------
    ValueError
        If a name would be written outside the folder that the archive is unpacked in.
    """
    for name in files:
        if not is_safe_name(name):
            raise ValueError(
                f"{name!r} is no name for a member of {Path(path).name}; allowed: a path "
                "from the archive's own folder, without '..', '\\\\' and ':'"
            )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            file = files[name]
            archive.writestr(entry, file if isinstance(file, bytes) else file.read_bytes())
    write_bytes(path, buffer.getvalue())


def list_package(data_dir: Path) -> dict[str, Path]:
    """Return the files of a data package: its contract, its tables, its card.

    Returns
    -------
    files : dict of str to pathlib.Path
        What the contract names outside its folder, through a link or by another name than its own
        is left out.
    """
    root = Path(data_dir).resolve()
    contract = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    names = [
        "datapackage.json",
        "README.md",
        ABOUT,
        *(str(resource.get("path", "")) for resource in contract.get("resources", [])),
    ]
    return {name: root / name for name in names if is_safe_name(name) and is_own_file(root, name)}


def write_downloads(run_dir: Path, data_dir: Path | None = None) -> list[dict]:
    """Write the archives of a run into ``downloads/`` and say what there is.

    Keys ``href``, ``words``, ``kind``, ``bytes`` of each, relative to the run.

    Parameters
    ----------
    run_dir : pathlib.Path
    data_dir : pathlib.Path, optional
        Data of the run; without it no data package is written.
    """
    found = [
        (
            "tables",
            "All tables",
            "CSV files, also the numbers behind each figure",
            _list_folder(run_dir, "tables", ".csv"),
        ),
        ("figures", "All figures", "SVG files", _list_folder(run_dir, "figures", ".svg")),
    ]
    if data_dir is not None:
        beside = {
            name: project_root() / name for name in BESIDE if (project_root() / name).is_file()
        }
        package = list_package(data_dir)
        found[:0] = [
            (
                "data-package",
                "The data package",
                "every table as CSV, its contract and its card, cells as printed",
                package | beside,
            ),
            (
                "data-parquet",
                "The same tables as Parquet",
                "with the types of the contract: dates, whole numbers, empty cells as null",
                pack_tables(data_dir, package),
            ),
        ]
    downloads = []
    for name, words, kind, files in found:
        if files:
            write_archive(run_dir / FOLDER / f"{name}.zip", files)
            downloads.append(_describe(run_dir, f"{FOLDER}/{name}.zip", words, f"{kind}, zip"))
    if (run_dir / FINDINGS).is_file():
        downloads.append(
            _describe(run_dir, FINDINGS, "All findings", "with numbers and sources, JSON")
        )
    return downloads


def write_findings(run_dir: Path, findings: list[dict], about: dict):
    """Write ``findings.json`` of a run: every sentence with its address, numbers and sources.

    Parameters
    ----------
    run_dir : pathlib.Path
    findings : list of dict
        ``key``, ``notebook``, ``href``, ``text``, ``about``, ``numbers``, ``sources``, ``is_key``,
        ``robustness``.
    about : dict
        What stands before them: run, version, dates, licence.
    """
    write_text(run_dir / FINDINGS, to_json({**about, "findings": findings}))


def list_files(run_dir: Path) -> list[dict]:
    """Return tables and figures of a run, each by itself.

    Keys ``href``, ``words``, ``kind``, ``bytes``.
    """
    files = []
    for folder, ending, kind in (
        ("tables", ".csv", "table, CSV"),
        ("figures", ".svg", "figure, SVG"),
    ):
        for name in _list_folder(run_dir, folder, ending):
            files.append(
                _describe(
                    run_dir, f"{folder}/{name}", name.removesuffix(ending).replace("_", " "), kind
                )
            )
    return files


def _list_folder(run_dir, folder, ending):
    paths = sorted((run_dir / folder).glob(f"*{ending}"))
    return {
        path.name: path
        for path in paths
        if path.is_file() and not path.is_symlink() and is_safe_name(path.name)
    }


def _describe(run_dir, href, words, kind):
    return {
        "href": quote(href),
        "words": words,
        "kind": kind,
        "bytes": (run_dir / href).stat().st_size,
    }
