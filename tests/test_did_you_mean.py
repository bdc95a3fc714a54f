from __future__ import annotations

from vercheck.did_you_mean import did_you_mean


def test_a_near_word_is_offered() -> None:
    assert did_you_mean("version-drfit", ["version-drift", "lock-drift"]) == "; did you mean `version-drift`?"


def test_a_far_word_is_not() -> None:
    assert did_you_mean("xyz", ["version-drift"]) == ""
