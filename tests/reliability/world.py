"""The test site's state: what it shows now, what it ever showed, and what it is told to do."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.reliability.pages import (
    Shape,
    alias_of,
    article_html,
    card_html,
    day_of,
    list_html,
    own_id,
    path_of,
    variant_of,
)

SITE = "marsbit"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    content_type: str = HTML
    etag: str | None = None


@dataclass
class Entry:
    """An article: the variants that it had, and when which of them was served.

    Attributes:
        history: its variants, the present one last; A -> B -> A is 0, 1, 0.
        served: serial number of the request and variant, without immediate repeats of a variant
            except that the last serial is kept up.
    """

    number: int
    copy_of: int | None = None
    listed: bool = True
    by_alias: bool = False
    status: int = 200
    history: list[int] = field(default_factory=lambda: [0])
    served: list[tuple[int, int]] = field(default_factory=list)
    gone_at: list[int] = field(default_factory=list)

    @property
    def words_of(self) -> int:
        return self.number if self.copy_of is None else self.copy_of


class World:
    """The articles of the site and the answers that it gives."""

    def __init__(
        self,
        shape: Shape,
        articles: int,
        *,
        copies: int = 0,
        aliases: int = 0,
        relative: bool = False,
        etags: bool = False,
        edit_every: int = 0,
    ) -> None:
        self.shape = shape
        self.articles = articles
        self.relative = relative
        self.etags = etags
        self.edit_every = edit_every
        self.began_at = datetime.now(UTC)
        self.delay_s = 0.0
        self.storm = 0
        self.storm_status = 503
        self.serial = 0
        self.article_answers = 0
        self.answers: Counter[int] = Counter()
        self.entries: list[Entry] = []
        self.by_id: dict[str, Entry] = {}
        self.cache: dict[tuple[int, int, bool], bytes] = {}
        for number in range(articles):
            entry = self.add(listed=shape.is_listed(number))
            if number % 17 == 16 and copies > 0:
                entry.copy_of, copies = number - 5, copies - 1
            elif entry.listed and number % 13 == 6 and aliases > 0:
                entry.by_alias, aliases = True, aliases - 1

    def add(self, *, listed: bool) -> Entry:
        entry = Entry(len(self.entries), listed=listed)
        self.entries.append(entry)
        self.by_id[own_id(self.shape, entry.number)] = entry
        return entry

    def prerender(self) -> None:
        for entry in self.entries:
            self.article_page(entry)

    # Answers

    def answer(self, target: str, if_none_match: str | None = None) -> Answer:
        """What the site answers now; counted and remembered as served."""
        self.serial += 1
        answer = self.storming() or self.find(target, if_none_match)
        self.answers[answer.status] += 1
        return answer

    def storming(self) -> Answer | None:
        if self.storm <= 0:
            return None
        self.storm -= 1
        return Answer(self.storm_status, b"<title>Try again later</title>")

    def find(self, target: str, if_none_match: str | None) -> Answer:
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return Answer(200, b"User-agent: *\nAllow: /\n", "text/plain")
        if parts.path in ("/news/", "/news"):
            number = parse_qs(parts.query).get("page", ["1"])[0]
            return Answer(200, self.list_page(int(number) if number.isdigit() else 1))
        name = parts.path.rstrip("/").rpartition("/")[2]
        entry = self.by_id.get(name[-8:])
        if entry is None and name.isdigit() and 0 <= int(name) - 400_000 < len(self.entries):
            entry = self.entries[int(name) - 400_000]
        if entry is None:
            return Answer(404, b"<title>Not found</title>")
        return self.article_answer(entry, if_none_match)

    def article_answer(self, entry: Entry, if_none_match: str | None) -> Answer:
        self.article_answers += 1
        if self.edit_every and self.article_answers % self.edit_every == 0:
            rng = random.Random(f"{self.shape.seed}/edit/{self.article_answers}")
            seen = [one for one in self.editable() if one.served]
            if seen:
                edit(rng.choice(seen), back=rng.random() < 0.3)
        if entry.status != 200:
            entry.gone_at.append(self.serial)
            return Answer(entry.status, b"<title>Gone</title>")
        variant = entry.history[-1]
        if entry.served and entry.served[-1][1] == variant:
            entry.served.pop()
        entry.served.append((self.serial, variant))
        etag = f'"{own_id(self.shape, entry.number)}-{variant}"' if self.etags else None
        if etag is not None and if_none_match is not None and etag in if_none_match:
            return Answer(304, etag=etag)
        return Answer(200, self.article_page(entry), etag=etag)

    def editable(self) -> list[Entry]:
        """What an edit may fall on: no copy, and nothing that has one, so that they stay alike."""
        copied = {one.copy_of for one in self.entries if one.copy_of is not None}
        live = [one for one in self.entries if one.status == 200 and one.copy_of is None]
        return [one for one in live if one.number not in copied]

    def article_page(self, entry: Entry) -> bytes:
        key = (entry.number, entry.history[-1], entry.copy_of is None)
        page = self.cache.get(key)
        if page is None:
            related = self.shape.related_to(entry.number, self.articles)
            page = article_html(
                self.shape,
                entry.number,
                entry.history[-1],
                path=path_of(self.shape, entry.number),
                cards=[self.card(self.entries[other]) for other in related],
                copy_of=entry.copy_of,
            )
            if not self.relative:
                self.cache[key] = page
        return page

    def list_page(self, number: int) -> bytes:
        listed = [entry for entry in self.newest_first() if entry.listed and entry.status == 200]
        first = (number - 1) * self.shape.per_list
        chosen = listed[first : first + self.shape.per_list]
        return list_html([self.card(entry, on_list=True) for entry in chosen])

    def newest_first(self) -> list[Entry]:
        return [*reversed(self.entries[self.articles :]), *self.entries[: self.articles]]

    def card(self, entry: Entry, *, on_list: bool = False) -> str:
        path = path_of(self.shape, entry.number)
        if on_list and entry.by_alias:
            path = alias_of(entry.number)
        stamp = f"{day_of(entry.number):%Y-%m-%d}"
        if self.relative:
            age = datetime.now(UTC) - self.began_at + timedelta(minutes=7 * entry.number + 1)
            minutes = int(age.total_seconds() // 60)
            stamp = f"{minutes} min(s) ago" if minutes < 60 else f"{minutes // 60} hour(s) ago"
        return card_html(self.shape, entry.words_of, stamp=stamp, path=path)

    # Truth

    def truth(self) -> dict[str, Any]:
        """What is so, and what was ever served, by full id."""
        articles = {}
        for own, entry in self.by_id.items():
            told = {
                variant: variant_of(self.shape, entry.words_of, variant).digest
                for variant in set(entry.history)
            }
            related = self.shape.related_to(entry.number, self.articles)
            articles[f"{SITE}:{own}"] = {
                "number": entry.number,
                "path": path_of(self.shape, entry.number),
                "status": entry.status,
                "listed": entry.listed,
                "copy_of": self.full_id(entry.copy_of),
                "history": [told[variant] for variant in entry.history],
                "served": [[serial, told[variant]] for serial, variant in entry.served],
                "gone_at": entry.gone_at,
                "related": [self.full_id(other) for other in related],
            }
        return {
            "site": SITE,
            "serial": self.serial,
            "answers": {str(status): number for status, number in self.answers.items()},
            "articles": articles,
        }

    def full_id(self, number: int | None) -> str | None:
        return None if number is None else f"{SITE}:{own_id(self.shape, number)}"


def edit(entry: Entry, *, back: bool = False) -> None:
    """Gives an article a variant that it never had, or with `back` the one before."""
    if back and len(entry.history) > 1:
        entry.history.append(entry.history[-2])
    else:
        entry.history.append(max(entry.history) + 1)


class Control:
    """What the site can be told, as `/_control/<name>?<arguments>`.

    truth            all that it knows
    mark             the serial number of the last request
    edit             number=N, or share=0.2 of all, or of=4 rest=1: those numbers; back=1: to the
                     variant before
    remove           number=N status=410: gone from lists, and its page with it; 200 brings it back
    publish          count=N new articles at the top of the list
    slow             ms=N before each answer; 0 ends it
    storm            count=N answers with status=503
    settings         edit_every=N
    stop             ends the site
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def run(self, what: str, words: dict[str, str]) -> Any:
        known: dict[str, Callable[[dict[str, str]], Any]] = {
            "truth": lambda _: self.world.truth(),
            "mark": lambda _: {"serial": self.world.serial},
            "edit": self.edit,
            "remove": self.remove,
            "publish": self.publish,
            "slow": self.slow,
            "storm": self.storm,
            "settings": self.settings,
            "stop": lambda _: {},
        }
        return known[what](words)

    def edit(self, words: dict[str, str]) -> Any:
        world, back = self.world, words.get("back") == "1"
        if "number" in words:
            chosen = [world.entries[int(words["number"])]]
        else:
            chosen = world.editable()
            if "of" in words:
                of, rest = int(words["of"]), int(words["rest"])
                chosen = [entry for entry in chosen if entry.number % of == rest]
            else:
                rng = random.Random(f"{world.shape.seed}/{world.serial}")
                chosen = rng.sample(chosen, int(len(chosen) * float(words["share"])))
        for entry in chosen:
            edit(entry, back=back)
        return {"edited": len(chosen)}

    def remove(self, words: dict[str, str]) -> Any:
        entry = self.world.entries[int(words["number"])]
        entry.status = int(words.get("status", "410"))
        return {"id": self.world.full_id(entry.number)}

    def publish(self, words: dict[str, str]) -> Any:
        added = [self.world.add(listed=True) for _ in range(int(words.get("count", "1")))]
        return {"ids": [self.world.full_id(entry.number) for entry in added]}

    def slow(self, words: dict[str, str]) -> Any:
        self.world.delay_s = float(words["ms"]) / 1000
        return {}

    def storm(self, words: dict[str, str]) -> Any:
        self.world.storm = int(words["count"])
        self.world.storm_status = int(words.get("status", "503"))
        return {}

    def settings(self, words: dict[str, str]) -> Any:
        self.world.edit_every = int(words["edit_every"])
        return {}
