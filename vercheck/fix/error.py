"""The one error of the fix engine: a fix that stops before it does damage."""

from __future__ import annotations


class FixError(Exception):
    """Nothing was written, or everything was put back; the message says what stood in the way."""
