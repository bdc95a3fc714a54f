"""Cargo says of generated manifests what is read of them: every requirement, however it is written."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from vercheck.extractors.cargo_manifest import EXTRACTOR
from vercheck.model import Role, Source

CARGO = shutil.which("cargo")


def requirement(chance: Random) -> str:
    numbers = ".".join(str(chance.randrange(30)) for _ in range(chance.randrange(1, 4)))
    if numbers.count(".") == 2 and chance.random() < 0.2:
        numbers += chance.choice(["-rc.1", "-alpha"])
    sign = chance.choice(["", "", "^", "~", "=", ">=", ">= ", "<"])
    return f"{sign}{numbers}" + chance.choice(["", "", "", ", <99"])


def dependency(chance: Random, number: int) -> str:
    """One dependency in one of the spellings that there are."""
    name, wanted = f"crate{number}", requirement(chance)
    table = chance.choice(
        ["dependencies", "dev-dependencies", "build-dependencies", "target.'cfg(unix)'.dependencies"]
    )
    return chance.choice(
        [
            f'[{table}.{name}]\nversion = "{wanted}"\nfeatures = []\n',
            f"[{table}.{name}]\ndefault-features = false\nversion = '{wanted}'\n",
            f'[{table}.{name}]\npackage = "other{number}"\nversion = "{wanted}" # why\n',
            f'[{table}."{name}"]\n"version" = """{wanted}"""\n',
        ]
    )


def tables(chance: Random) -> str:
    """Those that stand together, as one may be opened once only."""
    rows = [
        chance.choice(
            [
                f'a{number} = "{requirement(chance)}"',
                f'a{number} = {{ version = "{requirement(chance)}", features = [] }}',
                f'a{number}.version = "{requirement(chance)}"',
                f'"a{number}" = {{ package = "b{number}", version = \'{requirement(chance)}\' }}',
                f'a{number} = {{ git = "https://github.com/a/a", version = "{requirement(chance)}" }}',
                f'a{number} = {{ path = "../a{number}", version = "{requirement(chance)}" }}',
            ]
        )
        for number in range(chance.randrange(1, 6))
    ]
    return "[dependencies]\n" + "\n".join(rows) + "\n"


@pytest.mark.skipif(CARGO is None, reason="cargo is not installed")
def test_the_requirements_are_those_that_cargo_reads(tmp_path: Path) -> None:
    chance = Random(20250417)
    (tmp_path / "src").mkdir()
    (tmp_path / "src/lib.rs").touch()
    manifest = tmp_path / "Cargo.toml"
    for _ in range(25):
        parts = [tables(chance), *(dependency(chance, number) for number in range(chance.randrange(5)))]
        text = '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n\n' + "\n".join(parts)
        manifest.write_text(text)
        command = [CARGO or "cargo", "metadata", "--offline", "--no-deps", "--format-version=1"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        (package,) = json.loads(done.stdout)["packages"]
        said = {
            (item["name"], item["req"].replace(" ", "").removeprefix("^"), item["kind"])
            for item in package["dependencies"]
        }
        assert read(text) == said, text


def read(text: str) -> set[tuple[str, str, str | None]]:
    """What is read of a manifest, as Cargo puts it: name, requirement, and kind."""
    kinds = {"dev-dependencies": "dev", "build-dependencies": "build"}
    return {
        (
            pin.artifact.name,
            pin.raw.replace(" ", "").removeprefix("^"),
            next((kind for table, kind in kinds.items() if table in pin.trail), None),
        )
        for pin in EXTRACTOR.extract(Source("Cargo.toml", text.encode())).pins
        if pin.artifact.ecosystem == "cargo" and pin.role is Role.REQUIRES
    }
