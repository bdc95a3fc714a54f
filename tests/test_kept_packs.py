"""Shipped packs are the same when they are remembered, and a pack of one's own is read anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reachable import kinds_within
from vercheck.cache.kept import Kept
from vercheck.graph import Knowledge
from vercheck.packs import PackError, load_packs
from vercheck.packs.keeping import NOTATION


def test_whatever_a_pack_may_say_can_be_written_down() -> None:
    assert kinds_within(Knowledge) <= set(NOTATION.kinds)


def test_the_shipped_packs_are_the_same_when_they_are_remembered(tmp_path: Path) -> None:
    for _ in range(2):
        assert load_packs(kept=Kept(tmp_path)) == load_packs()


def test_what_another_program_shipped_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_packs(kept=Kept(tmp_path))
    assert Kept(tmp_path).get([Kept(tmp_path).key("packs")])
    monkeypatch.setattr("vercheck.cache.kept.fingerprint", lambda: "another")
    assert not Kept(tmp_path).get([Kept(tmp_path).key("packs")])


def test_a_pack_of_ones_own_is_read_whenever_it_is_loaded(tmp_path: Path) -> None:
    own, kept = tmp_path / "own.toml", Kept(tmp_path / "kept")
    own.write_text("")
    assert load_packs([own], kept) == load_packs([own]) == load_packs()
    own.write_text("[[gone]]\nhost = 1\n")
    with pytest.raises(PackError):
        load_packs([own], kept)


def test_the_name_of_a_shipped_pack_is_taken_although_it_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "wasm.toml").write_text("")
    for _ in range(2):
        with pytest.raises(PackError, match="the name of another pack"):
            load_packs([tmp_path / "wasm.toml"], Kept(tmp_path / "kept"))
