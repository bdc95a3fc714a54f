"""What comments, written-out text and prose say of versions, held against what is pinned."""

from __future__ import annotations

import pytest

from tests.trees import Files, place, said, tree, versions
from vercheck.model import Applicability, Diagnostic, Severity

TABLE = versions(gizmo="2.1.0", sprocket="1.0.0")


def stale(files: Files) -> list[Diagnostic]:
    return said("stale-mention", tree(files))


def beside(comment: str) -> Files:
    return {"versions.bzl": TABLE, "rule.bzl": f"# {comment}\n"}


# loud


def test_a_comment_that_names_an_older_version_is_reported_at_that_version() -> None:
    (found,) = stale(beside("compatible with gizmo CLI 2.0.0"))
    assert (place(found), found.location.column) == (("rule.bzl", 1), 29)
    assert (found.version, found.expected, found.severity) == ("2.0.0", "2.1.0", Severity.WARNING)
    assert "versions.bzl:2 says `2.1.0`" in found.message


@pytest.mark.parametrize(
    "claim",
    [
        "gizmo 2.0.0",
        "Gizmo version 2.0.0",
        "gizmo v2.0.0",
        "pins gizmo at 2.0.0",
        "gizmo@2.0.0",
        "gizmo == 2.0.0",
    ],
)
def test_a_claim_may_be_made_in_several_words(claim: str) -> None:
    assert [found.version.lstrip("v") for found in stale(beside(claim)) if found.version] == ["2.0.0"]


@pytest.mark.parametrize(
    "sentence",
    [
        "You need gizmo 2.0.0 to run the build scripts.",
        "This project uses gizmo 2.0.* and little else.",
        "The examples are built with the gizmo 2.0.0 release.",
        "Docker container based on gizmo 2.0.0.",
    ],
)
def test_a_sentence_that_says_what_is_needed_today_is_a_claim(sentence: str) -> None:
    (found,) = stale({"versions.bzl": TABLE, "docs/building.md": f"# Building\n\n{sentence}\n"})
    assert place(found) == ("docs/building.md", 3)


def test_the_fix_keeps_the_spelling_and_picks_no_words() -> None:
    (found,) = stale(beside("built with gizmo v2.0.0"))
    assert found.fix is not None
    assert found.fix.applicability is Applicability.UNSAFE
    assert [(edit.old, edit.new) for edit in found.fix.edits] == [("v2.0.0", "v2.1.0")]


def test_a_comment_inside_text_that_is_written_elsewhere_is_reported() -> None:
    text = 'CONTENT = """\n// compatible with gizmo CLI 2.0.0\npub fn run() {}\n"""\n'
    (found,) = stale({"versions.bzl": TABLE, "rule.bzl": text})
    assert place(found) == ("rule.bzl", 2)


def test_a_stretch_of_versions_without_the_pinned_one_is_reported_without_a_fix() -> None:
    (found,) = stale(beside("compatible CLI versions: gizmo 1.8.0 - 2.0.0"))
    assert (found.version, found.fix) == ("1.8.0 - 2.0.0", None)


def test_where_the_pins_disagree_no_fix_is_offered() -> None:
    files = {**beside("compatible with gizmo CLI 2.0.0"), "b.bzl": 'GIZMO_VERSION = "2.2.0"\n'}
    (found,) = stale(files)
    assert (found.fix, found.expected) == (None, None)


MINIMUM = '#!/bin/bash\nMIN_GIZMO_VERSION="{}"\n'


def test_a_minimum_in_a_document_that_is_not_the_one_that_is_checked_is_reported() -> None:
    files = {"README.md": "You need Gizmo >= 0.27.0 to build.\n", "start.sh": MINIMUM.format("0.29.0")}
    (found,) = stale(files)
    assert (place(found), found.version) == (("README.md", 1), "0.27.0")
    assert "`0.29.0`" in found.message


# quiet


@pytest.mark.parametrize(
    "comment",
    [
        "compatible with gizmo CLI 2.1.0",
        "compatible with gizmo 2.1",
        "gizmo 1.9.0 - 2.1.0 work",
        "since gizmo 2.0.0 this is the default",
        "fixed in gizmo 2.0.0",
        "workaround for gizmo 1.4.1",
        "requires gizmo 2.0.0",
        "e.g. gizmo 2.0.0",
        "gizmo 2.0.0 -> 2.1.0",
        "https://github.com/acme/gizmo 2.0.0",
        "compatible with cog 2.0.0",
        "rules-gizmo 2.0.0",
        "gizmo 2.0.0/linux",
    ],
)
def test_true_claims_history_and_other_things_are_quiet(comment: str) -> None:
    assert not stale(beside(comment))


def test_a_version_that_is_locked_is_no_stale_claim() -> None:
    lock = '[[package]]\nname = "gizmo"\nversion = "0.4.0"\nsource = "registry+https://example.test/index"\n'
    assert stale(beside("uses the gizmo crate 0.4.0"))
    assert not stale({**beside("uses the gizmo crate 0.4.0"), "Cargo.lock": f"version = 4\n\n{lock}"})


def test_usage_in_a_docstring_is_quiet() -> None:
    text = 'def gizmo(version):\n    """Registers it.\n\n    Call it with gizmo 1.0.0\n    """\n'
    assert not stale({"versions.bzl": TABLE, "rule.bzl": text})


@pytest.mark.parametrize(
    "sentence",
    [
        "We used gizmo 2.0.0 with success.",
        "You need gizmo 2.1.0 to build.",
        "You needed gizmo 2.0.0 for the old builds.",
        "Until last year, this project uses gizmo 2.0.0.",
        "Images based on an older gizmo 2.0.0 still run.",
        "See gizmo 2.0.0 for what it fixed.",
    ],
)
def test_sentences_that_hold_or_do_not_speak_of_today_are_quiet(sentence: str) -> None:
    assert not stale({"versions.bzl": TABLE, "docs/building.md": f"{sentence}\n"})


def test_a_sentence_of_a_document_claims_nothing_about_today() -> None:
    assert not stale({"versions.bzl": TABLE, "docs/history.md": "We used gizmo 2.0.0 with success.\n"})


@pytest.mark.parametrize("path", ["examples/rule.bzl", "tests/fixtures/rule.bzl", "vendor/x/rule.bzl"])
def test_comments_outside_the_product_are_quiet(path: str) -> None:
    assert not stale({"versions.bzl": TABLE, path: "# compatible with gizmo CLI 2.0.0\n"})


def test_a_comment_about_the_version_of_another_build_root_is_quiet() -> None:
    files = {
        "sub/MODULE.bazel": "",
        "sub/rule.bzl": "# compatible with gizmo CLI 2.0.0\n",
        "versions.bzl": TABLE,
    }
    assert not stale(files)


def test_a_minimum_that_is_the_one_that_is_checked_is_quiet() -> None:
    files = {"README.md": "You need Gizmo >= 0.29 to build.\n", "start.sh": MINIMUM.format("0.29.0")}
    assert not stale(files)


def test_a_minimum_of_what_is_only_selected_is_quiet() -> None:
    assert not stale({"versions.bzl": TABLE, "README.md": "You need Gizmo >= 1.0.0 to build.\n"})


def test_of_a_tool_at_a_thousand_versions_none_is_the_one_that_a_comment_is_behind() -> None:
    many = "".join(f'GIZMO_VERSION = "3.{number}.0"\n' for number in range(1_100))
    assert stale({"versions.bzl": many, "rule.bzl": "# compatible with gizmo CLI 2.0.0\n"}) == []
    assert stale({"versions.bzl": many[:2_000], "rule.bzl": "# compatible with gizmo CLI 2.0.0\n"})
