"""What is built is the same bytes from the same sources, whole by itself, and needs what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = re.findall(
    r"^(\S+)==(\S+)(?: ; .+?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", LOCK, re.MULTILINE
)
SHIPPED = [
    *PROJECT["project"]["dependencies"],
    *(one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra),
    *PROJECT["build-system"]["requires"],
]
APART = ("fuzz", "lock")
"""Groups that only their own target installs."""
DEVELOPED = [one for name, rows in PROJECT["dependency-groups"].items() if name not in APART for one in rows]
SOURCES = ("vercheck", "rules", "docs/checks")
FILES = (
    *("pyproject.toml", "hatch_build.py", ".gitignore"),
    *("README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md"),
)


@pytest.mark.parametrize("text", SHIPPED)
def test_what_users_install_has_an_upper_bound(text: str) -> None:
    operators = {specifier.operator for specifier in Requirement(text).specifier}
    assert operators & {"<", "<=", "==", "~="}
    assert operators & {">", ">=", "==", "~="}


@pytest.mark.parametrize("text", sorted({*SHIPPED, *DEVELOPED}))
def test_the_lock_file_has_a_version_that_the_project_admits(text: str) -> None:
    requirement = Requirement(text)
    locked = [version for name, version, _ in LOCKED if name == canonicalize_name(requirement.name)]
    assert locked, "run `make lock`"
    assert all(requirement.specifier.contains(version, prereleases=True) for version in locked), (
        "run `make lock`"
    )


def test_the_lock_file_has_digests_for_everything_and_names_no_server() -> None:
    assert len(LOCKED) == len(re.findall(r"^[^#\s]", LOCK, re.MULTILINE))
    assert "://" not in LOCK
    assert not re.search(r"^--?(?:extra-)?(?:index|find|trusted)", LOCK, re.MULTILINE)


def _copied(to: Path) -> Path:
    """The sources that a build takes."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__", "carried"))
    for name in FILES:
        shutil.copy(ROOT / name, to / name)
    return to


def _built(root: Path, target: str, *, zone: str = "UTC", umask: int = 0o022) -> Path:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "TZ": zone}
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", "out"]
    subprocess.run(command, cwd=root, env=environment, umask=umask, check=True, capture_output=True)
    (made,) = (root / "out").glob("*.whl" if target == "wheel" else "*.tar.gz")
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel and the archive of its sources."""
    root = _copied(tmp_path_factory.mktemp("one"))
    return _built(root, "wheel"), _built(root, "sdist")


def test_the_same_sources_build_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Elsewhere, later, with other permissions, in another zone; and from the archive of the sources."""
    other = _copied(tmp_path / "two")
    for file in other.rglob("*.py"):
        file.chmod(0o600)
        os.utime(file, (1, 1))
    with tarfile.open(built[1]) as archive:
        archive.extractall(tmp_path / "three", filter="data")
    (unpacked,) = (tmp_path / "three").iterdir()
    elsewhere = partial(_built, other, zone="Pacific/Kiritimati", umask=0o077)
    wheels = [built[0], elsewhere("wheel"), _built(unpacked, "wheel")]
    assert len({sha256(wheel.read_bytes()).digest() for wheel in wheels}) == 1
    assert sha256(elsewhere("sdist").read_bytes()).digest() == sha256(built[1].read_bytes()).digest()


def test_the_archive_of_the_sources_holds_what_a_build_needs_and_no_more(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {*FILES} - {".gitignore"}
    assert {name.partition("/")[0] for name in names} <= {"vercheck", "rules", "docs", *FILES, "PKG-INFO"}
    assert not {name for name in names if name.startswith("docs/") and not name.startswith("docs/checks/")}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--version"], 0, "vercheck "),
        (["check", str(ROOT / "fixtures/repos/wasm-rules/tree")], 1, "companion-mismatch"),
        (["graph", str(ROOT / "fixtures/repos/wasm-rules/tree"), "--format", "html"], 0, "d3"),
        (["explain", "version-drift"], 0, "version-drift"),
        (["rules", "list", str(ROOT / "fixtures/repos/clean")], 0, "wasm/"),
        (["lsp", "--help"], 0, "Usage"),
        (["schema", "report"], 0, "vercheck report"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_wheel_brings_all_that_its_commands_need(
    arguments: list[str], status: int, said: str, built: tuple[Path, Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        wheel.extractall(tmp_path / "site-packages")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site-packages")}
    code = (
        f"import vercheck; assert vercheck.__file__.startswith({str(tmp_path)!r})\n"
        "from vercheck.cli import main; main()"
    )
    command = [sys.executable, "-P", "-c", code, *arguments]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert said in done.stdout
