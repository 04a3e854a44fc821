"""Pages that are no article, and articles in wrong or missing charsets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.pipelines import flaw
from newscrawl.reading import read_page
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
    ],
)
def test_the_right_text_or_a_rejection(
    text: str, encoding: str, content_type: str | None, meta: str
) -> None:
    article = read(page(text, meta).encode(encoding), content_type)
    assert [block.text for block in article.blocks or ()] == [f"{text}{n}" for n in range(6)]


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
