"""A small news site on loopback: recorded pages or generated ones, with faults on demand.

    python tests/loopback.py --fixtures fixtures/marsbit --seconds 60
    python tests/loopback.py --articles 500 --seconds 60

prints the address of the first list, serves, and ends by itself.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

# Links to the real site lead here instead; those to its mirror (www.htx.com.pk) stay.
_MARSBIT = re.compile(rb"(?:https?:)?//www\.htx\.com(?![.\w-])")
LISTED = 20
_CLOCK = {"date", "age"}
_TRANSPORT = {"content-length", "content-encoding", "transfer-encoding", "connection"}


@dataclass
class Served:
    """One answer of the site. `recorded_at` makes Date and Age tell that moment."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(
        default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"}
    )
    recorded_at: datetime | None = None
    delay_s: float = 0.0
    # Fewer bytes than announced, then the connection is closed.
    cut_short: bool = False


Pages = dict[str, Served]
Answer = Callable[[str], Served | None]


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Crawlers may hang up, in the middle of a page that is too large for one."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class LoopbackSite:
    """A site that answers `pages`, by path and query; what it has not is 404.

    Attributes:
        asked: every path and query asked for, in order.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.base = f"http://{self.host}"
        # Pages made on request may need to know where they are.
        if (served_at := getattr(pages, "served_at", None)) is not None:
            served_at(self.base)

    def serve_forever(self) -> None:
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wrap(self, context: ssl.SSLContext) -> None:
        """Speaks TLS from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def url(self, path: str) -> str:
        return self.base + path

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self
        stop = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                site.asked.append(self.path)
                served = site.pages.get(self.path)
                if served is None:
                    served = Served(b"<title>Not found</title>", status=404)
                if served.delay_s:
                    stop.wait(served.delay_s)
                body = _MARSBIT.sub(site.base.encode(), served.body)
                self.send_response_only(served.status)
                headers = {k: v for k, v in served.headers.items() if k.lower() not in _CLOCK}
                for name, value in {**headers, **_times(served)}.items():
                    value = _MARSBIT.sub(site.base.encode(), value.encode("latin-1"))
                    self.send_header(name, value.decode("latin-1"))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if served.cut_short:
                    self.wfile.write(body[: len(body) // 2])
                    self.close_connection = True
                else:
                    self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def _times(served: Served) -> dict[str, str]:
    """Date and Age that lead back to the recorded moment, however late it is served."""
    now = datetime.now(UTC)
    if served.recorded_at is None:
        return {"Date": format_datetime(now, usegmt=True)}
    recorded = {name.lower(): value for name, value in served.headers.items()}
    age = int((now - served.recorded_at).total_seconds())
    if recorded.get("age", "").isdigit():
        age += int(recorded["age"])
    date = recorded.get("date") or format_datetime(served.recorded_at, usegmt=True)
    return {"Date": date, "Age": str(max(age, 0))}


@contextmanager
def serving(pages: Pages) -> Iterator[LoopbackSite]:
    """A site that serves `pages` from a thread, for the length of a test."""
    site = LoopbackSite(pages)
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.close()
        thread.join(timeout=5)


def recorded(folder: Path, *, at: datetime | None = None) -> Pages:
    """The pages of a fixtures folder, each address as its latest recording until `at` has it."""
    latest: dict[str, tuple[datetime, Served]] = {}
    for path in sorted(folder.rglob("response.json")):
        data = json.loads(path.read_text("utf-8"))
        fetched_at = datetime.fromisoformat(data["fetched_at"])
        parts = urlsplit(data["url"])
        key = parts.path + (f"?{parts.query}" if parts.query else "")
        if (at is not None and fetched_at > at) or (key in latest and latest[key][0] >= fetched_at):
            continue
        headers = {
            name: value if isinstance(value, str) else ", ".join(value)
            for name, value in data["headers"].items()
        }
        body = (path.parent / data["body"]).read_bytes() if data.get("body") else b""
        latest[key] = (fetched_at, Served(body, data["status"], headers, fetched_at))
    for _, served in latest.values():
        served.headers = {
            name: value for name, value in served.headers.items() if name.lower() not in _TRANSPORT
        }
    return {key: served for key, (_, served) in latest.items()}


# A generated site. Ids are base 62 and eight long, as marsbit's.

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_START = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
_SENTENCES = (
    "The council met for the third time this week and put the matter off again.",
    "Engineers said that the second pump will be back in service before the rains.",
    "A survey of four hundred households found that most of them had noticed no change.",
    "Prices rose a little in the morning and fell back before the market closed.",
    "The new line will carry its first passengers in the autumn, the operator said.",
    "Nobody at the office could say on Tuesday when the archive will open again.",
)


def article_id(number: int) -> str:
    """The eight characters of the article `number`."""
    digits, value = "", number * 7919 + 1_000_003
    for _ in range(8):
        value, digit = divmod(value, 62)
        digits += _ALPHABET[digit]
        value += number * 31
    return digits


def article_path(number: int) -> str:
    """The path of the article `number`."""
    return f"/news/report-number-{number}-{article_id(number)}/"


def article_html(number: int, related: list[int], *, paragraphs: int = 8) -> str:
    """The page of one article, as plain as pages come."""
    words = [
        f"<p>{' '.join(_SENTENCES[(number + i + j) % len(_SENTENCES)] for j in range(3))} "
        f"Part {i} of report {number}.</p>"
        for i in range(paragraphs)
    ]
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Report number {number} | HTX Insights</title></head><body>
<header><a href="/news/">News</a></header><main><h1>Report number {number}</h1>
<div><span>marsbit</span><span>Published on {_day(number)}</span>
<span>Last updated on {_day(number)}</span></div>
<h2>Abstract</h2><p>{summary(number)}</p>
{"".join(words)}
<h2>Related Reads</h2>{"".join(map(card_html, related))}
</main><footer>About this site</footer></body></html>"""


def listing_html(numbers: list[int]) -> str:
    """A listing page with a card for each article."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title></head>
<body><header><a href="/news/">News</a></header><main>{"".join(map(card_html, numbers))}</main>
<footer>About this site</footer></body></html>"""


def card_html(number: int) -> str:
    """The card of one article, on lists and among related readings."""
    return (
        f'<a href="{article_path(number)}"><h3>Report number {number}</h3>'
        f"<p>{html.escape(summary(number))}</p><span>marsbit {_day(number)}</span></a>"
    )


def summary(number: int) -> str:
    """What the cards and the page say an article is about."""
    return f"Report {number} in short: {_SENTENCES[number % len(_SENTENCES)]}"


def generated(articles: int, *, related: int = 3, paragraphs: int = 8) -> Pages:
    """A site of `articles` articles: lists of twenty, each article linked to the next ones."""
    pages: Pages = {}
    for first in range(0, max(articles, 1), LISTED):
        page_number = first // LISTED + 1
        body = listing_html(list(range(first, min(first + LISTED, articles))))
        pages[f"/news/?page={page_number}"] = Served(body.encode())
    pages["/news/"] = pages["/news/?page=1"]
    pages[f"/news/?page={(articles + LISTED - 1) // LISTED + 1}"] = Served(
        listing_html([]).encode()
    )
    for number in range(articles):
        nearby = [(number + step) % articles for step in range(1, related + 1)]
        nearby = [other for other in dict.fromkeys(nearby) if other != number]
        body = article_html(number, nearby, paragraphs=paragraphs)
        pages[article_path(number)] = Served(body.encode())
    return pages


def listing(*numbers: int) -> Pages:
    """A site with one list that shows these articles, and none of their pages."""
    return {
        "/news/": Served(listing_html(list(numbers)).encode()),
        "/news/?page=2": Served(listing_html([]).encode()),
    }


def page(number: int, related: list[int] | None = None) -> Served:
    return Served(article_html(number, related or []).encode())


def _day(number: int) -> str:
    return f"{_START - timedelta(hours=6 * number):%Y-%m-%d}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fixtures", type=Path, help="serve this folder of recordings")
    parser.add_argument("--articles", type=int, default=100, help="else: generate so many articles")
    parser.add_argument("--paragraphs", type=int, default=8, help="of each generated article")
    parser.add_argument("--seconds", type=float, default=60, help="end after so long")
    options = parser.parse_args()
    pages = (
        recorded(options.fixtures)
        if options.fixtures
        else generated(options.articles, paragraphs=options.paragraphs)
    )
    with serving(pages) as site:
        print(site.url("/news/"), flush=True)
        threading.Event().wait(options.seconds)


if __name__ == "__main__":
    main()
