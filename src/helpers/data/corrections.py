"""Apply the corrections of known errors, each guarded by what it expects."""

import pandas as pd

from helpers.data.read import as_text

_FOLLOWING = ("value", "value_high", "wording", "observation_id")  # never corrected by themselves


def apply_corrections(observations: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with the known errors mended.

    Parameters
    ----------
    observations : DataFrame
        Needs ``observation_id``.
    corrections : DataFrame
        Columns of the table ``corrections``.

    Returns
    -------
    corrected : DataFrame
        A new frame; rows may be fewer.

    Raises
    ------
    ValueError
        If a correction does not find the value that it expects: the table was mended at the source,
        and the correction must go. If it names a column that follows from the print.
    """
    corrected = observations.copy()
    for row in corrections.itertuples():
        name = f"correction {row.correction_id!r}"
        hit = corrected["observation_id"] == row.observation_id
        column = "as_printed" if row.action == "drop" else row.column
        if column in _FOLLOWING:
            raise ValueError(
                f"{name}: {column} follows from as_printed; correct as_printed, the rest is read"
                " from it"
            )
        if column not in corrected.columns:
            raise ValueError(
                f"{name}: unknown column {column!r}; allowed: {', '.join(corrected.columns)}"
            )
        found = [as_text(value) for value in corrected.loc[hit, column]]
        if found != [row.expect]:
            raise ValueError(
                f"{name} expects {row.expect!r} in {row.observation_id}, column {column}, and finds"
                f" {found}"
            )
        if row.action == "drop":
            corrected = corrected[~hit]
        else:
            corrected.loc[hit, column] = (
                pd.Series([row.value], dtype=object).astype(corrected[column].dtype).iloc[0]
            )
    return corrected.reset_index(drop=True)
