"""The pack `wasm`: what its rows mean together. Each row by itself is held by the pack\'s own examples."""

from __future__ import annotations

import pytest

from tests.rules.examples import needs_of, refusals, shipped
from vercheck.graph.relations import admitted, read
from vercheck.model import Artifact, Severity
from vercheck.versions import parse


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
