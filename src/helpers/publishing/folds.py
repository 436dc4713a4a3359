"""Fold what most readers pass over: nothing of it is lost, and its summary says what it holds."""

from markupsafe import escape

from helpers.publishing.prose import HEADINGS

OUTPUT = "Output"
MOST_BEGUN = 3  # sentences whose beginnings a summary has room for
WORDS_BEGUN = 5  # of each


def fold(words: str, parts: list, kind: str = "more") -> list:
    """Return parts of a page behind a summary of some words.

    Parameters
    ----------
    words : str
    parts : list
        Texts and trees.
    kind : str
        Class of the fold.
    """
    return [f'<details class="{kind}"><summary>{escape(words)}</summary>', *parts, "</details>"]


def fold_text(tree) -> list:
    """Return the parts of some prose: the heading it begins with stays, what follows is folded.

    Parameters
    ----------
    tree : bs4.Tag
    """
    first = tree.find(True, recursive=False)
    is_head = first is not None and first.name in HEADINGS
    head = [first.wrap(tree.new_tag("div")).extract()] if is_head else []
    count = len(tree.get_text().split())
    words = f"Read this section ({count:,} words)"
    # Paper has no fold to open: it shows the text.
    return [*head, *(fold(words, [tree], "more method") if count else ())]


def join_folds(parts: list[list[str]], folded) -> list[list[str]]:
    """Return the parts of each cell, those of neighbours that are folded behind one summary.

    The code of each cell stays before the fold, which stands with the last of its cells.

    Parameters
    ----------
    parts : list of list of str
        A cell's code first, then its outputs.
    folded : list of (list of dict or None)
        Of each cell the elements that it shows; None where it is not folded. A cell in between
        that shows nothing but code parts no neighbours.

    Examples
    --------
    >>> *first, last = join_folds([["", "one"], [""], ["", "two"]], [[], None, []])
    >>> first
    [[''], ['']]
    >>> last
    ['', '<details class="more"><summary>Output</summary>', 'one', 'two', '</details>']
    """
    parts, last, held, shown = [list(part) for part in parts], None, [], []
    for place, elements in enumerate(folded):
        if elements is None and len(parts[place]) <= 1 and _is_code(parts[place]):
            continue
        if elements is None:
            _close(parts, last, held, shown)
            last, held, shown = None, [], []
            continue
        held += parts[place][1:]
        shown += elements
        parts[place], last = parts[place][:1], place
    _close(parts, last, held, shown)
    return parts


def _is_code(part):
    return not part or not part[0] or part[0].startswith('<details class="code"')


def _close(parts, last, held, shown):
    if any(held):
        parts[last] += fold(name_elements(shown), held)


def name_elements(shown: list[dict]) -> str:
    """Return what is behind a fold, in words.

    Parameters
    ----------
    shown : list of dict
        ``kind``, ``number`` and payload of elements.

    Examples
    --------
    >>> name_elements([{"kind": "table", "number": 2, "caption": "Who counted"}])
    'Table 2: Who counted'
    >>> name_elements([{"kind": "finding", "text": "Of **two** shops one closed."}] * 2)
    '2 more sentences: Of two shops one closed; Of two shops one closed'
    """
    named = [
        f"{each['kind'].capitalize()} {each['number']}: {each.get('title') or each['caption']}"
        for each in shown
        if each["kind"] != "finding"
    ]
    said = [each["text"] for each in shown if each["kind"] == "finding"]
    if said:
        named.append(_name_sentences(said))
    words = "; ".join(named) or OUTPUT
    return words[:1].upper() + words[1:]


def _name_sentences(said):
    """Return how many sentences there are, and how each begins; of many only the first."""
    count = f"{len(said)} more sentences" if len(said) > 1 else "one more sentence"
    few = said if len(said) <= MOST_BEGUN else said[:1]
    begun = "; ".join(map(_begin, few))
    return f"{count}: {begun}" if len(few) == len(said) else f"{count}, the first: {begun}"


def _begin(text):
    words = text.replace("**", "").rstrip(".").split()
    return " ".join(words[:WORDS_BEGUN]) + " …" * (len(words) > WORDS_BEGUN)
