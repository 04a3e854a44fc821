"""What a page says of itself to machines: JSON-LD, Open Graph and other meta, page state."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from newscrawl.items import QuestionAnswer
from newscrawl.reading.lines import fold
from newscrawl.reading.outline import Outline

_ARTICLE_TYPES = frozenset(
    "article newsarticle analysisnewsarticle askpublicnewsarticle backgroundnewsarticle "
    "opinionnewsarticle reportagenewsarticle reviewnewsarticle blogposting liveblogposting report "
    "techarticle satiricalarticle socialmediaposting advertisercontentarticle".split()
)
_MAX_SCRIPT_CHARS = 2_000_000
_MAX_NODES = 20_000
# What names a thing stands hardly deeper than this within it.
_MAX_DEPTH = 8
_MOST_STATED = 12
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\]\]>|/\*\s*\]\]>\s*\*/)\s*$"
)
_STATE = re.compile(
    r"[\w.$\"'\]]\s{0,20}=\s{0,20}(?=[{\[])"  # bounded, for a script of nothing but spaces
)
# Under these stand other articles than the page's own, and entries of it.
_ENTRIES = frozenset(("liveBlogUpdate",))
_OTHERS = _ENTRIES | frozenset(
    "hasPart isPartOf mentions citation isBasedOn relatedLink itemListElement comment".split()
)
_ORGANISATIONS = frozenset(
    "organization newsmediaorganization corporation ngo educationalorganization".split()
)
# bt:pubDate, x-published-date, dc.date.issued, parsely-pub-date, sailthru.date …
_PUBLISHED_NAME = re.compile(
    r"(?:[\w-]{1,20}[.:_-]){0,3}(?:date[.:_-]?)?(?:pub(?:lish(?:ed)?|lication)?|issued)[.:_-]?"
    r"(?:date|time|on|at|date[.:_-]?time)?|(?:dc(?:terms)?|sailthru|article|rnews)[.:](?:date|created)"
)
_MOST_MICRODATA, _MICRODATA_CHARS = 3, 300
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that metadata states of a field, and which metadata."""

    field: str
    value: Any
    origin: str


def _load(text: str) -> Any:
    """The JSON in a script; None if it is none, after mending what is often broken."""
    text = _COMMENT.sub("", text.strip()).strip().rstrip(";")
    for mended in (text, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any, but: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
    # Every object, outermost first, in order, but those that stand under a name of `but`; without
    # recursion and bounded.
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        node = queue.pop(0) if len(queue) < 64 else queue.pop()
        seen += 1
        if isinstance(node, dict):
            yield node
            queue.extend(
                value
                for name, value in node.items()
                if isinstance(value, (dict, list)) and name not in but
            )
        elif isinstance(node, list):
            queue.extend(value for value in node if isinstance(value, (dict, list)))


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}


def _text(value: Any, depth: int = 0) -> str | None:
    # A text, or the name of the thing that stands in its place.
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, list):
        texts = (_text(item, depth + 1) for item in value)
        return next(filter(None, texts), None)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value") or value.get("url"), depth + 1)
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        # Values are text, yet many sites put HTML in them, escaped once more.
        text = unescape(str(value))
        return fold(_TAGS.sub("", text) if "<" in text else text) or None
    return None


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [text for item in items if (text := _text(item))]


def json_ld(outline: Outline) -> list[Any]:
    """The page's JSON-LD, one value a script; what cannot be read is left out."""
    if outline.linked is None:
        outline.linked = _read_json_ld(outline)
    return outline.linked


def _read_json_ld(outline: Outline) -> list[Any]:
    return [
        data
        for kind, script in outline.scripts
        if kind.startswith("application/ld+json")
        and len(script) <= _MAX_SCRIPT_CHARS
        and (data := _load(script)) is not None
    ]


def types_of(outline: Outline) -> set[str]:
    """What the page's JSON-LD says that the page is: types in lower case, those of parts apart."""
    found: set[str] = set()
    for data in json_ld(outline):
        roots = data if isinstance(data, list) else [data]
        for root in roots[:_MOST_STATED]:
            if isinstance(root, dict):
                graph = root.get("@graph")
                parts = graph if isinstance(graph, list) else [root]
                for part in parts[: 4 * _MOST_STATED]:
                    if isinstance(part, dict):
                        found |= _types(part)
    return found


def statements(outline: Outline) -> list[Statement]:
    """What JSON-LD and meta elements state of the article, most trusted first."""
    found: list[Statement] = []
    scripts = json_ld(outline)
    for but in (_OTHERS, _ENTRIES):
        for data in scripts:
            for node in _nodes(data, but):
                if _types(node) & _ARTICLE_TYPES:
                    found.extend(_of_article(node))
        if found:
            break
    found.extend(_of_meta(outline))
    found.extend(_of_microdata(outline))
    # A page that states a field a thousand times is to be read all the same.
    counts: Counter[str] = Counter()
    kept = []
    for statement in found:
        counts[statement.field] += 1
        if counts[statement.field] <= _MOST_STATED:
            kept.append(statement)
    return kept


def _of_article(node: dict[str, Any]) -> Iterator[Statement]:
    for field, key in (
        ("title", "headline"),
        ("title", "name"),
        ("summary", "description"),
        ("published", "datePublished"),
        ("updated", "dateModified"),
        ("section", "articleSection"),
        ("language", "inLanguage"),
        ("canonical_url", "url"),
    ):
        text = _text(node.get(key))
        if text:
            yield Statement(field, text, f"json-ld:{key}")
    page = node.get("mainEntityOfPage")
    address = (page.get("@id") or page.get("url")) if isinstance(page, dict) else page
    if isinstance(address, str) and address:
        yield Statement("canonical_url", address, "json-ld:mainEntityOfPage")
    authors = node.get("author") or node.get("creator")
    people: list[Any] = []
    desks: list[Any] = []
    for author in authors if isinstance(authors, list) else [authors]:
        is_desk = isinstance(author, dict) and _types(author) & _ORGANISATIONS
        (desks if is_desk else people).append(author)
    if names := _texts(people):
        yield Statement("authors", names, "json-ld:author")
    if names := _texts(desks):
        yield Statement("desks", names, "json-ld:author")
    publisher = _text(node.get("publisher"))
    if publisher:
        yield Statement("publisher", publisher, "json-ld:publisher")
    keywords = node.get("keywords")
    tags = keywords.split(",") if isinstance(keywords, str) else _texts(keywords)
    if tags:
        yield Statement("tags", [fold(tag) for tag in tags if fold(tag)], "json-ld:keywords")
    images = _images(node.get("image"))
    if images:
        yield Statement("images", images, "json-ld:image")
    free = node.get("isAccessibleForFree")
    if isinstance(free, (bool, str, int)):
        paid = str(free).strip().lower() in ("false", "0", "no")
        yield Statement("is_paywalled", paid, "json-ld:isAccessibleForFree")


def _images(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    urls = [item.get("url") if isinstance(item, dict) else item for item in items]
    return [url for url in urls if isinstance(url, str) and url]


_META = (
    ("title", "og:title"),
    ("title", "twitter:title"),
    ("summary", "og:description"),
    ("summary", "description"),
    ("published", "article:published_time"),
    ("published", "og:article:published_time"),
    ("published", "datepublished"),
    ("published", "og:published_time"),
    ("updated", "article:modified_time"),
    ("updated", "og:article:modified_time"),
    ("updated", "datemodified"),
    ("updated", "og:updated_time"),
    ("section", "article:section"),
    ("publisher", "og:site_name"),
    ("canonical_url", "og:url"),
)


_ITEMPROPS = {
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "updated",
    "author": "authors",
    "headline": "title",
}


def _of_microdata(outline: Outline) -> Iterator[Statement]:
    seen: dict[str, int] = {}
    for element in outline.itemprops:
        name = (element.get("itemprop") or "").lower()
        field = _ITEMPROPS.get(name)
        # A page of cards has them by the hundred; the article's own come first.
        if field is None or seen.get(name, 0) >= _MOST_MICRODATA or element.tag == "meta":
            continue
        seen[name] = seen.get(name, 0) + 1
        inner = element.xpath("descendant::*[@itemprop='name']")
        value = element.get("content") or element.get("datetime")
        if value is None and (field != "authors" or not inner):
            value = "".join(element.itertext())
        elif value is None:
            value = inner[0].get("content") or "".join(inner[0].itertext())
        value = fold(value)
        if not value or len(value) > _MICRODATA_CHARS:
            continue
        yield Statement(field, [value] if field == "authors" else value, f"microdata:{name}")


def _of_meta(outline: Outline) -> Iterator[Statement]:
    meta = outline.meta
    for field, name in _META:
        for content in meta.get(name, ())[:1]:
            yield Statement(field, content, f"meta:{name}")
    for name, contents in meta.items():
        # Before what only says "date": publishers have many words for it.
        if _PUBLISHED_NAME.fullmatch(name) and not name.startswith(("article:published", "og:")):
            yield Statement("published", contents[0], f"meta:{name}")
    tier = meta.get("article:content_tier", [""])[0].lower()
    if tier in ("free", "locked", "paid", "premium"):  # "metered" tells nothing of this page
        yield Statement("is_paywalled", tier != "free", "meta:article:content_tier")
    if meta.get("date"):
        yield Statement("published", meta["date"][0], "meta:date")
    authors = [name for name in meta.get("author", ()) if not name.startswith("http")]
    authors += [name for name in meta.get("article:author", ()) if not name.startswith("http")]
    if authors:
        yield Statement("authors", list(dict.fromkeys(authors)), "meta:author")
    tags = meta.get("article:tag", [])
    if tags:
        yield Statement("tags", list(dict.fromkeys(tags)), "meta:article:tag")
    if meta.get("og:image"):
        yield Statement("images", meta["og:image"][:1], "meta:og:image")


def questions(outline: Outline) -> list[QuestionAnswer]:
    """The pairs of a FAQPage."""
    pairs: list[QuestionAnswer] = []
    for data in json_ld(outline):
        for node in _nodes(data):
            if "question" not in _types(node):
                continue
            answer = node.get("acceptedAnswer") or node.get("suggestedAnswer")
            answer = answer[0] if isinstance(answer, list) and answer else answer
            asked = _text(node.get("name") or node.get("text"))
            said = _text(answer.get("text")) if isinstance(answer, dict) else None
            if asked and said and all(pair.question != asked for pair in pairs):
                pairs.append(QuestionAnswer(asked, said))
    return pairs


def states(outline: Outline) -> Iterator[Any]:
    """The data that the page's own scripts start from: JSON in a script, or assigned in one."""
    for kind, script in outline.scripts:
        if len(script) > _MAX_SCRIPT_CHARS or kind.startswith("application/ld+json"):
            continue
        if "json" in kind:
            data = _load(script)
            if data is not None:
                yield data
        elif kind in ("", "text/javascript", "module", "application/javascript"):
            match = _STATE.search(script)
            if match is not None:
                try:
                    data, _ = json.JSONDecoder(strict=False).raw_decode(script, match.end())
                except (ValueError, RecursionError):
                    continue
                yield data


def state_objects(outline: Outline) -> Iterator[dict[str, Any]]:
    """Every object of the page's state."""
    for data in states(outline):
        yield from _nodes(data)


_STATE_TIMES = (
    (
        "published",
        re.compile(r"(?:date_?)?publish(?:ed)?(?:_?(?:at|on|time|date))?|pub_?date", re.I),
    ),
    (
        "updated",
        re.compile(r"(?:date_?|last_?)?(?:updated?|modified)(?:_?(?:at|on|time|date))?", re.I),
    ),
)


def state_statements(
    outline: Outline, title_keys: set[str], key: Callable[[str], str]
) -> list[Statement]:
    """What the page's state says of the times of its article: the object that bears its title.

    Args:
        outline: the page.
        title_keys: the page's titles, as `key` folds them.
        key: folds a title.
    """
    found: list[Statement] = []
    for node in state_objects(outline):
        if not any(isinstance(value, str) and key(value) in title_keys for value in node.values()):
            continue
        for name, value in node.items():
            if isinstance(value, bool) or not isinstance(value, (str, int)) or not value:
                continue
            for field, pattern in _STATE_TIMES:
                if pattern.fullmatch(name):
                    found.append(Statement(field, str(value), f"page-state:{name}"))
    return found
