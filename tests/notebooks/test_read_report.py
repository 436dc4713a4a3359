"""A report on nothing but articles of one's own, from their texts to the pages."""

import pytest
from invented import DATA, PUBLISHED, TEXTS, read_drafts
from person import decide, read_csv, write_decisions

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.data.articles import check_articles
from helpers.paths import project_root
from helpers.publishing.checks import check_page
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project
from helpers.running.report import run_report


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder read from three texts and confirmed by a person."""
    out = tmp_path_factory.mktemp("read") / "my-data"
    for name in PUBLISHED:
        package.write_package(read_drafts(name, out), DATA, out)
    apply_decisions(write_decisions(out.parent / "decisions.csv", decide(out)), out, DATA)
    return out


def test_articles_that_were_read_and_confirmed_make_all_pages(folder):
    assert [str(f) for f in check_articles(folder, TEXTS)] == []
    project = Project.at(project_root(), outputs=folder.parent / "outputs", publisher=PUBLISHER)
    record = run_report({"data_dir": str(folder)}, name="mine", project=project)
    assert record.outcome == "ok", [(n.stem, n.outcome, n.error) for n in record.notebooks]
    run = folder.parent / "outputs" / "mine"
    pages = sorted(run.rglob("*.html"))
    assert len(pages) > 8
    assert [fault for page in pages for fault in check_page(page)] == []
    shown = (run / "observations.html").read_text(encoding="utf-8")
    for row in read_csv(folder / "press" / "observations.csv"):
        assert row["observation_id"] in shown
