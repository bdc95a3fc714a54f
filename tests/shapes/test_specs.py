"""A record with a version and an address is a pin and a statement whose parts must tell one story."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vercheck.model import Address, Extraction, Member, Opaque, Role, Source
from vercheck.shapes.tables import read_tables
from vercheck.syntax.json import parse_json

A = "a3f1c6d0b2e4958778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f"


def read(value: Any, symbol: str = "REPOSITORY_LOCATIONS", path: str = "deps/locations.bzl") -> Extraction:
    source = Source(path, json.dumps(value).encode())
    datum, _ = parse_json(source)
    assert datum is not None
    return read_tables(datum, source, (symbol,), "" if path.endswith(".json") else symbol)


def members(found: Extraction) -> dict[str, Member]:
    (statement,) = found.statements
    return {member.name: member for member in statement.members}


SPEC = {
    "project_name": "Gizmo",
    "version": "24.0.1",
    "sha256": A,
    "strip_prefix": "gizmo-{version}",
    "urls": ["https://github.com/acme/gizmo/archive/v{version}.tar.gz"],
    "release_date": "2031-04-30",
    "use_category": ["dataplane"],
}


def test_an_entry_selects_its_version_and_states_its_parts() -> None:
    found = read({"com_github_acme_gizmo": SPEC})
    (pin,) = found.pins
    assert (pin.raw, pin.trail, pin.role) == (
        "24.0.1",
        "REPOSITORY_LOCATIONS[com_github_acme_gizmo].version",
        Role.SELECTS,
    )
    assert str(pin.artifact) == "bin:com-github-acme-gizmo"
    assert "gizmo" in pin.names
    assert [digest.hex for digest in pin.digests] == [A]
    assert set(members(found)) == {"version", "url", "strip_prefix", "digest", "release_date"}
    assert str(found.statements[0].artifact) == "github:acme/gizmo"


def test_rules_for_a_language_are_not_the_language() -> None:
    (pin,) = read({"RULES_JAVA": {"version": "8.9.0", "sha256": A}}).pins
    assert (str(pin.artifact), pin.names) == ("bin:rules-java", ())


def test_a_placeholder_is_filled_and_known_to_come_from_the_version() -> None:
    url = members(read({"gizmo": SPEC}))["url"]
    assert url.text == "https://github.com/acme/gizmo/archive/v24.0.1.tar.gz"
    ((start, end, origin),) = url.derived
    assert url.text[start:end] == "24.0.1"
    assert origin == Address("deps/locations.bzl", "REPOSITORY_LOCATIONS[gizmo].version")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("boost_{underscore_version}", "boost_1_84_0"),
        ("curl-{dash_version}", "curl-1-84-0"),
        ("x-{other}", "x-{other}"),
    ],
)
def test_the_forms_of_a_version_are_filled_in_as_they_are_asked_for(template: str, expected: str) -> None:
    spec = {"version": "1.84.0", "strip_prefix": template, "sha256": A}
    assert members(read({"gizmo": spec}))["strip_prefix"].text == expected


def test_what_is_written_out_is_not_derived() -> None:
    spec = {"version": "1.84.0", "strip_prefix": "gizmo-1.83.0", "sha256": A}
    assert members(read({"gizmo": spec}))["strip_prefix"].derived == ()


def test_a_commit_as_version_is_opaque() -> None:
    (pin,) = read(
        {"gizmo": {"version": "0123456789abcdef0123456789abcdef01234567", "urls": ["https://a.example/x"]}}
    ).pins
    assert isinstance(pin.value, Opaque)


def test_a_list_of_named_records_is_read_by_their_names() -> None:
    value = [
        {"name": "gizmo", "version": "1.2.0", "url": "https://a.example"},
        {"name": "wac", "version": "0.8.0", "sha256": A},
    ]
    assert [pin.trail for pin in read(value, "DEPS").pins] == ["DEPS[gizmo].version", "DEPS[wac].version"]


def test_digests_of_several_platforms_all_belong_to_the_one_version() -> None:
    value = {"version": "1.2.0", "sha256": {"linux_amd64": A, "darwin_arm64": A.replace("a3", "b3")}}
    found = read({"gizmo": value})
    assert len(found.pins[0].digests) == 2
    assert found.registries == ()


def test_a_single_record_in_a_file_is_named_by_its_folder_where_the_file_says_nothing() -> None:
    found = read({"version": "1.2.0", "hash": f"sha256:{A}"}, "hashes", "packages/gizmo/hashes.json")
    assert [(str(pin.artifact), pin.trail) for pin in found.pins] == [("bin:gizmo", "version")]


@pytest.mark.parametrize(
    "value",
    [
        {"name": "app", "version": "1.2.0", "url": "https://a.example"},
        {"gizmo": {"version": "1.2.0", "description": "a tool"}},
        {"gizmo": {"url": "https://a.example", "sha256": A}},
        {"fields": {"version": "the version to download", "sha256": "checksum of that version"}},
        {"version": 3, "sha256": A},
    ],
)
def test_what_lacks_a_version_or_what_it_is_for_is_no_spec(value: Any) -> None:
    assert read(value, "THINGS").statements == ()


def test_records_of_one_name_are_a_registry_not_several_selections() -> None:
    value = [
        {"name": "gizmo", "version": "1.2.0", "sha256": A},
        {"name": "gizmo", "version": "1.3.0", "sha256": A},
    ]
    found = read(value, "GIZMO")
    assert {pin.role for pin in found.pins} == {Role.PROVIDES}
