"""One article of a feed, for people: find the file, find the row, print it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from typing import IO, Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newscrawl.feed.errors import FeedError
from newscrawl.terminal import printable

Row = Mapping[str, Any]

SCHEMA_PREFIX = "newscrawl.article/"
MAX_WIDTH = 100  # longer lines are hard to read
# For these the moment `.at` is a middle of many hours; the day says all that is known.
DAYS_AND_LONGER = ("day", "week", "month", "year", "ambiguous")


def newest_feed(data_dir: Path) -> Path:
    """The newest feed file under the data directory.

    Raises:
        FeedError: there is none, or the directory cannot be read.
    """
    feeds = data_dir / "feeds"
    try:
        # feeds/<site>/links/ holds edges, and a part under .open/ is still being written.
        paths = [
            path
            for path in feeds.glob("*/**/*.jsonl")
            if path.relative_to(feeds).parts[1] not in ("links", ".open") and path.is_file()
        ]
        newest = max(paths, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)
    except OSError as error:
        raise FeedError(f"cannot read {feeds}: {error.strerror or error}") from error
    if newest is None:
        raise FeedError(f"no feed under {feeds}: run a crawl first, or name a file")
    return newest


def find_row(path: Path, *, number: int = 1, article_id: str | None = None) -> tuple[int, Row]:
    """The row to show, and its number.

    Args:
        path: a feed file, one JSON object a line.
        number: the row's number, from 1; negative numbers count from the end.
        article_id: an article's id, with or without its site: then the last row that has it.

    Raises:
        FeedError: the file cannot be read, holds something else, or has no such row.
    """
    last: tuple[int, Row] | None = None
    tail: list[tuple[int, Row]] = []
    count = 0
    for count, row in _rows(path):
        if article_id is not None:
            if article_id in (row.get("id"), str(row.get("id")).partition(":")[2]):
                last = count, row
        elif count == number:
            return count, row
        elif number < 0:
            tail = [*tail[number + 1 or len(tail) :], (count, row)]
    if last is not None:
        return last
    if number < 0 and article_id is None and len(tail) == -number:
        return tail[0]
    if count == 0:
        raise FeedError(f"{path} is empty: the crawl that wrote it found no article")
    if article_id is not None:
        raise FeedError(f'{path} has no article "{article_id}" in its {count} rows')
    raise FeedError(f"{path} has no row {number}: it has {count}")


def show(row: Row, *, place: str, out: IO[str], paragraphs: int = 3) -> None:
    """Prints an article to `out`, in colours where that is a terminal.

    Args:
        row: a row of the feed.
        place: which row of which file it is, for the first line.
        out: a text stream.
        paragraphs: how much of the text is printed, headings not counted.

    Raises:
        OSError: `out` cannot be written.
    """
    terminal = out.isatty()
    page = StringIO()
    console = Console(
        file=page,
        force_terminal=terminal,
        width=min(get_terminal_size().columns, MAX_WIDTH) if terminal else MAX_WIDTH,
        markup=False,
        highlight=False,
        emoji=False,
    )
    # Addresses and paths are never broken over lines: they are there to be copied.
    console.print(_line(place, style="dim"), soft_wrap=True)
    console.print(_line(row.get("canonical_url") or row.get("url")), soft_wrap=True)
    for part in _parts(row, paragraphs):
        console.print(part)
    lines = page.getvalue().splitlines()
    # rich fills lines with blanks: nothing to see in a terminal, a nuisance in a file
    out.write("".join(f"{line if terminal else line.rstrip()}\n" for line in lines))
    out.flush()


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows with their numbers, from 1; empty lines are none."""
    number = 0
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if not line.strip():
                    continue
                number += 1
                row = json.loads(line)
                schema = row.get("schema") if isinstance(row, dict) else None
                if not str(schema).startswith(SCHEMA_PREFIX):
                    raise FeedError(f"{path}: row {number} is no article of a newscrawl feed")
                yield number, row
    except OSError as error:
        raise FeedError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FeedError(f"{path} is no feed: it is not in UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise FeedError(f"{path}: row {number} is no JSON: {error}") from error


def _parts(row: Row, paragraphs: int) -> Iterator[RenderableType]:
    """What is printed, from top to bottom."""
    yield ""
    if row.get("change") == "removed":
        yield _line(f"{row.get('id')} was removed at its source", style="bold")
    else:
        yield _line(row.get("title") or "(no title)", style="bold")
    yield _facts(row)
    if row.get("summary"):
        yield _head("Summary")
        yield _indented(row["summary"])
    blocks = _mappings(row.get("blocks"))
    if blocks:
        shown = _beginning(blocks, paragraphs)
        of = f", the first {len(shown)} of {len(blocks)} blocks" if len(blocks) > len(shown) else ""
        yield _head(f"Text{of}")
        for block in shown:
            style = "bold" if block.get("kind") == "heading" else ""
            yield _indented(block.get("text"), style=style)
    questions = _mappings(row.get("questions"))
    if questions:
        yield _head(f"Questions ({len(questions)})")
        for pair in questions:
            yield _indented(pair.get("question"), style="italic")
            yield _indented(pair.get("answer"), by=4)
    related = _mappings(row.get("related"))
    if related:
        yield _head(f"Related readings ({len(related)})")
        yield Padding(_related(related), (0, 0, 0, 2))


def _facts(row: Row) -> Table:
    """The short fields, a label and a value a line; absent ones are left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    language, page = row.get("language"), row.get("page_language")
    if page and page != language:
        language = f"{language or 'not known'}, on a page in {page}"
    for label, value in (
        ("id", f"{row.get('id')}, revision {row.get('revision')}, {row.get('change')}"),
        ("source", row.get("source")),
        ("authors", _joined(row.get("authors"))),
        ("origin", row.get("origin")),
        ("published", _span(row.get("published"))),
        ("updated", _span(row.get("updated"))),
        ("language", language),
        ("tags", _joined(row.get("tags"))),
    ):
        if value:
            table.add_row(label, _line(value))
    return table


def _related(cards: Sequence[Row]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="cyan")
    table.add_column(overflow="fold")
    for card in cards:
        lines = [_line(card.get("title") or card.get("url"))]
        facts = (card.get("id"), card.get("source"), _moment(card.get("published")))
        lines.append(_line(" · ".join(str(fact) for fact in facts if fact), style="dim"))
        table.add_row(_line(card.get("rank")), Text("\n").join(lines))
    return table


def _moment(span: Any) -> str | None:
    """A span's best moment, how fine it is, and the stamp that says so; None without a span."""
    if not isinstance(span, Mapping):
        return None
    at, precision = _time(span.get("at")), span.get("precision")
    best = at.partition(" ")[0] if precision in DAYS_AND_LONGER else f"{at} UTC"
    return f'{best} ({precision}, "{span.get("raw")}")'


def _span(span: Any) -> str | None:
    """A span's moment and where it lies; None without a span."""
    moment = _moment(span)
    if moment is None or span.get("earliest") == span.get("latest"):
        return moment
    return f"{moment}: {_time(span.get('earliest'))} to {_time(span.get('latest'))} UTC"


def _time(value: Any) -> str:
    return str(value).replace("T", " ").removesuffix("Z")


def _beginning(blocks: Sequence[Row], paragraphs: int) -> Sequence[Row]:
    """The blocks up to the last of so many that are no heading."""
    for index, block in enumerate(blocks):
        paragraphs -= block.get("kind") != "heading"
        if paragraphs <= 0:
            return blocks[: index + 1]
    return blocks


def _joined(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else ""


def _mappings(value: Any) -> list[Row]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _head(text: str) -> RenderableType:
    return Padding(_line(text, style="bold cyan"), (1, 0, 0, 0))


def _indented(value: Any, *, by: int = 2, style: str = "") -> RenderableType:
    return Padding(_line(value, style=style), (0, 0, 0, by))


def _line(value: Any, *, style: str = "") -> Text:
    return Text("" if value is None else printable(str(value)), style=style)
