"""bun.lock: what is resolved for whom, with digests; and whether it is what the manifests ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.bun_lock import EXTRACTOR

_SHA = "sha512-" + "A" * 86 + "=="


def _lock(packages: Mapping[str, object], workspaces: Mapping[str, object] | None = None) -> str:
    """As Bun writes it, with a comma behind the last entry."""
    given = json.dumps(
        {"lockfileVersion": 1, "workspaces": workspaces or {"": {"name": "app"}}, "packages": packages}
    )
    return f"{given[:-2]},}},\n}}"


def test_a_package_resolves_with_its_digest() -> None:
    text = _lock({"react": ["react@18.2.0", "", {"dependencies": {"loose-envify": "^1.1.0"}}, _SHA]})
    assert pins(EXTRACTOR, "bun.lock", text) == ["npm:react resolves 18.2.0"]
    (pin,) = read(EXTRACTOR, "bun.lock", text).pins
    assert [one.algorithm for one in pin.digests] == ["sha512"]


def test_a_copy_below_another_package_is_not_what_the_manifests_get() -> None:
    packages = {
        "a": ["a@1.0.0", ""],
        "b/a": ["a@0.9.0", ""],
        "@s/b/@t/a": ["@t/a@0.8.0", ""],
        "web/a": ["a@2.0.0", ""],
    }
    text = _lock(packages, {"": {"name": "app"}, "packages/web": {"name": "web", "version": "1.2.3"}})
    assert pins(EXTRACTOR, "bun.lock", text) == [
        "npm:web resolves 1.2.3",
        "npm:a resolves 1.0.0",
        "npm:a resolves 0.9.0 [transitive]",
        "npm:@t/a resolves 0.8.0 [transitive]",
        "npm:a resolves 2.0.0",
    ]
    notes = {pin.raw: pin.note for pin in read(EXTRACTOR, "bun.lock", text).pins}
    assert (notes["2.0.0"], notes["1.2.3"], notes["1.0.0"]) == ("in packages/web", "workspace member", "")


@pytest.mark.parametrize("resolved", ["web@workspace:packages/web", "x@file:../x", "x@link:../x"])
def test_packages_of_the_repository_are_no_pins(resolved: str) -> None:
    extraction = read(EXTRACTOR, "bun.lock", _lock({"web": [resolved]}))
    assert (extraction.pins, extraction.notes) == ((), ())


def test_an_entry_that_is_none_is_noted_and_the_rest_is_read() -> None:
    extraction = read(EXTRACTOR, "bun.lock", _lock({"x": "1.2.3", "y": ["y@1.0.0"]}))
    assert [pin.artifact.name for pin in extraction.pins] == ["y"]
    assert [note.check for note in extraction.notes] == ["not-understood"]


def _manifest(**dependencies: str) -> str:
    return json.dumps({"name": "app", "dependencies": dependencies}, indent=1)


def test_a_lock_that_has_what_is_asked_for_is_quiet() -> None:
    files = {"package.json": _manifest(react="^18.0.0"), "bun.lock": _lock({"react": ["react@18.2.0", ""]})}
    assert said("lock-drift", tree(files)) == []


def test_a_lock_at_a_version_that_the_manifest_refuses_has_drifted() -> None:
    files = {"package.json": _manifest(react="^19.0.0"), "bun.lock": _lock({"react": ["react@18.2.0", ""]})}
    (found,) = said("lock-drift", tree(files))
    assert "`bun install`" in (found.help or "")
    assert found.location.path == "package.json"


def test_a_member_gets_its_own_copy() -> None:
    lock = _lock(
        {"react": ["react@18.2.0", ""], "web/react": ["react@19.0.0", ""]},
        {"": {"name": "app"}, "packages/web": {"name": "web"}},
    )
    root = json.dumps({"name": "app", "workspaces": ["packages/*"], "dependencies": {"react": "^18.0.0"}})
    member = json.dumps({"name": "web", "dependencies": {"react": "^19.0.0"}})
    files = {"package.json": root, "packages/web/package.json": member, "bun.lock": lock}
    assert said("lock-drift", tree(files)) == []
    files["packages/web/package.json"] = member.replace("^19", "^20")
    assert [found.location.path for found in said("lock-drift", tree(files))] == ["packages/web/package.json"]


@given(st.binary(max_size=300))
def test_never_raises(content: bytes) -> None:
    read(EXTRACTOR, "bun.lock", content)
    read(EXTRACTOR, "bun.lock", b'{"packages": {"a": [' + content + b"]}}")
