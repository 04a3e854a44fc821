"""What a page says, apart from how its HTML says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

# Page languages whose labels are known; in any other the parts are found by their shape.
LISTED_LANGUAGES = frozenset({"en", "es", "pt", "ru", "uk", "it", "tr", "fr", "zh"})
KNOWN_SOURCES = ("marsbit", "火必研究院")


@dataclass(frozen=True)
class Words:
    """The words of the page around the article, in one language.

    Attributes:
        nav: labels of the navigation: home, news, then any others.
        trading: title of the trading box, then its links.
        views, minutes: a view count and a reading time, whole.
        comments: heading of the comments, then who and what, in turn.
        login: title, text and button of the login box.
    """

    nav: tuple[str, ...]
    trading: tuple[str, ...]
    share: str
    views: str
    minutes: str
    more: str
    hot: str
    advert: str
    read_more: str
    expand: str
    previous: str
    following: str
    cookies: str
    accept: str
    newsletter: tuple[str, str]
    subscribe: str
    disclaimer: str
    login: tuple[str, str, str]
    comments: tuple[str, ...]
    scrap: str = "活动图片"


@dataclass(frozen=True)
class TextBlock:
    """One block of the body: its kind, its text, and links in it as (anchor, address)."""

    kind: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RelatedCard:
    """A related reading as its card says it; `stamp` is written in any language."""

    id: str
    slug: str
    title: str
    summary: str | None
    source: str | None
    stamp: str


@dataclass(frozen=True)
class PageContent:
    """Everything that a page says.

    Attributes:
        id, slug: of the article, as its address has them.
        locale: the address's locale; empty for none.
        page_language: language of labels and chrome.
        language: language of the text.
        published_label, updated_label: what stands by the dates; None for a bare date.
        date_first: whether the date stands before its label.
        summary_label, questions_label, related_label: None where the part has no heading.
        questions: pairs of question and answer.
        hot: title, slug and id of an article that the chrome links to, without a stamp.
        title_suffixes: what the page may add to its `<title>`.
    """

    name: str
    id: str
    slug: str
    locale: str
    page_language: str
    language: str
    words: Words
    title: str
    source: str
    published: str
    fetched_at: datetime
    blocks: tuple[TextBlock, ...]
    published_label: str | None = None
    updated: str | None = None
    updated_label: str | None = None
    date_first: bool = False
    summary_label: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    origin: str | None = None
    questions_label: str | None = None
    questions: tuple[tuple[str, str], ...] = ()
    related_label: str | None = None
    related: tuple[RelatedCard, ...] = ()
    hot: tuple[str, str, str] = (
        "Ten Exchanges Publish Their Reserves in One Week",
        "ten-exchanges-publish-their-reserves-in-one-week",
        "hT7qLw2Z",
    )
    title_suffixes: tuple[str, ...] = (" | HTX Insights", " - HTX Insights", " — HTX")
    tags: tuple[str, ...] = field(default=("AI", "Bitcoin", "DeFi"))

    @property
    def url(self) -> str:
        """The address that the page is fetched from."""
        return f"https://www.htx.com{self.folder}{self.slug}-{self.id}/"

    @property
    def folder(self) -> str:
        """Path of the news pages in this locale."""
        return f"/{self.locale}/news/" if self.locale else "/news/"

    @property
    def listed(self) -> bool:
        """Whether the labels are of a language that the reader's table knows."""
        return self.page_language in LISTED_LANGUAGES and self.published_label is not None

    def dated(self, label: str | None, day: str) -> str:
        """A date with its label, as the page prints the two together."""
        if label is None:
            return day
        if self.date_first:
            return f"{day} {label}"
        # Chinese sets no space between the two.
        return f"{label}{day}" if self.page_language == "zh" else f"{label} {day}"

    @property
    def description(self) -> str | None:
        """The meta description: the summary's first sentence."""
        if self.summary is None:
            return None
        match = re.match(r".*?(?:[.!?](?=\s|$)|[。！？])", self.summary, re.DOTALL)
        return match.group() if match else self.summary


def paragraphs(text: str) -> tuple[TextBlock, ...]:
    """Blocks written apart by blank lines; a mark at a block's start tells its kind.

    ``# `` heading, ``- `` list item, ``> `` quote, ``^ `` caption, else a paragraph;
    ``[anchor](address)`` is a link. Lines of a block are joined by a space, or by nothing where
    Chinese goes on.
    """
    kinds = {"# ": "heading", "- ": "list_item", "> ": "quote", "^ ": "caption"}
    blocks = []
    for part in filter(None, (part.strip() for part in text.split("\n\n"))):
        joined = re.sub(r"(?<=[\u3000-\uffef])\s*\n\s*|\s*\n\s*(?=[\u3000-\uffef])", "", part)
        joined = re.sub(r"\s*\n\s*", " ", joined)
        kind = kinds.get(joined[:2], "paragraph")
        written = joined[2:] if joined[:2] in kinds else joined
        links = tuple(re.findall(r"\[([^]]+)\]\(([^)]+)\)", written))
        blocks.append(TextBlock(kind, re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", written), links))
    return tuple(blocks)


def at(moment: str) -> datetime:
    """The moment that an ISO string with `Z` means."""
    return datetime.fromisoformat(moment).astimezone(UTC)
