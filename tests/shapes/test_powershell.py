"""PowerShell declares variables with a type, as parameters with defaults, or by a command."""

from __future__ import annotations

import pytest

from tests.extractors.reading import pins, read
from vercheck.extractors.shell_script import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('param([string]$GoVersion = "1.22.5")', ["toolchain:go selects 1.22.5"]),
        ("param(\n  $NodeVersion = '20.1.5',\n  $Force\n)", ["toolchain:node selects 20.1.5"]),
        ('[string]$RustVersion = "1.77.5"', ["toolchain:rust selects 1.77.5"]),
        ("Set-Variable -Name HELM_VERSION -Value '3.14.5'", ["bin:helm selects 3.14.5"]),
        ('$BufVersion = "1.30.0"', ["bin:buf selects 1.30.0"]),
        ('# [string]$RustVersion = "1.77.5"', []),
        ('param([string]$Name = "1.22.5")', []),
        ('[string]$RustVersion = "$Env:X"', []),
        ("param(", []),
    ],
)
def test_a_variable_whose_name_says_what_it_holds_is_a_pin(text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, "a.ps1", text + "\n") == expected


def test_the_value_of_a_parameter_is_a_default() -> None:
    found = read(
        EXTRACTOR, "a.ps1", "param([string]$GoVersion = '1.22.5')\n[string]$BufVersion = '1.30.0'\n"
    ).pins
    assert {pin.raw: pin.is_default for pin in found} == {"1.22.5": True, "1.30.0": False}
