"""What one run needs of Scrapy's settings beyond settings.py, told by what it is to crawl."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from w3lib.url import file_uri_to_path

import newscrawl
from newscrawl.arguments import SettingsError
from newscrawl.fetching.replay import Recordings, ReplayError, handler_for, parse_time
from newscrawl.reading.addresses import host_of
from newscrawl.site_spider import SiteSpider

# The folder of scrapy.cfg, also where another one is the working directory.
PROJECT_DIR = Path(newscrawl.__file__).resolve().parent.parent

_ACCOUNTING = "newscrawl.runs.accounting.Accounting"

logger = logging.getLogger(__name__)


class OutputError(OSError):
    """Raised by `RunAddon` where a feed cannot be written."""


class RunAddon:
    """Scrapy add-on: replay, pace, the crawler's name, and where the feed goes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.feed_path: Path | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The add-on of this crawler."""
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """Sets what depends on the spider, its arguments and the replay.

        Raises:
            ReplayError: REPLAY_FROM or REPLAY_AT cannot be used.
            SettingsError: another setting cannot.
            OutputError: a feed cannot be written.
        """
        replaying = bool(settings["REPLAY_FROM"])
        if settings["REPLAY_AT"] and not replaying:
            raise ReplayError("REPLAY_AT is set, and REPLAY_FROM is not: give both, or none")
        if replaying:
            recordings = _recordings(settings)
            handler = handler_for(recordings)
            handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": handler, "https": handler}
            settings.set("DOWNLOAD_HANDLERS", handlers, "cmdline")
        spider = self.crawler.spider
        if not isinstance(spider, SiteSpider):
            return
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").addFilter(_one_line)
        local = all(is_loopback(host_of(url) or "") for url in spider.start_pages)
        if replaying or local:
            _hurry(settings)
        _sign(settings, warn=not (replaying or local))
        limit = spider.arguments.max_articles
        if limit is not None:
            settings.set("CLOSESPIDER_ITEMCOUNT", limit, "spider")
        _keep_books(settings)
        if settings.getbool("NEWSCRAWL_RUN"):
            self.feed_path = _open_feeds(settings, spider.name, data_dir(settings))
            _try_exports(self.crawler)


def _one_line(record: logging.LogRecord) -> bool:
    """Takes the traceback off a record: a host that is down is no bug."""
    record.exc_info = None
    return True


def data_dir(settings: BaseSettings) -> Path:
    """The folder where feeds and state go.

    Raises:
        SettingsError: NEWSCRAWL_DATA_DIR cannot be used.
    """
    default = "data/replay" if settings["REPLAY_FROM"] else "data"
    folder = PROJECT_DIR / _path(settings["NEWSCRAWL_DATA_DIR"] or default, "NEWSCRAWL_DATA_DIR")
    if "%(" in str(folder):
        # Scrapy would fill it in, and write elsewhere than the report says.
        raise SettingsError(f'NEWSCRAWL_DATA_DIR {folder} has "%(" in it: choose another name')
    return folder


def is_loopback(host: str) -> bool:
    """Whether `host`, with or without a port, is this machine."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _path(text: str, name: str) -> Path:
    """The value of the setting `name` as a path, ``~`` told."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise SettingsError(f'{name} is "{text}", a home folder that is not known') from error


def _recordings(settings: BaseSettings) -> Recordings:
    folder = _path(settings["REPLAY_FROM"], "REPLAY_FROM")
    # As the user typed it; else against the project, for cron and other working directories.
    try:
        if not folder.exists() and (PROJECT_DIR / folder).exists():
            folder = PROJECT_DIR / folder
    except OSError as error:
        raise ReplayError(f"{folder} cannot be read: {error.strerror or error}") from error
    at = settings["REPLAY_AT"]
    try:
        moment = parse_time(at) if at else None
    except ValueError as error:
        raise ReplayError(f'REPLAY_AT "{at}" is no time of ISO 8601: {error}') from error
    return Recordings(folder, at=moment)


def _hurry(settings: BaseSettings) -> None:
    """No pause where nobody is disturbed. What the user sets by ``-s`` still wins."""
    for name, value in {
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    }.items():
        settings.set(name, value, "spider")


def _sign(settings: BaseSettings, *, warn: bool) -> None:
    """Puts the contact into the User-Agent, unless the user gave a whole one."""
    contact = str(settings["NEWSCRAWL_CONTACT"] or "").strip()
    if not (contact.isascii() and contact.isprintable()):
        raise SettingsError(f"NEWSCRAWL_CONTACT {contact!r} does not fit into a header")
    if contact:
        name = f"newscrawl/{settings['NEWSCRAWL_VERSION']} (+{contact})"
        settings.set("USER_AGENT", name, "spider")
    elif warn and (settings.getpriority("USER_AGENT") or 0) < SETTINGS_PRIORITIES["cmdline"]:
        logger.warning(
            "NEWSCRAWL_CONTACT is unset: set it to a mail address or a page, "
            "so that the site's owners can reach you"
        )


def _keep_books(settings: BaseSettings) -> None:
    """Puts back what keeps the books where EXTENSIONS leaves it out: no run ends well unseen."""
    extensions = settings.getdict("EXTENSIONS")
    if extensions.get(_ACCOUNTING) is None:
        settings.set("EXTENSIONS", {**extensions, _ACCOUNTING: 100}, "cmdline")


def _open_feeds(settings: BaseSettings, site: str, folder: Path) -> Path:
    """Adds the run's own feed beside those that the user asked for, and tries them all.

    Returns:
        The path of the run's own feed.
    """
    stem = f"{site}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    path = folder / "feeds" / site / f"{stem}.jsonl"
    feeds = settings.getdict("FEEDS")
    for uri in map(str, feeds):
        # A name with a placeholder is known only when Scrapy opens it.
        if "%(" in uri or uri.startswith("stdout:"):
            continue
        if uri.startswith("file://") or "://" not in uri:
            _try(Path(file_uri_to_path(uri)), "ab")
    number = 1
    with _told(path):
        while path.exists():
            number += 1
            path = path.with_name(f"{stem}-{number}.jsonl")
    _try(path, "xb")
    # What the user sets for feeds is meant for his own.
    own = {"format": "jsonl", "fields": None, "batch_item_count": 0}
    settings.set("FEEDS", {**feeds, str(path): own}, "cmdline")
    return path


def _try_exports(crawler: Crawler) -> None:
    """Makes sure that Scrapy will write the feeds: over one that it cannot, it writes none."""
    from scrapy.extensions.feedexport import FeedExporter

    try:
        FeedExporter(crawler)
    except NotConfigured as error:
        uris = ", ".join(map(str, crawler.settings.getdict("FEEDS")))
        raise OutputError(
            f"cannot write one of {uris}: its format or scheme is not supported"
        ) from error


def _try(path: Path, mode: str) -> None:
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode):
            pass


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
