"""When a page is fetched next, by its age and what came of it before.

A page never read is always due, the nearest first: its priority is its depth. One that failed is
tried again, and one that was read is visited again, when its time has come.
"""

from __future__ import annotations

from newscrawl.state.fates import EMITTED, READ, Fate
from newscrawl.state.pages import Page

MINUTE, HOUR, DAY = 60, 3600, 86_400

# Priorities above every depth.
DEEPEST = 999
RETRY = 1_000
REVISIT = 1_001

# The share of an article's age after which it is visited again, and the bounds of that.
AGE_SHARE = 0.25
SOONEST_S = 15 * MINUTE
LATEST_S = 60 * DAY
# What nothing came of is tried again after this, doubled with each failure.
FIRST_RETRY_S = 15 * MINUTE
LATEST_RETRY_S = 7 * DAY
FIRST_REJECTED_S = 6 * HOUR
# Gone twice, so far apart, is removed.
GONE_APART_S = DAY


def revisit_s(age_s: int, changes: int, quiet_visits: int) -> int:
    """Seconds until an article is visited again.

    Args:
        age_s: seconds since it was published, or first seen.
        changes: how often it was edited since it is known.
        quiet_visits: visits since the last edit.
    """
    wait = AGE_SHARE * max(age_s, 0)
    wait *= 1.5 ** min(quiet_visits, 5)
    wait /= 1 + min(changes, 4)
    return int(min(max(wait, SOONEST_S), LATEST_S))


def retry_s(failures: int) -> int:
    """Seconds until a page that failed is tried again; after the first failure in the next run."""
    if failures <= 1:
        return 0
    return min(FIRST_RETRY_S << min(failures - 2, 20), LATEST_RETRY_S)


def rejected_s(failures: int) -> int:
    """Seconds until a page that was rejected is looked at again."""
    return min(FIRST_REJECTED_S << min(max(failures - 1, 0), 20), LATEST_S)


def plan(page: Page, fate: Fate, at: int) -> None:
    """Sets when a page is due again, by what came of a visit at the second `at`."""
    page.fetched_at, page.changed = at, True
    page.visits += 1
    if page.priority is None:
        return  # withdrawn: whatever came of it, never again
    if fate.name in READ:
        if page.validators is not None:
            page.etag, page.last_modified = page.validators
        _plan_read(page, fate, at)
        return
    if fate.name == "skipped":
        # Read and too old: as if never read, for a run that allows it. Forbidden: asked again.
        if fate.reason == "max_age":
            page.due_at = at
        else:
            page.priority, page.due_at = RETRY, at + DAY
        return
    page.failures += 1
    page.etag = page.last_modified = None
    wait = retry_s if fate.name == "failed" else rejected_s
    page.priority = REVISIT if page.revision else RETRY
    page.due_at = at + wait(page.failures)
    if fate.reason == "gone":  # it was removed, and still is not there
        page.due_at = at + LATEST_S
    elif page.gone_at is not None and page.revision:
        page.due_at = max(at + MINUTE, page.gone_at + GONE_APART_S)


def _plan_read(page: Page, fate: Fate, at: int) -> None:
    page.failures = 0
    if page.alias_of is not None:
        page.priority = page.due_at = None
        return
    if fate.name in EMITTED:
        page.quiet_visits, page.changed_at = 0, at
    else:
        page.quiet_visits += 1
    page.priority = REVISIT
    published = page.published
    born = page.discovered_at if published is None else int(published.at.timestamp())
    wait = revisit_s(at - born, max(page.revision - 1, 0), page.quiet_visits)
    page.due_at = at + (LATEST_S if fate.name == "emitted-removed" else wait)
