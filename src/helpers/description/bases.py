"""Compare one growth in every currency and price basis."""

import pandas as pd

from helpers.data.counts import pick
from helpers.rates import pair_observations


def compare_bases(study, entity_id: str, indicator_id: str) -> pd.DataFrame:
    """Return growth between the last two levels of one thing in every currency and price basis.

    Parameters
    ----------
    study : Study
        Its places and years are kept; years without a price level are left out.
    entity_id, indicator_id : str

    Returns
    -------
    bases : DataFrame
        A row a basis: ``basis`` in words, then columns of `pair_observations`.
    """
    rows = []
    if not len(pick(study.observations, entity_id, indicator_id)):
        return pd.DataFrame(rows)
    priced = study.read("prices")["year"]
    last = int(priced.max()) if len(priced) else study.choice.last_year
    known = study.under(last_year=min(study.choice.last_year, last))
    for currency in known.currencies:
        for prices in known.price_bases:
            basis = known.under(currency=currency, prices=prices)
            pairs = pair_observations(pick(basis.observations, entity_id, indicator_id))
            kept = pairs[pairs["refused"] == ""].tail(1)
            rows.append(kept.assign(basis=basis.money))
    return pd.concat(rows, ignore_index=True)
