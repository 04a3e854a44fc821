"""Scrapy's item exporters over `newscrawl.feed.jsonl`, so that ``-O file.jsonl`` is strict too."""

from __future__ import annotations

from typing import IO, Any

from scrapy.exporters import BaseItemExporter

from newscrawl.feed.jsonl import encode


class JsonLinesItemExporter(BaseItemExporter):
    """One strict JSON line an item, all its fields, in the order of the schema."""

    def __init__(self, file: IO[bytes], **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self.file = file

    def export_item(self, item: Any) -> None:
        """Writes the line of `item` and hands it to the system at once."""
        self.file.write(encode(dict(self.get_serialized_fields(item, include_empty=True))))
        # A killed crawl keeps what it wrote, and a full disk is noticed now, not at the end.
        self.file.flush()
