"""The tables, and the versions that they went through.

One set for SQLite (one file a site) and PostgreSQL (one database for all sites). Pages are known
by a key: 63 bits of the SHA-256 of their full id. It is no `INTEGER` to SQLite, so that rows lie in
the order in which they were found: a crawl comes by what is new. Moments are whole seconds since
1970, UTC.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
)

# Raised with each change of the tables; `migrations` says how an older one becomes the next.
VERSION = 3

metadata = MetaData()


meta = Table(
    "newscrawl_meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

sites = Table(
    "sites",
    metadata,
    Column("site", Text, primary_key=True),
    # The feed directory that belongs to this state; its manifest names it too.
    Column("feed_id", Text, nullable=False),
    Column("articles_seq", BigInteger, nullable=False, default=0),  # last one given
    Column("links_seq", BigInteger, nullable=False, default=0),
    Column("last_run", Integer, nullable=False, default=0),
)

runs = Table(
    "runs",
    metadata,
    Column("site", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
    Column("status", Text, nullable=False),
    Column("exit_code", Integer),
    Column("discovered", Integer),
    Column("fates", Text),  # JSON: fate -> number
)

pages = Table(
    "pages",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("site", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("alias_of", Text),  # full id of the article that this id is another name of
    Column("discovered_from", Text),
    Column("discovered_at", BigInteger, nullable=False),
    Column("depth", Integer, nullable=False),
    # When it is due: see `newscrawl.state.schedule`. Null: never again.
    Column("priority", Integer),
    Column("due_at", BigInteger),
    Column("place", Integer, nullable=False, default=0),  # of those due at once: order of finding
    Column("run", Integer, nullable=False, default=0),  # the last run that counted it
    Column("fate", Text, nullable=False),  # in that run
    Column("reason", Text, nullable=False, default=""),
    Column("revision", Integer, nullable=False, default=0),  # last delivered; 0: none
    Column("visits", Integer, nullable=False, default=0),
    Column("quiet_visits", Integer, nullable=False, default=0),  # without a change, in a row
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("fetched_at", BigInteger),
    Column("changed_at", BigInteger),
    Column("gone_at", BigInteger),  # first of the answers in a row that there is no such page
    Column("etag", Text),
    Column("last_modified", Text),
    Column("latest_published", BigInteger),  # the last second that `published` allows
    Column("published", Text),  # JSON: the span that all sightings allow
    Column("contradictions", Integer, nullable=False, default=0),
    Column("cards", Text),  # JSON: what lists and related readings said, until it is read
    # Which kinds of source ever named it: see `newscrawl.state.sources`.
    Column("named_by", Integer, nullable=False, server_default="0"),
)
# What is owed, most urgent first; what a run counted.
Index("pages_due", pages.c.site, pages.c.priority, pages.c.due_at, pages.c.place)
Index("pages_run", pages.c.site, pages.c.run)

# Lists: how far into each a walk came, and whether it came to the end.
lists = Table(
    "lists",
    metadata,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("reached", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
)

# Where a site names its articles: lists, feeds, sitemaps, and when each is read next.
sources = Table(
    "sources",
    metadata,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("found_on", Text),
    Column("hops", Integer, nullable=False),  # from the start page
    Column("is_guess", Boolean, nullable=False),  # a usual place, which nothing of the site names
    Column("first_seen", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("read_at", BigInteger),
    Column("outcome", Text, nullable=False),  # of the last visit: read, unchanged, http_404 …
    Column("quiet", Integer, nullable=False),  # visits in a row that told nothing new
    Column("failures", Integer, nullable=False),  # in a row
    Column("named", Integer, nullable=False),  # addresses in it when it was read last
    Column("taken", Integer, nullable=False),  # of those, articles'
    Column("fresh", Integer, nullable=False),  # of those, not known before
    Column("etag", Text),
    Column("last_modified", Text),
)

articles = Table(
    "articles",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("site", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("content_key", BigInteger),  # 63 bits of content_hash; null once removed
    Column("content_hash", Text),
    Column("removed", Boolean, nullable=False, server_default=false()),
    Column("signature", LargeBinary),
    Column("row", LargeBinary, nullable=False),  # the last delivered row, compressed JSON
)
Index("articles_content", articles.c.site, articles.c.content_key)

bands = Table(
    "bands",
    metadata,
    Column("site", Text, primary_key=True),
    Column("band", BigInteger, primary_key=True),
    Column("key", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("from_key", BigInteger, primary_key=True),
    Column("to_key", BigInteger, primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    # Null while the link stands: then it was seen when its page was read last.
    Column("last_seen", BigInteger),
    sqlite_with_rowid=False,
)

parts = Table(
    "parts",
    metadata,
    Column("site", Text, primary_key=True),
    Column("feed", Text, primary_key=True),  # articles | links
    Column("number", Integer, primary_key=True),
    Column("run_id", Text, nullable=False),
    Column("status", Text, nullable=False),  # open | sealed | published | removed
    Column("path", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("sha256", Text),
    Column("first_seq", BigInteger),
    Column("last_seq", BigInteger),
    Column("first_time", Text),
    Column("last_time", Text),
    Column("schema", Text, nullable=False),
)


def key_of(page_id: str) -> int:
    """The key of the page with this full id: 63 bits, the same for ever."""
    return _number(hashlib.sha256(page_id.encode("utf-8", "surrogatepass")).digest())


def content_key_of(content_hash: str) -> int:
    """63 bits of a content hash (hex), to look it up by."""
    return _number(bytes.fromhex(content_hash[:16]))


def _number(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big") >> 1
