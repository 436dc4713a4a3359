"""Whatever a cell prints can be sent, and what has a form of its own keeps it."""

import json

import pytest
from jupyter_client.session import json_packer

from helpers.running.messages import pack_message


@pytest.mark.parametrize("text", ["é", "近六成", "🎏", 'a "quote"\n\\ud800', "\0"])
def test_a_message_of_whole_characters_is_packed_as_ever(text):
    packed = pack_message({"text": text})
    assert packed == json_packer({"text": text}) and json.loads(packed) == {"text": text}


@pytest.mark.parametrize("half", ["\ud800", "\udbff", "\udc00", "\udc80", "\udcff", "\udfff"])
def test_half_a_character_is_sent_by_its_name_and_nothing_beside_it_changes(half):
    packed = pack_message({"text": f"é{half}n", "more": [half, 1.5]})
    name = f"\\u{ord(half):04x}"
    assert json.loads(packed.decode("utf-8")) == {"text": f"é{name}n", "more": [name, 1.5]}
