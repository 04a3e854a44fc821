"""A page that was fetched, saved as a recording: the response, its bytes, what was read of it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from scrapy.http import Response

from newscrawl.fetching.content import header, refusal_of
from newscrawl.fetching.replay import address
from newscrawl.items import Article
from newscrawl.reading import Site, explain, read_cards
from newscrawl.reading.addresses import is_listing
from newscrawl.reading.times import iso

# Those that tell how a page is to be read, and when it was made; no cookie is kept.
_HEADERS = (
    "Content-Type Content-Language Date Age Last-Modified ETag Location X-Robots-Tag"
).split()
# What the crawl adds to an article, not the page.
_NOT_OF_THE_PAGE = frozenset(
    "schema seq revision change edit cause changed_fields site duplicate_of similarity "
    "content_hash provenance fetched_at rendered_at first_seen_at archive".split()
)
_NAME_CHARS = 40
_DIGEST_CHARS = 8
_ROBOTS = "/robots.txt"
# Where a recording is made, and what it replaces is kept meanwhile: beside its place.
_BESIDE, _OLD = ".recording-", "-old-"
# One that was made this moment may not be held yet.
_YOUNG_S = 5


class RecordError(Exception):
    """Raised by `save` for a page that is not to be recorded; the message says why."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A recording on the disk.

    Attributes:
        folder: where it is.
        expected: its article.json or cards.json, to be reviewed; None where there is neither.
        kind: what the page was read as; None for a robots.txt.
    """

    folder: Path
    expected: Path | None
    kind: str | None


def name_of(url: str) -> str:
    """A name for the recording of `url`: from its path and query, in letters that any disk takes.

    At most 40 characters; what does not fit stands for itself by a digest.
    """
    parts = urlsplit(url)
    path = unquote(parts.path).strip("/")
    values = [value for _, value in parse_qsl(parts.query)]
    path = re.sub(r"\.(?:s?html?|php|aspx?|txt)$", "", path) or "home"
    whole = " ".join([path, *values])
    name = "-".join(re.findall(r"[a-z0-9]+", whole.lower()))
    if len(name) <= _NAME_CHARS and whole.isascii():
        return name or _digest(url)
    return f"{name[: _NAME_CHARS - _DIGEST_CHARS - 1]}-{_digest(url)}".lstrip("-")


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:_DIGEST_CHARS]


def place_of(root: Path, url: str) -> tuple[Path, bool]:
    """The folder under `root` for the recording of `url`, and whether there is one of it already.

    One that is there is found by its address, whatever it is called.
    """
    for path in sorted(root.glob("*/response.json")):
        known = _url_in(path)
        if known is not None and address(known) == address(url):
            return path.parent, True
    name = name_of(url)
    folder, number = root / name, 2
    while folder.exists() or folder.is_symlink():
        folder, number = root / f"{name}-v{number}", number + 1
    return folder, False


def _url_in(path: Path) -> str | None:
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads(path.read_bytes())
        if isinstance(data, dict) and isinstance(data.get("url"), str):
            return str(data["url"])
    return None


def save(response: Response, site: Site, root: Path, *, force: bool = False) -> Saved:
    """Saves a response under `root`, whole or not at all.

    Args:
        response: the page, with the moments that `fetching.clock` put into its meta.
        site: the rules to read it by.
        root: the folder of the site's recordings; it is made where there is none.
        force: whether a recording of the same address is replaced, expected article and all.

    Raises:
        RecordError: it is no page, or there is one of its address already.
        OSError: it cannot be written.
    """
    is_robots = urlsplit(response.url).path == _ROBOTS
    if is_robots and response.status != 200:
        raise RecordError(f"{response.url} is not there: a replay without one takes it so, too")
    reason = None if is_robots else refusal_of(response)
    if reason is not None:
        raise RecordError(f"rejected({reason}): {response.url} is no page to record")
    _clear(root)
    folder, is_there = place_of(root, response.url)
    if is_there and not force:
        raise RecordError(f"kept: {folder} has a recording of {response.url}: --force replaces it")
    body_name = "robots.txt" if is_robots else "page.html"
    files = {body_name: response.body, "response.json": _json(_meta(response, body_name))}
    kind, expected = (None, None) if is_robots else _expected(response, site)
    for name, value in [expected] if expected is not None else []:
        files[name] = _json(value)
    root.mkdir(parents=True, exist_ok=True)
    _put(folder, files)
    return Saved(folder, folder / expected[0] if expected is not None else None, kind)


def _meta(response: Response, body_name: str) -> dict[str, Any]:
    stated = {name: header(response, name) for name in _HEADERS}
    return {
        "url": response.url.partition("#")[0],
        "status": response.status,
        "headers": {name: value for name, value in stated.items() if value is not None},
        "fetched_at": iso(response.meta["received_at"]),
        "body": body_name,
    }


def _expected(response: Response, site: Site) -> tuple[str, tuple[str, Any] | None]:
    circumstances: dict[str, Any] = {
        "url": response.url,
        "fetched_at": response.meta["received_at"],
        "site": site,
        "content_type": header(response, "Content-Type"),
        "rendered_at": response.meta["rendered_at"],
        "rendered_doubt": response.meta["rendered_doubt"],
    }
    article = explain(response.body, **circumstances).article
    kind = str(article.page_kind)
    if response.status >= 300 or kind in ("error", "block", "login"):
        return kind if kind != "article" else "error", None
    if kind == "list" or is_listing(response.url, site):
        cards = read_cards(response.body, **circumstances)
        return "list", ("cards.json", [_card(card) for card in cards])
    return kind, ("article.json", _article(article))


def _article(article: Article) -> dict[str, Any]:
    found = {
        each.name: getattr(article, each.name)
        for each in fields(Article)
        if each.name not in _NOT_OF_THE_PAGE
    }
    plain = asdict(Article(**found))
    plain = {name: plain[name] for name in found}
    for span in _spans(plain):
        del span["basis"]  # how it was read; what is read is to be the same another way
    return plain


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"earliest", "latest", "basis"} <= value.keys():
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def _card(card: Any) -> dict[str, Any]:
    names = ("rank", "id", "url", "title", "summary", "source")
    raw = card.published.raw if card.published is not None else None
    return {**{name: getattr(card, name) for name in names}, "published_raw": raw}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _put(folder: Path, files: dict[str, bytes]) -> None:
    # Beside its place and then moved: a test that runs meanwhile sees all of it, or nothing.
    new = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=folder.parent))
    old = new.with_name(f"{new.name}{_OLD}{folder.name}")
    with _held(new):
        try:
            for name, data in files.items():
                (new / name).write_bytes(data)
            new.chmod(0o755)
            if folder.exists():
                folder.rename(old)
            try:
                new.rename(folder)
            except BaseException:
                if old.exists():
                    old.rename(folder)
                raise
        finally:
            shutil.rmtree(new, ignore_errors=True)
            if folder.exists():
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    # Whether this process holds it: a lock that ends with the process, however it ends.
    file = None
    try:
        try:
            file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        if file is not None:
            os.close(file)


def _clear(root: Path) -> None:
    """Takes away what a process that was killed left; what it had set aside goes back."""
    for old in root.glob(f"{_BESIDE}*{_OLD}*"):
        beside, _, name = old.name.partition(_OLD)
        place = root / name
        # While its process lives, what is to replace it stands there, held, or is in its place.
        with _held(root / beside) as is_ours:
            if is_ours and not place.exists():
                old.rename(place)
            elif not (root / beside).exists() and place.exists():
                shutil.rmtree(old, ignore_errors=True)
    for new in root.glob(f"{_BESIDE}*"):
        with suppress(FileNotFoundError):  # its process ended meanwhile
            if _OLD in new.name or time.time() - new.stat().st_mtime < _YOUNG_S:
                continue
        with _held(new) as is_ours:
            if is_ours:
                shutil.rmtree(new, ignore_errors=True)
