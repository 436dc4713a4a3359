"""Set this project's pages beside those of others: the same executed notebooks, measured in one
Chromium session.

Writes outputs/studies/pages.md and the table in README.md. Jupyter Book 1 needs an environment of
its own
(``make page-study`` makes it in the user's cache): its pins and ours exclude each other.
"""

import argparse
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from chromium import Chromium, find_missing

from helpers.page.elements import write_text
from helpers.paths import project_root

COUNT = """
const shown = Array.from(document.querySelectorAll('main, body')).slice(-1)[0];
const pictures = Array.from(shown.querySelectorAll('img, svg[role], figure svg, .output svg,'
    + ' .jp-RenderedSVG svg, .cell_output svg, .output_svg svg, .output_subarea svg,'
    + ' .output_html svg'))
  .filter(e => e.getBoundingClientRect().width > 150);
const words = e => e.getAttribute('alt') || e.getAttribute('aria-label') || '';
const none = /no description has been provided/i;
const told = pictures.filter(e => words(e).length > 20 && !none.test(words(e)));
return [pictures.length, told.length];
"""
COMPARED = ("03_descriptive_statistics", "05_growth_models")  # most figures, and most bytes
COLUMNS = (
    "Notebook",
    "Page",
    "Bytes",
    "Requests",
    "Faults axe finds",
    "in elements",
    "Figures",
    "described",
    "Seconds to make",
)


def make_ours(notebook, folder):
    """Write the page of this project; return it."""
    page = folder / "html" / f"{notebook.stem}.html"
    page.parent.mkdir(parents=True)
    code = (
        "import sys, pathlib; from helpers.publishing.page import PageMeta, export_page;"
        " export_page(*map(pathlib.Path, sys.argv[1:]), meta=PageMeta(title='Page'))"
    )
    subprocess.run([sys.executable, "-c", code, notebook, page], check=True, capture_output=True)
    return page


def make_nbconvert(template):
    """Return a function that writes the page of nbconvert's own template."""

    def make(notebook, folder):
        subprocess.run(
            [
                sys.executable,
                "-m",
                "nbconvert",
                "--to",
                "html",
                "--template",
                template,
                "--output-dir",
                folder,
                "--output",
                "page.html",
                notebook,
            ],
            check=True,
            capture_output=True,
        )
        return folder / "page.html"

    return make


def make_book(command):
    """Return a function that writes the page of Jupyter Book 1."""

    def make(notebook, folder):
        shutil.copyfile(notebook, folder / "page.ipynb")
        write_text(folder / "_config.yml", "title: Page\nexecute:\n  execute_notebooks: 'off'\n")
        write_text(folder / "_toc.yml", "format: jb-book\nroot: page\n")
        subprocess.run([command, "build", "--quiet", folder], check=True, capture_output=True)
        return folder / "_build" / "html" / "page.html"

    return make


def measure(browser, page):
    """Return what a page weighs, asks for and leaves unsaid.

    Bytes count the page and every local file that it loads, as a reader has to fetch them all.
    """
    browser.open(page)
    time.sleep(1)
    asked = browser.list_requests()
    local = {
        Path(re.sub(r"[?#].*", "", url.removeprefix("file://")))
        for url in asked
        if url.startswith("file://")
    }
    size = page.stat().st_size + sum(path.stat().st_size for path in local if path.is_file())
    pictures, told = browser.run(COUNT)
    violations = browser.find_violations()
    elements = sum(int(re.search(r": (\d+) ×", each)[1]) for each in violations)
    return {
        "bytes": size,
        "requests": len(asked),
        "hosts": sorted({url.split("/")[2] for url in asked if url.startswith("http")}),
        "violations": violations,
        "elements": elements,
        "figures": pictures,
        "described": told,
    }


def write_table(rows):
    """Return the measurements as a Markdown table."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "| --- | --- |" + " ---: |" * (len(COLUMNS) - 2)]
    for (stem, name), row in rows.items():
        cells = [
            f"{row['bytes']:,}",
            row["requests"],
            len(row["violations"]),
            row["elements"],
            row["figures"],
            row["described"],
            f"{row['seconds']:.1f}",
        ]
        lines.append("| " + " | ".join([f"`{stem[:2]}`", name, *map(str, cells)]) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", help="command of Jupyter Book 1; without it that row is left out")
    parser.add_argument(
        "--notebook", type=Path, help="an executed notebook; without it two of the usual run"
    )
    arguments = parser.parse_args()
    missing = find_missing()
    if missing:
        sys.exit("the study needs " + ", ".join(missing))
    notebooks = (
        [arguments.notebook]
        if arguments.notebook
        else [
            project_root() / "outputs" / "baseline" / "notebooks" / f"{stem}.ipynb"
            for stem in COMPARED
        ]
    )
    if not all(notebook.is_file() for notebook in notebooks):
        sys.exit("there is no run yet; make report makes one")
    makers = {
        "this project": make_ours,
        "nbconvert `lab`": make_nbconvert("lab"),
        "nbconvert `classic`": make_nbconvert("classic"),
    }
    if arguments.book:
        version = subprocess.run(
            [arguments.book, "--version"], check=True, capture_output=True, text=True
        ).stdout
        number = re.search(r"Jupyter Book *: *(\d[.\d]*\d)", version)[1]
        makers[f"Jupyter Book {number}"] = make_book(arguments.book)
    browser, rows = Chromium(), {}
    with tempfile.TemporaryDirectory() as scratch:
        for number, (notebook, (name, make)) in enumerate(
            itertools.product(notebooks, makers.items())
        ):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            started = time.perf_counter()
            page = make(notebook, folder)
            seconds = time.perf_counter() - started
            rows[notebook.stem, name] = row = measure(browser, page) | {"seconds": seconds}
            print(
                notebook.stem,
                name,
                json.dumps({key: value for key, value in row.items() if key != "violations"}),
            )
    browser.close()
    details = "\n".join(
        f"\n## {name}, {stem}\n\nHosts asked: {', '.join(row['hosts']) or 'none'}.\n\n"
        + ("\n".join(f"- `{each}`" for each in row["violations"]) or "No violation.")
        for (stem, name), row in rows.items()
    )
    intro = (
        "# Pages beside pages\n\nThe same executed notebooks"
        f" ({', '.join(f'`{path.name}`, {path.stat().st_size:,} bytes' for path in notebooks)}),"
        " each page opened once from disk in one Chromium session, 1280 pixels wide, folds open."
        " Bytes: the page and every local file it loads; what it asks of hosts is not counted, as"
        " it must work without. A figure is described if its alternative text has more than 20"
        " characters.\n\n"
    )
    write_text(
        project_root() / "outputs" / "studies" / "pages.md",
        intro + write_table(rows) + "\n" + details + "\n",
    )
    readme = project_root() / "README.md"
    parts = re.split(
        r"(?<=<!-- begin: pages -->\n).*(?=<!-- end: pages -->)",
        readme.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    write_text(readme, (write_table(rows) + "\n").join(parts))
    print(write_table(rows))


if __name__ == "__main__":
    main()
