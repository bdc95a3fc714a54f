"""lock-drift beside Bazel and Buck: what a module asks for and gets, and crates in generated files."""

from __future__ import annotations

import pytest

from tests.trees import Files, digest, place, said, tree
from vercheck.model import Diagnostic, Severity

DEP = 'module(name = "gyro")\nbazel_dep(name = "rules_go", version = "0.50.0")\n'
CRATES = "third-party/BUCK"


def lock(*versions: str) -> str:
    hashes = ",\n".join(
        f'    "https://bcr.bazel.build/modules/rules_go/{version}/source.json": "{digest(version)}"'
        for version in versions
    )
    return f'{{\n  "lockFileVersion": 24,\n  "registryFileHashes": {{\n{hashes}\n  }}\n}}\n'


def buck(*versions: str) -> str:
    return "".join(
        f'http_archive(\n    name = "anyhow-{version}.crate",\n    strip_prefix = "anyhow-{version}",\n'
        f'    urls = ["https://crates.example/crates/anyhow/{version}/download"],\n)\n'
        for version in versions
    )


def cargo_lock(*versions: str) -> str:
    source = 'source = "registry+https://github.com/rust-lang/crates.io-index"\n'
    return "version = 3\n" + "".join(
        f'\n[[package]]\nname = "anyhow"\nversion = "{version}"\n{source}' for version in versions
    )


def findings(files: Files) -> list[Diagnostic]:
    return said("lock-drift", tree(files))


def test_a_module_that_asks_for_less_than_it_gets_is_warned_of() -> None:
    (found,) = findings({"MODULE.bazel": DEP, "MODULE.bazel.lock": lock("0.57.0")})
    assert place(found) == ("MODULE.bazel", 2)
    assert (found.severity, found.version, found.expected) == (Severity.WARNING, "0.50.0", "0.57.0")


OVERRIDE = DEP + 'single_version_override(module_name = "rules_go", version = "0.57.0")\n'
SEVERAL = DEP + 'multiple_version_override(module_name = "rules_go", versions = ["0.57.0", "0.58.0"])\n'


@pytest.mark.parametrize(
    "files",
    [
        {"MODULE.bazel": DEP, "MODULE.bazel.lock": lock("0.50.0")},
        {"MODULE.bazel": DEP, "MODULE.bazel.lock": lock()},
        {"MODULE.bazel": DEP},
        {"MODULE.bazel": DEP, "other/MODULE.bazel.lock": lock("0.57.0")},
        {"MODULE.bazel": OVERRIDE, "MODULE.bazel.lock": lock("0.57.0")},
        {"MODULE.bazel": SEVERAL, "MODULE.bazel.lock": lock("0.57.0", "0.58.0")},
    ],
)
def test_what_a_module_gets_as_asked_or_overridden_is_quiet(files: Files) -> None:
    assert not findings(files)


def test_a_crate_at_another_version_than_its_lock_is_an_error() -> None:
    (found,) = findings({CRATES: buck("1.0.75"), "third-party/Cargo.lock": cargo_lock("1.0.80")})
    assert place(found) == (CRATES, 4)
    assert (found.severity, found.version, found.expected) == (Severity.ERROR, "1.0.75", "1.0.80")
    assert "reindeer buckify" in (found.help or "")


@pytest.mark.parametrize(
    "files",
    [
        {CRATES: buck("1.0.80"), "third-party/Cargo.lock": cargo_lock("1.0.80")},
        {CRATES: buck("0.9.1", "1.0.80"), "third-party/Cargo.lock": cargo_lock("0.9.1", "1.0.80")},
        {CRATES: buck("1.0.75"), "Cargo.lock": cargo_lock("1.0.80")},  # not the lock that it is made from
        {CRATES: buck("1.0.75"), "third-party/Cargo.lock": "version = 3\n"},
        {"defs.bzl": buck("1.0.75"), "Cargo.lock": cargo_lock("1.0.80")},
    ],
)
def test_crates_that_are_as_locked_are_quiet(files: Files) -> None:
    assert not findings(files)


def test_a_module_that_is_published_asks_for_the_least_that_it_works_with() -> None:
    files = {"MODULE.bazel": DEP, "MODULE.bazel.lock": lock("0.57.0")}
    assert not findings({**files, ".bcr/presubmit.yml": "matrix: {}\n"})
    assert findings({**files, "other/.bcr/presubmit.yml": "matrix: {}\n"})
