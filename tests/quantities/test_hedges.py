"""A hedge is one word of one table, and read wherever hedges are read."""

import json
import subprocess
import sys

import pytest

# A table, a line of it, the same line with a new hedge, and texts with what they then say.
NEW = {
    "fr": (
        "french_words",
        '"about": "environ|',
        '"about": "environ|un zeste de|',
        {
            "un zeste de 30 bus": ["about", 30],
            "de un zeste de 12 à 15 tonnes": ["range", 12],
            "entre un zeste de 12 et 15 tonnes": ["range", 12],
            "multipliés par un zeste de 3": ["about", 3],
            "tombés de 40 à un zeste de 30 bus": ["stated", 40, "about", 30],
            "un zeste de 2000 d'entre eux": ["about", 2000],
            "les prix ont baissé de un zeste de 12 %": ["about", "-3/25"],
        },
    ),
    "en": (
        "english_words",
        "about: about,",
        "about: about, a smidgen like,",
        {
            "a smidgen like 30 buses": ["about", 30],
            "a smidgen like a decade": ["about", 1],
            "a smidgen like ten years ago": ["about", 10],
            "a smidgen like 2000 of them": ["about", 2000],
            "2.4 of a smidgen like 6.1 million voters": ["stated", 2400000, "about", 6100000],
            "prices fell by a smidgen like 12 per cent": ["about", "-3/25"],
        },
    ),
    "zh": (
        "chinese_words",
        '"约 大约',
        '"约 粗看 大约',
        {
            "粗看30辆": ["about", 30],
            "是粗看全国平均水平的3倍": ["about", 3],
            "售价粗看每斤30元": ["about", 30],
            "粗看十年前": ["about", 10],
        },
    ),
}
SCRIPT = """
import importlib.util, json, sys, types
language, table, old, new, texts = json.loads(sys.stdin.read())
name = f"helpers.quantities.{table}"
source = importlib.util.find_spec(name).loader.get_source(name)
assert source.count(old) == 1
module = sys.modules[name] = types.ModuleType(name)
exec(compile(source.replace(old, new), name, "exec"), module.__dict__)
from helpers import quantities
found = {}
for text in texts:
    read = [q for q in quantities.read(text, language, "2024-06-20") if q.kind != "date"]
    found[text] = [part for q in read for part in (q.hedge, str(q.value))]
from helpers.printed import read_printed
found["printed"] = [read_printed(texts[0], language).wording]
print(json.dumps(found))
"""


@pytest.fixture(scope="module", params=NEW)
def found_and_expected(request):
    table, old, new, texts = NEW[request.param]
    asked = json.dumps([request.param, table, old, new, list(texts)])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=asked, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout), texts


def test_a_new_hedge_is_one_word_of_one_table_and_read_everywhere(found_and_expected):
    found, texts = found_and_expected
    expected = {text: [str(part) for part in parts] for text, parts in texts.items()}
    expected["printed"] = ["about"]  # and so in the check of coded rows
    assert found == expected


@pytest.mark.parametrize("language", NEW)
def test_a_word_that_no_table_holds_is_no_hedge(language):
    from helpers import quantities

    text = next(iter(NEW[language][3]))
    assert [q.hedge for q in quantities.read(text, language)] == ["stated"]
