"""Settle what a run is made from, before anything of it runs."""

import platform
from collections.abc import Mapping
from pathlib import Path

from helpers.parameters import ParameterFaults, as_text, table
from helpers.paths import resolve
from helpers.running.deciding import Now
from helpers.running.folders import SCRATCH, label_folder, name_places
from helpers.running.inputs import HELPERS, find_data_date
from helpers.running.record import find_libraries, find_versions, hash_json
from helpers.running.task import KERNEL_ENVIRONMENT, SEED_DRAWS, Task


class Dependencies:
    """Hold everything about a run that no notebook decides: parameters, data, files, what pages
    say.

    Parameters
    ----------
    sources : helpers.running.inputs.Sources
    folders : helpers.running.folders.RunFolders
    values : dict
        Every parameter, validated.
    """

    def __init__(self, sources, folders, values: dict):
        self.sources, self.project = sources, sources.project
        self.folders, self.values = folders, values
        self.notebooks = {notebook.stem: notebook for notebook in sources.notebooks}
        self.last = [stem for stem, notebook in self.notebooks.items() if notebook.reads_findings]
        self.first = [stem for stem in self.notebooks if stem not in self.last]
        self.testers = [
            stem for stem, notebook in self.notebooks.items() if notebook.tests_findings
        ]
        self.values_of = {
            stem: {parameter.name: values[parameter.name] for parameter in declaration}
            for stem, declaration in sources.declarations.items()
        }
        self.data_dir = resolve(values.get("data_dir", "data"))
        self.data_label = label_folder(values.get("data_dir", "data"))
        self.inputs = sources.hash_inputs(self.data_dir, self.data_label)
        self.data_date = find_data_date(self.data_dir)
        self.pages = [
            {
                "stem": stem,
                "title": notebook.title,
                "question": notebook.question,
                "href": f"{stem}.html",
            }
            for stem, notebook in self.notebooks.items()
        ]

    def show_values(self):
        """Return the parameters as the record shows them, with nothing private."""
        shown = {**self.values}
        if "data_dir" in shown:
            shown["data_dir"] = self.data_label
        plain = bool | int | float | str | list | None
        return {
            name: value if isinstance(value, plain) else as_text(value)
            for name, value in shown.items()
        }

    def check(self, good):
        """Raise DataFaults or ParameterFaults if the data have faults, or the parameters choose
        nothing from them.

        Parameters
        ----------
        good : Record or None
            Of the last good run: what passed once need not be checked again.
        """
        inputs = self.inputs
        if not self._was_checked(good, {**inputs.data, **inputs.checks}) or (
            {path for path in good.inputs if path.startswith(f"{self.data_label}/")}
            != set(inputs.data)
        ):
            self.sources.check_data(self.data_dir, self.data_label)
        if self.project.select is None:
            return
        if self._was_checked(good, inputs.data) and good.parameters == self.show_values():
            return
        faults = self.project.select(self.data_dir, self.values)
        if faults:
            raise ParameterFaults(faults)

    def _was_checked(self, good, inputs):
        known = good is not None and good.outcome == "ok"
        return known and bool(self.inputs.data) and inputs.items() <= good.inputs.items()

    def describe_execution(self, stem: str, findings: Mapping[str, str] = ()) -> dict[str, str]:
        """Return what the results of a notebook depend on, each part condensed to one text.

        Parameters
        ----------
        stem : str
        findings : mapping of str to str
            Path to sha256 of other notebooks' findings that this one reads.

        Returns
        -------
        parts : dict of str to str
            Equal parts, equal results. The run's folder is no part: it is where results go, not
            what they are; nor is any code that the notebook cannot reach.
        """
        values = {name: value for name, value in self.values_of[stem].items() if name != "out_dir"}
        return {
            "code": hash_json([stem, self.notebooks[stem].code]),
            "parameters": hash_json(values),
            "data": hash_json(self.inputs.data),
            "helpers": hash_json(self.inputs.reached[stem]),
            "lock": hash_json(self.inputs.lock),
            "python": platform.python_version(),
            "libraries": hash_json(find_libraries()),
            "kernel": hash_json([KERNEL_ENVIRONMENT, SEED_DRAWS]),
            "findings": hash_json(dict(findings)),
        }

    def describe_page(
        self, stem: str, key: str, robustness: Mapping[str, str] = ()
    ) -> dict[str, str]:
        """Return what the page of a notebook depends on, each part condensed to one text.

        Parameters
        ----------
        stem : str
        key : str
            Of its results.
        robustness : mapping of str to str
            Key of a finding on the page to how it fares under other choices.
        """
        return {
            "results": key,
            "texts": hash_json(self.notebooks[stem].whole),
            "template": hash_json(self.inputs.page),
            "frame": hash_json(self._describe_meta(stem)),
            "robustness": hash_json(dict(robustness)),
        }

    def describe_now(self, stem):
        """Return what a notebook would be run on, in the words of a record."""
        shown = self.show_values()
        return Now(
            {name: shown[name] for name in self.values_of[stem]},
            self.inputs.as_dict(),
            {
                "data": (f"{self.data_label}/", self.inputs.data),
                "helpers": (HELPERS, self.inputs.reached[stem]),
                "lock": (self.project.lock_file.name, self.inputs.lock),
            },
            find_versions(),
        )

    def describe_task(
        self,
        step: str,
        stem: str,
        options,
        *,
        outcome="ok",
        refresh=False,
        robustness: Mapping[str, str] = (),
    ) -> Task:
        """Return the task to execute a notebook, or to export it.

        Parameters
        ----------
        step, stem : str
        options : helpers.running.run.Options
        outcome, refresh
            See `helpers.running.task.Task`.
        robustness : mapping of str to str
            See `describe_page`.
        """
        scratch = str((self.folders.staging / SCRATCH).resolve())
        labels = {self.data_dir: self.data_label, self.project.notebooks: "notebooks"}
        return Task(
            step=step,
            stem=stem,
            run=self.folders.run,
            source=str(self.notebooks[stem].path.resolve()),
            notebooks_dir=str(Path(self.project.notebooks).resolve()),
            staging=str(self.folders.staging.resolve()),
            scratch=scratch,
            parameters=self.values_of[stem],
            places={**name_places(self.folders, labels), scratch: "scratch"},
            timeout_seconds=options.timeout_seconds,
            export_page=self.project.publisher.export_page,
            meta={
                **self._describe_meta(stem),
                "robustness": dict(robustness),
                "data_dir": str(self.data_dir or ""),  # to be read, and on no page
            },
            warm=options.warm,
            outcome=outcome,
            refresh=refresh,
        )

    def _describe_meta(self, stem):
        """Return what the page of a notebook says about itself."""
        notebook = self.notebooks[stem]
        shown = {
            name: self.data_label if name == "data_dir" else value
            for name, value in self.values_of[stem].items()
        }
        return {
            "title": notebook.title,
            "run": self.folders.run,
            "question": notebook.question,
            "parameters": table(self.sources.declarations[stem], shown),
            "pages": self.pages,
            "data_date": self.data_date,
            "version": self.sources.version,
        }
