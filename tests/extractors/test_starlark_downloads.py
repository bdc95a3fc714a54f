"""Declarations that fetch: their pin, and the parts that must tell one story."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.extractors import reading
from vercheck.extractors.starlark import EXTRACTOR
from vercheck.model import Address, Extraction, Pin, Statement

DIGEST = "0123456789abcdef" * 4
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SRI = f"sha256-{'A' * 43}="


def read(text: str, path: str = "WORKSPACE") -> Extraction:
    return reading.read(EXTRACTOR, path, dedent(text))


def pins(text: str, path: str = "WORKSPACE") -> list[str]:
    return [reading.shown(pin) for pin in read(text, path).pins]


def only(text: str, path: str = "WORKSPACE") -> Pin:
    (pin,) = read(text, path).pins
    return pin


def statement(text: str, path: str = "WORKSPACE") -> Statement:
    (found,) = read(text, path).statements
    return found


def told(found: Statement) -> list[tuple[str, str]]:
    return sorted((member.name, member.text) for member in found.members)


def test_an_archive_is_one_statement_with_all_its_parts() -> None:
    found = statement(f"""\
        http_archive(
            name = "gizmo",
            sha256 = "{DIGEST}",
            strip_prefix = "gizmo-1.2.0",
            urls = [
                "https://mirror.example.com/gizmo-1.2.0.tar.gz",
                "https://github.com/acme/gizmo/archive/refs/tags/v1.2.0.tar.gz",
            ],
        )
    """)
    assert (found.kind, found.name, str(found.artifact)) == ("http_archive", "gizmo", "github:acme/gizmo")
    assert told(found) == [
        ("digest", DIGEST),
        ("strip_prefix", "gizmo-1.2.0"),
        ("url", "https://github.com/acme/gizmo/archive/refs/tags/v1.2.0.tar.gz"),
        ("url", "https://mirror.example.com/gizmo-1.2.0.tar.gz"),
    ]


def test_the_pin_of_an_archive_is_the_version_in_its_address_with_its_digest() -> None:
    url = "https://github.com/acme/gizmo/archive/v1.2.0.zip"
    pin = only(f'http_archive(name = "g", url = "{url}", integrity = "{SRI}")\n')
    assert (reading.shown(pin), pin.trail) == ("github:acme/gizmo selects 1.2.0", "http_archive[g].url")
    assert [digest.algorithm for digest in pin.digests] == ["sha256"]


def test_a_file_of_a_release_is_a_download() -> None:
    url = "https://github.com/acme/gizmo/releases/download/v1.2.0/gizmo-linux"
    assert pins(f'http_file(name = "g", url = "{url}")\n') == ["github:acme/gizmo selects 1.2.0"]


def test_a_download_from_elsewhere_goes_by_its_name() -> None:
    url = "https://dl.example.com/gizmo/1.2.0/gizmo.tar.gz"
    assert pins(f'http_archive(name = "gizmo_linux", url = "{url}")\n') == ["bin:gizmo-linux selects 1.2.0"]


def test_rules_for_a_language_are_not_the_language() -> None:
    url = "https://mirror.example.com/v0.50.1.tgz"
    assert pins(f'http_archive(name = "rules_go", url = "{url}")\n') == ["bazel:rules_go selects 0.50.1"]


def test_a_wrapped_rule_is_the_rule() -> None:
    url = "https://github.com/acme/gizmo/archive/v1.2.0.tar.gz"
    for rule in ("http_archive", "native.http_archive"):
        found = statement(f'maybe(\n    {rule},\n    name = "gizmo",\n    url = "{url}",\n)\n')
        assert (found.kind, found.name) == ("http_archive", "gizmo")


@pytest.mark.parametrize(
    ("revision", "shown"),
    [
        ('tag = "v1.2.0"', "github:acme/gizmo selects v1.2.0"),
        ('tag = "gizmo-sdk-29"', "github:acme/gizmo selects 29"),
        ('tag = "crates/cli/v0.6.0"', "github:acme/gizmo selects v0.6.0 [crates/cli]"),
        (f'commit = "{COMMIT}"', f"github:acme/gizmo selects #{COMMIT}"),
        ('branch = "main"', "github:acme/gizmo selects *main"),
    ],
)
@pytest.mark.parametrize("remote", ["https://github.com/acme/gizmo.git", "git@github.com:acme/gizmo.git"])
def test_a_git_repository_is_pinned_by_tag_commit_or_branch(remote: str, revision: str, shown: str) -> None:
    assert pins(f'git_repository(name = "g", remote = "{remote}", {revision})\n') == [shown]


def test_a_branch_floats_in_a_file_without_a_single_digit() -> None:
    assert pins('git_repository(name = "g", remote = "https://github.com/a/b", branch = "main")\n') == [
        "github:a/b selects *main"
    ]


# parts that come from elsewhere


@pytest.mark.parametrize(
    "expression",
    [
        '"https://github.com/acme/gizmo/archive/v{}.tar.gz".format(GIZMO_VERSION)',
        '"https://github.com/acme/gizmo/archive/v{v}.tar.gz".format(v = GIZMO_VERSION)',
        '"https://github.com/acme/gizmo/archive/v%s.tar.gz" % GIZMO_VERSION',
        '"https://github.com/acme/gizmo/archive/v" + GIZMO_VERSION + ".tar.gz"',
        "URL.format(version = GIZMO_VERSION)",
    ],
)
def test_an_address_built_from_a_constant_refers_to_it(expression: str) -> None:
    text = (
        'URL = "https://github.com/acme/gizmo/archive/v{version}.tar.gz"\nGIZMO_VERSION = "1.2.0"\n'
        f'http_archive(name = "gizmo", url = {expression})\n'
    )
    assert "github:acme/gizmo selects @GIZMO_VERSION" in pins(text)
    (url,) = statement(text).all("url")
    assert url.text == "https://github.com/acme/gizmo/archive/v1.2.0.tar.gz"
    origins = {url.text[start:end]: origin for start, end, origin in url.derived}
    assert origins["1.2.0"] == Address("WORKSPACE", "GIZMO_VERSION")


def test_what_another_file_defines_is_a_hole_that_knows_where_it_leads() -> None:
    text = (
        'load("//:v.bzl", "V")\n'
        'http_file(name = "g", url = "https://github.com/acme/gizmo/releases/download/v" + V + "/gizmo")\n'
    )
    assert pins(text) == ["github:acme/gizmo selects @V"]
    (url,) = statement(text).all("url")
    assert url.text == "https://github.com/acme/gizmo/releases/download/v\0/gizmo"
    assert [origin for _, _, origin in url.derived] == [Address("//:v.bzl", "V")]


def test_a_repository_rule_downloads_what_its_local_says() -> None:
    text = """\
        URL = "https://github.com/acme/gizmo/releases/download/v{v}/gizmo-{v}.tgz"

        def _impl(repository_ctx):
            gizmo_version = "1.2.3"
            repository_ctx.download_and_extract(
                url = URL.format(v = gizmo_version),
                stripPrefix = "gizmo-" + gizmo_version,
            )
    """
    assert pins(text, "gizmo.bzl") == [
        "bin:gizmo selects 1.2.3",
        "github:acme/gizmo selects @_impl.gizmo_version",
    ]
    assert told(statement(text, "gizmo.bzl")) == [
        ("strip_prefix", "gizmo-1.2.3"),
        ("url", "https://github.com/acme/gizmo/releases/download/v1.2.3/gizmo-1.2.3.tgz"),
    ]


def test_the_address_may_be_the_first_argument() -> None:
    url = "https://github.com/acme/gizmo/releases/download/v1.2.3/gizmo.zip"
    text = f'def _impl(ctx):\n    ctx.download("{url}", "gizmo.zip")\n'
    assert told(statement(text, "gizmo.bzl")) == [("url", url)]


@pytest.mark.parametrize(
    "call",
    [
        "repository_ctx.download(url, output = path)",
        "http_archive(**kwargs)",
        'http_archive(name = "gizmo", urls = mirrors(name))',
        'http_archive(name = "gizmo", url = "https://example.com/gizmo.tar.gz")',
        'git_repository(name = "g", remote = remote, commit = commit)',
        'http_archive(name = "gizmo", url = "https://example.com/x86_64/gizmo.zip")',
    ],
)
def test_a_download_without_a_version_is_quiet(call: str) -> None:
    assert pins(f"def f(repository_ctx, kwargs, url, remote, commit, path):\n    {call}\n", "gizmo.bzl") == []


def test_an_archive_of_a_commit_is_pinned_by_it() -> None:
    archive = f"https://github.com/acme/gizmo/archive/{COMMIT}.zip"
    assert pins(f'maybe(http_archive, name = "g", urls = ["{archive}"])') == [
        f"github:acme/gizmo selects #{COMMIT}"
    ]


# look-alikes, tables of declarations, generated files


def test_a_call_with_the_parts_of_a_download_is_one_whatever_its_name() -> None:
    found = statement(
        f'gizmo_import(name = "g", sha256 = "{DIGEST}", version = "1.2.0",'
        ' url = "https://example.com/gizmo-1.2.0.zip")\n'
    )
    assert told(found) == [
        ("digest", DIGEST),
        ("url", "https://example.com/gizmo-1.2.0.zip"),
        ("version", "1.2.0"),
    ]


def test_a_table_of_declarations_fills_their_templates() -> None:
    text = f"""\
        SPECS = dict(
            gizmo = dict(
                version = "1.2.0",
                sha256 = "{DIGEST}",
                strip_prefix = "gizmo-{{version}}",
                urls = ["https://github.com/acme/gizmo/archive/v{{version}}.tar.gz"],
            ),
        )
    """
    assert pins(text, "repositories.bzl") == ["bin:gizmo selects 1.2.0"]
    assert ("url", "https://github.com/acme/gizmo/archive/v1.2.0.tar.gz") in told(
        statement(text, "repositories.bzl")
    )


def test_a_vendored_crate_is_what_a_resolver_chose() -> None:
    text = (
        'http_archive(name = "syn-2.0.16.crate", strip_prefix = "syn-2.0.16",\n'
        '    urls = ["https://crates.example.com/api/v1/crates/syn/2.0.16/download"])\n'
    )
    assert "cargo:syn resolves 2.0.16" in pins(text, "third-party/rust/BUCK")


def test_one_repository_at_two_versions_is_offered_side_by_side() -> None:
    call = 'http_archive(name = "g{0}", url = "https://github.com/acme/gizmo/archive/v{0}.0.0.zip")\n'
    assert [pin.track for pin in read(call.format(1) + call.format(2)).pins] == [
        "http_archive[g1].url",
        "http_archive[g2].url",
    ]
    assert [pin.track for pin in read(call.format(1) + call.format(1)).pins] == ["", ""]


# addresses


def test_every_address_and_host_that_is_written_down_is_told() -> None:
    text = 'BASE = "https://dl.example.com/gizmo"\nHOST = "dl.example.com"\nFILE = "versions.bzl"\nX = "1"\n'
    written = [constant.text for constant in read(text, "a.bzl").constants if not constant.trail]
    assert written == ["https://dl.example.com/gizmo", "dl.example.com"]
