"""The spiders of all sites, of which a broken site file takes away its own only."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.spider import iter_spider_classes


class SiteLoader(SpiderLoader):
    """Scrapy's loader stops at the first file that cannot be imported; this one goes on.

    Attributes:
        broken: by name of the file, without its ending, why it cannot be imported.
    """

    def _load_all_spiders(self) -> None:
        self.broken: dict[str, str] = {}
        for package_name in self.spider_modules:
            package = import_module(package_name)
            for info in pkgutil.iter_modules(package.__path__, f"{package_name}."):
                try:
                    module = import_module(info.name)
                except Exception as error:  # noqa: BLE001 - a site file can raise anything
                    name = info.name.rpartition(".")[2]
                    self.broken[name] = f"{type(error).__name__}: {error}"
                    continue
                for spider in iter_spider_classes(module):
                    self._found[spider.name].append((module.__name__, spider.__name__))
                    self._spiders[spider.name] = spider
        self._check_name_duplicates()
