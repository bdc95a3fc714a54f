from __future__ import annotations

from tests.reporters.sample import CLEAN, REPORT, SOURCES
from vercheck.reporters import Style
from vercheck.reporters.concise import REPORTER


def test_each_finding_is_one_line() -> None:
    assert REPORTER.render(REPORT, SOURCES, Style()) == (
        "tools/Cargo.toml:2:17: error[companion-mismatch] "
        "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`\n"
        "locked\\n.toml:1:1: warning[unreadable-file] `locked\\n.toml` cannot be read\n"
    )


def test_nothing_found_is_nothing_said() -> None:
    assert REPORTER.render(CLEAN, SOURCES, Style()) == ""
