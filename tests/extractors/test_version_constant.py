"""Constants in source code: which are the program's own version, which a tool's, and which neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.version_constant import EXTRACTOR
from vercheck.model import Exact, Source

OWN = [
    ("src/foo/__init__.py", '__version__ = "1.2.3"', "source:foo provides 1.2.3"),
    ("src/foo/_version.py", "__version__ = version = '1.2.3'", "source:foo provides 1.2.3"),
    ("foo/__init__.py", "VERSION: Final = (1, 2, 3)", "source:foo provides 1, 2, 3"),
    ("foo/__init__.py", 'VERSION = (1, 2, 3, "final", 0)', "source:foo provides 1, 2, 3"),
    ("src/version.ts", "export const VERSION = '1.2.3';", "source:project provides 1.2.3"),
    ("src/version.js", 'exports.version = "1.2.3";', "source:project provides 1.2.3"),
    ("lib/foo/version.rb", "  VERSION = '1.2.3'.freeze", "source:foo provides 1.2.3"),
    ("src/Foo.php", "    public const VERSION = '1.2.3';", "source:project provides 1.2.3"),
    ("foo/A.java", '    public static final String VERSION = "1.2.3";', "source:foo provides 1.2.3"),
    ("foo/a.kt", 'const val VERSION = "1.2.3"', "source:foo provides 1.2.3"),
    ("foo/version.go", 'const Version = "1.2.3"', "source:foo provides 1.2.3"),
    ("foo/src/lib.rs", 'pub const VERSION: &str = "1.2.3";', "source:foo provides 1.2.3"),
    ("include/foo.h", '#define FOO_VERSION "1.2.3"', "source:foo provides 1.2.3"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "line", "shown"), OWN)
def test_a_program_states_its_own_version(path: str, line: str, shown: str) -> None:
    assert pins(EXTRACTOR, path, f"{line}\n") == [shown]


def test_a_version_in_parts_stands_at_its_last_part() -> None:
    text = "#define FOO_VERSION_MAJOR 1\n#define FOO_VERSION_MINOR 2\n#define FOO_VERSION_PATCH 3\n"
    (pin,) = read(EXTRACTOR, "include/foo/version.h", text).pins
    assert (pin.raw, pin.location.line) == ("3", 3)
    assert isinstance(pin.value, Exact)
    assert pin.value.version.text == "1.2.3"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("build.py", 'BUF_VERSION = "1.2.3"'),
        ("build.ts", 'const BUF_VERSION = "1.2.3";'),
        ("build.rs", 'const BUF_VERSION: &str = "1.2.3";'),
        ("build.go", '\tbufVersion = "1.2.3"'),
        ("build.py", 'TARGET_BUF_VERSION = "1.2.3"'),
    ],
)
def test_a_constant_that_names_a_tool_selects_it(path: str, line: str) -> None:
    assert pins(EXTRACTOR, path, f"{line}\n") == ["bin:buf selects 1.2.3"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", 'API_VERSION = "1.2.3"'),
        ("a.py", 'SCHEMA_VERSION = "1.2.3"'),
        ("a.rs", 'const PROTOCOL_VERSION: &str = "1.2.3";'),
        ("a.py", 'MIN_NODE_VERSION = "18.0.0"'),
        ("a.py", 'BUF_VERSION = "1.2"'),
        ("a.py", 'BUF_VERSION = "1.2.3" + SUFFIX'),
        ("a.py", 'version = "1.2.3"'),
        ("a.py", '# VERSION = "1.2.3"'),
        ("a.py", '    VERSION = "1.2.3"'),
        ("a.py", 'TEXT = """\nVERSION = "1.2.3"\n"""'),
        ("a.ts", "// export const VERSION = '1.2.3';"),
        ("a.ts", "const bufVersion = '1.2.3';"),
        ("a.go", '\tversion = "1.2.3"'),
        ("other.h", '#define FOO_VERSION "1.2.3"'),
        ("foo.h", "#define FOO_VERSION 3"),
        ("foo.h", "#define FOO_VERSION_MAJOR 1"),
        ("a.rs", 'const VERSION: &str = env!("CARGO_PKG_VERSION");'),
        ("a.rb", 'VERSION = "#{MAJOR}.2"'),
        ("a.py", 'VERSION = "latest"'),
    ],
)
def test_what_counts_something_else_or_is_computed_is_not_read(path: str, line: str) -> None:
    assert pins(EXTRACTOR, path, f"{line}\n") == []


@pytest.mark.parametrize("text", ["", "Licensed under the Apache License, Version 2.0\n", "x = 1\n"])
def test_a_file_without_such_a_constant_holds_nothing(text: str) -> None:
    assert EXTRACTOR.holds is not None
    assert not EXTRACTOR.holds(Source("a.py", text.encode()))
    assert EXTRACTOR.holds(Source("a.py", f'{text}VERSION = "1.2.3"\n'.encode()))


def test_a_long_line_is_generated() -> None:
    assert pins(EXTRACTOR, "a.js", f'const VERSION = "1.2.3";{"x" * 400}\n') == []


@given(st.binary(max_size=200) | st.text(alphabet="VERSION = \"'1.2,()\n#:", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "a.py", content)
