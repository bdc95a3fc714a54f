"""Hosts of download addresses, and whether a name that is listed covers one."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host, in lower case; `""` where the address has none. Text without `://` is a host itself."""
    if "://" not in address:
        return address.lower()
    try:
        host = urlsplit(f"https://{address.partition('://')[2]}".replace("\0", "x")).hostname
    except ValueError:
        return ""
    return (host or "").lower()


def covers(name: str, host: str) -> bool:
    """Whether a host is the one that is named, or below it."""
    return host == name or host.endswith(f".{name}")
