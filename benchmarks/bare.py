"""The peer of benchmarks/crawl.py: a bare Scrapy spider that walks the same links for the titles.

python -m benchmarks.bare URL OUT.jsonl
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse
from w3lib.url import add_or_replace_parameter


class BareSpider(Spider):
    """Follows lists and the links between articles, and yields the title of each."""

    name = "bare"

    def parse(self, response: TextResponse, number: int = 1) -> Iterator[Any]:  # type: ignore[override]
        """A list: its articles and the page after it."""
        links = response.css("main a::attr(href)").getall()
        for link in links:
            yield response.follow(link, self.parse_article)
        if links:
            url = add_or_replace_parameter(response.url, "page", str(number + 1))
            yield Request(url, self.parse, cb_kwargs={"number": number + 1})

    def parse_article(self, response: TextResponse) -> Iterator[Any]:
        """An article: its title and the articles that it links to."""
        yield {"url": response.url, "title": response.css("h1::text").get()}
        for link in response.css("main a::attr(href)").getall():
            yield response.follow(link, self.parse_article)


def main() -> None:
    """Crawls, with the concurrency of newscrawl on loopback and robots.txt obeyed as it does."""
    url, out = sys.argv[1:3]
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "ROBOTSTXT_OBEY": True,
            "LOG_LEVEL": "WARNING",
            "FEEDS": {out: {"format": "jsonlines"}},
        }
    )
    process.crawl(BareSpider, start_urls=[url])
    process.start()


if __name__ == "__main__":
    main()
