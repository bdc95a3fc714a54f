"""What a text means as a version, and what is left opaque."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.versions import SCHEMES, parse


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("1.90", (1, 90)),
        ("v1", (1,)),
        ("V2.1", (2, 1)),
        ("29", (29,)),
        ("1_89_0", (1, 89, 0)),
        ("boost_1_89_0", (1, 89, 0)),
        ("wasi-sdk-29", (29,)),
        ("go1.21", (1, 21)),
        ("jdk-21.0.3+9", (21, 0, 3)),
        ("release/1.2", (1, 2)),
        ("refs/tags/v1.2.3", (1, 2, 3)),
        ("@scope/package@1.2.3", (1, 2, 3)),
        ("swift-5.9-RELEASE", (5, 9)),
        ("log4j-2.17.1", (2, 17, 1)),
        ("x86_64-linux-1.2.3", (1, 2, 3)),
        ("VER-2-13-2", (2, 13, 2)),
        ("v8-14.4.258.16", (14, 4, 258, 16)),
        ("7zip-24.09", (24, 9)),
        ("release-74-2", (74, 2)),
        ("20250814.0", (20250814, 0)),
        ("4.0.30319.42000", (4, 0, 30319, 42000)),
        (" 1.2 ", (1, 2)),
    ],
)
def test_numbers_are_found_however_they_are_dressed(text: str, release: tuple[int, ...]) -> None:
    version = parse(text)
    assert version.release == release
    assert not version.pre
    assert version.text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "latest",
        "main",
        "2025-04-17",
        "v2024-12-15",
        "nightly-2025-04-17",
        "nightly-20250417",
        "stable-2026-03",
        "0cffe66df0e3fdc6b6067cf4432d1e3343c80fff",
        "1a2b3c4",
        "sha-1234abc",
        "x86_64",
        "x86-64-v3",
        "1.",
        "1..2",
        "-1.2",
        "1:2.3",
        "1.2/3",
        "1.2 and more",
    ],
)
def test_dates_commits_channels_and_words_are_opaque(text: str) -> None:
    assert parse(text).is_opaque


@pytest.mark.parametrize(
    ("text", "is_before_release"),
    [
        ("1.0.0-rc1", True),
        ("1.0rc1", True),
        ("1.0a1", True),
        ("1.0.dev3", True),
        ("1.0~beta", True),
        ("21-ea", True),
        ("1.1.1w", False),
        ("9.8p1", False),
        ("1.0.post1", False),
        ("1.2.11.bcr.1", False),
        ("3.0.0_1", False),
    ],
)
def test_a_suffix_sorts_before_or_after_its_release(text: str, is_before_release: bool) -> None:
    version = parse(text)
    assert version.pre
    assert any(kind < 2 for kind, _ in version.pre) is is_before_release


def test_a_scheme_that_refuses_a_text_leaves_it_to_the_generic_one() -> None:
    assert parse("1.2.3-foo-4", "pep440").scheme == "generic"
    assert parse("wasi-sdk-29", "bazel").release == (29,)
    assert parse("go1.21rc2", "go").release == (1, 21)


def test_an_unknown_scheme_is_read_as_people_mean_it() -> None:
    assert parse("v1.2", "oci").release == (1, 2)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@pytest.mark.parametrize("text", ["9" * 10_000, "1." * 5_000 + "1", "1.0-" + "a." * 5_000, "(" * 100_000])
def test_what_is_too_long_is_opaque(text: str, scheme: str) -> None:
    assert parse(text, scheme).is_opaque


@given(st.text(max_size=250), st.sampled_from(sorted(SCHEMES)))
def test_reading_never_raises_and_keeps_the_text(text: str, scheme: str) -> None:
    version = parse(text, scheme)
    assert version.text == text
    assert version.is_opaque or version.release


@given(
    st.from_regex(
        r"[vr]?[0-9]{1,3}([._-]?(rc|a|post|dev|bcr|w|[0-9]){1,3}){0,4}(\+[a-z]{1,3})?", fullmatch=True
    )
)
def test_reading_never_raises_on_what_is_nearly_a_version(text: str) -> None:
    for scheme in SCHEMES:
        assert parse(text, scheme).text == text
