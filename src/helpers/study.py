"""Give a notebook its parameters, the tables under them, and the page it writes."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from IPython.display import display

from helpers import parameters
from helpers.choice import Choice, ChosenTables
from helpers.data.about import read_about
from helpers.data.home import find_home
from helpers.data.selection import check_selection
from helpers.page.elements import NOTHING_SAID
from helpers.page.figure import publish_figure
from helpers.page.findings import Findings, list_keys, read_findings, require_parameters
from helpers.page.products import Products
from helpers.page.table import keep_data, publish_table
from helpers.paths import resolve
from helpers.reported import Missing, Reported, list_sources

NOTHING = "Nothing is reported on this in the chosen places and years."
MOST_INSTEAD = 4
_NAME = re.compile(r"\{([\w.]+)[^{}]*\}")


ID_COLUMNS = (
    "observation_id", "benchmark_id", "event_id", "start_id", "end_id", "before_id", "year_id",
)  # fmt: skip
ID_LISTS = ("share_ids", "nation_ids")  # columns of several ids each


def list_ids(rows):
    """Return the ids of observations, events and benchmarks that rows carry, as a set."""
    if isinstance(rows, str):
        return {rows}
    if isinstance(rows, pd.DataFrame):
        several = {i for name in ID_LISTS if name in rows for ids in rows[name] for i in ids}
        return several | {i for name in ID_COLUMNS if name in rows for i in rows[name]}
    if hasattr(rows, "_fields") or isinstance(rows, pd.Series):
        named = rows._asdict() if hasattr(rows, "_fields") else rows
        several = {i for name in ID_LISTS if name in named for i in named[name]}
        return several | {named[name] for name in ID_COLUMNS if name in named}
    return {i for part in rows for i in list_ids(part)}


class Said:
    """Words where a sentence, table or figure has nothing to show; pages leave them out.

    Parameters
    ----------
    words : str
    is_nothing : bool
        False for words of the data folder on itself, which pages show.
    """

    def __init__(self, words: str, *, is_nothing: bool = True):
        self.words, self.is_nothing = words, is_nothing

    def __repr__(self):
        return self.words

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/markdown": self.words}, {NOTHING_SAID: True} if self.is_nothing else {}


@dataclass(frozen=True)
class Finding:
    """A key and what belongs to its sentence, until the sentence is said."""

    study: object
    key: str
    given: dict

    def say(self, template):
        """Return the sentence, filled and kept, as `Study.say` does."""
        return self.study.say(self.key, template, **self.given)

    def lead(self, template):
        """Return the sentence as `say` does; the page begins with it, too."""
        return self.study.say(self.key, template, leads=True, **self.given)


class Study(ChosenTables):
    """One notebook's parameters, tables and page.

    Parameters
    ----------
    notebook : str
        Stem of the notebook's file name, as declared in `parameters`.
    scope : mapping
        The notebook's ``globals()``: its parameters, defaults where a name is not there, and the
        variables that its sentences name.
    nothing : str
        Said where a choice of places and years leaves nothing to show.

    Raises
    ------
    ParameterFaults
        If a parameter is not allowed.
    ValueError
        If the notebook is not declared, or the choice leaves no observation.
    """

    def __init__(self, notebook: str, scope, *, nothing: str = NOTHING):
        if notebook not in parameters.DECLARATIONS:
            raise ValueError(
                f"unknown notebook {notebook!r}; allowed: {', '.join(parameters.DECLARATIONS)}"
            )
        self.notebook, self._nothing, self._scope = notebook, nothing, scope
        try:
            self._settle()
        except ValueError:
            # cells below one that was refused must not go on with the study of an earlier run
            for name in [name for name, value in scope.items() if isinstance(value, Study)]:
                del scope[name]
            raise
        self.repeated = []  # keys of findings of other notebooks, as they were said again
        self._page = []  # at most one, shared with every `under`
        self._products = Products(self.notebook, self.out_dir)
        self._products.remove_last()

    def _settle(self):
        """Set parameters and choice, or raise as the class does."""
        declared = parameters.declaration_of(self.notebook)
        shared = {p.name: p.default for p in parameters.SHARED}
        cell = parameters.CELL
        given = {
            p.name: parameters.Given(self._scope[p.name], cell)
            for p in declared
            if p.name in self._scope
        }
        if misspelt := parameters.find_misspelt(self._scope, declared):
            raise parameters.ParameterFaults(misspelt)
        self.parameters = parameters.validate(given, declared)
        values = shared | self.parameters
        if "currency" not in self.parameters:  # whoever does not ask is told what is printed
            values["currency"] = find_home(resolve(values["data_dir"]))
        self.out_dir = values["out_dir"]
        self.choice = Choice.of(values)
        faults = check_selection(
            self.choice.data_dir,
            **self.choice.list_kept(),
            currency=self.choice.currency,
            prices=self.choice.prices,
            base_year=self.choice.base_year,
        )
        if faults:
            raise parameters.ParameterFaults(faults)

    def _list_written(self):
        return {n: v for n, v in self.parameters.items() if n not in ("data_dir", "out_dir")}

    def _open_page(self):
        if not self._page:
            question = parameters.QUESTIONS[self.notebook]
            written = self._list_written()
            self._page.append(Findings(self.notebook, question, self.out_dir, **written))
        return self._page[0]

    def tell(self, heading):
        """Show what the data folder says on itself under a heading, if it says something."""
        words = read_about(self.choice.data_dir).sections.get(heading)
        if words:
            display(Said(words, is_nothing=False))

    def nothing(self):
        """Return the words for a place where nothing is reported."""
        self._open_page()  # a page that says nothing is written all the same
        return Said(self._nothing)

    @functools.cached_property
    def others(self):
        """Return the findings of the other notebooks of this run, in reading order.

        Raises
        ------
        ValueError
            If there are none, or they were made with other parameters.
        """
        files = read_findings(self.out_dir, besides=self.notebook)
        if not files:
            raise ValueError(
                "no findings yet: run the other notebooks first, with the same out_dir"
            )
        require_parameters(files, **self._list_written())
        return files

    def repeat(self, keys: Sequence[str], *, instead: Sequence[str] = ()):
        """Return sentences of the other notebooks, each with its page and robustness.

        Parameters
        ----------
        keys : sequence of str
            One that no notebook has said in this run is passed over.
        instead : sequence of str
            Beginnings of keys: where none of `keys` was said, the first few that begin so.

        Returns
        -------
        elements : list of Element
            Or of the words that there is nothing.
        """
        said = list_keys(self.others)
        chosen = [key for key in keys if key in said]
        chosen = chosen or [k for k in said if k.startswith(tuple(instead))][:MOST_INSTEAD]
        self.repeated += [key for key in chosen if key not in self.repeated]
        return self._open_page().repeat(self.others, chosen) or [self.nothing()]

    def list_rest(self):
        """Return the keys of the other notebooks' findings that were not repeated."""
        return [key for key in list_keys(self.others) if key not in self.repeated]

    def cite(self, rows):
        """Return where the numbers of rows were printed, each once: press before benchmarks.

        Parameters
        ----------
        rows : DataFrame, named tuple or sequence of them
            What has ids of observations, events or benchmarks: rows of the tables, pairs of
            `growth`, or the ids themselves.
        """
        ids, found = list_ids(rows), {"observations": [], "events": [], "benchmarks": []}
        for table in ("observations", "benchmarks", "events"):
            if ids:  # a table is assembled only where an id is left that it may hold
                known = self._list_citations(table)
                found[table] = [dict(known[i]) for i in known if i in ids]
                ids = ids - known.keys()
        return [source for sources in found.values() for source in sources]

    def say(
        self,
        key,
        template,
        *,
        of=(),
        also=(),
        about="",
        leads=False,
        answers="",
        only_if=True,
        **numbers,
    ):
        """Return a sentence filled from numbers, and keep it; its sources are those of its numbers.

        Parameters
        ----------
        key, template, about, leads, answers
            As in `Findings.say`. A ``{name}`` that is not given is the notebook's variable of
            that name, as in an f-string; ``{name.year}`` is its year, kept as ``name_year``.
        of : DataFrame, named tuple or sequence of them
            Rows of tables or pairs that the sentence says numbers of, as for `cite`.
        also : sequence of Reported
            Numbers that the sentence rests on and does not print.
        only_if : bool or Missing
            The order that the words of the sentence claim; where it does not hold, nothing is said.
        **numbers
            Reported numbers, words and plain numbers. If one is `Missing`, nothing is said.
        """
        template = _join_lines(template)
        unused = numbers.keys() - {path.split(".")[0] for path in _list_names(template)}
        known = self._scope | numbers
        numbers = {name: numbers[name] for name in unused}
        for path in _list_names(template):
            name, *parts = path.split(".")
            if name not in known:
                raise ValueError(
                    f"finding {key!r} names {name}; "
                    "allowed: numbers that are given with it, or variables of the notebook"
                )
            numbers[path.replace(".", "_")] = functools.reduce(getattr, parts, known[name])
        template = _NAME.sub(lambda found: found[0].replace(".", "_"), template)
        used = [*numbers.values(), *also]
        if not only_if or any(
            isinstance(getattr(number, "value", number), Missing) for number in used
        ):
            return self.nothing()
        sources = list_sources([number for number in used if isinstance(number, Reported)])
        sources += [source for source in self.cite(of) if source not in sources]
        page = self._open_page()
        return page.say(
            key, template, sources=sources, about=about, leads=leads, answers=answers, **numbers
        )

    def finding(self, key, **given):
        """Return what says a finding: ``study.finding("total").say(text)``, the text a block.

        Parameters
        ----------
        key, **given
            As in `say`, where the sentence comes second.
        """
        return Finding(self, key, given)

    def table(
        self,
        frame: pd.DataFrame | None,
        name: str,
        *,
        caption: str | None = None,
        note: str | None = None,
    ):
        """Return a table for the page, or words that there is nothing to show.

        Parameters
        ----------
        frame : DataFrame or None
        name : str
            As in `publish_table`.
        caption, note : str or None
            What it shows and how to read it; the table's own where None.
        """
        if frame is None or not len(frame):
            return self.nothing()
        self._products.add(f"tables/{name}.csv")
        return publish_table(
            frame,
            name,
            caption=frame.attrs["caption"] if caption is None else _join_lines(caption),
            note=frame.attrs.get("note", "") if note is None else _join_lines(note),
            out_dir=self.out_dir,
        )

    def keep(self, frame, name):
        """Write numbers for programs, unrounded, beside a table for readers, if any."""
        if len(frame):
            self._products.add(f"tables/{name}.csv")
            keep_data(frame, name, out_dir=self.out_dir)

    def figure(self, drawing, name, *, title="", caption="", choices=None):
        """Return a figure for the page, or words that there is nothing to show.

        Parameters
        ----------
        drawing : Drawing or None
            From a function of the room's ``figures``; None where there is nothing to draw.
        name, title, caption, choices
            As in `publish_figure`; the drawing's own title and caption where none is given.
        """
        if drawing is None or not len(drawing.data):
            return self.nothing()
        self._products.add(f"figures/{name}.svg", f"figures/{name}.png", f"tables/{name}_data.csv")
        return publish_figure(
            drawing.axes,
            name,
            title=title or drawing.title,
            caption=_join_lines(caption) or drawing.caption,
            description=drawing.description,
            data=drawing.data,
            out_dir=self.out_dir,
            narrow=drawing.narrow,
            choices=choices,
        )


def _join_lines(text):
    """Return a text that was broken into lines in one line."""
    return re.sub(r"\s*\n\s*", " ", text.strip())


def _list_names(template):
    return dict.fromkeys(_NAME.findall(template))
