"""How well newscrawl and its peers read pages of hundreds of publishers, and what a page costs.

    python -m benchmarks.newsbench [--pages ../shared/newsbench] [--peers PYTHON] [--by lang]

The pages are real ones and lie outside the project, with what is known of each (gold.jsonl) and a
scorer (score.py). Two fifths of the publishers are held out: nobody who works on the reader looks
at their pages, and their figures stand apart. All readers work in turn, 20 pages each, a process
each, so that all meet the same machine. Peers need packages of their own:

    python3.11 -m venv build/peers
    build/peers/bin/pip install trafilatura newspaper4k goose3 readability-lxml htmldate
    python -m benchmarks.newsbench --peers build/peers/bin/python

newscrawl is told the bytes of a page, its address, and when it was fetched (where that is known).
A time of its answer counts as the page writes it, where that names its zone. `--only` leaves slow
peers out: newspaper4k takes seconds a page where there is no network.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parent.parent
PAGES = ROOT.parent / "shared" / "newsbench"
TURN = 20
# A page without a time of its crawl is read as of this day.
TODAY = datetime(2026, 11, 1, tzinfo=UTC)
OURS = "newscrawl"
PEERS = ("trafilatura fast", "trafilatura", "newspaper4k", "goose3", "readability-lxml", "htmldate")


def held_out(gold: dict[str, Any]) -> bool:
    """Whether a page is of a publisher whose pages nobody looks at: two of five."""
    name = gold.get("publisher_key") or gold["publisher"] or gold["id"]
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 < 2


# Readers: bytes, address and the moment in; title, authors, published, body out.

Reader = Callable[[bytes, str, datetime], dict[str, Any]]


def read_newscrawl() -> Reader:
    from newscrawl.reading import read_page

    def as_written(published: Any) -> str | None:
        if published is None:
            return None
        if published.precision not in ("second", "minute", "hour"):
            return str(published.at[:10])
        try:
            moment = datetime.fromisoformat(published.raw.strip())
        except ValueError:
            return str(published.at)
        same = moment.tzinfo and abs(moment - datetime.fromisoformat(published.at)).seconds < 60
        return moment.isoformat() if same else str(published.at)

    def read(html: bytes, url: str, fetched_at: datetime) -> dict[str, Any]:
        article = read_page(html, url=url, fetched_at=fetched_at)
        return {
            "title": article.title,
            "authors": article.authors,
            "published": as_written(article.published),
            "body": article.text,
        }

    return read


def read_trafilatura(*, fast: bool) -> Reader:
    import trafilatura

    def read(html: bytes, url: str, _: datetime) -> dict[str, Any]:
        found = trafilatura.bare_extraction(
            html, url=url, fast=fast, with_metadata=True, include_comments=False
        )
        values = {} if found is None else found.as_dict()
        return {
            "title": values.get("title"),
            "authors": values.get("author"),
            "published": values.get("date"),
            "body": values.get("text"),
        }

    return read


def read_newspaper() -> Reader:
    import newspaper

    def read(html: bytes, url: str, _: datetime) -> dict[str, Any]:
        article = newspaper.Article(url)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        published = article.publish_date
        return {
            "title": article.title,
            "authors": article.authors,
            "published": published.isoformat() if hasattr(published, "isoformat") else None,
            "body": article.text,
        }

    return read


def read_goose() -> Reader:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def read(html: bytes, url: str, _: datetime) -> dict[str, Any]:
        article = goose.extract(raw_html=html.decode("utf-8", "replace"))
        published = article.publish_datetime_utc
        return {
            "title": article.title,
            "authors": article.authors,
            "published": published.isoformat() if published else article.publish_date,
            "body": article.cleaned_text,
        }

    return read


def read_readability() -> Reader:
    from lxml import html as lxml_html
    from readability import Document

    def read(html: bytes, url: str, _: datetime) -> dict[str, Any]:
        document = Document(html.decode("utf-8", "replace"))
        summary = lxml_html.fromstring(document.summary())
        paragraphs = ["".join(p.itertext()) for p in summary.iter("p", "h2", "h3", "li")]
        return {"title": document.short_title(), "body": "\n\n".join(paragraphs)}

    return read


def read_htmldate() -> Reader:
    from htmldate import find_date

    def read(html: bytes, url: str, _: datetime) -> dict[str, Any]:
        text = html.decode("utf-8", "replace")
        return {"published": find_date(text, original_date=True, url=url, extensive_search=True)}

    return read


READERS: dict[str, Callable[[], Reader]] = {
    OURS: read_newscrawl,
    "trafilatura fast": lambda: read_trafilatura(fast=True),
    "trafilatura": lambda: read_trafilatura(fast=False),
    "newspaper4k": read_newspaper,
    "goose3": read_goose,
    "readability-lxml": read_readability,
    "htmldate": read_htmldate,
}


def work(name: str, pages: Path) -> None:
    """Answers requests on stdin, a JSON line each, as one reader: the process of a turn."""
    read = READERS[name]()
    for line in sys.stdin:
        said: dict[str, Any]
        asked = json.loads(line)
        html = gzip.decompress((pages / f"{asked['id']}.html.gz").read_bytes())
        fetched_at = datetime.fromisoformat(asked["fetched_at"])
        began = perf_counter()
        try:
            said = read(html, asked["url"], fetched_at)
        except Exception as error:  # noqa: BLE001 - a peer may raise whatever it likes
            said = {"error": f"{type(error).__name__}: {error}"}
        said["ms"] = 1000 * (perf_counter() - began)
        print(json.dumps({"id": asked["id"], **said}, default=str), flush=True)


def ask(process: subprocess.Popen[str], turn: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What a reader says of some pages."""
    assert process.stdin is not None
    assert process.stdout is not None
    for gold in turn:
        crawled = str(gold.get("crawl_date") or "")[:10]
        fetched_at = f"{crawled}T23:59:00+00:00" if crawled else TODAY.isoformat()
        asked = {"id": gold["id"], "url": gold["url"], "fetched_at": fetched_at}
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        yield json.loads(process.stdout.readline())


def start(stack: ExitStack, name: str, python: str, pages: Path) -> subprocess.Popen[str]:
    """A reader in a process of its own."""
    command = [python, "-m", "benchmarks.newsbench", "--work", name, "--pages", str(pages)]
    return stack.enter_context(
        subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    )


def knows(python: str, module: str) -> bool:
    """Whether an interpreter has a module."""
    return not subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode


def score(pages: Path, answers: Path, ids: Path, by: str) -> str:
    """What the scorer prints of the pages with these ids."""
    command = [sys.executable, str(pages / "score.py"), str(answers), "--ids", str(ids), "--by", by]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has the peers")
    parser.add_argument("--by", default="source_set", choices=("source_set", "lang", "kind"))
    parser.add_argument("--limit", type=int, default=0, help="so many pages only")
    parser.add_argument("--only", nargs="+", choices=PEERS, help="these peers alone")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work, options.pages / "pages")
        return
    if not (options.pages / "gold.jsonl").exists():
        sys.exit(f"no pages in {options.pages}: name the folder that holds gold.jsonl with --pages")
    golds = [json.loads(line) for line in (options.pages / "gold.jsonl").open(encoding="utf-8")]
    golds = golds[: options.limit or None]
    modules = ("trafilatura", "trafilatura", "newspaper", "goose3", "readability", "htmldate")
    peers = [
        name
        for name, module in zip(PEERS, modules, strict=True)
        if options.peers and name in (options.only or PEERS) and knows(options.peers, module)
    ]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        readers = {OURS: start(stack, OURS, sys.executable, options.pages)}
        for name in peers:
            readers[name] = start(stack, name, options.peers, options.pages)
        files = {name: Path(folder) / f"{name}.jsonl" for name in readers}
        outs = {name: stack.enter_context(path.open("w")) for name, path in files.items()}
        for first in range(0, len(golds), TURN):
            for name, process in readers.items():
                for said in ask(process, golds[first : first + TURN]):
                    outs[name].write(json.dumps(said) + "\n")
        for out in outs.values():
            out.flush()
        for process in readers.values():
            assert process.stdin is not None
            process.stdin.close()
        for part, wanted in (("looked at", False), ("held out", True)):
            ids = Path(folder) / "ids"
            chosen = [gold["id"] for gold in golds if held_out(gold) is wanted]
            ids.write_text("\n".join(chosen))
            for name, path in files.items():
                print(f"\n{name}, {len(chosen)} pages {part}")
                print(score(options.pages, path, ids, options.by), end="", flush=True)


if __name__ == "__main__":
    main()
