"""One declaration, one story: read by the real extractors from Starlark, Nix, JSON and documents."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, digest, place, said, tree
from vercheck.model import Diagnostic, Severity

GITHUB = "https://github.com/acme/gizmo"


def contradictions(files: Files) -> list[Diagnostic]:
    return said("self-contradiction", tree(files))


def archive(url: str, *lines: str) -> str:
    rest = "".join(f"    {line},\n" for line in lines)
    return f'http_archive(\n    name = "gizmo",\n    url = "{url}",\n{rest}    sha256 = "{digest(url)}",\n)\n'


def derivation(version: str, revision: str) -> str:
    return f"""\
{{ stdenv, fetchFromGitHub }}:
stdenv.mkDerivation rec {{
  pname = "gizmo";
  version = "{version}";
  src = fetchFromGitHub {{
    owner = "acme";
    repo = "gizmo";
    rev = "{revision}";
    hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  }};
}}
"""


# loud


def test_a_prefix_of_another_version_than_the_url_is_reported_with_both_places() -> None:
    (found,) = contradictions(
        {"WORKSPACE": archive(f"{GITHUB}/archive/v2.2.0.tar.gz", 'strip_prefix = "gizmo-2.1.0"')}
    )
    assert places(found) == {("WORKSPACE", 3), ("WORKSPACE", 4)}
    assert {found.version, *(label.version for label in found.related)} == {"2.1.0", "2.2.0"}
    assert found.severity is Severity.ERROR


def test_one_url_whose_tag_and_file_name_differ_is_reported() -> None:
    (found,) = contradictions({"WORKSPACE": archive(f"{GITHUB}/releases/download/v2.2.0/gizmo-2.1.0.tar.gz")})
    assert place(found) == ("WORKSPACE", 3)
    assert "the file name of `gizmo` says `2.1.0` but its URL says `2.2.0`" in found.message


def test_one_url_that_tells_two_stories_in_a_snippet_of_a_document_is_reported() -> None:
    snippet = archive(f"{GITHUB}/releases/download/2.2.0/gizmo-2.1.0.tar.gz")
    indented = "".join(f"    {line}\n" for line in snippet.splitlines())
    (found,) = contradictions({"README.rst": f"Setup\n=====\n\n.. code:: bzl\n\n{indented}"})
    assert place(found) == ("README.rst", 8)


def test_a_mirror_that_was_left_behind_is_reported() -> None:
    urls = f'urls = ["{GITHUB}/archive/v2.2.0.tar.gz", "https://mirror.test/acme/gizmo/v2.1.0/gizmo.tar.gz"]'
    (found,) = contradictions({"WORKSPACE": f'http_archive(\n    name = "gizmo",\n    {urls},\n)\n'})
    assert "`2.1.0`" in found.message
    assert "`2.2.0`" in found.message


def test_a_derivation_whose_revision_is_older_than_its_version_is_reported() -> None:
    (found,) = contradictions({"gizmo.nix": derivation("2.1.0", "v2.0.0")})
    assert places(found) == {("gizmo.nix", 4), ("gizmo.nix", 8)}
    assert (found.version, found.expected) == ("2.0.0", "2.1.0")


def test_a_record_whose_url_names_another_version_is_reported() -> None:
    spec = f"""\
SPECS = dict(
    acme_gizmo = dict(
        version = "2.2.0",
        sha256 = "{digest("x")}",
        urls = ["{GITHUB}/archive/v2.1.0.tar.gz"],
    ),
)
"""
    (found,) = contradictions({"deps.bzl": spec})
    assert places(found) == {("deps.bzl", 3), ("deps.bzl", 5)}


def test_a_link_whose_text_names_another_release_than_its_target_is_reported() -> None:
    for name, link in (
        ("README.md", f"[v2.2.0]({GITHUB}/releases/tag/v2.1.0)"),
        ("README.rst", f"`v2.2.0 <{GITHUB}/releases/tag/v2.1.0>`_"),
    ):
        (found,) = contradictions({name: f"The newest is {link}.\n"})
        assert place(found) == (name, 1)
        assert "v2.1.0" in found.message
        assert "`v2.2.0`" in found.message
        assert found.severity is Severity.WARNING


def attribute(default: str) -> str:
    return f"""\
gizmo = rule(
    implementation = _impl,
    attrs = {{
        "language_version": attr.string(
            default = "{default}",
            values = ["1.6", "1.7"],
        ),
    }},
)
"""


def test_a_default_that_is_not_among_the_allowed_values_is_reported() -> None:
    (found,) = contradictions({"rules.bzl": attribute("1.8")})
    assert (place(found), found.version) == (("rules.bzl", 5), "1.8")
    assert "`1.6`, `1.7`" in found.message


# quiet


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("archive/v2.2.0.tar.gz", "gizmo-2.2.0"),
        ("archive/refs/tags/v2.2.0.zip", "gizmo-2.2.0/src"),
        ("archive/v2_2_0.tar.gz", "gizmo-2.2.0"),
        ("archive/release-2.2.0.tar.gz", "gizmo-release-2.2.0"),
        ("releases/download/v2.2.0/gizmo-2.2.0-ubuntu-18.04.tar.gz", "gizmo-2.2.0"),
        ("releases/download/v2.2.0/gizmo-v2.2.0-x86_64-linux.tar.gz", "gizmo-v2.2.0-x86_64-linux"),
        ("releases/download/gizmo-29/gizmo-29.0-x86_64-linux.tar.gz", "gizmo-29.0-x86_64-linux"),
        ("releases/download/v2.2.0/gizmo-linux-x86_64.zip", ""),
        (
            "archive/8efe79651aa052a02917b30101234567891011aa.tar.gz",
            "gizmo-8efe79651aa052a02917b30101234567891011aa",
        ),
    ],
)
def test_spellings_platforms_and_short_forms_of_one_version_are_quiet(url: str, prefix: str) -> None:
    assert not contradictions({"WORKSPACE": archive(f"{GITHUB}/{url}", f'strip_prefix = "{prefix}"')})


@pytest.mark.parametrize("tag", ["release-42", "2024-05-02", "nightly"])
def test_a_tag_that_is_numbered_in_another_way_than_its_files_is_quiet(tag: str) -> None:
    assert not contradictions({"WORKSPACE": archive(f"{GITHUB}/releases/download/{tag}/gizmo-1.4.0.tar.gz")})


def test_a_file_of_another_project_in_the_release_is_quiet() -> None:
    assert not contradictions(
        {"WORKSPACE": archive(f"{GITHUB}/releases/download/v2.2.0/sprocket-1.0.3.tar.gz")}
    )


def test_parts_that_are_computed_from_one_constant_agree_by_construction() -> None:
    text = f"""\
VERSION = "2.2.0"

def deps():
    http_archive(
        name = "gizmo",
        url = "{GITHUB}/archive/v{{}}.tar.gz".format(VERSION),
        strip_prefix = "gizmo-" + VERSION,
    )
"""
    assert not contradictions({"deps.bzl": text})


@pytest.mark.parametrize(
    "revision", ["v2.1.0", "${version}", "v${version}", "gizmo-2.1.0", "refs/tags/v2.1.0"]
)
def test_a_derivation_whose_revision_follows_its_version_is_quiet(revision: str) -> None:
    assert not contradictions({"gizmo.nix": derivation("2.1.0", revision)})


def test_a_derivation_at_a_commit_after_a_release_is_quiet() -> None:
    commit = "8efe79651aa052a02917b30101234567891011aa"
    assert not contradictions({"gizmo.nix": derivation("2.1.0-unstable-2025-01-01", commit)})


def test_mirrors_of_one_file_are_quiet() -> None:
    urls = f'urls = ["{GITHUB}/archive/v2.2.0.tar.gz", "https://mirror.test/github.com/acme/gizmo/archive/v2.2.0.tar.gz"]'
    assert not contradictions({"WORKSPACE": f'http_archive(\n    name = "gizmo",\n    {urls},\n)\n'})


def test_two_declarations_of_different_versions_are_another_checks_business() -> None:
    first = archive(f"{GITHUB}/archive/v2.2.0.tar.gz")
    assert not contradictions({"WORKSPACE": first, "deps.bzl": first.replace("2.2.0", "2.1.0")})


@pytest.mark.parametrize(
    "link",
    [
        f"[v2.1.0]({GITHUB}/releases/tag/v2.1.0)",
        f"[2.1.0]({GITHUB}/releases/tag/v2.1.0)",
        f"[the release notes]({GITHUB}/releases/tag/v2.1.0)",
        f"[v2.1.0]({GITHUB}/issues/12)",
    ],
)
def test_a_link_that_says_where_it_leads_is_quiet(link: str) -> None:
    assert not contradictions({"README.md": f"See {link}.\n"})


@pytest.mark.parametrize("default", ["1.7", ""])
def test_a_default_that_is_allowed_or_empty_is_quiet(default: str) -> None:
    assert not contradictions({"rules.bzl": attribute(default)})


@pytest.mark.parametrize("folder", ["vendor/gizmo", "tests/fixtures"])
def test_vendored_and_fixture_declarations_are_quiet(folder: str) -> None:
    wrong = archive(f"{GITHUB}/archive/v2.2.0.tar.gz", 'strip_prefix = "gizmo-2.1.0"')
    assert not contradictions({f"{folder}/deps.bzl": wrong})


def registered(version: str, url: str) -> Files:
    return {
        f"modules/gizmo/{version}/MODULE.bazel": "",
        f"modules/gizmo/{version}/source.json": f'{{"url": "{url}", "integrity": "sha256-{"A" * 43}="}}\n',
    }


@pytest.mark.parametrize(
    ("version", "tag"),
    [
        ("2.2.0", "2.1.0"),
        ("1.1.10", "1.11.0"),
        ("2.2.0.bcr.1", "2.1.0"),
        ("7.1.2", "713"),
        ("2.0.0", "2.0-rc1"),
    ],
)
def test_an_entry_of_a_registry_with_the_address_of_another_release_is_reported(
    version: str, tag: str
) -> None:
    (found,) = contradictions(registered(version, f"{GITHUB}/archive/refs/tags/v{tag}.tar.gz"))
    assert (found.version, found.severity) == (tag, Severity.ERROR)


@pytest.mark.parametrize(
    ("version", "tag"),
    [
        ("2.2.0", "v2.2.0"),
        ("2.2.0.bcr.2", "v2.2"),
        ("7.1.0.bcr.beta.1", "gizmo-7.1"),
        ("7.1.2", "v712"),
        ("4.0.5", "gizmo-v4.05"),
        ("0.7.3.bcr.1", "v0.7-3"),
        ("20250916.0", "2025_09_16"),
        ("10.1.0", "gizmo10_10.1.0"),
        ("76.1", "release-76-1"),
        ("3.20", "oct2024"),
        ("0.0.3892", "v0.0-3892-g99ba71d6"),
    ],
)
def test_an_entry_of_a_registry_with_its_release_spelled_otherwise_is_quiet(version: str, tag: str) -> None:
    assert not contradictions(registered(version, f"{GITHUB}/archive/refs/tags/{tag}.tar.gz"))


def test_the_revision_of_a_packaging_may_have_a_letter_or_not() -> None:
    wrong, right = derivation("1.2.0-r2", "1.2.0-1"), derivation("1.2.0-r1", "1.2.0-1")
    assert contradictions({"default.nix": wrong})
    assert not contradictions({"default.nix": right})


def bump(version: str) -> str:
    added = f'+bazel_dep(name = "zlib", version = "{version}")\n'
    return f'+++ b/MODULE.bazel\n-bazel_dep(name = "zlib", version = "1.3.0")\n{added}'


def test_a_patch_that_writes_another_version_than_its_name_says_is_a_warning() -> None:
    (found,) = contradictions({"patches/0001-bump-zlib-to-1.3.1.patch": bump("1.3.2")})
    assert (found.version, found.severity) == ("1.3.2", Severity.WARNING)


def test_a_patch_that_writes_what_its_name_says_is_quiet() -> None:
    assert contradictions({"patches/0001-bump-zlib-to-1.3.1.patch": bump("1.3.1")}) == []
    assert contradictions({"patches/zlib-1.3.1.patch": bump("1.3.2")}) == []


TYPED = f"URL of the archive: {GITHUB}/releases/download/5.0/gizmo-5.1.tar.gz\n"


def test_an_address_in_a_text_is_what_somebody_typed_once() -> None:
    (found,) = contradictions({"RELEASING.md": f"```shell\n{TYPED}```\n"})
    assert found.severity is Severity.WARNING


def test_an_address_in_a_script_is_fetched_and_so_is_what_a_text_has_people_declare() -> None:
    url = f"{GITHUB}/releases/download/v5.0/gizmo-5.1.tar.gz"
    (fetched,) = contradictions({"setup.sh": f"curl -LO {url}\n"})
    (copied,) = contradictions({"README.md": f"```starlark\n{archive(url)}```\n"})
    assert [fetched.severity, copied.severity] == [Severity.ERROR] * 2
