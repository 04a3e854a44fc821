"""What every site is built with: its stories, its pages, and notes of what names which story."""

from __future__ import annotations

import html
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

from tests.news_sites.model import HTML, NewsSite, Page, SitePages, Trap, Truth, normal
from tests.news_sites.tongues import TONGUES, Tongue
from tests.news_sites.words import Told

# The moment that all sites are made for: no story is younger.
NOW = datetime(2026, 11, 26, tzinfo=UTC)
DATES = ("json_ld", "meta", "time", "visible")


@dataclass(frozen=True)
class Story:
    """An article, from which its pages and cards are made.

    Attributes:
        published: in the zone of the site.
        dated: how its page tells the time, one of `DATES`.
        nearby: numbers of the stories that its page recommends.
    """

    number: int
    path: str
    title: str
    paragraphs: tuple[str, ...]
    author: str
    section: str
    tags: tuple[str, ...]
    published: datetime
    dated: str
    nearby: tuple[int, ...] = ()

    @property
    def updated(self) -> datetime | None:
        """When it was changed, as one in four was: a day and some hours later."""
        if self.number % 4 != 2:
            return None
        later = self.published + timedelta(hours=27 + self.number % 9)
        return later if later < NOW else None

    @property
    def teaser(self) -> str:
        return self.paragraphs[0][:140].rsplit(" ", 1)[0] + "…"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass
class Look:
    """How the pages of a site look.

    Attributes:
        nav: addresses and words of the navigation.
        sidebar: HTML beside every page, made from the path of the page.
        opening, closing: around the paragraphs of a story.
        with_canonical: whether a story's page names its canonical address.
        head: what stands in the head of every page.
        furniture: whether pages have newsletter boxes, share buttons and the like.
    """

    title: str
    nav: list[tuple[str, str]] = field(default_factory=list)
    sidebar: Callable[[str], str] = lambda path: ""
    opening: str = '<article class="post"><header>'
    middle: str = '</header><div class="entry-content">'
    closing: str = "</div></article>"
    with_canonical: bool = True
    head: str = ""
    furniture: bool = True
    charset: str = "utf-8"
    declares: bool = True
    content_type: str = HTML


class Builder:
    """A site that is being built."""

    def __init__(
        self, name: str, seed: int, *, tongue: str = "en", zone_h: int = 0, title: str = ""
    ) -> None:
        self.name = name
        self.rng = random.Random(f"{seed}/{name}")
        self.tongue: Tongue = TONGUES[tongue]
        self.zone = timezone(timedelta(hours=zone_h))
        self.pages = SitePages()
        self.stories: list[Story] = []
        self.look = Look(title or name.capitalize() + " Herald")
        self.named: defaultdict[int, set[str]] = defaultdict(set)
        self.traps: dict[str, Trap] = {}
        self.alias_rules: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = []
        self.by_path: dict[str, Story] = {}
        # Of each tag and author: the stories whose pages lead to its list, and those on the list.
        self.archives: list[tuple[list[Story], list[Story]]] = []

    # Stories

    def write(
        self,
        amount: int,
        path: Callable[[int, str, datetime, str], str],
        sections: Sequence[str],
        *,
        days: int = 180,
        dates: Sequence[str] = DATES,
        tags: Sequence[str] = (),
    ) -> list[Story]:
        """Writes so many stories, the newest first, over so many days.

        `path` gives the canonical path, of a number, a slug, the time and the section.
        """
        seen: set[str] = set()
        people = [self.tongue.person(self.rng) for _ in range(8)]
        step = timedelta(days=days) / amount
        first = len(self.stories)
        for number in range(first, first + amount):
            told = self._new(seen)
            back = step * (number - first) + timedelta(minutes=self.rng.randrange(5, 700))
            published = (NOW - back).replace(second=0, microsecond=0).astimezone(self.zone)
            section = sections[self.rng.randrange(len(sections))]
            self.stories.append(
                Story(
                    number,
                    path(number, slug_of(told.title), published, section),
                    told.title,
                    told.paragraphs,
                    self.rng.choice(people),
                    section,
                    tuple(self.rng.sample(list(tags), k=min(2, len(tags)))),
                    published,
                    dates[self.rng.randrange(len(dates))],
                )
            )
        self.stories[first:] = sorted(
            self.stories[first:], key=lambda story: story.published, reverse=True
        )
        return self.stories[first:]

    def _new(self, seen: set[str]) -> Told:
        while True:
            told = self.tongue.tell(self.rng)
            slug = slug_of(told.title)
            if slug not in seen and all(story.title != told.title for story in self.stories):
                seen.add(slug)
                return told

    def relate(
        self, stories: Sequence[Story], *, count: int = 4, only: Iterable[Story] = ()
    ) -> None:
        """Gives each story related readings; those of `only` are surely among them."""
        chosen = {story.number: [] for story in self.stories}  # type: dict[int, list[int]]
        for place, story in enumerate(only):
            chosen[stories[place * 3 % len(stories)].number].append(story.number)
        for story in self.stories:
            others = self.rng.sample(list(stories), k=min(count, len(stories)))
            chosen[story.number] += [it.number for it in others if it.number != story.number]
        for place, story in enumerate(self.stories):
            nearby = tuple(dict.fromkeys(chosen[story.number]))[: count + 1]
            self.stories[place] = Story(**{**vars(story), "nearby": nearby})
            for number in nearby:
                self.named[number].add("related")

    def name_all(self, stories: Iterable[Story], how: str) -> None:
        for story in stories:
            self.named[story.number].add(how)

    def story(self, number: int) -> Story:
        if not self.by_path:
            self.by_path = {str(story.number): story for story in self.stories}
        return self.by_path[str(number)]

    # Pages

    def page(self, path: str, make: Callable[[], Page | str]) -> None:
        """Serves what `make` makes; of a str, the page of it."""
        assert normal(path) not in self.pages.makers, path
        self.pages.makers[normal(path)] = lambda: self._page(make())

    def rule(self, expression: str, make: Callable[[re.Match[str]], Page | str | None]) -> None:
        """Serves all paths, normal, that an expression matches."""

        def answer(match: re.Match[str]) -> Page | None:
            made = make(match)
            return None if made is None else self._page(made)

        self.pages.rules.append((re.compile(expression), answer))

    def trap(self, name: str, expression: str, allowed: int) -> None:
        self.traps[name] = Trap(re.compile(expression).fullmatch, allowed)  # type: ignore[arg-type]

    def alias(self, expression: str, canonical: Callable[[re.Match[str]], str | None]) -> None:
        """Says that the paths of `expression` show an article."""
        self.alias_rules.append((re.compile(expression), canonical))

    def _page(self, made: Page | str) -> Page:
        if isinstance(made, Page):
            return made
        look = self.look
        return Page(
            made, content_type=look.content_type, charset=look.charset, declares=look.declares
        )

    def build(self, *, served: bool = True) -> NewsSite:
        """The site; serves a page at the path of each story unless it is served by rules."""
        from tests.news_sites.printing import story_html

        for story in self.stories:
            if served:
                self.page(story.path, lambda story=story: story_html(self, story))  # type: ignore[misc]
        self._name_by_archives()
        articles = {story.path: self.truth(story) for story in self.stories}
        known = {normal(story.path): story.path for story in self.stories}
        rules = self.alias_rules

        def resolve(path: str) -> str | None:
            for expression, canonical in rules:
                match = expression.fullmatch(path)
                if match is not None and (found := canonical(match)) is not None:
                    return found
            if path in known:
                return known[path]
            bare = path.partition("?")[0]
            return known.get(bare) or known.get(bare + "/") or known.get(bare.rstrip("/"))

        return NewsSite(self.name, self.pages, articles, self.traps, resolve)

    def _name_by_archives(self) -> None:
        # A list names its stories if there is a way to it: from the page of one that is named.
        linked = {"list", "pagination", "related"}
        waiting = self.archives
        while True:
            reached = [
                (of, shown)
                for of, shown in waiting
                if any(self.named[it.number] & linked for it in of)
            ]
            if not reached:
                return
            waiting = [it for it in waiting if it not in reached]
            for _, shown in reached:
                self.name_all(shown, "list")

    def truth(self, story: Story) -> Truth:
        return Truth(
            story.title,
            story.published.astimezone(UTC),
            story.section,
            story.text,
            frozenset(self.named[story.number]),
            story.dated != "visible",
            story.published.date(),
        )


def slug_of(title: str) -> str:
    """A title as a part of an address; of letters beyond ASCII, itself."""
    return re.sub(r"[^\w]+", "-", title.replace("’", "").replace("'", "").lower()).strip("-_")


def encoded(path: str) -> str:
    return quote(path, safe="/-._~!$&'()*+,;=:@")


def escape(text: str) -> str:
    return html.escape(text)


def as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def shown_paths(markup: str) -> list[str]:
    """The paths on this site that a page links to."""
    found = re.findall(r'<a\b[^>]*?href="([^"]*)"', markup)
    return [html.unescape(href) for href in found]
