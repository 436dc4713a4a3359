"""English: the words of numbers, units, hedges and changes, and what they make of a number."""

import re
from dataclasses import replace

from helpers.quantities import english_words as words
from helpers.quantities.english_dates import DATES, RELATIVE
from helpers.quantities.english_numbers import DIGITS, SEED_WORDS, SEEDS, read_numeral
from helpers.quantities.language import OCCASION, RANK, RATIO, SHARE, YEARS, Language, Unit
from helpers.quantities.spaced import (
    CODES,
    Rules,
    find_glued,
    find_unit,
    lean_on_earlier,
    make_share,
    read_listed,
    share_scale_ahead,
    take_noun_hedge,
    take_part,
    take_rate,
)
from helpers.quantities.symbols import SYMBOLS
from helpers.quantities.words import write_pattern

_CHANGE = rf"(?:(?P<rise>{words.RISES})|(?P<fall>{words.FALLS}))"
_PHRASAL = re.compile(
    r"\b(?:mak|made|eat|ate|tak|took|giv|gave|us|add|sign|set|end|pick|buy|bought|snap|open|show"
    r"|start|back|turn|lin|fre|sav|woke|wak|grew|pil|mop|soak|swallow)\w* $"
)
# Of two parts joined by "and": shrank by a fifth in volume and 12.5 per cent in value.
_ALSO = re.compile(
    r" (?:by |of |from )?(?:an? )?[\w.,-]+?(?: ?%| per ?cent)?(?: (?:in|on|for|year)[a-z "
    r"-]{0,24})?,? and(?: by| of)?"
)
_LAST_CHANGE = re.compile(rf"\b{_CHANGE}\b")
# What may stand between a change and its number: adverbs, "by", "of", "a further".
_LEADS = re.compile(
    r"(?:\s+(?:by|of|an?|another|further|again|some|steeply|sharply|only|just|\w+ly"
    r"|additional|or|the))*\s*"
)
_BY = re.compile(r"\b(?:by|of|at)(?: an?(?: \w+)?| another)?$")
_RATE = re.compile(
    r"\b(?:(?P<rise>growth|expansion|rise|increase|inflation)\b(?:[^.;:]|\.(?=\d)){0,60}\b(?:at|of"
    r"|to|is|was|by|hit|reached|slowed to|rate|from|after)|(?P<fall>drop|fall|decline|decrease"
    r"|reduction|contraction)\b[^.;:]{0,30}\b(?:of|is|was|reached|by))$"
)
_BEHIND = re.compile(
    r"(?: (?:year-on-year|annual|yearly|annualised|nominal|real|overall|sharp|further"
    rf"|steep|monthly|quarterly|\w+ly))?[ -]{_CHANGE}\b"
)
# What changes may stand before the noun of its change: a 12 per cent pay rise.
_NOUN_BEHIND = re.compile(
    r" (?!of\b|in\b|to\b|and\b|or\b|for\b|on\b|at\b|by\b|a\b|the\b|as\b|from\b|while\b|but\b)"
    r"[a-z-]+ (?:(?P<rise>rise|increase|hike|jump|gain|surge|growth)"
    r"|(?P<fall>drop|fall|decline|cut|reduction|decrease|slump|loss))\b"
)
_YEAR_ON_YEAR = re.compile(
    r"[ ,]+(?:year[ -]on[ -]year|y/y|yoy|from (?:a year|the year|last year|the same)|on (?:the "
    r")?(?:year|previous)|compared (?:with|to) (?:a year|last|the (?:same|previous)|(?:19|20)\d\d)"
    r"|over the (?:previous|same)|(?:from|on|over|since|in) (?:19|20)\d\d\b)"
)
_RATE_UNIT = re.compile(
    r"(?: (?:an?|per|each|every)(?: (?P<many>\d+))? |/|-an?-|-per-)(?P<what>[a-z]+²?)\b(?! "
    r"(?:ago|earlier|before|later))"
)
_TIMES = re.compile(
    r"(?: (?:as|the|that|what|more|higher|larger|bigger|greater|fewer|less|lower"
    r"|smaller|faster|its|their|his|her|last|this|those|over|longer|above|on"
    r"|normal|usual|average)\b|"
    r"['’]s|$| (?:\w+ )?(?:increase|rise|growth|jump|gain))"
)
_AGE = re.compile(
    r"(?:^|[\s(\"'])(?!(?:In|And|But|At|On|By|Of|To|Last)\b)[A-Z][\w.'’-]*(?:, an?)?(?:, | \()$"
)
_AGES_OF = re.compile(r"\bages? of \S+")
_KIN = re.compile(
    r"\b(?:husband|wife|son|daughter|mother|father|brother|sister|widow|farmer|grower|trader|weaver"
    r"|driver|owner|seller|teacher|graduate|student|beekeeper|herder|baker|potter|fisherman"
    r"|shopkeeper|founder|manager|treasurer|grandmother|grandfather|villager|merchant|worker"
    r"|grandson|granddaughter|nephew|niece|uncle|aunt|cousin|twin|sibling|wives|carpenter), $"
)
_IS_AGE = re.compile(
    r"\b(?:who is|who was|who's|turned|turns|turning|she is|he is|she was|he was"
    r"|(?:daughter|son|wife|husband|mother|father|brother|sister)(?:'s| is| was)(?: now| only)?"
    r"|i was|i am|i'm|she's|he's|is now) $"
)
_MEAN_AGE = re.compile(
    r"\b(?:youngest|oldest|eldest)(?: [a-z]+)? (?:is|was|being|at|only|just) $"
    r"|\bage\b[^.;:\d]{0,30}\b(?:is|was|of|at|to) $"
)
_ALSO_AGE = re.compile(r"\b(?:she|he|i) (?:was|is) \d\d (?:when|as|at)\b[^.;:\d]{0,30}\band $")
_AT_AGE = re.compile(r"(?:^|[\n.;,\"'] ?|\band |\bnow )at $")
_TURN_OF_LIFE = re.compile(
    r"\b(?:retir\w+|married|widowed|orphaned|died|left school|enrolled|took (?:it|this)? ?up"
    r"(?: [a-z]+){0,4}|(?:first|second) (?:child|baby|job|loan)|start\w* work(?:ing)?"
    r"|learn\w* (?:to )?[a-z]+(?: [a-z]+){0,2}) at $"
)
_SHE = re.compile(r",? (?:she|he|they|i|his|her|[a-z]+ is)\b")
_OF_THAT_AGE = re.compile(
    r", (?:has|is|was|had|owns|runs|sells|grows|keeps|lives|works|makes|says|who)\b"
)
_THE_AGED = re.compile(
    r", (?:[A-Z][\w'’-]+ ){2,3}(?:is|was|has|had|still|now|runs|sells|works|took|began|makes)\b"
)
_NOUN_HEDGE = re.compile(
    rf"(?: [a-z-]+){{1,2}}(?: |(?=,))"
    rf"({write_pattern(w for w in words.HEDGES_BEHIND if w[0].isalpha() or w[0] == ',')})"
    r"(?=[ ,.;:!?)\n]|$)(?! to\b)"
)
_NO_NOUN = re.compile(
    r"(?:$|[.,;:!?)\n\"'\]]|-$| (?:more than|less than|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|in|at|on|to|from|and|or|for|by|of|with|as|is|was|were|are|has|have|had|than|then|but"
    r"|while|now|today|after|before|since|during|under|this|last|through|until|a|an|the|across"
    r"|against|where|who|which|that|when|so|came|went|up|down|respectively|if|unless|once|each"
    r"|every|per|not|even|only|still|because|though|although|into|about|both|also|without|within"
    r"|among|between|behind|above|below|plus|next|late|early|needed|promised|planned|expected"
    r"|required|targeted|budgeted|forecast|recorded|hoped|versus|ago|later|earlier|all|go|goes|do"
    r"|does|did|did|say|says|said|remain|remained|follow|followed)\b)"
)
_LINK = re.compile(
    r"(?:^|[\s(,])(?:to|from|and|or|against|with|than|mere|just|only|another|down"
    r"|up|of|,|\(|versus|vs|by|over|for|below|above|at|under"
    r"|but|then|was|reached|of which|including|\w+est|median|average|others?|rest)\s*$|[(,]\s*$"
)
_OF_PEOPLE = re.compile(
    r"\b(?:staff|team|crew|workforce|membership|population|crowd|family|audience|following|list"
    r"|fleet|herd|flock|network|chain|group|tray|box|crate|pack|packet|bag|case|bundle|batch|set"
    r"|carton|sack|basket|lot|bunch|pair) of (?:[a-z-]+ ){0,2}$"
)
# What is bought for money is told by its verb: paid $900 and trained 30.
_OF_OTHERS = re.compile(
    r"\b(?:(?:employ|hir|recruit|train|feed|seat|hous|serv|teach|taught|invit|attract|plant|enrol"
    r"|register|own|mentor|host|sleep|brought home)\w*(?: (?:about|some|nearly|over"
    r"|at least|another|up to|just|only|more than))?|(?:on|among|for|with|of|from) the) $"
)
_LISTED_KINDS = ("amount", "share", "duration", "points", "multiple")
_OR = re.compile(r",? (?:or|not|rather than|instead of) ")
_AHEAD = re.compile(r"(?:,| and| or| to| by)(?: [a-z]+){0,5} (?=[\d$₹€£¥])|(?:,| and| or| to| by) ")
_SCALED = re.compile(
    rf"(\D{{0,5}}?)(\d[\d,.]*\d|\d|\b(?:{'|'.join(words.NUMBER_WORDS)})\b)"
    r"(?: ?(?:hundred|thousand|million|billion|trillion|lakhs?|crores?|bn|[km](?![a-z])))*"
)
_IN_MONEY = re.compile(r"(?: [a-z-]+){0,2} in ([a-z]+)\b")
_SUPERLATIVE = re.compile(
    r"[ -](?:\w+est|most|least|best|worst|ever|quarter|half|place|time|year|order)\b"
)
_DETERMINER = re.compile(
    r"(?:\b(?:the|its|their|his|her|our|my|your|this|that|every|each)|'s)(?: (?:very"
    r"|country's|world's))?\s$"
)
_RANKED = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|came|finished|placed|stood|stands|comes|in|no|number"
    r"|place)\.? (?:at |in )?$"
)
_YOUNG = re.compile(r"\b(under|over)-$")
_COUNTED_NOUN = re.compile(
    r"[ -](?:(?:[a-z-]+ ){0,2}?([a-z-]*[a-z]s|people|men|women|children)\b|([a-z-]+))"
)
_JOINED_NOUN = re.compile(r"-([a-z]+)\b(?!-)")
_RECORDED = re.compile(
    r" (?:recorded|seen|reported|registered|posted|logged|set|reached|in (?:19|20)\d\d|a year)\b"
)
_CAPPED = re.compile(r"\bcap(?:s|ped|ping)? [a-z -]{1,40} at $")
_SPREAD = re.compile(r"\b(?:spread|scattered|stretch\w*|strewn|dotted|extend\w*|ranging) $")
_CENTS = re.compile(
    r" (\d\d|ten|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)"
    r"(?=[,.;)]|$| (?:an?|each|apiece|per|for|on|in|to|at|from|now|today)\b)"
)
_INCHES = re.compile(r" ?(1[01]|[1-9]) ?(?:ins?\b(?! (?:the|an?|its|his|her|\d))\.?|inch(?:es)?\b)")
_PLAN_POINTS = re.compile(
    r"[ -]points? (?:[a-z]+ )?(?:plan|agenda|program(?:me)?|charter|manifesto|scale|checklist|list"
    r"|strategy|guide|code|formula|roadmap|declaration|resolution|demand|memorandum)s?\b"
)
_BY_NUMBER = re.compile(r"[x×] ?\d")
_DOLLARS = re.compile(r"\b(?:c|ca|a|au|nz|hk|s|nt|us|u\.s\.)\$")
_TURNS = re.compile(r"\b(?:turn|hand|carr|win|won|tak|took|roll|pa[iy])\w* $")
_AVERAGE = re.compile(r" (?:average|mean|high|low|record|peak)\b")
_TOP = re.compile(r"\btop[ -]$")
_ANOTHER = re.compile(r"\b(?:another|a further) $")
_THAN = re.compile(
    r"(?:(?:higher|lower|more|less|fewer|greater|larger|smaller|better|shorter) than|short of|below"
    r"|above|under) "
)
_COMPARED = re.compile(
    r"(?:%|percent|per cent|pc|times|points?|twice|much|\d|fold|half|third|quarter|hundred"
    r"|thousand|million|dozen|degrees|tonnes|kilos|metres) $"
)
# A level that is denied is a limit: output never once reached the 300 tonnes promised.
_DENIES = re.compile(r"never|not |n't|yet to|fail|without|rarely|seldom")
_UNREACHED = re.compile(
    r"\b(?:never|not|[a-z]+n't|yet to|fail\w* to|without) (?:[a-z]+ )?"
    r"(?:reach|hit|attain|touch|get|got|ma[dk]e)\w* (?:it to |to |even |the |its |a )*$"
)
_STRETCH = re.compile("over (?:the |an? |its |their |his |her |these |those )?")
_GOES = re.compile(r"\b(?:goes|went|gone|going) $")
_UNPASSED = re.compile(
    r"\b(?:never|not|[a-z]+n't|without|rarely|seldom) (?:[a-z]+ )?"
    r"(?:top|pass|cross|exceed|break|surpass|go past|went past)\w* (?:the |its |a )*$"
)
_MAN_OF = re.compile(
    r"\b(?:man|woman|girl|boy|widow|widower|farmer|teacher|bachelor|lad|youth|child) of $"
)
_SHARES_SCALE = re.compile(
    r"(?:(?P<last>,? and|,? or)|,|(?P<part> of(?: (?:the|its|their))?(?: "
    r"(?:estimated|total))?)) (?=[\da-z])"
)
_TELLS_AGE = (_MEAN_AGE, _IS_AGE, _MAN_OF)
_OFF = re.compile(r" off (?:the|its|their|his|her|last|this|a)\b")
_UNDER_AGE = re.compile(
    r"\b(?:children|girls|boys|kids|women|men|people|adults|youths?|those|anyone"
    r"|average|pupils|is|are|was|were|all|members|them|us|sellers|farmers|workers) $"
)
_LASTS = re.compile(
    r"\b(?:for|is|are|was|were|last(?:s|ed)?|took|takes?|of|after|aged|spent|waits"
    r"?|waited|and|or|a) $"
)
_NUMBERED = re.compile(r"\b(?:no\.?|number|nos\.|ranked|#) ?$")
_NUMBERS = tuple(f"{word}{end}" for word in ("no", "no.", "number", "nos.", "ranked", "#")
                 for end in ("", " "))  # fmt: skip
_CAPITAL = re.compile(r"(?:^|\s)([A-Z][a-z]+)[ -]$")
_PLURAL_TIME = re.compile(
    r" (?:straight|consecutive|full|more|whole|long|running|extra|additional|working"
    r"|calendar|business) (years|months|weeks|days|hours|quarters|seasons)\b"
)


def _begin(view, draft):
    """Return why a number is none by what stands around it, or None."""
    if draft.numeral.form == "digits" and _read_young(view, draft):
        draft.numeral.form = "young"
        return None
    reason = _find_touching(view, draft)
    if draft.unit == SYMBOLS["mt"] and view.text.endswith("mt", 0, draft.end):
        if not view.text.endswith("mmt", 0, draft.end):
            return "? 'mt' may be tonnes or millions of them"
    if not reason and draft.unit and draft.unit.kind == "rank":
        draft.numeral.form = "rank"
    return reason


def _finish(view, draft, language):
    """Set the unit of a number and what it measures, or return why it is none."""
    _extend_front(view, draft)
    if draft.numeral.article and not _counts(view, draft):
        return words.ONE_IS_NO_NUMBER
    if draft.unit and draft.unit.code == "KRW" and draft.high < 100:
        draft.unit, draft.end = None, draft.numeral.end  # two won the prize
    if draft.unit is None:
        share_scale_ahead(view, draft, language, _SHARES_SCALE)
        side = _read_side_by_side(view, draft)
        if side:
            return side
    if draft.unit is None:
        _find_unit(view, draft, language)
    return _refine_unit(view, draft, language)


def _read_side_by_side(view, draft):
    """Read seven dollars, then eight fifty; refuse two number words that no money explains."""
    if draft.numeral.form != "words":
        return None
    cents, last = _CENTS.match(view.plain, draft.end), draft.earlier
    if cents is None or cents[1].isdigit() or draft.high > 99:
        return None
    money = last and last.kind == "amount" and last.unit.split("/")[0]
    known = money and len(money) == 3 and money.isupper()
    if not known or last.start < view.paragraph_start(draft.start):
        draft.end = cents.end()
        return "? two numbers side by side, and no money is named before"
    draft.unit = Unit("amount", money)
    _take_cents(view, draft)
    return None


def _read_young(view, draft):
    """Read under-25s and over-60s as ages."""
    text, end = view.plain, draft.numeral.end
    if not text.startswith("s", end) or text[end + 1 : end + 2].isalnum():
        return False
    front = _YOUNG.search(text, max(0, draft.numeral.start - 6), draft.numeral.start)
    if front is None:
        return False
    draft.hedge = front[1]
    draft.start, draft.end = front.start(), end + 1
    return True


def _extend_front(view, draft):
    """Take "another" into the span; "over five years" is a stretch, no bound."""
    text = view.plain
    timed = draft.unit is not None and draft.unit.kind == "duration"
    if timed and draft.hedge == "over":
        stretch = _STRETCH.fullmatch(text, draft.start, draft.numeral.start)
        old = text.startswith("old", draft.end - 3)
        if stretch and not old and not _LASTS.search(view.before(draft.start, 14)):
            draft.drop_hedge()
    elif draft.start < draft.numeral.start and _THAN.match(text, draft.start):
        if _COMPARED.search(text, max(0, draft.start - 24), draft.start):
            draft.drop_hedge()  # "30% higher than the 400"
    if draft.unit and text.startswith("-", draft.numeral.end) and _AVERAGE.match(text, draft.end):
        draft.drop_hedge()  # below the 5-year mean
    if draft.hedge == "stated":
        _take_denied(view, draft)
    elif text.endswith("the ", draft.start, draft.numeral.start):
        if _RECORDED.match(text, draft.end):
            draft.drop_hedge()  # a shade under the 5.1 percent recorded in 2021
    if text.startswith("up to ", draft.start) and _GOES.search(view.before(draft.start, 8)):
        draft.drop_hedge()  # the levy goes up to 1.75%
        _take_denied(view, draft)
    if draft.hedge in ("over", "about") and text.startswith("over ", draft.start):
        if _SPREAD.search(text, max(0, draft.start - 14), draft.start):
            rest = text[draft.start + len("over ") : draft.numeral.start].strip()
            draft.hedge = words.HEDGES_BEFORE.get(rest, draft.numeral.hedge)
            draft.start += len("over ")  # spread over some 90 square km
        elif not timed and _TURNS.search(text, max(0, draft.start - 14), draft.start):
            draft.hedge = draft.numeral.hedge  # it turns over $2m
            draft.start += len("over ")
    if text.endswith(("another ", "a further "), 0, draft.start):
        more = _ANOTHER.search(text, max(0, draft.start - 12), draft.start)
        draft.start = more.start() if more else draft.start


def _take_denied(view, draft):
    """Take a level that is denied, and one at which something is capped."""
    before = view.before(draft.start, 60)
    if _DENIES.search(before):
        for hedge, pattern in (("under", _UNREACHED), ("up_to", _UNPASSED)):
            if denied := pattern.search(view.before(draft.start, 48)):
                draft.hedge, draft.start = hedge, draft.start - len(denied[0])
    if "cap" in before and draft.hedge == "stated" and _CAPPED.search(before):
        draft.hedge = "up_to"


def _find_touching(view, draft):
    """Return why letters that touch a number make it none, or None."""
    if draft.unit and draft.unit.code == "g" and view.text[draft.numeral.end : draft.end] == "G":
        return "name"
    sign, begin = view.text[draft.numeral.start - 1 : draft.numeral.start], draft.numeral.start - 2
    if draft.unit and draft.start < draft.numeral.start:
        if view.plain[draft.start - 1 : draft.start].isalnum():
            lettered = view.plain[draft.start].isalpha()  # H5N1, or a dollar that is not known
            return "name" if lettered else f"? {view.text[draft.start - 1]!r} touches the sign"
    if draft.unit and draft.start < draft.numeral.start and sign.islower():
        if view.plain[begin : begin + 1] in ("", " ", "(", "\n"):
            return "name"  # a small letter is no sign of money
    if view.plain[draft.start : draft.start + 2] in ("n ", "r ", "p ", "k ") and draft.unit:
        draft.unit, draft.start = None, draft.numeral.start  # a letter apart is no sign of money
    grouped = draft.numeral.scale > 1 or "," in draft.numeral.printed(view)
    if grouped and sign.isalpha() and draft.start == draft.numeral.start:
        return f"? {sign!r} touches the number"  # letters of a money that is not known
    return find_glued(view, draft)


def _counts(view, draft):
    """Return whether "one" is the number one, not an article or pronoun."""
    if draft.unit is not None:
        return draft.unit.kind not in ("duration",) or "day" not in draft.unit.code
    before = view.before(draft.start, 12)
    if draft.hedge != "stated":
        behind = view.after(draft.end, 3)
        return not re.match(r" (?:[₹$€£¥]|\d)", behind) and not behind.startswith(" of")
    return bool(re.search(r"\b(?:only|just|exactly) $", before)) and view.after(draft.end, 1) == " "


_SEVERAL = re.compile(
    r"\d|few|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|couple|dozen|hundred|half"
)


def _refine_ordinal(view, draft):
    """Keep an ordinal that ranks; leave out what only counts off."""
    text, value = view.plain, draft.low
    before, behind = view.before(draft.start, 24), view.after(draft.end, 24)
    draft.unit = RANK
    timed = re.match(r" (?:day|week|month|year|hour|night|time|season)", behind)
    if before.endswith("every ") and not timed:
        draft.unit, draft.low, draft.high = SHARE, 1 / value, 1 / value
        return None
    if draft.numeral.form == "ordinal" and value in (1, 2):
        ranked = behind.startswith("-ever") or _SUPERLATIVE.match(behind)  # second-largest
        if value == 2 and before.endswith("a ") and not ranked:
            return "another one"
        ranked = ranked or _RANKED.search(before)
        if not (ranked or _DETERMINER.search(before)):
            return "no rank"
        loose = re.match(r" (?:of|and|to|in|for)\b|[.,;]", behind)
        if before.endswith("for the ") or loose and not ranked:
            return "no rank"
        if _SEVERAL.match(text, draft.end + 1):
            return "the first of several"
    return None


def _refine_multiple(view, draft):
    """Tell "twice the figure" from "twice a day"."""
    printed = draft.numeral.printed(view)
    behind = view.after(draft.numeral.end, 20)
    draft.unit = RATIO
    halved = draft.low < 1 and not printed.startswith(("a ", "one", "two", "three", "half"))
    if halved and draft.hedge in ("over", "under", "nearly"):
        draft.hedge = "under" if draft.hedge == "over" else "over"  # more than halved: below a half
    if draft.hedge == "stated" and view.plain.endswith("all but ", 0, draft.start):
        draft.hedge, draft.start = "nearly", draft.start - len("all but ")
    if printed in ("twice", "thrice") and not (behind and _TIMES.match(behind)):
        draft.unit = OCCASION
    return None


def _is_measured(draft):
    return draft.unit is not None and draft.unit.code not in ("second", "quarter")


def _refine_fraction(view, draft):
    """Tell a part, a change by a part, an ordinal and a quarter of a year apart."""
    printed = draft.numeral.printed(view)
    before, behind = view.before(draft.start, 70), view.after(draft.end, 24)
    if printed == "a quarter" and _MONEY_BEFORE.search(before):
        return "denominator"
    if printed == "half" and re.match(r"(?:-|way\b| past)", behind):
        return "part of a word"
    whole = printed in ("a half", "a quarter", "another quarter")
    if printed.startswith(("a ", "another ")) and not whole and _follows_noun(behind):
        draft.low = draft.high = 1 / draft.low
        draft.unit = RANK
        return None
    draft.unit = SHARE
    _set_direction(view, draft)
    return None


_MONEY_BEFORE = re.compile(
    r"[\d)mnk]\s$|(?:million|thousand|lakh|crore|dollars|rupees|yuan|shillings) $"
)
# What follows "a third" as a part; a singular noun makes it an ordinal.
_PART_OF = re.compile(
    r" (?:(?:of|the|more|less|fewer|higher|lower|cheaper)\b|(?:now|sell|say|go|came|do|did|use|own"
    r"|live|work|had|share|that|each|again|online|bigger|smaller|larger|dearer|pricier|costlier"
    r"|heavier|longer|shorter|faster|slower|lighter|year|drop|fall|rise|increase|cut|decline"
    r"|reduction|stake|did|were|are|\w+ly|\w+ed)\b)"
)


def _follows_noun(behind):
    """Return whether a singular noun follows, so that "a third" is an ordinal."""
    return behind[:1] == " " and not (_PART_OF.match(behind) or _NO_NOUN.match(behind))


def _set_direction(view, draft):
    """Make a part of a change out of a share, with its sign."""
    draft.turn(find_direction(view, draft) if draft.low.numerator >= 0 else None)


_MINUS = re.compile(r"(?:^|[\s(])(-)$|\b(minus|negative)$")


def _is_dash(view, place):
    """Whether a mark sets words apart, as no minus does: members - 52% - say."""
    return view.text[place] in "—―─" or view.text[place] in "-–－" and view.text[place + 1] == " "


def _read_sign(view, draft, begin, before):
    """Return the direction that a sign or brackets give the number; a minus becomes part of it."""
    text, start = view.plain, draft.start
    minus = _MINUS.search(before) if before.endswith(("-", "minus", "negative")) else None
    if minus and not (minus[1] and _is_dash(view, begin + minus.start(1))):
        draft.start = begin + minus.start(minus.lastindex)
        return "fall"
    if before.endswith("+") and draft.numeral.form == "digits":
        return "rise"
    if start == 1 and text[0] == "(" and text[draft.end :].strip() == ")":
        return "fall"  # a cell of a table, as accountants print it
    return None


def find_direction(view, draft):
    """Return ``rise`` or ``fall`` where a change governs the number, else None."""
    text = view.plain
    start = draft.start
    begin = max(view.sentence(start)[0], start - 90)
    before = text[begin:start].rstrip()
    if signed := _read_sign(view, draft, begin, before):
        return signed
    behind = view.after(draft.end, 40)
    after = _BEHIND.match(behind)
    if _OFF.match(behind):
        return "fall"
    if after and (
        not (after["rise"] or "").startswith(("up", "more", "above"))
        or re.match(r" (?:up|more|above)\b", behind)
    ):
        if not re.match(r" (?:more (?:of|people|and)\b|less and|up (?:to|the|a|for|in)\b)", behind):
            return after.lastgroup
    named = _NOUN_BEHIND.match(behind)
    if named and re.search(r"\b(?:an?|the|its|their|another)(?: \w+)?$", before):
        return named.lastgroup
    if re.search(r"\b(?:to|from|at|reach(?:ed|es)|is|was|between)$", before):
        rate = _RATE.search(before)
        return rate and rate.lastgroup
    changes = [
        m
        for m in _LAST_CHANGE.finditer(before)
        if m.group() != "up" or not _PHRASAL.search(before, 0, m.start())
    ]
    last = changes[-1] if changes else None
    rest = before[last.end() :] if last else ""
    if last and (
        _LEADS.fullmatch(rest + " ")
        or _ALSO.fullmatch(rest)
        or (_BY.search(rest) and not re.search(r"[;:]|\d[^,]*,", rest))
    ):
        # "growth fell by": the nearest verb rules; "lower by" and "higher by" as well
        negative = last.group() == "growth" and any(m["fall"] == "negative" for m in changes[:-1])
        return "fall" if negative else last.lastgroup
    if _YEAR_ON_YEAR.match(behind):
        return last.lastgroup if last else "rise"
    if last and draft.unit and draft.unit.kind == "points":
        # a mark between a verb and the number is one behind the last verb, or behind them all
        by = before.endswith(" by") or not re.search("[,;:]", rest)
        return last.lastgroup if by else None
    return None


def _is_age(view, draft, before, behind):
    """Whether a bare number is an age: Mary, 34, sells; all are under 25; he is 40."""
    text, numeral = view.plain, draft.numeral
    if behind.startswith((" age group", " age bracket", " age band")):
        return draft.high <= 110
    single = draft.low is draft.high or draft.low == draft.high
    whole = single and draft.low.denominator == 1 and draft.low.numerator <= 110
    alone = bool(_NO_NOUN.match(behind))
    if text[numeral.end : draft.end].endswith(("older", "younger")) and draft.low <= 110:
        return True
    several = draft.start < numeral.start or numeral.form == "range"
    if several and _AGES_OF.search(text, draft.start, numeral.end):
        return True
    if before.endswith("and ") and _ALSO_AGE.search(before):
        return True
    limited = text[draft.start : numeral.start] in ("under ", "over ", "below ", "above ")
    if limited and alone and draft.low <= 100 and _UNDER_AGE.search(before):
        return True
    if not whole:
        return False
    if behind[:1] in (",", ")") and _KIN.search(before):
        return True
    if 14 < draft.low < 100 and numeral.form == "digits" and before.endswith(", "):
        if before[-3:-2].isalpha() or before[-3:-2] == ")":
            if _OF_THAT_AGE.match(behind):
                return True
    if before.endswith(" at ") and alone and draft.low > 9 and _TURN_OF_LIFE.search(before):
        return True
    if before.endswith("at ") and _AT_AGE.search(before):
        if _SHE.match(behind) or draft.low > 9 and _THE_AGED.match(view.text, draft.end):
            return True
    if draft.low and alone and any(told.search(before) for told in _TELLS_AGE):
        return True
    if not draft.low or numeral.scale > 1 or behind[:1] not in tuple(",).;"):
        return False
    return bool(_AGE.search(view.text, max(0, draft.start - 30), draft.start))


def _find_unit(view, draft, language):
    """Set the unit of a bare number from those it stands beside, or what it counts."""
    before, behind = view.before(draft.start, 40), view.after(draft.end, 60)
    if _is_age(view, draft, before, behind):
        draft.unit = YEARS
        return
    last = draft.earlier
    if before.endswith(("top ", "no. ", "number ")):
        return
    if _OF_PEOPLE.search(before) or last and len(last.unit) == 3 and _OF_OTHERS.search(before):
        return
    money = _IN_MONEY.match(behind)
    currency = money and language.words("units_behind").at(money[1], 0)
    if currency and currency[0].kind == "amount" and currency[1] == len(money[1]):
        draft.unit = currency[0]
        return
    stretch = _PLURAL_TIME.match(behind)
    if stretch:
        draft.unit = Unit("duration", stretch[1][:-1])
        return
    if not _NO_NOUN.match(behind):
        return
    draft.unit = (
        _lean_on_from(view, draft)
        or _inherit_ahead(view, draft, language)
        or _inherit_behind(view, draft, language)
    )
    if draft.unit is None and draft.numeral.form in ("digits", "words", "range"):
        draft.unit = lean_on_earlier(view, draft)


def _lean_on_from(view, draft):
    """Return the unit of the number that this one follows: from twelve hours to six."""
    last = draft.earlier
    if last is None:
        return None
    if last.kind == "duration" and view.plain.startswith("within ", draft.start):
        near = draft.start - view.sentence(draft.start)[0] > draft.start - last.end
        return Unit("duration", last.unit) if near else None  # in 14 days, the rest within 90
    if view.plain[last.end : draft.start] != " to ":
        return None
    if last.kind == "duration":
        return Unit("duration", last.unit)
    return lean_on_earlier(view, draft)


def _inherit_ahead(view, draft, language):
    """Return the unit of the next number where both are one list: 5, 6 and 7 per cent."""
    text, place = view.plain, draft.end
    for _ in range(4):
        link = _AHEAD.match(text, place)
        if not link or link.end() >= len(text) or link.end() > view.sentence(draft.end)[1]:
            return None
        following = read_listed(view, link.end(), language)
        if following is None:
            return None
        fell = text.endswith("from ", 0, draft.start)
        if link[0].endswith("to ") and draft.low > following.high and not fell:
            return None  # voted 11 to 4
        place = following.end
        unit = find_unit(text, place, language)
        if unit:
            unit, end = unit
            if unit.kind in ("share", "points") and draft.low > 100:
                return None
            changed = unit.kind == "share" and _BEHIND.match(text, end)
            if changed:  # 12 and 15 per cent higher
                draft.sign = -1 if changed["fall"] else 1
                return replace(unit, kind="growth", code="growth")
            return unit if unit.kind in _LISTED_KINDS else None
    return None


def _inherit_behind(view, draft, language):
    """Return the unit of the last number of the sentence that this one is compared with."""
    text, start = view.plain, draft.start
    begin = max(start - 160, 0)  # a semicolon does not end what is compared
    ends = (text.rfind(mark, begin, start) + 1 for mark in (". ", "\n", "? ", "! "))
    begin = max(begin, *ends)
    hedged = draft.start < draft.numeral.start
    if re.match(
        r" of (?:them|these|which|whom|the|its|their|his|her)\b", view.after(draft.end, 10)
    ):
        return None
    if re.match(r" for (?:[a-z]{0,3}\$|[₹€£¥\d])", view.after(draft.end, 10)):
        return None  # three for $79
    if not hedged and not _LINK.search(text[max(begin, start - 16) : start]):
        return None
    found = None
    for match in _SCALED.finditer(text[begin:start]):
        place = begin + match.end()
        unit = find_unit(text, place, language)
        sign = language.words("units_before").before(text, begin + match.start(2))
        noun = text[place : place + 3]
        if unit and unit[0].kind == "duration":
            if _OR.fullmatch(text, unit[1], start):
                return unit[0]
            continue  # "23 percent in 2022; three years earlier it was 14"
        if unit and unit[0].kind in ("amount", "share", "points") and unit[1] < start:
            found = unit[0]
        elif sign:
            found = Unit("amount", sign[0].code)
        elif re.match(r" [a-z]", noun) and not _NO_NOUN.match(text, place):
            found = None
    if found and re.search(r";[^;]*\b(?:from|to) $", text[begin:start]):
        return None
    if found and found.kind in ("share", "points") and (draft.low > 100 or draft.numeral.scale > 1):
        return None
    return found


def _refine_unit(view, draft, language):
    """Set what a number measures by its own unit and the words that govern it."""
    text, unit = view.plain, draft.unit
    before, behind = view.before(draft.start, 24), view.after(draft.end, 24)
    if unit is None:
        return _refine_count(view, draft, before, behind)
    if unit.code == "ratio" and _BY_NUMBER.match(text, draft.end - 1):
        return "? a number of times a number"
    if unit.code == "ratio":
        printed = text[draft.numeral.end : draft.end]
        draft.numeral.form = "multiple"
        if text.startswith("a factor of", draft.start) and find_direction(view, draft) == "fall":
            draft.invert()
        if "times" in printed and not _TIMES.match(behind):
            whole = draft.low.denominator == draft.high.denominator == 1
            draft.unit = OCCASION if whole and not find_direction(view, draft) else RATIO
        elif re.match(r" (?:fewer|less|lower|smaller)\b", behind) and draft.low:
            draft.invert()
        return None
    if unit.code == "pp" and _PLAN_POINTS.match(text, draft.numeral.end):
        draft.unit, draft.end = Unit("count", "points"), draft.numeral.end
        return None
    if unit.kind in ("share", "points"):
        _set_direction(view, draft)
        return None
    signed = unit.kind == "amount" and before.endswith(("-", "minus ", "negative "))
    minus = signed and re.search(r"(?:^|[\s(])(-)\Z|\b(minus|negative) \Z", before)
    if minus and not (minus[1] and _is_dash(view, draft.start - 1)):
        if draft.low == draft.high:
            draft.sign = -1
        else:
            draft.low = -draft.low  # "minus 5 to 30 degrees"
        draft.start -= len(before) - minus.start(minus.lastindex)
    if unit.code == "night" and draft.low >= 400:
        draft.unit = Unit("count", "nights")
        return None
    if unit.code == "USD" and text[draft.start : draft.numeral.start].endswith("$"):
        _take_dollar(view, draft)
    if unit.code == "lb" and not behind.startswith(" of ") and draft.numeral.scale >= 10**6:
        unit = draft.unit = Unit("amount", "GBP", unit.factor)
    if unit.code == "ft" and draft.low == draft.high:
        take_part(view, draft, _INCHES, 12, words.NUMBER_WORDS.get)
    if unit.kind == "amount":
        _take_cents(view, draft)
        take_rate(view, draft, _RATE_UNIT, words.SINGULARS)
    return None


def _take_cents(view, draft):
    """Take the cents of one pound twenty, a dollar fifty a kilo."""
    cents = _CENTS.match(view.plain, draft.end)
    money = cents and (draft.unit.code == "lb" or len(draft.unit.code) == 3)
    if not money or draft.low != draft.high or not view.plain[draft.end - 1].isalpha():
        return
    draft.unit = replace(draft.unit, code="GBP" if draft.unit.code == "lb" else draft.unit.code)
    take_part(view, draft, _CENTS, 100, _read_tens)


def _read_tens(word):
    tens, _, ones = word.partition("-")
    return words.NUMBER_WORDS[tens] + words.NUMBER_WORDS.get(ones, 0)


def _take_dollar(view, draft):
    """Give a bare dollar sign the country of the last one in its sentence: C$38, or $19."""
    front = view.before(draft.numeral.start - 1, 1)
    if front.isalpha() or front == "(":
        return  # A$30 ($20): what stands in brackets is converted
    named = _DOLLARS.findall(view.plain, view.sentence(draft.start)[0], draft.start)
    if named:
        draft.unit = words.UNITS_BEFORE[named[-1]]


def _refine_count(view, draft, before, behind):
    """Tell a count from a label, and a rank from a list."""
    if draft.hedge == "stated" and draft.low < 1000 and _TOP.search(before):
        draft.unit, draft.hedge = RANK, "up_to"
        draft.start -= len("top ")
        return None
    if before.endswith(_NUMBERS):
        named = before.endswith("the number ") or view.text.endswith(" Number ", 0, draft.start)
        filed = draft.low > 100 and before.endswith(("no. ", "no.", "nos. ", "#"))
        numbered = _NUMBERED.search(before)
        if filed or numbered and draft.low > 10 and named:
            return "name"
        if numbered and draft.numeral.form in ("digits", "words") and draft.low <= 100:
            draft.unit = RANK
            return None
    if before.endswith(("minus ", "negative ")):
        draft.sign, draft.start = -1, draft.start - len(before.split(" ")[-2]) - 1
    take_noun_hedge(view, draft, _NOUN_HEDGE, words.HEDGES_BEHIND)
    number = draft.numeral.printed(view)
    if draft.hedge == "stated" and number.isdigit() and len(number) <= 3:
        front = _CAPITAL.search(view.text, max(0, draft.start - 20), draft.start)
        place = draft.start - len(front[1]) - 1 if front else 0
        if front and place - view.sentence(draft.start)[0] > 1:
            if _NO_NOUN.match(behind) and front[1].lower() not in words.NUMBER_WORDS:
                return "name"
    if number.isdigit() and number.startswith("0") and len(number) > 1:
        return "code"
    noun = None if _NO_NOUN.match(behind) else _COUNTED_NOUN.match(view.plain, draft.end)
    joined = _JOINED_NOUN.match(view.plain, draft.end)
    if joined and draft.unit is None:
        draft.unit, noun = Unit("count", joined[1]), None  # a 12-bed ward
    if noun and draft.unit is None and (noun[1] or draft.low == 1):
        draft.unit = Unit("count", noun[1] or noun[2])
    return None


def _make_odds(view, draft):
    """Make a multiple of three to one."""
    draft.unit, draft.numeral.form = RATIO, "multiple"


def _make_age(view, draft):
    """Set the unit of her late thirties, and of under-25s."""
    draft.unit = YEARS


FORMS = {
    "ordinal": _refine_ordinal, "rank": _refine_ordinal, "multiple": _refine_multiple,
    "fraction": _refine_fraction, "proportion": make_share,
    "decade": _make_age, "odds": _make_odds, "young": _make_age,
}  # fmt: skip
RULES = Rules(_begin, FORMS, _is_measured, _finish)

_CODES = "|".join(
    sorted(filter(str.isalpha, words.UNITS_BEFORE), key=lambda sign: (-len(sign), sign))
)
_LABEL_WORDS = "|".join(words.LABELLED)
_NAMED_WORDS = "|".join(words.NAMED)
_RANKS = "|".join(word.capitalize() for word in words.ORDINALS if "-" not in word)
_CAPITALS = "|".join(word.capitalize() for word in words.NUMBER_WORDS)
_LABELLED = (
    r"\.? (?:no\.? ?|number )?\d{1,5}(?:[./]\d+)?[a-ln-z]?\b(?![,.]?\d|%|-[a-z]| (?:per|million"
    r"|thousand|billion|lakh|crore|km|kg|m|metres|ft|feet|acres|hectares|litres|tonnes|tons|times"
    r"|percent|years|months|weeks|days|hours|minutes|people|rupees|dollars|shillings)\b)"
)
# Patterns of the text with its capitals.
NAMES = (
    (r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z]\w+ ){1,3}(?:Road|Street|Avenue|Lane|Boulevard|Square|Drive|Row"
     r"|Close|Terrace|Crescent|Court|Gardens)\b", "address"),
    (rf"(?<=[a-z,] )(?:{_CAPITALS}) (?=[A-Z][a-z])", "name"),
    (r"[A-Z](?<!\w[A-Z])[A-Z]{0,2}(?:(?<!USD|KES|UGX|TZS|NGN|GHS|ZAR|INR|PKR|EUR|GBP|CNY|RMB|BDT"
     r"|AUD|CAD)(?<!SH)(?<!\bRM)[ -]|(?=\d))\d{2,4}[ -]?(?![KMB]\b)[A-Z]{1,3}\b",
     "number of a plate"),
    (r"\b[A-Z]{1,2}-?\d{1,4}(?= (?:highway|road|motorway|expressway|bypass|corridor)\b)"
     r"|(?<=\bon the )[A-Z]{1,2}\d{1,4}(?=[.,;]\D| (?:at|near|to|from|between|and|in|outside)\b)",
     "name of a road"),
    (r"\b[48]K(?= (?:video|tv|screen|camera|footage|resolution|display|film)s?\b)", "name"),
    (rf"\b(?:{_NAMED_WORDS}){_LABELLED}", "name"),
    (rf"\b(?:Team|Group|Unit|Phase|Plan|Channel|Platform|Form|Class|Grade|Standard|Year) "
     rf"(?:{_CAPITALS})\b",
     "name"),
    (rf"(?<=[a-z,] )(?:{_RANKS}) (?=(?!(?:January|February|March|April|May|June|July|August"
     rf"|September"
     r"|October|November|December)\b)[A-Z][a-z])|(?<![\w.,])\d-[A-Z]\b", "name"),
    (r"\b\w*[A-Z]\w* \d\.0\b(?! ?(?:%|per|million|billion|percent|points|m\b|bn))", "version"),
)  # fmt: skip
LABELS = (
    (r"\b(?:several|a few|a handful of|a couple more)\b(?! (?:dozen|hundred|thousand|million"
     r"|billion|lakh|crore|\d))", "vague: no number"),
    (r"\b(?:nh|ah)[ -]?\d{1,4}[a-z]?\b(?! ?%|[.,]\d)", "name of a road"),
    *CODES,
    (r"\b(?:call|dial|phone|tel\.?|telephone|whatsapp|hotline|helpline|infoline|bookings?"
     r"|enquir\w+|details|fax|contact|text|sms|ring)"
     r"\b[^\d\n.]{0,24}\+?\(?\d[\d ()-]{4,}\d", "telephone number"),
    (r"\b(?:helpline|hotline|infoline|toll[ -]free|short ?code|pin|pin code|zip)\b[^\d\n.]{0,12}"
     r"\d{3,}\b(?![,.]\d)", "telephone number"),
    (r"\+\d{1,3}[ -]\d[\d -]{5,}\d|(?<![\d.,])(?<!\d )0\d{2,4}[ -]\d{3}[ -]?\d{3,4}\b|(?<![\d.,])"
     r"\d{3,4}-\d{3,4}-\d{4}\b|(?<![\d.,-])1[ -]800[ -]\d{3}[ -]?\d{4}\b", "telephone number"),
    (rf"(?<![\w$])(?=[a-z]+-?\d)(?!(?:(?:{_CODES})|fy|r)\d|(?:under|over)-|[qh][1-4]\b)"
     rf"(?!(?:mid|late|early|pre|post)-)[a-z]+-?\d+[a-z]?\b(?!\.\d|,\d\d)"
     r"(?<!-\d\d\d\d)", "name"),
    (r"(?<![\w.,])\d[gd]\b(?= (?:signal|network|coverage|phone|tower|connection|printer|internet"
     r"|mobile|service|base|data|and|or))", "name"),
    (rf"\b(?:{_LABEL_WORDS}){_LABELLED}|\bgrades? (?:1[0-2]|[1-9])\b(?!%|[.,]\d)", "name"),
    (r"\b(?:won|wins?|lost|beat|beaten|defeat(?:ed)?|drew"
     r"|score[ds]?)\b[^.;\n\d]{0,24}\b\d{1,2}-\d{1,2}\b"
     r"(?=[.,;)]|$| (?:on|in|at|against|win|to|over|after)\b)"
     r"|(?<!\d)\d\d?-\d\d? (?=split|win|victory|defeat|loss|draw|vote|majority|decision)", "score"),
    (r"\b(?:text|sms|dial|send|whatsapp)\b[^.\n\d]{0,30}? (?:to|at|on) \d{3,6}(?=[.,;)\n]|$| to | "
     r"for )",
     "telephone number"),
    (r"\b(?:no\.|file|number|ref\.?|reference|registration|licence|license) (?:no\.? ?)"
     r"?\d+[-/]\d[\d/-]*", "file number"),
    (r"\bthe (?:group of|big|magnificent) (?:two|three|four|five|six|seven|eight)\b", "name"),
    (r"\b(?:double|single|triple|two|three|four|five|six|seven)-(?:digit|figure|pronged|faced"
     r"|way|ply|tier|star)\b", "fixed phrase"),
)  # fmt: skip

_COUNTS = rf"\d{{1,2}}|{'|'.join(words.NUMBER_WORDS)}"
ENGLISH = Language(
    code="en",
    spaced=True,
    digits=DIGITS,
    decimal_mark=".",
    grouping=", ",
    number_words=words.NUMBER_WORDS | words.DECADES,
    scales=words.SCALES,
    collectives=words.COLLECTIVES,
    fractions=words.FRACTIONS,
    halves=words.HALVES,
    vague=words.VAGUE,
    hedges_before=words.HEDGES_BEFORE,
    hedges_behind=words.HEDGES_BEHIND,
    negations=words.NEGATIONS,
    units_before=words.UNITS_BEFORE,
    units_behind=words.UNITS_BEHIND,
    multiples=words.MULTIPLES,
    ordinals=words.ORDINALS,
    cues=words.CUES,
    idioms=words.IDIOMS,
    labels=LABELS,
    names=NAMES,
    dates=DATES,
    relative=RELATIVE,
    dates_behind=True,
    since_words=("since",),
    backgrounds=r"\b(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )(?:introduced|launched"
    r"|licensed|founded|created|built"
    r"|approved|established|set up|born|signed|adopted|passed|made|, opened)(?: in| on| by)? ?$",
    offsets=rf"\b(?P<n>an?|the|{_COUNTS}) years? (?:earlier|before|previously|prior)\b"
    r"|\bthe (?P<p>previous|prior) year\b",
    compared=r"\b(?:from|against|versus|compared (?:with|to)) (?!(?:19|20)\d\d)"
    r"(?:[^,.;:]|[.,](?=\d)){1,30}? (?:in|on|at|as of)? ?$",
    announcements=r"\b(?:released|published|issued|put out|unveiled|announced|presented|dated|said)"
    r"(?: on| in)? ?$",
    goals=r" (?:goals?|targets?|ceiling|plan|objective)\b",
    contrasts=r"\b(?:while|whereas|although|though)\b",
    ahead=rf"\b(?:within|(?:in|over|during) the (?:next|coming)|in another|(?:in|within) the space "
    rf"of) (?P<n>{_COUNTS}) (?P<unit>months?|years?)\b",
    lasted=rf"\b(?:in|over|within)(?: the(?: past| last| same| space of)?)? (?P<n>{_COUNTS}) "
    r"years?\b",
    again=rf"\b(?:in|over|during|within) (?:the|those|these) same (?P<n>{_COUNTS}) years?\b",
    once=r"\b(?:used to|formerly|previously|back then|in those days|at first|in the old days)\b",
    paired=r"\brespectively\b",
    list_marks=r"(?: (?!and\b)[a-z-]+){0,2}(?:,? and|,)(?: in| by| to| of)? ",
    month_words=("month", "months"),
    from_words=tuple(
        "from|up from|down from|from the|up from the|down from the|against".split("|")
    ),
    beside_words=("against",),
    base_words=words.BASE_WORDS,
    said_words=words.SAID_WORDS,
    pronouns=words.PRONOUNS,
    sources=words.SOURCES,
    subjects=words.SUBJECTS,
    organisations=tuple(words.ORGANISATIONS),
    titles=tuple(words.TITLES),
    no_sources=words.NO_SOURCES,
    person_words=words.PERSON_WORDS,
    persons=words.PERSONS,
    trades=words.TRADES,
    deeds=words.DEEDS,
    packages=words.PACKAGES,
    appositions=words.APPOSITIONS,
    no_names=words.NO_NAMES,
    seeds_more=SEEDS,
    seeds_begin=SEED_WORDS,
    read_numeral=read_numeral,
    refine=RULES.refine,
)
