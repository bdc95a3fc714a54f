"""Programs that `cargo install` brings, beside the library or the download of the same name."""

from __future__ import annotations

import pytest

from tests.trees import Files, place, said, tree
from vercheck.model import Diagnostic, Severity

SCRIPT = "scripts/tools.sh"


def findings(files: Files) -> list[Diagnostic]:
    return said("version-drift", tree(files))


def manifest(*lines: str, table: str = "dependencies") -> str:
    return "\n".join(['[package]\nname = "own"\nversion = "1.0.0"', f"[{table}]", *lines, ""])


def test_a_program_that_the_dependency_on_its_library_excludes_is_told() -> None:
    files = {
        SCRIPT: "cargo install gizmo --version 0.4.37\n",
        "plug/Cargo.toml": manifest('gizmo = "0.4.44"'),
    }
    (found,) = findings(files)
    assert (found.severity, place(found)) == (Severity.WARNING, (SCRIPT, 1))
    assert found.message == (
        "`gizmo` is installed at `0.4.37` here, but the project is built with `0.4.44` of it in "
        "plug/Cargo.toml:5"
    )


def test_a_program_that_another_installer_brings_at_another_version_is_told() -> None:
    files = {
        SCRIPT: "cargo install gizmo --version 0.18.9 --locked\n",
        "aqua.yaml": "packages:\n  - name: acme/gizmo@v0.19.0\n",
    }
    (found,) = findings(files)
    assert found.message == (
        "`gizmo` is installed at `0.18.9` here, but another installer brings `v0.19.0` of it in aqua.yaml:2"
    )


def test_a_script_may_keep_the_command_in_a_variable() -> None:
    files = {
        SCRIPT: 'cargo "${install[@]}" gizmo --version 0.18.9 --force\n',
        "aqua.yaml": "packages:\n  - name: acme/gizmo@v0.19.0\n",
    }
    (found,) = findings(files)
    assert found.version == "0.18.9"


@pytest.mark.parametrize(
    "files",
    [
        {SCRIPT: "cargo install gizmo --version 0.4.50\n", "Cargo.toml": manifest('gizmo = "0.4.44"')},
        {SCRIPT: "cargo install gizmo\n", "Cargo.toml": manifest('gizmo = "0.4.44"')},
        {SCRIPT: "cargo install cog --version 0.4.37\n", "Cargo.toml": manifest('gizmo = "0.4.44"')},
        # A job that tries two versions means both.
        {
            ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n"
            "      - run: cargo install gizmo --version 0.3.0\n"
            "      - run: cargo install gizmo --version 0.4.0\n",
            "Cargo.toml": manifest('gizmo = "0.4"'),
        },
        # Two dependencies, of which one goes with it.
        {
            SCRIPT: "cargo install gizmo --version 0.4.50\n",
            "Cargo.toml": manifest('gizmo = "0.5"'),
            "a/Cargo.toml": manifest('gizmo = "0.4"'),
        },
        # What only tests are built with.
        {
            SCRIPT: "cargo install gizmo --version 0.4.37\n",
            "Cargo.toml": manifest('gizmo = "0.5"', table="dev-dependencies"),
        },
        {"examples/tools.sh": "cargo install gizmo --version 0.1.0\n", "Cargo.toml": manifest('gizmo = "1"')},
        {
            SCRIPT: "cargo install gizmo --version 0.19.0\n",
            "aqua.yaml": "packages:\n  - name: acme/gizmo@v0.19.0\n",
        },
        {
            SCRIPT: "cargo install gizmo --version 0.18.9\n",
            "aqua.yaml": "packages:\n  - name: acme/cog@v0.19.0\n",
        },
        {
            SCRIPT: 'cargo "${build[@]}" gizmo --version 0.18.9\n',
            "aqua.yaml": "packages:\n  - name: acme/gizmo@v1.0.0\n",
        },
    ],
)
def test_what_goes_together_and_what_is_apart_are_quiet(files: Files) -> None:
    assert not findings(files)
