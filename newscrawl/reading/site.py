"""What a site file tells the reader about its site. Everything here is optional help."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class Site:
    """A site as data.

    Attributes:
        name: names feed, state and ids (``<name>:<own id>``); empty: the host of the page.
        hosts: the site's hosts; the first is the canonical one, the others mirror it.
        article_path: matches the path of an article page. Its group ``id`` is the site's own id;
            where the page has only another number, the group ``alias`` instead. ``slug`` is the
            readable part. ``year``, ``month``, ``day``, ``hour``, ``minute`` and ``second``, as
            far as there are some, are the time of publication, in the site's zone.
        listing_path: matches the path of a listing page.
        canonical_path: the path that stands for every address, with ``{id}`` and ``{slug}``.
        sources: source labels known to occur, in the page's spelling.
        selectors: CSS selectors per article field, tried before the general rules. Those of
            ``blocks`` match the elements that hold the text, all of it and nothing else.
        timezone: the zone of stamps that state none; None where it is not known.
        date_order: how numeric stamps are to be read: DMY, MDY or YMD.
        title_suffixes: what the site adds to ``<title>``, beside what is recognised anyway.
        is_article: of a site without `article_path`: whether an address is an article's, by what
            was learnt of the site. None: by general rules.
    """

    name: str
    hosts: tuple[str, ...] = ()
    article_path: re.Pattern[str] | None = None
    listing_path: re.Pattern[str] | None = None
    canonical_path: str | None = None
    sources: tuple[str, ...] = ()
    selectors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    timezone: str | tzinfo | None = None
    date_order: str | None = None
    title_suffixes: tuple[str, ...] = ()
    is_article: Callable[[str], bool] | None = None

    @property
    def parts(self) -> dict[str, Sequence[str]]:
        """The selectors of parts that are lines of the page, by name of the field."""
        named = ("blocks", "summary")
        return {part: self.selectors[part] for part in named if part in self.selectors}
