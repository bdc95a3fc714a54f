"""A registry entry that another registry of the repository has, as a shell sees it: no network is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import run
from tests.fetch.serving import digest, serving
from vercheck import plan_fixes

Capture = pytest.CaptureFixture[str]

SUFFIXES = {"linux_amd64": "x86_64-linux.tar.gz", "darwin_arm64": "aarch64-macos.tar.gz"}
TABLE = 'TOOL_VERSIONS = {{\n    "gizmo": "{version}",\n}}\n'
JSON_COPY = "checksums/tools/gizmo.json"
STARLARK_COPY = "checksums/registry.bzl"
MOVE = ("fix", "--tool", "gizmo", "--to", "1.1.0")


def content(version: str, suffix: str) -> bytes:
    return f"gizmo {version} {suffix}".encode()


def json_copy(*versions: str) -> str:
    document = {
        "tool_name": "gizmo",
        "github_repo": "example/gizmo",
        "latest_version": versions[-1],
        "versions": {
            version: {
                "platforms": {
                    name: {"sha256": digest(content(version, suffix)), "url_suffix": suffix}
                    for name, suffix in SUFFIXES.items()
                }
            }
            for version in versions
        },
    }
    return json.dumps(document, indent=2) + "\n"


def starlark_copy(*versions: str) -> str:
    rows = "".join(
        f'            "{version}": {{\n                "platforms": {{\n'
        + "".join(
            f'                    "{name}": {{"sha256": "{digest(content(version, suffix))}", '
            f'"url_suffix": "{suffix}"}},\n'
            for name, suffix in SUFFIXES.items()
        )
        + "                },\n            },\n"
        for version in versions
    )
    return (
        'REGISTRY = {\n    "gizmo": {\n        "tool_name": "gizmo",\n'
        '        "github_repo": "example/gizmo",\n'
        f'        "latest_version": "{versions[-1]}",\n'
        f'        "versions": {{\n{rows}        }},\n    }},\n}}\n'
    )


def tree(root: Path, **files: str) -> Path:
    """Two copies of a registry, of which one has the version that is wanted."""
    named = {
        "MODULE.bazel": 'module(name = "example")\n',
        "tool_versions.bzl": TABLE.format(version="1.0.0"),
        JSON_COPY: files.get("json", json_copy("1.0.0", "1.1.0")),
        STARLARK_COPY: files.get("starlark", starlark_copy("1.0.0")),
    }
    for path, text in named.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def contents(root: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}


def one_platform_short() -> str:
    document = json.loads(json_copy("1.0.0", "1.1.0"))
    del document["versions"]["1.1.0"]["platforms"]["darwin_arm64"]
    return json.dumps(document, indent=2) + "\n"


@pytest.mark.parametrize("command", [MOVE, ("bump", "gizmo", "1.1.0")])
def test_the_whole_move_is_made_with_the_digests_of_the_other_copy(
    tmp_path: Path, capfd: Capture, command: tuple[str, ...]
) -> None:
    root = tree(tmp_path)
    result = run(capfd, *command, root, "--write")
    assert result.status == 0
    assert f"{STARLARK_COPY}: `linux_amd64` {digest(content('1.1.0', SUFFIXES['linux_amd64']))} lent by " in (
        result.err
    )
    assert (root / "tool_versions.bzl").read_text() == TABLE.format(version="1.1.0")
    assert (root / JSON_COPY).read_text() == json_copy("1.0.0", "1.1.0")
    written = (root / STARLARK_COPY).read_text()
    assert '"latest_version": "1.1.0"' in written
    assert all(digest(content("1.1.0", suffix)) in written for suffix in SUFFIXES.values())
    assert run(capfd, "check", root).status == 0
    again = run(capfd, *command, root)
    assert (again.status, again.out) == (0, "")


def test_it_is_shown_before_it_is_written_and_python_programs_get_the_same(
    tmp_path: Path, capfd: Capture
) -> None:
    root = tree(tmp_path)
    before = contents(root)
    shown = run(capfd, *MOVE, root)
    assert (shown.status, contents(root)) == (1, before)
    plan = plan_fixes(root, tool="gizmo", to="1.1.0")
    assert (plan.diff, plan.is_complete) == (shown.out, True)


def test_the_network_is_not_even_loaded(tmp_path: Path) -> None:
    root = tree(tmp_path)
    code = (
        "import sys, vercheck.cli\n"
        f"try: vercheck.cli.main([*{MOVE!r}, {str(root)!r}, '--write'])\n"
        "except SystemExit as ended: assert ended.code == 0, ended.code\n"
        "print('httpx' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "False"


def test_the_plan_of_a_bump_names_the_lenders_apart(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path)
    text = run(capfd, "bump", "gizmo", "1.1.0", root)
    assert f"\nlent:\n  {STARLARK_COPY}: `linux_amd64` " in text.err
    assert "needs:" not in text.err
    result = run(capfd, "bump", "gizmo", "1.1.0", root, "--format", "json")
    document = json.loads(result.out)
    jsonschema.validate(document, json.loads(run(capfd, "schema", "bump").out))
    assert (document["complete"], document["fetched"], document["needs"]) == (True, [], [])
    assert [one["platform"] for one in document["lent"]] == list(SUFFIXES)
    assert {one["lender"].partition(":")[0] for one in document["lent"]} == {JSON_COPY}


def test_one_platform_that_is_not_lent_holds_the_move_back(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path, json=one_platform_short())
    before = contents(root)
    result = run(capfd, *MOVE, root, "--write")
    assert (result.status, contents(root)) == (1, before)
    assert f"{STARLARK_COPY} has no entry for `1.1.0`" in result.err
    assert "lent" not in result.err


def test_fetch_downloads_only_what_is_not_lent(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path, json=one_platform_short())
    template = "https://dl.example.org/v{version}/gizmo-{url_suffix}"
    suffix = SUFFIXES["darwin_arm64"]
    with serving({f"/v1.1.0/gizmo-{suffix}": content("1.1.0", suffix)}) as host:
        given = ("--fetch", "--mirror", host.base, "--url-template", template, "--write")
        result = run(capfd, *MOVE, root, *given)
        asked = {path for path in host.asked if "linux" in path}
    assert (result.status, asked) == (0, set())
    assert f"fetched: {STARLARK_COPY}: `darwin_arm64` {digest(content('1.1.0', suffix))} of " in result.err
    assert f"{STARLARK_COPY}: `linux_amd64` " in result.err
    assert all(
        digest(content("1.1.0", name)) in (root / STARLARK_COPY).read_text() for name in SUFFIXES.values()
    )


@pytest.mark.parametrize("given", [(), ("--fetch",)])
def test_a_further_registry_that_cannot_be_filled_does_not_keep_another_from_borrowing(
    tmp_path: Path, capfd: Capture, given: tuple[str, ...]
) -> None:
    root = tree(tmp_path)
    document = json.loads(json_copy("1.0.0"))
    for record in document["versions"]["1.0.0"]["platforms"].values():
        record["size"] = 4711
    (root / "checksums/sizes").mkdir()
    (root / "checksums/sizes/gizmo.json").write_text(json.dumps(document, indent=2) + "\n")
    (root / "tool_versions.bzl").write_text(TABLE.format(version="1.1.0"))
    (root / "further_versions.bzl").write_text(TABLE.format(version="1.0.0"))
    result = run(capfd, *MOVE, root, "--write", *given)
    assert result.status == 1
    assert "checksums/sizes/gizmo.json has no entry for `1.1.0`" in result.err
    assert (root / "further_versions.bzl").read_text() == TABLE.format(version="1.1.0")
    assert digest(content("1.1.0", SUFFIXES["linux_amd64"])) in (root / STARLARK_COPY).read_text()
    assert (root / "checksums/sizes/gizmo.json").read_text() == json.dumps(document, indent=2) + "\n"


def test_registry_add_takes_what_it_cannot_download_and_says_how_it_is_compared(
    tmp_path: Path, capfd: Capture
) -> None:
    root = tree(tmp_path)
    with serving({}) as host:
        result = run(capfd, "registry", "add", "gizmo", "1.1.0", root, "--mirror", host.base, "--write")
    assert result.status == 0
    assert f" lent by {JSON_COPY}:" in result.err
    assert "`vercheck registry verify gizmo --version 1.1.0` compares" in result.err
    assert "no digests are published" not in result.err
    assert digest(content("1.1.0", SUFFIXES["linux_amd64"])) in (root / STARLARK_COPY).read_text()


def test_a_move_that_is_held_back_all_the_same_takes_no_entry(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path)
    (root / "vercheck.toml").write_text(
        '[[hold]]\nartifact = "bin:gizmo"\nversion = "1.0.0"\nreason = "the next one is slower"\n'
    )
    before = contents(root)
    result = run(capfd, *MOVE, root, "--write")
    assert (result.status, contents(root)) == (1, before)
    assert "the next one is slower" in result.err
    assert "lent" not in result.err


def test_what_a_copy_in_the_tests_says_is_not_taken(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path, json=json_copy("1.0.0"))
    fixture = root / "tests/fixtures/gizmo.json"
    fixture.parent.mkdir(parents=True)
    fixture.write_text(json_copy("1.0.0", "1.1.0"))
    before = contents(root)
    assert run(capfd, *MOVE, root, "--write").status == 1
    assert contents(root) == before
