"""The project's own version, in all the places that state it: what must agree, and what need not."""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.model import Diagnostic, Severity


def findings(files: Files) -> list[Diagnostic]:
    return said("version-drift", tree(files))


def cargo(name: str, version: str, more: str = "") -> str:
    return f'[package]\nname = "{name}"\nversion = "{version}"\n{more}'


def npm(name: str, version: str, more: str = '"main": "index.js"') -> str:
    return f'{{\n"name": "{name}",\n"version": "{version}",\n{more}\n}}\n'


def python(name: str, version: str, more: str = "") -> str:
    return f'[project]\nname = "{name}"\nversion = "{version}"\n{more}'


def module(name: str, version: str) -> str:
    return f'module(name = "{name}", version = "{version}")\n'


GYRO = cargo("gyro", "1.2.3")

# loud: one name, two packagers


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("npm/package.json", npm("gyro", "1.2.2")),
        ("npm/package.json", npm("@acme/gyro", "1.2.2")),
        ("MODULE.bazel", module("gyro", "1.2.2")),
        ("python/pyproject.toml", python("Gyro", "1.2.2")),
        ("snap/snapcraft.yaml", "name: gyro\nversion: '1.2.2'\n"),
        ("packaging/gyro.spec", "Name: gyro\nVersion: 1.2.2\n"),
        ("CMakeLists.txt", "project(gyro VERSION 1.2.2)\n"),
        ("meson.build", "project('gyro', version : '1.2.2')\n"),
        ("configure.ac", "AC_INIT([gyro], [1.2.2])\n"),
        ("gyro.gemspec", "  spec.name = 'gyro'\n  spec.version = '1.2.2'\n"),
        ("composer.json", '{"name": "acme/gyro", "version": "1.2.2"}'),
        ("dart/pubspec.yaml", "name: gyro\nversion: 1.2.2\n"),
    ],
)
def test_a_packager_that_was_forgotten_is_told(path: str, content: str) -> None:
    (found,) = findings({"Cargo.toml": GYRO, path: content})
    assert found.severity is Severity.WARNING
    assert {found.location.path, found.related[0].location.path} == {"Cargo.toml", path}
    assert "1.2.3" in found.message
    assert "1.2.2" in found.message


def test_what_one_build_reads_in_one_folder_agrees_whatever_it_is_called() -> None:
    (found,) = findings(
        {"py/Cargo.toml": cargo("gyro-py", "1.2.3"), "py/pyproject.toml": python("pygyro", "1.2.2")}
    )
    assert place(found) == ("py/pyproject.toml", 3)
    (found,) = findings(
        {"app/Cargo.toml": cargo("gyro-app", "1.2.3"), "app/tauri.conf.json": '{"version": "1.2.2"}'}
    )
    assert place(found) == ("app/tauri.conf.json", 1)


# loud: constants and VERSION


@pytest.mark.parametrize(
    ("manifest", "path", "constant"),
    [
        (("pyproject.toml", python("gyro", "1.2.3")), "src/gyro/__init__.py", '__version__ = "1.2.2"\n'),
        (("pyproject.toml", python("gyro", "1.2.3")), "gyro/version.py", "VERSION = (1, 2, 2)\n"),
        (("package.json", npm("gyro", "1.2.3")), "src/version.ts", 'export const VERSION = "1.2.2";\n'),
        (
            ("CMakeLists.txt", "project(gyro VERSION 1.2.3)\n"),
            "include/gyro.h",
            '#define GYRO_VERSION "1.2.2"\n',
        ),
        (("Cargo.toml", GYRO), "VERSION", "1.2.2\n"),
        (("Cargo.toml", GYRO), "version.txt", "v1.2.2\n"),
    ],
)
def test_a_constant_that_stayed_behind_is_told(manifest: tuple[str, str], path: str, constant: str) -> None:
    (found,) = findings({manifest[0]: manifest[1], path: constant})
    assert (found.location.path, found.severity) == (path, Severity.WARNING)
    assert found.expected == "1.2.3"


# quiet


@pytest.mark.parametrize(
    "files",
    [
        {"Cargo.toml": GYRO, "npm/package.json": npm("gyro", "1.2.3")},
        {"Cargo.toml": GYRO, "VERSION": "v1.2.3\n"},
        {"Cargo.toml": GYRO, "VERSION": "1.2\n"},
    ],
    ids=["equal", "with a v", "less precise"],
)
def test_places_that_agree_are_quiet(files: Files) -> None:
    assert findings(files) == []


@pytest.mark.parametrize("version", ["0.0.0", "0.0.0-dev", "99.0.0", "0.0.0-semantically-released"])
def test_a_version_that_nobody_has_set_is_quiet(version: str) -> None:
    assert findings({"Cargo.toml": GYRO, "npm/package.json": npm("gyro", version)}) == []


@pytest.mark.parametrize("version", ["1.3.0-dev", "1.3.0.dev0", "1.3.0-SNAPSHOT", "1.3.0-rc.1"])
def test_what_is_under_way_is_quiet(version: str) -> None:
    assert findings({"Cargo.toml": GYRO, "VERSION": f"{version}\n"}) == []


def test_members_that_are_released_on_their_own_are_quiet() -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["gyro", "gyro-core"]\n',
        "gyro/Cargo.toml": GYRO,
        "gyro-core/Cargo.toml": cargo("gyro-core", "0.4.1"),
        "web/package.json": npm("@acme/gyro-web", "3.0.0"),
    }
    assert findings(files) == []


@pytest.mark.parametrize("more", ['"private": true, "main": "x.js"', '"scripts": {}'])
def test_a_package_that_is_not_for_others_is_quiet(more: str) -> None:
    assert findings({"Cargo.toml": GYRO, "package.json": npm("gyro", "1.0.0", more)}) == []
    constant = {"src/version.ts": 'export const VERSION = "1.2.2";\n'}
    assert findings({"package.json": npm("gyro", "1.0.0", more), **constant}) == []


@pytest.mark.parametrize("folder", ["examples/a", "fixtures/a", "third_party/a", "tests/a", "test-crates/a"])
def test_examples_tests_and_what_others_wrote_are_quiet(folder: str) -> None:
    assert findings({"Cargo.toml": GYRO, f"{folder}/package.json": npm("gyro", "1.0.1")}) == []


@pytest.mark.parametrize("version", ["0.1.0", "2.0.0", "1.9.0"])
def test_what_was_never_counted_together_is_quiet(version: str) -> None:
    assert findings({"Cargo.toml": GYRO, "js/package.json": npm("gyro", version)}) == []


def test_a_name_that_anybody_has_says_nothing() -> None:
    assert (
        findings({"Cargo.toml": cargo("cli", "1.2.3"), "web/package.json": npm("@acme/cli", "4.0.0")}) == []
    )


def test_a_name_that_one_index_has_twice_says_nothing() -> None:
    files = {
        "Cargo.toml": GYRO,
        "old/Cargo.toml": cargo("gyro", "0.9.0"),
        "npm/package.json": npm("gyro", "1.2.2"),
    }
    assert findings(files) == []


def test_a_chart_is_numbered_by_itself() -> None:
    chart = "name: gyro\nversion: 0.3.0\nappVersion: 1.2.3\n"
    assert findings({"Cargo.toml": GYRO, "chart/Chart.yaml": chart}) == []


def test_manifests_of_two_things_in_one_folder_are_quiet() -> None:
    assert (
        findings({"MODULE.bazel": module("rules_gyro", "2.0.0"), "package.json": npm("gyro-docs", "1.0.1")})
        == []
    )


@pytest.mark.parametrize(
    ("path", "constant"),
    [
        ("tools/lint/main.py", '__version__ = "0.3.0"\n'),
        ("src/gyro/client.py", 'API_VERSION = "2.0.0"\n'),
        ("src/gyro/widgets/__init__.py", '__version__ = "0.3.0"\n'),
        ("sub/VERSION", "0.3.0\n"),
    ],
)
def test_a_constant_of_something_else_is_quiet(path: str, constant: str) -> None:
    assert findings({"pyproject.toml": python("gyro", "1.2.3"), path: constant}) == []


def test_a_manifest_that_takes_its_version_from_the_source_has_none_to_compare() -> None:
    text = '[project]\nname = "gyro"\ndynamic = ["version"]\n'
    assert findings({"pyproject.toml": text, "gyro/__init__.py": '__version__ = "1.2.2"\n'}) == []


def test_a_version_that_is_inherited_is_one_place() -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["gyro"]\n[workspace.package]\nversion = "1.2.3"\n',
        "gyro/Cargo.toml": '[package]\nname = "gyro"\nversion.workspace = true\n',
        "npm/package.json": npm("gyro", "1.2.2"),
    }
    (found,) = findings(files)
    assert {place(found), (found.related[0].location.path, found.related[0].location.line)} == {
        ("Cargo.toml", 4),
        ("npm/package.json", 3),
    }
    assert findings({**files, "npm/package.json": npm("gyro", "1.2.3")}) == []


# what packages the repository as it is

NIX = (
    '{ rustPlatform }:\nrustPlatform.buildRustPackage {\n  pname = "%s";\n  version = "%s";\n  src = %s;\n}\n'
)
CHART = "apiVersion: v2\nname: %s\nversion: 7.0.1\nappVersion: '%s'\n"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("package.nix", NIX % ("gyro", "1.2.2", "./.")),
        ("nix/package.nix", NIX % ("gyro", "1.2.2", "lib.cleanSource ../.")),
        ("flake.nix", NIX % ("gyro", "1.2.2", "self")),
        ("charts/gyro/Chart.yaml", CHART % ("gyro", "1.2.2")),
        ("Chart.yaml", CHART % ("gyro", "v1.2.2")),
    ],
)
def test_a_package_of_the_whole_that_was_forgotten_is_told(path: str, content: str) -> None:
    (found,) = said("version-drift", tree({"Cargo.toml": GYRO, path: content}, knowledge=packs()))
    assert (found.rule, found.severity) == ("release/own-packages", Severity.WARNING)
    assert {found.location.path, found.related[0].location.path} == {"Cargo.toml", path}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("package.nix", NIX % ("gyro", "1.2.3", "./.")),
        ("package.nix", NIX % ("other", "1.2.2", "./.")),
        (
            "package.nix",
            NIX % ("gyro", "1.2.2", 'fetchFromGitHub { owner = "a"; repo = "gyro"; rev = "v1.2.2"; }'),
        ),
        ("nix/package.nix", NIX % ("gyro", "4.0.0", "../.")),  # counted by itself
        ("charts/gyro/Chart.yaml", CHART % ("gyro", "1.2.3")),
        ("charts/gyro/Chart.yaml", CHART % ("gyro", "1.16.0")),  # what `helm create` wrote
        ("charts/gyro/Chart.yaml", CHART % ("gyro", "1.3.0-dev")),
        ("charts/other/Chart.yaml", CHART % ("other", "1.2.2")),
    ],
)
def test_what_packages_something_else_or_the_same_release_is_quiet(path: str, content: str) -> None:
    assert not said("version-drift", tree({"Cargo.toml": GYRO, path: content}, knowledge=packs()))


def test_a_row_that_is_turned_off_says_nothing() -> None:
    off = packs().regraded({"release/own-packages": Severity.OFF})
    files = {"Cargo.toml": GYRO, "package.nix": NIX % ("gyro", "1.2.2", "./.")}
    assert not said("version-drift", tree(files, knowledge=off))


# an npm package that has nothing in it


THIN = '"license": "MIT"'
TOOLS = '"devDependencies": {"prettier": "3.1.0"}'


@pytest.mark.parametrize("path", ["package.json", "npm/package.json"])
@pytest.mark.parametrize("name", ["gyro", "@acme/gyro"])
def test_a_package_with_no_more_than_a_name_and_a_version_states_that_version(path: str, name: str) -> None:
    thin = f'{{"name": "{name}", "version": "1.2.2"}}'
    (found,) = findings({"Cargo.toml": GYRO, path: thin})
    assert {found.location.path, found.related[0].location.path} == {"Cargo.toml", path}
    assert findings({"Cargo.toml": GYRO, path: thin.replace("1.2.2", "1.2.3")}) == []


@pytest.mark.parametrize("more", [THIN, TOOLS, '"private": true'])
@pytest.mark.parametrize("other", ["1.2.3", "1.0.0"])
def test_an_npm_package_does_not_silence_a_version_file_that_neither_manifest_agrees_with(
    more: str, other: str
) -> None:
    files = {"Cargo.toml": GYRO, "package.json": npm("tools", other, more), "VERSION": "1.2.2\n"}
    (found,) = findings(files)
    assert place(found) == ("VERSION", 1)


@pytest.mark.parametrize("more", [TOOLS, '"private": true'])
def test_a_version_file_may_be_that_of_a_private_package(more: str) -> None:
    private = npm("gyro", "2.0.0", more)
    assert findings({"package.json": private, "VERSION": "1.2.2\n"}) == []
    assert findings({"Cargo.toml": GYRO, "package.json": private, "VERSION": "2.0.0\n"}) == []


# what nobody gave a version to


def test_a_package_as_npm_begins_one_states_no_version_of_what_is_beside_it() -> None:
    beside = {"Cargo.toml": cargo("gyro", "2.41.5")}
    assert not findings({**beside, "package.json": npm("gyro", "1.0.0")})
    assert findings({**beside, "package.json": npm("gyro", "1.0.1")})
    assert findings({"Cargo.toml": cargo("gyro", "1.1.0"), "package.json": npm("gyro", "1.0.0")})
