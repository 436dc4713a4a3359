"""Chinese: the words of numbers, units, hedges and changes; traditional forms read as plain."""

import re
from dataclasses import replace
from fractions import Fraction

from helpers.quantities.chinese_dates import DATES
from helpers.quantities.chinese_forms import PLAIN
from helpers.quantities.chinese_idioms import IDIOMS, LABELS
from helpers.quantities.chinese_numerals import DIGITS, SCALES, TENS, read_numeral
from helpers.quantities.language import Language, Unit


def amount(code, words, factor="1"):
    return {word: Unit("amount", code, factor) for word in words.split()}


MONEY = amount("CNY", "元 元人民币 块 块钱 人民币 圆 元钱") | amount("USD", "美元 美金")
MONEY |= amount("EUR", "欧元") | amount("JPY", "日元") | amount("HKD", "港元 港币")
MONEY |= amount("TWD", "新台币 元新台币 台币") | amount("GBP", "英镑") | amount("KRW", "韩元 韩币")
MONEY |= amount("RUB", "卢布") | amount("INR", "卢比 印度卢比") | amount("IDR", "印尼盾 盾")
MONEY |= amount("VND", "越南盾") | amount("THB", "泰铢") | amount("MYR", "林吉特 马币 令吉")
MONEY |= amount("KES", "先令 肯尼亚先令") | amount("NGN", "奈拉") | amount("BRL", "雷亚尔")
MONEY |= (
    amount("KZT", "坚戈") | amount("CAD", "加元") | amount("AUD", "澳元") | amount("PHP", "比索")
)
MONEY |= amount("CHF", "瑞士法郎") | amount("XOF", "西非法郎 非洲法郎") | amount("BDT", "塔卡")
MONEY |= (
    amount("ETB", "比尔") | amount("LAK", "基普") | amount("MMK", "缅元") | amount("SGD", "新元")
)
MONEY |= amount("CNY", "角 毛 毛钱", "1/10") | amount("CNY", "分钱", "1/100")
MEASURES = (
    amount("t", "吨 公吨")
    | amount("kg", "公斤 千克")
    | amount("g", "克")
    | amount("jin", "斤 市斤")
)
MEASURES |= amount("taijin", "台斤") | amount("dan", "担 石") | amount("mu", "亩 亩地 亩田")
MEASURES |= (
    amount("ha", "公顷")
    | amount("m2", "平方米 平米 ㎡ m² 平方")
    | amount("km2", "平方公里 平方千米")
)
MEASURES |= (
    amount("m3", "立方米 方")
    | amount("m", "米")
    | amount("km", "公里 千米 km")
    | amount("cm", "厘米 公分")
)
MEASURES |= (
    amount("mm", "毫米")
    | amount("li", "里 里地 里路 华里")
    | amount("l", "升 公升")
    | amount("ml", "毫升")
)
MEASURES |= amount("jia", "甲") | amount("degree", "度 摄氏度 ℃") | amount("kWh", "千瓦时 度电")
MEASURES |= amount("MW", "兆瓦") | amount("kW", "千瓦") | amount("GB", "gb") | amount("MB", "mb")
MEASURES |= amount("kg", "kg") | amount("t", "标准吨") | amount("MW", "万千瓦", "10")
TIMES = {
    "year": "年 年间 个年头 年时间 周年 岁 周岁 岁半 载", "month": "个月 月",
    "day": "天 个工作日 个昼夜 日 个晚上 夜", "week": "周 个星期 星期 个礼拜", "quarter": "个季度",
    "hour": "小时 个小时 个钟头 钟头 个钟", "minute": "分钟 分", "second": "秒 秒钟", "century": "个世纪",
}  # fmt: skip
DURATIONS = {w: Unit("duration", code) for code, words in TIMES.items() for w in words.split()}
POINTS = {w: Unit("points", "pp", "1/100") for w in ("个百分点", "百分点", "个点")}
POINTS |= {w: Unit("points", "pp", "1/10000") for w in ("个基点", "基点")}
PARTS = {"%": Unit("share", "share", "1/100"), "‰": Unit("share", "share", "1/1000")}
PARTS |= {"折": Unit("share", "share", "1/10"), "个百分比": Unit("share", "share", "1/100")}
PERSON = {w: Unit("count", "person") for w in "人 名 位 口人 口 男 女 人次 员 个人".split()}
THINGS = (
    "户 家 件 单 箱 盒 包 袋 瓶 只 头 条 辆 台 部 座 间 所 处 种 款 场 次 趟 批 届 期 节 门 项 类 层 份 张 枝 支 株 棵 朵 "
    "把 桶 筐 篓 车 船 艘 架 套 双 对 组 队 班 村 县 镇 乡 省 市 区 国 站 店 票 笔 例 代 片 粒 颗 根 匹 罐 坛 捆 卷 页 字 "
    "篇 本 册 封 幅 首 曲 集 则 栋 幢 孔 眼 亩次 万次 人家 户人家 地 州 倍次 字节 厂 社 校 县市 区县 桌 盘 碗 杯 壶 盏 串 "
    "道 排 行 列 尾 羽 峰 垄 块地 板 粒米 缸 榜 县区 村民 农户 商户 网店 店铺 企业 网商 订单 用户 粉丝 学员 快件 包裹 户农 "
    "户次 件次 场次 个国 门店 席 环 步 遍 回 下 样 路 员工 产品 岗位 频道 直播间 合作社 站点 网点 词 斤装 拨 驾 顶 匣 坨 畦 "
    "包装 挂 贯 打 起 宗 桩 枚 发 滴 股 束 团 堆 伙 帮 群 圈 段 截 节课 堂 堂课 课 味 餐 顿 桶装 通 条街 扇 口井 丛 尊 具 碟"
).split()
COUNTS = PERSON | {word: Unit("count", word) for word in THINGS} | {"个": Unit("count", "个")}
TIMES_MORE = {"倍": Unit("multiple", "ratio"), "番": Unit("multiple", "番")}
UNITS = COUNTS | DURATIONS | MEASURES | MONEY | POINTS | PARTS | TIMES_MORE

HEDGES = {
    "over": "超 破 超过 逾 突破 过 高于 大于 多于 不少于 不低于 不下 不下于 至少 最少 起码 满 冲破 跨过 跨越 迈过 站上 已超 最低 > ≥ 远超 不止 大于等于 少说 少说也有 少说有 以上的",
    "nearly": "近 接近 将近 逼近 直逼 几近 几乎 几乎达 快 快到",
    "under": "不到 不足 未到 未满 不满 低于 少于 小于 落不下 没到 未达 没有达到 未达到 不及 < 还不到 仅不到 跌破 没满",
    "up_to": "最多 至多 不超过 不超 未超过 没超过 没有超过 不过 封顶 上限 上限为 不高于 不多于 不大于 顶多 最高不超过 最多不超过 ≤ 未突破 没突破 没有突破 最多也不过 最多不过",
    "about": "约 大约 大概 约合 约为 约占 约有 约达 差不多 大致 估计 大体 约等于 折合约 合约 平均约",
}  # fmt: skip
NO_HEDGE = dict.fromkeys(
    "通过 经过 路过 度过 渡过 见过 有过 来过 转过 透过 附近 最近 靠近 邻近 预约 契约 节约 相约 大快 尽快 赶快 制约 签约 美满 圆满 充满 摆满 装满 堆满 坐满 种满 挂满".split(),
    "",
)
NO_MORE = dict.fromkeys(
    ["多" + verb for verb in "挣赚收卖出产交付种养拿得用花买次元方少样数"]
    + [
        "来自",
        "来到",
        "来源",
        "来了",
        "起来",
        "起步",
        "起家",
        "起源",
        "内部",
        "内容",
        "内销",
        "内外",
        "余下",
    ],
    "",
)
BEHIND = {
    "over": "多 余 有余 以上 及以上 级 + 出头 挂零 开外 起 往上 还多 有多 之上 多一点",
    "about": "左右 上下 许 前后 光景 的样子",
    "under": "以下 不到 还不到 不足 之下",
    "up_to": "以内 之内 内 封顶 为限 及以下",
}
NO_CUES = dict.fromkeys(
    ["计划" + mark for mark in ",。”、》的"]
    + [
        "高达",
        "有的",
        "有关",
        "有限",
        "具有",
        "没有",
        "拥有",
        "高度",
        "高中",
        "高速",
        "高校",
        "高原",
        "高山",
        "低温",
        "减免",
        "多少",
        "至少",
        "不少",
        "少数",
        "少年",
        "降雨",
        "跌宕",
        "增值税",
        "升级",
        "毛利",
    ],
    "",
)
CUES = {
    "rise": "同比 环比 增长 增加 上升 上涨 提高 提升 增 涨 高出 多出 多了 高了 扩大 增收 成长 攀升 跃升 飙升 猛增 激增 升 贵 贵了 增产 溢价 快了 增多 上浮 上调 走高 劲增 翻了 新增 高 涨价 超出 反弹 加快 多赚 多挣 多卖 增至 壮大 上扬 递增 看涨 增值 长了 大增",
    "fall": "下降 减少 下跌 下滑 回落 降低 减 降 跌 便宜 便宜了 负增长 缩减 缩水 萎缩 收窄 少了 减产 低了 缩短 下调 下挫 滑落 锐减 骤减 走低 压缩 下浮 降价 砍掉 少 低 亏损 递减 折价 裁 裁掉 砍 裁减 降了 减亏 放缓 减去 贬值 砍了 瘦身 负 歉收 省了 节省 节约 损失了",
    "growth": "增幅 涨幅 增速 增长率 升幅 同比增幅",
    "decline": "降幅 跌幅 减幅 缩幅",
    "share": "占 占比 占到 比重 比例 率 份额 比率 抽成 佣金 满意度 覆盖率 退货率 返 利率 税率 利息 其中 首付 返点 持股 提成 度 有",
    "target": "计划 目标 力争 打算 盘算 争取 规划 拟 确保 要达到 到2025年 到2030年 要把 将把 要让 要建 承诺 瞄准 三年内 五年内",
    "expected": "预计 有望 预期 估计今年 预测 料 或将 可望 可回到 预估 将达 估计明年 看好 有可能",
    "reported": "。",
    "money": "每斤 每公斤 每箱 每盒 每吨 一斤 款 货款 价 收入 销售额 月入 年入 日入 挣 赚 营收 产值 利润 交易额 零售额 成交额 花费 费用 工资 薪 分红 奖金 投资 进账 单价 售价 补贴 流水 租金 投入 投了 拨付 拨款 贷款 补助 奖励 融资 募集 押金 存款 积蓄 欠 亏 亏了 赔了 花了 借了 卖到",
    "count": "订单 人数 粉丝 销量 户数 点击 观看 播放 关注 浏览 发货 下单 会员 人 户 家 卖出 单 件 游客 用户",
}  # fmt: skip
_TARGET_BEHIND = re.compile(r"的?(?:目标|规划|计划)")
_NOUN_PHRASE = re.compile(
    r"(几乎|将近|接近|不到|不足|超过|近|约|逾|超)(?:是|为|有|占|相当于|等于|达|有着)?[^,。;\d]{1,14}的$"
)
_TAKEN = {"几乎": "nearly", "将近": "nearly", "接近": "nearly", "近": "nearly", "约": "about"}
_TAKEN |= {"不到": "under", "不足": "under", "超过": "over", "逾": "over", "超": "over"}
_WHO = r"[^,。;:!?\n”][^,。;:!?\n]{0,19}?"
_SAYS = "说|介绍|表示|透露|估计|统计|发布|公布|显示|坦言|告诉|回忆|记得|盘算|测算|笑着|通报|算了|指出|认为|称"
WINDOW = 60  # characters before a bare number in which a word may say that it is money
_CONTAINERS = set("包箱盒袋瓶单件桶筐罐份只头枝株棵串")


def refine(view, draft, language):
    """Return why a number is none, or None after the last touches on its draft."""
    text, numeral, unit = view.plain, draft.numeral, draft.unit
    printed = text[numeral.start : numeral.end]
    if text[draft.start - 2 : draft.start] == "零下":
        draft.low, draft.high, draft.start = -draft.high, -draft.low, draft.start - 2
    if numeral.form == "digits" and re.match(r"[a-z]", text[draft.end : draft.end + 1]):
        return f"? letters behind the number: {text[numeral.start : draft.end + 4]}"
    if text[numeral.start - 1 : numeral.start] in ("第", "首", "头") or printed[:1] in "首头":
        return _rank(view, draft)
    if text[draft.start - 1 : draft.start] == "前" and (unit is None or unit.kind != "duration"):
        return _first_few(draft)
    if text[draft.start - 1 : draft.start] in (
        "每",
        "某",
        "另",
        "同",
        "任",
        "这",
        "那",
        "哪",
        "整",
        "唯",
    ):
        if numeral.low == 1 and numeral.form == "words":
            return "article"
    cohort = numeral.form == "digits" and re.match(
        r"[0-9]0后|[0-9]5后", text[numeral.start : numeral.start + 3]
    )
    if cohort and text[numeral.start - 1 : numeral.start] not in ("1", "2", "."):
        return _cohort(draft)
    if printed == "零" and (unit is None or unit.kind == "count"):
        return "part of a word"
    if numeral.form == "half" and (unit is None or unit.kind == "count" and unit.code != "个"):
        if draft.hedge == "stated":
            return "part of a word"
        draft.unit = unit = Unit("share", "share")
    if unit is None:
        return _bare(view, draft, language)
    if unit.code == "番":
        return _doublings(view, draft)
    if unit.kind == "duration" and draft.hedge == "nearly":
        _read_recent(view, draft)
    if unit.code == "CNY" and view.has("新台币") and "人民币" not in text[draft.start : draft.end]:
        draft.unit = replace(unit, code="TWD")
    if numeral.form in ("fraction", "words", "digits") and unit.kind in ("share", "multiple"):
        _take_hedge(view, draft)
    return _is_article(view, draft)


def _read_recent(view, draft):
    """Read 近三年 as the last three years, 用了近三年 as nearly three."""
    text, start = view.plain, draft.start
    verb = text[start - 1 : start] in ("了", "时", "耗", "达", "有", "过", "隔", "长")
    if (
        text.startswith("近", start)
        and 1 <= draft.low <= 10
        and not verb
        and not text.startswith("时间", draft.end)
    ):
        draft.hedge = "stated"


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
    if text[draft.start - 1 : draft.start] == "头":
        draft.start -= 1
        return None if draft.unit else "part of a word"
    draft.start -= text[draft.start - 1 : draft.start] == "第"
    if draft.unit is not None and draft.unit.kind in ("share", "points", "multiple"):
        return None
    draft.unit, draft.hedge = Unit("rank", "rank"), "stated"
    if numeral.scale > 1 and numeral.form == "words" and numeral.low >= 10**4:
        return "part of a word"
    return None


def _first_few(draft):
    """Make ranks up to N of 前三, 前10名."""
    draft.start, draft.unit, draft.hedge = draft.start - 1, Unit("rank", "rank"), "up_to"


def _doublings(view, draft):
    """Read 翻两番 as fourfold."""
    text = view.plain
    if "翻" not in text[max(0, draft.start - 4) : draft.start]:
        return "part of a word"
    draft.start = text.rindex("翻", 0, draft.start)
    if not (draft.low.denominator == draft.high.denominator == 1) or draft.high > 20:
        return "? how many times doubled"
    draft.low, draft.high = (Fraction(2) ** int(part) for part in (draft.low, draft.high))
    draft.unit, draft.numeral.form = Unit("multiple", "ratio"), "multiple"
    return None


def _take_hedge(view, draft):
    """Take a hedge that stands before a noun phrase: 不到大型平台的一半."""
    if draft.hedge != "stated":
        return
    clause = view.plain[max(view.clause(draft.start)[0], draft.start - 20) : draft.start]
    match = _NOUN_PHRASE.search(clause)
    if match:
        draft.hedge = _TAKEN[match[1]]


def _bare(view, draft, language):
    """Give a number without a unit its kind, or say why it is none."""
    text, numeral = view.plain, draft.numeral
    printed = text[numeral.start : numeral.end]
    hedged = draft.hedge != "stated"
    follows = text[draft.end : draft.end + 1]
    stops = not follows or follows in ',。;、:!?)\n”" ' or follows in "的,是至到涨降升增减"
    if numeral.form in ("multiple", "fraction", "ordinal"):
        _take_hedge(view, draft)
        return None
    named = numeral.form == "digits" and re.fullmatch(r"(?:19|20)[0-9]{2}", printed) and not stops
    if named and not hedged:
        return "year in a name"
    if numeral.form == "words":
        small = len(printed) < 2 or (numeral.low < 100 and not hedged)
        lone = printed in ("百", "千", "万", "亿", "十", "几")
        if lone and not (hedged and stops) or small and not hedged:
            return "no measure word"
        if not stops and not hedged and numeral.low < 10**5:
            return "no measure word"
    money = _is_money(view, draft, language)
    draft.unit = Unit("amount", "CNY") if money else Unit("count", "")
    return None


def _is_money(view, draft, language):
    """Whether the nearest word before a bare number is one of money."""
    stretch = view.clause if draft.low < 100 else view.sentence
    start = max(stretch(draft.start)[0], draft.start - WINDOW)
    cues = [
        c
        for c in language.words("cues").scan(view.plain[start : draft.start])
        if c[2] in ("money", "count")
    ]
    return bool(cues) and cues[-1][2] == "money"


def _is_article(view, draft):
    """Say that 一 with a measure word is an article, unless it measures."""
    numeral, unit, text = draft.numeral, draft.unit, view.plain
    behind = text[draft.end : draft.end + 8]
    if (
        text[numeral.start : numeral.end] in ("百", "千", "万", "亿")
        and draft.hedge == "stated"
        and unit.kind == "count"
    ):
        return (
            None
            if numeral.low >= 100 and unit.code in ("person", "户", "家", "单", "件")
            else "part of a word"
        )
    if (
        not numeral.article
        or draft.hedge not in ("stated",)
        or unit.kind in ("multiple", "share", "points")
    ):
        return None
    if (
        unit.kind == "count"
        and unit.code == "person"
        and re.match(r"[,。]|播|干|住|做|忙|撑|就|扛|在|守|管", behind)
    ):
        return None
    if unit.code in ("分", "minute", "second", "ratio"):
        return "part of a word"
    if unit.kind == "duration" or (
        unit.kind == "amount" and unit.code not in ("degree", "m", "li")
    ):
        if (
            re.match(r"度|些|边|面|来|到头|番|线|样|天天|半载", behind)
            or text[numeral.start - 1 : numeral.start] == "有"
        ):
            return "part of a word"
        return None
    if (
        unit.kind == "count"
        and unit.code in _CONTAINERS
        and re.match("[0-9二两三四五六七八九十百千]", behind)
    ):
        return None
    return "article"


CHINESE = Language(
    code="zh",
    spaced=False,
    digits=r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?",
    decimal_mark=".",
    grouping=",",
    number_words=DIGITS | TENS | {"半": Fraction(1, 2)},
    scales=SCALES,
    joiners=(),
    articles=("一",),
    collectives={},
    fractions={"一半": Fraction(1, 2), "半数": Fraction(1, 2), "大半": Fraction(1, 2),
               "过半": Fraction(1, 2), "对半": Fraction(1, 2), "百分百": 1},
    vague={**{p + s: 2 * SCALES[s] for p in "几数" for s in "十百千万亿"}, "好几十": 20, "好几百": 200, "好几千": 2000,
           **{"上" + s: SCALES[s] for s in "百千万亿"}, "成百": 100, "成千": 1000, "数以百": 100, "数以千": 1000,
           "数以万": 10000},
    halves={"半": Fraction(1, 2)},
    hedges_before={word: hedge for hedge, words in HEDGES.items() for word in words.split()} | NO_HEDGE,
    hedges_behind={word: hedge for hedge, words in BEHIND.items() for word in words.split()} | NO_MORE,
    negations=("不", "未", "没", "没有", "并未", "尚未", "从未", "从没", "未能", "不会", "不得", "不能", "不可"),
    units_before={word: unit for word, unit in MONEY.items() if word in ("人民币", "新台币", "美元", "台币", "港币", "印尼盾")}
    | {"$": Unit("amount", "USD"), "¥": Unit("amount", "CNY"), "￥": Unit("amount", "CNY"), "€": Unit("amount", "EUR")},
    units_behind=UNITS,
    multiples={"翻番": 2, "翻倍": 2, "减半": Fraction(1, 2), "腰斩": Fraction(1, 2), "倍增": 2, "折半": Fraction(1, 2)},
    ordinals={word: 1 for word in ("首位", "首次", "首个", "首家", "首批", "首期", "首届", "首单", "首场", "首条", "首座", "首间", "榜首")},
    cues={word: role for role, words in CUES.items() for word in words.split()} | NO_CUES,
    idioms=IDIOMS,
    labels=LABELS,
    dates=DATES,
    relative={"去年": -1, "今年": 0, "前年": -2, "明年": 1, "上年": -1, "目前": 0, "眼下": 0, "现在": 0, "如今": 0,
              "现有": 0, "当前": 0, "迄今": 0, "至今": 0},
    base_words=("比", "较", "与", "同", "和", "相当于", "是", "为", "高于", "低于", "超过", "相较", "相较于", "对比"),
    said_words=("发布", "公布", "讯", "电", "介绍", "通报", "透露", "获悉", "消息", "说", "表示", "举行", "召开", "报道"),
    pronouns=("他", "她", "他们", "她们", "报告", "报告还", "记者", "公报", "通报", "她还", "他还", "其"),
    sources=(r"据(?P<who>[^,。;:\n]{2,20}?)(?:统计|介绍|测算|透露|估计|监测|数据|发布|通报|消息)",
             rf"(?:^|[,。;:!?\n](?!”)|[。,!?]”)(?P<who>{_WHO})(?:(?:[0-9]{{1,2}}[月日]|日前|近日|最新){{0,2}})(?:{_SAYS})",
             r"(?:^|[,。;:\n])(?P<who>[^,。;:\n]{2,16}?)的?(?:台账|报告|账本|名册|数据|报表|统计|公报)(?:上|里|中|显示|表明)"),
    read_numeral=read_numeral,
    refine=refine,
    links_behind=("的",),
    from_words=("从", "由", "自"),
    range_endings=("不等", "之间"),
    range_marks=("-", "至", "到", "~", "—"),
    level_marks=("到", "至", "为"),
    characters=PLAIN,
)  # fmt: skip
