"""lock-drift for npm, pnpm and Yarn: what is locked is what the manifests ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.checks.test_npm_drift import manifest
from tests.trees import said, tree
from vercheck.model import Diagnostic, Severity


def drift(files: Mapping[str, str]) -> list[Diagnostic]:
    return said("lock-drift", tree(files))


def npm(**folders: str) -> str:
    """A package-lock.json: `foo="1.2.3"` is installed at the top, `app__foo` for the package `app`."""
    packages: dict[str, object] = {"": {"name": "root", "version": "0.0.0"}}
    for name, version in folders.items():
        owner, _, package = name.rpartition("__")
        packages[f"{owner}/node_modules/{package}".lstrip("/")] = {"version": version}
    return json.dumps({"name": "root", "lockfileVersion": 3, "packages": packages}, indent=2)


def pnpm(importers: Mapping[str, Mapping[str, str]]) -> str:
    lines = ["lockfileVersion: '9.0'", "importers:"]
    for folder, dependencies in importers.items():
        lines += [f"  {folder}:", "    dependencies:"]
        for name, version in dependencies.items():
            lines += [f"      {name}:", "        specifier: whatever", f"        version: {version}"]
    return "\n".join([*lines, "packages:", ""])


def yarn(**versions: str) -> str:
    return "".join(f'{name}@any:\n  version "{version}"\n\n' for name, version in versions.items())


LOCKS = {
    "package-lock.json": npm(foo="1.2.3"),
    "pnpm-lock.yaml": pnpm({".": {"foo": "1.2.3"}}),
    "yarn.lock": yarn(foo="1.2.3"),
}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_range_that_the_locked_version_is_not_in_is_an_error(lock: str) -> None:
    (found,) = drift({"package.json": manifest("root", dependencies={"foo": "^2"}), lock: LOCKS[lock]})
    assert found.message.startswith(f"`foo` must be `^2` here but is `1.2.3` in {lock}:")
    assert found.severity is Severity.ERROR
    assert found.help is not None
    assert " install` and commit the lock file" in found.help


@pytest.mark.parametrize("lock", LOCKS)
def test_another_exact_version_is_an_error_too(lock: str) -> None:
    assert (
        len(drift({"package.json": manifest("root", dependencies={"foo": "1.2.4"}), lock: LOCKS[lock]})) == 1
    )


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("spec", ["^1.2.0", "~1.2.3", "1.2.3", ">=1 <2", "*", "latest", "1.x", "^0.9 || ^1"])
def test_a_version_that_is_asked_for_is_quiet(lock: str, spec: str) -> None:
    assert drift({"package.json": manifest("root", dependencies={"foo": spec}), lock: LOCKS[lock]}) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_dependency_that_is_not_locked_at_all_is_an_error(lock: str) -> None:
    (found,) = drift({"package.json": manifest("root", devDependencies={"bar": "^2"}), lock: LOCKS[lock]})
    assert found.message == f"`bar` is required at `^2` here but is not in {lock}"


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    "table",
    [
        {"optionalDependencies": {"bar": "^2"}},
        {"peerDependencies": {"bar": "^2", "foo": "^9"}},
        {"dependencies": {"bar": "github:acme/bar#v2.0.0"}},
        {"dependencies": {"bar": "workspace:*", "baz": "file:../baz", "qux": "catalog:"}},
    ],
)
def test_what_need_not_be_locked_by_name_is_quiet(lock: str, table: Mapping[str, Mapping[str, str]]) -> None:
    assert drift({"package.json": manifest("root", **table), lock: LOCKS[lock]}) == []


@pytest.mark.parametrize("field", ["overrides", "resolutions"])
@pytest.mark.parametrize("lock", LOCKS)
def test_an_override_answers_for_what_is_locked(lock: str, field: str) -> None:
    asking = manifest("root", dependencies={"foo": ">=1.9"}, **{field: {"foo": "1.2.3"}})
    assert drift({"package.json": asking, lock: LOCKS[lock]}) == []


def test_an_override_of_the_workspace_answers_as_well() -> None:
    files = {
        "package.json": manifest("root", dependencies={"foo": "^2"}),
        "pnpm-lock.yaml": LOCKS["pnpm-lock.yaml"],
    }
    assert drift(files | {"pnpm-workspace.yaml": "overrides:\n  foo: 1.2.3\n"}) == []


@pytest.mark.parametrize("lock", ["package-lock.json", "yarn.lock"])
def test_an_alias_is_held_against_the_package_that_it_stands_for(lock: str) -> None:
    asking = manifest("root", dependencies={"nick": "npm:foo@^1"})
    assert drift({"package.json": asking, lock: LOCKS[lock]}) == []


@pytest.mark.parametrize("catalog", [False, True])
def test_an_alias_and_the_package_itself_are_two_entries_for_pnpm(catalog: bool) -> None:
    def given(locked: str) -> list[Diagnostic]:
        wish = "catalog:" if catalog else "npm:foo@^7"
        asking = manifest("root", dependencies={"@foo/native": wish, "foo": "^5"})
        lock = pnpm({".": {"'@foo/native'": f"foo@{locked}", "foo": "5.9.3"}})
        workspace = "catalog:\n  '@foo/native': npm:foo@^7\n"
        return drift({"package.json": asking, "pnpm-lock.yaml": lock, "pnpm-workspace.yaml": workspace})

    assert given("7.0.2") == []
    (found,) = given("6.0.2")
    assert "must be `^7" in found.message or "must be `npm:foo@^7" in found.message


def test_a_package_that_an_override_replaces_by_another_is_there() -> None:
    files = {
        "package.json": manifest("root", dependencies={"foo": "^5"}),
        "pnpm-lock.yaml": pnpm({".": {"foo": "'@bar/foo6@6.0.2'"}}),
    }
    assert drift(files | {"pnpm-workspace.yaml": "overrides:\n  foo: npm:@bar/foo6@6.0.2\n"}) == []


def test_a_package_gets_the_copy_next_to_it() -> None:
    lock = json.loads(npm(foo="1.2.3", app__foo="2.0.0"))
    lock["packages"]["app"] = {"name": "app", "version": "0.0.0"}
    lock["packages"]["lib"] = {"name": "lib", "version": "0.0.0"}
    files = {
        "package-lock.json": json.dumps(lock),
        "package.json": manifest("root", dependencies={"foo": "^1"}),
        "app/package.json": manifest("app", dependencies={"foo": "^2"}),
        "lib/package.json": manifest("lib", dependencies={"foo": "^1"}),
    }
    assert drift(files) == []
    files["lib/package.json"] = manifest("lib", dependencies={"foo": "^2"})
    assert [found.location.path for found in drift(files)] == ["lib/package.json"]


def test_each_importer_of_pnpm_is_held_against_its_own_versions() -> None:
    files = {
        "pnpm-lock.yaml": pnpm({"app": {"foo": "2.0.0"}, "lib": {"foo": "1.2.3"}}),
        "app/package.json": manifest("app", dependencies={"foo": "^1"}),
        "lib/package.json": manifest("lib", dependencies={"foo": "^1"}),
    }
    assert [found.location.path for found in drift(files)] == ["app/package.json"]


def test_a_dependency_that_pnpm_links_is_there() -> None:
    files = {
        "pnpm-lock.yaml": pnpm({".": {"foo": "link:../elsewhere"}}),
        "package.json": manifest("root", dependencies={"foo": "^1"}),
    }
    assert drift(files) == []


def test_a_catalog_is_held_against_the_lock_of_those_who_refer_to_it() -> None:
    files = {
        "pnpm-lock.yaml": pnpm({"app": {"foo": "1.2.3"}}),
        "app/package.json": manifest("app", dependencies={"foo": "catalog:"}),
        "pnpm-workspace.yaml": "catalog:\n  foo: ^1\n",
    }
    assert drift(files) == []
    assert len(drift(files | {"pnpm-workspace.yaml": "catalog:\n  foo: ^2\n"})) == 1


@pytest.mark.parametrize("lock", LOCKS)
def test_a_package_that_the_lock_does_not_know_is_quiet(lock: str) -> None:
    other = manifest("other", dependencies={"foo": "^9", "bar": "^1"})
    assert drift({lock: LOCKS[lock], "tools/other/package.json": other}) == []


@pytest.mark.parametrize(
    ("glob", "count"), [("packages/*", 1), ("packages/**", 1), ("./packages/app", 1), ("*", 0)]
)
def test_yarns_members_are_those_that_the_workspace_names(glob: str, count: int) -> None:
    files = {
        "yarn.lock": yarn(foo="1.2.3"),
        "package.json": json.dumps({"name": "root", "workspaces": [glob]}),
        "packages/app/package.json": manifest("app", dependencies={"foo": "^2"}),
    }
    assert len(drift(files)) == count


def test_one_of_several_locked_versions_is_enough_for_yarn() -> None:
    lock = yarn(foo="1.2.3") + yarn(foo="2.0.0").replace("@any", "@other")
    assert drift({"yarn.lock": lock, "package.json": manifest("root", dependencies={"foo": "^2"})}) == []


def test_a_nearer_lock_comes_first() -> None:
    files = {
        "package-lock.json": npm(foo="1.2.3"),
        "package.json": manifest("root", dependencies={"foo": "^1"}),
        "app/package-lock.json": npm(foo="2.0.0"),
        "app/package.json": manifest("root", dependencies={"foo": "^2"}),
    }
    assert drift(files) == []


def test_packages_of_the_repository_are_linked_not_locked() -> None:
    files = {
        "package-lock.json": npm(),
        "package.json": manifest("root", dependencies={"lib": "^1"}),
        "lib/package.json": manifest("lib", "1.0.0"),
    }
    assert drift(files) == []


def test_a_lock_that_has_another_version_of_the_package_itself_is_suspicious() -> None:
    (found,) = drift({"package-lock.json": npm(), "package.json": manifest("root", "0.1.0")})
    assert found.message == "`root` is `0.1.0` here but `0.0.0` in package-lock.json:7"
    assert found.severity is Severity.WARNING


def test_an_example_is_only_suspicious_and_a_fixture_quiet() -> None:
    def files(folder: str) -> dict[str, str]:
        asking = manifest("root", dependencies={"foo": "^2"})
        return {f"{folder}/package.json": asking, f"{folder}/package-lock.json": npm(foo="1.2.3")}

    assert [found.severity for found in drift(files("examples/a"))] == [Severity.WARNING]
    assert drift(files("fixtures/a")) == []


def test_a_manifest_without_a_lock_is_quiet() -> None:
    assert drift({"package.json": manifest("root", dependencies={"foo": "^2"})}) == []
