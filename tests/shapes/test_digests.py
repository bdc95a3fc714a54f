"""Digests in every spelling, and what is wrong with what only looks like one.

The encoders are written here, from the descriptions of the formats, so that they share no slip with the
reader; `nix-hash` confirms them where it is installed.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Digest
from vercheck.shapes.digests import (
    digest_problem,
    is_placeholder,
    looks_like_digest,
    nix_base32,
    nix_length,
    read_digest,
)

NIX_ALPHABET = "0123456789abcdfghijklmnpqrsvwxyz"
ALGORITHMS = ["sha1", "sha256", "sha384", "sha512"]
HEX_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
BASE64_OF_ABC = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
ABC = Digest("sha256", HEX_OF_ABC)


def encode_nix(content: bytes) -> str:
    """Five bits a character, the last bits first."""
    bits = "".join(f"{byte:08b}" for byte in reversed(content))
    padded = bits.zfill(-(-len(bits) // 5) * 5)
    return "".join(NIX_ALPHABET[int(padded[index : index + 5], 2)] for index in range(0, len(padded), 5))


def encode_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def digest_of(algorithm: str, content: bytes) -> bytes:
    return hashlib.new(algorithm, content).digest()


CONTENTS = st.binary(max_size=64)


@pytest.mark.parametrize(
    "text",
    [
        HEX_OF_ABC,
        HEX_OF_ABC.upper(),
        f"sha256:{HEX_OF_ABC}",
        f"SHA256:{HEX_OF_ABC}",
        f"sha256-{BASE64_OF_ABC}",
        f"sha256:{BASE64_OF_ABC}",
        BASE64_OF_ABC,
        "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
        "sha256:1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s",
        f"  {HEX_OF_ABC}\n",
        f"sha256-{BASE64_OF_ABC}?ct=text",
    ],
)
def test_all_spellings_of_one_digest_are_equal(text: str) -> None:
    assert read_digest(text) == ABC
    assert digest_problem(text) is None


@pytest.mark.parametrize(
    ("algorithm", "text"),
    [
        ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        ("sha256", HEX_OF_ABC),
        ("sha384", hashlib.sha384(b"abc").hexdigest()),
        ("sha512", hashlib.sha512(b"abc").hexdigest()),
        ("sha1", "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        ("sha1", "sha1:kpcd173cq987hw957sx6m0868wv3x6d9"),
        ("md5", "md5:900150983cd24fb0d6963f7d28e17f72"),
        ("h1", f"h1:{BASE64_OF_ABC}"),
    ],
)
def test_the_algorithm_follows_from_the_label_or_the_length(algorithm: str, text: str) -> None:
    digest = read_digest(text)
    assert digest is not None
    assert digest.algorithm == algorithm
    assert digest_problem(text) is None


def test_gos_digest_of_a_tree_is_no_sha256_of_a_file() -> None:
    assert read_digest(f"h1:{BASE64_OF_ABC}") != ABC


def test_of_several_sri_digests_the_strongest_is_read() -> None:
    strong = digest_of("sha512", b"abc")
    text = f"sha256-{encode_base64(digest_of('sha256', b'abc'))} sha512-{encode_base64(strong)}"
    assert read_digest(text) == Digest("sha512", strong.hex())
    assert digest_problem(text) is None


def test_a_place_that_asks_for_one_algorithm_takes_no_other() -> None:
    sha1 = hashlib.sha1(b"abc").hexdigest()
    assert read_digest(sha1, "sha256") is None
    assert read_digest(HEX_OF_ABC, "sha256") == ABC
    assert digest_problem(sha1, "sha256") == "is a sha1 where sha256 is expected"
    assert digest_problem(HEX_OF_ABC, "sha256") is None


@given(CONTENTS, st.sampled_from(ALGORITHMS))
def test_every_encoding_is_read_back(content: bytes, algorithm: str) -> None:
    raw = digest_of(algorithm, content)
    expected = Digest(algorithm, raw.hex())
    spellings = [
        raw.hex(),
        f"{algorithm}:{raw.hex()}",
        f"{algorithm}-{encode_base64(raw)}",
        f"{algorithm}:{encode_nix(raw)}",
    ]
    if algorithm != "sha1":
        spellings.append(encode_base64(raw))
    if algorithm == "sha256":
        spellings.append(encode_nix(raw))
    assert {read_digest(spelling) for spelling in spellings} == {expected}
    assert [spelling for spelling in spellings if digest_problem(spelling)] == []


@given(st.binary(min_size=32, max_size=32))
def test_nix_base32_is_read_back_for_any_bytes(content: bytes) -> None:
    assert len(encode_nix(content)) == nix_length(32) == 52
    assert nix_base32(encode_nix(content), 32) == content


def test_nix_base32_that_spells_more_bits_than_a_digest_has_is_none() -> None:
    assert nix_base32("z" * 52, 32) is None
    assert read_digest("2" + "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s"[1:]) is None


@pytest.mark.skipif(shutil.which("nix-hash") is None, reason="nix-hash is not installed")
@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_nix_agrees(algorithm: str) -> None:
    raw = digest_of(algorithm, b"vercheck")
    command = ["nix-hash", "--type", algorithm, "--to-base32", raw.hex()]
    spelled = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert spelled == encode_nix(raw)
    assert read_digest(f"{algorithm}:{spelled}") == Digest(algorithm, raw.hex())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("sha256:", "is empty"),
        ("sha256-", "is empty"),
        ("0" * 64, "is a placeholder"),
        ("f" * 40, "is a placeholder"),
        ("deadbeef" * 8, "is a placeholder"),
        ("0123456789abcdef" * 4, "is a placeholder"),
        ("sha256-" + "A" * 43 + "=", "is a placeholder"),
        ("TODO", "is a placeholder"),
        ("PLACEHOLDER_SHA256", "is a placeholder"),
        ("lib.fakeSha256", "is a placeholder"),
        ("lib.fakeHash", "is a placeholder"),
        ("replace-me", "is a placeholder"),
        ("xxxx", "is a placeholder"),
        (HEX_OF_ABC[:-1], "has 63 hexadecimal characters where sha256 has 64"),
        (HEX_OF_ABC + "0", "has 65 hexadecimal characters where sha256 has 64"),
        (HEX_OF_ABC[:39], "has 39 hexadecimal characters where sha1 has 40"),
        (f"sha256:{HEX_OF_ABC[:-2]}", "has 62 hexadecimal characters where sha256 has 64"),
        (f"sha1:{HEX_OF_ABC}", "has 64 hexadecimal characters where sha1 has 40"),
        (HEX_OF_ABC[:-1] + "g", "has `g` at position 64, which is no hexadecimal digit"),
        (f"sha256-{HEX_OF_ABC}", "has hexadecimal characters where base64 is expected after `sha256-`"),
        (f"sha256-{BASE64_OF_ABC[:-1]}", "ends with 0 `=` where base64 of a sha256 ends with 1"),
        (f"{BASE64_OF_ABC}=", "ends with 2 `=` where base64 of a sha256 ends with 1"),
        (f"sha256-{BASE64_OF_ABC[:39]}=", "holds 29 bytes (40 characters) where sha256 has 32 (44)"),
        (f"sha256-ungW!{BASE64_OF_ABC[5:]}", "has `!` at position 5, which is no character of base64"),
        ("latest", "is no digest (`latest`, 6 characters; sha256 has 64 in hexadecimal)"),
    ],
)
def test_what_is_wrong_is_said_in_words(text: str, problem: str) -> None:
    said = digest_problem(text)
    assert said is not None
    assert said.startswith(problem)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "latest",
        "v1.2.3",
        "hello world",
        "a" * 2000,
        HEX_OF_ABC[:-1],
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_other_texts_do_not_look_like_digests(text: str) -> None:
    assert not looks_like_digest(text)


def test_a_full_commit_has_the_form_of_a_digest() -> None:
    assert looks_like_digest("0cffe66df0e3fdc6b6067cf4432d1e3343c80fff")


@pytest.mark.parametrize("text", [HEX_OF_ABC, BASE64_OF_ABC, "1.2.3", "", "abc", "a release", "aaa"])
def test_what_was_computed_or_means_something_else_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


def test_repeated_bytes_are_a_placeholder_in_any_encoding() -> None:
    content = b"x" * 32
    assert is_placeholder(content.hex())
    assert is_placeholder(f"sha256-{encode_base64(content)}")
    assert is_placeholder(encode_nix(content))


@given(CONTENTS, st.sampled_from(ALGORITHMS), st.integers(1, 8))
def test_a_digest_that_lost_its_end_is_noticed(content: bytes, algorithm: str, lost: int) -> None:
    text = digest_of(algorithm, content).hex()[:-lost]
    assert read_digest(text, algorithm) is None
    said = digest_problem(text, algorithm)
    assert said is not None
    assert str(len(text)) in said


@given(st.text(max_size=150), st.sampled_from([None, "sha256", "h1", "unknown"]))
def test_reading_and_judging_never_raise_and_agree(text: str, algorithm: str | None) -> None:
    digest = read_digest(text, algorithm)
    problem = digest_problem(text, algorithm)
    assert problem is None or problem
    assert (problem is None) is (digest is not None and not is_placeholder(text))


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "ab " * 50_000, "sha256-" + "A" * 100_000, "=" * 100_000, "<" * 100_000]
)
def test_a_very_long_text_is_judged_too(text: str) -> None:
    assert read_digest(text) is None
    assert digest_problem(text) is not None
