"""Mutate the data package, check it, and run the cells of all notebooks on what is accepted.

Whatever `rural check` accepts must make a report: no exception in the check, no error in a cell.
Where a sentence on these five articles is no longer true of the changed numbers, the assertion
beside it says so in words: that is counted by itself.
Each package is made from one seed, which is printed with whatever does not hold.
"""

import argparse
import ast
import contextlib
import csv
import functools
import importlib
import json
import os
import pickle
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import matplotlib

from helpers.curves import fits
from helpers.data.checks import check_data
from helpers.paths import project_root
from helpers.printed import read_printed
from helpers.readings import READINGS

ODD = (
    "", "0", "-1", "305", "1.5", "1e308", "1e-300", "NaN", "inf", "null", "２０２０", "9" * 54,
    "<b>x</b>", "<script>alert(1)</script>", r"$\frac{a}{b}$", "$x$ and $y_", "\u200b\u2060",
    "a\u2028b", "a\x0bb", "a\u0085b", "=1+1", "x" * 5000, "2014-02-30", "0001-01-01",
    "9999-12-31", " ", "—", "\u202eabc", "🙂", "a\nb", 'a "b" c', "%s {x} {{y}}", "\\", "`x`", "_",
)  # fmt: skip
TEXTS = ("gloss", "note", "counted_by", "name_en", "name", "definition", "title", "publisher")
PRINTS = {
    "share": ("0 %", "100 %", "plus de 60 %", "moins de 1 %", "un tiers", "20 à 30 %"),
    "share_per_year": ("-12 %", "baisse de 99,9 %", "+0 %", "hausse de 900 %"),
    "CNY": ("0 yuan", "1 yuan", "900 000 milliards de yuans", "plus de 3 yuans", "5 à 6 yuans"),
    "persons": ("0 habitant", "1 habitant", "quelques habitants", "5 milliards d'habitants"),
    "fold_increase": ("augmente de 0,1 fois", "multiplié par 900", "divisé par 2"),
}
CHINESE = {
    "share": ("0%", "100%", "近六成", "三分之一", "不到1%", "20%至30%"),
    "share_per_year": ("下降12%", "下降99.9%", "增长0%", "增长900%"),
    "CNY": ("0元", "1元", "900万亿元", "超过3元", "5至6元", "几十万元"),
    "persons": ("0人", "1人", "几人", "50亿人", "3万余人", "不到5人"),
    "fold_increase": ("增长0.1倍", "增长900倍", "是去年的3倍"),
}


class Package:
    """A copy of the data folder whose tables can be changed."""

    def __init__(self, folder, rng):
        self.folder, self.rng = folder, rng
        self.contract = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.names = [r["name"] for r in self.contract["resources"] if "pass" not in r["name"]]

    def resource(self, name):
        return next(r for r in self.contract["resources"] if r["name"] == name)

    def read(self, name):
        with open(self.folder / self.resource(name)["path"], encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, name, rows):
        path = self.folder / self.resource(name)["path"]
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def write_contract(self):
        text = json.dumps(self.contract, ensure_ascii=False)
        (self.folder / "datapackage.json").write_text(text, encoding="utf-8")

    def pick(self, name=None):
        """Return a table's name, its rows, and the number of one row that is no header."""
        name = name or self.rng.choice(self.names)
        rows = self.read(name)
        if len(rows) < 2:
            raise IndexError(f"{name} has no row")
        return name, rows, self.rng.randrange(1, len(rows))


def put_odd_cell(package):
    name, rows, row = package.pick()
    column = package.rng.randrange(len(rows[0]))
    rows[row][column] = odd = package.rng.choice(ODD)
    package.write(name, rows)
    return f"{name}:{row + 1} {rows[0][column]} = {odd[:20]!r}"


def put_odd_text(package):
    name, rows, row = package.pick()
    columns = [i for i, c in enumerate(rows[0]) if c in TEXTS]
    if columns:
        rows[row][package.rng.choice(columns)] = package.rng.choice(ODD)
        package.write(name, rows)
    return f"{name}:{row + 1} odd text"


def copy_cell(package):
    name, rows, row = package.pick()
    column, other = package.rng.randrange(len(rows[0])), package.rng.randrange(1, len(rows))
    rows[row][column] = rows[other][column]
    package.write(name, rows)
    return f"{name}:{row + 1} {rows[0][column]} of row {other + 1}"


def drop_rows(package):
    name, rows, row = package.pick()
    keep = package.rng.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    kept = [r for r in rows[1:] if package.rng.random() < keep]
    package.write(name, [rows[0], *kept])
    return f"{name} keeps {len(kept)} of {len(rows) - 1} rows"


def drop_one_row(package):
    name, rows, row = package.pick()
    del rows[row]
    package.write(name, rows)
    return f"{name} without row {row + 1}"


def repeat_row(package):
    name, rows, row = package.pick()
    package.write(name, [*rows, rows[row]])
    return f"{name}:{row + 1} twice"


def shuffle_rows(package):
    name, rows, _ = package.pick()
    body = rows[1:]
    package.rng.shuffle(body)
    package.write(name, [rows[0], *body])
    return f"{name} shuffled"


def keep_one_article(package):
    """Keep the observations of one article, with whatever refers to the others."""
    _, rows, row = package.pick("observations")
    kept = [r for r in rows[1:] if r[1] == rows[row][1]]
    package.write("observations", [rows[0], *kept])
    for name in ("claims", "events", "corrections"):
        rows_of = package.read(name)
        package.write(name, rows_of[:1])
    return f"only {rows[row][1]}"


def print_otherwise(package):
    """Change what an observation prints, and its value and wording with it."""
    _, rows, row = package.pick("observations")
    columns = {name: i for i, name in enumerate(rows[0])}
    cells = rows[row]
    unit, chinese = cells[columns["unit"]], cells[columns["source_id"]].startswith("zhejiang")
    prints = (CHINESE if chinese else PRINTS).get(unit)
    if not prints:
        return "nothing"
    cells[columns["as_printed"]] = text = package.rng.choice(prints)
    try:
        printed = read_printed(text, "zh" if chinese else "fr", unit)
    except ValueError as error:
        return f"{text} is not read: {error}"
    cells[columns["value"]] = repr(float(printed.value))
    high = printed.value_high
    cells[columns["value_high"]] = "" if high is None else repr(float(high))
    cells[columns["wording"]] = printed.wording
    package.write("observations", rows)
    return f"observations:{row + 1} prints {text}"


def move_period(package):
    name, rows, row = package.pick(package.rng.choice(("observations", "benchmark_observations")))
    columns = {column: i for i, column in enumerate(rows[0])}
    years = package.rng.choice((-20, -3, -1, 1, 3, 10, 60))
    for column in ("period_start", "period_end"):
        cell = rows[row][columns[column]]
        rows[row][columns[column]] = f"{int(cell[:4]) + years:04d}-{cell[5:7]}-01"
    package.write(name, rows)
    return f"{name}:{row + 1} moved by {years} years"


def bend_reference(package):
    """Give prices, rates and places extreme numbers."""
    name = package.rng.choice(("prices", "exchange_rates", "entities"))
    name, rows, row = package.pick(name)
    column = {"prices": 1, "exchange_rates": 2}.get(name, package.rng.choice((6, 7)))
    rows[row][column] = package.rng.choice(("0", "-49", "199", "1e-9", "1e9", "89.9", "-0.0"))
    package.write(name, rows)
    return f"{name}:{row + 1} {rows[0][column]} = {rows[row][column]}"


def mark_file(package):
    name = package.rng.choice(package.names)
    path = package.folder / package.resource(name)["path"]
    raw = path.read_bytes()
    how = package.rng.choice(("bom", "crlf", "commas", "blank", "gbk", "cut", "nul", "tail"))
    lines = raw.split(b"\n")
    raw = {
        "bom": b"\xef\xbb\xbf" + raw,
        "crlf": raw.replace(b"\n", b"\r\n"),
        "commas": b"\n".join(line + b",," if line else line for line in lines),
        "blank": raw + b"\n\n\n",
        "gbk": raw.decode("utf-8").encode("gbk", errors="replace"),
        "cut": raw[: package.rng.randrange(len(raw))],
        "nul": raw[:40] + b"\x00" + raw[40:],
        "tail": raw + b",,,\n" * 30,
    }[how]
    path.write_bytes(raw)
    return f"{name} {how}"


def bend_contract(package):
    rng, resource = package.rng, package.resource(package.rng.choice(package.names))
    schema = resource["schema"]
    field = rng.choice(schema["fields"])
    rules = field.setdefault("constraints", {})
    how = rng.choice(
        "rule rules type enum pattern evil missing drop column key refs order list".split()
    )
    if how == "rule" and rules:
        del rules[rng.choice(list(rules))]
    elif how == "rules":
        for entry in schema["fields"]:
            entry["constraints"] = {}
    elif how == "type":
        field["type"] = rng.choice(("string", "number", "integer", "date", "year", "any"))
    elif how == "enum":
        rules["enum"] = [*rules.get("enum", []), rng.choice(("bicycles", 5, None, "x"))]
    elif how == "pattern":
        rules["pattern"] = rng.choice((".*", "[a-z]+", "(", 5))
    elif how == "evil":
        rules["pattern"] = rng.choice(("(a+)+$", "(.*)*x", "((a|b)*)*", "a*" * 30))
    elif how == "missing":
        schema["missingValues"] = rng.choice((["", "0"], ["-"], [{"value": ""}], "", ["", "CNY"]))
    elif how == "drop":
        package.contract["resources"].remove(resource)
    elif how == "column":
        schema["fields"].remove(field)
        schema["fieldsMatch"] = rng.choice(("subset", "exact", "partial", ["equal"]))
    elif how == "key":
        schema["primaryKey"] = rng.choice(([], field["name"], [field["name"]], 5))
    elif how == "refs":
        schema["foreignKeys"] = rng.choice(([], [5], {}, [{"fields": field["name"]}]))
    elif how == "order":
        schema["order"] = rng.choice((5, [["a", "b"]], [[field["name"]]], []))
    elif how == "list":
        schema["foreignKeys"] = [
            {"fields": [key["fields"]] if isinstance(key["fields"], str) else key["fields"],
             "reference": key["reference"] | {"fields": [key["reference"]["fields"]]}}
            for key in schema.get("foreignKeys", [])
        ]  # fmt: skip
    package.write_contract()
    return f"contract {how} at {resource['name']}.{field['name']}"


COUNTED = (
    "made", "seed of the first", "refused", "refused by one fault", "accepted, and all cells run",
    "unexpected in the check", "with an error in a cell",
    "where a sentence of these articles no longer holds, told in words",
)  # fmt: skip
MUTATIONS = (
    put_odd_cell, put_odd_text, put_odd_text, copy_cell, copy_cell, drop_rows, drop_one_row,
    repeat_row, shuffle_rows, keep_one_article, print_otherwise, print_otherwise, print_otherwise,
    move_period, move_period, bend_reference, mark_file, bend_contract, bend_contract,
)  # fmt: skip


def make_package(folder, seed):
    """Write the package of a seed; return what was changed in it."""
    rng = random.Random(seed)
    shutil.copytree(project_root() / "data", folder)
    return [change_once(folder, rng) for _ in range(rng.choice((1, 1, 2, 3)))]


def change_once(folder, rng):
    """Change one thing in a package; return what."""
    mutate = rng.choice(MUTATIONS)
    try:
        return mutate(Package(folder, rng))
    except (ValueError, StopIteration, IndexError, OSError, csv.Error):
        return f"{mutate.__name__}: an earlier change is in its way"


def make_deep_package(folder, seed, depth):
    """Write a package with many changes, each of which the check accepts; return them."""
    rng = random.Random(seed)
    shutil.copytree(project_root() / "data", folder)
    done, before = [], folder.with_name("before")
    for _ in range(3 * depth):
        shutil.copytree(folder, before)
        change = change_once(folder, rng)
        again = change.startswith("only ") and any(c.startswith("only ") for c in done)
        if again or check_data(folder):
            shutil.rmtree(folder)
            before.rename(folder)
        else:
            shutil.rmtree(before)
            done.append(change)
        if len(done) == depth:
            break
    return done


def run_cells(data_dir, out_dir, stems=(), **parameters):
    """Run the code cells of all notebooks, or of some, on a data folder; return the first error of
    each."""
    given = {"data_dir": str(data_dir), "out_dir": str(out_dir)} | parameters
    matplotlib.use("Agg")
    errors = []
    for path in sorted((project_root() / "notebooks").glob("0[1-9]*.ipynb")):
        if stems and path.stem not in stems:
            continue
        space = {"__name__": "__main__", "display": render}
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for number, cell in enumerate(cells):
            if cell["cell_type"] != "code":
                continue
            source = "".join(cell["source"])
            if "parameters" in cell["metadata"].get("tags", []):
                source += "".join(f"\n{name} = {value!r}" for name, value in given.items())
            try:
                show(source, space)
            except BaseException:
                last = traceback.format_exc().strip().splitlines()
                where = [line.strip() for line in last if "helpers/" in line]
                errors.append(f"{path.stem} cell {number}: {last[-1]}  [{'; '.join(where[-2:])}]")
                break
    return errors


def show(source, space):
    """Run a cell, and what it shows at its end."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), space)
    if last is not None:
        render(eval(compile(ast.Expression(last.value), "<cell>", "eval"), space))


def render(*values):
    """Make every form of a value that a notebook would show."""
    for value in values:
        for form in ("_repr_html_", "_repr_markdown_", "_repr_mimebundle_"):
            if hasattr(value, form):
                getattr(value, form)()


def share_fits():
    """Fit a series once, not once a package that leaves it alone: keep fits by their arguments."""
    fit, kept = fits.fit_curves, {}

    @functools.wraps(fit)
    def fit_once(*values, **options):
        key = pickle.dumps((values, options))
        if key not in kept:
            kept[key] = fit(*values, **options)
        return kept[key]

    for module in list(sys.modules.values()):
        if getattr(module, "fit_curves", None) is fit:
            module.fit_curves = fit_once
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        with contextlib.redirect_stdout(nowhere):
            run_cells(project_root() / "data", Path(folder) / "outputs" / "fuzz")


def run_apart(data_dir, **parameters):
    """Run the cells in a child of this process, which has the imports; return their errors."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        child = os.fork()
        if not child:
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, 1)
            os.dup2(devnull, 2)
            errors = run_cells(data_dir, Path(folder) / "outputs" / "fuzz", **parameters)
            said.write_text(json.dumps(errors), encoding="utf-8")
            os._exit(0)
        os.waitpid(child, 0)
        if not said.exists():
            return ["the process died"]
        return json.loads(said.read_text(encoding="utf-8"))


def fuzz(count, first, deep=0, **parameters):
    """Make packages, check them, and run all cells on each that the check accepts.

    Parameters
    ----------
    count, first : int
        How many, and the seed of the first; the next has the next.
    deep : int
        Changes that are accepted, together; without it, one to three that may be refused.
    **parameters
        Of the notebooks, where not their defaults.

    Returns
    -------
    counts : dict of str to int
    notes : list of str
        What did not hold, with its seed.
    """
    importlib.import_module("helpers.running.preload")  # what a child needs is imported once
    share_fits()
    counts = dict.fromkeys(COUNTED, 0) | {"made": count, "seed of the first": first}
    notes, slowest = [], (0.0, first)
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            data_dir = Path(folder) / "data"
            make = make_package if not deep else functools.partial(make_deep_package, depth=deep)
            done = make(data_dir, seed)
            begun = time.process_time()
            try:
                faults = check_data(data_dir)
            except BaseException as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{where.name}:{where.lineno}"
                notes.append(f"seed {seed}: unexpected {error!r} at {place} {done}")
                counts["unexpected in the check"] += 1
                continue
            slowest = max(slowest, (time.process_time() - begun, seed))
            counts["refused" if faults else "accepted, and all cells run"] += 1
            counts["refused by one fault"] += len(faults) == 1
            errors = [] if faults else run_apart(data_dir, **parameters)
        said = [error for error in errors if ": AssertionError: " in error]
        counts["with an error in a cell"] += len(errors) > len(said)
        counts["where a sentence of these articles no longer holds, told in words"] += bool(said)
        words = "refused" if faults else f"run, {len(errors) - len(said)} errors, {len(said)} told"
        print(
            f"seed {seed}: {words}", file=sys.stderr, flush=True
        )  # an hour of them can be stopped
        for error in errors:
            print(f"seed {seed}: {error} {done}", file=sys.stderr, flush=True)
            notes += [f"seed {seed}: {error} {done}"] if error not in said else []
    print(f"slowest check {slowest[0]:.1f} s of processor, seed {slowest[1]}")
    return counts, notes


def main(arguments=None):
    """Print what held of so many packages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="packages to make")
    parser.add_argument("--first", type=int, default=1, help="seed of the first")
    parser.add_argument("--deep", type=int, default=0, help="changes that are accepted, together")
    parser.add_argument("--reading", choices=READINGS, help="how printed words become bounds")
    options = parser.parse_args(arguments)
    given = {"reading": options.reading} if options.reading else {}
    counts, notes = fuzz(options.count, options.first, options.deep, **given)
    for name, count in counts.items():
        print(f"  {count:6} {name}")
    print("\n".join(notes))
    return 1 if notes else 0


if __name__ == "__main__":
    sys.exit(main())
