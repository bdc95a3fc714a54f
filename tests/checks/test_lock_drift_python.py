"""Python's lock files against the projects that they lock: read from text, linked, compared."""

from __future__ import annotations

import random

import pytest

from vercheck.checks.lock_drift import CHECK
from vercheck.extractors import Extractor, poetry_lock, pyproject, uv_lock
from vercheck.graph import Facts, Knowledge, PinGraph, Policy
from vercheck.model import Diagnostic, Severity, Source

Files = dict[str, str]
READERS: dict[str, Extractor] = {
    "pyproject.toml": pyproject.EXTRACTOR,
    "uv.lock": uv_lock.EXTRACTOR,
    "poetry.lock": poetry_lock.EXTRACTOR,
    "pdm.lock": poetry_lock.EXTRACTOR,
}


def locked(name: str, version: str, source: str = 'source = { registry = "https://example.org" }') -> str:
    return f'\n[[package]]\nname = "{name}"\nversion = "{version}"\n{source}\n'


def member(name: str, version: str, folder: str = ".") -> str:
    return locked(name, version, f'source = {{ editable = "{folder}" }}')


def project(version: str = "0.1.0", *dependencies: str, name: str = "app", rest: str = "") -> str:
    return f'[project]\nname = "{name}"\nversion = "{version}"\ndependencies = {list(dependencies)}\n{rest}'


def findings(files: Files) -> list[Diagnostic]:
    extractions = {
        path: READERS[path.rpartition("/")[2]].extract(Source(path, text.encode()))
        for path, text in files.items()
    }
    return list(CHECK.run(Facts(PinGraph(extractions, Knowledge()), Knowledge(), Policy())))


def messages(files: Files) -> list[str]:
    return [found.message for found in findings(files)]


# loud


def test_a_project_whose_own_entry_is_older_is_reported_at_both_places() -> None:
    (found,) = findings({"pyproject.toml": project("0.2.0"), "uv.lock": member("app", "0.1.0")})
    assert found.message == "`app` is `0.2.0` here but `0.1.0` in uv.lock:4"
    assert [(label.location.path, label.version) for label in found.related] == [("uv.lock", "0.1.0")]
    assert found.help == "run `uv lock` beside it and commit the lock file"
    assert CHECK.severity is Severity.ERROR


def test_a_requirement_that_the_resolved_version_does_not_satisfy_is_reported() -> None:
    files = {
        "pyproject.toml": project("0.1.0", "httpx>=0.28"),
        "uv.lock": member("app", "0.1.0") + locked("httpx", "0.27.2"),
    }
    assert messages(files) == ["`httpx` must be `>=0.28` here but is `0.27.2` in uv.lock:9"]


def test_an_exact_version_that_is_not_the_resolved_one_is_reported() -> None:
    files = {
        "pyproject.toml": '[dependency-groups]\ndev = ["ruff==0.9.1"]\n',
        "uv.lock": locked("ruff", "0.9.0"),
    }
    assert messages(files) == ["`ruff` must be `0.9.1` here but is `0.9.0` in uv.lock:4"]


def test_a_dependency_that_the_lock_does_not_have_is_reported() -> None:
    files = {"pyproject.toml": project("0.1.0", "httpx>=0.28"), "uv.lock": member("app", "0.1.0")}
    assert messages(files) == ["`httpx` is required at `>=0.28` here but is not in uv.lock"]


def test_a_member_of_a_workspace_is_held_against_the_lock_at_its_root() -> None:
    files = {
        "libs/a/pyproject.toml": project("0.3.0", "httpx>=0.28", name="a"),
        "uv.lock": member("a", "0.2.0", "libs/a") + locked("httpx", "0.27.2"),
    }
    assert messages(files) == [
        "`a` is `0.3.0` here but `0.2.0` in uv.lock:4",
        "`httpx` must be `>=0.28` here but is `0.27.2` in uv.lock:9",
    ]


def test_a_constraint_of_poetry_is_held_against_its_lock() -> None:
    files = {
        "app/pyproject.toml": '[tool.poetry.group.dev.dependencies]\nblack = "^24.1"\nnew = "*"\nx = "1.0"\n',
        "app/poetry.lock": locked("black", "23.12.1", ""),
    }
    assert messages(files) == [
        "`black` must be `^24.1` here but is `23.12.1` in app/poetry.lock:4",
        "`x` is required at `1.0` here but is not in app/poetry.lock",
    ]


def test_an_example_with_its_own_lock_is_a_warning() -> None:
    (found,) = findings(
        {"examples/a/pyproject.toml": project("0.2.0"), "examples/a/uv.lock": member("app", "0.1.0")}
    )
    assert found.severity is Severity.WARNING


# quiet

MATCHING = {
    "pyproject.toml": project(
        "0.1.0",
        "httpx[http2]>=0.28,<1",
        "My_Lib",
        "tomli>=2; python_version < '3.11'",
        "torch==2.1.0",
        rest="[dependency-groups]\ndev = ['ruff~=0.9.0', {include-group = 'x'}]\n"
        "[build-system]\nrequires = ['hatchling>=1.26']\n",
    ),
    "uv.lock": member("app", "0.1.0")
    + locked("httpx", "0.28.1")
    + locked("my-lib", "1.0")
    + locked("ruff", "0.9.5")
    + locked("torch", "2.1.0+cpu"),
}


def test_a_lock_that_satisfies_its_project_is_quiet() -> None:
    assert messages(MATCHING) == []


def test_the_order_of_files_does_not_matter() -> None:
    files = {**MATCHING, "uv.lock": member("app", "0.0.9")}
    expected = messages(files)
    items = list(files.items())
    random.Random(7).shuffle(items)
    assert messages(dict(items)) == expected
    assert expected


@pytest.mark.parametrize(
    "source", ['source = { git = "https://github.com/o/lib?tag=v1#0123" }', 'source = { directory = "../x" }']
)
def test_a_package_that_was_asked_for_by_its_place_is_quiet(source: str) -> None:
    files = {"pyproject.toml": project("0.1.0", "lib>=2"), "uv.lock": locked("lib", "1.0", source)}
    assert messages(files) == []


def test_one_of_several_resolved_versions_is_enough() -> None:
    files = {
        "pyproject.toml": project("0.1.0", "numpy>=2"),
        "uv.lock": locked("numpy", "1.26.4") + locked("numpy", "2.1.0"),
    }
    assert messages(files) == []


def test_a_requirement_that_an_override_replaces_is_quiet() -> None:
    files = {
        "pyproject.toml": project(
            "0.1.0", "numpy<2", rest="[tool.uv]\noverride-dependencies = ['numpy==2.1.0']\n"
        ),
        "uv.lock": locked("numpy", "2.1.0"),
    }
    assert messages(files) == []


def test_a_project_that_the_lock_above_does_not_list_is_quiet() -> None:
    files = {
        "tools/x/pyproject.toml": project("9.0", "httpx>=9", name="x"),
        "uv.lock": member("app", "0.1.0") + locked("httpx", "0.28.1"),
    }
    assert messages(files) == []


def test_a_lock_is_not_held_against_tables_that_its_program_does_not_read() -> None:
    files = {
        "pyproject.toml": '[tool.poetry.dependencies]\nhttpx = "^0.28"\n'
        '[dependency-groups]\nx = ["ruff>=1"]\n',
        "uv.lock": locked("httpx", "0.27.2") + locked("ruff", "1.0"),
        "poetry.lock": locked("httpx", "0.28.1", "") + locked("ruff", "0.9", ""),
    }
    assert messages(files) == []


def test_a_group_that_pdm_left_out_is_quiet() -> None:
    files = {
        "pyproject.toml": '[tool.pdm.dev-dependencies]\ntest = ["pytest>=8"]\n',
        "pdm.lock": locked("httpx", "0.28.1", ""),
    }
    assert messages(files) == []


@pytest.mark.parametrize("folder", ["tests/fixtures/app/", "third_party/app/"])
def test_fixtures_and_vendored_trees_are_quiet(folder: str) -> None:
    files = {f"{folder}pyproject.toml": project("0.2.0"), f"{folder}uv.lock": member("app", "0.1.0")}
    assert messages(files) == []
