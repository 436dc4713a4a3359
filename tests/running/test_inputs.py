"""What a run depends on is every file that can be seen, under its public name."""

import json

import pytest

from helpers.running.folders import RunFault
from helpers.running.inputs import DataFaults, find_data_date, hash_folder, read_robustness
from helpers.running.record import hash_file


def write(folder, **texts):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_hidden_files_and_data_packages_inside_a_folder_are_no_part_of_it(tmp_path):
    write(tmp_path, a="1", b="2")
    write(tmp_path / "press", a="3")
    write(tmp_path / ".git", a="4")
    write(tmp_path / "__pycache__", a="5")
    write(tmp_path / "examples" / "togo", a="6")
    (tmp_path / "examples" / "togo" / "datapackage.json").touch()
    contents = {}
    hashes = hash_folder(tmp_path, "data", contents)
    assert list(hashes) == ["data/a.csv", "data/b.csv", "data/press/a.csv"]
    assert hashes["data/press/a.csv"] == hash_file(tmp_path / "press" / "a.csv")
    assert sorted(contents.values()) == [b"1", b"2", b"3"]


def test_a_file_that_changes_changes_its_own_sum_alone(tmp_path):
    write(tmp_path, a="1", b="2")
    before = hash_folder(tmp_path, "data")
    write(tmp_path, b="3")
    after = hash_folder(tmp_path, "data")
    assert [name for name in before if before[name] != after[name]] == ["data/b.csv"]


def test_a_folder_that_has_gone_is_named(tmp_path):
    with pytest.raises(RunFault, match="cannot read .*gone: No such file"):
        hash_folder(tmp_path / "gone", "data")


def test_faults_of_data_are_told_one_a_line_with_the_name_of_the_folder():
    faults = DataFaults(["a.csv, line 2: wrong", "b.csv: empty"], "mine")
    assert str(faults) == "a.csv, line 2: wrong\nb.csv: empty" and faults.folder == "mine"


def test_a_page_is_told_of_its_own_findings_and_of_no_others(tmp_path):
    def say(stem, *findings):
        text = json.dumps({"findings": list(findings)})
        (tmp_path / f"{stem}.json").write_text(text, encoding="utf-8")

    say("04_a", {"key": "growth"}, {"text": "without a key"})
    fares = [{"about": "growth", "text": "Holds."}, {"about": "other", "text": "Falls."}, {}]
    say("07_robustness", *fares)
    assert read_robustness(tmp_path, "04_a", ["07_robustness"]) == {"growth": "Holds."}
    assert read_robustness(tmp_path, "04_a", []) == {}
    (tmp_path / "07_robustness.json").write_text("[]", encoding="utf-8")
    assert read_robustness(tmp_path, "04_a", ["07_robustness", "09_gone"]) == {}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("2020-01-01,2020-01-01\n2024-05-03,2024-05-03\n", "2024-05-03"),
        ("2024-05-01,2024-05-31\n2020-01-01,2020-01-01\n", "May 2024 (inferred)"),
        ("soon,later\n", ""),
        ("", ""),
    ],
)
def test_data_are_as_new_as_their_newest_article(tmp_path, rows, words):
    write(tmp_path / "press", sources=f"published_from,published_to\n{rows}")
    assert find_data_date(tmp_path) == words


def test_data_without_articles_have_no_date(tmp_path):
    assert find_data_date(tmp_path) == ""
