"""Brackets before a text: a flash's headline, a machine's mark; and what a site file points at."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.items import Article
from newscrawl.reading import Card, read_cards, read_page
from newscrawl.reading.brackets import headline_in, without_machine
from newscrawl.spiders.marsbit_co import MarsbitCoSpider

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "https://news.marsbit.co/20260310183512204417.html"
FLASH = "MarsBit 讯，潮汐电站把谷电卖给矿场，每度一角八分。"


def arguments(url: str = URL) -> dict[str, Any]:
    return {"url": url, "fetched_at": NOW, "site": MarsbitCoSpider.site()}


def read(body: str, title: str = "") -> Article:
    head = f"<head><title>{title}</title></head>"
    return read_page(f"<html lang=zh>{head}<body>{body}</body></html>", **arguments())


def cards(body: str) -> list[Card]:
    return read_cards(f"<html><body>{body}", **arguments("https://news.marsbit.co/flash"))


@pytest.mark.parametrize(
    "mark",
    [
        "【GPT】",
        "【gpt-4o】",
        "[AI]",
        "【AI 摘要】",
        "(AI summary) ",
        "【ChatGPT生成】",
    ],
)
def test_a_mark_of_a_machine_is_dropped(mark: str) -> None:
    assert without_machine(f"{mark}电站") == "电站"


@pytest.mark.parametrize(
    "text", ["【独家】电站", "[Aida] sings", "【AI", "AI writes", "【】电站", ""]
)
def test_other_brackets_stay(text: str) -> None:
    assert without_machine(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("【潮汐电站售电】每度一角八分。", ("潮汐电站售电", "每度一角八分。")),
        (" 【 潮汐电站售电 】\n每度一角八分。", ("潮汐电站售电", "每度一角八分。")),
        ("【潮汐电站售电】", None),
        ("【独家】每度一角八分。", None),
        ("电站【潮汐电站售电】每度", None),
        ("【【潮汐电站售电】每度", None),
    ],
)
def test_a_headline_in_brackets(text: str, found: tuple[str, str] | None) -> None:
    assert headline_in(text) == found


def test_a_flash_whose_title_is_in_its_text_only() -> None:
    article = read(f"<p>2026-03-10</p><div><p>【潮汐电站售电给矿场】{FLASH}</p></div>")
    assert article.title == "潮汐电站售电给矿场"
    assert article.provenance["title"] == "brackets"
    assert article.text == FLASH


def test_a_bracket_that_is_not_the_title_stays_in_the_text() -> None:
    body = f"<h1>潮汐电站的一年</h1><p>2026-03-10</p><p>【本报海湾专电】{FLASH}</p>"
    assert read(body).text == f"【本报海湾专电】{FLASH}"


def test_a_card_of_one_paragraph() -> None:
    (card,) = cards(f"<a href={URL}><p>【潮汐电站售电给矿场】{FLASH}</p></a><i>3分钟前</i>")
    assert (card.title, card.summary) == ("潮汐电站售电给矿场", FLASH)


def test_a_mark_on_a_card() -> None:
    summary = (
        "电站与三家矿场签下十年购电合同，只卖涨潮时没人要的谷电，每度一角八分，刚好够付检修费。"
    )
    (card,) = cards(
        f"<div><a href={URL}>潮汐电站售电给矿场</a><p>【GPT】{summary}</p><i>3分钟前</i></div>"
    )
    assert (card.title, card.summary) == ("潮汐电站售电给矿场", summary)


SENTENCE = "停摆从周六下午一点开始，一个签名节点的时钟快了四十秒，其余六个节点认定它在撒谎。"


def test_a_sentence_that_tells_a_time_is_no_byline() -> None:
    article = read(f"<h1>跨链桥停摆之后</h1><p>2026-03-10</p><p>{SENTENCE}</p><p>{FLASH}</p>")
    assert article.text == f"{SENTENCE}\n\n{FLASH}"


def test_a_sentence_that_tells_a_time_is_no_stamp_of_a_card() -> None:
    (card,) = cards(
        f"<li><a href={URL}>跨链桥停摆之后的十一小时</a><p>{SENTENCE}</p><i>03月08日 21:30</i></li>"
    )
    assert card.summary == SENTENCE
    assert card.source is None
    assert card.published is not None
    assert card.published.raw == "03月08日 21:30"


def by(author: str) -> Article:
    named = f"<div class=news-info><a class=author href=/m/1>{author}</a><time>2026-03-10</time>"
    return read(f"<h1>跨链桥停摆之后</h1>{named}</div><p>{SENTENCE}</p><p>{FLASH}</p>")


def test_an_author_that_a_site_file_points_at() -> None:
    article = by("沈未央")
    assert (article.authors, article.source) == (["沈未央"], None)
    assert article.provenance["authors"] == "css:.news-info > a.author"


def test_a_source_in_the_place_that_a_site_file_points_at() -> None:
    article = by("火星财经")
    assert (article.authors, article.source) == ([], "火星财经")


NOTE = "<div class=tips>免责声明：本文不构成投资建议，请结合自身情况判断。</div>"


def test_a_text_that_a_site_file_points_at() -> None:
    article = read(
        "<h1>跨链桥停摆之后</h1><div class=news-info><time>2026-03-10</time></div>"
        f"<div class=news-synopsis><p>【GPT】{FLASH}</p><b>摘要由模型生成</b></div>"
        "<img src=/share.png><h2><div class=content-words><p>先写下来。</p><h3>再念一遍</h3>"
        f"<img src=/hand.png><p>{SENTENCE}</p></div></h2>{NOTE}<img src=/foot.png>"
    )
    assert article.summary == FLASH
    assert [(block.kind, block.text) for block in article.blocks or []] == [
        ("paragraph", "先写下来。"),
        ("heading", "再念一遍"),
        ("paragraph", SENTENCE),
    ]
    assert [image.url for image in article.images or []] == ["https://news.marsbit.co/hand.png"]
    assert article.provenance["blocks"] == "css:.content-words"
    assert article.provenance["summary"] == "css:.news-synopsis > p"


def test_without_what_a_site_file_points_at_the_rules_hold() -> None:
    article = read(f"<h1>跨链桥停摆之后</h1><p>2026-03-10</p><p>{SENTENCE}</p><p>{FLASH}</p>")
    assert article.text == f"{SENTENCE}\n\n{FLASH}"
    assert article.provenance["blocks"] == "maintext"


def test_a_weekday_beside_its_date_is_no_source() -> None:
    article = read(
        "<div><h2>10</h2><p>03月</p></div><div><span>星期二</span></div><div>32分钟前</div>"
        f"<h1>跨链桥停摆之后</h1><div class=content-words><p>{SENTENCE}</p></div>"
    )
    assert article.source is None


def test_an_author_whom_a_card_names_is_no_source() -> None:
    named = "<div class=news-info><a class=author href=/m/1>沈未央</a><time>2026-03-10</time></div>"
    page = f"<h1>跨链桥停摆之后</h1>{named}<div id=newsDetailsContent><p>{SENTENCE}</p></div>"
    card = Card("marsbit_co:20260310183512204417", URL, source="沈未央")
    article = read_page(f"<html lang=zh><body>{page}", **arguments(), cards=[card])
    assert (article.authors, article.source) == (["沈未央"], None)


def test_a_card_whose_text_is_set_as_a_heading() -> None:
    (card,) = cards(
        f"<div><b>32分钟前</b><a href={URL}>潮汐电站售电</a><h3><div>{FLASH * 2}</div></h3></div>"
    )
    assert (card.title, card.summary, card.source) == ("潮汐电站售电", FLASH * 2, None)


def test_a_label_that_is_glued_to_the_title_of_a_card() -> None:
    linked = f"<a title=潮汐电站售电给矿场 href={URL}><h5><span>快讯</span>潮汐电站售电给矿场</h5>"
    (card,) = cards(f"<div>{linked}<p>{SENTENCE}</p></a><time>32分钟前</time></div>")
    assert (card.title, card.summary) == ("潮汐电站售电给矿场", SENTENCE)


def test_cards_of_short_titles_without_a_stamp() -> None:
    links = [f"<a href=/flash/2026031019593811223{number}.html>" for number in range(2)]
    listed = [f"<div>{link}潮汐电站售电</a></div>" for link in links]
    assert [card.title for card in cards("".join(listed))] == ["潮汐电站售电"] * 2
    assert cards("".join(listed).replace("潮汐电站售电", "潮汐")) == []


def test_a_list_by_the_rules_of_its_site() -> None:
    body = f"<h3>2026年3月10日</h3><a href={URL}><p>【潮汐电站售电给矿场】{FLASH}</p></a>"
    page = read_page(body, **arguments("https://news.marsbit.co/flash"))
    assert page.page_kind == "list"
    gone = read_page("<p>页面不存在</p>", **arguments("https://news.marsbit.co/flash"))
    assert gone.page_kind == "error"
