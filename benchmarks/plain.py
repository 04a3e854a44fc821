"""A plain Scrapy spider that means to keep what it finds: JOBDIR, and JSON lines it appends to.

    python -m benchmarks.plain URL FOLDER

It is what Scrapy's documentation offers to whoever wants to stop a crawl and go on with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse
from w3lib.url import add_or_replace_parameter


class PlainSpider(Spider):
    """Follows lists and the links between articles, and yields the words of each."""

    name = "plain"

    def parse(self, response: TextResponse, number: int = 1) -> Iterator[Any]:  # type: ignore[override]
        """A list: its articles and the page after it."""
        links = response.css("main a::attr(href)").getall()
        for link in links:
            yield response.follow(link, self.parse_article)
        if links:
            url = add_or_replace_parameter(response.url, "page", str(number + 1))
            yield Request(url, self.parse, cb_kwargs={"number": number + 1})

    def parse_article(self, response: TextResponse) -> Iterator[Any]:
        """An article: its words and the articles that it links to."""
        paragraphs = response.css("h2:contains(Abstract) ~ p::text").getall()
        yield {
            "id": f"marsbit:{response.url.rstrip('/')[-8:]}",
            "title": response.css("h1::text").get(),
            "text": "\n\n".join(paragraphs[1:]),
        }
        for link in response.css("main a::attr(href)").getall():
            yield response.follow(link, self.parse_article)


def main() -> None:
    """Crawls, with the concurrency of newscrawl on loopback and robots.txt obeyed as it does."""
    url, folder = sys.argv[1], Path(sys.argv[2])
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "ROBOTSTXT_OBEY": True,
            "LOG_LEVEL": "WARNING",
            "JOBDIR": str(folder / "job"),
            "FEEDS": {folder / "out.jsonl": {"format": "jsonlines", "overwrite": False}},
        }
    )
    process.crawl(PlainSpider, start_urls=[url])
    process.start()


if __name__ == "__main__":
    main()
