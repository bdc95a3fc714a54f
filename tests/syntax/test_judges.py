"""Independent judges: what another parser says about a file."""

from __future__ import annotations

import pytest

from vercheck.syntax.judges import accepts

GOOD = {
    "defs.bzl": b'load(":a.bzl", "b")\n\ndef f(x, *args, y = 1):\n    return {"a": [1, 2]}[x] % y\n',
    "BUILD": b'cc_library(\n    name = "x",\n    srcs = glob(["*.cc"]) + select({"//b": []}),\n)\n',
    "a/MODULE.bazel": b'bazel_dep(name = "rules_rust", version = "0.70.0")\n',
    "toolchains/BUCK": b'tool(name = "deno", version = "2.2.12")',
    "Cargo.toml": b'[package]\nname = "x"\n[dependencies]\na = { version = "1" }\n',
    "checksums/a.json": b'{"versions": {"1.0": {"sha256": "00"}}, "n": [1, -2.5e3, null, true]}\n',
    "tsconfig.json": b'{\n  // comments, in "JSON"\n  "a": "http://x", /* b */ "c": 1\n}\n',
    "flake.nix": b'{ inputs.nixpkgs.url = "github:NixOS/nixpkgs"; outputs = { self, ... }: { }; }\n',
    ".github/workflows/ci.yml": b"on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n",
}

BAD = {
    "defs.bzl": b'X = {"a": "1.2.3,\n}\n',
    "BUILD": b"cc_library(\n",
    "a/MODULE.bazel": b'bazel_dep(name = "a", version = 0.1.2)\n',
    "Cargo.toml": b'[dependencies]\na = "1\n',
    "checksums/a.json": b'{"a": 1,}\n',
    "tsconfig.json": b'{ // comment\n "a": }\n',
    "flake.nix": b'{ a = "1"; b = ; }\n',
    ".github/workflows/ci.yml": b"on: [push\njobs: {\n",
}


@pytest.mark.parametrize("path", GOOD)
def test_a_sound_file_is_accepted(path: str) -> None:
    assert accepts(path, GOOD[path]) is None


@pytest.mark.parametrize("path", GOOD)
def test_a_byte_order_mark_and_crlf_are_no_errors(path: str) -> None:
    assert accepts(path, b"\xef\xbb\xbf" + GOOD[path].replace(b"\n", b"\r\n")) is None


@pytest.mark.parametrize("path", BAD)
def test_a_broken_file_is_refused_in_words(path: str) -> None:
    words = accepts(path, BAD[path])
    assert words
    assert "\n" not in words


def test_a_file_of_an_unknown_language_is_accepted_whatever_it_holds() -> None:
    assert accepts("scripts/run.sh", b"\xff((((") is None


@pytest.mark.parametrize("names", ["a,", "lib, a,", "a ? 1,", "a, # why\n", "lib,\n  a # why\n,"])
def test_a_comma_at_the_end_of_parameters_is_nix_as_formatters_write_it(names: str) -> None:
    assert accepts("package.nix", f"{{ {names} }}: a".encode()) is None
    assert accepts("package.nix", f"{{ {names} }}@args: a".encode()) is None


@pytest.mark.parametrize("names", [",", "a,,", "a,, b", ", a"])
def test_a_comma_that_ends_no_parameter_is_no_nix(names: str) -> None:
    assert accepts("package.nix", f"{{ {names} }}: a".encode()) is not None


def test_an_empty_file_is_sound_except_where_a_value_is_needed() -> None:
    assert accepts("BUILD", b"") is None
    assert accepts("Cargo.toml", b"") is None
    assert accepts("a.json", b"") is not None


def test_bytes_that_are_not_utf8_are_refused() -> None:
    assert accepts("BUILD", b'a = "\xff"') == "not UTF-8 at byte 5"


def test_a_key_that_stands_twice_is_refused_since_readers_drop_one_of_the_two() -> None:
    assert "`1.0`" in (accepts("a.json", b'{"1.0": {}, "1.0": {}}') or "")
    assert accepts("a.json", b'{"1.0": {"a": 1}, "1.1": {"a": 1}}') is None
    assert accepts("Cargo.toml", b'a = "1"\na = "2"\n') is not None


@pytest.mark.parametrize("path", ["defs.bzl", "Cargo.toml", "a.json", "flake.nix", "a.yaml"])
def test_nesting_without_end_is_an_answer_and_not_a_crash(path: str) -> None:
    assert accepts(path, b"x = " + b"[" * 100_000 + b"]" * 100_000) is not None


STEPS = [b"lambda: ", b"not ", b"-", b"1 + ", b"1 if 1 else ", b"\\\n1 + "]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.decode().strip())
def test_a_chain_without_end_is_an_answer_and_not_a_crash(step: bytes) -> None:
    assert "not judged" in (accepts("defs.bzl", b"x = " + step * 30_000 + b"1") or "")
    assert accepts("defs.bzl", b"x = " + step * 100 + b"1") is None


def test_branches_without_end_are_an_answer_and_not_a_crash() -> None:
    branches = b"def f(x):\n  if x:\n    pass\n" + b"  elif x:\n    pass\n" * 30_000
    assert "not judged" in (accepts("defs.bzl", branches) or "")


def test_brackets_inside_of_strings_do_not_add_up() -> None:
    assert accepts("a.json", b"[" + b", ".join([b'"[]{}()"'] * 1000) + b"]") is None


def test_huge_numbers_are_only_read_as_grammar() -> None:
    assert accepts("a.json", b"[" + b"9" * 100_000 + b"]") is None
