"""A unified diff of contents in memory, for people and for `patch`.

Bytes that a terminal must not get raw (control characters, what is not UTF-8) are shown escaped; a
diff of such lines is for reading only. Line endings are kept, so that a CRLF file can be patched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m", "h": "\x1b[1m"}
_RESET = "\x1b[0m"


def unified_diff(before: Mapping[str, bytes], after: Mapping[str, bytes], colour: bool) -> str:
    """The changes of all files, by path. A path that one side lacks is new, or gone."""
    pieces: list[str] = []
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old != new:
            pieces += _file(path, old, new, colour)
    return "".join(pieces)


def _file(path: str, old: bytes | None, new: bytes | None, colour: bool) -> Iterator[str]:
    yield _painted("h", f"--- {_name('a', path) if old is not None else '/dev/null'}\n", colour)
    yield _painted("h", f"+++ {_name('b', path) if new is not None else '/dev/null'}\n", colour)
    a, b = _lines(old or b""), _lines(new or b"")
    for hunk in _hunks(a, b):
        first, last = hunk[0], hunk[-1]
        ranges = f"-{_range(first.a, last.a_end)} +{_range(first.b, last.b_end)}"
        yield _painted("@", f"@@ {ranges} @@\n", colour)
        for block in hunk:
            if block.is_equal:
                yield from (_line(" ", line, colour) for line in a[block.a : block.a_end])
                continue
            yield from (_line("-", line, colour) for line in a[block.a : block.a_end])
            yield from (_line("+", line, colour) for line in b[block.b : block.b_end])


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `[a, a_end)` of the old content and `[b, b_end)` of the new, equal or not."""

    is_equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


def _hunks(a: Sequence[bytes], b: Sequence[bytes]) -> Iterator[list[Block]]:
    """Changes with the equal lines around them; changes that are near each other in one hunk."""
    hunk: list[Block] = []
    for block in _blocks(a, b):
        if not block.is_equal:
            hunk.append(block)
            continue
        length = block.a_end - block.a
        if hunk and length > 2 * _CONTEXT:
            yield [*hunk, replace(block, a_end=block.a + _CONTEXT, b_end=block.b + _CONTEXT)]
            hunk = []
        skipped = max(0, length - _CONTEXT) if not hunk else 0
        hunk.append(replace(block, a=block.a + skipped, b=block.b + skipped))
    if hunk and hunk[-1].is_equal:
        last = hunk.pop()
        kept = min(_CONTEXT, last.a_end - last.a)
        hunk += [replace(last, a_end=last.a + kept, b_end=last.b + kept)] if hunk else []
    if hunk:
        yield hunk


def _blocks(a: Sequence[bytes], b: Sequence[bytes]) -> Iterator[Block]:
    """Changed files are alike nearly everywhere: what both share at the ends needs no matching."""
    head = _shared(a, b)
    tail = _shared(a[head:][::-1], b[head:][::-1])
    a_end, b_end = len(a) - tail, len(b) - tail
    yield Block(True, 0, head, 0, head)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a[head:a_end], b[head:b_end]).get_opcodes():
        yield Block(tag == "equal", head + i1, head + i2, head + j1, head + j2)
    yield Block(True, a_end, len(a), b_end, len(b))


def _lines(content: bytes) -> list[bytes]:
    """Lines with their endings; only `\\n` ends a line, as for `patch`."""
    lines = content.split(b"\n")
    whole = [line + b"\n" for line in lines[:-1]]
    return [*whole, lines[-1]] if lines[-1] else whole


def _shared(first: Sequence[bytes], second: Sequence[bytes]) -> int:
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        count += 1
    return count


def _range(start: int, stop: int) -> str:
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _line(sign: str, line: bytes, colour: bool) -> str:
    body = line.removesuffix(b"\n")
    ending = "\n" if len(body) < len(line) else ""
    if ending and body.endswith(b"\r"):
        body, ending = body[:-1], "\r\n"
    shown = _painted(sign, sign + _visible(body), colour) + ending
    return shown if ending else f"{shown}\n{_NO_NEWLINE}"


def _visible(line: bytes) -> str:
    text = line.decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() or character in "\t\ufeff" else _escaped(character)
        for character in text
    )


def _escaped(character: str) -> str:
    # Spaces of other scripts are not "printable" to Python, yet harmless and meant.
    if character.isspace() and ord(character) >= 0xA0:
        return character
    return character.encode("unicode_escape").decode()


def _name(side: str, path: str) -> str:
    """A path as `git` writes it: quoted where it holds what a header cannot."""
    name = f"{side}/{path}"
    if all(character.isprintable() and character not in '"\\' for character in name):
        return f"{name}\t" if " " in name else name
    quoted = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{quoted}"'


def _painted(kind: str, text: str, colour: bool) -> str:
    if not colour or kind not in _COLOURS:
        return text
    body = text.removesuffix("\n")
    return f"{_COLOURS[kind]}{body}{_RESET}{text[len(body) :]}"
