"""Why something was not fetched, in words for people."""

from __future__ import annotations

import re

from vercheck.printable import without_credentials

_QUERY = re.compile(r"(https?://[^\s`?#]*\?)[^\s`]+", re.IGNORECASE)


class FetchError(Exception):
    """Nothing was fetched; the message says what stood in the way. An address in it has neither a password
    nor a query, which may be as good as one."""

    def __init__(self, message: str) -> None:
        super().__init__(_QUERY.sub(r"\1…", without_credentials(message)))


class AbsentError(FetchError):
    """The server has no such file, or shows it to nobody: some answer 403 where there is nothing."""


class PassingError(FetchError):
    """What may well go right the next time: a server that is busy, a line that broke."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause
        """Seconds that the server asked to be left alone."""
