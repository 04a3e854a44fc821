"""The manifest: which parts a feed has. Who trusts it alone sees every row once, whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson

from newscrawl.failpoints import reach
from newscrawl.feed import files
from newscrawl.feed.errors import FeedError, FeedLostError
from newscrawl.state.records import Part, Run

MANIFEST_SCHEMA = "newscrawl.manifest/1"
FILE_NAME = "manifest.json"

_LISTED = (
    "path",
    "rows",
    "bytes",
    "sha256",
    "first_seq",
    "last_seq",
    "first_time",
    "last_time",
    "schema",
    "run_id",
)
_NEEDED = frozenset(_LISTED)
_values = attrgetter(*_LISTED)

_REPAIR = "restore it from a backup, or let the state write it anew with: scrapy feed repair"


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of the feed in `folder`; None if it has none.

    Raises:
        FeedLostError: it cannot be read.
        FeedError: it is none.
    """
    path = folder / FILE_NAME
    try:
        manifest = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FeedLostError(f"cannot read {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise FeedError(f"the manifest {path} cannot be read: {error}: {_REPAIR}") from error
    well = (
        isinstance(manifest, dict)
        and manifest.get("schema") == MANIFEST_SCHEMA
        and isinstance(manifest.get("site"), str)
        and isinstance(manifest.get("watermark"), int)
        and isinstance(manifest.get("parts"), list)
        and isinstance(manifest.get("removed_parts"), list)
        and all(isinstance(part, dict) and part.keys() >= _NEEDED for part in manifest["parts"])
    )
    if not well:
        raise FeedError(f"{path} is no manifest of {MANIFEST_SCHEMA}: {_REPAIR}")
    return dict(manifest)


def listed(part: Part) -> dict[str, Any]:
    """A part as the manifest lists it."""
    return dict(zip(_LISTED, _values(part), strict=True))


def write(
    folder: Path,
    *,
    site: str,
    feed_id: str,
    parts: Sequence[Part],
    removed: Sequence[Mapping[str, Any]],
    run: Run | None,
) -> None:
    """Puts a manifest in place of the one before, at once and for good.

    Raises:
        OSError: it cannot be written; the one before stands.
    """
    watermark = max([part.last_seq or 0 for part in parts], default=0)
    watermark = max([watermark, *(int(gone["last_seq"]) for gone in removed)])
    head = {
        "schema": MANIFEST_SCHEMA,
        "site": site,
        "feed_id": feed_id,
        "watermark": watermark,
    }
    data = b"".join(
        [
            orjson.dumps(head)[:-1],
            *(b',\n"parts":', _lines(map(listed, parts))),
            *(b',\n"removed_parts":', _lines(removed)),
            *(b',\n"run":', orjson.dumps(None if run is None else described(run))),
            b"}\n",
        ]
    )
    path = folder / FILE_NAME
    beside = files.write_beside(path, data)
    reach("manifest-written")
    files.put(beside, path)
    reach("manifest-replaced")


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    # A part a line: to be read by people too, and written in a moment where there are many.
    lines = b",\n ".join(map(orjson.dumps, rows))
    return b"[\n " + lines + b"\n]" if lines else b"[]"


def described(run: Run) -> dict[str, Any]:
    """A run as the manifest tells of it."""
    return {
        "id": run.id,
        "started_at": _iso(run.started_at),
        "finished_at": _iso(run.finished_at),
        "status": run.status,
        "exit_code": run.exit_code,
        "discovered": run.discovered,
        "fates": dict(run.fates or {}),
    }


def run_of(told: Mapping[str, Any]) -> Run:
    """The run that a manifest tells of, with the number 0."""
    return Run(
        0,
        told["id"],
        _seconds(told["started_at"]) or 0,
        _seconds(told["finished_at"]),
        told["status"],
        told["exit_code"],
        told["discovered"],
        told["fates"],
    )


def _iso(moment: int | None) -> str | None:
    return None if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _seconds(moment: str | None) -> int | None:
    return None if moment is None else int(datetime.fromisoformat(moment).timestamp())
