"""Projects of .NET: the own version, and references as NuGet reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.dotnet_project import EXTRACTOR
from vercheck.model import Range
from vercheck.versions import admits, parse


def _project(items: str) -> str:
    return f"<Project>\n<ItemGroup>{items}</ItemGroup>\n</Project>\n"


def test_a_project_states_the_version_of_its_package() -> None:
    text = (
        "<Project><PropertyGroup><PackageId>Foo</PackageId><Version>1.2.3</Version></PropertyGroup></Project>"
    )
    assert pins(EXTRACTOR, "src/a.csproj", text) == ["nuget:Foo provides 1.2.3"]


def test_a_nuspec_does_so_in_its_metadata() -> None:
    needs = '<dependencies><dependency id="X" version="[1.0,2.0)"/></dependencies>'
    text = f"<package><metadata><id>Foo</id><version>1.2.3</version>{needs}</metadata></package>"
    assert pins(EXTRACTOR, "foo.nuspec", text) == ["nuget:Foo provides 1.2.3", "nuget:X requires ~[1.0,2.0)"]


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ('<PackageReference Include="X" Version="1.2.3" />', "nuget:X requires ~1.2.3"),
        (
            '<PackageReference Include="X"><Version>1.2.3</Version></PackageReference>',
            "nuget:X requires ~1.2.3",
        ),
        ('<PackageVersion Include="X" Version="[1.2.3]" />', "nuget:X selects 1.2.3"),
        ("<PackageReference Version='1.*' Include='X'/>", "nuget:X requires *1.*"),
    ],
)
def test_a_reference_is_a_minimum_unless_it_says_more(item: str, shown: str) -> None:
    assert pins(EXTRACTOR, "a.csproj", _project(item)) == [shown]


@pytest.mark.parametrize(("version", "is_admitted"), [("1.0.0", True), ("1.9.0", True), ("2.0.0", False)])
def test_an_interval_has_its_bounds(version: str, is_admitted: bool) -> None:
    (pin,) = read(
        EXTRACTOR, "a.csproj", _project('<PackageReference Include="X" Version="[1.0,2.0)" />')
    ).pins
    assert isinstance(pin.value, Range)
    assert admits(pin.value.requirement, parse(version)) is is_admitted


@pytest.mark.parametrize(
    "item",
    [
        "",
        '<PackageReference Include="X" Version="$(XVersion)" />',
        '<PackageReference Include="X" />',
        '<!-- <PackageReference Include="X" Version="1.2.3" /> -->',
        '<Reference Include="X, Version=1.2.3" />',
    ],
)
def test_a_property_a_comment_and_a_reference_without_a_version_are_quiet(item: str) -> None:
    extraction = read(EXTRACTOR, "a.csproj", _project(item))
    assert (extraction.pins, extraction.notes) == ((), ())


def test_what_cannot_be_read_is_noted() -> None:
    (note,) = read(EXTRACTOR, "a.csproj", _project('<PackageReference Include="X" Version="what?" />')).notes
    assert note.check == "not-understood"


@given(st.binary(max_size=200) | st.text(alphabet="<Version>[1.2,]</ \"='\n", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "a.csproj", content)
