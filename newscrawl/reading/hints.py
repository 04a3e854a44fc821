"""What elements hint at by their tags, roles, class names and ids: none is needed, many tell."""

from __future__ import annotations

import re
from functools import lru_cache

# Longer lists of names tell nothing more.
_NAMES_CHARS = 1_000
# Elements and roles that belong to the page and not to what it holds.
CHROME_TAGS = frozenset("nav footer aside dialog menu button".split())
CHROME_ROLES = frozenset(
    "navigation contentinfo complementary search dialog alertdialog menu menubar toolbar button "
    "tablist".split()
)
# What can hold more sentences than a short article does: comments can be most of a page.
SURE_CHROME = frozenset(
    "nav footer aside dialog class:comments class:comment class:discussion class:footer "
    "class:sidebar class:cookies class:cookie class:consent class:gdpr class:disclaimer "
    "class:newsletter class:signup class:subscribe class:subscription".split()
)
# What a link says of itself (`rel`) that leads to no article.
NO_ARTICLE = frozenset("author tag category license help search privacy-policy me".split())
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(nav|navbar|navigation|menu|footer|sidebar|cookies?|consent|gdpr|newsletter|"
    r"subscribe|subscription|signup|share|sharing|social|comments?|discussion|promo|adverts?|"
    r"advertisement|ads?|sponsor(?:ed)?|popup|modal|overlay|login|signin|breadcrumbs?|pagination|"
    r"pager|toolbar|trending|disclaimer|copyright|toast|banner)(?=$|[\s_-])",
    re.I,
)
_AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:authors?|author[_-]{1,2}name|byline|by-line|writer|contributor|autor(?:en)?|"
    r"auteur|autore)(?=$|[\s_-])|(?:^|[\s_a-z-])(?:[aA]uthor|[bB]yline)(?:Name|Link)?(?=$|[\s_-])"
)
_PROFILE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:short|author|writer|contributor)[\s_-]?bio(?:graphy)?(?=$|[\s_-])|"
    r"(?:^|[\s_-])about[\s_-]?(?:the[\s_-]?)?authors?(?=$|[\s_-])|"
    r"(?:(?:^|[\s_-])(?:author|writer|contrib(?:utor)?|byline)[_-]{1,2}|"
    r"(?<![A-Za-z])(?:[aA]uthor|[wW]riter|[cC]ontributor|[bB]yline)(?=[A-Z]))"
    r"(?:[Bb]io|[Bb]ox|[Ii]nfo|[Cc]ard|[Pp]rofile|[Dd]etails?|[Dd]escription|[Tt]ooltip)"
    r"(?![a-z])"
)
# What stands under a picture, where no `<figure>` says so.
_CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:fig|img|image|photo|picture|media)?[\s_-]?caption(?=$|[\s_-])|[a-z]Caption\b|"
    r"(?:^|[\s_-])(?:image|img|photo|picture|media|figure)[\s_-]{1,2}(?:credits?|source|legend|"
    r"copyright|byline)(?=$|[\s_-])|(?:^|[\s_-])(?:img|image|photo)_?desc(?:ription)?(?=$|[\s_-])",
)
_PICTURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:images?|img|imagery|photos?|pictures?|figure|foto|bild|imagen|imagem|immagine)"
    r"(?=$|[\s_A-Z-]|box|wrap|widget|container|holder|block)",
)


@lru_cache(maxsize=4096)
def chrome_name(names: str) -> str:
    """Why an element with these names is no part of what a page holds; empty if none says so."""
    found = _CHROME_NAMES.search(names[:_NAMES_CHARS])
    return f"class:{found[1].lower()}" if found else ""


@lru_cache(maxsize=4096)
def is_author(names: str) -> bool:
    """Whether an element with these names tells who wrote an article."""
    return _AUTHOR_NAMES.search(names[:_NAMES_CHARS]) is not None


@lru_cache(maxsize=4096)
def is_profile(names: str) -> bool:
    """Whether an element with these names tells of those who wrote an article."""
    return _PROFILE_NAMES.search(names[:_NAMES_CHARS]) is not None


@lru_cache(maxsize=4096)
def is_caption(names: str) -> bool:
    """Whether an element with these names says what a picture shows."""
    return _CAPTION_NAMES.search(names[:_NAMES_CHARS]) is not None


@lru_cache(maxsize=4096)
def is_picture(names: str) -> bool:
    """Whether an element with these names holds a picture."""
    return _PICTURE_NAMES.search(names[:_NAMES_CHARS]) is not None
