"""A lock file does not satisfy its manifest.

## What it does
Holds each `Cargo.lock` against the manifests that are locked in it: the version that a package gives
itself, and every requirement of its dependencies, which some resolved version of the crate must satisfy. A
dependency that the lock does not have at all is reported as well, unless it is optional. `uv.lock`,
`poetry.lock` and `pdm.lock` are held against their `pyproject.toml` in the same way, and
`package-lock.json`, `pnpm-lock.yaml`, `yarn.lock` and `bun.lock` against each `package.json` that they
know. A `flake.lock` must have been made for the repositories and refs that the inputs of its `flake.nix`
name. In build files that are generated from a lock, a label `:NAME-VERSION` must name a version that the
file defines, and each crate must be one that the `Cargo.lock` beside has. A `bazel_dep` below the version
that `MODULE.bazel.lock` resolves is a warning, as it is for Bazel, unless an override says what is meant.

The locks of Terraform, Helm, Bundler, Pipenv, Composer and mise are held against the manifest beside them,
and `go.sum` against its `go.mod`, as warnings. A `go.work` whose `go` is older than a member's is an error,
as it is to go.

## Why it matters
`cargo build --locked`, and every build system that reads the lock without Cargo, fails; a plain
`cargo build` rewrites the file, so that the next commit carries changes that nobody made. `npm ci` and
`pnpm install --frozen-lockfile` fail in the same way.

## Example
`Cargo.toml` says `version = "0.21.14"`, and the package's entry in `Cargo.lock` says `0.21.13`.

## Quiet
Manifests that the nearest lock does not list (a package of its own), workspace dependencies that no
member uses, dependencies on a folder or a git branch, patches and overrides, peers, fixtures and vendored
trees. Only suspicious are the locks of examples and tests, and a `package-lock.json` with another version
of the package itself.

## Fix safety
Safe for the version of a package itself, which its manifest states and its entry in `Cargo.lock` repeats.
Unsafe for a label of a generated build file, where the file defines one version that can be meant.
Otherwise none is offered: a lock file is written by its tool. The help names the command.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._bazel_locks import direct_drift
from vercheck.checks._cargo_locks import cargo_drift
from vercheck.checks._flake_locks import flake_drift
from vercheck.checks._generated_crates import crate_drift
from vercheck.checks._generated_labels import dangling_labels
from vercheck.checks._go_locks import go_drift
from vercheck.checks._npm_locks import npm_drift
from vercheck.checks._python_locks import python_drift
from vercheck.checks._small_locks import small_lock_drift
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    yield from cargo_drift(facts)
    yield from npm_drift(facts)
    yield from python_drift(facts)
    yield from flake_drift(facts)
    yield from direct_drift(facts)
    yield from dangling_labels(facts)
    yield from crate_drift(facts)
    yield from go_drift(facts)
    yield from small_lock_drift(facts)


CHECK = Check(summary="a lock file does not satisfy its manifest", severity=Severity.ERROR, run=run)
