"""Small TOML files with a table of tools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import packs, said, tree
from vercheck.extractors.tool_config import EXTRACTOR


def test_trunk_picks_tools_by_their_releases() -> None:
    text = '[tools]\nsass = "1.69.5"\nwasm_bindgen = "0.2.95"\nwasm_opt = "version_116"\n'
    assert pins(EXTRACTOR, "Trunk.toml", text) == [
        "bin:sass selects 1.69.5",
        "bin:wasm-bindgen selects 0.2.95",
        "bin:wasm-opt selects version_116",
    ]


def test_the_trunk_that_is_needed_is_a_requirement() -> None:
    assert pins(EXTRACTOR, "Trunk.toml", 'trunk-version = "^0.20"\n') == ["bin:trunk requires ~^0.20"]


def test_proto_reads_versions_ranges_and_channels() -> None:
    text = 'node = "20.1.0"\ngo = "~1.22"\nrust = "stable"\n"npm:pnpm" = "9.0.0"\n'
    assert pins(EXTRACTOR, ".prototools", text) == [
        "toolchain:node selects 20.1.0",
        "toolchain:go requires ~~1.22",
        "toolchain:rust selects *stable",
        "bin:pnpm selects 9.0.0",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Trunk.toml", 'trunk-version = "*"\n'),
        ("Trunk.toml", '[build]\ntarget = "index.html"\n[[hooks]]\ncommand = "1.2"\n'),
        (".prototools", '[settings]\nauto-install = true\n[plugins]\nx = "1.2.3"\n'),
        (".prototools", ""),
    ],
)
def test_settings_are_no_tools(name: str, text: str) -> None:
    extraction = read(EXTRACTOR, name, text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_file_that_calls_itself_an_example_is_a_track_of_its_own() -> None:
    text = '# An example with all fields\n[tools]\nsass = "1.69.5"\n'
    assert pins(EXTRACTOR, "Trunk.toml", text) == ["bin:sass selects 1.69.5 [example]"]
    later = '[tools]\nsass = "1.69.5" # for example\n'
    assert pins(EXTRACTOR, "Trunk.toml", later) == ["bin:sass selects 1.69.5"]


@pytest.mark.parametrize(("version", "findings"), [("0.2.95", 0), ("0.2.89", 1)])
def test_what_trunk_downloads_must_fit_the_crate(version: str, findings: int) -> None:
    files = {
        "Trunk.toml": f'[tools]\nwasm_bindgen = "{version}"\n',
        "Cargo.lock": '[[package]]\nname = "wasm-bindgen"\nversion = "0.2.95"\nsource = "registry+x"\n',
    }
    assert len(said("companion-mismatch", tree(files, knowledge=packs()))) == findings


@given(st.sampled_from(["Trunk.toml", ".prototools"]), st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(name: str, content: bytes) -> None:
    read(EXTRACTOR, name, content)
    read(EXTRACTOR, name, b"[tools]\nx = " + content)
