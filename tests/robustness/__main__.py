"""Every kind of broken content in every file, at full size: `python -m tests.robustness [SIZE] [KIND…]`.

Not among the tests, for it takes its time: it prints what a run of `vercheck check` took of it, and ends
with status 1 where one hung, crashed or told of itself.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.robustness.breakage import BROKEN
from tests.robustness.limits import run_limited
from tests.robustness.sound import SOUND, plant

SIZE = 300_000


def main(size: str = str(SIZE), *kinds: str) -> int:
    failed = False
    for kind in kinds or BROKEN:
        with TemporaryDirectory() as folder:
            plant(
                Path(folder), {path: BROKEN[kind](text.encode(), int(size)) for path, text in SOUND.items()}
            )
            began = time.monotonic()
            try:
                ended = run_limited("check", folder, "--no-cache", "--format", "concise")
                trouble = "" if ended.is_in_order else f"status {ended.status}\n{ended.err[-3000:]}"
            except subprocess.TimeoutExpired:
                trouble = "hung"
        failed = failed or bool(trouble)
        sys.stdout.write(f"{time.monotonic() - began:7.1f} s  {kind}  {trouble}" + "\n")
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
