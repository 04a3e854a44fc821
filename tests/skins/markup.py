"""Tags, class names and the noise that frameworks leave in texts."""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from random import Random

from tests.skins.skin import Skin

UTILITIES = (
    "flex grid block items-center justify-between gap-2 gap-4 mt-2 mt-4 mb-6 px-4 py-2 text-sm "
    "text-base text-lg text-gray-500 text-gray-900 font-medium leading-6 leading-7 w-full "
    "max-w-3xl rounded-lg border border-gray-200 bg-white dark:text-white md:flex lg:w-2/3 "
    "hover:underline tracking-tight space-y-4 relative overflow-hidden"
).split()
# Tags whose inside is text: white space between children would be seen.
INLINE = frozenset(
    "a abbr b bdi button dt em font i label small span strong sub sup time u".split()
)
# End tags that HTML lets one leave out wherever these stand here.
UNCLOSED = frozenset("li dd td th tr".split())
VOID = frozenset("br hr img input link meta wbr".split())
CJK = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


class Markup:
    """Writes tags and texts the way one skin writes them."""

    def __init__(self, skin: Skin) -> None:
        self.skin = skin
        self.random = Random(f"markup {skin.seed}")
        self.salt = self.random.randrange(10**9)
        self.gap = "\n" if skin.whitespace == "pretty" else ""

    def _digest(self, role: str) -> str:
        return sha256(f"{role} {self.salt}".encode()).hexdigest()

    def class_of(self, role: str) -> str:
        """The class attribute's value for a part's role; empty for none."""
        digest = self._digest(role)
        match self.skin.names:
            case "semantic":
                return role
            case "bem":
                return f"news-detail__{role}"
            case "hashed":
                return "abcdefghkmnpqrst"[int(digest[0], 16)] + digest[1:7]
            case "emotion":
                return f"css-{digest[:6]} e{digest[6:12]}0"
            case "utility":
                return " ".join(Random(digest).sample(UTILITIES, 4))
        return ""

    def tag(self, name: str, /, *inside: str, role: str = "", **attributes: str | None) -> str:
        """An element; attributes' underscores stand for dashes, None leaves one out.

        Args:
            name: of the tag.
            inside: HTML of its children.
            role: what the element is, for its class name.
            attributes: their values, not yet escaped.
        """
        written = [name]
        if role and (value := self.class_of(role)):
            written.append(f'class="{value}"')
        for key, given in attributes.items():
            if given is not None:
                key = key.strip("_").replace("_", "-")
                written.append(f'{key}="{escape(given)}"' if given else key)
        if self.skin.framework == "vue":
            written.append(f'data-v-{self._digest("v")[:8]}=""')
        elif self.skin.framework == "angular":
            written.append(f'_ngcontent-{self._digest("ng")[:3]}-c{self.salt % 90}=""')
        elif self.skin.framework == "ids" and self.random.random() < 0.3:
            written.append(f'id="n{self.random.randrange(10**6)}"')
        sloppy = self.skin.framework == "sloppy"
        if sloppy:
            written[0] = name.upper()
        opened = f"<{' '.join(written)}>"
        if name in VOID:
            return opened
        children = [child for child in inside if child]
        between = "" if name in INLINE else self.gap
        closed = "" if sloppy and name in UNCLOSED else f"</{written[0].split()[0]}>"
        return f"{opened}{between if len(children) > 1 else ''}{between.join(children)}{closed}"

    def box(self, *inside: str, role: str = "", kind: str = "section") -> str:
        """A part's wrapper: a semantic tag, a div or a custom element, as the skin has it."""
        match self.skin.tags:
            case "semantic":
                name = kind
            case "custom":
                name = f"app-{role or kind}"
            case _:
                name = "div"
        return self.tag(name, *inside, role=role)

    def icon(self) -> str:
        """A picture without a text."""
        return '<svg width="14" height="14" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12h16"></path></svg>'

    def text(self, text: str) -> str:
        """A text with the skin's noise in it: what is seen stays the same."""
        noise = self.skin.noise
        if noise == "mixed":
            noise = self.random.choice(
                ("none", "comments", "nbsp", "newlines", "wbr", "empty_spans", "zero_width")
            )
        if noise == "entities":
            return re.sub(
                r"[^\x20-\x7e]|'",
                lambda match: (
                    f"&#{ord(match.group())};" if self.random.random() < 0.3 else match[0]
                ),
                escape(text, quote=False),
            )
        pieces = [text]
        if noise != "none" and len(text) > 3:
            pieces = self._split(text, noise)
        if self.skin.framework == "react" and len(pieces) == 1 and self.random.random() < 0.3:
            pieces = self._split(text, "comments")
        return "".join(
            piece if piece.startswith("\0") else escape(piece) for piece in pieces
        ).replace("\0", "")

    def _split(self, text: str, noise: str) -> list[str]:
        """The text in pieces with one or two bits of noise between; noise begins with NUL."""
        places = self._places(text, noise)
        chosen = sorted(self.random.sample(places, min(len(places), self.random.choice((1, 2)))))
        pieces, start = [], 0
        for place in chosen:
            pieces.append(text[start:place])
            start = place
            match noise:
                case "comments":
                    pieces.append(self.random.choice(("\0<!-- -->", "\0<!---->", "\0<!--t=3f-->")))
                case "nbsp":
                    pieces.append("\0&nbsp;")
                    start += 1
                case "newlines":
                    pieces.append("\0\n            ")
                    start += 1
                case "zero_width":
                    pieces.append(self.random.choice(("\0&#8203;", "\0\u200b", "\0&#xFEFF;")))
                case "soft_hyphens":
                    pieces.append("\0&shy;")
                case "wbr":
                    pieces.append("\0<wbr>")
                case "empty_spans":
                    pieces.append("\0<span></span>")
        pieces.append(text[start:])
        return pieces

    def _places(self, text: str, noise: str) -> list[int]:
        """Where a kind of noise may stand in a text."""
        if noise in ("nbsp", "newlines"):
            return [i for i, char in enumerate(text) if char == " "]
        if noise == "zero_width":
            # An editor's slip in running text; names and stamps come from a database.
            if len(text) < 40:
                return []
            return [i + 1 for i, char in enumerate(text) if char in " ，。"]
        if noise in ("wbr", "soft_hyphens"):
            return [m.start() + 6 for m in re.finditer(r"\w{10,}", text) if not CJK.search(m[0])]
        if noise == "empty_spans":
            return [i for i, char in enumerate(text) if char == " "]
        return list(range(1, len(text)))

    def prose(self, text: str, links: tuple[tuple[str, str], ...] = ()) -> str:
        """A paragraph's text with its links and the skin's inline markup."""
        for anchor, address in links:
            before, _, after = text.partition(anchor)
            return (
                self.text(before)
                + self.tag("a", self.text(anchor), href=address)
                + self.text(after)
            )
        inline = self.skin.inline
        if inline == "mixed":
            inline = self.random.choice(("none", "link", "em", "strong", "span", "sup"))
        words = [m.span() for m in re.finditer(r"\S+", text)]
        if CJK.search(text):
            words = [(i, i + 1) for i in range(len(text)) if text[i] not in "，。、：；“”？！"]
        if inline == "none" or len(words) < 8 or self.random.random() < 0.4:
            return self.text(text)
        first = self.random.randrange(1, len(words) - 4)
        start, end = words[first][0], words[first + self.random.randrange(3)][1]
        if inline == "sup":
            start, end = words[first][1] - 1, words[first][1]
        inside = escape(text[start:end])
        match inline:
            case "link":
                marked = self.tag("a", inside, href="/price/btc/", target="_blank")
            case "span":
                marked = self.tag("span", inside, style="color: rgb(51, 51, 51);")
            case name:
                marked = self.tag(name, inside)
        return self.text(text[:start]) + marked + self.text(text[end:])
