"""What the tests of pages share: files are written where a test says, as in a run by hand."""

import pytest


@pytest.fixture(autouse=True)
def no_staging(monkeypatch):
    """No run is being made."""
    monkeypatch.delenv("RURAL_STAGING", raising=False)
