"""Maven: dependencies, properties, the project's own version, profiles; and XML that is not to be trusted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.maven_pom import EXTRACTOR

_SPACED = " 1.2.3\n "


def _pom(body: str) -> str:
    head = '<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n'
    return f"{head}<groupId>g</groupId><artifactId>app</artifactId>\n{body}\n</project>\n"


def _dependency(version: str, name: str = "a", kind: str = "dependency", group: str = "x.y") -> str:
    grouped = f"<groupId>{group}</groupId>" if group else ""
    return f"<{kind}>{grouped}<artifactId>{name}</artifactId><version>{version}</version></{kind}>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<version>1.2.3</version>", ["maven:g:app provides 1.2.3"]),
        (f"<dependencies>{_dependency('1.2.3')}</dependencies>", ["maven:x.y:a selects 1.2.3"]),
        (f"<dependencies>{_dependency('[1.0,2.0)')}</dependencies>", ["maven:x.y:a requires ~[1.0,2.0)"]),
        (f"<dependencies>{_dependency(_SPACED)}</dependencies>", ["maven:x.y:a selects 1.2.3"]),
        (
            f"<dependencyManagement><dependencies>{_dependency('1.2.3')}</dependencies></dependencyManagement>",
            ["maven:x.y:a selects 1.2.3"],
        ),
        (
            f"<build><plugins>{_dependency('3.1', 'jar', 'plugin', '')}</plugins></build>",
            ["maven:org.apache.maven.plugins:jar selects 3.1"],
        ),
        (_dependency("3.2.1", "boot", "parent", "org.spring"), ["maven:org.spring:boot selects 3.2.1"]),
        (
            "<properties><maven.compiler.release>17</maven.compiler.release></properties>",
            ["toolchain:java requires ~17 [bytecode]"],
        ),
        (
            "<properties><maven.compiler.source>1.8</maven.compiler.source></properties>",
            ["toolchain:java requires ~8 [bytecode]"],
        ),
        ("<properties><node.version>v20.1.0</node.version></properties>", ["toolchain:node selects v20.1.0"]),
        (
            "<build><plugins><plugin><configuration><nodeVersion>v20.1.0</nodeVersion></configuration>"
            "</plugin></plugins></build>",
            ["toolchain:node selects v20.1.0"],
        ),
        (
            f"<profiles><profile><id>old</id><dependencies>{_dependency('0.9')}</dependencies>"
            "</profile></profiles>",
            ["maven:x.y:a selects 0.9 [old]"],
        ),
        (
            f"<dependencies>{_dependency('9.4.54.v20240208')}</dependencies>",
            ["maven:x.y:a selects 9.4.54.v20240208"],
        ),
    ],
)
def test_what_a_pom_asks_for_is_a_pin(body: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "pom.xml", _pom(body))
    assert pins(EXTRACTOR, "pom.xml", _pom(body)) == expected
    assert extraction.notes == ()


def test_a_property_is_the_version_of_what_refers_to_it() -> None:
    text = _pom(
        "<properties><jackson.version>2.17.1</jackson.version></properties>"
        f"<dependencies>{_dependency('${jackson.version}')}</dependencies>"
    )
    extraction = read(EXTRACTOR, "pom.xml", text)
    assert pins(EXTRACTOR, "pom.xml", text) == ["maven:x.y:a selects @properties[jackson.version]"]
    assert [(one.trail, one.text) for one in extraction.constants] == [
        ("properties[jackson.version]", "2.17.1")
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<dependencies>{_dependency('${of.the.parent}')}</dependencies>",
        "<version>${revision}</version>",
        "<dependencies><dependency><groupId>x</groupId><artifactId>a</artifactId></dependency></dependencies>",
        f"<!-- {_dependency('1.2.3').replace('--', '')} -->",
        f"<dependencies>{_dependency('@version@')}</dependencies>",
        "<modelVersion>4.0.0</modelVersion>",
        "",
    ],
)
def test_ordinary_content_is_quiet(body: str) -> None:
    extraction = read(EXTRACTOR, "pom.xml", _pom(body))
    assert (extraction.pins, extraction.notes) == ((), ())


def test_another_kind_of_xml_is_quiet() -> None:
    assert read(EXTRACTOR, "pom.xml", "<html><version>1.2.3</version></html>").pins == ()


def test_what_is_not_a_version_is_noted() -> None:
    (note,) = read(
        EXTRACTOR, "pom.xml", _pom(f"<dependencies>{_dependency('to be done')}</dependencies>")
    ).notes
    assert (note.check, note.location.line) == ("not-understood", 4)


def test_what_stands_before_the_damage_is_read() -> None:
    text = _pom(f"<dependencies>{_dependency('1.2.3')}</dependencies>").replace("</project>", "</wrong>")
    extraction = read(EXTRACTOR, "pom.xml", text)
    assert pins(EXTRACTOR, "pom.xml", text) == ["maven:x.y:a selects 1.2.3"]
    assert [note.check for note in extraction.notes] == ["parse-error"]


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "1.2.3"><!ENTITY b "&a;&a;">]>' + _pom("<version>&b;</version>")
    extraction = read(EXTRACTOR, "pom.xml", bomb.replace('<?xml version="1.0"?>\n', ""))
    assert (extraction.pins, [note.check for note in extraction.notes]) == ((), ["not-understood"])


def test_a_deep_file_is_read_to_a_depth() -> None:
    deep = _pom(f"<version>1.2.3</version>{'<a>' * 100_000}{'</a>' * 100_000}<url>x</url>")
    assert pins(EXTRACTOR, "pom.xml", deep) == ["maven:g:app provides 1.2.3"]


def test_the_wrapper_holds_the_version_of_maven_and_its_digest() -> None:
    path, sha = ".mvn/wrapper/maven-wrapper.properties", digest("maven")
    text = (
        "distributionUrl=https://repo/apache-maven/3.9.6/apache-maven-3.9.6-bin.zip\n"
        f"distributionSha256Sum={sha}\n"
    )
    (pin,) = read(EXTRACTOR, path, text).pins
    assert (str(pin.artifact), pin.raw, pin.digests[0].hex) == ("bin:maven", "3.9.6", sha)


def test_modules_may_depend_on_one_library_in_different_versions() -> None:
    facts = tree({
        f"{name}/pom.xml": _pom(f"<dependencies>{_dependency(version)}</dependencies>")
        for name, version in (("a", "1.2.3"), ("b", "2.0.0"))
    })  # fmt: skip
    assert said("version-drift", facts) == []


_BITS = st.sampled_from(
    [
        "<project>",
        "</project>",
        "<version>",
        "1.2",
        "</version>",
        "<dependency>",
        "&a;",
        "<!--",
        "-->",
        "é",
        "<a:b>",
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(_BITS, max_size=40).map(lambda x: "".join(x).encode())))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    for path in ("pom.xml", "maven-wrapper.properties"):
        read(EXTRACTOR, path, content)
        read(EXTRACTOR, path, b'<?xml version="1.0" encoding="utf-16"?>' + content)
