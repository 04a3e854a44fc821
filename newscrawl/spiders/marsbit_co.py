"""MarsBit's own site, news.marsbit.co: articles and flashes in Chinese."""

from newscrawl.site_spider import SiteSpider


class MarsbitCoSpider(SiteSpider):
    """News of news.marsbit.co, in simplified and traditional Chinese.

    An article's id is 20 digits, which begin with the time of publication in Beijing.
    """

    name = "marsbit_co"
    allowed_domains = ("news.marsbit.co",)
    start_urls = ["https://news.marsbit.co/", "https://news.marsbit.co/flash"]

    # SiteSpider
    hosts = allowed_domains
    article_path = (
        r"^/(?:flash/)?(?P<id>(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
        r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})[0-9]{6})\.html$"
    )
    listing_path = r"^/(?:list/[^/]+|flash|tags/[^/]+)?/?$"
    listing_url = "https://news.marsbit.co/"
    tag_url = "https://news.marsbit.co/tags/{tag}"
    sources = ("火星财经", "MarsBit")
    selectors = {
        "blocks": (".news-aritcleInfo > pre, #newsDetailsContent", ".content-words"),
        "summary": (".news-synopsis > p",),
        "authors": (".news-info > a.author",),
        "tags": ("#newsTags a::attr(title)",),
    }
    timezone = "Asia/Shanghai"
    title_suffixes = ("火星财经", "Mars Finance", "MarsBit")
