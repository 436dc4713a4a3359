"""Hold a contract's own patterns to forms that a match ends soon on, whatever the cell holds."""

import re

LONGEST_PATTERN = 200  # characters of a pattern
LONGEST_CELL = 200  # characters of a cell that a pattern is asked about
MOST_STEPS = LONGEST_CELL**3  # ways in which the repeats of a pattern may share a cell

_QUANTIFIER = re.compile(r"[*+?]|\{(?=[0-9,])([0-9]*)(,?)([0-9]*)\}")


def find_pattern_fault(pattern):
    """Return what is wrong with a pattern, or None.

    Our rule: no repeat or choice inside of a repeat, no look to either side, no reference back, and
    few enough repeats that every way of sharing a cell among them can be tried.

    Examples
    --------
    >>> find_pattern_fault("[a-z]+-[0-9]{4}") is None
    True
    >>> find_pattern_fault("(a+)+")
    'it repeats what holds a repeat or a choice; write it without'
    """
    if len(pattern) > LONGEST_PATTERN:
        return f"it has {len(pattern)} characters; allowed: {LONGEST_PATTERN}"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    if re.search(r"\(\?(?!:|P<)|(?<!\\)(?:\\\\)*\\[1-9]", pattern):
        return "it looks to a side, refers back or sets a flag; allowed: groups as (…) or (?:…)"
    return _find_repeat_fault(pattern)


def _find_repeat_fault(pattern):
    """Return whether repeats are nested or too many; the pattern itself can be read."""
    steps, groups, last, place = 1, [False], False, 0
    while place < len(pattern):
        mark = pattern[place]
        quantifier = _QUANTIFIER.match(pattern, place) if place else None
        if quantifier:
            width, most = _count_choices(quantifier)
            if most > LONGEST_PATTERN and quantifier.group() not in ("*", "+"):
                return f"it asks for {most} of something; allowed: {LONGEST_PATTERN}"
            if most > 1 and last:
                return "it repeats what holds a repeat or a choice; write it without"
            steps *= min(width, LONGEST_CELL)
            groups[-1] = groups[-1] or width > 1
            place = quantifier.end()
            place += pattern[place : place + 1] in ("?", "+") and quantifier.group() != ""
            last = False
            continue
        last = False
        if mark == "\\":
            place += 2
        elif mark == "[":
            place = _skip_class(pattern, place)
        elif mark == "(":
            groups.append(False)
            place += len(re.match(r"\((?:\?:|\?P<\w+>)?", pattern[place:]).group())
        elif mark == ")":
            last = groups.pop()
            groups[-1] = groups[-1] or last
            place += 1
        else:
            groups[-1] = groups[-1] or mark == "|"
            place += 1
    if steps > MOST_STEPS:
        return "it holds too many repeats; allowed: three without an end"
    return None


def _count_choices(quantifier):
    """Return among how many lengths a repeat may choose, and the most it may take."""
    least, comma, most = quantifier.groups()
    if quantifier.group() == "?":
        return 2, 1
    if quantifier.group() in ("*", "+") or (comma and not most):
        return LONGEST_CELL, max(LONGEST_CELL, int(least or 0))
    return int(most or least) - int(least or 0) + 1, int(most or least)


def _skip_class(pattern, place):
    """Return where a class of characters ends."""
    place += 1 + (pattern[place + 1 : place + 2] == "^")
    place += pattern[place : place + 1] == "]"
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1
