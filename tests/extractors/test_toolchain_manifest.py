"""Manifests of managers: a tool's name beside its version, in each one's own way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.toolchain_manifest import EXTRACTOR


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "global.json",
            '{"sdk":{"version":"8.0.100","rollForward":"latestFeature"},"msbuild-sdks":{"A.B":"1.2.3"}}',
            ["bin:dotnet selects 8.0.100", "nuget:A.B selects 1.2.3"],
        ),
        ("global.json", '{"test":{"runner":"x"}}', []),
        (
            ".fvmrc",
            '{"flutter":"3.19.6","flavors":{"beta":"3.20.0"}}',
            ["bin:flutter selects 3.19.6", "bin:flutter selects 3.20.0 [beta]"],
        ),
        (
            ".moon/toolchain.yml",
            "node:\n  version: 20.1.0\n  packageManager: pnpm\n  pnpm: {version: 9.1.0}\n"
            "rust: {version: 1.70.0}\n",
            ["toolchain:node selects 20.1.0", "bin:pnpm selects 9.1.0", "toolchain:rust selects 1.70.0"],
        ),
        (
            ".trunk/trunk.yaml",
            "version: 0.1\ncli: {version: 1.22.2}\n"
            "plugins: {sources: [{id: trunk, ref: v1.6.1, uri: 'https://github.com/trunk-io/plugins'}]}\n"
            "lint: {enabled: [black@24.4.2, git-diff-check]}\nruntimes: {enabled: [node@18.12.1]}\n",
            [
                "bin:trunk-cli selects 1.22.2",
                "github:trunk-io/plugins selects v1.6.1",
                "bin:black selects 24.4.2",
                "toolchain:node selects 18.12.1 [trunk]",
            ],
        ),
    ],
)
def test_each_manager_is_read_in_its_own_words(path: str, text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, path, text) == expected


@given(st.binary(max_size=200), st.sampled_from(["global.json", ".trunk/trunk.yaml"]))
def test_no_bytes_are_too_strange_to_read(content: bytes, path: str) -> None:
    read(EXTRACTOR, path, content)
