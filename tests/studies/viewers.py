"""Count what other tools show of an executed notebook of ours: figures, tables, findings.

Needs a run in outputs/baseline; tools that are not there are left out. Prints a table.
"""

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers.page.elements import MIME_TYPE, cell_text
from helpers.paths import project_root

PICTURE = re.compile(r"""<img[^>]+src="data:image/|<graphic|!\[""")


def list_elements(notebook):
    """Return the elements of an executed notebook, by kind."""
    found = {"figure": [], "table": [], "finding": []}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            element = output.get("data", {}).get(MIME_TYPE)
            if element:
                found[element["kind"]].append(element)
    return found


def make_plain(text):
    """Return the letters and digits of a text, without marks of any format."""
    text = re.sub(r"<[^>]*>", "", html.unescape(html.unescape(text)))
    return re.sub(r"[\W_]+", "", text)


def read_row(table):
    """Return the first row of a table as one text; its caption stands in the code as well."""
    return "".join(cell_text(cell) for cell in table["rows"][0])


def read_made(path):
    """Return the text of a made file, with that of the files which it refers to."""
    text = path.read_text(encoding="utf-8")
    beside = re.findall(r'href="(files/[^"]+\.(?:html|svg))"', text)
    return text + "".join((path.parent / name).read_text(encoding="utf-8") for name in beside)


def count_shown(text, elements):
    """Return how many elements of each kind stand in a text, as pictures and by their words."""
    plain = make_plain(text)
    return {
        "figure": min(len(PICTURE.findall(text)), len(elements["figure"])),
        "table": sum(make_plain(read_row(each)) in plain for each in elements["table"]),
        "finding": sum(make_plain(each["text"]) in plain for each in elements["finding"]),
    }


def list_tools(myst, jupytext):
    """Return each tool's name, its command and the file that it writes."""
    nbconvert = [sys.executable, "-m", "nbconvert", "--to", "html", "--output", "made"]
    tools = {
        "nbconvert, template lab": ([*nbconvert, "--template", "lab"], "made.html"),
        "nbconvert, template basic, as nbviewer": (
            [*nbconvert, "--template", "basic"],
            "made.html",
        ),
        "nbconvert, HTML cleaned": ([*nbconvert, "--HTMLExporter.sanitize_html=True"], "made.html"),
        "MyST, --jats": ([myst, "build", "--force", "--jats"], "_build/exports/*.xml"),
        "MyST, --md": ([myst, "build", "--force", "--md"], "_build/exports/*.md"),
        "jupytext, --to md": ([jupytext, "--to", "md", "--output", "made.md"], "made.md"),
    }
    return {name: tool for name, tool in tools.items() if tool[0][0]}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebook", default="04_growth_rates")
    parser.add_argument("--myst", default=shutil.which("myst"), help="npm package mystmd")
    parser.add_argument("--jupytext", default=shutil.which("jupytext"))
    options = parser.parse_args(arguments)
    run = project_root() / "outputs" / "baseline" / "notebooks"
    notebook = run / f"{options.notebook}.ipynb"
    elements = list_elements(notebook)
    print("| Tool | " + " | ".join(f"{kind}s of {len(e)}" for kind, e in elements.items()) + " |")
    print("|---|--:|--:|--:|")
    for name, (command, pattern) in list_tools(options.myst, options.jupytext).items():
        with tempfile.TemporaryDirectory() as folder:
            copied = shutil.copy(notebook, folder)
            done = subprocess.run(
                [*command, Path(copied).name], cwd=folder, capture_output=True, text=True
            )
            made = sorted(Path(folder).glob(pattern))
            if done.returncode or not made:
                print(f"| {name} | failed: {done.stderr.strip().splitlines()[-1:]} | | |")
                continue
            shown = count_shown(read_made(made[0]), elements)
            print(f"| {name} | " + " | ".join(str(count) for count in shown.values()) + " |")


if __name__ == "__main__":
    main()
