from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.config import DeclaredTable
from vercheck.declared.tables import NoTableError, read_table
from vercheck.model import Constant, Extraction, Reference, Role, Source

DIGEST = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"


def read(text: str, path: str = "build/pins.py", symbol: str = "PINS", ecosystem: str = "bin") -> Extraction:
    return read_table(Source(path, text.encode()), DeclaredTable(path, symbol, ecosystem))


def pins(
    text: str, path: str = "build/pins.py", symbol: str = "PINS", ecosystem: str = "bin"
) -> dict[str, str]:
    return {str(pin.artifact): pin.raw for pin in read(text, path, symbol, ecosystem).pins}


BOTH = {"bin:wac": "0.7.0", "bin:node": "20"}


class TestFormats:
    @pytest.mark.parametrize(
        ("path", "text", "symbol"),
        [
            ("a.bzl", 'PINS = {"wac": "0.7.0", "node": "20"}', "PINS"),
            ("BUILD", 'PINS = {"wac": "0.7.0", "node": 20}', "PINS"),
            ("a.bzl", 'PINS = dict(wac = "0.7.0", node = "20")', "PINS"),
            ("a.bzl", 'PINS = [("wac", "0.7.0", True), ("node", "20")]', "PINS"),
            (
                "a.bzl",
                'PINS = [{"name": "wac", "version": "0.7.0"}, {"name": "node", "version": "20"}]',
                "PINS",
            ),
            ("a.bzl", 'C = {"pins": {"wac": "0.7.0", "node": "20"}}', "C.pins"),
            ("a.bzl", 'def f():\n    PINS = {"wac": "0.7.0", "node": "20"}\n', "f.PINS"),
            ("a.py", 'PINS: dict[str, str] = {\n    "wac": "0.7.0",  # a tool\n    "node": "20",\n}', "PINS"),
            ("a.json", '{"a": {"b.c": {"wac": "0.7.0", "node": "20"}}}', "a.b.c"),
            ("a.json", '{"wac": "0.7.0", "node": 20}', "."),
            ("a.toml", '[tool.pins]\nwac = "0.7.0"\nnode = "20"\n', "tool.pins"),
            ("a.yaml", "pins:\n  wac: 0.7.0\n  node: 20\n", "pins"),
            ("a.yml", "x: 1\n---\npins: {wac: '0.7.0', node: 20}\n", "pins"),
        ],
    )
    def test_a_table_is_read_in_each(self, path: str, text: str, symbol: str) -> None:
        assert pins(text, path, symbol) == BOTH

    def test_the_last_assignment_of_a_symbol_holds(self) -> None:
        assert pins('PINS = {"wac": "0.1.0"}\nPINS = {"wac": "0.7.0"}\n') == {"bin:wac": "0.7.0"}

    @pytest.mark.parametrize(
        "before",
        [
            "from __future__ import annotations\nimport os\n",
            "class Base:\n    x = {}\n\n    async def f(self):\n        await self\n\n",
            "try:\n    import a\nexcept* ImportError as e:\n    raise SystemExit from e\n",
            "match x:\n    case 1:\n        pass\n",
            "@decorated\ndef f(a, *, b: int = 3) -> None:\n    with open(a) as g:\n        yield g\n",
        ],
    )
    def test_a_python_file_may_be_more_than_starlark(self, before: str) -> None:
        text = f'{before}PINS = {{"wac": "0.7.0", "node": "20"}}\n'
        assert pins(text) == BOTH
        assert read(text).notes == ()

    def test_an_attribute_of_a_python_class_is_found_by_its_name(self) -> None:
        assert pins('class V:\n    """Pins."""\n    PINS = {"wac": "0.7.0", "node": "20"}\n') == BOTH

    def test_nothing_is_executed(self) -> None:
        found = read('PINS = {"wac": "0.7.0", "b": open("x").read(), "c": "1" + compute()}\n')
        assert [pin.raw for pin in found.pins] == ["0.7.0"]
        assert [note.message for note in found.notes] == [
            "`PINS[b]` has no version that can be read",
            "`PINS[c]` has no version that can be read",
        ]


class TestEntries:
    def test_an_address_is_the_symbol_and_the_key(self) -> None:
        assert [pin.trail for pin in read('PINS = {"wac": "0.7.0", "b": {"version": "1.0"}}').pins] == [
            "PINS[wac]",
            "PINS[b].version",
        ]

    def test_a_record_is_a_statement_with_its_digest(self) -> None:
        record = f'{{"version": "0.7.0", "url": "https://host.test/wac-0.7.0.tar.gz", "sha256": "{DIGEST}"}}'
        found = read(f'PINS = {{"wac": {record}}}')
        (pin,) = found.pins
        assert [digest.hex for digest in pin.digests] == [DIGEST]
        assert {member.name for member in found.statements[0].members} == {"version", "url", "digest"}

    def test_a_key_that_speaks_of_a_version_names_the_rest(self) -> None:
        assert pins('PINS = {"WASMTIME_VERSION": "41.0.0"}') == {"bin:wasmtime": "41.0.0"}

    def test_the_ecosystem_says_how_names_and_versions_are_meant(self) -> None:
        text = '{"@scope/Name": "^1.2.0", "plain": "1.3.0"}'
        found = read(text, "a.json", ".", "npm").pins
        assert [(str(pin.artifact), pin.role) for pin in found] == [
            ("npm:@scope/Name", Role.REQUIRES),
            ("npm:plain", Role.SELECTS),
        ]
        assert pins('PINS = {"Wasm_Tools": "1.2.0"}') == {"bin:wasm-tools": "1.2.0"}

    def test_a_reference_leads_to_the_constant_of_the_same_file(self) -> None:
        found = read('WAC = "0.7.0"\nPINS = {"wac": WAC}\n')
        (pin,) = found.pins
        assert isinstance(pin.value, Reference)
        assert [(constant.trail, constant.text) for constant in found.constants] == [("WAC", "0.7.0")]
        assert isinstance(found.constants[0], Constant)
        assert found.constants[0].location.line == 1

    @pytest.mark.parametrize(
        "value", ['"${VERSION}"', '"two words"', '""', "None", "True", '["1.2.3"]', "{}"]
    )
    def test_what_is_no_version_is_noted_and_the_rest_is_read(self, value: str) -> None:
        found = read(f'PINS = {{"odd": {value}, "wac": "0.7.0"}}')
        assert [str(pin.artifact) for pin in found.pins] == ["bin:wac"]
        assert [note.check for note in found.notes] == ["not-understood"]


class TestRefused:
    @pytest.mark.parametrize(
        ("path", "text", "words"),
        [
            ("a.py", 'PIN = {"wac": "0.7.0"}', "there is no such symbol; did you mean `PIN`?"),
            ("a.py", "", "there is no such symbol"),
            ("a.json", "[", "there is no such symbol"),
            ("a.json", '{"PINS": []}', "the symbol holds no versions"),
            ("a.py", "PINS = compute()", "the symbol holds no versions"),
            ("a.py", 'PINS = {"wac": compute()}', "the symbol holds no versions"),
            ("a.lua", "PINS = {}", "only Starlark, Python, JSON, TOML and YAML are read"),
        ],
    )
    def test_a_symbol_that_is_no_table_says_why(self, path: str, text: str, words: str) -> None:
        with pytest.raises(NoTableError) as caught:
            read(text, path)
        assert str(caught.value).startswith(words)


@given(st.binary(max_size=300), st.sampled_from(["a.py", "a.bzl", "a.json", "a.toml", "a.yaml"]))
def test_no_bytes_crash_it_and_a_pin_says_what_stands_there(content: bytes, path: str) -> None:
    for symbol in ("PINS", "."):
        source = Source(path, b'PINS = {"wac": "0.7.0",\n' + content)
        try:
            found = read_table(source, DeclaredTable(path, symbol, "bin"))
        except NoTableError:
            continue
        assert all(source.text(pin.location.span) == pin.raw for pin in found.pins)


@pytest.mark.parametrize("path", ["a.py", "a.bzl", "a.json", "a.toml", "a.yaml"])
def test_deep_nesting_is_no_crash(path: str) -> None:
    for deep in ("[" * 100_000, '{"a":' * 100_000, "PINS = " + "(" * 100_000):
        with pytest.raises(NoTableError):
            read(deep, path)
