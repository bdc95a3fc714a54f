"""Where things are kept: in a folder of the user's own, or nowhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from vercheck.cache.place import default_folder

CACHES = "Library/Caches" if sys.platform == "darwin" else ".cache"


def test_it_is_the_folder_for_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert default_folder() == f"{tmp_path}/caches/vercheck"


@pytest.mark.parametrize("named", ["", "relative/caches"])
def test_without_one_it_is_below_the_home(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == f"{tmp_path}/{CACHES}/vercheck"


@pytest.mark.parametrize("home", ["/nonexistent", "relative", "/dev/null/below"])
def test_without_a_home_there_is_none(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    assert default_folder() is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_nothing_is_left_in_the_home_of_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    os.chown(tmp_path, 12345, -1)
    assert default_folder() is None
