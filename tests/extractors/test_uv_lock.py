"""uv.lock: the resolved packages, and the project's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors._python.lock import read_as_toml, read_quickly
from vercheck.extractors.uv_lock import EXTRACTOR
from vercheck.model import Digest, Source

A, B = "a" * 64, "b" * 64
LOCK = f"""\
version = 1
revision = 2
requires-python = ">=3.12"
resolution-markers = [
    "python_full_version >= '3.13'",
    "python_full_version < '3.13'",
]

[options]
exclude-newer = "2025-01-01T00:00:00Z"

[[package]]
name = "demo"
version = "0.1.0"
source = {{ virtual = "." }}
dependencies = [
    {{ name = "httpx", extra = ["http2"], marker = "python_full_version < '3.13'" }},
]

[package.dev-dependencies]
dev = [
    {{ name = "ruff" }},
]

[package.metadata]
requires-dist = [{{ name = "httpx", specifier = ">=0.28" }}]

[package.metadata.requires-dev]
dev = [{{ name = "ruff", specifier = "==0.9.1" }}]

[[package]]
name = "dynamic"
source = {{ editable = "libs/dynamic" }}

[[package]]
name = "httpx"
version = "0.28.1"
source = {{ registry = "https://example.org/simple" }}
sdist = {{ url = "https://example.org/httpx-0.28.1.tar.gz", hash = "sha256:{A}", size = 141406 }}
wheels = [
    {{ url = "https://example.org/httpx-0.28.1-py3-none-any.whl", hash = "sha256:{B}", size = 73517 }},
]
"""


def test_every_package_that_has_a_version_is_a_pin() -> None:
    assert pins(EXTRACTOR, "uv.lock", LOCK) == ["pypi:demo resolves 0.1.0", "pypi:httpx resolves 0.28.1"]


def test_digests_belong_to_their_package() -> None:
    demo, httpx = read(EXTRACTOR, "uv.lock", LOCK).pins
    assert (demo.digests, demo.note) == ((), "workspace member")
    assert (httpx.digests, httpx.note) == ((Digest("sha256", A), Digest("sha256", B)), "")
    assert httpx.trail == "package[httpx@0.28.1]"


def test_the_quick_reading_says_what_the_full_one_says() -> None:
    source = Source("uv.lock", LOCK.encode())
    full, notes = read_as_toml(source)
    assert (sorted(full, key=str), notes) == (sorted(read_quickly(source.content) or (), key=str), ())


def test_lines_may_end_as_on_windows() -> None:
    content = LOCK.replace("\n", "\r\n").encode()
    assert read_quickly(content) is not None
    assert pins(EXTRACTOR, "uv.lock", content) == pins(EXTRACTOR, "uv.lock", LOCK)


def test_a_merge_conflict_is_reported_and_the_rest_is_read() -> None:
    conflict = '<<<<<<< HEAD\nversion = "0.28.1"\n=======\nversion = "0.28.2"\n>>>>>>> other\n'
    text = LOCK.replace('version = "0.28.1"\n', conflict)
    extraction = read(EXTRACTOR, "uv.lock", text)
    assert "parse-error" in {note.check for note in extraction.notes}
    assert "demo" in {pin.artifact.name for pin in extraction.pins}


def test_an_open_string_is_not_read_past() -> None:
    assert read_quickly(LOCK.replace('"httpx"', '"httpx').encode()) is None


def test_an_empty_lock_has_no_pins() -> None:
    assert pins(EXTRACTOR, "uv.lock", 'version = 1\nrequires-python = ">=3.12"\n') == []


def test_it_is_a_lock_file_and_never_edited() -> None:
    assert EXTRACTOR.lockfile


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "uv.lock", content)


@given(st.integers(0, len(LOCK)), st.binary(max_size=4))
def test_a_damaged_lock_is_still_read(place: int, damage: bytes) -> None:
    content = LOCK.encode()
    read(EXTRACTOR, "uv.lock", content[:place] + damage + content[place:])
