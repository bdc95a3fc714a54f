"""The pack `rust`: what its rows mean together. Each row by itself is held by the pack\'s own examples."""

from __future__ import annotations

import pytest

from tests.rules.examples import needs_of, refusals
from vercheck.model import Severity


def test_the_patch_of_a_tool_that_writes_data_is_a_warning_and_its_minor_version_an_error() -> None:
    assert refusals("cargo:sqlx =0.6.2", "bin:sqlx-cli 0.6.1") == {"rust/sqlx-cli-patch": Severity.WARNING}
    assert refusals("cargo:sqlx =0.6.2", "bin:sqlx-cli 0.7.0") == {"rust/sqlx-cli": Severity.ERROR}


def test_a_rule_ends_where_it_no_longer_holds() -> None:
    assert not refusals("cargo:napi 2.16", "npm:@napi-rs/cli ^3.0.0")
    assert not refusals("cargo:tauri 1.8", "npm:@tauri-apps/api ^1.6.0")


@pytest.mark.parametrize(
    ("table", "version", "oldest", "too_old"),
    [
        ("edition-rust", "2024", "1.85.0", "1.84.1"),
        ("edition-rust", "2018", "1.31.0", "1.30.0"),
        ("lock-cargo", "4", "1.78.0", "1.77.2"),
        ("resolver-rust", "3", "1.84.0", "1.83.0"),
    ],
)
def test_a_format_has_a_compiler_that_first_reads_it(
    table: str, version: str, oldest: str, too_old: str
) -> None:
    assert needs_of(f"rust/{table}", version, oldest)
    assert not needs_of(f"rust/{table}", version, too_old)
