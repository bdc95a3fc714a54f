"""Digests that a project publishes beside its files."""

from __future__ import annotations

import pytest

from tests.fetch.serving import Reply, serving
from vercheck.fetch import Client, FetchError, Limits, Mirror, Published, published
from vercheck.fetch.published import sums

ONE, TWO = "1" * 64, "a" * 64
BASE = "https://example.org/v1"
QUICK = Limits(attempts=2, pause=0.01)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (f"{ONE}  tool.zip\n{TWO.upper()} *tool.tar.gz\n", {"tool.zip": ONE, "tool.tar.gz": TWO}),
        (f"SHA256 (tool.zip) = {ONE}\r\n", {"tool.zip": ONE}),
        (f"{ONE}  ./dist/tool.zip", {"tool.zip": ONE}),
        (ONE, {"": ONE}),
        (f"{ONE}  x\n{TWO}  x\n", {"x": ONE}),
        ("<html><body>not found</body></html>", {}),
        ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n", {}),
        (f"{ONE[:-1]}  short.zip\n{ONE}{ONE}  long.zip", {}),
        ("", {}),
    ],
)
def test_lists_are_read_in_both_usual_forms(text: str, listed: dict[str, str]) -> None:
    assert sums(text) == listed


def test_a_list_beside_the_files_is_found() -> None:
    with (
        serving({"/v1/SHA256SUMS": f"{ONE}  a.zip\n{TWO}  b.zip\n".encode()}) as host,
        Client(QUICK, Mirror.at(host.base)) as client,
    ):
        found = published(client, [f"{BASE}/a.zip", f"{BASE}/b.zip", f"{BASE}/c.zip"])
    where = f"{BASE}/SHA256SUMS"
    assert found == {f"{BASE}/a.zip": Published(ONE, where), f"{BASE}/b.zip": Published(TWO, where)}


def test_a_file_may_have_its_own_digest_beside_it() -> None:
    with (
        serving({"/v1/a.zip.sha256": f"{ONE}\n".encode()}) as host,
        Client(QUICK, Mirror.at(host.base)) as client,
    ):
        assert published(client, [f"{BASE}/a.zip"]) == {
            f"{BASE}/a.zip": Published(ONE, f"{BASE}/a.zip.sha256")
        }


def test_a_digest_of_another_file_says_nothing_about_this_one() -> None:
    with (
        serving({"/v1/a.zip.sha256": f"{ONE}  b.zip\n".encode()}) as host,
        Client(QUICK, Mirror.at(host.base)) as client,
    ):
        assert published(client, [f"{BASE}/a.zip"]) == {}


def test_nothing_published_is_no_trouble() -> None:
    with serving() as host, Client(QUICK, Mirror.at(host.base)) as client:
        assert published(client, [f"{BASE}/a.zip"]) == {}


def test_a_list_that_cannot_be_read_is_not_passed_over() -> None:
    with serving() as host, Client(QUICK, Mirror.at(host.base)) as client:
        host.put("/v1/SHA256SUMS", Reply(b"", 500))
        with pytest.raises(FetchError, match="SHA256SUMS"):
            published(client, [f"{BASE}/a.zip"])
