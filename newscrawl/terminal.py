"""Text from pages on its way to a terminal."""

from __future__ import annotations

import re

# Controls, lone surrogates, and marks that turn the direction of all that follows: they would
# write the terminal, not on it. Marks that scripts need inside words (ZWJ, RLM) stay.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""`text` with whatever would steer a terminal shown as ``\x1b`` or ``\u202e``."""
    return _STEERING.sub(
        lambda match: f"\\x{ord(match[0]):02x}" if match[0] < "\x80" else f"\\u{ord(match[0]):04x}",
        text,
    )
