"""Which files are locks, by their names."""

from __future__ import annotations

import pytest

from vercheck.pipeline import extractors
from vercheck.shapes.locks import is_lock

READ = sorted({pattern for plug in extractors().values() if plug.lockfile for pattern in plug.patterns})


@pytest.mark.parametrize("pattern", READ)
def test_whatever_is_read_as_a_lock_is_one(pattern: str) -> None:
    name = pattern.replace("*", "x")
    assert is_lock(name)
    assert is_lock(f"a/b/{name}")


@pytest.mark.parametrize("path", [".terraform.lock.hcl", "a/buf.lock", "Chart.lock", "a/devbox.lock"])
def test_a_lock_that_is_read_with_its_manifest_is_one(path: str) -> None:
    assert is_lock(path)


@pytest.mark.parametrize(
    "path",
    ["flake.nix", "Cargo.toml", "package.json", "go.mod", "flake.lock/x.json", "my-flake.lock"],
)
def test_manifests_and_other_names_are_none(path: str) -> None:
    assert not is_lock(path)
