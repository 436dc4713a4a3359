"""What the tests of the audit share: the claims of the data, and their verdicts."""

import pytest

from helpers.audit.claims import audit_claims
from helpers.data.assemble import assemble_observations
from helpers.data.read import read_table


@pytest.fixture(scope="session")
def tables(data_dir):
    """Tables of the data that claims rest on."""
    return {name: read_table(data_dir, name) for name in ("claims", "events", "exchange_rates")}


@pytest.fixture(scope="session")
def run_audit(data_dir, tables):
    """A function that judges claims under a reading."""

    def run(reading="conventional", claims=None):
        observations = assemble_observations(
            data_dir, reading=reading, currency="CNY", prices="current", base_year=2020
        )
        claims = tables["claims"] if claims is None else claims
        judged = audit_claims(claims, observations, tables["events"], tables["exchange_rates"])
        return judged.set_index("claim_id")

    return run


@pytest.fixture(scope="session")
def audited(run_audit):
    """All claims, judged under the usual reading."""
    return run_audit()
