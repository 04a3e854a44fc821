"""A feed as a consumer sees it: what the manifest lists, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newscrawl.feed import manifest
from newscrawl.feed.errors import FeedError

FOLLOW_INTERVAL_S = 1.0


def sites(data: Path) -> list[str]:
    """The sites that have a feed or a state under the data directory, by name."""
    feeds = {path.parent.name for path in (data / "feeds").glob(f"*/{manifest.FILE_NAME}")}
    return sorted(feeds | {path.stem for path in (data / "state").glob("*.sqlite")})


def require(folder: Path) -> dict[str, Any]:
    """The manifest of the feed in `folder`.

    Raises:
        FeedError: it has none, or none that can be read.
    """
    found = manifest.read(folder)
    if found is None:
        raise FeedError(f"no feed in {folder}: run a crawl first, or name another site")
    return found


def lines(folder: Path, since: int = 0, *, whole: bool = True) -> Iterator[tuple[int, bytes]]:
    """The rows of a feed whose `seq` is above `since`, in order: seq and line.

    Args:
        folder: the feed's folder.
        since: the last seq that is known already.
        whole: whether rows that were removed must not be passed over.

    Raises:
        FeedError: rows that are wanted were removed, or a part cannot be read.
    """
    found = require(folder)
    for gone in found["removed_parts"] if whole else ():
        if gone["last_seq"] > since:
            raise FeedError(
                f"rows up to seq {gone['last_seq']} were removed from {folder}: begin at "
                f"--since {gone['last_seq']}, and load a snapshot (scrapy feed export --latest)"
            )
    for part in found["parts"]:
        if part["last_seq"] <= since:
            continue
        path = folder / part["path"]
        try:
            with path.open("rb") as file:
                for seq, line in enumerate(file, part["first_seq"]):
                    if seq > since:
                        yield seq, line
        except OSError as error:
            raise FeedError(f"cannot read {path}: {error.strerror or error}") from error


def follow(
    folder: Path, since: int = 0, *, sleep: Callable[[float], None] = time.sleep
) -> Iterator[tuple[int, bytes]]:
    """`lines`, and those that come, for ever."""
    while True:
        for seq, line in lines(folder, since):
            since = seq
            yield seq, line
        sleep(FOLLOW_INTERVAL_S)
