"""aqua.yaml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.aqua import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("packages:\n  - name: cli/cli@v2.0.0 # why\n", ["github:cli/cli selects v2.0.0"]),
        ("packages:\n  - name: cli/cli\n    version: v2.0.0\n", ["github:cli/cli selects v2.0.0"]),
        (
            "packages:\n  - name: kubernetes-sigs/kustomize@kustomize/v5.0.1\n",
            ["github:kubernetes-sigs/kustomize selects v5.0.1"],
        ),
        (
            "registries:\n  - type: standard\n    ref: v4.1.0\n",
            ["github:aquaproj/aqua-registry selects v4.1.0"],
        ),
        (
            "registries:\n  - type: github_content\n    repo_owner: o\n    repo_name: r\n    ref: v0.1.0\n",
            ["github:o/r selects v0.1.0"],
        ),
    ],
)
def test_packages_and_registries_are_pins(text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "aqua.yaml", text) == expected


@pytest.mark.parametrize(
    "text", ["", "packages:\n  - import: x.yaml\n", "checksum:\n  enabled: true\n", "- 1.2.3\n"]
)
def test_other_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "aqua.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "aqua.yaml", content)
    read(EXTRACTOR, "aqua.yaml", b"packages:\n  - name: o/r@" + content)
