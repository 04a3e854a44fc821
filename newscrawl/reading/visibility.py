"""Which elements of a page are seen, and which begin a line of their own."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul "
    "video".split()
)
_HIDDEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only u-hidden "
    "is-hidden d-none hide hidden".split()
)
_SHOWN_AGAIN = re.compile(r"[:_-](?:block|flex|grid|inline|table|visible|show)")
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"[.#]([\w-]+)")
_MAX_STYLE_CHARS = 300_000
_INLINE = frozenset("a span font strong b em i small time label".split())
_QUESTION = re.compile(r"[?？؟]\s*$")
# Text that scripts show later is most of a page; what is really hidden is not.
_SMALL_CHARS, _MOST = 200, 0.5
# How many times the page's text is counted over, in all.
_MOST_COUNTED = 20
# A span of this length that stands beside others of its kind is a paragraph, not a word.
_PARAGRAPH_CHARS = 60


# Icon fonts draw a word as a sign: "schedule" is seen as a clock.
_ICON_CLASSES = frozenset(
    "material-icons material-icons-outlined material-icons-round material-icons-sharp "
    "material-symbols-outlined material-symbols-rounded material-symbols-sharp mat-icon q-icon "
    "v-icon".split()
)
_ICON_WORD = re.compile(r"\s*[a-z][a-z0-9_]{0,30}\s*")
_OPENERS = etree.XPath(".//*[@aria-expanded]")
_CONTROLS = etree.XPath("//*[@aria-expanded or @role='tab']/@aria-controls")


class Visibility:
    """Answers whether an element of a page is hidden, by attribute, style, class or rule."""

    def __init__(self, tree: etree._Element) -> None:
        self._tree = tree
        self._counted = 0

    def is_hidden(self, element: etree._Element, tag: str, attributes: dict[str, str]) -> bool:
        """Whether a reader of the page does not see `element`; what is most of it is seen."""
        if not (attributes or tag == "dialog") or not self._looks_hidden(element, tag, attributes):
            return False
        if self._unfolds(element):
            return False
        if self._counted > _MOST_COUNTED * self._page_chars:
            return False  # hidden in hidden in hidden: enough was counted to know that it is seen
        chars = _text_chars(element)
        self._counted += chars
        return chars < _SMALL_CHARS or chars < _MOST * self._page_chars

    def _looks_hidden(self, element: etree._Element, tag: str, attributes: dict[str, str]) -> bool:
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        if tag == "dialog" and "open" not in attributes:
            return True
        style = attributes.get("style")
        if style and _HIDING_STYLE.search(style):
            return True
        names = attributes.get("class")
        if names or tag == "mat-icon":
            tokens = (names or "").split()
            if _is_icon(element, tag, tokens):
                return True
            if not _HIDDEN_CLASSES.isdisjoint(tokens) and not _SHOWN_AGAIN.search(names or ""):
                return True
            if self._hiding_names and not self._hiding_names.isdisjoint(tokens):
                return True
        return bool(self._hiding_names) and attributes.get("id") in self._hiding_names

    def _unfolds(self, element: etree._Element) -> bool:
        # A panel that the reader opens: an answer folded under its question, a tab.
        if element.get("id") in self._controlled or element.get("role") == "tabpanel":
            return True
        before = element.getprevious()
        if before is None or not isinstance(before.tag, str):
            return False
        if before.get("aria-expanded") is not None or _OPENERS(before):
            return True
        if _QUESTION.search("".join(before.itertext())):
            return True  # an answer, whatever opens it
        after = element.getnext()
        return (
            after is not None
            and after.tag == "button"
            and before.tag == "p"
            and _text_chars(element) >= _SMALL_CHARS
        )

    @cached_property
    def _controlled(self) -> frozenset[str]:
        return frozenset(name for value in _CONTROLS(self._tree) for name in value.split())

    @cached_property
    def _hiding_names(self) -> frozenset[str]:
        # Class names and ids that the page's own style sheet hides, by rules of one name.
        names: set[str] = set()
        for style in self._tree.iter("style"):
            sheet = style.text or ""
            if len(sheet) > _MAX_STYLE_CHARS or not _HIDING_STYLE.search(sheet):
                continue
            for selectors, rules in _RULE.findall(_outside_at_rules(_COMMENT.sub("", sheet))):
                if _HIDING_STYLE.search(rules):
                    for selector in selectors.split(","):
                        match = _SIMPLE_SELECTOR.fullmatch(selector.strip())
                        if match:
                            names.add(match[1])
        return frozenset(names)

    @cached_property
    def _page_chars(self) -> int:
        return _text_chars(self._tree)


def _is_icon(element: etree._Element, tag: str, classes: list[str]) -> bool:
    if tag != "mat-icon" and _ICON_CLASSES.isdisjoint(classes):
        return False
    return len(element) == 0 and _ICON_WORD.fullmatch(element.text or "") is not None


def _text_chars(element: etree._Element) -> int:
    skipped = sum(
        len(child.text or "") for child in element.iter("script", "style", "noscript", "template")
    )
    return sum(map(len, element.itertext())) - skipped


def _outside_at_rules(sheet: str) -> str:
    # Rules inside @media and the like hold only for some readers.
    out, depth, start, index = [], 0, 0, 0
    while (at := sheet.find("@", index)) >= 0:
        out.append(sheet[start:at])
        index = at
        depth = 0
        while index < len(sheet):
            char = sheet[index]
            index += 1
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    break
            elif char == ";" and depth == 0:
                break
        start = index
    out.append(sheet[start:])
    return "".join(out)


def is_styled_block(attributes: dict[str, str]) -> bool:
    """Whether an element's own style says that it begins and ends a line."""
    style = attributes.get("style")
    return bool(style) and _BLOCK_STYLE.search(style or "") is not None


def holds_block(tree: etree._Element) -> set[etree._Element]:
    """The inline elements that hold a block-level one, and so begin a line themselves."""
    found: set[etree._Element] = set()
    for block in tree.iter(*BLOCKS):
        outer = block.getparent()
        while outer is not None and outer.tag not in BLOCKS and outer not in found:
            found.add(outer)
            outer = outer.getparent()
    return found


def stacked_children(element: etree._Element, tag: str) -> list[etree._Element]:
    """The inline children that a style sheet must be stacking: links, or whole paragraphs.

    Without a sheet they would run together: a parent with no text of its own holds two or more
    links, or spans that are mostly sentences.
    """
    if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
        return []
    if element.text and not element.text.isspace():
        return []
    children, tags = [], []
    for child in element:
        if (tail := child.tail) and not tail.isspace():
            return []
        inner = child.tag
        if isinstance(inner, str) and inner not in ("br", "img", "svg", "script"):
            children.append(child)
            tags.append(inner)
    if len(children) < 2:
        return []
    kinds = set(tags)
    if kinds == {"a"}:
        return children
    if not kinds <= _INLINE:
        # Cards that are nothing but a link each, under a heading.
        if "a" not in kinds:
            return []
        links = [
            child for child, of in zip(children, tags, strict=True) if of == "a" and len(child) > 1
        ]
        return links if len(links) > 1 else []
    chars = [_text_chars(child) for child in children]
    if max(chars) >= 3 * _PARAGRAPH_CHARS:
        return children
    long = sum(count >= _PARAGRAPH_CHARS for count in chars)
    alike = len(kinds) == 1 and kinds <= {"span", "font"} and tag != "a"
    return children if alike and 2 * long >= len(children) else []
