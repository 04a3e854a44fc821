"""A loopback news site as a process of its own, which knows its own truth.

    python -m tests.reliability.site --articles 2000 [--page-bytes 16000] [--edit-every 20] …

prints its port, serves, and ends by itself: after --lifetime seconds, or when its parent ends.
What it is told to do meanwhile comes by `/_control/<what>?…`; see `Control`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from tests.reliability.pages import Shape
from tests.reliability.world import Control, World

MAX_HEAD_BYTES = 65_536


class Connection(asyncio.Protocol):
    """One connection, kept alive: a GET after the other, answered in their order."""

    def __init__(self, world: World, stop: asyncio.Event) -> None:
        self.world = world
        self.stop = stop
        self.waiting = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            head, self.waiting = self.waiting[:end], self.waiting[end + 4 :]
            self.request(head.decode("latin-1"))
        if len(self.waiting) > MAX_HEAD_BYTES and self.transport is not None:
            self.transport.abort()

    def request(self, head: str) -> None:
        first, *lines = head.split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        target = first.split(" ")[1]
        if target.startswith("/_control/"):
            self.control(target)
        elif self.world.delay_s:
            loop = asyncio.get_running_loop()
            loop.call_later(self.world.delay_s, self.answer, target, headers)
        else:
            self.answer(target, headers)

    def answer(self, target: str, headers: dict[str, str]) -> None:
        # What is never sent was never served: the truth must not know of it.
        if self.transport is None or self.transport.is_closing():
            return
        answer = self.world.answer(target, headers.get("if-none-match"))
        self.send(answer.status, answer.body, answer.content_type, answer.etag)

    def control(self, target: str) -> None:
        parts = urlsplit(target)
        what = parts.path.removeprefix("/_control/")
        try:
            said = Control(self.world).run(what, dict(parse_qsl(parts.query)))
            status = 200
        except (LookupError, ValueError) as error:
            status, said = 400, {"error": repr(error)}
        self.send(status, json.dumps(said).encode(), "application/json", None)
        if what == "stop":
            asyncio.get_running_loop().call_later(0.05, self.stop.set)

    def send(self, status: int, body: bytes, content_type: str, etag: str | None) -> None:
        assert self.transport is not None
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            f"Date: {format_datetime(datetime.now(UTC), usegmt=True)}",
        ]
        if etag is not None:
            lines.append(f"ETag: {etag}")
        if status != 304:
            lines += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        head = "\r\n".join(lines).encode("latin-1")
        self.transport.write(head + b"\r\n\r\n" + (b"" if status == 304 else body))


async def serve(world: World, port: int, lifetime_s: float) -> None:
    """Serves until the lifetime is over, the parent is gone or a control says stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(world, stop), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    parent, ends_at = os.getppid(), loop.time() + lifetime_s
    while not stop.is_set() and loop.time() < ends_at and os.getppid() == parent:
        try:
            await asyncio.wait_for(stop.wait(), 0.5)
        except TimeoutError:
            continue
    server.close()


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--page-bytes", type=int, default=2_500, help="of an article page, about")
    parser.add_argument("--per-list", type=int, default=20, help="cards on a list page")
    parser.add_argument("--unlisted", type=int, default=3, help="of ten, on no list")
    parser.add_argument("--related", type=int, default=3, help="related readings a page")
    parser.add_argument("--copies", type=int, default=0, help="articles that repeat another one")
    parser.add_argument("--aliases", type=int, default=0, help="articles that lists link by number")
    parser.add_argument("--relative", action="store_true", help="cards say how long ago")
    parser.add_argument("--etags", action="store_true", help="answer If-None-Match")
    parser.add_argument("--edit-every", type=int, default=0, help="edit at each so-many-th article")
    parser.add_argument("--prerender", action="store_true", help="make every page at the start")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--lifetime", type=float, default=600)
    options = parser.parse_args(argv)
    shape = Shape(
        options.seed, options.page_bytes, options.per_list, options.unlisted, options.related
    )
    world = World(
        shape,
        options.articles,
        copies=options.copies,
        aliases=options.aliases,
        relative=options.relative,
        etags=options.etags,
        edit_every=options.edit_every,
    )
    if options.prerender:
        world.prerender()
    asyncio.run(serve(world, options.port, options.lifetime))


if __name__ == "__main__":
    main(sys.argv[1:])
