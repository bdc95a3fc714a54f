"""Commands that install from an address, a repository, a channel or a flake."""

from __future__ import annotations

import pytest

from tests.extractors.reading import pins
from vercheck.extractors.shell_script import EXTRACTOR


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "curl https://sh.rustup.rs -sSf | sh -s -- -y --default-toolchain 1.78.1",
            "toolchain:rust selects 1.78.1",
        ),
        ("./rustup-init -y --default-toolchain 1.78.1", "toolchain:rust selects 1.78.1"),
        (
            "curl -sSfL https://raw.githubusercontent.com/o/lint/master/install.sh"
            " | sh -s -- -b $(go env GOPATH)/bin v1.58.4",
            "github:o/lint selects v1.58.4",
        ),
        ("curl -fsSL https://deno.land/install.sh | sh -s v1.2.3", "bin:deno selects v1.2.3"),
        ("curl -fsSL https://bun.sh/install | bash -s bun-v1.0.0", "bin:bun selects v1.0.0"),
        (
            "curl https://wasmtime.dev/install.sh | bash -s -- --version v21.0.0",
            "bin:wasmtime selects v21.0.0",
        ),
        ("curl https://install.python-poetry.org | python3 - --version 1.8.2", "bin:poetry selects 1.8.2"),
        ("pip install git+https://github.com/o/r@v1.2.3", "github:o/r selects 1.2.3"),
        (
            "pip install 'r @ git+https://github.com/o/r.git@v1.2.3#subdirectory=x'",
            "github:o/r selects 1.2.3",
        ),
        ("conda install -y -c conda-forge python=3.11", "toolchain:python selects 3.11 [conda]"),
        ("micromamba create -n x numpy==1.26.0", "conda:numpy selects 1.26.0 [conda]"),
        ("nix run nixpkgs/nixos-23.11#hello", "github:NixOS/nixpkgs selects 23.11 [nix run]"),
        ("nix shell github:o/r/v1.2.0#x", "github:o/r selects 1.2.0 [nix shell]"),
        ("helm upgrade --install a b/chart --version 1.2.3", "helm:chart selects 1.2.3"),
        ("sdk install java 21.0.2-tem", "toolchain:java selects 21.0.2"),
    ],
)
def test_what_is_installed_at_a_version_is_a_pin(line: str, expected: str) -> None:
    assert pins(EXTRACTOR, "a.sh", line + "\n") == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "curl https://example.org/x.sh | sh -s -- v1.2.3",
        "curl https://deno.land/install.sh | sh",
        "curl https://deno.land/install.sh | tee v1.2.3",
        "curl https://deno.land/install.sh ; sh v1.2.3",
        "echo pass --default-toolchain 1.2.3",
        "./rustup-init --default-toolchain none",
        "pip install git+https://github.com/o/r@main",
        "pip install git+https://git@github.com/o/r",
        "nix run nixpkgs#hello",
        "helm install a ./chart",
        "conda install numpy",
    ],
)
def test_what_names_no_version_of_a_known_thing_is_none(line: str) -> None:
    assert pins(EXTRACTOR, "a.sh", line + "\n") == []
