"""Where a walk starts, what it takes up, and at what pace."""

from __future__ import annotations

import ast
import re
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings, default_settings

from newscrawl.arguments import ArgumentError, Arguments, SettingsError, closest, whole_number
from newscrawl.dates import DateSpan
from newscrawl.items import Article
from newscrawl.reading import Card
from newscrawl.reading.addresses import identify, is_listing
from newscrawl.runs.addon import RunAddon
from newscrawl.site_spider import SiteSpider
from newscrawl.spiders.marsbit import MarsbitSpider
from newscrawl.state.fates import PENDING, UNCHANGED
from newscrawl.state.pages import Page
from newscrawl.state.sources import Named

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
LOCALES = ("en-us", "es-la")


# Arguments


def parse(**given: str) -> Arguments:
    return Arguments.parse(given, locales=LOCALES)


def test_arguments_are_read() -> None:
    read = parse(locale="es-la, EN_US,es-la", tags="ai, defi", max_articles="3", depth="0")
    assert read == Arguments(
        locales=("es-la", "en-us"), tags=("ai", "defi"), max_articles=3, depth=0
    )


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("7d", timedelta(days=7)),
        ("36h", timedelta(hours=36)),
        ("90m", timedelta(minutes=90)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_ages(text: str, age: timedelta) -> None:
    assert parse(max_age=text).max_age == age


def test_start_urls_may_hold_commas_and_lose_password_and_fragment() -> None:
    read = parse(start_url="http://me:pw@127.0.0.1:8000/a,b#c,https://host/x@y , http://host/")
    assert read.start_urls == (
        "http://127.0.0.1:8000/a,b",
        "https://host/x@y",
        "http://host/",
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"locales": "es-la"}, 'unknown argument "locales"; did you mean "locale"?'),
        ({"zzz": "1"}, 'unknown argument "zzz". Known: locale, tags, start_url'),
        ({"locale": "es-al"}, 'unknown locale "es-al"; did you mean "es-la"? Known: en-us, es-la'),
        ({"locale": " , "}, "locale is empty"),
        ({"tags": ""}, "tags is empty"),
        ({"start_url": "news"}, 'start_url "news" is no address'),
        ({"start_url": ""}, 'start_url "" is no address'),
        ({"start_url": "ftp://host/"}, "is no address of http or https"),
        ({"start_url": "http:///news"}, "is no address"),
        ({"start_url": "http://host:port/"}, "is no address"),
        ({"start_url": "http://host/a b"}, "is no address"),
        ({"start_url": "http://host/,javascript://x"}, 'start_url "javascript://x" is no address'),
        ({"start_url": "http://host/", "locale": "es-la"}, "give one or the other"),
        ({"max_articles": "0"}, "no whole number of 1 or more"),
        ({"max_articles": "1_000"}, "no whole number"),
        ({"depth": "-1"}, "no whole number of 0 or more"),
        ({"depth": "٣"}, "no whole number"),
        ({"max_age": "7"}, 'max_age "7" is no age: give one like 90m'),
        ({"max_age": "0d"}, "is no age"),
        ({"max_age": "999999999w"}, "is no age"),
    ],
)
def test_bad_arguments_are_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(message)):
        parse(**given)


@given(st.dictionaries(st.sampled_from(["start_url", "max_age", "depth", "locale"]), st.text()))
def test_no_text_breaks_the_arguments(given: dict[str, str]) -> None:
    try:
        read = parse(**given)
    except ArgumentError:
        return
    assert all(url.startswith(("http://", "https://")) for url in map(str.lower, read.start_urls))


def test_start_pages() -> None:
    def pages(**given: str) -> tuple[str, ...]:
        return MarsbitSpider(**given).start_pages

    assert pages() == ("https://www.htx.com/news/",)
    assert pages(locale="es-la,zh-cn") == (
        "https://www.htx.com/es-la/news/",
        "https://www.htx.com/zh-cn/news/",
    )
    assert pages(tags="a b", locale="es-la") == ("https://www.htx.com/es-la/news/tags/a%20b/",)
    assert pages(tags="x,y") == (
        "https://www.htx.com/news/tags/x/",
        "https://www.htx.com/news/tags/y/",
    )


def test_a_site_without_lists_says_so() -> None:
    class Plain(SiteSpider):
        name = "plain"

    with pytest.raises(ArgumentError, match="no locales"):
        Plain(locale="es-la")
    with pytest.raises(ArgumentError, match="no tag lists"):
        Plain(tags="x")


def test_the_closest_word() -> None:
    assert closest("marsbt", ["marsbit", "other"]) == "marsbit"
    assert closest("q", ["marsbit"]) is None


@pytest.mark.parametrize("value", ["0", "-1", "many", "", None, "1e3"])
def test_settings_that_are_no_numbers_are_told(value: Any) -> None:
    with pytest.raises(SettingsError, match="NEWSCRAWL_MAX_PAGES"):
        whole_number(Settings({"NEWSCRAWL_MAX_PAGES": value}), "NEWSCRAWL_MAX_PAGES")


# The site


@pytest.mark.parametrize(
    ("path", "own_id", "is_alias"),
    [
        ("/news/some-title-44wjLqD1/", "44wjLqD1", False),
        ("/news/some-title-44wjLqD1", "44wjLqD1", False),
        ("/zh-cn/news/Industry%20News-oQu4PC90/?category=7&categoryTitle=A%20B", "oQu4PC90", False),
        ("/news/%E6%B8%85-qh8Rpt2W/", "qh8Rpt2W", False),
        ("/zh-cn/news/427702/", "427702", True),
        ("/news/12345678/", "12345678", True),
    ],
)
def test_addresses_of_articles(path: str, own_id: str, is_alias: bool) -> None:
    for host in ("www.htx.com", "www.htx.com.pk"):
        address = identify(f"https://{host}{path}", MarsbitSpider.site())
        assert address is not None
        assert (address.id, address.is_alias) == (f"marsbit:{own_id}", is_alias)


@pytest.mark.parametrize(
    "path",
    ["/news/", "/news", "/es-la/news/?page=3", "/news/tags/bitcoin/", "/tr-tr/news/tags/a%20b"],
)
def test_addresses_of_lists(path: str) -> None:
    assert is_listing(f"https://www.htx.com{path}", MarsbitSpider.site())
    assert identify(f"https://www.htx.com{path}", MarsbitSpider.site()) is None


@pytest.mark.parametrize("path", ["/", "/news/a-44wjLqD1/more/", "/es/news/", "/trade/btc_usdt/"])
def test_other_addresses(path: str) -> None:
    assert not is_listing(f"https://www.htx.com{path}", MarsbitSpider.site())
    assert identify(f"https://www.htx.com{path}", MarsbitSpider.site()) is None


# The walk


def card(number: int, published_at: datetime | None = None) -> Card:
    span = published_at and DateSpan(published_at, published_at, "second", "", "test")
    return Card(f"marsbit:{number:08}", f"https://www.htx.com/news/x-{number:08}/", published=span)


def following(spider: SiteSpider, cards: list[Card], depth: int) -> Generator[Article, None, int]:
    meta = {"received_at": NOW, "rendered_at": NOW, "rendered_doubt": timedelta(0)}
    request = Request("https://www.htx.com/news/", meta=meta)
    response = Response(request.url, request=request)
    return spider._follow(
        cards, depth=depth, response=response, found_on=request.url, named=Named.LIST
    )


def follow(spider: SiteSpider, cards: list[Card], depth: int) -> int:
    with pytest.raises(StopIteration) as end:
        next(following(spider, cards, depth))
    return int(end.value.value)


def test_cards_are_taken_up_once_and_within_the_bounds() -> None:
    spider = MarsbitSpider(depth="1", max_age="1d")
    old, fresh = card(2, NOW - timedelta(days=2)), card(3, NOW - timedelta(hours=2))
    assert follow(spider, [card(1), card(1), old, fresh], 1) == 2
    assert follow(spider, [card(1), card(4)], 2) == 0
    assert {page.id[-1]: str(page.fate) for page in spider.frontier} == {
        "1": "pending",
        "2": "skipped(max_age)",
        "3": "pending",
        "4": "skipped(depth)",
    }


def test_cards_of_nearer_pages_travel_with_an_article() -> None:
    spider = MarsbitSpider()
    first, second, late = card(1), card(1, NOW), card(1, NOW - timedelta(days=1))
    follow(spider, [first], 1)
    follow(spider, [second], 1)
    # Whether this one comes in time depends on which page is answered first.
    follow(spider, [late], 2)
    page = spider.frontier.get(first.id)
    assert page is not None
    assert [Card.from_plain(kept) for kept in page.cards] == [first, second]


def test_pages_that_are_read_at_once_find_an_article_once() -> None:
    spider = MarsbitSpider()
    frontier = spider.frontier
    known = frontier.discover(card(1).id, card(1).url, depth=1, seen_at=0)
    first, last = NOW - timedelta(hours=9), NOW + timedelta(hours=9)
    known.published, known.revision = DateSpan(first, last, "day", "", "test"), 1
    frontier.settle(known, UNCHANGED, 0)
    one = following(spider, [card(1, NOW), card(2)], 1)
    assert next(one).cause == "sharper_time"
    assert follow(spider, [card(2), card(3)], 1) == 1
    frontier.write()
    with pytest.raises(StopIteration) as end:
        next(one)
    assert end.value.value == 1
    frontier.write()
    frontier.ledger.check(frontier.recount())


def test_a_page_that_is_still_to_be_read_tells_its_time_then() -> None:
    spider = MarsbitSpider()
    page = spider.frontier.discover(card(1).id, card(1).url, depth=1, seen_at=0)
    first, last = NOW - timedelta(hours=9), NOW + timedelta(hours=9)
    page.published, page.revision = DateSpan(first, last, "day", "", "test"), 1
    assert follow(spider, [card(1, NOW)], 1) == 0
    assert page.fate == PENDING


def test_fates_of_pages_start_pending() -> None:
    assert Page("s:1", "http://h/", 0, 0).fate == PENDING


# Settings


def settled_for(spider: SiteSpider, **given: Any) -> Settings:
    """The project's settings, with `given` as by ``-s``, after the add-on has seen the spider."""
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    settings.setdict({"NEWSCRAWL_CONTACT": "", **given}, priority="cmdline")
    crawler = Crawler(MarsbitSpider, settings)
    crawler.spider = spider
    RunAddon(crawler).update_settings(crawler.settings)
    return crawler.settings


def test_live_sites_are_treated_politely(caplog: pytest.LogCaptureFixture) -> None:
    settings = settled_for(MarsbitSpider())
    assert settings.getfloat("DOWNLOAD_DELAY") == 1
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings["USER_AGENT"].startswith("newscrawl/")
    assert "NEWSCRAWL_CONTACT is unset" in caplog.text


def test_the_crawler_says_whose_it_is(caplog: pytest.LogCaptureFixture) -> None:
    settings = settled_for(MarsbitSpider(), NEWSCRAWL_CONTACT="https://example.org/bot")
    assert settings["USER_AGENT"].endswith(" (+https://example.org/bot)")
    assert caplog.text == ""
    assert settled_for(MarsbitSpider(), USER_AGENT="mine")["USER_AGENT"] == "mine"


def test_loopback_is_not_slowed_down(caplog: pytest.LogCaptureFixture) -> None:
    spider = MarsbitSpider(start_url="http://127.0.0.1:1/news/,http://[::1]:2/news/")
    settings = settled_for(spider)
    assert settings.getfloat("DOWNLOAD_DELAY") == 0
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 8
    assert not settings.getbool("AUTOTHROTTLE_ENABLED")
    assert caplog.text == ""
    assert settled_for(spider, DOWNLOAD_DELAY=3).getfloat("DOWNLOAD_DELAY") == 3
    mixed = MarsbitSpider(start_url="http://127.0.0.1:1/news/,https://www.htx.com/news/")
    assert settled_for(mixed).getfloat("DOWNLOAD_DELAY") == 1


def test_settings_tell_the_defaults_that_they_change() -> None:
    lines = (PROJECT / "newscrawl" / "settings.py").read_text("utf-8").splitlines()
    told = 0
    for line in lines:
        match = re.match(r"([A-Z_]+) = .*# default ([^:;]+)", line)
        if match is None:
            continue
        try:
            default = ast.literal_eval(match[2].strip())
        except (SyntaxError, ValueError):
            continue  # told in words
        assert getattr(default_settings, match[1]) == default, line
        told += 1
    assert told > 20
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    for name in settings:
        if not name.startswith(("NEWSCRAWL_", "REPLAY_")):
            assert hasattr(default_settings, name), f"Scrapy knows no {name}"


def test_only_http_has_a_download_handler() -> None:
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}
