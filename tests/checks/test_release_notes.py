"""The changelog and the README: when they say that a version was forgotten, and when they are not."""

from __future__ import annotations

import pytest

from tests.checks.test_own_versions import cargo, findings, module, npm
from tests.trees import place
from vercheck.model import Severity

CHANGELOG = "# Changelog\n\n## [1.3.0] - 2025-02-01\n\n## [1.2.3] - 2025-01-01\n\n## [1.2.2]\n"

# the changelog


def test_a_manifest_that_stayed_at_a_release_of_the_past_is_told() -> None:
    (found,) = findings({"Cargo.toml": cargo("gyro", "1.2.3"), "CHANGELOG.md": CHANGELOG})
    assert (place(found), found.severity, found.expected) == (("Cargo.toml", 3), Severity.WARNING, "1.3.0")
    assert "CHANGELOG.md:3" in found.message


@pytest.mark.parametrize(
    "version", ["1.3.0", "1.4.0", "1.3.1-dev", "1.4.0-alpha.1", "0.0.0", "0.7.0"], ids=str
)
def test_a_manifest_that_is_at_the_release_or_ahead_or_counts_otherwise_is_quiet(version: str) -> None:
    assert findings({"Cargo.toml": cargo("gyro", version), "CHANGELOG.md": CHANGELOG}) == []


@pytest.mark.parametrize(
    "head", ["## [Unreleased]", "## [1.3.0] - TBD", "## 1.3.0 (unreleased)", "## 1.3.0-rc.1", "## 1.3.0"]
)
def test_what_is_not_released_yet_is_quiet(head: str) -> None:
    log = f"# Changelog\n\n{head}\n\n## 1.2.3\n\n## 1.2.2\n"
    assert findings({"Cargo.toml": cargo("gyro", "1.2.3"), "CHANGELOG.md": log}) == []


def test_a_changelog_elsewhere_is_about_something_else() -> None:
    assert findings({"gyro/Cargo.toml": cargo("gyro", "1.2.3"), "CHANGELOG.md": CHANGELOG}) == []


def test_a_private_package_beside_a_changelog_is_quiet() -> None:
    manifest = npm("gyro", "1.2.3", '"private": true')
    assert findings({"package.json": manifest, "CHANGELOG.md": CHANGELOG}) == []


# the README


def snippet(requirement: str) -> str:
    return f'# gyro\n\n```toml\n[dependencies]\ngyro = "{requirement}"\n```\n'


def call(version: str) -> str:
    return f'# gyro\n\n```starlark\nbazel_dep(name = "gyro", version = "{version}")\n```\n'


def test_a_readme_that_asks_for_what_the_project_no_longer_is_is_told() -> None:
    (found,) = findings({"Cargo.toml": cargo("gyro", "2.0.1"), "README.md": snippet("1.4")})
    assert (place(found), found.severity) == (("README.md", 5), Severity.WARNING)
    (found,) = findings({"MODULE.bazel": module("gyro", "2.0.1"), "README.md": call("1.4.0")})
    assert place(found) == ("README.md", 4)


@pytest.mark.parametrize(
    ("version", "requirement"),
    [("2.0.1", "2"), ("2.0.1", "2.0.0"), ("2.0.1", "*"), ("3.0.0-alpha.1", "2.0"), ("0.0.0", "2.0")],
)
def test_a_range_that_admits_the_project_and_a_project_between_releases_are_quiet(
    version: str, requirement: str
) -> None:
    assert findings({"Cargo.toml": cargo("gyro", version), "README.md": snippet(requirement)}) == []


def test_a_readme_that_names_the_last_release_is_right() -> None:
    files = {"Cargo.toml": cargo("gyro", "2.0.0"), "README.md": snippet("1.3"), "CHANGELOG.md": CHANGELOG}
    assert findings(files) == []


def test_a_readme_that_names_old_and_new_is_right() -> None:
    text = snippet("1.3") + "\nand with the new one\n\n" + snippet("2.0")
    assert findings({"Cargo.toml": cargo("gyro", "2.0.0"), "README.md": text}) == []


@pytest.mark.parametrize("path", ["docs/migrating.md", "sub/README.md"])
def test_another_text_may_tell_of_the_past(path: str) -> None:
    assert findings({"Cargo.toml": cargo("gyro", "2.0.0"), path: snippet("1.3")}) == []


def test_another_project_in_the_readme_is_quiet() -> None:
    assert (
        findings(
            {"Cargo.toml": cargo("gyro", "2.0.0"), "README.md": snippet("1.3").replace("gyro =", "serde =")}
        )
        == []
    )


# pages that tell how to install it


@pytest.mark.parametrize(
    "path",
    ["docs/install.md", "docs/installation.md", "doc/getting-started.rst.md", "docs/src/quickstart.md"],
)
def test_a_page_of_the_docs_that_asks_for_what_it_is_no_longer_is_told(path: str) -> None:
    files = {"Cargo.toml": cargo("gyro", "1.2.3"), path.replace(".rst", ""): snippet("0.9")}
    (found,) = findings(files)
    assert place(found) == (path.replace(".rst", ""), 5)
    assert "`1.2.3` in Cargo.toml:3" in found.message


@pytest.mark.parametrize(
    "path",
    ["docs/v0/install.md", "docs/upgrading.md", "docs/blog/install.md", "docs/history/0.9.md", "install.md"],
)
def test_pages_that_tell_of_other_releases_are_quiet(path: str) -> None:
    assert findings({"Cargo.toml": cargo("gyro", "1.2.3"), path: snippet("0.9")}) == []


def test_a_page_that_asks_for_what_it_is_today_is_quiet() -> None:
    assert findings({"Cargo.toml": cargo("gyro", "1.2.3"), "docs/install.md": snippet("1.2")}) == []


def test_the_docs_of_a_folder_are_about_what_is_in_it() -> None:
    files = {"gyro/Cargo.toml": cargo("gyro", "1.2.3"), "gyro/docs/install.md": snippet("0.9")}
    assert len(findings(files)) == 1
    other = {"gyro/Cargo.toml": cargo("gyro", "1.2.3"), "other/docs/install.md": snippet("0.9")}
    assert findings(other) == []


def test_further_documents_that_say_what_the_readme_says_are_named_with_it() -> None:
    example = '```toml\n[dependencies]\ngyro = "0.3"\n```\n'
    files = {
        "Cargo.toml": cargo("gyro", "0.4.0"),
        "README.md": example,
        "book/src/start.md": example,
        "book/src/migration.md": example,  # about an older release
        "book/src/other.md": example.replace("0.3", "0.2"),
    }
    (found,) = findings(files)
    assert [label.location.path for label in found.related] == ["Cargo.toml", "book/src/start.md"]
