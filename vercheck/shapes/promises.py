"""What a comment promises: sentence by sentence, how strictly, and in which words.

Only words are read here; which files and tools they name is for those who know the repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.shapes.remarks import CONTRACT

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'`(\[]?[A-Z*])")
_DENIED = re.compile(
    r"(?:\b(?:not|no longer|never|without|no need to|needn't|out of|used to|previously)|n't)"
    r"\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:at least|at most|minimum|or (?:newer|later|higher|above|greater|below|lower)|"
    r"no (?:newer|older|later)|newer than|older than|greater than|or equal)\b|[<>]=?\s*v?\d",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:similar|roughly|approximately|ideally|usually|generally|probably|try to|prefer\w*|where possible"
    r"|if possible|more or less|about the same|close to|maybe|not mandatory)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:also (?:update|bump|upgrade|change|edit|modify|adjust|sync)|when(?:ever)? \w+|do not|don't"
    r"|forget|remember|sure to|please|(?:update|bump|upgrade|change|edit|modify|adjust|sync) also|bump)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:these|versions|following|all of|both|they|them|pins|entries|below|dependencies"
    r"|crates|packages|images)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:the two|both|they|them|these files|that file|this file|it)\b", re.IGNORECASE)
_EQUAL = re.compile(
    r"\bha(?:ve|s) the same version|\b(?:versions?|these|two|both)\b.{0,40}"
    r"\b(?:aligned|identical|the same|match(?: each other)?|agree|equal)\b",
    re.IGNORECASE,
)
_NUMBERS = (
    (re.compile(r"\bmajor(?:(?:[ ./-]|\s+and\s+)minor)|\b(?:same|the|and) minor\b", re.IGNORECASE), 2),
    (re.compile(r"\bmajor\b", re.IGNORECASE), 1),
)
_ABOUT_VERSION = re.compile(r"\b(?:version|versions|release|tag|pin|pinned)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence that promises. `context` is the text in which files are looked for where the sentence
    names none; `follows` says that it tells what to update, not that two things are equal; `parts` how
    many numbers of the versions have to agree (`None`: all)."""

    text: str
    context: str
    is_vague: bool
    follows: bool
    is_plural: bool
    is_among: bool
    speaks_of_versions: bool
    parts: int | None


def promises(text: str) -> Iterator[Promise]:
    """The promises of a paragraph. A bound (`at least`) and a denial (`need not match`) are none."""
    sentences = _SENTENCE.split(text)
    for index, sentence in enumerate(sentences):
        found = CONTRACT.search(sentence)
        if found is None or _BOUND.search(sentence) or _DENIED.search(sentence[: found.start()]):
            continue
        before = sentences[index - 1] + " " if index and _BACK.search(sentence) else ""
        yield Promise(
            text=sentence,
            context=before + sentence,
            is_vague=_VAGUE.search(sentence) is not None,
            follows=_FOLLOWS.search(found.group()) is not None,
            is_plural=_PLURAL.search(sentence) is not None,
            is_among=_EQUAL.search(sentence) is not None,
            speaks_of_versions=_ABOUT_VERSION.search(sentence) is not None,
            parts=next((number for words, number in _NUMBERS if words.search(sentence)), None),
        )
