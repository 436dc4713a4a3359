"""Every long series that the check lets through makes its pages: of any kind, of 1 to 30 points."""

import csv
import importlib.util
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.data.checks import check_data
from helpers.paths import project_root
from helpers.printed import read_printed

# Random series of the ordinary tests; more, and through all pages, with RURAL_SERIES=200.
CASES = int(os.environ.get("RURAL_SERIES", "2"))
STEMS = ("05_growth_models", "06_outlook")
ALL_STEMS = sorted(path.stem for path in (project_root() / "notebooks").glob("0[1-7]_*.ipynb"))
PRINTS = {  # series of each kind of unit, and how a number of it is printed
    "china_online_retail": ("CNY", "{} billion yuan"),
    "china_taobao_villages": ("villages", "{} villages"),
    "china_internet_users": ("persons", "{} million people"),
    "china_rural_internet_penetration": ("share", "{} percent"),
}
LAST_YEAR = 2024
KINDS = {
    "nought at first": ["0", "1", "3", "9", "20", "31"],
    "nought in between and at the end": ["5", "0", "7", "9", "12", "0"],
    "noughts only": ["0"] * 7,
    "equal rounded values": ["2"] * 8,
    "equal but for one": ["2"] * 7 + ["3"],
    "only hedged": ["more than 3", "more than 4", "nearly 6", "about 9", "more than 9", "over 12"],
    "hedged and equal": ["more than 9"] * 6,
    "one point": ["3"],
    "two points": ["3", "4"],
    "five points": ["2", "3", "5", "6", "9"],
    "falling": ["90", "70", "50", "20", "3"],
    "a leap of a thousand": ["1", "2", "3", "4000", "5000", "6000", "6100"],
}


def load_cells():
    """Return the module that runs the cells of notebooks; it is one of the studies."""
    path = project_root() / "tests" / "studies" / "fuzz.py"
    spec = importlib.util.spec_from_file_location("fuzz", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CELLS = load_cells()


def write_package(folder, series_id, numbers):
    """Write the data with one long series of the nation, and the population, in place of all."""
    shutil.copytree(project_root() / "data", folder)
    path = folder / "benchmarks" / "observations.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    usual = next(row for row in rows if row["series_id"] == series_id)
    unit, form = PRINTS[series_id]
    kept = [row for row in rows if "population" in row["series_id"]]
    for year, number in enumerate(numbers, start=LAST_YEAR - len(numbers) + 1):
        words = number.split()
        text = " ".join([*words[:-1], form.format(words[-1])])
        printed = read_printed(text, "en", unit)
        high = printed.value_high
        day = f"{year}-12-31"
        kept.append({
            **usual,
            "benchmark_id": f"{series_id}-{day}",
            "as_printed": text,
            "language": "en",
            "value": repr(float(printed.value)),
            "value_high": "" if high is None else repr(float(high)),
            "wording": printed.wording,
            "period_start": f"{year}-01-01" if usual["period_kind"] == "flow" else day,
            "period_end": day,
            "note": "",
        })  # fmt: skip
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(usual), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def run_pages(series_id, numbers, stems):
    """Return the faults of the check, or else the errors of the cells."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        write_package(data_dir, series_id, numbers)
        faults = [str(fault) for fault in check_data(data_dir)]
        if faults:
            return faults, []
        said = Path(folder) / "said.json"
        child = os.fork()
        if not child:
            try:
                quiet = os.open(os.devnull, os.O_WRONLY)
                os.dup2(quiet, 1)
                os.dup2(quiet, 2)
                errors = CELLS.run_cells(
                    data_dir,
                    Path(folder) / "outputs" / "run",
                    stems=stems,
                    first_year=2000 if len(numbers) > 15 else 2010,
                )
                said.write_text(json.dumps(errors), encoding="utf-8")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return [], json.loads(said.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_series_of_a_known_kind_makes_its_pages(kind):
    faults, errors = run_pages("china_online_retail", KINDS[kind], STEMS)
    assert faults == [] and errors == []


number = st.one_of(
    st.integers(0, 100).map(str), st.integers(1, 999).map(lambda n: f"{n / 10:g}")
)  # a share is at most one, so no number is above a hundred
hedge = st.sampled_from(["", "", "", "more than ", "nearly ", "about "])
point = st.tuples(hedge, number).map("".join)
shape = st.sampled_from(["any", "rising", "falling", "equal", "hedged"])


@st.composite
def make_numbers(draw):
    """Draw the printed numbers of a series, oldest first."""
    numbers = draw(st.lists(point, min_size=1, max_size=30))
    kind = draw(shape)
    if kind in ("rising", "falling"):
        numbers.sort(key=lambda text: float(text.split()[-1]), reverse=kind == "falling")
    if kind == "equal":
        numbers = [numbers[0]] * len(numbers)
    if kind == "hedged":
        numbers = [f"more than {text.split()[-1]}" for text in numbers]
    return numbers


@settings(
    max_examples=CASES, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(series_id=st.sampled_from(sorted(PRINTS)), numbers=make_numbers())
def test_every_series_that_the_check_lets_through_makes_its_pages(series_id, numbers):
    _, errors = run_pages(series_id, numbers, ALL_STEMS if CASES > 10 else STEMS)
    assert errors == []
