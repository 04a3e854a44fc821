"""What one run needs of Scrapy's settings beyond settings.py, told by what it is to crawl."""

from __future__ import annotations

import ipaddress
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

import newscrawl
from newscrawl.arguments import SettingsError
from newscrawl.fetching.replay import Recordings, ReplayError, handler_for, parse_time
from newscrawl.reading.addresses import host_of
from newscrawl.site_spider import SiteSpider

# The folder of scrapy.cfg, also where another one is the working directory.
PROJECT_DIR = Path(newscrawl.__file__).resolve().parent.parent

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
        if settings.getbool("NEWSCRAWL_RUN"):
            self.feed_path = _open_feeds(settings, spider.name, data_dir(settings))


def _one_line(record: logging.LogRecord) -> bool:
    """Takes the traceback off a record: a host that is down is no bug."""
    record.exc_info = None
    return True


def data_dir(settings: BaseSettings) -> Path:
    """The folder where feeds and state go."""
    default = "data/replay" if settings["REPLAY_FROM"] else "data"
    return PROJECT_DIR / Path(settings["NEWSCRAWL_DATA_DIR"] or default).expanduser()


def is_loopback(host: str) -> bool:
    """Whether `host`, with or without a port, is this machine."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _recordings(settings: BaseSettings) -> Recordings:
    folder = Path(settings["REPLAY_FROM"]).expanduser()
    # As the user typed it; else against the project, for cron and other working directories.
    if not folder.exists() and (PROJECT_DIR / folder).exists():
        folder = PROJECT_DIR / folder
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
            _try(Path(uri.removeprefix("file://")), "ab")
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{stem}-{number}.jsonl")
    _try(path, "xb")
    settings.set("FEEDS", {**feeds, str(path): {"format": "jsonl"}}, "cmdline")
    return path


def _try(path: Path, mode: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode):
            pass
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
