"""Any news site, by its address: ``scrapy crawl news -a url=https://example.com``."""

from newscrawl.any_site.spider import AnySiteSpider


class NewsSpider(AnySiteSpider):
    """A site that nobody described; feed, state and ids have the name of its host."""

    name = "news"
