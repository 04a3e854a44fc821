"""HTX Insights, the news pages of www.htx.com, most of them by MarsBit."""

from newscrawl.site_spider import SiteSpider


class MarsbitSpider(SiteSpider):
    """News of www.htx.com and its mirror, in every locale.

    An article's id is the last 8 characters of its slug, case-sensitive; ``/news/<digits>/`` is
    an alias of which only the page tells the id.
    """

    name = "marsbit"
    allowed_domains = ("www.htx.com", "www.htx.com.pk")

    # SiteSpider
    hosts = allowed_domains
    article_path = (
        r"^(?:/[a-z]{2}-[a-z]{2})?/news/"
        r"(?:(?P<alias>[0-9]+)|(?P<slug>[^/]*)-(?P<id>[0-9A-Za-z]{8}))/?$"
    )
    listing_path = r"^(?:/[a-z]{2}-[a-z]{2})?/news(?:/tags/[^/]+)?/?$"
    canonical_path = "/news/{slug}-{id}/"
    locales = tuple(
        "en-us en-in es-es es-la pt-pt pt-br ru-ru uk-ua it-it id-id tr-tr fr-fr zh-cn".split()
    )
    listing_url = "https://www.htx.com{locale}/news/"
    tag_url = "https://www.htx.com{locale}/news/tags/{tag}/"
    sources = ("marsbit", "火必研究院")
    date_order = "MDY"
    title_suffixes = ("HTX Insights", "Approfondimenti HTX")
