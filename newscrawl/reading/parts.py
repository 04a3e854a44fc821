"""A page taken apart: which lines are title, byline, summary, text, questions, related readings.

Each part is found by the label over it where there is one, else by its shape, and claims its
lines; what is left is the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newscrawl.reading.brackets import without_machine
from newscrawl.reading.byline import Byline, find_byline, labelled_lines
from newscrawl.reading.card_fields import Unit, to_cards
from newscrawl.reading.cards import find_units
from newscrawl.reading.lines import Line, width
from newscrawl.reading.maintext import find_body
from newscrawl.reading.model import Card
from newscrawl.reading.page import Page
from newscrawl.reading.profiles import find_profiles
from newscrawl.reading.questions import Questions, find_questions
from newscrawl.reading.related import find_related
from newscrawl.reading.sections import Label, label_of
from newscrawl.reading.summary import Summary, find_summary
from newscrawl.reading.titles import key, title_line

_MIN_TITLE_CHARS = 12
_TAB_CHARS = 40
# A link of so many words is a title rather than a tag; so many lines are looked at for some.
_TITLE_WORDS, _MOST_RELATED = 4, 60
# A label of related readings has a link among so many lines after it.
_LEADS_WITHIN = 6
# How far over its byline the summary of a page without a title stands.
_ABOVE = 2


@dataclass(slots=True)
class Parts:
    """The parts of a page; each may be missing."""

    title: Line | None = None
    byline: Byline = field(default_factory=Byline)
    summary: Summary = field(default_factory=Summary)
    questions: Questions = field(default_factory=Questions)
    related: list[Card] = field(default_factory=list)
    related_origin: str = ""
    body: list[Line] = field(default_factory=list)
    body_origin: str = "maintext"
    labels: list[Label] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


def take_apart(page: Page, titles: Sequence[str], cards: Sequence[Card] = ()) -> Parts:
    """The parts of an article page.

    Args:
        page: the page, with nothing claimed.
        titles: what metadata says the title is, most trusted first.
        cards: what lists and related readings said of the article.
    """
    parts = Parts()
    parts.title = title_line(page.outline, [*titles, *(card.title or "" for card in cards)])
    title = parts.title.index if parts.title is not None else None
    if parts.title is not None:
        own, longest = key(parts.title.text), 2 * len(parts.title.text)
        page.claim(
            "title",
            [
                line.index
                for line in page.lines
                if len(line.text) <= longest and key(line.text) == own
            ],
        )
    text = _selected(page, "blocks")
    page.claim("text", text)
    _claim_breadcrumbs(page, [*titles, parts.title.text if parts.title is not None else ""])
    headed = _claim_labels(page, parts)
    stamped = _byline_in_sight(page, title)
    if "related" in headed and not page.is_described:
        _trust_links(page, headed["related"])
    votes = Counter(language for label in parts.labels for language in label.languages)
    page.languages = tuple(language for language, _ in votes.most_common(3))
    page.claim("byline", stamped)
    parts.units = find_units(page)
    page.claim("card", (index for unit in parts.units for index in range(unit.start, unit.end)))
    for index in stamped:
        del page.claimed[index]
    sources = Counter(unit.source for unit in parts.units if unit.source and unit.span)
    parts.byline = find_byline(page, title, tuple(name for name, _ in sources.most_common()))
    page.claim("byline", parts.byline.lines)
    page.claim("authors", parts.byline.author_lines)
    if not page.is_described:
        page.claim("authors", find_profiles(page, title))
    parts.labels.extend(parts.byline.labels)
    parts.questions = find_questions(page, headed.get("questions"))
    page.claim("questions", parts.questions.lines)
    _find_related(page, parts, headed.get("related"))
    start = _start(page, parts)
    below = start
    if parts.title is not None:
        below = parts.title.index + 1
    elif parts.byline.lines:
        below = max(0, parts.byline.lines[0] - _ABOVE)
    pointed_at = _selected(page, "summary")
    if pointed_at:
        said = without_machine(" ".join(page.lines[index].text for index in pointed_at))
        selector = page.outline.selected["summary"][0].selector
        parts.summary = Summary(said, pointed_at, None, f"css:{selector}")
    else:
        parts.summary = find_summary(page, headed.get("summary"), below, cards)
    page.claim("summary", parts.summary.lines)
    if parts.summary.label is not None and parts.summary.label not in parts.labels:
        parts.labels.append(parts.summary.label)
    if text:
        parts.body = [page.lines[index] for index in text if page.claimed[index] == "text"]
        parts.body_origin = f"css:{page.outline.selected['blocks'][0].selector}"
    else:
        parts.body = find_body(page, start, parts.title.text if parts.title else "")
    return parts


def _selected(page: Page, part: str) -> list[int]:
    # The lines of the elements that a site file points at for a part.
    boxes = [selected.box for selected in page.outline.selected.get(part, ())]
    return sorted({index for box in boxes for index in range(box.start, box.end)})


def listed(page: Page) -> list[Card]:
    """The cards of a listing page."""
    units = find_units(page)
    ids = {unit.address.id for unit in units if unit.span is not None}
    if not ids or not page.is_described:
        # The lists of one site have stamps or have none; of other sites nobody knows.
        ids |= {unit.address.id for unit in units if _is_titled(page, unit)}
    cards = to_cards(page, [unit for unit in units if unit.address.id in ids])
    if not page.is_described:
        from newscrawl.reading.state_cards import state_cards  # late: what few pages need

        shown = {card.id for card in cards}
        cards += [card for card in state_cards(page) if card.id not in shown]
    return cards


def _is_titled(page: Page, unit: Unit) -> bool:
    if not unit.title or not _can_be_title(unit.title):
        return False
    return not any(line.chrome for line in page.lines[unit.start : unit.end])


def _can_be_title(text: str) -> bool:
    # Rather than an entry of a menu; half as many signs say it where each is a word.
    return len(text) >= (_MIN_TITLE_CHARS // 2 if width(text) > len(text) else _MIN_TITLE_CHARS)


def _claim_breadcrumbs(page: Page, titles: Sequence[str]) -> None:
    # Lines that lead to the title: "Home > News > the title".
    for title in titles:
        own = key(title)
        if len(own) < _MIN_TITLE_CHARS:
            continue
        for line in page.free():
            short = len(line.pieces) > 1 and len(line.text) < 2 * len(title) + 60
            if short and line.kind != "heading" and key(line.text).endswith(own):
                page.claim("title", [line.index])


def _claim_labels(page: Page, parts: Parts) -> dict[str, int]:
    # Lines that are the label of a part. Of several for one part the most telling counts: one that
    # heads, is not chrome, and is followed by something.
    best: dict[str, tuple[tuple[bool, bool, int], int]] = {}
    texts = Counter(line.text for line in page.lines)
    for line in page.free():
        label = label_of(line.text)
        if label is None or texts[line.text] > 2:
            continue  # what stands beside every card heads nothing
        if line.href is not None and line.kind != "heading":
            continue
        if _in_tabs(page, line):
            continue
        if label.part == "related" and not page.is_described and not _leads_on(page, line):
            continue  # a heading of the text itself: "Don't miss"
        page.claim(f"label:{label.part}", [line.index])
        rank = (not line.chrome, line.kind == "heading", -line.index)
        if label.part not in best or rank > best[label.part][0]:
            best[label.part] = (rank, line.index)
        parts.labels.append(label)
    return {part: index for part, (_, index) in best.items()}


def _leads_on(page: Page, label: Line) -> bool:
    after = page.lines[label.index + 1 : label.index + 1 + _LEADS_WITHIN]
    return any(line.link_share > 0.5 for line in after) or any(
        link.box.start == link.box.end == label.index + 1 for link in page.outline.links
    )


def _trust_links(page: Page, label: int) -> None:
    # Titles that are links under "Related articles" lead to articles, whatever their addresses.
    for line in page.lines[label + 1 : label + 1 + _MOST_RELATED]:
        if page.claimed.get(line.index, "").startswith("label:") or (
            line.kind == "heading" and line.href is None
        ):
            break
        is_title = len(line.text.split()) >= _TITLE_WORDS or line.width > len(line.text)
        if line.href is not None and is_title and _can_be_title(line.text):
            page.take_for_article(line.href)


def _in_tabs(page: Page, line: Line) -> bool:
    # A tab among others names its panel, not the line after it.
    beside = page.lines[max(0, line.index - 1) : line.index + 2]
    return (
        bool(line.chrome)
        and line.kind != "heading"
        and any(
            other is not line and other.chrome == line.chrome and len(other.text) <= _TAB_CHARS
            for other in beside
        )
    )


def _byline_in_sight(page: Page, title: int | None) -> list[int]:
    # The labelled stamps nearest to the title: no card may take them.
    lines = labelled_lines(page)
    if not lines:
        return []
    nearest = min(lines, key=lambda index: abs(index - (title or 0)) + (index < (title or 0)))
    return [index for index in lines if abs(index - nearest) <= 2]


def _find_related(page: Page, parts: Parts, label: int | None) -> None:
    title = parts.title.index if parts.title is not None else None
    found = find_related(page, parts.units, label, title)
    parts.related_origin = found.origin
    # The same articles printed again elsewhere, for another screen width, may say more.
    chosen = [*found.listed, *found.led]
    ids = {unit.address.id for unit in chosen}
    taken = {id(unit) for unit in chosen}
    again = [unit for unit in parts.units if unit.address.id in ids and id(unit) not in taken]
    parts.related = to_cards(page, [*chosen, *again])
    for unit in (*found.listed, *(again if page.is_described else ())):
        page.claimed.update(dict.fromkeys(range(unit.start, unit.end), "related"))
    for unit in found.led:  # set into the text, as any card can be
        page.claimed.setdefault(unit.start, "card")


def _start(page: Page, parts: Parts) -> int:
    # The first line that the text can begin at.
    marks = []
    if parts.title is not None:
        marks.append(parts.title.index + 1)
    if parts.byline.lines:
        last = parts.byline.lines[-1] + 1
        # A byline far below its title stands at the end of the text.
        if not marks or last - marks[0] <= 12:
            marks.append(last)
    return max(marks, default=0)
