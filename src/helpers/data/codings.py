"""Compare two independent codings of the same articles."""

import pandas as pd

COMPARED = ("value", "wording", "period", "period_kind", "status")


def match_passes(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return which rows of two independent codings are about the same printed number.

    Parameters
    ----------
    first, second : DataFrame
        Columns of the tables ``first_pass`` and ``second_pass``.

    Returns
    -------
    matches : DataFrame
        ``first_id, second_id, source_id, paragraph, as_printed``, an id being
        empty where only one pass has the number; and one column a quality of
        ``COMPARED``, True where the two agree, missing where unmatched.

    Notes
    -----
    Two rows match if they name the same paragraph, and the words of one stand
    in the words of the other; each row is used once, equal values first.
    """
    free = second.to_dict("records")
    rows = []
    for a in first.to_dict("records"):
        found = [b for b in free if _same_print(a, b)]
        found.sort(key=lambda b: _value(a) != _value(b))
        b = found[0] if found else None
        if b is not None:
            free.remove(b)
        rows.append(_describe_match(a, b))
    rows += [_describe_match(None, b) for b in free]
    return pd.DataFrame(
        rows, columns=["first_id", "second_id", "source_id", "paragraph", "as_printed", *COMPARED]
    )


def _same_print(a, b):
    place = (a["source_id"], a["paragraph"]) == (b["source_id"], b["paragraph"])
    return place and (a["as_printed"] in b["as_printed"] or b["as_printed"] in a["as_printed"])


def _value(row):
    return row["value"], -1.0 if pd.isna(row["value_high"]) else row["value_high"]


def _describe_match(a, b):
    some = a if a is not None else b
    row = {
        "first_id": a["pass_id"] if a is not None else "",
        "second_id": b["pass_id"] if b is not None else "",
    }
    row |= {name: some[name] for name in ("source_id", "paragraph", "as_printed")}
    for name in COMPARED:
        row[name] = None
        if a is not None and b is not None:
            if name == "value":
                row[name] = _value(a) == _value(b)
            elif name == "period":
                row[name] = (a["period_start"], a["period_end"]) == (
                    b["period_start"],
                    b["period_end"],
                )
            else:
                row[name] = a[name] == b[name]
    return row


def summarise_passes(matches: pd.DataFrame) -> pd.Series:
    """Return the agreement of two codings in numbers.

    Parameters
    ----------
    matches : DataFrame
        From `match_passes`.

    Returns
    -------
    summary : Series of int
        ``matched``, ``missed_by_second``, ``missed_by_first``, and for each
        quality of ``COMPARED`` ``<quality>_differs``.
    """
    both = matches[(matches["first_id"] != "") & (matches["second_id"] != "")]
    summary = {
        "matched": len(both),
        "missed_by_second": int((matches["second_id"] == "").sum()),
        "missed_by_first": int((matches["first_id"] == "").sum()),
    }
    differs = {f"{name}_differs": int(both[name].eq(False).sum()) for name in COMPARED}
    return pd.Series(summary | differs)
