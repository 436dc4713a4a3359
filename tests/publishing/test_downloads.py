"""What a reader takes along: the same bytes for the same files, nothing from outside, a citation
that BibTeX reads."""

import json
import os
import zipfile

import pytest

from helpers.publishing.downloads import list_package, write_archive, write_downloads


def test_an_archive_depends_on_names_and_contents_alone(tmp_path):
    for name, when in (("a.csv", 1e9), ("b.csv", 1.5e9)):
        (tmp_path / name).write_text(name, encoding="utf-8")
        os.utime(tmp_path / name, (when, when))
    files = {name: tmp_path / name for name in ("a.csv", "b.csv")}
    write_archive(tmp_path / "one.zip", files)
    os.utime(tmp_path / "a.csv", (0, 0))
    (tmp_path / "a.csv").chmod(0o600)
    write_archive(tmp_path / "two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["a.csv", "b.csv"] and archive.read("b.csv") == b"b.csv"


def test_the_data_package_holds_its_contract_and_every_table(data_dir):
    contract = json.loads((data_dir / "datapackage.json").read_text(encoding="utf-8"))
    assert set(list_package(data_dir)) == {"datapackage.json", "README.md", "about.md"} | {
        resource["path"] for resource in contract["resources"]
    }


@pytest.mark.parametrize("way", ["path", "symlink"])
def test_no_file_from_outside_the_data_folder_gets_in(tmp_path, way):
    (tmp_path / "secret.csv").write_text("secret", encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    (data / "own.csv").write_text("own", encoding="utf-8")
    (data / "link.csv").symlink_to(tmp_path / "secret.csv")
    path = {"path": "../secret.csv", "symlink": "link.csv"}[way]
    (data / "datapackage.json").write_text(
        json.dumps({"resources": [{"path": path}, {"path": "own.csv"}]}), encoding="utf-8"
    )
    assert set(list_package(data)) == {"datapackage.json", "own.csv"}


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "C:/x.csv", "a\\\\x.csv", "a/../x.csv"])
def test_no_member_of_an_archive_is_written_outside_its_folder(tmp_path, name):
    (tmp_path / "x.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is no name for a member of all.zip"):
        write_archive(tmp_path / "all.zip", {name: tmp_path / "x.csv"})
    assert not (tmp_path / "all.zip").exists()


@pytest.mark.parametrize("path", ["press/../own.csv", "./own.csv", "deep/own.csv"])
def test_a_resource_under_another_name_or_behind_a_linked_folder_is_left_out(tmp_path, path):
    (tmp_path / "own.csv").write_text("own", encoding="utf-8")
    (tmp_path / "press").mkdir()
    (tmp_path / "deep").symlink_to(tmp_path)
    contract = json.dumps({"resources": [{"path": path}]})
    (tmp_path / "datapackage.json").write_text(contract, encoding="utf-8")
    assert set(list_package(tmp_path)) == {"datapackage.json"}


def test_the_page_beside_the_data_package_says_that_cells_are_as_printed(tmp_path, data_dir):
    package, parquet = write_downloads(tmp_path, data_dir)
    assert "cells as printed" in package["kind"] and "empty cells as null" in parquet["kind"]


def test_a_run_offers_what_it_has(tmp_path, data_dir):
    assert write_downloads(tmp_path) == []
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "04_t.csv").write_text("a\n", encoding="utf-8")
    (tmp_path / "tables" / "link.csv").symlink_to(data_dir / "README.md")
    offered = write_downloads(tmp_path, data_dir)
    assert [each["href"] for each in offered] == [
        "downloads/data-package.zip",
        "downloads/data-parquet.zip",
        "downloads/tables.zip",
    ]
    with zipfile.ZipFile(tmp_path / "downloads" / "tables.zip") as archive:
        assert archive.namelist() == ["04_t.csv"], "a symlink could hand out a file from anywhere"
    with zipfile.ZipFile(tmp_path / "downloads" / "data-package.zip") as archive:
        assert {"LICENSE", "CITATION.cff", "datapackage.json"} <= set(archive.namelist())
    assert all(each["bytes"] == (tmp_path / each["href"]).stat().st_size for each in offered)


def test_what_not_every_system_can_unpack_is_left_out_of_the_archives(tmp_path):
    (tmp_path / "tables").mkdir()
    for name in ("01_a.csv", "01_a:b.csv", "01_a\\b.csv", "aux.csv"):
        (tmp_path / "tables" / name).write_text("a\n", encoding="utf-8")
    write_downloads(tmp_path)
    with zipfile.ZipFile(tmp_path / "downloads" / "tables.zip") as archive:
        assert archive.namelist() == ["01_a.csv"]
