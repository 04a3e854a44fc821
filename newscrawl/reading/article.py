"""From a page's parts and metadata to the article, every field's candidates in order of trust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newscrawl.items import Article, Block, Image, RelatedReading
from newscrawl.reading import linked_data
from newscrawl.reading.addresses import is_listing
from newscrawl.reading.authors import may_be_person, people_in
from newscrawl.reading.blocks import to_blocks
from newscrawl.reading.bodies import is_desk, is_publication
from newscrawl.reading.brackets import headline_in
from newscrawl.reading.credits import find_credits
from newscrawl.reading.identity import identity
from newscrawl.reading.kinds import page_kind
from newscrawl.reading.language import detect_language, primary
from newscrawl.reading.linked_data import Statement
from newscrawl.reading.loader import ArticleLoader
from newscrawl.reading.model import Candidate, Card
from newscrawl.reading.page import Page
from newscrawl.reading.parts import Parts, take_apart
from newscrawl.reading.summary import completes, is_cut
from newscrawl.reading.times import NO_DAY, Sighting, clip, iso, settle, sharpness, to_item
from newscrawl.reading.titles import agreed_title, is_site, is_variant, key, title_of, without_site

# An article's pictures are few; a page with more shows others' too.
_MAX_IMAGES = 50
# What is longer is no title.
_TITLE_CHARS = 2_000


def build(
    page: Page, *, fetched_at: datetime, cards: Sequence[Card] = ()
) -> tuple[Article, tuple[Candidate, ...]]:
    """The article of a page and the candidates that it was chosen from."""
    stated = linked_data.statements(page.outline)
    titles = _meta_titles(page, stated)
    parts = take_apart(page, [title for title, _ in titles], cards)
    own = {key(title) for title, _ in titles} | {key(parts.title.text) if parts.title else ""}
    stated += linked_data.state_statements(page.outline, own - {""}, key)
    loader = ArticleLoader()
    _offer_selected(loader, page)
    _offer_title(loader, parts, titles, cards)
    _offer_text(loader, page, parts)
    _offer_summary(loader, parts, stated, cards)
    _offer_people(loader, page, parts, stated, cards)
    _offer_times(loader, page, parts, stated, cards)
    _offer_questions(loader, page, parts)
    _offer_related(loader, page, parts)
    _offer_rest(loader, page, parts, stated)
    address, origin = identity(page, stated)
    if address is not None:
        loader.offer("id", address.id, origin)
        loader.offer("canonical_url", address.canonical_url, origin)
    article, candidates = loader.load()
    named = page.site.name if page.site is not None else ""
    article.site = named or page.host.removeprefix("www.")
    article.url = page.absolute(page.url) or page.url
    article.text = text_of(article.blocks or ())
    article.published_at = article.published.at if article.published is not None else None
    article.updated_at = article.updated.at if article.updated is not None else None
    article.page_kind = page_kind(page.outline, parts, article.title)
    if article.page_kind == "article" and is_listing(page.url, page.site):
        article.page_kind = "list"
    article.fetched_at = iso(fetched_at)
    article.rendered_at = iso(page.now)
    return article, candidates


def text_of(blocks: Sequence[Block]) -> str | None:
    """The text of blocks: what is read, without what stands under its pictures."""
    return "\n\n".join(block.text for block in blocks if block.kind != "caption") or None


def _offer_selected(loader: ArticleLoader, page: Page) -> None:
    # What a site file points at goes before everything that is found by rule.
    if page.site is None:
        return
    for field, selectors in page.site.selectors.items():
        for selector in selectors:
            texts = page.select(selector)
            if not texts:
                continue
            origin = f"css:{selector}"
            if field == "authors" or field in page.site.parts:
                continue  # with the others
            if field == "tags":
                loader.offer(field, texts, origin)
            elif field in ("published", "updated"):
                span = page.parse(texts[0], timezone=page.zone)
                if span is not None:
                    loader.offer(field, to_item(clip(span, page.now)), origin)
            else:
                loader.offer(field, texts[0], origin)


def _meta_titles(page: Page, stated: list[Statement]) -> list[tuple[str, str]]:
    # Titles that metadata states, the site's name cut off, with their origins.
    named = [statement for statement in stated if statement.field == "title"]
    raw = [(statement.value, statement.origin) for statement in named]
    if page.outline.title_tag:
        raw.append((page.outline.title_tag, "title"))
    headings = [line.text for line in page.lines if line.level in (1, 2) and not line.href]
    names = [statement.value for statement in stated if statement.field == "publisher"]
    if page.site is not None:
        names.extend(page.site.title_suffixes)
    names.append(page.host.removeprefix("www.").split(".")[0])
    result = []
    raw = [(title, origin) for title, origin in raw if len(title) <= _TITLE_CHARS]
    for title, origin in raw:
        others = [other for other, _ in raw if other != title] + headings
        title = without_site(title, others=others, names=names)
        if not is_site(title, names) or len(raw) == 1:
            result.append((title, origin))
    return result


def _offer_title(
    loader: ArticleLoader, parts: Parts, titles: list[tuple[str, str]], cards: Sequence[Card]
) -> None:
    line = parts.title
    if line is not None:
        shown, first = title_of(line, [title for title, _ in titles])
        origin = f"h{line.level}" if line.level else "line"
        if first and not is_variant(shown, agreed_title(titles)):
            loader.offer("title", shown, origin)
            line = None
    for title, origin in titles:
        loader.offer("title", title, origin)
    if line is not None:
        loader.offer("title", shown, f"h{line.level}" if line.level else "line")
    for card in cards:
        loader.offer("title", card.title, "card")
    led = headline_in(parts.body[0].text) if parts.body else None
    loader.offer("title", led and led[0], "brackets")


def _offer_text(loader: ArticleLoader, page: Page, parts: Parts) -> None:
    blocks = to_blocks(parts.body)
    led = headline_in(blocks[0].text) if blocks else None
    if led is not None and key(led[0]) == key(loader.best("title") or ""):
        blocks[0] = replace(blocks[0], text=led[1])  # the title is no part of the text
    lead = parts.summary.text if parts.summary.label is None else None
    if blocks and lead and not page.is_described and not blocks[0].text.startswith(lead):
        blocks.insert(0, Block("paragraph", lead))  # a standfirst, which readers read first
    selected = page.outline.selected.get("blocks")
    loader.offer("blocks", blocks or None, parts.body_origin)
    if parts.body:
        # The text's lines, and the first picture that can stand among them.
        parts_of_text = [(parts.body[0].index, parts.body[-1].index, 0)]
        if selected:
            parts_of_text = [(one.box.start, one.box.end - 1, one.pictures) for one in selected]
        images = []
        for first, last, begin in parts_of_text:
            for picture in page.outline.pictures[begin : begin + 10 * _MAX_IMAGES]:
                url = page.absolute(picture.src)
                if first <= picture.before <= last and url is not None:
                    images.append(Image(url, picture.alt))
        unique = {image.url: image for image in reversed(images)}
        loader.offer(
            "images", list(reversed(unique.values()))[:_MAX_IMAGES] or None, parts.body_origin
        )


def _offer_summary(
    loader: ArticleLoader, parts: Parts, stated: list[Statement], cards: Sequence[Card]
) -> None:
    own = parts.summary.text
    whole = [card.summary for card in cards if card.summary]
    if own is not None and is_cut(own):
        for summary in sorted(whole, key=len, reverse=True):
            if completes(summary, own) and not is_cut(summary):
                loader.offer("summary", summary, "card", "whole; the page's own is cut")
    origin = parts.summary.origin
    loader.offer("summary", own, origin if origin.startswith("css:") else f"summary:{origin}")
    for summary in whole:
        loader.offer("summary", summary, "card")
    text = " ".join(line.text for line in parts.body[:3])
    led = headline_in(text)
    starts = (text, led[1]) if led is not None else (text,)
    for statement in stated:
        # A description made from the text's own beginning sums up nothing.
        if statement.field == "summary" and not any(
            completes(start, statement.value) for start in starts
        ):
            loader.offer("summary", statement.value, statement.origin)


def _offer_people(
    loader: ArticleLoader,
    page: Page,
    parts: Parts,
    stated: list[Statement],
    cards: Sequence[Card],
) -> None:
    credits = find_credits([line.text for line in parts.body])
    byline = parts.byline
    publishers = {key(said.value) for said in stated if said.field == "publisher"}
    publishers |= {key(name) for name in page.site.sources} if page.site is not None else set()
    publishers |= {key(label) for label in page.host.removeprefix("www.").split(".")}
    publishers.add(key(page.host.removeprefix("www.")))
    publications = [
        name for name in byline.authors if is_site(name, publishers) or is_publication(name)
    ]
    authors = [name for name in byline.authors if name not in publications]
    selectors = page.site.selectors.get("authors", ()) if page.site is not None else ()
    selected = [Statement("authors", page.select(css), f"css:{css}") for css in selectors]
    people = {
        key(name) for said in (*selected, *stated) if said.field == "authors" for name in said.value
    }
    own = byline.source or ""
    pointed_at = {key(name) for said in selected for name in said.value} - publishers
    is_person = key(own) in people - publishers
    if not page.is_described and not people and not authors:
        is_person |= may_be_person(own) and not is_site(own, publishers)
    is_person &= byline.source_origin == "byline" and not is_publication(own)
    is_person |= key(own) in pointed_at
    note = "an author" if is_person else ""
    loader.offer("source", byline.source, byline.source_origin, note, refused=is_person)
    loader.offer("source", publications[0] if publications else None, "byline")
    for card in cards:
        is_author = key(card.source or "") in pointed_at
        note = "an author" if is_author else ""
        loader.offer("source", card.source, "card", note, refused=is_author)
    # A publisher or a source label in an author's place is no author.
    desks = publishers | {key(loader.best("source") or "")}
    for said in selected:
        names = [name for name in said.value if key(name) not in desks]
        loader.offer("authors", names or None, said.origin)
    if credits.authors:
        loader.offer("authors", credits.authors, "credit-line")
    loader.offer("origin", credits.origin, "credit-line")
    offers = [("byline", authors)]
    for statement in stated:
        if statement.field == "authors":
            names = [name for name in _people(statement) if key(name) not in desks]
            # Metadata for machines is more exact; a byline that names more people says more.
            says_less = {key(name) for name in names} < {key(name) for name in authors}
            place = len(offers)
            if statement.origin.startswith("json-ld") and not says_less:
                place = [origin for origin, _ in offers].index("byline")
            offers.insert(place, (statement.origin, names))
    for origin, names in offers:
        loader.offer("authors", names or None, origin)
    if is_person:
        loader.offer("authors", [own], "byline", "a name alone")
    # Where nobody is named, those who write together are who wrote it: an agency, a desk.
    for statement in stated:
        if statement.field in ("authors", "desks"):
            names = [
                name for name in _people(statement) if key(name) not in publishers and is_desk(name)
            ]
            loader.offer("authors", names or None, statement.origin)


def _people(statement: Statement) -> list[str]:
    return [name for value in statement.value for name in people_in(value)]


def _offer_times(
    loader: ArticleLoader,
    page: Page,
    parts: Parts,
    stated: list[Statement],
    cards: Sequence[Card],
) -> None:
    for field, stamp in (("published", parts.byline.published), ("updated", parts.byline.updated)):
        sightings = []
        for statement in stated:
            if statement.field == field:
                span = page.parse(statement.value, timezone=page.zone)
                if span is not None and not span.basis.startswith(NO_DAY):
                    sightings.append(Sighting(span, statement.origin))
        if stamp is not None:
            label = stamp.label.languages[0] if stamp.label is not None else "order"
            if stamp.exact is not None:
                sightings.append(Sighting(stamp.exact, "time:datetime"))
            sightings.append(Sighting(stamp.span, f"byline:{label}"))
        if field == "published":
            if page.address_time is not None:
                sightings.append(Sighting(page.address_time, "url"))
            seen = [card.published for card in cards if card.published]
            sightings += [Sighting(span, "card") for span in sorted(seen, key=sharpness)]
        settled = settle(sightings, page.now)
        if settled.span is not None:
            loader.offer(field, to_item(settled.span), settled.origin)
        for sighting, note in zip(sightings, settled.notes, strict=True):
            loader.offer(
                field,
                to_item(sighting.span),
                sighting.origin,
                note or "agrees",
                refused=bool(note),
            )


def _offer_questions(loader: ArticleLoader, page: Page, parts: Parts) -> None:
    stated = linked_data.questions(page.outline)
    shown = parts.questions.pairs
    if len(stated) >= len(shown):
        loader.offer("questions", stated or None, "json-ld:FAQPage")
    loader.offer("questions", shown or None, f"questions:{parts.questions.origin}")
    if len(stated) < len(shown):
        loader.offer("questions", stated or None, "json-ld:FAQPage")


def _offer_related(loader: ArticleLoader, page: Page, parts: Parts) -> None:
    related = []
    for card in parts.related:
        span = to_item(clip(card.published, page.now)) if card.published is not None else None
        related.append(
            RelatedReading(
                rank=card.rank,
                id=card.id,
                url=card.url,
                title=card.title,
                summary=card.summary,
                source=card.source,
                published_at=span.at if span is not None else None,
                published=span,
            )
        )
    loader.offer("related", related or None, f"cards:{parts.related_origin}")


def _offer_rest(loader: ArticleLoader, page: Page, parts: Parts, stated: list[Statement]) -> None:
    for statement in stated:
        if statement.field in ("section", "tags", "is_paywalled"):
            loader.offer(statement.field, statement.value, statement.origin)
        elif statement.field == "images":
            values = statement.value[:_MAX_IMAGES]
            urls = [url for value in values if (url := page.absolute(value))]
            loader.offer("images", [Image(url) for url in urls] or None, statement.origin)
    text = " ".join(line.text for line in parts.body) or str(loader.best("title") or "")
    loader.offer("language", detect_language(text), "text")
    for statement in stated:
        if statement.field == "language":
            loader.offer("language", primary(statement.value), statement.origin)
    votes = Counter(language for label in parts.labels for language in label.languages)
    declared = primary(page.outline.declared_language)
    if votes:
        top = max(votes.values())
        winners = [language for language, count in votes.items() if count == top]
        language = declared if declared in winners else winners[0]
        loader.offer("page_language", language, "labels")
    loader.offer("page_language", declared, "html:lang")
    if loader.best("page_language") is None:
        inside = {line.index for line in parts.body} | page.claimed.keys()
        around = " ".join(line.text for line in page.lines if line.index not in inside)
        loader.offer("page_language", detect_language(around), "chrome")
