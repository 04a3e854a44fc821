"""From the start of the process to the first request: `scrapy crawl marsbit` and a plain project.

    python -m benchmarks.start [--runs 15]

The plain project is what `scrapy startproject` and a five-line spider make. Both are started in
turn against a server in this process, which takes the time of the first connection.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
SPIDER = """import scrapy

class PlainSpider(scrapy.Spider):
    name = "plain"

    def parse(self, response):
        yield {"title": response.css("title::text").get()}
"""
ANSWER = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def plain_project(folder: Path) -> Path:
    """A project as Scrapy's template makes it, with one spider."""
    command = [sys.executable, "-m", "scrapy", "startproject", "plain", str(folder / "plain")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (folder / "plain" / "plain" / "spiders" / "plain.py").write_text(SPIDER)
    return folder / "plain"


def seconds_to_request(command: list[str], folder: Path, server: socket.socket) -> float:
    """Seconds from the start of `command` to its first connection.

    Raises:
        TimeoutError: none came.
    """
    began = perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    ) as process:
        try:
            connection, _ = server.accept()
            took = perf_counter() - began
            with connection:
                connection.recv(65536)
                connection.sendall(ANSWER)
        finally:
            process.kill()
    return took


def main() -> None:
    """Prints the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/news/"
        folder = Path(name)
        plain = plain_project(folder)
        scrapy = [sys.executable, "-m", "scrapy", "crawl"]
        ours = [*scrapy, "marsbit", "-a", f"start_url={url}", "-s", f"NEWSCRAWL_DATA_DIR={name}"]
        spider = plain / "plain" / "spiders" / "plain.py"
        spider.write_text(SPIDER + f'\n    start_urls = ["{url}"]\n')
        theirs = [*scrapy, "plain"]
        times: dict[str, list[float]] = {"newscrawl": [], "plain": []}
        for number in range(options.runs + 1):
            for who, command, where in (
                ("newscrawl", ours, ROOT),
                ("plain", theirs, plain),
            ):
                took = seconds_to_request(command, where, server)
                if number:  # the first of each warms the disk cache
                    times[who].append(took)
    for who, values in times.items():
        print(f"{who:<10}{median(values):.3f} s (min {min(values):.3f}, n={len(values)})")
    ratios = [ours / theirs for ours, theirs in zip(*times.values(), strict=True)]
    print(f"newscrawl / plain: {median(ratios):.2f}")


if __name__ == "__main__":
    main()
