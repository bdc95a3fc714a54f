"""package.json: every way to ask for a package, the tools a manifest names, and its own version."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read, shown
from vercheck.extractors.package_json import EXTRACTOR
from vercheck.model import Address, Digest, Extraction, Pin, Reference, Role

SHA = "ab" * 64


def manifest(**fields: object) -> str:
    return json.dumps(fields, indent=2)


def extract(text: str, path: str = "app/package.json") -> Extraction:
    return read(EXTRACTOR, path, text)


def dependency(text: str, name: str = "foo", table: str = "dependencies") -> list[str]:
    return pins(EXTRACTOR, "app/package.json", manifest(**{table: {name: text}}))


def only(**fields: object) -> Pin:
    (pin,) = extract(manifest(**fields)).pins
    return pin


@pytest.mark.parametrize("table", ["dependencies", "devDependencies", "optionalDependencies"])
def test_a_range_is_required_and_a_whole_version_selected(table: str) -> None:
    assert dependency("^1.2.3", table=table) == ["npm:foo requires ~^1.2.3"]
    assert dependency("1.2.3", table=table) == ["npm:foo selects 1.2.3"]
    assert only(**{table: {"foo": "~1.2"}}).trail == f"{table}.foo"


def test_a_peer_is_required_however_exactly() -> None:
    assert dependency("1.2.3", table="peerDependencies") == ["npm:foo requires ~1.2.3"]


def test_a_peer_that_may_be_absent_is_noted() -> None:
    pin = only(peerDependencies={"foo": ">=1"}, peerDependenciesMeta={"foo": {"optional": True}})
    assert pin.note == "optional"


@pytest.mark.parametrize(
    "text", ["1.x", "1", ">=1 <2", "1 - 2", "^1 || ^2", "~1.2.3", "=1.2", "v1.2", "1.2.x", ">= 1.0.0-rc.1"]
)
def test_every_spelling_of_a_range_is_one(text: str) -> None:
    assert dependency(text) == [f"npm:foo requires ~{text}"]


@pytest.mark.parametrize("text", ["1.2.3", "v1.2.3", "1.2.3-rc.1+build.5", "3.48.0-build4"])
def test_a_version_with_three_numbers_is_whole(text: str) -> None:
    assert dependency(text) == [f"npm:foo selects {text}"]


def test_an_equals_sign_is_no_part_of_the_version() -> None:
    assert only(dependencies={"foo": "=1.2.3"}).raw == "1.2.3"


def test_tags_and_stars_float() -> None:
    assert dependency("latest") == ["npm:foo selects *latest"]
    assert dependency("next-12") == ["npm:foo selects *next-12"]
    assert dependency("*") == ["npm:foo requires **"]


def test_an_empty_text_asks_for_nothing_in_particular() -> None:
    assert dependency("") == []


def test_a_scope_is_part_of_the_name_and_a_dotted_name_is_quoted_in_the_trail() -> None:
    pin, other = extract(manifest(dependencies={"@types/node": "^18", "highlight.js": "^11"})).pins
    assert (str(pin.artifact), pin.trail) == ("npm:@types/node", "dependencies.@types/node")
    assert other.trail == "dependencies.'highlight.js'"


@pytest.mark.parametrize(
    ("text", "artifact", "raw"),
    [
        ("npm:real@^1.2", "npm:real", "^1.2"),
        ("npm:@scope/real@1.2.3", "npm:@scope/real", "1.2.3"),
        ("npm:^1.2", "npm:foo", "^1.2"),
        ("jsr:@std/path@^1.0", "jsr:@std/path", "^1.0"),
        ("workspace:^1.2.0", "npm:foo", "^1.2.0"),
        ("patch:foo@npm:1.2.3#./foo.patch", "npm:foo", "1.2.3"),
        ("patch:foo@npm%3A1.2.3#./foo.patch", "npm:foo", "1.2.3"),
    ],
)
def test_the_version_behind_a_protocol_is_found(text: str, artifact: str, raw: str) -> None:
    pin = only(dependencies={"foo": text})
    assert (str(pin.artifact), pin.raw) == (artifact, raw)


def test_an_alias_is_noted() -> None:
    assert only(dependencies={"foo": "npm:real@^1"}).note == "as `foo`"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("workspace:*", Address("npm:foo", "version")),
        ("workspace:^", Address("npm:foo", "version")),
        ("workspace:other@*", Address("npm:other", "version")),
        ("workspace:../foo", Address("foo/package.json", "version")),
        ("file:../foo", Address("foo/package.json", "version")),
        ("link:./foo", Address("app/foo/package.json", "version")),
        ("portal:..", Address("package.json", "version")),
        ("../foo", Address("foo/package.json", "version")),
        ("catalog:", Address(":pnpm-workspace.yaml", "catalog.foo")),
        ("catalog:default", Address(":pnpm-workspace.yaml", "catalog.foo")),
        ("catalog:react18", Address(":pnpm-workspace.yaml", "catalogs.react18.foo")),
    ],
)
def test_what_stands_elsewhere_is_a_reference(text: str, target: Address) -> None:
    pin = only(dependencies={"foo": text})
    assert (pin.value, pin.role, pin.raw) == (Reference(target), Role.REQUIRES, text)


@pytest.mark.parametrize("text", ["file:../../outside", "file:./foo.tgz", "~/foo", "/opt/foo", "npm:real"])
def test_what_names_no_version_that_could_be_found_is_quiet(text: str) -> None:
    extraction = extract(manifest(dependencies={"foo": text}))
    assert (extraction.pins, extraction.notes) == ((), ())


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("github:acme/foo#v1.2.3", "npm:foo selects v1.2.3"),
        ("acme/foo#v1.2.3", "npm:foo selects v1.2.3"),
        ("git+https://github.com/acme/foo.git#v1.2.3", "npm:foo selects v1.2.3"),
        ("git+ssh://git@github.com/acme/foo.git#main", "npm:foo selects *main"),
        ("https://github.com/acme/foo.git#v1.2.3", "npm:foo selects v1.2.3"),
        ("https://github.com/acme/foo#v1.2.3", "npm:foo selects v1.2.3"),
        ("github:acme/foo#semver:^1.2", "npm:foo requires ~^1.2"),
        ("github:acme/foo#0123456789abcdef0123456789abcdef01234567",
         "npm:foo selects #0123456789abcdef0123456789abcdef01234567"),
        ("https://example.org/acme/foo.git#commit=0123456789", "npm:foo selects #0123456789"),
    ],
)  # fmt: skip
def test_a_repository_is_pinned_by_what_stands_behind_the_hash(text: str, pin: str) -> None:
    assert dependency(text) == [pin]


def test_a_repository_without_a_ref_says_no_version() -> None:
    assert dependency("github:acme/foo") == []


def test_a_repository_is_also_known_by_its_own_name() -> None:
    assert only(dependencies={"foo": "github:acme/bar#v1.2.3"}).names == ("github:acme/bar", "bar")


def test_the_version_of_an_archive_is_in_its_address() -> None:
    assert dependency("https://example.org/foo/-/foo-1.2.3.tgz") == ["npm:foo selects 1.2.3"]
    assert dependency("https://example.org/foo.tgz") == []


def test_overrides_hold_for_everything_unless_they_say_below_what() -> None:
    text = manifest(
        overrides={"foo": "1.0.0", "bar": {".": "2.0.0", "baz": "3.0.0"}, "qux@^1": "1.9.0"},
        pnpm={"overrides": {"left>right": "4.0.0", "both": "^5"}},
        resolutions={"**/deep": "6.0.0", "up/**/low": "7.0.0", "@a/b/@c/d": "8.0.0"},
    )
    assert sorted(pins(EXTRACTOR, "package.json", text)) == [
        "npm:@c/d selects 8.0.0 [@a/b]",
        "npm:bar selects 2.0.0",
        "npm:baz selects 3.0.0 [bar]",
        "npm:both requires ~^5",
        "npm:deep selects 6.0.0",
        "npm:foo selects 1.0.0",
        "npm:low selects 7.0.0 [up]",
        "npm:qux selects 1.9.0 [^1]",
        "npm:right selects 4.0.0 [left]",
    ]


def test_an_override_may_name_a_dependency_of_the_manifest() -> None:
    text = manifest(devDependencies={"foo": "^1"}, overrides={"foo": "$foo", "bar": "$absent"})
    _, override = extract(text).pins
    assert override.value == Reference(Address("app/package.json", "devDependencies.foo"))


def test_an_override_that_takes_a_dependency_away_is_none() -> None:
    assert extract(manifest(pnpm={"overrides": {"foo": "-"}})).pins == ()


def test_catalogs_of_a_manifest_are_read() -> None:
    text = manifest(
        workspaces={"packages": ["a"], "catalog": {"foo": "^1"}, "catalogs": {"old": {"foo": "^0.9"}}}
    )
    assert [pin.trail for pin in extract(text).pins] == ["catalog.foo", "catalogs.old.foo"]


def test_engines_are_ranges_of_tools() -> None:
    text = manifest(engines={"node": ">=18 <19", "pnpm": "9.1.0", "npm": "please use pnpm", "yarn": "*"})
    extraction = extract(text)
    assert [shown(pin) for pin in extraction.pins] == [
        "toolchain:node requires ~>=18 <19",
        "bin:pnpm requires ~9.1.0",
    ]
    assert extraction.notes == ()


def test_engines_for_developers_are_ranges_of_tools() -> None:
    runtime = {"name": "node", "version": "^22"}
    managers = [{"name": "pnpm", "version": "10.0.0"}, {"name": "npm"}]
    assert pins(
        EXTRACTOR, "package.json", manifest(devEngines={"runtime": runtime, "packageManager": managers})
    ) == ["toolchain:node requires ~^22", "bin:pnpm requires ~10.0.0"]


def test_the_package_manager_has_a_version_and_a_digest() -> None:
    extraction = extract(manifest(packageManager=f"pnpm@9.1.0+sha512.{SHA}"))
    (pin,), (statement,) = extraction.pins, extraction.statements
    assert (shown(pin), pin.raw, pin.digests) == ("bin:pnpm selects 9.1.0", "9.1.0", (Digest("sha512", SHA),))
    assert [(member.name, member.text) for member in statement.members] == [
        ("version", "9.1.0"),
        ("digest", SHA),
    ]


def test_the_package_manager_needs_no_digest() -> None:
    extraction = extract(manifest(packageManager="yarn@4.1.0"))
    assert ([shown(pin) for pin in extraction.pins], extraction.statements) == (
        ["bin:yarn selects 4.1.0"],
        (),
    )


def test_volta_selects_tools() -> None:
    text = manifest(volta={"node": "18.16.0", "pnpm": "8.5.0", "extends": "../package.json"})
    assert pins(EXTRACTOR, "package.json", text) == [
        "toolchain:node selects 18.16.0",
        "bin:pnpm selects 8.5.0",
    ]


def test_a_package_provides_its_own_version() -> None:
    extraction = extract(manifest(name="@acme/app", version="1.2.3", main="index.js"))
    (pin,) = extraction.pins
    assert (shown(pin), pin.trail, pin.note) == ("npm:@acme/app provides 1.2.3", "version", "own version")
    assert [(one.kind, one.name) for one in extraction.statements] == [("npm-package", "@acme/app")]


@pytest.mark.parametrize("more", [{"private": True, "main": "index.js"}, {"scripts": {"lint": "eslint ."}}])
def test_a_package_that_is_not_for_others_says_so(more: dict[str, object]) -> None:
    extraction = extract(manifest(version="1.2.3", **more))
    assert [one.kind for one in extraction.statements] == ["npm-private"]


@pytest.mark.parametrize("more", [{"bin": "cli.js"}, {"private": False, "files": ["dist"]}])
def test_a_package_with_something_to_use_is_for_others(more: dict[str, object]) -> None:
    assert extract(manifest(version="1.2.3", **more)).statements == ()


def test_a_package_without_a_name_goes_by_its_folder() -> None:
    assert str(only(version="1.2.3").artifact) == "npm:app"


@pytest.mark.parametrize("workspaces", [["packages/*"], {"packages": ["packages/*"]}])
def test_the_folders_of_a_workspace_are_kept(workspaces: object) -> None:
    (statement,) = extract(manifest(workspaces=workspaces)).statements
    assert (statement.kind, [member.text for member in statement.members]) == (
        "npm-workspace",
        ["packages/*"],
    )


def test_scripts_files_and_other_versions_are_not_read() -> None:
    text = manifest(
        scripts={"a": "foo --since 1.2.3"}, files=["1.2.3"], config={"foo": "1.2.3"}, jest={"x": "1.2.3"}
    )
    assert extract(text).pins == ()


@pytest.mark.parametrize("text", ["^1.2.3.4", ">=", "nix:foo", "1.2.3 oops!"])
def test_what_npm_would_refuse_is_noted_and_stays_opaque(text: str) -> None:
    extraction = extract(manifest(dependencies={"foo": text, "bar": "^1"}))
    assert [note.check for note in extraction.notes] == ["not-understood"]
    assert [shown(pin) for pin in extraction.pins] == [f"npm:foo requires #{text}", "npm:bar requires ~^1"]


def test_a_number_in_a_versions_place_is_noted() -> None:
    extraction = extract(manifest(dependencies={"foo": {"version": "1"}, "bar": "^1"}))
    assert [note.message for note in extraction.notes] == ["expected the version of `foo` in quotes"]
    assert len(extraction.pins) == 1


def test_a_version_with_escapes_is_noted_not_misplaced() -> None:
    extraction = extract('{"dependencies": {"foo": "\\u005e1.2.3", "bar": "^1"}}')
    assert [pin.artifact.name for pin in extraction.pins] == ["bar"]
    assert [note.check for note in extraction.notes] == ["not-understood"]


def test_a_broken_line_is_noted_and_the_rest_is_read() -> None:
    text = '{\n  "dependencies": {\n    "foo": "^1",\n    "bar": ^2,\n    "baz": "^3"\n  }\n}'
    extraction = extract(text)
    assert {"foo", "baz"} <= {pin.artifact.name for pin in extraction.pins}
    assert {(note.check, note.location.line) for note in extraction.notes} == {("parse-error", 4)}


def test_characters_of_many_bytes_do_not_shift_what_follows() -> None:
    pin = only(description="größer → 日本", dependencies={"föö": "^1.2.3"})
    assert pin.raw == "^1.2.3"


@pytest.mark.parametrize("key", ["[" * 100_000, '{"a":' * 100_000, '{"overrides":' * 10_000])
def test_nesting_without_end_is_survived(key: str) -> None:
    extract(key)


def test_overrides_without_end_are_survived() -> None:
    extract('{"overrides":' + '{"a":' * 150 + '"1.0.0"' + "}" * 150 + "}")


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content: bytes) -> None:
    read(EXTRACTOR, "package.json", content)


_TEXTS = st.text(st.sampled_from("abv0123.^~<>=|-*@/:#+ workspacenpmgit%"), max_size=30)


@given(st.dictionaries(_TEXTS, _TEXTS, max_size=4), st.dictionaries(_TEXTS, _TEXTS, max_size=4))
def test_no_dependency_breaks_it(dependencies: dict[str, str], overrides: dict[str, str]) -> None:
    text = manifest(dependencies=dependencies, overrides=overrides, packageManager=next(iter(overrides), ""))
    read(EXTRACTOR, "a/package.json", text)


def test_a_script_may_run_a_package_at_a_version_of_its_own() -> None:
    text = '{"scripts": {"format": "npx -y prettier@3.1.0 --check .", "only": "npx only-allow pnpm"}}'
    assert pins(EXTRACTOR, "package.json", text) == ["npm:prettier selects 3.1.0"]
