"""The environment: one set of pins everywhere, hashed, with no registry's address."""

import ast
import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from processes import PATIENT

from helpers.paths import project_root

ROOT = project_root()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-report.lock", "requirements-setup.lock")
ASKED_FOR = {"jupyterlab", "pandas", "seaborn", "statsmodels", "nbconvert", "papermill", "pytest"}


def read_pins():
    extras = PROJECT["project"]["optional-dependencies"]
    # what a cluster needs is also tested; what only a study compares with is not installed
    installed = (extras[name] for name in extras if name != "study")
    return sorted(
        {*PROJECT["project"]["dependencies"], *(pin for pins in installed for pin in pins)}
    )


def read_lock(name="requirements.lock"):
    """Return package name to (version, hashes) of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = {}
    for line in text.split("\n"):
        found = re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line)
        if found:
            packages.setdefault(found[1].lower(), []).append(
                (found[2], re.findall(r"--hash=sha256:[0-9a-f]{64}", line))
            )
    return packages


def test_every_direct_dependency_is_pinned_to_one_version():
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+", pin) for pin in read_pins())


def test_the_packages_that_were_asked_for_are_there():
    assert ASKED_FOR <= {pin.split("==")[0] for pin in read_pins()}


def test_conda_users_get_the_same_direct_pins():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    assert sorted(p for p in pip if not p.startswith("--")) == read_pins()
    assert "--editable ." in pip


def test_the_lock_holds_every_direct_pin_and_a_hash_for_every_package():
    lock = read_lock()
    for pin in read_pins():
        name, version = pin.split("==")
        assert version in [v for v, _ in lock[name]], pin
    assert all(hashes for entries in lock.values() for _, hashes in entries)


def test_a_report_needs_fewer_packages_and_no_other_versions():
    whole, lean = read_lock(), read_lock("requirements-report.lock")
    for pin in PROJECT["project"]["dependencies"]:
        name, version = pin.split("==")
        assert version in [v for v, _ in lean[name]], pin
    assert all(whole[name] == entries for name, entries in lean.items())
    assert not {"jupyterlab", "pytest", "dask"} & set(lean) and len(lean) < 0.6 * len(whole)


def test_what_only_a_study_compares_with_is_pinned_and_not_installed_for_everyone():
    for pin in PROJECT["project"]["optional-dependencies"]["study"]:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+", pin)
        assert pin.split("==")[0] not in read_lock()


def test_the_tool_that_installs_is_locked_as_well():
    assert all(
        hashes for entries in read_lock("requirements-setup.lock").values() for _, hashes in entries
    )


def test_no_lock_file_names_an_address():
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"://|--index|--find-links|--extra-index", text)


def test_nbconvert_has_its_security_fixes():
    version = next(pin.split("==")[1] for pin in read_pins() if pin.startswith("nbconvert=="))
    assert tuple(map(int, version.split("."))) >= (7, 17, 2)


def test_an_older_python_gets_one_clear_sentence(tmp_path):
    fake = tmp_path / "python"
    fake.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "import sys; sys.version_info = (3, 9,'
        ' 1); exec(sys.argv[1])" "$2"\n'
    )
    fake.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        ["make", "report", f"PYTHON={fake}"],
        cwd=tmp_path,
        **PATIENT,
    )
    assert done.returncode != 0
    assert "This project needs Python 3.11 or newer; this one is 3.9" in done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / ".venv").exists()


def test_help_names_every_target():
    done = subprocess.run(["make", "help"], cwd=ROOT, **PATIENT)
    phony = re.search(
        r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )[1].split()
    assert all(f"make {target}" in done.stdout for target in phony)


def test_jupyterlab_takes_the_options_that_are_given():
    for options in ("", "--no-browser --port 8899"):
        plain = {
            name: value for name, value in os.environ.items() if not name.startswith("MAKE")
        }  # the suite itself is run by make
        done = subprocess.run(
            ["make", "-n", "lab", f"OPTIONS={options}"],
            cwd=ROOT,
            env=plain,
            **PATIENT,
        )
        assert done.stdout.rstrip().endswith(
            "--notebook-dir=notebooks --LabApp.default_url=/lab/tree/00_start.ipynb"
            f" {options}".rstrip()
        ), done.stderr


def test_packages_are_compiled_when_they_are_installed():
    """No test imports these modules, and so nothing but the set-up can have compiled them."""
    if Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("this environment was not made by the Makefile")
    folder = Path(importlib.util.find_spec("statsmodels").origin).parent / "sandbox" / "tests"
    sources = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert sources and all(
        Path(importlib.util.cache_from_source(path)).is_file() for path in sources
    )


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "environment.yml",
        "pyproject.toml",
        *LOCKS,
        "Makefile",
        "LICENSE",
        "CITATION.cff",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        ".gitignore",
        ".ci/run",
        "outputs/README.md",
        "outputs/preview.svg",
        "outputs/page.png",
    ],
)
def test_the_top_level_is_complete(name):
    assert (ROOT / name).is_file()


def test_version_is_the_same_everywhere():
    version = PROJECT["project"]["version"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == version
    assert f"## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_library_that_the_code_imports_is_declared():
    names = {
        "arro3": "arro3_core",  # and arro3_io, two packages of one name
        "bs4": "beautifulsoup4",
        "IPython": "ipykernel",
        "PIL": "pillow",
        "yaml": "pyyaml",
    }  # module: its package
    imported = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.split(".")[0])
    imported -= {*sys.stdlib_module_names, "helpers"}
    declared = {pin.split("==")[0].replace("-", "_") for pin in read_pins()}
    assert {names.get(module, module) for module in imported} <= declared
