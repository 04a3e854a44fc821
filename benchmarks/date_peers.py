"""The readers that benchmarks.dates compares, each in a process of its own."""

from __future__ import annotations

import logging
import multiprocessing
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from html import escape
from time import perf_counter_ns
from typing import Any, NamedTuple

NOW = datetime(2026, 5, 21, 12, tzinfo=UTC)
PAGE = """<!DOCTYPE html><html><head><title>News</title></head><body><article><h1>News</h1>
<p class="date">{}</p><p>A paragraph of text.</p></article></body></html>"""

Ask = Callable[[str, str], datetime | None]
Knows = Callable[[str], bool]


class Answer(NamedTuple):
    at: datetime | None
    raised: bool
    microseconds: float | None  # None where the peer does not know the language
    first: bool  # in its language


def newscrawl_with(*, hinted: bool) -> tuple[Ask, Knows]:
    """`parse`; an ambiguous span is no answer."""
    from newscrawl import dates

    def ask(text: str, language: str) -> datetime | None:
        span = dates.parse(text, now=NOW, languages=(language,) if hinted else ())
        return None if span is None or span.precision == "ambiguous" else span.at

    return ask, lambda _: True


def dateparser_with(*, hinted: bool) -> tuple[Ask, Knows]:
    """The parser at its best: one parser kept for each language, and no REQUIRE_PARTS.

    With required parts it reads fewer of these strings right, and hardly fewer wrong.
    """
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": NOW.replace(tzinfo=None),
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
        "PREFER_DATES_FROM": "past",
    }

    @cache
    def parser(language: str) -> DateDataParser:
        return DateDataParser(languages=[language] if language else None, settings=settings)

    def ask(text: str, language: str) -> datetime | None:
        at: datetime | None = parser(language if hinted else "").get_date_data(text).date_obj
        return at

    known = frozenset(language_order)
    return ask, lambda language: not hinted or language in known


def arrow_dehumanize() -> tuple[Ask, Knows]:
    import arrow
    from arrow.constants import DEHUMANIZE_LOCALES

    now = arrow.Arrow.fromdatetime(NOW)

    def ask(text: str, language: str) -> datetime | None:
        try:
            return now.dehumanize(text, locale=language).datetime
        except ValueError:  # how it says that it read nothing
            return None

    return ask, lambda language: language in DEHUMANIZE_LOCALES


def htmldate_page() -> tuple[Ask, Knows]:
    """`find_date` of a small article page with the stamp where sites put it.

    htmldate has no public function for a text. It takes no "now" and no language, and reads no
    relative time. Asked for seconds, it gives the time of day where it read one, else midnight.
    """
    from htmldate import find_date

    form = "%Y-%m-%d %H:%M:%S"
    latest = NOW.replace(tzinfo=None)

    def ask(text: str, _: str) -> datetime | None:
        page = PAGE.format(escape(text))
        found = find_date(page, original_date=True, outputformat=form, max_date=latest)
        return None if found is None else datetime.strptime(found, form).replace(tzinfo=UTC)

    return ask, lambda _: True


OURS, OURS_BLIND = "newscrawl, language", "newscrawl, no language"
THEIRS, THEIRS_BLIND = "dateparser, language", "dateparser, no language"
ARROW, HTMLDATE = "arrow.dehumanize", "htmldate"
# Label, module, and what makes the two functions; made in the peer's process.
PEERS: dict[str, tuple[str, Callable[[], tuple[Ask, Knows]]]] = {
    OURS: ("newscrawl.dates", lambda: newscrawl_with(hinted=True)),
    OURS_BLIND: ("newscrawl.dates", lambda: newscrawl_with(hinted=False)),
    THEIRS: ("dateparser", lambda: dateparser_with(hinted=True)),
    THEIRS_BLIND: ("dateparser", lambda: dateparser_with(hinted=False)),
    ARROW: ("arrow", arrow_dehumanize),
    HTMLDATE: ("htmldate", htmldate_page),
}
_made = cache(lambda label: PEERS[label][1]())
_seen: set[str] = set()  # languages, in the process of one peer


def answer(label: str, strings: list[tuple[str, str]]) -> list[Answer]:
    """What a peer says to texts and their languages. Runs in the peer's process."""
    ask, knows = _made(label)
    answers = []
    for text, language in strings:
        if not knows(language):
            answers.append(Answer(None, raised=False, microseconds=None, first=False))
            continue
        at, raised, first = None, False, language not in _seen
        began = perf_counter_ns()
        try:
            at = ask(text, language)
        except Exception:  # noqa: BLE001 - counted; a traceback could show a held-out string
            raised = True
        took = (perf_counter_ns() - began) / 1e3
        _seen.add(language)
        answers.append(Answer(at, raised, took, first))
    return answers


def hush() -> None:
    """No log and no warning: they could show held-out strings."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def own_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), hush)
