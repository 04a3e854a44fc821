"""News sites of many kinds, made from a seed, that know the truth about themselves.

`python -m tests.news_sites --all` crawls them and says what was found; `--help` tells the rest.
"""

from __future__ import annotations

from tests.news_sites.mixed import random_site
from tests.news_sites.model import NAMERS, NewsSite, Truth
from tests.news_sites.modern import prints, shorts, states, twins
from tests.news_sites.papers import arabic, chinese, ids, old, publisher, russian
from tests.news_sites.trapped import trapped_doubles, trapped_names, trapped_paths, trapped_soft
from tests.news_sites.weblogs import ghost, wordpress

__all__ = ["NAMERS", "SITES", "NewsSite", "Truth", "random_site", "sites"]

SITES = {
    "wordpress": wordpress,
    "publisher": publisher,
    "ids": ids,
    "russian": russian,
    "chinese": chinese,
    "arabic": arabic,
    "ghost": ghost,
    "trapped-paths": trapped_paths,
    "trapped-soft": trapped_soft,
    "trapped-names": trapped_names,
    "trapped-doubles": trapped_doubles,
    "old": old,
    "states": states,
    "twins": twins,
    "prints": prints,
    "shorts": shorts,
}


def sites(seed: int = 0) -> list[NewsSite]:
    """The named sites, each with the words that the seed gives it."""
    return [make(seed) for make in SITES.values()]
