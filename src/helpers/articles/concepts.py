"""Words of the field in three languages, so that a name in one finds its like in another.

One line is one concept: the words that print it in English, French and Chinese, as patterns over
plain lower-case text. An indicator's English name and definition and an article's sentence are read
with the same table; what they share says which indicator a number is likely about.
"""

import re
from functools import cache

_TABLE = """
online | online|internet | en ligne|sur internet|cyber | 网络|网上|线上|互联网|在线
commerce | e-commerce | commerce électronique|e-commerce | 电商|电子商务|网商
retail | retail | au détail | 零售
transactions | transactions? | transactions? | 交易额|交易总额
livestream | live-?\\s?stream\\w* | en direct|diffus\\w+ | 直播|带货
sales | sales|sold|sells?|selling|revenue | ventes?|vend\\w+|chiffre|écoul\\w+|recettes? | \
销售|卖|销量|售出|零售额
yearly | yearly|a year|each year|annual\\w* | par an|annuel\\w*|chaque année | 年销售额|年产|每年|年均|全年
farm | farm products?|agricultur\\w+|produce|crops? | produits? agricoles?|agricol\\w+ | \
农产品|农特产品|农副产品
items | items?|goods|pieces? | articles|pièces|marchandises | 件|商品|零售量
views | views?|viewers?|watch\\w* | vues?|vision\\w+|spectateur\\w* | 观看|播放|收看
visits | visits?|visitors?|tourists?|sight | visites?|visiteurs?|tourist\\w+ | 游客|接待
jobs | jobs?|employ\\w*|work | emplois?|embauch\\w* | 就业|岗位|从业
direct | direct\\w* | directe?s?|directement | 直接
indirect | indirect\\w* | indirect\\w* | 间接
total | total|together|so far | au total|en tout|cumul\\w*|depuis|déjà | 累计|共计|总计|合计
training | train\\w*|courses? | form(?:er|é|ée|és|ation|ations)|stages?|cours de | 培训|学员|授课
course | courses?|class(?:es)? | cours | 培训班|课程
selected | select\\w*|chosen | sélection\\w* | 选拔|选出
signed | sign(?:ed)?|contracts? | sign\\w+|contrats? | 签约|签订
day | one day|11 november | journée|11 novembre | 双11|双十一|当天
village | villages? | villages?|villageois\\w* | 村
township | townships?|towns? | cantons?|bourgs? | 乡镇|镇
county | count(?:y|ies)|districts? | districts?|comtés?|xian | 县
prefecture | prefectures? | préfectures? | 地区
city | cit(?:y|ies) | villes? | 市
growth | growth|grew|increase\\w* | croissance|augment\\w+|hausse | 增长|增加|增幅|增速
share | share | part|représent\\w+ | 占
income | incomes?|earnings | revenus? | 增收|收入
rise | rise | hausse|augment\\w+ | 增
head | a head | par tête|par personne|par habitant | 人均
rank | rank\\w* | rang|class\\w+ | 排名|居|名列|冠军
south | southern|south | sud | 南疆|南部
contest | contests?|competitions? | concours|compétition\\w* | 大赛|竞赛|比赛
won | place won|top places|took | occup\\w+|remport\\w+ | 荣获|获得
top | top places? | premières? places? | 冠军|前三
edition | edition|ordinal number | édition | 届|首期
first | first|when it began|at the start | premi\\w+ | 首个|第一家|首家|起步
fair | fair | foires?|salons? | 交易会|博览会
forum | forum | forums? | 论坛
campaign | campaigns? | campagnes? | 活动
aid | aid | aide | 援疆|帮扶|援助
park | parks?|technopole | technopôles?|parcs? | 产业园|园区|专业化园
staff | staff | personnels?|salariés? | 人员|员工
programme | programmes? | programmes? | 计划
project | projects? | projets? | 项目
businesses | businesses|start-?ups? | création d'entreprises?|lancé des entreprises\
|entreprenariat | \
创业
ladder | ladder|steps? | différentes formations | 梯次
action | actions? | actions? | 专项行动|行动
harvest | harvest\\w* | récoltes?|production | 产量|采收|收获
tonnes | tonnes?|weight|tonnage | tonnes?|poids | 吨|公斤|斤
medicinal | medicinal | médicinal\\w* | 药材|药用
kinds | kinds? | variétés?|espèces?|sortes? | 种
farmers | farmers?|growers? | agriculteurs?|producteurs?|paysans?|fermiers? | 农民|果农|农户|种植户
poverty | povert\\w+|poor | pauvreté|pauvres? | 脱贫|贫困|扶贫
coverage | coverage | couverture | 覆盖
centre | cent(?:re|er)s? | centres? | 中心
station | stations? | stations? | 站
point | points? | points? | 服务点|网点
service | service | services? | 服务
logistics | logistic\\w* | logisti\\w+ | 物流|配送
shops | shops?|stores? | magasins?|boutiques? | 店|店铺|商铺
merchants | merchants? | commerçants?|marchands? | 网商|商户|商家
sellers | sellers? | vendeurs?|vendeuses? | 卖家|商家
taobao | taobao | taobao | 淘宝
active | active | actifs?|actives? | 活跃
users | users?|buy and sell | utilis\\w+|usagers? | 用户
platform | platforms? | plate-?formes? | 平台
cooperatives | cooperatives? | coopératives? | 合作社
founded | found(?:ed|ing)|opened|help\\w* | cré\\w+|fond\\w+|ouvrir | 成立|创办|建立
instruments | instruments? | instruments? | 乐器
craft | craft|practised | artisan\\w+|savoir-faire | 技艺|工艺|传承
orders | orders? | commandes? | 单|订单
hosts | hosts? | animateurs?|diffuseu\\w+ | 主播
same_time | at the same time|at once | en même temps | 同时
penalty | penalty|marked a shop down | pénalit\\w+|sanction\\w* | 处罚
rent | rent | loyers? | 房租|租金
buildings | buildings? | bâtiments? | 厂房|楼
floor | floor space|surface | surface|superficie | 平方米|面积
size | sales at or above|size | taille | 规模
threshold | above which|limit | avec un chiffre annuel | 门槛
demonstration | demonstration | démonstration | 示范
base | bases? | bases? | 基地
batch | batch | lot | 批
region | regions?|regional | régions?|régional\\w* | 自治区
nation | nation\\w*|national | nation\\w* | 国家|全国
new | of the year|new | nouve\\w+ | 新增
again | second awards?|awards? | deuxième fois | 二次|争创
firms | firms?|compan(?:y|ies)|enterprises? | entreprises?|sociétés? | 企业|公司|集团
trader | trader|one firm | commerçant|notre | 他的|她的
resident | resident | installé\\w* | 入驻
buyers | buyers?|invited | acheteurs? | 采购商
success | succe\\w+ | succès|réuss\\w+ | 成功
spending | spend\\w* | dépens\\w+ | 投入|花费
years_of | years of|time since|time that | ans d\\w+|dernières années|efforts | 年来|多年
length | length|takes | durée | 为期
horizon | within which|time to | d'ici | 内
free | free | gratuit\\w* | 免
rural | rural | rur\\w+ | 农村|乡村
internet_users | internet users? | internautes? | 网民
population | population|residents | population|habitants? | 人口
parcels | parcels? | colis | 快递|包裹
dandelion | dandelion | pissenlit | 蒲公英
micro | micro-?shops? | micro | 微商
station_county | .^ | niveau des districts | 县级
rush | rush | ruée | 抢购
lifted | left poverty|out of poverty | sortir de la pauvreté | 脱贫
host_events | events? of one host|live-stream events? | reprises | 场
"""


@cache
def _patterns():
    """Return (concept, pattern) of every line; spaced languages match whole words."""
    found = []
    for line in _TABLE.strip().split("\n"):
        name, english, french, chinese = (part.strip() for part in line.split(" | "))
        pattern = rf"(?<![^\W_])(?:{english}|{french})(?![^\W_])|{chinese}"
        found.append((name, re.compile(pattern)))
    return tuple(found)


def find_concepts(text: str) -> list[tuple[int, int, str]]:
    """Return the concepts that words of a text print, with the place of each word.

    Start, end and concept, first to last.

    Parameters
    ----------
    text : str
        In plain lower case, as `helpers.quantities.view.View` makes it.

    Examples
    --------
    >>> [concept for _, _, concept in find_concepts("ventes au détail en ligne")]
    ['sales', 'retail', 'online']
    """
    found = [(*m.span(), name) for name, pattern in _patterns() for m in pattern.finditer(text)]
    return sorted(found)
