"""What pages ask of robots: noindex, nofollow, unavailable_after, in headers and in markup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from conftest import Crawl
from loopback import LoopbackSite, Pages, Served, article_html, article_id, article_path, listing
from scrapy.http import Response

from newscrawl.fetching.wishes import Wishes, wishes

NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8"}
NO_INDEX, NO_FOLLOW, NEITHER = Wishes(index=False), Wishes(follow=False), Wishes(False, False)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], Wishes()),
        (["all"], Wishes()),
        (["index, follow"], Wishes()),
        (["max-snippet:0, max-image-preview: none"], Wishes()),
        (["noindex"], NO_INDEX),
        (["NoIndex , noarchive"], NO_INDEX),
        (["nofollow"], NO_FOLLOW),
        (["none"], NEITHER),
        (["noarchive", "noindex, nofollow"], NEITHER),
        (["newscrawl: noindex"], NO_INDEX),
        (["newscrawl: noarchive, nofollow"], NO_FOLLOW),
        (["googlebot: noindex, nofollow"], Wishes()),
        (["googlebot: noindex", "nofollow"], NO_FOLLOW),
        (["noindex, googlebot: nofollow"], NO_INDEX),
        (["googlebot: nofollow, newscrawl: noindex"], NO_INDEX),
        (["unavailable_after: 25 Apr 2026 15:00:00 PST"], NO_INDEX),
        (["unavailable_after: Wed, 03 Dec 2025 10:00:00 GMT"], NO_INDEX),
        (["unavailable_after: 2026-05-20T00:00:00Z"], NO_INDEX),
        (["newscrawl: unavailable_after: 2026-05-20T00:00:00Z"], NO_INDEX),
        (["unavailable_after: 25 Jun 2026 15:00:00 PST"], Wishes()),
        (["unavailable_after: some day"], Wishes()),
    ],
)
def test_headers(values: list[str], expected: Wishes) -> None:
    response = Response("http://h/", headers={"X-Robots-Tag": values, **HTML}, body=b"<p>x")
    assert wishes(response, NOW) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<meta name=robots content='index, follow'>", Wishes()),
        ("<meta name=robots content=noindex>", NO_INDEX),
        ("<META CONTENT='NOINDEX,NOFOLLOW' NAME='ROBOTS'>", NEITHER),
        ("<meta name=robots content=none>", NEITHER),
        ("<meta name=newscrawl content=nofollow>", NO_FOLLOW),
        ("<meta name=googlebot content=noindex>", Wishes()),
        ("<meta name=robots content='unavailable_after: 2026-01-01'>", NO_INDEX),
        ("<!-- <meta name=robots content=noindex> -->", Wishes()),
        ("<script>'<meta name=robots content=noindex>'</script>", Wishes()),
        ("<meta name=description content='none of it: noindex'>", Wishes()),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_markup(markup: str, expected: Wishes, charset: str) -> None:
    body = f"<html><head>{markup}<title>x</title></head><body><p>x</body></html>".encode(charset)
    headers = {"Content-Type": f"text/html; charset={charset}"}
    assert wishes(Response("http://h/", headers=headers, body=body), NOW) == expected


def with_meta(number: int, content: str, related: list[int]) -> Served:
    html = article_html(number, related)
    return Served(
        html.replace("<title>", f"<meta name=robots content='{content}'><title>").encode()
    )


def test_a_crawl_does_as_pages_ask(
    crawl: Callable[..., Crawl], serve: Callable[[Pages], LoopbackSite]
) -> None:
    pages = listing(0, 1, 2, 3)
    pages[article_path(0)] = Served(article_html(0, []).encode())
    pages[article_path(1)] = with_meta(1, "noindex", [4])
    pages[article_path(2)] = Served(
        article_html(2, [5]).encode(), headers={"X-Robots-Tag": "none", **HTML}
    )
    pages[article_path(3)] = with_meta(3, "nofollow", [6])
    for number in (4, 5, 6):
        pages[article_path(number)] = Served(article_html(number, []).encode())
    site = serve(pages)
    done = crawl("-a", f"start_url={site.url('/news/')}")
    assert done.ids == {f"marsbit:{article_id(number)}" for number in (0, 3, 4)}
    assert done.reasons("skipped") == {"noindex": 2}
    assert not {article_path(5), article_path(6)} & set(site.asked)
    assert done.code == 0
    assert done.balances
    assert "stopped by" not in done.stderr


def test_a_list_that_is_not_to_be_followed_is_not(
    crawl: Callable[..., Crawl], serve: Callable[[Pages], LoopbackSite]
) -> None:
    pages = listing(0, 1)
    pages["/news/"] = Served(pages["/news/"].body, headers={"X-Robots-Tag": "nofollow", **HTML})
    site = serve(pages)
    done = crawl("-a", f"start_url={site.url('/news/')}")
    assert done.rows == []
    assert done.code == 3
    assert "says nofollow" in done.last_line
    assert not [path for path in site.asked if path != "/robots.txt" and path != "/news/"]
