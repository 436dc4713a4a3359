"""Name who printed and who counted."""

from helpers.data.read import read_table
from helpers.words.periods import format_days
from helpers.words.units import shorten_name


def cite_benchmark(row) -> dict:
    """Return where a benchmark was printed, in the form of `cite_observation`.

    Parameters
    ----------
    row : Series or named tuple
        Of `assemble_benchmarks`.
    """
    return {
        "observation_id": row.benchmark_id,
        "publisher": f"{row.publisher} (counted by: {row.counted_by}; grade {row.grade})",
        "title": row.title,
        "published": row.published or "date not known",
        "paragraph": "",
        "as_printed": row.as_printed,
        "lang": row.language,
    }


def cite_observation(row) -> dict:
    """Return where an observation was printed, ready to stand under a finding.

    Keys ``observation_id, publisher, title, published, paragraph, as_printed, lang``.

    Parameters
    ----------
    row : Series or named tuple
        Of `assemble_observations` or `join_sources`.
    """
    return {
        "observation_id": row.observation_id,
        "publisher": row.publisher,
        "title": row.title or "(our copy has no title)",
        "published": format_days(row.published_from, row.published_to),
        "paragraph": int(row.paragraph),
        "as_printed": row.as_printed,
        "lang": row.language,
    }


def join_sources(events, data_dir):
    """Return dated events with publisher, title and dates, so that they can be cited.

    Parameters
    ----------
    events : DataFrame
        Rows of the table ``events``.
    data_dir : pathlib.Path

    Returns
    -------
    joined : DataFrame
        With the columns that `cite_observation` needs.
    """
    sources = read_table(data_dir, "sources")
    joined = events.merge(
        sources[["source_id", "publisher", "title", "language", "published_from", "published_to"]],
        on="source_id",
        validate="many_to_one",
    )
    return joined.assign(observation_id=joined["event_id"], as_printed=joined["date_as_printed"])


def describe_counter(counted_by):
    """Return a sentence on who counted.

    Examples
    --------
    >>> describe_counter("the trader"), describe_counter("not stated (the newspaper's own words)")
    ('Counted by: the trader.', 'Who counted is not said.')
    """
    return (
        "Who counted is not said."
        if counted_by.startswith("not stated")
        else f"Counted by: {counted_by}."
    )


def cite_paragraphs(rows):
    """Return publisher, year and paragraph of each row, such as ``"Zhejiang Daily 2024, ¶ 7"``.

    Parameters
    ----------
    rows : DataFrame
        With ``publisher, published_to, paragraph``; the year stays away where no date is known.
    """
    years = rows["published_to"].dt.strftime(" %Y").fillna("")
    names = rows["publisher"].map(shorten_name) + years
    return [f"{name}, ¶ {where}" for name, where in zip(names, rows["paragraph"], strict=True)]
