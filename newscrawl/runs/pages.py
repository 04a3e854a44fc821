"""Pages that a person names, fetched as a crawl would fetch them, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import get_spider_loader
from twisted.python.failure import Failure

from newscrawl.arguments import ArgumentError, SettingsError, check_settings, hint, know_ipv6
from newscrawl.fetching.reasons import fate_of
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.runs.report import advice
from newscrawl.site_spider import SiteSpider
from newscrawl.state.fates import Fate


class NotStartedError(Exception):
    """Raised where nothing can be fetched at all; the message says what to do.

    Attributes:
        code: what the command ends with.
    """

    def __init__(self, message: str, code: ExitCode = ExitCode.COULD_NOT_START) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was asked for.

    Attributes:
        url: the address that was asked for.
        response: what came, its moments in its meta; None if nothing did.
        fate: why nothing came, where that is known.
    """

    url: str
    response: Response | None = None
    fate: Fate | None = None

    @property
    def complaint(self) -> str:
        """What to say of a page that did not come."""
        reasons = {} if self.fate is None else {self.fate.reason: 1}
        what_now = advice(reasons, otherwise="look whether the address is right")
        return f"not fetched: {self.url}: {self.fate or 'no answer'}: {what_now}"


def spider_named(settings: BaseSettings, name: str) -> type[SiteSpider]:
    """The spider of the site `name`.

    Raises:
        NotStartedError: there is none, it is no site's, or a setting has a value of no use.
    """
    try:
        check_settings(settings)
    except SettingsError as error:
        raise NotStartedError(f"could not start: {error}: mend it, then run again") from error
    loader = get_spider_loader(settings)
    known = sorted(loader.list())
    broken = getattr(loader, "broken", {})
    if name in broken and name not in known:
        raise NotStartedError(
            f"could not start: the site file {name}.py cannot be imported: {broken[name]}: "
            "mend it, then run again"
        )
    if name not in known:
        raise NotStartedError(f'unknown spider "{name}"{hint(name, known)}', ExitCode.USAGE)
    spider_class = loader.load(name)
    if not issubclass(spider_class, SiteSpider):
        message = f'"{name}" is no spider of a site: it has no rules to read a page with'
        raise NotStartedError(message, ExitCode.USAGE)
    return spider_class


def fetch(
    settings: Settings,
    spider_class: type[SiteSpider],
    urls: Sequence[str],
    *,
    statuses: Sequence[int] = (),
) -> list[Fetched]:
    """The pages at `urls`, in their order, once each; robots.txt, guard and pace hold.

    Args:
        settings: of the command; REPLAY_FROM among them serves recorded pages.
        spider_class: whose site it is.
        urls: absolute addresses.
        statuses: further statuses of HTTP, beside 2xx, that count as a page.

    Raises:
        NotStartedError: an address is none, or the crawler cannot be made.
    """
    fetched: dict[str, Fetched] = {}

    class Fetcher(spider_class):  # type: ignore[misc, valid-type]
        async def start(self) -> AsyncIterator[Any]:
            for url in self.start_pages:
                yield Request(
                    url,
                    self.take,
                    errback=self.fail,
                    cb_kwargs={"asked": url},
                    meta={"handle_httpstatus_list": list(statuses)} if statuses else {},
                    dont_filter=True,
                )

        def take(self, response: Response, asked: str) -> None:
            fetched[asked] = Fetched(asked, response)

        def fail(self, failure: Failure) -> None:
            asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
            fetched[asked] = Fetched(asked, fate=fate_of(failure))

    know_ipv6(settings, " ".join(urls))
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Fetcher)
    task = process.crawl(crawler, start_url=",".join(urls))
    process.start()
    error = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(error, ArgumentError):
        raise NotStartedError(f"usage: {error}", ExitCode.USAGE)
    if error is not None:
        raise NotStartedError(f"could not start: {error}: mend it, then run again")
    asked = crawler.spider.start_pages if isinstance(crawler.spider, SiteSpider) else urls
    return [fetched.get(url, Fetched(url)) for url in dict.fromkeys(asked)]
