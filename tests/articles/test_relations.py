"""Relations that a text prints between its numbers are drafted as claims."""

from invented import draft_text

from helpers.articles.relations import draft_claims


def test_claim_relations_between_numbers_are_drafted_with_their_terms():
    text = "阿克苏市网络零售额从2015年的3亿元增加到2022年的21.5亿元,增长6.2倍。"
    made = draft_text(text, "zh")
    (claim,) = draft_claims(made.article, made.rows)
    assert claim["relation"] == "increase" and claim["result_id"] == "made-up-p01-3"
    assert claim["term_ids"] == "made-up-p01-1;made-up-p01-2"
    text = (
        "En 2022, 40 personnes pauvres du Tibet ont trouvé un emploi et 60 personnes un stage."
        " Au total, 100 personnes sont concernées."
    )
    made = draft_text(text, "fr")
    relations = {c["relation"]: c["term_ids"] for c in draft_claims(made.article, made.rows)}
    assert relations["sum"] == "made-up-p01-1;made-up-p01-2"
    text = "En 2022, le Tibet a vendu pour 80 millions de yuans (11 millions d'euros)."
    made = draft_text(text, "fr")
    (claim,) = draft_claims(made.article, made.rows)
    assert (claim["relation"], claim["term_ids"]) == ("conversion", "made-up-p01-1")
