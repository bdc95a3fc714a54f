"""Which addresses are opened, and which are not."""

from __future__ import annotations

import pytest

from vercheck.fetch.address import Mirror, permit, permit_resolved, read
from vercheck.fetch.error import FetchError

PUBLIC = [
    "https://github.com/o/n/releases/download/v1/x.zip",
    "https://93.184.215.14/x",
    "https://example.org:8443/x",
]
REFUSED = [
    "http://github.com/x",
    "ftp://github.com/x",
    "https://localhost/x",
    "https://LOCALHOST./x",
    "https://printer.local/x",
    "https://vault.internal/x",
    "https://intranet/x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0x7f.0.0.1/x",
    "https://0.0.0.0/x",
    "https://10.1.2.3/x",
    "https://172.16.0.1/x",
    "https://192.168.1.1/x",
    "https://100.64.0.1/x",
    "https://169.254.169.254/x",
    "https://224.0.0.1/x",
    "https://[::1]/x",
    "https://[::]/x",
    "https://[fe80::1]/x",
    "https://[fd00::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://user@example.org/x",
    "https://user:password@example.org/x",
]


@pytest.mark.parametrize("url", PUBLIC)
def test_public_servers_are_opened(url: str) -> None:
    permit(read(url), None)


@pytest.mark.parametrize("url", REFUSED)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        permit(read(url), None)


@pytest.mark.parametrize(
    "text", ["", "x", "/etc/passwd", "file:///etc/passwd", "https://", "https://\x00/x", "https:///x"]
)
def test_what_names_no_server_is_no_address(text: str) -> None:
    with pytest.raises(FetchError):
        permit(read(text), None)


def test_an_address_without_end_is_none() -> None:
    with pytest.raises(FetchError, match="too long"):
        read("https://example.org/" + "x" * 100_000)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:1", "https://10.0.0.1/a"]
)
def test_a_mirror_is_https_or_this_machine(base: str) -> None:
    permit(Mirror.at(base).url, Mirror.at(base))


@pytest.mark.parametrize(
    "base", ["http://10.0.0.1", "http://example.org", "ftp://127.0.0.1", "127.0.0.1", "https://a.b/?x"]
)
def test_no_other_mirror_is_taken(base: str) -> None:
    with pytest.raises(FetchError):
        Mirror.at(base)


def test_a_mirror_speaks_for_its_own_port_only() -> None:
    mirror = Mirror.at("http://127.0.0.1:8000/base")
    with pytest.raises(FetchError):
        permit(read("http://127.0.0.1:8001/base"), mirror)


def test_a_mirror_stands_in_for_scheme_and_host() -> None:
    mirror = Mirror.at("https://mirror.example.org/github/")
    assert (
        mirror.instead_of("https://github.com/o/n/v1/a%20b?c=d")
        == "https://mirror.example.org/github/o/n/v1/a%20b?c=d"
    )


def test_a_name_that_leads_to_this_machine_is_refused_whatever_it_is_called() -> None:
    with pytest.raises(FetchError, match="which is not public"):
        permit_resolved(read("https://localhost/x"))


def test_a_name_that_leads_nowhere_is_left_to_the_client() -> None:
    permit_resolved(read("https://no-such-name.invalid/x"))
