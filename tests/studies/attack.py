"""Attack runs: kill commands at random moments, damage outputs, start four commands at once.

What held is written to outputs/studies/attack.md. Nothing may be lost, nothing believed that is not
so, no process may outlive its command by more than three seconds, and the next try must complete.

    make attack OPTIONS="--kills 20 --seed 7"
"""

import argparse
import contextlib
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

from helpers.page.elements import write_text
from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.publishing.site import check_site_folder
from helpers.running.deciding import find_damage
from helpers.running.folders import hash_files, list_files
from helpers.running.inputs import Project
from helpers.running.record import read_record
from helpers.running.report import run_report
from helpers.running.runs import list_runs

ROOT = project_root()
MARK = "RURAL_ATTACK"
FEW = ("01_data_assembly", "02_source_audit")
COMMAND = """
import sys
from pathlib import Path
from helpers import cli
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project
root = Path({root!r})
project = Project.at(
    {source!r}, outputs=root / "outputs", notebooks=root / "notebooks",
    publisher=PUBLISHER, check=cli.check_data, select=cli.check_selection,
)
sys.exit(cli.main({arguments!r}, project=project))
"""
COMMANDS = {
    "report": ["report", "--force", "-n", "2"],
    "sweep": ["sweep", "{root}/grid.yml", "-n", "2"],
    "site": ["site"],
}
GRID = "product:\n  reading: [point, literal]\n"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
LONGEST = 300  # seconds until a command counts as hanging
GONE = 3.0  # seconds in which every process of a command must have ended
CHECKS = ("ended", "gone in 3 s", "nothing lost", "next completes", "same bytes")


class Ground:
    """Hold a project in a folder of its own, which every attack finds as it was made.

    Parameters
    ----------
    root : pathlib.Path
    stems : sequence of str
        Its notebooks.
    """

    def __init__(self, root, stems):
        self.root, self.outputs, self.kept = root, root / "outputs", root / "kept"
        (root / "notebooks").mkdir()
        for stem in stems:
            shutil.copy(ROOT / "notebooks" / f"{stem}.ipynb", root / "notebooks")
        (root / "grid.yml").write_text(GRID)
        self.seconds = {}
        project = Project.at(
            ROOT, outputs=self.outputs, notebooks=root / "notebooks", publisher=PUBLISHER
        )
        assert run_report({}, name="baseline", project=project).outcome == "ok"
        for name in ("site", "report"):
            begun = time.monotonic()
            assert self.start(name).wait() == 0, name
            self.seconds[name] = time.monotonic() - begun
        self.seconds["sweep"] = 1.5 * self.seconds["report"]
        shutil.copytree(self.outputs, self.kept)

    def reset(self):
        """Put everything back as it was made."""
        shutil.rmtree(self.outputs)
        shutil.copytree(self.kept, self.outputs)

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
        """Return what is not as some whole run or layout has left it, in words."""
        for run in list_runs(self.outputs):
            if not run.name.endswith(".failed") and run.find_misfit():
                return f"{run.name}: {run.find_misfit()}"
        if read_record(self.outputs / "baseline") is None:
            # killed in the moment between two names: the next command brings it back
            old = self.outputs / ".baseline.old"
            if not (old / "record.json").is_file():
                return "baseline is gone"
        with contextlib.suppress(ValueError):
            check_site_folder(self.outputs / "site", self.outputs)
            return "" if (self.outputs / "site" / "index.html").is_file() else "the site is gone"
        return "the site is neither the old nor a new one"

    def find_difference(self):
        """Return the first file of the usual run that is not as it was made, or an empty text."""
        kept = self.kept / "baseline"
        # the front page tells when the run was made; that it fits the record is looked at elsewhere
        paths = [path for path in list_files(kept) if path != "index.html"]
        now = hash_files(self.outputs / "baseline", paths)
        return next(iter(find_damage(hash_files(kept, paths), now)), "")


def attack_once(ground, draw):
    """Kill a command, or a process that it has started, at some moment; return what held.

    Parameters
    ----------
    ground : Ground
    draw : random.Random

    Returns
    -------
    what : str
        Command, target and signal.
    held : dict of str to bool
        By name of `CHECKS`.
    notes : list of str
        On what did not hold.
    """
    ground.reset()
    name, sent = draw.choice(list(COMMANDS)), draw.choice(SIGNALS)
    is_child, moment = draw.random() < 0.4, draw.random() * ground.seconds[name]
    notes = []
    with tempfile.TemporaryDirectory() as temporary:
        process = ground.start(name, temporary)
        time.sleep(moment)
        targets = [pid for pid in ground.list_processes() if pid != process.pid]
        is_child = is_child and bool(targets)
        with contextlib.suppress(ProcessLookupError):
            if is_child:
                os.kill(draw.choice(targets), sent)
            elif sent == signal.SIGINT:  # a terminal sends it to all
                os.killpg(process.pid, sent)
            else:
                os.kill(process.pid, sent)
        said, has_ended = "", True
        try:
            said, _ = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            has_ended = False
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        ended = time.monotonic()
        while (left := ground.list_processes()) and time.monotonic() < ended + 4 * GONE:
            time.sleep(0.05)
        lag = time.monotonic() - ended
        notes += [f"{len(left)} processes left after {lag:.1f} s"] if lag > GONE else []
        notes += ["an error was told as unexpected: " + said[-200:]] if "nexpected" in said else []
        notes += ["a traceback was shown: " + said[-300:]] if "Traceback" in said else []
    loss = ground.find_loss()
    again = ground.start(name)
    told, _ = again.communicate(timeout=LONGEST)
    if name == "site":  # what the killed one concerned
        run_again = ground.start("report", arguments=["report"])
        told += run_again.communicate(timeout=LONGEST)[0]
    difference = ground.find_difference()
    staged = [path.name for path in ground.outputs.glob(".*.staging")]
    completes = again.returncode == 0 and not staged
    notes += [loss] if loss else []
    notes += [f"next try: exit {again.returncode}, {staged}, {told[-300:]}"] * (not completes)
    notes += [f"{difference} differs"] if difference else []
    held = (has_ended, lag <= GONE, not loss, completes, not difference)
    what = f"{name}, {'child' if is_child else 'command'}, {sent.name}"
    return (
        what,
        dict(zip(CHECKS, held, strict=True)),
        [f"{what} at {moment:.2f} s: {n}" for n in notes],
    )


def attack_with_kills(ground, draw, options):
    """Kill commands so many times; return rows of a table and notes."""
    rows, tried, notes = {}, Counter(), []
    for number in range(options.kills):
        what, held, said = attack_once(ground, draw)
        tried[what] += 1
        rows.setdefault(what, Counter()).update(name for name in CHECKS if held[name])
        notes += said
        print(f"{number + 1}: {what}: {'; '.join(said) or 'held'}", flush=True)
    lines = [(what, tried[what], *(rows[what][name] for name in CHECKS)) for what in sorted(tried)]
    total = [sum(line[place] for line in lines) for place in range(1, len(CHECKS) + 2)]
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
    """Damage files of a run; each must be told and made anew. Returns rows of a table and notes."""
    seen, notes = {name: Counter() for name in DAMAGES}, []
    paths = [*list_files(ground.kept / "baseline"), "record.json"]
    for number in range(options.damages):
        ground.reset()
        name, path = draw.choice(list(DAMAGES)), draw.choice(paths)
        DAMAGES[name](ground.outputs / "baseline" / path, draw)
        process = ground.start("report", arguments=["report"])
        said, _ = process.communicate(timeout=LONGEST)
        words = path if path != "record.json" else "its record" if name != "removed" else "ready"
        held = {
            "exit 0": process.returncode == 0,
            "told": words in said and "up to date" not in said,
            "same bytes": not ground.find_difference(),
        }
        seen[name].update(["tried", *(check for check in held if held[check])])
        bad = [check for check in held if not held[check]]
        notes += [f"{path} {name}: not {', '.join(bad)}: {said[-200:]}"] if bad else []
        print(f"{number + 1}: {path} {name}: {'not ' + ', '.join(bad) if bad else 'held'}")
    names = ("tried", "exit 0", "told", "same bytes")
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


# What is attacked, in order; each takes ground, draw and options and returns heads, rows and notes.
# Whoever fuzzes data packages adds a line.
SECTIONS = {
    "Kills": attack_with_kills,
    "Damage": attack_with_damage,
    "Four commands at once": attack_at_once,
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
    parser.add_argument("--seed", type=int, default=None, help="default: a new one, printed")
    parser.add_argument("--all", action="store_true", help="all notebooks, not only two")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    stems = [path.stem for path in sorted((ROOT / "notebooks").glob("0[1-9]*.ipynb"))]
    parts, failed = [f"# What held under attack\n\nSeed {seed}.\n"], 0
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        ground = Ground(Path(folder), stems if options.all else FEW)
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
