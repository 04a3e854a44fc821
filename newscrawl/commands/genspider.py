"""``scrapy genspider``: Scrapy's own, with our template and names that a site can have."""

from __future__ import annotations

import argparse
import keyword
import re
from os import PathLike
from pathlib import Path

from scrapy.commands import genspider
from scrapy.exceptions import UsageError

from newscrawl.commands import refuse_options

# The name of a module, of the spider, of the folder in fixtures and of that of the feed.
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_NAME_CHARS = 40
_NOT_WRITTEN = 2


class Command(genspider.Command):
    """Writes the file of a new site."""

    requires_project = True

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] NAME DOMAIN"

    def short_desc(self) -> str:
        """One line for ``scrapy`` and ``scrapy genspider -h``."""
        return "Begin the file of a new site"

    def long_desc(self) -> str:
        """What ``scrapy genspider -h`` says."""
        return (
            "Writes newscrawl/spiders/NAME.py, the file of the site at DOMAIN, with hints for what "
            "it can say; docs/add-a-site.md goes on from there. NAME is in small letters, digits "
            "and single underscores: bbc_mundo. Exit codes: 0 written, 2 usage, or there is such "
            "a site."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Makes our template the default."""
        super().add_options(parser)
        parser.set_defaults(template="site")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Writes it; `exitcode` is 2 where that was not possible."""
        refuse_options(args)
        if opts.list or opts.dump:
            super().run(args, opts)
            return
        if len(args) != 2:
            raise UsageError("name the site and its domain: scrapy genspider NAME DOMAIN")
        from newscrawl.reading.addresses import host_of

        name, domain = args
        if not _NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) > _NAME_CHARS:
            raise UsageError(
                f'"{name}" is no name of a site: small letters, digits and single underscores, '
                f"{_NAME_CHARS} at most"
            )
        host = host_of(domain if "://" in domain else f"https://{domain}")
        if host is None or not re.fullmatch(r"[a-z0-9.:\[\]-]+", host):
            raise UsageError(f'"{domain}" is no domain: write example.org')
        self.exitcode = _NOT_WRITTEN  # Scrapy's own says why not, and no more
        super().run([name, f"https://{host}"], opts)

    @property
    def templates_dir(self) -> str:
        """Where our template is: ``scrapy startproject`` would follow TEMPLATES_DIR, too."""
        return str(Path(__file__).parents[1] / "templates" / "spiders")

    def _genspider(
        self,
        module: str,
        name: str,
        url: str,
        template_name: str,
        template_file: str | PathLike[str],
    ) -> Path:
        path = super()._genspider(module, name, url, template_name, template_file)
        self.exitcode = 0
        return path
