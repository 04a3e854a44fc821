"""The books of a run, its gates and exit codes, and the pipelines that feed them."""

from __future__ import annotations

import inspect
import logging
import re
import signal
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from newscrawl.arguments import Arguments
from newscrawl.items import Article
from newscrawl.pipelines import Dropped, ValidatePipeline
from newscrawl.runs.addon import is_loopback
from newscrawl.runs.exit_codes import ExitCode, decide
from newscrawl.runs.gates import failing
from newscrawl.runs.progress import Progress
from newscrawl.runs.report import Outcome, last_line, show
from newscrawl.spiders.marsbit import MarsbitSpider
from newscrawl.state.fates import Fate, Ledger
from newscrawl.terminal import printable

LOCALES = ("en-us", "es-la")


# The books


def settled(**numbers: int) -> Ledger:
    """Books with so many pages of each fate, `rejected__no_text=3` naming a reason."""
    ledger = Ledger()
    for name, number in numbers.items():
        fate_name, _, reason = name.partition("__")
        fate = Fate(fate_name.replace("emitted", "emitted-new"), reason)  # type: ignore[arg-type]
        ledger.fates[fate] += number
        ledger.discovered += number
    return ledger


def test_gates() -> None:
    assert failing(settled(emitted=3)) is None
    assert failing(settled(emitted=3, rejected__error=2)) is None
    assert failing(settled(emitted=2, rejected__error=3)) == (
        "most pages rejected: 3 of 5 (error 3)"
    )
    assert failing(settled(rejected__no_text=1)) == "nothing but rejected pages (no_text 1)"
    assert failing(settled(skipped__depth=9)) is None
    assert failing(Ledger()) is None, "no list was read"
    empty = Ledger()
    empty.lists_read = 2
    assert failing(empty) == "nothing found: 2 listing pages read, no article on any"
    undated = settled(emitted=5)
    undated.undated = 3
    assert failing(undated) == "most articles without a time of publication: 3 of 5"
    undated.undated = 2
    assert failing(undated) is None


def test_exit_codes_in_their_order() -> None:
    def code(ledger: Ledger, reason: str = "finished", **given: Any) -> ExitCode:
        return decide(ledger, **{"signum": None, "gate": None, "close_reason": reason, **given})

    assert code(settled(emitted=1, skipped__depth=3, duplicate__id=1)) == 0
    assert code(settled(emitted=1), "closespider_itemcount") == 0
    assert code(settled(emitted=1), "closespider_timeout") == 0
    assert code(settled(emitted=1), "cancelled") == 3
    assert code(settled(emitted=1, failed__timeout=1)) == 3
    assert code(settled(emitted=1, pending=1)) == 3
    capped = settled(emitted=1)
    capped.capped.add("NEWSCRAWL_MAX_PAGES")
    assert code(capped) == 3
    unread = settled(emitted=1)
    unread.lists_failed.append(("http://h/", Fate("failed", "timeout")))
    assert code(unread) == 3
    assert code(unread, gate="nothing") == 4
    assert code(unread, gate="nothing", signum=signal.SIGINT) == 130
    assert code(unread, gate="nothing", signum=signal.SIGTERM) == 143
    unread.faults.append("disk full")
    assert code(unread, gate="nothing", signum=signal.SIGTERM) == 5


# Pipelines


def article(**fields: Any) -> Article:
    return Article(**{"id": "s:1", "title": "A", "text": "B" * 300, "content_hash": "h", **fields})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"page_kind": "list"}, "list"),
        ({"page_kind": "error", "title": None}, "error"),
        ({"page_kind": "block"}, "block"),
        ({"page_kind": "login"}, "login"),
        ({"id": ""}, "no_id"),
        ({"title": None}, "no_title"),
        ({"text": None}, "no_text"),
        ({"text": "B" * 300 + "\ufffd\ufffd"}, "mojibake"),
    ],
)
def test_what_is_no_article_is_rejected(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(Dropped) as caught:
        ValidatePipeline().process_item(article(**fields))
    assert caught.value.fate == Fate("rejected", reason)


@pytest.mark.parametrize("fields", [{}, {"text": "B" * 300 + "\ufffd"}, {"page_kind": "video"}])
def test_articles_are_valid(fields: dict[str, Any]) -> None:
    assert ValidatePipeline().process_item(article(**fields)) == article(**fields)


# Small things


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:8000", True),
        ("127.0.0.1", True),
        ("[::1]:80", True),
        ("[::1]", True),
        ("localhost:1", True),
        ("www.htx.com", False),
        ("127.0.0.1.example.org", False),
        ("10.0.0.1:80", False),
        ("", False),
    ],
)
def test_loopback_hosts(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_report_in_a_terminal_breaks_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = settled(failed__http_500=1)
    url = "https://example.org/" + "a-very-long-slug-" * 6
    failures = ((url, Fate("failed", "http_500")),)
    feed = Path("data") / "a folder" / ("of-a-feed-" * 8)
    done = Outcome("s", ExitCode.PARTIAL, ledger, Arguments(), None, feed, (), 1.0, 1, failures)
    stderr = Terminal()
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    show(done)
    lines = stderr.getvalue().splitlines()
    assert f"{' ' * 12}{url}" in lines
    assert all(len(line) <= 60 for line in lines if url not in line and "of-a-feed" not in line)
    assert " ".join(" ".join(lines).split()).endswith(last_line(done))


class Loop:
    running = False  # a real one needs a reactor


def test_log_lines_stand_above_the_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    spider = MarsbitSpider()
    crawler = SimpleNamespace(
        spider=spider,
        settings=Settings({"NEWSCRAWL_RUN": True}),
        signals=SimpleNamespace(connect=lambda *_, **__: None),
        get_extension=lambda _: SimpleNamespace(ledger=spider.ledger, elapsed_s=1.0),
    )
    stderr = Terminal()
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    handler = logging.StreamHandler()
    monkeypatch.setattr(logging.root, "handlers", [handler])
    monkeypatch.setattr("newscrawl.runs.progress.create_looping_call", lambda _: Loop())
    progress = Progress.from_crawler(cast(Any, crawler))
    progress._tick()
    logging.getLogger("a").error("robots.txt is gone")
    progress.spider_closed()
    assert handler.stream is stderr
    shown = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", stderr.getvalue()).replace("\r", "\n")
    assert "robots.txt is gone" in shown.splitlines()
    crawler.settings = Settings()  # as scrapy probe has them
    with pytest.raises(NotConfigured):
        Progress.from_crawler(cast(Any, crawler))


def test_nothing_steers_the_terminal() -> None:
    assert printable("a\x1b[31mb\nc\u202ed\x9b") == "a\\x1b[31mb\\x0ac\\u202ed\\u009b"
    assert printable("火星财经 · ok") == "火星财经 · ok"


def test_the_site_file_is_small_and_the_spider_named_as_its_module() -> None:
    module = inspect.getmodule(MarsbitSpider)
    assert module is not None
    assert MarsbitSpider.name == module.__name__.rpartition(".")[2]
    assert len(inspect.getsource(MarsbitSpider).splitlines()) <= 32
