"""The command that refreshes each kind of lock file: as narrow as its tool allows, and nothing installed.

A table, so that another ecosystem is another row. What a command is told about is a `Stale`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from shlex import quote

_INPUT = re.compile(r"inputs\.([^.]+)")
_DEPENDENCY = re.compile(r"dependencies\.([^.\[]+)")
_TARGET = re.compile(
    r"""\bcrates_vendor\s*\((?:[^()]|\([^()]{0,500}\)){0,3000}?\bname\s*=\s*["']([^"']+)["']"""
)
_SEMVER = re.compile(r"\d+\.\d+\.\d+(?:[-+].*)?")


@dataclass(frozen=True, slots=True)
class Package:
    """One thing that a manifest asks for: the ecosystem and name, the address of the site that asks, the
    version that it is to have, and those that the lock has of it now (one, where it is clear which).
    `is_admitted` where the manifest stays as it is, since it admits the version already."""

    ecosystem: str
    name: str
    trail: str
    version: str
    locked: tuple[str, ...] = ()
    is_admitted: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """A lock that no longer fits: its text, that of the build file beside it, the package of Bazel that its
    folder is, and what moved."""

    package: str
    lock: str
    build: str
    packages: tuple[Package, ...]

    def of(self, *ecosystems: str) -> tuple[Package, ...]:
        return tuple(package for package in self.packages if package.ecosystem in ecosystems)


@dataclass(frozen=True, slots=True)
class Kind:
    """`manifests` are the files that a lock with one of the `names` follows; it stands beside them or,
    where it `climbs`, in a folder above. `command` gives nothing where the lock does not mind."""

    names: tuple[str, ...]
    manifests: tuple[str, ...]
    command: Callable[[Stale], str]
    climbs: bool = False


def _cargo(stale: Stale) -> str:
    found = (_crate(package) for package in stale.packages)
    return " && ".join(dict.fromkeys(command for command in found if command))


def _crate(package: Package) -> str:
    if package.ecosystem != "cargo":
        named = _DEPENDENCY.search(package.trail)
        return f"cargo update -p {quote(named[1])}" if named is not None else ""
    if not package.locked:
        # What the lock has never seen has no name there that could be asked for.
        return "cargo update --workspace"
    name = f"{package.name}@{package.locked[0]}" if len(package.locked) > 1 else package.name
    precise = f" --precise {quote(package.version)}" if _SEMVER.fullmatch(package.version) else ""
    return f"cargo update -p {quote(name)}{precise}"


def _crates_in_bazel(stale: Stale) -> str:
    if not stale.of("cargo"):
        return ""
    vendored = _TARGET.search(stale.build)
    if vendored is not None:
        return f"bazel run //{quote(stale.package)}:{quote(vendored[1])} -- --repin"
    return "CARGO_BAZEL_REPIN=1 bazel sync --only=crate_index"


def _go(stale: Stale) -> str:
    modules = [f"{package.name}@v{package.version.removeprefix('v')}" for package in stale.of("go")]
    return " && ".join([*(f"go get {quote(module)}" for module in modules), "go mod tidy"])


def _uv(stale: Stale) -> str:
    named = (f" --upgrade-package {quote(f'{one.name}=={one.version}')}" for one in stale.of("pypi"))
    return "uv lock" + "".join(named)


def _by_name(command: str, whole: str) -> Callable[[Stale], str]:
    """A command that takes packages of Python by name; `whole` where it is not about packages."""

    def made(stale: Stale) -> str:
        names = [quote(package.name) for package in stale.of("pypi")]
        return " ".join([command, *names]) if names else whole

    return made


def _flake(stale: Stale) -> str:
    inputs = [match[1] for one in stale.packages if (match := _INPUT.match(one.trail)) is not None]
    return " ".join(["nix flake update", *(quote(name) for name in dict.fromkeys(inputs))]) if inputs else ""


def _node(install: str, update: str) -> Callable[[Stale], str]:
    """Two commands of one tool: `install` takes over what manifests say anew, but leaves alone what still
    fits them; that is moved by `update`, with the package's name, or name and version,
    in it."""

    def made(stale: Stale) -> str:
        fitting = [package for package in stale.of("npm", "jsr") if package.is_admitted]
        updates = [
            update.format(name=quote(package.name), version=quote(f"{package.name}@{package.version}"))
            for package in fitting
        ]
        installs = [install] if len(fitting) < len(stale.packages) else []
        return " && ".join(dict.fromkeys([*installs, *updates]))

    return made


_npm = _node("npm install --package-lock-only", "npm update {name} --package-lock-only")
_pnpm = _node("pnpm install --lockfile-only", "pnpm -r update {version} --lockfile-only --no-save")
_bun = _node("bun install --lockfile-only", "bun update {name} --lockfile-only")
_deno = _node("deno install --frozen=false", "deno update {name} --lockfile-only")
_berry = _node("yarn install --mode=update-lockfile", "yarn up -R {name} --mode=update-lockfile")
_classic = _node("yarn install --ignore-scripts", "yarn upgrade {name} --ignore-scripts")


def _yarn(stale: Stale) -> str:
    return _classic(stale) if "# yarn lockfile v1" in stale.lock else _berry(stale)


def _gems(stale: Stale) -> str:
    return " ".join(["bundle lock --update", *(quote(package.name) for package in stale.of("gem"))])


def _maven(stale: Stale) -> str:
    return "REPIN=1 bazel run @maven//:pin" if stale.of("maven") else ""


def _always(command: str) -> Callable[[Stale], str]:
    return lambda _: command


_NODE = ("package.json",)
KINDS = (
    Kind(("Cargo.lock",), ("Cargo.toml",), _cargo, climbs=True),
    Kind(("Cargo.Bazel.lock",), ("Cargo.toml",), _crates_in_bazel),
    Kind(("package-lock.json", "npm-shrinkwrap.json"), _NODE, _npm, climbs=True),
    Kind(("pnpm-lock.yaml",), (*_NODE, "pnpm-workspace.yaml"), _pnpm, climbs=True),
    Kind(("yarn.lock",), _NODE, _yarn, climbs=True),
    Kind(("bun.lock",), _NODE, _bun, climbs=True),
    Kind(("deno.lock",), ("deno.json", "deno.jsonc", *_NODE), _deno),
    Kind(("uv.lock",), ("pyproject.toml",), _uv, climbs=True),
    Kind(("poetry.lock",), ("pyproject.toml",), _by_name("poetry update --lock", "poetry lock")),
    Kind(("pdm.lock",), ("pyproject.toml",), _by_name("pdm update --no-sync", "pdm lock")),
    Kind(("pixi.lock",), ("pixi.toml", "pyproject.toml"), _always("pixi lock")),
    Kind(("Pipfile.lock",), ("Pipfile",), _always("pipenv lock")),
    Kind(("go.sum",), ("go.mod",), _go),
    Kind(("flake.lock",), ("flake.nix",), _flake),
    Kind(
        ("MODULE.bazel.lock",),
        ("MODULE.bazel", ".bazelversion"),
        _always("bazel mod deps --lockfile_mode=update"),
    ),
    Kind(("maven_install.json",), ("MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel"), _maven),
    Kind(("Gemfile.lock", "gems.locked"), ("Gemfile", "gems.rb"), _gems),
    Kind(("mise.lock",), ("mise.toml", ".mise.toml"), _always("mise lock")),
    Kind(
        ("aqua-checksums.json", ".aqua-checksums.json"),
        ("aqua.yaml", "aqua.yml", ".aqua.yaml", ".aqua.yml"),
        _always("aqua update-checksum"),
    ),
)
