"""An own French article of twenty numbers, from text to data that pass the check, key by key."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from test_review_in_chromium import SAVED, press

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.articles.country import write_base
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.data.checks import check_data
from helpers.paths import project_root

NAME = "tivira-2024"
TEXT = """À Tivira, les paniers se vendent en ligne

Publié le 20 juin 2024

TIVIRA – Les ventes en ligne de la commune de Tivira ont atteint 640 millions de francs CFA en \
2023, contre 410 millions en 2021, indique le service régional du commerce. La commune compte 84 \
boutiques en ligne, dont près de 60 % tenues par des femmes, et 14 points de retrait.

Environ 720 personnes y vivent de la vente en ligne. Le point de retrait a expédié 52 300 colis en \
2023, soit deux fois plus qu'en 2020. Un colis vers Dakar coûte 1 500 francs CFA, et 2 200 francs \
CFA pendant la saison des pluies.

La coopérative Rônier Vert a vendu pour 88,5 millions de francs CFA en 2023, en hausse de 12 % sur \
un an. Elle compte 260 membres. Elle a formé 310 personnes en 2023 et vise 120 millions de francs \
CFA en 2025.

La commune voisine de Mbaré compte 31 boutiques en ligne. Ses ventes en ligne sont passées de 45 \
millions de francs CFA en 2020 à 97 millions de francs CFA en 2023. Près de 190 personnes y vivent \
de la vente en ligne, et 4 % des familles commandent en ligne.
"""
COMMANDS = f"""
.venv/bin/rural read my-texts/{NAME}.txt --published 2024-06-20 --country Senegal --out my-data
.venv/bin/rural read --decisions {NAME}.decisions.csv --out my-data
.venv/bin/rural check my-data --articles my-texts
.venv/bin/rural report -p data_dir my-data --name mine
"""
FIRM, TOWN = {"entity_id": "ronier_vert"}, {"entity_id": "mbare"}
# What a person who reads along puts right: whom a number is about, and what it counts.
RIGHT = {
    "près de 60 %": {"indicator_id": "women_share"},
    "Environ 720 personnes": {"indicator_id": "jobs"},
    "1 500 francs CFA": {"indicator_id": "parcel_price"},
    "2 200 francs CFA": {"indicator_id": "parcel_price"},
    "88,5 millions de francs CFA": FIRM | {"indicator_id": "firm_sales"},
    "hausse de 12 %": FIRM | {"indicator_id": "sales_growth"},
    "260 membres": FIRM,
    "310 personnes": FIRM | {"indicator_id": "people_trained"},
    "120 millions de francs CFA": FIRM | {"indicator_id": "firm_sales"},
    "31 boutiques": TOWN,
    "Près de 190 personnes": TOWN | {"indicator_id": "jobs"},
    "4 %": TOWN | {"indicator_id": "orders_share"},
}
ABOUT = {
    f"#sources-{NAME}-publisher": "Made-up Times",
    f"#sources-{NAME}-publisher_kind": "other media",
    "#entities-ronier_vert-type": "firm",
    "#entities-mbare-type": "county",
}
A_MINUTE, A_NUMBER, PERSON = 200, 10, 10 * 60  # keys at 40 words, seconds to look, of ten minutes


@pytest.fixture
def folder(tmp_path):
    """A data folder with the drafts of the article, and none of our own articles."""
    path, out = tmp_path / f"{NAME}.txt", tmp_path / "my-data"
    path.write_text(TEXT, encoding="utf-8")
    base = write_base("Senegal", tmp_path / "base")
    published = read_published("2024-06-20")
    drafts = package.read_articles([read_article(path)], base, published, out)
    package.write_package(drafts, base, out)
    return out


class Hands:
    """Press keys in a browser, and count them."""

    def __init__(self, browser):
        self.browser, self.keys = browser, 0

    def press(self, *keys):
        self.keys += len(keys)
        press(self.browser, *keys)

    def type(self, selector, value):
        """Fill a field that the tabulator has reached."""
        field = self.browser.driver.find_element(By.CSS_SELECTOR, selector)
        if field.tag_name == "input":
            field.send_keys(Keys.CONTROL + "a")
        field.send_keys(value)
        self.keys += len(value) + 2

    def reach(self, column):
        """Go from the text to a field of the row, and say by how many presses of the tabulator."""
        self.press("c")
        here = self.browser.run("return document.activeElement.id.slice('cell-'.length)")
        columns = self.browser.run("return data.columns")
        self.keys += abs(columns.index(column) - columns.index(here))

    def decide(self):
        """Put a row right and accept it; what only repeats a claim is rejected."""
        printed = self.browser.run("return current().cells.as_printed")
        for column, value in RIGHT.get(printed, {}).items():
            if self.browser.run(f"return cell(current(), '{column}')") != value:
                self.reach(column)
                self.type(f"#cell-{column}", value + Keys.ESCAPE)
        self.press("r" if printed == "deux fois plus" else Keys.ENTER)


def test_an_article_of_twenty_numbers_takes_a_person_less_than_ten_minutes(
    browser, folder, tmp_path
):
    browser.open(folder / "drafts" / f"{NAME}.html")
    hands, count = Hands(browser), browser.run("return rows().length")
    assert count == 20
    for _ in range(count):
        hands.decide()
    for selector, value in ABOUT.items():
        hands.press(Keys.TAB)
        hands.type(selector, value)
    browser.run("document.activeElement.blur()")
    hands.press("w")
    saved = tmp_path / f"{NAME}.decisions.csv"
    saved.write_text(browser.run(SAVED), encoding="utf-8")
    counts = apply_decisions(saved, folder, project_root() / "data")
    assert (counts["accepted"], counts["rejected"]) == (19, 1)
    assert [str(fault) for fault in check_data(folder)] == []
    keys = hands.keys + len(COMMANDS.strip()) + 1
    readme = (project_root() / "README.md").read_text(encoding="utf-8")
    assert f"{hands.keys} keys on the page" in readme
    assert f"{keys - hands.keys} for the four commands" in readme
    assert 60 * keys / A_MINUTE + A_NUMBER * count < PERSON
