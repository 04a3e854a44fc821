"""What a run has to fetch: found, owed, requested and settled, over many runs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.dates import DateSpan
from newscrawl.state import schedule
from newscrawl.state.fates import (
    EMITTED_NEW,
    EMITTED_UPDATED,
    NOT_DUE,
    PENDING,
    UNCHANGED,
    Fate,
)
from newscrawl.state.frontier import Frontier
from newscrawl.state.pages import MAX_CARDS, Page
from newscrawl.state.scope import Scope
from newscrawl.state.store import Store

NOW = 1_779_354_000
DAY = schedule.DAY
TIMEOUT = Fate("failed", "timeout")


def frontier(
    store: Store | None = None, *, run: int = 1, now: int = NOW, scope: Scope | None = None
) -> Frontier:
    found = Frontier(store or Store.in_memory("s"), run=run, now=now, scope=scope)
    found.start()
    return found


def page_in(books: Frontier, number: int, depth: int = 1) -> Page:
    return books.discover(f"s:{number}", f"http://h/{number}", depth=depth, seen_at=books.now)


def read(books: Frontier, number: int, fate: Fate = EMITTED_NEW) -> Page:
    """A page that was found and read by the run."""
    page = page_in(books, number)
    books.request(page)
    page.revision = 1
    books.settle(page, fate, books.now)
    return page


def balanced(books: Frontier) -> bool:
    books.write()
    books.ledger.check(books.recount())
    return True


STEPS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(
            ["find", "emit", "reject", "fail", "resolve", "again", "take", "write", "run"]
        ),
    ),
    max_size=60,
)


@settings(deadline=None)  # a database a time
@given(STEPS, st.sampled_from(["auto", "always", "never"]), st.integers(1, 8))
def test_fates_add_up_over_runs(steps: list[tuple[int, str]], revisit: str, cap: int) -> None:
    store = Store.in_memory("s")
    scope = Scope(revisit=revisit, max_pages=cap)  # type: ignore[arg-type]
    books = frontier(store, scope=scope)
    for number, step in steps:
        page = books.get(f"s:{number}")
        if step == "run":
            books.close(Fate("skipped", "max_articles") if number % 2 else None)
            assert balanced(books)
            later = books.now + number * DAY
            books = frontier(store, run=books.run + 1, now=later, scope=scope)
        elif step == "take":
            for taken in books.take(number + 1):
                assert taken.busy
                assert taken.fate == PENDING
        elif step == "write":
            books.write()
        elif page is None:
            books.discover(f"s:{number}", "http://h/", depth=number, seen_at=books.now)
        elif step == "emit":
            page.revision += 1
            books.settle(page, EMITTED_NEW, books.now)
        elif step == "reject":
            books.settle(page, Fate("rejected", "no_text"), books.now)
        elif step == "fail":
            books.settle(page, TIMEOUT, books.now)
        elif step == "again":
            books.find_again(page, number)
        elif step == "resolve" and page.alias_of is None:
            books.resolve(page, f"s:{(number + 1) % 10}", "http://h/real")
    books.close(None)
    assert balanced(books)


def test_the_first_fate_stands() -> None:
    books = frontier()
    page = read(books, 1)
    books.settle(page, Fate("failed", "callback_error"), NOW)
    assert page.fate == EMITTED_NEW
    assert books.ledger.emitted == 1
    assert balanced(books)


def test_books_that_do_not_balance_are_told() -> None:
    books = frontier()
    page_in(books, 1).fate = EMITTED_NEW  # behind the ledger's back
    with pytest.raises(ArithmeticError, match="1 articles discovered"):
        balanced(books)


def test_an_alias_becomes_the_article() -> None:
    store = Store.in_memory("s")
    books = frontier(store)
    alias = page_in(books, 427702)
    assert books.resolve(alias, "s:real", "http://h/real")
    assert alias.url == "http://h/real"
    assert books.get("s:real") is books.get("s:427702") is alias
    assert books.ledger.discovered == 1
    books.settle(alias, EMITTED_NEW, NOW)
    assert balanced(books)
    later = frontier(store, run=2)
    found = later.get("s:427702")
    assert found is not None
    assert found.id == "s:real"


def test_an_alias_of_a_known_article_stays_apart() -> None:
    books = frontier()
    real, alias = page_in(books, 1), page_in(books, 427702)
    assert not books.resolve(alias, "s:1", "http://h/1")
    books.settle(alias, Fate("duplicate", "alias"), NOW)
    assert books.get("s:427702") is real
    assert books.ledger.count("duplicate") == books.ledger.count("pending") == 1
    assert balanced(books)
    assert [page.id for page in books.take(10)] == ["s:1"]


def test_a_delivered_article_that_leads_to_another_keeps_its_name() -> None:
    store = Store.in_memory("s")
    books = frontier(store)
    old = read(books, 1)
    books.close(None)
    books = frontier(store, run=2, now=NOW + 90 * DAY)
    (page,) = books.take(10)
    assert not books.resolve(page, "s:2", "http://h/2")
    books.settle(page, Fate("duplicate", "alias"), books.now)
    assert (page.id, page.revision, page.alias_of) == (old.id, 1, "s:2")
    (new,) = books.take(10)
    assert (new.id, new.url, new.revision) == ("s:2", "http://h/2", 0)
    new.revision = 1
    books.settle(new, EMITTED_NEW, books.now)
    # What was another name of it is so still, whatever its page says.
    assert books.resolve(new, "s:1", "http://h/1")
    assert new.id == "s:2"
    assert balanced(books)


def test_cards_are_kept_until_the_page_is_read() -> None:
    store = Store.in_memory("s")
    books = frontier(store)
    page = page_in(books, 1)
    for rank in range(MAX_CARDS + 5):
        page.add_card({"rank": rank})
    books.write()
    (page,) = frontier(store, run=2).take(10)
    assert [card["rank"] for card in page.cards] == list(range(MAX_CARDS))
    books.settle(page, EMITTED_NEW, NOW)
    assert page.cards == []


def test_what_was_found_is_owed_until_it_is_read() -> None:
    store = Store.in_memory("s")
    first = frontier(store)
    for number in range(5):
        page_in(first, number, depth=number)
    assert [page.id for page in first.take(2)] == ["s:0"]
    first.settle(first.get("s:0"), EMITTED_NEW, NOW)  # type: ignore[arg-type]
    first.write()
    # Killed: nothing is closed.
    second = frontier(store, run=2, now=NOW + 60)
    assert second.ledger.discovered == 4
    order = []
    while taken := second.take(10):
        order += [page.id for page in taken]
        for page in taken:
            second.settle(page, EMITTED_NEW, NOW)
    assert order == ["s:1", "s:2", "s:3", "s:4"]
    second.close(None)
    assert balanced(second)


def test_a_page_beyond_the_depth_is_owed_to_a_run_that_goes_deeper() -> None:
    store = Store.in_memory("s")
    first = frontier(store, scope=Scope(depth=1))
    page_in(first, 1, depth=1)
    far = page_in(first, 2, depth=2)
    first.settle(far, Fate("skipped", "depth"))
    (near,) = first.take(10)
    assert near.id == "s:1"
    first.settle(near, EMITTED_NEW, NOW)
    first.close(None)
    again = frontier(store, run=2, scope=Scope(depth=1))
    assert again.take(10) == []
    again.close(None)
    assert again.ledger.fates[Fate("skipped", "depth")] == 1
    assert balanced(again)
    assert [page.id for page in frontier(store, run=3).take(10)] == ["s:2"]


def test_a_known_article_is_visited_again_when_it_is_time() -> None:
    store = Store.in_memory("s")
    read(frontier_1 := frontier(store), 1)
    frontier_1.close(None)
    soon = frontier(store, run=2, now=NOW + 60)
    soon.find_again(soon.get("s:1"), 1)  # type: ignore[arg-type]
    assert soon.take(10) == []
    assert soon.ledger.fates == {NOT_DUE: 1, PENDING: 0}
    soon.close(None)
    assert balanced(soon)
    never = frontier(store, run=3, now=NOW + DAY, scope=Scope(revisit="never"))
    assert never.take(10) == []
    late = frontier(store, run=4, now=NOW + DAY)
    (page,) = late.take(10)
    late.settle(page, UNCHANGED, NOW + DAY)
    late.close(None)
    assert page.quiet_visits == 1
    always = frontier(store, run=5, now=NOW + DAY + 1, scope=Scope(revisit="always"))
    assert [page.id for page in always.take(10)] == ["s:1"]


def test_failures_are_tried_in_the_next_run_then_ever_more_seldom() -> None:
    store = Store.in_memory("s")
    books = frontier(store)
    page = page_in(books, 1)
    books.request(page)
    books.settle(page, TIMEOUT, NOW)
    assert books.take(10) == [], "not twice in one run"
    books.write()
    waits = []
    now = NOW
    for run in range(2, 14):
        (page,) = frontier(store, run=run, now=now).take(10)
        books = frontier(store, run=run, now=now)
        books.settle(page, TIMEOUT, now)
        books.write()
        assert page.due_at is not None
        waits.append(page.due_at - now)
        now = page.due_at
    assert waits == sorted(waits)
    assert waits[0] == schedule.FIRST_RETRY_S
    assert waits[-1] == schedule.LATEST_RETRY_S


def test_what_failed_and_waits_has_not_been_read() -> None:
    store = Store.in_memory("s")
    for run, now in ((1, NOW), (2, NOW + 1)):
        books = frontier(store, run=run, now=now)
        page = books.get("s:1") or page_in(books, 1)
        books.request(page)
        books.settle(page, TIMEOUT, now)
        books.close(None)
    soon = frontier(store, run=3, now=NOW + 2)
    soon.find_again(soon.get("s:1"), 1)  # type: ignore[arg-type]
    assert soon.take(10) == []
    assert soon.ledger.fates[TIMEOUT] == soon.ledger.discovered == 1
    assert balanced(soon)


def test_a_time_that_another_page_tells_later_in_the_run_is_booked() -> None:
    books = frontier()
    page = read(books, 1, UNCHANGED)
    books.settle(page, EMITTED_UPDATED)
    assert page.fate == EMITTED_UPDATED
    assert balanced(books)


@given(st.integers(-DAY, 4000 * DAY), st.integers(0, 50), st.integers(0, 50))
def test_the_young_and_often_edited_are_visited_more_often(
    age: int, changes: int, quiet: int
) -> None:
    wait = schedule.revisit_s(age, changes, quiet)
    assert schedule.SOONEST_S <= wait <= schedule.LATEST_S
    assert wait <= schedule.revisit_s(age + DAY, changes, quiet)
    assert wait >= schedule.revisit_s(age, changes + 1, quiet)
    assert wait <= schedule.revisit_s(age, changes, quiet + 1)


def test_a_clock_that_ran_ahead_hides_nothing() -> None:
    store = Store.in_memory("s")
    wrong = NOW + 400 * DAY
    ahead = frontier(store, now=wrong)
    read(ahead, 1)
    page_in(ahead, 2)
    ahead.close(None)
    right = frontier(store, run=2, now=NOW)
    assert {page.id for page in right.take(10)} == {"s:1", "s:2"}


def test_sightings_of_a_time_are_intersected_over_runs() -> None:
    def span(first: int, last: int, precision: str = "hour") -> DateSpan:
        earliest, latest = (datetime.fromtimestamp(moment, UTC) for moment in (first, last))
        return DateSpan(earliest, latest, precision, "raw", "basis")

    store = Store.in_memory("s")
    books = frontier(store)
    page = page_in(books, 1)
    assert page.sight(span(NOW - DAY, NOW, "day"))
    books.write()
    (page,) = frontier(store, run=2).take(10)
    assert page.sight(span(NOW - 3600, NOW + 60))
    assert page.published == span(NOW - 3600, NOW)._replace(best=span(NOW - 3600, NOW + 60).at)
    assert not page.sight(span(NOW + DAY, NOW + 2 * DAY))
    assert page.contradictions == 1


def test_a_list_that_was_not_walked_to_its_end_is_owed() -> None:
    store = Store.in_memory("s")
    books = frontier(store)
    url = "http://h/news/"
    assert books.list_reached(url) == 0
    books.list_walked(url, 1, done=False)
    books.list_walked(url, 4, done=False)
    later = frontier(store, run=2)
    assert later.list_reached(url) == 4
    later.list_walked(url, 1, done=False)
    assert later.list_reached(url) == 4
    later.list_walked(url, 5, done=True)
    assert later.list_reached(url) == 0


def test_an_update_books_a_page_that_was_not_due() -> None:
    store = Store.in_memory("s")
    first = frontier(store)
    read(first, 1)
    first.close(None)
    later = frontier(store, run=2, now=NOW + 1)
    page = later.get("s:1")
    assert page is not None
    later.find_again(page, 1)
    due_at = page.due_at
    later.settle(page, EMITTED_UPDATED)
    assert page.due_at == due_at, "its page was not read"
    assert balanced(later)


def test_two_ids_with_one_key_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.state.frontier.key_of", lambda _: 1)
    monkeypatch.setattr("newscrawl.state.pages.key_of", lambda _: 1)
    books = frontier()
    page_in(books, 1)
    books.write()
    with pytest.raises(ValueError, match="one key"):
        books.get("s:2")


def test_what_a_server_is_asked_with_is_kept_once_the_answer_is_delivered() -> None:
    books = frontier()
    page = page_in(books, 1)
    books.request(page)
    page.validators = '"new"', None
    books.write()
    assert page.etag is None, "killed here, the next run would be told 304"
    books.settle(page, Fate("skipped", "max_articles"))
    assert page.etag is None
    other = page_in(books, 2)
    books.request(other)
    other.validators = '"new"', None
    books.settle(other, EMITTED_NEW, NOW)
    assert other.etag == '"new"'


def test_what_was_removed_is_looked_at_as_seldom_as_the_oldest() -> None:
    page = read(frontier(), 1)
    page.gone_at = NOW - 60 * DAY
    schedule.plan(page, Fate("rejected", "gone"), NOW)
    assert page.due_at == NOW + schedule.LATEST_S


def test_a_page_that_is_found_too_deep_and_then_nearer_is_taken() -> None:
    books = frontier(scope=Scope(depth=2))
    page = page_in(books, 1, depth=3)
    books.settle(page, Fate("skipped", "depth"))
    books.find_again(page, 2)
    assert [found.id for found in books.take(10)] == ["s:1"]
    assert balanced(books)
