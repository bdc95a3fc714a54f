from __future__ import annotations

from vercheck.did_you_mean import did_you_mean


def test_a_near_word_is_offered() -> None:
    assert did_you_mean("version-drfit", ["version-drift", "lock-drift"]) == "; did you mean `version-drift`?"


def test_a_far_word_is_not() -> None:
    assert did_you_mean("xyz", ["version-drift"]) == ""


def test_a_name_without_its_owner_is_meant_before_one_that_is_alike() -> None:
    known = ["setup-bezel", "bazel-contrib/setup-bazel", "cargo:gizmo", "gizmos"]
    assert did_you_mean("setup-bazel", known) == "; did you mean `bazel-contrib/setup-bazel`?"
    assert did_you_mean("gizmo", known) == "; did you mean `cargo:gizmo`?"
    assert did_you_mean("gizmoes", known) == "; did you mean `gizmos`?"
