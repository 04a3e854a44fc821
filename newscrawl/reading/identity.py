"""Which article a page is: its id and canonical address, by its own address or by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newscrawl.reading.addresses import Address, identify
from newscrawl.reading.linked_data import Statement, state_objects
from newscrawl.reading.page import Page

_NAMING = re.compile(r"id$|_id|code|slug|url|link|path|href|permalink|canonical", re.I)


def identity(page: Page, stated: list[Statement]) -> tuple[Address | None, str]:
    """The article's address and where it was read; None where the page is no article's."""
    own = page.address
    found = _from_links(page, stated)
    if own is None:
        return None, ""
    if page.site is None or page.site.article_path is None:
        # The page's own word for its address counts on its own host only.
        return found if found is not None else (own, "url")
    if found is not None and (own.is_alias or found[0].id == own.id):
        return found
    if own.is_alias:
        resolved = _from_state(page, own)
        if resolved is not None:
            return resolved, "page-state"
    return own, "url"


def _from_links(page: Page, stated: list[Statement]) -> tuple[Address, str] | None:
    links: list[tuple[str | None, str]] = [(page.outline.canonical_link, "link:canonical")]
    links += [
        (statement.value, statement.origin)
        for statement in stated
        if statement.field == "canonical_url"
    ]
    own = page.address
    if own is not None and own.is_alias:
        links += [(href, "link:alternate") for href in page.outline.alternate_links]
    for href, origin in links:
        address = _address(page, href) if href else None
        if address is not None and not address.is_alias:
            return address, origin
    return None


def _address(page: Page, href: str) -> Address | None:
    url = page.absolute(href)
    if url is None:
        return None
    address = identify(url, page.site, hosts={page.host})
    if address is None:
        return None
    site = page.site
    if site is None or site.article_path is None:
        same = urlsplit(address.canonical_url).netloc.removeprefix("www.")
        # A canonical link to the front page is a mistake that many sites make.
        path = urlsplit(address.canonical_url).path
        return address if same == page.host.removeprefix("www.") and path != "/" else None
    if page.host in site.hosts:
        return address
    # On a host that the user named an article stays on that host.
    path = urlsplit(address.canonical_url)._replace(scheme="", netloc="").geturl()
    scheme = urlsplit(page.url).scheme.lower()
    return Address(address.id, f"{scheme}://{page.host}{path}", address.is_alias)


def _from_state(page: Page, alias: Address) -> Address | None:
    # In an object of the page's state that holds the number: the one address or id beside it.
    number = alias.id.partition(":")[2]
    found: dict[str, Address] = {}
    for node in state_objects(page.outline):
        if not any(str(value) == number for value in node.values() if not _is_nested(value)):
            continue
        for address in _named(page, node):
            known = found.get(address.id)
            if known is None or len(address.canonical_url) > len(known.canonical_url):
                found[address.id] = address
    return next(iter(found.values())) if len(found) == 1 else None


def _is_nested(value: object) -> bool:
    return isinstance(value, (dict, list))


def _named(page: Page, node: dict[str, object]) -> Iterator[Address]:
    site = page.site
    if site is None or site.canonical_path is None:
        return
    for name, value in node.items():
        if not isinstance(value, str) or not _NAMING.search(name) or len(value) > 400:
            continue
        if "/" not in value and "-" not in value:
            value = site.canonical_path.format(id=value, slug="")
        elif "/" not in value:
            slug, _, own_id = value.rpartition("-")
            value = site.canonical_path.format(id=own_id, slug=slug)
        address = _address(page, value)
        if address is not None and not address.is_alias:
            yield address
