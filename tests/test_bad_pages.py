"""Pages that are no article, and articles in wrong or missing charsets."""

from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest

from newscrawl.pipelines import flaw
from newscrawl.reading import read_page
from newscrawl.reading.decoding import decode
from newscrawl.spiders.marsbit import MarsbitSpider

SITE = MarsbitSpider.site()
URL = "https://www.htx.com/news/a-page-jw3PNpAL/"
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)


def read(html: bytes | str, content_type: str | None = None):
    return read_page(html, url=URL, fetched_at=NOW, site=SITE, content_type=content_type)


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found", "Page not found", "This page does not exist", "Página no encontrada",
        "Página não encontrada", "Страница не найдена", "Сторінку не знайдено", "Sayfa bulunamadı",
        "Page introuvable", "Pagina non trovata", "Halaman tidak ditemukan",
        "页面不存在",
        "頁面不存在",
        "La página que buscas no existe", "Cette page n’existe pas", "Diese Seite existiert nicht",
        "ページが見つかりません", "페이지를 찾을 수 없습니다", "الصفحة غير موجودة",
        "Trang không tồn tại", "页面走丢了", "502 Bad Gateway", "429 Too Many Requests",
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_not_there(title: str) -> None:
    html = f"<title>{title} | HTX Insights</title><h1>{title}</h1><p>Back to the news.</p>"
    assert flaw(read(html)) == "error"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Just a moment...</title><h1>www.htx.com</h1><p>Checking your browser.</p>",
        "<title>Attention Required!</title><h1>Please verify you are a human</h1>",
        "<title>访问验证</title><p>为了您的账户安全，请拖动滑块完成验证。</p>",
        "<title>Access Denied</title><h1>Access Denied</h1><p>Reference #18.</p>",
        "<title>a.example</title><h2>Verifying you are human. It may take a few seconds.</h2>",
        "<title>405</title><div>由于您访问的地址有可能造成威胁，您的访问被阻断。</div>",
        "<title>网站防火墙</title><h1>您的请求存在威胁，已被拦截！</h1>",
        "<title>验证中心</title><p>请按住滑块，拖动到最右边</p>",
    ],
)
def test_a_wall_in_front_of_the_page(html: str) -> None:
    assert flaw(read(html)) == "block"


def test_a_login_wall() -> None:
    html = (
        "<title>Sign in</title><h1>Sign in</h1><form><input type=text><input type=password></form>"
    )
    assert flaw(read(html)) == "login"


@pytest.mark.parametrize(
    "said",
    [
        "The S&P 500 fell by 404 points, and 503 shares were traded.",
        "Visitors were told that access was denied and that the page could not be found.",
        "The captcha that asks whether you are a robot was solved by a robot in March.",
    ],
)
def test_an_article_about_such_pages_is_an_article(said: str) -> None:
    body = "".join(
        f"<p>{said} That is paragraph {number} of the report.</p>" for number in range(4)
    )
    article = read(f"<h1>What machines say</h1><div>marsbit Published on 2026-05-20</div>{body}")
    assert flaw(article) is None
    assert article.page_kind == "article"
    assert len(article.blocks or ()) == 4


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html></html>", "no_title"),
        ("just text", "no_title"),
        ("<h1>A title and nothing else at all</h1>", "no_text"),
        ("<script>var a = 1;</script>", "no_title"),
        ("<img src=/a.png><img src=/b.png>", "no_title"),
        ("<frameset><frame src=/a></frameset>", "no_title"),
    ],
)
def test_a_page_without_an_article(html: str, reason: str) -> None:
    assert flaw(read(html)) == reason


CHINESE = "三座港口试行链上提单，纸质单据的平均流转时间由五天缩短到两个小时。"
TAIWAN = "三座港口試行鏈上提單，紙本單據的平均流轉時間由五天縮短到兩個小時。"
JAPANESE = "三つの港が電子船荷証券の試行を始め、書類の流れは五日から二時間に短くなった。"
KOREAN = "세 항구가 전자 선하증권 시범 운영을 시작했고 서류 처리 시간은 두 시간으로 줄었다."
FRENCH = "Les pêcheurs espéraient dès février la réouverture de la traversée, fermée l’été dernier."
GERMAN = "Die Fähre über die Förde ist nach längerer Überholung für Fußgänger geöffnet."
RUSSIAN = (
    "Три порта начали опыт с электронными коносаментами, и бумаги идут два часа вместо пяти дней."
)


def page(text: str, meta: str = "") -> str:
    body = "".join(f"<p>{text}{number}</p>" for number in range(6))
    return f"<html><head>{meta}<title>{text[:12]}</title></head><body><h1>{text[:12]}</h1>{body}"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "meta"),
    [
        (CHINESE, "gbk", "text/html; charset=gbk", ""),
        (CHINESE, "gbk", "text/html", '<meta charset="gb2312">'),
        (CHINESE, "gbk", "text/html", ""),
        (CHINESE, "gbk", "text/html; charset=utf-8", '<meta charset="gbk">'),
        (CHINESE, "utf-8", "text/html; charset=gbk", ""),
        (CHINESE, "utf-8", "text/html; charset=iso-8859-1", ""),
        (CHINESE, "utf-16", "text/html", ""),
        (CHINESE, "utf-8", "text/html; charset=no-such-charset", ""),
        (TAIWAN, "big5", "text/html; charset=big5", ""),
        (JAPANESE, "shift_jis", None, '<meta charset="shift_jis">'),
        (RUSSIAN, "cp1251", "text/html; charset=windows-1251", ""),
        (RUSSIAN, "cp1251", "text/html", ""),
        (RUSSIAN, "koi8_r", "text/html", ""),
        (TAIWAN, "big5", "text/html", ""),
        (JAPANESE, "shift_jis", "text/html", ""),
        (JAPANESE, "euc_jp", "text/html", ""),
        (KOREAN, "euc_kr", "text/html", ""),
        (CHINESE, "utf-16-le", "text/html", ""),
        (RUSSIAN, "utf-16-be", None, ""),
        # What servers say of everything they send tells nothing.
        (RUSSIAN, "cp1251", "text/html; charset=iso-8859-1", ""),
        (RUSSIAN, "cp1251", "text/html; charset=iso-8859-1", '<meta charset="windows-1251">'),
        (RUSSIAN, "koi8_r", "text/html", '<meta charset="iso-8859-1">'),
        (CHINESE, "gbk", "text/html; charset=iso-8859-1", ""),
        (JAPANESE, "shift_jis", "text/html; charset=iso-8859-1", ""),
        (FRENCH, "cp1252", "text/html; charset=iso-8859-1", ""),
        (FRENCH, "cp1252", "text/html; charset=utf-8", '<meta charset="iso-8859-1">'),
        (FRENCH, "cp1252", "text/html", ""),
        (GERMAN, "cp1252", "text/html", ""),
    ],
)
def test_the_right_text_or_a_rejection(
    text: str, encoding: str, content_type: str | None, meta: str
) -> None:
    article = read(page(text, meta).encode(encoding), content_type)
    assert [block.text for block in article.blocks or ()] == [f"{text}{n}" for n in range(6)]


@pytest.mark.parametrize("content_type", ["text/html; charset=windows-1252", "text/html"])
def test_a_few_quotation_marks_of_windows_do_not_make_utf_8(content_type: str) -> None:
    body = page("The mayor called it “a good day”. " + "The bridge is open again. " * 40)
    article = read(body.encode("cp1252"), content_type)
    assert "called it “a good day”." in (article.text or "")


def test_utf_8_with_a_broken_character_stays_utf_8() -> None:
    body = page("Der Bürgermeister spricht von „Glück“. ").encode()
    text = decode(body.replace("ü".encode(), b"\xc3", 1), "text/html; charset=windows-1252")
    assert "B\ufffdrgerme" in text
    assert "„Glück“" in text


def test_bytes_that_fit_nothing_are_rejected_as_mojibake() -> None:
    body = page(CHINESE).encode("gbk")
    article = read(body.replace(b"<p>", b"<p>\xff\xfe\xff"), "text/html; charset=utf-8")
    assert flaw(article) == "mojibake"


def test_a_page_cut_in_the_middle_of_a_character() -> None:
    body = page(CHINESE).encode()[:-4]
    while True:
        try:
            body.decode()
        except UnicodeDecodeError:
            break
        body = body[:-1]
    article = read(body)
    assert "\ufffd" not in (article.text or "")


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "unicode_escape", "zlib"])
def test_a_codec_that_is_no_charset_is_not_used(charset: str) -> None:
    read(b"<h1>Title</h1><p>\xff\\ud800", f"text/html; charset={charset}")


PROSE = (
    "<p>Nothing much is said here, at some length, so that it reads as a paragraph does.</p>" * 4
)


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script><h1>The title shown</h1>{PROSE}'


@pytest.mark.parametrize("depth", [100, 450, 600, 900, 980, 995, 100_000])
@pytest.mark.parametrize(
    "key", ["@type", "headline", "author", "keywords", "image", "isAccessibleForFree", "url"]
)
def test_values_nested_deep_are_no_values(key: str, depth: int) -> None:
    for opened, closed in (("[", "]"), ('{"name":', "}")):
        value = opened * depth + "1" + closed * depth
        article = read(linked(f'{{"@type": "NewsArticle", "{key}": {value}}}'))
        assert article.title == "The title shown"


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "headline": "The title shown", "datePublished": ' + "9" * 5000,
        '{"@type": "NewsArticle", "headline": NaN, "datePublished": Infinity, "url": 1e999}',
        '{"@type": "NewsArticle", "headline": "' + "x" * 3_000_000 + '"}',
        '{"@type": "NewsArticle", "headline": "' + "x " * 100_000 + '"}',
        "[" * 1_000_000,
    ],
)
def test_numbers_and_sizes_that_nothing_takes(data: str) -> None:
    article = read(linked(data))
    assert article.title == "The title shown"
    assert article.published is None


def test_a_level_of_five_thousand_digits() -> None:
    article = read(f"<h1>The title shown</h1><div role=heading aria-level={'9' * 5000}>x</div>")
    assert article.title == "The title shown"


def test_a_terminal_is_given_nothing_to_obey() -> None:
    stated = '{"@type": "NewsArticle", "headline": "A\\u001b[31m \\ud83d \\u0000title\\u2028here"}'
    assert read(linked(stated)).title == "A[31m \ufffd title here".replace("d t", "dt")
    shown = read(f"<h1>A&#27;[31m&#127; title&#x2028;here&#xFFFF;</h1>{PROSE}").title or ""
    assert shown.isprintable()


def test_entities_of_a_doctype_stay_unresolved() -> None:
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert read(f"{entity}<h1>Title &x; here</h1>{PROSE}").title == "Title &x; here"


def test_a_base_that_is_no_web_address_counts_for_nothing() -> None:
    html = f"<base href=file:///etc/><h1>The title shown</h1>{PROSE}<img src=passwd>{PROSE}"
    assert [image.url for image in read(html).images or ()] == [
        "https://www.htx.com/news/a-page-jw3PNpAL/passwd"
    ]


@pytest.mark.parametrize(
    "stamp",
    ["99999-01-01", "0000-00-00", "2026-02-31", "2036-05-21", "9999-12-31", "0001-01-01",
     "9999-12-31T23:59:59-14:00", "Hace 99999999999 min(s)", "253402300800000", "²⁰²⁶-05-21"],
)  # fmt: skip
def test_what_is_no_date_is_none(stamp: str) -> None:
    byline = f"<h1>The title shown</h1><div>marsbitPublicado a {stamp}</div>{PROSE}"
    assert read(byline).published is None
    meta = f'<meta property="article:published_time" content="{stamp}">'
    assert read(f"{meta}<h1>The title shown</h1>{PROSE}").published is None


BODY = page(FRENCH).encode().partition(b"<body>")[2]


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 200_000 + BODY,
        b"<html><body>" + b"<b><i>" * 100_000 + BODY,
        b'<html><head><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
        + b"x " * 25_000_000
        + b'"}</script></head><body>'
        + BODY,
        b'<html><head><script type="application/ld+json">['
        + b'{"@type":"NewsArticle","headline":"T"},' * 1_300_000
        + b"{}]</script></head><body>"
        + BODY,
    ],
    ids=["nested", "nested inline", "50 MB of one text", "50 MB of objects"],
)
def test_what_is_huge_is_read_or_not_and_in_time(body: bytes) -> None:
    began = process_time()
    article = read(body, "text/html; charset=utf-8")
    assert process_time() - began < 20
    assert article.page_kind == "article"
