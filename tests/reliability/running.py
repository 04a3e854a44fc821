"""The test site, started and told what to do by whoever tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]


class Site:
    """A site that runs: its address, its controls and its truth."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}/news/"

    def control(self, what: str, **words: object) -> Any:
        """Tells the site something; what it answers.

        Raises:
            ValueError: it did not understand.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", f"/_control/{what}?{urlencode(words)}")
            answer = connection.getresponse()
            said = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(f"/_control/{what}: {said}")
        return said

    def truth(self) -> dict[str, Any]:
        truth: dict[str, Any] = self.control("truth")
        return truth

    def mark(self) -> int:
        """The serial number of the last request so far."""
        return int(self.control("mark")["serial"])


@contextmanager
def site(
    articles: int, *words: str, lifetime_s: float = 3_600, **options: object
) -> Iterator[Site]:
    """A site of so many articles; `options` as its command takes them (`page_bytes=16000`).

    It ends with the block, with this process, or when its lifetime is over.
    """
    command = [sys.executable, "-m", "tests.reliability.site", "--articles", str(articles)]
    for name, value in {"lifetime": lifetime_s, **options}.items():
        command += [f"--{name.replace('_', '-')}", str(value)]
    with subprocess.Popen(
        [*command, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Site(int(process.stdout.readline()))
        finally:
            process.terminate()
            process.wait(timeout=10)
