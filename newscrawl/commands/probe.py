"""``scrapy probe``: one page, every candidate of every field."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options
from newscrawl.terminal import drop_stream, guard_streams

if TYPE_CHECKING:
    from newscrawl.reading import Card, Explanation
    from newscrawl.site_spider import SiteSpider


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
        from newscrawl.runs.pages import NotStartedError, spider_named
        from newscrawl.runs.probing import ProbeError
        from newscrawl.runs.report import say

        assert self.settings is not None
        name, target = args
        try:
            spider_class = spider_named(self.settings, name)
            if "://" in target:
                if opts.url or opts.at:
                    raise UsageError("--url and --at go with a file; REPLAY_AT with a recording")
                self.exitcode = self._probe_url(spider_class, target)
            else:
                max_bytes = self.settings.getint("DOWNLOAD_MAXSIZE")
                self.exitcode = _probe_file(spider_class, Path(target), opts, max_bytes)
        except (NotStartedError, ProbeError) as error:
            say(str(error))
            self.exitcode = error.code

    def _probe_url(self, spider_class: type[SiteSpider], url: str) -> int:
        from newscrawl.fetching.content import header
        from newscrawl.fetching.wishes import wishes
        from newscrawl.runs.exit_codes import ExitCode
        from newscrawl.runs.pages import fetch
        from newscrawl.runs.report import say

        assert self.settings is not None
        fetched = fetch(self.settings, spider_class, [url])[0]
        response = fetched.response
        if response is None:
            say(fetched.complaint)
            return ExitCode.PARTIAL
        return _show(
            spider_class,
            response.body,
            noindex=not wishes(response, response.meta["rendered_at"]).index,
            url=response.url,
            fetched_at=response.meta["received_at"],
            rendered_at=response.meta["rendered_at"],
            rendered_doubt=response.meta["rendered_doubt"],
            content_type=header(response, "Content-Type"),
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
