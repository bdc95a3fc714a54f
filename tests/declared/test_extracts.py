from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.config import DeclaredExtract
from vercheck.declared.extracts import MAX_MATCHES, matcher, read_extract
from vercheck.model import Artifact, Extraction, Floating, Opaque, Role, Source

DIGEST = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
PATTERN = 'WASMTIME_VERSION="(?P<version>[^"]+)"'


def read(
    text: str,
    pattern: str = PATTERN,
    artifact: str = "bin:wasmtime",
    path: str = "scripts/a.conf",
    files: tuple[str, ...] = ("scripts/*.conf",),
) -> Extraction:
    row = DeclaredExtract(files, pattern, Artifact.parse(artifact))
    return read_extract(Source(path, text.encode()), row)


class TestPins:
    def test_each_match_is_a_pin_at_the_bytes_of_its_version(self) -> None:
        text = 'größe\nWASMTIME_VERSION="1.2.3"\nWASMTIME_VERSION="v4.5"\n'
        found = read(text).pins
        assert [(str(pin.artifact), pin.raw, pin.role) for pin in found] == [
            ("bin:wasmtime", "1.2.3", Role.SELECTS),
            ("bin:wasmtime", "v4.5", Role.SELECTS),
        ]
        for pin in found:
            span = pin.location.span
            assert text.encode()[span.start : span.end].decode() == pin.raw
        assert found[0].location.column == 19

    def test_a_group_may_name_the_artifact(self) -> None:
        found = read("jco 1.2.3\nwasm_tools 1.4\n", r"^(?P<name>\w+) (?P<version>\S+)$", "bin:{name}").pins
        assert [str(pin.artifact) for pin in found] == ["bin:jco", "bin:wasm-tools"]

    def test_a_name_stands_where_the_artifact_has_a_place_for_it(self) -> None:
        found = read("x=1.2.3\n", r"(?P<name>\w)=(?P<version>\S+)", "cargo:wasm-{name}").pins
        assert [str(pin.artifact) for pin in found] == ["cargo:wasm-x"]

    def test_a_digest_belongs_to_its_version(self) -> None:
        found = read(f"1.2.3 {DIGEST}\n", r"(?P<version>\S+) (?P<digest>\w+)")
        assert [digest.hex for digest in found.pins[0].digests] == [DIGEST]
        (statement,) = found.statements
        assert [(member.name, member.text) for member in statement.members] == [
            ("version", "1.2.3"),
            ("digest", DIGEST),
        ]

    def test_a_digest_that_is_none_is_still_a_part_of_the_statement(self) -> None:
        found = read("1.2.3 abc\n", r"(?P<version>\S+) (?P<digest>\w+)")
        assert found.pins[0].digests == ()
        assert found.statements[0].all("digest")[0].text == "abc"

    @pytest.mark.parametrize(
        ("artifact", "text", "role"),
        [
            ("cargo:x", "^1.2", Role.REQUIRES),
            ("pypi:x", ">=1.2,<2", Role.REQUIRES),
            ("cargo:x", "1.2.0", Role.SELECTS),
        ],
    )
    def test_a_range_requires_and_a_version_selects(self, artifact: str, text: str, role: Role) -> None:
        (pin,) = read(f"x={text};", "x=(?P<version>[^;]+);", artifact).pins
        assert pin.role is role

    def test_what_floats_and_what_has_no_order_is_kept(self) -> None:
        found = read("x=latest\nx=bookworm\n", r"x=(?P<version>\w+)").pins
        assert [type(pin.value) for pin in found] == [Floating, Opaque]


class TestNotes:
    @pytest.mark.parametrize("text", ["$WASMTIME", "${X:-1}", "two words", "{{ version }}", "@V@"])
    def test_a_substitution_is_no_version(self, text: str) -> None:
        found = read(f'WASMTIME_VERSION="{text}"')
        assert found.pins == ()
        assert [note.check for note in found.notes] == ["not-understood"]
        assert f"`{text}` is no version" in found.notes[0].message

    def test_a_match_without_a_name_says_so(self) -> None:
        found = read("1.2.3", r"(?P<name>[a-z]+)?(?P<version>[0-9.]+)", "bin:{name}")
        assert [note.message for note in found.notes] == ["the pattern finds a version here, but no name"]

    def test_a_pattern_that_finds_everything_is_stopped(self) -> None:
        found = read("1 " * (MAX_MATCHES + 5), r"(?P<version>\d)")
        assert len(found.pins) == MAX_MATCHES
        assert "matches more than 1,000 times" in found.notes[-1].message

    @pytest.mark.parametrize("text", ["", "nothing here", 'WASMTIME_VERSION=""'])
    def test_where_nothing_matches_there_is_nothing(self, text: str) -> None:
        assert read(text) == Extraction()


class TestFiles:
    @pytest.mark.parametrize(
        ("glob", "path"),
        [("scripts/*.sh", "scripts/a/b.sh"), ("**/*.sh", "a.sh"), ("**/*.sh", "a/b.sh"), ("a.sh", "a.sh")],
    )
    def test_a_glob_is_over_the_whole_path(self, glob: str, path: str) -> None:
        assert matcher((glob,)).match(path)

    @pytest.mark.parametrize(
        ("glob", "path"), [("*.sh", "a.sh.bak"), ("a.sh", "b/a.sh"), ("**/a.sh", "ba.sh")]
    )
    def test_and_over_nothing_else(self, glob: str, path: str) -> None:
        assert not matcher((glob,)).match(path)

    @pytest.mark.parametrize(
        ("path", "files", "counts"),
        [
            ("docs/install.md", ("**/*.md",), True),
            ("VERSIONS.txt", ("*.txt",), True),
            ("tests/env.conf", ("tests/env.conf",), True),
            ("tests/env.conf", ("**/*.conf",), False),
            ("examples/a/env.conf", ("**/*.conf",), False),
        ],
    )
    def test_a_file_counts_as_the_products_own_where_it_is_meant(
        self, path: str, files: tuple[str, ...], counts: bool
    ) -> None:
        (pin,) = read('WASMTIME_VERSION="1.2.3"', path=path, files=files).pins
        assert pin.is_declared is counts


@given(st.binary(max_size=300))
def test_no_bytes_crash_it_and_a_pin_says_what_stands_there(content: bytes) -> None:
    source = Source("a", content)
    row = DeclaredExtract(("a",), r"(?P<version>[^a-z]{1,9})(?P<digest>\w*)", Artifact("bin", "x"))
    assert all(source.text(pin.location.span) == pin.raw for pin in read_extract(source, row).pins)
