"""No move writes what a tool resolved: the lock's own command is told in its place."""

from __future__ import annotations

import json

import pytest

from tests.fix.edits import edit, fix
from tests.trees import packs, tree
from vercheck.bump.locks import refreshes
from vercheck.claims import Claims
from vercheck.fix.apply import apply
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites
from vercheck.fix.verify import verify
from vercheck.model import Extraction, Fix, Source
from vercheck.pipeline import extract, extractors
from vercheck.shapes.locks import is_lock

LOCKS = {
    "flake.lock": json.dumps(
        {
            "nodes": {
                "gizmo": {
                    "locked": {
                        "narHash": "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuXeB3a/uSLs=",
                        "owner": "acme",
                        "repo": "gizmo",
                        "rev": "a1" * 20,
                        "type": "github",
                    },
                    "original": {"owner": "acme", "ref": "v0.6.0", "repo": "gizmo", "type": "github"},
                },
                "root": {"inputs": {"gizmo": "gizmo"}},
            },
            "root": "root",
            "version": 7,
        }
    ),
    "package-lock.json": json.dumps(
        {
            "lockfileVersion": 3,
            "packages": {
                "": {"name": "a", "version": "1.0.0", "dependencies": {"gizmo": "0.6.0"}},
                "node_modules/gizmo": {"version": "0.6.0", "resolved": "https://a.test/gizmo-0.6.0.tgz"},
            },
        }
    ),
    "Cargo.lock": 'version = 4\n\n[[package]]\nname = "gizmo"\nversion = "0.6.0"\n'
    'source = "registry+https://github.com/rust-lang/crates.io-index"\n',
    ".terraform.lock.hcl": 'provider "registry.terraform.io/acme/gizmo" {\n  version     = "0.6.0"\n'
    '  constraints = "0.6.0"\n  hashes = []\n}\n',
    "buf.lock": "version: v1\ndeps:\n  - remote: buf.build\n    owner: acme\n    repository: gizmo\n"
    "    commit: v0.6.0\n",
}
MANIFESTS = {
    "flake.nix": '{\n  inputs.gizmo.url = "github:acme/gizmo/v0.6.0";\n  outputs = _: { };\n}\n',
    "package.json": '{"name": "a", "dependencies": {"gizmo": "0.6.0"}}\n',
    "Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n\n[dependencies]\ngizmo = "=0.6.0"\n',
    "main.tf": 'terraform {\n  required_providers {\n    gizmo = {\n      source  = "acme/gizmo"\n'
    '      version = "0.6.0"\n    }\n  }\n}\n',
}


def read(path: str, content: bytes) -> Extraction:
    return extract(Source(path, content), Claims(extractors()).owners(path))


def test_the_reference_in_a_flake_moves_and_what_its_lock_was_made_for_stays() -> None:
    facts = tree({**LOCKS, **MANIFESTS}, knowledge=packs())
    edits = [one for made in arrange(retarget(facts, "gizmo", "0.7.0")).applied for one in made.edits]
    assert "flake.nix" in {one.location.path for one in edits}
    assert not any(is_lock(one.location.path) for one in edits)
    told = refreshes(Sites(facts, "gizmo"), "0.7.0", {one.location for one in edits}, lambda _: None)
    assert ("flake.lock", "nix flake update gizmo") in [(one.path, one.command) for one in told]


@pytest.mark.parametrize("path", sorted(LOCKS))
def test_no_tool_that_a_lock_names_is_moved_there(path: str) -> None:
    facts = tree({path: LOCKS[path]}, knowledge=packs())
    for tool in facts.graph.tools():
        assert Sites(facts, tool).moving("0.7.0") == ()
        assert Sites(facts, tool).staying("0.7.0") == ()


def problems(path: str, text: str, made: Fix) -> tuple[str, ...]:
    plan, before = arrange([made]), {path: text.encode()}
    after = apply(plan, before.__getitem__)
    return verify(before, after, plan, lambda source: read(source.path, source.content), None)


def test_an_edit_of_what_was_resolved_is_never_written() -> None:
    text = LOCKS["Cargo.lock"]
    (problem,) = problems("Cargo.lock", text, fix(edit("Cargo.lock", text.encode(), "0.6.0", "0.7.0")))
    assert problem == "Cargo.lock:5: a lock is for its own tool to write"


def test_the_entry_of_a_package_of_the_workspace_is_its_name_and_version_alone() -> None:
    text = 'version = 4\n\n[[package]]\nname = "a"\nversion = "1.0.0"\n'
    assert problems("Cargo.lock", text, fix(edit("Cargo.lock", text.encode(), "1.0.0", "1.1.0"))) == ()
