"""A page begins with what it found, and folds what most readers pass over."""

from bs4 import BeautifulSoup

from helpers.publishing.look import read_style
from helpers.readings import READINGS


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def say(make, key, text, **more):
    return make.shown(make.finding(key=key, text=text, **more))


def read_lead(path):
    return [p.get_text(" ", strip=True).removesuffix(" ↓") for p in read(path).select(".summary p")]


def test_a_page_begins_with_its_leading_sentences_up_to_their_number(export, make):
    page = export(
        make.markdown("# T\n\n## One"),
        say(make, "a", "It is **1**, so it is said."),
        say(make, "b", "It is **2**; not more.", leads=True),
        say(make, "c", "It is **3**.", leads=True),
        make.markdown("## Two"),
        say(make, "d", "It is **4**: no more.", leads=True),
    )
    assert read_lead(page) == ["It is 2 .", "It is 3 .", "It is 4 ."]


def test_a_page_whose_leading_sentences_have_nothing_to_say_begins_with_its_first(export, make):
    page = export(make.markdown("# T"), *(say(make, f"k{i}", f"It is **{i}**.") for i in range(5)))
    assert read_lead(page) == ["It is 0 .", "It is 1 .", "It is 2 ."]


def test_a_page_without_sentences_begins_without(export, make):
    assert read_lead(export(make.markdown("# T"), make.shown(make.table()))) == []


def test_each_leading_sentence_leads_to_its_place(export, make):
    soup = read(export(make.markdown("# T"), say(make, "a", "It is **1**.")))
    (link,) = soup.select(".summary a")
    assert soup.find(id=link["href"][1:]).get("class") == ["finding"]


def choose(make):
    one = {"title": "All grew", "description": "d", "svg": make.svg, "narrow": ""}
    one |= {"columns": [{"label": "a", "numeric": True}], "rows": [["1"]]}
    readings = {"point": "As printed.", "literal": "Open above."}
    return make.figure(
        variants=[
            one
            | {"label": name, "is_chosen": name == "literal", "sentences": [words, ""]}
            | ({"choice": "all exact", "caption": "Dots only."} if name == "point" else {})
            for name, words in readings.items()
        ]
    )


def test_a_reader_chooses_between_drawings_and_begins_with_that_of_the_run(export, make):
    figure = read(export(make.markdown("# T"), make.shown(choose(make)))).figure
    picks = [
        (i["class"], i.has_attr("checked"), i.parent.get_text(strip=True))
        for i in figure.select("input[type=radio]")
    ]
    assert picks == [(["pick-1"], False, "pointall exact"), (["pick-2"], True, "literal")]
    assert [each.get_text() for each in figure.select(".marks")] == [
        "Dots only.",
        make.figure()["caption"],
    ], "each drawing has the words for its own marks"
    assert len({i["name"] for i in figure.select("input")}) == 1
    assert [d.select_one(".said").get_text() for d in figure.select(":scope > div")] == [
        "As printed.",
        "Open above.",
    ]
    ids = [each["id"] for each in figure.select("[id]")]
    assert len(ids) == len(set(ids)) and len(figure.select("figcaption")) == 1


def test_every_drawing_of_a_choice_can_be_shown_by_the_style_alone():
    hidden = [f".variants:not(:has(.pick-{k}:checked))>.variant-{k}" for k in range(1, 7)]
    assert all(rule in read_style() for rule in hidden)
    assert len(READINGS) <= len(hidden)
