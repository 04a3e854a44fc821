"""``python -m newscrawl.dates TEXT`` tells what a text means and how it was read, rule by rule."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from newscrawl.dates import context_of, find, parse, published_and_updated
from newscrawl.dates.items import read_items
from newscrawl.dates.language import neutral
from newscrawl.dates.machine import read_machine
from newscrawl.dates.placing import Context
from newscrawl.dates.reader import bare_stamp, guesses, read_in
from newscrawl.dates.senses import Item
from newscrawl.dates.span import DateSpan
from newscrawl.dates.text import GLUE, make_plain


def main(arguments: list[str] | None = None) -> int:
    """Prints the explanation; 0 if the text is a date, 3 if it is none, 2 for wrong arguments."""
    parser = argparse.ArgumentParser(
        prog="python -m newscrawl.dates",
        description="Says what a text means as a date, and how it was read.",
        epilog="Exit code: 0 a date, 3 none, 2 wrong arguments.",
    )
    parser.add_argument("text", help='the stamp, such as "Hace 33 min(s)"')
    parser.add_argument("--now", metavar="TIME", help="when the page was made; default: now")
    parser.add_argument("--lang", metavar="TAG", action="append", default=[], help="es, en-GB …")
    parser.add_argument("--timezone", metavar="ZONE", help="of clocks that name none: Asia/Tokyo")
    parser.add_argument("--order", choices=("DMY", "MDY", "YMD"), help="of numeric dates")
    asked = parser.parse_args(arguments)
    try:
        now = datetime.fromisoformat(asked.now) if asked.now else datetime.now(UTC)
        if now.tzinfo is None:
            parser.error(f"--now {asked.now} has no zone: write {asked.now}Z for UTC")
        hints = {"languages": asked.lang, "timezone": asked.timezone, "order": asked.order}
        span = parse(asked.text, now=now, **hints)
        both = published_and_updated(asked.text, now=now, **hints)
        found = find(asked.text, now=now, **hints)
        context, _ = context_of(now, tuple(asked.lang), asked.timezone, asked.order)
    except (ValueError, KeyError, OSError) as error:
        parser.error(str(error))
    print(f"text      {asked.text!r}")
    print(f"now       {context.now:%Y-%m-%dT%H:%M:%SZ}")
    stamp = bare_stamp(asked.text)
    if stamp is not None:
        plain = make_plain(stamp)
        if plain.text != stamp:
            print(f"plain     {plain.text.replace(GLUE, '¦')!r}")
        if read_machine(plain.cased, context) is not None:
            print("rule      written as machines do: no words are looked up")
        else:
            for line in _tried(stamp, context, asked.lang):
                print(line)
    if span is not None:
        _show("it is", span)
    elif len(found) > 1:
        print(f"          {len(found)} stamps in one text")
        for name, one in (("published", both.published), ("updated", both.updated)):
            if one is not None:
                _show(name, one)
    else:
        print("it is     no date")
    return 0 if span is not None or found else 3


def _tried(stamp: str, context: Context, tags: list[str]) -> Iterator[str]:
    plain = make_plain(stamp)
    _, hinted = context_of(context.now, tuple(tags), None, None)
    for language, own in [
        *((one, context) for one in hinted),
        *guesses(plain.text, context, hinted),
    ]:
        placed = read_in(plain, own, language)
        how = "given" if language in hinted else "guessed"
        name = "no language" if language is neutral() else f"{language.tag} ({how})"
        yield f"language  {name}: {'no date' if placed is None else placed.basis}"
        for item in read_items(plain.text, language):
            yield f"            {_said(plain.text, item)}"
        if placed is not None:
            return


def _said(text: str, item: Item) -> str:
    word = repr(text[item.start : item.end])[1:-1]  # no code reaches the terminal
    if item.number is not None:
        return f"{word:<16} number"
    senses = ", ".join(
        kind if value is True else f"{kind} {value}" for kind, value in item.senses.items()
    )
    return f"{word:<16} {senses or 'not known: a label or a source'}"


def _show(name: str, span: DateSpan) -> None:
    print(f"{name:<9} {span.at:%Y-%m-%dT%H:%M:%SZ}, precision {span.precision}")
    print(f"          {span.earliest:%Y-%m-%dT%H:%M:%SZ} to {span.latest:%Y-%m-%dT%H:%M:%SZ}")
    print(f"          {span.raw!r}: {span.basis}")


if __name__ == "__main__":
    sys.exit(main())
