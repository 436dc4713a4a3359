"""The `rural` command: it parses, calls and prints; the work is done elsewhere."""

import argparse
import contextlib
import difflib
import os
import re
import signal
import sys
import tempfile
import textwrap
import threading
from pathlib import Path

from helpers import paths

MOST_NAMED = 20  # review pages that are named one by one
EXIT_OK, EXIT_FAILED, EXIT_REFUSED, EXIT_INTERRUPTED = 0, 1, 2, 130
ACTION_WORDS = {"execute": "would run", "export": "page only", "keep": "unchanged"}
FOLDER_RULE = (
    "Folders and files that you type count from the folder where you stand; defaults count from the"
    " project."
)


class Refusal(Exception):
    """Report in one message why the command did nothing."""


class _Parser(argparse.ArgumentParser):
    """Say of a command that is not known which one is near, before all that are."""

    def error(self, message):
        typed = re.search("invalid choice: '(.*?)' \\(choose from (.*)\\)", message)
        if typed:
            known = re.findall(r"[a-z]+", typed[2])
            near = difflib.get_close_matches(typed[1], known, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            message = f"no command {typed[1]!r}; {hint}Commands are {', '.join(known)}"
            self.exit(EXIT_REFUSED, f"rural: {message}\n")
        super().error(message)


def main(argv: list[str] | None = None, *, project=None) -> int:
    """Run the command line and return its exit code.

    The code is 0 done, 1 a notebook failed, 2 refused (nothing was changed), 130 interrupted.

    Parameters
    ----------
    argv : list of str, optional
        Without it, the arguments of this process.
    project : helpers.running.report.Project, optional
        Folders to work on; without it, this checkout.
    """
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if not hasattr(arguments, "do"):
        parser.print_help()
        return EXIT_OK
    try:
        with _answering_sigterm():
            code = arguments.do(arguments, project)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _complain("interrupted; the earlier run is untouched")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except Exception as error:
        if arguments.debug:
            raise
        return _explain(error)


def build_parser():
    """Return the parser of the command with all its subcommands."""
    parser = _Parser(
        prog="rural",
        description="Re-run, check and describe the study of press-reported rural e-commerce.",
        epilog="example:\n  rural report -p reading literal -p currency EUR --name literal-eur",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    for group in (_list_making, _list_reading, _list_data, _list_following, _list_pages):
        for command in group():
            _add(commands, *command)
    return parser


def _add(commands, do, summary, example, arguments, about=""):
    """Add the command that a function ``do_name`` does."""
    parser = commands.add_parser(
        do.__name__.removeprefix("do_"),
        help=summary,
        description=textwrap.fill(f"{summary[0].upper()}{summary[1:]}. {about}".strip(), 100),
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    for names, options in arguments:
        parser.add_argument(*names, **options)
    parser.set_defaults(do=do)


def _value(name, metavar, words, **options):
    """Return an argument with a value, as `_add` takes it."""
    return (name,), {"metavar": metavar, "help": words, **options}


def _switch(*names_and_words):
    """Return an argument that is there or is not, as `_add` takes it."""
    *names, words = names_and_words
    return names, {"action": "store_true", "help": words}


def _list_running():
    """Return the arguments that say how notebooks are run."""
    # A notebook waits for its kernel to start: one more than there are cores keeps them all busy.
    jobs = (os.cpu_count() or 1) + 1
    words = "notebooks at a time (default: one more than there are cores)"
    limit = "limit for one notebook (default: 600)"
    return (
        _value("-n", None, words, dest="jobs", type=int, default=jobs),
        _switch("--force", "run everything, changed or not"),
        _value("--timeout", "SECONDS", limit, type=float, default=600),
        _switch(
            "--cold-kernels", "start each kernel anew instead of forking it; slower, same results"
        ),
        _switch("-v", "--verbose", "print a line for each cell, and how long workers were idle"),
    )


def _list_making():
    """Return the commands that make runs."""
    pairs = "set a parameter; see `rural parameters` (may be repeated)"
    repeated = {"dest": "options", "nargs": "+", "action": "append", "default": []}
    name = "folder of the run in outputs/ (default: baseline, or what was changed, as"
    yield (
        do_report,
        "run the notebooks that changed, and make the pages",
        "rural report -p reading literal -p places aksu_city,tibet --name literal\n"
        "  rural report reading=literal\n"
        "  rural report -f my-parameters.yml -n 4",
        (
            _value("pairs", "NAME=VALUE", pairs, nargs="*"),
            _value("-p", ("NAME", "VALUE"), "the same in two words", **repeated),
            _value("-f", "FILE", "YAML file of parameters; -p goes before it", dest="file"),
            _value("--name", "RUN", f"{name} reading-literal)"),
            *_list_running(),
            _switch("--explain", "say of each notebook why it is run"),
            _switch("--dry-run", "say what would be run and why, and run nothing"),
        ),
        FOLDER_RULE,
    )
    grid = "a YAML file with `product:` or `list:` of parameters, or the name of one in"
    scheduler = "Dask scheduler, such as tcp://host:8786 (default: work here)"
    yield (
        do_sweep,
        "make a run for each parameter set of a grid, and compare what they found",
        "rural sweep readings\n  rural sweep my-grid.yml -n 2",
        (
            _value("grid", "GRID", f"{grid} notebooks/sweeps/"),
            *_list_running(),
            _switch("--yes", "run large grids too"),
            _value("--scheduler", "ADDRESS", scheduler),
        ),
        "Each set is a run of its own in outputs/, named after grid and set; the page over all runs"
        " is outputs/sweep-GRID/index.html. What was made before is not made again, and a set that"
        " fails does not stop the others. With --scheduler a Dask cluster does the work: its"
        " workers need this project installed and the same folders, on a shared file system.",
    )


def _list_reading():
    """Return the command that reads articles."""
    published = "YYYY-MM-DD, YYYY-MM, YYYY, or FROM/TO (default: as a line at the top prints it)"
    yield (
        do_read,
        "read articles into draft rows of a data folder, with a page to review them",
        "rural read my-article.txt --published 2024-06-20 --out my-data\n"
        "  rural read --decisions my-article.decisions.csv --out my-data\n"
        "  rural read --json my-article.txt --language fr",
        (
            _value("articles", "ARTICLE.txt", "texts in UTF-8", nargs="*"),
            _value("--language", "LANG", "zh, fr or en (default: recognised)"),
            _value("--published", "DATE", published),
            _value("--out", "FOLDER", "data folder to write (default: my-data)"),
            _value("--country", "NAME", "begin a new folder for articles on another country"),
            _value("--base", "FOLDER", "begin a new folder with the tables of another one"),
            _value("--decisions", "FILE.csv", "put what the review page saved into the folder"),
            _value("--json", "PATH", "print the quantities of a text as JSON lines, write nothing"),
            _value("-n", "N", "articles at a time (default: one a core)", dest="jobs", type=int),
            _value("--scheduler", "ADDRESS", "Dask scheduler that many articles are read on"),
            _switch("--batch", "with --json -: PATH<TAB>LANG<TAB>PUBLISHED lines"),
        ),
        FOLDER_RULE,
    )


def _list_data():
    """Return the commands on data, parameters and counts."""
    data_dir = _value("data_dir", "DATA_DIR", "default: data of this project", nargs="?")
    articles = "also look up every printed number in the articles' texts"
    yield (
        do_check,
        "check the data tables against their contract",
        "rural check\n  rural check my-data --articles my-articles",
        (data_dir, _value("--articles", "DIR", articles)),
        FOLDER_RULE,
    )
    yield (
        do_parameters,
        "list the parameters and what they may be",
        "rural parameters\n  rural parameters --write",
        (_switch("--write", "write the parameters cells of the notebooks anew"),),
    )
    yield (
        do_card,
        "say whether the counts in README.md and the data card are current",
        "rural card --write",
        (_switch("--write", "count again and write them"),),
    )
    yield (
        do_stamped,
        "say which stamped forecasts can be scored, and which are open",
        "rural stamped\n  rural stamped my-data",
        (data_dir,),
        FOLDER_RULE,
    )


def _list_following():
    """Return the commands that follow a number and a run back."""
    searched = "run whose findings are searched (default: baseline)"
    yield (
        do_trace,
        "follow a finding or an observation back to the print",
        "rural trace city_retail\n  rural trace zhejiang-daily-2024-p13-2",
        (
            _value("key", "OBSERVATION_ID|FINDING_KEY", "what to follow"),
            _value("--run", "RUN", searched, default="baseline"),
        ),
    )
    yield (
        do_record,
        "say how a run went and on what",
        "rural record baseline",
        (_value("run", "RUN", "name of a run in outputs/"),),
    )
    keep = "leave the run as it was computed here in this new folder"
    yield (
        do_verify,
        "compute a published run again in a clean clone, and say what differs from its record",
        "rural verify outputs/baseline\n  rural verify ~/Downloads/site/baseline/record.json",
        (
            _value("record", "RECORD", "a record.json, or the folder of a run or of a site"),
            _value("--keep", "DIR", keep),
        ),
        "The recorded version is taken from the git clone that this command belongs to, which it"
        " only reads; Python and libraries are those of this command. Exit code 0: tables, findings"
        " and figures are the same to the byte, 1: something differs, 2: there is nothing to go"
        " by.",
    )


def _list_pages():
    """Return the commands on notebooks and pages of runs that are there."""
    yield (
        do_open,
        "say how to open an executed notebook of a run",
        "rural open baseline 04_growth_rates",
        (
            _value("run", "RUN", "name of a run in outputs/"),
            _value("notebook", "NOTEBOOK", "its name or its number, such as 04"),
        ),
    )
    yield (
        do_compare,
        "set two runs side by side on a page",
        "rural compare baseline literal-eur",
        (_value("runs", "RUN", "names of two runs in outputs/", nargs=2),),
    )
    chosen = "names of the runs to lay out (default: all good)"
    yield (
        do_site,
        "lay out all good runs for a static host, once their pages are without fault",
        "rural site\n  rural site baseline literal-eur --to /srv/pages",
        (
            _value("runs", "RUN", chosen, nargs="*"),
            _value("--to", "DIR", "folder to write (default: site in outputs/)"),
        ),
    )
    yield (
        do_clean,
        "remove what runs have written; what else lies in outputs/ stays",
        "rural clean",
        (),
    )


def do_report(arguments, project):
    """Make a run and say where it is."""
    from helpers.parameters import Given
    from helpers.running.inputs import Sources
    from helpers.running.parameter_files import read_parameters, settle_folder
    from helpers.running.report import explain_report, name_change, run_report

    project = project or _this_project()
    given = read_parameters(arguments.file) if arguments.file else {}
    typed = {}
    for name, value in _split_pairs(arguments):
        if name in typed:
            raise Refusal(f"-p {name} is given twice: {typed[name].value!r} and {value!r}")
        typed[name] = Given(value, "-p", is_text=True)
    given = settle_folder({**given, **typed})
    sources, name = None, arguments.name
    if given and not name:
        sources = Sources(project)
        name = name_change(given, sources)
    if arguments.dry_run:
        decisions, notes = explain_report(
            given,
            name=name,
            force=arguments.force,
            project=project,
            sources=sources,
            jobs=arguments.jobs,
            timeout_seconds=arguments.timeout,
        )
        print("".join(f"{note}\n" for note in notes), end="")
        for stem, decision in decisions.items():
            reasons = "; ".join(decision.reasons)
            print(f"{stem:<27} {ACTION_WORDS[decision.action]:<12}{reasons}".rstrip())
        return EXIT_OK
    record = run_report(
        given, name=name, project=project, **_read_running(arguments, explain=arguments.explain)
    )
    folder = f"{project.outputs.name}/{record.run}"
    if record.outcome == "ok":
        print(f"{folder}/index.html is {'up to date' if record.is_old else 'ready'}")
        return EXIT_OK
    what = "interrupted" if record.outcome == "interrupted" else f"not finished ({record.outcome})"
    is_there = (project.outputs / record.run).exists()
    left = f"{folder} is as it was" if is_there else f"there is no {folder} yet"
    _complain(f"{what}; what was made is in {folder}.failed, {left}")
    return EXIT_INTERRUPTED if record.outcome == "interrupted" else EXIT_FAILED


def _split_pairs(arguments):
    """Return names and values of the parameters that were typed, ``a=b`` or ``-p a b``."""
    pairs = []
    for words in [*arguments.options, *([word] for word in arguments.pairs)]:
        if len(words) == 2 and "=" not in words[0]:
            pairs.append(words)
            continue
        for word in words:
            name, equals, value = word.partition("=")
            if not equals:
                raise Refusal(
                    f"{' '.join(words)}: a parameter is set as `-p NAME VALUE` or NAME=VALUE"
                )
            pairs.append([name, value])
    return pairs


def do_sweep(arguments, project):
    """Make the runs of a grid and say where the page over them is."""
    from helpers.running.parameter_files import find_grid
    from helpers.running.sweep import run_sweep

    project = project or _this_project()
    grid = find_grid(arguments.grid, project.notebooks / "sweeps")
    options = _read_running(arguments)
    if arguments.scheduler:
        from helpers.running.cluster import connect

        options["run_all"] = connect(arguments.scheduler, project)
    sweep = run_sweep(grid, project=project, allow_many=arguments.yes, **options)
    folder = f"{project.outputs.name}/{sweep.folder}"
    whole = sum(run.outcome == "ok" for run in sweep.runs)
    print(
        f"{folder}/index.html is ready: {whole} of {_count(len(sweep.runs), 'run')} whole,"
        f" {sweep.seconds:.0f} s"
    )
    if sweep.outcome == "ok":
        return EXIT_OK
    for run in sweep.runs:
        if run.outcome != "ok":
            _complain(f"{run.run}: {run.outcome}{': ' if run.message else ''}{run.message}")
    return EXIT_INTERRUPTED if sweep.outcome == "interrupted" else EXIT_FAILED


def _find_data_dir(arguments):
    """Return the data folder that a command names, or the project's; refuse one that is not."""
    if arguments.data_dir is None:
        return paths.project_root() / "data"
    data_dir = Path.cwd() / Path(arguments.data_dir).expanduser()
    if not data_dir.is_dir():
        raise Refusal(f"there is no folder {arguments.data_dir}")
    return data_dir


def do_check(arguments, project):
    """Check a data folder; print every fault."""
    data_dir, name = _find_data_dir(arguments), arguments.data_dir or "data"
    faults = check_data(data_dir)
    if arguments.articles and not faults:
        from helpers.data.articles import check_articles

        articles_dir = Path(arguments.articles).expanduser()
        if not articles_dir.is_dir():
            raise Refusal(f"there is no folder {arguments.articles}")
        faults = check_articles(data_dir, articles_dir)
    for fault in faults:
        print(fault)
    if faults:
        _complain(f"{_count(len(faults), 'fault')} in {name}")
        return EXIT_REFUSED
    print(f"{name}: no fault found" + (", articles compared" if arguments.articles else ""))
    return EXIT_OK


def do_read(arguments, project):
    """Read articles into a data folder, take a person's decisions, or print quantities."""
    from helpers.articles.json_lines import describe_error
    from helpers.replacing import hold_folder

    modes = [bool(arguments.articles), bool(arguments.decisions), bool(arguments.json)]
    if sum(modes) != 1:
        raise Refusal("name articles to read, or one of --decisions FILE and --json PATH")
    if arguments.batch and not arguments.json:
        raise Refusal("--batch goes with --json")
    if arguments.json and arguments.out:
        raise Refusal("--json writes nothing; leave --out away")
    try:
        if arguments.json:
            return _print_quantities(arguments)
        out, name = _find_out(arguments)
        take = _take_decisions if arguments.decisions else _draft_articles
        with _naming_disk(name), hold_folder(out):
            return take(arguments, out, name)
    except (ValueError, OSError) as error:
        raise Refusal(describe_error(error)) from None


@contextlib.contextmanager
def _naming_disk(what):
    """Say of a full disk what could not be written, by the name that the user knows."""
    from helpers.running.folders import FULL, RunBroken

    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise RunBroken.by_whole(what, error) from error
        raise


def _print_quantities(arguments):
    from helpers.articles.json_lines import read_lines, write_batch, write_lines

    if arguments.batch:
        write_batch(read_lines(arguments.json), sys.stdout)
    elif arguments.json == "-":
        raise Refusal("--json - reads a list of texts and needs --batch")
    else:
        path = Path(arguments.json).expanduser()
        write_lines(path, arguments.language, arguments.published, sys.stdout)
    return EXIT_OK


def _draft_articles(arguments, out, name):
    from helpers.articles import package
    from helpers.articles.text import read_article
    from helpers.articles.times import read_published

    published = read_published(arguments.published) if arguments.published else None
    files = [Path(path).expanduser() for path in arguments.articles]
    articles = [read_article(path, arguments.language) for path in files]
    package.check_folder(out, [article.source_id for article in articles])
    with _find_base(arguments, out) as data_dir, _spreading(arguments, len(articles)) as spread:
        sheets = package.read_articles(articles, data_dir, published, out, spread)
        counts = package.write_package(sheets, data_dir, out)
    print(
        f"{name}: {_count(counts['observations'], 'draft row')},"
        f" {_count(counts['claims'], 'claim')}, {counts['left_out']} left out, {counts['refused']}"
        " not understood"
    )
    for article in articles[:MOST_NAMED]:
        print(f"review: {out / package.DRAFTS / article.source_id}.html")
    if len(articles) > MOST_NAMED:
        print(f"        and {len(articles) - MOST_NAMED:,} more there")
    print(f"then:   rural read --decisions FILE.csv --out {name}")
    return EXIT_OK


@contextlib.contextmanager
def _spreading(arguments, count):
    """Give what spreads the reading of articles over a cluster or over processes, or None."""
    from helpers.articles.batches import FEWEST_SPREAD, spread_here

    jobs = arguments.jobs if arguments.jobs is not None else os.cpu_count() or 1
    if jobs < 1:
        raise Refusal(f"-n {jobs}: allowed is 1 or more")
    if arguments.scheduler:
        from helpers.running.cluster import spread_over

        with spread_over(arguments.scheduler, _this_project()) as spread:
            yield spread
    elif jobs > 1 and count >= FEWEST_SPREAD:
        with spread_here(jobs) as spread:
            yield spread
    else:
        yield None


def _take_decisions(arguments, out, name):
    from helpers.articles.confirmation import apply_decisions

    file = Path(arguments.decisions).expanduser()
    counts = apply_decisions(file, out, paths.project_root() / "data")
    print(
        f"{name}: {counts['accepted']} accepted, {counts['rejected']} rejected,"
        f" {counts['undecided']} not decided, {_count(counts['to decide'], 'cell')} to decide"
    )
    print(f"then:   rural check {name}")
    return EXIT_OK


@contextlib.contextmanager
def _find_base(arguments, out):
    """Give the folder whose places, indicators and reference tables new data start from."""
    from helpers.articles.country import write_base

    asked = arguments.base or arguments.country
    if arguments.base and arguments.country:
        raise Refusal("name one of --base FOLDER and --country NAME")
    if asked and (out / "datapackage.json").is_file():
        raise Refusal(f"{out.name} has tables already; --base and --country begin a new folder")
    if arguments.country:
        with tempfile.TemporaryDirectory() as folder:
            yield write_base(arguments.country, Path(folder) / "base")
        return
    base = Path(arguments.base).expanduser() if arguments.base else paths.project_root() / "data"
    if not (base / "datapackage.json").is_file():
        raise Refusal(f"--base {arguments.base}: no data folder; it needs a datapackage.json")
    yield base


def _find_out(arguments):
    """Return the data folder that is written, links followed, and what the user calls it."""
    name = arguments.out or "my-data"
    return (Path.cwd() / Path(name).expanduser()).resolve(), name


def do_parameters(arguments, project):
    """List the parameters, or write them into the notebooks."""
    from helpers.parameters import describe, write_cells

    if arguments.write:
        try:
            changed = write_cells((project or _this_project()).notebooks)
        except ValueError as error:
            raise Refusal(str(error)) from None
        written = "\n".join(f"{name}: parameters cell written" for name in changed)
        print(written or "all parameters cells are current")
        return EXIT_OK
    rows = describe()
    everywhere = max((row["notebooks"] for row in rows), key=len)
    table = [("parameter", "default", "allowed", "notebooks", "meaning")]
    for row in rows:
        unit = f" ({row['unit']})" if row["unit"] else ""
        notebooks = "all" if row["notebooks"] == everywhere else row["notebooks"]
        cells = row["name"], str(row["default"]), row["allowed"], notebooks, row["meaning"] + unit
        table.append(cells)
    _print_table(table)
    return EXIT_OK


def _print_table(rows):
    """Print rows of text under each other; on a terminal the last column is broken to its width."""
    import shutil

    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    margin = sum(widths) + 2 * len(widths)
    room = max(len(row[-1]) for row in rows)
    if sys.stdout.isatty():
        room = max(shutil.get_terminal_size().columns - margin, 24)
    for row in rows:
        begin = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        first, *others = textwrap.wrap(row[-1], room) or [""]
        print(f"{begin}  {first}".rstrip(), *(" " * margin + line for line in others), sep="\n")


def do_card(arguments, project):
    """Compare or write the counted parts of the front page and the data card."""
    from helpers.page.elements import write_text
    from helpers.publishing import card

    root = paths.project_root()
    run_dir = (project or _this_project()).outputs / "baseline"
    stale = []
    for page, render in (
        (root / "data" / "README.md", lambda text: card.render_card(text, root / "data")),
        (root / "README.md", lambda text: card.render_programs(text, run_dir)),
    ):
        text = page.read_text(encoding="utf-8")
        try:
            made = render(text)
        except ValueError as error:
            raise Refusal(f"{page.relative_to(root)}: {error}") from None
        # Run times are those of some machine; another one's are no fault.
        plain = str if arguments.write else card.blank_times
        if plain(made) != plain(text):
            stale.append(str(page.relative_to(root)))
            if arguments.write:
                write_text(page, made)
    print(
        "\n".join(f"{name}: {'written' if arguments.write else 'not current'}" for name in stale)
        or "all counts are current"
    )
    return EXIT_OK if arguments.write or not stale else EXIT_FAILED


def do_stamped(arguments, project):
    """Print each stamped forecast with what came, as page 6 does, or that it is open."""
    from helpers.outlook.stamps import list_stamped
    from helpers.study import Study

    data_dir = _find_data_dir(arguments)
    faults = check_data(data_dir)
    if faults:
        raise Refusal("\n".join(faults))
    lines = list_stamped(Study("06_outlook", {"data_dir": str(data_dir)}).home)
    print("\n".join(lines) or "no forecast is stamped in this folder")
    return EXIT_OK


def do_trace(arguments, project):
    """Print the chain behind a finding or an observation."""
    from helpers.publishing.trace import trace
    from helpers.running.folders import check_run_name

    outputs = (project or _this_project()).outputs
    run = outputs / check_run_name(arguments.run)
    record = _find_record(outputs, arguments.run)
    data_dir = record.parameters.get("data_dir", "data")
    if data_dir.startswith("…"):
        raise Refusal(
            f"the data of run {arguments.run} lie outside this project, at {data_dir}; trace"
            " follows runs on data inside it"
        )
    try:
        print("\n".join(trace(paths.resolve(data_dir), run, arguments.key)))
    except ValueError as error:
        raise Refusal(str(error)) from None
    return EXIT_OK


def do_record(arguments, project):
    """Print a run's record for a reader."""
    from helpers.parameters import as_text
    from helpers.running.progress import describe_notebook

    outputs = (project or _this_project()).outputs
    record = _find_record(outputs, arguments.run)
    print(f"run {record.run}: {record.outcome}, started {record.started}, {record.seconds:.1f} s")
    print("\nnotebooks")
    for notebook in record.notebooks:
        taken = "  (taken over)" if notebook.skipped else ""
        taken = f"  (as in {notebook.taken_from})" if notebook.taken_from else taken
        notebook.skipped = False
        print(f"  {describe_notebook(notebook)}{taken}")
    print("\nparameters")
    for key, value in record.parameters.items():
        print(f"  {key:<12} {as_text(value)}")
    print("\nversions")
    print("  " + ", ".join(f"{key} {value}" for key, value in record.versions.items()))
    print(
        f"\ninputs: {_count(len(record.inputs), 'file')}, their sha256 in"
        f" {outputs.name}/{arguments.run}/record.json"
    )
    return EXIT_OK


def do_verify(arguments, project):
    """Compute a published run again; print what is the same and what is not."""
    from helpers.running.verify import describe_verdict, find_published, verify

    published = find_published(Path(arguments.record).expanduser())
    record = published.record
    print(
        f"{arguments.record}: run {record.run}, started {record.started}, commit"
        f" {record.commit[:12] or 'not recorded'}; its notebooks took"
        f" {sum(notebook.seconds for notebook in record.notebooks):.0f} s"
    )
    keep = Path(arguments.keep).expanduser() if arguments.keep else None
    verdict = verify(published, paths.project_root(), lambda line: print(line, flush=True), keep)
    print("\n".join(["", *describe_verdict(verdict)]))
    return EXIT_OK if verdict.is_same else EXIT_FAILED


def do_open(arguments, project):
    """Print where an executed notebook lies and how to open it."""
    outputs = (project or _this_project()).outputs
    record = _find_record(outputs, arguments.run)
    stems = [notebook.stem for notebook in record.notebooks]
    wanted = arguments.notebook.removesuffix(".ipynb")
    chosen = [stem for stem in stems if wanted.zfill(2) in (stem, stem[:2])]
    if not chosen:
        raise Refusal(
            f"no notebook {arguments.notebook} in run {arguments.run}; known are {', '.join(stems)}"
        )
    path = outputs / arguments.run / "notebooks" / f"{chosen[0]}.ipynb"
    if not path.is_file():
        raise Refusal(
            f"{chosen[0]} has not run in {arguments.run}: {record.find(chosen[0]).outcome}"
        )
    page = path.parent.parent / "html" / f"{chosen[0]}.html"
    print(f"the executed notebook: {path}")
    print(f"open it in JupyterLab: {Path(sys.executable).parent / 'jupyter'} lab {path}")
    print(f"its page, for a browser: {page}" if page.is_file() else "it has no page")
    print(
        "It shows what this run found; to change something, edit the notebook in notebooks/ and run"
        " `rural report`."
    )
    return EXIT_OK


def do_compare(arguments, project):
    """Write the page that sets two runs side by side."""
    from helpers.publishing.compare import name_comparison, write_comparison
    from helpers.running.folders import check_run_name, note_written, refuse_foreign
    from helpers.running.report import write_runs_index

    project = project or _this_project()
    outputs = project.outputs
    runs = [check_run_name(name) for name in arguments.runs]
    page = outputs / name_comparison(*runs)
    refuse_foreign(page.parent, [page.name])
    try:
        with _naming_disk(f"{outputs.name}/{name_comparison(*runs)}"):
            _, said = write_comparison(outputs, *runs)
            note_written(page.parent, [page.name])
    except ValueError as error:
        raise Refusal(str(error)) from None
    write_runs_index(project)
    print(
        f"{_count(said['parameters'], 'parameter')} and {_count(said['findings'], 'finding')}"
        f" differ, {_count(said['same'], 'finding')} read the same"
    )
    print(f"{outputs.name}/{page.relative_to(outputs)} is ready")
    return EXIT_OK


def do_site(arguments, project):
    """Lay out the site, or say what is wrong with its pages."""
    from helpers.publishing.site import write_site
    from helpers.running.runs import list_runs

    outputs = (project or _this_project()).outputs
    folder = Path(arguments.to).expanduser() if arguments.to else outputs / "site"
    try:
        with _naming_disk(arguments.to or f"{outputs.name}/site"):
            runs, faults = write_site(
                outputs, folder, chosen=arguments.runs, tell=lambda words: print(words, flush=True)
            )
    except ValueError as error:
        raise Refusal(str(error)) from None
    for run in list_runs(outputs):
        if run.fault and not arguments.runs:
            _complain(f"{run.name} is left out: {run.fault}")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        _complain(f"{_count(len(faults), 'fault')} in the pages; {folder} is as it was")
        return EXIT_FAILED
    print(
        f"{arguments.to or f'{outputs.name}/site'}/index.html is ready: {_count(len(runs), 'run')}"
        f" ({', '.join(runs)})"
    )
    return EXIT_OK


def do_clean(arguments, project):
    """Remove runs, comparisons, sweeps and the site; say what stays."""
    from helpers.publishing.site import remove_site
    from helpers.running.runs import remove_runs

    outputs = (project or _this_project()).outputs
    remove_site(outputs / "site", outputs)
    kept = remove_runs(outputs)
    left = f"; not written by a run, and kept: {', '.join(kept)}" if kept else ""
    print(f"{outputs.name}/ is cleaned{left}")
    return EXIT_OK


def check_data(data_dir):
    """Return the faults of a data folder: its contract first, then what it says."""
    from helpers.data import checks

    return checks.check_data(data_dir)


def check_selection(data_dir, values):
    """Return why the parameters choose nothing from a data folder."""
    from helpers.data import selection

    asked = ("places", "first_year", "last_year", "base_year", "currency", "prices")
    return selection.check_selection(data_dir, **{name: values[name] for name in asked})


@contextlib.contextmanager
def _answering_sigterm():
    """Let a polite request to end (a scheduler's, a container's) be what Ctrl-C is."""

    def interrupt(*_):
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _find_record(outputs, run):
    """Return the record of a run, failed attempts included."""
    from helpers.running.folders import check_run_name
    from helpers.running.runs import find_run, list_runs

    check_run_name(run.removesuffix(".failed"))
    known = find_run(outputs, run)
    if known is None:
        names = ", ".join(each.name for each in list_runs(outputs))
        known = f"known are {names}" if names else "there is none yet; `rural report` makes one"
        raise Refusal(f"no run {run} in {outputs.name}/; {known}")
    misfit = known.find_misfit()
    if misfit:
        raise Refusal(
            f"run {run} is not as it was made: {misfit}; `rural report --name"
            f" {run.removesuffix('.failed')}` makes it anew"
        )
    return known.record


def _read_running(arguments, *, explain=False):
    from helpers.running.progress import Progress

    return {
        "jobs": arguments.jobs,
        "force": arguments.force,
        "warm": not arguments.cold_kernels,
        "timeout_seconds": arguments.timeout,
        "progress": Progress(sys.stdout, verbose=arguments.verbose, explain=explain),
    }


def _this_project():
    from helpers.publishing.publisher import PUBLISHER
    from helpers.running.inputs import Project

    return Project.at(
        paths.project_root(), publisher=PUBLISHER, check=check_data, select=check_selection
    )


def _explain(error):
    """Print an error as a message to a person; return the exit code."""
    from helpers.parameters import ParameterFaults
    from helpers.replacing import FolderBusy
    from helpers.running.folders import FULL, RunBroken, RunFault

    faults = getattr(error, "faults", None)
    if isinstance(error, ParameterFaults):
        _complain(*faults, "nothing was run; `rural parameters` lists what is allowed")
    elif faults:
        print("\n".join(faults), file=sys.stderr)
        where = getattr(error, "folder", "data")
        folder = "" if where == "data" else f" folder {where}"
        _complain(f"{_count(len(faults), 'fault')} in the data{folder}; nothing was run")
    elif isinstance(error, (Refusal, RunFault, FolderBusy)):
        _complain(error)
    elif isinstance(error, RunBroken):
        _complain(error)
        return EXIT_FAILED
    elif isinstance(error, OSError):
        about = f"{error.filename}: " if error.filename else ""
        if error.errno in FULL:
            _complain(RunBroken.by_whole(error.filename or "what was to be written", error))
            return EXIT_FAILED
        _complain(f"{about}{error.strerror or error}")
    else:
        message = " ".join(str(error).split())
        _complain(f"unexpected {type(error).__name__}: {message} (--debug shows where)")
        return EXIT_FAILED
    return EXIT_REFUSED


def _complain(*messages):
    """Print messages that are no result, a line each."""
    print("\n".join(f"rural: {message}" for message in messages), file=sys.stderr)


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
