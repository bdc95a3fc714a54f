"""Fetches one file at a time and keeps its digests only.

Retries what may pass, follows few redirects and judges each of them, stops at a size and at a time, and
takes bytes as the server stores them: an archive must not be unpacked on the way.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from vercheck import __version__
from vercheck.fetch.address import Mirror, is_loopback, permit, read
from vercheck.fetch.error import AbsentError, FetchError, PassingError
from vercheck.fetch.limits import MEBIBYTE, Limits

if TYPE_CHECKING:
    from httpx import URL, Response

Result = TypeVar("Result")

_BUSY = frozenset({408, 425, 429})
_HIDDEN = frozenset({401, 403, 404, 410, 451})


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was fetched. `digests` by algorithm, in hexadecimal; `modified` is the day that the
    server gives for it, `media` the kind that the server says it is."""

    url: str
    size: int
    digests: dict[str, str]
    modified: date | None
    media: str


class Client:
    """One set of connections, for all files of a run; may be used by several threads."""

    def __init__(self, limits: Limits, mirror: Mirror | None = None) -> None:
        import ssl

        import httpx

        self.limits = limits
        self._mirror = mirror
        self._stopped = Event()
        # A server of this machine is never behind a proxy.
        mounts = {f"all://{mirror.url.host}": None} if mirror and is_loopback(mirror.url.host) else None
        self._http = httpx.Client(
            # The machine's own certificates, as for every other program on it.
            verify=ssl.create_default_context(),
            timeout=httpx.Timeout(limits.silence),
            follow_redirects=False,
            headers={"User-Agent": f"vercheck/{__version__}", "Accept-Encoding": "identity"},
            mounts=mounts,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._http.close()

    def stop(self) -> None:
        """Make every download that is under way end soon."""
        self._stopped.set()

    def download(
        self, url: str, algorithms: Iterable[str] = (), tell: Callable[[int], None] | None = None
    ) -> Download:
        """The digests of a file, sha256 always among them; `tell` hears of bytes as they come.

        Raises:
            FetchError: it could not be fetched whole.
        """
        wanted = sorted({"sha256", *algorithms})
        return self._tried(url, lambda response, end: self._digest(url, response, end, wanted, tell))

    def text(self, url: str, size: int) -> str | None:
        """A small text; `None` where the server has none there, or none so small."""
        try:
            return self._tried(url, lambda response, end: self._text(response, end, size))
        except AbsentError:
            return None

    def _tried(self, url: str, use: Callable[[Response, float], Result]) -> Result:
        """What `use` makes of an answer that is whole, after as many attempts as it takes."""
        end = time.monotonic() + self.limits.total
        first = self._mirror.instead_of(url) if self._mirror else url
        for attempt in range(1, self.limits.attempts + 1):
            try:
                with self._answer(read(first)) as response:
                    return use(response, end)
            except PassingError as error:
                pause = max(error.pause, self.limits.pause * 2 ** (attempt - 1))
                pause = min(pause, self.limits.longest_pause)
                if attempt == self.limits.attempts or time.monotonic() + pause >= end:
                    raise FetchError(f"`{first}`: {error}{_times(attempt)}") from error
                if self._stopped.wait(pause):
                    break
        raise FetchError("stopped")

    @contextmanager
    def _answer(self, url: URL) -> Iterator[Response]:
        """The answer at the end of the redirects, open."""
        import httpx

        try:
            for _ in range(self.limits.redirects + 1):
                permit(url, self._mirror)
                with self._http.stream("GET", url) as response:
                    if response.next_request is None:
                        _judge(response)
                        yield response
                        return
                    target = response.next_request.url
                if url.scheme == "https" and target.scheme != "https":
                    raise FetchError(f"`{url}` redirects from https to `{target}`, which is refused")
                url = target
        except httpx.TimeoutException:
            raise PassingError(f"no answer for {self.limits.silence:g} s") from None
        except httpx.HTTPError as error:
            raise PassingError(_words(error)) from None
        except httpx.InvalidURL as error:
            raise FetchError(f"`{url}` redirects to what is no address: {_words(error)}") from None
        raise FetchError(f"`{url}`: more than {self.limits.redirects} redirects")

    def _digest(
        self,
        url: str,
        response: Response,
        end: float,
        algorithms: list[str],
        tell: Callable[[int], None] | None,
    ) -> Download:
        hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
        size = 0
        for chunk in self._chunks(response, end, self.limits.size):
            size += len(chunk)
            for hash_ in hashes.values():
                hash_.update(chunk)
            if tell is not None:
                tell(len(chunk))
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media == "text/html" and not url.lower().endswith((".html", ".htm")):
            raise FetchError(f"`{response.url}` is a web page, not a file")
        if not size:
            raise FetchError(f"`{response.url}` is empty")
        digests = {name: hash_.hexdigest() for name, hash_ in hashes.items()}
        return Download(url, size, digests, _day(response.headers.get("last-modified", "")), media)

    def _text(self, response: Response, end: float, size: int) -> str | None:
        try:
            content = b"".join(self._chunks(response, end, size))
        except TooLargeError:
            return None
        return content.decode("utf-8", "replace")

    def _chunks(self, response: Response, end: float, size: int) -> Iterator[bytes]:
        """The bytes as stored, up to a size and a time."""
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and len(announced) < 20 and int(announced) > size:
            raise TooLargeError(f"`{response.url}` has {int(announced):,} bytes, {_limit(size)}")
        received = 0
        for chunk in response.iter_raw():
            received += len(chunk)
            if received > size:
                raise TooLargeError(f"`{response.url}` goes on after {received:,} bytes, {_limit(size)}")
            if time.monotonic() > end:
                raise FetchError(f"`{response.url}` takes longer than {self.limits.total:g} s")
            if self._stopped.is_set():
                raise FetchError("stopped")
            yield chunk


class TooLargeError(FetchError):
    """There is more of it than is wanted."""


def _judge(response: Response) -> None:
    status = response.status_code
    if status == 200:
        return
    words = f"{status} {response.reason_phrase}".strip()
    if status in _HIDDEN:
        raise AbsentError(f"`{response.url}`: {words}")
    if status in _BUSY or status >= 500:
        raise PassingError(words, _pause(response.headers.get("retry-after", "")))
    raise FetchError(f"`{response.url}`: {words}")


def _pause(text: str) -> float:
    return float(text) if text.isdigit() and len(text) < 6 else 0.0


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300]


def _times(attempts: int) -> str:
    return f" ({attempts} attempts)" if attempts > 1 else ""


def _limit(size: int) -> str:
    return f"more than the limit of {size / MEBIBYTE:g} MiB"
