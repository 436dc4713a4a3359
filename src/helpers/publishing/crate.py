"""Describe a site as an RO-Crate: what is in it, from which sources, made by which run of what.

Forms: RO-Crate 1.1 and the profile Process Run Crate 0.5 (researchobject.org).
"""

import csv
import functools
import io
import itertools
import json
import mimetypes
import zipfile
from datetime import datetime, timedelta
from urllib.parse import quote

from helpers.data.about import read_about
from helpers.page.elements import to_json, write_text
from helpers.paths import project_root
from helpers.publishing.citation import CODE_LICENCE, read_citation
from helpers.publishing.look import write_value
from helpers.publishing.parts import make_slug
from helpers.publishing.safety import make_plain

CRATE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
CONFORMS = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
PACKAGE = "downloads/data-package.zip"
SOURCES = {  # table in the package: kind of its rows, and which column is their id
    "press/sources.csv": ("NewsArticle", "source_id", "published_to"),
    "benchmarks/sources.csv": ("CreativeWork", "benchmark_source_id", "published"),
}
ADDRESSES = {  # of licences, by their SPDX name
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "MIT": "https://spdx.org/licenses/MIT",
}
KINDS = {".ipynb": "application/x-ipynb+json", ".csv": "text/csv", ".svg": "image/svg+xml"}


def write_crate(site_dir, records):
    """Write ``ro-crate-metadata.json`` into a site that is laid out.

    Parameters
    ----------
    site_dir : pathlib.Path
    records : list of helpers.running.record.Record
        Of its runs.
    """
    write_text(site_dir / CRATE, to_json(build_crate(site_dir, records)))


def _add_entity(found, identifier, kind, /, **properties):
    """Add an entity to those found, by its id, each once; return a reference to it."""
    known = {name: value for name, value in properties.items() if value not in ("", [], None)}
    entity = {"@type": kind, **known}
    # Runs on other data may mean another source by the same id.
    numbers = (f"{identifier}{f'-{n}' if n > 1 else ''}" for n in itertools.count(1))
    free = next(n for n in numbers if found.setdefault(n, entity) == entity)
    return {"@id": free}


def build_crate(site_dir, records) -> dict:
    """Return the description of a site as JSON-LD.

    Parameters
    ----------
    site_dir : pathlib.Path
    records : list of helpers.running.record.Record
    """
    cited, found = read_citation(), {}
    add = functools.partial(_add_entity, found)
    authors = [add(f"#{make_slug(n)}", "Organization", name=n) for n in cited["authors"]]
    licences = {
        name: add(ADDRESSES.get(name, f"#{name}"), "CreativeWork", name=name, identifier=name)
        for name in (cited["data_licence"], CODE_LICENCE)
    }
    data_licence, code_licence = licences[cited["data_licence"]], licences[CODE_LICENCE]
    runs, actions = [], []
    for record in records:
        licence = _add_licence(add, site_dir / record.run / PACKAGE, data_licence)
        paths = sorted(
            path.relative_to(site_dir).as_posix()
            for path in (site_dir / record.run).rglob("*")
            if path.is_file()
        )
        parts = [_add_file(add, site_dir, path, licence) for path in paths]
        run = add(
            f"{record.run}/",
            "Dataset",
            name=f"Run {record.run}",
            description="Pages, tables, figures and findings of one execution of the notebooks",
            hasPart=parts,
            license=licence,
        )
        runs.append(run)
        actions.append(_add_run(add, site_dir, record, run, authors, code_licence))
    around = _list_around(site_dir, [record.run for record in records])
    pages = [_add_file(add, site_dir, path, data_licence) for path in around]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": cited["title"],
        "description": read_about(project_root() / "data").question,
        "datePublished": max((record.started[:10] for record in records), default=""),
        "version": cited["version"],
        "author": authors,
        "license": data_licence,
        "conformsTo": add(PROFILE, "CreativeWork", name="Process Run Crate", version="0.5"),
        "hasPart": [*pages, *runs],
        "mentions": actions,
    }
    descriptor = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": CONFORMS},
        "about": {"@id": "./"},
    }
    return {
        "@context": CONTEXT,
        "@graph": [descriptor, root, *({"@id": name, **entity} for name, entity in found.items())],
    }


def _list_around(site_dir, runs):
    """Return the files around the runs: the list of them, what compares them, sweeps over them."""
    paths = (path.relative_to(site_dir).as_posix() for path in site_dir.rglob("[!.]*.*"))
    return sorted(
        path
        for path in paths
        if (site_dir / path).is_file()
        and path.partition("/")[0] not in runs
        and path not in (CRATE, "404.html")
    )


def _add_licence(add, package, usual):
    """Return the licence of a run's data; None where its package names none, or several."""
    try:
        with zipfile.ZipFile(package) as archive:
            licences = json.loads(archive.read("datapackage.json")).get("licenses", [])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return usual
    if len(licences) != 1:
        return None
    path, name = (make_plain(licences[0].get(key)) for key in ("path", "name"))
    if name in ADDRESSES:
        return add(ADDRESSES[name], "CreativeWork", name=name, identifier=name)
    return add(path or f"#{quote(name)}", "CreativeWork", name=name or path, identifier=name)


def _add_file(add, site_dir, path, licence):
    file = site_dir / path
    kind = KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    return add(
        quote(path),
        "File",
        name=file.name,
        encodingFormat=kind or "application/octet-stream",
        contentSize=str(file.stat().st_size),
        license=licence,
    )


def _add_run(add, site_dir, record, run, authors, licence):
    """Add a run as an action: of which software, on what, with what outcome."""
    software = add(
        f"#software-{record.commit or 'unversioned'}",
        ["SoftwareApplication", "SoftwareSourceCode"],
        name="rural-ecommerce",
        version=record.commit or read_citation()["version"],
        license=licence,
        author=authors,
        programmingLanguage={"@id": "https://www.python.org/"},
        softwareRequirements=[
            add(f"#{name}-{version}", "SoftwareApplication", name=name, version=version)
            for name, version in record.versions.items()
        ],
    )
    add("https://www.python.org/", "ComputerLanguage", name="Python")
    given = [
        add(
            f"#{record.run}-{name}",
            "PropertyValue",
            name=name,
            value=make_plain(write_value(value)) or "none",
        )
        for name, value in record.parameters.items()
    ]
    package = site_dir / record.run / PACKAGE
    data = [{"@id": quote(f"{record.run}/{PACKAGE}")}] if package.is_file() else []
    sources = _add_sources(add, package) if data else []
    return add(
        f"#run-{record.run}",
        "CreateAction",
        name=f"Execution of the notebooks as run {record.run}",
        startTime=record.started,
        endTime=_add_seconds(record.started, record.seconds),
        actionStatus="http://schema.org/CompletedActionStatus",
        agent=authors,
        instrument=software,
        object=[*data, *given, *sources],
        result=run,
    )


def _add_sources(add, package):
    """Add every source that a data package names: articles and official series."""
    found = []
    with zipfile.ZipFile(package) as archive:
        for name, (kind, key, day) in SOURCES.items():
            if name not in archive.namelist():
                continue
            text = archive.read(name).decode("utf-8-sig")
            for row in csv.DictReader(io.StringIO(text, newline="")):
                publisher = make_plain(row.get("publisher"))
                found.append(
                    add(
                        f"#source-{quote(row.get(key) or '')}",
                        kind,
                        name=make_plain(row.get("title") or row.get(key)),
                        publisher=add(
                            f"#publisher-{quote(publisher)}", "Organization", name=publisher
                        ),
                        datePublished=make_plain(row.get(day)),
                        inLanguage=make_plain(row.get("language")),
                    )
                )
    return found


def _add_seconds(started, seconds):
    try:
        start = datetime.fromisoformat(started.replace("Z", "+00:00"))
    except ValueError:
        return ""
    return (start + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
