"""Build the two examples of other corpora from their texts: read, decide, check.

Run it as ``python tests/examples/build.py``; what it writes lies in ``data/examples/`` and a test
holds it current. All places, papers and numbers of the examples are invented.
"""

import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.articles.country import write_base
from helpers.articles.text import read_article
from helpers.paths import project_root

EXAMPLES = project_root() / "data" / "examples"
DECIDED, INVENTED = "decisions.csv", "Invented for this example"
SALES, SHOPS, JOBS = "online_retail_sales", "online_merchants", "jobs_driven"
SENEGAL = {
    "country": "Senegal",
    "title": "An invented example: online selling in two communes of Senegal",
    "entities": [
        ("ndiare", "Ndiaré", "commune de Ndiaré", "county", "senegal"),
        ("keur_malick", "Keur Malick", "commune de Keur Malick", "county", "senegal"),
        ("baol_bio", "Baol Bio cooperative", "coopérative Baol Bio", "firm", "ndiare"),
    ],
    "indicators": [
        ("pickup_points", "Points where parcels are fetched", "sites", "stock"),
        ("online_growers", "Growers who sell online", "persons", "stock"),
        ("women_share", "Women among the members", "share", "snapshot"),
        ("capital_orders_share", "Orders that come from the capital", "share", "snapshot"),
        ("parcel_price", "Price of sending a parcel", "XOF", "snapshot"),
    ],
    "publishers": {"delta": "Le Delta (invented)", "courrier": "Le Courrier des Niayes (invented)"},
    "national": ("XOF", 2016, (9.1, 12.6, 17.4, 24.0, 33.9, 44.3, 55.8, 69.0), 1e9, "01-01"),
    "prices": ("XOF", 2016, (0.8, 1.3, 0.5, 1.0, 2.5, 2.2, 9.7, 5.9, 1.4)),
    "rates": [(year, "EUR", 655.957, "XOF") for year in range(2016, 2025)],
    "rows": {
        "delta-2020-p03-1": ("ndiare", SALES, "Online sales of the commune"),
        "delta-2020-p03-2": ("ndiare", SALES, "Online sales of the commune a year earlier"),
        "delta-2020-p04-1": ("ndiare", SHOPS, "Online shops of the commune"),
        "delta-2020-p04-2": ("ndiare", "pickup_points", "Points where parcels are fetched"),
        "delta-2020-p04-3": ("ndiare", "online_growers", "Growers who sell onions online"),
        "delta-2020-p04-4": ("baol_bio", "people_trained_in_year", "People trained by it"),
        "delta-2020-p05-1": ("ndiare", "capital_orders_share", "Orders from the capital"),
        "delta-2020-p05-2": ("ndiare", "parcel_price", "Price of sending a parcel"),
        "delta-2022-p03-1": ("ndiare", SALES, "Online sales of the commune"),
        "delta-2022-p03-2": ("ndiare", SHOPS, "Online shops of the commune"),
        "delta-2022-p04-1": ("ndiare", JOBS, "People with work through online selling"),
        "delta-2022-p04-2": ("ndiare", "parcels", "Parcels sent from the pick-up point"),
        "delta-2022-p04-3": ("ndiare", "parcels", "Parcels sent two years earlier"),
        "delta-2022-p05-1": ("keur_malick", SALES, "Online sales of the neighbouring commune"),
        "delta-2022-p05-2": ("keur_malick", SHOPS, "Its online shops"),
        "delta-2022-p06-1": ("baol_bio", "firm_sales", "Sales of the cooperative"),
        "delta-2022-p06-2": ("baol_bio", "firm_sales", "Target of the cooperative"),
        "courrier-2024-p03-1": ("keur_malick", SALES, "Online sales of the commune"),
        "courrier-2024-p03-2": ("keur_malick", SALES, "The same sales in euros"),
        "courrier-2024-p03-3": ("ndiare", SALES, "Online sales of the other commune, estimated"),
        "courrier-2024-p04-1": ("keur_malick", SHOPS, "Online shops of the commune"),
        "courrier-2024-p04-2": ("ndiare", JOBS, "People with work through online selling"),
        "courrier-2024-p05-1": ("baol_bio", "firm_sales", "Sales of the cooperative"),
        "courrier-2024-p05-2": ("baol_bio", "women_share", "Women among its members"),
        "courrier-2024-p05-3": ("baol_bio", "people_trained_in_year", "People trained by it"),
    },
    "words": """# How did online selling grow in two communes of Senegal? An invented example

## Summary

All places, papers and numbers on these pages are invented, to show what the pages of other \
articles look like. Three invented French articles report how onions and vegetables are sold \
online in the communes of Ndiaré and Keur Malick.

## Limits

Everything here is invented, and nothing says anything about Senegal. In real articles the numbers \
would be press-reported: they show what was reported, not what happened, and no cause can be read \
from them.

## Not known

As all of this is invented, nothing is known from it but how such pages read.
""",
}
KARNATAKA = {
    "country": "India",
    "title": "An invented example: online selling in two taluks of Karnataka",
    "entities": [
        ("karnataka", "Karnataka", "Karnataka", "region", "india"),
        ("halgere", "Halgere taluk", "", "county", "karnataka"),
        ("belavadi", "Belavadi taluk", "", "county", "karnataka"),
        ("hosabelu", "Hosabelu Farmers Collective", "", "firm", "halgere"),
    ],
    "indicators": [
        ("women_share", "Women among the members", "share", "snapshot"),
        ("parcel_price", "Price of sending a parcel", "INR", "snapshot"),
    ],
    "publishers": {
        "herald": "The Malnad Herald (invented)",
        "dispatch": "The Plateau Dispatch (invented)",
    },
    "national": ("INR", 2016, (1.02, 1.29, 1.63, 2.05, 2.69, 3.31, 3.94, 4.6), 1e12, "04-01"),
    "prices": ("INR", 2016, (4.9, 3.3, 3.9, 3.7, 6.6, 5.1, 6.7, 5.6, 4.9)),
    "rates": [
        (2016 + i, "USD", rate, "INR")
        for i, rate in enumerate((67.0, 65.0, 68.4, 70.4, 74.1, 73.9, 78.6, 82.6, 83.5))
    ],
    "rows": {
        "herald-2020-p03-1": ("halgere", SALES, "Online sales of the taluk"),
        "herald-2020-p03-2": ("halgere", SALES, "Online sales of the taluk a year earlier"),
        "herald-2020-p03-3": ("halgere", SHOPS, "Online shops of the taluk"),
        "herald-2020-p04-1": ("halgere", "parcels", "Parcels sent from the taluk"),
        "herald-2020-p04-2": ("halgere", JOBS, "People with work through online selling"),
        "herald-2020-p05-1": ("hosabelu", "people_trained_in_year", "People trained by it"),
        "herald-2020-p05-2": ("hosabelu", "women_share", "Women among its members"),
        "herald-2020-p05-3": ("halgere", "parcel_price", "Price of sending a parcel"),
        "herald-2022-p03-1": ("halgere", SALES, "Online sales of the taluk"),
        "herald-2022-p03-2": ("halgere", SHOPS, "Online shops of the taluk"),
        "herald-2022-p04-1": ("belavadi", SALES, "Online sales of the neighbouring taluk"),
        "herald-2022-p04-2": ("belavadi", SHOPS, "Its online shops"),
        "herald-2022-p05-1": ("halgere", "parcels", "Parcels sent from the taluk"),
        "herald-2022-p05-2": ("hosabelu", "firm_sales", "Sales of the collective"),
        "herald-2022-p05-3": ("hosabelu", "firm_sales", "What the collective hopes for"),
        "dispatch-2024-p03-1": ("halgere", SALES, "Online sales of the taluk"),
        "dispatch-2024-p03-2": ("belavadi", SALES, "Online sales of the other taluk"),
        "dispatch-2024-p04-1": ("halgere", JOBS, "People with work through online selling"),
        "dispatch-2024-p04-2": ("belavadi", SHOPS, "Online shops of the other taluk"),
        "dispatch-2024-p05-1": ("hosabelu", "firm_sales", "Sales of the collective"),
        "dispatch-2024-p05-2": ("hosabelu", "firm_sales", "The same sales in dollars"),
        "dispatch-2024-p05-3": ("hosabelu", "people_trained_in_year", "People trained by it"),
    },
    "words": """# How did online selling grow in two taluks of Karnataka? An invented example

## Summary

All places, papers and numbers on these pages are invented, to show what the pages of other \
articles look like. Three invented English articles report, in lakh and crore of rupees and by \
fiscal years, how chillies and other goods are sold online in the taluks of Halgere and Belavadi.

## Limits

Everything here is invented, and nothing says anything about Karnataka or India. In real articles \
the numbers would be press-reported: they show what was reported, not what happened, and no cause \
can be read from them.

## Not known

As all of this is invented, nothing is known from it but how such pages read.
""",
}
CORPORA = {"senegal": SENEGAL, "karnataka": KARNATAKA}
KINDS = {SHOPS: "stock", JOBS: "stock", "people_trained_in_year": "flow", "parcels": "flow"}
KINDS |= {"parcel_price": "snapshot", "women_share": "snapshot"}


def build_example(name, out_dir):
    """Write one example's data folder from its texts.

    Parameters
    ----------
    name : str
        Key of `CORPORA`.
    out_dir : pathlib.Path
        New or empty.

    Returns
    -------
    out_dir : pathlib.Path
    """
    corpus, texts = CORPORA[name], sorted((EXAMPLES / name / "articles").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        base = write_base(corpus["country"], Path(folder) / "base")
        fill_base(base, corpus)
        articles = [read_article(path) for path in texts]
        package.write_package(package.read_articles(articles, base), base, out_dir)
        decisions = write_decisions(Path(folder) / DECIDED, corpus, out_dir)
        apply_decisions(decisions, out_dir, base)
        shutil.copyfile(decisions, out_dir / DECIDED)
    shutil.rmtree(out_dir / package.DRAFTS)
    (out_dir / "about.md").write_text(corpus["words"], encoding="utf-8")
    path = out_dir / "datapackage.json"
    contract = json.loads(path.read_text(encoding="utf-8"))
    contract |= {"name": f"example-{name}", "title": corpus["title"]}
    contract |= {"description": "Invented numbers of invented articles."}
    path.write_text(json.dumps(contract, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return out_dir


def fill_base(base, corpus):
    """Add the places, indicators and reference tables of an example to its base."""
    append(
        base / "reference" / "entities.csv",
        [
            {"entity_id": i, "name_en": en, "name_fr": fr, "type": kind, "parent_id": parent}
            for i, en, fr, kind, parent in corpus["entities"]
        ],
    )
    append(
        base / "reference" / "indicators.csv",
        [
            {"indicator_id": i, "name": n, "definition": n, "unit": unit, "kind": kind, "family": i}
            for i, n, unit, kind in corpus["indicators"]
        ],
    )
    code, first, changes = corpus["prices"]
    append(
        base / "reference" / "prices.csv",
        [
            {"year": first + i, "currency": code, "cpi_change_pct": c, "source": INVENTED}
            for i, c in enumerate(changes)
        ],
    )
    append(
        base / "reference" / "exchange_rates.csv",
        [
            {"year": y, "currency": c, "rate": r, "quoted_in": q, "source": INVENTED}
            for y, c, r, q in corpus["rates"]
        ],
    )
    write_national(base, corpus)


def write_national(base, corpus):
    """Add the nation's invented online retail and its growth, eight years each."""
    code, first, levels, scale, start = corpus["national"]
    nation = corpus["country"].lower()
    source = {"benchmark_source_id": "invented-office", "publisher": "Statistics office (invented)"}
    source |= {"counted_by": "Statistics office (invented)", "title": INVENTED, "language": "en"}
    source |= {"published": "2024-06-30", "copy_kind": "open data file"}
    append(base / "benchmarks" / "sources.csv", [source])
    about = {"entity_id": nation, "scope": INVENTED, "caveat": f"{INVENTED}."}
    series, rows = [], []
    for key, indicator, what, unit, kind in (
        ("online_retail", SALES, "Online retail", code, "flow"),
        ("online_retail_growth", "online_retail_growth_rate", "Printed growth of online retail",
         "share_per_year", "snapshot"),
    ):  # fmt: skip
        series_id = f"{nation}_{key}"
        series.append(
            about
            | {"series_id": series_id, "indicator_id": indicator, "unit": unit}
            | {"name": f"{what}, {corpus['country']}", "definition": what, "period_kind": kind}
        )
        for i, level in enumerate(levels):
            begin = f"{first + i}-{start}"
            end = f"{first + i}-12-31" if start == "01-01" else f"{first + i + 1}-03-31"
            growth = level / levels[i - 1] - 1
            if key.endswith("growth") and not i:
                continue
            printed = f"{100 * growth:.1f} %" if key.endswith("growth") else name_level(level, code)
            value = round(growth, 3) if key.endswith("growth") else round(level * scale)
            rows.append(
                {"benchmark_id": f"{series_id}-{end}", "series_id": series_id}
                | {"benchmark_source_id": "invented-office", "as_printed": printed}
                | {"language": "en", "value": value, "unit": unit, "wording": "stated"}
                | {"period_start": begin, "period_end": end, "period_kind": kind, "grade": "A"}
            )
    append(base / "benchmarks" / "series.csv", series)
    append(base / "benchmarks" / "observations.csv", rows)


def name_level(level, code):
    """Return an amount as an office would print it."""
    return f"{level} trillion rupees" if code == "INR" else f"{level} billion CFA francs"


def write_decisions(path, corpus, folder):
    """Write what a person decided on every draft row of an example."""
    lines = []
    for row in read_rows(folder / "press" / "observations.csv"):
        key, decided = row["observation_id"], corpus["rows"].get(row["observation_id"])
        if decided is None:
            lines += [(key, "reason", "a headline"), (key, "decision", "reject")]
            continue
        entity, indicator, gloss = decided
        cells = {"entity_id": entity, "indicator_id": indicator, "gloss": gloss}
        cells |= {"period_kind": KINDS[indicator]} if indicator in KINDS else {}
        cells |= {"unit": "parcels"} if indicator == "parcels" else {}
        lines += [(key, column, value) for column, value in cells.items() if row[column] != value]
        lines.append((key, "decision", "accept"))
    lines = [("observations", *line) for line in lines]
    for source in read_rows(folder / "press" / "sources.csv"):
        paper = source["source_id"].split("-")[0]
        cells = {"publisher": corpus["publishers"][paper], "publisher_kind": "other media"}
        lines += [("sources", source["source_id"], c, v) for c, v in cells.items()]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("table", "key", "column", "value"), *lines])
    return path


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def append(path, rows):
    with open(path, encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with open(path, "a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writerows(rows)


def main():
    """Build both examples in their place."""
    for name in CORPORA:
        with tempfile.TemporaryDirectory() as folder:
            made = build_example(name, Path(folder) / name)
            shutil.copytree(made, EXAMPLES / name, dirs_exist_ok=True)
        print(EXAMPLES.relative_to(project_root()) / name)


if __name__ == "__main__":
    sys.exit(main())
