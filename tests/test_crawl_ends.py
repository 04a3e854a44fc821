"""Whole crawls as a user runs them, over a site on loopback: bad input, and how runs end."""

from __future__ import annotations

import json
import signal
import ssl
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from conftest import PROJECT, Crawl, command, environment
from loopback import (
    LoopbackSite,
    Pages,
    Served,
    article_html,
    article_id,
    article_path,
    generated,
    listing,
    page,
    serving,
)

Run = Callable[..., Crawl]
Serve = Callable[[Pages], LoopbackSite]


# Bad input


def test_bad_pages_have_a_fate_each(crawl: Run, serve: Serve) -> None:
    other = serve({"/news/": page(99)})
    pages = listing(*range(16))
    answers = {
        1: Served(b"%PDF-1.7 ...", headers={"Content-Type": "application/pdf"}),
        2: Served(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"}),
        3: Served(b""),
        4: Served(b"<p>" + b"x" * (11 * 1024 * 1024)),
        5: Served(b"<html><body></body></html>"),
        6: Served(b"gone", status=410),
        7: Served(b"no", status=403),
        8: Served(article_html(8, []).encode(), cut_short=True),
        9: Served(status=302, headers={"Location": other.url("/news/")}),
        10: Served(status=302, headers={"Location": "file:///etc/passwd"}),
        11: Served(status=302, headers={"Location": article_path(11)}),
        12: Served(b"<title>Page not found</title><h1>Page not found</h1><p>It is no more.</p>"),
        13: Served(b"not gzip", headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
    }
    for number in range(16):
        pages[article_path(number)] = answers.get(number, page(number))
    pages["/robots.txt"] = Served(
        f"User-agent: *\nDisallow: {article_path(14)}\n".encode(),
        headers={"Content-Type": "text/plain"},
    )
    site = serve(pages)
    done = crawl("-a", f"start_url={site.url('/news/')}")
    assert done.ids == {f"marsbit:{article_id(number)}" for number in (0, 15)}
    assert done.reasons("rejected") == {
        "not_html": 2,
        "empty": 1,
        "no_text": 1,
        "http_410": 1,
        "error": 1,
    }
    failed = done.reasons("failed")
    assert failed.pop("bad_gzip_file", failed.pop("ignored", 0)) == 1
    assert failed == {
        "too_large": 1,
        "http_403": 1,
        "truncated": 1,
        "offsite": 1,
        "http_302": 1,
        "redirects": 1,
    }
    assert done.counts("skipped") == "1 (robots 1)"
    assert done.balances
    assert done.code == 4, "most pages were rejected"
    assert other.asked == [], "not even its robots.txt"
    assert article_path(14) not in site.asked
    assert "Traceback" not in done.stderr


def test_charsets(crawl: Run, serve: Serve) -> None:
    pages = listing(1, 2, 3)
    text = (
        article_html(1, []).replace("</h1>", " 火星财经</h1>").replace('<meta charset="utf-8">', "")
    )
    pages[article_path(1)] = Served(
        text.encode("gbk"), headers={"Content-Type": "text/html; charset=GBK"}
    )
    pages[article_path(2)] = Served(
        text.replace("number 1", "number 2").replace("report 1", "report 2").encode(),
        headers={"Content-Type": "text/html"},
    )
    broken = article_html(3, []).encode().replace(b"Part", b"\xff\xfe\xfd")
    pages[article_path(3)] = Served(broken)
    done = crawl("-a", f"start_url={serve(pages).url('/news/')}")
    titles = {row["title"] for row in done.rows}
    assert {"Report number 1 火星财经", "Report number 2 火星财经"} <= titles
    for row in done.rows:
        assert "\ufffd" not in row["text"]


def test_a_start_page_that_leaves_the_site(crawl: Run, serve: Serve) -> None:
    other = serve(generated(3))
    site = serve({"/news/": Served(status=301, headers={"Location": other.url("/news/")})})
    done = crawl("-a", f"start_url={site.url('/news/')}")
    assert done.code == 3
    assert other.asked == []
    assert "failed(offsite)" in done.stderr
    assert "1 page failed (offsite 1)" in done.last_line


def test_a_start_page_of_no_known_kind_is_read(crawl: Run, serve: Serve) -> None:
    pages = generated(5, related=0)
    pages["/"] = pages["/news/"]
    done = crawl("-a", f"start_url={serve(pages).url('/')}")
    assert done.code == 0, done.stderr
    assert len(done.rows) == 5


def test_several_start_pages(crawl: Run, serve: Serve) -> None:
    one, two = serve(generated(2)), serve({article_path(50): page(50)})
    urls = f"{one.url('/news/')},{two.url(article_path(50))}"
    done = crawl("-a", f"start_url={urls}")
    assert done.code == 0, done.stderr
    assert len(done.rows) == 3


# How a run ends


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-a", "locale=xx-xx"], 'unknown locale "xx-xx"'),
        (["-a", "local=es-la"], 'unknown argument "local"; did you mean "locale"?'),
        (["-a", "start_url=news"], 'start_url "news" is no address'),
        (["-a", "start_url=http://.../news/"], 'start_url "http://.../news/" is no address'),
        (["--nope"], "unknown option --nope"),
    ],
)
def test_usage_errors(crawl: Run, words: list[str], message: str) -> None:
    done = crawl(*words)
    assert done.code == 2
    assert message in done.last_line
    assert "Traceback" not in done.stderr
    assert not done.data.exists()


def test_an_unknown_spider(crawl: Run) -> None:
    done = crawl(spider="marsbti")
    assert done.code == 2
    assert 'unknown spider "marsbti"; did you mean "marsbit"? Known: marsbit' in done.last_line


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"NEWSCRAWL_MAX_PAGES": "many"}, 'NEWSCRAWL_MAX_PAGES is "many"'),
        ({"NEWSCRAWL_CONTACT": "me\r\nX: y"}, "does not fit into a header"),
        ({"NEWSCRAWL_DATA_DIR": "~no-such-user/x"}, 'NEWSCRAWL_DATA_DIR is "~no-such-user/x"'),
        ({"NEWSCRAWL_DATA_DIR": "data/%(name)s"}, "choose another name"),
        ({"REPLAY_FROM": "~no-such-user/x"}, 'REPLAY_FROM is "~no-such-user/x"'),
    ],
)
def test_bad_settings(crawl: Run, env: dict[str, str], message: str) -> None:
    done = crawl(env=env)
    assert done.code == 1
    assert message in done.last_line
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("LOG_LEVEL=NOPE", 'LOG_LEVEL is "NOPE": give DEBUG'),
        ("LOG_FILE=/no/such/folder/log", "No such file or directory: '/no/such/folder/log'"),
        ("CONCURRENT_REQUESTS=many", 'CONCURRENT_REQUESTS is "many": give a number'),
        ("DOWNLOAD_DELAY=x", 'DOWNLOAD_DELAY is "x": give a number'),
        ("ROBOTSTXT_OBEY=maybe", 'ROBOTSTXT_OBEY is "maybe": give True or False'),
    ],
)
def test_bad_settings_of_scrapy(crawl: Run, setting: str, message: str) -> None:
    done = crawl("-s", setting)
    assert done.code == 1
    assert message in done.last_line
    assert "Traceback" not in done.stderr


def test_a_list_without_articles_fails_the_gate(crawl: Run, serve: Serve) -> None:
    done = crawl("-a", f"start_url={serve(listing()).url('/news/')}")
    assert done.code == 4
    assert done.last_line.startswith("gate failed: nothing found: 1 listing page read")


def test_a_list_that_is_none_is_no_empty_list(crawl: Run, serve: Serve) -> None:
    pages = generated(3)
    gone = b"<title>Page not found</title><h1>Page not found</h1><p>It does not exist.</p>"
    pages["/news/tags/x/"] = Served(gone)
    # Here it only means that the list has ended.
    pages["/news/?page=2"] = Served(gone)
    site = serve(pages)
    urls = f"{site.url('/news/')},{site.url('/news/tags/x/')}"
    done = crawl("-a", f"start_url={urls}")
    assert done.code == 3
    assert len(done.rows) == 3
    assert f"rejected(error): {site.url('/news/tags/x/')}" in done.stderr
    assert "1 page failed (error 1)" in done.last_line


def test_pages_that_fail_are_named(crawl: Run, serve: Serve) -> None:
    pages = listing(0, 1, 2)
    pages |= {article_path(0): page(0), article_path(1): Served(status=503)}
    pages[article_path(2)] = page(2)
    site = serve(pages)
    done = crawl("-a", f"start_url={site.url('/news/')}")
    assert done.code == 3
    assert f"failed(http_503): {site.url(article_path(1))}" in done.stderr
    assert "1 page failed (http_503 1): run again" in done.last_line
    assert site.asked.count(article_path(1)) == 3, "tried again twice"
    assert len(done.rows) == 2


def test_a_site_that_is_down(crawl: Run, serve: Serve) -> None:
    with serving({}) as gone:
        url = gone.url("/news/")
    done = crawl("-a", f"start_url={url}")
    assert done.code == 3
    assert "connection_refused" in done.last_line
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("where", ["feed", "data"])
def test_an_output_that_cannot_be_written(
    crawl: Run, serve: Serve, tmp_path: Path, where: str
) -> None:
    site = serve(generated(2))
    (tmp_path / "file").write_text("in the way")
    blocked = tmp_path / "file" / "x"
    words = ["-O", f"{blocked}.jsonl"] if where == "feed" else []
    env = {"NEWSCRAWL_DATA_DIR": str(blocked)} if where == "data" else None
    done = crawl("-a", f"start_url={site.url('/news/')}", *words, env=env)
    assert done.code == 5
    assert str(blocked) in done.last_line
    assert site.asked == [], "told before the first request"


def test_an_output_under_a_name_that_no_disk_takes(crawl: Run, tmp_path: Path) -> None:
    done = crawl(env={"NEWSCRAWL_DATA_DIR": str(tmp_path / ("x" * 300))})
    assert done.code == 5
    assert "File name too long" in done.last_line
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["-O", "http://127.0.0.1:9/x.jsonl"],
        ["-s", 'FEEDS={"x.jsonl": {"format": "nope"}}'],
        ["-O", "{folder}/x.jsonl", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=1"],
    ],
)
def test_a_feed_that_scrapy_refuses_takes_none_with_it_in_silence(
    crawl: Run, serve: Serve, tmp_path: Path, words: list[str]
) -> None:
    site = serve(generated(2))
    done = crawl(
        *(word.replace("{folder}", str(tmp_path)) for word in words),
        *("-a", f"start_url={site.url('/news/')}"),
        env={"PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "newscrawl.settings"},
        cwd=tmp_path,
    )
    assert done.code == 5
    assert "x.jsonl" in done.last_line
    assert "is not supported" in done.last_line
    assert site.asked == [], "told before the first request"


def test_options_of_other_feeds_leave_the_own_one_whole(
    crawl: Run, serve: Serve, tmp_path: Path
) -> None:
    site = serve(generated(3))
    done = crawl(
        *("-a", f"start_url={site.url('/news/')}"),
        *("-O", f"{tmp_path.as_uri()}/a%20b-%(batch_id)d.jsonl"),
        *("-s", "FEED_EXPORT_BATCH_ITEM_COUNT=2", "-s", "FEED_EXPORT_FIELDS=id"),
    )
    assert done.code == 0, done.stderr
    assert len(done.rows) == 3
    assert all(row["title"] for row in done.rows)
    assert sorted(path.name for path in tmp_path.glob("a*")) == ["a b-1.jsonl", "a b-2.jsonl"]


def test_an_output_by_its_file_address(crawl: Run, serve: Serve, tmp_path: Path) -> None:
    site = serve(generated(2))
    done = crawl("-a", f"start_url={site.url('/news/')}", "-O", f"{tmp_path.as_uri()}/a%20b.jsonl")
    assert done.code == 0, done.stderr
    assert [path.name for path in tmp_path.glob("a*")] == ["a b.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(crawl: Run, serve: Serve) -> None:
    site = serve(generated(200))
    done = crawl("-a", f"start_url={site.url('/news/')}", "-O", "/dev/full:jsonl")
    assert done.code == 5
    assert "No space left on device" in done.last_line
    assert "FeedExporter.item_scraped: OSError" in done.last_line
    assert "Traceback" not in done.stderr
    assert len(site.asked) < 200, "it stopped early"


FAULTS = """
from scrapy import signals

class Pipeline:
    def process_item(self, item):
        if "number 1" in item.title:
            raise ZeroDivisionError("in a pipeline")
        return item

class Closing:
    def close_spider(self):
        raise ZeroDivisionError("while closing")
    def process_item(self, item):
        return item

class Opening:
    @classmethod
    def from_crawler(cls, crawler):
        extension = cls()
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        return extension
    def opened(self):
        raise ZeroDivisionError("in an extension")
"""


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("ITEM_PIPELINES", {"faults.Pipeline": 1}, "in a pipeline"),
        ("ITEM_PIPELINES", {"faults.Closing": 1}, "while closing"),
        (
            "EXTENSIONS",
            {"newscrawl.runs.accounting.Accounting": 1, "faults.Opening": 2},
            "in an extension",
        ),
    ],
)
def test_faults_of_the_crawler_never_pass_for_success(
    crawl: Run,
    serve: Serve,
    tmp_path: Path,
    setting: str,
    value: dict[str, int],
    message: str,
) -> None:
    (tmp_path / "faults.py").write_text(FAULTS)
    site = serve(generated(3))
    done = crawl(
        *("-a", f"start_url={site.url('/news/')}", "-s", f"{setting}={json.dumps(value)}"),
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert done.code == 5, done.stderr
    assert message in done.last_line
    assert done.balances


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals(serve: Serve, tmp_path: Path, signum: int, code: int) -> None:
    pages = generated(200)
    for served in pages.values():
        served.delay_s = 0.2
    site = serve(pages)
    process = subprocess.Popen(
        command("-a", f"start_url={site.url('/news/')}"),
        cwd=PROJECT,
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + 60
        while len(site.asked) < 25 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signum)
        _, stderr = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    done = Crawl(process.returncode, stderr.decode(), "", tmp_path / "data")
    assert done.code == code, done.stderr
    assert done.last_line.startswith("interrupted: ")
    assert 0 < len(done.rows) < 200
    assert done.balances


@pytest.mark.parametrize(
    ("signals", "timeout_s"), [([signal.SIGINT, signal.SIGINT], 6), ([signal.SIGINT], 15)]
)
def test_a_slow_page_holds_no_signal_up(
    serve: Serve, tmp_path: Path, signals: list[int], timeout_s: float
) -> None:
    pages = listing(1)
    pages[article_path(1)] = page(1)
    pages[article_path(1)].delay_s = 40
    site = serve(pages)
    process = subprocess.Popen(
        command("-a", f"start_url={site.url('/news/')}"),
        cwd=PROJECT,
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + 60
        while article_path(1) not in site.asked and time.monotonic() < until:
            time.sleep(0.05)
        for signum in signals:
            process.send_signal(signum)
            time.sleep(0.5)
        _, stderr = process.communicate(timeout=timeout_s)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130, stderr
    assert b"interrupted: 0 articles" in stderr.splitlines()[-1]


def test_certificates_are_verified(crawl: Run, serve: Serve, tmp_path: Path) -> None:
    site = serve(generated(2))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "certificate.pem"))
    site.wrap(context)
    done = crawl("-a", f"start_url={site.url('/news/').replace('http:', 'https:')}")
    assert done.code == 3
    assert "1 page failed (tls 1)" in done.last_line
    assert site.asked == []


def self_signed(path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    # Scrapy needs this package; we do not.
    x509 = pytest.importorskip("cryptography.x509")
    hazmat = "cryptography.hazmat.primitives"
    ec = pytest.importorskip(f"{hazmat}.asymmetric.ec")
    hashes = pytest.importorskip(f"{hazmat}.hashes")
    serialization = pytest.importorskip(f"{hazmat}.serialization")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    return path


def test_an_article_that_a_pipeline_renames_is_fetched_once(
    crawl: Run, serve: Serve, tmp_path: Path
) -> None:
    source = "class P:\n def process_item(self, item):\n  item.id += 'x'\n  return item\n"
    (tmp_path / "renaming.py").write_text(source)
    site = serve(generated(3))
    words = ("-a", f"start_url={site.url('/news/')}", "-s", 'ITEM_PIPELINES={"renaming.P": 500}')
    done = crawl(*words, env={"PYTHONPATH": f"{tmp_path}:{PROJECT}"})
    assert done.code == 5, done.stderr
    assert site.asked.count(article_path(1)) == 1
    assert done.balances
