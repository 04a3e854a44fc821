"""The tree of a page's markup, as a browser would make it."""

from __future__ import annotations

import re

from lxml import etree

# Its attributes would take the parser minutes: it compares each with all others.
_HUGE_TAG = re.compile(r"(<[A-Za-z][\w-]{0,40})\s[^<>]{100000,}>")
_VOID_UNKNOWN = re.compile(r"</?(?:wbr|source|track)\b[^<>]*>", re.I)
# Elements younger than the parser: where a page leaves out `<body>`, they stay in its head.
_YOUNG = frozenset(
    "article aside details dialog figcaption figure footer header hgroup main nav picture search "
    "section summary".split()
)
_OF_HEAD = frozenset("base link meta noscript script style template title".split())


def parse(text: str) -> etree._Element:
    """The tree of a page's markup, whatever it holds; an empty one if it holds no element."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    # The parser takes these for elements with an end, and nests what follows in them.
    text = _HUGE_TAG.sub(r"\1>", _VOID_UNKNOWN.sub("", text))
    body = text.encode("utf-8", errors="replace")
    try:
        tree = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None:  # no element at all, or nothing but a comment
        return etree.fromstring(b"<html></html>", parser)
    head = tree.find("head")
    if head is not None:
        _end_head(tree, head)
    return tree


def _end_head(tree: etree._Element, head: etree._Element) -> None:
    # Begins the body where the first element stands that no head can hold.
    children = list(head)
    first = next((at for at, child in enumerate(children) if child.tag in _YOUNG), None)
    if first is None:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    moved = [child for child in children[first:] if child.tag not in _OF_HEAD]
    if moved and body.text:
        moved[-1].tail, body.text = (moved[-1].tail or "") + body.text, None
    for at, child in enumerate(moved):
        body.insert(at, child)
