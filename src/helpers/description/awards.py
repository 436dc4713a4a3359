"""Count the steps of a ladder of training."""

import numpy as np


def count_steps(events, pattern: str):
    """Return the running count of dated events, as a step curve with bounds on each date.

    Parameters
    ----------
    events : DataFrame
        Needs ``event``, ``date_from``, ``date_to``, ``entity_id``; ``publisher`` and
        ``name_en`` are kept where they are there.
    pattern : str
        Text with which the event's words begin.

    Returns
    -------
    steps : DataFrame
        One row an event, by date: ``date_from, date_to, entity_id, event, count``.
    """
    steps = events[events["event"].str.startswith(pattern)]
    steps = steps.sort_values(["date_from", "event_id"], kind="stable").reset_index(drop=True)
    steps["count"] = np.arange(1, len(steps) + 1)
    return steps[
        [
            "date_from",
            "date_to",
            "entity_id",
            "event",
            "count",
            "event_id",
            *steps.columns.intersection(["publisher", "name_en"]),
        ]
    ]
