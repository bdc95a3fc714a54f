"""What another program found out does not count: another version, another build, other packages beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import vercheck
from vercheck.cache.program import fingerprint

SOURCE = Path(vercheck.__file__).parent


def installed(home: Path) -> Path:
    """As much of a program as is asked for its fingerprint."""
    shutil.copytree(SOURCE / "cache", home / "vercheck/cache", ignore=shutil.ignore_patterns("__pycache__"))
    (home / "vercheck/__init__.py").write_text('__version__ = "1.0"\n')
    return home


def printed(home: Path) -> str:
    code = "from vercheck.cache.program import fingerprint; print(fingerprint())"
    command = [sys.executable, "-P", "-S", "-B", "-c", code]
    environment = {"PYTHONPATH": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_one_program_has_one_fingerprint() -> None:
    assert fingerprint() == fingerprint()


def test_a_checkout_that_changes_is_another_program(tmp_path: Path) -> None:
    home = installed(tmp_path)
    seen = [printed(home), printed(home)]
    assert seen[0] == seen[1]
    file = home / "vercheck/cache/store.py"
    file.write_text(file.read_text() + "\n")
    seen.append(printed(home))
    (home / "rules").mkdir()
    (home / "rules/wasm.toml").write_text("")
    seen.append(printed(home))
    (home / "vercheck/new.py").write_text("")
    seen.append(printed(home))
    assert len(set(seen)) == 4


def test_what_is_installed_is_known_by_the_installer_s_list_and_the_packages_beside_it(
    tmp_path: Path,
) -> None:
    home = installed(tmp_path / "site-packages")
    record = home / "vercheck-1.0.dist-info/RECORD"
    record.parent.mkdir()
    record.write_text("vercheck/__init__.py,sha256=one,1\n")
    os.utime(home, (1, 1))
    seen = [printed(home), printed(home)]
    assert seen[0] == seen[1]
    record.write_text("vercheck/__init__.py,sha256=two,1\n")
    seen.append(printed(home))
    (home / "tree_sitter_nix-2.0.dist-info").mkdir()
    os.utime(home, (1, 1))
    seen.append(printed(home))
    os.utime(home, (2, 2))
    seen.append(printed(home))
    assert len(set(seen)) == 4


def test_the_same_elsewhere_is_another_program(tmp_path: Path) -> None:
    assert printed(installed(tmp_path / "one")) != printed(installed(tmp_path / "two"))
