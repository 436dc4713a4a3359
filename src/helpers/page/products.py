"""Remember what a notebook run by hand has written, so that nothing stays of its last run."""

import os
import re

from helpers.paths import STAGING_VARIABLE, resolve

LAB = "outputs/lab"
_PRODUCT = re.compile(r"(figures|tables)/[0-9]{2}_[a-z0-9_]+\.(svg|png|csv)")


class Products:
    """The files of one notebook in the folder of runs by hand; elsewhere runs keep a record.

    Parameters
    ----------
    notebook : str
        Stem of the notebook's file name.
    out_dir : str
        Folder of the run.
    """

    def __init__(self, notebook: str, out_dir: str):
        by_hand = out_dir == LAB and STAGING_VARIABLE not in os.environ
        self.folder = resolve(out_dir) if by_hand else None
        self.list = self.folder / f".{notebook}.txt" if by_hand else None

    def remove_last(self):
        """Remove the files that the last run has listed, but for links."""
        if self.list is None or not self.list.is_file():
            return
        for name in self.list.read_text(encoding="utf-8").splitlines():
            path = self.folder / name
            if _PRODUCT.fullmatch(name) and path.is_file() and not path.is_symlink():
                path.unlink()
        self.list.unlink()

    def add(self, *names):
        """List files that are about to be written, by their path in the folder."""
        if self.list is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self.list.open("a", encoding="utf-8") as listed:
                listed.writelines(f"{name}\n" for name in names)
