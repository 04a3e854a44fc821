"""The reader on many skins of one page: whatever HTML carries a text, the article is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest
from lxml import html as lxml_html

from newscrawl.dates import DateSpan
from newscrawl.reading import Card, Site, read_page
from tests.skins.content import PageContent, at
from tests.skins.contents import OWN_CONTENTS, htx_contents
from tests.skins.htx import HTX, htx_answers, htx_content
from tests.skins.judge import differences, expected, judge, marsbit_site
from tests.skins.named import NAMED_SKINS
from tests.skins.render import render
from tests.skins.sampling import sample_case, unreasonable
from tests.skins.skin import CHOICES, Skin
from tests.skins.texts_long import LONG_SUMMARY, LONG_SUMMARY_WHOLE

needs_htx = pytest.mark.skipif(
    not (HTX / "expected.json").exists(), reason="the real page is not beside this checkout"
)
CASES = [
    (skin, content)
    for skin in NAMED_SKINS
    for content in OWN_CONTENTS
    if unreasonable(OWN_CONTENTS[content], NAMED_SKINS[skin]) is None
]


@cache
def site() -> Site:
    return marsbit_site()


def check(content: PageContent, skin: Skin) -> None:
    """Fails with the skin and the fields that differ, nothing else.

    A random one is looked at with `python -m tests.skins --content own --diff SEED`, or
    `--content real` for the real page.
    """
    wrong = judge(render(content, skin), content, skin, site())
    if wrong:
        lines = "\n".join(f"  {name}: {text}" for name, text in wrong.items())
        pytest.fail(f"{content.name}  {skin}\n{lines}", pytrace=False)


# -- the real page -------------------------------------------------------------------------


@needs_htx
@pytest.mark.parametrize("name", ["page-a.html", "page-b.html"])
def test_reconstructions_give_the_whole_expected_article(name: str) -> None:
    answers = htx_answers()
    article = read_page(
        (HTX / name).read_bytes(),
        url=answers["url"],
        fetched_at=at(answers["fetched_at"]),
        site=site(),
        content_type="text/html; charset=utf-8",
    )
    content = htx_content()
    assert content is not None
    # Both link to their cards by absolute paths, as the plain skin does.
    assert differences(article, expected(content, Skin())) == {}
    assert article.url == answers["url"]
    assert article.published is not None
    assert article.published.raw
    assert article.published_at == article.published.at
    assert [card.published.precision for card in article.related or [] if card.published] == [
        "minute",
        "minute",
        "hour",
    ]
    # `Hace 33 min(s)` at 09:00.
    assert (article.related or [])[0].published_at == "2026-05-21T08:27:00Z"


@needs_htx
@pytest.mark.parametrize("name", NAMED_SKINS)
def test_real_page_in_named_skins(name: str) -> None:
    for content in htx_contents().values():
        if unreasonable(content, NAMED_SKINS[name]) is None:
            check(content, NAMED_SKINS[name])


@needs_htx
@pytest.mark.parametrize("seed", range(60))
def test_real_page_in_random_skins(seed: int) -> None:
    check(*sample_case(seed, htx_contents()))


# -- pages of our own ----------------------------------------------------------------------


@pytest.mark.parametrize(("skin", "content"), CASES)
def test_own_contents_in_named_skins(skin: str, content: str) -> None:
    check(OWN_CONTENTS[content], NAMED_SKINS[skin])


@pytest.mark.parametrize("seed", range(154))
def test_own_contents_in_random_skins(seed: int) -> None:
    check(*sample_case(seed, OWN_CONTENTS))


# -- cards seen before ---------------------------------------------------------------------


def card(summary: str | None, published: DateSpan | None = None) -> Card:
    return Card(
        id=f"marsbit:{LONG_SUMMARY.id}",
        url=LONG_SUMMARY.url,
        title=LONG_SUMMARY.title,
        summary=summary,
        source=LONG_SUMMARY.source,
        published=published,
        found_on="https://www.htx.com/es-es/news/",
    )


def summary_with(card: Card, skin: Skin) -> str | None:
    article = read_page(
        render(LONG_SUMMARY, skin),
        url=LONG_SUMMARY.url,
        fetched_at=LONG_SUMMARY.fetched_at,
        site=site(),
        cards=[card],
    )
    return article.summary


@pytest.mark.parametrize("name", ["plain", "next_hashed", "flat_nameless", "old_cms_breaks"])
def test_whole_summary_of_a_card_replaces_the_cut_one(name: str) -> None:
    skin = NAMED_SKINS[name]
    assert summary_with(card(LONG_SUMMARY_WHOLE), skin) == LONG_SUMMARY_WHOLE
    whole = replace(LONG_SUMMARY, summary=LONG_SUMMARY_WHOLE)
    seen = [card(LONG_SUMMARY_WHOLE)]
    wrong = judge(render(LONG_SUMMARY, skin), whole, skin, site(), cards=seen)
    assert wrong == {}


@pytest.mark.parametrize(
    "other",
    [
        None,
        LONG_SUMMARY_WHOLE[:200] + "...",
        "An unrelated text, longer than nothing and shorter than the summary of the page.",
    ],
    ids=["no summary", "shorter cut", "another text"],
)
def test_other_cards_leave_the_cut_summary(other: str | None) -> None:
    assert summary_with(card(other), Skin()) == LONG_SUMMARY.summary


def test_stamp_of_a_card_sharpens_the_byline_day() -> None:
    span = DateSpan(
        earliest=at("2026-05-18T08:00:00Z"),
        latest=at("2026-05-18T08:59:59Z"),
        precision="hour",
        raw="Hace 25 hora(s)",
        basis="test",
    )
    seen = [card(None, published=span)]
    article = read_page(
        render(LONG_SUMMARY, Skin()),
        url=LONG_SUMMARY.url,
        fetched_at=LONG_SUMMARY.fetched_at,
        site=site(),
        cards=seen,
    )
    assert article.published is not None
    assert article.published.earliest == "2026-05-18T08:00:00Z"
    assert article.published.latest == "2026-05-18T08:59:59Z"


# -- the generator itself ------------------------------------------------------------------


def visible(page: str) -> str:
    """The page's text as a person sees it, without white space."""
    root = lxml_html.document_fromstring(page)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
            continue
        style = (element.get("style") or "").replace(" ", "")
        unseen = element.tag in ("head", "script", "style", "template", "noscript")
        unseen |= element.get("class") in ("xk1", "sr-only")
        unseen |= "display:none" in style or "visibility:hidden" in style
        # A folded answer is seen after a click.
        unseen |= "hidden" in element.attrib and not (element.get("id") or "").startswith("faq")
        if unseen:
            element.drop_tree()
    return re.sub(r"[\s\u200b\ufeff\u00ad]", "", root.text_content())


def said(content: PageContent, skin: Skin) -> Iterator[str]:
    """Every text that a page must show, the body's in order first."""
    yield from (block.text for block in content.blocks)
    yield from (content.summary or "", content.source, content.published, content.updated or "")
    yield from (text for pair in content.questions for text in pair)
    for reading in content.related:
        yield from (reading.title, reading.summary or "", reading.source or "", reading.stamp)
    if skin.title not in ("og_only", "title_only"):
        yield content.title


@pytest.mark.parametrize("start", range(0, 280, 28))
def test_every_skin_shows_the_whole_text(start: int) -> None:
    for seed in range(start, start + 28):
        content, skin = sample_case(seed, OWN_CONTENTS)
        text = visible(render(content, skin))
        place = 0
        for index, piece in enumerate(said(content, skin)):
            place = text.find("".join(piece.split()), place if index < len(content.blocks) else 0)
            assert place >= 0, f"{content.name} {skin}: {piece[:60]}"


def test_pages_are_the_same_for_the_same_seed() -> None:
    first, again = (render(*sample_case(5, OWN_CONTENTS)) for _ in range(2))
    assert first == again
    assert first != render(*sample_case(5 + len(OWN_CONTENTS), OWN_CONTENTS))


def test_random_skins_draw_every_value_of_every_choice() -> None:
    drawn: Mapping[str, set[str]] = {choice: set() for choice in CHOICES}
    for seed in range(600):
        _, skin = sample_case(seed, OWN_CONTENTS)
        for choice, values in drawn.items():
            values.add(getattr(skin, choice))
    assert drawn == {choice: set(values) for choice, values in CHOICES.items()}


def test_a_wrong_article_is_seen() -> None:
    content = OWN_CONTENTS["rich"]
    article = read_page(
        render(content, Skin()), url=content.url, fetched_at=content.fetched_at, site=site()
    )
    assert article.blocks
    article.blocks = article.blocks[1:]
    article.title = f"{article.title} | HTX Insights"
    wrong = differences(article, expected(content, Skin()))
    assert {"blocks", "title"} <= set(wrong)
