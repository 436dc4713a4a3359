"""Many articles are read over processes or machines, and the rows are those of one process."""

import filecmp

import pytest

from helpers.articles import batches, package
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.paths import project_root

DATA = project_root() / "data"
ARTICLES = 60
PLACES = ("Abo", "Bebu", "Cici", "Dodo", "Efe")
THINGS = ("thingamajigs", "gizmos", "widgets")


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """Texts in which several articles of one round name the same new places and things first."""
    folder, made = tmp_path_factory.mktemp("texts"), []
    for number in range(ARTICLES):
        place, thing = PLACES[number // 9 % 5], THINGS[number // 7 % 3]
        text = (
            f"The village of {place} repaired {1000 + number} {thing} in 2023.\n"
            f"The village of {PLACES[number % 5]} sent 5,{100 + number} parcels in 2022.\n"
        )
        path = folder / f"paper-{number:03d}.txt"
        path.write_text(text, encoding="utf-8")
        made.append(read_article(path, "en"))
    return made


def write(articles, folder, spread=None):
    sheets = package.read_articles(articles, DATA, read_published("2024-02-01"), spread=spread)
    return package.write_package(sheets, DATA, folder)


def assert_same(one, other):
    names = sorted(p.relative_to(one) for p in one.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(other) for p in other.rglob("*") if p.is_file())
    _, unlike, lost = filecmp.cmpfiles(one, other, [str(n) for n in names], shallow=False)
    assert (unlike, lost) == ([], [])


@pytest.fixture(scope="module")
def alone(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone") / "data"
    write(articles, folder)
    return folder


def test_articles_read_by_two_processes_make_the_same_folder_byte_for_byte(
    articles, alone, tmp_path
):
    with batches.spread_here(2) as spread:
        write(articles, tmp_path / "data", spread)
    assert_same(alone, tmp_path / "data")


def test_articles_whose_process_was_killed_are_read_all_the_same(articles, alone, tmp_path):
    with batches.spread_here(2) as spread:

        def break_first(function, arguments):
            return spread(kill_itself if len(arguments) > 1 else function, arguments)

        write(articles, tmp_path / "data", break_first)
    assert_same(alone, tmp_path / "data")


def kill_itself(*arguments):
    """Be killed as a process of the pool; do the work in the command's own."""
    import multiprocessing
    import os
    import signal

    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return batches.draft_chunk(*arguments)


def test_what_two_articles_of_a_round_name_first_is_one_place_and_one_thing(alone):
    tables = package.read_tables(alone)
    new = [row for row in tables["entities"] if row["name_en"] in PLACES]
    assert sorted(row["name_en"] for row in new) == sorted(PLACES)
    names = [(row["name"], row["unit"]) for row in tables["indicators"]]
    assert len(names) == len(set(names))
    sizes = [end - begin for begin, end in batches.list_rounds(10_000)]
    assert sum(sizes) == 10_000 and max(sizes) == batches.LARGEST


def test_the_article_that_is_there_already_is_refused_and_nothing_is_changed(articles, alone):
    before = {p: p.read_bytes() for p in alone.rglob("*") if p.is_file()}
    with pytest.raises(ValueError, match="holds the article paper-000 already; nothing was"):
        write(articles[:1], alone)
    assert before == {p: p.read_bytes() for p in alone.rglob("*") if p.is_file()}
