"""``scrapy probe``: one page, every candidate of every field."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import drop_stream, guard_streams

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from newscrawl.reading import Card, Explanation
    from newscrawl.site_spider import SiteSpider
    from newscrawl.state.fates import Fate


class Command(ScrapyCommand):
    """Reads one page and shows what it offers for each field."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] SPIDER URL_OR_FILE"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy probe -h``."""
        return "Explain one page: every candidate of every field"

    def long_desc(self) -> str:
        """What ``scrapy probe -h`` says."""
        return (
            "Reads one page with the rules of SPIDER. stdout: the article as one JSON object. "
            "stderr: a table of every field's candidates; * marks the one that was taken, ! one "
            "that cannot be true where that is. "
            "URL is fetched as a crawl would (with -s REPLAY_FROM=... from a recording); FILE is "
            "a page, or a recording's folder. Exit codes: 0 a crawl would deliver it, 4 it would "
            "reject it, 3 it could not be fetched, 2 usage, 1 could not start, 5 stdout could "
            "not be written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Adds where a file came from."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address that FILE was fetched from")
        parser.add_argument("--at", metavar="TIME", help="when FILE was fetched, ISO 8601")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Shows the page; `exitcode` says whether a crawl would deliver it."""
        guard_streams()
        refuse_options(args)
        if len(args) != 2:
            raise UsageError("name a spider and a page: scrapy probe SPIDER URL_OR_FILE")
        from scrapy.spiderloader import get_spider_loader

        from newscrawl.arguments import SettingsError, check_settings, know_ipv6
        from newscrawl.runs.exit_codes import ExitCode
        from newscrawl.runs.probing import ProbeError
        from newscrawl.runs.report import say
        from newscrawl.site_spider import SiteSpider

        assert self.settings is not None
        name, target = args
        know_ipv6(self.settings, target)
        try:
            check_settings(self.settings)
        except SettingsError as error:
            say(f"could not start: {error}: mend it, then run again")
            self.exitcode = ExitCode.COULD_NOT_START
            return
        loader = get_spider_loader(self.settings)
        known = sorted(loader.list())
        if name not in known:
            from newscrawl.arguments import hint

            say(f'unknown spider "{name}"{hint(name, known)}')
            self.exitcode = ExitCode.USAGE
            return
        spider_class = loader.load(name)
        if not issubclass(spider_class, SiteSpider):
            say(f'"{name}" is no spider of a site: it has no rules to probe with')
            self.exitcode = ExitCode.USAGE
            return
        try:
            if "://" in target:
                if opts.url or opts.at:
                    raise UsageError("--url and --at go with a file; REPLAY_AT with a recording")
                self.exitcode = self._probe_url(spider_class, target)
            else:
                max_bytes = self.settings.getint("DOWNLOAD_MAXSIZE")
                self.exitcode = _probe_file(spider_class, Path(target), opts, max_bytes)
        except ProbeError as error:
            say(str(error))
            self.exitcode = ExitCode.COULD_NOT_START

    def _probe_url(self, spider_class: type[SiteSpider], url: str) -> int:
        from scrapy.crawler import AsyncCrawlerProcess

        from newscrawl.arguments import ArgumentError
        from newscrawl.fetching.reasons import fate_of
        from newscrawl.fetching.wishes import wishes
        from newscrawl.runs.exit_codes import ExitCode
        from newscrawl.runs.report import advice, say

        fetched: list[Response] = []
        failures: list[Fate] = []

        class Probe(spider_class):  # type: ignore[misc, valid-type]
            async def start(self) -> AsyncIterator[Any]:
                from scrapy import Request

                yield Request(
                    self.start_pages[0], fetched.append, errback=self.fail, dont_filter=True
                )

            def fail(self, failure: Failure) -> None:
                failures.append(fate_of(failure))

        process = AsyncCrawlerProcess(self.settings)
        crawler = process.create_crawler(Probe)
        task = process.crawl(crawler, start_url=url)
        process.start()
        error = task.exception() if task.done() and not task.cancelled() else None
        if isinstance(error, ArgumentError):
            say(f"usage: {error}")
            return ExitCode.USAGE
        if error is not None:
            say(f"could not start: {error}: mend it, then run again")
            return ExitCode.COULD_NOT_START
        if not fetched:
            reasons = Counter(fate.reason for fate in failures)
            what_now = advice(reasons, otherwise="look whether the address is right")
            say(f"not fetched: {url}: {', '.join(map(str, failures)) or 'no answer'}: {what_now}")
            return ExitCode.PARTIAL
        response = fetched[0]
        content_type = response.headers.get("Content-Type")
        return _show(
            spider_class,
            response.body,
            noindex=not wishes(response, response.meta["rendered_at"]).index,
            url=response.url,
            fetched_at=response.meta["received_at"],
            rendered_at=response.meta["rendered_at"],
            rendered_doubt=response.meta["rendered_doubt"],
            content_type=content_type.decode("latin-1") if content_type else None,
        )


def _probe_file(
    spider_class: type[SiteSpider], path: Path, opts: argparse.Namespace, max_bytes: int
) -> int:
    from newscrawl.runs.probing import read_file
    from newscrawl.runs.report import say

    page = read_file(path, url=opts.url, at=opts.at, max_bytes=max_bytes)
    say(f"fetched {page.fetched_at:%Y-%m-%dT%H:%M:%SZ} by {page.moment_from}")
    return _show(
        spider_class,
        page.body,
        url=page.url,
        fetched_at=page.fetched_at,
        rendered_at=page.fetched_at,
        content_type=page.content_type,
    )


def _show(
    spider_class: type[SiteSpider], body: bytes, *, noindex: bool = False, **circumstances: Any
) -> int:
    from newscrawl.fetching.content import refusal
    from newscrawl.pipelines import flaw
    from newscrawl.reading import explain, read_cards
    from newscrawl.reading.addresses import is_listing
    from newscrawl.runs.disagreement import disagreeing
    from newscrawl.runs.exit_codes import ExitCode
    from newscrawl.runs.probing import show, stdout_bytes, write_json
    from newscrawl.runs.report import say

    reason = refusal(circumstances["content_type"], body)
    if reason is not None:
        say(f"rejected({reason}): this is no page to read")
        return ExitCode.GATE_FAILED
    site = spider_class.site()
    explanation: Explanation = explain(body, site=site, **circumstances)
    article = explanation.article
    cards: list[Card] = []
    if article.page_kind == "list" or is_listing(article.url, site):
        article.page_kind = "list"
        cards = read_cards(body, site=site, **circumstances)
    try:
        show(explanation, cards, out=sys.stderr)
    except OSError:
        drop_stream(2)  # the JSON is still to come
    try:
        write_json(explanation, cards, out=stdout_bytes())
    except OSError as error:
        drop_stream(1)
        if not isinstance(error, BrokenPipeError):  # a reader like head has seen enough
            say(f"cannot write: {error.strerror or error}")
            return ExitCode.FAILED
    against = disagreeing(explanation)
    if against:
        say(f"sources disagree on {', '.join(against)}: each that does is marked ! above")
    if article.page_kind == "list":
        say(f"a listing page: a crawl would follow its {len(cards)} cards")
        return ExitCode.COMPLETE if cards else ExitCode.GATE_FAILED
    if noindex:
        say("a crawl would pass it over: it says noindex")
        return ExitCode.GATE_FAILED
    found = flaw(article)
    if found is not None:
        say(f"a crawl would reject it: {found}")
        return ExitCode.GATE_FAILED
    say(f"a crawl would deliver it as {article.id}")
    return ExitCode.COMPLETE
