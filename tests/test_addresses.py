"""One article is one article: every form of its address gives one id and one canonical address."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from hypothesis import assume, example, given
from hypothesis import strategies as st

from newscrawl.reading.addresses import absolute, host_of, identify, is_listing
from newscrawl.spiders.marsbit import MarsbitSpider

SITE = MarsbitSpider.site()
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LOCALES = [
    "", "en-us", "en-in", "es-es", "es-la", "pt-pt", "pt-br", "ru-ru", "uk-ua", "it-it", "id-id",
    "tr-tr", "fr-fr", "zh-cn",
]  # fmt: skip
ids = st.text(BASE62, min_size=8, max_size=8)
slugs = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40
)
queries = st.sampled_from(
    ["", "?category=1", "?category=hot&categoryTitle=%E7%83%AD", "?utm_source=x", "#top", "?a=b#c"]
)


def encoded(slug: str, *, every: bool) -> str:
    """A slug as an address holds it: percent-encoded where it must be, or all over."""
    if every:
        return "".join(f"%{byte:02X}" for byte in slug.encode())
    return quote(slug, safe="-._~")


@st.composite
def forms(draw: st.DrawFn, own_id: str) -> str:
    """An address of the article `own_id` on the site or its mirror, in any form."""
    host = draw(st.sampled_from(["www.htx.com", "WWW.HTX.COM", "www.htx.com.", "www.htx.com.pk"]))
    scheme, port = draw(st.sampled_from([("https", ""), ("https", ":443"), ("http", ":80")]))
    user = draw(st.sampled_from(["", "someone@", "a:b@"]))
    locale = draw(st.sampled_from(LOCALES))
    slug = encoded(draw(slugs), every=draw(st.booleans()))
    dash = draw(st.sampled_from(["-", "%2D"]))
    spelled = "".join(
        f"%{ord(char):02x}" if draw(st.integers(0, 9)) == 0 else char for char in own_id
    )
    slash = draw(st.sampled_from(["", "/"]))
    prefix = f"/{locale}" if locale else ""
    path = f"{prefix}/news/{slug}{dash}{spelled}{slash}"
    return f"{scheme}://{user}{host}{port}{path}{draw(queries)}"


@given(st.data(), ids)
def test_every_form_gives_one_id(data: st.DataObject, own_id: str) -> None:
    url = data.draw(forms(own_id))
    address = identify(url, SITE)
    assert address is not None, url
    assert address.id == f"marsbit:{own_id}"
    assert not address.is_alias
    assert address.canonical_url.startswith("https://www.htx.com/news/")
    assert address.canonical_url.endswith(f"-{own_id}/")


@given(st.data(), ids)
def test_the_canonical_address_is_its_own(data: st.DataObject, own_id: str) -> None:
    address = identify(data.draw(forms(own_id)), SITE)
    assert address is not None
    assert identify(address.canonical_url, SITE) == address


@given(ids, ids)
def test_two_ids_are_two_articles(one: str, other: str) -> None:
    assume(one != other)
    first = identify(f"https://www.htx.com/news/a-{one}/", SITE)
    second = identify(f"https://www.htx.com/news/a-{other}/", SITE)
    assert first is not None
    assert second is not None
    assert first.id != second.id


@given(st.sampled_from(LOCALES[1:]), st.integers(1, 10**7))
def test_a_number_is_an_alias(locale: str, number: int) -> None:
    address = identify(f"https://www.htx.com/{locale}/news/{number}/", SITE)
    assert address is not None
    assert address.is_alias
    assert address.id == f"marsbit:{number}"


def test_on_a_host_that_the_user_named_an_article_stays_there() -> None:
    url = "http://127.0.0.1:8080/es-la/news/a-slug-jw3PNpAL/?page=2"
    assert identify(url, SITE) is None
    address = identify(url, SITE, hosts={"127.0.0.1:8080"})
    assert address is not None
    assert address.canonical_url == "http://127.0.0.1:8080/news/a-slug-jw3PNpAL/"


def test_what_is_no_article() -> None:
    for url in (
        "https://www.htx.com/news/",
        "https://www.htx.com/news/tags/bitcoin-jw3PNpAL/",
        "https://www.htx.com/trade/btc-jw3PNpAL/",
        "https://example.org/news/a-jw3PNpAL/",
        "https://www.htx.com:8443/news/a-jw3PNpAL/",
        "javascript:alert(1)",
        "ftp://www.htx.com/news/a-jw3PNpAL/",
    ):
        assert identify(url, SITE) is None, url
    assert is_listing("https://www.htx.com/es-la/news/?page=2", SITE)
    assert is_listing("https://www.htx.com/news/tags/bitcoin/", SITE)
    assert not is_listing("https://www.htx.com/news/a-jw3PNpAL/", SITE)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    for url in (text, f"https://{text}", f"https://www.htx.com/{text}"):
        identify(url, SITE, hosts={"localhost"})
        identify(url, None)
        is_listing(url, SITE)
        host_of(url)
        absolute(url, "https://www.htx.com/news/")
        absolute(text, url)


@given(st.text(max_size=60))
def test_without_a_site_tracking_and_fragments_change_nothing(text: str) -> None:
    path = quote(text, safe="")
    plain = identify(f"https://Example.com/{path}", None)
    tracked = identify(f"https://www.example.com/{path}?utm_source=x#part", None)
    assert plain is not None
    assert tracked is not None
    assert plain.id.startswith("example.com:")
    assert tracked.id.startswith("example.com:")


segments = st.text("abzAZ09._~%-;:@ /?#&=\\é", max_size=6)


@given(
    st.sampled_from(
        ["", "/", "//", "https://www.htx.com", "http://a.example", "HTTPS://B.example"]
    ),
    st.lists(segments, max_size=5).map("/".join),
    st.sampled_from(
        ["https://www.htx.com/es-la/news/x-AbCdEf12/", "http://127.0.0.1:8080/a/b?c=d"]
    ),
)
@example("", "0  0", "https://www.htx.com/es-la/news/x-AbCdEf12/")
def test_an_address_is_joined_as_the_standard_library_does(head: str, rest: str, base: str) -> None:
    joined = absolute(head + rest, base)
    if joined is not None:
        expected = urljoin(base, (head + rest).strip()).partition("#")[0].replace(" ", "%20")
        parts = urlsplit(expected)
        assert joined == (expected if parts.path else parts._replace(path="/").geturl())


def test_a_host_of_dots_is_none() -> None:
    for url in ("http://.../", "http://...:9/a", "https://./"):
        assert host_of(url) is None
        assert absolute(url, "https://www.htx.com/") is None
