"""companion-mismatch: pairs that a pack ties together, held against each other."""

from __future__ import annotations

import json

import pytest

from tests.building import crate, facts, findings, pin, places, reference
from tests.trees import packs, registry, said, tree
from vercheck.checks.companion_mismatch import CHECK
from vercheck.graph import Companion, Facts, Knowledge, Policy, Tool
from vercheck.graph.knowledge import Groups
from vercheck.model import Address, Applicability, Artifact, Diagnostic, Pin, Role, Severity

CLI, CRATE = Artifact("bin", "bindgen"), Artifact("cargo", "bindgen")
WHY = "the generated code is compiled against the crate"
FAMILY = Tool(
    "p/bindgen", "one workspace", ("x",), Severity.ERROR, "S", "bindgen", (CLI, CRATE), ("bindgen-cli",), CLI
)


def knowing(*rows: Companion, groups: tuple[Groups, ...] = ()) -> Knowledge:
    return Knowledge(tools=(FAMILY,), companions=rows, groups=groups)


def row(relation: str = "same-minor", **more: object) -> Companion:
    made: dict[str, object] = {"leader": CLI, "follower": CRATE, "relation": relation}
    severity = more.pop("severity", Severity.ERROR)
    return Companion("p/pair", WHY, ("x",), severity, **(made | more))  # type: ignore[arg-type]


def check(*pins: Pin, knowledge: Knowledge | None = None, policy: Policy | None = None) -> list[Diagnostic]:
    known = knowledge or knowing(row())
    return findings(CHECK.run, facts(*pins, knowledge=known, policy=policy))


def cli(version: str, line: int = 1, path: str = "versions.bzl", **more: object) -> Pin:
    return pin("bin:bindgen", version, path=path, line=line, **more)  # type: ignore[arg-type]


class TestLoud:
    def test_a_requirement_that_does_not_admit_the_tools_minor_version_is_found(self) -> None:
        (found,) = check(cli("0.46.0", line=3), crate("bindgen", "0.47.0", line=34))
        assert found.location.line == 34
        assert (found.version, found.expected, found.rule) == ("0.47.0", "0.46.0", "p/pair")
        assert found.message == (
            "`cargo:bindgen` is `0.47.0` here but `bin:bindgen` is `0.46.0` (versions.bzl:3); "
            f"they must share the minor version: {WHY}"
        )
        assert [(label.location.line, label.version, label.role) for label in found.related] == [
            (3, "0.46.0", Role.SELECTS)
        ]

    def test_where_the_tools_own_sites_disagree_a_crate_is_wrong_that_fits_none_of_them(self) -> None:
        found = check(
            cli("0.46.0", line=522),
            cli("0.43.0", line=165),
            crate("bindgen", "0.47.0", path="a/Cargo.toml"),
            crate("bindgen", "0.47.0", path="b/Cargo.toml"),
            crate("bindgen", "0.46.0", path="c/Cargo.toml"),
        )
        assert [one.location.path for one in found] == ["a/Cargo.toml", "b/Cargo.toml"]
        for one in found:
            assert one.expected is None
            assert one.fix is None
            assert {("versions.bzl", 522), ("versions.bzl", 165)} <= places(one)

    def test_a_reference_stands_for_the_literal_behind_it(self) -> None:
        table = cli("0.55.0", line=30, trail="VERSIONS[bindgen]")
        (found,) = check(table, reference("bin:bindgen", table, line=9), crate("bindgen", "0.60.0"))
        assert [label.location.line for label in found.related] == [30]

    def test_an_exact_relation_sees_a_patch(self) -> None:
        assert check(cli("0.46.1"), crate("bindgen", "=0.46.0"), knowledge=knowing(row("exact")))

    def test_at_least_wants_the_follower_to_be_no_older(self) -> None:
        older = crate("bindgen", "=1.1.0")
        assert check(cli("1.2.0"), older, knowledge=knowing(row("at-least")))

    def test_what_has_ended_must_be_absent(self) -> None:
        ended = knowing(row("absent", when=">=0.45"))
        (found,) = check(cli("0.46.0"), crate("bindgen", "0.44.0"), knowledge=ended)
        assert found.help == "remove `cargo:bindgen`"

    def test_versions_of_two_groups_do_not_fit(self) -> None:
        groups = Groups(
            "p/schema", "one schema", ("x",), Severity.ERROR, groups=(("=0.2.99",), ("=0.2.100",))
        )
        known = knowing(row("group", groups="p/schema"), groups=(groups,))
        assert check(cli("0.2.100"), crate("bindgen", "=0.2.99"), knowledge=known)

    def test_a_template_binds_each_name(self) -> None:
        template = Companion(
            "p/plugin",
            WHY,
            ("x",),
            Severity.WARNING,
            leader=Artifact("cargo", "plugin-{name}"),
            follower=Artifact("npm", "@x/plugin-{name}"),
            relation="same-minor",
        )
        found = check(
            pin("cargo:plugin-fs", "2.1.0"),
            pin("cargo:plugin-log", "2.2.0", line=2),
            pin("npm:@x/plugin-fs", "2.3.0", path="package.json"),
            pin("npm:@x/plugin-log", "2.2.1", path="package.json", line=2),
            knowledge=Knowledge(companions=(template,)),
        )
        assert [(one.artifact, one.severity) for one in found] == [
            (Artifact("npm", "@x/plugin-fs"), Severity.WARNING)
        ]

    def test_the_configured_authority_is_the_leader_that_is_meant(self) -> None:
        policy = Policy(authorities=(("bindgen", Address("versions.bzl", "PINS")),))
        (found,) = check(
            cli("0.46.0", line=1, trail="PINS[bindgen]"),
            cli("0.47.0", line=9, path="other.bzl"),
            crate("bindgen", "0.47.0"),
            policy=policy,
        )
        assert found.expected == "0.46.0"


class TestQuiet:
    def test_the_same_version_fits(self) -> None:
        assert not check(cli("0.46.0"), crate("bindgen", "0.46.0"))

    def test_a_requirement_that_admits_the_tools_version_fits(self) -> None:
        assert not check(cli("0.46.1"), crate("bindgen", "0.46"))
        assert not check(cli("0.46.1"), crate("bindgen", ">=0.40"))

    def test_a_later_patch_is_the_same_minor_version(self) -> None:
        assert not check(cli("0.46.0"), crate("bindgen", "0.46.2"))

    def test_examples_fixtures_tests_and_vendored_code_version_on_their_own(self) -> None:
        for folder in ("examples/a", "tests/fixtures/a", "tests/a", "third_party/a"):
            assert not check(cli("0.46.0"), crate("bindgen", "0.40.0", path=f"{folder}/Cargo.toml")), folder

    def test_another_build_root_versions_on_its_own(self) -> None:
        given = facts(
            cli("0.46.0"),
            crate("bindgen", "0.43.0", path="sub/Cargo.toml"),
            knowledge=knowing(row()),
            roots=("", "sub"),
        )
        assert not findings(CHECK.run, given)

    def test_a_track_beside_the_main_one_does_not_lead(self) -> None:
        assert not check(cli("0.60.0", track="experimental"), crate("bindgen", "0.46.0"))

    def test_a_default_does_not_lead_where_something_is_chosen(self) -> None:
        found = check(
            cli("0.43.0", line=1, is_default=True), cli("0.46.0", line=2), crate("bindgen", "0.46.0")
        )
        assert not found

    def test_a_lock_file_records_what_others_depend_on(self) -> None:
        assert not check(cli("0.46.0"), pin("cargo:bindgen", "0.51.0", path="Cargo.lock", role=Role.RESOLVES))

    def test_a_table_of_offers_does_not_lead(self) -> None:
        assert not check(cli("0.43.0", role=Role.PROVIDES), crate("bindgen", "0.46.0"))

    def test_a_row_says_nothing_outside_of_its_range(self) -> None:
        ended = knowing(row("absent", when=">=0.45"))
        assert not check(cli("0.44.0"), crate("bindgen", "0.44.0"), knowledge=ended)

    def test_a_row_that_is_off_says_nothing(self) -> None:
        off = knowing(row("exact", severity=Severity.OFF))
        assert not check(cli("0.46.0"), crate("bindgen", "=0.47.0"), knowledge=off)

    def test_a_commit_has_no_order(self) -> None:
        commit = "0123456789abcdef0123456789abcdef01234567"
        assert not check(cli(commit), crate("bindgen", "0.47.0"))

    def test_a_version_beyond_the_groups_is_unknown_and_not_wrong(self) -> None:
        groups = Groups("p/schema", "one schema", ("x",), Severity.ERROR, groups=(("=0.2.99",),))
        known = knowing(row("group", groups="p/schema"), groups=(groups,))
        assert not check(cli("0.2.120"), crate("bindgen", "=0.2.99"), knowledge=known)

    def test_the_leader_in_the_same_file_speaks_before_the_ones_elsewhere(self) -> None:
        pair = Companion(
            "p/pair",
            WHY,
            ("x",),
            Severity.ERROR,
            leader=Artifact("cargo", "rpc"),
            follower=Artifact("cargo", "rpc-build"),
            relation="same-minor",
        )
        assert not check(
            crate("rpc", "0.11", path="a/Cargo.toml", line=1),
            crate("rpc-build", "0.11", path="a/Cargo.toml", line=2),
            crate("rpc", "0.12", path="b/Cargo.toml", line=1),
            crate("rpc-build", "0.12", path="b/Cargo.toml", line=2),
            knowledge=Knowledge(companions=(pair,)),
        )


class TestFix:
    def fixed(self, leader: str, written: str, relation: str = "same-minor") -> str | None:
        (found,) = check(cli(leader), crate("bindgen", written), knowledge=knowing(row(relation)))
        if found.fix is None:
            return None
        assert found.fix.applicability is Applicability.SAFE
        (edit,) = found.fix.edits
        assert (edit.old, edit.location) == (written, found.location)
        return edit.new

    def test_the_follower_takes_the_leaders_version_in_its_own_spelling(self) -> None:
        assert self.fixed("v0.46.0", "0.47.0") == "0.46.0"
        assert self.fixed("0.46.2", "^0.47.0") == "^0.46.2"
        assert self.fixed("0.46.0", "=0.47.1", "exact") == "=0.46.0"

    def test_a_requirement_of_two_parts_is_left_to_people(self) -> None:
        assert self.fixed("0.46.0", ">=0.47, <0.49") is None

    def test_a_version_beside_a_digest_says_what_is_missing(self) -> None:
        from vercheck.model import Digest

        locked = pin("cargo:bindgen", "0.47.0", path="crates.bzl", digests=(Digest("sha256", "00" * 32),))
        (found,) = check(cli("0.46.0"), locked)
        assert found.fix is not None
        assert found.fix.lacks == ("the digest of `cargo:bindgen` `0.46.0`",)


def test_one_pin_is_reported_once_by_the_gravest_of_several_rows() -> None:
    soft = Companion("p/soft", WHY, ("x",), Severity.WARNING, leader=CLI, follower=CRATE, relation="exact")
    both = knowing(soft, row())
    assert [one.rule for one in check(cli("0.46.0"), crate("bindgen", "0.47.0"), knowledge=both)] == [
        "p/pair"
    ]
    assert [one.rule for one in check(cli("0.46.1"), crate("bindgen", "=0.46.0"), knowledge=both)] == [
        "p/soft"
    ]


def test_the_order_of_the_facts_does_not_matter() -> None:
    pins = [cli("0.46.0", line=1), cli("0.43.0", line=2), crate("bindgen", "0.47.0")]

    def given(order: list[Pin]) -> Facts:
        return facts(*order, knowledge=knowing(row()))

    assert list(CHECK.run(given(pins))) == list(CHECK.run(given(pins[::-1])))


CARGO = Address("Cargo.toml", "dependencies.bindgen")


def authorised(address: Address, key: str = "bindgen") -> Diagnostic:
    (found,) = check(
        cli("0.46.0", trail="PINS[bindgen]"),
        pin("cargo:bindgen", "0.47.0", path="Cargo.toml", role=Role.REQUIRES, trail="dependencies.bindgen"),
        policy=Policy(authorities=((key, address),)),
    )
    return found


def test_a_configured_authority_outranks_what_the_pack_says_leads() -> None:
    for key in ("bindgen", "cargo:bindgen", "*"):
        found = authorised(CARGO, key)
        assert (found.fix, found.expected) == (None, None), key
        assert found.help == (
            "`Cargo.toml:1` is the authority (`0.47.0`): choose a `bin:bindgen` that fits it"
        )


def test_an_authority_on_the_leaders_side_leaves_the_fix() -> None:
    assert authorised(Address("versions.bzl", "PINS")).fix is not None


def test_an_authority_that_leads_to_no_pin_decides_nothing() -> None:
    assert authorised(Address("Cargo.toml", "dependencies.other")).fix is not None


def test_a_mismatch_of_groups_names_both_groups() -> None:
    lock = 'version = 4\n\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.100"\nsource = "registry+x"\n'
    files = {"Cargo.lock": lock, "Dockerfile": "RUN cargo install wasm-bindgen-cli --version 0.2.97\n"}
    (found,) = said("companion-mismatch", tree(files, knowledge=packs()))
    assert "here `0.2.96`, `0.2.97` or `0.2.98`, there `0.2.100` alone" in found.message


def test_nothing_is_moved_back_to_a_lock_that_is_behind() -> None:
    def given(locked: str, required: str) -> Diagnostic:
        package = '[[package]]\nname = "{}"\nversion = "{}"\nsource = "registry+x"\n'
        twins = package.format("wasmtime", locked) + package.format("wasmtime-c-api-impl", "45.0.2")
        manifest = f"[package]\nname = 'a'\n[dependencies]\nwasmtime-c-api-impl = '={required}'\n"
        files = {"Cargo.lock": "version = 4\n\n" + twins, "Cargo.toml": manifest}
        (found,) = said("companion-mismatch", tree(files, knowledge=packs()))
        return found

    moved = given("45.0.2", "46.0.0")
    assert moved.fix is None
    assert moved.help == "refresh `Cargo.lock`, which has not followed this manifest yet"
    assert given("44.0.0", "45.0.2").fix is not None


# a leader that is refused itself


def with_table(listed: str, *, crate_at: str = "0.47.0") -> list[Diagnostic]:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {"wit-bindgen": "0.43.0", "wasm-tools": "1.240.0"}\n'
        f'TOOL_COMPATIBILITY_MATRIX = {{"1.240.0": {{"wit-bindgen": ["{listed}"]}}}}\n',
        "Cargo.toml": f'[dependencies]\nwit-bindgen = "{crate_at}"\n',
        "checksums/tools/wit-bindgen.json": registry("wit-bindgen", "0.46.0", ["0.43.0", "0.46.0"]),
    }
    return findings(CHECK.run, tree(files, knowledge=packs()))


def test_nothing_follows_a_leader_that_a_table_of_the_repository_refuses() -> None:
    (found,) = with_table("0.46.0")
    assert (found.fix, found.expected) == (None, None)
    assert found.help is not None
    assert "`bin:wit-bindgen` cannot stay at `0.43.0` either" in found.help
    assert "`0.46.0` satisfies every rule, and the registry has it" in found.help


def test_a_leader_that_the_table_lists_is_followed() -> None:
    (found,) = with_table("0.43.0")
    assert found.fix is not None
    assert found.fix.edits[0].new == "0.43.0"


def test_a_follower_that_fits_is_quiet_whatever_the_table_says() -> None:
    assert not with_table("0.46.0", crate_at="0.43.0")


def test_of_two_versions_that_satisfy_every_rule_the_help_names_the_one_that_is_proposed() -> None:
    files = {
        "Dockerfile": "FROM mcr.microsoft.com/playwright:v1.50.0-jammy\n",
        "package.json": '{"private": true, "devDependencies": {"@playwright/test": "1.48.0"}}\n',
    }
    (found,) = findings(CHECK.run, tree(files, knowledge=packs()))
    assert found.help is not None
    assert found.help.endswith("`1.48.0` satisfies every rule")


IMAGE = "FROM mcr.microsoft.com/playwright:v{}-jammy\n"
RUNNER = '{{"name": "x", "devDependencies": {{"@playwright/test": "{}"}}}}\n'


class TestOfTests:
    """What tests are run with is chosen where the tests are."""

    @pytest.mark.parametrize("folder", ["e2e/", "web/e2e/", "tests/", "apps/web/tests/"])
    def test_an_image_beside_the_tests_is_held_against_their_runner(self, folder: str) -> None:
        files = {
            f"{folder}package.json": RUNNER.format("1.49.0"),
            f"{folder}Dockerfile": IMAGE.format("1.48.0"),
        }
        (found,) = said("companion-mismatch", tree(files, knowledge=packs()))
        assert (found.location.path, found.severity) == (f"{folder}Dockerfile", Severity.ERROR)

    @pytest.mark.parametrize("folder", ["e2e/", "tests/"])
    def test_the_image_of_that_release_is_quiet(self, folder: str) -> None:
        files = {
            f"{folder}package.json": RUNNER.format("1.49.0"),
            f"{folder}Dockerfile": IMAGE.format("1.49.0"),
        }
        assert not said("companion-mismatch", tree(files, knowledge=packs()))

    @pytest.mark.parametrize("folder", ["examples/", "examples/e2e/", "e2e/fixtures/", "tests/testdata/"])
    def test_what_is_shown_or_tried_out_is_quiet(self, folder: str) -> None:
        files = {
            f"{folder}package.json": RUNNER.format("1.49.0"),
            f"{folder}Dockerfile": IMAGE.format("1.48.0"),
        }
        assert not said("companion-mismatch", tree(files, knowledge=packs()))

    def test_what_is_for_anything_else_is_quiet_in_tests(self) -> None:
        manifest = (
            '{"name": "x", "devDependencies": {"electron": "^31.0.0", "electron-chromedriver": "^29.0.0"}}\n'
        )
        assert said("companion-mismatch", tree({"package.json": manifest}, knowledge=packs()))
        assert not said("companion-mismatch", tree({"e2e/package.json": manifest}, knowledge=packs()))


class TestAWebsiteAmongTheDocuments:
    """Its manifest is a program's, which is built and started."""

    def website(self, core: str, plugin: str, lock: str = "") -> list[Diagnostic]:
        wishes = {"@docusaurus/core": core, "@docusaurus/plugin-pwa": plugin}
        files = {"website/package.json": json.dumps({"name": "site", "dependencies": wishes})}
        return said(
            "companion-mismatch", tree(files | ({"yarn.lock": lock} if lock else {}), knowledge=packs())
        )

    def test_packages_that_are_released_together_are_compared(self) -> None:
        (found,) = self.website("~2.0.1", "~2.1.0")
        assert found.version == "~2.1.0"

    def test_what_the_manifest_asks_for_counts_where_the_lock_has_both(self) -> None:
        entry = '"@docusaurus/core@~{0}":\n  version "{0}"\n\n'
        lock = "# yarn lockfile v1\n\n" + entry.format("2.0.1") + entry.format("2.1.0")
        assert len(self.website("~2.0.1", "~2.1.0", lock)) == 1

    def test_packages_that_can_be_of_one_release_are_quiet(self) -> None:
        assert not self.website("^2.0.1", "^2.1.0")
        assert not self.website("2.0.1", "2.0.1")
