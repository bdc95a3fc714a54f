"""Commands that install from somewhere else than a registry of one language: a script that is fetched and
run at once, a repository, a channel of packages, a flake.

As `installs` and `system_installs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Artifact, Opaque, Pin
from vercheck.shapes.names import artifact_named
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word, arguments, option
from vercheck.shapes.urls import repository, version_in_tag

Words = tuple[Word, ...]
Pins = Iterator[Pin | None]

_INTERPRETERS = frozenset({"sh", "bash", "zsh", "ash", "dash", "python", "python3"})
_FETCHERS = frozenset({"curl", "wget"})
_HOSTS = {
    "deno.land": "deno", "bun.sh": "bun", "wasmtime.dev": "wasmtime", "get.pnpm.io": "pnpm",
    "install.python-poetry.org": "poetry", "sh.rustup.rs": "rustup", "get.docker.com": "docker",
    "get.k3s.io": "k3s", "get.nexte.st": "nextest", "just.systems": "just", "mise.run": "mise",
    "install.duckdb.org": "duckdb", "wasmer.io": "wasmer", "get.wasmer.io": "wasmer",
}  # fmt: skip
"""Whose script a project's own address hands out."""
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+)")
_VERSION = re.compile(r"(?:[a-z]+-)?(v?\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.]+)?)")
_SAYS_VERSION = ("--version", "-v", "--tag", "--release")
_GIT = re.compile(r"git\+[a-z]+://")
_CONDA = re.compile(r"(?:[\w.-]+::)?([A-Za-z0-9_][\w.-]*?)={1,2}(\d[\w.]*)(?:=\w+)?")
_CONDA_OPTIONS = ["-n", "--name", "-p", "--prefix", "-c", "--channel", "--file", "-f"]
_FLAKE = re.compile(r"(?:(?:flake:)?nixpkgs|github:([\w.-]+/[\w.-]+))/([^#?/]+)(?:#.*)?")
_RELEASE = re.compile(r"(?:nixos|nixpkgs|release)-(\d\d\.\d\d)(?:-[\w-]+)?")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")


def piped(script: Script, fetched: Words, given: Words) -> Pins:
    """`curl https://…/install.sh | sh -s -- -b bin v1.58.4`: the version that the script is told."""
    programs = [word.text.rpartition("/")[2] for word in (fetched[0], given[0])]
    if programs[0] not in _FETCHERS or programs[1] not in _INTERPRETERS:
        return
    artifact = next((found for word in fetched[1:] if (found := _installed(word.text)) is not None), None)
    if artifact is None or artifact.name == "rustup":  # what rustup is told is the toolchain's version
        return
    said = option(given, *_SAYS_VERSION)
    plain = list(arguments(given[1:], ["-b", "--to", "-d", "--dir", "--target"]))
    word = said or (plain[-1] if plain else None)
    version = _VERSION.fullmatch(word.text) if word is not None else None
    if word is not None and script.reference(word) is not None:
        yield script.pin(word, artifact, f"install({artifact.name})", note="told to an installer")
    elif word is not None and version is not None:
        number = word.cut(*version.span(1))
        yield script.pin(number, artifact, f"install({artifact.name})", note="told to an installer")


def _installed(address: str) -> Artifact | None:
    found = repository(address)
    if found is not None:
        return found
    host = _HOST.match(address)
    return artifact_named(_HOSTS[host[1]]) if host is not None and host[1] in _HOSTS else None


def default_toolchain(script: Script, given: Words) -> Pins:
    """`sh rustup.sh -y --default-toolchain 1.78.0`, whatever the installer's file is called."""
    word = option(given, "--default-toolchain")
    if word is not None and given[0].text != "rustup" and word.text != "none":
        yield script.pin(word, artifact_named("rust"), "rustup --default-toolchain")


def from_git(script: Script, given: Words) -> Pins:
    """`pip install git+https://github.com/o/r@v1.2.3`."""
    for word in given[1:]:
        start = _GIT.search(word.text)
        address = word.text.partition("#")[0]
        at = address.rfind("@")
        artifact = repository(address[:at]) if start is not None and at > start.end() else None
        stretch = version_in_tag(address[at + 1 :])
        if artifact is None or stretch is None:
            continue
        names = (artifact.name.rpartition("/")[2],)
        version = word.cut(at + 1 + stretch[0], at + 1 + stretch[1])
        yield script.pin(version, artifact, f"install({artifact.name})", names=names)


def conda(script: Script, given: Words) -> Pins:
    """`conda install python=3.11 numpy==1.26`, `micromamba create -n x …`; an environment each."""
    if not {"install", "create"} & {word.text for word in given[1:3]}:
        return
    own = replace(script, track=script.track or "conda")
    for word in arguments(given[2:], _CONDA_OPTIONS):
        found = _CONDA.fullmatch(word.text)
        if found is not None:
            artifact = artifact_named(found[1])
            if artifact.ecosystem != "toolchain":
                artifact = Artifact("conda", found[1].lower())
            yield own.pin(word.cut(*found.span(2)), artifact, f"conda install({artifact.name})")


def helm(script: Script, given: Words) -> Pins:
    """`helm upgrade --install name repo/chart --version V`."""
    version = option(given, "--version")
    if version is None or not {"install", "upgrade", "pull", "template"} & {word.text for word in given[1:3]}:
        return
    chart = next((word.text for word in given[2:] if "/" in word.text and "=" not in word.text), None)
    name = (chart or "").rpartition("/")[2]
    if re.fullmatch(r"[\w-]+", name):
        yield script.pin(version, Artifact("helm", name), f"helm install({name})")


def nix(script: Script, given: Words) -> Pins:
    """`nix run nixpkgs/nixos-23.11#hello`: what one command takes, whatever the flake's input is."""
    if len(given) < 3 or given[1].text not in ("run", "shell", "develop", "build", "profile", "eval"):
        return
    own = replace(script, track=script.track or f"nix {given[1].text}")
    for word in arguments(given[2:], []):
        found = _FLAKE.fullmatch(word.text)
        if found is None:
            continue
        artifact = Artifact("github", found[1] or "NixOS/nixpkgs")
        release = _RELEASE.fullmatch(found[2])
        stretch = release.span(1) if release is not None else version_in_tag(found[2])
        start = found.start(2)
        if stretch is not None:
            ref = word.cut(start + stretch[0], start + stretch[1])
            yield own.pin(ref, artifact, f"nix {given[1].text}({artifact.name})")
        elif _COMMIT.fullmatch(found[2]):
            yield own.pin(
                word.cut(*found.span(2)),
                artifact,
                f"nix {given[1].text}({artifact.name})",
                value=Opaque(found[2]),
            )


def sdkman(script: Script, given: Words) -> Pins:
    """`sdk install java 21.0.2-tem`."""
    if len(given) >= 4 and given[1].text in ("install", "use", "default"):
        found = re.fullmatch(r"(\d[\d.]*)(?:[-.][A-Za-z]\w*)?", given[3].text)
        if found is not None:
            yield script.pin(
                given[3].cut(*found.span(1)), artifact_named(given[2].text), f"sdk install({given[2].text})"
            )
