"""Replace a folder as a whole: by one command at a time, and so that a kill loses nothing."""

import contextlib
import os
import shutil
from pathlib import Path


def name_beside(folder, purpose):
    """Return the hidden path beside a folder that serves its replacement.

    Examples
    --------
    >>> name_beside("/srv/texts/my-data", "old").as_posix()
    '/srv/texts/.my-data.rural-old'
    """
    folder = Path(folder)
    if folder.name in ("", ".."):  # as "." and ".." are
        folder = folder.resolve()
    return folder.parent / f".{folder.name}.rural-{purpose}"


class FolderBusy(ValueError):
    """Report that another process is writing a folder."""


@contextlib.contextmanager
def hold_folder(folder: Path):
    """Hold a folder for this process alone, as it was before any command that was killed.

    Parameters
    ----------
    folder : pathlib.Path
        Need not be there. Folders made on the way to it go again where nothing is written.

    Raises
    ------
    FolderBusy
        If another process holds it.
    OSError
        If nothing can be written beside it.
    """
    from filelock import FileLock, Timeout

    folder = Path(folder)
    made = [place for place in (folder.parent, *folder.parent.parents) if not place.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = name_beside(folder, "lock")
    try:
        # A process that waits for a lock which its holder removes would hold nothing; filelock
        # looks for that.
        with FileLock(lock, timeout=0, is_singleton=True) as held:
            try:
                recover(folder)
                yield
            finally:
                if held.lock_counter == 1:
                    lock.unlink(missing_ok=True)
    except Timeout:
        raise FolderBusy(f"another command is writing {folder} just now; wait for it") from None
    finally:
        for place in made:
            with contextlib.suppress(OSError):
                place.rmdir()


@contextlib.contextmanager
def replace_folder(folder: Path):
    """Give an empty folder to write into, and put it in the place of another once that is done.

    Parameters
    ----------
    folder : pathlib.Path
        Replaced as a whole, or as it was if an error comes out of the block.

    Raises
    ------
    FolderBusy, OSError
        As `hold_folder` does.
    """
    folder = Path(folder)
    with hold_folder(folder):
        staging, old = name_beside(folder, "staging"), name_beside(folder, "old")
        try:
            staging.mkdir()
            yield staging
            if folder.exists():
                staging.chmod(folder.stat().st_mode & 0o7777)  # a private one stays private
                os.replace(folder, old)
            os.replace(staging, folder)
        finally:
            recover(folder)


def recover(folder):
    """Bring a folder back that a killed process has put aside, and remove what it had begun."""
    staging, old = name_beside(folder, "staging"), name_beside(folder, "old")
    if old.exists() and not folder.exists():
        os.replace(old, folder)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(staging, ignore_errors=True)
