"""The JSON Schema and the field table: fresh, and saying what items.py says."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newscrawl import schema
from newscrawl.items import Article, Block, QuestionAnswer, RelatedReading, Span

DOCS = Path(__file__).parents[1] / "docs"

SPAN = Span(
    at="2026-05-21T12:00:00Z",
    earliest="2026-05-20T10:00:00Z",
    latest="2026-05-22T11:59:59Z",
    precision="day",
    raw="2026-05-21",
    basis="iso-day",
)


def article() -> dict[str, Any]:
    """A valid row, with something in every part."""
    return asdict(
        Article(
            id="marsbit:jw3PNpAL",
            site="marsbit",
            url="https://www.htx.com/news/a-slug-jw3PNpAL/?category=1",
            canonical_url="https://www.htx.com/news/a-slug-jw3PNpAL/",
            title="Ein Titel",
            text="Ein Absatz",
            blocks=[Block("paragraph", "Ein Absatz")],
            language="zh-Hant",
            page_language="es",
            published_at=SPAN.at,
            published=SPAN,
            questions=[QuestionAnswer("Warum?", "Darum.")],
            related=[RelatedReading(1, "marsbit:GgPkoNSI", "https://www.htx.com/news/b-GgPkoNSI/")],
            content_hash="0f" * 32,
            similarity=0.5,
            provenance={"title": "og:title"},
            fetched_at="2026-05-21T09:00:00Z",
        )
    )


def removed() -> dict[str, Any]:
    """A valid row that takes an article back."""
    row = article() | {"change": "removed", "published": None, "published_at": None}
    lists = [name for name, value in row.items() if isinstance(value, list)]
    return row | dict.fromkeys([*lists, "title", "summary", "text"])


def errors(row: Any) -> list[str]:
    """The paths at which a row offends against the committed schema."""
    committed = json.loads((DOCS / schema.SCHEMA_FILE).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(committed)
    return [error.json_path for error in Draft202012Validator(committed).iter_errors(row)]


@pytest.mark.parametrize("name", [schema.SCHEMA_FILE, schema.TABLE_FILE])
def test_committed_files_are_fresh(name: str, tmp_path: Path) -> None:
    schema.write(tmp_path)
    assert (DOCS / name).read_text(encoding="utf-8") == (tmp_path / name).read_text(
        encoding="utf-8"
    ), "run `make generated`"


def test_write_tells_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert schema.main([str(tmp_path)]) == 0
    assert "written" in capsys.readouterr().out
    assert schema.write(tmp_path) == []
    (tmp_path / schema.TABLE_FILE).write_text("stale", encoding="utf-8")
    assert schema.write(tmp_path) == [tmp_path / schema.TABLE_FILE]


def test_every_field_is_required_and_described() -> None:
    made = schema.json_schema()
    names = [each.name for each in fields(Article)]
    assert made["required"] == list(made["properties"]) == names
    for item in schema.ITEMS:
        part = made if item is Article else made["$defs"][item.__name__]
        assert part["required"] == [each.name for each in fields(item)]
        assert all(entry["description"] for entry in part["properties"].values())


def test_every_field_is_in_the_table() -> None:
    table = schema.field_table()
    for item in schema.ITEMS:
        section = table.partition(f"## {item.__name__}\n")[2].partition("\n## ")[0]
        for each in fields(item):
            assert f"\n| `{each.name}` | " in section


def test_a_type_that_it_does_not_know_is_refused() -> None:
    for unknown in (set, complex, int | str, dict[int, str]):
        with pytest.raises(TypeError):
            schema._type(schema._without_none(unknown)[0])


def test_good_rows_pass() -> None:
    assert errors(article()) == []
    assert errors(removed()) == []
    assert errors(article() | {"a_field_of_later": 1}) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schema", "newscrawl.article/2"),
        ("id", "jw3PNpAL"),
        ("id", None),
        ("url", "/news/a-slug-jw3PNpAL/"),
        ("url", "javascript:alert(1)"),
        ("summary", ""),
        ("title", None),
        ("text", None),
        ("blocks", None),
        ("authors", None),
        ("authors", [""]),
        ("tags", "crypto"),
        ("change", "gone"),
        ("edit", "huge"),
        ("page_kind", None),
        ("revision", 0),
        ("revision", True),
        ("seq", "1"),
        ("language", "Spanish!"),
        ("is_paywalled", "no"),
        ("published_at", "2026-05-21"),
        ("published_at", "2026-05-21T12:00:00+00:00"),
        ("fetched_at", "2026-05-21T12:00:00.5Z"),
        ("published", {}),
        ("published", asdict(SPAN) | {"precision": "fortnight"}),
        ("published", asdict(SPAN) | {"raw": ""}),
        ("blocks", [{"kind": "paragraph"}]),
        ("blocks", [{"kind": "footer", "text": "x"}]),
        ("questions", [{"question": "Warum?", "answer": None}]),
        ("related", [{"id": "marsbit:GgPkoNSI"}]),
        ("content_hash", "0F" * 32),
        ("similarity", 1.5),
        ("provenance", {"title": None}),
    ],
)
def test_bad_values_fail(name: str, value: Any) -> None:
    found = errors(article() | {name: value})
    assert found
    assert all(path.startswith(f"$.{name}") for path in found)


def test_a_missing_field_fails() -> None:
    for name in article():
        row = article()
        del row[name]
        assert "$" in errors(row), name


def test_a_removed_row_holds_no_content() -> None:
    assert errors(removed() | {"text": "still here"}) == ["$.text"]
