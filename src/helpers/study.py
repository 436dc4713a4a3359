"""Give a notebook its parameters, the tables under them, and the page it writes."""

import functools
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import parameters
from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.data.contract import read_contract
from helpers.data.counts import pick
from helpers.data.read import read_table
from helpers.data.selection import check_selection
from helpers.page.figure import publish_figure
from helpers.page.findings import Findings
from helpers.page.table import publish_table
from helpers.paths import resolve
from helpers.rates import pair_observations
from helpers.reported import Missing, Reported, list_sources
from helpers.words.suggest import suggest
from helpers.words.units import describe_money

NOTHING = "Nothing is reported on this in the chosen places and years."


@dataclass(frozen=True)
class Choice:
    """What decides which rows the tables hold, and how they are read."""

    data_dir: Path
    reading: str
    currency: str
    prices: str
    base_year: int
    places: tuple
    first_year: int | None
    last_year: int | None

    def list_money(self):
        """Return reading, currency, prices and base year as `dataset` asks for them."""
        return {
            "reading_name": self.reading,
            "currency": self.currency,
            "prices": self.prices,
            "base_year": self.base_year,
        }


def find_state(data_dir):
    """Return a sum over the contents of all data files, another one whenever a file changes."""
    data_dir = Path(data_dir)
    total = hashlib.sha256()
    for path in ("datapackage.json", *(r["path"] for r in read_contract(data_dir)["resources"])):
        total.update(path.encode() + (data_dir / path).read_bytes())
    return total.hexdigest()


@functools.lru_cache(maxsize=64)
def _assemble(table, choice, state):
    """Return a table under a choice; `state` makes a changed file another question."""
    if table == "entities":
        return read_table(choice.data_dir, "entities")
    if table == "benchmarks":
        return assemble_benchmarks(choice.data_dir, **choice.list_money())
    if table == "growth":
        return pair_observations(_assemble("observations", choice, state))
    return assemble_observations(
        choice.data_dir,
        **choice.list_money(),
        places_kept=choice.places,
        first_year=choice.first_year,
        last_year=choice.last_year,
    )


class Said:
    """Words on a page where a sentence, table or figure has nothing to show."""

    def __init__(self, words):
        self.words = words

    def _repr_markdown_(self):
        return self.words


class Study:
    """One notebook's parameters, tables and page.

    Parameters
    ----------
    notebook : str
        Stem of the notebook's file name, as declared in `parameters`.
    scope : mapping
        The notebook's ``globals()``, or a dict of parameters; defaults where a name is not there.
    nothing : str
        Said where a choice of places and years leaves nothing to show.
    title : str
        Question of the notebook; kept beside its findings.

    Raises
    ------
    ParameterFaults
        If a parameter is not allowed.
    ValueError
        If the notebook is not declared, or the choice leaves no observation.
    """

    def __init__(self, notebook, scope, *, nothing=NOTHING, title=""):
        if notebook not in parameters.DECLARATIONS:
            raise ValueError(
                f"unknown notebook {notebook!r}; allowed: {', '.join(parameters.DECLARATIONS)}"
            )
        declared = parameters.declaration_of(notebook)
        shared = {p.name: p.default for p in parameters.SHARED}
        given = {p.name: scope[p.name] for p in declared if p.name in scope}
        self.parameters = parameters.validate(given, declared)
        self.notebook, self.title, self._nothing = notebook, title, nothing
        values = shared | self.parameters
        self.out_dir = values["out_dir"]
        self.choice = Choice(
            resolve(values["data_dir"]),
            values["reading"],
            values["currency"],
            values["prices"],
            values["base_year"],
            tuple(values["places"]),
            values["first_year"],
            values["last_year"],
        )
        self._page = None
        faults = check_selection(
            self.choice.data_dir,
            places_kept=self.choice.places,
            first_year=self.choice.first_year,
            last_year=self.choice.last_year,
            base_year=self.choice.base_year,
        )
        if faults:
            raise ValueError("\n".join(faults))

    def under(self, **changes):
        """Return the same study, with the same page, under another choice of `Choice` fields."""
        unknown = set(changes) - set(Choice.__dataclass_fields__)
        if unknown:
            raise ValueError(
                f"unknown {', '.join(sorted(unknown))}; allowed: "
                f"{', '.join(Choice.__dataclass_fields__)}"
            )
        parameters.validate(
            {
                n: list(v) if n == "places" else v
                for n, v in changes.items()
                if n != "data_dir" and v is not None
            },
            parameters.SHARED,
        )
        if "places" in changes:
            changes["places"] = tuple(changes["places"])
        if "data_dir" in changes:
            changes["data_dir"] = resolve(changes["data_dir"])
        other = object.__new__(Study)
        self._open_page()
        other.__dict__.update(self.__dict__)
        other.choice = replace(self.choice, **changes)
        return other

    @property
    def yuan(self):
        """Return the same study in yuan at current prices."""
        return self.under(currency="CNY", prices="current")

    def _get(self, table):
        return _assemble(table, self.choice, find_state(self.choice.data_dir)).copy()

    @property
    def observations(self):
        """Return the press observations, as `assemble_observations` does."""
        return self._get("observations")

    @property
    def benchmarks(self):
        """Return the official and platform series, as `assemble_benchmarks` does."""
        return self._get("benchmarks")

    @property
    def entities(self):
        """Return the table of places, firms and parks."""
        return self._get("entities")

    @property
    def growth(self):
        """Return growth between every two comparable observations, as `pair_observations` does."""
        return self._get("growth")

    @property
    def money(self):
        """Return the basis of amounts in words."""
        return describe_money(self.choice.currency, self.choice.prices, self.choice.base_year)

    def number(self, entity_id, indicator_id, year=None, *, status="reported", unit=None):
        """Return the latest number of one thing in one place, or `Missing`.

        Parameters
        ----------
        entity_id, indicator_id : str
        year : int or None
            Calendar year in which its period ends.
        status : str
            reported, target or expected.
        unit : str or None
            Only numbers in this unit.
        """
        self._require("entity_id", entity_id, "entities")
        self._require("indicator_id", indicator_id, "indicators")
        if isinstance(year, Missing):
            return year
        picked = pick(self.observations, entity_id, indicator_id, status=status, year=year)
        picked = picked if unit is None else picked[picked["unit"] == unit]
        if picked.empty:
            return Missing(", ".join(str(w) for w in (indicator_id, entity_id, year, unit) if w))
        return Reported.from_row(picked.iloc[-1])

    def bench(self, series_id, year=None):
        """Return the latest number of a benchmark series, or `Missing`."""
        self._require("series_id", series_id, "benchmark_series")
        if isinstance(year, Missing):
            return year
        rows = self.benchmarks
        rows = rows[(rows["series_id"] == series_id) & ~rows["is_second"]]
        rows = rows if year is None else rows[rows["period_end"].dt.year == year]
        if rows.empty:
            return Missing(", ".join(str(w) for w in (series_id, year) if w))
        return Reported.from_row(rows.sort_values("period_end").iloc[-1])

    def _require(self, column, name, table):
        """Refuse a name that no table knows: a slip of the pen is not a number that is missing."""
        known = set(read_table(self.choice.data_dir, table)[column])
        if name not in known:
            raise ValueError(
                f"unknown {column} {name!r}{suggest(name, known)}; "
                f"allowed: those of the table {table}"
            )

    # The page -----------------------------------------------------------------------------------

    def _open_page(self):
        if self._page is None:
            kept = {n: v for n, v in self.parameters.items() if n not in ("data_dir", "out_dir")}
            self._page = Findings(self.notebook, self.title, self.out_dir, **kept)
        return self._page

    def nothing(self):
        """Return the words for a place where nothing is reported."""
        return Said(self._nothing)

    def say(self, key, template, *, also=(), about="", **numbers):
        """Return a sentence filled from numbers, and keep it; its sources are those of its numbers.

        Parameters
        ----------
        key, template, about
            As in `Findings.say`.
        also : sequence of Reported
            Numbers that the sentence rests on and does not print.
        **numbers
            Reported numbers, words and plain numbers. If one is `Missing`, nothing is said.
        """
        used = [*numbers.values(), *also]
        if any(isinstance(number, Missing) for number in used):
            return self.nothing()
        sources = list_sources([number for number in used if isinstance(number, Reported)])
        return self._open_page().say(key, template, sources=sources, about=about, **numbers)

    def table(self, frame, name, *, caption, note="", languages=None):
        """Return a table for the page, or words that there is nothing to show."""
        if frame is None or not len(frame):
            return self.nothing()
        return publish_table(
            frame, name, caption=caption, note=note, languages=languages, out_dir=self.out_dir
        )

    def figure(self, drawing, name, *, title, caption):
        """Return a figure for the page, or words that there is nothing to show.

        Parameters
        ----------
        drawing : Drawing or None
            From a function of the room's ``figures``; None where there is nothing to draw.
        name, title, caption
            As in `publish_figure`.
        """
        if drawing is None or not len(drawing.data):
            return self.nothing()
        return publish_figure(
            drawing.axes,
            name,
            title=title,
            caption=caption,
            description=drawing.description,
            data=drawing.data,
            out_dir=self.out_dir,
        )
