"""One page looked at closely: fetched or read from a file, explained, shown as a table."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import IO, Any

from newscrawl.fetching.replay import parse_time
from newscrawl.items import Article, Block, Image, QuestionAnswer, RelatedReading, Span
from newscrawl.reading import Candidate, Card, Explanation
from newscrawl.reading.addresses import host_of
from newscrawl.runs.disagreement import disagreeing
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.terminal import printable

# Wide enough for a value and where it came from, where no terminal says how wide it is.
PLAIN_WIDTH = 140
VALUE_CHARS = 300
DISAGREES = "disagrees"
# What the crawl adds, not the page.
_NOT_READ = frozenset(
    "schema seq revision change edit cause changed_fields site url text published_at updated_at "
    "page_kind duplicate_of similarity content_hash provenance fetched_at rendered_at "
    "first_seen_at archive".split()
)


class ProbeError(Exception):
    """Raised where there is no page to look at; the message says what to do.

    Attributes:
        code: what the command ends with.
    """

    code = ExitCode.COULD_NOT_START


@dataclass(frozen=True, slots=True)
class Recorded:
    """A page from a file, with what is known of its fetch.

    Attributes:
        moment_from: what says when it was fetched.
    """

    body: bytes
    url: str
    fetched_at: datetime
    content_type: str | None
    moment_from: str


def read_file(
    path: Path, *, url: str | None, at: str | None, max_bytes: int = 10 * 1024 * 1024
) -> Recorded:
    """A page from a file: a recording (its folder, its response.json or its page), or any HTML.

    Args:
        path: the file or the recording's folder.
        url: its address; None for the recording's, or the page's own canonical link.
        at: when it was fetched, ISO 8601; None for the recording's, or the file's own time.
        max_bytes: the largest page that is read; 0 for any.

    Raises:
        ProbeError: it cannot be read, or its address is nowhere to be had.
    """
    meta: dict[str, Any] = {}
    try:
        folder = path if path.is_dir() else path.parent
        meta_path = folder / "response.json"
        if meta_path.is_file():
            loaded = json.loads(meta_path.read_bytes())
            meta = loaded if isinstance(loaded, dict) else {}
        page_path = folder / str(meta.get("body", "page.html"))
        if not path.is_dir() and path.name != "response.json":
            meta = meta if meta and page_path.resolve() == path.resolve() else {}
            page_path = path
        body = _read(page_path, max_bytes)
        moment, moment_from = _moment(page_path, at=at, recorded=meta.get("fetched_at"))
    except (OSError, ValueError, RecursionError) as error:
        raise ProbeError(f"{path} cannot be read: {error}") from error
    address = url or meta.get("url") or _own_address(body)
    if not address:
        raise ProbeError(f"{path} does not say its address: give it with --url URL")
    if host_of(str(address)) is None:
        raise ProbeError(f"{address} is no address of http or https: give one with --url URL")
    headers = meta.get("headers")
    headers = headers if isinstance(headers, dict) else {}
    content_type = next(
        (str(value) for name, value in headers.items() if name.lower() == "content-type"), None
    )
    return Recorded(body, str(address), moment, content_type, moment_from)


def _read(path: Path, max_bytes: int) -> bytes:
    if path.exists() and not path.is_file():
        raise ValueError("it is no file")  # a device or a pipe may have no end
    if 0 < max_bytes < path.stat().st_size:
        raise ValueError(f"it is larger than DOWNLOAD_MAXSIZE, {max_bytes} bytes")
    return path.read_bytes()


def _moment(path: Path, *, at: str | None, recorded: Any) -> tuple[datetime, str]:
    if at:
        return parse_time(at), "--at"
    if recorded:
        return parse_time(str(recorded)), "its recording"
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return changed, "the file's own time; --at TIME says when it was fetched"


def _own_address(body: bytes) -> str | None:
    from newscrawl.reading.decoding import decode
    from newscrawl.reading.outline import read_outline

    outline = read_outline(decode(body))
    return outline.canonical_link or next(iter(outline.meta.get("og:url", ())), None)


def show(explanation: Explanation, cards: Sequence[Card], *, out: IO[str]) -> None:
    """Writes a table of every field's candidates, and for a list that of its cards.

    ``*`` marks what was taken, ``!`` what cannot be true where that is.

    Raises:
        OSError: `out` cannot be written.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_terminal = out.isatty()
    # Not to `out`: rich ends the process where nobody reads.
    page = StringIO()
    console = Console(
        file=page,
        force_terminal=on_terminal,
        width=None if on_terminal else PLAIN_WIDTH,
        markup=False,
        highlight=False,
    )
    article = explanation.article
    head = f"{article.page_kind} at {article.url}, made {article.rendered_at}"
    # Whole on one line: an address is there to be copied.
    console.print(Text(printable(head), style="bold"), soft_wrap=True)
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for name, ratio in (("", 1), ("field", 14), ("value", 70), ("from", 24), ("note", 24)):
        table.add_column(name, ratio=ratio, overflow="fold", no_wrap=name == "")
    for field, won, value, origin, note in rows(explanation):
        style = "" if won else "dim"
        mark = "*" if won else "!" if note.startswith(DISAGREES) else ""
        cells = (mark, field, value, origin, note)
        table.add_row(*(Text(printable(cell), style=style) for cell in cells))
    console.print(table)
    if cards:
        console.print(Text(f"{len(cards)} cards", style="bold"))
        listed = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
        for name in ("rank", "id", "stamp", "source", "title", "summary"):
            listed.add_column(name, overflow="fold")
        for card in cards:
            shown = (
                str(card.rank),
                card.id,
                card.published.raw if card.published else "-",
                card.source or "-",
                shorten(card.title or "-", 80),
                shorten(card.summary or "-", 60),
            )
            listed.add_row(*(Text(printable(cell)) for cell in shown))
        console.print(listed)
    # rich fills lines with blanks: nothing to see in a terminal, a nuisance in a file
    out.writelines(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())
    out.flush()


def rows(explanation: Explanation) -> Iterator[tuple[str, bool, str, str, str]]:
    """For each candidate of each field: field, whether it won, value, origin, note.

    A field without a candidate has one row that says so.
    """
    by_field: dict[str, list[Candidate]] = {}
    for candidate in explanation.candidates:
        by_field.setdefault(candidate.field, []).append(candidate)
    against = disagreeing(explanation)
    for field in fields(Article):
        if field.name in _NOT_READ:
            continue
        candidates = by_field.get(field.name, [])
        if not candidates:
            yield field.name, False, "-", "", "nothing on the page"
        for number, candidate in enumerate(candidates):
            name = field.name if number == 0 else ""
            note = candidate.note
            if any(candidate is other for other in against.get(field.name, ())):
                note = f"{DISAGREES}: {note}"
            yield name, candidate.won, told(candidate.value), candidate.origin, note


def told(value: Any) -> str:
    """A field's value in one line."""
    if isinstance(value, Span):
        span = f"{value.at} {value.precision} [{value.earliest} .. {value.latest}]"
        return shorten(f'{span} "{value.raw}" ({value.basis})')
    if isinstance(value, Block):
        return f"{value.kind}: {value.text}"
    if isinstance(value, Image):
        return f"{value.url} {value.alt or ''}".strip()
    if isinstance(value, QuestionAnswer):
        return f"{value.question} {value.answer}"
    if isinstance(value, RelatedReading):
        return f"{value.id} {value.title or ''}"
    if isinstance(value, (list, tuple)):
        texts = [shorten(told(item), 60) for item in value]
        return shorten(f"{len(texts)}: {' | '.join(texts)}") if texts else "0"
    return shorten(" ".join(str(value).split()))


def shorten(text: str, limit: int = VALUE_CHARS) -> str:
    """`text`, cut in the middle where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    half = (limit - 3) // 2
    return f"{text[:half]}...{text[-half:]}"


def write_json(explanation: Explanation, cards: Sequence[Card], *, out: IO[bytes]) -> None:
    """Writes the article as one JSON object; a list with its cards.

    Raises:
        OSError: `out` cannot be written.
    """
    from newscrawl.feed.jsonl import encode

    row: dict[str, Any] = {
        field.name: getattr(explanation.article, field.name) for field in fields(Article)
    }
    if explanation.article.page_kind == "list":
        row["cards"] = [
            {
                "rank": card.rank,
                "id": card.id,
                "url": card.url,
                "title": card.title,
                "summary": card.summary,
                "source": card.source,
                "published_raw": card.published.raw if card.published else None,
            }
            for card in cards
        ]
    out.write(encode(row))
    out.flush()


def stdout_bytes() -> IO[bytes]:
    """Standard output for bytes."""
    return sys.stdout.buffer
