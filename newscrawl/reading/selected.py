"""The elements of a page that its site file points at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from parsel import Selector

from newscrawl.reading.lines import Box


@dataclass(slots=True)
class Selected:
    """An element, the selector that it was found by, and how many pictures come before it."""

    box: Box
    selector: str
    pictures: int


def find_elements(
    tree: etree._Element, selectors: Mapping[str, Sequence[str]]
) -> dict[etree._Element, tuple[str, str]]:
    """Each element that is pointed at, with its part and its selector.

    Args:
        tree: the page.
        selectors: CSS selectors by part; of each part the first that matches counts.
    """
    found: dict[etree._Element, tuple[str, str]] = {}
    if not selectors:
        return found
    page = Selector(root=tree, type="html")
    for part, given in selectors.items():
        for selector in given:
            matches = [match.root for match in page.css(selector)]
            if matches:
                found.update(dict.fromkeys(matches, (part, selector)))
                break
    return found
