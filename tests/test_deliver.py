"""New, updated, sharper, unchanged, removed, a double: what is delivered of an article over runs.

Each test runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from conftest import read_rows

from newscrawl.feed.errors import FeedLostError
from newscrawl.feed.feed import Feed
from newscrawl.feed.verify import verify
from newscrawl.items import Article, Block, RelatedReading, Span, content_hash
from newscrawl.pipelines import DeliverPipeline, Dropped, seconds
from newscrawl.reading.times import from_item, iso
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.runs.session import Options, Session
from newscrawl.state.errors import StateLostError
from newscrawl.state.fates import Fate
from newscrawl.state.records import Part
from newscrawl.state.scope import Scope
from newscrawl.state.store import Store

START = datetime(2026, 5, 21, 9, 0, tzinfo=UTC)
WORDS = (
    "the harbour of the old town is being dredged again this spring after two winters in which "
    "nothing was done and the ferries had to wait for the tide at the bar outside the mole while "
    "the council argued over who would pay for the work and the fishermen moved to the next bay"
).split()


def text_of(seed: int, paragraphs: int = 4) -> list[str]:
    """Paragraphs that share few runs of words with those of another seed."""
    step = 2 * seed + 1
    return [
        " ".join(f"{WORDS[(place * step + part) % len(WORDS)]}{seed}" for place in range(40))
        for part in range(paragraphs)
    ]


def article(own_id: str, *, seed: int | None = None, **fields: Any) -> Article:
    """An article, its text told by `seed` or by its id."""
    parts = fields.pop("parts", None) or text_of(seed if seed is not None else ord(own_id[-1]))
    item = Article(
        id=f"s:{own_id}",
        site="s",
        url=f"http://h/news/{own_id}/",
        title=f"Title {own_id}",
        text="\n\n".join(parts),
        blocks=[Block("paragraph", part) for part in parts],
        authors=["Ada Stone"],
        language="en",
        published=day(20),
        provenance={"title": "h1", "published": "byline"},
    )
    for name, value in fields.items():
        setattr(item, name, value)
    item.published_at = item.published.at if item.published is not None else None
    item.content_hash = content_hash(item)
    return item


def day(number: int) -> Span:
    """The day of that number in May, in no zone that is known."""
    first, last = f"2026-05-{number - 1:02}T10:00:00Z", f"2026-05-{number + 1:02}T11:59:59Z"
    return Span(f"2026-05-{number:02}T12:00:00Z", first, last, "day", f"2026-05-{number}", "day")


def minute(text: str) -> Span:
    return Span(text, text, text.replace("00Z", "59Z"), "minute", "33 min ago", "relative")


class World:
    """A site's state and feed over many runs."""

    def __init__(self, data: Path, url: str | None) -> None:
        self.data = data
        self.options = Options(state_url=url, min_free_bytes=0)
        self.now = START
        self.near = "flag"
        self.revisit: Any = "always"
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        if self._session is None:
            scope = Scope(revisit=self.revisit)
            self._session = Session.open(
                "s", self.data, now=self.now, scope=scope, options=self.options
            )
        return self._session

    def read(self, item: Article) -> str:
        """The fate of an article that the run reads now."""
        frontier = self.session.frontier
        item.fetched_at = item.rendered_at = item.first_seen_at = iso(self.now)
        page = frontier.get(item.id)
        if page is None:
            page = frontier.discover(item.id, item.url, depth=1, seen_at=frontier.now)
        if not page.busy:
            frontier.request(page)
        if item.published is not None:
            page.sight(from_item(item.published))
        found = frontier.find([reading.id for reading in item.related or ()])
        for reading in item.related or ():
            if reading.id not in found:
                frontier.discover(reading.id, reading.url, depth=2, seen_at=frontier.now)
        return self.give(item)

    def give(self, item: Article) -> str:
        """The fate of an item in the pipeline."""
        spider = SimpleNamespace(
            journal=self.session.journal, arguments=SimpleNamespace(max_articles=None)
        )
        settings = {"NEWSCRAWL_NEAR_DUPLICATES": self.near}
        crawler = cast(Any, SimpleNamespace(spider=spider, settings=settings))
        frontier = self.session.frontier
        try:
            row = DeliverPipeline.from_crawler(crawler).process_item(item)
        except Dropped as dropped:
            page = frontier.get(item.id)
            assert page is not None
            at = None if dropped.fate.name == "skipped" else seconds(item.fetched_at)
            frontier.settle(page, dropped.fate, at)
            return str(dropped.fate)
        return f"{row.change} {row.revision}"

    def end_run(self, after: timedelta = timedelta(days=1)) -> None:
        """Ends the run well; the next begins later."""
        session, self._session = self.session, None
        self.session_before = session
        try:
            session.frontier.close(None)
            session.frontier.ledger.check(session.frontier.recount())
            session.finish(ExitCode.COMPLETE, session.frontier.ledger)
        finally:
            session.close()
        self.now += after

    def kill(self) -> None:
        """Ends the run as kill -9 does: what was not committed is gone."""
        session, self._session = self.session, None
        session.close()

    def rows(self, feed: str = "") -> list[dict[str, Any]]:
        """What the feed lists, verified."""
        folder = self.data / "feeds" / "s" / feed
        assert verify(folder).findings == []
        manifest = json.loads((folder / "manifest.json").read_bytes())
        return [row for part in manifest["parts"] for row in read_rows(folder / part["path"])]


@pytest.fixture(params=["sqlite", "postgresql"])
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    made = World(tmp_path / "data", url)
    yield made
    if made._session is not None:
        made.kill()


def test_a_new_article_and_its_revisions(world: World) -> None:
    assert world.read(article("a")) == "new 1"
    world.end_run()
    assert world.read(article("a")) == "unchanged"
    world.end_run()
    assert world.read(article("a", title="Another title")) == "updated 2"
    world.end_run()
    assert world.read(article("a")) == "updated 3", "back as it was is a revision too"
    world.end_run()
    rows = world.rows()
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert [row["changed_fields"] for row in rows] == [[], ["title"], ["title"]]
    assert [row["cause"] for row in rows] == [None, "page", "page"]
    assert {row["first_seen_at"] for row in rows} == {iso(START)}
    assert [row["edit"] for row in rows] == [None, "substantive", "substantive"]


def test_small_and_large_edits(world: World) -> None:
    parts = text_of(7)
    world.read(article("a", parts=parts))
    world.end_run()
    slip = [parts[0].replace(parts[0].split()[5], "mended", 1), *parts[1:]]
    world.read(article("a", parts=slip))
    world.end_run()
    world.read(article("a", parts=[*slip, "And then something else happened altogether here."]))
    world.end_run()
    rows = world.rows()
    assert [row["edit"] for row in rows] == [None, "minor", "substantive"]
    assert rows[1]["changed_fields"] == ["text", "blocks"]


def test_what_travels_with_a_revision_causes_none(world: World) -> None:
    world.read(article("a", tags=["x"]))
    world.end_run()
    related = [RelatedReading(1, "s:z", "http://h/news/z/")]
    assert world.read(article("a", tags=["y"], related=related)) == "unchanged"
    world.end_run()
    assert len(world.rows()) == 1


def test_a_whole_summary_in_place_of_its_cut_form_is_no_edit(world: World) -> None:
    whole = "The harbour is dredged again, and the ferries need not wait for the tide."
    cut = "The harbour is dredged again, and the ferries…"
    world.read(article("a", summary=cut))
    world.read(article("b", summary=whole))
    world.end_run()
    assert world.read(article("a", summary=whole)) == "unchanged"
    assert world.read(article("b", summary=cut)) == "unchanged"
    world.end_run()
    assert world.read(article("b", summary=cut, title="New")) == "updated 2"
    world.end_run()
    assert world.rows()[-1]["summary"] == whole


def test_another_way_to_hash_delivers_nothing_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_before = article("a")
    made_before.content_hash = "0" * 64  # by an older program
    world.read(made_before)
    world.end_run()
    assert world.read(article("a")) == "unchanged"
    assert world.read(article("a", title="New")) == "updated 2"


@pytest.mark.parametrize("name", ["sync", "append", "rename", "sync_folder", "put"])
def test_a_disk_that_fails_is_told_and_nothing_is_called_written(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.read(article("a"))
    world.end_run()

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    world.read(article("b"))
    with monkeypatch.context() as broken:
        broken.setattr(f"newscrawl.feed.files.{name}", fail)
        with pytest.raises(FeedLostError, match="Input/output error"):
            world.end_run()
    assert world.session_before.journal.broken is not None
    with pytest.raises(FeedLostError):
        world.session_before.journal.commit()
    world.near = "off"
    assert world.read(article("b")) in ("new 1", "unchanged")
    world.end_run()
    assert [(row["id"], row["revision"]) for row in world.rows()] == [("s:a", 1), ("s:b", 1)]


def test_a_page_read_wrongly_takes_nothing_away(world: World) -> None:
    world.read(article("a"))
    world.end_run()
    for fields in ({"authors": []}, {"published": None}, {"title": None}, {"text": None}):
        assert world.read(article("a", **fields)) == "rejected(regression)"
        world.end_run()
    assert world.read(article("a", title="New")) == "updated 2"


def test_a_time_that_grows_sharper(world: World) -> None:
    world.read(article("a"))
    world.end_run()
    sharp = minute("2026-05-20T08:27:00Z")
    assert world.read(article("a", published=sharp)) == "updated 2"
    world.end_run()
    assert world.read(article("a", published=sharp)) == "unchanged"
    assert world.read(article("b")) == "new 1"
    world.end_run()
    # A card on another page tells it; the article's own page is not read.
    page = world.session.frontier.get("s:b")
    assert page is not None
    world.session.frontier.touch(page)
    page.sight(from_item(sharp))
    asks = Article(id="s:b", cause="sharper_time", fetched_at=iso(world.now))
    assert world.give(asks) == "updated 2"
    world.end_run()
    rows = world.rows()
    assert [(row["id"], row["cause"]) for row in rows] == [
        ("s:a", None),
        ("s:a", "sharper_time"),
        ("s:b", None),
        ("s:b", "sharper_time"),
    ]
    assert rows[3]["changed_fields"] == ["published_at", "published"]
    assert rows[3]["published"]["precision"] == "minute"
    assert rows[3]["text"] == rows[2]["text"]
    assert rows[3]["provenance"]["published"] == "card"


def test_a_time_that_contradicts_is_no_revision(world: World) -> None:
    world.read(article("a", published=minute("2026-05-20T08:27:00Z")))
    world.end_run()
    assert world.read(article("a", published=minute("2026-05-18T08:27:00Z"))) == "unchanged"
    page = world.session.frontier.get("s:a")
    assert page is not None
    assert page.contradictions == 1


def test_a_page_that_is_gone(world: World) -> None:
    world.read(article("a", questions=[], related=[]))
    world.end_run()
    page = world.session.frontier.get("s:a")
    assert page is not None
    world.session.frontier.request(page)
    gone = Article(id="s:a", change="removed", fetched_at=iso(world.now), rendered_at=None)
    assert world.give(gone) == "removed 2"
    world.end_run()
    assert world.rows()[-1]["title"] is None
    assert world.rows()[-1]["canonical_url"] is None
    assert world.read(article("a")) == "updated 3", "it is back"
    world.end_run()
    assert [row["change"] for row in world.rows()] == ["new", "removed", "updated"]


def test_the_same_words_under_another_id(world: World) -> None:
    world.near = "off"
    assert world.read(article("a", seed=1, title="T")) == "new 1"
    assert world.read(article("b", seed=1, title="T")) == "duplicate(content)"
    world.end_run()
    assert world.read(article("c", seed=1, title="T")) == "duplicate(content)"
    assert world.read(article("b", seed=2, title="T")) == "new 1", "it became one of its own"


@pytest.mark.parametrize("told_by", ["card", "meta:description"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_summary_that_a_card_told_makes_no_other_article(
    world: World, told_by: str, is_first: bool
) -> None:
    provenance = {"title": "h1", "published": "byline", "summary": told_by}
    told = {"summary": "What the list said of it.", "provenance": provenance}
    parts = text_of(1, paragraphs=8)
    world.read(article("a", parts=parts, title="T", **(told if is_first else {})))
    world.end_run()
    second = article("b", parts=parts, title="T", **({} if is_first else told))
    assert world.read(second) == ("duplicate(content)" if told_by == "card" else "new 1")


@pytest.mark.parametrize("near", ["flag", "drop", "off"])
def test_nearly_the_same_words(world: World, near: str) -> None:
    world.near = near
    parts = text_of(3, paragraphs=8)
    edited = [*parts[:-1], "Only the last paragraph of this text was written anew by someone."]
    world.read(article("a", parts=parts))
    if near == "drop":
        assert world.read(article("b", parts=edited)) == "duplicate(near)"
        return
    assert world.read(article("b", parts=edited)) == "new 1"
    assert world.read(article("c", seed=9)) == "new 1"
    world.end_run()
    assert world.read(article("d", parts=edited[1:])) == "new 1", "over runs, too"
    world.end_run()
    found = {row["id"]: row["duplicate_of"] for row in world.rows()}
    if near == "off":
        assert set(found.values()) == {None}
    else:
        assert found["s:a"] is found["s:c"] is None
        assert found["s:b"] == "s:a"
        assert found["s:d"] == "s:b"
        row = world.rows()[1]
        assert 0.4 < row["similarity"] < 1


def test_the_graph_of_links(world: World) -> None:
    def linked(*targets: str) -> Article:
        related = [
            RelatedReading(rank, f"s:{target}", f"http://h/news/{target}/")
            for rank, target in enumerate(targets, 1)
        ]
        return article("a", related=related)

    world.read(linked("x", "y"))
    world.end_run()
    world.read(linked("x", "y"))
    world.end_run()
    assert world.read(linked("y", "z")) == "unchanged"
    world.end_run()
    world.read(linked("y", "x"))
    world.end_run()
    told = [(row["change"], row["to_id"], row["rank"]) for row in world.rows("links")]
    assert told == [
        ("added", "s:x", 1),
        ("added", "s:y", 2),
        ("moved", "s:y", 1),
        ("added", "s:z", 2),
        ("removed", "s:x", 1),
        ("added", "s:x", 2),
        ("removed", "s:z", 2),
    ]
    last = world.rows("links")[5]
    assert last["first_seen_at"] == iso(START), "it was seen before"
    assert last["from_id"] == "s:a"
    assert last["to_url"] == "http://h/news/x/"


def test_a_batch_is_there_whole_or_not_at_all(world: World) -> None:
    world.read(article("a"))
    world.session.journal.commit()
    world.read(article("b"))
    world.kill()
    world.near = "off"
    assert world.session.recovered == 1
    assert [row["id"] for row in world.rows()] == ["s:a"]
    assert world.read(article("b")) == "new 1"
    world.end_run()
    assert [(row["id"], row["seq"]) for row in world.rows()] == [("s:a", 1), ("s:b", 2)]


def test_a_full_part_is_listed_while_the_run_goes_on(world: World) -> None:
    world.options = Options(
        state_url=world.options.state_url, min_free_bytes=0, part_rows=2, batch_pages=1
    )
    for letter in "abc":
        world.read(article(letter))
        world.session.journal.page_done()
    assert [row["id"] for row in world.rows()] == ["s:a", "s:b"]
    world.end_run()
    assert [row["id"] for row in world.rows()] == ["s:a", "s:b", "s:c"]


def test_a_run_that_died_is_told_in_the_manifest(world: World) -> None:
    world.read(article("a"))
    path = world.data / "feeds" / "s" / "manifest.json"
    assert json.loads(path.read_bytes())["run"]["status"] == "running"
    world.kill()
    world.end_run()
    assert json.loads(path.read_bytes())["run"]["status"] == "complete"


def test_a_known_page_that_turns_out_to_be_another_article(world: World) -> None:
    world.near = "off"
    world.read(article("a"))
    world.end_run()
    page = world.session.frontier.get("s:a")
    assert page is not None
    frontier = world.session.frontier
    frontier.request(page)
    assert not frontier.resolve(page, "s:b", "http://h/news/b/")
    frontier.settle(page, Fate("duplicate", "alias"), frontier.now)
    related = [RelatedReading(1, "s:c", "http://h/news/c/")]
    assert world.read(article("b", related=related)) == "new 1"
    world.end_run()
    assert world.read(article("b", related=related)) == "unchanged"
    world.end_run()
    assert [(row["id"], row["revision"]) for row in world.rows()] == [("s:a", 1), ("s:b", 1)]


def test_a_row_that_cannot_be_written_leaves_no_gap(world: World) -> None:
    with pytest.raises(TypeError):
        world.read(article("a", tags={1}))
    world.read(article("b"))
    world.end_run()
    assert [(row["seq"], row["id"]) for row in world.rows()] == [(1, "s:b")]


def test_a_part_that_was_listed_stays_listed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.options = replace(world.options, part_rows=1)
    world.read(article("a"))
    session = world.session
    save, path = session.store.commit, world.data / "feeds" / "s" / "manifest.json"

    def commit() -> None:
        if json.loads(path.read_bytes())["watermark"] and session.journal.broken is None:
            raise StateLostError("the database does not answer")
        save()

    monkeypatch.setattr(session.store, "commit", commit)
    with pytest.raises(StateLostError):
        session.journal.commit()
    session.finish(ExitCode.FAILED, session.frontier.ledger)
    world.kill()
    assert [row["id"] for row in world.rows()] == ["s:a"]


def test_parts_of_a_site_named_like_a_rewritten_one_are_rewritten(tmp_path: Path) -> None:
    with Store.in_memory("the-week") as store:
        feed = Feed(store, "articles", tmp_path, schema="x")
        part = Part("articles", 1, "r", "2026/11/the-week-20261125T224036Z-1-2.jsonl", "x")
        names = [part.path.removesuffix(".jsonl")]
        (tmp_path / "2026/11").mkdir(parents=True)
        for number in (1, 2):
            feed._published = [part]
            feed.rewrite(part, b"")
            (part,) = feed.published
            assert part.path == f"{names[0]}-w{number}.jsonl"
