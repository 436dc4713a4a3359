"""From a finding to its print, and from a print to its findings."""

import pytest

from helpers.data.assemble import assemble_observations
from helpers.data.sources import cite_observation
from helpers.page.findings import Findings
from helpers.publishing.trace import trace


@pytest.fixture
def run_dir(tmp_path, monkeypatch, data_dir):
    monkeypatch.delenv("RURAL_STAGING", raising=False)
    book = Findings("03_x", "How large?", tmp_path)
    table = assemble_observations(
        data_dir, reading="point", currency="CNY", prices="current", base_year=2020
    )
    named = table["observation_id"] == "zhejiang-daily-2024-p13-2"
    book.say(
        "city",
        "It was {n}.",
        sources=[cite_observation(row) for row in table[named].itertuples()],
        n=1,
    )
    return tmp_path


def test_a_finding_leads_to_its_prints(data_dir, run_dir):
    text = "\n".join(trace(data_dir, run_dir, "city"))
    assert "city (03_x): It was 1." in text
    assert "zhejiang-daily-2024-p13-2" in text and "34.24亿元" in text and "paragraph 13" in text


def test_an_observation_leads_to_source_bounds_claims_and_findings(data_dir, run_dir):
    text = "\n".join(trace(data_dir, run_dir, "zhejiang-daily-2024-p13-2"))
    for words in (
        "34.24亿元",
        "Zhejiang Daily",
        "paragraph 13",
        "3.4235 to 3.4245 billion yuan",
        "claim city-retail-increase",
        "finding city (03_x)",
    ):
        assert words in text


def test_an_unknown_key_names_near_ones(data_dir, run_dir):
    with pytest.raises(
        ValueError,
        match=(
            "nothing is called 'zhejiang-daily-2024-p13-22'; did you mean zhejiang-daily-2024-p13-2"
        ),
    ):
        trace(data_dir, run_dir, "zhejiang-daily-2024-p13-22")
