"""Cargo.toml: every requirement with its place, what is inherited, and what comes from git."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.extractors.cargo_manifest import EXTRACTOR
from vercheck.graph import Knowledge, PinGraph
from vercheck.model import Artifact, Exact, Extraction, Floating, Opaque, Pin, Range, Reference, Role, Source


def extract(text: str, path: str = "crates/app/Cargo.toml") -> Extraction:
    source = Source(path, text.encode())
    extraction = EXTRACTOR.extract(source)
    for pin in extraction.pins:
        assert pin.raw == source.text(pin.location.span)
    return extraction


def pins(text: str, path: str = "crates/app/Cargo.toml") -> dict[str, Pin]:
    found = extract(text, path).pins
    by_trail = {pin.trail: pin for pin in found}
    assert len(by_trail) == len(found)
    return by_trail


# requirements


@pytest.mark.parametrize(
    "text",
    [
        '[dependencies]\nserde = "1.0.2"\n',
        '[dependencies]\nserde = { version = "1.0.2", features = ["derive"] }\n',
        '[dependencies.serde]\nfeatures = []\nversion = "1.0.2"\n',
        '[dependencies]\nserde.version = "1.0.2"\nserde.optional = true\n',
        'dependencies.serde = "1.0.2"\n',
        '[dependencies]\nserde = {\n  version = "1.0.2", # why\n}\n',
    ],
)
def test_a_requirement_is_found_in_every_spelling(text: str) -> None:
    pin = pins(text)["dependencies.serde"]
    assert pin.artifact == Artifact("cargo", "serde")
    assert pin.role is Role.REQUIRES
    assert pin.raw == "1.0.2"
    assert isinstance(pin.value, Range)
    assert pin.value.requirement.scheme == "cargo"


@pytest.mark.parametrize(
    ("table", "trail"),
    [
        ("dependencies", "dependencies.a"),
        ("dev-dependencies", "dev-dependencies.a"),
        ("build-dependencies", "build-dependencies.a"),
        ("target.'cfg(unix)'.dependencies", "target.'cfg(unix)'.dependencies.a"),
        (
            "target.x86_64-pc-windows-msvc.dev-dependencies",
            "target.x86_64-pc-windows-msvc.dev-dependencies.a",
        ),
        ("workspace.dependencies", "workspace.dependencies.a"),
        ("patch.crates-io", "patch.crates-io.a"),
        ('patch."https://example.com/index"', "patch.'https://example.com/index'.a"),
    ],
)
def test_every_dependency_table_is_read(table: str, trail: str) -> None:
    assert pins(f'[{table}]\na = "=1.2.3"\n')[trail].raw == "=1.2.3"


def test_a_renamed_dependency_is_about_the_real_crate() -> None:
    pin = pins('[dependencies]\nold = { package = "serde", version = "0.9" }\n')["dependencies.old"]
    assert pin.artifact == Artifact("cargo", "serde")
    assert pin.note == "as `old`"


def test_a_star_floats() -> None:
    assert pins('[dependencies]\na = "*"\n')["dependencies.a"].value == Floating("*")


def test_a_requirement_that_cargo_would_refuse_is_noted_and_kept_as_written() -> None:
    extraction = extract('[dependencies]\na = "one"\nb = "2"\n')
    assert [(pin.raw, type(pin.value)) for pin in extraction.pins] == [("one", Opaque), ("2", Range)]
    assert [note.check for note in extraction.notes] == ["not-understood"]
    assert extraction.notes[0].location.line == 2


def test_a_version_without_quotes_is_noted() -> None:
    extraction = extract("[dependencies]\na = 1.0\n")
    assert extraction.pins == ()
    assert "in quotes" in extraction.notes[0].message


def test_a_dependency_on_a_folder_pins_nothing() -> None:
    extraction = extract('[dependencies]\na = { path = "../a" }\n')
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_dependency_on_a_folder_with_a_version_requires_it() -> None:
    text = '[dependencies]\na = { path = "../a", version = "0.2" }\n'
    assert pins(text)["dependencies.a"].raw == "0.2"
    (there,) = extract(text).constants
    assert (there.trail, str(there.target)) == ("dependencies.a.path", "crates/a/Cargo.toml#package.version")


def test_features_and_names_that_look_like_versions_are_no_pins() -> None:
    text = '[features]\nv1 = ["a/1.2.3"]\n[profile.release]\nlto = "1.2"\n[[bin]]\nname = "x-1.2.3"\n'
    assert extract(text).pins == ()


# what is inherited


def test_an_inherited_dependency_is_a_reference_that_ends_at_the_workspace() -> None:
    member = Source("crates/app/Cargo.toml", b"[dependencies]\nserde = { workspace = true, features = [] }\n")
    root = Source("Cargo.toml", b'[workspace.dependencies]\nserde = "1.0.2"\n')
    graph = PinGraph({item.path: EXTRACTOR.extract(item) for item in (member, root)}, Knowledge())
    literal, reference = graph.pins
    assert isinstance(reference.value, Reference)
    assert (reference.raw, reference.role) == ("true", Role.REQUIRES)
    assert graph.literal_behind(reference) == literal
    assert graph.referrers(literal) == (reference,)


def test_a_member_inherits_its_version_its_rust_and_its_edition() -> None:
    member = Source(
        "a/Cargo.toml",
        b"[package]\nname = 'a'\nversion.workspace = true\nrust-version.workspace = true\n"
        b"edition = { workspace = true }\n",
    )
    root = Source(
        "Cargo.toml", b"[workspace.package]\nversion = '0.3.1'\nrust-version = '1.75'\nedition = '2021'\n"
    )
    graph = PinGraph({item.path: EXTRACTOR.extract(item) for item in (member, root)}, Knowledge())
    own = {pin.trail: pin for pin in graph.pins if pin.location.path == member.path}
    assert str(graph.version(own["package.version"])) == "0.3.1"
    assert str(graph.requirement(own["package.rust-version"])) == "1.75"
    assert str(graph.version(own["package.edition"])) == "2021"


def test_a_workspace_dependency_on_a_folder_leads_to_the_version_there() -> None:
    files = [
        Source("Cargo.toml", b'[workspace.dependencies]\nlib = { path = "lib" }\nb = "1"\n'),
        Source("lib/Cargo.toml", b'[package]\nname = "lib"\nversion = "0.4.0"\n'),
        Source("app/Cargo.toml", b"[dependencies]\nlib.workspace = true\n"),
    ]
    graph = PinGraph({item.path: EXTRACTOR.extract(item) for item in files}, Knowledge())
    reference = next(pin for pin in graph.pins if isinstance(pin.value, Reference))
    assert str(graph.version(reference)) == "0.4.0"


def test_workspace_false_is_no_reference() -> None:
    assert extract("[dependencies]\na = { workspace = false }\n").pins == ()


# the package itself


def test_a_package_provides_its_own_version() -> None:
    pin = pins('[package]\nname = "app"\nversion = "0.2.0-rc.1"\n')["package.version"]
    assert (pin.artifact, pin.role, pin.note) == (Artifact("cargo", "app"), Role.PROVIDES, "own version")
    assert isinstance(pin.value, Exact)


def test_rust_version_is_a_minimum_and_the_edition_a_requirement() -> None:
    found = pins('[package]\nname = "a"\nrust-version = "1.75"\nedition = "2021"\nresolver = "2"\n')
    rust = found["package.rust-version"]
    assert (rust.artifact, rust.role) == (Artifact("toolchain", "rust"), Role.REQUIRES)
    assert isinstance(rust.value, Range)
    assert rust.value.requirement.scheme == "minimum"
    assert found["package.edition"].artifact == Artifact("rust", "edition")
    assert found["package.resolver"].artifact == Artifact("rust", "resolver")


def test_a_template_placeholder_is_noted_not_read_as_a_version() -> None:
    extraction = extract('[package]\nname = "a"\nversion = "{{version}}"\n')
    assert [type(pin.value) for pin in extraction.pins] == [Opaque]
    assert [note.check for note in extraction.notes] == ["not-understood"]


# git


def test_a_tag_selects_the_crate_and_names_its_repository() -> None:
    extraction = extract(
        '[dependencies]\nmacros = { git = "https://github.com/acme/engine.git", tag = "v24.0.0" }\n'
    )
    (pin,) = extraction.pins
    assert (pin.artifact, pin.role, pin.raw) == (Artifact("cargo", "macros"), Role.SELECTS, "v24.0.0")
    assert pin.names == ("github:acme/engine", "engine")
    assert isinstance(pin.value, Exact)
    assert pin.value.version.release == (24, 0, 0)
    (statement,) = extraction.statements
    assert (statement.kind, statement.artifact) == ("cargo-git", Artifact("github", "acme/engine"))
    assert [(member.name, member.text) for member in statement.members] == [
        ("url", "https://github.com/acme/engine.git"),
        ("tag", "v24.0.0"),
    ]


@pytest.mark.parametrize(
    ("ref", "raw", "kind"),
    [
        ('tag = "1.2.3"', "1.2.3", Exact),
        ('tag = "crates/cli/v0.6.0"', "crates/cli/v0.6.0", Exact),
        ('tag = "spring-release"', "spring-release", Opaque),
        (
            'rev = "0123456789abcdef0123456789abcdef01234567"',
            "0123456789abcdef0123456789abcdef01234567",
            Opaque,
        ),
        ('branch = "main"', "main", Floating),
        ('branch = "release-1.2"', "release-1.2", Floating),
    ],
)
def test_a_git_ref_is_a_version_a_commit_or_a_branch(ref: str, raw: str, kind: type) -> None:
    (pin,) = extract(f'[dependencies]\na = {{ git = "https://example.com/a", {ref} }}\n').pins
    assert (pin.raw, type(pin.value)) == (raw, kind)


def test_a_git_dependency_with_a_version_has_a_pin_for_each() -> None:
    found = pins('[dependencies]\na = { git = "https://github.com/x/a", tag = "v1.2.3", version = "1.2" }\n')
    assert {trail: pin.raw for trail, pin in found.items()} == {
        "dependencies.a": "1.2",
        "dependencies.a.tag": "v1.2.3",
    }


def test_a_git_dependency_without_a_ref_pins_nothing() -> None:
    assert extract('[dependencies]\na = { git = "https://github.com/x/a" }\n').pins == ()


def test_patches_and_replacements_say_that_they_are() -> None:
    found = pins(
        '[patch.crates-io]\na = { git = "https://github.com/x/a", tag = "v1.0.1" }\nb = { path = "b" }\n'
        '[replace]\n"c:0.1.0" = { git = "https://github.com/x/c", rev = "abcdef0123" }\n'
    )
    assert {pin.artifact.name: pin.note for pin in found.values()} == {
        "a": "patch, git https://github.com/x/a",
        "c": "patch, git https://github.com/x/c",
    }


# metadata and comments


def test_versions_of_tools_in_metadata_are_pins() -> None:
    found = pins(
        '[workspace.metadata.dist]\ncargo-dist-version = "0.22.1"\nci = "github"\n'
        '[package.metadata.leptos]\ntailwind-version = "v3.0.1"\n'
        '[package.metadata.bin]\ncargo-nextest = { version = "0.9.57" }\n'
        "[package.metadata.docs.rs]\nall-features = true\n"
    )
    assert {str(pin.artifact): pin.raw for pin in found.values()} == {
        "bin:cargo-dist": "0.22.1",
        "bin:tailwind": "v3.0.1",
        "bin:cargo-nextest": "0.9.57",
    }


@pytest.mark.parametrize("path", ["dist-workspace.toml", "dist.toml"])
def test_cargo_dist_keeps_its_version_in_a_file_of_its_own(path: str) -> None:
    (pin,) = extract('[workspace]\nmembers = ["cargo:."]\n[dist]\ncargo-dist-version = "0.28.0"\n', path).pins
    assert (str(pin.artifact), pin.role, pin.raw) == ("bin:cargo-dist", Role.SELECTS, "0.28.0")


def test_comments_with_versions_or_promises_are_remarks_and_others_are_not() -> None:
    text = (
        "[dependencies]\n"
        'a = "1" # must match the CLI in tools.bzl\n'
        "# b 0.39.0 is what the runtime has\n"
        "# our own crates\n"
        'c = "# must match nothing"\n'
    )
    assert [remark.text for remark in extract(text).remarks] == [
        "must match the CLI in tools.bzl",
        "b 0.39.0 is what the runtime has",
    ]


# however broken


def test_a_broken_line_is_noted_and_the_other_dependencies_are_read() -> None:
    extraction = extract('[dependencies]\na = "1\nb = { version = "2" }\n\n[dev-dependencies]\nc = "3"\n')
    assert [pin.raw for pin in extraction.pins] == ["2", "3"]
    assert [(note.check, note.location.line) for note in extraction.notes] == [("parse-error", 2)]


@given(st.binary(max_size=300))
def test_never_raises_whatever_the_bytes_are(content: bytes) -> None:
    source = Source("Cargo.toml", content)
    for pin in EXTRACTOR.extract(source).pins:
        assert pin.raw == source.text(pin.location.span)


_words = st.sampled_from(
    [
        "package",
        "workspace",
        "dependencies",
        "target",
        "patch",
        "x",
        "version",
        "git",
        "tag",
        "metadata",
        "'cfg(a)'",
    ]
)
_values = st.sampled_from(
    ['"1.2"', "1", "true", "[]", "{}", '{ version = "1" }', "{ workspace = true }", '["a"]', '""']
)


@given(st.lists(st.tuples(st.lists(_words, min_size=1, max_size=4), _words, _values), max_size=6))
def test_never_raises_on_tables_of_unexpected_types(lines: list[tuple[list[str], str, str]]) -> None:
    text = "".join(f"[{'.'.join(header)}]\n{key} = {value}\n" for header, key, value in lines)
    extract(text)


_name = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
_requirement = st.from_regex(r"(=|\^|~|>=)?[0-9]{1,2}(\.[0-9]{1,2}){0,2}", fullmatch=True)


@given(
    st.dictionaries(
        _name, st.tuples(_requirement, st.sampled_from(["{!r}", "{{ version = {!r}, optional = true }}"]))
    )
)
def test_every_dependency_that_tomllib_sees_is_found(entries: dict[str, tuple[str, str]]) -> None:
    text = "[dependencies]\n" + "".join(
        f"{name} = {form.format(req)}\n" for name, (req, form) in entries.items()
    )
    seen: dict[str, Any] = tomllib.loads(text)["dependencies"]
    wanted = {name: item if isinstance(item, str) else item["version"] for name, item in seen.items()}
    assert {pin.artifact.name: pin.raw for pin in extract(text).pins} == wanted
