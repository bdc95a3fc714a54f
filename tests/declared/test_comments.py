from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.declared.comments import holds_comment, read_comments
from vercheck.model import Exact, Extraction, Role, Source


def read(text: str, path: str = "deploy/site.lua") -> Extraction:
    return read_comments(Source(path, text.encode()))


def pins(text: str, path: str = "deploy/site.lua") -> list[tuple[str, str]]:
    return [(str(pin.artifact), pin.raw) for pin in read(text, path).pins]


def complaints(text: str, path: str = "deploy/site.lua") -> list[str]:
    return [note.message for note in read(text, path).notes]


class TestWhichVersion:
    @pytest.mark.parametrize(
        ("line", "version"),
        [
            ('x = "1.2.3"', "1.2.3"),
            ("x = 'v1.2.3', 9.9.9", "v1.2.3"),
            ("set(WASM 1.2.3)", "1.2.3"),
            ("FROM image:1.2.3-alpine", "1.2.3-alpine"),
            ('f("a", 7.7, "1.2.3")', "1.2.3"),
            ('return "jco@1.4.0"', "1.4.0"),
            ("https://host.test/v1.2.3/wasmtime.tar.gz", "v1.2.3"),
            ("https://host.test/wasmtime-v1.2.3-x86_64-linux.tar.xz", "v1.2.3"),
            ("<version>1.2.3</version>", "1.2.3"),
            ("version 29", "29"),
            ("  tag: release-1.2.3.", "1.2.3"),
            ("x86_64 1.2", "1.2"),
            ('channel = "nightly-2025-04-17"', "nightly-2025-04-17"),
        ],
    )
    def test_it_is_quoted_or_a_word_or_inside_a_word(self, line: str, version: str) -> None:
        assert pins(f"# vercheck: pin bin:tool\n{line}\n") == [("bin:tool", version)]

    def test_the_place_is_the_version_alone(self) -> None:
        text = "größe\n# vercheck: pin bin:tool\nübung 1.2.3 = x\n"
        (pin,) = read(text).pins
        assert (pin.location.line, pin.location.column, pin.location.end_column) == (3, 7, 12)
        assert text.encode()[pin.location.span.start : pin.location.span.end] == b"1.2.3"

    def test_it_selects_exactly_that_version(self) -> None:
        (pin,) = read("# vercheck: pin cargo:tool\ntool = '1.2'\n").pins
        assert pin.role is Role.SELECTS
        assert isinstance(pin.value, Exact)
        assert pin.is_declared

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_any_line_ending_ends_the_comment(self, ending: str) -> None:
        assert pins(ending.join(("# vercheck: pin bin:tool", "x 1.2.3", "y 4.5.6"))) == [
            ("bin:tool", "1.2.3")
        ]

    def test_several_comments_stand_above_one_line(self) -> None:
        text = "# vercheck: pin bin:a\n# vercheck: pin bin:b\n# vercheck: ignore[version-drift] x\n1.2.3\n"
        assert pins(text) == [("bin:a", "1.2.3"), ("bin:b", "1.2.3")]


class TestWhichComment:
    @pytest.mark.parametrize(
        "comment",
        [
            "# vercheck: pin bin:tool",
            "#vercheck: pin bin:tool",
            "   // vercheck: pin bin:tool: see below",
            "-- vercheck: pin bin:tool",
            "/* vercheck: pin bin:tool */",
            "/* vercheck: pin bin:tool*/",
            "<!-- vercheck: pin bin:tool -->",
            "<!--vercheck: pin bin:tool-->",
            "{# vercheck: pin bin:tool #}",
            "(* vercheck: pin bin:tool *)",
            "; vercheck: pin bin:tool",
            "% vercheck:  pin  bin:tool",
            "REM vercheck: pin bin:tool",
            "call() # vercheck: pin bin:tool",
            "call();// vercheck: pin bin:tool because",
            "say('a', 'b') # vercheck: pin bin:tool",
        ],
    )
    def test_every_comment_syntax_works(self, comment: str) -> None:
        assert pins(f"{comment}\n1.2.3\n") == [("bin:tool", "1.2.3")]

    @pytest.mark.parametrize("artifact", ["npm:@bytecodealliance/jco", "github:a/b.c", "go:golang.org/x/net"])
    def test_any_artifact_can_be_named(self, artifact: str) -> None:
        assert pins(f"// vercheck: pin {artifact}\n1.2.3\n") == [(artifact, "1.2.3")]

    @pytest.mark.parametrize(
        "text",
        [
            'say("# vercheck: pin bin:tool")\n1.2.3\n',
            "text = '# vercheck: pin bin:tool'\n1.2.3\n",
            'lines = ["a", "  # vercheck: pin bin:tool"]\n1.2.3\n',
            '"a\\n# vercheck: pin bin:tool\\n"\n1.2.3\n',
            "`# vercheck: pin` makes a literal readable\n1.2.3\n",
            "vercheck: pin bin:tool\n1.2.3\n",
            "# vercheck: pinned by hand\n1.2.3\n",
            "# vercheck: see the page\n1.2.3\n",
            "# overcheck: pin bin:tool\n1.2.3\n",
            "nothing\n",
            "",
        ],
    )
    def test_what_is_no_such_comment_is_quiet(self, text: str) -> None:
        assert read(text) == Extraction()
        assert not holds_comment(text.encode())

    @pytest.mark.parametrize("path", ["README.md", "docs/a.rst", "a.MDX"])
    def test_prose_shows_examples(self, path: str) -> None:
        assert read("    # vercheck: pin bin:tool\n    x = 1.2.3\n", path) == Extraction()
        assert pins("<!-- vercheck: pin bin:tool -->\nVersion 1.2.3\n", path) == [("bin:tool", "1.2.3")]


class TestWhatIsWrong:
    @pytest.mark.parametrize("rest", ["", " tool", " Bin:tool", ' bin:"tool"', " bin:"])
    def test_a_comment_without_an_artifact(self, rest: str) -> None:
        (message,) = complaints(f"# vercheck: pin{rest}\n1.2.3\n")
        assert message.startswith("this comment names no artifact: expected `ecosystem:name`")

    @pytest.mark.parametrize("below", ["", "\n", "\nno version\n", "\n\n1.2.3\n", "\n${VERSION}\n"])
    def test_a_comment_without_a_version_on_the_next_line(self, below: str) -> None:
        assert complaints(f"# vercheck: pin bin:tool{below}") == [
            "this comment declares `bin:tool`, but on the next line there is no version"
        ]

    def test_a_word_that_is_nearly_right(self) -> None:
        assert complaints("# vercheck: pni bin:tool\n1.2.3\n") == [
            "`vercheck: pni` says nothing; did you mean `pin`?"
        ]

    def test_the_place_is_the_comment(self) -> None:
        (note,) = read("x = 1 # vercheck: pin tool\n1.2.3\n").notes
        assert (note.check, note.location.line, note.location.column) == ("unused-setting", 1, 7)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_no_bytes_crash_it_and_a_pin_says_what_stands_there(before: bytes, below: bytes) -> None:
    source = Source("a", before + b"\n# vercheck: pin bin:tool\n" + below)
    for pin in read_comments(source).pins:
        assert source.text(pin.location.span) == pin.raw


def test_a_file_of_nothing_but_comments_is_read_to_its_end() -> None:
    text = "# vercheck: pin bin:tool\n" * 20_000 + "1.2.3\n"
    found = read(text)
    assert len(found.pins) == 20
    assert len(found.notes) == 20_000 - 20


def test_one_long_line_is_read_to_its_end() -> None:
    found = read(
        " # vercheck: pin bin:tool \t" + " " * 300 + (" # vercheck: pin bin:tool" + " " * 290) * 3_000
    )
    assert found.pins == ()
    assert found.notes
