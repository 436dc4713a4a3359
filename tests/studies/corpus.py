"""Print a corpus whose truth is known, send it through the whole chain, and say what comes back.

Places have true yearly series: growth, shocks, a definition that changes. Invented papers print
them in three languages, rounded, hedged, as growth and multiples, copied from each other and
now and then wrong; by sentences as articles usually write them, and by others (tables, asides,
headings) that no rule was written for. Then: read, drafts taken as they are, check, bounds, growth,
audit; and the same with a person's corrections of place and indicator. Run it as
``make chain-study``.
"""

import argparse
import contextlib
import csv
import io
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.articles.country import write_base
from helpers.articles.text import read_article
from helpers.audit.claims import audit_claims
from helpers.data.assemble import assemble_observations
from helpers.data.checks import check_data
from helpers.data.read import read_table
from helpers.paths import project_root
from helpers.rates import pair_observations
from helpers.readings import READINGS

YEARS = range(2014, 2024)
PLACES = (
    ("baiyu", "Baiyu county", "district de Baiyu", "白榆县"),
    ("hongqiao", "Hongqiao county", "district de Hongqiao", "红桥县"),
    ("qinglin", "Qinglin county", "district de Qinglin", "青林县"),
    ("shuangta", "Shuangta county", "district de Shuangta", "双塔县"),
    ("yunquan", "Yunquan county", "district de Yunquan", "云泉县"),
    ("nanping", "Nanhe county", "district de Nanhe", "南禾县"),
)
# Names of more places, where there are more articles: two syllables each.
FIRSTS = dict(zip("安柏长大东方高古海和锦金静兰乐凉明宁平清",
    "An Bo Chang Da Dong Fang Gao Gu Hai He Jin Kin Jing Lan Le Liang Ming Ning Ping Qing".split(),
    strict=True))  # fmt: skip
SECONDS = dict(zip("岸坝城池川渡峰港沟谷冈河湖涧江井岭庙浦桥泉沙山石滩屯湾溪崖洲",
    "an ba cheng chi chuan du feng gang gou gu kang he hu jian jiang jing ling miao pu qiao quan "
    "sha shan shi tan tun wan xi ya zhou".split(), strict=True))  # fmt: skip
KINDS = (("county", "district", "县"), ("city", "ville", "市"))
ARTICLES_A_PLACE = 10
# indicator: first level, growth a year, noun by language, unit
THINGS = {
    "online_retail_sales": (8e7, 0.35, {"en": "Online retail sales",
        "fr": "Les ventes au détail en ligne", "zh": "网络零售额"}, "CNY"),
    "parcels": (4e5, 0.3, {"en": "parcels", "fr": "colis", "zh": "快递"}, "parcels"),
    "online_merchants": (120, 0.2, {"en": "online merchants",
        "fr": "commerçants en ligne", "zh": "网商"}, "shops"),
    "jobs_driven": (900, 0.22, {"en": "jobs", "fr": "emplois", "zh": "就业"}, "persons"),
}  # fmt: skip
HEDGES = {
    "stated": {"en": "{}", "fr": "{}", "zh": "{}"},
    "more_than": {"en": "more than {}", "fr": "plus de {}", "zh": "超过{}"},
    "nearly": {"en": "nearly {}", "fr": "près de {}", "zh": "近{}"},
    "about": {"en": "about {}", "fr": "environ {}", "zh": "约{}"},
}
USUAL = {
    ("en", "CNY"): "In {year}, {thing} of {place} reached {number}.",
    ("fr", "CNY"): "En {year}, {thing} du {place} ont atteint {number}.",
    ("zh", "CNY"): "{year}年,{place}{thing}达到{number}。",
    ("en", "parcels"): "In {year}, {place} sent {number} parcels.",
    ("fr", "parcels"): "En {year}, le {place} a expédié {number} colis.",
    ("zh", "parcels"): "{year}年,{place}发出快递{number}件。",
    ("en", "shops"): "At the end of {year}, {place} had {number} online merchants.",
    ("fr", "shops"): "Fin {year}, le {place} comptait {number} commerçants en ligne.",
    ("zh", "shops"): "截至{year}年底,{place}有网商{number}家。",
    ("en", "persons"): "E-commerce created {number} jobs in {place} by the end of {year}.",
    (
        "fr",
        "persons",
    ): "Fin {year}, le commerce en ligne avait créé {number} emplois dans le {place}.",
    ("zh", "persons"): "截至{year}年底,{place}电商带动就业{number}人。",
}
ODD = {
    ("en", "CNY"): "{place} – {thing}, {year} (provisional): {number}",
    ("fr", "CNY"): "{place} : {thing} ({year}, chiffre provisoire) – {number}",
    ("zh", "CNY"): "{place}:{thing}({year}年,初步统计)——{number}",
    ("en", "parcels"): "Parcels that left {place}, on the carriers' count for {year}: {number}",
    ("fr", "parcels"): "Colis partis du {place} selon les transporteurs ({year}) : {number}",
    ("zh", "parcels"): "据快递公司,{place}的包裹数({year}年):{number}",
    (
        "en",
        "shops",
    ): "Who sells online in {place}? {number} merchants, the register says for {year}.",
    (
        "fr",
        "shops",
    ): "Qui vend en ligne dans le {place} ? {number} commerçants, d'après le registre de {year}.",
    ("zh", "shops"): "{place}谁在网上卖货?登记册上{year}年记着{number}家网商。",
    ("en", "persons"): "{number} – so many people live off the trade in {place}, {year} count.",
    ("fr", "persons"): "{number}, c'est le nombre d'emplois recensés dans le {place} en {year}.",
    ("zh", "persons"): "{number},这是{place}{year}年统计的就业人数。",
}
GROWTH = {
    "en": "That was {percent} percent more than a year before.",
    "fr": "C'est {percent} % de plus qu'un an plus tôt.",
    "zh": "同比增长{percent}%。",
}
MISTAKES, REPRINTS, ODD_SHARE = 0.03, 0.1, 0.3
CAUSES = ("another place or thing", "a year read wrong", "a number outside its bounds", "other")
WHY = (
    "Why growth is held less often than single numbers: a pair needs two numbers and two years. A "
    "year that stands behind its number, past a comma, is not taken for that number's: such "
    "sentences are dated by the day of publication, and each spoils every pair that it is in. A "
    "number is outside its own bounds where a paper rounds without saying so (541,949 printed as "
    "541,900 is read as counted to the parcel; the rounded reading allows it) or rounds away more "
    'than our rule of one step ("more than 1,000" for 1,622).'
)


@dataclass
class Print:
    """One number as a paper printed it, with the truth behind it."""

    source: str
    paragraph: int
    place: str
    indicator: str
    year: int
    true: float
    printed: float
    wording: str
    is_odd: bool
    is_wrong: bool
    is_copy: bool = False


@dataclass
class Corpus:
    """Texts by name, the day of each, and every print."""

    texts: dict = field(default_factory=dict)
    published: dict = field(default_factory=dict)
    prints: list = field(default_factory=list)
    truth: dict = field(default_factory=dict)
    places: list = field(default_factory=list)
    of_source: dict = field(default_factory=dict)

    def add(self, one):
        """Add a print, found again by its article."""
        self.prints.append(one)
        self.of_source.setdefault(one.source, []).append(one)


def list_places(articles):
    """Return as many places as so many articles are about: key and three names of each.

    Examples
    --------
    >>> len(list_places(60)), len(list_places(1000)), list_places(1000)[99][1:]
    (6, 100, ('Dachi county', 'district de Dachi', '大池县'))
    """
    made = [
        (f"{latin.lower()}_{en}", f"{latin} {en}", f"{fr} de {latin}", f"{name}{zh}")
        for en, fr, zh in KINDS
        for name, latin in ((a + b, f"{FIRSTS[a]}{SECONDS[b]}") for a in FIRSTS for b in SECONDS)
    ]
    return [*PLACES, *made][: max(len(PLACES), articles // ARTICLES_A_PLACE)]


def make_truth(rng, places):
    """Return the true level of every place, indicator and year."""
    truth = {}
    for place, *_ in places:
        for indicator, (level, pace, _, unit) in THINGS.items():
            value = level * rng.uniform(0.4, 2.5)
            rate, breaks = pace * rng.uniform(0.5, 1.5), rng.choice(YEARS)
            for year in YEARS:
                truth[place, indicator, year] = value if unit == "CNY" else float(round(value))
                shock = -0.2 if year == 2019 and rng.random() < 0.3 else 0.0
                value *= 1 + rate * rng.uniform(0.6, 1.4) + shock
                if year == breaks and rng.random() < 0.2:
                    value *= 1.5  # what is counted changes
    return truth


def write_number(value, language, unit, digits):
    """Return a rounded number as papers of a language print it, and its value."""
    step = 10 ** (len(str(int(value))) - digits)
    value = int(round(value / step) * step) if step >= 1 else int(round(value))
    sizes = {"zh": ((10**8, "亿"), (10**4, "万")), "en": ((10**6, " million"),)}
    sizes["fr"] = ((10**6, " millions"),)
    words, plain = "", f"{value:,}"
    for size, name in sizes[language]:
        if value >= size:
            plain = f"{value / size:.10g}"
            words = name
            break
    if language == "fr":
        plain = plain.replace(",", "\u202f") if not words else plain.replace(".", ",")
    if language == "zh":
        plain = plain.replace(",", "")
    if unit == "CNY":
        money = {"zh": "元", "en": " yuan", "fr": " de yuans" if words else " yuans"}
        words += money[language]
    elif language == "fr" and words:
        words += " de"
    return f"{plain}{words}", value


def hedge(true, rng, language, unit):
    """Return a print that is honest of a value: number with its hedge, value, wording."""
    wording = rng.choices(list(HEDGES), (6, 2, 1, 1))[0]
    digits = 4 if wording == "stated" else rng.choice((1, 2))
    shown = true
    if wording in ("more_than", "nearly"):
        step = 10 ** (len(str(int(true))) - digits)
        floor = true // step * step
        shown = floor if wording == "more_than" else floor + step
    text, value = write_number(max(shown, 1), language, unit, digits)
    return HEDGES[wording][language].format(text), value, wording


def write_article(corpus, rng, number, count):
    """Add an article of about `count` numbers on one place to a corpus."""
    language = rng.choice(("en", "fr", "zh"))
    place, *names = rng.choice(corpus.places)
    name = names[("en", "fr", "zh").index(language)]
    last = rng.choice(YEARS[2:])
    source = f"paper-{language}-{number:05d}"
    titles = {"en": f"{name} sells online", "fr": f"Le {name} vend en ligne", "zh": f"{name}电商"}
    lines = [titles[language]]
    while len(lines) - 1 < count:
        indicator = rng.choice(list(THINGS))
        year = last - rng.choice((0, 0, 0, 1, 2))
        _, _, nouns, unit = THINGS[indicator]
        true = corpus.truth[place, indicator, year]
        is_wrong, is_odd = rng.random() < MISTAKES, rng.random() < ODD_SHARE
        text, value, wording = hedge(true * (10 if is_wrong else 1), rng, language, unit)
        template = (ODD if is_odd else USUAL)[language, unit]
        line = template.format(year=year, thing=nouns[language], place=name, number=text)
        # "1,2 million de colis", but "colis : 1,2 million"
        line = re.sub(r" de(?=,|$)", "", line) if language == "fr" else line
        lines.append(line[0].upper() + line[1:])
        corpus.add(
            Print(
                source, len(lines), place, indicator, year, true, value, wording, is_odd, is_wrong
            )
        )
        before = corpus.truth.get((place, indicator, year - 1))
        if before and not is_odd and rng.random() < 0.2:
            lines[-1] += " " * (language != "zh") + GROWTH[language].format(
                percent=f"{100 * (true / before - 1):.0f}"
            )
    corpus.texts[source] = "\n\n".join(lines) + "\n"
    corpus.published[source] = f"{last + 1}-02-{rng.randint(1, 28):02d}"


def copy_article(corpus, rng, number):
    """Reprint an article under another name, as an agency's customers do."""
    original = rng.choice(list(corpus.of_source))
    source = f"{original.rsplit('-', 1)[0]}-{number:05d}"
    corpus.texts[source] = corpus.texts[original]
    corpus.published[source] = corpus.published[original]
    for one in list(corpus.of_source[original]):
        corpus.add(Print(**vars(one) | {"source": source, "is_copy": True}))


def make_corpus(articles, numbers, seed):
    """Return a corpus of so many articles of about so many numbers each.

    Examples
    --------
    >>> made = make_corpus(4, 5, 1)
    >>> len(made.texts), len(made.prints)
    (4, 20)
    """
    rng = random.Random(seed)
    places = list_places(articles)
    corpus = Corpus(truth=make_truth(rng, places), places=places)
    for number in range(articles):
        if corpus.texts and rng.random() < REPRINTS:
            copy_article(corpus, rng, number)
        else:
            write_article(corpus, rng, number, numbers)
    return corpus


def write_texts(corpus, folder):
    """Write the texts of a corpus, one file each, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in corpus.texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in corpus.texts]


def make_base(folder, places=PLACES):
    """Write the tables that the drafts start from: one country, its places, what is counted."""
    write_base("China", folder)
    path = folder / "reference" / "entities.csv"
    with open(path, encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with open(path, "a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        for key, en, fr, zh in places:
            row = {"entity_id": key, "name_en": en, "name_fr": fr, "name_zh": zh}
            writer.writerow(row | {"type": "county", "parent_id": "china"})
    return folder


def read_corpus(corpus, folder, base):
    """Read the texts of a corpus into drafts of a data folder."""
    from helpers.articles.times import read_published

    sheets = []
    for path in write_texts(corpus, folder / "texts"):
        published = read_published(corpus.published[path.stem])
        sheets += package.read_articles([read_article(path)], base, published)
    package.write_package(sheets, base, folder / "data")
    return folder / "data"


def find_print(row, prints):
    """Return the print that a draft row is of: the same paragraph and value."""
    near = prints.get((row["source_id"], int(row["paragraph"])), [])
    return next((p for p in near if row["value"] and float(row["value"]) == p.printed), None)


def decide(rows, prints, *, is_mended):
    """Return decisions that take drafts as they are, or with place and indicator mended."""
    lines, taken = [], {}
    needed = ("value", "unit", "wording", "entity_id", "indicator_id", "period_start", "period_end")
    for row in rows:
        key, own = row["observation_id"], find_print(row, prints)
        if is_mended and own is not None:
            mended = {"entity_id": own.place, "indicator_id": own.indicator}
            mended["unit"] = THINGS[own.indicator][3]
            lines += [(key, c, v) for c, v in mended.items() if row[c] != v]
            row = row | mended
        if all(row[column] for column in needed):
            taken[key] = row
            lines += [(key, "gloss", "As printed"), (key, "decision", "accept")]
        else:
            lines += [(key, "reason", "not whole"), (key, "decision", "reject")]
    return [("observations", *line) for line in lines], taken


def confirm(data, base, lines):
    """Put decisions into a folder, with the words that only a person can give."""
    for row in read_csv(data / "press" / "sources.csv"):
        cells = {"publisher": "Paper", "publisher_kind": "other media", "title": "Made up"}
        lines += [("sources", row["source_id"], c, v) for c, v in cells.items()]
    for row in read_csv(data / "drafts" / "to_decide.csv"):
        if row["file"].startswith("reference/"):
            table = row["file"].split("/")[1].removesuffix(".csv")
            value = {"type": "county", "unit": "persons"}.get(
                row["column"], f"Made-up {row['key']}"
            )
            lines.append((table, row["key"], row["column"], value))
    path = data.parent / "decisions.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [("table", "key", "column", "value"), *lines]
        )
    apply_decisions(path, data, base)


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judge_rows(corpus, rows, prints):
    """Return how many prints came back, and how many of their rows are right in what."""
    found = {}
    for row in rows:
        own = find_print(row, prints)
        if own is not None:
            found.setdefault(id(own), (own, row))
    counts = Counter()
    for kind, chosen in (("usual", False), ("odd", True)):
        prints_of = [p for p in corpus.prints if p.is_odd == chosen]
        counts[kind, "prints"] = len(prints_of)
        for own, row in (found[id(p)] for p in prints_of if id(p) in found):
            right = {
                "found": True,
                "wording": row["wording"] == own.wording,
                "unit": row["unit"] == THINGS[own.indicator][3],
                "place": row["entity_id"] == own.place,
                "indicator": row["indicator_id"] == own.indicator,
                "period": row["period_end"][:4] == str(own.year),
            }
            for what, is_right in {**right, "all of it": all(right.values())}.items():
                counts[kind, what] += is_right
    return counts


def judge_bounds(corpus, data, prints):
    """Return how often bounds and growth hold the truth, by reading; and what the audit says."""
    money = {"currency": "CNY", "prices": "current", "base_year": 2020}
    rows, claims = [], read_table(data, "claims")
    for reading in READINGS:
        table = assemble_observations(data, reading=reading, **money)
        known = {}
        for r in table.to_dict("records"):
            own = find_print(r | {"value": str(r["value"])}, prints)
            if own is not None and not own.is_wrong:
                known[r["observation_id"]] = own
        held = {
            r.observation_id: r.low - 1e-9 <= known[r.observation_id].true <= r.high + 1e-9
            for r in table.itertuples()
            if r.observation_id in known
        }
        pairs = pair_observations(table)
        pairs = pairs[(pairs["refused"] == "") & (pairs["end_year"] > pairs["start_year"])]
        ends = [
            (known[p.start_id], known[p.end_id], p)
            for p in pairs.itertuples()
            if p.start_id in known and p.end_id in known
        ]
        growth = [is_held(*each) for each in ends]
        causes = Counter(
            find_cause(*each, held)
            for each, is_right in zip(ends, growth, strict=True)
            if not is_right
        )
        dated = [
            is_right
            for (one, other, p), is_right in zip(ends, growth, strict=True)
            if (p.start_year, p.end_year) == (one.year, other.year)
        ]
        verdicts = audit_claims(
            claims, table, read_table(data, "events"), read_table(data, "exchange_rates")
        )["verdict"].value_counts()
        rows.append(
            {
                "reading": reading, "rows": len(held),
                "bounds hold": sum(held.values()) / max(len(held), 1),
                "pairs": len(growth), "growth holds": sum(growth) / max(len(growth), 1),
                "with both years right": sum(dated) / max(len(dated), 1),
                "claims": int(verdicts.sum()), "inconsistent": int(verdicts.get("inconsistent", 0)),
                **{cause: causes[cause] for cause in CAUSES},
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def is_held(first, second, pair):
    """Return whether the bounds of growth of a pair hold the true growth between its years."""
    years = second.year - first.year
    if years < 1 or (first.place, first.indicator) != (second.place, second.indicator):
        return False
    true = (second.true / first.true) ** (1 / years) - 1
    return pair.annual_growth_low - 1e-9 <= true <= pair.annual_growth_high + 1e-9


def find_cause(first, second, pair, held):
    """Return why the bounds of a pair do not hold the true growth; the first cause counts."""
    if (first.place, first.indicator) != (second.place, second.indicator):
        return CAUSES[0]
    if (pair.start_year, pair.end_year) != (first.year, second.year):
        return CAUSES[1]
    return CAUSES[3] if held[pair.start_id] and held[pair.end_id] else CAUSES[2]


def run_chain(corpus, folder, base, *, is_mended):
    """Return what comes back of a corpus: counts of rows, bounds, faults of the check."""
    prints = {}
    for one in corpus.prints:
        prints.setdefault((one.source, one.paragraph), []).append(one)
    data = read_corpus(corpus, folder, base)
    lines, taken = decide(
        read_csv(data / "press" / "observations.csv"), prints, is_mended=is_mended
    )
    counts = judge_rows(corpus, list(taken.values()), prints)
    confirm(data, base, lines)
    faults = check_data(data)
    bad = {f.row for f in faults if f.file == "press/observations.csv" and f.row}
    if faults:
        drop_rows(data, bad)
    return counts, judge_bounds(corpus, data, prints), len(bad), len(taken)


def drop_rows(data, bad):
    """Take the rows that the check refuses out of the table, as a person would."""
    path = data / "press" / "observations.csv"
    rows = path.read_text(encoding="utf-8").split("\n")
    kept = [row for number, row in enumerate(rows, 1) if number not in bad]
    path.write_text("\n".join(kept), encoding="utf-8")


def describe(counts, table, refused, taken):
    """Return the tables of one chain as lines of Markdown."""
    whats = ["found", "wording", "unit", "place", "indicator", "period", "all of it"]
    lines = ["| sentences | prints | " + " | ".join(whats) + " |"]
    lines.append("| --- " + "| ---: " * (len(whats) + 1) + "|")
    for kind in ("usual", "odd"):
        n, found = counts[kind, "prints"], max(counts[kind, "found"], 1)
        shares = [counts[kind, what] / (n if what == "found" else found) for what in whats]
        lines.append(f"| {kind} | {n} | " + " | ".join(f"{100 * s:.0f} %" for s in shares) + " |")
    lines += ["", f"{taken} rows were taken, {refused} of them refused by the check.", ""]
    lines += write_table(table.drop(columns=list(CAUSES)))
    lines += ["", "Pairs whose growth is not held, by cause:", ""]
    return lines + write_table(table[["reading", *CAUSES]])


def write_table(table):
    """Return a table as lines of Markdown, shares in per cent."""
    lines = ["| " + " | ".join(table.columns) + " |", "| --- " * len(table.columns) + "|"]
    for row in table.itertuples(index=False):
        cells = [f"{100 * v:.0f} %" if isinstance(v, float) else str(v) for v in row]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def main(argv=None):
    """Print what comes back, with and without corrections, and write it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--numbers", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    out = project_root() / "outputs" / "studies" / "chain.md"
    parser.add_argument("--out", type=Path, default=out)
    arguments = parser.parse_args(argv)
    corpus = make_corpus(arguments.articles, arguments.numbers, arguments.seed)
    wrong = sum(p.is_wrong for p in corpus.prints)
    copies = sum(p.is_copy for p in corpus.prints)
    lines = [
        "# What comes back of a corpus whose truth is known",
        "",
        f"{len(corpus.texts)} invented articles in three languages, {len(corpus.prints)} numbers, "
        f"{copies} of them reprinted, {wrong} printed ten times too large; seed {arguments.seed}. "
        "Shares of a row's cells are of the prints found; coverage is of prints without mistake.",
    ]
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(Path(folder) / "base", corpus.places)
        for words, is_mended in (
            ("Drafts as they are", False),
            ("With place and indicator mended by a person", True),
        ):
            with contextlib.redirect_stderr(io.StringIO()):
                found = run_chain(corpus, Path(folder) / words[:6], base, is_mended=is_mended)
            lines += ["", f"## {words}", "", *describe(*found)]
    lines += ["", WHY]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
