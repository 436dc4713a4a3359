"""Recognise the language of a text by its script and its small words."""

import re
from collections import Counter

LANGUAGES = {"zh": "Chinese", "fr": "French", "en": "English"}
FEWEST_WORDS = 12  # below, small words say too little

# Scripts that none of the three is written in.
_SCRIPTS = (
    ("Japanese", re.compile(r"[\u3040-\u30ff]")),
    ("Korean", re.compile(r"[\uac00-\ud7af]")),
    ("Russian or another language in Cyrillic letters", re.compile(r"[\u0400-\u04ff]")),
    ("Arabic", re.compile(r"[\u0600-\u06ff]")),
    ("Hindi or another language in Devanagari", re.compile(r"[\u0900-\u097f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Greek", re.compile(r"[\u0370-\u03ff]")),
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
# Small words that stand in every text; those of several languages decide nothing together.
_SMALL = {
    "French": "le la les des du de et est dans une un pour par sur au aux que qui en l d à il ce"
    " plus avec ses sont ont été a pas ou mais leur cette",
    "English": "the of and to in is for that by on with as was were are at from it its this has"
    " have had be an their which not but they than who will",
    "Spanish": "el la los las de y en que por con para una un del se su al es como más lo pero sus"
    " este está son ha fue",
    "Italian": "il lo la gli di e che in per una un del della con sono è dei delle nel alla più da"
    " al si come anche",
    "Portuguese": "o a os as de e que em para uma um do da com não por mais dos das no na ao se"
    " é foi são",
    "German": "der die das und in den von zu mit ist im für auf dem ein eine des nicht sich auch"
    " als werden wurde sind bei",
    "Dutch": "de het een en van in is op dat te met voor zijn niet aan er door ook bij naar wordt"
    " werd",
    "Vietnamese": "và của là có trong được các cho với một những không người đã từ này đến khi",
    "Indonesian": "dan yang di dengan untuk dari ini pada tidak dalam adalah itu akan oleh juga"
    " ke telah",
    "Turkish": "ve bir bu için ile olarak da de çok daha olan gibi kadar sonra en",
    "Polish": "w i na z do się nie to jest że od po przez oraz dla jak ale",
}
_SMALL = {name: frozenset(words.split()) for name, words in _SMALL.items()}


def recognise(text: str, stated: str | None = None, name: str = "the text") -> str:
    """Return ``zh``, ``fr`` or ``en``, or refuse a text in another language.

    Parameters
    ----------
    text : str
    stated : str, optional
        What the user says; it decides where the text is too short to tell.
    name : str
        What messages call the text.

    Raises
    ------
    ValueError
        Where the language is none of the three, is not the one that is stated, or cannot be told.

    Examples
    --------
    >>> recognise("Les ventes en ligne de la coopérative ont augmenté de 12 % en 2023, et elle a"
    ...           " recruté trois personnes.")
    'fr'
    """
    if stated is not None and stated not in LANGUAGES:
        raise ValueError(f"language is {stated!r}; allowed: zh, fr, en")
    found = _find_language(text)
    if found is None:
        if stated:
            return stated
        raise ValueError(f"{name} is too short to tell its language; say --language zh, fr or en")
    codes = {language: code for code, language in LANGUAGES.items()}
    if found not in codes:
        raise ValueError(f"{name} reads as {found}; allowed: Chinese, French and English texts")
    if stated and codes[found] != stated:
        raise ValueError(f"{name} reads as {found}, not as {LANGUAGES[stated]} (--language)")
    return codes[found]


def _find_language(text):
    """Return the name of the language that a text is most likely in, or None."""
    letters = len(_LETTER.findall(text)) or 1
    for name, script in _SCRIPTS:
        if len(script.findall(text)) > 0.1 * letters:
            return name
    han = len(_HAN.findall(text))
    if han > 0.3 * letters:
        return "Chinese"
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return "Chinese" if han else None
    counts = Counter(words)
    hits = {name: sum(counts[word] for word in small) for name, small in _SMALL.items()}
    best = max(hits, key=hits.get)
    if hits[best] < 0.12 * len(words):
        return "a language that is not known here"
    return best
