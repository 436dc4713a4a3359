"""The folders of a run: what may be written there, what is kept, and who holds them."""

import pytest

from helpers.running import folders


@pytest.mark.parametrize("name", ["a", "literal-eur", "2024.06_x", "x" * 60])
def test_an_ordinary_name_is_allowed(name):
    assert folders.check_run_name(name) == name


@pytest.fixture
def own(tmp_path):
    """The folders of a run of which nothing is there yet."""
    return folders.RunFolders(tmp_path, "mine")


def write(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


def test_after_a_process_was_killed_the_good_run_is_back_and_the_half_one_gone(own):
    write(own.old, "index.html")
    write(own.staging, "tables/01_a.csv")
    folders.recover(own)
    assert folders.list_files(own.final) == ["index.html"]
    assert not own.old.exists() and not own.staging.exists() and not own.failed.exists()


def test_an_old_run_is_not_put_over_the_new_one_that_is_already_in_its_place(own):
    write(own.old, "observations.html")
    write(own.final, "index.html")
    folders.recover(own)
    assert folders.list_files(own.final) == ["index.html"] and not own.old.exists()


def test_a_staged_run_takes_the_place_of_the_old_one_and_of_a_failed_attempt(own):
    write(own.final, "html/01_old.html")
    write(own.failed, "index.html")
    folders.make_staging(own)
    write(own.staging, "index.html", f"{folders.SCRATCH}/socket")
    folders.install(own)
    assert folders.list_files(own.final) == ["index.html"]
    assert not (own.final / folders.SCRATCH).exists()
    assert [path.name for path in own.outputs.iterdir()] == ["mine"]


def test_without_a_record_names_decide_what_is_somebodys_own(own, tmp_path):
    write(own.final, "index.html", "tables/01_a.csv", "tables/notes.csv", "thesis.docx")
    write(own.final, ".DS_Store", "html/.ipynb_checkpoints/a.html")
    (own.final / "figures").symlink_to(tmp_path)
    assert folders.list_strange(own.final) == ["figures", "tables/notes.csv", "thesis.docx"]
    with pytest.raises(folders.RunFault, match=r"\(figures, tables/notes.csv, thesis.docx\)"):
        folders.prepare_outputs(own)


def test_one_run_is_held_by_one_writer_and_leaves_no_lock_where_nothing_came_of_it(own):
    with folders.lock_run(own):
        assert own.lock.exists()
        with pytest.raises(folders.RunFault, match="is writing mine just now"):
            with folders.lock_run(own):
                pass
    assert not own.lock.exists()


def test_what_was_written_here_may_be_replaced_and_nothing_else(tmp_path):
    write(tmp_path, "page.html", "other.html")
    folders.note_written(tmp_path, ["page.html"])
    folders.refuse_foreign(tmp_path, ["page.html", "new.html"])
    with pytest.raises(folders.RunFault, match="other.html was not written by this project"):
        folders.refuse_foreign(tmp_path, ["page.html", "other.html"])


def test_products_belong_to_the_notebook_whose_number_they_begin_with(tmp_path):
    own = ["html/01_a.html", "notebooks/01_a.ipynb", "tables/01_b.csv"]
    write(tmp_path, *own, "html/01_c.html", "tables/02_a.csv", "downloads/01_a.zip")
    assert folders.list_products(tmp_path, "01_a") == own
