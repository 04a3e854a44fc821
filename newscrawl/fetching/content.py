"""Whether a response can be a page to read at all, told before it is read."""

from __future__ import annotations

from scrapy.http import Response

# Types that pages come under, correctly or by mistake. Others are believed.
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_MAYBE_TYPES = ("application/xml", "text/xml", "application/octet-stream", "")
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x00\x00\x01\x00",
)
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def refusal(content_type: str | None, body: bytes) -> str | None:
    """Why a response is no page to read: ``empty`` or ``not_html``; None if it may be one.

    Args:
        content_type: the header as it came, None if there was none.
        body: the body, decompressed.
    """
    head = body[:1024]
    if not head.strip() and not body.strip():
        return "empty"
    if head.startswith(_MAGIC):
        return "not_html"
    essence = (content_type or "").partition(";")[0].strip().lower()
    if essence in _PAGE_TYPES:
        return None
    if essence not in _MAYBE_TYPES:
        return "not_html"
    lowered = body[:4096].lower()
    if b"<html" in lowered or b"<!doctype html" in lowered:
        return None
    if essence:
        return "not_html"
    # No type given: binary data holds NULs, text does not, unless it is UTF-16 or UTF-32.
    return "not_html" if b"\x00" in head and not head.startswith(_BOMS) else None


def refusal_of(response: Response) -> str | None:
    """`refusal` of a response."""
    return refusal(header(response, "Content-Type"), response.body)


def header(response: Response, name: str) -> str | None:
    """A header of a response as it came; None if it has none of that name."""
    value = response.headers.get(name)
    return None if value is None else value.decode("latin-1")


def validator(response: Response, name: str) -> str | None:
    """A header that the server can be asked with later; None also where it is no plain text."""
    value = header(response, name)
    return value if value is not None and value.isprintable() else None
