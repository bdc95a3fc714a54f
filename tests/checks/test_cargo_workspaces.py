"""Members of a Cargo workspace: the lock that nothing reads, and two releases of a crate that are locked."""

from __future__ import annotations

import pytest

from tests.trees import Files, place, said, tree
from vercheck.model import Severity

SOURCE = 'source = "registry+https://index.example.com/crates"\n'
QUUX = "[dependencies]\nquux.workspace = true\n"


def root(members: str = '"a"', exclude: str = "") -> str:
    out = f"exclude = [{exclude}]\n" if exclude else ""
    return f'[workspace]\nmembers = [{members}]\n{out}\n[workspace.dependencies]\nquux = "1.4"\n'


def member(rest: str = QUUX) -> str:
    return f'[package]\nname = "a"\nversion = "2.0.0"\n\n{rest}'


def lock(own: str, *quux: str) -> str:
    entries = "".join(f'[[package]]\nname = "quux"\nversion = "{one}"\n{SOURCE}\n' for one in quux)
    return f'version = 4\n\n[[package]]\nname = "a"\nversion = "{own}"\n\n{entries}'


STALE: Files = {
    "Cargo.toml": root(),
    "Cargo.lock": lock("2.0.0", "1.4.0"),
    "a/Cargo.toml": member(),
    "a/Cargo.lock": lock("0.1.0", "1.3.0"),
}


def test_the_lock_of_a_member_is_one_finding_that_says_who_reads_another() -> None:
    (found,) = said("lock-drift", tree(STALE))
    assert (place(found), found.severity) == (("a/Cargo.lock", 5), Severity.WARNING)
    assert found.message == (
        "nothing reads this lock: a is a member of the workspace in Cargo.toml, which is locked in Cargo.lock"
    )
    assert [label.location.path for label in found.related] == ["Cargo.toml"]


@pytest.mark.parametrize("members", ['"*"', '"./a"', '"a/"', '"**"', '"b", "a"'])
def test_members_may_be_named_by_a_pattern(members: str) -> None:
    (found,) = said("lock-drift", tree({**STALE, "Cargo.toml": root(members)}))
    assert place(found) == ("a/Cargo.lock", 5)


def test_a_member_is_held_against_the_lock_of_the_workspace() -> None:
    files = {**STALE, "Cargo.lock": lock("1.9.0", "1.4.0")}
    assert [place(found) for found in said("lock-drift", tree(files))] == [
        ("a/Cargo.lock", 5), ("a/Cargo.toml", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("manifest", [root('"a"', '"a"'), root('"a"', '"./a/"'), root('"b"'), root('"*/x"')])
def test_what_is_no_member_has_a_lock_of_its_own(manifest: str) -> None:
    found = said("lock-drift", tree({**STALE, "Cargo.toml": manifest}))
    assert ("a/Cargo.toml", 3) in [place(one) for one in found]
    assert not [one for one in found if "nothing reads" in one.message]


def test_a_workspace_inside_another_one_is_locked_by_itself() -> None:
    inner = {**STALE, "a/Cargo.toml": f"[workspace]\n{member('')}", "a/Cargo.lock": lock("2.0.0")}
    assert not said("lock-drift", tree(inner))


def test_a_lock_that_an_example_keeps_for_who_takes_it_along_is_quiet() -> None:
    files = {
        "Cargo.toml": root('"examples/a"'),
        "Cargo.lock": lock("2.0.0", "1.4.0"),
        "examples/a/Cargo.toml": member(),
        "examples/a/Cargo.lock": lock("0.1.0", "1.3.0"),
    }
    assert not said("lock-drift", tree(files))


# two releases

REPEATS: Files = {"Cargo.toml": root(), "a/Cargo.toml": member('[dependencies]\nquux = "2.0"\n')}


def taking(version: str, source: str = SOURCE) -> str:
    """A package that takes one of several releases of the crate."""
    entry = f'[[package]]\nname = "lens"\nversion = "1.0.0"\n{source}'
    return f'{entry}dependencies = [\n "quux {version}",\n]\n\n'


def test_a_member_that_has_what_another_dependency_takes_is_a_warning() -> None:
    locked = lock("2.0.0", "1.4.2", "2.0.9") + taking("2.0.9")
    (found,) = said("version-drift", tree({**REPEATS, "Cargo.lock": locked}))
    assert (place(found), found.severity) == (("a/Cargo.toml", 6), Severity.WARNING)
    assert found.message == (
        "`quux` is `2.0` here but `1.4` in Cargo.toml:5; both are built, and their types do not mix"
    )


@pytest.mark.parametrize(
    "locked",
    [
        lock("2.0.0"),
        lock("2.0.0", "1.4.2", "2.0.9"),
        lock("2.0.0", "1.4.2", "2.0.9") + taking("1.4.2"),
        lock("2.0.0", "1.4.2", "2.0.9") + taking("2.0.9", ""),  # of the workspace itself
    ],
)
def test_it_is_an_error_where_the_member_alone_has_it(locked: str) -> None:
    (found,) = said("version-drift", tree({**REPEATS, "Cargo.lock": locked}))
    assert found.severity is Severity.ERROR
    (found,) = said("version-drift", tree(REPEATS))
    assert found.severity is Severity.ERROR
