"""devenv.yaml names its inputs by addresses, as a flake does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors import devenv_yaml, flake_lock

EXTRACTOR = devenv_yaml.EXTRACTOR


def test_an_input_is_a_pin_at_its_ref() -> None:
    text = "inputs:\n  nixpkgs:\n    url: github:NixOS/nixpkgs/nixos-24.05\n"
    text += "  tools: {url: 'github:o/tools/v1.2.3', flake: false}\n  moving: {url: 'github:o/r'}\n"
    assert pins(EXTRACTOR, "devenv.yaml", text) == [
        "github:NixOS/nixpkgs selects nixos-24.05",
        "github:o/tools selects v1.2.3",
        "github:o/r requires *github:o/r",
    ]


def test_what_is_no_address_is_no_pin() -> None:
    text = "allowUnfree: true\ninputs:\n  a: {url: ./here}\n  b: 3\nimports: [./x]\n"
    assert pins(EXTRACTOR, "devenv.yaml", text) == []


def test_its_lock_has_the_form_of_a_flakes() -> None:
    rev = "0c45773b623bea8c8e75f6c82b208c3cf94ea4f9"
    text = (
        '{"nodes":{"nixpkgs":{"locked":{"owner":"NixOS","repo":"nixpkgs","type":"github",'
        f'"rev":"{rev}"}}}},"root":{{"inputs":{{"nixpkgs":"nixpkgs"}}}}}},"root":"root","version":7}}'
    )
    assert pins(flake_lock.EXTRACTOR, "devenv.lock", text) == [f"github:NixOS/nixpkgs resolves #{rev}"]


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "devenv.yaml", b"inputs:\n  a:\n    url: " + content)
