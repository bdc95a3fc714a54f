"""`--fetch` of `fix` and `bump` as a shell sees it, against a real server on this machine."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.running import Result, run
from tests.fetch.serving import Host, digest, serving

Capture = pytest.CaptureFixture[str]

OLD, NEW = b"anvil 24.0.0", b"anvil 25.0.0"
URL = "/acme/anvil/archive/v25.0.0.tar.gz"
ARCHIVE = """\
http_archive(
    name = "com_github_acme_anvil",
    sha256 = "{digest}",
    strip_prefix = "anvil-{version}",
    url = "https://github.com/acme/anvil/archive/v{version}.tar.gz",
)
"""


def sri(content: bytes) -> str:
    return "sha256-" + base64.b64encode(sha256(content).digest()).decode()


def archive(version: str, content: bytes) -> str:
    return ARCHIVE.format(version=version, digest=digest(content))


@pytest.fixture
def host() -> Iterator[Host]:
    with serving({URL: NEW}) as host:
        yield host


def tree(root: Path, files: dict[str, str]) -> Path:
    for path, text in {"MODULE.bazel": 'module(name = "example")\n', **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def contents(root: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}


def bumped(capfd: Capture, root: Path, host: Host, *more: str, to: str = "25.0.0") -> Result:
    return run(capfd, "bump", "anvil", to, root, "--fetch", "--mirror", host.base, *more)


def test_an_archive_moves_with_the_digest_of_its_new_file(tmp_path: Path, capfd: Capture, host: Host) -> None:
    root = tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD)})
    result = bumped(capfd, root, host, "--write")
    assert result.status == 0
    assert (root / "repositories.bzl").read_text() == archive("25.0.0", NEW)
    assert f"fetched:\n  repositories.bzl:3: {digest(NEW)} of https://github.com{URL}\n" in result.err
    assert run(capfd, "check", root).status == 0


def test_fix_to_fetches_in_the_same_way(tmp_path: Path, capfd: Capture, host: Host) -> None:
    root = tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD)})
    arguments = ("fix", "--tool", "anvil", "--to", "25.0.0", root, "--fetch", "--mirror", host.base)
    shown = run(capfd, *arguments)
    assert (shown.status, (root / "repositories.bzl").read_text()) == (1, archive("24.0.0", OLD))
    assert f'+    sha256 = "{digest(NEW)}",\n' in shown.out
    written = run(capfd, *arguments, "--write")
    assert (written.status, (root / "repositories.bzl").read_text()) == (0, archive("25.0.0", NEW))
    assert written.err.startswith(f"fetched: repositories.bzl:3: {digest(NEW)} of https://github.com{URL}\n")


def test_without_fetch_nothing_is_opened_and_nothing_moves(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    root = tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD)})
    before = contents(root)
    assert run(capfd, "bump", "anvil", "25.0.0", root, "--write").status == 1
    assert run(capfd, "fix", "--tool", "anvil", "--to", "25.0.0", root, "--write").status == 1
    assert (contents(root), sum(host.asked.values())) == (before, 0)


def test_where_nothing_waits_for_a_digest_nothing_is_opened(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    root = tree(tmp_path, {"repositories.bzl": archive("25.0.0", NEW)})
    assert bumped(capfd, root, host, "--write").status == 0
    assert sum(host.asked.values()) == 0


def test_an_integrity_stays_one(tmp_path: Path, capfd: Capture, host: Host) -> None:
    text = archive("24.0.0", OLD).replace(f'sha256 = "{digest(OLD)}"', f'integrity = "{sri(OLD)}"')
    root = tree(tmp_path, {"repositories.bzl": text})
    assert bumped(capfd, root, host, "--write").status == 0
    assert f'integrity = "{sri(NEW)}"' in (root / "repositories.bzl").read_text()


def test_a_digest_in_a_constant_is_written_there(tmp_path: Path, capfd: Capture, host: Host) -> None:
    constants = f'ANVIL_VERSION = "24.0.0"\nANVIL_SHA256 = "{digest(OLD)}"\n\n'
    use = (
        'http_archive(\n    name = "com_github_acme_anvil",\n    sha256 = ANVIL_SHA256,\n'
        '    url = "https://github.com/acme/anvil/archive/v{}.tar.gz".format(ANVIL_VERSION),\n)\n'
    )
    root = tree(tmp_path, {"repositories.bzl": constants + use})
    assert bumped(capfd, root, host, "--write").status == 0
    moved = f'ANVIL_VERSION = "25.0.0"\nANVIL_SHA256 = "{digest(NEW)}"\n\n'
    assert (root / "repositories.bzl").read_text() == moved + use


def test_where_the_first_address_has_nothing_its_mirror_does(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    urls = (
        'urls = ["https://mirror.example.com/gone/v24.0.0.tar.gz", '
        '"https://github.com/acme/anvil/archive/v24.0.0.tar.gz"]'
    )
    text = archive("24.0.0", OLD).replace(
        'url = "https://github.com/acme/anvil/archive/v24.0.0.tar.gz"', urls
    )
    root = tree(tmp_path, {"repositories.bzl": text})
    assert bumped(capfd, root, host, "--write").status == 0
    assert (root / "repositories.bzl").read_text() == text.replace("24.0.0", "25.0.0").replace(
        digest(OLD), digest(NEW)
    )


def test_a_file_that_cannot_be_fetched_leaves_everything_as_it_was_and_is_named(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    second = (
        archive("24.0.0", OLD).replace("com_github_acme_anvil", "anvil_docs").replace("archive/", "docs/")
    )
    root = tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD), "docs.bzl": second})
    before = contents(root)
    result = bumped(capfd, root, host, "--write")
    assert (result.status, contents(root)) == (1, before)
    assert "nothing was changed, for these files could not be fetched: docs.bzl:3: " in result.err
    assert "/acme/anvil/docs/v25.0.0.tar.gz`: 404" in result.err


def test_a_digest_that_the_project_publishes_otherwise_stops_the_move(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    root = tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD)})
    before = contents(root)
    host.put("/acme/anvil/archive/SHA256SUMS", f"{digest(b'another')}  v25.0.0.tar.gz\n".encode())
    result = bumped(capfd, root, host, "--write")
    assert (result.status, contents(root)) == (1, before)
    assert digest(NEW) in result.err
    assert digest(b"another") in result.err


def test_one_that_it_publishes_alike_is_told(tmp_path: Path, capfd: Capture, host: Host) -> None:
    root = tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD)})
    host.put("/acme/anvil/archive/SHA256SUMS", f"{digest(NEW)}  v25.0.0.tar.gz\n".encode())
    result = bumped(capfd, root, host)
    assert "(as https://github.com/acme/anvil/archive/SHA256SUMS says)" in result.err
    assert "no digests are published" not in result.err


ENGINE_URL = "/bytecodealliance/wasmtime/archive/v46.0.0.tar.gz"
ENGINE = """\
http_archive(
    name = "com_github_bytecodealliance_wasmtime",
    sha256 = "{digest}",
    strip_prefix = "wasmtime-{version}",
    url = "https://github.com/bytecodealliance/wasmtime/archive/v{version}.tar.gz",
)
"""
C_API = """\
[package]
name = "engine"
version = "0.1.0"

[dependencies]
wasmtime-c-api-impl = {{ version = "{version}", default-features = false }}
"""
LOCK = """\
version = 4

[[package]]
name = "engine"
version = "0.1.0"
dependencies = ["wasmtime-c-api-impl"]

[[package]]
name = "wasmtime"
version = "{version}"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "wasmtime-c-api-impl"
version = "{version}"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["wasmtime"]
"""


def test_the_archive_and_the_crate_beside_it_move_and_the_lock_is_left_to_its_tool(
    tmp_path: Path, capfd: Capture
) -> None:
    files = {
        "bazel/repositories.bzl": ENGINE.format(version="45.0.2", digest=digest(OLD)),
        "bazel/engine/Cargo.toml": C_API.format(version="45.0.2"),
        "bazel/engine/Cargo.lock": LOCK.format(version="45.0.2"),
    }
    root = tree(tmp_path, files)
    assert run(capfd, "check", root).status == 0
    command = ("bump", "wasmtime", "46.0.0", root, "--write")
    before = contents(root)
    held = run(capfd, *command)
    assert (held.status, contents(root)) == (1, before)
    parts = ("strip_prefix", "url", "bzl:3 has a digest", "cargo:wasmtime-c-api-impl", "cargo update")
    assert [words for words in parts if words not in held.err] == []
    with serving({ENGINE_URL: NEW}) as host:
        assert run(capfd, *command, "--fetch", "--mirror", host.base).status == 0
    assert (root / "bazel/repositories.bzl").read_text() == ENGINE.format(
        version="46.0.0", digest=digest(NEW)
    )
    assert (root / "bazel/engine/Cargo.toml").read_text() == C_API.format(version="46.0.0")
    assert (root / "bazel/engine/Cargo.lock").read_text() == LOCK.format(version="45.0.2")
    (root / "bazel/engine/Cargo.lock").write_text(LOCK.format(version="46.0.0"))
    assert run(capfd, "check", root).status == 0


FLAT = """\
{{ fetchurl, stdenv }}:
stdenv.mkDerivation rec {{
  pname = "anvil";
  version = "{version}";
  src = fetchurl {{
    url = "https://github.com/acme/anvil/archive/v${{version}}.tar.gz";
    hash = "{hash}";
  }};
}}
"""
TREE = """\
{{ fetchFromGitHub, stdenv }}:
stdenv.mkDerivation rec {{
  pname = "anvil";
  version = "{version}";
  src = fetchFromGitHub {{
    owner = "acme";
    repo = "anvil";
    rev = "v${{version}}";
    hash = "{hash}";
  }};
}}
"""


def test_a_flat_file_of_nix_gets_its_hash(tmp_path: Path, capfd: Capture, host: Host) -> None:
    root = tree(tmp_path, {"anvil.nix": FLAT.format(version="24.0.0", hash=sri(OLD))})
    assert bumped(capfd, root, host, "--write").status == 0
    assert (root / "anvil.nix").read_text() == FLAT.format(version="25.0.0", hash=sri(NEW))


def test_the_hash_of_an_unpacked_tree_is_not_fetched_and_that_is_said(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    root = tree(tmp_path, {"anvil.nix": TREE.format(version="24.0.0", hash=sri(OLD))})
    before = contents(root)
    result = bumped(capfd, root, host, "--write")
    assert (result.status, contents(root), sum(host.asked.values())) == (1, before, 0)
    assert (
        "not fetched:\n  anvil.nix:9: the digest is of what Nix makes of the files, which a download alone "
        "does not tell\n" in result.err
    )


def test_what_would_be_held_back_all_the_same_is_not_downloaded(
    tmp_path: Path, capfd: Capture, host: Host
) -> None:
    rule = (
        '[[require]]\nwhen = "bin:anvil >=25"\nneeds = ["bin:hammer >=2"]\nreason = "it breaks older ones"\n'
    )
    table = 'TOOL_VERSIONS = {\n    "anvil": "24.0.0",\n    "hammer": "1.0.0",\n}\n'
    root = tree(
        tmp_path,
        {"v.bzl": table, "vercheck.toml": rule, "repositories.bzl": archive("24.0.0", OLD)},
    )
    result = bumped(capfd, root, host)
    assert (result.status, sum(host.asked.values())) == (1, 0)
    assert "it breaks older ones" in result.err


SUFFIXES = {
    "linux_arm64": "aarch64-linux.tar.gz",
    "linux_amd64": "x86_64-linux.tar.gz",
    "darwin_arm64": "aarch64-macos.tar.gz",
    "darwin_amd64": "x86_64-macos.tar.gz",
    "windows_amd64": "x86_64-windows.zip",
}
TOOLCHAIN = """\
def _tools():
    # Generated code is compatible with wit-bindgen CLI 0.47.0
    tools_to_download = [
        ("wit-bindgen", "0.43.0", True),
        ("wasm-tools", "1.239.0", True),
    ]

def _download(ctx, info):
    wit_bindgen_version = "0.46.0"
    ctx.download(url = "https://github.com/bytecodealliance/wit-bindgen/releases/download/v{}/wit-bindgen-{}-{}".format(
        wit_bindgen_version,
        wit_bindgen_version,
        info["url_suffix"],
    ))
"""
CRATE = (
    '[package]\nname = "updater"\nversion = "0.1.0"\n\n[dependencies]\nwit-bindgen = "0.47.0"  # for macros\n'
)
REGISTRY = "checksums/tools/wit-bindgen.json"


def released(version: str, suffix: str) -> bytes:
    return f"wit-bindgen {version} {suffix}".encode()


def release_host() -> dict[str, bytes]:
    base = "/bytecodealliance/wit-bindgen/releases/download/v0.46.0/wit-bindgen-0.46.0-"
    return {base + suffix: released("0.46.0", suffix) for suffix in SUFFIXES.values()}


def founding(root: Path) -> Path:
    """A tree with two versions of a tool, crates of a third, and a registry that is behind."""
    platforms = {
        name: {"sha256": digest(released("0.43.0", suffix)), "url_suffix": suffix}
        for name, suffix in SUFFIXES.items()
    }
    document = {
        "tool_name": "wit-bindgen",
        "github_repo": "bytecodealliance/wit-bindgen",
        "latest_version": "0.43.0",
        "versions": {"0.43.0": {"platforms": platforms}},
    }
    return tree(
        root,
        {
            "toolchains/wasm.bzl": TOOLCHAIN,
            "tools/updater/Cargo.toml": CRATE,
            "tools/files/Cargo.toml": CRATE.replace("updater", "files"),
            REGISTRY: json.dumps(document, indent=2) + "\n",
        },
    )


def errors(capfd: Capture, root: Path) -> list[str]:
    found = json.loads(run(capfd, "check", root, "--format", "json").out)["diagnostics"]
    return sorted({item["check"] for item in found if item["severity"] == "error"})


def test_the_whole_way_from_three_versions_to_one(tmp_path: Path, capfd: Capture) -> None:
    root = founding(tmp_path)
    assert errors(capfd, root) == ["companion-mismatch", "unregistered-version", "version-drift"]
    undecided = run(capfd, "fix", "--tool", "wit-bindgen", root)
    assert undecided.out == ""
    assert "undecided: " in undecided.err
    assert "say which `wit-bindgen` is meant" in undecided.err

    shown = run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.46.0", root)
    assert '+wit-bindgen = "0.46.0"  # for macros\n' in shown.out
    assert '+        ("wit-bindgen", "0.46.0", True),\n' in shown.out
    assert f"{REGISTRY} has no entry for `0.46.0`: needs digests for " in shown.err
    assert all(name in shown.err for name in SUFFIXES)

    with serving(release_host()) as host:
        add = ("registry", "add", "wit-bindgen", "0.46.0", root, "--mirror", host.base, "--write")
        assert run(capfd, *add).status == 0
    entry = json.loads((root / REGISTRY).read_text())["versions"]["0.46.0"]["platforms"]
    assert {name: one["sha256"] for name, one in entry.items()} == {
        name: digest(released("0.46.0", suffix)) for name, suffix in SUFFIXES.items()
    }

    assert run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.46.0", root, "--write").status == 0
    assert errors(capfd, root) == []
    assert (root / "tools/files/Cargo.toml").read_text().endswith('wit-bindgen = "0.46.0"  # for macros\n')


@pytest.mark.parametrize(
    "command", [("fix", "--tool", "wit-bindgen", "--to", "0.46.0"), ("bump", "wit-bindgen", "0.46.0")]
)
def test_fetch_goes_it_in_one_step_and_ends_at_the_same_files(
    tmp_path: Path, capfd: Capture, command: tuple[str, ...]
) -> None:
    steps, once = founding(tmp_path / "steps"), founding(tmp_path / "once")
    with serving(release_host()) as host:
        fetching = ("--mirror", host.base, "--write")
        run(capfd, "registry", "add", "wit-bindgen", "0.46.0", steps, *fetching)
        run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.46.0", steps, "--write")
        assert run(capfd, *command, once, "--fetch", *fetching).status == 0
    assert {path.relative_to(steps): path.read_bytes() for path in steps.rglob("*") if path.is_file()} == {
        path.relative_to(once): path.read_bytes() for path in once.rglob("*") if path.is_file()
    }


def test_a_registry_that_lacks_one_file_stops_the_whole_move(tmp_path: Path, capfd: Capture) -> None:
    root = founding(tmp_path)
    before = contents(root)
    files = release_host()
    files.pop(next(path for path in files if path.endswith("windows.zip")))
    with serving(files) as host:
        command = ("fix", "--tool", "wit-bindgen", "--to", "0.46.0", root)
        result = run(capfd, *command, "--fetch", "--mirror", host.base, "--write")
    assert (result.status, contents(root)) == (1, before)
    assert "`windows_amd64`" in result.err
    assert "linux_amd64" not in result.err


def test_a_declaration_takes_its_digest_from_the_entry_that_was_fetched(
    tmp_path: Path, capfd: Capture
) -> None:
    root = founding(tmp_path)
    suffix = SUFFIXES["linux_amd64"]
    base = "https://github.com/bytecodealliance/wit-bindgen/releases/download"
    url = f"{base}/v0.43.0/wit-bindgen-0.43.0-{suffix}"
    known = digest(released("0.43.0", suffix))
    rule = f'http_archive(\n    name = "wit_bindgen",\n    sha256 = "{known}",\n    url = "{url}",\n)\n'
    (root / "archives.bzl").write_text(rule)
    with serving(release_host()) as host:
        command = ("bump", "wit-bindgen", "0.46.0", root, "--fetch", "--mirror", host.base, "--write")
        assert run(capfd, *command).status == 0
        path = url.removeprefix("https://github.com").replace("0.43.0", "0.46.0")
        assert host.asked[path] == 1
    assert digest(released("0.46.0", suffix)) in (root / "archives.bzl").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("fix", "--fetch"),
        ("fix", "--fetch", "--tool", "anvil"),
        ("fix", "--tool", "anvil", "--to", "25.0.0", "--fetch", "--interactive"),
        ("fix", "--tool", "anvil", "--to", "25.0.0", "--mirror", "http://127.0.0.1:1"),
        ("bump", "anvil", "25.0.0", "--url-template", "https://example.com/{version}"),
        ("bump", "anvil", "25.0.0", "--fetch", "--mirror", "http://example.com"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tree(tmp_path, {"repositories.bzl": archive("24.0.0", OLD)}))
    assert run(capfd, *arguments).status == 2
