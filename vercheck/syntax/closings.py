"""What a comment says without the sign that closes it (`*/`, `-->`).

Apart from those who ask, who find comments in ways of their own, and without an expression: one that looks
for spaces before a sign looks at each of them again and again.
"""

from __future__ import annotations

_CLOSINGS = ("*/", "-->")


def unclosed(text: str) -> str:
    """A text up to the sign that closes a comment at its end, and without the space there."""
    text = text.rstrip()
    closing = next((sign for sign in _CLOSINGS if text.endswith(sign)), "")
    return text.removesuffix(closing).rstrip()
