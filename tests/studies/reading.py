"""Score the reader of quantities on texts with known answers, per language."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve()
MEASURES = (
    "recall", "precision", "value", "bounds", "hedged", "kind+", "dates", "period", "status",
    "row F1",
)  # fmt: skip


def predict(text, language, published):
    """Return the quantities of a text with the keys of the scorer."""
    from helpers import quantities

    return [describe(quantity) for quantity in quantities.read(text, language, published or None)]


def describe(quantity):
    """Return one quantity as the scorer takes it."""
    date = quantity.kind == "date"
    low, high, value = (
        part if part is None or date else float(part)
        for part in (quantity.low, quantity.high, quantity.value)
    )
    return {
        "start": quantity.start, "end": quantity.end, "kind": quantity.kind, "low": low,
        "high": high, "value": value, "unit_kind": quantity.unit, "hedge": quantity.hedge,
        "period_end": quantity.period_end, "status": quantity.status,
        "counted_by": quantity.counted_by,
    }  # fmt: skip


def score(bar, folder):
    """Return what the scorer writes as JSON for a folder."""
    with tempfile.TemporaryDirectory() as out:
        answer = pathlib.Path(out) / "scores.json"
        reader = f"{sys.executable} {HERE} --serve {bar}"
        command = [sys.executable, str(bar), "run", "--folder", str(folder), "--cmd", reader]
        command += ["--batch", "--out", out, "--json", str(answer)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return json.loads(answer.read_text(encoding="utf-8"))


def print_table(scores):
    """Print what the scorer found, a row a language; shares are of what it names in its help."""
    print(
        f"{'':5}" + "".join(f"{name:>10}" for name in MEASURES) + "   traps right part wrong silent"
    )
    for language, found in scores["texts"].items():
        traps = scores["traps"].get(language, {})
        count = " ".join(
            f"{traps.get(name, 0):>5}" for name in ("right", "part", "wrong", "silent")
        )
        print(
            f"{language:5}" + "".join(f"{found[name]:>10.3f}" for name in MEASURES) + f"   {count}"
        )
    print(f"{scores['speed']:,.0f} characters a second, without the start")


def main():
    """Print a table, or answer the scorer with ``--serve BAR --batch``."""
    if sys.argv[1:2] == ["--serve"]:
        sys.path.insert(0, str(pathlib.Path(sys.argv[2]).parent))
        import reader_bar

        from helpers.quantities.reader import find_language

        for language in ("zh", "fr", "en"):
            find_language(language)
        sys.argv[1:3] = []
        reader_bar.serve(predict)
        return
    parser = argparse.ArgumentParser(description=__doc__)
    near = HERE.parents[3] / "shared" / "reader" / "reader_bar.py"
    parser.add_argument("--bar", type=pathlib.Path, default=near, help="the scorer")
    parser.add_argument(
        "--folder", type=pathlib.Path, help="texts and answers; dev beside the scorer"
    )
    given = parser.parse_args()
    if not given.bar.exists():
        print(f"no scorer at {given.bar}; name it with --bar. Nothing was measured.")
        return
    print_table(score(given.bar, given.folder or given.bar.parent / "dev"))


if __name__ == "__main__":
    main()
