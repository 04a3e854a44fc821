"""Measures the reader on many skins, and shows single ones.

`python -m tests.skins --report 500`, `--diff SEED`, `--shrink SEED`, `--show SEED`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace

from newscrawl.reading import Site
from tests.skins.content import PageContent
from tests.skins.contents import OWN_CONTENTS, all_contents, htx_contents
from tests.skins.judge import FIELDS, judge, marsbit_site
from tests.skins.named import NAMED_SKINS, OPTIONAL_SKINS
from tests.skins.render import render
from tests.skins.sampling import sample_case, unreasonable
from tests.skins.skin import Skin

Case = tuple[PageContent, Skin]


def wrong_fields(content: PageContent, skin: Skin, site: Site) -> dict[str, str]:
    """The fields that the reader gets wrong, with what it found; `raises` where it fell over."""
    try:
        return judge(render(content, skin), content, skin, site)
    except Exception as error:  # noqa: BLE001 - a report must go on and count it
        return {"raises": f"{type(error).__name__}: {error}"}


def chosen_contents(names: str | None) -> dict[str, PageContent]:
    """The contents of these names; `own` and `real` stand for ours and for the real page's."""
    match names:
        case None:
            return all_contents()
        case "own":
            return OWN_CONTENTS
        case "real":
            return htx_contents()
    return {name: all_contents()[name] for name in names.split(",")}


def cases(options: argparse.Namespace) -> Iterator[Case]:
    """The cases that the options ask for."""
    contents = chosen_contents(options.content)
    if options.skin:
        known = NAMED_SKINS | OPTIONAL_SKINS
        skins = NAMED_SKINS if options.skin == "all" else {options.skin: known[options.skin]}
        for skin in skins.values():
            for content in contents.values():
                if unreasonable(content, skin) is None:
                    yield content, skin
        return
    for seed in range(options.seed, options.seed + options.report):
        yield sample_case(seed, contents)


def report(options: argparse.Namespace) -> int:
    """Prints rates per field, and the choices that failures go with. Returns the failures."""
    site = marsbit_site()
    wrong: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    drawn: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    total = failures = 0
    failing: list[str] = []
    for content, skin in cases(options):
        found = wrong_fields(content, skin, site)
        if options.field:
            found = {name: text for name, text in found.items() if name == options.field}
        total += 1
        wrong.update(found.keys())
        seen[content.name] += 1
        whole[content.name] += not found
        choices = [(f.name, getattr(skin, f.name)) for f in fields(skin) if f.name != "seed"]
        choices.append(("content", content.name))
        drawn.update(choices)
        if found:
            failures += 1
            failing.append(f"{content.name}:{skin.seed}({','.join(found)})")
            failed.update(choices)
            for choice in choices:
                examples.setdefault(choice, str(skin.seed))
    if not total:
        print("no cases")
        return 0
    print(f"{total - failures} of {total} pages wholly right ({1 - failures / total:.1%})")
    for name in (*FIELDS, "raises"):
        if wrong[name] or (name != "raises" and not options.field):
            print(f"  {name:14} {1 - wrong[name] / total:7.1%}  {wrong[name] or ''}")
    print("contents: " + "  ".join(f"{name} {whole[name]}/{n}" for name, n in seen.items()))
    overall = failures / total
    if failures:
        print(f"choices that failures go with (overall {overall:.0%}):")
        ranked = sorted(drawn, key=lambda choice: overall * drawn[choice] - failed[choice])
        for choice in ranked[: options.top]:
            rate = failed[choice] / drawn[choice]
            if rate > overall and drawn[choice] > 1:
                print(
                    f"  {'='.join(choice):32} {failed[choice]:3} of {drawn[choice]:3}"
                    f"  lift {rate / overall:4.1f}  first {examples[choice]}"
                )
        print("failing: " + " ".join(failing[: options.list]))
    return failures


def shrink(content: PageContent, skin: Skin, site: Site, field: str | None) -> Skin:
    """The skin with every choice made plain that the same failure does not need."""
    wanted = {field} if field else set(wrong_fields(content, skin, site))

    def still(candidate: Skin) -> bool:
        return unreasonable(content, candidate) is None and bool(
            wanted & set(wrong_fields(content, candidate, site))
        )

    changed = True
    while changed:
        changed = False
        for name in skin.unusual():
            plain = replace(skin, **{name: getattr(Skin(), name)})
            if still(plain):
                skin, changed = plain, True
    return skin


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; returns 0 where every judged page is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.skins", description=__doc__)
    parser.add_argument("--report", type=int, metavar="N", default=0, help="judge N random pages")
    parser.add_argument("--seed", type=int, default=0, help="first seed of the report")
    parser.add_argument(
        "--content", help="only these contents, comma separated; or `own`, or `real`"
    )
    parser.add_argument(
        "--skin",
        help="a named skin, or `all` of them, over every content; optional: plain_headings",
    )
    parser.add_argument("--field", help="judge this field only")
    parser.add_argument("--top", type=int, default=20, help="choices to list")
    parser.add_argument("--list", type=int, default=40, help="failing pages to list")
    for action in ("show", "diff", "shrink"):
        parser.add_argument(f"--{action}", type=int, metavar="SEED", help=f"{action} one page")
    options = parser.parse_args(arguments)
    one = next((s for s in (options.show, options.diff, options.shrink) if s is not None), None)
    if one is None:
        return 1 if report(options) else 0
    contents = chosen_contents(options.content)
    content, skin = sample_case(one, contents)
    if options.skin:
        skin = (NAMED_SKINS | OPTIONAL_SKINS)[options.skin]
    if options.show is not None:
        print(render(content, skin))
        return 0
    site = marsbit_site()
    if options.shrink is not None:
        skin = shrink(content, skin, site, options.field)
    print(f"{content.name}  {skin}")
    found = wrong_fields(content, skin, site)
    for name, text in found.items():
        print(f"  {name}: {text}")
    if options.shrink is not None:
        print(render(content, skin), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
