""".yarnrc.yml says which Yarn runs, and which versions packages share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.yarnrc import EXTRACTOR


def test_the_release_in_the_repository_and_the_catalogs_are_pins() -> None:
    text = "nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-4.1.0.cjs\n"
    text += "catalog:\n  react: ^18.2.0\ncatalogs:\n  old: {react: 17.0.2}\n"
    assert pins(EXTRACTOR, ".yarnrc.yml", text) == [
        "bin:yarn selects 4.1.0",
        "npm:react requires ~^18.2.0",
        "npm:react selects 17.0.2",
    ]


def test_a_path_without_a_version_says_nothing() -> None:
    assert pins(EXTRACTOR, ".yarnrc.yml", "yarnPath: tools/yarn.cjs\nenableScripts: false\n") == []


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, ".yarnrc.yml", b"yarnPath: " + content)
