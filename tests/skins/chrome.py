"""What stands around the article: navigation, boxes, banners, hidden text, metadata."""

from __future__ import annotations

import json
from html import escape

from tests.skins.content import PageContent
from tests.skins.markup import Markup

LANGUAGE_NAMES = ("English", "Español", "Português", "Русский", "Türkçe", "简体中文")


class Chrome:
    """Prints the parts of a page that are no part of its article."""

    def __init__(self, content: PageContent, markup: Markup) -> None:
        self.content = content
        self.words = content.words
        self.markup = markup
        self.skin = markup.skin
        self.tag = markup.tag

    def _outer(self, kind: str, *inside: str, role: str = "") -> str:
        """An element of the chrome: its own tag, or a div."""
        name = kind if self.skin.chrome_tags == "semantic" else "div"
        return self.tag(name, *inside, role=role or kind)

    def _hot(self) -> str:
        title, slug, number = self.content.hot
        return self.tag("a", escape(title), href=f"{self.content.folder}{slug}-{number}/")

    # -- before and after the article ------------------------------------------------------

    def header(self) -> list[str]:
        """What stands above the article."""
        tag, parts = self.tag, []
        if self.skin.banner == "cookie_start":
            parts.append(self._cookies())
        logo = tag("a", tag("img", src="/logo.svg", alt="HTX"), href="/")
        if self.skin.title == "logo_h1":
            logo = tag("h1", tag("a", "HTX", href="/"))
        links = [tag("a", escape(word), href=f"/{i}/") for i, word in enumerate(self.words.nav)]
        if self.skin.nav == "few":
            links = links[:2]
        if self.skin.nav == "menu":
            links = [tag("ul", *[tag("li", link) for link in links])]
        if self.skin.nav == "ticker":
            prices = ("BTC 104,220.5 +1.2%", "ETH 3,871.2 -0.4%", "TRX 0.28 +0.1%")
            links = [*links[:3], tag("ul", *[tag("li", tag("span", price)) for price in prices])]
        if self.skin.hot == "nav":
            links.append(self._hot())
        if self.skin.banner == "languages":
            links.append(
                tag("ul", *[tag("li", tag("a", name, href="#")) for name in LANGUAGE_NAMES])
            )
        if self.skin.banner == "today":
            # The day on which the page is read, as newspapers print it at the top.
            links.insert(0, tag("span", self.content.fetched_at.strftime("%Y-%m-%d")))
        if (
            self.skin.nav != "none"
            or self.skin.banner in ("today", "languages")
            or self.skin.title == "logo_h1"
        ):
            parts.append(self._outer("header", logo, self._outer("nav", *links), role="top"))
        if self.skin.title_again == "sticky":
            title = self.markup.text(self.content.title)
            parts.append(tag("div", tag("span", title), role="sticky"))
        if self.skin.trading == "before":
            parts.append(self._trading())
        return parts

    def footer(self) -> list[str]:
        """What stands below the article."""
        tag, parts = self.tag, []
        if self.skin.hot == "box":
            title = tag("h3", escape(self.words.hot))
            parts.append(self._outer("aside", title, tag("ul", tag("li", self._hot())), role="hot"))
        if self.skin.trading in ("after", "box_first"):
            parts.append(self._trading())
        if self.skin.comments == "after":
            parts.append(self._comments())
        if self.skin.footer != "none":
            links = tag(
                "ul",
                *[
                    tag("li", tag("a", escape(word), href=f"/about/{i}/"))
                    for i, word in enumerate(self.words.nav)
                ],
            )
            text = tag("p", escape(self.words.disclaimer))
            inside = [links, text] if self.skin.footer == "disclaimer" else [links]
            parts.append(self._outer("footer", *inside))
        if self.skin.banner == "cookie_end":
            parts.append(self._cookies())
        if self.skin.banner == "login":
            title, text, button = self.words.login
            parts.append(
                tag(
                    "div",
                    tag("h2", escape(title)),
                    tag("p", escape(text)),
                    tag(
                        "form", tag("input", type="email", name="e"), tag("button", escape(button))
                    ),
                    role_="dialog",
                    aria_modal="true",
                    role="modal",
                )
            )
        return parts

    def _cookies(self) -> str:
        tag = self.tag
        button = tag("button", escape(self.words.accept))
        text = tag("p", escape(self.words.cookies))
        return tag("div", text, button, id_="cookie-consent", role="cookie-banner")

    def _trading(self) -> str:
        tag, (title, *links) = self.tag, self.words.trading
        anchors = [tag("a", escape(word), href=f"/trade/{i}") for i, word in enumerate(links)]
        scrap = tag("img", src="/i/x.png", alt=self.words.scrap)
        if self.skin.trading == "box_first":
            scrap = tag("span", self.words.scrap)
        return self._outer("aside", tag("h4", escape(title)), *anchors, scrap, role="trade")

    def _comments(self) -> str:
        tag, (heading, *rest) = self.tag, self.words.comments
        items = [
            tag("li", tag("b", escape(who)), tag("p", escape(what)))
            for who, what in zip(rest[::2], rest[1::2], strict=True)
        ]
        field = tag("textarea", "", name="comment")
        return self.markup.box(
            tag("h3", escape(heading)), tag("ol", *items), field, role="comments"
        )

    def after_body(self) -> list[str]:
        """What stands right below the body, in an element of its own."""
        tag, words = self.tag, self.words
        match self.skin.after_body:
            case "share":
                links = [
                    tag("a", name, href=f"https://{name.lower()}.example/s")
                    for name in ("X", "Line")
                ]
                return [tag("div", tag("span", words.share), *links, role="share")]
            case "tags":
                links = [
                    tag("a", f"#{name}", href=f"{self.content.folder}tags/{name.lower()}/")
                    for name in self.content.tags
                ]
                return [tag("div", *links, role="tags")]
            case "votes":
                return [tag("div", tag("button", "👍 24"), tag("button", "👎 3"), role="votes")]
            case "newsletter":
                title, text = words.newsletter
                form = tag(
                    "form",
                    tag("input", type="email", placeholder="name@example.org"),
                    tag("button", escape(words.subscribe), type="submit"),
                )
                return [
                    tag(
                        "div", tag("h3", escape(title)), tag("p", escape(text)), form, role="letter"
                    )
                ]
            case "neighbours":
                title, slug, number = self.content.hot
                address = f"{self.content.folder}{slug}-{number}/"
                links = [
                    tag("a", f"‹ {escape(words.previous)}: {escape(title)}", href=address),
                    tag("a", f"{escape(words.following)} ›", href=self.content.folder),
                ]
                return [self._outer("nav", *links, role="neighbours")]
        return []

    # -- hidden text -----------------------------------------------------------------------

    def hidden(self) -> list[str]:
        """Text that no reader of the page sees."""
        tag = self.tag
        text = tag("p", "Loading the rest of the page, please wait a moment until it is done.")
        dated = tag("p", "marsbit 2019-01-02")
        copy = tag("p", self.markup.text(self.content.blocks[0].text))
        forms = {
            "attribute": tag("div", dated, text, hidden=""),
            "style": tag("div", text, copy, style="display: none;"),
            "sr_only": tag("span", "Skip to the main content of this page", class_="sr-only"),
            "template": tag("template", tag("h1", "{{ title }}"), text),
            "noscript": tag(
                "noscript", "Please enable JavaScript to see this page as it is meant."
            ),
            "script_json": tag(
                "script",
                json.dumps({"menu": [{"title": "Menu", "text": "Not a text of the page."}]}),
                type="application/json",
            ),
            "style_rule": tag("div", text, dated, class_="xk1"),
            "print_copy": tag(
                "div",
                *[tag("p", escape(block.text)) for block in self.content.blocks],
                style="display:none",
            ),
            "state": self._state(),
            "aria_copy": tag(
                "div", copy, aria_hidden="true", style="position:absolute;visibility:hidden"
            ),
        }
        match self.skin.hidden:
            case "none":
                return []
            case "mixed":
                return [forms[name] for name in sorted(self.markup.random.sample(sorted(forms), 3))]
            case name:
                return [forms[name]]

    def _state(self) -> str:
        """The page's data as frameworks leave it for the browser."""
        content = self.content
        article = {"title": content.title, "abstract": content.summary, "slug": content.slug}
        state = {"props": {"pageProps": {"article": article, "menu": list(self.words.nav)}}}
        text = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
        return f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'

    # -- head ------------------------------------------------------------------------------

    def language(self) -> str | None:
        """The `lang` attribute."""
        language = self.content.page_language
        match self.skin.lang:
            case "absent":
                return None
            case "region":
                return {"zh": "zh-CN", "en": "en-US", "es": "es-419"}.get(language, language)
            case "wrong":
                return "en"
        return language

    def head(self) -> list[str]:
        """The head's elements."""
        content, tag = self.content, self.tag
        suffix = self.markup.random.choice(content.title_suffixes)
        base = '<base href="https://www.htx.com/">' if self.skin.href == "base" else ""
        parts = [base, '<meta charset="utf-8">', f"<title>{escape(content.title + suffix)}</title>"]
        if self.skin.hidden in ("style_rule", "mixed"):
            parts.append("<style>.u0,.u1{color:#333}.xk1{display:none}</style>")
        described = self.skin.metadata not in ("none", "json_ld_broken")
        if described and content.description:
            parts.append(tag("meta", name="description", content=content.description))
        if self.skin.title == "og_only" or self.skin.metadata == "og":
            parts.append(tag("meta", property="og:title", content=content.title))
        if self.skin.metadata == "og":
            parts.append(tag("meta", property="og:type", content="article"))
            parts.append(tag("meta", property="og:site_name", content="HTX"))
            parts.append(tag("meta", property="og:url", content=content.url))
            if content.description:
                parts.append(tag("meta", property="og:description", content=content.description))
        if self.skin.metadata.startswith("json_ld"):
            parts.append(self._linked_data())
        return parts

    def _linked_data(self) -> str:
        content = self.content
        article: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": content.title,
            "datePublished": content.published,
            **({"dateModified": content.updated} if content.updated else {}),
            "publisher": {"@type": "Organization", "name": "HTX"},
        }
        if content.authors:
            # The house, where the text itself names a person.
            article["author"] = {"@type": "Organization", "name": "HTX"}
        data: object = article
        if self.skin.metadata == "json_ld_graph":
            crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
            site = {"@type": "WebSite", "name": "HTX", "url": "https://www.htx.com/"}
            faq = {
                "@type": "FAQPage",
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": question,
                        "acceptedAnswer": {"@type": "Answer", "text": answer},
                    }
                    for question, answer in content.questions
                ],
            }
            graph = [site, crumbs, article, *([faq] if content.questions else [])]
            data = {"@context": "https://schema.org", "@graph": graph}
        text = json.dumps(data, ensure_ascii=False)
        if self.skin.metadata == "json_ld_broken":
            text = text[: len(text) * 2 // 3]
        return f'<script type="application/ld+json">{text}</script>'
