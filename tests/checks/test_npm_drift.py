"""version-drift between the npm packages of one repository."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.building import places
from tests.trees import said, tree, versions
from vercheck.model import Diagnostic, Severity


def manifest(name: str, version: str = "0.0.0", /, **tables: Mapping[str, str]) -> str:
    """A package.json with these tables; without a version where that is empty."""
    own = {"version": version} if version else {}
    return json.dumps({"name": name, **own, **tables}, indent=2)


def drift(files: Mapping[str, str]) -> list[Diagnostic]:
    return said("version-drift", tree(files))


def workspace(
    library: str, follower: str, behind: str, *, table: str = "devDependencies", link: str = "workspace:*"
) -> dict[str, str]:
    """A library and two packages that are built on it, each with a `typescript` of its own."""
    return {
        "lib/ui/package.json": manifest("@acme/ui", **{table: {"typescript": library}}),
        "app/web/package.json": manifest(
            "web", dependencies={"@acme/ui": link}, devDependencies={"typescript": follower}
        ),
        "app/portal/package.json": manifest(
            "portal", dependencies={"@acme/ui": link}, devDependencies={"typescript": behind}
        ),
    }


def test_a_package_stays_behind_the_library_that_it_is_built_on() -> None:
    (found,) = drift(workspace("^5.0.4", "^5.0.4", "^4.9.5"))
    assert found.message == (
        "`typescript` is `^4.9.5` here but `^5.0.4` in lib/ui/package.json:5, which this package is built on"
    )
    assert found.severity is Severity.WARNING
    assert {path for path, _ in places(found)} == {
        "lib/ui/package.json",
        "app/web/package.json",
        "app/portal/package.json",
    }
    assert (found.location.path, found.version) == ("app/portal/package.json", "^4.9.5")


@pytest.mark.parametrize(
    "link", ["workspace:*", "workspace:^0.0.0", "link:../../lib/ui", "file:../../lib/ui", "0.0.0"]
)
def test_a_library_may_be_named_in_every_way(link: str) -> None:
    assert len(drift(workspace("^5.0.4", "^5.0.4", "^4.9.5", link=link))) == 1


@pytest.mark.parametrize("link", ["workspace:*", "link:../../lib/ui"])
def test_a_library_needs_no_version_of_its_own(link: str) -> None:
    files = workspace("^5.0.4", "^5.0.4", "^4.9.5", link=link)
    library = manifest("@acme/ui", "", devDependencies={"typescript": "^5.0.4"})
    assert len(drift(files | {"lib/ui/package.json": library})) == 1


def test_versions_count_as_ranges_that_admit_one() -> None:
    assert len(drift(workspace("5.4.5", "^5.0.4", "4.9.5"))) == 1


def test_one_finding_names_all_the_libraries() -> None:
    files = workspace("^5.0.4", "^5.0.4", "^4.9.5")
    files["lib/more/package.json"] = manifest(
        "more", dependencies={"@acme/ui": "workspace:*"}, devDependencies={"typescript": "^5.3"}
    )
    (found,) = drift(files)
    assert "lib/more/package.json" in {path for path, _ in places(found)}


@pytest.mark.parametrize(
    "asked", [("^5.0.4", "^5.0.4", "^5.2"), ("^5", "^5", ">=4"), ("^5", "^5", "^4 || ^5")]
)
def test_ranges_that_meet_are_quiet(asked: tuple[str, str, str]) -> None:
    assert drift(workspace(*asked)) == []


def test_a_package_that_is_ahead_of_its_library_is_quiet() -> None:
    assert drift(workspace("^4.9.5", "^4.9.5", "^5.0.4")) == []


def test_a_library_that_nobody_has_followed_is_quiet() -> None:
    assert drift(workspace("^5.0.4", "^4.9.5", "^4.9.5")) == []


def test_packages_that_are_not_built_on_each_other_are_quiet() -> None:
    files = workspace("^5.0.4", "^5.0.4", "^5.0.4")
    files["bin/api/package.json"] = manifest("api", devDependencies={"typescript": "^4.9.5"})
    assert drift(files) == []


def test_a_package_that_takes_another_release_of_the_library_is_quiet() -> None:
    files = workspace("^5.0.4", "^5.0.4", "^4.9.5", link="workspace:*")
    portal = manifest("portal", dependencies={"@acme/ui": "^3"}, devDependencies={"typescript": "^4.9.5"})
    assert drift(files | {"app/portal/package.json": portal}) == []


def test_type_definitions_follow_what_they_describe() -> None:
    files = {
        path: text.replace("typescript", "@types/node")
        for path, text in workspace("^20", "^20", "^18").items()
    }
    assert drift(files) == []


@pytest.mark.parametrize(
    "folder", ["examples/portal", "fixtures/portal", "node_modules/portal", "tests/portal"]
)
def test_examples_fixtures_and_vendored_packages_are_quiet(folder: str) -> None:
    files = workspace("^5.0.4", "^5.0.4", "^4.9.5")
    files[f"{folder}/package.json"] = files.pop("app/portal/package.json")
    assert drift(files) == []


@pytest.mark.parametrize("spec", ["latest", "*", "github:acme/typescript#v4.9.5", "nonsense !"])
def test_what_cannot_be_compared_is_quiet(spec: str) -> None:
    assert drift(workspace("^5.0.4", "^5.0.4", spec)) == []


def test_two_packages_of_one_name_are_nobodys_library() -> None:
    files = workspace("^5.0.4", "^5.0.4", "^4.9.5")
    assert drift(files | {"old/ui/package.json": files["lib/ui/package.json"]}) == []


def test_a_peer_that_is_refused_is_an_error() -> None:
    (found,) = drift(workspace("^3", "^3.4", "^2.7", table="peerDependencies"))
    assert (found.severity, found.version) == (Severity.ERROR, "^2.7")
    assert "has to provide it for" in found.message


def test_a_peer_is_refused_whoever_is_ahead() -> None:
    (found,) = drift(workspace("^2", "^2", "^3", table="peerDependencies"))
    assert found.severity is Severity.ERROR


def test_a_peer_that_may_be_absent_is_quiet() -> None:
    files = workspace("^3", "^3", "^2", table="peerDependencies")
    library = json.loads(files["lib/ui/package.json"]) | {
        "peerDependenciesMeta": {"typescript": {"optional": True}}
    }
    assert drift(files | {"lib/ui/package.json": json.dumps(library)}) == []


def test_a_peer_that_the_package_leaves_to_others_is_quiet() -> None:
    files = workspace("^3", "^3", "^3", table="peerDependencies")
    portal = manifest("portal", dependencies={"@acme/ui": "workspace:*"})
    assert drift(files | {"app/portal/package.json": portal}) == []


def test_a_catalog_speaks_for_those_who_refer_to_it() -> None:
    files = workspace("catalog:", "catalog:", "^4.9.5")
    files["pnpm-workspace.yaml"] = "catalog:\n  typescript: ^5.0.4\n"
    (found,) = drift(files)
    assert ("pnpm-workspace.yaml", 2) in places(found)


def test_everybody_in_one_catalog_is_quiet() -> None:
    files = workspace("catalog:", "catalog:", "catalog:")
    assert drift(files | {"pnpm-workspace.yaml": "catalog:\n  typescript: ^5.0.4\n"}) == []


def test_packages_that_are_built_on_each_other_in_a_circle_are_quiet() -> None:
    one = manifest("one", dependencies={"two": "workspace:*"}, devDependencies={"typescript": "^5"})
    two = manifest("two", dependencies={"one": "workspace:*"}, devDependencies={"typescript": "^5"})
    assert drift({"one/package.json": one, "two/package.json": two}) == []


def tools(**folders: str) -> dict[str, str]:
    return {
        f"{folder}/package.json": json.dumps({"volta": {"npm": version}})
        for folder, version in folders.items()
    }


def test_packages_that_name_a_tool_for_themselves_are_only_suspicious() -> None:
    (found,) = drift(tools(one="7.20.3", two="7.23.0"))
    assert found.severity is Severity.WARNING


def test_packages_that_name_one_version_of_a_tool_are_quiet() -> None:
    assert drift(tools(one="7.20.3", two="7.20.3")) == []


def test_the_package_manager_of_the_root_must_be_that_of_the_build() -> None:
    files = {
        "package.json": json.dumps({"packageManager": "pnpm@8.5.0"}),
        "tools.bzl": versions(pnpm="8.1.1"),
    }
    assert [found.severity for found in drift(files)] == [Severity.ERROR]
    assert drift(files | {"tools.bzl": versions(pnpm="8.5.0")}) == []
