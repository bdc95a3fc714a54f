"""`vercheck registry` as a shell sees it, against a real server on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.fetch.serving import Host, Reply, digest, serving
from vercheck.cli._tree import today

SUFFIXES = {
    "linux_amd64": "x86_64-linux.tar.gz",
    "darwin_arm64": "aarch64-macos.tar.gz",
    "windows_amd64": "x86_64-windows.zip",
}
CODE = """
def gizmo_url(version, info):
    return "https://github.com/example/gizmo/releases/download/v{}/gizmo-{}-{}".format(
        version,
        version,
        info["url_suffix"],
    )
"""
FILE = "checksums/tools/gizmo.json"


def content(version: str, suffix: str) -> bytes:
    return f"gizmo {version} {suffix}".encode()


def path_of(version: str, suffix: str) -> str:
    return f"/example/gizmo/releases/download/v{version}/gizmo-{version}-{suffix}"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with a checksum registry that has 1.0.0."""
    platforms = {
        name: {"sha256": digest(content("1.0.0", suffix)), "url_suffix": suffix}
        for name, suffix in SUFFIXES.items()
    }
    document = {
        "tool_name": "gizmo",
        "github_repo": "example/gizmo",
        "latest_version": "1.0.0",
        "last_checked": "2026-01-01T00:00:00Z",
        "versions": {"1.0.0": {"release_date": "2025-12-24", "platforms": platforms}},
    }
    for path, text in (
        (FILE, json.dumps(document, indent=2) + "\n"),
        ("tools/gizmo.bzl", CODE),
        ("MODULE.bazel", 'module(name = "example", version = "1.0.0")\n'),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.fixture
def host() -> Iterator[Host]:
    files = {
        path_of(version, suffix): content(version, suffix)
        for version in ("1.0.0", "1.1.0")
        for suffix in SUFFIXES.values()
    }
    with serving(files) as host:
        yield host


def test_a_version_is_shown_as_a_diff_and_not_written(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    before = (tree / FILE).read_bytes()
    result = run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base)
    assert result.status == 1
    assert '+    "1.1.0": {' in result.out
    assert '+  "latest_version": "1.1.0",' in result.out
    assert "add `--write`" in result.err
    assert (tree / FILE).read_bytes() == before


def test_a_version_is_written_and_nothing_else(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    before = json.loads((tree / FILE).read_text())
    result = run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base, "--write")
    assert result.status == 0
    after = json.loads((tree / FILE).read_text())
    new = after["versions"].pop("1.1.0")
    assert {name: record["sha256"] for name, record in new["platforms"].items()} == {
        name: digest(content("1.1.0", suffix)) for name, suffix in SUFFIXES.items()
    }
    assert new["release_date"] == "2025-09-23"
    assert after == {**before, "latest_version": "1.1.0", "last_checked": f"{today().isoformat()}T00:00:00Z"}
    assert not list(tree.rglob(".vercheck-*"))


def test_what_was_written_is_clean_and_verified(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base, "--write")
    assert run(capfd, "check", tree).status == 0
    result = run(capfd, "registry", "verify", "gizmo", tree, "--mirror", host.base)
    assert (result.status, result.out.splitlines()[-1]) == (0, "6 files: 6 ok")


def test_a_version_that_is_there_is_nothing_to_do(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    result = run(capfd, "registry", "add", "gizmo", "1.0.0", tree, "--mirror", host.base, "--write")
    assert (result.status, result.out) == (0, "")
    assert "nothing to add" in result.err


def test_a_version_that_is_there_with_other_digests_is_an_error_and_kept(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    before = (tree / FILE).read_bytes()
    host.put(path_of("1.0.0", "x86_64-windows.zip"), b"exchanged")
    result = run(capfd, "registry", "add", "gizmo", "1.0.0", tree, "--mirror", host.base, "--write")
    assert result.status == 1
    assert "`windows_amd64`" in result.err
    assert digest(b"exchanged") in result.err
    assert (tree / FILE).read_bytes() == before


def test_a_platform_that_fails_leaves_the_registry_untouched(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    before = (tree / FILE).read_bytes()
    del host.files[path_of("1.1.0", "aarch64-macos.tar.gz")]
    result = run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base, "--write")
    assert (result.status, result.out) == (1, "")
    assert "`darwin_arm64`" in result.err
    assert "404" in result.err
    assert (tree / FILE).read_bytes() == before


def test_a_registry_that_cannot_be_written_stays_whole(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    (tree / FILE).chmod(0o444)
    before = (tree / FILE).read_bytes()
    result = run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base, "--write")
    assert result.status == 1
    assert "read-only" in result.err
    assert (tree / FILE).read_bytes() == before


def test_a_registry_that_does_not_parse_is_not_written(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    (tree / FILE).write_text((tree / FILE).read_text().replace('"last_checked"', "last_checked"))
    result = run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base, "--write")
    assert result.status == 1
    assert "does not parse" in result.err


def test_without_an_address_the_template_is_asked_for(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    (tree / "tools/gizmo.bzl").unlink()
    result = run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base)
    assert result.status == 1
    assert "--url-template" in result.err
    template = "https://github.com/{repo}/releases/download/v{version}/{tool}-{version}-{url_suffix}"
    given = ("--mirror", host.base, "--url-template", template)
    assert '+    "1.1.0": {' in run(capfd, "registry", "add", "gizmo", "1.1.0", tree, *given).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("registry", "add", "widget", "1.0.0"),
        ("registry", "add", "gizmo", "1.1.0", "--registry", "other.json"),
        ("registry", "add", "gizmo", "1.1.0", "--mirror", "http://example.org"),
        ("registry", "add", "gizmo"),
        ("registry", "verify", "gizmo", "--offline", "--version", "9.9.9"),
    ],
)
def test_wrong_usage_is_told(
    capfd: pytest.CaptureFixture[str], tree: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tree)
    assert run(capfd, *arguments).status == 2


def test_a_mismatch_is_told_on_its_line(capfd: pytest.CaptureFixture[str], tree: Path, host: Host) -> None:
    host.put(path_of("1.0.0", "x86_64-linux.tar.gz"), b"exchanged")
    result = run(capfd, "registry", "verify", tree, "--mirror", host.base)
    assert result.status == 1
    lines = result.out.splitlines()
    assert [line.split()[0] for line in lines] == ["mismatch", "ok", "ok", "3"]
    assert f"{FILE}:11" in lines[0]


def test_offline_nothing_is_asked(capfd: pytest.CaptureFixture[str], tree: Path, host: Host) -> None:
    result = run(capfd, "registry", "verify", "gizmo", tree, "--offline", "--mirror", host.base)
    assert (result.status, result.out.splitlines()[-1]) == (0, "3 files: 3 well-formed")
    assert not host.asked


def test_offline_the_form_of_the_registry_counts(capfd: pytest.CaptureFixture[str], tree: Path) -> None:
    text = (tree / FILE).read_text().replace('"latest_version": "1.0.0"', '"latest_version": "2.0.0"')
    (tree / FILE).write_text(text.replace(digest(content("1.0.0", "x86_64-linux.tar.gz")), "0123"))
    result = run(capfd, "registry", "verify", "gizmo", tree, "--offline")
    assert result.status == 1
    assert "malformed " in result.out
    assert "stale-latest" in result.out


def test_a_server_in_trouble_is_waited_for(capfd: pytest.CaptureFixture[str], tree: Path, host: Host) -> None:
    path = path_of("1.1.0", "x86_64-linux.tar.gz")
    host.put(path, Reply(b"", 500), *host.files[path])
    assert "1.1.0" in run(capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base).out


def test_a_server_that_says_nothing_is_left(
    capfd: pytest.CaptureFixture[str], tree: Path, host: Host
) -> None:
    host.put(path_of("1.1.0", "x86_64-linux.tar.gz"), Reply(b"x", delay=1.0))
    result = run(
        capfd, "registry", "add", "gizmo", "1.1.0", tree, "--mirror", host.base, "--timeout", "0.1", "--write"
    )
    assert result.status == 1
    assert "no answer for 0.1 s" in result.err


def test_no_other_command_loads_the_network() -> None:
    code = (
        "import sys, vercheck.cli\n"
        "try: vercheck.cli.main(['check', '--help'])\n"
        "except SystemExit: pass\n"
        "import vercheck.pipeline, vercheck.repair\n"
        "print([name for name in ('httpx', 'vercheck.fetch') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
