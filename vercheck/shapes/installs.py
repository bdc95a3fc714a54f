"""Commands that install a thing at a version, one function for each program.

Each takes the words of one command, the program's name first, and yields a pin for each version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Artifact, Pin, Role
from vercheck.shapes.compile_targets import added_target
from vercheck.shapes.names import artifact_named
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word, arguments, option
from vercheck.shapes.urls import repository

Words = tuple[Word, ...]
Pins = Iterator[Pin | None]

RUST = Artifact("toolchain", "rust")
_TRIPLE = re.compile(
    r"-(?:x86_64|aarch64|i686|i586|armv7|arm|powerpc64le|powerpc64|riscv64gc|s390x|loongarch64)(?:-[a-z0-9_]+)+$"
)
_CARGO_OPTIONS = [
    "--version", "--vers", "--git", "--tag", "--rev", "--branch", "--root", "--features", "-F", "--target",
    "--profile", "--registry", "--index", "--path", "-j", "--jobs", "--bin", "--strategies",
    "--disable-strategies",
]  # fmt: skip
"""Options of `cargo install` that take a value."""
_PYPI = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?[ ]*(==|===|~=|>=|<=|!=|<|>)[ ]*([^\s;#]+)")
_NPM = re.compile(r"(@[\w.-]+/[\w.-]+|[A-Za-z0-9][\w.-]*)@([^\s@/]+)")
_PROGRAMS = re.compile(r"bun@[\^~=v]*\d.*|pnpm@[\^~=v]*\d(?:\..*)?")
"""What `packageManager` and actions set up as well. From its tenth series on pnpm runs the version that a
project names, and so does whatever the first series of Yarn starts: there another one may be installed."""
_GO = re.compile(r"([a-z0-9][\w.-]*\.[a-z]{2,}/[^@\s]+)@(\S+)")
_CRATE = re.compile(r"([A-Za-z][\w-]*)@(\S+)")


_INSTALL = re.compile(r"install|(?:cargo-)?binstall|\$\{?\w{0,40}install(?:\[@\]\})?\}?", re.IGNORECASE)
"""The word behind `cargo`, or the variable of a script that holds it."""


def cargo(script: Script, given: Words) -> Pins:
    """`cargo +1.90.0 …`, `cargo install x --version V`, `cargo install x@V`, `--git … --tag V`."""
    if len(given) > 1 and given[1].text.startswith("+"):
        yield _toolchain(script, given[1].cut(1), "cargo +")
        given = (given[0], *given[2:])
    rest = given[1:] if given[0].text == "cargo" else given
    if not rest or not _INSTALL.fullmatch(rest[0].text):
        return
    remote, version = option(given, "--git"), option(given, "--version", "--vers")
    tag = option(given, "--tag", "--rev")
    if remote is not None and tag is not None:
        artifact = repository(remote.text)
        yield script.pin(tag, artifact, f"cargo install({artifact.name})") if artifact else None
        return
    names = list(arguments(rest[1:], _CARGO_OPTIONS))
    for word in names:
        found = _CRATE.fullmatch(word.text)
        if found is not None:
            yield _crate(script, found.group(1), word.cut(found.start(2)))
        elif version is not None and len(names) == 1:
            yield _crate(script, word.text, version)


def _crate(script: Script, name: str, version: Word) -> Pin | None:
    written = version.cut(1) if version.text.startswith("=") else version
    ranges = written.text[:1] in "^~<>*" and bool(written.text)
    role = Role.REQUIRES if ranges else None
    return script.pin(written, Artifact("cargo", name), f"cargo install({name})", ranges="cargo", role=role)


def rustup(script: Script, given: Words) -> Pins:
    """`rustup toolchain install V…`, `rustup default V`, `rustup override set V`, `--toolchain V`."""
    words = [word.text for word in given]
    if len(words) > 1 and words[1].startswith("+"):
        yield _toolchain(script, given[1].cut(1), f"{words[0]} +")
    if words[0] != "rustup":
        return
    named = option(given, "--toolchain", "--default-toolchain")
    if named is not None:
        yield _toolchain(script, named, "rustup --toolchain")
    yield from _added_targets(script, given, named)
    for verb in (
        ["toolchain", "install"],
        ["toolchain", "add"],
        ["override", "set"],
        ["install"],
        ["default"],
        ["run"],
        ["update"],
    ):
        if words[1 : 1 + len(verb)] == verb:
            chosen = arguments(
                given[1 + len(verb) :], ["--component", "-c", "--profile", "--target", "-t", "--path"]
            )
            for word in list(chosen)[: 1 if verb == ["run"] else None]:
                yield _toolchain(script, word, f"rustup {' '.join(verb)}")
            return


def _added_targets(script: Script, given: Words, toolchain: Word | None) -> Pins:
    """`rustup target add wasm32-wasip1`, `rustup toolchain install V --target wasm32-wasip1`."""
    added = list(arguments(given[3:], ["--toolchain"]))
    if [word.text for word in given[1:3]] != ["target", "add"] or toolchain is not None:
        option_value = option(given, "--target", "-t")
        added = [option_value] if option_value is not None else []
    for word in added:
        yield added_target(script, word, "rustup target add")


def _toolchain(script: Script, word: Word, what: str) -> Pin | None:
    triple = _TRIPLE.search(word.text)
    return script.pin(word.cut(0, triple.start()) if triple else word, RUST, what)


def pip(script: Script, given: Words) -> Pins:
    """`pip install x==V`, also through `python -m pip`, `pipx`, `uv`."""
    words = [word.text for word in given[:4]]
    if not {"install", "add", "tool", "run", "uvx", "inject"} & set(words):
        return
    if words[:2] == ["uv", "python"] or words[:2] == ["uv", "venv"]:
        for word in given[3:]:
            yield script.pin(word, artifact_named("python"), "uv python install")
        return
    for word in given[1:]:
        yield from requirement(script, word, "pip install")


def requirement(script: Script, word: Word, what: str) -> Pins:
    """`name==1.2` selects, `name>=1.2` requires."""
    found = _PYPI.match(word.text)
    if found is None:
        at = re.fullmatch(r"([A-Za-z][\w.-]*)@(\d[\w.]*)", word.text)  # uvx ruff@0.8.0
        if at is not None:
            yield script.pin(
                word.cut(at.start(2)), Artifact("pypi", pypi_name(at.group(1))), f"{what}({at.group(1)})"
            )
        return
    name = pypi_name(found.group(1))
    trail = f"{what}({name})"
    several = "," in found.group(3)
    if found.group(2) in ("==", "===") and not several and not found.group(3).endswith(".*"):
        yield script.pin(word.cut(*found.span(3)), Artifact("pypi", name), trail)
        return
    artifact = Artifact("pypi", name)
    yield script.pin(
        word.cut(found.start(2), found.end(3)), artifact, trail, ranges="pep440", role=Role.REQUIRES
    )


def pypi_name(name: str) -> str:
    """The name as the index folds it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def npm(script: Script, given: Words) -> Pins:
    """`npm i -g x@V`, `npx x@V`, `corepack prepare pnpm@V`."""
    words = [word.text for word in given[:3]]
    runs = words[0] in ("npx", "bunx", "pnpx")
    if not runs and not {
        "install",
        "i",
        "add",
        "dlx",
        "exec",
        "x",
        "prepare",
        "use",
        "create",
        "global",
    } & set(words):
        return
    for word in given[1:]:
        found = _NPM.fullmatch(word.text)
        if found is None:
            if runs and not word.text.startswith("-"):
                return  # from here on these are the words of the program that is run
            continue
        name = found.group(1)
        version = word.cut(found.start(2))
        role = Role.REQUIRES if version.text[:1] in "^~<>=*" else None
        is_program = _PROGRAMS.fullmatch(word.text) is not None
        artifact = artifact_named(name) if is_program else Artifact("npm", name)
        yield script.pin(version, artifact, f"{words[0]}({name})", ranges="npm", role=role)
        if runs:
            return


def go(script: Script, given: Words) -> Pins:
    """`go install module@V`."""
    if len(given) < 2 or given[1].text not in ("install", "get", "run"):
        return
    for word in given[2:]:
        found = _GO.fullmatch(word.text)
        if found is None:
            continue
        artifact, names = go_command(found.group(1))
        yield script.pin(word.cut(found.start(2)), artifact, f"go install({artifact.name})", names=names)
        if given[1].text == "run":
            return


def go_command(package: str) -> tuple[Artifact, tuple[str, ...]]:
    """The module that a command's package is of, and what else the command may be called."""
    module = package.partition("/cmd/")[0].removesuffix("/...")
    parts = [
        part for part in package.removesuffix("/...").split("/") if not re.fullmatch(r"v\d+|\.\.\.", part)
    ]
    last = parts[-1] if parts else package
    # A command may be a module of its own inside another's repository: a pack that knows it says so.
    names = (f"go:{package}", last) if module != package else (last,)
    return Artifact("go", module), names


def git(script: Script, given: Words) -> Pins:
    """`git clone --branch v1.2.3 https://github.com/o/r`."""
    if len(given) < 2 or given[1].text != "clone":
        return
    branch = option(given, "--branch", "-b")
    artifact = next((found for word in given[2:] if (found := repository(word.text)) is not None), None)
    if branch is not None and artifact is not None:
        yield script.pin(branch, artifact, f"git clone({artifact.name})")
