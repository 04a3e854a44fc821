"""WARC files in place of the network: the index, the bodies, and archives that are broken."""

from __future__ import annotations

import gzip
import json
import logging
import random
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from archives import AT, PAGE, URL, Archive, chunked
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError

from newscrawl.fetching.replay import Recordings, ReplayError


@pytest.fixture(params=[True, False], ids=["gz", "plain"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    return Archive(tmp_path / ("a.warc.gz" if request.param else "a.warc"), gz=request.param)


def served(path: Path, url: str = URL, *, at: datetime | None = None) -> bytes:
    found = Recordings(path, at=at).find(url)
    assert found is not None
    return found.read()[1]


# The index


def test_the_latest_response_until_then_is_served(archive: Archive) -> None:
    for hours in (2, 0, 1):
        archive.add(body=b"%d" % hours, at=AT + timedelta(hours=hours))
    archive.add("https://www.htx.com/later", at=AT + timedelta(hours=3))
    assert Recordings(archive.path).at == AT + timedelta(hours=3)
    assert len(Recordings(archive.path)) == 4
    assert Recordings(archive.path).urls() == ["https://www.htx.com/later", URL]
    assert served(archive.path, URL + "#top") == b"2"
    assert served(archive.path, at=AT + timedelta(minutes=119)) == b"1"
    assert Recordings(archive.path, at=AT - timedelta(seconds=1)).find(URL) is None


def test_status_headers_and_time_are_as_recorded(archive: Archive) -> None:
    lines = [("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("Location", "/x"), ("Connection", "c")]
    archive.add_lines(
        URL, b"", lines, status="302 Found", warc={"WARC-Date": "2026-05-21T09:00:00.7Z"}
    )
    found = Recordings(archive.path).find(URL)
    assert found is not None
    assert (found.status, found.fetched_at) == (302, AT)
    assert found.read() == ({"Set-Cookie": ["a=1", "b=2"], "Location": ["/x"]}, b"")


def test_only_responses_over_http_are_served(archive: Archive, tmp_path: Path) -> None:
    archive.add("dns:www.htx.com", http={"Content-Type": "text/dns"})
    archive.add("https://www.htx.com/meta", kind="metadata")
    archive.add("<https://www.htx.com/wget>")
    assert Recordings(archive.path).urls() == ["https://www.htx.com/wget"]


def test_a_folder_may_hold_several_archives_beside_recordings(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    Archive(tmp_path / "a.warc", gz=False).add("https://h/a", b"a")
    Archive(tmp_path / "deep" / "b.warc.gz").add("https://h/b", b"b")
    response = {"url": "https://h/c", "status": 200, "fetched_at": "2026-05-21T09:00:00Z"}
    (tmp_path / "response.json").write_text(json.dumps(response))
    (tmp_path / "notes.txt").write_text("no recording")
    assert Recordings(tmp_path).urls() == ["https://h/a", "https://h/b", "https://h/c"]
    assert served(tmp_path, "https://h/b") == b"b"


def test_chunks_are_joined(archive: Archive) -> None:
    http = {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}
    archive.add("https://h/whole", chunked(PAGE), http=http)
    archive.add("https://h/joined", PAGE, http=http)
    archive.add("https://h/short", chunked(PAGE)[:-9], http=http)
    assert served(archive.path, "https://h/whole") == PAGE
    assert served(archive.path, "https://h/joined") == PAGE
    with pytest.raises(ResponseDataLossError):
        served(archive.path, "https://h/short")


def test_responses_that_were_cut_when_recorded_are_refused(archive: Archive) -> None:
    archive.add(warc={"WARC-Truncated": "length"})
    with pytest.raises(ResponseDataLossError):
        served(archive.path)


@pytest.mark.parametrize("in_chunks", [True, False])
def test_no_more_is_read_than_may_be(archive: Archive, in_chunks: bool) -> None:
    sent = random.Random(3).randbytes(3_000_000) * 10
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(sent), sent) if in_chunks else sent
    http = {"Transfer-Encoding": "chunked"} if in_chunks else {}
    archive.add(body=body, http=http)
    found = Recordings(archive.path).find(URL)
    assert found is not None
    tracemalloc.start()
    with pytest.raises(DownloadCancelledError):
        found.read(1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
    assert found.read()[1] == sent


# Revisits

DIGEST = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"


@pytest.mark.parametrize("by", ["id", "time", "digest"])
def test_a_revisit_is_the_response_it_refers_to(archive: Archive, by: str) -> None:
    later = AT + timedelta(hours=1)
    refer = {"WARC-Profile": PROFILE + "identical-payload-digest", "WARC-Payload-Digest": DIGEST}
    own_id = archive.add(
        body=chunked(gzip.compress(b"\x00whole")),
        http={"Transfer-Encoding": "chunked", "Content-Encoding": "gzip", "Age": "1"},
        warc={"WARC-Payload-Digest": DIGEST if by == "digest" else "sha1:B"},
    )
    if by == "id":
        refer["WARC-Refers-To"] = own_id
    if by == "time":
        refer |= {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": "2026-05-21T09:00:00Z"}
    other = "https://www.htx.com/es-la/news/"
    archive.add(
        other, b"", at=later, kind="revisit", status="203 Hm", http={"Age": "2"}, warc=refer
    )
    found = Recordings(archive.path).find(other)
    assert found is not None
    assert (found.url, found.status, found.fetched_at) == (other, 203, later)
    headers, body = found.read()
    assert headers == {"Age": ["2"], "Content-Encoding": ["gzip"]}
    assert gzip.decompress(body) == b"\x00whole"


def test_what_was_not_modified_is_served_as_it_was(archive: Archive) -> None:
    """Date and status of the original: its relative stamps were right then."""
    own_id = archive.add(body=b"<p>old", http={"Date": "Thu, 21 May 2026 09:00:00 GMT"})
    archive.add(
        body=b"",
        at=AT + timedelta(hours=1),
        kind="revisit",
        status="304 Not Modified",
        http={"Date": "Thu, 21 May 2026 10:00:00 GMT"},
        warc={"WARC-Profile": PROFILE + "server-not-modified", "WARC-Refers-To": own_id},
    )
    found = Recordings(archive.path).find(URL)
    assert found is not None
    assert (found.status, found.fetched_at) == (200, AT + timedelta(hours=1))
    assert found.read() == ({"Date": ["Thu, 21 May 2026 09:00:00 GMT"]}, b"<p>old")


def test_a_revisit_in_another_file_is_found_and_one_of_nothing_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own_id = Archive(tmp_path / "b.warc.gz").add(body=b"whole")
    revisits = Archive(tmp_path / "a.warc.gz")
    later = AT + timedelta(hours=1)
    revisits.add("https://h/1", b"", at=later, kind="revisit", warc={"WARC-Refers-To": own_id})
    for number in (2, 3):
        revisits.add(f"https://h/{number}", b"", kind="revisit", warc={"WARC-Refers-To": "<urn:x>"})
    with caplog.at_level(logging.WARNING):
        assert Recordings(tmp_path).urls() == ["https://h/1", URL]
    (record,) = caplog.records
    assert "not in these WARC files: 2" in record.message
    assert served(tmp_path, "https://h/1") == b"whole"


# Faults


def test_an_archive_cut_anywhere_serves_what_is_whole(
    archive: Archive, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        archive.add(f"https://h/{number}", b"body %d" % number * 40, http={"A": "b"})
    whole = archive.path.read_bytes()
    first = archive.ends[0]
    for cut in range(first, len(whole)):
        archive.path.write_bytes(whole[:cut])
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            urls = Recordings(archive.path).urls()
        # A record whose last bytes are the gzip trailer or blank lines is whole without them.
        margin = 12
        sure = sum(end <= cut for end in archive.ends)
        likely = sum(end - margin <= cut for end in archive.ends)
        assert sure <= len(urls) <= likely, cut
        assert len(caplog.records) <= 1
        if cut not in archive.ends and len(urls) == sure:
            assert [record.message.count("torn") for record in caplog.records] == [1], cut
        for number in range(len(urls)):
            assert served(archive.path, f"https://h/{number}") == b"body %d" % number * 40
    assert capsys.readouterr().err == ""


def test_bytes_gone_bad_end_the_archive_with_a_warning(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        archive.add(f"https://h/{number}", b"body %d" % number * 40)
    whole = bytearray(archive.path.read_bytes())
    whole[archive.ends[0] : archive.ends[0] + 20] = b"\xff" * 20
    archive.path.write_bytes(whole)
    with caplog.at_level(logging.WARNING):
        assert Recordings(archive.path).urls() == ["https://h/0"]
    assert f"damaged at byte {archive.ends[0]}" in caplog.text


def test_responses_that_cannot_be_read_are_left_out_with_one_warning(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    archive.add("https://h/1", warc={"WARC-Date": "soon"})
    archive.add("https://h/2", status="fine")
    archive.add("https://h/3")
    with caplog.at_level(logging.WARNING):
        assert Recordings(archive.path).urls() == ["https://h/3"]
    (record,) = caplog.records
    assert "left out: 2, the first at byte 0" in record.message


def garbage() -> dict[str, bytes]:
    rng = random.Random(7)
    return {
        "random": rng.randbytes(5000),
        "text": b"a b c d 5\n" * 100,
        "gzipped": gzip.compress(b"a folder of pages"),
        "gzip broken": b"\x1f\x8b\x08" + rng.randbytes(100),
        "html": PAGE,
    }


@pytest.mark.parametrize("name", garbage())
def test_files_that_are_no_warc_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(garbage()[name])
    for source in (path, tmp_path):
        with pytest.raises(ReplayError, match="is no WARC file") as caught:
            Recordings(source)
        assert str(path) in str(caught.value)


def test_archives_without_a_response_are_told(archive: Archive) -> None:
    archive.path.touch()
    with pytest.raises(ReplayError, match="nothing to replay"):
        Recordings(archive.path)
    archive.add(kind="metadata")
    with pytest.raises(ReplayError, match="nothing to replay"):
        Recordings(archive.path)


def test_one_gzip_stream_for_all_records_is_told(tmp_path: Path) -> None:
    plain = Archive(tmp_path / "a.warc", gz=False)
    for _ in range(3):
        plain.add()
    path = tmp_path / "b.warc.gz"
    path.write_bytes(gzip.compress(plain.path.read_bytes()))
    with pytest.raises(ReplayError, match="gunzip it"):
        Recordings(path)


@pytest.mark.parametrize("change", [lambda data: data[:-200], lambda _: b"", lambda _: b"\0" * 99])
def test_an_archive_that_changes_while_it_is_replayed_is_told(
    archive: Archive, change: Callable[[bytes], bytes]
) -> None:
    archive.add(body=random.Random(2).randbytes(3000))
    found = Recordings(archive.path).find(URL)
    assert found is not None
    archive.path.write_bytes(change(archive.path.read_bytes()))
    with pytest.raises(ReplayError):
        found.read()
    archive.path.unlink()
    with pytest.raises(ReplayError):
        found.read()


def test_memory_of_an_index_is_that_of_the_heads(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc", gz=False)
    for number in range(8):
        archive.add(f"https://h/{number}", bytes(4_000_000))
    tracemalloc.start()
    recordings = Recordings(archive.path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(recordings) == 8
    assert peak < 3_000_000
