"""The order of Nix's versions, held against Nix itself where it is installed."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest

from vercheck.versions import admits, compare, equal, parse, parse_requirement


# The examples of the Nix manual.
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1.0", "2.3", -1),
        ("2.1", "2.3", -1),
        ("2.3", "2.3", 0),
        ("2.5", "2.3", 1),
        ("3.1", "2.3", 1),
        ("2.3.1", "2.3", 1),
        ("2.3.1", "2.3a", 1),
        ("2.3pre1", "2.3", -1),
        ("2.3pre3", "2.3pre12", -1),
        ("2.3a", "2.3c", -1),
        ("2.3pre1", "2.3c", -1),
        ("2.3pre1", "2.3q", -1),
        ("1.0", "1.0.0", -1),
    ],
)
def test_the_order_is_that_of_the_manual(first: str, second: str, expected: int) -> None:
    assert compare(parse(first, "nix"), parse(second, "nix")) == expected
    assert compare(parse(second, "nix"), parse(first, "nix")) == -expected


@pytest.mark.skipif(shutil.which("nix-instantiate") is None, reason="nix-instantiate is not installed")
def test_the_order_is_that_of_nix() -> None:
    chance = random.Random(20250417)  # one process for all pairs: a call of Nix takes longer than the test

    def version() -> str:
        parts = [chance.choice(["0", "1", "2", "10"])]
        for _ in range(chance.randrange(4)):
            parts.append(chance.choice([".", ".", "-", ""]))
            parts.append(chance.choice(["0", "1", "10", "pre", "a", "rc", "bcr", "w"]))
        return "".join(parts)

    pairs = [(version(), version()) for _ in range(1000)]
    calls = " ".join(f'(builtins.compareVersions "{first}" "{second}")' for first, second in pairs)
    command = ["nix-instantiate", "--eval", "--strict", "-E", f"[ {calls} ]"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    expected = [int(word) for word in output.strip(" []\n").split()]
    assert [compare(parse(first, "nix"), parse(second, "nix")) for first, second in pairs] == expected


def test_a_bare_requirement_is_exact_and_others_compare() -> None:
    assert admits(parse_requirement("24.0.0", "nix"), parse("24.0.0", "nix"))
    assert not admits(parse_requirement("24.0.0", "nix"), parse("24.0.1", "nix"))
    assert admits(parse_requirement(">=24.0", "nix"), parse("24.0.1", "nix"))
    assert not admits(parse_requirement(">=24.0", "nix"), parse("24.0pre1", "nix"))


def test_a_snapshot_is_opaque_where_it_has_no_number_in_front() -> None:
    assert parse("unstable-2024-01-01", "nix").is_opaque
    assert compare(parse("0-unstable-2024-01-01", "nix"), parse("0-unstable-2024-02-01", "nix")) == -1
    assert equal(parse("v1.2", "nix"), parse("1.2"))
