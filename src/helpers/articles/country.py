"""Make the tables that articles on a country start from."""

import re
from pathlib import Path

from helpers.articles import package
from helpers.articles.own_contract import change_contract, write_contract
from helpers.data import contract
from helpers.paths import project_root
from helpers.words.suggest import suggest

_BRACKET = re.compile(r" ?[(（][^()（）]*[\u3400-\u9fff][^()（）]*[)）]")


def write_base(country: str, folder: Path) -> Path:
    """Write a data folder that knows a country, its money and what can be counted, and no more.

    Parameters
    ----------
    country : str
        English name of a country, or its code of ISO 3166.
    folder : pathlib.Path
        New or empty.

    Raises
    ------
    ValueError
        If the country is not known.
    """
    from babel import Locale
    from babel.numbers import get_territory_currencies

    names = {c: n for c, n in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", c)}
    codes = {name.casefold(): code for code, name in names.items()} | {
        c.casefold(): c for c in names
    }
    code = codes.get(country.strip().casefold())
    if code is None:
        near = suggest(country, names.values())
        raise ValueError(f"unknown country {country!r}{near}; allowed: a country's English name")
    usual = project_root() / "data"
    agreed, tables = contract.read_contract(usual), package.read_tables(usual)
    currency = (get_territory_currencies(code) or [""])[0]
    entity = dict.fromkeys(tables["entities"][0], "") | {
        "entity_id": re.sub(r"[^a-z]+", "_", _fold(names[code])).strip("_"),
        "name_en": names[code],
        "type": "country",
    }
    for language in ("zh", "fr"):
        entity[f"name_{language}"] = Locale(language).territories.get(code, "")
    kept = {"indicators": _list_general(tables), "entities": [entity]}
    made = change_contract(agreed, [currency] if currency else [])
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / contract.CONTRACT).write_text(write_contract(made), encoding="utf-8")
    for resource in made["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        package.write_csv(folder / resource["path"], columns, kept.get(resource["name"], []))
    return folder


def _list_general(tables):
    """Return the indicators that any country may have, without words of another language."""
    places = {row["name_en"].split()[0] for row in tables["entities"] if row["latitude_deg"]}
    places.add("Taobao")
    named = re.compile(r"(?i)\b(?:" + "|".join(map(re.escape, places)) + r")\b")
    found = []
    for row in tables["indicators"]:
        about = f"{row['indicator_id'].replace('_', ' ')} {row['name']} {row['definition']}"
        if not named.search(about):
            plain = {c: _BRACKET.sub("", row[c]) for c in ("name", "definition")}
            found.append(row | plain)
    known = {row["indicator_id"] for row in found}
    for row in found:
        others = [i for i in row["not_the_same_as"].split(";") if i in known]
        row["not_the_same_as"] = ";".join(others)
    return found


def _fold(text):
    import unicodedata

    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()
