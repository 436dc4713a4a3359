"""Say how to cite these pages and under which licence, from CITATION.cff."""

from pathlib import Path

import yaml

from helpers.data.about import read_about
from helpers.paths import project_root
from helpers.publishing.look import SITE
from helpers.publishing.parts import make_slug

CODE_LICENCE = "MIT"  # CITATION.cff has one licence, that of the data: type dataset takes no two
SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "&%$#_{}"})


def read_citation(path: Path | None = None, data_dir: Path | None = None) -> dict:
    """Return licence, citation line and BibTeX entry.

    Parameters
    ----------
    path : pathlib.Path, optional
        Without it, the project's CITATION.cff; what the file lacks is left out.
    data_dir : pathlib.Path, optional
        Other data than the usual ones are cited by their own title, as made with this project.

    Returns
    -------
    cited : dict
        ``licence``, ``line``, ``bibtex``, ``version``, ``title``, ``data_licence``; all text.
        ``authors`` is a list of names.
    """
    path = path or project_root() / "CITATION.cff"
    given = (yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None) or {}
    authors = [
        str(a.get("name") or " ".join(filter(None, (a.get("given-names"), a.get("family-names")))))
        for a in given.get("authors") or []
    ]
    title = str(given.get("title") or SITE)
    version, day = (str(given.get(name) or "") for name in ("version", "date-released"))
    if data_dir and Path(data_dir).resolve() != (project_root() / "data").resolve():
        about = read_about(data_dir).title
        title, authors = f"{about}. Pages made with {SITE.lower()}" if about else SITE, []
    data_licence = str(given.get("license") or "CC-BY-4.0")
    address = str(given.get("doi") or given.get("repository-code") or given.get("url") or "")
    parts = ", ".join(authors), title, version and f"version {version}", day, address
    return {
        "licence": (
            f"Licence: {data_licence} (data, texts, figures), {CODE_LICENCE} (code). The articles"
            " belong to their publishers; only numbers and short wordings are kept."
        ),
        "data_licence": data_licence,
        "line": ", ".join(filter(None, parts)) + ".",
        "title": title,
        "authors": authors,
        "version": version,
        "bibtex": write_bibtex(
            title=title, authors=authors, version=version, day=day, address=address
        ),
    }


def write_bibtex(
    *, title: str, authors: list[str], version: str = "", day: str = "", address: str = ""
) -> str:
    r"""Return a BibTeX entry; what is empty is left out.

    Parameters
    ----------
    title : str
    authors : list of str
        Each is kept whole, so that a group is not read as a person.
    version, day, address : str
        The day is ISO.

    Returns
    -------
    entry : str

    Examples
    --------
    >>> print(write_bibtex(title="Growth & bounds", authors=["The authors"], day="2026-11-21"))
    @misc{authors2026growth,
      author = {{The authors}},
      title = {{Growth \& bounds}},
      year = {2026},
      month = {11}
    }
    """
    fields = {
        "author": " and ".join(f"{{{_escape(name)}}}" for name in authors),
        "title": f"{{{_escape(title)}}}",
        "year": day[:4],
        "month": day[5:7].lstrip("0"),
        "version": _escape(version),
        "howpublished": f"\\url{{{address}}}" if address else "",
    }
    words = make_slug(title).split("-")
    last = make_slug(authors[-1] if authors else "anonymous").split("-")
    key = last[-1] + day[:4] + words[0]
    return (
        f"@misc{{{key},\n"
        + ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
        + "\n}"
    )


def _escape(text):
    return text.translate(SPECIAL)
