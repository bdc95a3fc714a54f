"""rust-toolchain, in both forms: what rustup would select."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.rust_toolchain import EXTRACTOR
from vercheck.model import Artifact, Exact, Extraction, Floating, Opaque, Pin, Role, Source

CHANNELS = [
    ("1.75.0", "1.75.0", Exact),
    ("1.90", "1.90", Exact),
    ("1.75.0-x86_64-unknown-linux-gnu", "1.75.0", Exact),
    ("1.80.0-beta.3", "1.80.0-beta.3", Exact),
    ("stable", "stable", Floating),
    ("nightly", "nightly", Floating),
    ("beta-aarch64-apple-darwin", "beta", Floating),
    ("nightly-2025-04-17", "nightly-2025-04-17", Opaque),
    ("nightly-2025-04-17-x86_64-apple-darwin", "nightly-2025-04-17", Opaque),
    ("esp", "esp", Opaque),
]


def extract(name: str, content: bytes) -> Extraction:
    source = Source(name, content)
    extraction = EXTRACTOR.extract(source)
    assert all(pin.raw == source.text(pin.location.span) for pin in extraction.pins)
    return extraction


def only(name: str, content: bytes) -> Pin:
    (pin,) = extract(name, content).pins
    assert (pin.artifact, pin.role, pin.trail) == (
        Artifact("toolchain", "rust"),
        Role.SELECTS,
        "toolchain.channel",
    )
    return pin


@pytest.mark.parametrize(("channel", "raw", "kind"), CHANNELS)
def test_a_channel_in_toml_is_a_version_a_date_or_floats(channel: str, raw: str, kind: type) -> None:
    pin = only(
        "rust-toolchain.toml", f'[toolchain]\nchannel = "{channel}"\ncomponents = ["clippy"]\n'.encode()
    )
    assert (pin.raw, type(pin.value)) == (raw, kind)


@pytest.mark.parametrize(("channel", "raw", "kind"), CHANNELS)
def test_the_older_file_of_one_line_means_the_same(channel: str, raw: str, kind: type) -> None:
    pin = only("rust-toolchain", f"{channel}\n".encode())
    assert (pin.raw, type(pin.value)) == (raw, kind)


def test_the_older_name_may_hold_toml_too() -> None:
    assert only("rust-toolchain", b'[toolchain]\nchannel = "1.75"\n').raw == "1.75"


def test_a_byte_order_mark_and_a_line_ending_are_no_part_of_it() -> None:
    assert only("rust-toolchain", b"\xef\xbb\xbf1.75.0\r\n").raw == "1.75.0"


def test_targets_are_required_at_any_version() -> None:
    content = b'[toolchain]\nchannel = "1.75"\ntargets = ["wasm32-wasip1", "x86_64-unknown-linux-gnu"]\n'
    _, *targets = extract("rust-toolchain.toml", content).pins
    assert [(str(pin.artifact), pin.raw, pin.trail) for pin in targets] == [
        ("target:wasm32-wasip1", "wasm32-wasip1", "toolchain.targets[0]"),
        ("target:x86_64-unknown-linux-gnu", "x86_64-unknown-linux-gnu", "toolchain.targets[1]"),
    ]


def test_a_list_of_targets_that_holds_something_else_pins_nothing_more() -> None:
    only("rust-toolchain.toml", b'[toolchain]\nchannel = "1.75"\ntargets = ["x", 7, ["wasm32-wasip1"]]\n')


def test_a_toolchain_in_a_folder_pins_nothing() -> None:
    assert extract("rust-toolchain.toml", b'[toolchain]\npath = "/opt/rust"\n') == Extraction()


@pytest.mark.parametrize("content", [b"", b"\n", b"# 1 comment\n"])
def test_nothing_in_the_file_is_quiet_or_noted_but_never_a_pin(content: bytes) -> None:
    assert extract("rust-toolchain.toml", content).pins == ()


def test_a_channel_without_quotes_is_noted() -> None:
    extraction = extract("rust-toolchain.toml", b"[toolchain]\nchannel = 1.75\n")
    assert extraction.pins == ()
    assert [note.check for note in extraction.notes] == ["not-understood"]


def test_two_lines_in_the_older_file_are_noted() -> None:
    extraction = extract("rust-toolchain", b"1.75.0\n1.76.0\n")
    assert extraction.pins == ()
    assert extraction.notes


@given(st.sampled_from(["rust-toolchain", "rust-toolchain.toml"]), st.binary(max_size=120))
def test_never_raises_whatever_the_bytes_are(name: str, content: bytes) -> None:
    extract(name, content)
