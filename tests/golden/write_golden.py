"""Write the golden files of the growth tests from the reference answers beside this checkout.

Run as ``python tests/golden/write_golden.py [FOLDER]``; the folder defaults to ../shared/reference.
"""

import json
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
NIST = "NIST Statistical Reference Datasets, https://www.itl.nist.gov/div898/strd/ (public domain)"
BASS = (
    "Mahajan, Mason and Srinivasan 1986, three to four digits; least-squares values as stored in"
    " the reference folder"
)
NONLINEAR = ("Rat42", "Rat43", "Misra1a", "BoxBOD")


def write(name, source, data):
    text = json.dumps(
        {
            "source": source,
            "written": date.today().isoformat(),
            "command": "python tests/golden/write_golden.py",
            "data": data,
        },
        indent=1,
    )
    (HERE / name).write_text(text + "\n", encoding="utf-8")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[2] / "shared" / "reference"

    def read(path):
        return json.loads((folder / path).read_text(encoding="utf-8"))

    nonlinear = read("nist/certified_nonlinear.json")
    kept = ("x", "y", "model", "certified", "certified_se", "certified_rss")
    write(
        "nist_nonlinear.json",
        NIST,
        {name: {k: nonlinear[name][k] for k in kept} for name in NONLINEAR},
    )
    univariate = read("nist/certified_univariate.json")
    kept = ("values_as_text", "certified_mean", "certified_sd", "certified_lag1_autocorr")
    write(
        "nist_univariate.json",
        NIST,
        {name: {k: v[k] for k in kept} for name, v in univariate.items()},
    )
    linear = read("nist/certified_linear.json")
    kept = ("columns", "data_text", "certified", "certified_se", "model")
    write(
        "nist_linear.json",
        NIST,
        {name: {k: v[k] for k in kept if k in v} for name, v in linear.items()},
    )
    bass = read("bass_durables.json")
    write("bass_durables.json", BASS, bass)


if __name__ == "__main__":
    main()
