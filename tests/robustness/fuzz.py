"""A fuzzer that is led by what it reaches: `python -m tests.robustness.fuzz [SECONDS] [PATH…]`.

Not among the tests, for it has no end of its own. It starts from the sound files, and from those that
broke something before; what breaks something now stands in the file that it names, to be kept under
`fixtures/fuzz` once it is mended. A case is the path of a file, a line end, and its content.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

with atheris.instrument_imports(include=["vercheck"]):
    from tests.robustness.promises import read
    from vercheck.told import extractors

    list(extractors().values())

from tests.robustness.cases import CASES, opened, sealed
from tests.robustness.sound import SOUND

SECONDS = 120


def main(seconds: str = str(SECONDS), *paths: str) -> None:
    corpus = Path(mkdtemp(prefix="vercheck-fuzz-"))
    for number, path in enumerate(paths or SOUND):
        (corpus / f"sound-{number}").write_bytes(sealed(path, SOUND[path].encode()))
    limits = (f"-max_total_time={seconds}", "-max_len=6000", "-timeout=60", f"-artifact_prefix={corpus}/")
    atheris.Setup([sys.argv[0], *limits, str(corpus), str(CASES)], _try)
    atheris.Fuzz()


def _try(data: bytes) -> None:
    path, content = opened(data)
    if path in SOUND:
        read(path, content)


if __name__ == "__main__":
    main(*sys.argv[1:])
