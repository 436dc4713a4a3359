"""The project's folders are found from anywhere, and no name leads out of them."""

import pytest

from helpers import paths


def test_relative_paths_count_from_the_project_wherever_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert paths.resolve("data") == paths.project_root() / "data"
    assert paths.resolve(tmp_path) == tmp_path and paths.resolve("~").is_absolute()


def test_while_a_run_is_made_its_folder_is_the_staging_one(tmp_path, monkeypatch):
    monkeypatch.delenv(paths.STAGING_VARIABLE, raising=False)
    assert paths.output_folder(tmp_path / "run") == tmp_path / "run"
    monkeypatch.setenv(paths.STAGING_VARIABLE, str(tmp_path / "staging"))
    assert paths.output_folder(tmp_path / "run") == tmp_path / "staging"
    assert (tmp_path / "staging").is_dir()


@pytest.mark.parametrize(
    ("name", "is_safe"),
    [
        ("html/a.html", True), ("a b.csv", True), ("", False), ("a//b", False), ("..", False),
        ("a/../b", False), ("a\\b", False), ("C:x", False), ("nul", False), ("NUL.txt", False),
        ("nulls", True), ("a.", False), ("a ", False), ("a\n", False),
    ],
)  # fmt: skip
def test_a_name_is_safe_where_it_lies_beneath_its_folder_on_every_system(name, is_safe):
    assert paths.is_safe_name(name) == is_safe
