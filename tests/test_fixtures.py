"""Every recording of every site: read as it must be, and replayed; marsbit's are complete, too."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from conftest import Crawl
from lxml import html as lxml_html
from parsel import Selector

from newscrawl.dates import parse as parse_date
from newscrawl.fetching.clock import rendered
from newscrawl.reading import Site, read_cards, read_page
from newscrawl.reading.addresses import Address, host_of, identify, is_listing, time_in
from newscrawl.reading.titles import key
from newscrawl.site_spider import SiteSpider

SITES = Path(__file__).parent.parent / "fixtures"
ROOT = SITES / "marsbit"
NAMES = sorted(folder.name for folder in ROOT.iterdir())
ARTICLES = [name for name in NAMES if (ROOT / name / "article.json").exists()]
LISTINGS = [name for name in NAMES if (ROOT / name / "cards.json").exists()]
# Of every site, as <site>/<recording>.
RECORDED = sorted(str(path.parent.relative_to(SITES)) for path in SITES.glob("*/*/response.json"))
SITE_NAMES = sorted(path.name for path in SITES.iterdir() if path.is_dir())

NEWS = "https://www.htx.com/news/"
# Links that lead to no recording, so that a replay has pages that it cannot serve.
NOT_RECORDED = {
    NEWS + "silt-capital-closes-its-arbitrage-fund-after-the-spread-it-l-uN7kWs4P/",
    NEWS + "how-a-ferry-timetable-became-a-benchmark-for-reasoning-model-w2ZxGy9T/",
}
ARTICLE_FIELDS = set(
    "id url canonical_url title summary blocks text authors source origin section tags language"
    " page_language page_kind is_paywalled published_at published updated_at updated questions"
    " related images".split()
)
SPAN_FIELDS = {"at", "earliest", "latest", "precision", "raw"}
RELATED_FIELDS = {"rank", "id", "url", "title", "summary", "source", "published_at", "published"}
CARD_FIELDS = {"rank", "id", "url", "title", "summary", "source", "published_raw"}


@dataclass(frozen=True)
class Recording:
    """One page as it was fetched, and what must come out of it."""

    name: str
    url: str
    status: int
    headers: dict[str, str]
    fetched_at: datetime
    body: Path
    article: dict[str, Any] | None
    cards: list[dict[str, Any]] | None

    @property
    def is_html(self) -> bool:
        return self.headers["Content-Type"].startswith("text/html")

    @property
    def rendered_at(self) -> datetime:
        """The earlier of `Date` and receipt less `Age`."""
        received = self.fetched_at - timedelta(seconds=int(self.headers.get("Age", "0")))
        date = self.headers.get("Date")
        return min(parsedate_to_datetime(date), received) if date else received

    def page(self) -> dict[str, Any]:
        """The arguments that `read_page` and `read_cards` share."""
        return {
            "html": self.body.read_bytes(),
            "url": self.url,
            "fetched_at": self.fetched_at,
            "rendered_at": self.rendered_at,
            "content_type": self.headers["Content-Type"],
        }


def parse_time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@cache
def load(name: str) -> Recording:
    """A recording of marsbit by its name, or of any site as <site>/<recording>."""
    folder = SITES / name if "/" in name else ROOT / name
    response = read_json(folder / "response.json")
    return Recording(
        name=name,
        url=response["url"],
        status=response["status"],
        headers=response["headers"],
        fetched_at=parse_time(response["fetched_at"]),
        body=(folder / response["body"]).resolve(),
        article=read_json(folder / "article.json"),
        cards=read_json(folder / "cards.json"),
    )


def articles() -> Iterator[tuple[Recording, dict[str, Any]]]:
    for recording in map(load, ARTICLES):
        assert recording.article is not None
        yield recording, recording.article


def links_of(recording: Recording) -> list[dict[str, Any]]:
    """The cards of a listing page or the related readings of an article page."""
    return recording.cards or (recording.article or {}).get("related", [])


def differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """Where `found` is not `expected`; keys that only `found` has (`basis`) do not count."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key in found:
                yield from differences(value, found[key], f"{path}.{key}".lstrip("."))
            else:
                yield f"{path}.{key}: absent".lstrip(".")
    elif isinstance(expected, list) and isinstance(found, list):
        # Aligned, so that one missing block does not make all that follow it differ.
        a, b = ([json.dumps(item, sort_keys=True) for item in side] for side in (expected, found))
        for _, *at in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            for one, other in zip_longest(range(at[0], at[1]), range(at[2], at[3])):
                if other is None:
                    yield f"{path}[{one}]: missing {shorten(expected[one])}"
                elif one is None:
                    yield f"{path}[{other}]: unexpected {shorten(found[other])}"
                else:
                    yield from differences(expected[one], found[other], f"{path}[{one}]")
    elif expected != found:
        start = 0
        if isinstance(expected, str) and isinstance(found, str):
            pairs = enumerate(zip(expected, found, strict=False))
            least = min(len(expected), len(found))
            start = max(0, next((at for at, (one, other) in pairs if one != other), least) - 30)
        where = f" (from character {start})" if start else ""
        yield (
            f"{path}:{where}\n"
            f"    expected {shorten(expected, start)}\n    found    {shorten(found, start)}"
        )


def shorten(value: Any, start: int = 0) -> str:
    text = repr(value[start:] if isinstance(value, str) else value)
    return text if len(text) <= 160 else text[:150] + f"… ({len(text)} characters)"


def assert_equal(expected: Any, found: Any, name: str) -> None:
    lines = list(differences(expected, found))
    if lines:
        pytest.fail(f"{name}: {len(lines)} differences\n" + "\n".join(lines), pytrace=False)


def test_differences_are_found() -> None:
    expected = {"title": "One", "blocks": [{"text": "a"}, {"text": "b"}], "summary": None}
    assert list(differences(expected, {**expected, "basis": "more"})) == []
    found = {"title": "Two", "blocks": [{"text": "a"}], "summary": ""}
    assert [line.split(":")[0] for line in differences(expected, found)] == [
        "title",
        "blocks[1]",
        "summary",
    ]


def having(file: str) -> list[str]:
    return [name for name in RECORDED if (SITES / name / file).exists()]


@cache
def spider_of(name: str) -> type[SiteSpider]:
    """The spider of the site that a recording is of; it is named as its folder."""
    site_name = name.partition("/")[0]
    module = import_module(f"newscrawl.spiders.{site_name}")
    spider: type[SiteSpider] = next(
        value for value in vars(module).values() if getattr(value, "name", None) == site_name
    )
    return spider


def site_of(name: str) -> Site:
    """The rules of the site that a recording is of."""
    return spider_of(name).site()


@pytest.mark.parametrize("name", having("article.json"))
def test_article_is_read_as_recorded(name: str) -> None:
    recording = load(name)
    assert recording.article, f"{name}/article.json says nothing"
    found = asdict(read_page(site=site_of(name), **recording.page()))
    assert_equal(recording.article, found, name)


@pytest.mark.parametrize("name", having("cards.json"))
def test_cards_are_read_as_recorded(name: str) -> None:
    recording = load(name)
    found = [
        {
            **{key: getattr(card, key) for key in CARD_FIELDS - {"published_raw"}},
            "published_raw": card.published.raw if card.published else None,
        }
        for card in read_cards(site=site_of(name), **recording.page())
    ]
    assert_equal(recording.cards, found, name)


@pytest.mark.parametrize("name", sorted({*RECORDED} - {*having("article.json")}))
def test_pages_that_are_no_article_are_told_apart(name: str) -> None:
    recording = load(name)
    if not recording.is_html or recording.cards == []:
        return  # robots.txt; a list without a card says by nothing on it what it is
    expected = "list" if recording.cards else "error"
    found = read_page(site=site_of(name), **recording.page()).page_kind
    assert found == expected, f"{name} has neither article.json nor cards.json, or is misread"


@pytest.mark.parametrize("name", RECORDED)
def test_recording_is_well_formed(name: str) -> None:
    folder = SITES / name
    raw = read_json(folder / "response.json")
    assert set(raw) == {"url", "status", "headers", "fetched_at", "body"}
    assert all(isinstance(value, str) for value in raw["headers"].values())
    recording = load(name)
    assert recording.body.is_relative_to(folder.parent.resolve())
    assert urlsplit(recording.url).scheme == "https"
    assert urldefrag(recording.url).fragment == ""
    assert host_of(recording.url) in site_of(name).hosts
    # A page made at another time than its Date says would need a wider span than is expected here.
    stated = rendered(
        recording.headers.get("Date"), recording.headers.get("Age"), recording.fetched_at
    )
    assert stated == (recording.rendered_at, timedelta(0))
    extra = {"article.json", "cards.json"} & {path.name for path in folder.iterdir()}
    assert len(extra) <= 1
    assert not extra or recording.status == 200


@pytest.mark.parametrize("name", having("article.json"))
def test_expected_article_is_consistent(name: str) -> None:
    recording = load(name)
    article = recording.article
    assert article is not None
    assert set(article) == ARTICLE_FIELDS
    assert article["url"] == recording.url
    site = site_of(name)
    canonical, own = (identify(article[field], site) for field in ("canonical_url", "url"))
    assert canonical == Address(article["id"], article["canonical_url"])
    assert own is not None
    assert own.is_alias or own.id == article["id"]
    assert article["text"] == "\n\n".join(
        block["text"] for block in article["blocks"] if block["kind"] != "caption"
    )
    for text in [article["title"], article["summary"] or "-", article["text"].replace("\n\n", " ")]:
        assert text == " ".join(text.split()) != ""
    for suffix in site.title_suffixes:
        assert not article["title"].endswith(suffix)
    spans = [article["published"], article["updated"]]
    for field, span in zip(("published", "updated"), spans, strict=True):
        assert article[f"{field}_at"] == (span and span["at"])
    in_address = time_in(recording.url, site)
    if in_address is not None:
        named = parse_date(in_address[1], now=recording.rendered_at, timezone=site.timezone)
        assert named is not None
        at = parse_time(article["published_at"])
        assert named.earliest <= at <= named.latest + timedelta(seconds=1)
    for rank, related in enumerate(article["related"], 1):
        assert set(related) == RELATED_FIELDS
        assert related["rank"] == rank
        assert related["published_at"] == (related["published"] and related["published"]["at"])
        assert leads_to(related, site)
        spans.append(related["published"])
    for span in filter(None, spans):
        assert set(span) == SPAN_FIELDS
        earliest, at, latest = (parse_time(span[key]) for key in ("earliest", "at", "latest"))
        assert earliest <= at <= latest <= recording.rendered_at


def leads_to(link: dict[str, Any], site: Site) -> bool:
    """Whether a link's address is that of the article that it is said to lead to."""
    address = identify(link["url"], site)
    return address is not None and (address.is_alias or address.id == link["id"])


@pytest.mark.parametrize("name", having("cards.json"))
def test_expected_cards_are_consistent(name: str) -> None:
    cards = load(name).cards or []
    site = site_of(name)
    assert is_listing(load(name).url, site)
    assert [card["rank"] for card in cards] == list(range(1, len(cards) + 1))
    assert all(set(card) == CARD_FIELDS for card in cards)
    assert all(leads_to(card, site) for card in cards)


@pytest.mark.parametrize("name", SITE_NAMES)
def test_a_site_file_agrees_with_itself(name: str) -> None:
    spider, site = spider_of(name), site_of(name)
    assert set(spider.hosts) >= set(spider.allowed_domains)
    starts = [template.format(locale="", tag="x") for template in listing_templates(spider)]
    for url in (*spider(name).start_pages, *starts):
        assert host_of(url) in site.hosts
        assert is_listing(url, site)
        assert identify(url, site) is None
    assert len(set(map(key, site.title_suffixes))) == len(site.title_suffixes)


@pytest.mark.parametrize("name", SITE_NAMES)
def test_what_a_site_file_says_occurs_in_its_recordings(name: str) -> None:
    site = site_of(name)
    trees = [
        parse_html(load(each))
        for each in RECORDED
        if each.startswith(f"{name}/") and load(each).is_html
    ]
    titles = [tree.findtext(".//title") or "" for tree in trees]
    for suffix in site.title_suffixes:
        assert any(suffix in title for title in titles), suffix
    for selectors in site.selectors.values():
        for selector in selectors:
            assert any(Selector(root=tree, type="html").css(selector) for tree in trees), selector


def listing_templates(spider: type[SiteSpider]) -> list[str]:
    return [url for url in (spider.listing_url, spider.tag_url) if url]


@pytest.mark.parametrize("name", SITE_NAMES)
def test_a_site_has_what_a_crawl_meets(name: str) -> None:
    recordings = [load(each) for each in RECORDED if each.startswith(f"{name}/")]
    expected = [recording.article for recording in recordings if recording.article]
    assert any(recording.cards for recording in recordings)
    assert any(article["related"] and article["summary"] for article in expected)
    assert any(not (article["related"] and article["summary"]) for article in expected)
    pages = [each for each in recordings if each.is_html]
    assert any(each.article is None and not each.cards for each in pages), "an error, or an end"
    others = [urlsplit(each.url).path for each in recordings if not each.is_html]
    assert others.count("/robots.txt") <= 1  # a replay without one takes it so


@pytest.mark.parametrize("name", SITE_NAMES)
def test_a_replay_ends_with_what_is_expected(crawl: Callable[..., Crawl], name: str) -> None:
    """The articles that the pages' own links lead to, each as expected, and every other's fate."""
    fates = reached(name)
    done = crawl("-s", f"REPLAY_FROM={SITES / name}", spider=name)
    assert done.code == (3 if "failed" in fates.values() else 0), done.stderr
    expected = {own_id: fate for own_id, fate in fates.items() if isinstance(fate, Recording)}
    rows = {row["id"]: row for row in done.rows}
    assert len(rows) == len(done.rows)
    assert rows.keys() == expected.keys()
    for own_id, recording in expected.items():
        article, row = recording.article, rows[own_id]
        assert article is not None
        # A card can make a summary whole and a time sharper.
        same = ARTICLE_FIELDS - {"summary", "published", "published_at", "related", "source"}
        assert_equal({each: article[each] for each in same}, row, own_id)
        cut = (article["summary"] or "").removesuffix("...")
        assert (row["summary"] or "").startswith(cut)
        for edge in ("earliest", "latest"):
            moment = parse_time(row["published"][edge])
            bounds = (article["published"]["earliest"], article["published"]["latest"])
            assert parse_time(bounds[0]) <= moment <= parse_time(bounds[1]), own_id
    others = Counter(fate for fate in fates.values() if isinstance(fate, str))
    for fate in ("rejected", "failed", "skipped", "duplicate"):
        assert sum(done.reasons(fate).values()) == others[fate], done.stderr


def reached(name: str) -> dict[str, Recording | str]:
    """What becomes of each article that a crawl of a site's recordings finds, by its id."""
    by_url: dict[str, Recording] = {}
    for each in RECORDED:
        recording = load(each)
        if each.startswith(f"{name}/") and recording.fetched_at >= (
            by_url[recording.url].fetched_at if recording.url in by_url else recording.fetched_at
        ):
            by_url[recording.url] = recording
    spider = spider_of(name)
    links: list[dict[str, Any]] = []
    for start in spider(name).start_pages:
        page: Recording | None = by_url[start]
        number = 1
        while page is not None and page.cards:
            links += page.cards
            number += 1
            page = by_url.get(f"{start}?{spider.page_parameter}={number}")
    fates: dict[str, Recording | str] = {}
    for link in links:  # it grows
        if link["id"] in fates:
            continue
        found = by_url.get(link["url"])
        if found is None:
            fates[link["id"]] = "failed"
        elif found.article is None:
            fates[link["id"]] = "rejected"
        else:
            fates[found.article["id"]] = found
            links += found.article["related"]
    return fates


@pytest.mark.parametrize("name", ARTICLES)
def test_expected_article_of_marsbit(name: str) -> None:
    article = load(name).article
    assert article is not None
    assert re.fullmatch(r"marsbit:[0-9A-Za-z]{8}", article["id"])
    own_id = article["id"].removeprefix("marsbit:")
    canonical = rf"https://www\.htx\.com/news/[^/?#]+-{own_id}/"
    assert re.fullmatch(canonical, article["canonical_url"])
    assert 4 <= sum(block["kind"] != "heading" for block in article["blocks"]) <= 18
    assert article["published"]
    assert article["updated"]
    assert all(related["published"] for related in article["related"])


def test_stamps_of_one_article_agree() -> None:
    """Every sighting of an article's time allows one common moment."""
    spans = defaultdict(list)
    for _, article in articles():
        spans[article["id"]].append(article["published"])
        for related in article["related"]:
            spans[related["id"]].append(related["published"])
    for own_id, seen in spans.items():
        latest_start = max(parse_time(span["earliest"]) for span in seen)
        earliest_end = min(parse_time(span["latest"]) for span in seen)
        assert latest_start <= earliest_end, own_id


def test_links_lead_to_recordings() -> None:
    recorded = {load(name).url for name in NAMES}
    expected = {link["url"] for name in NAMES for link in links_of(load(name))}
    assert expected - recorded == NOT_RECORDED
    # The same by a look at the pages' own anchors: pagination, tags and links in the text, too.
    in_pages = set()
    for recording in map(load, NAMES):
        if recording.is_html:
            for anchor in parse_html(recording).iter("a"):
                url = urldefrag(urljoin(recording.url, anchor.get("href"))).url
                if "/news/" in urlsplit(url).path:
                    in_pages.add(url)
    assert in_pages - recorded == NOT_RECORDED
    assert expected <= in_pages


def test_articles_form_a_graph() -> None:
    """All are reached from the first news list, some only over related readings, one at three."""
    hops = related_hops()
    depths = [hops[article["id"]] for _, article in articles()]
    assert max(depths) == 3
    assert sum(depth > 0 for depth in depths) >= 4
    edges = {
        (article["id"], link["id"]) for _, article in articles() for link in article["related"]
    }
    assert any((target, source) in edges for source, target in edges)


def related_hops() -> dict[str, int]:
    """For each article, over how many related readings it is reached from /news/."""
    by_url = {recording.url: article for recording, article in articles()}
    pages = [name for name in LISTINGS if load(name).url.startswith(NEWS + "?page=")]
    urls = {card["url"] for name in pages for card in load(name).cards or []}
    hops: dict[str, int] = {}
    for depth in range(9):
        reached = [by_url[url] for url in urls if url in by_url]
        fresh = [article for article in reached if article["id"] not in hops]
        hops.update((article["id"], depth) for article in fresh)
        urls = {link["url"] for article in fresh for link in article["related"]}
    return hops


def parse_html(recording: Recording) -> lxml_html.HtmlElement:
    encoding = recording.headers["Content-Type"].partition("charset=")[2] or "utf-8"
    return lxml_html.document_fromstring(recording.body.read_bytes().decode(encoding))


def skin_of(recording: Recording, article: dict[str, Any]) -> tuple[str, ...]:
    """The elements in which the first paragraph stands, and those that the page uses."""
    start = article["blocks"][0]["text"][:20]
    (tree,) = parse_html(recording).iter("body")
    holder = next(
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and " ".join((element.text or "").split()).startswith(start)
    )
    marks = ("h1", "dl", "details", "table", "br", "section")
    used = [mark for mark in marks if next(tree.iter(mark), None) is not None]
    return (str(holder.tag), *(str(element.tag) for element in holder.iterancestors()), *used)


def test_set_of_recordings_is_complete() -> None:
    read = list(articles())
    own_ids = {article["id"] for _, article in read}
    assert len(own_ids) >= 18
    languages = {article["page_language"] for _, article in read}
    assert len(languages) >= 8
    assert {"en", "es", "pt", "ru", "it", "tr", "fr", "zh"} <= languages
    under = {(article["page_language"], article["language"]) for _, article in read}
    assert {("es", "en"), ("es", "zh"), ("pt", "en"), ("zh", "en")} <= under
    assert len({skin_of(recording, article) for recording, article in read}) >= 8

    addresses = defaultdict(set)
    versions = defaultdict(set)
    for recording, article in read:
        addresses[article["id"]].add(recording.url)
        versions[recording.url].add((article["text"], article["updated"]["raw"]))
    assert max(map(len, addresses.values())) >= 6
    assert sum(len(texts) == 2 for texts in versions.values()) == 1

    assert any(not article["summary"] for _, article in read)
    assert any(not article["questions"] for _, article in read)
    assert any(not article["related"] for _, article in read)
    assert any(article["source"] != "marsbit" for _, article in read)
    assert any(article["origin"] and len(article["authors"]) > 1 for _, article in read)
    assert any(article["published"]["precision"] == "second" for _, article in read)
    assert any(article["images"] for _, article in read)
    kinds = {block["kind"] for _, article in read for block in article["blocks"]}
    assert {"heading", "paragraph", "list_item", "quote", "caption"} <= kinds


def test_lists_stamps_and_summaries_are_complete() -> None:
    urls = {load(name).url for name in LISTINGS}
    assert {NEWS, NEWS + "?page=2", NEWS + "?page=3"} <= urls
    assert {NEWS + f"tags/stablecoins/?page={page}" for page in (1, 2)} <= urls
    assert {f"https://www.htx.com/{locale}/news/" for locale in ("es-la", "zh-cn")} <= urls
    assert load("news-4").cards == []
    beyond = ("es-la/news/?page=2", "zh-cn/news/?page=2", "news/tags/stablecoins/?page=3")
    assert {load(name).url: load(name).status for name in NAMES}.items() >= {
        (f"https://www.htx.com/{path}", 404) for path in beyond
    }
    pages = [load(f"news-{page}").cards or [] for page in (1, 2, 3)]
    ids = [{card["id"] for card in cards} for cards in pages]
    assert ids[0] & ids[1]
    assert ids[1] & ids[2]

    stamps = {
        (article["page_language"], link["published"]["raw"])
        for _, article in articles()
        for link in article["related"]
    }
    assert ("en", "22小时前") in stamps
    assert {raw for _, raw in stamps} >= {"04/23 08:28", "12/28 21:15", "Hace 1 hora(s)"}
    whole = {link["id"]: link["summary"] for name in NAMES for link in links_of(load(name))}
    cut = [article for _, article in articles() if (article["summary"] or "").endswith("...")]
    assert len(cut) >= 3
    for article in cut:
        assert 1400 < len(article["summary"]) <= 1503
        assert whole[article["id"]].startswith(article["summary"].removesuffix("..."))
        assert len(whole[article["id"]]) > len(article["summary"])


def test_pages_without_an_article_are_complete() -> None:
    others = [load(name) for name in NAMES if name not in ARTICLES and name not in LISTINGS]
    assert {recording.status for recording in others if recording.is_html} == {200, 404}
    (robots,) = (recording for recording in others if not recording.is_html)
    assert robots.url == "https://www.htx.com/robots.txt"
    assert robots.headers["Content-Type"] == "text/plain"
    assert b"Allow: /" in robots.body.read_bytes()


@pytest.mark.parametrize("name", SITE_NAMES)
def test_folder_is_small_and_holds_nothing_else(name: str) -> None:
    files = [path for path in (SITES / name).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 1_500_000
    known = {"response.json", "page.html", "robots.txt", "article.json", "cards.json"}
    assert {path.name for path in files} <= known
    used = {load(each).body for each in RECORDED if each.startswith(f"{name}/")}
    pages = {path.resolve() for path in files if path.suffix in (".html", ".txt")}
    assert pages == used
