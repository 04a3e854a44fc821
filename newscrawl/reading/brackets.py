"""What stands in brackets before a text and is none of it: its headline, or who wrote it."""

from __future__ import annotations

import re

# 【GPT】, [AI摘要], 【AI Summary】: a machine wrote what follows.
_MACHINE = re.compile(
    r"\s*[【\[［(（]\s*(?:chat\s?gpt|gpt(?:-?\d[\w.]*)?|a\.?i\.?(?=[^a-z]))[^】\]］)）]{0,16}[】\]］)）]\s*",
    re.I,
)
# The form of flashes in Chinese: 【headline】text.
_HEADLINE = re.compile(r"【\s*(?P<headline>[^【】]{4,160}?)\s*】\s*(?P<text>\S.*)", re.DOTALL)


def without_machine(text: str) -> str:
    """`text` without the mark before it that a machine wrote it."""
    match = _MACHINE.match(text)
    return text[match.end() :] if match is not None else text


def headline_in(text: str) -> tuple[str, str] | None:
    """The headline in brackets that a text begins with, and the rest; None if it has none."""
    match = _HEADLINE.fullmatch(text.strip())
    return (match["headline"], match["text"]) if match is not None else None
