"""Small sound files of many kinds by name: what there is to break."""

# ruff: noqa: E501 - lines of files that are given as they are

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_COMMIT = "0123456789abcdef0123456789abcdef01234567"
_DIGEST = "0123456789abcdef" * 4
_SRI = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

_STARLARK = f"""\
load("//tools:versions.bzl", "GIZMO_VERSION", "TOOL_VERSIONS")

TOOL_VERSIONS = {{"gizmo": "1.2.3", "wit-bindgen": "0.46.0"}}  # must match gizmo 1.2.3
http_archive(
    name = "gizmo",
    url = "https://github.com/a/gizmo/archive/v{{}}.zip".format(TOOL_VERSIONS["gizmo"]),
    sha256 = "{_DIGEST}",
    strip_prefix = "gizmo-1.2.3",
)
"""
_NIX = f"""\
{{ pkgs ? import <nixpkgs> {{ }}, ... }}:
let version = "1.2.3"; in
pkgs.stdenv.mkDerivation rec {{
  pname = "gizmo";
  inherit version;
  src = pkgs.fetchFromGitHub {{
    owner = "a"; repo = "gizmo"; rev = "v${{version}}"; hash = "{_SRI}";
  }};
}}
"""
_YAML_STEPS = f"""\
name: ci
on: push
env: {{ GIZMO_VERSION: "1.2.3" }}
jobs:
  build:
    runs-on: ubuntu-24.04
    container: docker.io/library/rust:1.90.0
    strategy: {{ matrix: {{ rust: ["1.89.0", "1.90.0"] }} }}
    steps:
      - uses: actions/checkout@{_COMMIT} # v4.2.2
      - uses: dtolnay/rust-toolchain@1.90.0
      - run: |
          cargo install wit-bindgen-cli --version 0.46.0
          curl -L https://github.com/a/gizmo/releases/download/v1.2.3/gizmo-1.2.3-linux.tar.gz
"""
_SHELL = """\
#!/bin/sh
# must match Cargo.toml
GIZMO_VERSION="1.2.3"  # vercheck: ignore[version-drift] why
if [ -n "$CI" ]; then pip install gizmo==1.2.3; fi
curl -L "https://github.com/a/gizmo/releases/download/v${GIZMO_VERSION}/gizmo-${GIZMO_VERSION}.tar.gz"
"""
_JSON_REGISTRY = f"""\
{{
  "tool_name": "gizmo",
  "github_repo": "a/gizmo",
  "latest_version": "1.2.3",
  "versions": {{
    "1.2.3": {{"release_date": "2025-01-01", "platforms": {{"linux_amd64": {{"sha256": "{_DIGEST}"}}}}}}
  }}
}}
"""
_UV_LOCK = f"""\
version = 1
requires-python = ">=3.11"

[[package]]
name = "gizmo"
version = "1.2.3"
source = {{ registry = "https://example.org/simple" }}
sdist = {{ url = "https://example.org/gizmo-1.2.3.tar.gz", hash = "sha256:{_DIGEST}" }}
"""

SOUND = {
    "Cargo.toml": '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nwit-bindgen = "0.46.0"\n'
    'gizmo = { git = "https://github.com/a/gizmo", tag = "v1.2.3" }\n',
    "Cargo.lock": 'version = 4\n[[package]]\nname = "wit-bindgen"\nversion = "0.46.0"\n'
    f'source = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "{_DIGEST}"\n',
    "MODULE.bazel": 'module(name = "a", version = "1.0.0")\n'
    f'bazel_dep(name = "rules_rust", version = "0.60.0")\n'
    f'git_override(module_name = "rules_rust", remote = "https://github.com/a/b", commit = "{_COMMIT}")\n',
    "MODULE.bazel.lock": '{"lockFileVersion": 18, "registryFileHashes": '
    f'{{"https://bcr.bazel.build/modules/rules_rust/0.60.0/MODULE.bazel": "{_DIGEST}"}}}}\n',
    "WORKSPACE": _STARLARK,
    "BUILD.bazel": _STARLARK,
    "toolchains/tool_versions.bzl": _STARLARK,
    "flake.nix": '{\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.11";\n'
    "  outputs = { self, nixpkgs }: { };\n}\n",
    "default.nix": _NIX,
    "flake.lock": '{"nodes": {"nixpkgs": {"locked": {"lastModified": 1, "owner": "NixOS", "repo": "nixpkgs", '
    f'"narHash": "{_SRI}", "rev": "{_COMMIT}", "type": "github"}}, "original": {{"owner": "NixOS", '
    '"repo": "nixpkgs", "ref": "nixos-24.11", "type": "github"}}, "root": {"inputs": {"nixpkgs": "nixpkgs"}}}, '
    '"root": "root", "version": 7}\n',
    "package.json": '{"name": "a", "version": "0.1.0", "packageManager": "pnpm@9.1.0",\n'
    ' "engines": {"node": ">=20"}, "dependencies": {"left-pad": "^1.3.0"}}\n',
    "package-lock.json": '{"name": "a", "version": "0.1.0", "lockfileVersion": 3, "packages": {"": {"dependencies": '
    '{"left-pad": "^1.3.0"}}, "node_modules/left-pad": {"version": "1.3.0", "resolved": "https://example.org/x.tgz", '
    '"integrity": "sha512-x"}}}\n',
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      left-pad:\n"
    "        specifier: ^1.3.0\n        version: 1.3.0\npackages:\n  left-pad@1.3.0:\n"
    "    resolution: {integrity: sha512-x}\n",
    "yarn.lock": '# yarn lockfile v1\n\n\nleft-pad@^1.3.0:\n  version "1.3.0"\n  resolved "https://example.org/x.tgz#1"\n',
    "go.mod": "module example.org/a\n\ngo 1.22\n\nrequire (\n\tgithub.com/a/gizmo v1.2.3\n)\n",
    "go.sum": "github.com/a/gizmo v1.2.3 h1:AAAA=\ngithub.com/a/gizmo v1.2.3/go.mod h1:AAAA=\n",
    "pyproject.toml": '[project]\nname = "a"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n'
    'dependencies = ["gizmo==1.2.3", "click>=8,<9"]\n[tool.ruff]\ntarget-version = "py311"\n',
    "uv.lock": _UV_LOCK,
    "poetry.lock": f'[[package]]\nname = "gizmo"\nversion = "1.2.3"\nfiles = [{{file = "x", hash = "sha256:{_DIGEST}"}}]\n',
    "requirements.txt": f"gizmo==1.2.3 \\\n    --hash=sha256:{_DIGEST}\nclick>=8,<9  # why\n",
    "Dockerfile": f"ARG RUST=1.90.0\nFROM rust:${{RUST}}@sha256:{_DIGEST} AS build\n"
    "RUN cargo install wit-bindgen-cli --version 0.46.0 \\\n && apt-get install -y gizmo=1.2.3\n"
    "FROM docker.io/library/debian:12.5\n",
    ".github/workflows/ci.yml": _YAML_STEPS,
    ".gitlab-ci.yml": "image: rust:1.90.0\nbuild:\n  script:\n    - cargo install wit-bindgen-cli --version 0.46.0\n",
    ".pre-commit-config.yaml": "repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.8.0\n"
    "    hooks: [{id: ruff, additional_dependencies: [gizmo==1.2.3]}]\n",
    "deploy/values.yaml": "image:\n  repository: gizmo\n  tag: 1.2.3\n",
    "deploy/pod.yaml": "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: docker.io/a/gizmo:1.2.3\n",
    "Chart.yaml": "apiVersion: v2\nname: a\nversion: 0.1.0\nappVersion: 1.2.3\n"
    "dependencies:\n  - {name: b, version: ^1.0.0, repository: https://example.org}\n",
    ".tool-versions": "rust 1.90.0\nnodejs 20.1.0 # why\n",
    "mise.toml": '[tools]\nrust = "1.90.0"\n"cargo:wit-bindgen-cli" = "0.46.0"\n',
    "rust-toolchain.toml": '[toolchain]\nchannel = "1.90.0"\n',
    "checksums/tools/gizmo.json": _JSON_REGISTRY,
    "versions.json": '{"gizmo": "1.2.3", "wit-bindgen": {"version": "0.46.0", "sha256": "'
    + _DIGEST
    + '"}}\n',
    "README.md": "# a\n\nNeeds gizmo 1.2.3 and `wit-bindgen` 0.46.0.\n\n```sh\ncargo install wit-bindgen-cli --version 0.46.0\n```\n",
    "CHANGELOG.md": "# Changelog\n\n## [0.1.0] - 2025-01-01\n\n- gizmo 1.2.3\n",
    "pom.xml": "<project>\n  <version>0.1.0</version>\n  <properties><gizmo.version>1.2.3</gizmo.version></properties>\n"
    "  <dependencies><dependency><groupId>a</groupId><artifactId>gizmo</artifactId>"
    "<version>${gizmo.version}</version></dependency></dependencies>\n</project>\n",
    "app/app.csproj": '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup><TargetFramework>net8.0</TargetFramework>'
    '</PropertyGroup>\n  <ItemGroup><PackageReference Include="Gizmo" Version="1.2.3" /></ItemGroup>\n</Project>\n',
    "Info.plist": '<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>1.2.3</string></dict></plist>\n',
    "build.gradle": "plugins { id 'a.gizmo' version '1.2.3' }\ndef gizmoVersion = '1.2.3'\n"
    'dependencies { implementation "a:gizmo:${gizmoVersion}" }\n',
    "CMakeLists.txt": 'cmake_minimum_required(VERSION 3.20)\nproject(a VERSION 0.1.0)\nset(GIZMO_VERSION "1.2.3")\n'
    "FetchContent_Declare(gizmo URL https://github.com/a/gizmo/archive/v${GIZMO_VERSION}.zip "
    f"URL_HASH SHA256={_DIGEST})\n",
    "Makefile": "GIZMO_VERSION := 1.2.3\nall:\n\tcurl -L https://github.com/a/gizmo/archive/v$(GIZMO_VERSION).zip\n",
    "justfile": 'gizmo_version := "1.2.3"\nall:\n    cargo install wit-bindgen-cli --version 0.46.0\n',
    "scripts/install.sh": _SHELL,
    "scripts/install.ps1": '$GizmoVersion = "1.2.3"\nInvoke-WebRequest https://example.org/gizmo-1.2.3.zip\n',
    "scripts/release": _SHELL,
    ".env": "GIZMO_VERSION=1.2.3\n",
    "main.tf": 'terraform {\n  required_version = ">= 1.5"\n  required_providers {\n'
    '    aws = { source = "hashicorp/aws", version = "5.1.0" }\n  }\n}\n',
    "meson.build": "project('a', 'c', version: '0.1.0', meson_version: '>=1.0')\ndependency('gizmo', version: '>=1.2.3')\n",
    "Gemfile": "source 'https://example.org'\nruby '3.3.0'\ngem 'gizmo', '~> 1.2'\n",
    "Gemfile.lock": "GEM\n  remote: https://example.org/\n  specs:\n    gizmo (1.2.3)\n\nDEPENDENCIES\n  gizmo (~> 1.2)\n",
    "composer.lock": '{"packages": [{"name": "a/gizmo", "version": "1.2.3"}]}\n',
    "deno.lock": '{"version": "4", "npm": {"left-pad@1.3.0": {"integrity": "sha512-x"}}}\n',
    "bun.lock": '{"lockfileVersion": 1, "packages": {"left-pad": ["left-pad@1.3.0", "", {}, "sha512-x"],}}\n',
    "Pipfile": '[packages]\ngizmo = "==1.2.3"\n[requires]\npython_version = "3.11"\n',
    "setup.cfg": "[metadata]\nname = a\nversion = 0.1.0\n[options]\ninstall_requires =\n  gizmo==1.2.3\n",
    "setup.py": 'from setuptools import setup\nsetup(name="a", version="0.1.0", install_requires=["gizmo==1.2.3"])\n',
    "tox.ini": "[tox]\nenvlist = py311\n[testenv]\ndeps =\n  gizmo==1.2.3\n",
    "configure.ac": "AC_PREREQ([2.69])\nAC_INIT([a], [0.1.0])\nPKG_CHECK_MODULES([GIZMO], [gizmo >= 1.2.3])\n",
    "pubspec.yaml": "name: a\nversion: 0.1.0\nenvironment: {sdk: ^3.0.0}\ndependencies: {gizmo: ^1.2.3}\n",
    "environment.yml": "dependencies:\n  - python=3.11\n  - gizmo=1.2.3\n  - pip: [click==8.0.0]\n",
    "gizmo.spec": "Name: gizmo\nVersion: 1.2.3\nSource0: https://github.com/a/gizmo/archive/v%{version}.tar.gz\n",
    "bump-gizmo-to-1.2.3.patch": "--- a/MODULE.bazel\n+++ b/MODULE.bazel\n@@ -1 +1 @@\n"
    '-bazel_dep(name = "gizmo", version = "1.0.0")\n+bazel_dep(name = "gizmo", version = "1.2.3")\n',
    "src/versions.ts": 'export const GIZMO_VERSION = "1.2.3";\nexport const TOOL_VERSIONS = { gizmo: "1.2.3", "wit-bindgen": "0.46.0" };\n',
    "src/version.go": 'package a\n\nconst GizmoVersion = "1.2.3"\n',
    "a.proto": 'edition = "2023";\npackage a;\n',
    "VERSION": "0.1.0\n",
    "noxfile.py": 'import nox\n@nox.session(python=["3.11", "3.12"])\ndef test(s):\n    s.install("gizmo==1.2.3")\n',
    "tools/gizmo": '#!/usr/bin/env dotslash\n{"name": "gizmo", "platforms": {"linux-x86_64": {"size": 1, '
    f'"hash": "sha256", "digest": "{_DIGEST}", "path": "gizmo", '
    '"providers": [{"url": "https://github.com/a/gizmo/releases/download/v1.2.3/gizmo.tar.gz"}]}}}\n',
    "aqua.yaml": "registries: [{type: standard, ref: v4.1.0}]\npackages: [{name: a/gizmo@v1.2.3}]\n",
    ".cargo/config.toml": '[env]\nGIZMO_VERSION = "1.2.3"\n',
    "npins/sources.json": '{"pins": {"gizmo": {"type": "GitRelease", "repository": {"type": "GitHub", "owner": "a", "repo": "gizmo"}, "version": "v1.2.3", "revision": "'
    + _COMMIT
    + '"}}, "version": 5}\n',
    "aqua-checksums.json": '{"checksums": [{"id": "github_release/github.com/a/gizmo/v1.2.3/gizmo.tar.gz", "checksum": "'
    + _DIGEST
    + '", "algorithm": "sha256"}]}\n',
    "Brewfile": 'tap "a/b"\nbrew "node@20"\nbrew "gizmo@1.2"\n',
    "buf.gen.yaml": "version: v2\nplugins:\n  - remote: buf.build/grpc/go:v1.2.3\n    out: gen\n",
    ".bumpversion.toml": '[tool.bumpversion]\ncurrent_version = "1.2.3"\n',
    "clippy.toml": '# why\nmsrv = "1.70.0"\n',
    "composer.json": '{"name": "a/b", "require": {"php": ">=8.1", "a/gizmo": "1.2.3"}}\n',
    "deno.json": '{"imports": {"left-pad": "npm:left-pad@1.3.0"}}\n',
    "devbox.json": '{"packages": ["go@1.22", "gizmo@1.2.3"]}\n',
    ".devcontainer/devcontainer.json": '{"image": "docker.io/library/rust:1.90.0", "features": '
    '{"ghcr.io/devcontainers/features/go:1": {"version": "1.22.3"}}}\n',
    "devenv.yaml": "inputs:\n  nixpkgs:\n    url: github:NixOS/nixpkgs/nixos-24.11\n",
    ".golangci.yml": 'version: "2"\nrun:\n  go: "1.22"\n',
    ".readthedocs.yaml": 'version: 2\nbuild:\n  os: ubuntu-22.04\n  tools:\n    python: "3.12"\n',
    "build.ts": "// keep in sync with gizmo 1.2.3\n"
    'export const GIZMO_VERSION = "1.2.3";\nconst TARGETS = { "linux-x64": "a", "darwin-arm64": "b" };\n',
    "deploy/kustomization.yaml": "images:\n  - name: a/gizmo\n    newTag: 1.2.3\n",
    "mise.lock": '[[tools.gizmo]]\nversion = "1.2.3"\nbackend = "ubi:a/gizmo"\n'
    f'[tools.gizmo.platforms.linux-x64]\nchecksum = "sha256:{_DIGEST}"\n',
    "multitool.lock.json": '{"gizmo": {"binaries": [{"kind": "file", "url": '
    f'"https://github.com/a/gizmo/releases/download/v1.2.3/gizmo", "sha256": "{_DIGEST}", "os": "linux", "cpu": "x86_64"}}]}}}}\n',
    "Pipfile.lock": '{"_meta": {"requires": {"python_version": "3.11"}}, "default": {"gizmo": {"hashes": '
    f'["sha256:{_DIGEST}"], "version": "==1.2.3"}}}}}}\n',
    "pixi.toml": '[project]\nname = "a"\nversion = "0.1.0"\n[dependencies]\npython = "3.11.*"\ngizmo = ">=1.2.3,<2"\n',
    "pixi.lock": "version: 6\npackages:\n"
    "- conda: https://conda.example.org/conda-forge/noarch/gizmo-1.2.3-pyhd8ed1ab_1.conda\n"
    f"  sha256: {_DIGEST}\n- pypi: https://files.example.org/x.whl\n  name: left-pad\n  version: 1.3.0\n  sha256: {_DIGEST}\n",
    "pnpm-workspace.yaml": 'packages:\n  - app/*\ncatalog:\n  left-pad: ^1.3.0 # must match app\ncatalogs:\n  old:\n    gizmo: "1.2.3"\n',
    "pylock.toml": 'lock-version = "1.0"\nrequires-python = ">=3.11"\n[[packages]]\nname = "gizmo"\nversion = "1.2.3"\n'
    f'sdist = {{name = "a.tar.gz", hashes = {{sha256 = "{_DIGEST}"}}}}\n',
    "scripts/fetch": _SHELL,
    "snap/snapcraft.yaml": "name: gizmo\nversion: '1.2.3'\n",
    "src-tauri/tauri.conf.json": '{"productName": "gizmo", "version": "1.2.3"}\n',
    "Trunk.toml": 'trunk-version = "^0.20"\n[tools]\ngizmo = "1.2.3"\n',
    "global.json": '{"sdk": {"version": "8.0.100"}, "msbuild-sdks": {"Gizmo": "1.2.3"}}\n',
    ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.1.0.cjs\ncatalog:\n  left-pad: ^1.3.0\n",
}
"""Every kind of file that is read has one here, or one that is read by the same reader."""


def plant(root: Path, files: Mapping[str, bytes]) -> None:
    """Files of a tree."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
