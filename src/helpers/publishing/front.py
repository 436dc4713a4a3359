"""Write the pages that lead to pages: the front page of a run and the list of runs."""

import json
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from helpers.data.about import read_about
from helpers.page.findings import read_folder
from helpers.paths import project_root
from helpers.publishing.addresses import OBSERVATIONS, find_addresses
from helpers.publishing.citation import read_citation
from helpers.publishing.compare import list_comparisons
from helpers.publishing.dataset import write_observations
from helpers.publishing.downloads import (
    FINDINGS,
    PACKAGE,
    PARQUET,
    list_files,
    write_downloads,
    write_findings,
)
from helpers.publishing.front_answers import CAUTION, list_answers, list_headlines, tells_pace
from helpers.publishing.look import write_page, write_value
from helpers.publishing.parts import (
    Anchors,
    element_anchor,
    list_beside,
    make_slug,
    read_elements,
    render_element,
    render_evidence,
)
from helpers.publishing.preview import find_preview
from helpers.publishing.safety import data_uri, make_plain
from helpers.running.folders import hash_files
from helpers.running.runs import list_runs
from helpers.words.private import hide_paths

ABOUT = (
    "These pages keep each number as it was printed, turn it into the range that its words allow,"
    " and compute from these ranges what was reported, by whom, and how fast it grew."
)
LIMITS = (
    "The numbers are press-reported: they show what was reported, not what happened. Who is not in"
    " the articles is not in the numbers. Similar words may count different things. No cause can be"
    " read from these numbers."
)
KEY_FINDINGS = "_findings"  # ends the name of the notebook that repeats those of the others
SECTIONS = [
    ("findings", "Key findings"),
    ("pages", "Pages"),
    ("sure", "How sure is this?"),
    ("downloads", "Downloads"),
    ("record", "How it was made"),
    ("cite", "Licence and citation"),
]


def write_run_index(run_dir, record, pages, data_dir=None):
    """Write the front page of a run, its dataset page, its downloads and its ``findings.json``.

    Links are made only to files that are there, so write the pages first; the
    link to the list of runs counts on `write_runs_index`.

    Parameters
    ----------
    run_dir : pathlib.Path
        Folder of the run, with ``html/``, ``findings/``, ``tables/`` and ``figures/`` as far as
        they exist.
    record : dict
        ``run``, ``started`` (ISO), ``parameters`` {name: value}, ``notebooks`` [{stem, outcome,
        seconds}], and if known ``versions`` {name: version}, ``data_date``, ``about``.
    pages : list of dict
        ``stem``, ``title`` and, if it has one, ``question`` of each page in reading order.
    data_dir : pathlib.Path, optional
        Data of the run; without it there is no dataset page.
    """
    run_dir = Path(run_dir)
    pages = [_show_page(run_dir, page) for page in pages]
    notebooks = [_show_notebook(notebook) for notebook in record.get("notebooks") or []]
    cited = read_citation(data_dir=data_dir)
    contract = _read_json(Path(data_dir) / "datapackage.json") if data_dir else None
    whole = (PACKAGE, PARQUET)  # written below, as the list of all findings among the downloads is
    counts = write_observations(run_dir, record, data_dir, pages, whole) if contract else None
    addresses = find_addresses(OBSERVATIONS if counts else "", data_dir)
    about = _show_about(run_dir, record, contract or {}, cited)
    corpus = read_about(data_dir if contract else project_root() / "data")
    shown = {p["stem"]: read_elements(run_dir, p["stem"]) for p in pages if p["href"]}
    key, everything = _read_findings(run_dir, pages, shown, addresses)
    write_findings(run_dir, _list_plain(everything, key), about)
    picture = _choose_picture(key, shown, addresses)
    first = [shown[picture["stem"]]] if picture else []
    write_page(
        run_dir / "index.html",
        "front.html.j2",
        **about,
        question=make_plain(corpus.question),
        about=make_plain(record.get("about") or _summarise(corpus)),
        limits=make_plain(corpus.sections.get("Limits") or LIMITS),
        answers=list_answers(_list_told(everything, key), counts),
        headlines=list_headlines(_choose_told(everything, key)),
        last_year=(record.get("parameters") or {}).get("last_year"),
        tested=sum(bool(f["robustness"]) for f in key),
        caution=make_plain(corpus.sections.get("Caution") or CAUTION),
        counts=counts,
        unused=count_unused(counts["ids"], everything) if counts else 0,
        listed=next((p["href"] for p in pages if p["stem"].endswith(KEY_FINDINGS)), ""),
        observations=OBSERVATIONS if counts else "",
        sections=SECTIONS,
        failed=[f"{n['stem']} ({n['outcome']})" for n in notebooks if n["outcome"] != "ok"],
        findings=key,
        picture=picture,
        preview=find_preview(run_dir, [e for each in (*first, *shown.values()) for e in each]),
        pages=pages,
        downloads=write_downloads(run_dir, data_dir if contract else None),
        files=list_files(run_dir),
        started=make_plain(record.get("started")),
        notebooks=notebooks,
        facts=[
            ("Parameters", _show_pairs(record.get("parameters"))),
            ("Software", _show_pairs(record.get("versions"))),
        ],
        bibtex=cited["bibtex"],
        bibtex_uri=data_uri("text/plain", cited["bibtex"] + "\n"),
    )


def count_unused(ids: set[str], findings: list[dict]):
    """Return how many observations stand in no finding.

    Parameters
    ----------
    ids : set of str
    findings : list of dict
        With ``plain``, None or a dict with ``sources``.

    Examples
    --------
    >>> cites = {"plain": {"sources": [{"observation_id": "a"}]}}
    >>> count_unused({"a", "b"}, [{"plain": None}, cites])
    1
    """
    plain = [finding["plain"] for finding in findings if finding["plain"]]
    return len(ids - {source.get("observation_id") for each in plain for source in each["sources"]})


def _summarise(corpus):
    """Return what a corpus is about, and what these pages make of it."""
    return f"{corpus.sections.get('Summary') or corpus.description} {ABOUT}".strip()


def _show_about(run_dir, record, contract, cited):
    return {
        "run": make_plain(record.get("run") or run_dir.name),
        "project_version": cited["version"],
        "data_version": make_plain(contract.get("version")),
        "data_date": make_plain(record.get("data_date")),
        "licence": cited["licence"],
        "cite_as": cited["line"],
    }


def write_runs_index(outputs_dir: Path):
    """Write the list of runs, ``index.html`` in the folder of outputs, newest first, with
    comparisons and sweeps.

    Parameters
    ----------
    outputs_dir : pathlib.Path
        Each folder in it that holds a ``record.json`` is a run; those that start with a dot are not
        looked at.
    """
    outputs_dir = Path(outputs_dir)
    records = [
        (run.name, run.record.as_dict() if run.record else {"notebooks": None, "fault": run.fault})
        for run in list_runs(outputs_dir)
    ]
    records.sort(key=lambda pair: str(pair[1].get("started") or ""), reverse=True)
    corpus = read_about(project_root() / "data")
    usual = dict(records).get("baseline", {}).get("parameters") or {}
    write_page(
        outputs_dir / "index.html",
        "runs.html.j2",
        question=make_plain(corpus.question),
        about=make_plain(_summarise(corpus)),
        runs=[_show_run(outputs_dir, folder, record, usual) for folder, record in records],
        comparisons=list_comparisons(outputs_dir),
        sweeps=[
            make_plain(page.parent.name) for page in sorted(outputs_dir.glob("sweep-*/index.html"))
        ],
    )


def _read_json(path):
    """Return the object in a file, or None where there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _show_run(outputs_dir, folder, record, usual):
    notebooks = [_show_notebook(notebook) for notebook in record.get("notebooks") or []]
    bad = [f"{n['stem']} {n['outcome']}" for n in notebooks if n["outcome"] != "ok"]
    parameters = record.get("parameters") or {}
    # The folder's own name is in every out_dir, and so says nothing.
    differs = [
        f"{make_plain(name)} {make_plain(write_value(value))}"
        for name, value in parameters.items()
        if usual and name != "out_dir" and usual.get(name) != value
    ]
    if record.get("notebooks") is None:
        outcome = record["fault"]
    else:
        outcome = (
            f"{len(notebooks)} notebook{'s' if len(notebooks) != 1 else ''}, all ok"
            if not bad
            else f"{len(notebooks) - len(bad)} of {len(notebooks)} notebooks ok: {', '.join(bad)}"
        )
    return {
        # A failed attempt lies beside the good run and carries its name; the folder tells them
        # apart.
        "run": make_plain(folder),
        "href": (
            f"{quote(folder)}/index.html" if (outputs_dir / folder / "index.html").exists() else ""
        ),
        "started": make_plain(record.get("started")),
        "outcome": outcome,
        "is_whole": bool(notebooks) and not bad,
        "seconds": f"{sum(float(n['seconds'] or 0) for n in notebooks):.0f}" if notebooks else "",
        "parameters": _show_pairs(parameters),
        "differs": ", ".join(differs),
        "found": _find_main(outputs_dir / folder, record) if notebooks and not bad else "",
    }


def _find_main(run_dir, record):
    """Return the first sentence that answers a run's question, if findings are as left."""
    if hash_files(run_dir, [FINDINGS]).get(FINDINGS) != record["files"].get(FINDINGS):
        return ""
    content = _read_json(run_dir / FINDINGS) or {}
    try:
        return make_plain(next(iter(list_answers(content.get("findings", []), None)), ""))
    except (TypeError, KeyError, AttributeError):
        return ""  # a file that another version wrote, or that was edited


def _show_notebook(notebook):
    seconds = notebook.get("seconds")
    return {
        "stem": make_plain(notebook.get("stem")),
        "outcome": make_plain(notebook.get("outcome") or "not-run"),
        "seconds": f"{seconds:.1f}" if isinstance(seconds, (int, float)) else "",
    }


def _show_page(run_dir, page):
    stem = str(page["stem"])
    title, question = make_plain(page.get("title") or stem), make_plain(page.get("question"))
    return {
        "stem": stem,
        "title": title,
        "question": "" if make_slug(question) in make_slug(title) else question,
        "href": f"html/{quote(stem)}.html" if (run_dir / "html" / f"{stem}.html").is_file() else "",
    }


def _show_pairs(mapping):
    return [
        (make_plain(name), make_plain(write_value(value)))
        for name, value in (mapping or {}).items()
    ]


def _list_plain(everything, key):
    """Return every finding for programs: whether it is a key one, and its robustness."""
    keys = {finding["plain"]["key"] for finding in key if finding["plain"]}
    plain = [finding["plain"] for finding in everything if finding["plain"]]
    tested = {each["about"]: each["text"] for each in plain if each["about"]}
    return [
        each | {"is_key": each["key"] in keys, "robustness": tested.get(each["key"], "")}
        for each in plain
    ]


def _list_told(findings, key):
    """Return findings as `answer` reads them, key ones as they are repeated."""
    keys = {f["plain"]["key"] for f in key if f["plain"]}
    return [
        f["plain"] | {"text": f["text"], "anchor": f["anchor"], "is_key": f["plain"]["key"] in keys}
        for f in findings
        if f["plain"]
    ]


def _choose_told(everything, key):
    """Return all findings in reading order, key ones as the front page shows them."""
    told = {f["key"]: f for f in _list_told(key, key)}
    return [told.get(f["key"], f) for f in _list_told(everything, key)]


def _read_findings(run_dir, pages, shown, observations):
    """Return the key findings and all of them, each with the place in a page that shows it.

    The key ones are those of the notebook that repeats those of the others, if there is one.
    """
    titles = {page["stem"]: page["title"] for page in pages}
    place = {
        stem: {element_anchor(element) for _, element in elements}
        for stem, elements in shown.items()
    }
    files = read_folder(run_dir / "findings", on_fault=lambda path, _: {"unread": path.stem})
    repeating = [f for f in files if f["notebook"].endswith(KEY_FINDINGS)]
    computing = [f for f in files if f not in repeating]
    lists = []
    for chosen in (repeating or computing, computing or repeating):
        anchors = Anchors({"main"} | {anchor for anchor, _ in SECTIONS})
        found = []
        for file in chosen:
            if "unread" in file:
                found.append(_show_unread(file["unread"], anchors))
            found += [
                _show_finding(finding, file["notebook"], anchors, place, titles, observations)
                for finding in file["findings"]
            ]
        lists.append(found)
    return lists


def _show_unread(stem, anchors):
    return {
        "anchor": anchors.take("unread"),
        "text": f"The findings of {stem} cannot be read.",
        **dict.fromkeys(("href", "stem", "robustness", "evidence", "place"), ""),
        "beside": [],
        "plain": None,
    }


def _show_finding(finding, notebook, anchors, place, titles, observations):
    anchor = element_anchor({"kind": "finding", "key": finding.get("key", "")})
    stem = next((s for s in (finding.get("notebook"), notebook) if s in place), "")
    href = ""
    if stem:
        there = anchor in place[stem]
        href = f"html/{quote(stem)}.html" + (f"#{quote(anchor)}" if there else "")
    own = anchor if anchor not in anchors.taken else anchors.take(anchor)
    anchors.taken.add(own)
    text = hide_paths(str(finding.get("text", "")))
    return {
        "anchor": own,
        "text": text,
        "href": href,
        "stem": stem,
        "place": titles[stem] if stem else "",
        "robustness": hide_paths(str(finding.get("robustness") or "")),
        "evidence": render_evidence(finding, observations=observations),
        "beside": list_beside(finding.get("sources") or []),
        "plain": {
            "key": finding.get("key"),
            "notebook": stem,
            "href": href,
            "text": text.replace("**", ""),
            "about": finding.get("about", ""),
            "answers": finding.get("answers", ""),
            "numbers": finding.get("numbers") or {},
            "sources": finding.get("sources") or [],
        },
    }


def _choose_picture(findings, shown, observations):
    """Return the first figure beside a key finding, one that tells of growth first."""
    for finding in sorted(findings, key=lambda f: not (f["plain"] and tells_pace(f["plain"]))):
        elements = shown.get(finding["stem"], [])
        sections = {
            section
            for section, element in elements
            if element_anchor(element) == finding["href"].partition("#")[2]
        }
        for section, element in elements:
            if element.get("kind") == "figure" and section in sections and section:
                anchor = element_anchor(element)
                return {
                    "html": _render_picture(element, anchor, observations),
                    "href": f"html/{quote(finding['stem'])}.html#{quote(anchor)}",
                    "place": finding["place"],
                    "stem": finding["stem"],
                }
    return None


def _render_picture(element, anchor, observations):
    one = {key: each for key, each in element.items() if key != "variants"}
    html = render_element(one, anchor=anchor, number=None, prefix="d0-", observations=observations)
    return html.replace('href="../', Markup('href="'))  # files of a run lie beside its front page
