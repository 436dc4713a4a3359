"""Numbers that stand in the order of their dates: 2019年和2023年分别达到3亿元和5亿元."""

import bisect

CHANGES = ("growth", "points", "multiple")


def pair_periods(view, language, quantities, context):
    """Give each number of a pair the date of its place; other numbers stay as they are.

    Parameters
    ----------
    view : View
    language : Language
    quantities : list of Quantity
        Numbers in the order of the text; changed in place.
    context : periods.Context
    """
    starts = [quantity.start for quantity in quantities]
    marks = [mark[0] for mark in context.every]
    for match in view.find(language.pattern("paired")):
        first, last = view.sentence(match.start())
        inside = context.every[bisect.bisect_left(marks, first) : bisect.bisect_left(marks, last)]
        inside = list({mark[0]: mark for mark in inside}.values())  # the longer of two
        dates = max(_find_runs(view, language, inside), key=len, default=[])
        begin, end = bisect.bisect_left(starts, first), bisect.bisect_left(starts, last)
        places = [(quantities[i].start, quantities[i].end, i) for i in range(begin, end)]
        runs = [r for r in _find_runs(view, language, places) if len(r) == len(dates) > 1]
        if not runs:
            continue
        behind = [run for run in runs if run[0][0] >= match.end()]
        for (_, _, i), (_, _, low, high) in zip((behind or runs[-1:])[0], dates, strict=True):
            number = quantities[i]
            start = "" if number.kind in CHANGES else low
            status = context.find_status(number.start, high) if number.status else ""
            quantities[i] = number._replace(period_start=start, period_end=high, status=status)


def _find_runs(view, language, spans):
    """Return the lists of spans between which only a mark of a list stands."""
    runs = []
    for span in spans:
        between = view.plain[runs[-1][-1][1] : span[0]] if runs else None
        if runs and language.pattern("list_marks").fullmatch(between):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs
