"""Moving a tool to a named version: every site, what stands beside it, and what has to wait."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import pytest

from vercheck.claims import Claims
from vercheck.fix.apply import apply
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget
from vercheck.fix.verify import verify
from vercheck.graph import Facts, Hold, Knowledge, PinGraph, Policy
from vercheck.model import Applicability, Artifact, Diagnostic, Extraction, Fix, Severity, Source
from vercheck.packs import load_packs
from vercheck.pipeline import checks, extract, extractors, judge

DIGEST = sha256(b"anvil").hexdigest()
CLI = b"""
def _tools():
    # Generated code is compatible with wit-bindgen CLI 0.47.0
    tools_to_download = [
        ("wit-bindgen", "0.43.0", True),
        ("wasm-tools", "1.239.0", True),
    ]

def _download(ctx):
    wit_bindgen_version = "0.46.0"
    ctx.download(url = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v{}/x.tar.gz".format(
        wit_bindgen_version,
    ))
"""
CRATE = b'[package]\nname = "a"\nversion = "0.1.0"\n\n[dependencies]\nwit-bindgen = "0.47.0"  # for macros\n'
REGISTRY = f"""{{
  "tool_name": "wit-bindgen",
  "github_repo": "bytecodealliance/wit-bindgen",
  "latest_version": "0.43.0",
  "versions": {{
    "0.43.0": {{
      "release_date": "2025-06-24",
      "platforms": {{
        "linux_amd64": {{"sha256": "{DIGEST}", "url_suffix": "x86_64-linux.tar.gz"}},
        "darwin_arm64": {{"sha256": "{DIGEST[::-1]}", "url_suffix": "aarch64-macos.tar.gz"}}
      }}
    }}
  }}
}}
""".encode()
ARCHIVE = f"""
http_archive(
    name = "com_github_acme_anvil",
    sha256 = "{DIGEST}",
    strip_prefix = "anvil-24.0.0",
    url = "https://github.com/acme/anvil/archive/v24.0.0.tar.gz",
)
""".encode()
UNVERIFIED = b"\n".join(line for line in ARCHIVE.split(b"\n") if b"sha256" not in line)

Tree = Mapping[str, bytes]


def read(tree: Tree) -> dict[str, Extraction]:
    claims = Claims(extractors())
    return {path: extract(Source(path, content), claims.owners(path)) for path, content in tree.items()}


def facts_of(tree: Tree, knowledge: Knowledge | None = None, policy: Policy | None = None) -> Facts:
    knowledge = knowledge or load_packs([])
    return Facts(PinGraph(read(tree), knowledge), knowledge, policy or Policy())


def moved(tree: Tree, fixes: tuple[Fix, ...]) -> dict[str, str]:
    """The lines that the fixes change, as they read afterwards, by place."""
    after = apply(arrange(fixes), tree.__getitem__)
    return {
        f"{path}:{number}": new.decode().strip()
        for path, content in after.items()
        for number, (old, new) in enumerate(
            zip(tree[path].splitlines(), content.splitlines(), strict=True), 1
        )
        if old != new
    }


def lacks(fixes: tuple[Fix, ...]) -> list[str]:
    return [lack for fix in fixes for lack in fix.lacks]


FOUNDING = {
    "tools/wasm.bzl": CLI,
    "tools/updater/Cargo.toml": CRATE,
    "checksums/tools/wit-bindgen.json": REGISTRY,
}


def test_the_tuple_the_crate_and_the_claim_move_and_the_registry_waits_for_its_digests() -> None:
    fixes = retarget(facts_of(FOUNDING), "wit-bindgen", "0.46.0")
    assert moved(FOUNDING, fixes) == {
        "tools/wasm.bzl:3": "# Generated code is compatible with wit-bindgen CLI 0.46.0",
        "tools/wasm.bzl:5": '("wit-bindgen", "0.46.0", True),',
        "tools/updater/Cargo.toml:6": 'wit-bindgen = "0.46.0"  # for macros',
    }
    assert lacks(fixes) == [
        "checksums/tools/wit-bindgen.json has no entry for `0.46.0`: "
        "needs digests for darwin_arm64, linux_amd64"
    ]
    (held,) = arrange(fixes).held
    assert [(edit.location.path, edit.old, edit.new) for edit in held.fix.edits] == [
        ("checksums/tools/wit-bindgen.json", "0.43.0", "0.46.0")
    ]


def test_what_moved_stands_up_to_every_witness() -> None:
    plan = arrange(retarget(facts_of(FOUNDING), "wit-bindgen", "0.46.0"))
    after = apply(plan, FOUNDING.__getitem__)
    before = {path: FOUNDING[path] for path in after}

    def recheck(contents: Mapping[str, bytes]) -> list[Diagnostic]:
        ran = [id_ for id_, check in checks().items() if check.severity is not Severity.OFF]
        return list(judge(facts_of({**FOUNDING, **contents}), ran))

    def reader(source: Source) -> Extraction:
        return read({source.path: source.content})[source.path]

    assert verify(before, after, plan, reader, recheck) == ()


def test_a_second_move_to_the_same_version_finds_nothing_to_apply() -> None:
    after = {
        **FOUNDING,
        **apply(arrange(retarget(facts_of(FOUNDING), "wit-bindgen", "0.46.0")), FOUNDING.__getitem__),
    }
    assert arrange(retarget(facts_of(after), "wit-bindgen", "0.46.0")).applied == ()


def test_a_registry_with_the_entry_lets_latest_version_move_too() -> None:
    added = f'    "0.46.0": {{"platforms": {{"linux_amd64": {{"sha256": "{sha256().hexdigest()}"}}}}}},\n'
    entry = REGISTRY.replace(b'    "0.43.0": {', added.encode() + b'    "0.43.0": {')
    tree = {**FOUNDING, "checksums/tools/wit-bindgen.json": entry}
    fixes = retarget(facts_of(tree), "wit-bindgen", "0.46.0")
    assert lacks(fixes) == []
    assert moved(tree, fixes)["checksums/tools/wit-bindgen.json:4"] == '"latest_version": "0.46.0",'


def test_a_version_that_nothing_selects_yet_does_not_move_half_of_the_tool() -> None:
    fixes = retarget(facts_of(FOUNDING), "wit-bindgen", "0.50.0")
    assert moved(FOUNDING, fixes) == {}
    assert "no entry for `0.50.0`" in lacks(fixes)[0]


def test_other_tools_and_the_past_stay_as_they_are() -> None:
    tree = {
        "tools/wasm.bzl": CLI.replace(
            b"def _download",
            b"# wit-bindgen 0.47.0 was broken on macOS\n# wac 0.47.0 is unrelated\ndef _download",
        ),
        "tools/updater/Cargo.toml": CRATE,
    }
    places = moved(tree, retarget(facts_of(tree), "wit-bindgen", "0.46.0"))
    assert set(places) == {"tools/wasm.bzl:3", "tools/wasm.bzl:5", "tools/updater/Cargo.toml:6"}


def test_examples_vendored_code_and_other_build_roots_version_on_their_own() -> None:
    tree = {
        "MODULE.bazel": b"",
        "tools/wasm.bzl": CLI,
        "examples/a/Cargo.toml": CRATE,
        "third_party/b/Cargo.toml": CRATE,
        "builder/MODULE.bazel": b"",
        "builder/Cargo.toml": CRATE,
    }
    assert {
        place.partition(":")[0] for place in moved(tree, retarget(facts_of(tree), "wit-bindgen", "0.46.0"))
    } == {"tools/wasm.bzl"}


def test_a_requirement_that_admits_the_version_is_left_alone() -> None:
    tree = {"Cargo.toml": CRATE, "tools/wasm.bzl": CLI}
    assert "Cargo.toml:6" not in moved(tree, retarget(facts_of(tree), "wit-bindgen", "0.47.3"))


def test_a_requirement_keeps_its_operator_and_its_detail() -> None:
    tree = {"Cargo.toml": CRATE.replace(b'"0.47.0"', b'"~0.47"'), "tools/wasm.bzl": CLI}
    assert moved(tree, retarget(facts_of(tree), "wit-bindgen", "0.46.0"))["Cargo.toml:6"] == (
        'wit-bindgen = "~0.46"  # for macros'
    )


def test_a_requirement_with_two_bounds_is_left_to_people() -> None:
    tree = {"Cargo.toml": CRATE.replace(b'"0.47.0"', b'">=0.47, <0.48"'), "tools/wasm.bzl": CLI}
    fixes = retarget(facts_of(tree), "wit-bindgen", "0.46.0")
    assert "Cargo.toml:6" not in moved(tree, fixes)
    (manual,) = (fix for fix in fixes if fix.applicability is Applicability.MANUAL)
    assert "Cargo.toml:6" in manual.title


def test_a_part_that_ended_before_the_version_is_left_to_people() -> None:
    tree = {"Cargo.toml": CRATE + b'wit-bindgen-rt = "0.44.0"\n', "tools/wasm.bzl": CLI}
    fixes = retarget(facts_of(tree), "wit-bindgen", "0.46.0")
    assert "Cargo.toml:7" not in moved(tree, fixes)
    (manual,) = (fix for fix in fixes if fix.applicability is Applicability.MANUAL)
    assert "`cargo:wit-bindgen-rt`" in manual.title


def test_members_of_a_family_move_to_their_own_count_of_the_release() -> None:
    tree = {
        "tools/versions.bzl": b'TOOL_VERSIONS = {\n    "wasm-tools": "1.239.0",\n    "wac": "0.7.0",\n}\n',
        "Cargo.toml": b'[package]\nname = "a"\n[dependencies]\nwasmparser = "0.239"\nwac = "0.7"\n',
    }
    assert moved(tree, retarget(facts_of(tree), "wasm-tools", "1.240.0")) == {
        "tools/versions.bzl:2": '"wasm-tools": "1.240.0",',
        "Cargo.toml:4": 'wasmparser = "0.240"',
    }


def test_every_part_of_a_statement_moves_with_its_version() -> None:
    tree = {"defs.bzl": UNVERIFIED}
    assert moved(tree, retarget(facts_of(tree), "anvil", "25.0.0")) == {
        "defs.bzl:4": 'strip_prefix = "anvil-25.0.0",',
        "defs.bzl:5": 'url = "https://github.com/acme/anvil/archive/v25.0.0.tar.gz",',
    }


def test_a_statement_never_moves_away_from_its_digest() -> None:
    fixes = retarget(facts_of({"defs.bzl": ARCHIVE}), "anvil", "25.0.0")
    assert moved({"defs.bzl": ARCHIVE}, fixes) == {}
    assert lacks(fixes) == ["defs.bzl:4 has a digest that belongs to `24.0.0`"]


def test_a_constant_in_front_of_a_statement_with_a_digest_does_not_move_either() -> None:
    text = ARCHIVE.replace(b'"anvil-24.0.0"', b'"anvil-" + ANVIL_VERSION').replace(
        b'"https://github.com/acme/anvil/archive/v24.0.0.tar.gz"',
        b'"https://github.com/acme/anvil/archive/v{}.tar.gz".format(ANVIL_VERSION)',
    )
    tree = {"defs.bzl": b'ANVIL_VERSION = "24.0.0"\n' + text}
    fixes = retarget(facts_of(tree), "anvil", "25.0.0")
    assert moved(tree, fixes) == {}
    assert any("digest that belongs to `24.0.0`" in lack for lack in lacks(fixes))


def test_a_hold_keeps_its_site_and_says_why() -> None:
    hold = Hold(Artifact("bin", "wit-bindgen"), "0.43.0", "0.46 renames C types")
    tree = {"tools/wasm.bzl": CLI}
    fixes = retarget(facts_of(tree, policy=Policy(holds=(hold,))), "wit-bindgen", "0.46.0")
    assert moved(tree, fixes) == {}
    assert lacks(fixes) == ["a hold keeps tools/wasm.bzl:5 at `0.43.0`: 0.46 renames C types"]


def test_a_tool_that_is_there_already_and_one_that_is_not_there_need_nothing() -> None:
    tree = {"defs.bzl": UNVERIFIED}
    assert retarget(facts_of(tree), "anvil", "24.0.0") == ()
    assert retarget(facts_of(tree), "hammer", "1.0.0") == ()


NIX = b"""{ stdenv }:
let
  anvilVersion = "2.1.116";
in {
  anvil = stdenv.mkDerivation {
    pname = "anvil";
    version = anvilVersion;
    sha256 = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  };
}
"""


def test_a_variable_in_front_of_a_derivation_with_a_digest_does_not_move() -> None:
    fixes = retarget(facts_of({"flake.nix": NIX}), "anvil", "2.2.0")
    assert moved({"flake.nix": NIX}, fixes) == {}
    assert lacks(fixes) == ["flake.nix:8 has a digest that belongs to `2.1.116`"]


def test_a_variable_in_front_of_a_derivation_without_a_digest_moves() -> None:
    tree = {"flake.nix": b"\n".join(line for line in NIX.split(b"\n") if b"sha256" not in line)}
    assert moved(tree, retarget(facts_of(tree), "anvil", "2.2.0")) == {
        "flake.nix:3": 'anvilVersion = "2.2.0";'
    }


def test_a_constant_of_another_file_in_front_of_a_digest_does_not_move() -> None:
    text = ARCHIVE.replace(b'/v24.0.0.tar.gz"', b'/v{}.tar.gz".format(ANVIL_VERSION)').replace(
        b'"anvil-24.0.0"', b'"anvil-" + ANVIL_VERSION'
    )
    tree = {
        "BUILD.bazel": b"",
        "v.bzl": b'ANVIL_VERSION = "24.0.0"\n',
        "defs.bzl": b'load(":v.bzl", "ANVIL_VERSION")\n' + text,
    }
    fixes = retarget(facts_of(tree), "anvil", "25.0.0")
    assert moved(tree, fixes) == {}
    assert any("digest that belongs to `24.0.0`" in lack for lack in lacks(fixes))


def keyed(*keys: str) -> bytes:
    """A registry with these keys."""
    entries = ", ".join(
        f'"{key}": {{"platforms": {{"linux_amd64": {{"sha256": "{sha256(key.encode()).hexdigest()}"}}}}}}'
        for key in keys
    )
    return f'{{"tool_name": "anvil", "github_repo": "acme/anvil", "versions": {{{entries}}}}}'.encode()


@pytest.mark.parametrize(
    ("old", "to", "new"), [("25.0.0", "32", "32"), ("v25.0.0", "32.0.0", "v32"), ("25.0", "32.0", "32")]
)
def test_a_version_that_a_registry_has_is_written_as_its_key(old: str, to: str, new: str) -> None:
    tree = {
        "versions.bzl": f'TOOL_VERSIONS = {{\n    "anvil": "{old}",\n}}\n'.encode(),
        "checksums/tools/anvil.json": keyed("25", "32"),
    }
    assert moved(tree, retarget(facts_of(tree), "anvil", to)) == {"versions.bzl:2": f'"anvil": "{new}",'}


@pytest.mark.parametrize("old", ["18.0", "18.1", "18.1.2"])
def test_what_selects_a_version_takes_it_as_it_was_given(old: str) -> None:
    tree = {"versions.bzl": f'TOOL_VERSIONS = {{\n    "anvil": "{old}",\n}}\n'.encode()}
    assert moved(tree, retarget(facts_of(tree), "anvil", "20.18.0")) == {
        "versions.bzl:2": '"anvil": "20.18.0",'
    }


def test_a_requirement_stays_short_where_it_then_admits_the_version() -> None:
    tree = {"Cargo.toml": CRATE.replace(b'"0.47.0"', b'"0.43"'), "tools/wasm.bzl": CLI}
    assert moved(tree, retarget(facts_of(tree), "wit-bindgen", "0.46.2"))["Cargo.toml:6"] == (
        'wit-bindgen = "0.46"  # for macros'
    )


def test_a_versioned_attribute_is_a_name_that_people_choose() -> None:
    tree = {"flake.nix": b"{ pkgs }:\npkgs.mkShell { buildInputs = [ pkgs.nodejs_22 ]; }\n"}
    (manual,) = retarget(facts_of(tree), "nodejs", "20")
    assert manual.applicability is Applicability.MANUAL
    assert "`nodejs_22` is a name of the package set" in manual.title


def test_a_key_of_a_registry_is_not_renamed() -> None:
    impl = f"""
def _impl(ctx):
    checksums = {{
        "0.11.0": {{"linux_amd64": "{DIGEST}"}},
        "0.12.0": {{"linux_amd64": "{DIGEST[::-1]}"}},
    }}
    version = checksums.keys()[-1]
    ctx.download(url = "https://github.com/acme/anvil/releases/download/v{{}}/anvil".format(version))
""".encode()
    fixes = retarget(facts_of({"anvil.bzl": impl}), "anvil", "0.11.0")
    assert moved({"anvil.bzl": impl}, fixes) == {}
    assert all(fix.applicability is Applicability.MANUAL for fix in fixes)


def test_a_program_that_has_to_be_of_one_group_moves_to_the_very_version_where_a_row_asks_for_it() -> None:
    lock = b"""version = 3

[[package]]
name = "wasm-bindgen"
version = "0.2.100"
source = "registry+https://github.com/rust-lang/crates.io-index"
"""
    tree = {
        "Cargo.toml": b'[package]\nname = "a"\nversion = "0.1.0"\n\n[dependencies]\nwasm-bindgen = "0.2"\n',
        "Cargo.lock": lock,
        "Dockerfile": b"FROM debian:12\nRUN cargo install wasm-bindgen-cli --version 0.2.95\n",
    }
    assert moved(tree, retarget(facts_of(tree), "wasm-bindgen", "0.2.100")) == {
        "Dockerfile:2": "RUN cargo install wasm-bindgen-cli --version 0.2.100"
    }
