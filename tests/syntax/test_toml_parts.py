"""A long file is read in parts, and says what it would say in one."""

from __future__ import annotations

import tomllib

import pytest

from vercheck.model import Source
from vercheck.syntax.data import Mapping, Sequence
from vercheck.syntax.toml import Document, notes_of, parse_toml
from vercheck.syntax.toml_parts import LARGE, PART

ENTRY = """\
[[package]]
name = "gizmo-{0}"
version = "1.{0}.0"
dependencies = [
"serde",
[["a"],
["b"]],
]
from = {{ path = "größe", tag = "v1" }}
text = \"\"\"
[[package]]
name = "none"
\"\"\"
"""
LONG = "".join(ENTRY.format(number) for number in range(LARGE // 150))


def names(document: Document) -> list[str | None]:
    packages = document.root.get("package")
    assert isinstance(packages, Sequence)
    return [
        text.value
        for item in packages.items
        if isinstance(item, Mapping) and (text := item.text("name")) is not None
    ]


def test_a_long_file_is_read_whole_and_every_place_is_exact() -> None:
    content = LONG.encode()
    document = parse_toml(content)
    assert document.damage == ()
    expected = tomllib.loads(LONG)["package"]
    packages = document.root.get("package")
    assert isinstance(packages, Sequence)
    assert len(packages.items) == len(expected)
    for item, known in zip(packages.items, expected, strict=True):
        assert isinstance(item, Mapping)
        name, version, text = item.text("name"), item.text("version"), item.text("text")
        assert name is not None
        assert version is not None
        assert text is not None
        assert (name.value, version.value, text.value) == (known["name"], known["version"], known["text"])
        assert content[version.span.start : version.span.end].decode() == version.value
        dependencies = item.get("dependencies")
        assert isinstance(dependencies, Sequence)
        assert len(dependencies.items) == 2


def test_pairs_belong_to_the_last_header_wherever_a_part_begins() -> None:
    pairs = "".join(f'key-{number} = "1.2.{number}" # why\n' for number in range(3 * PART // 20))
    document = parse_toml(f'[first]\na = "1"\n[long]\n{pairs}[last]\nb = "2"\n'.encode() + b"#" * LARGE)
    table = document.root.get("long")
    assert isinstance(table, Mapping)
    assert len(table.entries) == 3 * PART // 20
    assert len(document.comments) == 3 * PART // 20 + 1


@pytest.mark.parametrize("damage", ['x = "[{', "x = [", "]]]"])
def test_damage_in_the_middle_of_a_long_file_hides_little(damage: str) -> None:
    half = len(LONG) // 2
    at = LONG.index('[[package]]\nname = "gizmo', half)
    document = parse_toml(f"{LONG[:at]}{damage}\n{LONG[at:]}".encode())
    assert document.damage
    missing = {known["name"] for known in tomllib.loads(LONG)["package"]} - set(names(document))
    assert len(missing) <= 2 * PART // 150


def test_a_lost_header_at_the_end_of_a_part_owns_what_follows_it() -> None:
    entries = "".join(f'[[package]]\nname = "a{number}"\n' for number in range(LARGE // 20))
    half = entries.index("[[", len(entries) // 2)
    document = parse_toml(f'{entries[:half]}[[package\nname = "lost"\n{entries[half:]}'.encode())
    assert "lost" not in names(document)
    assert len(names(document)) == LARGE // 20


@pytest.mark.parametrize("heap", ["a ", "a\n", "a = [", "{a=", '"""'])
def test_a_long_heap_of_signs_is_told_of_in_few_notes(heap: str) -> None:
    content = (heap * (LARGE // len(heap) + 1)).encode()
    notes = notes_of(Source("Cargo.lock", content), parse_toml(content))
    assert 0 < len(notes) < 30


def test_where_a_long_file_is_damaged_all_over_what_is_not_looked_into_is_said() -> None:
    document = parse_toml(b"a\n" * 2 * LARGE)
    assert any("too much damage" in damage.message for damage in document.damage)
