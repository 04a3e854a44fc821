"""Strict JSON lines, whatever the rows hold."""

from __future__ import annotations

import io
import json
import math
import shutil
import subprocess
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import read_rows
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.exporters import JsonLinesItemExporter
from newscrawl.feed.jsonl import encode, encode_item
from newscrawl.items import Article, Block

# Any code point at all, halves of surrogate pairs too, and often those that break lines.
TEXTS = st.text(
    st.characters(codec=None) | st.sampled_from("\n\r\x0b\x0c\x1c\x85\u2028\u2029\x7f\ud83d\ude00")
)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | TEXTS
KEYS = TEXTS | st.integers(-9, 9) | st.floats() | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ROWS = st.dictionaries(KEYS, VALUES, max_size=6)


def strict(line: bytes) -> Any:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    return json.loads(line.decode("utf-8"), parse_constant=refuse, object_pairs_hook=unique)


@given(ROWS)
def test_a_row_is_one_line_of_strict_json(row: dict[Any, Any]) -> None:
    line = encode(row)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    text = line.decode("utf-8")
    assert text.splitlines() == [text[:-1]]
    assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in text[:-1])
    assert isinstance(strict(line), dict)


@given(
    st.dictionaries(
        TEXTS,
        st.recursive(
            SCALARS | st.integers() | TEXTS.map(lambda text: Block("quote", text)), st.lists
        ),
    )
)
def test_items_are_written_as_all_else_is(row: dict[str, Any]) -> None:
    assert strict(encode_item(row)) == strict(encode(row))
    assert encode_item(row).isascii() == encode(row).isascii()
    text = encode_item(row).decode("utf-8")
    assert text.splitlines() == [text[:-1]]


@given(TEXTS)
def test_an_item_is_its_row(text: str) -> None:
    item = Article(id="x:1", title=text, blocks=[Block("quote", text)], similarity=0.5)
    row = {field.name: getattr(item, field.name) for field in fields(Article)}
    assert encode_item(item) == encode_item(row)
    assert strict(encode_item(item)) == strict(encode(item)) == strict(encode(row))


@pytest.mark.parametrize(
    "value", [datetime.now(UTC), {1}, b"x", object()], ids=lambda value: type(value).__name__
)
def test_what_json_has_no_word_for_is_refused(value: object) -> None:
    for write in (encode, encode_item):
        with pytest.raises(TypeError, match="no JSON for"):
            write({"value": value})


@given(st.dictionaries(st.text(), st.recursive(st.none() | st.booleans() | st.text(), st.lists)))
def test_what_json_can_say_comes_back_unchanged(row: dict[str, Any]) -> None:
    assert strict(encode(row)) == row


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (math.nan, None),
        (-math.inf, None),
        ("\ud83d\ude00", "😀"),
        ("a\ud83db", "a\ufffdb"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\u2028\u2029\x85\x1b", "\u2028\u2029\x85\x1b"),
        ((1, 2), [1, 2]),
        (10**30, 10**30),
        ({"a": math.nan}, {"a": None}),
    ],
)
def test_values(value: Any, expected: Any) -> None:
    assert strict(encode({"x": value})) == {"x": expected}


def test_line_breakers_are_escaped() -> None:
    assert encode({"x": "\u2028\x85\x7f"}) == b'{"x":"\\u2028\\u0085\\u007f"}\n'


def test_keys_become_texts() -> None:
    row = {2: 0, None: 1, True: 2, 2.5: 3, math.nan: 4}
    assert strict(encode(row)) == {"2": 0, "null": 4, "true": 2, "2.5": 3}


def test_keys_that_become_the_same_stand_once() -> None:
    assert strict(encode({1: "a", "1": "b"})) == {"1": "b"}
    assert strict(encode({chr(0xD800): "a", chr(0xD801): "b"})) == {"\ufffd": "b"}


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object(), 1j])
def test_what_is_no_json_is_loud(value: object) -> None:
    with pytest.raises(TypeError, match="no JSON for"):
        encode({"x": value})


def test_dataclasses_are_objects() -> None:
    @dataclass
    class Point:
        x: int
        y: float

    assert encode({"at": [Point(1, math.inf)]}) == b'{"at":[{"x":1,"y":null}]}\n'


def test_the_exporter_writes_every_field_and_hands_it_on_at_once(tmp_path: Any) -> None:
    path = tmp_path / "feed.jsonl"
    with path.open("wb") as file:
        exporter = JsonLinesItemExporter(file)
        exporter.export_item(Article(id="x:1", title="a\ud83d", blocks=[Block(text="b\u2028c")]))
        (row,) = read_rows(path)
    assert row["title"] == "a\ufffd"
    assert row["blocks"] == [{"kind": "paragraph", "text": "b\u2028c"}]
    assert row["summary"] is None
    assert list(row) == list(Article.__dataclass_fields__)


def test_the_exporter_exports_the_fields_asked_for() -> None:
    file = io.BytesIO()
    JsonLinesItemExporter(file, fields_to_export=["id", "title"]).export_item(Article(id="x:1"))
    assert file.getvalue() == b'{"id":"x:1","title":null}\n'


@pytest.mark.skipif(shutil.which("jq") is None, reason="no jq on this machine")
def test_a_second_parser_reads_the_same() -> None:
    rows: list[dict[str, Any]] = [
        {"x": '\ud83d\ude00 \u2028 \x00 \x1f \x7f " \\ /', "y": [None, True, -1.5, math.nan]},
        {"x": "火星财经", "y": {"a": "\ud800"}},
    ]
    lines = b"".join(encode(row) for row in rows)
    answer = subprocess.run(["jq", "-c", "."], input=lines, capture_output=True, check=True)
    read = [json.loads(line) for line in answer.stdout.splitlines()]
    assert read == [strict(encode(row)) for row in rows]
