"""Whether the files of a feed are those that its state knows."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newscrawl.feed import manifest
from newscrawl.feed.errors import FeedError
from newscrawl.state import records
from newscrawl.state.records import FeedName, Part
from newscrawl.state.store import Store


def require(
    store: Store,
    name: FeedName,
    folder: Path,
    found: Mapping[str, Any] | None,
    published: Sequence[Part],
) -> None:
    """Passes where manifest, parts and state agree, as far as names and sizes tell.

    Args:
        store: the site's state.
        name: which feed of the site it is.
        folder: where the feed is.
        found: its manifest, None if there is none.
        published: the parts that the state calls published.

    Raises:
        FeedError: they do not; the message says what to do.
    """
    site = store.site
    if found is not None:
        _require_manifest(store, name, folder / manifest.FILE_NAME, found, published)
    elif published:
        raise FeedError(
            f"there is no manifest in {folder}, and the state {store.where} knows "
            f"{len(published)} parts: give the data directory that they are in, restore "
            f"them from a backup, or let lost ones go with: scrapy feed repair --site {site}"
        )
    for part in published:
        path = f"{folder}/{part.path}"  # a Path takes longer than to look
        try:
            size = os.stat(path).st_size  # noqa: PTH116
        except FileNotFoundError:
            raise FeedError(missing(Path(path), site)) from None
        if size != part.bytes:
            raise FeedError(
                f"{path} has {size} bytes and not {part.bytes}: restore it from a backup, or "
                f"let it go with: scrapy feed repair --site {site}"
            )


def missing(path: Path, site: str, what: str = "is missing") -> str:
    """What to do about a part that is not there, or not as it was."""
    return (
        f"{path} {what}: restore it from a backup, or let it go with: "
        f"scrapy feed repair --site {site}"
    )


def _require_manifest(
    store: Store,
    name: FeedName,
    where: Path,
    found: Mapping[str, Any],
    published: Sequence[Part],
) -> None:
    site = store.site
    if found["site"] != site:
        raise FeedError(f"{where} is of {found['site']}, not of {site}: give another folder")
    if found.get("feed_id") != store.feed_id:
        raise FeedError(
            f"{where} belongs to another state than {store.where}: give its own "
            f"folder, or mend it with: scrapy state rebuild {site}"
        )
    listed = found["parts"]
    known = [manifest.listed(part) for part in published]
    # It may be one part ahead of what the state calls published: a run died between.
    sealed = records.parts_of(store, name, "sealed")
    ahead = [*known, *(manifest.listed(part) for part in sealed)]
    planned = records.planned_change(store, name)
    before = planned is not None and records.digest(listed) == planned[0]
    if listed not in (known, ahead) and not before:
        raise FeedError(
            f"{where} lists other parts than the state {store.where} knows: "
            f"look with scrapy feed verify, mend it with: scrapy state rebuild {site} (the "
            f"files are right) or scrapy feed repair --site {site} (the state is)"
        )
