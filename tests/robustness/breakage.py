"""Kinds of broken content: what disks, editors, merges, generators and people who mean ill leave behind.

A kind takes a sound file and a size, about as many bytes as it may make of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

Kind = Callable[[bytes, int], bytes]


def _between(sound: bytes, put: bytes) -> bytes:
    """In the middle, not at a line's end."""
    middle = len(sound) // 2
    return sound[:middle] + put + sound[middle:]


def _random(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _nested(opening: bytes, closing: bytes = b"") -> Kind:
    def kind(sound: bytes, size: int) -> bytes:
        count = size // len(opening + closing)
        return sound + b"x = " + opening * count + b"1" + closing * count + b"\n" + sound

    return kind


def _valued(value: Callable[[int], bytes]) -> Kind:
    """The versions of a file replaced by something that is none."""

    def kind(sound: bytes, size: int) -> bytes:
        return sound.replace(b"1.2.3", value(size), 1).replace(b"0.46.0", value(size), 1)

    return kind


def _repeated(lines: Callable[[int], bytes], each: int) -> Kind:
    return lambda sound, size: sound + b"".join(lines(index) for index in range(size // each))


def _bomb(sound: bytes, size: int) -> bytes:
    lines = [b"a0: &a0 [x, x]\n"]
    for index in range(1, 200):
        lines.append(b"a%d: &a%d [*a%d, *a%d, *a%d]\n" % (index, index, *[index - 1] * 3))
    return b"".join(lines) + sound


def _entities(sound: bytes, size: int) -> bytes:
    entities = b"".join(b'<!ENTITY e%d "&e%d;&e%d;">' % (index + 1, index, index) for index in range(60))
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "x">' + entities + b"]><a>&e60;</a>" + sound


def _doubled(sound: bytes, size: int) -> bytes:
    rows = [b'A%d = A%d + A%d\na%d = "${a%d}${a%d}"\n' % (n + 1, n, n, n + 1, n, n) for n in range(100)]
    return b'A0 = "1.2.3"\n' + b"".join(rows) + b"GIZMO_VERSION = A100\n" + sound


BROKEN: dict[str, Kind] = {
    "empty": lambda sound, size: b"",
    "only line ends": lambda sound, size: b"\n" * size,
    "only spaces": lambda sound, size: b" " * size,
    "only a byte order mark": lambda sound, size: b"\xef\xbb\xbf",
    "with a byte order mark": lambda sound, size: b"\xef\xbb\xbf" + sound,
    "two byte order marks": lambda sound, size: b"\xef\xbb\xbf" * 2 + sound,
    "UTF-16": lambda sound, size: sound.decode().encode("utf-16"),
    "UTF-16 without a mark": lambda sound, size: sound.decode().encode("utf-16-le"),
    "UTF-32": lambda sound, size: sound.decode().encode("utf-32"),
    "NUL bytes": lambda sound, size: _between(sound, b"\0" * 9),
    "NUL bytes late": lambda sound, size: sound + b"#" + b"x" * 9000 + b"\n\0\0\n" + sound,
    "random bytes": lambda sound, size: _random(size),
    "random bytes without NUL": lambda sound, size: _random(size).replace(b"\0", b"\n"),
    "invalid UTF-8": lambda sound, size: _between(sound, b"\xff\xc3\x28\xed\xa0\x80"),
    "latin-1": lambda sound, size: _between(sound, "größe".encode("latin-1")),
    "a lone continuation in versions": _valued(lambda size: b"1.\x80.3"),
    "only CR": lambda sound, size: sound.replace(b"\n", b"\r"),
    "CRLF": lambda sound, size: sound.replace(b"\n", b"\r\n"),
    "mixed line ends": lambda sound, size: b"\r".join(
        part + b"\r\n" * (index % 2) for index, part in enumerate(sound.split(b"\n"))
    ),
    "strange line ends": lambda sound, size: sound.replace(b"\n", "\u2028\x85\x0b\x0c\x1c".encode()),
    "cut in the middle": lambda sound, size: sound[: len(sound) // 2],
    "cut before the end": lambda sound, size: sound.rstrip()[:-1],
    "without its beginning": lambda sound, size: sound[len(sound) // 3 :],
    "twice": lambda sound, size: sound + sound,
    "backwards": lambda sound, size: sound[::-1],
    "merge conflict": lambda sound, size: _between(
        sound, b"\n<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\n"
    ),
    "merge conflict cut off": lambda sound, size: _between(sound, b"\n<<<<<<< ours\na = 1\n=======\n"),
    "control characters": lambda sound, size: _between(sound, bytes(range(1, 32)) + b"\x7f\x1b]0;x\x07"),
    "open string": lambda sound, size: _between(sound, b'"'),
    "open comment": lambda sound, size: _between(sound, b"/* <!-- ''' \"\"\" "),
    "a page": lambda sound, size: b"<!DOCTYPE html><html><body>404: Not Found</body></html>\n",
    "another language": lambda sound, size: (
        b'{"a": [1, 2,, "x": }\n---\n[x]\ny = = 1\n\tz: - - -\n<a><b></a>\n'
    ),
    "a pointer to a large file": lambda sound, size: (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"
    ),
    "brackets": _nested(b"[", b"]"),
    "open brackets": _nested(b"["),
    "closing brackets": _nested(b"]"),
    "braces": _nested(b"{", b"}"),
    "open braces": _nested(b"{"),
    "tables": _nested(b'{"a":', b"}"),
    "sets": _nested(b"{a=", b";}"),
    "parentheses": _nested(b"(", b")"),
    "open parentheses": _nested(b"("),
    "elements": _nested(b"<a>", b"</a>"),
    "open elements": _nested(b"<a>"),
    "interpolations": _nested(b'"${', b'}"'),
    "open interpolations": _nested(b'"${'),
    "indented strings": _nested(b"''${", b"}''"),
    "shell substitutions": _nested(b"$(", b")"),
    "variables": _nested(b"${a:-", b"}"),
    "dashes": _nested(b"- "),
    "questions": _nested(b"? "),
    "quotes": _nested(b">"),
    "negations": _nested(b"!"),
    "words of negation": _nested(b"not "),
    "minus signs": _nested(b"-"),
    "conditions": _nested(b"if a then b else "),
    "ternaries": _nested(b"a if b else "),
    "arrows": _nested(b"a: "),
    "lets": _nested(b"let a = 1; in "),
    "lambdas": _nested(b"lambda x: "),
    "attributes": _nested(b"a."),
    "calls": _nested(b"a.b()."),
    "subscripts": lambda sound, size: sound + b"x = a" + b"[0]" * (size // 3) + b"\n",
    "applications": _nested(b"a "),
    "sums": _nested(b"1 + "),
    "string sums": _nested(b'"1" + '),
    "concatenations": _nested(b"a ++ "),
    "updates": _nested(b"a // "),
    "dots": _nested(b"."),
    "backslashes": _nested(b"\\"),
    "backticks": _nested(b"`"),
    "single quotes": _nested(b"'"),
    "double quotes": _nested(b'"'),
    "stars": _nested(b"*"),
    "tildes and slashes": _nested(b"~/"),
    "pluses": _nested(b"+"),
    "separators": _nested(b"---\n"),
    "joined lines": _nested(b"a\\\n"),
    "comments that never end": _nested(b"/* "),
    "conditions in a row": _nested(b"if x:"),
    "shell conditions": _nested(b"if x; then\n"),
    "many names of one header": lambda sound, size: sound + b"[" + b"a." * (size // 2) + b"a]\n",
    "one name of many versions": _repeated(lambda index: b'GIZMO_VERSION = "1.2.%d"\n' % index, 26),
    "anchors": _nested(b"&a "),
    "aliases": _nested(b"*a "),
    "hashes": _nested(b"#"),
    "at signs": _nested(b"@"),
    "dollars": _nested(b"$"),
    "percent signs": _nested(b"%"),
    "colons": _nested(b":"),
    "commas": _nested(b","),
    "equal signs": _nested(b"="),
    "spaces and hashes": _nested(b" #"),
    "slashes": _nested(b"/"),
    "words": _nested(b"word "),
    "versions": _nested(b"1.2.3 "),
    "operators": _nested(b">=1.2,"),
    "indentation": lambda sound, size: (
        sound + b"".join(b" " * depth + b"a:\n" for depth in range(int((2 * size) ** 0.5)))
    ),
    "indented lists": lambda sound, size: (
        sound + b"".join(b" " * depth + b"-\n" for depth in range(int((2 * size) ** 0.5)))
    ),
    "one long line": lambda sound, size: sound + b"a = " + b"x" * size + b"\n",
    "one long string": lambda sound, size: sound + b'a = "' + b"x" * size + b'"\n',
    "one long comment": lambda sound, size: sound + b"# must match " + b"gizmo 1.2.3 " * (size // 12) + b"\n",
    "all on one line": lambda sound, size: (sound.replace(b"\n", b" ") + b" ") * (size // len(sound) + 1),
    "huge numbers": _valued(lambda size: b"9" * size),
    "huge bare number": lambda sound, size: sound + b"version = " + b"9" * size + b"\n",
    "huge exponents": _valued(lambda size: b"1e999999999"),
    "versions of many parts": _valued(lambda size: b"1" + b".1" * (size // 2)),
    "versions of many suffixes": _valued(lambda size: b"1.2.3-" + b"a.1-" * (size // 4)),
    "requirements of many parts": _valued(lambda size: b">=1.2," * (size // 6) + b"<2"),
    "alternatives without end": _valued(lambda size: b"^1.2 || " * (size // 8) + b"~2"),
    "huge names": lambda sound, size: sound.replace(b"gizmo", b"g" * size, 1).replace(
        b"wit-bindgen", b"w" * size, 1
    ),
    "huge addresses": lambda sound, size: sound.replace(b"https://", b"https://" + b"a/" * (size // 2), 1),
    "many keys": _repeated(lambda index: b'key%d = "1.2.%d"\n' % (index, index), 20),
    "many YAML keys": _repeated(lambda index: b'key%d: "1.2.%d"\n' % (index, index), 20),
    "many JSON keys": lambda sound, size: (
        b"{" + b",".join(b'"key%d": "1.2.%d"' % (index, index) for index in range(size // 20)) + b"}\n"
    ),
    "duplicate keys": _repeated(lambda index: b'version = "1.2.%d"\n' % index, 20),
    "duplicate JSON keys": lambda sound, size: b"{" + b'"version": "1.2.3",' * (size // 19) + b'"a": 1}',
    "many sections": _repeated(lambda index: b"[a%d]\n" % index, 8),
    "many of itself": lambda sound, size: sound * (size // len(sound) + 1),
    "many comments": _repeated(lambda index: b"# gizmo 1.2.%d must match Cargo.toml\n" % index, 40),
    "a bomb of aliases": _bomb,
    "a bomb of entities": _entities,
    "constants that double": _doubled,
    "constants that are themselves": lambda sound, size: (
        b"A_VERSION = B_VERSION\nB_VERSION = A_VERSION\na = ${a}\nb = $(b)\nrec { a = b; b = a; }\n" + sound
    ),
    "chain of constants": lambda sound, size: (
        b"".join(b"V%d_VERSION = V%d_VERSION\n" % (index, index + 1) for index in range(size // 28)) + sound
    ),
    "table of versions": lambda sound, size: (
        b"TOOL_VERSIONS = {\n"
        + b"".join(b'    "gizmo%d": "1.2.%d",\n' % (index, index) for index in range(size // 27))
        + b"}\n"
        + sound
    ),
    "terminal escapes": lambda sound, size: _between(sound, b"\x1b[2J\x1b]8;;http://x\x07::error::x%0A"),
}
