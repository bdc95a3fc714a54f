"""Groups are the ones that holding each version against each head would make, at the price of a look-up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Version
from vercheck.versions import Agreement, equal_at_precision, parse

TEXTS = (
    "1 1.2 1.2.3 1.2.4 v1.2.3 1.2.3-rc1 1.2.3rc1 gizmo-1.2.3 gadget-1.2.3 1.3 2 1.2.3+build 1_2_3 main"
    " nightly-2025-04-17 0123456789abcdef0123456789abcdef01234567"
)
texts = st.sampled_from(TEXTS.split())
schemes = st.sampled_from(["generic", "cargo", "pep440", "bazel", "nix"])


def sorted_most_precise_first(read: list[Version]) -> list[Version]:
    return sorted(read, key=lambda version: -version.precision)


@given(st.lists(st.builds(parse, texts, schemes), max_size=12))
def test_a_version_joins_the_first_group_whose_head_it_agrees_with(read: list[Version]) -> None:
    agreement = Agreement()
    heads: list[Version] = []
    for version in sorted_most_precise_first(read):
        expected = next((n for n, head in enumerate(heads) if equal_at_precision(head, version)), len(heads))
        if expected == len(heads):
            heads.append(version)
        assert agreement.group(version) == expected


def test_versions_in_any_number_are_not_held_against_each_other() -> None:
    """Which would be a thousand million times for these."""
    agreement = Agreement()
    every = [parse(f"1.2.{number % 30_000}") for number in range(60_000)]
    assert len({agreement.group(version) for version in every}) == 30_000
