"""Why something was not fetched, in words for people."""

from __future__ import annotations


class FetchError(Exception):
    """Nothing was fetched; the message says what stood in the way."""


class AbsentError(FetchError):
    """The server has no such file, or shows it to nobody: some answer 403 where there is nothing."""


class PassingError(FetchError):
    """What may well go right the next time: a server that is busy, a line that broke."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause
        """Seconds that the server asked to be left alone."""
