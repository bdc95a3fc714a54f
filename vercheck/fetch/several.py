"""Several downloads at once, a few at a time, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from vercheck.fetch.client import Client, Download
from vercheck.fetch.error import FetchError


@dataclass(frozen=True, slots=True)
class Progress:
    """How many files are done, of how many, and how many bytes have come."""

    done: int
    files: int
    size: int


def each(
    client: Client,
    urls: Iterable[str],
    algorithms: Iterable[str] = (),
    tell: Callable[[Progress], None] | None = None,
) -> dict[str, Download | FetchError]:
    """What became of each address; the same one is fetched once."""
    wanted = list(dict.fromkeys(urls))
    kinds = frozenset(algorithms)
    count = _Count(len(wanted), tell)
    results: dict[str, Download | FetchError] = {}
    with ThreadPoolExecutor(max_workers=client.limits.jobs, thread_name_prefix="fetch") as pool:
        futures: dict[str, Future[Download | FetchError]] = {
            url: pool.submit(_one, client, url, kinds, count) for url in wanted
        }
        try:
            for url, future in futures.items():
                results[url] = future.result()
        except BaseException:
            # Somebody wants to leave: the others must not be waited for.
            client.stop()
            pool.shutdown(cancel_futures=True, wait=False)
            raise
    return results


def _one(client: Client, url: str, algorithms: frozenset[str], count: _Count) -> Download | FetchError:
    try:
        return client.download(url, algorithms, count.received)
    except FetchError as error:
        return error
    finally:
        count.finished()


class _Count:
    """Adds up what the threads report."""

    def __init__(self, files: int, tell: Callable[[Progress], None] | None) -> None:
        self._now = Progress(0, files, 0)
        self._tell = tell
        self._lock = Lock()

    def received(self, size: int) -> None:
        self._add(0, size)

    def finished(self) -> None:
        self._add(1, 0)

    def _add(self, done: int, size: int) -> None:
        with self._lock:
            now = self._now
            self._now = Progress(now.done + done, now.files, now.size + size)
            if self._tell is not None:
                self._tell(self._now)
