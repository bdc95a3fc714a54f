"""Nix expressions: which versions are pins, what they are of, and what a statement holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vercheck.claims import Claims
from vercheck.extractors.nix_expression import EXTRACTOR
from vercheck.model import (
    Address,
    Exact,
    Extraction,
    Floating,
    Opaque,
    Pin,
    Reference,
    Role,
    Source,
    Statement,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "nix"

HEX = "2ccb49bb3bfa4d86907ad4c80d1147aef6156c7b6e3f7f14ed02a39de9761155"


def extract(text: str, path: str = "pkgs/tool.nix") -> Extraction:
    source = Source(path, text.encode())
    found = EXTRACTOR.extract(source)
    assert all(pin.raw == source.text(pin.location.span) for pin in found.pins)
    return found


def summary(found: Extraction) -> list[tuple[str, str, str]]:
    return [(str(pin.artifact), pin.raw, pin.trail) for pin in found.pins]


def only(text: str, path: str = "pkgs/tool.nix") -> Pin:
    (pin,) = extract(text, path).pins
    return pin


def exact(pin: Pin) -> str:
    assert isinstance(pin.value, Exact)
    return pin.value.version.text


def members(statement: Statement) -> dict[str, str]:
    return {member.name: member.text for member in statement.members}


# packages


def test_a_package_with_its_source_in_a_set_of_its_own() -> None:
    found = extract((FIXTURES / "package.nix").read_text(), "pkgs/proxy/package.nix")
    assert summary(found) == [
        ("nix:bazel", "6", "bazel_6"),
        ("nix:jdk", "11", "jdk11_headless"),
        ("nix:python", "312", "python312"),
        ("nix:nodejs", "18", "nodejs-18_x"),
        ("nix:go", "1_23", "go_1_23"),
        ("nix:go", "123", "buildGo123Module"),
        ("nix:wasm-bindgen-cli", "0_2_100", "wasm-bindgen-cli_0_2_100"),
        ("nix:proxy", "1.30.2", "srcVer.version"),
        ("nix:wasmtime", "24.0.0", "wasmtimeVersion"),
        ("nix:python", "312", "python312"),
        ("nix:bazel", "6", "bazel_6"),
        ("nix:rules_rust", "0.60.0", "patch:0004-bump-rules_rust-to-0.60.0.patch"),
        ("nix:bazel_rules_go", "0.50.1", "patch:bazel_rules_go-0.50.1.patch"),
        ("toolchain:python", "3.12.3", "env.PYTHON_VERSION"),
        ("nix:jdk", "11", "jdk11_headless"),
        ("nix:nodejs", "18", "nodejs-18_x"),
        ("nix:go", "1_23", "go_1_23"),
    ]
    download, package = found.statements
    assert (download.kind, str(download.artifact)) == ("fetchurl", "github:bytecodealliance/wasmtime")
    assert set(members(download)) == {"url", "digest"}
    assert (package.kind, package.name) == ("nix-derivation", "proxy")
    assert set(members(package)) == {"version", "rev", "tree_digest"}
    assert [remark.location.line for remark in found.remarks] == [28]
    assert found.notes == ()


def test_packages_of_a_language_are_those_of_its_index() -> None:
    found = extract((FIXTURES / "rust-package.nix").read_text(), "nix/rust-package.nix")
    assert summary(found) == [
        ("toolchain:rust", "1.88.0", "rust-bin.stable"),
        ("toolchain:rust", "2025-04-17", "rust-bin.nightly"),
        ("toolchain:rust", "latest", "rust-bin.stable"),
        ("toolchain:rust", "../rust-toolchain.toml", "toolchain-file"),
        ("nix:wac-cli", "0.7.0", "wac.version"),
        ("cargo:cargo-component", "0.21.1", "component.version"),
        ("nix:own", "version", "own.version"),
        ("pypi:wasmtime", "24.0.0", "wheel.version"),
    ]
    placeholders = [m.text for s in found.statements for m in s.members if m.name == "cargoHash"]
    assert placeholders == ["lib.fakeHash", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]


def test_a_tag_that_is_made_with_the_version_cannot_disagree_with_it() -> None:
    (statement,) = extract(
        'mk (finalAttrs: { pname = "a"; version = "1.2.3";'
        ' src = fetchFromGitHub { owner = "o"; repo = "a"; tag = "v${finalAttrs.version}"; hash = ""; }; })'
    ).statements
    (tag,) = statement.all("tag")
    assert tag.text == "v1.2.3"
    assert tag.derived == ((1, 6, Address("pkgs/tool.nix", "version")),)


def test_a_tag_that_is_written_out_is_a_part_that_may_disagree() -> None:
    found = extract(
        'mk { pname = "a"; version = "1.2.3";'
        ' src = fetchFromGitHub { owner = "o"; repo = "a"; rev = "v1.2.2"; }; }'
    )
    (statement,) = found.statements
    (rev,) = statement.all("rev")
    assert (rev.text, rev.derived) == ("v1.2.2", ())
    assert summary(found) == [("nix:a", "1.2.3", "version")]


def test_the_digest_of_a_file_and_that_of_a_tree_have_different_names() -> None:
    for fetcher, name in [
        ("fetchurl", "digest"),
        ("fetchzip", "tree_digest"),
        ("fetchgit", "tree_digest"),
        ("builtins.fetchTarball", "tree_digest"),
        ("pkgs.fetchpatch", "tree_digest"),
    ]:
        (statement,) = extract(
            f'{fetcher} {{ url = "https://x.org/a-1.2.tar.gz"; sha256 = "{HEX}"; }}'
        ).statements
        assert set(members(statement)) == {"url", name}
        assert statement.kind == fetcher.rpartition(".")[2]


def test_a_file_that_is_made_executable_is_hashed_as_a_tree() -> None:
    (statement,) = extract(
        f'fetchurl {{ url = "https://x.org/a-1.2"; executable = true; sha256 = "{HEX}"; }}'
    ).statements
    assert "tree_digest" in members(statement)


def test_digests_of_dependencies_are_parts_of_the_package() -> None:
    (statement,) = extract(
        'mk { pname = "a"; version = "1.0";'
        ' cargoHash = "sha256-A"; vendorHash = null; npmDepsHash = "sha256-B"; }'
    ).statements
    assert members(statement) == {"version": "1.0", "cargoHash": "sha256-A", "npmDepsHash": "sha256-B"}


def test_the_digest_of_a_source_goes_with_its_pin() -> None:
    pin = only(
        'mk rec { pname = "a"; version = "1.0";'
        f' src = fetchurl {{ url = "https://x/${{version}}"; sha256 = "{HEX}"; }}; }}'
    )
    assert [digest.hex for digest in pin.digests] == [HEX]


def test_the_name_of_a_package_that_is_overridden_is_that_of_what_it_overrides() -> None:
    pin = only('prev.wasmtime.overrideAttrs (old: { version = "24.0.0"; src = fetchgit { url = "u"; }; })')
    assert str(pin.artifact) == "nix:wasmtime"


def test_a_package_takes_its_version_from_a_binding_of_any_name() -> None:
    assert summary(extract('let ver = "1.2"; in mk { pname = "a"; version = ver; }')) == [
        ("nix:a", "1.2", "ver")
    ]


def test_two_packages_with_one_version_share_one_pin() -> None:
    found = extract(
        'let version = "1.2"; in {'
        ' a = mk { pname = "a"; inherit version; }; b = mk { pname = "b"; inherit version; }; }'
    )
    assert summary(found) == [("nix:a", "1.2", "version")]
    assert len(found.statements) == 2


@pytest.mark.parametrize("version", ["jammy", "9a7b6c5d9a7b6c5d9a7b6c5d9a7b6c5d9a7b6c5d"])
def test_the_version_of_a_package_may_be_any_word(version: str) -> None:
    assert only(f'mk {{ pname = "a"; version = "{version}"; }}').value == Opaque(version)


def test_a_download_of_its_own_says_its_version_in_its_tag_or_its_address() -> None:
    pin = only('{ x = fetchFromGitHub { owner = "o"; repo = "r"; rev = "v1.2.3"; hash = ""; }; }')
    assert (str(pin.artifact), pin.raw, pin.trail) == ("github:o/r", "v1.2.3", "x.rev")
    pin = only('fetchTarball "https://github.com/o/r/archive/refs/tags/v2.3.4.tar.gz"')
    assert (str(pin.artifact), pin.raw) == ("github:o/r", "2.3.4")


def test_each_system_may_have_a_download_of_its_own() -> None:
    found = extract(
        'mk rec { pname = "a"; version = "1.2"; src = {'
        ' x86_64-linux = fetchurl { url = "https://x.org/${version}/l"; hash = "sha256-A"; };'
        ' aarch64-darwin = fetchurl { url = "https://x.org/${version}/d"; hash = "sha256-B"; };'
        " }.${system}; }"
    )
    assert [statement.trail for statement in found.statements] == [
        "",
        "src.x86_64-linux",
        "src.aarch64-darwin",
    ]
    assert summary(found) == [("nix:a", "1.2", "version")]


# bindings


def test_the_name_in_front_of_the_word_version_is_the_tool() -> None:
    assert summary(extract('let wasmBindgenVersion = "0.2.100"; node_version = "22.4.1"; in { }')) == [
        ("bin:wasm-bindgen", "0.2.100", "wasmBindgenVersion"),
        ("toolchain:node", "22.4.1", "node_version"),
    ]


@pytest.mark.parametrize("name", ["gizmo'", "gizmo''", "gizmo" + "'" * 500_000])
def test_the_quotes_behind_a_name_are_no_part_of_it(name: str) -> None:
    found = only(f'{{ {name} = {{ version = "1.2.3"; url = "https://example.org/1.2.3.zip"; }}; }}')
    assert found.artifact.name == "gizmo"


def test_quotes_without_end_in_a_name_are_looked_at_once() -> None:
    extract('{ "a' + "'" * 500_000 + 'x" = { version = "1.2.3"; }; }')


def test_the_default_of_a_parameter_may_be_overridden() -> None:
    pin = only('{ goVersion ? "1.23.4" }: goVersion')
    assert (pin.is_default, pin.trail) == (True, "goVersion")


def test_a_version_of_another_file_is_a_reference_to_it() -> None:
    pin = only(
        "let cargoToml = lib.importTOML ../Cargo.toml; in"
        ' mk { pname = "a"; version = cargoToml.package.version; }'
    )
    assert pin.value == Reference(Address("Cargo.toml", "package.version"))
    assert pin.raw == "cargoToml.package.version"


def test_a_version_beside_nothing_is_that_of_its_place() -> None:
    assert str(only('{ versions.wasmtime.version = "24.0.0"; }').artifact) == "nix:wasmtime"
    assert str(only('{ version = "24.0.0"; }', "pkgs/wasmtime/default.nix").artifact) == "nix:wasmtime"


def test_what_a_plan_resolved_is_no_choice() -> None:
    pin = only('{ package = { identifier = { name = "vector"; version = "0.12.3.1"; }; }; }')
    assert (pin.role, pin.raw) == (Role.RESOLVES, "0.12.3.1")
    assert only('{ identifier = { name = "vector"; version = "0.12.3.1"; }; }').role is Role.SELECTS


def test_a_minimum_is_required_and_not_selected() -> None:
    assert only('{ minNodeVersion = "22.0"; }').role is Role.REQUIRES


# attributes


@pytest.mark.parametrize(
    ("attribute", "artifact", "raw", "version"),
    [
        ("nodejs_22", "nix:nodejs", "22", "22"),
        ("nodejs-18_x", "nix:nodejs", "18", "18"),
        ("python313", "nix:python", "313", "3.13"),
        ("python312Packages", "nix:python", "312", "3.12"),
        ("bazel_7", "nix:bazel", "7", "7"),
        ("go_1_23", "nix:go", "1_23", "1.23"),
        ("buildGo123Module", "nix:go", "123", "1.23"),
        ("jdk21", "nix:jdk", "21", "21"),
        ("openjdk17_headless", "nix:jdk", "17", "17"),
        ("llvmPackages_17", "nix:llvm", "17", "17"),
        ("postgresql_16", "nix:postgresql", "16", "16"),
        ("postgresql_16_jit", "nix:postgresql", "16", "16"),
        ("wasm-bindgen-cli_0_2_100", "nix:wasm-bindgen-cli", "0_2_100", "0.2.100"),
        ("openssl_3", "nix:openssl", "3", "3"),
        ("lua5_4", "nix:lua", "5_4", "5.4"),
        ("php83", "nix:php", "83", "8.3"),
        ("ghc984", "nix:ghc", "984", "9.8.4"),
        ("ghc8107", "nix:ghc", "8107", "8.10.7"),
        ("ruby_3_3", "nix:ruby", "3_3", "3.3"),
    ],
)
def test_an_attribute_spells_a_version(attribute: str, artifact: str, raw: str, version: str) -> None:
    pin = only(f"pkgs: mkShell {{ packages = [ pkgs.{attribute} ]; }}")
    assert (str(pin.artifact), pin.raw, exact(pin), pin.trail) == (artifact, raw, version, attribute)


def test_an_attribute_is_read_in_every_place_where_it_is_used() -> None:
    text = "{ go_1_23, ... }: { a = with pkgs; [ go_1_23 ]; b = pkgs.go_1_23.src; inherit (pkgs) go_1_23; }"
    assert [pin.raw for pin in extract(text).pins] == ["1_23"] * 4


def test_two_versions_of_one_package_in_one_file_are_two_tracks() -> None:
    found = extract(
        "pkgs: { old = pkgs.postgresql_14; new = pkgs.postgresql_15; shell = pkgs.nodejs_22; }"
    ).pins
    assert [pin.track for pin in found] == ["postgresql_14", "postgresql_15", ""]


@pytest.mark.parametrize(
    "text",
    [
        "pkgs: [ pkgs.python3 pkgs.python3Packages.numpy pkgs.awscli2 pkgs.gtk3 pkgs.lvm2 ]",
        "{ x86_64-linux = 1; systems = [ x86_64 ]; }",
        "stdenv: stdenv.hostPlatform.isx86_64",
        "let helper_1 = x: x; in helper_1",
        "machine_1: machine_1",
        "{ nodejs_22 = callPackage ./22.nix { }; }",
        "{ meta.license = lib.licenses.cc-by-sa_4_0; }",
        "{ license = with lib.licenses; [ lgpl_2_1 ]; }",
        "{ meta = { maintainers = with lib.maintainers; [ someone_42 ]; }; }",
        "{ a = config.services.thing_2; }",
        "{ x = ''nodejs_22 in a script''; }",
        "{ a = sha256; b = base64; c = utf8; }",
    ],
)
def test_a_number_in_a_name_is_not_always_a_version(text: str) -> None:
    assert extract(text).pins == ()


# rust


def test_a_toolchain_of_the_overlay_is_exact_opaque_or_floating() -> None:
    stable = only('rust-bin.stable."1.88.0".default')
    nightly = only('pkgs.rust-bin.nightly."2025-04-17".rustfmt')
    latest = only("pkgs.rust-bin.stable.latest.default")
    assert (exact(stable), stable.track) == ("1.88.0", "")
    assert (nightly.value, nightly.track, nightly.raw) == (
        Opaque("nightly-2025-04-17"),
        "nightly",
        "2025-04-17",
    )
    assert latest.value == Floating("latest")


def test_a_toolchain_at_a_version_that_is_bound_refers_to_it() -> None:
    text = 'let rustVersion = "1.88.0"; in rust-bin.stable.${rustVersion}.default'
    literal, reference = extract(text).pins
    assert exact(literal) == "1.88.0"
    assert reference.value == Reference(Address("pkgs/tool.nix", "rustVersion"))


@pytest.mark.parametrize(
    "text",
    [
        "pkgs.rust-bin.fromRustupToolchainFile ../rust-toolchain.toml",
        'fenix.fromToolchainFile { file = ../rust-toolchain.toml; sha256 = ""; }',
        "let file = ../rust-toolchain.toml; in fenix.fromToolchainFile { inherit file; }",
    ],
)
def test_the_file_that_rustup_reads_is_referred_to(text: str) -> None:
    assert only(text).value == Reference(Address("rust-toolchain.toml", "toolchain.channel"))


def test_a_channel_and_a_date_are_a_nightly() -> None:
    pin = only('fenix.toolchainOf { channel = "nightly"; date = "2025-04-17"; sha256 = ""; }')
    assert (pin.value, pin.track) == (Opaque("nightly-2025-04-17"), "nightly")


# patches


@pytest.mark.parametrize(
    ("patch", "names", "raw"),
    [
        ("./patches/bazel_rules_rust-0.60.0.patch", ("bazel_rules_rust", "rules_rust"), "0.60.0"),
        ("./0004-nixpkgs-bump-rules_rust-to-0.60.0.patch", ("rules_rust",), "0.60.0"),
        ('"${src}/nix/wasm-bindgen-cli-0.2.100.diff"', ("wasm-bindgen-cli",), "0.2.100"),
    ],
)
def test_a_patch_mentions_the_version_that_it_is_for(patch: str, names: tuple[str, ...], raw: str) -> None:
    pin = only(f"{{ patches = [ {patch} ]; }}")
    assert ((pin.artifact.name, *pin.names), pin.raw, pin.role) == (names, raw, Role.MENTIONS)


@pytest.mark.parametrize(
    "patch", ["./fix-build.patch", "./CVE-2024-1234.patch", "./0001-fix.patch", "./1.2.patch"]
)
def test_a_patch_without_a_version_mentions_none(patch: str) -> None:
    assert extract(f"{{ patches = [ {patch} ]; }}").pins == ()


# quiet


@pytest.mark.parametrize(
    "text",
    [
        '{ system.stateVersion = "24.05"; }',
        '{ home.stateVersion = "24.05"; }',
        '{ apiVersion = "1.2"; schema_version = "3"; }',
        '{ version = old.version + "-patched"; }',
        '{ version = throw "none"; }',
        '{ versions = [ "1.2" ]; versionSuffix = "1.2"; }',
        '{ version.major = "1"; }',
        '{ tasks = mkOption { example = { version = "2.0.0"; }; }; }',
        '{ description = "version 1.2 of it"; }',
        "{ inputs, ... }: inputs.nixpkgs",
        "{ pkgs }: pkgs.hello",
        "",
    ],
)
def test_what_pins_nothing_gives_no_pin(text: str) -> None:
    assert extract(text).pins == ()


def test_a_file_without_a_hint_of_a_version_gives_nothing_at_all() -> None:
    assert extract("{ lib, ... }:\n# no numbers here\n{ options = lib.mkOption { }; }") == Extraction()


def test_a_trailing_comma_in_parameters_is_no_error() -> None:
    found = extract('{\n  lib,\n  bazel_7,\n}:\nmk { pname = "a"; version = "1.0"; }')
    assert found.notes == ()
    assert [pin.raw for pin in found.pins] == ["7", "1.0"]


def test_a_broken_file_is_noted_and_the_rest_is_read() -> None:
    found = extract(
        '{ a = mk { pname = "a"; version = "1.0"; }; b = = 2; c = mk { pname = "c"; version = "2.0"; }; }'
    )
    assert [note.check for note in found.notes] == ["parse-error"]
    assert [pin.raw for pin in found.pins] == ["1.0", "2.0"]


def test_versions_that_go_in_a_circle_are_noted() -> None:
    found = extract('rec { pname = "a"; version = release; release = version; }')
    assert found.pins == ()
    assert "not-understood" in {note.check for note in found.notes}


def test_comments_with_versions_are_remarks() -> None:
    found = extract("# keep wasmtime 24.0.0 in sync with the table\n/* and deno 2.2.12 */\n{ }")
    assert [remark.location.line for remark in found.remarks] == [1, 2]


def test_columns_count_characters_and_raw_is_exact_beyond_ascii() -> None:
    pin = only('{ d = "é→"; x = "é"; toolVersion = "1.2"; }')
    assert (pin.raw, pin.location.column) == ("1.2", 37)


WORDS = """
    { } let in rec ( ) [ ] ; = " '' ${ . : ? , version inherit src fetchurl fetchFromGitHub rust-bin.stable.
    "1.88.0" nodejs_22 python313 ./a-1.2.patch finalAttrs: finalAttrs.version with pkgs; fromToolchainFile
    // + if true then else x.overrideAttrs importTOML ./a.toml é url="https://x.org/a-1.2.tar.gz";
    version="1.2"; pname="a"; rev="v1.2"; #1.2 (x)
"""
FRAGMENTS = st.sampled_from([f"{word} " for word in WORDS.split()] + ["\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=30).map("".join).map(str.encode) | st.binary(max_size=100))
def test_no_bytes_raise_and_raw_is_what_is_written(content: bytes) -> None:
    source = Source("pkgs/x.nix", content)
    found = EXTRACTOR.extract(source)
    for pin in found.pins:
        assert pin.raw == source.text(pin.location.span)
    for statement in found.statements:
        for member in statement.members:
            assert 0 <= member.location.span.start <= member.location.span.end <= len(content)
            for start, end, _ in member.derived:
                assert 0 <= start <= end <= len(member.text)


def test_what_is_made_of_a_cargo_lock_is_left_to_the_lock() -> None:
    claims = Claims({"nix-expression": EXTRACTOR})
    assert claims.owners("nix/Cargo.nix") == ()
    assert claims.owners("nix/cargo.nix") == ("nix-expression",)
