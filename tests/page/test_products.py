"""Of a notebook run by hand what it has listed is removed at its next run, and nothing else."""

import pytest

from helpers.page import products
from helpers.page.products import LAB, Products
from helpers.paths import STAGING_VARIABLE


@pytest.fixture
def lab(tmp_path, monkeypatch):
    monkeypatch.setattr(products, "resolve", lambda _: tmp_path)
    for folder in ("figures", "tables"):
        (tmp_path / folder).mkdir()
    return tmp_path


def test_listed_files_go_and_links_and_files_of_other_names_stay(lab):
    listed = ["tables/04_a.csv", "figures/04_b.svg", "figures/04_link.png", "tables/notes.csv"]
    for name in (*listed[:2], "tables/notes.csv", "tables/04_other.csv"):
        (lab / name).write_text("1", encoding="utf-8")
    (lab / "figures/04_link.png").symlink_to(lab / "tables" / "04_other.csv")
    Products("04_x", LAB).add(*listed, "../04_c.csv", "tables/04_gone.csv")
    Products("04_x", LAB).remove_last()
    left = sorted(path.relative_to(lab).as_posix() for path in lab.rglob("*.*"))
    assert left == ["figures/04_link.png", "tables/04_other.csv", "tables/notes.csv"]


def test_what_another_notebook_has_listed_stays(lab):
    (lab / "tables" / "05_a.csv").write_text("1", encoding="utf-8")
    Products("05_y", LAB).add("tables/05_a.csv")
    Products("04_x", LAB).remove_last()
    assert (lab / "tables" / "05_a.csv").is_file() and (lab / ".05_y.txt").is_file()


def test_in_a_run_that_keeps_a_record_nothing_is_listed(lab, monkeypatch):
    Products("04_x", "outputs/baseline").add("tables/04_a.csv")
    monkeypatch.setenv(STAGING_VARIABLE, str(lab))
    Products("04_x", LAB).add("tables/04_a.csv")
    assert not list(lab.glob(".*.txt"))
