"""Files of every kind, by the extractors that read files of their names; a case begins with the path."""

from __future__ import annotations

from tests.robustness.cases import opened, sealed
from tests.robustness.promises import read
from tests.robustness.sound import SOUND
from tests.robustness.targets import Target


def attempt(case: bytes) -> None:
    path, content = opened(case)
    if path in SOUND:
        read(path, content)


TARGET = Target(tuple(sealed(path, text.encode()) for path, text in SOUND.items()), attempt)
