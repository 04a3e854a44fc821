"""What stands around and inside the text of any publisher's page and is none of it."""

from __future__ import annotations

import time

import pytest
from test_reading_anywhere import TEXT, P, read, texts

from newscrawl.items import Article
from newscrawl.reading.placeholders import _PHRASES

# Cards that could take lines which are not theirs


def test_a_card_in_the_text_does_not_reach_over_it_for_the_byline() -> None:
    byline = "<p>Same tide, other hopes.</p><div>By Mara Lind May 20, 2026 7:18 pm</div>"
    card = (
        "<div><a href='/news/the-harbour-of-oriel-gets-a-crane'>The harbour gets a crane</a></div>"
    )
    article = read(f"{byline}<p>The tide has sold its first power.</p>{P[0]}{card}{''.join(P[1:])}")
    assert texts(article)[-6:] == ["The tide has sold its first power.", *TEXT]
    assert article.published is not None
    assert article.published.raw == "May 20, 2026 7:18 pm"
    assert article.authors == ["Mara Lind"]
    assert titles(article) == ["The harbour gets a crane"]


@pytest.mark.parametrize("rel", ["author", "tag", "category tag", "license nofollow"])
def test_a_link_that_says_it_leads_to_no_article_is_no_card(rel: str) -> None:
    byline = f"<div><a rel='{rel}' href='/my/157090/'>Mara Lind</a>, 20 May 2026, 10:00</div>"
    article = read(f"<div class=teaser>{TEXT[0]}</div>{byline}{''.join(P[1:])}")
    assert texts(article) == TEXT
    assert not article.related
    assert article.published is not None
    assert article.published.raw == "20 May 2026, 10:00"


# What is told of the authors

NAME = "<div class=byline>By <a href='/authors/mara-lind'>Mara Lind</a></div>"
BIO = (
    "Mara Lind has covered the coast and those who live by it for twenty years, first in Oriel and "
    "then for papers abroad. She holds a degree in the flow of water and lives on a boat. Her book "
    "on the storm of the century won the prize of the harbour and was read in schools for a decade."
)
PROFILES = {
    "a box": f"<div class=author-bio><p>Mara Lind</p><p>{BIO}</p></div>",
    "a tip": f"<div class='comp author-tooltip__bio'>{BIO}</div>",
    "camels": f"<section class=AuthorInfo_x1><p>{BIO}</p><p>mara@oriel.example</p></section>",
    "about": f"<aside></aside><div class='about-the-author'><span>{BIO}</span></div>",
    "a job": "<div class=contrib-byline><span class=role>Senior Contributor</span>"
    "<div class=short-bio>I am a writer from Oriel Bay, consultant and author.</div></div>",
}


@pytest.mark.parametrize("where", ["over", "inside", "under"])
@pytest.mark.parametrize("shape", PROFILES)
def test_what_is_told_of_authors_is_neither_text_nor_summary(shape: str, where: str) -> None:
    at = {"over": 0, "inside": 3, "under": len(P)}[where]
    text = "".join([*P[:at], PROFILES[shape], *P[at:]])
    article = read(f"{NAME}<div>20 May 2026</div><div class=text>{text}</div>")
    assert texts(article) == TEXT
    assert article.summary is None
    assert article.authors == ["Mara Lind"]


@pytest.mark.parametrize("name", ["post author-mara", "byline-top", "contributor"])
def test_a_text_in_a_box_that_is_named_after_its_author_is_the_text(name: str) -> None:
    text = f"<div class='{name}'>{''.join(P)}</div>"
    assert texts(read(f"{NAME}<div>20 May 2026</div>{text}")) == TEXT


# What stands in place of what a script would show

ASKED = {
    "en": [
        "To watch this film, please accept cookies of the player.",
        "This content is hosted by another company and needs your consent.",
        "Your browser does not support the player.",
        "Please use another browser to watch the film.",
    ],
    "de": [
        "Empfohlener redaktioneller Inhalt",
        "An dieser Stelle steht ein externer Inhalt von Oriel Media.",
        "Sie können ihn sich mit einem Klick anzeigen lassen.",
        "Dabei werden personenbezogene Daten an Dritte übermittelt.",
        "Bitte aktivieren Sie JavaScript, um den Film zu sehen.",
    ],
    "fr": [
        "Ce contenu a été bloqué car vous avez refusé les cookies.",
        "Votre navigateur ne lit pas ce film.",
    ],
    "es": [
        "Este contenido necesita las cookies de terceros.",
        "Tu navegador no puede mostrar el vídeo.",
    ],
    "pt": ["Este conteúdo usa cookies de terceiros.", "Seu navegador não toca este vídeo."],
    "it": ["Questo contenuto è ospitato da terze parti.", "Il tuo browser non mostra il filmato."],
    "nl": ["Om deze inhoud te zien moet je cookies toestaan."],
    "pl": ["Aby obejrzeć film, wyraź zgodę na pliki cookie."],
    "cs": ["Pro zobrazení videa je nutný souhlas s cookies."],
    "sv": ["För att se klippet måste du godkänna cookies."],
    "da": ["For at se klippet skal du acceptere cookies."],
    "nb": ["For å se klippet må du godta informasjonskapsler."],
    "fi": ["Selaimesi ei tue tätä soitinta."],
    "hu": ["Az Ön böngészője nem támogatja a lejátszót."],
    "ru": ["Ваш браузер не поддерживает проигрыватель."],
    "uk": ["Ваш браузер не підтримує програвач."],
    "tr": ["Tarayıcınız bu oynatıcıyı desteklemiyor."],
    "el": ["Ο περιηγητής σας δεν υποστηρίζει το βίντεο."],
    "ro": ["Browserul tău nu poate reda filmul."],
    "id": ["Browser Anda tidak mendukung pemutar ini."],
    "vi": ["Trình duyệt của bạn không hỗ trợ phim này."],
    "zh": ["您的浏览器不支持此播放器。", "請開啟 JavaScript 以觀看影片。"],
    "ja": ["お使いのブラウザでは動画を再生できません。"],
    "ko": ["사용 중인 브라우저는 이 영상을 지원하지 않습니다."],
    "ar": ["متصفحك لا يدعم تشغيل الفيديو."],
    "fa": ["مرورگر شما این ویدیو را پشتیبانی نمی‌کند."],
    "he": ["הדפדפן שלך אינו תומך בנגן."],
    "hi": ["आपका ब्राउज़र यह वीडियो सपोर्ट नहीं करता।"],
    "th": ["เบราว์เซอร์ของคุณไม่รองรับวิดีโอนี้"],
}


def test_each_language_has_one_that_asks() -> None:
    assert ASKED.keys() == _PHRASES.keys()


@pytest.mark.parametrize("line", [line for lines in ASKED.values() for line in lines])
def test_what_asks_for_consent_or_a_browser_is_no_text(line: str) -> None:
    asks = f"<div class=embed><p>{line}</p></div>"
    assert texts(read("".join([*P[:2], asks, *P[2:]]))) == TEXT


def test_the_whole_box_that_asks_for_consent_is_no_text() -> None:
    lines = [*ASKED["de"][:3], "Oriel-Media-Inhalte erlauben", "Mehr dazu im Datenschutz."]
    box = "".join(f"<p>{line}</p>" for line in lines)
    assert texts(read("".join([*P[:2], f"<div>{box}</div>", *P[2:]]))) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Please use another door, the browser of old books told the visitors, and they did so.",
        "This content is hosted by the museum of Oriel until the autumn, when it moves uphill.",
        "We need your consent before we build, the mayor told the fishermen on Monday evening.",
        "Dieser Browser kann mehr als alle anderen, sagt der Hersteller, der ihn gestern zeigte.",
        "Mit einem Klick können Kunden künftig ihre Daten löschen, kündigte der Konzern an.",
        "Para ver el partido la afición acepta esperar dos horas bajo la lluvia de la bahía.",
        "Чтобы посмотреть матч, согласие родителей не нужно, сообщили в пресс-службе клуба.",
        "The browser does not show what the harbour pays for its crane, the mayor said on Monday.",
        "JavaScript is the language that the harbour writes its tide tables in, as it always has.",
        "To see this bay as it was before the turbines came, one has to ask its oldest fishermen.",
        "Diese Inhalte werden von den Fischern erzählt, nicht von denen, die die Turbinen bauten.",
    ],
)
def test_what_only_mentions_a_browser_is_text(line: str) -> None:
    assert line in texts(read("".join([*P[:2], f"<p>{line}</p>", *P[2:]])))


def test_placeholders_cost_time_in_proportion() -> None:
    def seconds(number: int) -> float:
        page = "".join(P) + "<p>Please enable JavaScript</p>" * number
        began = time.perf_counter()
        read(page)
        return time.perf_counter() - began

    assert seconds(8_000) < 20 * seconds(1_000)


def test_what_leads_to_a_card_inside_the_text_goes_with_it() -> None:
    card = "<p><a href='/news/the-harbour-of-oriel-gets-a-crane'>The harbour gets a crane</a></p>"
    article = read("".join([*P[:2], f"<p>Read more:</p>{card}", *P[2:]]))
    assert texts(article) == TEXT


# What tells of a picture

PICTURE = "<img src=/crane.jpg alt=''>"
CAPTION = "The crane at work before the storm, seen from the harbour wall in the first light of May"


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='image-widget__x1'>{PICTURE}<p>{CAPTION}</p><p>Image: Mara Lind</p></div>",
        f"<div class=imgbox><div>{PICTURE}</div><span>{CAPTION}</span></div>",
        f"<div class='fancy-imagery-image'>{PICTURE}<div class=sub><p>{CAPTION}</p></div></div>",
        f"<ul><li>{PICTURE}<div class='caption full'><p>{CAPTION}</p></div></li></ul>",
    ],
)
@pytest.mark.parametrize("at", [0, 2])
def test_what_shares_the_box_of_a_picture_is_its_caption(box: str, at: int) -> None:
    article = read("".join([*P[:at], box, *P[at:]]))
    assert texts(article, "paragraph", "list_item") == TEXT
    if at:
        assert CAPTION in texts(article, "caption")


@pytest.mark.parametrize("name", ["image-story", "photo_block", "img-text"])
def test_a_text_told_in_boxes_of_pictures_is_a_text(name: str) -> None:
    boxes = "".join(f"<div class='{name}'>{PICTURE}{paragraph}</div>" for paragraph in P)
    assert texts(read(boxes), "paragraph") == TEXT


def test_a_standfirst_under_a_title_over_a_picture_is_no_caption() -> None:
    head = f"<div class='image hero'>{PICTURE}<h1>Tidal power</h1><p>{CAPTION}</p></div>"
    article = read("".join(P), title=head)
    assert CAPTION not in texts(article, "caption")


# Related readings


def test_titles_under_a_label_lead_to_articles_whatever_their_addresses() -> None:
    titles = {
        "/world/harbour-crane": "The harbour of Oriel gets a crane",
        "/50": "Fishermen sell their catch to the grid",
        "/tag/tides": "All that was written on the tides",
        "/world/": "World",
        "https://elsewhere.example/a-b": "A story that another paper tells of",
    }
    links = "".join(f"<li><a href='{url}'>{title}</a></li>" for url, title in titles.items())
    article = read(f"{''.join(P)}<h2>Related articles</h2><ul>{links}</ul>")
    assert [card.title for card in article.related or []] == list(titles.values())[:2]
    assert texts(article) == TEXT
    assert read(f"{''.join(P)}<h2>Sections</h2><ul>{links}</ul>").related in (None, [])


CARDS = {
    "/news/the-harbour-of-oriel-gets-a-crane": "The harbour of Oriel gets a crane",
    "/news/fishermen-sell-their-catch-to-the-grid": "Fishermen sell their catch to the grid",
    "/news/a-storm-that-nobody-had-foreseen": "A storm that nobody had foreseen",
}


def listed(title: str, cards: dict[str, str] = CARDS, tag: str = "div") -> str:
    items = "".join(f"<li><a href='{url}'>{text}</a></li>" for url, text in cards.items())
    return f"<{tag}><h3>{title}</h3><ul>{items}</ul></{tag}>"


def titles(article: Article) -> list[str | None]:
    return [card.title for card in article.related or []]


@pytest.mark.parametrize(
    "title",
    ["Read next", "Auch interessant", "Relacionadas", "関連記事", "Taip pat skaitykite", "Vezi și",
     "الموضوعات المتعلقة", "Also of interest in the bay", "More from the harbour"],
)  # fmt: skip
def test_a_list_under_a_text_is_of_related_readings(title: str) -> None:
    article = read(f"{''.join(P)}{listed(title)}")
    assert titles(article) == list(CARDS.values())
    assert texts(article) == TEXT


@pytest.mark.parametrize(
    "title",
    ["Most read", "Latest news", "Trending now", "Meistgelesen", "Lo más leído", "Les plus lus",
     "Самое читаемое", "アクセスランキング", "많이 본 뉴스", "الأكثر قراءة", "Skaitomiausi"],
)  # fmt: skip
def test_a_list_of_the_whole_site_is_of_no_related_readings(title: str) -> None:
    assert titles(read(f"{''.join(P)}{listed(title)}")) == []
    both = read(
        f"{''.join(P)}{listed('Related articles', dict([*CARDS.items()][:1]))}{listed(title)}"
    )
    assert titles(both) == list(CARDS.values())[:1]


@pytest.mark.parametrize("tag", ["nav", "footer", "aside"])
def test_menus_and_what_is_set_aside_are_no_related_readings(tag: str) -> None:
    assert titles(read(f"{''.join(P)}{listed('Stories', tag=tag)}")) == []


def test_tags_and_archives_are_no_related_readings() -> None:
    tags = {f"/topic-{n}-{n}12345": f"Topic {n}" for n in range(5)}
    archive = {
        f"/2020/{n}/a-week-of-the-bay-{n}00000": f"The week {n} of the bay" for n in range(90)
    }
    assert titles(read(f"{''.join(P)}{listed('Topics', tags)}")) == []
    assert titles(read(f"{''.join(P)}{listed('Archive', archive)}")) == []


@pytest.mark.parametrize(
    "lead",
    ["<p>Read more: {}</p>", "<p><b>RELATED:</b> {}</p>", "<p>Lesen Sie auch:</p><p>{}</p>",
     "<p>Читайте также: {}</p>", "<p>Leia mais:</p><p>{}</p>", "<p>延伸閱讀：{}</p>"],
)  # fmt: skip
def test_what_words_inside_a_text_lead_to_is_a_related_reading(lead: str) -> None:
    url, title = next(iter(CARDS.items()))
    link = f"<a href='{url}'>{title}</a>"
    article = read("".join([*P[:2], lead.format(link), *P[2:]]))
    assert titles(article) == [title]
    assert texts(article) == TEXT
    assert (article.provenance or {})["related"] in ("cards:lead", "cards:label")
    said = read("".join([*P[:2], f"<p>The mayor told of it, and {link} is hers.</p>", *P[2:]]))
    assert titles(said) == []


HARBOUR = next(iter(CARDS))
IMAGE_LINK = f"<a href='{HARBOUR}'><img src=/crane.jpg></a>"


@pytest.mark.parametrize(
    "page",
    [
        f"<p>Read also:</p><p>{IMAGE_LINK}</p><p><a href='https://t.me/x'>Our own channel</a></p>",
        f"<p>Read also:</p><div>{IMAGE_LINK}</div>",
        f"<h3>Related articles</h3><div>{IMAGE_LINK}</div>",
        f"<div>{IMAGE_LINK}</div>",
    ],
)
def test_links_of_a_picture_alone_stop_nothing(page: str) -> None:
    assert texts(read(f"{''.join(P)}{page}"))[: len(TEXT)] == TEXT
    assert texts(read("".join([*P[:2], page, *P[2:]])))[:2] == TEXT[:2]


def test_a_short_text_of_sentences_that_begin_like_notices_is_a_text() -> None:
    lines = [
        "JavaScript must be enabled for nine of ten sites to work, a study of the harbour shows.",
        "Your browser is not neutral, says its author, who sells tide tables to the fishermen.",
        "The video has been blocked in two countries, where its maker is on trial since Monday.",
        *TEXT[:3],
    ]
    assert texts(read("".join(f"<p>{line}</p>" for line in lines))) == lines


# What stands over a text


def test_a_standfirst_that_is_set_as_a_heading_is_the_first_paragraph() -> None:
    lead = "Oriel Bay begins a work that it has been waiting for these twenty years"
    head = f"<header><h1>Tidal power</h1><h2>{lead}</h2></header><div>20 May 2026</div>"
    body = "".join([*P[:2], "<h2>What the fishermen say of it</h2>", *P[2:]])
    article = read(f"<div class=body>{body}</div>", title=head)
    assert article.summary == lead
    assert texts(article) == [lead, *TEXT[:2], "What the fishermen say of it", *TEXT[2:]]


def test_the_first_heading_of_a_text_is_no_standfirst() -> None:
    first = "What the fishermen of Oriel Bay have said for twenty years"
    article = read(f"<div class=body><h2>{first}</h2>{''.join(P)}</div>")
    assert article.summary is None
    assert texts(article, "heading") == [first]


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "- Publicitate -", "REKLAM", "Anzeige", "広告", "إعلان",
     "Story continues below advertisement", "Tekst se nastavlja ispod oglasa"],
)  # fmt: skip
def test_lines_that_only_announce_an_advertisement_are_no_text(line: str) -> None:
    assert texts(read("".join([*P[:2], f"<p>{line}</p>", *P[2:]]))) == TEXT


@pytest.mark.parametrize(
    "line",
    ["Dalszy ciąg sporu o most w sądzie", "Continúa tras la lluvia", "La suite après l’orage",
     "Continua dopo il temporale", "Ad hoc", "Der Artikel geht an die Fischer weiter"],
)  # fmt: skip
def test_headings_that_begin_like_announcements_are_text(line: str) -> None:
    assert line in texts(read("".join([*P[:2], f"<h2>{line}</h2>", *P[2:]])))


def test_a_stamp_that_leads_to_the_archive_of_its_day_is_no_card() -> None:
    stamp = "<div><time><a href='/archive/2026-05-20/'>20 May 2026</a></time></div>"
    article = read(f"{stamp}{''.join(P)}")
    assert not article.related
    assert article.published is not None
    assert article.published.raw == "20 May 2026"


def test_the_day_of_a_picture_is_not_that_of_its_article() -> None:
    head = "<meta property='og:article:published_time' content='2026-05-20T10:00:00+02:00'>"
    figure = "<figure><img src=a.jpg><figcaption>The bay on 3 May 2026.</figcaption></figure>"
    article = read(f"{figure}{''.join(P)}", head=head)
    assert article.published is not None
    assert article.published.at == "2026-05-20T08:00:00Z"
    without = read(f"{figure}{''.join(P)}")
    assert without.published is None
