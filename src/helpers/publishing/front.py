"""Write the pages that lead to pages: the front page of a run and the list of runs."""

import functools
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import Markup

from helpers.page.elements import write_text
from helpers.publishing.citation import read_citation
from helpers.publishing.compare import list_comparisons
from helpers.publishing.dataset import OBSERVATIONS, write_observations
from helpers.publishing.downloads import list_files, write_downloads, write_findings
from helpers.publishing.look import page_environment, write_value
from helpers.publishing.parts import (
    Anchors,
    element_anchor,
    list_beside,
    make_slug,
    render_evidence,
)
from helpers.publishing.preview import describe_preview
from helpers.publishing.safety import data_uri, hide_paths, strip_invisible

ABOUT = (
    "Press articles in French and Chinese report how online selling grew in rural China, mostly in Aksu (Xinjiang) and in "
    "Tibet. These pages keep each number as it was printed, turn it into the range that its words allow, and compute from "
    "these ranges what was reported, by whom, and how fast it grew."
)
LIMITS = (
    "The numbers are press-reported. Many are counted by the officials and firms that the same article praises, for many "
    "nobody is named, and hardly any is printed by two articles, so they cannot be cross-checked. They show what was "
    "reported, not what e-commerce did for the people who live there. Places that did not do well are not in the articles. "
    "Jobs, shops, users and success are not defined. No cause can be read from these numbers."
)
KEY_FINDINGS = "[0-9][0-9]_findings.json"  # of the notebook that repeats those of the others
MOST_FINDINGS = 8  # shown at once; the rest are folded
QUESTION = "What does the press report on rural e-commerce in China, and what can be known from it?"
SECTIONS = [
    ("findings", "Key findings"),
    ("sure", "How sure is this?"),
    ("pages", "Pages"),
    ("downloads", "Downloads"),
    ("record", "How it was made"),
    ("cite", "Licence and citation"),
]
_FIGURE = re.compile(r'<figure class="figure" id="([^"]+)">.*?</figure>', re.DOTALL)


def write_run_index(run_dir, record, pages, data_dir=None):
    """Write the front page of a run, its dataset page, its downloads and its ``findings.json``.

    Links are made only to files that are there, so write the pages first; the
    link to the list of runs counts on `write_runs_index`.

    Parameters
    ----------
    run_dir : pathlib.Path
        Folder of the run, with ``html/``, ``findings/``, ``tables/`` and ``figures/`` as far as they exist.
    record : dict
        ``run``, ``started`` (ISO), ``parameters`` {name: value}, ``notebooks`` [{stem, outcome, seconds}], and if known
        ``versions`` {name: version}, ``data_date``, ``about``.
    pages : list of dict
        ``stem``, ``title`` and, if it has one, ``question`` of each page in reading order.
    data_dir : pathlib.Path, optional
        Data of the run; without it there is no dataset page.
    """
    run_dir = Path(run_dir)
    pages = [_show_page(run_dir, page) for page in pages]
    notebooks = [_show_notebook(notebook) for notebook in record.get("notebooks") or []]
    cited = read_citation()
    contract = _read_json(Path(data_dir) / "datapackage.json") if data_dir else None
    counts = write_observations(run_dir, record, data_dir) if contract else None
    known = {page["stem"]: page for page in pages}
    key, others = _list_findings_files(run_dir)
    read_page = functools.cache(
        lambda stem: (run_dir / "html" / f"{stem}.html").read_text(encoding="utf-8")
    )  # asked for each finding
    findings = _read_findings(run_dir, read_page, known, key or others)
    about = {
        "run": _plain(record.get("run") or run_dir.name),
        "project_version": cited["version"],
        "data_version": _plain((contract or {}).get("version")),
        "data_date": _plain(record.get("data_date")),
        "licence": cited["licence"],
        "cite_as": cited["line"],
    }
    write_findings(
        run_dir,
        _list_plain(_read_findings(run_dir, read_page, known, others or key), findings),
        about,
    )
    picture = _choose_picture(read_page, findings)
    made = [page["stem"] for page in pages if page["href"]]
    preview = _find_preview(run_dir, read_page, [picture["stem"], *made] if picture else made)
    text = (
        page_environment()
        .get_template("run.html.j2")
        .render(
            **about,
            question=QUESTION,
            about=_plain(record.get("about") or ABOUT),
            limits=LIMITS,
            counts=counts,
            observations=OBSERVATIONS if counts else "",
            sections=SECTIONS,
            most=MOST_FINDINGS,
            failed=[f"{n['stem']} ({n['outcome']})" for n in notebooks if n["outcome"] != "ok"],
            findings=findings,
            picture=picture,
            preview=preview,
            pages=pages,
            downloads=write_downloads(run_dir, data_dir if contract else None),
            files=list_files(run_dir),
            started=_plain(record.get("started")),
            notebooks=notebooks,
            facts=[
                ("Parameters", _show_pairs(record.get("parameters"))),
                ("Versions", _show_pairs(record.get("versions"))),
            ],
            bibtex=cited["bibtex"],
            bibtex_uri=data_uri("text/plain", cited["bibtex"] + "\n"),
        )
    )
    write_text(run_dir / "index.html", strip_invisible(text).strip() + "\n")


def write_runs_index(outputs_dir):
    """Write the list of runs, ``index.html`` in the folder of outputs, newest first, with comparisons and sweeps.

    Parameters
    ----------
    outputs_dir : pathlib.Path
        Each folder in it that holds a ``record.json`` is a run; those that start with a dot are not looked at.
    """
    outputs_dir = Path(outputs_dir)
    paths = [
        path
        for path in sorted(outputs_dir.glob("*/record.json"))
        if not path.parent.name.startswith(".")
    ]
    records = [(path.parent.name, _read_json(path) or {"notebooks": None}) for path in paths]
    records.sort(key=lambda pair: str(pair[1].get("started") or ""), reverse=True)
    usual = dict(records).get("baseline", {}).get("parameters") or {}
    text = (
        page_environment()
        .get_template("runs.html.j2")
        .render(
            question=QUESTION,
            about=ABOUT,
            runs=[_show_run(outputs_dir, folder, record, usual) for folder, record in records],
            comparisons=list_comparisons(outputs_dir),
            sweeps=[
                _plain(page.parent.name) for page in sorted(outputs_dir.glob("sweep-*/index.html"))
            ],
        )
    )
    write_text(outputs_dir / "index.html", strip_invisible(text).strip() + "\n")


def _read_json(path):
    """Return the object in a file, or None where there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _plain(value):
    return hide_paths(strip_invisible(str(value or "")))


def _show_run(outputs_dir, folder, record, usual):
    notebooks = [_show_notebook(notebook) for notebook in record.get("notebooks") or []]
    bad = [f"{n['stem']} {n['outcome']}" for n in notebooks if n["outcome"] != "ok"]
    parameters = record.get("parameters") or {}
    # The folder's own name is in every out_dir, and so says nothing.
    differs = [
        f"{_plain(name)} {_plain(write_value(value))}"
        for name, value in parameters.items()
        if usual and name != "out_dir" and usual.get(name) != value
    ]
    if record.get("notebooks") is None:
        outcome = "its record cannot be read"
    else:
        outcome = (
            f"{len(notebooks)} notebooks, all ok"
            if not bad
            else f"{len(notebooks) - len(bad)} of {len(notebooks)} notebooks ok: {', '.join(bad)}"
        )
    return {
        # A failed attempt lies beside the good run and carries its name; the folder tells them apart.
        "run": _plain(folder),
        "href": f"{quote(folder)}/index.html"
        if (outputs_dir / folder / "index.html").exists()
        else "",
        "started": _plain(record.get("started")),
        "outcome": outcome,
        "is_whole": bool(notebooks) and not bad,
        "seconds": f"{sum(float(n['seconds'] or 0) for n in notebooks):.0f}" if notebooks else "",
        "parameters": _show_pairs(parameters),
        "differs": ", ".join(differs),
    }


def _show_notebook(notebook):
    seconds = notebook.get("seconds")
    return {
        "stem": _plain(notebook.get("stem")),
        "outcome": _plain(notebook.get("outcome") or "not-run"),
        "seconds": f"{seconds:.1f}" if isinstance(seconds, (int, float)) else "",
    }


def _show_page(run_dir, page):
    stem = str(page["stem"])
    title, question = _plain(page.get("title") or stem), _plain(page.get("question"))
    return {
        "stem": stem,
        "title": title,
        "question": "" if make_slug(question) in make_slug(title) else question,
        "href": f"html/{quote(stem)}.html" if (run_dir / "html" / f"{stem}.html").is_file() else "",
    }


def _show_pairs(mapping):
    return [(_plain(name), _plain(write_value(value))) for name, value in (mapping or {}).items()]


def _list_findings_files(run_dir):
    """Return the files of key findings, which repeat others, and those of all others."""
    paths = sorted((run_dir / "findings").glob("*.json"))
    key = [path for path in paths if path.match(KEY_FINDINGS)]
    return key, [path for path in paths if path not in key]


def _list_plain(everything, findings):
    """Return every finding for programs, with whether it is a key one and how it fares under other choices."""
    keys = {finding["plain"]["key"] for finding in findings if finding["plain"]}
    plain = [finding["plain"] for finding in everything if finding["plain"]]
    tested = {each["about"]: each["text"] for each in plain if each["about"]}
    return [
        each | {"is_key": each["key"] in keys, "robustness": tested.get(each["key"], "")}
        for each in plain
    ]


def _read_findings(run_dir, read_page, pages, paths):
    """Return the findings of some files, each with the place in a page that shows it."""
    anchors = Anchors({"main"} | {anchor for anchor, _ in SECTIONS})
    found = []
    for path in paths:
        document = _read_json(path)
        if document is None:
            words = f"The findings of {path.stem} cannot be read."
            found.append(
                {
                    "anchor": anchors.take("unread"),
                    "text": words,
                    "href": "",
                    "stem": "",
                    "robustness": "",
                    "evidence": "",
                    "beside": [],
                    "plain": None,
                }
            )
            continue
        for finding in document.get("findings") or []:
            anchor = element_anchor({"kind": "finding", "key": finding.get("key", "")})
            stems = [
                str(stem)
                for stem in (finding.get("notebook"), document.get("notebook"), path.stem)
                if stem
            ]
            stem = next((stem for stem in stems if pages.get(stem, {}).get("href")), "")
            href = ""
            if stem:
                there = f'<div class="finding" id="{anchor}"' in read_page(stem)
                href = pages[stem]["href"] + (f"#{quote(anchor)}" if there else "")
            own = anchor if anchor not in anchors.taken else anchors.take(anchor)
            anchors.taken.add(own)
            text = hide_paths(str(finding.get("text", "")))
            found.append(
                {
                    "anchor": own,
                    "text": text,
                    "href": href,
                    "stem": stem,
                    "place": pages[stem]["title"] if stem else "",
                    "robustness": hide_paths(str(finding.get("robustness") or "")),
                    "evidence": render_evidence(
                        finding,
                        observations=OBSERVATIONS if (run_dir / OBSERVATIONS).is_file() else "",
                    ),
                    "beside": list_beside(finding.get("sources") or []),
                    "plain": {
                        "key": finding.get("key"),
                        "notebook": stem,
                        "href": href,
                        "text": text.replace("**", ""),
                        "about": finding.get("about", ""),
                        "numbers": finding.get("numbers") or {},
                        "sources": finding.get("sources") or [],
                    },
                }
            )
    return found


def _find_preview(run_dir, read_page, stems):
    """Return what is shown of a run where a link to it is shared: the first preview on these pages."""
    for stem in stems:
        for figure in _FIGURE.finditer(read_page(stem)):
            words = re.search(r'<svg[^>]*? aria-label="([^"]*)"', figure[0])
            preview = describe_preview(
                run_dir, figure[1].removeprefix("figure-"), unescape(words[1]) if words else ""
            )
            if preview:
                return preview
    return {}


def _choose_picture(read_page, findings):
    """Return the first figure that stands in one section with a key finding, so that the picture shows what is said."""
    for place, finding in enumerate(findings[:MOST_FINDINGS]):
        if "#" not in finding["href"]:
            continue
        for section in read_page(finding["stem"]).split("<h2 ")[1:]:
            figure = _FIGURE.search(section)
            if figure and f'id="{unquote(finding["href"].partition("#")[2])}"' in section:
                return {
                    "html": Markup(
                        re.sub(
                            r'<span class="label">Figure \d+</span>',
                            '<span class="label">Figure</span>',
                            figure[0],
                        )
                    ),
                    "href": f"html/{quote(finding['stem'])}.html#{quote(figure[1])}",
                    "place": finding["place"],
                    "after": place,
                    "stem": finding["stem"],
                }
    return None
