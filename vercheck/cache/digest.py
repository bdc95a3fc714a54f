"""Short names for values, without what `hashlib` loads beside: OpenSSL, which takes longer than all else."""

from __future__ import annotations

import marshal
from typing import Any

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["DIGEST_SIZE", "blake2b", "digest"]

DIGEST_SIZE = 16
"""Bytes. By chance, no two values that anybody has share one."""

_PLAIN = 2
"""The last version of the notation in which equal values are written alike, whoever else refers to them."""


def digest(value: Any) -> bytes:
    """Of a text, of a number, or of such in lists and tuples. What is written here is never read."""
    return blake2b(marshal.dumps(value, _PLAIN), digest_size=DIGEST_SIZE).digest()
