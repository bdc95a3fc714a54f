"""The pack `wasm`: every row that ties versions accepts one pair and refuses another."""

from __future__ import annotations

import pytest

from tests.rules.examples import needs_of, refusals, shipped, tied, with_every_row
from vercheck.graph.relations import admitted, read
from vercheck.model import Artifact, Severity
from vercheck.versions import parse

PAIRS = [
    # rule, one side, a version of the other that fits, one that does not
    ("wbg-rustc", "cargo:wasm-bindgen =0.2.87", "toolchain:rust 1.85.0", "toolchain:rust 1.86.0"),
    ("wit-cli", "bin:wit-bindgen 0.46.0", "cargo:wit-bindgen 0.46.0", "cargo:wit-bindgen 0.47.0"),
    ("wit-cli-exact", "bin:wit-bindgen 0.46.1", "cargo:wit-bindgen 0.46", "cargo:wit-bindgen =0.46.0"),
    ("wit-rt", "bin:wit-bindgen 0.44.0", "cargo:wit-bindgen-rt 0.44.0", "cargo:wit-bindgen-rt 0.39.0"),
    ("wit-rt-gone", "bin:wit-bindgen 0.46.0", "cargo:wit-bindgen 0.46.0", "cargo:wit-bindgen-rt 0.44.0"),
    (
        "wasmtime-source",
        "github:bytecodealliance/wasmtime v45.0.2",
        "cargo:wasmtime-c-api-impl 45.0.2",
        "cargo:wasmtime-c-api-impl 44.0.0",
    ),
    (
        "wasmtime-embedding",
        "github:bytecodealliance/wasmtime v24.0.0",
        "cargo:wasmtime 24.0.0",
        "cargo:wasmtime 23.0.1",
    ),
    (
        "wasmtime-c-api",
        "cargo:wasmtime 24.0.0",
        "cargo:wasmtime-c-api-macros 24.0.0",
        "cargo:wasmtime-c-api-macros 25.0.0",
    ),
    ("wbg-cli", "cargo:wasm-bindgen =0.2.99", "bin:wasm-bindgen-cli 0.2.99", "bin:wasm-bindgen-cli 0.2.98"),
    ("wbg-cli", "cargo:wasm-bindgen 0.2.95", "bin:wasm-bindgen 0.2.100", "nix:wasm-bindgen-cli 0.2.92"),
    (
        "wbg-cli-exact",
        "cargo:wasm-bindgen =0.2.97",
        "bin:wasm-bindgen-cli 0.2.97",
        "bin:wasm-bindgen-cli 0.2.98",
    ),
    (
        "wbg-support",
        "cargo:wasm-bindgen =0.2.99",
        "cargo:wasm-bindgen-cli-support =0.2.99",
        "cargo:wasm-bindgen-cli-support =0.2.100",
    ),
    ("wt-family", "cargo:wasmparser 0.243", "cargo:wat 1.243", "cargo:wasm-encoder 0.244"),
    ("wt-family", "cargo:wasmparser 0.243", "bin:wasm-tools 1.243.0", "bin:wasm-tools 1.246.2"),
    (
        "wit-siblings",
        "cargo:wit-bindgen-core 0.46.0",
        "cargo:wit-bindgen-c 0.46.0",
        "cargo:wit-bindgen-c 0.47.0",
    ),
    ("wt-wit", "bin:wit-bindgen 0.46.0", "bin:wasm-tools 1.240.0", "bin:wasm-tools 1.235.0"),
    ("wt-wit-crates", "cargo:wit-bindgen-core 0.46.0", "cargo:wit-parser 0.239", "cargo:wit-parser 0.235"),
    ("wt-wasmtime", "bin:wasmtime 37.0.2", "bin:wasm-tools 1.239.0", "bin:wasm-tools 1.240.0"),
    ("wasmtime-msrv", "cargo:wasmtime 37", "toolchain:rust 1.87.0", "toolchain:rust 1.86.0"),
    ("wac-wt", "bin:wac 0.9.0", "bin:wasm-tools 1.244.0", "bin:wasm-tools 1.246.2"),
    ("wkg-wt", "bin:wkg 0.15.0", "bin:wasm-tools 1.244.0", "bin:wasm-tools 1.246.2"),
    ("cargo-component-wt", "bin:cargo-component 0.21.1", "bin:wasm-tools 1.227.0", "bin:wasm-tools 1.220.0"),
    ("componentize-py-wt", "bin:componentize-py 0.18.0", "bin:wasm-tools 1.240.0", "bin:wasm-tools 1.235.0"),
    ("wrpc-wt", "bin:wit-bindgen-wrpc 0.16.0", "bin:wasm-tools 1.239.0", "bin:wasm-tools 1.235.0"),
    ("tinygo-go", "bin:tinygo 0.40.1", "toolchain:go 1.25.3", "toolchain:go 1.26.1"),
]


@pytest.mark.parametrize(("rule", "one", "fitting", "broken"), PAIRS)
def test_a_row_accepts_what_fits_and_refuses_what_does_not(
    rule: str, one: str, fitting: str, broken: str
) -> None:
    assert f"wasm/{rule}" not in refusals(one, fitting, with_every_row())
    assert f"wasm/{rule}" in refusals(one, broken, with_every_row())


def test_every_row_is_exercised() -> None:
    assert {f"wasm/{rule}" for rule, *_ in PAIRS} == tied("wasm")


def test_what_fits_by_every_row_is_not_mentioned_at_all() -> None:
    assert not refusals("bin:wit-bindgen 0.46.1", "cargo:wit-bindgen 0.46")
    assert not refusals("cargo:wasm-bindgen 0.2.95", "bin:wasm-bindgen 0.2.100")


def test_another_schema_is_an_error_and_another_release_of_it_a_warning() -> None:
    assert refusals("cargo:wasm-bindgen =0.2.99", "bin:wasm-bindgen 0.2.98") == {
        "wasm/wbg-cli": Severity.ERROR
    }
    assert refusals("cargo:wasm-bindgen =0.2.97", "bin:wasm-bindgen 0.2.98") == {
        "wasm/wbg-cli-exact": Severity.WARNING
    }


def test_releases_in_one_schema_group_are_counted_once() -> None:
    (groups,) = [row for row in shipped().groups if row.id == "wasm/wbg-schema"]
    for number in range(74, 128):
        version = parse(f"0.2.{number}")
        holding = [group for group in groups.groups if admitted(read(" || ".join(group)), version)]
        assert len(holding) == (0 if number == 124 else 1), number  # 0.2.124 has no tag


@pytest.mark.parametrize(
    ("version", "oldest", "too_old"),
    [("0.24.0", "1.202.0", "1.201.0"), ("0.53.1", "1.245.1", "1.245.0"), ("0.60.0", "1.254.0", "1.253.0")],
)
def test_the_table_of_wit_bindgen_knows_its_first_and_last_row(
    version: str, oldest: str, too_old: str
) -> None:
    assert needs_of("wasm/wt-wit", version, oldest)
    assert not needs_of("wasm/wt-wit", version, too_old)


@pytest.mark.parametrize(
    ("version", "newest", "too_new"), [("0.21.0", "1.17", "1.18"), ("0.33.0", "1.23", "1.24")]
)
def test_the_table_of_tinygo_knows_its_first_and_last_row(version: str, newest: str, too_new: str) -> None:
    assert needs_of("wasm/tinygo-go", version, newest)
    assert not needs_of("wasm/tinygo-go", version, too_new)


def test_the_crate_is_no_twin_of_the_program_but_the_release_is() -> None:
    twins = shipped().twins(Artifact("bin", "wit-bindgen"))
    assert Artifact("github", "bytecodealliance/wit-bindgen") in twins
    assert Artifact("cargo", "wit-bindgen-cli") in twins
    assert Artifact("cargo", "wit-bindgen") not in twins
    assert Artifact("cargo", "wasmparser") not in shipped().twins(Artifact("bin", "wasm-tools"))
