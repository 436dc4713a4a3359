"""Chinese words: units, hedges, and the words that govern numbers."""

from helpers.quantities.currencies import find_names, find_signs
from helpers.quantities.language import Unit
from helpers.words.currency import list_codes


def make_units(kind, table, factor="1"):
    """Return word to unit of a table of codes to words."""
    return {w: Unit(kind, code, factor) for code, words in table.items() for w in words.split()}


# What many countries use means the money of one; the names of the others come from Unicode.
MONEY = {name: Unit("amount", code) for name, code in find_names("zh").items()}
MONEY |= make_units("amount", {
    "CNY": "元 元人民币 块 块钱 人民币 圆 元钱", "USD": "美元 美金 美刀 美币", "HKD": "港币 蚊 港纸",
    "TWD": "元新台币 台币", "KRW": "韩币 韩圆", "RUB": "卢布", "INR": "卢比", "CAD": "加元 加币",
    "IDR": "印尼盾 盾 印度尼西亚盾", "MYR": "马币 令吉", "KES": "先令", "AUD": "澳元 澳币", "PHP": "比索 菲币",
    "XOF": "非洲法郎 法郎", "THB": "铢 泰币", "GBP": "镑", "MMK": "缅元 缅币", "SGD": "新元 新币 新加坡币",
    "JPY": "日圆 日币 円", "BDT": "塔卡", "NZD": "纽元 纽币", "AED": "迪拉姆", "SEK": "克朗",
    "MOP": "澳门币 葡币", "VND": "越币 越盾", "KWD": "第纳尔", "IRR": "里亚尔",
})  # fmt: skip
MONEY |= make_units("amount", {"CNY": "角 毛 毛钱"}, "1/10")
MONEY |= make_units("amount", {"CNY": "分钱"}, "1/100")
# What stands before a number: signs, and letters, which then begin no name as TOP10 does.
_OTHER = {"ALL", "CUP", "GEL", "PEN", "SOS", "TOP", "TRY"}
LETTERED = {code.lower(): code for code in list_codes() if code not in _OTHER}
LETTERED |= {"rm": "MYR", "rmb": "CNY", "ntd": "TWD"}
SIGNS = find_signs() | LETTERED | {"$": "USD", "¥": "CNY", "￥": "CNY"}
SIGNS |= {"us$": "USD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "a$": "AUD", "au$": "AUD"}
SIGNS |= {"c$": "CAD", "nz$": "NZD", "mop$": "MOP", "r$": "BRL"}
MEASURES = make_units("amount", {
    "t": "吨 公吨 标准吨", "kg": "公斤 千克 kg", "g": "克 g", "mg": "毫克", "jin": "斤 市斤",
    "taijin": "台斤", "dan": "担", "liang": "两", "qian": "钱", "lb": "磅", "oz": "盎司",
    "mu": "亩 亩地 亩田", "fen": "分地 分田", "rai": "莱", "ha": "公顷", "acre": "英亩", "jia": "甲", "pu": "坪",
    "sqft": "平方呎 方呎 平方英尺 平方尺 呎", "m2": "平方米 平米 ㎡ m² 平方", "m3": "立方米 方",
    "km2": "平方公里 平方千米", "m": "米", "km": "公里 千米 km", "cm": "厘米 公分", "mm": "毫米",
    "li": "里 里地 里路 华里", "mile": "英里", "nmi": "海里", "ft": "英尺", "inch": "英寸 吋",
    "l": "升 公升", "ml": "毫升 ml", "gallon": "加仑", "degree": "度 摄氏度 ℃", "MW": "兆瓦",
    "kW": "千瓦", "GW": "吉瓦", "kWh": "千瓦时 度电", "MWh": "兆瓦时", "GWh": "吉瓦时",
    "TWh": "太瓦时", "MHz": "兆赫", "GHz": "吉赫", "Mb": "兆", "MB": "mb", "GB": "gb",
    "Mbps": "mbps", "Gbps": "gbps",
})  # fmt: skip
DURATIONS = make_units("duration", {
    "year": "年 年间 个年头 年时间 周年 岁 周岁 载", "month": "个月 月",
    "day": "天 白天 晚 个工作日 个昼夜 日 个晚上 夜", "week": "周 个星期 星期 个礼拜",
    "quarter": "个季度", "hour": "小时 个小时 个钟头 钟头 个钟", "minute": "分钟",
    "second": "秒 秒钟", "century": "个世纪",
})  # fmt: skip
DURATIONS |= {"刻钟": Unit("duration", "minute", "15"), "旬": Unit("duration", "year", "10")}
POINTS = make_units("points", {"pp": "个百分点 百分点 个点"}, "1/100")
POINTS |= make_units("points", {"pp": "个基点 基点 bp bps"}, "1/10000")
PARTS = make_units("share", {"share": "% 个百分比 巴仙 趴"}, "1/100")
PARTS |= {"‰": Unit("share", "share", "1/1000"), "折": Unit("share", "share", "1/10")}
PERSON = make_units("count", {"person": "人 名 位 口人 号人 口 男 女 人次 员 个人"})
THINGS = (
    "户 家 件 单 箱 盒 包 袋 瓶 只 头 条 辆 台 部 座 间 所 处 种 款 场 次 趟 批 届 期 节 门 项 "
    "类 层 份 张 枝 支 株 棵 朵 "
    "把 桶 筐 篓 车 船 艘 架 套 双 对 组 队 班 村 县 镇 乡 省 市 区 国 站 店 票 笔 例 代 片 粒 "
    "颗 根 匹 罐 坛 捆 卷 页 字 "
    "篇 本 册 封 幅 首 曲 集 则 栋 幢 孔 眼 人家 户人家 地 州 字节 厂 社 校 "
    "县市 区县 桌 盘 碗 杯 壶 盏 串 "
    "道 排 行 列 尾 羽 峰 垄 块地 板 缸 榜 县区 村民 农户 商户 网店 店铺 企业 网商 订单 "
    "用户 粉丝 学员 快件 包裹 "
    "户次 件次 场次 个国 门店 席 摊 箩 篮 步 遍 回 下 样 员工 产品 岗位 频道 直播间 合作社 站点 "
    "网点 词 拨 驾 顶 匣 坨 畦 "
    "包装 挂 贯 打 起 宗 桩 枚 发 滴 股 束 团 堆 伙 帮 群 圈 段 截 节课 堂 堂课 课 味 餐 顿 "
    "桶装 通 条街 扇 口井 丛 尊 具 碟"
).split()
COUNTS = PERSON | {word: Unit("count", word) for word in THINGS} | {"个": Unit("count", "个")}
TIMES_MORE = {"倍": Unit("multiple", "ratio"), "番": Unit("multiple", "番")}
GRADES = {"级": Unit("other", "grade"), "分": Unit("count", "point")}
UNITS = COUNTS | DURATIONS | MEASURES | MONEY | POINTS | PARTS | TIMES_MORE | GRADES

HEDGES = {
    "over": (
        "少不了 少不得 怎么也有 怎么着也有 保底 迈入 跨入 挺进 不亚于 何止 超 破 超过 逾 突破 过 高于 大于 多于 不少于 不低于 不下 不下于 至少 最少 起码 满 冲破 "
        "跨过 跨越 迈过 越过 跃过 迈上 站上 已超 最低 > ≥ 远超 不止 大于等于 少则 少说 少说也有 少说有 以上的"
    ),
    "nearly": "近 接近 将近 逼近 直逼 几近 几乎 几乎达 快 快到 直追 直奔 几达 差点到 差点儿到 差一点到 差一点儿到",
    "under": (
        "不到 不足 未到 未满 不满 低于 少于 小于 落不下 没到 未达 没有达到 未达到 不及 < "
        "到不了 达不到 没达到 没能达到 未能达到 不够 还不够 未及 未足 还不到 仅不到 跌破 没满 用不了 要不了 花不了 用不到"
    ),
    "up_to": (
        "最多 至多 超不过 过不了 难超 难破 限购 最迟 最晚 撑死 撑死了 多则 不超过 不超 未超过 没超过 没有超过 不过 封顶 上限 上限为 不高于 不多于 不大于 "
        "顶多 最高不超过 最多不超过 ≤ 未突破 没突破 没有突破 最多也不过 最多不过"
    ),
    "about": (
        "约 大约 大概 ≈ 约略 约计 大略 差不离 据估 约莫 差不多 大抵 约合 约为 约占 约有 大约有 估计有 估计达 约达 差不多 大致 估计 大体 约等于 折合约 合约 平均约"
    ),
}  # fmt: skip
# What has been passed or nearly so: 突破了, 逼近了.
_PASSED = (
    "突破 超过 冲破 跨过 跨越 迈过 越过 跃过 站上 迈上 迈入 跨入 接近 逼近 直逼 跌破 不止".split()
)
HEDGES = {
    hedge: " ".join((words, *(f"{word}了" for word in words.split() if word in _PASSED)))
    for hedge, words in HEDGES.items()
}
NEGATIONS = (
    "不 不再 未 没 没有 并未 尚未 从未 从没 不曾 未曾 未能 不会 不得 不能 不可 不可能 不大可能 "
    "不太可能 难以 很难 无法 不至于 不应 不许 不准"
).split()
# Apart from its number a single letter is mostly a part of another word.
FAR_HEDGES = {
    word: hedge
    for hedge, words in HEDGES.items()
    for word in words.split()
    if len(word) > 1 or word in "近约逾超"
}
BEHIND = {
    "over": "不止 打底 起跳 保底 朝上 有奇 略多 稍多 多 余 有余 以上 及以上 级 + 出头 挂零 开外 起 往上 还多 好几 有多 还拐弯 还拐个弯 之上 多一点 强",
    "about": "来钱 上落 之谱 左右 上下 许 前后 光景 的样子 郎当",
    "under": "都不到 也不到 未满 不满 往下 以下 不到 还不到 不足 之下",
    "up_to": "以里 以内 之内 内 为上限 封顶 为限 及以下",
}
CUES = {
    "rise": (
        "同比 环比 增长 增加 上升 上涨 提高 提升 增 涨 高出 多出 多了 高了 扩大 增收 成长 攀升 "
        "跃升 飙升 猛增 激增 升 贵 贵了 增产 溢价 快了 增多 上浮 上调 走高 劲增 翻了 新增 高 "
        "涨价 超出 反弹 加快 多赚 多挣 多卖 多收 多产 多得 壮大 上扬 递增 看涨 增值 长了 大增 加薪 提薪 涨薪 "
        "走强 回暖 复苏 扩张 扩容 提速 加价 提价 放大 重了"
    ),
    "fall": (
        "下降 减少 下跌 下滑 回落 降低 减 降 跌 便宜 便宜了 负增长 缩减 缩水 萎缩 收窄 少了 "
        "减产 低了 贱了 缩短 下调 下挫 滑落 锐减 骤减 走低 压缩 下浮 降价 砍掉 少 低 亏损 递减 折价 "
        "裁 裁掉 砍 裁减 降了 减亏 放缓 减去 贬值 砍了 瘦身 减排 负 歉收 省了 省下 节省 节约 损失了 "
        "衰退 衰减 减退 倒退 退步 跳水 蒸发 收缩 流失 流失了 下探 下行 放慢 回撤 回吐 回调 走弱 折损 掉了 削去 "
        "精简 省去 外流 消退 趋缓 重挫 下落 慢了 短了 轻了"
    ),
    "growth": "增幅 涨幅 增速 增长率 升幅 加幅 同比增幅 年增率 月增率 季增率 成长率",
    "decline": "降幅 跌幅 减幅 缩幅 年减率 月减率",
    "share": (
        "占 占比 占到 比重 比例 率 份额 比率 抽成 佣金 满意度 覆盖率 退货率 返 利率 税率 利息 "
        "其中 首付 返点 持股 提成 度 有"
    ),
    "target": (
        "按计划 计划 目标 力争 打算 盘算 争取 规划 拟 确保 要达到 到2025年 到2030年 要把 将把 要让 "
        "要建 承诺 瞄准 三年内 五年内"
    ),
    "expected": (
        "将再 将投 将建 将新 将于 将超 将有 将为 预计 有望 预期 估计今年 预测 料 或将 可望 "
        "可回到 预估 将达 估计明年 看好 有可能"
    ),
    "reported": "。",
    "money": (
        "每斤 每公斤 每箱 每盒 每吨 一斤 款 货款 价 收入 销售额 月入 年入 日入 挣 赚 营收 产值 "
        "利润 交易额 零售额 成交额 花费 费用 工资 薪 分红 奖金 投资 进账 单价 售价 补贴 流水 "
        "底薪 工资 薪水 租金 投入 投了 拨付 拨款 贷款 补助 奖励 融资 募集 押金 存款 积蓄 欠 亏 亏了 赔了 花了 "
        "借了 卖到 账单 经费 资金 预算 造价 票价 学费 药费 成本 开支 支出"
    ),
    "count": (
        "订单 人数 粉丝 销量 户数 访客 客流 点赞 阅读 量 人次 点击 观看 播放 关注 浏览 发货 "
        "收件 送件 发件 揽件 下单 会员 游客 用户 人口 村民 居民 员工 职工 学生 学员 户籍 观众"
    ),
}  # fmt: skip

# Words that begin like a unit and are none: 增至5000回到.
NO_UNITS = tuple(
    "升到 升至 升为 升上 升回 升温 升值 升高 方能 方可 方才 方便 方面 方案 担心 担任 担保 担忧 度假 度过 里程 里边 秒杀 "
    "元旦 元宵 天猫 晚上 晚会 晚间 夜里 夜市 毛利 毛收入 毛重 折合 折算 成交 两会 两地 年薪 月薪 日薪 年租 月租 月收入 月销 日销 "
    "莱芜 莱州 莱阳 莱西 只是 只能 只要 期待 天津 个体 个别 位居 克服 间接 "
    "钱包 钱款 钱财 钱货 强调 强大 强劲 强化 强村 强县 回来 回到 回家 回乡 回村 回国 回落 回升 回流 回暖 回报 下来 下去 下降 下滑 下跌 下单 对接 对面 打开 打包 "
    "打造 打通 排队 排名 行动 行业 道路 站起 站稳 站住 站上 点赞 位于 位列 名列 期间 级别 台风 种植 种子 组织 "
    "组成 队伍 班子 课题 票房 代表 代理 代言 起来 发展 发货 发出 发现 发生 节约 节目 节省 头发 口碑 环比 环节 "
    "单价 单量 件均 人均 人工 人气 户均 分别 分成 分批 成交 成为 场均 项目 层次 处理 处于 所在 所有 家乡 家庭 家长 "
    "条件 次日 年底 年初 年末 年轻 年代 天然 日均 日前 月均 月底 周末 周边 里面 步入 面积 本土 本地".split()
)
# Longer words that hold a hedge or a cue and are none.
NO_HEDGE = dict.fromkeys(
    (
        "最快 加快 很快 飞快 通过 经过 路过 度过 渡过 见过 有过 来过 转过 透过 附近 最近 靠近 邻近 预约 契约 节约 "
        "相约 大快 尽快 赶快 制约 签约 美满 圆满 充满 摆满 装满 堆满 坐满 种满 挂满"
    ).split(),
    "",
)
NO_MORE = dict.fromkeys(
    (
        "多则 好几十 好几百 好几千 好几万 "
        "强县 强村 强镇 强市 强企 强省 强劲 强调 强化 多挣 多赚 多收 多卖 多出 多产 多交 多付 多种 多养 多拿 多得 多用 多花 多买 "
        "多次 多元 "
        "多方 多少 多样 多数 来自 来到 来源 来了 起来 起步 起家 起源 内部 内容 内销 内外 余下"
    ).split(),
    "",
)
NO_CUES = dict.fromkeys(
    (
        "上下浮动 上下波动 不低于 不高于 不少于 不多于 计划, 计划。 计划” 计划、 计划》 计划的 高达 有的 有关 有限 具有 没有 拥有 高度 高中 "
        "最高 最低 最多 最少 较高 较低 增量 增值 降雨量 高速 高校 高原 高山 低温 高峰 高位 高铁 高粱 高考 高端 高标准 高龄 高职 低谷 低保 低碳 低空 低收入 减贫 "
        "减灾 减震 贵宾 贵族 跌落 "
        "减免 卖掉了 吃掉了 占掉了 花掉了 用掉了 喝掉了 去掉了 丢掉了 扔掉了 还掉了 多少 至少 不少 少数 少年 降雨 跌宕 增值税 升级 毛利"
    ).split(),
    "",
)


def invert(table):
    """Return word to meaning of a table of meaning to words."""
    return {word: meaning for meaning, words in table.items() for word in words.split()}
