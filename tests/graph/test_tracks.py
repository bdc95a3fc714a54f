"""Tracks that only the whole repository, or the whole file, can show."""

from __future__ import annotations

import pytest

from vercheck.graph.tracks import bundle_tracks


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("stacks/2023-10.json", "stacks/2024-04.json"),
        ("stacks/stack-2023-10-01.toml", "stacks/stack-2024-04-01.toml"),
        ("20231001.yaml", "20240401.yaml"),
        ("profiles/v1.toml", "profiles/v2.toml"),
        ("releases/1.2.3.nix", "releases/1.3.0.nix"),
    ],
)
def test_files_of_one_folder_that_are_named_after_a_time_or_a_version_are_bundles(
    first: str, second: str
) -> None:
    assert set(bundle_tracks([first, second])) == {first, second}
    assert len(set(bundle_tracks([first, second]).values())) == 2


@pytest.mark.parametrize(
    "paths",
    [
        ["stacks/2023-10.json"],  # nothing beside it
        ["stacks/2023-10.json", "other/2024-04.json"],
        ["stacks/2023-10.json", "stacks/2024-04.toml"],
        ["stacks/dev.json", "stacks/prod.json"],
        ["a/node-1.2.json", "a/node-1.3.json"],  # a tool and its version: no bundle of several
        [".github/workflows/2023-10.yml", ".github/workflows/2024-04.yml"],
        ["docs/2023-10.md", "docs/2024-04.md"],
    ],
)
def test_other_files_are_none(paths: list[str]) -> None:
    assert bundle_tracks(paths) == {}
