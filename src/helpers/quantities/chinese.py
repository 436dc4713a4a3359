"""Chinese: the words of numbers, units, hedges and changes; traditional forms read as plain."""

import re
from dataclasses import replace
from fractions import Fraction

from helpers.quantities.chinese_dates import DATES
from helpers.quantities.chinese_forms import PLAIN, TRADITIONAL
from helpers.quantities.chinese_idioms import IDIOMS, LABELS
from helpers.quantities.chinese_numerals import DIGITS, PER, SCALES, TENS, read_numeral
from helpers.quantities.chinese_words import (
    BEHIND,
    CUES,
    FAR_HEDGES,
    HEDGES,
    MONEY,
    NEGATIONS,
    NO_CUES,
    NO_HEDGE,
    NO_MORE,
    NO_UNITS,
    SIGNS,
    UNITS,
    invert,
)
from helpers.quantities.hedges import TURNED, find_before
from helpers.quantities.language import RANK, RATIO, SHARE, THING, YEARS, Language, Unit
from helpers.quantities.words import write_pattern

HALF = Fraction(1, 2)
_SAYS = (
    "(?<![少据小传不没])说(?![明服法])|介绍|表示|透露|估计|统计|发布|公布|显示|坦言|告诉|回忆|记得|盘算|测算|笑着|通报|算了|"
    "指出|认为|披露|宣布|监测|称"
)
_WHO = r"(?!据|经|截至|初步)[^,。;:!?\n”][^,。;:!?\n]{0,19}?"
_SAID_WHEN = r"(?:[0-9]{1,2}[月日]|日前|近日|最新){0,2}"
_BOOKS = "台账|报告|账本|名册|数据|报表|统计|公报"
SOURCES = (
    r"(?:^|[。,\n])(?P<who>[^,。;:\n]{2,12}?)(?:翻开|摊开|指着|掰着|扳着|粗算|算给|算了|细数|拿出)[^,。:\n]{0,8}:",
    r"从(?P<who>[^,。;:\n]{2,20}?)(?:获悉|了解到|得知|传来)",
    r"(?:据|按照?|依照?)(?P<who>[^,。;:\n]{2,20}?)的?(?:最新)?(?:统计|介绍|测算|透露|估计|监测|数据|发布|通报|消息"
    r"|研究|报告|调查|口径)",
    r"(?:^|[,。;:\n])(?P<who>[^,。;:\n《]{2,16}?)的?(?:一项|一份)[^,。;:\n]{0,14}?(?:调查|研究|报告|统计)",
    r"(?:数据|资料|数字)来自(?P<who>[^,。;:\n]{2,16})",
    rf"(?:^|[,。;:!?\n](?!”)|[。,!?]”)(?P<who>{_WHO})(?<![常还又也却则总曾])[常还又也却则总曾]?{_SAID_WHEN}(?:{_SAYS}"
    rf")",
    rf"(?:^|[,。;:\n])(?P<who>[^,。;:\n]{{2,16}}?)的?(?:{_BOOKS}|数字|调查)》?(?:上|里|中|显示|表明|指)",
    r"(?:^|[,。;:\n])(?P<who>[^,。;:\n]{2,16}?)(?:[上今]?[0-9]{0,2}[月周])?(?:发表|公布|发布)的(?:调查|报告|数字|统计"
    r"|数据)",
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蒋蔡余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冀阿扎丹卓"
)
_GIVEN = "[^\\W\\d_的说介表在是有和与从去今把已就也还告笑算坦回种养卖开了这那一]"
_ROLES = (
    "[村农渔牧居市灾]民|[农商大网住租]户|[果茶菜花椒棉蚕蜂药粮瓜稻渔]农|[机歌]手|[商虾菜粮鱼肉]贩|[店户业车船]主|老板|负责人|带头人|司机|主播|掌柜|"
    "[社场厂站校院队组班]长|经理|会计|技术员|经纪人|快递员|志愿者|大学生|青年|姑娘|小伙|党员|医生|教师|老师|师傅|工人|护士|妻子|丈夫|老伴|女儿|儿子|"
    "老人|大爷|大妈|大娘|大姐|养殖户|种植户|创业者|岁的|[村镇乡]的|的是"
)
# Village people as the press names them: 村民李秀英, 27岁的马小苒, 老谭, 邱姓农友.
PERSONS = (
    rf"(?:(?:{_ROLES})(?=[{_SURNAMES}])|(?=[老小][{_SURNAMES}](?!家))"
    rf"|(?=[{_SURNAMES}](?:姓|某|大爷|大姐|大妈|大娘|师傅|女士|先生|阿姨)))"
    rf"(?P<name>[老小]?[{_SURNAMES}](?:姓农友|某|大爷|大姐|大妈|大娘|师傅|女士|先生|阿姨|(?<![老小].){_GIVEN}{{1,2}})?)"
)
TRADES = "[卖賣售发發销銷收产產单單订訂挣掙赚賺]"
# An office that plans or decides counts in its paragraph, though none says that it said so.
SUBJECTS = (
    r"(?:^|[。,;\n])(?P<who>[^,。;:\n]{0,10}?(?:局|厅|委|办|政府|县府|市府|公司|集团|协会|中心|合作社|县里|市里|镇里|平台|央行|银行"
    r"|监局))"
    r"(?:则|将|正|已|还|也){0,2}(?:打算|计划|盼|希望|拟|预计|力争|提出|要求|决定|明确|核定|下拨|安排)",
)
_HEDGES, _BEHIND = invert(HEDGES), invert(BEHIND)
_INEXACT = re.compile(write_pattern(w for w, h in _BEHIND.items() if h == "over"))
_TAKEN = FAR_HEDGES | {
    negation + word: TURNED[hedge]
    for negation in NEGATIONS
    for word, hedge in FAR_HEDGES.items()
    if hedge in TURNED and word[0] not in "不未没"
}
_NOUN_PHRASE = re.compile(
    rf"({write_pattern(_TAKEN)})(?:是|为|有|占|相当于|等于|达|有着)?"
    r"(?:(?:19|20)\d\d年)?[^,。;\d]{1,14}的$"
)
# A level that is denied is a limit: 从没达到过承诺的300吨.
_UNREACHED = re.compile(r"[没未](?:能|有)?(?:达到|达|到)过?[^,。;\d]{1,10}的$")
_LEVELS = re.compile(r"(?:至|到|为|成)了?(?:原来|原先|以前|过去|当初|之前)的$")
KIN = tuple("妻妹弟子女娘爷哥姐他她咱们口")
_IS_AGE = re.compile(
    "年龄|年纪|岁数|年岁|年[过逾近届满]|(?:今年|现年)$|(?:^|[,。])[^,。]{0,4}[他她](?:今年)?$"
)
_FAR = write_pattern(
    w
    for w in _HEDGES
    if w[0] in "最至顶起" and w[1:] in "多少码" or w in ("少说", "撑死", "撑死了")
)
_FAR_HEDGE = re.compile(
    rf"({_FAR})(?:[能可会也只就要得需有达卖挣赚填收装用花住到上了出过]{{1,5}}"
    r"|[^\W\d的一二两]{1,3})$"
)
_COUNTED = re.compile(rf"[0-9十百千万亿两三](?:({write_pattern(MONEY)})|[人户名家])")
_DONE = tuple("念读做干当养种开跑走卖买吃住用写看听学打去到试搞办教上帮待经")
_AGES = re.compile("开外|好几|(?:往上|以上|出头|左右|上下|来岁)的?(?:老人|人家|老汉|妇女)")
_AGED = re.compile("的(?:年轻人|青年|小伙|姑娘|媳妇|老人|汉子|[女男]?人|妇女|后生)")
_PAIR = re.compile("[一二三四五六七八九]{2}")  # a number of two places has 十
_CHANGED = "|".join(word for cue in ("rise", "fall") for word in CUES[cue].split())
_OWN = re.compile("人民币|[¥￥]|rmb|cny")
_SAME = re.compile(rf"({write_pattern(MONEY)}),?下同")
_DONG = ("越南", "印尼", "印度尼西亚")  # the money of which is 盾
_TAIWAN = "台湾 民国 台北 台中 台南 台东 花莲 屏东 云林 嘉义 南投 彰化 宜兰 苗栗 高雄".split()
_ONE_OF = re.compile("[一每][斤箱盒吨袋瓶单件包份张碗串筐桶]")
_PAY = re.compile("[年月日时]薪|[年月]租|毛利|毛收入|月收入")
_SHORT_OF = ("不到", "不足", "不满", "未满")
_OPEN = object()  # no rule has decided yet
_AGO = re.compile(r"[0-9一二两三四五六七八九十](?:年|个月|周|个星期|天)前$")
_TOP = "三五十0123456789"  # behind 前 they make a rank also where a span of time stands before it
_RANKS = frozenset("第首头")
_DETERMINERS = tuple("每某另同任这那哪整唯上下前后新当")
MANY = 10**4  # years or months, which are no time where money follows
LONGEST = 1000  # characters before a number in which a country says whose its money is
WINDOW = 60  # characters before a bare number in which a word may say that it is money
_PRICED = re.compile("[0-9一二两三四五六七八九十百千钱,。;、]")  # 一块八
_HELD = re.compile(
    "[净能可卖挣赚就只要得收不到约近的]{0,6}[0-9二两三四五六七八九十百千几].{0,6}?[元块斤克毛]"
)
_CONTAINERS = set("包箱盒袋瓶单件桶筐罐份只头枝株棵串")


def refine(view, draft, language):
    """Return why a number is none, or None after the last touches on its draft."""
    text, numeral = view.plain, draft.numeral
    if text[draft.start - 2 : draft.start] == "零下":
        draft.low, draft.high, draft.start = -draft.high, -draft.low, draft.start - 2
    if text.endswith(_SHORT_OF, 0, draft.end) and language.seeds.match(text, draft.end):
        draft.hedge, draft.end = numeral.hedge, draft.end - 2  # 差3天不到一年
    if numeral.form == "digits" and "a" <= view.after(draft.end, 1) <= "z":
        return f"? letters behind the number: {text[numeral.start : draft.end + 4]}"
    for rule in (_read_front, _read_label, _read_half):
        answer = rule(view, draft)
        if answer is not _OPEN:
            return answer
    before = view.before(draft.start, 2)
    if before[-1:] == "小" and before[0] not in "大不中" and draft.hedge == "stated":
        if numeral.scale * numeral.low >= 10:
            draft.hedge, draft.start = "nearly", draft.start - 1  # 小两千
    if draft.unit is not None and _is_part(view, draft):
        return "part of a word"
    if draft.hedge == "up_to" and text.startswith("不过", draft.start):
        inner = _INEXACT.search(text, numeral.end, draft.end)
        near = _BEHIND[inner[0]] if inner else numeral.hedge
        draft.hedge = near if near in ("over", "dozens") else draft.hedge  # 不过3000元出头
    if draft.hedge in ("nearly", "under", "up_to") and text[numeral.start] in "几数好":
        if numeral.form == "vague":
            if not text.startswith(("近", "不过"), draft.start):
                return "? a bound that is no exact number"  # 不到几百人
            draft.hedge = "dozens"  # 近几十年, 不过几百人
    if draft.unit is None:
        return _bare(view, draft, language)
    return _refine_unit(view, draft, language)


def _is_part(view, draft):
    """Whether words and a unit are no measure: 千里, 八角, 三甲医院."""
    text, numeral, code = view.plain, draft.numeral, draft.unit.code
    if numeral.form != "words" or draft.hedge != "stated":
        return False
    behind = text[draft.end : draft.end + 1]
    printed = text[numeral.start : draft.end]
    if printed in ("百里", "千里", "万里", "百度", "千斤", "百日", "百岁", "万岁"):
        return True
    if code == "jia":
        return behind not in tuple("地田土,。的多余")
    tenths = printed.endswith("角") and text[numeral.start - 1 : numeral.start] not in ("元", "块")
    return tenths and behind not in (*"钱一每的,。;、", "")


def _read_front(view, draft):
    """Read ranks and articles by the character before them."""
    text, numeral, unit = view.plain, draft.numeral, draft.unit
    if not _RANKS.isdisjoint(text[max(numeral.start - 1, 0) : numeral.start + 1]):
        return _rank(view, draft)
    before = view.before(draft.start, 1)
    if before == "前":
        if numeral.low == 1:
            return "article"  # 前一个
        if text[draft.start] not in _TOP and _AGO.search(view.before(draft.start, 6)):
            return None  # 一年前二: the date has 前
        few = numeral.low < 1000 and (draft.hedge == "stated" or text[draft.end - 1] == "强")
        if few and (unit is None or unit.kind == "count" or unit.code == "jia"):
            draft.end += text.startswith("强", draft.end)
            draft.start, draft.unit, draft.hedge = draft.start - 1, RANK, "up_to"  # 前三, 前10名
            return None
    measured = unit is not None and unit.kind == "amount" and before in ("上", "下", "前", "后")
    if before in _DETERMINERS and numeral.low == 1 and numeral.form == "words" and not measured:
        return "article"
    return _OPEN


def _read_label(view, draft):
    """Read years of birth, phases of works, and what is part of a word."""
    text, numeral, unit = view.plain, draft.numeral, draft.unit
    printed, before = text[numeral.start : numeral.end], text[numeral.start - 1 : numeral.start]
    if numeral.form == "digits" and re.fullmatch("[0-9][05]", printed):
        if text.startswith("后", numeral.end) and before not in ("1", "2", "."):
            return _cohort(draft)
    if unit is not None and unit.code == "期" and printed in "一二三四" and draft.hedge == "stated":
        if text[draft.start - 1 : draft.start] not in tuple("了办出共开"):
            draft.unit = RANK  # 二期工程
            return None
    if _PAIR.fullmatch(printed) and draft.low == draft.high and unit and unit.kind == "count":
        return "name"  # 五一村, 二七区
    if printed in ("俩", "仨") and before in KIN:
        return "part of a word"  # 夫妻俩
    if printed == "零" and (unit is None or unit.kind == "count"):
        return "part of a word"
    return _OPEN


def _read_half(view, draft):
    """Read 大半年, 逾半, and 百万级, which has no unit."""
    text, numeral, unit = view.plain, draft.numeral, draft.unit
    if text[numeral.start : numeral.end].endswith("半年"):
        draft.unit = YEARS
        return None
    if numeral.form == "half" and (unit is None or unit.kind == "count" and unit.code != "个"):
        if draft.hedge == "stated":
            return "part of a word"
        draft.unit = SHARE
    elif unit is not None and unit.code == "grade" and draft.low >= 1000:
        draft.unit, draft.hedge = None, "over"  # 百万级: of seven digits
    return _OPEN


def _refine_unit(view, draft, language):
    """Set what a number with a unit measures, or say why it is none."""
    text, numeral, unit = view.plain, draft.numeral, draft.unit
    words = numeral.form == "words"
    if unit.kind == "share" and unit.factor == "1/10" and words and draft.low > 10:
        draft.low, draft.high = draft.low / 10, draft.high / 10  # 八五折
    _drop_verbs(view, draft)
    unit = draft.unit = _find_cents(view, draft) or unit
    if unit.kind == "share" and text.endswith(("由正", "为正", "到正"), 0, draft.start):
        draft.turn("rise")
        draft.kind = "growth"
        return None
    of_whole = text.startswith("的", draft.start - 1)
    if unit.kind == "share" and of_whole and _LEVELS.search(view.before(draft.start, 8)):
        draft.unit, draft.numeral.form = RATIO, "multiple"  # 减至原来的三分之一
        return None
    if unit.code == "degree" and text[draft.end - 1] == "度" and words:
        if 0 <= draft.low <= 5 and "温" not in text[slice(*view.sentence(draft.start))]:
            return "part of a word"  # 两度失败
    if unit.code == "番":
        return _doublings(view, draft, language)
    if unit.code == "year" and text.startswith("个年", draft.end - 2):
        if re.match("[底初末轻代]", text[draft.end : draft.end + 1]):
            draft.unit, draft.end = Unit("count", "个"), draft.end - 1  # 14个年底前建成
            return None
    if unit.code in ("year", "month") and draft.low >= MANY:
        if text[draft.end : draft.end + 1] in tuple("收销产利营租"):
            return f"? so many {unit.code}s"  # 300万年收入
    if unit.code in ("year", "month", "week", "day") and text.startswith("近", draft.start):
        if 1 <= draft.low <= 30 and draft.hedge == "nearly" and unit.factor == "1":
            spent = view.before(draft.start, 1) in tuple("了时耗达有过隔长")  # 用了近三年
            if not spent and not text.startswith("时间", draft.end):
                draft.hedge = "stated"  # 近三年: the last three years
    if unit.kind == "amount":
        _add_rate(view, draft, language)
    if unit.kind == "amount":
        _settle_money(view, draft)
    _take_far_hedge(view, draft)
    if draft.hedge == "stated" and text.startswith("的", draft.start - 1):
        if _UNREACHED.search(view.before(draft.start, 20)):
            draft.hedge = "under"
    if numeral.form in ("fraction", "words", "digits") and unit.kind in ("share", "multiple"):
        _take_hedge(view, draft)
    return _is_article(view, draft)


def _drop_verbs(view, draft):
    """Give back a verb that was read as a hedge: 念过两年书, 快5个百分点."""
    text, numeral = view.plain, draft.numeral
    before = text[draft.start - 1 : draft.start]
    small = numeral.form == "words" and numeral.low < 100 and before not in tuple("年已早要须得能")
    if text.startswith("过", draft.start) and draft.start < numeral.start:
        if small or before in _DONE:
            draft.hedge, draft.start = numeral.hedge, draft.start + 1
    if text[draft.start] == "快" and draft.unit.kind in ("share", "points"):
        draft.hedge, draft.start = "stated", draft.start + 1


def _find_cents(view, draft):
    """Return the money of 五分 behind a small price: 降两毛,再降五分; else None."""
    earlier, small = draft.earlier, draft.numeral.form == "words" and draft.low < 10
    if draft.unit.code != "point" or not small or not earlier or earlier.unit[:3] != "CNY":
        return None
    near = earlier.end >= draft.start - 40 and any(coin in earlier.as_printed for coin in "毛角分")
    return Unit("amount", "CNY", "1/100") if near else None


def _add_rate(view, draft, language):
    """Add what an amount is counted by: 元/斤, 元每箱."""
    linked = view.after(draft.end, 1) in ("/", "每")
    hit = linked and language.words("units_behind").at(view.plain, draft.end + 1)
    if hit and hit[0].kind in ("amount", "duration", "count"):
        draft.unit = replace(draft.unit, code=f"{draft.unit.code}/{hit[0].code}")
        draft.end = hit[1]
        hedge = language.words("hedges_behind").at(view.plain, draft.end)
        if hedge and hedge[0] and draft.hedge == "stated":
            draft.hedge, draft.end = hedge


def _cohort(draft):
    """Make the years of birth of 00后, 95后."""
    decade = int(draft.low)
    first = (2000 if decade < 50 else 1900) + decade
    last = first + (4 if decade % 10 else 9)
    draft.low, draft.high, draft.hedge = Fraction(first), Fraction(last), "stated"
    draft.unit, draft.end = Unit("other", "birth year"), draft.numeral.end + 1


def _rank(view, draft):
    """Make a rank of 第四位, 首次, 头三个月."""
    text, numeral = view.plain, draft.numeral
    front = text[draft.start - 1 : draft.start]
    lasts = draft.unit is not None and draft.unit.kind == "duration" and draft.low > 1
    if front == "头" or front == "首" and lasts:  # 首三个月
        draft.start -= 1
        if draft.unit and draft.unit.kind == "count" and draft.low == 1:
            draft.unit = RANK  # 头一回
        return None if draft.unit else "part of a word"
    draft.start -= text[draft.start - 1 : draft.start] == "第"
    if draft.unit is not None and draft.unit.kind in ("share", "points", "multiple"):
        return None
    draft.unit, draft.hedge = RANK, "stated"
    if numeral.scale > 1 and numeral.form == "words" and numeral.low >= 10**4:
        return "part of a word"
    return None


def _doublings(view, draft, language):
    """Read 翻两番 as fourfold."""
    text = view.plain
    if "翻" not in view.before(draft.start, 4):
        return "part of a word"
    draft.start = text.rindex("翻", 0, draft.start)
    if draft.hedge == "stated":
        draft.hedge, draft.start = find_before(view, draft.start, language)
    if not (draft.low.denominator == draft.high.denominator == 1) or draft.high > 20:
        return "? how many times doubled"
    draft.low, draft.high = (Fraction(2) ** int(part) for part in (draft.low, draft.high))
    draft.unit, draft.numeral.form = RATIO, "multiple"
    return None


def _settle_money(view, draft):
    """Say whose money 元 and 盾 are, where the text says so elsewhere."""
    code, slash, per = draft.unit.code.partition("/")
    printed = view.plain[draft.start : draft.end]
    if code == "CNY" and not _OWN.search(printed):
        code = _find_home(view) or code
    elif code == "IDR" and "盾" in printed and "印" not in printed and view.has("越南"):
        before = view.before(draft.start, LONGEST)
        dong, *rest = map(before.rfind, _DONG)
        code = "VND" if dong > max(rest) or not any(map(view.has, _DONG[1:])) else code
    draft.unit = replace(draft.unit, code=f"{code}{slash}{per}")


def _find_home(view):
    """Return the money of a text from outside the mainland, or None."""
    if same := view.has("下同") and _SAME.search(view.plain):
        return MONEY[same[1]].code  # (新元,下同)
    if view.has("新台币"):
        return "TWD"
    local = not view.has("人民币") and any(map(view.has, _TAIWAN))
    named = view.has("港元") or view.has("港币") or not view.has("人民币") and view.has("香港")
    sign = "TWD" if local else "HKD" if named else None
    return sign if sign and view.prints(TRADITIONAL) else None


def _take_hedge(view, draft):
    """Take a hedge that stands before a noun phrase: 不到大型平台的一半."""
    if draft.hedge != "stated":
        return
    clause = view.plain[max(view.clause(draft.start)[0], draft.start - 20) : draft.start]
    match = _NOUN_PHRASE.search(clause)
    if match:
        draft.hedge = _TAKEN[match[1]]
        if draft.unit is None or draft.unit.kind == "share":
            draft.kind = "share"  # 低于去年的九成 is no fall


_PER_HEDGE = re.compile(rf"({write_pattern(_TAKEN)})每[^,。;\d]{{1,2}}$")


def _take_far_hedge(view, draft):
    """Take a hedge that stands before the verb: 最多能填上四成, or before the price: 跌破每斤."""
    if draft.hedge == "stated" and "每" in (before := view.before(draft.start, 8)):
        priced = _PER_HEDGE.search(before)
        draft.hedge = _TAKEN[priced[1]] if priced else draft.hedge
    if draft.hedge == "stated":
        start = max(view.clause(draft.start)[0], draft.start - 8)
        match = _FAR_HEDGE.search(view.plain, start, draft.start)
        if match:
            draft.hedge = _HEDGES[match[1]]


def _bare(view, draft, language):
    """Give a number without a unit its kind, or say why it is none."""
    text, numeral = view.plain, draft.numeral
    draft.unit = _find_list_unit(view, draft, language)
    if draft.unit is not None:
        return None
    printed = text[numeral.start : numeral.end]
    hedged = draft.hedge != "stated" or draft.low != draft.high
    if _is_age(view, draft):
        draft.unit = YEARS
        return None
    follows = view.after(draft.end, 1)
    counted = follows == "的" and language.words("units_behind").at(text, draft.end + 1)
    if counted and counted[0].kind == "count" and len(counted[0].code) > 1:
        draft.unit = counted[0]  # 两万多的订单
        return None
    stops = not follows or follows in ',。;、:!?)\n”" ' or follows in "的,是至到涨降升增减"
    near = view.before(draft.start, 8)
    stops = stops or any(c[2] == "money" for c in language.words("cues").scan(near))
    stops = stops or follows == "一" and text[draft.end + 1 : draft.end + 2] in PER
    if numeral.form in ("multiple", "fraction", "ordinal"):
        _take_hedge(view, draft)
        return None
    named = numeral.form == "digits" and re.fullmatch(r"(?:19|20)[0-9]{2}", printed) and not stops
    if named and not hedged:
        return "year in a name"
    if "有" in printed:
        draft.unit = YEARS
        return None
    if printed in ("俩", "仨"):
        draft.unit = THING
        return None
    priced = stops and _ONE_OF.search(view.before(draft.start, 2))  # 一斤二十八
    if numeral.form == "words" and not hedged and not priced:
        if numeral.low < 100 or len(printed) < 2 or not stops and numeral.low < 10**5:
            return "no measure word"
    if _PAY.match(text, draft.end):
        draft.unit = Unit("amount", _find_home(view) or "CNY")  # 20万年薪
        return None
    draft.unit = stops and _find_money(view, draft, language) or THING
    return None


def _is_age(view, draft):
    """Whether a number without a unit is an age: 年过五十, 三十岁学艺,四十出师."""
    text, numeral = view.plain, draft.numeral
    if 30 <= draft.low <= 100 and _AGES.match(text, draft.end - 2):
        return True
    if 10 <= draft.low <= 110 and _AGED.match(text, draft.end):
        return True
    sentence = text[view.sentence(draft.start)[0] : numeral.start]
    grown = numeral.form == "words" or text.startswith("了", draft.end)
    if grown and 10 <= draft.low <= 110 and "岁" in sentence[-24:] and not sentence.endswith("的"):
        return True
    clause = text[max(view.clause(draft.start)[0], draft.start - 8) : numeral.start]
    return 10 <= numeral.low <= 110 and bool(_IS_AGE.search(clause))


def _find_list_unit(view, draft, language):
    """Return the unit that stands only behind the last of a list: 30、50和80元."""
    text, place = view.plain, draft.end
    for _ in range(8):
        if text[place : place + 1] not in ("、", "和", "与", "及"):
            return None
        if not language.seeds.match(text, place + 1):
            return None
        numeral = language.read_numeral(view, place + 1, language)
        if numeral is None:
            return None
        hit = language.words("units_behind").at(text, numeral.end)
        if hit or numeral.unit:
            return numeral.unit or hit[0]
        place = numeral.end
    return None


def _find_money(view, draft, language):
    """Return the money of a bare number: of its sentence, or by the nearest word; else None."""
    stretch = view.clause if draft.low < 100 else view.sentence
    start = max(stretch(draft.start)[0], draft.start - WINDOW)
    cues = [
        c
        for c in language.words("cues").scan(view.plain[start : draft.start])
        if c[2] in ("money", "count")
    ]
    near = draft.earlier and draft.earlier.start >= view.sentence(draft.start)[0]
    beside = draft.earlier and "。" not in view.plain[draft.earlier.end : draft.start]
    head = near and draft.earlier.unit.split("/")[0]
    if near and draft.earlier.kind == "amount" and len(head) == 3 and head.isupper():
        return Unit("amount", head)  # 床位12美元,单间30
    if (near or beside) and draft.earlier.kind == "count" and draft.earlier.unit and not cues:
        return None
    before = view.plain[view.sentence(draft.start)[0] : draft.start]
    last = _COUNTED.findall(before)
    code = MONEY[last[-1]].code if last and last[-1] else ""
    if not cues:  # a bare number in words is mostly money
        words = draft.numeral.form == "words" and not (last and not code)
        behind = view.after(draft.end + 1, 4)
        if view.after(draft.end, 1) == "的" and behind:  # 十万多的阅读, but 五千的工资
            found = language.words("cues").scan(behind)
            words = words and any(role == "money" for _, _, role in found)
        return Unit("amount", code or "CNY") if words or code and draft.low >= 100 else None
    return Unit("amount", code or "CNY") if cues[-1][2] == "money" else None


def _is_article(view, draft):
    """Say that 一 with a measure word is an article, unless it measures."""
    numeral, unit, text = draft.numeral, draft.unit, view.plain
    behind = view.after(draft.end, 14)
    stated, counts = draft.hedge == "stated", unit.kind == "count"
    if counts and stated and numeral.printed(view) in ("百", "千", "万", "亿"):
        whole = numeral.low >= 100 and unit.code in ("person", "户", "家", "单", "件")
        return None if whole else "part of a word"
    named = unit.kind in ("multiple", "share", "points")
    if not numeral.article or draft.low != 1 or not stated or named:
        return None
    if unit.code == "person" and re.match(r"[,。]|播|干|住|做|忙|撑|就|扛|在|守|管", behind):
        return None
    if text[numeral.start : draft.end] == "一块" and not _PRICED.match(behind):
        return "part of a word"  # together, a piece
    if unit.code in ("分", "minute", "second", "ratio"):
        return "part of a word"
    measured = unit.kind == "amount" and unit.code not in ("degree", "m", "li")
    if unit.kind == "duration" or measured:
        part = re.match(r"度|些|边|面|来|到头|番|线|样|天天|半载", behind)
        return "part of a word" if part or view.before(numeral.start, 1) == "有" else None
    held = counts and unit.code in _CONTAINERS and _HELD.match(behind)
    return None if held else "article"


CHINESE = Language(
    code="zh",
    spaced=False,
    digits=r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?",
    decimal_mark=".",
    grouping=", ",
    number_words=DIGITS | TENS | {"半": HALF},
    scales=SCALES,
    collectives={},
    fractions=dict.fromkeys(
        "一半 一多半 半数 大半 一大半 过半 对半 小一半 一小半 小半 大半年 小半年 多半年".split(),
        HALF,
    )
    | {"百分百": 1},
    vague={few + scale: 2 * SCALES[scale] for few in "几数" for scale in "十百千万亿"}
    | {"好几" + scale: 2 * SCALES[scale] for scale in "十百千万"}
    | {"上" + scale: SCALES[scale] for scale in "百千万亿"}
    | {"成百": 100, "成千": 1000, "数以百": 100, "数以千": 1000, "数以万": 10000},
    halves={"半": HALF},
    hedges_before=_HEDGES | NO_HEDGE,
    hedges_behind=_BEHIND | NO_MORE,
    negations=tuple(NEGATIONS),
    units_before={word: MONEY[word] for word in "人民币 新台币 美元 台币 港币 印尼盾".split()}
    | {sign: Unit("amount", code) for sign, code in SIGNS.items()},
    units_behind=UNITS,
    multiples=dict.fromkeys("双倍 翻番 翻倍 倍增".split(), 2)
    | dict.fromkeys("减半 腰斩 折半".split(), HALF),
    ordinals=dict.fromkeys(
        [
            "首阶段",
            "榜首",
            *(f"首{thing}" for thing in "位次度个家批期届单场条座间轮季年月日天笔名例创"),
        ],
        1,
    ),
    cues=invert(CUES) | NO_CUES,
    idioms=IDIOMS,
    labels=LABELS,
    dates=DATES,
    relative={"前年": -2, "明年": 1, "网上年": None}
    | dict.fromkeys("去年 上年 上一年 前一年".split(), -1)
    | dict.fromkeys("今年 目前 眼下 现在 如今 现有 当前 迄今 至今".split(), 0),
    base_words=tuple("比 较 与 同 和 相当于 是 为 高于 低于 超过 相较 相较于 对比".split()),
    year_bases=("比", "较", "相较", "高于", "低于", "多于", "少于", "超过"),
    year_before=("上年", "上一年", "前一年"),
    said_words=("电(", "电 ", "电讯", "电—")
    + tuple("发布 公布 讯 介绍 通报 透露 获悉 消息 说 表示 举行 召开 报道".split()),
    person_words=tuple("她 他 俺 我 老汉 大姐 大妈 大爷 小伙 姑娘 岁".split()),
    persons=PERSONS,
    trades=TRADES,
    pronouns=tuple("他 她 他们 她们 报告 报告还 记者 公报 通报 她还 他还 其".split()),
    sources=SOURCES,
    subjects=SUBJECTS,
    read_numeral=read_numeral,
    refine=refine,
    comparisons=r"[比较][^,。;:比较]{1,14}(?:(?P<rise>多|高|贵|快|重|长)|(?P<fall>少|低|便宜|慢|轻|短))"
    r"(?:出|了|整整)*$",
    links_behind=("的",),
    no_sources=tuple(
        "数据 有数据 相关数据 统计 资料 结果 最新数据 记者 有人 大家 人们 不少人".split()
    ),
    organisations=tuple(
        "局 厅 部 委 办 所 平台 协会 中心 公司 集团 政府 银行 研究院 报告 医院 学校 大学 路局 公安 法院 县府 市府 乡公所 镇公所 县里 市里 镇里 站 联社 商会 "
        "学会 联盟 统计 调查".split()
    ),
    titles=tuple(
        "主任 镇长 县长 乡长 村长 市长 区长 书记 站长 经理 会长 理事长 院长 所长 负责人 专家 教授 研究员 技术员 支书 干部".split()
    ),
    ahead="(?:未来|今后|再过)(?P<n>[0-9]{1,2}|[一二两三四五六七八九十])(?P<unit>年|个月)|"
    "(?P<m>[0-9]{1,2}|[一二两三四五六七八九十])(?P<u>年|个月)(?:之|以)?内",
    lasted="(?P<n>[0-9]{1,2}|[一二两三四五六七八九十])年(?:间|时间|来|内)",
    month_words=("个月",),
    paired="分别|依次|各自",
    grown=rf"(?:{_CHANGED})了?约?$",
    list_marks="[、,和及与]|以及",
    from_words=("从", "由", "自"),
    range_endings=("不等", "之间"),
    range_marks=("-", "至", "到", "~", "—"),
    copulas=("是", "为"),
    no_units=NO_UNITS,
    weak_marks=("和", "与", "跟"),
    level_marks=("到", "至", "为"),
    characters=PLAIN,
)
