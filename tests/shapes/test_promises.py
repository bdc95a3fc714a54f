"""Which sentences of a comment promise something, and how strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.shapes.promises import Promise, promises


def only(text: str) -> Promise:
    (promise,) = promises(text)
    return promise


@pytest.mark.parametrize(
    "text",
    [
        "Must match the version in a.toml",
        "needs to match a.toml",
        "has to be kept in sync with a.toml",
        "Keep this version in sync with a.toml",
        "keep these versions aligned",
        "pinned to match .tool-version",
        "has the same version as gizmo",
        "exactly the same version as gizmo",
        "Make sure to update a.toml",
        "don't forget to bump a.toml",
        "Please update a.toml when bumping",
        "When upgrading, change a.toml",
        "Do not change this without asking",
        "released in lockstep with gizmo",
    ],
)
def test_a_promise_is_made_in_many_words(text: str) -> None:
    assert only(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "need not be in sync with a.toml",
        "These do not have to be kept in sync.",
        "it doesn't need to match",
        "is out of sync with a.toml",
        "must match at least 1.2",
        "should match version >= 1.2",
        "the same old song",
        "a matching bracket",
        "synchronous",
        "changes often",
    ],
)
def test_a_denial_a_bound_and_plain_words_promise_nothing(text: str) -> None:
    assert list(promises(text)) == []


def test_only_the_sentence_that_promises_is_the_promise() -> None:
    promise = only("Taken from b.toml. Must match a.toml. It may move.")
    assert promise.text == "Must match a.toml."
    assert promise.context == promise.text


def test_a_sentence_that_points_back_takes_the_one_before_as_its_context() -> None:
    assert only("See a.toml. The two must be kept in sync.").context.startswith("See a.toml.")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("must match the major version of a", 1),
        ("must match the major.minor version of a", 2),
        ("must match the same minor as a", 2),
        ("must match a", None),
    ],
)
def test_a_promise_may_be_about_the_first_numbers(text: str, parts: int | None) -> None:
    assert only(text).parts == parts


def test_what_is_to_be_updated_too_is_told_from_what_is_equal() -> None:
    assert only("when bumping, also update a.toml").follows
    assert not only("must match a.toml").follows


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(promise.text in text for promise in promises(text))


@pytest.mark.parametrize(
    "part", ["must match ", "not ", "keep a ", "these match ", "version ", "update x ", "A. "]
)
def test_a_long_text_comes_to_an_end(part: str) -> None:
    assert isinstance(list(promises(part * 2_000)), list)
