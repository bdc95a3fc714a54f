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
        '[build]\ntarget = "wasm32-wasip2"\n[target.wasm32-wasip2]\nrunner = "wasmtime run"\n'
    )
    assert pins(text) == {}


@given(st.binary(max_size=200))
def test_never_raises_whatever_the_bytes_are(content: bytes) -> None:
    EXTRACTOR.extract(Source(".cargo/config", content))
