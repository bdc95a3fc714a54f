""".cargo/config.toml: only what says it is a version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.cargo_config import EXTRACTOR
from vercheck.model import Role, Source


def pins(text: str) -> dict[str, str]:
    source = Source(".cargo/config.toml", text.encode())
    found = EXTRACTOR.extract(source).pins
    assert all(pin.raw == source.text(pin.location.span) for pin in found)
    assert all(pin.role is Role.SELECTS for pin in found)
    return {f"{pin.artifact} {pin.trail}": pin.raw for pin in found}


def test_version_variables_of_the_environment_are_pins() -> None:
    text = '[env]\nWASI_SDK_VERSION = "29.0"\nPROTOC_VERSION = { value = "25.1", force = true }\n'
    assert pins(text) == {
        "bin:wasi-sdk env.WASI_SDK_VERSION": "29.0",
        "bin:protoc env.PROTOC_VERSION": "25.1",
    }


def test_patches_are_read_as_in_a_manifest() -> None:
    text = '[patch.crates-io]\na = { git = "https://github.com/x/a", tag = "v1.2.0" }\n'
    assert pins(text) == {"cargo:a patch.crates-io.a": "v1.2.0"}


def test_other_variables_and_settings_are_quiet() -> None:
    text = (
        '[env]\nMACOSX_DEPLOYMENT_TARGET = "11.0"\nRUST_LOG = "info"\n'
        'API_VERSION = "newest one"\nN_VERSION = 1\n'
        '[target.wasm32-wasip2]\nrunner = "wasmtime run"\n'
    )
    assert pins(text) == {}


def built_for(target: str) -> list[tuple[str, str, str]]:
    source = Source(".cargo/config.toml", f"[build]\ntarget = {target}\n".encode())
    found = EXTRACTOR.extract(source).pins
    assert all(pin.raw == source.text(pin.location.span) and pin.role is Role.REQUIRES for pin in found)
    return [(str(pin.artifact), pin.raw, pin.trail) for pin in found]


def test_what_is_built_for_is_required_at_any_version() -> None:
    assert built_for('"wasm32-wasip2"') == [("target:wasm32-wasip2", "wasm32-wasip2", "build.target")]
    assert [raw for _, raw, _ in built_for('["wasm32-wasip1", "x86_64-unknown-linux-gnu"]')] == [
        "wasm32-wasip1",
        "x86_64-unknown-linux-gnu",
    ]


def test_a_file_that_describes_a_target_and_a_word_are_none() -> None:
    assert built_for('"targets/thumbv6m.json"') == built_for('"host-tuple"') == built_for("7") == []


@given(st.binary(max_size=200))
def test_never_raises_whatever_the_bytes_are(content: bytes) -> None:
    EXTRACTOR.extract(Source(".cargo/config", content))
