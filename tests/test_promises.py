"""What SECURITY.md promises: each promise names the tests that hold it, and those that need a whole run are
here."""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS, run
from tests.fetch.serving import Reply, serving
from tests.repositories import Repository
from tests.watched import watched

ROOT = Path(__file__).parents[1]
FIXTURE = ROOT / "fixtures/repos/wasm-rules/tree"
PROMISES = re.findall(
    r"^\d+\. \*\*(.+?)\*\*(.*?)(?=^\d+\. |^## |\Z)",
    (ROOT / "SECURITY.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)
Capture = pytest.CaptureFixture[str]

READING: list[list[str]] = [
    ["check"],
    ["check", "--changed"],
    ["check", "--base", "HEAD"],
    ["list", "--format", "json"],
    ["coverage"],
    ["why", "wit-bindgen"],
    ["plan"],
    ["graph", "--format", "html"],
    ["fix"],
    ["bump", "wit-bindgen", "0.47.0"],
    ["hoist", "wit-bindgen", "--into", "toolchains/tool_versions.bzl"],
    ["diff", "HEAD"],
    ["init"],
    ["rules", "list"],
    ["baseline"],
    ["fix", "--write", "--unsafe"],
]
"""The commands that read a tree, none of which is asked for the network."""


def trapped(root: Path) -> Repository:
    """A repository that marks itself as soon as something in it runs: modules in the place of those that are
    imported, programs in the place of git, and a git configuration that names some."""
    shutil.copytree(FIXTURE, root, dirs_exist_ok=True)
    mark = f"open({str(root.parent / 'ran')!r}, 'w').close()\n"
    for name in "click json tomllib networkx setup conftest noxfile sitecustomize vercheck".split():
        (root / f"{name}.py").write_text(mark)
    program = f"#!/bin/sh\ntouch {root.parent / 'ran'}\n"
    for name in ("git", "bin/git", "nix", "cargo", "hook"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(program)
        (root / name).chmod(0o755)
    (root / ".gitattributes").write_text("* filter=trap diff=trap\n")
    tree = Repository.new(root)
    tree.commit({})
    for key in (
        "core.fsmonitor core.pager core.sshCommand core.editor diff.external diff.trap.textconv"
        " filter.trap.clean filter.trap.smudge filter.trap.process diff.trap.command merge.trap.driver"
        " core.gitProxy core.alternateRefsCommand core.askPass gpg.program uploadpack.packObjectsHook"
    ).split():
        tree.git("config", key, root / "hook")
    for key in ("alias.ls-files", "alias.rev-parse", "alias.cat-file", "credential.helper"):
        tree.git("config", key, f"!{root / 'hook'}")
    for key, value in (
        ("remote.origin.url", f"ext::{root / 'hook'}"),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
        ("submodule.part.url", f"ext::{root / 'hook'}"),
        ("core.worktree", root.parent),
        ("include.path", root / "included"),
    ):
        tree.git("config", key, value)
    (root / "included").write_text(f"[core]\n\tfsmonitor = {root / 'hook'}\n")
    (root / ".git/objects/info/alternates").write_text(f"{root.parent}\n")
    (root / ".git/hooks/post-index-change").write_text(program)
    (root / ".git/hooks/post-index-change").chmod(0o755)
    return tree


def trapping(root: Path) -> dict[str, str]:
    """An environment in which a program is looked for where one is, and git is told to run some."""
    named = "EXTERNAL_DIFF SSH_COMMAND SSH ASKPASS PAGER EDITOR PROXY_COMMAND SEQUENCE_EDITOR".split()
    return {
        "PATH": os.pathsep.join((".", "", "bin", os.environ["PATH"])),
        **{f"GIT_{name}": str(root / "hook") for name in named},
        **{name: str(root / "hook") for name in ("PAGER", "EDITOR", "SSH_ASKPASS")},
        "GIT_EXEC_PATH": str(root / "bin"),
        "GIT_DIR": str(root / "elsewhere"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(root / "hook"),
    }


@pytest.mark.parametrize("name", [name for name, _ in PROMISES])
def test_every_promise_names_tests_that_are_there(name: str) -> None:
    body = dict(PROMISES)[name]
    named = re.findall(r"`(tests/[\w/]+)\.py::(test_\w+)`", body)
    assert named
    for file, test in named:
        assert hasattr(importlib.import_module(file.replace("/", ".")), test), (file, test)


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_no_command_runs_code_of_the_repository_or_opens_the_network(
    arguments: list[str], tmp_path: Path
) -> None:
    tree = trapped(tmp_path / "tree")
    done = watched(tree.root, tmp_path / "log", *arguments, env=trapping(tree.root))
    assert done.status in (0, 1), done.err
    assert not (tmp_path / "ran").exists()
    assert not done.code
    assert {Path(program).name for program in done.programs} <= {"git"}
    assert not any(Path(program).is_relative_to(tree.root) for program in done.programs)
    assert all(Path(program).is_absolute() for program in done.programs)
    assert not done.addresses | done.names


def test_no_process_of_a_fleet_runs_code_of_the_repository(tmp_path: Path) -> None:
    """They are programs of their own, started where the run was: with git and themselves, nobody else is."""
    tree = trapped(tmp_path / "tree")
    for arguments in (["fleet", "."], ["fleet", str(tree.root), "--jobs", "2", "--tool", "wit-bindgen"]):
        done = watched(tree.root, tmp_path / "log", *arguments, env=trapping(tree.root))
        assert done.status == 1, done
        assert "1 repository: 1 error" in done.out or "wit-bindgen" in done.out
        assert not (tmp_path / "ran").exists()
        assert done.programs == {sys.executable}
        assert not done.code | done.addresses | done.names


def test_the_watch_would_see_it(tmp_path: Path) -> None:
    """Otherwise the test before says nothing."""
    (tmp_path / "tree").mkdir()
    code = "import socket, subprocess; subprocess.run(['true']); socket.getaddrinfo('127.0.0.1', 1)"
    (tmp_path / "tree/vercheck").mkdir()
    (tmp_path / "tree/vercheck/__init__.py").write_text("")
    (tmp_path / "tree/vercheck/cli.py").write_text(f"def main(arguments):\n    {code}\n")
    done = watched(tmp_path / "tree", tmp_path / "log", env={"PYTHONPATH": str(tmp_path / "tree")})
    assert done.programs == {"true"}
    assert done.names == {"127.0.0.1"}
    assert {Path(name).name for name in done.code} == {"__init__.py", "cli.py"}


def test_python_m_vercheck_imports_nothing_of_the_folder_that_it_starts_in(tmp_path: Path) -> None:
    tree = trapped(tmp_path / "tree")
    (tree.root / "vercheck.py").unlink()  # this name is Python's own choice, before any line of ours
    done = subprocess.run(
        [sys.executable, "-m", "vercheck", "check"], cwd=tree.root, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert not (tmp_path / "ran").exists()


def _has_namespaces() -> bool:
    try:
        return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not _has_namespaces(), reason="no namespace without a network can be made here")
@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "fixtures/repos").iterdir()))
def test_without_a_network_every_result_is_the_same(name: str) -> None:
    root = ROOT / "fixtures/repos" / name
    root = root / "tree" if (root / "tree").is_dir() else root
    for arguments in (["check", root, "--format", "json"], ["list", root, "--format", "json"]):
        command = [sys.executable, "-m", "vercheck", *map(str, arguments)]
        outcomes = [
            subprocess.run([*prefix, *command], cwd=ROOT, capture_output=True, check=False)
            for prefix in ([], ["unshare", "-rn"])
        ]
        assert (outcomes[0].returncode, outcomes[0].stdout) == (outcomes[1].returncode, outcomes[1].stdout)


ARCHIVE = """\
http_archive(
    name = "com_github_acme_anvil",
    sha256 = "{digest}",
    strip_prefix = "anvil-{version}",
    url = "https://{login}github.com/acme/anvil/archive/v{version}.tar.gz",
)
"""


def test_a_download_that_is_asked_for_opens_the_named_host_alone(tmp_path: Path) -> None:
    root = tmp_path / "tree"
    Repository.new(root, {
        "MODULE.bazel": 'module(name = "x")\n',
        "repositories.bzl": ARCHIVE.format(version="24.0.0", digest="0" * 63 + "1", login=""),
    })  # fmt: skip
    with serving({"/acme/anvil/archive/v25.0.0.tar.gz": b"anvil"}) as host:
        address = ("127.0.0.1", host.base.rpartition(":")[2])
        command = ["bump", "anvil", "25.0.0", ".", "--fetch", "--mirror", host.base, "--write"]
        done = watched(root, tmp_path / "log", *command)
    assert done.status == 0, done.err
    assert done.addresses == {address}
    assert done.names <= {"127.0.0.1"}


UNLIKE = hashlib.sha256(b"another file").hexdigest()
TEMPLATE = "https://github.com/acme/anvil/archive/v{version}.tar.gz"
ELSEWHERE = (
    "{other}/x", "file:///etc/passwd", "https://ci:{secret}@example.com/x", "http://127.0.0.1:1/x",
    "http://169.254.169.254/x", "https://10.0.0.1/x", "http://example.com/x", "ext::sh", "//localhost/x",
    "https://[::1]/x",
)  # fmt: skip
AWAY = [("bump", target) for target in ELSEWHERE] + [
    (command, target) for command in ("fix", "verify") for target in ELSEWHERE[:3]
]


@pytest.mark.parametrize(("command", "target"), AWAY)
def test_a_download_that_is_led_elsewhere_opens_nothing_else_and_runs_nothing(
    command: str, target: str, tmp_path: Path
) -> None:
    tree = trapped(tmp_path / "tree")
    path = "/acme/anvil/archive/v25.0.0.tar.gz"
    registry = {
        "tool_name": "anvil", "github_repo": "acme/anvil", "latest_version": "25.0.0",
        "versions": {"25.0.0": {"platforms": {"linux": {"sha256": UNLIKE, "url_suffix": "a.tar.gz"}}}},
    }  # fmt: skip
    tree.write({
        "repositories.bzl": ARCHIVE.format(version="24.0.0", digest="0" * 63 + "1", login=""),
        "checksums/tools/anvil.json": json.dumps(registry),
    })  # fmt: skip
    with serving() as host, serving() as other:
        away = Reply(b"", 302, {"Location": target.format(other=other.base, secret=SECRET)})
        for asked in (path, "/acme/anvil/releases/download/v25.0.0/a.tar.gz"):
            host.put(asked, away)
        words = {
            "bump": ["bump", "anvil", "25.0.0", ".", "--fetch"],
            "fix": ["fix", ".", "--tool", "anvil", "--to", "25.0.0", "--fetch"],
            "verify": ["registry", "verify", "anvil", ".", "--url-template", TEMPLATE],
        }[command]
        more = ["--mirror", host.base, "--timeout", "2"]
        done = watched(tree.root, tmp_path / "log", *words, *more, env=trapping(tree.root))
        assert host.asked, done
        assert not other.asked
    assert done.status == 1, done
    assert done.addresses <= {("127.0.0.1", host.base.rpartition(":")[2])}
    assert SECRET not in done.out + done.err
    assert "root:" not in done.out + done.err
    assert not (tmp_path / "ran").exists()
    assert not done.code
    assert {Path(program).name for program in done.programs} <= {"git"}


SECRET = "s3cr3tt0ken"


@pytest.mark.parametrize("answer", [{}, {"/acme/anvil/archive/v25.0.0.tar.gz": b"anvil"}])
def test_no_command_that_downloads_prints_credentials(
    answer: dict[str, bytes], tmp_path: Path, capfd: Capture
) -> None:
    for login in ("", f"ci:{SECRET}@", f"{SECRET}@"):
        root = tmp_path / (login or "plain")
        text = ARCHIVE.format(version="24.0.0", digest="0" * 63 + "1", login=login)
        Repository.new(root, {"MODULE.bazel": 'module(name = "x")\n', "repositories.bzl": text})
        with serving(answer) as host:
            mirror = host.base.replace("://", f"://ci:{SECRET}@")
            moves: list[list[str | Path]] = [
                ["bump", "anvil", "25.0.0", root, "--mirror", mirror],
                ["bump", "anvil", "25.0.0", root, "--mirror", mirror, "--format", "json"],
                ["fix", root, "--tool", "anvil", "--to", "25.0.0", "--mirror", mirror],
            ]
            if login:  # without one, it would be opened
                moves.append(["bump", "anvil", "25.0.0", root])
            for move in moves:
                done = run(capfd, *move, "--fetch", "--timeout", "5")
                said = [line for line in (done.out + done.err).splitlines() if line[:1] not in "+- "]
                assert SECRET not in "\n".join(said), move
        for wrong in (f"http://ci:{SECRET}@example.com", f"https://ci:{SECRET}@example.com?x=1"):
            done = run(capfd, "bump", "anvil", "25.0.0", root, "--fetch", "--mirror", wrong)
            assert done.status == 2
            assert SECRET not in done.out + done.err


@pytest.mark.parametrize(
    "format_", ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"]
)
def test_no_finding_prints_credentials(format_: str, tmp_path: Path, capfd: Capture) -> None:
    text = "".join(
        ARCHIVE.format(version="24.0.0", digest=digit * 16, login=f"ci:{SECRET}@").replace("acme_", name)
        for digit, name in (("1a2b", "a_"), ("3c4d", "b_"))
    )
    root = Repository.new(tmp_path, {"MODULE.bazel": 'module(name = "x")\n', "repositories.bzl": text}).root
    done = run(capfd, "check", root, "--format", format_)
    assert "github.com/acme/anvil" in done.out
    assert SECRET not in done.out


LOGIN = f"ci:{SECRET}@"
SPEAKING = {
    "MODULE.bazel": f'module(name = "x")\ngit_override(\n    module_name = "anvil",\n'
    f'    remote = "https://{LOGIN}github.com/acme/anvil.git",\n    tag = "v23.0.0",\n)\n',
    "repositories.bzl": ARCHIVE.format(version="24.0.0", digest="1a2b" * 3, login=LOGIN),
    "checksums/anvil.json": json.dumps({
        "tool_name": "anvil",
        "github_repo": f"https://{LOGIN}github.com/acme/anvil",
        "latest_version": "24.0.0",
        "versions": {"23.0.0": {"platforms": {"linux": {"sha256": "zz"}}}},
    }),
    "Cargo.toml": f'[package]\nname = "x"\nversion = "0.1.0"\n\n[dependencies]\n'
    f'anvil = {{ git = "https://{LOGIN}github.com/acme/anvil", tag = "v24.0.0" }}\n',
    "Dockerfile": f"FROM debian:12\nRUN curl -L https://{LOGIN}github.com/acme/anvil/releases/download/"
    "v24.2.0/anvil-24.2.1-linux.tar.gz | tar xz\n",
    "requirements.txt": f"anvil @ git+https://{LOGIN}github.com/acme/anvil@v24.0.0\n",
    "CMakeLists.txt": "include(FetchContent)\nFetchContent_Declare(anvil\n"
    f"  URL https://{LOGIN}github.com/acme/anvil/archive/v24.9.0.tar.gz)\n",
}  # fmt: skip
"""A repository in which an address with credentials stands wherever one may be pinned."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--severity", "warning", "--format", "jsonl"],
        ["check", "--severity", "warning"],
        ["list"],
        ["list", "--format", "json"],
        ["list", "--format", "csv"],
        ["why", "anvil"],
        ["coverage"],
        ["coverage", "--format", "json"],
        ["plan"],
        ["plan", "--format", "json"],
        ["graph", "--format", "html"],
        ["graph", "--format", "dot"],
        ["graph", "--format", "mermaid"],
        ["graph", "--format", "json"],
        ["diff", "HEAD~1"],
        ["diff", "HEAD~1", "--format", "json"],
        ["diff", "HEAD~1", "--format", "markdown"],
        ["bump", "anvil", "30.0.0"],
        ["bump", "anvil", "30.0.0", "--format", "json"],
        ["init"],
        ["registry", "verify"],
        ["fleet", ".", "--severity", "warning", "--store", "store"],
        ["fleet", ".", "--severity", "warning", "--format", "json"],
        ["fleet", ".", "--severity", "warning", "--format", "markdown"],
        ["fleet", ".", "--tool", "anvil"],
    ],
    ids=" ".join,
)
def test_no_command_prints_credentials_of_the_repository(
    arguments: list[str], tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = Repository.new(tmp_path / "tree", SPEAKING)
    tree.commit({path: text.replace("24.0.0", "24.0.1") for path, text in SPEAKING.items()})
    monkeypatch.chdir(tree.root)
    done = run(capfd, *arguments)
    assert done.status in (0, 1), done.err
    said = [line for line in (done.out + done.err).splitlines() if not is_of_a_diff(line)]
    assert "anvil" in done.out + done.err or arguments[0] in ("init", "fleet")
    assert [line for line in said if SECRET in line] == []
    if "store" in arguments:
        assert SECRET.encode() not in Path("store").read_bytes()


def is_of_a_diff(line: str) -> bool:
    """As it is shown, or as a document holds it."""
    return line.startswith(("+ ", "- ", "  url")) or '"diff": ' in line


def test_no_link_is_followed_out_of_the_root(tmp_path: Path, capfd: Capture) -> None:
    outside = tmp_path / "outside"
    for path, text in (("tool_versions.bzl", VERSIONS), ("Cargo.toml", MANIFEST)):
        outside.mkdir(exist_ok=True)
        (outside / path).write_text(text)
    for make in (lambda root: root.mkdir(), lambda root: Repository.new(root, {"a.txt": ""})):
        root = tmp_path / f"tree{len(list(tmp_path.iterdir()))}"
        make(root)
        (root / "folder").symlink_to(outside)
        for path in ("tool_versions.bzl", "Cargo.toml"):
            (root / path).symlink_to(outside / path)
        assert '"pins": []' in run(capfd, "list", root, "--format", "json").out


@pytest.mark.parametrize(
    "name", ["vercheck.toml", ".vercheck.toml", "pyproject.toml", ".vercheck-baseline.json"]
)
def test_no_file_of_ours_is_a_link_out_of_the_root(name: str, tmp_path: Path, capfd: Capture) -> None:
    """What is wrong with a configuration would show what is in the file."""
    (tmp_path / "secrets").write_text(f"[tool.vercheck]\n{SECRET} = 1\n")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / name).symlink_to(tmp_path / "secrets")
    done = run(capfd, "check", tmp_path / "tree")
    assert SECRET not in done.out + done.err
    assert done.status == (0 if name == "pyproject.toml" else 2)


@pytest.mark.parametrize("name", ["vercheck.toml", "pyproject.toml", ".vercheck-baseline.json"])
def test_a_pipe_or_a_device_in_the_place_of_a_file_of_ours_is_no_end(name: str, tmp_path: Path) -> None:
    place = tmp_path / name
    for is_pipe in (True, False):
        place.unlink(missing_ok=True)
        if is_pipe:
            os.mkfifo(place)
        else:
            place.symlink_to("/dev/zero")
        command = [sys.executable, "-m", "vercheck", "check", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, timeout=60, capture_output=True, check=False)
        assert done.returncode in (0, 2)


HOSTILE = "\x1b]0;x\x07\n::error::pwned\r<script>alert(1)</script>|`\u202e\u061c"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--format", "concise"],
        ["check", "--format", "github"],
        ["check", "--format", "markdown"],
        ["check", "--format", "junit"],
        ["check", "--statistics"],
        ["list"],
        ["list", "--format", "grid"],
        ["list", "--format", "csv"],
        ["list", "--format", "json"],
        ["check", "--format", "gitlab"],
        ["check", "--format", "jsonl"],
        ["check", "--format", "rdjson"],
        ["check", "--format", "sarif"],
        ["check", "--base", "HEAD"],
        ["bump", "wit-bindgen", "0.50.0"],
        ["fix", "--tool", "wit-bindgen", "--to", "0.50.0"],
        ["registry", "verify", "--offline"],
        ["why", "wit-bindgen"],
        ["coverage"],
        ["plan"],
        ["graph", "--format", "html"],
        ["graph", "--format", "dot"],
        ["graph", "--format", "mermaid"],
        ["diff", "HEAD", "--format", "markdown"],
        ["diff", "HEAD"],
        ["rules", "list"],
        ["init"],
        ["fleet", ".", "--severity", "warning"],
        ["fleet", ".", "--severity", "warning", "--format", "markdown"],
        ["fleet", ".", "--severity", "warning", "--format", "json"],
        ["fleet", ".", "--tool", "wit-bindgen"],
    ],
    ids=" ".join,
)
def test_no_name_in_a_repository_commands_whoever_reads_the_output(
    arguments: list[str], tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, text = HOSTILE.replace("/", "_"), json.dumps(HOSTILE)
    tree = Repository.new(
        tmp_path / "tree",
        {
            "toolchains/tool_versions.bzl": VERSIONS,
            f"tools/{name}/Cargo.toml": MANIFEST.replace("0.47.0", "0.48.0"),
            "tools/a/Cargo.toml": MANIFEST.replace('"updater"', text),
            f"docs/{name}.md": "wit-bindgen 0.45.0\n",
            "versions.json": f'{{"wit-bindgen": {text}, "wasm-tools": "1.0.0"}}',
        },
    )
    (tree.root / "toolchains/tool_versions.bzl").write_text(VERSIONS.replace("0.46.0", "0.49.0"))
    monkeypatch.chdir(tree.root)
    done = run(capfd, *arguments)
    assert done.status in (0, 1), done.err
    said = done.out + done.err
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e]", said)
    if arguments[-1] in ("html", "mermaid"):
        assert "<script>alert(1)" not in said
    lines = [line.lstrip() for line in said.splitlines()]
    assert not [line for line in lines if line.startswith("::") and "pwned" in line.partition(" ")[0]]
    assert not [line for line in lines if line.startswith("::error::")]


@pytest.mark.parametrize(
    "arguments",
    [
        [HOSTILE],
        ["check", HOSTILE],
        ["check", "--select", HOSTILE],
        ["check", "--base", HOSTILE],
        ["check", "--config", HOSTILE],
        ["check", "--output", f"no/{HOSTILE}"],
        ["check", "--baseline", HOSTILE],
        ["check", f"--{HOSTILE}"],
        ["why", HOSTILE],
        ["plan", HOSTILE],
        ["bump", HOSTILE, "1.0.0"],
        ["bump", "wit-bindgen", HOSTILE],
        ["hoist", "wit-bindgen", "--into", HOSTILE],
        ["diff", HOSTILE],
        ["explain", HOSTILE],
        ["schema", HOSTILE],
        ["rules", "show", HOSTILE],
        ["fleet", "--list", HOSTILE],
        ["fleet", ".", "--tool", HOSTILE],
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode()[:40],
)
def test_no_word_of_a_command_line_commands_whoever_reads_what_is_wrong_with_it(
    arguments: list[str], tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script may have it from a repository: a tool, a branch, the name of a file."""
    tree = Repository.new(tmp_path / "tree", {"toolchains/tool_versions.bzl": VERSIONS})
    monkeypatch.chdir(tree.root)
    done = run(capfd, *arguments)
    assert done.status in (1, 2), done
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e]", done.out + done.err)
    assert not [line for line in done.err.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize(
    ("path", "is_run"),
    [
        ("=cmd|' !A0/package.json", True),
        ('=HYPERLINK("x")/package.json', True),
        ("@SUM(1)/package.json", True),
        ("-1+cmd|x/package.json", True),
        ("@scope/package.json", False),
        ("=1.2.3/package.json", False),
        ("a(1)/package.json", False),
    ],
)
def test_no_cell_is_a_formula_that_a_spreadsheet_would_run(
    path: str, is_run: bool, tmp_path: Path, capfd: Capture
) -> None:
    root = Repository.new(tmp_path, {path: '{"dependencies": {"@types/node": "=1.2.3"}}'}).root
    (row,) = csv.DictReader(io.StringIO(run(capfd, "list", root, "--format", "csv").out))
    assert row["path"] == ("'" if is_run else "") + path
    assert row["tool"] == "@types/node"
