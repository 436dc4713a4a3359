"""Find the project's folders from anywhere: a notebook, a test, the command line."""

import os
import re
from pathlib import Path

STAGING_VARIABLE = "RURAL_STAGING"
# Names that are devices on Windows, whatever ends them.
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def project_root() -> Path:
    """Return the folder that holds data/, notebooks/ and src/.

    Returns
    -------
    root : pathlib.Path
        Two floors above this package; the project is installed editable, so
        the package always lies inside its checkout.

    Examples
    --------
    >>> (project_root() / "pyproject.toml").exists()
    True
    """
    return Path(__file__).resolve().parents[2]


def resolve(path: str | Path) -> Path:
    """Return an absolute path; a relative one counts from the project root.

    A notebook has a different current folder in JupyterLab, under papermill
    and in a test. Counting from the root gives one answer in all three.

    Examples
    --------
    >>> resolve("data") == project_root() / "data"
    True
    """
    return project_root() / Path(path).expanduser()


def output_folder(out_dir: str | Path) -> Path:
    """Return the folder that a notebook writes into, made if it is missing.

    The runner executes notebooks in a staging folder and moves the finished
    run into place, so that a killed run never leaves half of one. It names
    that folder in the environment; the parameter keeps the final name.

    Parameters
    ----------
    out_dir : str or pathlib.Path
        Folder of the run, for example ``outputs/baseline``.
    """
    folder = Path(os.environ.get(STAGING_VARIABLE) or resolve(out_dir))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_safe_name(name):
    """Return whether a file of this name lies beneath its folder on every system.

    Examples
    --------
    >>> [is_safe_name(n) for n in ("press/sources.csv", "../x", "/x", "C:/x", "a\\\\b")]
    [True, False, False, False, False]
    """
    parts = name.split("/")
    return name.isprintable() and not (
        "\\" in name
        or ":" in name
        or any(part.rstrip(" .") != part or not part for part in parts)
        or any(DEVICE.fullmatch(part) for part in parts)
    )
