"""Downloads from a real server on this machine, and from one that misbehaves."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from hashlib import sha512

import pytest

from tests.fetch.serving import Host, Reply, digest, serving
from vercheck.fetch import AbsentError, Client, FetchError, Limits, Mirror

QUICK = Limits(silence=5.0, total=20.0, attempts=3, pause=0.01, longest_pause=0.05)
FILE = "https://releases.example.org/v1/tool.tar.gz"
CONTENT = b"the bytes of a release" * 1000


def client(host: Host, limits: Limits = QUICK) -> Client:
    return Client(limits, Mirror.at(host.base))


def test_a_file_is_fetched_from_the_mirror_and_its_digest_told() -> None:
    with serving({"/v1/tool.tar.gz": CONTENT}) as host, client(host) as fetching:
        found = fetching.download(FILE)
    assert (found.url, found.size, found.digests) == (FILE, len(CONTENT), {"sha256": digest(CONTENT)})
    assert found.modified == date(2025, 9, 23)


def test_further_digests_are_made_of_the_same_bytes() -> None:
    with serving({"/v1/tool.tar.gz": CONTENT}) as host, client(host) as fetching:
        found = fetching.download(FILE, ["sha512"])
    assert found.digests == {"sha256": digest(CONTENT), "sha512": sha512(CONTENT).hexdigest()}


def test_bytes_are_counted_as_they_come() -> None:
    seen: list[int] = []
    with serving({"/v1/tool.tar.gz": CONTENT}) as host, client(host) as fetching:
        fetching.download(FILE, tell=seen.append)
    assert sum(seen) == len(CONTENT)


def test_the_query_of_an_address_is_kept_on_the_mirror() -> None:
    with serving({"/mirror/get?file=a%20b": CONTENT}) as host:
        mirror = Mirror.at(f"{host.base}/mirror/")
        with Client(QUICK, mirror) as fetching:
            assert fetching.download("https://example.org/get?file=a%20b").size == len(CONTENT)


def test_what_is_not_there_is_not_asked_for_twice() -> None:
    with serving() as host, client(host) as fetching:
        with pytest.raises(AbsentError, match="404"):
            fetching.download(FILE)
        assert host.asked["/v1/tool.tar.gz"] == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_in_trouble_is_asked_again(status: int) -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"no", status), Reply(b"no", status), CONTENT)
        assert fetching.download(FILE).digests["sha256"] == digest(CONTENT)
        assert host.asked["/v1/tool.tar.gz"] == 3


def test_a_server_that_stays_in_trouble_is_given_up() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"no", 500))
        with pytest.raises(FetchError, match=r"500 .*\(3 attempts\)"):
            fetching.download(FILE)
        assert host.asked["/v1/tool.tar.gz"] == 3


def test_a_pause_that_the_server_asks_for_is_kept_within_reason() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"", 429, {"Retry-After": "86400"}), CONTENT)
        assert fetching.download(FILE).size == len(CONTENT)


def test_a_silent_server_is_given_up() -> None:
    limits = replace(QUICK, silence=0.1, attempts=2)
    with serving() as host, client(host, limits) as fetching:
        host.put("/v1/tool.tar.gz", Reply(CONTENT, delay=1.0))
        with pytest.raises(FetchError, match=r"no answer for 0.1 s \(2 attempts\)"):
            fetching.download(FILE)


def test_a_file_that_was_silent_once_is_fetched_the_second_time() -> None:
    with serving() as host, client(host, replace(QUICK, silence=0.2)) as fetching:
        host.put("/v1/tool.tar.gz", Reply(CONTENT, delay=1.0), CONTENT)
        assert fetching.download(FILE).digests["sha256"] == digest(CONTENT)


def test_a_server_that_sends_drop_by_drop_is_left_after_a_while() -> None:
    with serving() as host, client(host, replace(QUICK, total=0.3)) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"x" * 100, drip=0.05))
        with pytest.raises(FetchError, match=r"takes longer than 0\.3 s"):
            fetching.download(FILE)


def test_a_body_that_breaks_off_is_no_file() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(CONTENT[:100], announced=len(CONTENT)))
        with pytest.raises(FetchError, match=r"3 attempts"):
            fetching.download(FILE)


def test_an_empty_body_is_no_file() -> None:
    with (
        serving({"/v1/tool.tar.gz": b""}) as host,
        client(host) as fetching,
        pytest.raises(FetchError, match="is empty"),
    ):
        fetching.download(FILE)


def test_a_page_in_place_of_an_archive_is_no_file() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"<html>please log in", headers={"Content-Type": "text/html"}))
        with pytest.raises(FetchError, match="web page"):
            fetching.download(FILE)


@pytest.mark.parametrize("announced", [None, 10_000_000])
def test_a_file_that_is_too_large_is_not_fetched(announced: int | None) -> None:
    limits = replace(QUICK, size=1000)
    with serving() as host, client(host, limits) as fetching:
        host.put("/v1/tool.tar.gz", Reply(CONTENT, announced=announced))
        with pytest.raises(FetchError, match="more than the limit"):
            fetching.download(FILE)
        assert host.asked["/v1/tool.tar.gz"] == 1


def test_a_size_is_held_where_the_server_announces_none() -> None:
    with serving() as host, client(host, replace(QUICK, size=1000)) as fetching:
        host.put("/v1/tool.tar.gz", Reply(CONTENT, announced=-1))
        with pytest.raises(FetchError, match="goes on after"):
            fetching.download(FILE)


def test_a_file_without_an_announced_size_is_fetched() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(CONTENT, announced=-1))
        assert fetching.download(FILE).digests["sha256"] == digest(CONTENT)


def test_an_archive_is_not_unpacked_on_the_way() -> None:
    packed = gzip.compress(CONTENT)
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(packed, headers={"Content-Encoding": "gzip"}))
        assert fetching.download(FILE).digests["sha256"] == digest(packed)
        assert host.headers[0]["accept-encoding"] == "identity"


def test_a_redirect_is_followed() -> None:
    with serving({"/store/1": CONTENT}) as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"", 302, {"Location": "/store/1"}))
        assert fetching.download(FILE).digests["sha256"] == digest(CONTENT)


def test_redirects_without_end_are_left() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"", 302, {"Location": "/v1/tool.tar.gz"}))
        with pytest.raises(FetchError, match="more than 5 redirects"):
            fetching.download(FILE)
        assert host.asked["/v1/tool.tar.gz"] == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://releases.example.org/tool",
        "file:///etc/passwd",
        "https://127.0.0.1/tool",
        "https://10.0.0.7/tool",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/tool",
        "https://user:secret@example.org/tool",
    ],
)
def test_a_redirect_is_judged_as_the_address_before_it(target: str) -> None:
    with serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"", 302, {"Location": target}))
        with pytest.raises(FetchError):
            fetching.download(FILE)


def test_a_redirect_to_another_port_of_this_machine_is_refused() -> None:
    with serving({"/": b"internal"}) as other, serving() as host, client(host) as fetching:
        host.put("/v1/tool.tar.gz", Reply(b"", 302, {"Location": f"{other.base}/"}))
        with pytest.raises(FetchError, match="only https"):
            fetching.download(FILE)
        assert not other.asked


def test_without_a_mirror_this_machine_is_never_asked() -> None:
    with serving({"/tool": CONTENT}) as host, Client(QUICK) as fetching:
        with pytest.raises(FetchError, match="only https"):
            fetching.download(f"{host.base}/tool")
        assert not host.asked


def test_a_small_text_is_read_and_a_large_one_passed_over() -> None:
    with serving({"/sums": b"abc", "/large": b"x" * 5000}) as host, client(host) as fetching:
        assert fetching.text("https://example.org/sums", 1000) == "abc"
        assert fetching.text("https://example.org/large", 1000) is None
        assert fetching.text("https://example.org/missing", 1000) is None


def test_a_text_that_the_server_hides_counts_as_absent() -> None:
    with serving() as host, client(host) as fetching:
        host.put("/sums", Reply(b"AccessDenied", 403))
        assert fetching.text("https://example.org/sums", 1000) is None


def test_a_mirror_on_this_machine_is_asked_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving({"/v1/tool.tar.gz": CONTENT}) as host, client(host) as fetching:
        assert fetching.download(FILE).size == len(CONTENT)


def test_other_servers_are_asked_through_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.base)
        monkeypatch.setenv("https_proxy", proxy.base)
        with Client(replace(QUICK, attempts=1)) as fetching, pytest.raises(FetchError):
            fetching.download(FILE)
        assert proxy.asked == {"CONNECT releases.example.org:443": 1}
