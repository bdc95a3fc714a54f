"""Gradle: wrapper, version catalog, scripts, properties; and Bazel's lists of the same coordinates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.bazel_module import EXTRACTOR as MODULE
from vercheck.extractors.gradle import EXTRACTOR
from vercheck.model import Severity

_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"
_URL = r"distributionUrl=https\://services.gradle.org/distributions/gradle-8.14.3-bin.zip"


def test_the_wrapper_is_one_statement_of_version_and_digest() -> None:
    sha = digest("gradle")
    extraction = read(EXTRACTOR, _WRAPPER, f"distributionBase=X\n{_URL}\ndistributionSha256Sum={sha}\n")
    (pin,), (statement,) = extraction.pins, extraction.statements
    assert (str(pin.artifact), pin.raw, pin.digests[0].hex) == ("bin:gradle", "8.14.3", sha)
    assert [(one.name, one.text) for one in statement.members] == [("version", "8.14.3"), ("digest", sha)]


@pytest.mark.parametrize("file", ["gradle-8.5-rc-1-all.zip", "gradle-8.5-rc-1-bin.zip"])
def test_a_candidate_keeps_its_ending(file: str) -> None:
    (pin,) = read(EXTRACTOR, _WRAPPER, f"distributionUrl=https\\://x/{file}").pins
    assert pin.raw == "8.5-rc-1"


def test_a_wrapper_without_a_version_is_noted() -> None:
    (note,) = read(EXTRACTOR, _WRAPPER, "distributionUrl=https\\://x/current.zip\n").notes
    assert (note.check, note.location.line) == ("not-understood", 1)


def test_a_digest_of_the_wrong_length_beside_the_wrapper_is_malformed() -> None:
    facts = tree({_WRAPPER: f"{_URL}\ndistributionSha256Sum=abc123\n"})
    assert said("malformed-digest", facts)


def test_a_catalog_leads_from_libraries_to_versions() -> None:
    text = (
        '[versions]\nkotlin = "1.9.24"\njava = "17"\nunused = "3.0"\n'
        '[libraries]\nstdlib = { module = "org.jetbrains.kotlin:kotlin-stdlib", version.ref = "kotlin" }\n'
        'junit = "junit:junit:4.13.2"\n'
        'guava = { group = "com.google.guava", name = "guava", version = "33.0-jre" }\n'
        'bom = { module = "a.b:bom" }\n'
        'slf4j = { module = "org.slf4j:api", version = { strictly = "[1.7, 1.8[", prefer = "1.7.25" } }\n'
        '[plugins]\njvm = { id = "org.jetbrains.kotlin.jvm", version.ref = "kotlin" }\n'
        'fmt = "com.x.fmt:0.25"\n'
    )
    assert pins(EXTRACTOR, "gradle/libs.versions.toml", text) == [
        "toolchain:java selects 17",
        "maven:org.jetbrains.kotlin:kotlin-stdlib selects @versions[kotlin]",
        "maven:junit:junit selects 4.13.2",
        "maven:com.google.guava:guava selects 33.0-jre",
        "maven:org.slf4j:api selects 1.7.25",
        "gradle:org.jetbrains.kotlin.jvm selects @versions[kotlin]",
        "gradle:com.x.fmt selects 0.25",
    ]
    extraction = read(EXTRACTOR, "gradle/libs.versions.toml", text)
    assert {one.trail: one.text for one in extraction.constants} == {
        "versions[kotlin]": "1.9.24",
        "versions[unused]": "3.0",
    }
    assert extraction.notes == ()


def test_a_reference_to_a_version_that_is_not_in_the_catalog_is_noted() -> None:
    text = '[libraries]\nx = { module = "a:b", version.ref = "gone" }\n'
    (note,) = read(EXTRACTOR, "gradle/libs.versions.toml", text).notes
    assert (note.check, note.location.line) == ("not-understood", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plugins {\n  id 'com.x' version '8.13.0' apply false\n}", ["gradle:com.x selects 8.13.0"]),
        ('plugins { id("com.x") version "1.2"; java }', ["gradle:com.x selects 1.2"]),
        (
            'plugins { kotlin("jvm") version "1.9.24" }',
            ["gradle:org.jetbrains.kotlin.jvm selects 1.9.24"],
        ),
        (
            'pluginManagement { plugins { id("a.b") version "3.1" } }',
            ["gradle:a.b selects 3.1"],
        ),
        ('dependencies { implementation("g.h:a:1.2.3") }', ["maven:g.h:a selects 1.2.3"]),
        ("dependencies {\n  implementation 'g:a:1.2.3@aar'\n}", ["maven:g:a selects 1.2.3"]),
        ('dependencies { api("g:a:1.2.3:linux-x86_64") }', ["maven:g:a selects 1.2.3"]),
        ('dependencies { api(platform("g:bom:2.0")) }', ["maven:g:bom selects 2.0"]),
        ('dependencies { api "g:a:1.+" }', ["maven:g:a requires ~1.+"]),
        ('dependencies { api "g:a:[1.0,2.0)" }', ["maven:g:a requires ~[1.0,2.0)"]),
        ('dependencies { api "g:a:latest.release" }', ["maven:g:a selects *latest.release"]),
        (
            "dependencies {\n compile group: 'g', name: 'a', version: '1.2'\n}",
            ["maven:g:a selects 1.2"],
        ),
        (
            'dependencies {\n api(group = "g", name = "a", version = "1.2")\n}',
            ["maven:g:a selects 1.2"],
        ),
        (
            'dependencies { api("g:a") { version { strictly("[1.7,1.8["); prefer("1.7.25") } } }',
            ["maven:g:a requires ~[1.7,1.8[", "maven:g:a selects 1.7.25"],
        ),
        ('protobuf { protoc { artifact = "com.google.protobuf:protoc:3.25.1" } }',
         ["maven:com.google.protobuf:protoc selects 3.25.1"]),
        ("kotlin { jvmToolchain(17) }", ["toolchain:java selects 17 [module app]"]),
        (
            "java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }",
            ["toolchain:java selects 21 [module app]"],
        ),
        (
            "compileOptions {\n  sourceCompatibility JavaVersion.VERSION_1_8\n}",
            ["toolchain:java requires ~8 [bytecode]"],
        ),
        ("kotlinOptions { jvmTarget = '17' }", ["toolchain:java requires ~17 [bytecode]"]),
        ('android { ndkVersion = "27.0.12077973" }', ["bin:ndk selects 27.0.12077973"]),
        ('group = "com.x"\nversion = "1.2.3"\n', ["maven:com.x:app provides 1.2.3"]),
        ("version '1.2.3'", ["maven:app provides 1.2.3"]),
    ],
)  # fmt: skip
def test_what_a_script_asks_for_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "app/build.gradle.kts", text)
    assert pins(EXTRACTOR, "app/build.gradle.kts", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ("ext.fooVersion = '1.2.3'", '"g:a:$fooVersion"'),
        ("ext {\n  fooVersion = '1.2.3'\n}", '"g:a:${fooVersion}"'),
        ('val fooVersion = "1.2.3"', '"g:a:$fooVersion"'),
        ('val fooVersion by extra("1.2.3")', '"g:a:$fooVersion"'),
        ('ext.set("fooVersion", "1.2.3")', '"g:a:${rootProject.ext.fooVersion}"'),
        ('extra["fooVersion"] = "1.2.3"', '"g:a:$fooVersion"'),
        ("def versions = [\n  fooVersion: '1.2.3',\n]", '"g:a:${versions.fooVersion}"'),
    ],
)
def test_a_variable_is_the_version_of_what_refers_to_it(declared: str, used: str) -> None:
    extraction = read(EXTRACTOR, "build.gradle", f"{declared}\ndependencies {{\n  api {used}\n}}\n")
    assert [one.text for one in extraction.constants] == ["1.2.3"]
    (pin,) = extraction.pins
    assert str(pin.artifact) == "maven:g:a"
    assert pin.value.target.trail == extraction.constants[0].trail  # type: ignore[union-attr]


def test_a_variable_that_names_a_tool_is_a_pin_of_it() -> None:
    assert pins(EXTRACTOR, "build.gradle", "ext.protocVersion = '3.25.1'\n") == ["bin:protoc selects 3.25.1"]


@pytest.mark.parametrize(
    "text",
    [
        'android { defaultConfig { versionName "1.0"\n versionCode 1\n minSdk 26 } }',
        'android { defaultConfig { versionName = "1.0.0" } }',
        'dependencies { implementation project(":a:b")\n implementation libs.guava }',
        'dependencies { implementation("g:a:$elsewhere")\n implementation("g:a") }',
        '// implementation("g:a")\n/* version = "1" */',
        'repositories { maven { url = uri("https://x.y/z:8080/1.2.3") } }',
        'println "listening on localhost:8080"',
        'version = file("VERSION").text\nversion = providers.gradleProperty("v").get()',
        'tasks.register("x") { version = "4.5.6" }',
        "plugins { java; `kotlin-dsl`; alias(libs.plugins.jvm) }",
        'id("x")\ntext = """\n implementation("g:a:1.2.3")\n"""',
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "app/build.gradle", text)
    assert (extraction.pins, extraction.notes) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("group=com.x\nversion=1.2.3\n", ["maven:com.x:lib provides 1.2.3"]),
        ("VERSION_NAME=0.4.0-SNAPSHOT\n", ["maven:lib provides 0.4.0-SNAPSHOT"]),
        ("org.gradle.jvmargs=-Xmx2g\n", []),
    ],
)
def test_properties_hold_the_projects_own_version(text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "lib/gradle.properties", text) == expected


def test_bazels_list_of_artifacts_holds_the_same_coordinates() -> None:
    text = (
        'V = "2.0"\nmaven.install(\n  artifacts = ["g:a:1.2.3", "g:b:jar:1.0", "g:c:%s" % V, "g:d"],\n)\n'
        'maven.install(name = "tests", artifacts = ["g:a:1.1"])\n'
    )
    assert [one for one in pins(MODULE, "MODULE.bazel", text) if one.startswith("maven:")] == [
        "maven:g:a selects 1.2.3",
        "maven:g:b selects 1.0",
        "maven:g:c selects @V",
        "maven:g:a selects 1.1 [tests]",
    ]


def test_the_jdk_of_the_whole_project_is_held_against_others_and_that_of_a_module_is_not() -> None:
    script = "kotlin { jvmToolchain(17) }"
    other = {"b/build.gradle": "kotlin { jvmToolchain(11) }", ".java-version": "21"}
    assert said("version-drift", tree({"a/build.gradle": script, **other})) == []
    found = said("version-drift", tree({"build.gradle": script, **other}))
    assert {one.severity for one in found} == {Severity.WARNING}


def test_modules_may_depend_on_one_library_in_different_versions() -> None:
    facts = tree({
        "a/build.gradle": 'dependencies { api "g:a:1.2.3" }',
        "b/build.gradle": 'dependencies { api "g:a:2.0.0" }',
    })  # fmt: skip
    assert said("version-drift", facts) == []


def test_wrappers_of_two_builds_that_differ_are_a_warning_and_not_an_error() -> None:
    other = _URL.replace("8.14.3", "8.9")
    facts = tree({f"a/{_WRAPPER}": _URL, f"b/{_WRAPPER}": other})
    assert {found.severity for found in said("version-drift", facts)} == {Severity.WARNING}
    assert said("version-drift", tree({f"a/{_WRAPPER}": _URL, f"b/{_WRAPPER}": _URL})) == []


def test_brackets_that_never_close_cost_no_more_than_their_statement() -> None:
    text = "(" * 100_000 + "\n" + "{" * 100_000 + "\n}" * 100_000 + '\ndependencies { api "g:a:1.2.3" }\n'
    assert "maven:g:a selects 1.2.3" in pins(EXTRACTOR, "build.gradle", text)


_BITS = st.sampled_from(
    [
        "plugins",
        "{",
        "}",
        "(",
        ")",
        "\n",
        '"',
        "'",
        '"g:a:1.2"',
        "version",
        "=",
        "$x",
        "${",
        "id",
        "[",
        "]",
        "ext.x",
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(_BITS, max_size=60).map(lambda x: " ".join(x).encode())))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    for path in (
        "build.gradle",
        "settings.gradle.kts",
        "x/libs.versions.toml",
        _WRAPPER,
        "gradle.properties",
    ):
        read(EXTRACTOR, path, content)
