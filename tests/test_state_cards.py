"""Cards of lists that a script renders."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading import Card, read_cards

URL = "https://www.oriel-courier.example/world/"
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
PATH = "/world/tidal-power-finds-its-first-buyers-4711001"
TITLE = "Tidal power finds its first buyers"


def cards(script: str) -> list[Card]:
    page = f"<html lang=en><title>World</title><h1>World</h1><div id=app></div>{script}</html>"
    return read_cards(page, url=URL, fetched_at=NOW)


def state(data: object) -> str:
    return f'<script type="application/json">{json.dumps(data)}</script>'


NEXT = [["$", "div", None, {"items": [{"href": PATH, "title": TITLE, "date": "2026-05-20"}]}]]
LIST = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "url": URL[:-7] + PATH}]}
SHAPES = {
    "next": state({"props": {"a": [{"headline": TITLE, "url": PATH, "date": "2026-05-20"}]}}),
    "assigned": f"<script>window.__DATA__ = {json.dumps({'x': {'link': PATH, 'name': TITLE}})};"
    "</script>",
    "arc": "<script>Fusion.globalContent="
    + json.dumps({"canonical_url": PATH, "headlines": {"basic": TITLE}})
    + ";</script>",
    "flight": "<script>self.__next_f.push("
    + json.dumps([1, f"c:{json.dumps(NEXT)}\n"])
    + ")</script>",
    "list": f'<script type="application/ld+json">{json.dumps(LIST)}</script>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_articles_of_a_page_state_are_cards(shape: str) -> None:
    (card,) = cards(SHAPES[shape])
    assert card.url == "https://www.oriel-courier.example" + PATH
    assert shape == "list" or card.title == TITLE
    assert shape not in ("next", "flight") or card.published is not None


@pytest.mark.parametrize(
    "thing",
    [
        {"url": "/img/tidal-power-finds-its-buyers-4711001.jpg", "title": TITLE},
        {"url": "https://other.example" + PATH, "title": TITLE},
        {"url": "/privacy-policy", "title": "What we do with your data"},
        {"url": PATH},
        {"url": 12, "title": TITLE},
    ],
)
def test_what_else_a_state_holds_is_no_card(thing: object) -> None:
    assert not cards(state({"things": [thing]}))


def test_what_the_page_shows_comes_before_what_its_state_holds() -> None:
    shown = f'<h2><a href="{PATH}">{TITLE}, as shown</a></h2>'
    other = {"url": PATH.replace("4711001", "4711002"), "title": f"{TITLE} again"}
    found = cards(shown + state([{"url": PATH, "title": TITLE}, other]))
    assert [card.title for card in found] == [f"{TITLE}, as shown", f"{TITLE} again"]


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8) | st.just(PATH),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["url", "title", "date", "@type", "x"]), inner)
        ),
        max_leaves=12,
    )
)
def test_no_state_is_too_odd(data: object) -> None:
    assert isinstance(cards(state(data)), list)
