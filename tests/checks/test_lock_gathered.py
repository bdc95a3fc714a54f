"""Locks of examples and tests: what they do not satisfy is one finding for each."""

from __future__ import annotations

from tests.trees import Files, place, said, tree
from vercheck.model import Severity


def npm(folder: str) -> Files:
    manifest = (
        '{"name": "a", "version": "1.0.0",\n"dependencies": {\n"left": "^2.0.0",\n"right": "^2.0.0"}}\n'
    )
    entries = ", ".join(f'"node_modules/{name}": {{"version": "1.0.0"}}' for name in ("left", "right"))
    lock = f'{{"name": "a", "version": "1.0.0", "lockfileVersion": 3, "packages": {{"": {{}}, {entries}}}}}\n'
    return {f"{folder}package.json": manifest, f"{folder}package-lock.json": lock}


def test_an_example_behind_whose_lock_there_are_several_places_is_told_once() -> None:
    (found,) = said("lock-drift", tree(npm("examples/a/")))
    assert (place(found), found.severity) == (("examples/a/package.json", 3), Severity.WARNING)
    assert found.message.endswith(", and 1 more place does not fit that lock")
    assert [label.version for label in found.related][-1] == "^2.0.0"


def test_each_lock_is_told_by_itself() -> None:
    found = said("lock-drift", tree({**npm("examples/a/"), **npm("examples/b/")}))
    assert [place(one)[0] for one in found] == ["examples/a/package.json", "examples/b/package.json"]


def test_what_the_product_builds_with_is_told_place_by_place() -> None:
    found = said("lock-drift", tree(npm("")))
    assert [(place(one)[1], one.severity) for one in found] == [(3, Severity.ERROR), (4, Severity.ERROR)]
