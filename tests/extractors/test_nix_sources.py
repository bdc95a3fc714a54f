"""Tables of what is downloaded for several platforms, which a fetcher elsewhere is given."""

from __future__ import annotations

import pytest

from tests.extractors.reading import read
from tests.trees import said, tree
from vercheck.extractors.nix_expression import EXTRACTOR

FAKE = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
REAL = "sha256-yFuxZik1kzspcn6Lg47S0kHU9KG5yj1UY+1wZfH28K4="


def table(linux: str, darwin: str) -> str:
    return (
        'let\n  version = "0.15.0";\n  sources = {\n'
        "    x86_64-linux = {\n"
        '      url = "https://dl.example.test/gizmo/${version}/linux";\n'
        f"      hash = {linux};\n    }};\n"
        "    aarch64-darwin = {\n"
        '      url = "https://dl.example.test/gizmo/${version}/darwin";\n'
        f"      hash = {darwin};\n    }};\n  }};\n"
        'in stdenv.mkDerivation { pname = "gizmo"; inherit version;\n'
        "  src = fetchurl { inherit (sources.${system}) url hash; };\n}\n"
    )


def kinds(text: str) -> list[str]:
    return [f"{found.kind} {found.name}" for found in read(EXTRACTOR, "gizmo.nix", text).statements]


def test_each_entry_with_an_address_and_a_digest_is_a_declaration() -> None:
    found = read(EXTRACTOR, "gizmo.nix", table(f'"{REAL}"', f'"{REAL}"')).statements
    sources = [statement for statement in found if statement.kind == "nix-source"]
    assert [statement.name for statement in sources] == ["x86_64-linux", "aarch64-darwin"]
    assert [[member.name for member in statement.members] for statement in sources] == [
        ["url", "tree_digest"]
    ] * 2


@pytest.mark.parametrize("placeholder", [f'"{FAKE}"', "lib.fakeHash"])
def test_a_placeholder_in_one_entry_is_reported_at_its_line(placeholder: str) -> None:
    (found,) = said("malformed-digest", tree({"gizmo.nix": table(f'"{REAL}"', placeholder)}))
    assert found.location.line == 10
    assert "`aarch64-darwin`" in found.message


def test_a_table_of_whole_digests_is_quiet() -> None:
    assert not said("malformed-digest", tree({"gizmo.nix": table(f'"{REAL}"', f'"{REAL}"')}))


@pytest.mark.parametrize(
    "text",
    [
        '{ inputs.gizmo = { url = "github:o/gizmo"; flake = false; }; }\n',
        '{ meta = { url = "https://example.test"; description = "x"; }; }\n',
        "{ gizmo = { url = address; hash = other; }; }\n",
    ],
)
def test_an_address_without_a_digest_is_no_declaration_of_this_kind(text: str) -> None:
    assert "nix-source" not in " ".join(kinds(text))


def test_the_arguments_of_a_fetcher_are_read_once() -> None:
    text = f'{{ src = fetchurl {{ url = "https://dl.example.test/gizmo-1.2.tar.gz"; hash = "{REAL}"; }}; }}\n'
    assert len(kinds(text)) == 1
    assert "nix-source" not in kinds(text)[0]
