"""A fuzzer that is led by what it reaches: `python -m tests.robustness.fuzz [SECONDS [TARGET…]]`.

Not among the tests, for it has no end of its own. It starts from what is sound, and from what broke
something before; what breaks something now stands in the file that it names, to be kept under
`fixtures/fuzz` once it is mended. A case is the name of a target, a line end, and what is tried of it. Each
target has the seconds for itself, and a process, which ends with the first that breaks.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

from tests.robustness.cases import CASES, opened, sealed
from tests.robustness.targets import Target, names, target

SECONDS = 120
_WORD = re.compile(rb"[A-Za-z_][\w-]{2,30}")


def main(seconds: str = str(SECONDS), *wanted: str) -> int:
    if len(wanted) == 1:
        return _fuzz(seconds, wanted[0])
    failed = [name for name in wanted or names() if _ended(seconds, name)]
    sys.stdout.write(f"broken: {', '.join(failed)}\n" if failed else "nothing is broken\n")
    return int(bool(failed))


def _ended(seconds: str, name: str) -> int:
    """How the process of one target ended; nothing in it goes on when that is over."""
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", __spec__.name, seconds, name], check=False).returncode


def _fuzz(seconds: str, name: str) -> int:
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with atheris.instrument_imports(include=["vercheck"]):
        tried = target(name)
        for seed in tried.seeds:
            tried.attempt(seed)  # so that what is imported where it is needed is followed, too

    def attempt(data: bytes) -> None:
        of, case = opened(data)
        if of == name:
            tried.attempt(case)

    place = Path(mkdtemp(prefix=f"vercheck-fuzz-{name}-"))
    limits = (f"-max_total_time={seconds}", "-max_len=6000", "-timeout=60", f"-artifact_prefix={place}/")
    known = (_corpus(place, name, tried), f"-dict={_dictionary(place, tried)}")
    atheris.Setup([sys.argv[0], *limits, *map(str, reversed(known))], attempt)
    atheris.Fuzz()
    return 0


def _corpus(place: Path, name: str, tried: Target) -> Path:
    """A folder of what there is to begin with, which grows."""
    folder = place / "corpus"
    folder.mkdir()
    for number, seed in enumerate(tried.seeds):
        (folder / f"sound-{number}").write_bytes(sealed(name, seed))
    for case in CASES.glob("*.case"):
        if opened(case.read_bytes())[0] == name:
            (folder / case.name).write_bytes(case.read_bytes())
    return folder


def _dictionary(place: Path, tried: Target) -> Path:
    """The words of what is sound: by chance alone, none of them would be found."""
    words = sorted({word for seed in tried.seeds for word in _WORD.findall(seed)})
    file = place / "words"
    file.write_bytes(b"".join(b'"%s"\n' % word for word in words))
    return file


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
