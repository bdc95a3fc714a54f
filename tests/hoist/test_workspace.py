from __future__ import annotations

import pytest

from vercheck.hoist.workspace import Manifest, Workspace
from vercheck.model import Source

PACKAGE = '[package]\nname = "x"\n'


def members(**files: str) -> list[str]:
    """The folders of the members; a file's name is its folder with `__` for `/`, the root's is `root`."""
    folders = {"" if name == "root" else name.replace("__", "/"): text for name, text in files.items()}
    paths = {f"{folder}/Cargo.toml".lstrip("/"): text for folder, text in folders.items()}

    def read(path: str) -> Source | None:
        return Source(path, paths[path].encode()) if path in paths else None

    root = Manifest(Source("Cargo.toml", paths["Cargo.toml"].encode()))
    return [member.folder for member in Workspace(root, paths, read).members]


def test_a_star_stays_within_one_folder() -> None:
    root = '[workspace]\nmembers = ["crates/*"]\n'
    assert members(root=root, crates__a=PACKAGE, crates__a__deep=PACKAGE, other=PACKAGE) == ["", "crates/a"]


def test_two_stars_do_not() -> None:
    root = '[workspace]\nmembers = ["crates/**"]\n'
    assert members(root=root, crates__a__b=PACKAGE, other=PACKAGE) == ["", "crates/a/b"]


def test_two_stars_may_be_no_folder_at_all() -> None:
    root = '[workspace]\nmembers = ["a/**/c", "p?c[12]"]\n'
    files = {"a__c": PACKAGE, "a__x__y__c": PACKAGE, "a__x": PACKAGE, "pic1": PACKAGE, "pic3": PACKAGE}
    assert members(root=root, **files) == ["", "pic1", "a/c", "a/x/y/c"]


def test_a_glob_of_many_stars_is_no_burden() -> None:
    assert members(
        root=f'[workspace]\nmembers = ["{"a*" * 60}b", "{"**/" * 60}c"]\n', **{"a" * 60: PACKAGE}
    ) == [""]


def test_a_folder_is_itself() -> None:
    assert members(root='[workspace]\nmembers = ["./a", "b/"]\n', a=PACKAGE, b=PACKAGE) == ["", "a", "b"]


def test_a_dependency_by_path_is_a_member_though_nobody_lists_it() -> None:
    root = '[workspace]\nmembers = ["a"]\n'
    asking = PACKAGE + '[dependencies]\nb = { path = "../b" }\n'
    assert members(root=root, a=asking, b=PACKAGE, c=PACKAGE) == ["", "a", "b"]


def test_what_is_excluded_is_none_unless_it_is_listed() -> None:
    root = '[workspace]\nmembers = ["crates/*", "old/kept"]\nexclude = ["crates/out", "old"]\n'
    files = {"crates__in": PACKAGE, "crates__out": PACKAGE, "old__kept": PACKAGE, "old__gone": PACKAGE}
    asking = PACKAGE + '[dependencies]\ng = { path = "../../old/gone" }\n'
    assert members(root=root, **{**files, "crates__in": asking}) == ["", "crates/in", "old/kept"]


@pytest.mark.parametrize("own", ["[workspace]\n", "[package.workspace]\n"])
def test_a_workspace_inside_is_another_one(own: str) -> None:
    assert members(root='[workspace]\nmembers = ["*"]\n', a=PACKAGE, b=PACKAGE + own) == ["", "a"]


def test_a_manifest_that_names_another_root_is_none() -> None:
    other = '[package]\nname = "x"\nworkspace = "../elsewhere"\n'
    assert members(root='[workspace]\nmembers = ["*"]\n', a=other) == [""]
