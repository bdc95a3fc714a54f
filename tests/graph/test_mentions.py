"""A comment that names a known tool with a version right beside it is a claim; one about the past is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.graph.linking import graph
from vercheck.graph.mentions import Mention, mentions
from vercheck.model import Exact, Range, Remark, Role, Source, Span
from vercheck.versions import admits, parse

KNOWN = {"gizmo": "gizmo", "wit-bindgen": "wit-bindgen", "wit_bindgen": "wit-bindgen"}


def found(text: str, kind: str = "comment") -> list[Mention]:
    content = f"# {text}".encode()
    source = Source("a.bzl", content)
    remark = Remark(text, source.locate(Span(2, len(content))), kind)
    made = list(mentions([remark], lambda name: KNOWN.get(name.lower())))
    assert all(source.text(mention.pin.location.span) == mention.pin.raw for mention in made)
    return made


def claims(text: str, kind: str = "comment") -> list[tuple[str, str]]:
    return [(mention.tool, mention.pin.raw) for mention in found(text, kind)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("uses gizmo 1.2.0", ("gizmo", "1.2.0")),
        ("Gizmo v1.2.0", ("gizmo", "v1.2.0")),
        ("gizmo@1.2.0", ("gizmo", "1.2.0")),
        ("gizmo version 1.2", ("gizmo", "1.2")),
        ("gizmo CLI 1.2.0", ("gizmo", "1.2.0")),
        ("gizmo is 1.2.0", ("gizmo", "1.2.0")),
        ("gizmo == 1.2.0", ("gizmo", "1.2.0")),
        ("gizmo pinned to 1.2.0", ("gizmo", "1.2.0")),
        ("(wit_bindgen 0.46.0-rc.1)", ("wit-bindgen", "0.46.0-rc.1")),
        ("für Größe: gizmo 1.2.0", ("gizmo", "1.2.0")),
    ],
)
def test_a_name_with_a_version_beside_it_is_a_claim(text: str, claim: tuple[str, str]) -> None:
    (mention,) = found(text)
    assert (mention.tool, mention.pin.raw) == claim
    assert isinstance(mention.pin.value, Exact)
    assert mention.pin.role is Role.MENTIONS


def test_a_line_may_claim_several_things() -> None:
    assert claims("gizmo 1.2.0 with wit-bindgen 0.46.0") == [("gizmo", "1.2.0"), ("wit-bindgen", "0.46.0")]


@pytest.mark.parametrize(
    "text",
    [
        "gizmo is great",
        "1.2.0",
        "other 1.2.0",
        "gizmo 12",
        "gizmo and then 1.2.0",
        "x/gizmo 1.2.0",
        "gizmo 1.2.0/x",
        "my-gizmo 1.2.0",
        "gizmo 1.2.0.4x",
    ],
)
def test_other_sentences_claim_nothing(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "since gizmo 1.2.0",
        "gizmo 1.2.0 removed the flag",
        "was gizmo 1.2.0",
        "upgraded to gizmo 1.2.0",
        "workaround for gizmo 1.2.0",
        "needs gizmo 1.2.0",
        "e.g. gizmo 1.2.0",
        "gizmo 1.2.0 -> gizmo 1.3.0",
        "see https://example.com for gizmo 1.2.0",
        "gizmo ^1.2.0 or gizmo 1.2.0",
    ],
)
def test_a_sentence_about_the_past_or_elsewhere_claims_nothing(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    ["gizmo >= 1.2.0", "gizmo >=1.2.0", "gizmo 1.2.0+", "gizmo 1.2.0 or newer", "gizmo 1.2.0 and later"],
)
def test_a_lower_bound_accepts_more_than_it_names(text: str) -> None:
    (mention,) = found(text)
    assert isinstance(mention.pin.value, Range)
    assert mention.pin.raw == "1.2.0"
    assert admits(mention.pin.value.requirement, parse("1.3.0"))
    assert not admits(mention.pin.value.requirement, parse("1.1.0"))


@pytest.mark.parametrize(
    "text", ["gizmo 1.2.0 - 1.4.0", "gizmo 1.2.0–1.4.0", "gizmo 1.2.0 to 1.4.0", "gizmo 1.2.0 through 1.4.0"]
)
def test_an_interval_accepts_what_lies_in_it(text: str) -> None:
    (mention,) = found(text)
    assert isinstance(mention.pin.value, Range)
    requirement = mention.pin.value.requirement
    assert [
        admits(requirement, parse(version)) for version in ("1.1.0", "1.2.0", "1.3.9", "1.4.0", "1.4.1")
    ] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_usage_examples_in_docstrings_claim_nothing() -> None:
    assert claims("gizmo 1.2.0", "docstring") == []
    assert claims("gizmo 1.2.0", "text") == [("gizmo", "1.2.0")]


def test_only_tools_that_are_pinned_here_are_known() -> None:
    linked = graph({"a.bzl": '# gizmo 1.1.0 and other 2.0.0\nGIZMO_VERSION = "1.2.0"\n'})
    assert [(mention.tool, mention.pin.raw) for mention in linked.mentions] == [("gizmo", "1.1.0")]


def test_a_comment_that_is_no_text_claims_nothing_as_its_bytes_have_no_place() -> None:
    linked = graph({"a.bzl": b'# \xff gizmo 1.1.0\nGIZMO_VERSION = "1.2.0"\n'})
    assert linked.mentions == ()


@given(st.text(alphabet="gizmo 1.2-v@=>+ü\n~^", max_size=60))
def test_a_claim_is_exactly_the_text_at_its_place(text: str) -> None:
    found(text.replace("\n", " "))


@pytest.mark.parametrize("part", ["gizmo ", "gizmo 1.2 ", "1.2.", "a-", "gizmo version ", "is to "])
def test_a_very_long_sentence_comes_to_an_end(part: str) -> None:
    found(part * 2000)
