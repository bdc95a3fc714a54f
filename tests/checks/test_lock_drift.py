"""A lock file against its manifests: read from text, linked by the graph, compared."""

from __future__ import annotations

import random

from vercheck.checks.lock_drift import CHECK
from vercheck.extractors import Extractor, cargo_lock, cargo_manifest
from vercheck.graph import Facts, Knowledge, PinGraph, Policy
from vercheck.model import Diagnostic, Severity, Source

REGISTRY = "registry+https://index.example.com/crates"
Files = dict[str, str]


def locked(name: str, version: str, source: str = REGISTRY) -> str:
    lines = [
        "[[package]]",
        f'name = "{name}"',
        f'version = "{version}"',
        f'source = "{source}"' if source else "",
    ]
    return "\n".join(line for line in lines if line) + "\n\n"


def lock(*packages: str) -> str:
    return "version = 4\n\n" + "".join(packages)


def package(name: str, version: str, rest: str = "") -> str:
    return f'[package]\nname = "{name}"\nversion = "{version}"\n\n{rest}'


def read(path: str) -> Extractor:
    return cargo_lock.EXTRACTOR if path.endswith(".lock") else cargo_manifest.EXTRACTOR


def findings(files: Files) -> list[Diagnostic]:
    extractions = {path: read(path).extract(Source(path, text.encode())) for path, text in files.items()}
    return list(CHECK.run(Facts(PinGraph(extractions, Knowledge()), Knowledge(), Policy())))


def messages(files: Files) -> list[str]:
    return [found.message for found in findings(files)]


# loud


def test_a_package_whose_own_entry_is_older_is_reported_at_both_places() -> None:
    (found,) = findings(
        {
            "Cargo.toml": package("app", "0.21.14"),
            "Cargo.lock": lock(locked("serde", "1.0.0"), locked("app", "0.21.13", "")),
        }
    )
    assert found.message == "`app` is `0.21.14` here but `0.21.13` in Cargo.lock:10"
    assert (found.location.path, found.location.line, found.version) == ("Cargo.toml", 3, "0.21.14")
    assert [(label.location.path, label.location.line, label.version) for label in found.related] == [
        ("Cargo.lock", 10, "0.21.13")
    ]
    assert CHECK.severity is Severity.ERROR


def test_an_inherited_version_is_reported_where_it_is_written() -> None:
    (found,) = findings(
        {
            "Cargo.toml": '[workspace.package]\nversion = "0.3.0"\n',
            "a/Cargo.toml": '[package]\nname = "a"\nversion.workspace = true\n',
            "Cargo.lock": lock(locked("a", "0.2.0", "")),
        }
    )
    assert (found.location.path, found.location.line, found.version) == ("Cargo.toml", 2, "0.3.0")


def test_a_requirement_that_no_resolved_version_satisfies_is_reported() -> None:
    assert messages(
        {
            "Cargo.toml": package("app", "0.1.0", '[dependencies]\nclap = "4.5.51"\n'),
            "Cargo.lock": lock(locked("app", "0.1.0", ""), locked("clap", "4.5.50")),
        }
    ) == ["`clap` must be `4.5.51` here but is `4.5.50` in Cargo.lock:9"]


def test_a_workspace_requirement_is_reported_once_for_all_its_members() -> None:
    member = "[dependencies]\nclap.workspace = true\n"
    found = findings(
        {
            "Cargo.toml": '[workspace.dependencies]\nclap = "4.6"\n',
            "a/Cargo.toml": package("a", "0.1.0", member),
            "b/Cargo.toml": package("b", "0.1.0", member),
            "Cargo.lock": lock(locked("a", "0.1.0", ""), locked("b", "0.1.0", ""), locked("clap", "4.5.50")),
        }
    )
    assert [(item.location.path, item.location.line) for item in found] == [("Cargo.toml", 2)]


def test_a_dependency_that_the_lock_does_not_have_is_reported() -> None:
    assert messages(
        {
            "Cargo.toml": package("app", "0.1.0", '[dependencies]\nnew = "1"\n'),
            "Cargo.lock": lock(locked("app", "0.1.0", "")),
        }
    ) == ["`new` is required at `1` here but is not in Cargo.lock"]


def test_a_renamed_dependency_is_looked_up_by_its_real_name() -> None:
    assert messages(
        {
            "Cargo.toml": package(
                "app", "0.1.0", '[dependencies]\nold = { package = "rand", version = "0.7" }\n'
            ),
            "Cargo.lock": lock(locked("app", "0.1.0", ""), locked("rand", "0.8.5")),
        }
    ) == ["`rand` must be `0.7` here but is `0.8.5` in Cargo.lock:9"]


def test_an_example_with_its_own_lock_is_a_warning() -> None:
    (found,) = findings(
        {
            "examples/a/Cargo.toml": package("a", "0.2.0"),
            "examples/a/Cargo.lock": lock(locked("a", "0.1.0", "")),
        }
    )
    assert found.severity is Severity.WARNING


def test_a_package_that_tests_build_with_its_own_lock_is_a_warning() -> None:
    for folder in ("tests/integration/a", "crates/resolver-tests/a"):
        (found,) = findings(
            {
                f"{folder}/Cargo.toml": package("a", "0.2.0"),
                f"{folder}/Cargo.lock": lock(locked("a", "0.1.0", "")),
            }
        )
        assert found.severity is Severity.WARNING


# quiet

MATCHING = {
    "Cargo.toml": package(
        "app",
        "0.1.0",
        '[dependencies]\nserde = "1.0.1"\nhex = "=0.4.3"\nany = "*"\n'
        'lib = { path = "lib", version = "0.2" }\n'
        '[target."cfg(windows)".dependencies]\nwin = "0.52"\n',
    ),
    "lib/Cargo.toml": package("lib", "0.2.3"),
    "Cargo.lock": lock(
        locked("app", "0.1.0", ""),
        locked("lib", "0.2.3", ""),
        locked("serde", "1.0.200"),
        locked("hex", "0.4.3"),
        locked("win", "0.52.6"),
        locked("any", "3.0.0"),
    ),
}


def test_a_lock_that_satisfies_its_manifests_is_quiet() -> None:
    assert messages(MATCHING) == []


def test_one_satisfying_version_among_several_is_enough() -> None:
    assert not messages(
        {
            "Cargo.toml": package("app", "0.1.0", '[dependencies]\nsyn = "1"\n'),
            "Cargo.lock": lock(locked("app", "0.1.0", ""), locked("syn", "2.0.0"), locked("syn", "1.0.109")),
        }
    )


def test_a_package_that_the_lock_does_not_list_has_a_lock_of_its_own() -> None:
    assert not messages(
        {
            **MATCHING,
            "tools/x/Cargo.toml": package("x", "9.0.0", '[dependencies]\nserde = "2"\nmissing = "1"\n'),
        }
    )


def test_the_nearest_lock_counts() -> None:
    assert not messages(
        {
            "Cargo.lock": lock(locked("app", "0.1.0", ""), locked("serde", "1.0.0")),
            "sub/Cargo.lock": lock(locked("app", "0.2.0", ""), locked("serde", "2.0.0")),
            "sub/Cargo.toml": package("app", "0.2.0", '[dependencies]\nserde = "2"\n'),
        }
    )


def test_a_workspace_dependency_that_no_member_uses_is_quiet() -> None:
    assert not messages(
        {**MATCHING, "Cargo.toml": MATCHING["Cargo.toml"] + '[workspace.dependencies]\nserde = "9"\n'}
    )


def test_an_optional_dependency_may_be_absent() -> None:
    assert not messages(
        {
            "Cargo.toml": package(
                "app", "0.1.0", '[dependencies]\nnew = { version = "1", optional = true }\n'
            ),
            "Cargo.lock": lock(locked("app", "0.1.0", "")),
        }
    )


def test_a_crate_from_the_registry_of_the_packages_name_is_not_its_entry() -> None:
    assert not messages(
        {
            "Cargo.toml": package("app", "0.2.0"),
            "Cargo.lock": lock(locked("app", "0.1.0"), locked("app", "0.2.0", "")),
        }
    )


def test_git_and_folder_dependencies_and_patches_are_quiet() -> None:
    dependencies = (
        '[dependencies]\na = { git = "https://github.com/x/a", branch = "main" }\nb = { path = "../b" }\n'
        '[patch.crates-io]\nc = { version = "3", git = "https://github.com/x/c" }\n'
    )
    assert not messages(
        {
            "Cargo.toml": package("app", "0.1.0", dependencies),
            "Cargo.lock": lock(locked("app", "0.1.0", ""), locked("c", "2.0.0")),
        }
    )


def test_pre_releases_and_build_metadata_are_matched_as_cargo_does() -> None:
    assert not messages(
        {
            "Cargo.toml": package(
                "app", "0.1.0", '[dependencies]\na = "3.0.0-beta.4"\nb = "0.9.30"\nc-d = "1"\n'
            ),
            "Cargo.lock": lock(
                locked("app", "0.1.0", ""),
                locked("a", "3.0.0-beta.5"),
                locked("b", "0.9.34+deprecated"),
                locked("c_d", "1.2.3"),
            ),
        }
    )


def test_fixtures_and_vendored_trees_are_quiet() -> None:
    for folder in ("tests/fixtures/a", "third_party/a", "vendor/a"):
        assert not messages(
            {
                f"{folder}/Cargo.toml": package("a", "0.2.0"),
                f"{folder}/Cargo.lock": lock(locked("a", "0.1.0", "")),
            }
        )


def test_a_manifest_without_a_lock_is_quiet() -> None:
    assert not messages({"Cargo.toml": package("app", "0.1.0", '[dependencies]\nnew = "1"\n')})


def test_the_order_of_files_does_not_matter() -> None:
    files = {
        **MATCHING,
        "Cargo.lock": lock(locked("app", "0.0.9", ""), locked("lib", "0.1.0", ""), locked("serde", "0.9.0")),
    }
    wanted = findings(files)
    assert len(wanted) > 3
    for seed in range(5):
        items = list(files.items())
        random.Random(seed).shuffle(items)
        assert findings(dict(items)) == wanted
