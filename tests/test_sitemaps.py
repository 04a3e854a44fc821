"""Sitemaps and feeds: every kind, read leniently, safely, and in flat memory."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading.entries import Entry
from newscrawl.reading.feeds import read_feed
from newscrawl.reading.sitemaps import read_sitemap, sitemaps_named

BASE = "https://news.test/maps/one.xml"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ONE = "<url><loc>https://news.test/a</loc></url>"


def entries(body: bytes | str, piece: int = 700) -> list[Entry]:
    data = body.encode() if isinstance(body, str) else body
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
    return list(read_sitemap(pieces, url=BASE))


def urls(body: bytes | str) -> list[str]:
    return [entry.url.removeprefix("https://news.test") for entry in entries(body)]


# Kinds


def test_a_sitemap_names_addresses_and_when_they_changed() -> None:
    found = entries(
        f"{XML}<urlset {SPACE}>{ONE}<url><loc>\n /b?x=1&amp;y=2 </loc>"
        "<lastmod>2026-05-20T10:00:00+02:00</lastmod><priority>0.5</priority></url></urlset>"
    )
    assert found == [
        Entry("https://news.test/a"),
        Entry("https://news.test/b?x=1&y=2", updated="2026-05-20T10:00:00+02:00"),
    ]


def test_an_index_names_sitemaps() -> None:
    found = entries(
        f"{XML}<sitemapindex {SPACE}><sitemap><loc>https://news.test/m.xml.gz</loc>"
        "<lastmod>2026-05-20</lastmod></sitemap></sitemapindex>"
    )
    assert found == [Entry("https://news.test/m.xml.gz", "sitemap", updated="2026-05-20")]


NEWS = (
    "<url><loc>https://news.test/n</loc><{0}news><{0}publication><{0}name>The Loop</{0}name>"
    "<{0}language>es</{0}language></{0}publication>"
    "<{0}publication_date>2026-05-20T08:00Z</{0}publication_date>"
    "<{0}title>Ferry &amp; harbour &#8211; caf&eacute;</{0}title></{0}news>"
    "<image:image><image:loc>https://news.test/i.jpg</image:loc></image:image></url>"
)


@pytest.mark.parametrize(
    ("declared", "prefix"),
    [
        ('xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "news:"),
        ('xmlns:x="https://www.google.com/schemas/sitemap-news/0.9"', "x:"),
        ("", "news:"),  # nobody declared it
    ],
)
def test_a_news_sitemap_tells_titles_and_times(declared: str, prefix: str) -> None:
    found = entries(f"{XML}<urlset {SPACE} {declared}>{NEWS.format(prefix)}{ONE}</urlset>")
    news = Entry(
        "https://news.test/n",
        "article",
        title="Ferry & harbour – café",
        published="2026-05-20T08:00Z",
        language="es",
    )
    assert found == [news, Entry("https://news.test/a")]


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    text = "\ufeffhttps://news.test/a\r\nno address\nhttps://news.test/b#top\r\n\r\n"
    assert urls(text) == ["/a", "/b"]


def test_a_feed_in_place_of_a_sitemap_is_read() -> None:
    body = "<rss><channel><item><link>https://news.test/r</link></item></channel></rss>"
    assert [(entry.url, entry.kind) for entry in entries(body)] == [
        ("https://news.test/r", "article")
    ]


def test_robots_name_sitemaps() -> None:
    robots = (
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\nSITEMAP : /maps/one.xml # the first\n"
        b"Sitemap:https://other.test/two.xml\r\nSitemap: /maps/one.xml\nsitemap:\n"
    )
    found = sitemaps_named(robots, url="https://news.test/robots.txt")
    assert found == ["https://news.test/maps/one.xml", "https://other.test/two.xml"]


# What servers do


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_any_charset_is_read(encoding: str) -> None:
    declared = "" if encoding.startswith("utf-16") else f' encoding="{encoding}"'
    text = f'<?xml version="1.0"{declared}?><urlset>{NEWS.format("news:")}</urlset>'
    text = text.replace("Ferry", "Паром")
    (entry,) = entries(text.replace("&#8211;", "-").encode(encoding))
    assert entry.title is not None
    assert entry.title.startswith("Паром")


def test_packed_ones_are_unpacked_as_far_as_they_go() -> None:
    many = "".join(f"<url><loc>https://news.test/{n}</loc></url>" for n in range(20_000))
    packed = gzip.compress(f"{XML}<urlset>{many}</urlset>".encode())
    assert len(urls(packed)) == 20_000
    cut = urls(packed[: len(packed) // 2])
    assert 1_000 < len(cut) < 20_000
    assert cut == [f"/{n}" for n in range(len(cut))]
    members = gzip.compress(b"<urlset>" + ONE.encode()) + gzip.compress(b"</urlset>")
    assert urls(members) == ["/a"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"\n\n junk {XML}<urlset>{ONE}</urlset>", []),  # it begins like a plain list
        (f"\n\n {XML}<urlset>{ONE}</urlset>", ["/a"]),
        (f"<urlset>{ONE}<url><loc>https://news.test/cu", ["/a"]),
        (f"<urlset>{ONE}<url><loc>https://news.test/?a=1&b=2</loc></url>", ["/a", "/?a=1&b=2"]),
        (
            "<urlset><url><loc><![CDATA[https://news.test/?a=1&b]]></loc></url></urlset>",
            ["/?a=1&b"],
        ),
        (f"<urlset><url><loc>ftp://news.test/</loc></url>{ONE}</urlset>", ["/a"]),
        (f"<urlset><url><loc></loc></url>{ONE}</urlset>", ["/a"]),
        (f"<urlset><url><loc>https://news.test/\x08b</loc></url>{ONE}</urlset>", ["/b", "/a"]),
        (f"<urlset><url><loc>/<b>x</b></loc></url>{ONE}</urlset>", ["/x", "/a"]),
        ("<!doctype html><html><body><a href='/a'>a</a></body></html>", []),
        ("", []),
        ("{}", []),
    ],
)
def test_what_is_broken_gives_what_is_whole(body: str, found: list[str]) -> None:
    assert urls(body)[-len(found) or None :] == found


# Feeds


def test_rss_is_read() -> None:
    feed = read_feed(
        (
            f'{XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Loop</title>'
            '<link>https://news.test/</link><atom:link rel="next" href="/feed?paged=2"/>'
            "<item><title><![CDATA[One &amp; <i>two</i>]]></title><link>/one</link>"
            '<guid isPermaLink="false">17</guid><pubDate>Wed, 20 May 2026 08:00:00 GMT</pubDate>'
            "<description>&lt;p&gt;A short &amp;amp; plain text.&lt;/p&gt;</description></item>"
            "<item><title>Two</title><guid>https://news.test/two</guid>"
            '<dc:date>2026-05-20</dc:date><enclosure url="https://news.test/x.mp3"/></item>'
            "<item><title>No address</title></item></channel></rss>"
        ).encode(),
        url="https://news.test/feed",
    )
    assert feed is not None
    assert (feed.title, feed.next_url) == ("Loop", "https://news.test/feed?paged=2")
    assert feed.entries == (
        Entry(
            "https://news.test/one",
            "article",
            title="One & two",
            summary="A short & plain text.",
            published="Wed, 20 May 2026 08:00:00 GMT",
        ),
        Entry("https://news.test/two", "article", title="Two", published="2026-05-20"),
    )


def test_atom_is_read() -> None:
    feed = read_feed(
        (
            f'{XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.test/">'
            '<title type="html">Loop &amp;amp; more</title><link href="https://news.test/"/>'
            '<entry xml:lang="pt"><title type="html">&lt;b&gt;Um&lt;/b&gt;</title>'
            '<link rel="replies" href="/r"/><link rel="alternate" type="text/html" href="/um"/>'
            '<source><title>Other</title><link href="https://other.test/"/></source>'
            "<published>2026-05-20T08:00:00Z</published><updated>2026-05-21T08:00:00Z</updated>"
            '<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Uma <b>nota</b></div>'
            "</summary></entry></feed>"
        ).encode(),
        url="https://news.test/atom",
    )
    assert feed is not None
    assert feed.title == "Loop & more"
    assert feed.entries == (
        Entry(
            "https://news.test/um",
            "article",
            title="Um",
            summary="Uma nota",
            published="2026-05-20T08:00:00Z",
            updated="2026-05-21T08:00:00Z",
            language="pt",
        ),
    )


def test_rss_1_is_read() -> None:
    feed = read_feed(
        (
            f'{XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            '<channel><title>Loop</title></channel><item rdf:about="https://news.test/x">'
            "<title>X</title><dc:date>2026-05-20T08:00Z</dc:date></item></rdf:RDF>"
        ).encode(),
        url="https://news.test/rdf",
    )
    assert feed is not None
    assert [(e.url, e.published) for e in feed.entries] == [
        ("https://news.test/x", "2026-05-20T08:00Z")
    ]


def test_json_feeds_are_read() -> None:
    feed = read_feed(
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "Loop", "next_url": "/2.json", '
        b'"items": [{"id": "1", "url": "/one", "title": "One", "content_html": "<p>Text</p>", '
        b'"date_published": "2026-05-20T08:00:00Z"}, {"id": "https://news.test/two"}, '
        b'{"id": "three"}, 4]}',
        url="https://news.test/feed.json",
    )
    assert feed is not None
    assert [(e.url, e.title, e.summary) for e in feed.entries] == [
        ("https://news.test/one", "One", "Text"),
        ("https://news.test/two", None, None),
    ]
    assert feed.next_url == "https://news.test/2.json"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><html><body>Not found</body></html>",
        b'{"items": 3}',
        b"{",
        b'{"items":' + b"[" * 100_000,
        f"<urlset>{ONE}</urlset>".encode(),
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert read_feed(body, url=BASE) is None


# What is meant to hurt


def test_no_entity_of_a_document_is_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'{XML}<!DOCTYPE urlset [<!ENTITY e0 "boom"><!ENTITY file SYSTEM "file:///etc/hostname">'
        f"{bomb}]><urlset>{ONE}<url><loc>https://news.test/&e9;&file;</loc></url></urlset>"
    )
    assert urls(body) == ["/a", "/&e9;&file;"]
    late = f'<urlset>{ONE}<!DOCTYPE urlset [<!ENTITY e "boom">]>{ONE}</urlset>'
    assert "boom" not in str(urls(late))


HOSTILE = {
    "deep": b"<urlset>" + ONE.encode() + b"<a>" * 200_000,
    "attributes": b"<urlset>" + ONE.encode() + b"<url " + b'a="1" ' * 200_000 + b"></url>",
    "names": b"<urlset>" + b"".join(b'<a%d:b xmlns:a%d="u"/>' % (n, n) for n in range(50_000)),
    "text": b"<urlset><url><loc>" + b"x" * 20_000_000 + b"</loc></url></urlset>",
    "ampersands": b"<urlset>" + b"&" * 2_000_000,
    "tags that never end": b"<urlset>" + b"<" * 2_000_000,
    "elements": b"<urlset><url>" + b"<a/>" * 500_000 + b"</url></urlset>",
    "one line": b"https://news.test/" + b"x" * 20_000_000,
    "nothing": b"\x00" * 5_000_000,
    "unending name": b"<rss><channel>" + b"<title>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_ones_cost_little(name: str) -> None:
    body = HOSTILE[name]
    began = process_time()
    tracemalloc.start()
    try:
        entries(body, 65_536)
        read_feed(body, url=BASE)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert process_time() - began < 20  # tracing makes it several times slower
    assert peak < 3 * len(body) + 40_000_000


def test_a_bomb_is_unpacked_to_its_limit_only() -> None:
    program = (
        "import zlib\n"
        "from newscrawl.reading import xml_text\n"
        "from newscrawl.reading.sitemaps import read_sitemap\n"
        "xml_text.MOST_BYTES = 2**26\n"
        "packer = zlib.compressobj(9, wbits=31)\n"
        f"packed = packer.compress(b'<urlset>{ONE}')\n"
        "packed += b''.join(packer.compress(b' ' * 2**20) for _ in range(2000)) + packer.flush()\n"
        "print(len(list(read_sitemap([packed], url='https://news.test/'))))\n"
        "status = open('/proc/self/status').read()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    found, peak_mb = map(int, ended.stdout.split())
    assert found == 1
    assert peak_mb < 60


def many(number: int) -> Iterator[bytes]:
    yield b"<urlset>"
    for first in range(0, number, 1000):
        yield "".join(
            f"<url><loc>https://news.test/{n}</loc><lastmod>2026-05-20</lastmod></url>"
            for n in range(first, first + 1000)
        ).encode()
    yield b"</urlset>"


def test_memory_does_not_grow_with_a_sitemap() -> None:
    peaks = []
    for number in (10_000, 100_000):
        tracemalloc.start()
        assert sum(1 for _ in read_sitemap(many(number), url=BASE)) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000


VALID = (
    f'{XML}<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    f"{NEWS.format('news:')}{ONE}</urlset>"
).encode()
EDITS = st.lists(
    st.tuples(st.integers(0, len(VALID)), st.integers(0, 6), st.binary(max_size=6)), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(EDITS, st.integers(0, len(VALID)), st.integers(1, 400))
def test_nothing_raises_whatever_a_document_becomes(
    edits: list[tuple[int, int, bytes]], cut: int, piece: int
) -> None:
    body = VALID
    for at, gone, put in edits:
        body = body[:at] + put + body[at + gone :]
    for data in (body, body[:cut], gzip.compress(body)[:cut]):
        for entry in entries(data, piece):
            assert entry.url.startswith(("http://", "https://"))
            assert "#" not in entry.url
        read_feed(data, url=BASE)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 50))
def test_pieces_make_no_difference(noise: bytes, piece: int) -> None:
    body = VALID[:200] + noise + VALID[200:]
    assert entries(body, piece) == entries(body, 100_000)
