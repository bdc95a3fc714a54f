"""toolchain-below-minimum: what builds a project, against what the project asks for."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.checks.toolchain_below_minimum import CHECK
from vercheck.model import Diagnostic, Severity

CI = ".github/workflows/ci.yml"
LOCK = 'version = {}\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n'


def check(files: Files) -> list[Diagnostic]:
    return said("toolchain-below-minimum", tree(files, knowledge=packs()))


def package(minimum: str = "", edition: str = "2018", more: str = "") -> str:
    declared = f'rust-version = "{minimum}"\n' if minimum else ""
    return f'[package]\nname = "app"\nversion = "0.1.0"\nedition = "{edition}"\n{declared}{more}'


def toolchain(channel: str) -> str:
    return f'[toolchain]\nchannel = "{channel}"\n'


def job(version: str) -> str:
    return (
        "jobs:\n  test:\n    runs-on: x\n    steps:\n"
        f'      - uses: dtolnay/rust-toolchain@master\n        with:\n          toolchain: "{version}"\n'
    )


def matrix(*versions: str) -> str:
    listed = "".join(f'          - "{version}"\n' for version in versions)
    return (
        "jobs:\n  test:\n    strategy:\n      matrix:\n        rust:\n" + listed + "    steps:\n"
        "      - uses: dtolnay/rust-toolchain@master\n        with:\n"
        "          toolchain: ${{ matrix.rust }}\n"
    )


class TestLoud:
    def test_a_toolchain_file_below_the_declared_minimum_names_both_places(self) -> None:
        (found,) = check({"Cargo.toml": package("1.85"), "rust-toolchain.toml": toolchain("1.80.0")})
        assert found.message == "`toolchain:rust` is `1.80.0` here but Cargo.toml:5 requires `1.85`"
        assert (place(found), found.severity) == (("rust-toolchain.toml", 2), Severity.ERROR)
        assert [(label.location.path, label.location.line) for label in found.related] == [("Cargo.toml", 5)]

    def test_an_edition_that_the_toolchain_does_not_know(self) -> None:
        (found,) = check({"Cargo.toml": package(edition="2024"), "rust-toolchain.toml": toolchain("1.80.0")})
        assert (found.rule, found.severity) == ("rust/edition-rust", Severity.ERROR)
        assert "`rust:edition` `2024` (Cargo.toml:4) needs `>=1.85`" in found.message

    def test_several_demands_on_one_toolchain_are_one_finding_that_leads_with_the_highest(self) -> None:
        (found,) = check(
            {"Cargo.toml": package("1.86", edition="2024"), "rust-toolchain.toml": toolchain("1.80.0")}
        )
        assert "requires `1.86` (more that ask for a newer one: 1)" in found.message
        assert len(found.related) == 2

    def test_a_lock_file_that_the_image_cannot_read(self) -> None:
        (found,) = check(
            {"Cargo.toml": package(), "Cargo.lock": LOCK.format(4), "Dockerfile": "FROM rust:1.75\n"}
        )
        assert (found.rule, place(found)) == ("rust/lock-cargo", ("Dockerfile", 1))

    def test_a_lock_file_above_the_package_that_the_image_builds(self) -> None:
        (found,) = check(
            {
                "Cargo.toml": '[workspace]\nmembers = ["app"]\n',
                "app/Cargo.toml": package(),
                "Cargo.lock": LOCK.format(4),
                "app/Dockerfile": "FROM rust:1.75\n",
            }
        )
        assert found.rule == "rust/lock-cargo"

    def test_a_resolver_that_the_toolchain_does_not_know(self) -> None:
        (found,) = check(
            {"Cargo.toml": '[workspace]\nresolver = "3"\n', "rust-toolchain.toml": toolchain("1.80.0")}
        )
        assert found.rule == "rust/resolver-rust"

    def test_a_dependency_that_needs_a_newer_compiler(self) -> None:
        dependent = package(more='\n[dependencies]\nwasmtime = "41"\n')
        (found,) = check({"Cargo.toml": dependent, "rust-toolchain.toml": toolchain("1.88.0")})
        assert found.rule == "wasm/wasmtime-msrv"

    def test_what_lints_assume_is_a_minimum_too(self) -> None:
        (found,) = check({"clippy.toml": 'msrv = "1.85"\n', "rust-toolchain.toml": toolchain("1.80.0")})
        assert "clippy.toml:1 requires `1.85`" in found.message

    def test_a_job_that_is_the_only_toolchain_is_an_error(self) -> None:
        (found,) = check({"Cargo.toml": package("1.85"), CI: job("1.80.0")})
        assert (place(found), found.severity) == ((CI, 7), Severity.ERROR)

    def test_a_job_below_the_minimum_beside_a_toolchain_that_meets_it_is_a_warning(self) -> None:
        (found,) = check(
            {"Cargo.toml": package("1.85"), CI: job("1.80.0"), ".github/workflows/b.yml": job("stable")}
        )
        assert (place(found), found.severity) == ((CI, 7), Severity.WARNING)

    def test_an_entry_of_a_test_matrix_below_the_minimum_is_a_warning(self) -> None:
        (found,) = check({"Cargo.toml": package("1.85"), CI: matrix("1.80.0", "1.88.0")})
        assert (found.version, found.severity) == ("1.80.0", Severity.WARNING)

    def test_a_job_that_tests_an_older_minimum_than_the_declared_one_cannot_build(self) -> None:
        tested = matrix("stable", "1.78.0").replace('"1.78.0"', '"1.78.0" # MSRV')
        (found,) = check({"Cargo.toml": package("1.80"), CI: tested})
        assert (found.version, found.expected, found.severity) == ("1.78.0", "1.80", Severity.ERROR)

    def test_go_outside_of_an_image_fetches_what_it_needs_so_that_is_a_warning(self) -> None:
        steps = "      - uses: actions/setup-go@v5\n        with:\n          go-version: '1.22'\n"
        setup = f"jobs:\n  a:\n    steps:\n{steps}"
        (found,) = check({"go.mod": "module acme.example/app\n\ngo 1.23\n", CI: setup})
        assert (place(found), found.severity) == ((CI, 6), Severity.WARNING)

    @pytest.mark.parametrize(
        ("manifest", "content", "file", "choice"),
        [
            ("go.mod", "module acme.example/app\n\ngo 1.23\n", "Dockerfile", "FROM golang:1.21\n"),
            ("package.json", '{"engines": {"node": ">=20"}}', ".nvmrc", "18.19.0\n"),
            ("pyproject.toml", '[project]\nrequires-python = ">=3.11"\n', ".python-version", "3.9\n"),
        ],
    )
    def test_other_languages_declare_minimums_too(
        self, manifest: str, content: str, file: str, choice: str
    ) -> None:
        (found,) = check({manifest: content, file: choice})
        assert (found.location.path, found.severity) == (file, Severity.ERROR)
        assert not said("range-excludes-pin", tree({manifest: content, file: choice}, knowledge=packs()))


class TestQuiet:
    @pytest.mark.parametrize("channel", ["1.85", "1.85.0", "1.90.1", "stable", "nightly-2025-04-17"])
    def test_the_minimum_itself_a_newer_one_and_a_channel(self, channel: str) -> None:
        assert not check({"Cargo.toml": package("1.85", "2024"), "rust-toolchain.toml": toolchain(channel)})

    def test_a_minimum_that_is_more_precise_than_the_series_that_is_chosen(self) -> None:
        assert not check({"Cargo.toml": package("1.85.1"), "Dockerfile": "FROM rust:1.85\n"})

    def test_an_edition_a_lock_and_a_resolver_that_the_toolchain_knows(self) -> None:
        files = {
            "Cargo.toml": package(edition="2021") + '\n[workspace]\nresolver = "2"\n',
            "Cargo.lock": LOCK.format(3),
        }
        assert not check({**files, "Dockerfile": "FROM rust:1.75\n"})

    def test_a_nearer_toolchain_file_answers_for_its_own_folder(self) -> None:
        assert not check(
            {
                "Cargo.toml": package("1.70"),
                "rust-toolchain.toml": toolchain("1.80.0"),
                "new/Cargo.toml": package("1.85"),
                "new/rust-toolchain.toml": toolchain("1.85.0"),
            }
        )

    def test_an_image_for_another_folders_package(self) -> None:
        assert not check(
            {
                "old/Cargo.toml": package("1.70"),
                "old/Dockerfile": "FROM rust:1.75\n",
                "new/Cargo.toml": package("1.85"),
            }
        )

    def test_a_matrix_that_begins_at_the_minimum(self) -> None:
        assert not check({"Cargo.toml": package("1.80"), CI: matrix("1.80.0", "stable")})

    def test_a_job_for_the_lowest_of_several_packages(self) -> None:
        assert not check(
            {"app/Cargo.toml": package("1.85"), "lib/Cargo.toml": package("1.70"), CI: job("1.75.0")}
        )

    def test_the_lock_of_a_matrix_is_its_own(self) -> None:
        assert not check(
            {"Cargo.toml": package("1.70"), "Cargo.lock": LOCK.format(4), CI: matrix("1.70.0", "stable")}
        )

    def test_two_interpreters_of_which_one_meets_the_minimum_are_drift(self) -> None:
        engines = '{"engines": {"node": ">=20"}}'
        assert not check({"package.json": engines, ".nvmrc": "20.1.0\n", "Dockerfile": "FROM node:18\n"})

    def test_what_is_newer_than_a_requirement_admits_is_another_check(self) -> None:
        files = {"package.json": '{"engines": {"node": "^18"}}', ".nvmrc": "20.1.0\n"}
        assert not check(files)
        assert said("range-excludes-pin", tree(files, knowledge=packs()))

    @pytest.mark.parametrize("folder", ["examples/a", "tests/data", "vendor/x"])
    def test_places_that_are_not_the_products_own(self, folder: str) -> None:
        assert not check(
            {f"{folder}/Cargo.toml": package("1.85"), f"{folder}/rust-toolchain.toml": toolchain("1.80.0")}
        )

    def test_a_project_whose_manifest_asks_for_nothing_does_not_inherit_from_above(self) -> None:
        assert not check(
            {
                "pyproject.toml": '[project]\nrequires-python = ">=3.11"\n',
                "tool/pyproject.toml": '[project]\nname = "tool"\n',
                "tool/Dockerfile": "FROM python:3.9\n",
            }
        )


def test_the_check_is_an_error_by_default() -> None:
    assert CHECK.severity is Severity.ERROR


class TestMinimumsOfMembers:
    MEMBERS: ClassVar = {
        "Cargo.toml": '[workspace]\nmembers = ["a", "b"]\n[workspace.package]\nrust-version = "1.88.0"\n',
        "a/Cargo.toml": package("1.85.0"),
        "b/Cargo.toml": '[package]\nname = "b"\nversion = "0.1.0"\nrust-version.workspace = true\n',
    }

    def test_a_job_that_tests_the_minimum_of_one_member_is_quiet(self) -> None:
        assert not check({**self.MEMBERS, CI: job("1.85.0").replace("  test:", "  msrv:")})

    def test_a_job_that_uses_it_without_saying_so_is_a_warning(self) -> None:
        assert [found.severity for found in check({**self.MEMBERS, CI: job("1.85.0")})] == [Severity.WARNING]

    def test_what_no_member_declares_is_an_error_in_either(self) -> None:
        for name in ("test", "msrv"):
            (found,) = check({**self.MEMBERS, CI: job("1.80.0").replace("  test:", f"  {name}:")})
            assert found.severity is Severity.ERROR


def test_a_version_behind_an_argument_is_told_as_it_is_written() -> None:
    image = "ARG RUST_VERSION=1.80\nFROM rust:${RUST_VERSION}-slim\n"
    (found,) = check({"Cargo.toml": package("1.85"), "Dockerfile": image})
    assert "is `1.80` here" in found.message
    assert place(found) == ("Dockerfile", 1)
