"""Which of a page's cards are related readings: by what stands over or before them, or by shape.

On a site that nobody described a list is taken for related readings where it is called so, or
where it stands under the text and is not called a list of the whole site: the latest, the most
read. A link in the text counts that words like "Read more:" lead to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newscrawl.reading.blocks import is_prose
from newscrawl.reading.card_fields import TITLE_LEAST, Unit
from newscrawl.reading.cards import runs
from newscrawl.reading.lines import Line, width
from newscrawl.reading.page import Page
from newscrawl.reading.sections import label_of

_TOPS = ("nav", "header")
_MENUS = ("nav", "header", "footer", "class:nav", "class:menu", "class:footer")
# So far from its label, or from what leads to it, a card can stand.
_UNDER, _BEHIND = 8, 3
# A longer list is an archive.
_MOST = 40
# A card that is set into a text has no more lines.
_MOST_INSIDE = 3
# So many labels of a page are looked under.
_MOST_LABELS = 20
_LEADING_CHARS = 32
# So much of a page's prose can stand under the end of its text: notices, summaries of cards.
_REST = 0.2
# What leads to another article from inside a text, before a colon or alone in its line.
_LEADS = (
    r"(?:read|see|watch|listen|learn|find out|catch up|explore)(?: \w+)?(?: more| also| next|"
    r" here)?|"
    r"(?:more|also|next|earlier|previously|background|explainer|opinion|analysis|exclusive)|"
    r"lee|leer(?: más)?|lee más|leia(?: mais)?|veja(?: mais)?|saiba mais|leggi(?: di più)?|"
    r"devamını oku|ayrıca|lire(?: plus)?|en savoir plus|baca(?: selengkapnya)?|"
    r"(?:lesen sie |lies )?(?:mehr|dazu)(?: lesen)?|xem thêm|đọc thêm|czytaj więcej|lees (?:meer|"
    r"verder)|"
    r"läs mer|læs mere|les mer|lue lisää|čtěte dále|citește mai (?:mult|departe)|"
    r"διαβάστε περισσότερα|קראו עוד|и ещё|читайте|читайте подробнее|подробнее|детальніше|"
    r"читайте більше|"
    r"और पढ़ें|पढ़ें|อ่านเพิ่มเติม|อ่านต่อ|আরও পড়ুন|আরো পড়ুন|اقرأ المزيد|المزيد|بیشتر بخوانید|"
    r"阅读更多|閱讀更多|看更多|もっと読む|더 읽어보기"
)
# How lists of a whole site are called, which no article is related to.
_GENERAL = (
    # en
    r"(?:the |our )?(?:most (?:read|popular|viewed|shared|watched|discussed|commented|clicked"
    r"|recent)|"
    r"trending|top (?:stories|news|videos|picks|posts|headlines)|latest|newest|breaking|headlines|"
    r"recent (?:posts|stories|news|articles|comments|videos)|featured|in other news|more news|"
    r"popular(?:$| (?:posts|stories|news|articles|now|today|videos|this))|what.s (?:new|hot)|"
    r"editors?.{0,2} picks?|(?:from )?(?:the|around the) web|sponsored|promoted|partner content|"
    r"paid (?:content|post)|shopping|deals|news(?: updates)?$|videos?$|photos$|galleries$|live$)\b|"
    # de, nl
    r"meist|beliebt|neue(?:ste|s)|aktuell|top-?themen|schlagzeilen|ticker|newsticker|anzeige|"
    r"angebote|"
    r"bildergalerien|populair|laatste|nieuwste|"
    # es, pt, fr, it, ca
    r"(?:lo |los |las )?más (?:leíd|vist|comentad|popular|noticias)|últim|lo último|destacad|"
    r"tendencias|"
    r"portada|(?:as |os )?mais (?:lid|vist|popular)|destaques|em alta|(?:les? )?plus (?:lus?|vus?|"
    r"consultés|partagés|récents)|les plus|à la une|derni(?:er|ère)s?|en direct|tendances|"
    r"(?:i |le )?più (?:lett|vist|popolar)|ultim(?:e|i|ora|issime)\b|ultim.ora|in evidenza|in"
    r" primo piano|(?:el |els |les )?més "
    r"(?:llegi|vist)|darrer|"
    # pl, cs, sk, hu, ro, hr, sr, sl, lt
    r"najczęściej|najnowsze|najpopularniejsze|popularne|nejčtenější|nejnovější|aktuálně|"
    r"hlavní zprávy|"
    r"najčítanejšie|najnovšie|legolvasottabb|legfrissebb|friss|cele mai|ultimele|najčitanije|"
    r"najnovije|najbolj brano|najnovejše|skaitomiausi|populiariausi|naujausi|"
    # sv, da, nb, fi
    r"mest |senaste|seneste|siste|populär|populær|luetuimmat|uusimmat|tuoreimmat|"
    # ru, uk, bg, el
    r"сам(?:ое|ые) |популярн|последние |лента|главное|главные новости|новости(?:$| дня| компаний"
    r"| партн)|топ\b|свежие|"
    r"найпопулярніш|найчитаніш|останні|головн|стрічка|новини$|най-|δημοφιλ|τελευταία|ροή|πρόσφατ|"
    # tr, ar, fa, he, hi
    r"en çok|son dakika|son haber|popüler|öne çıkan|gündem|çok okunan|الأكثر|اكثر|آخر ال|أحدث|"
    r"اخر ال|"
    r"پربازدید|پربیننده|آخرین|تازه|הנקראות|הנצפות|חדשות אחרונות|מבזקים|ताज|सबसे |ट्रेंडिंग|टॉप|"
    # zh, ja, ko, id, vi, th
    r"热门|熱門|最新|排行|热点|熱點|点击|點擊|人气|人氣|头条|頭條|要闻|要聞|快讯|快訊|滚动|"
    r"アクセス|人気|"
    r"ランキング|新着|注目|速報|トピックス|많이 본|인기|실시간|주요 ?뉴스|랭킹|속보|헤드라인|최신|"
    r"terpopuler|terbaru|terkini|paling|populer|berita utama|đọc nhiều|xem nhiều|mới nhất|tin mới|"
    r"nổi bật|tin nóng|ยอดนิยม|ล่าสุด|มาแรง"
)


class Related(NamedTuple):
    """The cards that are related readings.

    Attributes:
        listed: those of lists.
        led: those that words inside the text lead to.
        origin: how that is known: label, lead, shape; empty if there are none.
    """

    listed: list[Unit]
    led: list[Unit]
    origin: str


def find_related(page: Page, units: list[Unit], label: int | None, title: int | None) -> Related:
    """The related readings of an article page.

    Args:
        page: the page, with title, byline, labels and cards claimed.
        units: its cards.
        label: the line that heads related readings, where there is one.
        title: the line of the title, where there is one.
    """
    units = [unit for unit in units if unit.start < unit.end]  # a picture alone has no line
    groups = list(runs(page, units))
    if page.is_described:
        chosen, origin = _of_described(page, groups, label)
        return Related(chosen, [], origin)
    labels = sorted(at for at, part in page.claimed.items() if part == "label:related")
    under = [
        unit
        for at in labels[:_MOST_LABELS]
        if not page.lines[at].chrome.startswith(_TOPS)
        for unit in _under(page, groups, at)
        if unit.title is None or _says_enough(unit.title)
    ]
    start = _end_of_text(page, title or 0)
    led = [unit for unit in _led(page, units) if unit.title and _says_enough(unit.title)]
    led += [unit for unit in units if (title or 0) < unit.start < start and _is_inside(page, unit)]
    if under or led:
        return Related(under, led, "label" if under else "lead")
    shaped = max(
        (group for group in groups if group[0].start > start and _can_be_related(page, group)),
        key=lambda group: (sum(unit.span is not None for unit in group), group[0].start),
        default=[],
    )
    return Related(shaped, [], "shape" if shaped else "")


def _is_inside(page: Page, unit: Unit) -> bool:
    # A title that is a line of its own and leads away, set between paragraphs.
    lines = page.lines[unit.start : unit.end]
    before, after = page.lines[unit.start - 1], page.lines[unit.end : unit.end + 1]
    return (
        len(lines) <= _MOST_INSIDE
        and not any(line.chrome for line in lines)
        and any(line.href is not None for line in lines)
        and unit.title is not None
        and _reads_as_title(unit.title)
        and not _is_general(unit.title.lstrip("[("))
        and is_prose(before)
        and any(map(is_prose, after))
    )


def _end_of_text(page: Page, title: int) -> int:
    # The line after which hardly any of the prose stands.
    prose = [line for line in page.lines[title:] if is_prose(line) and not line.chrome]
    total, below = sum(line.width for line in prose), 0
    for line in reversed(prose):
        below += line.width
        if below > _REST * total:
            return line.index
    return title


def _of_described(
    page: Page, groups: list[list[Unit]], label: int | None
) -> tuple[list[Unit], str]:
    chosen, origin = ([], "") if label is None else (_under(page, groups, label), "label")
    if not chosen:
        chosen = max(
            (group for group in groups if any(unit.span for unit in group)),
            key=lambda group: (
                sum(unit.summary is not None for unit in group),
                sum(unit.span is not None for unit in group),
                group[0].start,
            ),
            default=[],
        )
        origin = "shape" if chosen else ""
    shown = [unit for unit in chosen if not page.lines[unit.start].chrome.startswith(_MENUS)]
    chosen = shown or chosen
    if any(unit.span for unit in chosen):
        chosen = [unit for unit in chosen if unit.span or unit.summary]
    return chosen, origin


def _under(page: Page, groups: list[list[Unit]], label: int) -> list[Unit]:
    # The first group under a label, before what another part has claimed.
    end = next(
        (
            index
            for index in range(label + 1, len(page.lines))
            if page.claimed.get(index, "card") not in ("card", "label:related")
        ),
        len(page.lines),
    )
    most = end if page.is_described else min(end, label + _UNDER)
    return next((group for group in groups if label < group[0].start < most), [])


def _led(page: Page, units: list[Unit]) -> Iterator[Unit]:
    # Cards behind "Read more:", in one line with it or in those after it.
    by_start = {unit.start: unit for unit in units}
    for line in page.lines:
        if line.chrome or line.href is not None:
            continue
        if len(line.pieces) > 1:
            unit = _in_line(page, line)
            if unit is not None:
                yield unit
        elif len(line.text) <= _LEADING_CHARS and _leads(line.text):
            after = by_start.get(line.index + 1)
            while after is not None and page.lines[after.start].href is not None:
                yield after
                after = by_start.get(after.end) if after.end <= line.index + _BEHIND else None


def _in_line(page: Page, line: Line) -> Unit | None:
    led = led_to(line)
    if led is None or len(led[0]) > _LEADING_CHARS or not _leads(led[0]):
        return None
    address = page.article_at(led[1])
    if address is None:
        return None
    title = "".join(piece.text for piece in line.pieces if piece.href).strip()
    url = page.absolute(led[1]) or led[1]
    return Unit(address, url, line.index, line.index + 1, line.box, title=title)


def led_to(line: Line) -> tuple[str, str] | None:
    """What a line says before the one link that it ends in, and the link; None of other lines."""
    linked = [number for number, piece in enumerate(line.pieces) if piece.href]
    if not linked or not linked[0]:
        return None
    said = "".join(piece.text for piece in line.pieces[: linked[0]]).strip()
    links = {piece.href for piece in line.pieces[linked[0] :] if piece.text.strip(" .»>›")}
    href = links.pop() if len(links) == 1 else None
    return None if href is None else (said, href)


def _leads(said: str) -> bool:
    if not said.endswith((":", "：", "|", ">", "»")):
        label = label_of(said)
        return label is not None and label.part == "related"
    return _is_lead(said)


@lru_cache(maxsize=1024)
def _is_lead(said: str) -> bool:
    text = said.rstrip(":：|>» ").strip()
    label = label_of(text)
    return (label is not None and label.part == "related") or _compiled(_LEADS).fullmatch(
        text
    ) is not None


@lru_cache(maxsize=2)
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.I)  # late: pages of described sites need neither


def _can_be_related(page: Page, group: list[Unit]) -> bool:
    # Several titles under the text and in no menu, not called a list of the whole site.
    first = page.lines[group[0].start]
    titled = [unit for unit in group if unit.title and _reads_as_title(unit.title)]
    if len(titled) < 2 or 2 * len(titled) < len(group) or len(group) > _MOST or first.chrome:
        return False
    over = page.lines[max(0, first.index - 3) : first.index]
    return not any(_is_general(line.text) for line in over if _is_name(line))


def _is_name(line: Line) -> bool:
    return len(line.text) <= 2 * _LEADING_CHARS and not line.is_sentence


def _is_general(text: str) -> bool:
    # Whether a list that is called so is of the whole site: the latest, the most read.
    return _compiled(_GENERAL).match(text.strip()) is not None


def _says_enough(text: str) -> bool:
    # Rather than an entry of a menu or a button.
    return width(text) >= TITLE_LEAST and (len(text.split()) > 1 or width(text) > len(text))


def _reads_as_title(text: str) -> bool:
    # Rather than a tag, a month or the name of a section.
    return width(text) >= 2 * TITLE_LEAST and (len(text.split()) >= 4 or width(text) > len(text))
