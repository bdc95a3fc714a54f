"""The known word that somebody may have meant: for checks, keys, tools and levels alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIGN = re.compile(r"[/:]")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?`, ready to stand behind a message; empty where no known word is near."""
    from difflib import get_close_matches

    names = sorted(known)
    # Who leaves out whose it is (`acme/setup-gizmo`, `cargo:gizmo`) means that one, before any that is alike.
    near = [name for name in names if _SIGN.split(name)[-1].lower() == word.lower()]
    near = near or get_close_matches(word, names, n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""
