"""Which addresses may be opened: those of public servers over https, and a mirror that the user named.

A repository chooses the addresses, and whoever runs vercheck may stand inside a network that the
repository's author does not. So no address leads to this machine or its neighbours.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from vercheck.fetch.error import FetchError

if TYPE_CHECKING:
    from httpx import URL

MAX_LENGTH = 2000
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "corp", "home.arpa", "localdomain")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mirror:
    """A server that stands in for all others. `base` replaces scheme and host of an address."""

    base: str

    @classmethod
    def at(cls, base: str) -> Mirror:
        """The mirror at an address.

        Raises:
            FetchError: it is neither https nor this machine.
        """
        url = read(base)
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.host)):
            raise FetchError(f"a mirror must be https, or http on this machine, not `{base}`")
        if url.query or url.fragment:
            raise FetchError(f"a mirror is a scheme, a host and perhaps a path, not `{base}`")
        return cls(base.rstrip("/"))

    @property
    def url(self) -> URL:
        return read(self.base)

    def instead_of(self, url: str) -> str:
        """The address of a file on the mirror."""
        wanted = read(url)
        return self.base + wanted.raw_path.decode("ascii")

    def holds(self, url: URL) -> bool:
        """Whether an address is one of the mirror's."""
        own = self.url
        return (own.scheme, own.host, own.port) == (url.scheme, url.host, url.port)


def read(text: str) -> URL:
    """An address, as the client that opens it understands it.

    Raises:
        FetchError: the text is none.
    """
    from httpx import URL, InvalidURL

    if len(text) > MAX_LENGTH:
        raise FetchError(f"an address of {len(text)} characters is too long")
    try:
        url = URL(text)
    except (InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(f"`{text}` is no address: {error}") from None
    if not url.host:
        raise FetchError(f"`{text}` is no address of a server")
    return url


def permit(url: URL, mirror: Mirror | None) -> None:
    """Let an address pass, or say why it may not be opened.

    Raises:
        FetchError: it may not.
    """
    if mirror is not None and mirror.holds(url):
        return
    if url.scheme != "https":
        raise FetchError(f"`{url}` is refused: only https is fetched")
    if url.userinfo:
        raise FetchError(f"an address of `{url.host}` is refused: it holds a user name or a password")
    if (trouble := _trouble(url.host)) is not None:
        raise FetchError(f"`{url}` is refused: {trouble}; a server of your own can be named with `--mirror`")
    if not _is_proxied(url):
        permit_resolved(url)


def is_loopback(host: str) -> bool:
    address = _literal(host)
    return host.lower() == "localhost" if address is None else address.is_loopback


def _trouble(host: str) -> str | None:
    """What is wrong with a host, as far as its name tells."""
    name = host.lower().rstrip(".")
    address = _literal(name)
    if address is not None:
        return None if address.is_global and not address.is_multicast else "the address is not public"
    if "." not in name or any(name == end or name.endswith(f".{end}") for end in _LOCAL):
        return "the name is one of a local network"
    if _NUMBER.match(name.rpartition(".")[2]):
        return "the host is a number in disguise"
    return None


def permit_resolved(url: URL) -> None:
    """Let a name pass that leads to public addresses only; one that leads nowhere passes too.

    Raises:
        FetchError: it leads to this machine or a private network.
    """
    try:
        found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # opening it will fail, and say so
    for *_, where in found:
        address = _literal(str(where[0]).partition("%")[0])
        if address is None or not address.is_global:
            raise FetchError(
                f"`{url}` is refused: `{url.host}` is `{where[0]}`, which is not public; "
                "a server of your own can be named with `--mirror`"
            )


def _is_proxied(url: URL) -> bool:
    """Whether a proxy opens the address, and resolves the name: this machine may not be able to."""
    proxies = getproxies()
    return bool(proxies.get(url.scheme) or proxies.get("all")) and not proxy_bypass(url.host)


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return inner or address
