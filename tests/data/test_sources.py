"""Who printed and who counted is said of observations, official figures and events alike."""

import pandas as pd

from helpers.data.read import read_table
from helpers.data.sources import (
    cite_benchmark,
    cite_observation,
    cite_paragraphs,
    describe_counter,
    join_sources,
)

PRINT = {
    "as_printed": "5 shops",
    "title": "",
    "publisher": "Daily",
    "language": "en",
    "paragraph": 3,
    "published_from": pd.Timestamp("2020-05-01"),
    "published_to": pd.Timestamp("2020-05-01"),
}


def make(**changes):
    return next(pd.DataFrame([PRINT | changes]).itertuples())


def test_a_print_without_a_title_is_said_to_have_none_and_its_paragraph_is_a_number():
    source = cite_observation(make(observation_id="a-1", paragraph=3.0))
    assert source["title"] == "(our copy has no title)" and source["paragraph"] == 3
    assert str(source["paragraph"]) == "3" and source["published"] == "1 May 2020"
    assert cite_observation(make(observation_id="a-1", title="Shops"))["title"] == "Shops"


def test_a_benchmark_is_cited_under_the_same_names_with_who_counted_and_its_grade():
    row = make(benchmark_id="b-1", counted_by="the bureau", grade="A", published="")
    source = cite_benchmark(row)
    assert source.keys() == cite_observation(make(observation_id="a-1")).keys()
    assert source["publisher"] == "Daily (counted by: the bureau; grade A)"
    assert source["published"] == "date not known"


def test_every_event_has_its_article_and_is_cited_by_the_words_of_its_date(data_dir):
    events = read_table(data_dir, "events")
    joined = join_sources(events, data_dir)
    assert joined["event_id"].tolist() == events["event_id"].tolist()
    for event, row in zip(events.itertuples(), joined.itertuples(), strict=True):
        source = cite_observation(row)
        assert (source["observation_id"], source["as_printed"]) == (
            event.event_id,
            event.date_as_printed,
        )
        assert source["publisher"] and source["lang"]


def test_a_paragraph_is_cited_without_a_year_where_no_date_is_known():
    rows = pd.DataFrame([PRINT, PRINT | {"published_to": pd.NaT}])
    assert cite_paragraphs(rows) == ["Daily 2020, ¶ 3", "Daily, ¶ 3"]


def test_who_counted_is_said_only_where_the_article_says_it():
    assert describe_counter("the bureau") == "Counted by: the bureau."
    assert describe_counter("not stated (a headline)") == "Who counted is not said."
