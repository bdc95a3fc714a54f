"""Several downloads at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fetch.serving import Reply, digest, serving
from vercheck.fetch import Client, Download, FetchError, Limits, Mirror, Progress, each

QUICK = Limits(attempts=1, pause=0.01)
URLS = [f"https://example.org/{number}" for number in range(8)]


def test_each_file_has_its_own_result() -> None:
    with (
        serving({f"/{number}": f"file {number}".encode() for number in range(7)}) as host,
        Client(QUICK, Mirror.at(host.base)) as client,
    ):
        results = each(client, URLS)
    found = [item.digests["sha256"] for item in results.values() if isinstance(item, Download)]
    assert found == [digest(f"file {number}".encode()) for number in range(7)]
    assert isinstance(results[URLS[7]], FetchError)


def test_several_are_under_way_but_not_too_many() -> None:
    with serving() as host:
        for number in range(8):
            host.put(f"/{number}", Reply(b"x", delay=0.1))
        with Client(replace(QUICK, jobs=3), Mirror.at(host.base)) as client:
            each(client, URLS)
        assert 2 <= host.most_at_once <= 3


def test_an_address_that_is_given_twice_is_fetched_once() -> None:
    with serving({"/0": b"x"}) as host, Client(QUICK, Mirror.at(host.base)) as client:
        assert len(each(client, [URLS[0], URLS[0]])) == 1
        assert host.asked["/0"] == 1


def test_progress_ends_with_everything_done() -> None:
    seen: list[Progress] = []
    with serving({"/0": b"12345", "/1": b"123"}) as host, Client(QUICK, Mirror.at(host.base)) as client:
        each(client, URLS[:2], tell=seen.append)
    assert seen[-1] == Progress(2, 2, 8)


def test_whoever_leaves_is_not_held_back() -> None:
    def leave(_: Progress) -> None:
        raise KeyboardInterrupt

    with (
        serving({"/0": b"x"}) as host,
        Client(QUICK, Mirror.at(host.base)) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        each(client, URLS[:1], tell=leave)
