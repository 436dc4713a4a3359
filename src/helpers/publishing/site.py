"""Write the pages that lead to pages: the front page of a run and the list of runs."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import yaml

from helpers.elements import write_text
from helpers.paths import project_root
from helpers.publishing.elements import Anchors, element_anchor, make_slug, render_evidence
from helpers.publishing.look import SITE, page_environment, write_value
from helpers.publishing.safety import hide_paths, strip_invisible

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
KEY_FINDINGS = "08_findings.json"
MOST_FINDINGS = 8  # shown at once; the rest are folded
SECTIONS = [
    ("findings", "Key findings"), ("pages", "Pages"), ("files", "Tables and figures"), ("record", "How it was made"),
    ("cite", "Licence and citation"),
]


def write_run_index(run_dir, record, pages):
    """Write the front page of a run, ``index.html`` in its folder.

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
    """
    run_dir = Path(run_dir)
    pages = [_show_page(run_dir, page) for page in pages]
    notebooks = [_show_notebook(notebook) for notebook in record.get("notebooks") or []]
    licence, citation = _read_citation()
    text = page_environment().get_template("run.html.j2").render(
        run=_plain(record.get("run") or run_dir.name),
        about=_plain(record.get("about") or ABOUT),
        limits=LIMITS,
        sections=SECTIONS,
        most=MOST_FINDINGS,
        failed=[f"{n['stem']} ({n['outcome']})" for n in notebooks if n["outcome"] != "ok"],
        findings=_read_findings(run_dir, {page["stem"]: page for page in pages}),
        pages=pages,
        files=_list_files(run_dir),
        started=_plain(record.get("started")),
        data_date=_plain(record.get("data_date")),
        notebooks=notebooks,
        facts=[("Parameters", _show_pairs(record.get("parameters"))), ("Versions", _show_pairs(record.get("versions")))],
        licence=licence,
        citation=citation,
    )
    write_text(run_dir / "index.html", strip_invisible(text).strip() + "\n")


def write_runs_index(outputs_dir):
    """Write the list of runs, ``index.html`` in the folder of outputs, newest first.

    Parameters
    ----------
    outputs_dir : pathlib.Path
        Each folder in it that holds a ``record.json`` is a run; those that start with a dot are not looked at.
    """
    outputs_dir = Path(outputs_dir)
    records = []
    for path in sorted(outputs_dir.glob("*/record.json")):
        if path.parent.name.startswith("."):
            continue
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            record = {"notebooks": None}
        records.append((path.parent.name, record if isinstance(record, dict) else {"notebooks": None}))
    records.sort(key=lambda pair: str(pair[1].get("started") or ""), reverse=True)
    usual = dict(records).get("baseline", {}).get("parameters") or {}
    text = page_environment().get_template("runs.html.j2").render(
        about=ABOUT, runs=[_show_run(outputs_dir, folder, record, usual) for folder, record in records]
    )
    write_text(outputs_dir / "index.html", strip_invisible(text).strip() + "\n")


def _plain(value):
    return hide_paths(strip_invisible(str(value or "")))


def _show_run(outputs_dir, folder, record, usual):
    notebooks = [_show_notebook(notebook) for notebook in record.get("notebooks") or []]
    bad = [f"{n['stem']} {n['outcome']}" for n in notebooks if n["outcome"] != "ok"]
    parameters = record.get("parameters") or {}
    # The folder's own name is in every out_dir, and so says nothing.
    differs = [_plain(name) for name, value in parameters.items() if usual and name != "out_dir" and usual.get(name) != value]
    if record.get("notebooks") is None:
        outcome = "its record cannot be read"
    else:
        outcome = f"{len(notebooks)} notebooks, all ok" if not bad else f"{len(notebooks) - len(bad)} of {len(notebooks)} notebooks ok: {', '.join(bad)}"
    return {
        # A failed attempt lies beside the good run and carries its name; the folder tells them apart.
        "run": _plain(folder),
        "href": f"{quote(folder)}/index.html" if (outputs_dir / folder / "index.html").exists() else "",
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


def _read_findings(run_dir, pages):
    """Return the key findings, or all there are, each with the place in a page that shows it."""
    folder = run_dir / "findings"
    paths = [folder / KEY_FINDINGS] if (folder / KEY_FINDINGS).exists() else sorted(folder.glob("*.json"))
    anchors = Anchors({"main"} | {anchor for anchor, _ in SECTIONS})
    found, known = [], {}
    for path in paths:
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            found.append({"anchor": anchors.take("unread"), "text": f"The findings of {path.stem} cannot be read.", "href": "", "evidence": ""})
            continue
        for finding in document.get("findings") or []:
            anchor = element_anchor({"kind": "finding", "key": finding.get("key", "")})
            stems = [str(stem) for stem in (finding.get("notebook"), document.get("notebook"), path.stem) if stem]
            stem = next((stem for stem in stems if pages.get(stem, {}).get("href")), None)
            href = place = ""
            if stem:
                if stem not in known:
                    text = (run_dir / "html" / f"{stem}.html").read_text(encoding="utf-8")
                    known[stem] = set(re.findall(r'<div class="finding" id="([^"]+)"', text))
                href = pages[stem]["href"] + (f"#{quote(anchor)}" if anchor in known[stem] else "")
                place = pages[stem]["title"]
            own = anchor if anchor not in anchors.taken else anchors.take(anchor)
            anchors.taken.add(own)
            found.append({
                "anchor": own, "text": hide_paths(str(finding.get("text", ""))), "href": href, "place": place,
                "evidence": render_evidence(finding),
            })
    return found


def _list_files(run_dir):
    files = []
    for folder, ending, kind in (("tables", "csv", "table"), ("figures", "svg", "figure")):
        for path in sorted((run_dir / folder).glob(f"*.{ending}")):
            size = path.stat().st_size
            files.append({
                "href": f"{folder}/{quote(path.name)}",
                "words": _plain(path.stem.replace("_", " ")),
                "kind": f"{kind}, {ending.upper()}",
                "size": f"{size / 1000:,.0f} KB" if size >= 1000 else f"{size} bytes",
            })
    return files


def _read_citation():
    """Return the licence line and the citation line, from CITATION.cff where there is one."""
    path = project_root() / "CITATION.cff"
    cited = (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}
    names = []
    for author in cited.get("authors") or []:
        names.append(str(author.get("name") or " ".join(filter(None, (author.get("given-names"), author.get("family-names"))))))
    parts = [", ".join(names), str(cited.get("title") or SITE)]
    if cited.get("version"):
        parts.append(f"version {cited['version']}")
    if cited.get("date-released"):
        parts.append(str(cited["date-released"]))
    if cited.get("repository-code"):
        parts.append(str(cited["repository-code"]))
    names = cited.get("license") or "MIT"
    licence = f"Licence: {' (code), '.join(names) + ' (data, texts, figures)' if isinstance(names, list) else names}. The articles belong to their publishers; only numbers and short wordings are kept."
    return licence, ", ".join(part for part in parts if part) + "."
