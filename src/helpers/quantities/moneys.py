"""Money that many countries name alike: which one a text means by the country it names."""

import bisect
import re
from collections import defaultdict
from functools import cache

from babel import Locale
from babel.numbers import get_territory_currencies

from helpers.quantities.currencies import find_names, find_shared
from helpers.quantities.words import write_pattern

SHORTEST = 5  # letters by which a country is known in its adjective: keny|an, tunis|ien
DOLLAR = "USD"  # a dollar of another country is mostly printed with its letter or name
# Countries whose press prints a bare dollar for their own.
DOLLARS = ("AUD", "CAD", "NZD")
_LETTERED = re.compile(r"[a-z]\$|\b(?:usd|u\.s\.|us dollars?|american)")
# Towns and provinces that stand for their country in the press.
PLACES = {
    "en": {
        "PKR": "karachi lahore islamabad rawalpindi peshawar quetta sindh balochistan".split(),
        "NPR": ["kathmandu", "pokhara"], "LKR": ["colombo", "jaffna"], "UGX": ["kampala"],
        "TZS": ["dar es salaam", "dodoma", "arusha"], "KES": ["nairobi", "mombasa", "kisumu"],
        "INR": "delhi mumbai kolkata chennai bengaluru hyderabad odisha maharashtra".split(),
        "AUD": ["sydney", "melbourne", "brisbane", "canberra", "queensland", "new south wales"],
        "USD": ["u.s.", "usda", "iowa", "nebraska", "california", "texas"],
        "GBP": ["britain", "british", "england", "scotland", "scottish", "wales", "welsh"],
        "BDT": ["dhaka", "chattogram", "rajshahi"],
        "CAD": ["toronto", "ottawa", "ontario", "manitoba", "saskatchewan", "alberta"],
    }
}  # fmt: skip
# Marks of the money of one country, in the capitals of print and beside a number, as codes are.
_MARKS = {"DA": "DZD", "DT": "TND", "Fr.": "CHF", "'": "CHF", "’": "CHF"}
_MARKED = re.compile(r"[A-Z]{2,3}\b|Fr\.|['’](?=\d{3}\b)")
_BEFORE, _BEHIND = re.compile(r"(?:\d\s?|\b[dD]e\s)$"), re.compile(r"\s?\d")
_CFA = {"XOF", "XAF"}  # no other francs are called so


@cache
def find_countries(language):
    """Return the pattern of all countries of a language, and the money of each.

    Examples
    --------
    >>> pattern, moneys = find_countries("fr")
    >>> moneys[pattern.search("un commerce tunisien").group()]
    'TND'
    """
    moneys, spaced = {}, language != "zh"
    stems = defaultdict(set)
    names = {}
    for place, name in Locale.parse(language).territories.items():
        current = get_territory_currencies(place) if re.fullmatch("[A-Z]{2}", place) else ()
        if current:
            name = name.lower().replace("’", "'")
            names[name] = current[-1]
            stems[name.rstrip("aeiouéè")].add(name)
    for stem, whole in stems.items():
        lone = len(whole) == 1 and not any(o.startswith(stem) and o not in whole for o in names)
        short = lone and spaced and len(stem) >= SHORTEST
        moneys |= {stem if short else name: names[name] for name in whole}
    for code, places in PLACES.get(language, {}).items():
        moneys |= dict.fromkeys(places, code)
    return re.compile((r"\b" if spaced else "") + write_pattern(moneys)), moneys


@cache
def find_whole(language):
    """Return the pattern of all names of money that name their country."""
    full = find_names(language)
    shared = {word for word in full if language == "zh" or " " in word}
    return re.compile(write_pattern(sorted(shared)))


class Moneys:
    """Tell which of the moneys of one name a text means.

    The country that is named last before a number decides, else the first one behind it; a mark
    of its money names it too, and decides for its own number. Where a text names none of them,
    the money is the one that its language mostly means.
    """

    def __init__(self, view, language):
        self.view, self.code = view, language.code
        self._found, self._named = None, {}

    def settle(self, code: str, start: int, printed: str):
        """Return the code of the money that a number is of.

        Parameters
        ----------
        code : str
            What the word alone mostly means.
        start : int
            Where the number stands.
        printed : str
            The number with its unit, in plain lower case.
        """
        if code.startswith(DOLLAR) and self.code == "en":
            return self._settle_dollar(code, printed)
        shared = find_shared(self.code).get(code.split("/")[0])
        if shared is None or code.startswith(DOLLAR) or find_whole(self.code).search(printed):
            return code
        shared = shared & _CFA if "cfa" in printed else shared
        marked = next(self._read_marks(start, start + len(printed)), (0, ""))[1]
        if marked in shared:
            return code.replace(code.split("/")[0], marked, 1)
        named = self._find(min(shared), shared)
        if not named:
            return code
        last = bisect.bisect_left(named, (start, ""))
        money = named[max(last - 1, 0)][1]
        return code.replace(code.split("/")[0], money, 1)

    def _settle_dollar(self, code, printed):
        """Return the dollar of the only country that a text names, which prints it bare."""
        if find_whole(self.code).search(printed) or not ("$" in printed or "dollar" in printed):
            return code
        named = {money for _, money in self._find_countries()}
        lone = len(named) == 1 and min(named) in DOLLARS and not _LETTERED.search(self.view.plain)
        return code.replace(DOLLAR, min(named), 1) if lone else code

    def _read_marks(self, start, end):
        """Yield place and code of the marks of money beside a number in a stretch of the text."""
        text = self.view.text
        for match in _MARKED.finditer(text, start, end):
            place = match.start()
            if match[0] in "'’":
                beside = text[place - 1 : place].isdigit()
            else:
                beside = _BEHIND.match(text, match.end()) and not text[place - 1 : place].isalnum()
                beside = beside or _BEFORE.search(text, max(0, place - 4), place)
            if beside:
                yield place, _MARKS.get(match[0], match[0])

    def _find_countries(self):
        """Return place and money of all countries of a text, looked for once."""
        if self._found is None:
            pattern, moneys = find_countries(self.code)
            found = pattern.finditer(self.view.plain)
            self._found = [(m.start(), moneys[m.group()]) for m in found]
        return self._found

    def _find(self, name, shared):
        """Return place and money of the countries and marks of some moneys."""
        if name not in self._named:
            marked = self._read_marks(0, len(self.view.text))
            found = [*self._find_countries(), *(pair for pair in marked if pair[1] != DOLLAR)]
            self._named[name] = sorted(pair for pair in found if pair[1] in shared)
        return self._named[name]
