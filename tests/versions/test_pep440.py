"""Python's versions and specifiers, held against the `packaging` library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version as Judge

from vercheck.versions import RequirementError, admits, compare, equal, parse, parse_requirement

NUMBER = st.integers(0, 3).map(str)
RELEASE = st.lists(NUMBER, min_size=1, max_size=3).map(".".join)


def _maybe(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | part


def _word(*words: str) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(words), _maybe(NUMBER)).map("".join)


VERSION = st.tuples(
    _maybe(st.just("1!")),
    RELEASE,
    _maybe(_word("a", "b", "rc", ".alpha", "-c", "_preview")),
    _maybe(_word(".post", "-r", "rev") | NUMBER.map("-{}".format)),
    _maybe(_word(".dev", "dev")),
).map("".join)
SPECIFIER = (
    st.tuples(st.sampled_from([">=", "<=", ">", "<", "==", "!="]), VERSION).map("".join)
    | st.tuples(st.sampled_from(["==", "!="]), RELEASE, st.just(".*")).map("".join)
    | st.tuples(st.just("~="), RELEASE, st.just("."), NUMBER).map("".join)
)


@given(VERSION, VERSION)
def test_the_order_is_that_of_packaging(first: str, second: str) -> None:
    expected = (Judge(first) > Judge(second)) - (Judge(first) < Judge(second))
    assert compare(parse(first, "pep440"), parse(second, "pep440")) == expected


@settings(max_examples=400)
@given(st.lists(SPECIFIER, min_size=1, max_size=3), VERSION)
def test_specifiers_admit_what_packaging_admits(specifiers: list[str], version: str) -> None:
    text = ", ".join(specifiers)
    expected = SpecifierSet(text).contains(version, prereleases=True)
    assert admits(parse_requirement(text, "pep440"), parse(version, "pep440")) is expected


@given(VERSION, st.sampled_from(["v", " "]))
def test_a_spelling_does_not_matter(version: str, before: str) -> None:
    assert equal(parse(before + version.upper(), "pep440"), parse(version, "pep440"))


def test_a_local_label_is_a_build_and_takes_part_in_no_order() -> None:
    assert equal(parse("2.1.0+cu118", "pep440"), parse("2.1.0", "pep440"))


@pytest.mark.parametrize(
    ("text", "version", "is_admitted"),
    [
        ("==2.1.0", "2.1.0+cu118", True),
        ("==2.1.0+cu118", "2.1.0+cu118", True),
        ("==2.1.0+cu118", "2.1.0+cpu", False),
        ("===1.0", "1.0", True),
        ("===1.0", "1.0.0", False),
        ("===weird", "weird", True),
        ("", "1.0", True),
        ("~=1.4.2", "1.4.9", True),
        ("~=1.4.2", "1.5.0", False),
        ("~=2.2.post3", "2.3", True),
        (">=3.11", "3.12.3", True),
        (">=3.11", "v3.10", False),
        ("!=1.5,>=1", "1.5.0", False),
        ("!=1.5.*,>=1", "1.6", True),
    ],
)
def test_a_specifier_takes_what_the_pep_says(text: str, version: str, is_admitted: bool) -> None:
    assert admits(parse_requirement(text, "pep440"), parse(version, "pep440")) is is_admitted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3.11", "not a specifier"),
        ("^3.11", "not a specifier"),
        (">=", "not a specifier"),
        (">=abc", "not a version as PEP 440"),
        (">=1.*", "stands only behind"),
        ("==1.0a1.*", "stands only behind"),
        (">=1.0+local", "a local version stands only"),
        ("~=1", "needs two numbers"),
        ("==" + "1" * 300, "not a version as PEP 440"),
    ],
)
def test_what_is_no_specifier_is_refused(text: str, message: str) -> None:
    with pytest.raises(RequirementError, match=message):
        parse_requirement(text, "pep440")
