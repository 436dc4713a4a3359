"""Attack: kill commands at random moments, damage outputs, start four at once, change data.

What held is written to outputs/studies/attack.md. Nothing may be lost, nothing believed that is not
so, no process may outlive its command by more than three seconds, and the next try must complete.

    make attack OPTIONS="--kills 20 --packages 50 --seed 7"
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import fuzz

from helpers.page.elements import write_text
from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.publishing.site import check_site_folder
from helpers.replacing import name_beside
from helpers.running.deciding import find_damage
from helpers.running.folders import INDEX_SUM, hash_files, list_files
from helpers.running.inputs import Project
from helpers.running.record import read_record
from helpers.running.report import run_report
from helpers.running.runs import list_runs

ROOT = project_root()
MARK = "RURAL_ATTACK"
FEW = ("01_data_assembly", "02_source_audit")
CELLS = 10  # of the few that are run; with all of them a kill costs much more and shows the same
AGAIN = 0.3  # share of the next tries that execute everything anew
COMMAND = """
import sys
from helpers import command

def start():
    from pathlib import Path
    from helpers import cli
    from helpers.publishing.publisher import PUBLISHER
    from helpers.running.inputs import Project
    root = Path({root!r})
    project = Project.at(
        {source!r}, outputs=root / "work" / "outputs", notebooks=root / "notebooks",
        publisher=PUBLISHER, check=cli.check_data, select=cli.check_selection,
    )
    return cli.main({arguments!r}, project=project)

sys.exit(command.main(start))
"""
COMMANDS = {
    "report": ["report", "--force", "-n", "2"],
    "sweep": ["sweep", "{root}/grid.yml", "-n", "2"],
    "site": ["site"],
    "read": [
        "read",
        "{root}/tea-2023.txt",
        "--published",
        "2023-01-16",
        "--out",
        "{root}/work/my-data",
    ],
}
ARTICLE = [
    "read",
    "{root}/piment-2021.txt",
    "--published",
    "2021-08-30",
    "--out",
    "{root}/work/my-data",
]
GRID = "product:\n  reading: [point, literal]\n"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
LONGEST = 300  # seconds until a command counts as hanging
GONE = 3.0  # seconds in which every process of a command must have ended
LATE = 0.3  # share of the kills that come in the last tenth, where folders change places
CHECKS = ("ended", "gone in 3 s", "nothing lost", "next completes", "same bytes")


class Ground:
    """Hold a project in a folder of its own, which every attack finds as it was made.

    Parameters
    ----------
    root : pathlib.Path
    stems : sequence of str
        Its notebooks.
    cells : int, optional
        How many of the first cells of each it has; without it, all.
    """

    def __init__(self, root, stems, cells=None):
        self.root, self.work, self.kept = root, root / "work", root / "kept"
        self.outputs, self.data = self.work / "outputs", self.work / "my-data"
        (root / "notebooks").mkdir()
        for stem in stems:
            notebook = json.loads((ROOT / "notebooks" / f"{stem}.ipynb").read_text("utf-8"))
            notebook["cells"] = notebook["cells"][:cells]
            (root / "notebooks" / f"{stem}.ipynb").write_text(json.dumps(notebook), "utf-8")
        for path in (ROOT / "tests" / "articles" / "texts").glob("*.txt"):
            shutil.copy(path, root)
        (root / "grid.yml").write_text(GRID)
        self.seconds = {}
        project = Project.at(
            ROOT, outputs=self.outputs, notebooks=root / "notebooks", publisher=PUBLISHER
        )
        assert run_report({}, name="baseline", project=project).outcome == "ok"
        assert self.start("read", arguments=ARTICLE).wait() == 0
        for name in ("site", "report"):
            self.time(name)
        self.seconds["sweep"] = 1.5 * self.seconds["report"]
        shutil.copytree(self.work, self.kept)
        self.time("read")
        self.both = hash_tree(self.data)  # with the second article

    def time(self, name):
        """Run a command to its end and note how long it takes."""
        begun = time.monotonic()
        assert self.start(name).wait() == 0, name
        self.seconds[name] = time.monotonic() - begun

    def reset(self):
        """Put everything back as it was made."""
        shutil.rmtree(self.work)
        shutil.copytree(self.kept, self.work)

    def start(self, name, temporary=None, arguments=None):
        """Return a process that runs a command, the leader of its own group."""
        wanted = [part.format(root=self.root) for part in arguments or COMMANDS[name]]
        code = COMMAND.format(root=str(self.root), source=str(ROOT), arguments=wanted)
        environment = {**os.environ, MARK: str(self.root)}
        if temporary:
            environment["TMPDIR"] = str(temporary)
        return subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def list_processes(self):
        """Return the processes, zombies aside, that a command of this ground has started."""
        found = []
        mark = f"{MARK}={self.root}".encode()
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (path / "environ").read_bytes() and (path / "cmdline").read_bytes():
                    found.append(int(path.name))
        return found

    def find_loss(self):
        """Return what is not as some whole run, layout or reading has left it, in words."""
        put_aside = name_beside(
            self.data, "old"
        )  # killed between two names: the next brings it back
        one = hash_tree(self.data if self.data.exists() or not put_aside.exists() else put_aside)
        if one not in (hash_tree(self.kept / "my-data"), self.both):
            return "the data folder is neither the old nor the new one"
        for run in list_runs(self.outputs):
            if not run.name.endswith(".failed") and run.find_misfit():
                return f"{run.name}: {run.find_misfit()}"
        if read_record(self.outputs / "baseline") is None:
            # killed in the moment between two names: the next command brings it back
            old = self.outputs / ".baseline.old"
            if not (old / "record.json").is_file():
                return "baseline is gone"
        site = self.outputs / "site"
        site = site if site.exists() else name_beside(site, "old")
        with contextlib.suppress(ValueError):
            check_site_folder(site, self.outputs)
            return "" if (site / "index.html").is_file() else "the site is gone"
        return "the site is neither the old nor a new one"

    def find_difference(self):
        """Return the first file of the usual run that is not as it was made, or an empty text."""
        kept = self.kept / "outputs" / "baseline"
        # the front page tells when the run was made; that it fits the record is looked at elsewhere
        paths = [path for path in list_files(kept) if path != "index.html"]
        now = hash_files(self.outputs / "baseline", paths)
        return next(iter(find_damage(hash_files(kept, paths), now)), "")

    def list_leftovers(self):
        """Return what a command has left that is for nobody."""
        hidden = [path for folder in (self.work, self.outputs) for path in folder.glob(".*")]
        return [p.name for p in hidden if p.name != INDEX_SUM and p.suffix != ".lock"]


def hash_tree(folder):
    """Return the sha256 of every file in a folder by its path."""
    return hash_files(folder, list_files(folder))


def attack_once(ground, draw):
    """Kill a command, or a process that it has started, at some moment; return what held.

    Parameters
    ----------
    ground : Ground
    draw : random.Random

    Returns
    -------
    what : str
        Command, target and signal; empty if the command had ended before.
    held : dict of str to bool
        By name of `CHECKS`.
    notes : list of str
        On what did not hold.
    """
    ground.reset()
    name, sent = draw.choice(list(COMMANDS)), draw.choice(SIGNALS)
    is_child = draw.random() < 0.4
    share = draw.uniform(0.9, 1) if draw.random() < LATE else draw.random()
    moment = share * ground.seconds[name]
    with tempfile.TemporaryDirectory() as temporary:
        process = ground.start(name, temporary)
        time.sleep(moment)
        if process.poll() is not None:
            return "", {}, []
        is_child = send_signal(ground, process, sent, is_child and draw)
        has_ended, lag, notes = watch_the_end(ground, process)
    loss = ground.find_loss()
    is_short = name == "report" and draw.random() > AGAIN
    again = ground.start(name, arguments=["report"] if is_short else None)
    told, _ = again.communicate(timeout=LONGEST)
    completes = again.returncode == 0 or (name == "read" and "tea-2023 already" in told)
    difference = ground.find_difference()
    if name == "read" and hash_tree(ground.data) != ground.both:
        difference = "my-data"
    completes = completes and not ground.list_leftovers()
    notes += [loss] if loss else []
    if not completes:
        left = ground.list_leftovers()
        notes.append(f"next try: exit {again.returncode}, {left}, {told[-300:]}")
    notes += [f"{difference} differs"] if difference else []
    held = (has_ended, lag <= GONE, not loss, completes, not difference)
    what = f"{name}, {'child' if is_child else 'command'}, {sent.name}"
    return (
        what,
        dict(zip(CHECKS, held, strict=True)),
        [f"{what} at {moment:.2f} s: {n}" for n in notes],
    )


def send_signal(ground, process, sent, draw):
    """Send a signal to a command, or to a child that `draw` picks; return whether there was one."""
    children = [pid for pid in ground.list_processes() if pid != process.pid] if draw else []
    with contextlib.suppress(ProcessLookupError):
        if children:
            os.kill(draw.choice(children), sent)
        elif sent == signal.SIGINT:  # a terminal sends it to all
            os.killpg(process.pid, sent)
        else:
            os.kill(process.pid, sent)
    return bool(children)


def watch_the_end(ground, process):
    """Return whether a command ends, seconds until its last process has, and notes."""
    said, has_ended, notes = "", True, []
    try:
        said, _ = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        has_ended = False
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        notes.append("it did not end")
    ended = time.monotonic()
    while (left := ground.list_processes()) and time.monotonic() < ended + 4 * GONE:
        time.sleep(0.05)
    lag = time.monotonic() - ended
    notes += [f"{len(left)} processes left after {lag:.1f} s"] if lag > GONE else []
    notes += ["an error was told as unexpected: " + said[-200:]] if "nexpected" in said else []
    notes += ["a traceback was shown: " + said[-300:]] if "Traceback" in said else []
    return has_ended, lag, notes


def attack_with_kills(ground, draw, options):
    """Kill commands so many times; return rows of a table and notes."""
    rows, tried, notes, late = {}, Counter(), [], 0
    while (number := tried.total()) < options.kills:
        what, held, said = attack_once(ground, draw)
        if not what:
            late += 1
            continue
        tried[what] += 1
        rows.setdefault(what, Counter()).update(name for name in CHECKS if held[name])
        notes += said
        print(f"{number + 1}: {what}: {'; '.join(said) or 'held'}", flush=True)
    lines = [(what, tried[what], *(rows[what][name] for name in CHECKS)) for what in sorted(tried)]
    total = [sum(line[place] for line in lines) for place in range(1, len(CHECKS) + 2)]
    print(f"{late} more came after the end of their command")
    return ["kill", "tried", *CHECKS], [*lines, ("all", *total)], notes


DAMAGES = {
    "cut": lambda path, draw: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "byte": lambda path, draw: path.write_bytes(flip(path.read_bytes(), draw)),
    "longer": lambda path, draw: path.write_bytes(path.read_bytes() + b"<script>1</script>"),
    "removed": lambda path, draw: path.unlink(),
    "empty": lambda path, draw: path.write_bytes(b""),
}


def flip(content, draw):
    """Return bytes of which one is another."""
    place = draw.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def attack_with_damage(ground, draw, options):
    """Damage files of a run or the site: told, and made anew or left. Rows of a table and notes."""
    seen, notes = {name: Counter() for name in DAMAGES}, []
    paths = [*list_files(ground.kept / "outputs" / "baseline"), "record.json"]
    site = ground.kept / "outputs" / "site"
    pages = [path for path in list_files(site) if (site / path).stat().st_size]
    for number in range(options.damages):
        ground.reset()
        name, is_site = draw.choice(list(DAMAGES)), draw.random() < 0.25
        path = draw.choice(pages if is_site else paths)
        place = ground.outputs / ("site" if is_site else "baseline")
        DAMAGES[name](place / path, draw)
        damaged = hash_tree(place)
        process = ground.start("report", arguments=["site" if is_site else "report"])
        said, _ = process.communicate(timeout=LONGEST)
        if is_site and name == "removed":  # nobody's work is lost, and it is made anew
            kept = hash_tree(ground.kept / "outputs" / "site")
            held = {"exit": process.returncode == 0, "told": "is ready" in said}
            held["as it should be"] = hash_tree(place).get(path) == kept[path]
        elif is_site:  # somebody may have wanted it so
            held = {"exit": process.returncode == 2, "told": path in said}
            held["as it should be"] = hash_tree(place) == damaged
        else:
            words = (
                path if path != "record.json" else "its record" if name != "removed" else "ready"
            )
            held = {"exit": process.returncode == 0}
            held["told"] = words in said and "up to date" not in said
            held["as it should be"] = not ground.find_difference()
        seen[name].update(["tried", *(check for check in held if held[check])])
        bad = [check for check in held if not held[check]]
        path = f"{place.name}/{path}"
        notes += [f"{path} {name}: not {', '.join(bad)}: {said[-200:]}"] if bad else []
        print(f"{number + 1}: {path} {name}: {'not ' + ', '.join(bad) if bad else 'held'}")
    names = ("tried", "exit", "told", "as it should be")
    return ["damage", *names], [(name, *(seen[name][n] for n in names)) for name in DAMAGES], notes


def attack_at_once(ground, draw, options):
    """Start four commands at one moment; each must do its work or say why it cannot."""
    ground.reset()
    started = [(name, ground.start(name)) for name in ("report", "report", "sweep", "site")]
    rows, notes = [], []
    for name, process in started:
        said, _ = process.communicate(timeout=LONGEST)
        fair = process.returncode == 0 or (process.returncode == 2 and "just now" in said)
        rows.append((name, process.returncode, "yes" if fair else "no"))
        notes += [] if fair else [f"{name}: exit {process.returncode}: {said[-300:]}"]
    loss = ground.find_loss()
    return ["four at once", "exit", "fair"], rows, notes + ([loss] if loss else [])


def attack_with_data(ground, draw, options):
    """Change data packages: what the check accepts must run. Returns rows of a table and notes."""
    counts, notes = fuzz.fuzz(options.packages, draw.randrange(10**6))
    return ["packages", "count"], list(counts.items()), notes


# What is attacked, in order; each takes ground, draw and options and returns heads, rows and notes.
SECTIONS = {
    "Kills": attack_with_kills,
    "Damage": attack_with_damage,
    "Four commands at once": attack_at_once,
    "Changed data packages": attack_with_data,
}


def write_table(heads, rows):
    """Return rows as a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def main():
    """Attack, print what held, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="default: 200")
    parser.add_argument("--damages", type=int, default=40, help="default: 40")
    parser.add_argument("--packages", type=int, default=1000, help="default: 1000")
    parser.add_argument("--seed", type=int, default=None, help="default: a new one, printed")
    parser.add_argument("--all", action="store_true", help="all notebooks, not only two")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    stems = [path.stem for path in sorted((ROOT / "notebooks").glob("0[1-9]*.ipynb"))]
    parts, failed = [f"# What held under attack\n\nSeed {seed}.\n"], 0
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        ground = Ground(Path(folder), *((stems,) if options.all else (FEW, CELLS)))
        for title, attack in SECTIONS.items():
            heads, rows, notes = attack(ground, random.Random(f"{seed} {title}"), options)
            failed += len(notes)
            exceptions = "".join(f"- {' '.join(note.split())}\n" for note in notes) or "- none\n"
            parts.append(f"## {title}\n\n{write_table(heads, rows)}\n\nExceptions:\n\n{exceptions}")
    text = "\n".join(parts)
    write_text(ROOT / "outputs" / "studies" / "attack.md", text)
    print(text)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
