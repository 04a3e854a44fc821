"""What commands share that work between runs: which site, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from scrapy.settings import BaseSettings

from newscrawl.arguments import SettingsError
from newscrawl.feed.errors import FeedError, FeedLostError
from newscrawl.feed.library import Places
from newscrawl.feed.reader import sites
from newscrawl.runs.addon import data_dir
from newscrawl.runs.exit_codes import ExitCode
from newscrawl.runs.report import say
from newscrawl.state.errors import StateError, StateLockedError, StateLostError


def places_of(settings: BaseSettings, site: str | None) -> Places:
    """Where the things of a site are; of the only one that has a feed, if none is named.

    Raises:
        FeedError: it cannot be told which is meant.
        SettingsError: the data directory cannot be used.
    """
    data = data_dir(settings)
    known = sites(data)
    if site is None:
        if len(known) != 1:
            there = f"it holds {', '.join(known)}: name one with --site" if known else "run a crawl"
            raise FeedError(f"which feed under {data}? {there}")
        site = known[0]
    if "/" in site or site in ("", ".", ".."):
        raise FeedError(f'"{site}" is no name of a site')
    return Places(data, site)


def attempt(work: Callable[[], ExitCode | None]) -> int:
    """The exit code of `work`, complete if it names none; what went wrong is told in a sentence."""
    try:
        code = work()
    except StateLockedError as error:
        say(f"locked: {error}: wait until it has ended")
        return ExitCode.LOCKED
    except (StateLostError, FeedLostError) as error:
        say(f"failed: {error}")
        return ExitCode.FAILED
    except (StateError, FeedError, SettingsError) as error:
        say(str(error))
        return ExitCode.COULD_NOT_START
    except OSError as error:
        say(f"failed: {error.filename or ''}: {error.strerror or error}")
        return ExitCode.FAILED
    return ExitCode.COMPLETE if code is None else code
