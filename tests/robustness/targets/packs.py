"""A pack of rules of somebody's own, and what is found by it in a few pins.

What is wrong with it is said as an error of the pack, with a line of it, and as nothing else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.robustness.targets import Target
from tests.trees import tree
from vercheck import pipeline
from vercheck.graph import PinGraph
from vercheck.packs import PackError, build, home, read_pack

_FILES = {
    "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "1.2.3", "wit-bindgen": "0.46.0", "wasmtime": "40.0.1"}\n',
    "Cargo.toml": '[dependencies]\ngizmo = "0.2.3"\nwit-bindgen = "0.47.0"\nwasmtime = "^39"\n',
    "Dockerfile": 'FROM docker.io/a/gizmo:1.2.4@sha256:0\nENV GIZMO_VERSION="1.2.3"\n',
    "package.json": '{"dependencies": {"gizmo": "^1.2.0", "wasmtime": "41.0.0"}}\n',
}
_ROWS = """\
about = "gizmo and its libraries"

[[tool]]
id = "gizmo"
artifacts = ["bin:gizmo", "cargo:gizmo", "npm:gizmo"]
leads = "bin:gizmo"
reason = "they are one release"
evidence = ["https://example.org"]

[[companion]]
id = "gizmo"
leader = "bin:gizmo"
follower = ["cargo:gizmo", "npm:gizmo"]
relation = "same-minor"
grade = "S"
when = ">=1.0"
reason = "gizmo and its library share the minor version"
evidence = ["https://example.org"]

[[lockstep]]
id = "family"
members = { "bin:gizmo" = 1, "cargo:gizmo" = 0 }
since = 2
grade = "D"
reason = "1.N is released with 0.N"
evidence = ["https://example.org"]

[[table]]
id = "pairs"
anchor = "bin:wasmtime"
subject = "cargo:wit-bindgen"
grade = "S"
known_through = "41"
reason = "what was tested together"
evidence = ["https://example.org"]
rows = [{ when = "=40.0.1", needs = "0.46 || 0.47" }, { when = "^41", needs = ">=0.50, <1" }]

[[example]]
says = "they disagree"
pins = ["bin:gizmo 1.2.3", "cargo:gizmo 1.3.0"]
"""


def attempt(case: bytes) -> None:
    file = _folder() / "own.toml"
    file.write_bytes(case)
    try:
        pack = read_pack(file)
    except PackError as error:
        _is_said_well(error, case)
        return
    known = build("own", pack.document)
    facts = tree(_FILES, knowledge=known)
    assert isinstance(facts.graph, PinGraph)
    list(pipeline.judge(facts, pipeline.checks()))


def _is_said_well(error: PackError, case: bytes) -> None:
    assert error.path == _folder() / "own.toml"
    assert 1 <= error.line <= case.replace(b"\r", b"\n").count(b"\n") + 1
    assert len(str(error)) < 3_000 + len(case)


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="vercheck-pack-"))


def _shipped() -> tuple[bytes, ...]:
    """The smallest of those that come along, which have rows of every kind."""
    texts = sorted((path.read_bytes() for path in home().glob("*.toml")), key=len)
    return tuple(text for text in texts if len(text) < 5_000)


TARGET = Target((_ROWS.encode(), *_shipped()), attempt)
