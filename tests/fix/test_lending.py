"""Digests of a declaration that moves, out of the repository's own registry."""

from __future__ import annotations

import base64

import pytest

from tests.trees import digest, registry, tree
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget

URL = "https://github.com/acme/anvil/releases/download/v{version}/{file}"


def archive(version: str, digest: str, file: str = "linux_amd64.tar.gz", field: str = "sha256") -> str:
    url = URL.format(version=version, file=file)
    return (
        f'http_archive(\n    name = "anvil",\n    {field} = "{digest}",\n'
        f'    strip_prefix = "anvil-{version}",\n    url = "{url}",\n)\n'
    )


def moved(files: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Old text → new text of the move's edits, and what was lacking."""
    fixes = retarget(tree(files), "anvil", "2.0.0")
    applied = arrange(fixes).applied
    edits = {edit.old: edit.new for fix in applied for edit in fix.edits}
    return edits, [lack for fix in fixes for lack in fix.lacks]


OLD, NEW = digest("anvil 1.0.0 linux_amd64"), digest("anvil 2.0.0 linux_amd64")


def test_the_new_digest_is_that_of_the_platform_that_had_the_old_one() -> None:
    files = {
        "BUILD.bazel": archive("1.0.0", OLD, file="renamed.tar.gz"),
        "checksums/tools/anvil.json": registry("anvil", "2.0.0", ["1.0.0", "2.0.0"]),
    }
    edits, lacks = moved(files)
    assert lacks == []
    assert edits == {"1.0.0": "2.0.0", OLD: NEW}


def test_where_the_old_version_is_gone_the_address_tells() -> None:
    files = {
        "BUILD.bazel": archive("1.0.0", OLD),
        "checksums/tools/anvil.json": registry("anvil", "2.0.0", ["2.0.0"]),
    }
    assert moved(files) == ({"1.0.0": "2.0.0", OLD: NEW}, [])


def test_the_spelling_of_the_digest_stays() -> None:
    def sri(hexadecimal: str) -> str:
        return "sha256-" + base64.b64encode(bytes.fromhex(hexadecimal)).decode()

    files = {
        "BUILD.bazel": archive("1.0.0", sri(OLD), field="integrity"),
        "checksums/tools/anvil.json": registry("anvil", "2.0.0", ["1.0.0", "2.0.0"]),
    }
    assert moved(files)[0][sri(OLD)] == sri(NEW)


# held back


@pytest.mark.parametrize(
    ("declared", "versions", "file"),
    [
        pytest.param(OLD, ["1.0.0"], "linux_amd64.tar.gz", id="the registry has no such version"),
        pytest.param(
            digest("source"), ["1.0.0", "2.0.0"], "linux_amd64.tar.gz", id="the digest is of another file"
        ),
        pytest.param(digest("source"), ["2.0.0"], "source.tar.gz", id="the address is of another file"),
    ],
)
def test_a_file_that_the_registry_does_not_know_waits(declared: str, versions: list[str], file: str) -> None:
    files = {
        "BUILD.bazel": archive("1.0.0", declared, file=file),
        "checksums/tools/anvil.json": registry("anvil", versions[-1], versions),
    }
    edits, lacks = moved(files)
    assert edits == {}
    assert "BUILD.bazel:3 has a digest that belongs to `1.0.0`" in lacks
