"""A real server on this machine that answers as a release host does, or fails as one may."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODIFIED = "Tue, 23 Sep 2025 16:20:00 GMT"


@dataclass(frozen=True)
class Reply:
    """One answer. `announced` is the length that is claimed (-1: none), `delay` seconds before the body,
    `drip` seconds after each of its bytes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None
    delay: float = 0.0
    drip: float = 0.0


@dataclass
class Host:
    """`files` maps paths to what is answered: one reply for all requests, or one after another, the last
    for all that follow."""

    base: str
    files: dict[str, list[Reply]]
    asked: Counter[str] = field(default_factory=Counter)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0

    def put(self, path: str, *replies: Reply | bytes) -> None:
        self.files[path] = [Reply(item) if isinstance(item, bytes) else item for item in replies]


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


@contextmanager
def serving(files: Mapping[str, bytes] | None = None) -> Iterator[Host]:
    """A host that is up until the block ends."""
    host = Host("", {})
    for path, content in (files or {}).items():
        host.put(path, content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    server.daemon_threads = True
    host.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()
    busy = 0

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            nonlocal busy
            with lock:
                busy += 1
                host.most_at_once = max(host.most_at_once, busy)
                count = host.asked[self.path]
                host.asked[self.path] += 1
                host.headers.append({name.lower(): value for name, value in self.headers.items()})
            replies = host.files.get(self.path, [Reply(b"there is no such file", 404)])
            with ExitStack() as under_way:
                under_way.callback(self._done)
                self._answer(replies[min(count, len(replies) - 1)], under_way)

        def _done(self) -> None:
            nonlocal busy
            with lock:
                busy -= 1

        def do_CONNECT(self) -> None:
            with lock:
                host.asked[f"CONNECT {self.path}"] += 1
            self.send_error(403)

        def _answer(self, reply: Reply, under_way: ExitStack) -> None:
            self.send_response(reply.status)
            self.send_header("Last-Modified", MODIFIED)
            length = len(reply.body) if reply.announced is None else reply.announced
            if length >= 0:
                self.send_header("Content-Length", str(length))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            time.sleep(reply.delay)
            parts = [reply.body[at : at + 1] for at in range(len(reply.body))] if reply.drip else [reply.body]
            with suppress(BrokenPipeError, ConnectionResetError):  # the client may have left
                for left, part in zip(range(len(parts) - 1, -1, -1), parts, strict=True):
                    if not left:
                        under_way.close()  # with the last bytes the client is free for the next file
                    self.wfile.write(part)
                    time.sleep(reply.drip)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing is logged."""

        def log_error(self, *args: object) -> None:
            """Nor is this."""

    return Handler
