"""A configuration under each of the names that it may have, and a run under it; a case begins with the name.

What is wrong with it is said as an error of the configuration or of a pack, and as nothing else.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.robustness.cases import opened, sealed
from tests.robustness.targets import Target
from vercheck import pipeline
from vercheck.config import ConfigError, load
from vercheck.model import Severity
from vercheck.own_files import CONFIGURATIONS, PROJECT
from vercheck.packs import PackError
from vercheck.pipeline import Outcome

_FILES = {
    "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "1.2.3", "wit-bindgen": "0.46.0"}\n',
    "Cargo.toml": '[dependencies]\nwit-bindgen = "0.47.0"\n',
    "install.sh": 'WASMTIME_VERSION="40.0.0"\ncurl https://example.org/gizmo-1.2.3.zip\n',
    "pins.json": '{"gizmo": "1.2.4", "tools": {"wasmtime": "41.0.0"}}\n',
}
_WHOLE = """\
exclude = ["vendor/**", "!vendor/kept/", "*.txt"]
gone-hosts = ["dl.bintray.com"]

[authority]
"*" = "versions.bzl#TOOL_VERSIONS"
"toolchain:rust" = "rust-toolchain.toml"

[severity]
"stale-mention" = "error"
"version-drift" = { level = "warning", tools = { gizmo = "off" }, paths = { "install.*" = "error" } }

[[scope]]
name = "builder"
paths = ["builder/**"]

[[hold]]
artifact = "bin:gizmo"
version = "1.2.3"
reason = "1.3 renames types"
until = 2027-01-31

[[table]]
path = "pins.json"
symbol = "tools"
ecosystem = "bin"
"""
_ROWS = """\
[[extract]]
files = ["*.sh"]
pattern = '(?P<name>[A-Z]+)_VERSION="(?P<version>[^"]+)"'
artifact = "bin:{name}"

[[require]]
when = "bin:gizmo >=1.0"
needs = ["cargo:wit-bindgen 0.46 || 0.47", "bin:wasmtime ~40"]
reason = "they speak one protocol"

[[sync]]
from = "versions.bzl#TOOL_VERSIONS.gizmo"
to = "pins.json#gizmo"

[[sync]]
from = "versions.bzl#TOOL_VERSIONS.gizmo"
files = ["install.sh"]
pattern = "gizmo-(?P<version>[0-9.]+).zip"
"""
_IN_PROJECT = """\
[project]
name = "a"

[tool.vercheck]
exclude = ["docs/"]

[[tool.vercheck.hold]]
artifact = "bin:gizmo"
version = "1.2.4"
reason = '''
why
'''
"""


def attempt(case: bytes) -> None:
    name, content = opened(case)
    if name not in (*CONFIGURATIONS, PROJECT):
        return
    file = _tree() / name
    file.write_bytes(content)
    try:
        outcome = _run()
    except ConfigError as error:
        _is_said_well(error, name, content)
    except PackError:
        pass  # which has a target of its own
    else:
        assert all(isinstance(item.severity, Severity) for item in outcome.report.diagnostics)
    finally:
        file.unlink()


def _run() -> Outcome:
    return pipeline.check(_tree(), load(_tree()), today=date(2026, 6, 1))


def _is_said_well(error: ConfigError, name: str, content: bytes) -> None:
    place = error.location
    assert str(error)
    assert len(str(error)) < 3_000 + len(content)
    if place is not None:
        assert place.path == name
        assert 0 <= place.span.start <= place.span.end <= len(content)


@cache
def _tree() -> Path:
    root = Path(mkdtemp(prefix="vercheck-configured-"))
    for path, text in _FILES.items():
        (root / path).write_text(text)
    return root


TARGET = Target(
    (
        sealed("vercheck.toml", _WHOLE.encode()),
        sealed("vercheck.toml", _ROWS.encode()),
        sealed(".vercheck.toml", (_WHOLE + _ROWS).encode()),
        sealed("pyproject.toml", _IN_PROJECT.encode()),
    ),
    attempt,
)
