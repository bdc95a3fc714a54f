"""Writes `requirements.lock`: one version with its digests for everything that a checkout and a build need.

In the form that pip reads: a lock file in any other names the registry of whoever made it. Needs `uv`, which
knows what other machines and other versions of Python would install.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
_HEAD = (
    "# Made from pyproject.toml by `make lock`, for `pip install --require-hashes -r requirements.lock`.\n"
)


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [name for name in project["dependency-groups"] if name not in ("fuzz", "lock")]
    oldest = project["project"]["requires-python"].removeprefix(">=")
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", oldest,
        "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
        "--all-extras", *(f"--group={name}" for name in groups), "pyproject.toml", "-",
    ]  # fmt: skip
    given = "\n".join(project["build-system"]["requires"])
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == 0:
        LOCK.write_text(_HEAD + done.stdout, "utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
