"""Real files with something done to them, as hands, merges and generators do."""

from __future__ import annotations

from pathlib import Path
from random import Random

from hypothesis import strategies as st

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"

_WORDS = (
    '"', "'", "[", "]", "{", "}", "(", ")", ",", "=", ":", "\n", "\n\n", " ", "\t", "#", "\\", "\r\n", "é",
    "1.2.3", "a", "null", "- ", "|", ">", "&a ", "*a", "!t ", "--- ", "0x1F", "1e5", "true", "''", '"""',
    "//", "/*", ";", ".", "\\u0041", "\\n", "${a}", "%", "@", "-", "+", "\ufeff", "\u2028", "<<: ", "? ",
)  # fmt: skip


def files(*suffixes: str) -> list[str]:
    """The texts of the fixtures of these kinds, in order of path."""
    found = sorted(path for path in FIXTURES.rglob("*") if path.name.endswith(suffixes) and path.is_file())
    return [text for path in found if len(text := path.read_bytes().decode("utf-8", "ignore")) < 2500]


@st.composite
def mutated(draw: st.DrawFn, texts: list[str]) -> str:
    """One of the texts, changed in a few places."""
    text = draw(st.sampled_from(texts))
    return damaged(text, Random(draw(st.integers(0, 2**32))))


def damaged(text: str, chance: Random) -> str:
    """A text, changed in a few places by chance."""
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + chance.choice((0, 1, 1, 2, 9, 40)))
        piece = chance.choice((*_WORDS, "", text[at:to] * 2))
        text = text[:at] + piece + text[to:]
    return text
