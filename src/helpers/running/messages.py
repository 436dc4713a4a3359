"""Pack the messages of a kernel so that each can be sent, whatever a cell prints."""

import json
import re

from jupyter_client.jsonutil import json_default
from jupyter_client.session import json_packer

HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# What a kernel prints is packed in the thread that sends it. An error there loses the wake-up of
# whoever waits for that thread: ipykernel 7.4 then waits ten seconds for each flush of a cell.
PACKER = ["--Session.packer=helpers.running.messages.pack_message", "--Session.unpacker=json"]


def pack_message(content) -> bytes:
    r"""Return a message as JSON in UTF-8, with each half of a character by its name.

    UTF-8 has no form for halves (U+D800 to U+DFFF), so that no message and no
    notebook file can hold one; Python writes them to stderr by the same names.

    Parameters
    ----------
    content : JSON-like object
        Part of a message.

    Returns
    -------
    packed : bytes

    Examples
    --------
    >>> pack_message({"text": "é \udc80"}).decode()
    '{"text": "é \\\\udc80"}'
    """
    try:
        packed = json_packer(content)
        packed.decode("utf-8")  # jupyter_client lets U+DC80 to U+DCFF pass as bytes of no text
        return packed
    except UnicodeError:
        text = json.dumps(content, default=json_default, ensure_ascii=False, allow_nan=False)
        return HALF_CHARACTER.sub(lambda half: rf"\\u{ord(half[0]):04x}", text).encode("utf-8")
