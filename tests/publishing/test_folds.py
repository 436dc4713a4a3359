"""What folds on a page stands behind a summary that names it."""

from bs4 import BeautifulSoup


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def say(make, key, text, **more):
    return make.shown(make.finding(key=key, text=text, **more))


def fold(cell):
    cell.metadata["tags"] = ["hide-output"]
    return cell


def test_neighbours_that_are_folded_stand_behind_one_summary_that_names_them(export, make):
    soup = read(
        export(
            make.markdown("# T"),
            fold(make.shown(make.table(caption="Who counted"))),
            make.code("x = 1"),
            fold(say(make, "a", "It is **1**.")),
            make.markdown("## Next"),
            fold(say(make, "b", "It is **2**.")),
        )
    )
    heads = [d.summary.get_text() for d in soup.select("main details.more")]
    assert heads == [
        "Table 1: Who counted; one more sentence: It is 1",
        "One more sentence: It is 2",
    ]
    assert len(soup.select("main details.more .finding")) == 2


def test_of_many_folded_sentences_the_summary_begins_the_first(export, make):
    long = "Of **seven** words only the first five are shown"
    cells = (fold(say(make, f"k{i}", f"{long} {i}.")) for i in range(4))
    soup = read(export(make.markdown("# T"), *cells))
    (head,) = [d.summary.get_text() for d in soup.select("main details.more")]
    assert head == "4 more sentences, the first: Of seven words only the …"


def test_the_code_of_a_folded_cell_stands_before_its_fold(export, make):
    soup = read(export(make.markdown("# T"), fold(say(make, "a", "It is **1**."))))
    assert soup.select("main > details.code") and not soup.select("details.more details.code")


def test_a_folded_text_keeps_its_heading_and_counts_its_words(export, make):
    cell = make.markdown("## How\n\nOne two three.", metadata={"tags": ["hide-cell"]})
    soup = read(export(make.markdown("# T"), cell))
    assert soup.h2.get_text() == "How" and soup.h2.parent.name == "main"
    assert soup.select_one("details.more summary").get_text() == "Read this section (3 words)"
    assert soup.select_one("details.more").p.get_text() == "One two three."
