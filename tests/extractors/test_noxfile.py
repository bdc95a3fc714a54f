"""noxfile.py: interpreters and what sessions install, without running anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import said, tree
from vercheck.extractors.noxfile import EXTRACTOR

_SESSION = "import nox\n\n\n@nox.session({given})\ndef tests(session):\n    {body}\n"


def _nox(given: str = "", body: str = "pass") -> str:
    return _SESSION.format(given=given, body=body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            _nox('python=["3.11", "3.12"]'),
            ["toolchain:python selects 3.11 [matrix]", "toolchain:python selects 3.12 [matrix]"],
        ),
        (_nox('python="3.12"'), ["toolchain:python selects 3.12 [tests]"]),
        (_nox('python="python3.12"'), ["toolchain:python selects 3.12 [tests]"]),
        ('ALL = ["3.11"]\n' + _nox("python=ALL"), ["toolchain:python selects 3.11 [matrix]"]),
        (_nox(body="session.install('ruff==0.4.1')"), ["pypi:ruff selects 0.4.1 [tests]"]),
        (
            _nox(body='session.install("-e", ".", "pytest>=7,<9", "x[y]==1.2")'),
            ["pypi:pytest requires ~>=7,<9 [tests]", "pypi:x selects 1.2 [tests]"],
        ),
    ],
)
def test_what_a_session_runs_with_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "noxfile.py", text)
    assert pins(EXTRACTOR, "noxfile.py", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        _nox(body='session.run("pytest", "x==1.2")'),
        _nox(body='session.install("-r", "requirements.txt")'),
        _nox(body='session.install(f"x=={V}", "y", *rest)'),
        _nox("python=elsewhere.VERSIONS"),
        _nox("reuse_venv=True"),
        '"""Docs: session.install("x==1.2")."""\n',
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "noxfile.py", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_sessions_may_install_different_versions() -> None:
    text = _nox(body="session.install('ruff==0.4.1')")
    text += text.replace("tests", "lint").replace("0.4.1", "0.5.0")
    assert said("version-drift", tree({"noxfile.py": text})) == []


@pytest.mark.parametrize("text", ["def f(:\n", "x = " + "(" * 5_000, "\0", "x = " + "-" * 100_000 + "1"])
def test_what_is_not_python_is_noted(text: str) -> None:
    assert [note.check for note in read(EXTRACTOR, "noxfile.py", text).notes] == ["parse-error"]


@given(st.binary(max_size=200))
def test_never_raises_and_stays_exact(content: bytes) -> None:
    read(EXTRACTOR, "noxfile.py", content)
    read(EXTRACTOR, "noxfile.py", _nox().encode() + b"\n" + content)
