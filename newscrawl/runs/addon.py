"""What one run needs of Scrapy's settings beyond settings.py, told by what it is to crawl."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from w3lib.url import file_uri_to_path

import newscrawl
import newscrawl.settings as our_settings
from newscrawl.arguments import SettingsError, one_of, whole_number
from newscrawl.fetching.clock import utc_now
from newscrawl.fetching.replay import Recordings, ReplayError, handler_for, parse_time
from newscrawl.reading.addresses import host_of
from newscrawl.runs.session import Options, Session
from newscrawl.site_spider import SiteSpider
from newscrawl.state.scope import Scope

# The folder of scrapy.cfg, also where another one is the working directory.
PROJECT_DIR = Path(newscrawl.__file__).resolve().parent.parent

_OURS: dict[str, dict[str, int]] = {
    "EXTENSIONS": {"newscrawl.runs.accounting.Accounting": 100},
    "ITEM_PIPELINES": our_settings.ITEM_PIPELINES,
    "DOWNLOADER_MIDDLEWARES": {
        path: order for path, order in our_settings.DOWNLOADER_MIDDLEWARES.items() if order
    },
}

logger = logging.getLogger(__name__)


class OutputError(OSError):
    """Raised by `RunAddon` where a feed that the user asked for cannot be written."""


class RunAddon:
    """Scrapy add-on: replay, pace, the crawler's name, and where the feed goes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.session: Session | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The add-on of this crawler."""
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """Sets what depends on the spider, its arguments and the replay.

        Raises:
            ReplayError: REPLAY_FROM or REPLAY_AT cannot be used.
            SettingsError: another setting cannot.
            OutputError: a feed that the user asked for cannot be written.
            StateError, FeedError: state or feed of the site cannot be used.
        """
        replaying = bool(settings["REPLAY_FROM"])
        if settings["REPLAY_AT"] and not replaying:
            raise ReplayError("REPLAY_AT is set, and REPLAY_FROM is not: give both, or none")
        clock = utc_now
        if replaying:
            recordings = _recordings(settings)
            clock = lambda: recordings.at  # noqa: E731
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
        _keep_ours(settings)
        if settings.getbool("NEWSCRAWL_RUN"):
            _try_feeds(settings)
            _try_exports(self.crawler)
            self.session = _open_session(spider, settings, clock())
            spider.clock = clock
            spider.frontier = self.session.frontier
            spider.journal = self.session.journal


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


def _keep_ours(settings: BaseSettings) -> None:
    """Puts back what a run cannot do without, where the user's own parts stand in its place.

    Without the books no run ends well unseen, without the pipelines nothing is delivered, and
    without the middlewares the crawler is neither safe nor polite.
    """
    for name, ours in _OURS.items():
        given = settings.getdict(name)
        missing = {path: order for path, order in ours.items() if given.get(path) is None}
        if missing:
            settings.set(name, {**given, **missing}, "cmdline")


def _open_session(spider: SiteSpider, settings: BaseSettings, now: datetime) -> Session:
    arguments = spider.arguments
    not_before = None if arguments.max_age is None else now - arguments.max_age
    scope = Scope(
        depth=arguments.depth,
        not_before=None if not_before is None else int(not_before.timestamp()),
        revisit=one_of(settings, "NEWSCRAWL_REVISIT", ("auto", "always", "never")),  # type: ignore[arg-type]
        max_pages=whole_number(settings, "NEWSCRAWL_MAX_PAGES"),
    )
    one_of(settings, "NEWSCRAWL_NEAR_DUPLICATES", ("flag", "drop", "off"))
    options = Options(
        state_url=settings["NEWSCRAWL_STATE_URL"],
        part_rows=whole_number(settings, "NEWSCRAWL_PART_ROWS"),
        part_bytes=whole_number(settings, "NEWSCRAWL_PART_MB") * 2**20,
        batch_pages=whole_number(settings, "NEWSCRAWL_BATCH_PAGES"),
        min_free_bytes=whole_number(settings, "NEWSCRAWL_MIN_FREE_MB", least=0) * 2**20,
    )
    return Session.open(spider.name, data_dir(settings), now=now, scope=scope, options=options)


def _try_feeds(settings: BaseSettings) -> None:
    """Makes sure that the files can be written that the user asked for beside the feed."""
    for uri in map(str, settings.getdict("FEEDS")):
        # A name with a placeholder is known only when Scrapy opens it.
        if "%(" in uri or uri.startswith("stdout:"):
            continue
        if uri.startswith("file://") or "://" not in uri:
            _try(Path(file_uri_to_path(uri)), "ab")


def _try_exports(crawler: Crawler) -> None:
    """Makes sure that Scrapy will write the feeds: over one that it cannot, it writes none."""
    if not crawler.settings.getdict("FEEDS"):
        return
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
