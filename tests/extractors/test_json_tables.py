"""JSON files with tables give their facts; all others give none."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.json_tables import EXTRACTOR
from vercheck.model import Artifact, Extraction, Role, Source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "json"


def extract(path: str, content: Any) -> Extraction:
    source = Source(path, content if isinstance(content, bytes) else json.dumps(content, indent=2).encode())
    found = EXTRACTOR.extract(source)
    assert all(source.text(pin.location.span) == pin.raw for pin in found.pins)
    return found


# is it mine


def is_mine(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in EXTRACTOR.patterns) and not any(
        fnmatch(name, pattern) for pattern in EXTRACTOR.unless
    )


@pytest.mark.parametrize("name", ["gizmo.json", "toolchain_bundles.json", "versions.json", "source.json"])
def test_any_json_file_may_hold_tables(name: str) -> None:
    assert is_mine(name)


@pytest.mark.parametrize(
    "name",
    [
        "package.json",
        "package-lock.json",
        "tsconfig.base.json",
        "renovate.json",
        "registry.schema.json",
        "a.yaml",
    ],
)
def test_manifests_locks_and_settings_with_a_format_of_their_own_do_not(name: str) -> None:
    assert not is_mine(name)


# what is in it


def test_what_the_build_of_a_package_resolved_is_no_table() -> None:
    locked = [{"pname": "Gizmo", "version": v, "hash": f"sha256-{'A' * 43}="} for v in ("1.0.0", "1.1.0")]
    assert extract("deps.json", locked) == Extraction()
    named = [{"name": one["pname"], **one} for one in locked]
    assert extract(
        "deps.json", [{key: one[key] for key in ("name", "version", "hash")} for one in named]
    ).pins


def test_a_registry_gives_its_pins_once() -> None:
    found = extract("checksums/gizmo.json", (FIXTURES / "registry" / "gizmo.json").read_bytes())
    assert [(pin.raw, pin.trail, pin.role) for pin in found.pins] == [
        ("2.1.0", "latest_version", Role.PROVIDES),
        ("2.1.0", "versions[2.1.0]", Role.PROVIDES),
        ("2.0.0-rc.1", "versions[2.0.0-rc.1]", Role.PROVIDES),
    ]
    assert len(found.registries) == 1
    assert found.notes == ()


def test_bundles_give_pins_in_tracks_and_the_constraints_beside_them() -> None:
    found = extract("toolchain_bundles.json", (FIXTURES / "toolchain_bundles.json").read_bytes())
    assert {pin.track for pin in found.pins} == {"stable-2031-04", "experimental"}
    assert len(found.matrices) == 1


def test_a_registry_whose_only_version_is_its_latest_is_looked_at() -> None:
    found = extract("gizmo.json", {"tool_name": "gizmo", "latest_version": "canary", "versions": {}})
    assert [pin.raw for pin in found.pins] == ["canary"]


def test_the_shape_of_a_registry_is_held_against_the_schema() -> None:
    (note,) = extract("gizmo.json", {"tool_name": "gizmo", "versions": {"1.0.0": {"platforms": "all"}}}).notes
    assert note.check == "invalid-registry"


def test_a_broken_registry_is_read_around_the_break() -> None:
    text = (
        (FIXTURES / "registry" / "gizmo.json")
        .read_text()
        .replace('"release_date": "2031-04-30",', '"release_date: 2031,')
    )
    found = extract("gizmo.json", text.encode())
    assert [note.check for note in found.notes] == ["parse-error"]
    assert [len(release.assets) for release in found.registries[0].releases] == [2, 1]


# files of a Bazel registry


def test_a_module_source_states_its_folder_address_prefix_and_digest() -> None:
    source = {
        "url": "https://a.example/v1.2.0/gears.tar.gz",
        "integrity": "sha256-x",
        "strip_prefix": "gears-1.2.0",
    }
    (statement,) = extract("bazel/modules/gears/1.2.0/source.json", source).statements
    assert statement.kind == "bazel-registry-source"
    assert statement.artifact == Artifact("bazel", "gears")
    assert [(member.name, member.text) for member in statement.members] == [
        ("path_version", "1.2.0"),
        ("url", "https://a.example/v1.2.0/gears.tar.gz"),
        ("digest", "sha256-x"),
        ("strip_prefix", "gears-1.2.0"),
    ]


def test_module_metadata_provides_its_versions_and_tells_the_yanked_ones() -> None:
    metadata = {
        "versions": ["1.0.0", "1.2.0.bcr.1"],
        "yanked_versions": {"1.0.0": "broken"},
        "repository": ["github:a/gears"],
    }
    found = extract("modules/gears/metadata.json", metadata)
    assert [(str(pin.artifact), pin.raw, pin.role, pin.note) for pin in found.pins] == [
        ("bazel:gears", "1.0.0", Role.PROVIDES, "yanked"),
        ("bazel:gears", "1.2.0.bcr.1", Role.PROVIDES, ""),
    ]
    assert found.registries[0].repository == "a/gears"


@pytest.mark.parametrize("path", ["modules/gears/metadata.json", "modules/gears/1.0.0/source.json"])
def test_an_empty_module_file_says_nothing(path: str) -> None:
    assert extract(path, {}) == Extraction()


def test_a_template_with_holes_for_versions_says_nothing() -> None:
    template = {"url": "https://a.example/{TAG}.tar.gz", "strip_prefix": "{REPO}-{VERSION}", "integrity": ""}
    assert extract(".bcr/source.template.json", template) == Extraction()


# what is quiet


@pytest.mark.parametrize("path", sorted((FIXTURES / "quiet").glob("*.json")), ids=lambda path: path.stem)
def test_an_ordinary_file_says_nothing(path: Path) -> None:
    assert extract(path.name, path.read_bytes()) == Extraction()


@pytest.mark.parametrize(
    "value",
    [
        {
            "bomFormat": "CycloneDX",
            "components": [{"name": "a", "version": "1.0.0"}],
            "tools": {"a": "1.2.0"},
        },
        {"lockfileVersion": 3, "tools": {"gizmo": "1.0.0", "wac": "2.0.0"}},
        {"openapi": "3.1.0", "versions": {"gizmo": "1.0.0", "wac": "2.0.0"}},
        {"$defs": {}, "tools": {"gizmo": "1.0.0", "wac": "2.0.0"}},
    ],
)
def test_a_format_that_names_itself_is_left_to_others(value: Any) -> None:
    assert extract("a.json", value) == Extraction()


def test_what_has_no_version_is_not_even_parsed_so_its_breaks_are_not_told() -> None:
    assert extract("template.json", b'{"name": {{ name }}, "items": [}') == Extraction()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(content: bytes) -> None:
    extract("gizmo.json", content + b'"1.2.3" "1.2.4"')


@given(st.text(alphabet='{}[]",: 1.2ab\n', max_size=60))
def test_any_damage_to_a_registry_is_survived(damage: str) -> None:
    content = (FIXTURES / "registry" / "gizmo.json").read_bytes()
    extract("gizmo.json", content[:400] + damage.encode() + content[500:])


def test_a_very_deep_file_is_a_note() -> None:
    found = extract(
        "deep.json", b'{"a": "1.2.3", "b": "1.2.4", "c": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    )
    assert [note.check for note in found.notes] == ["not-understood"]
