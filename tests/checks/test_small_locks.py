"""The locks of tools with one manifest beside them, and what the go command refuses."""

from __future__ import annotations

import pytest

from tests.trees import Files, said, tree
from vercheck.model import Severity

CHART = (
    "apiVersion: v2\nname: a\nversion: 1.0.0\n"
    "dependencies:\n- {name: pg, version: %s, repository: 'https://x'}\n"
)
CHART_LOCK = "dependencies:\n- {name: pg, version: 15.1.0, repository: 'https://x'}\n"
TERRAFORM = (
    "terraform {\n  required_providers {\n"
    '    aws = {\n      source = "hashicorp/aws"\n      version = "%s"\n    }\n  }\n}\n'
)
TERRAFORM_LOCK = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.40.0"\n}\n'
GEMS = "GEM\n  remote: https://gems.example/\n  specs:\n    rails (7.0.1)\n\nDEPENDENCIES\n  rails\n"
PIPS = '{"_meta": {}, "default": {"requests": {"version": "==2.31.0"}}}'


def lock_drift(files: Files) -> list[tuple[str, Severity | None]]:
    return [(found.location.path, found.severity) for found in said("lock-drift", tree(files))]


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"c/Chart.yaml": CHART % "15.2.1", "c/Chart.lock": CHART_LOCK}, "c/Chart.yaml"),
        ({"main.tf": TERRAFORM % "~> 5.46", ".terraform.lock.hcl": TERRAFORM_LOCK}, "main.tf"),
        ({"Gemfile": 'gem "rails", "7.1.0"\n', "Gemfile.lock": GEMS}, "Gemfile"),
        ({"Pipfile": '[packages]\nrequests = "==2.32.0"\n', "Pipfile.lock": PIPS}, "Pipfile"),
        (
            {
                "composer.json": '{"name": "x/y", "require": {"a/b": "^2.0"}}',
                "composer.lock": '{"packages": [{"name": "a/b", "version": "v1.0.0"}]}',
            },
            "composer.json",
        ),
        (
            {
                "mise.toml": '[tools]\nnode = "20.1.0"\n',
                "mise.lock": '[[tools.node]]\nversion = "20.0.0"\nbackend = "core:node"\n',
            },
            "mise.toml",
        ),
    ],
)
def test_a_lock_that_does_not_have_what_is_asked_for_is_a_warning(files: Files, where: str) -> None:
    assert lock_drift(files) == [(where, Severity.WARNING)]


@pytest.mark.parametrize(
    "files",
    [
        {"c/Chart.yaml": CHART % "15.x.x", "c/Chart.lock": CHART_LOCK},
        {"c/Chart.yaml": CHART % "15.2.1", "d/Chart.lock": CHART_LOCK},
        {"main.tf": TERRAFORM % "~> 5.40", ".terraform.lock.hcl": TERRAFORM_LOCK},
        {"Gemfile": 'gem "rails", "~> 7.0"\ngem "rake", "1.0"\n', "Gemfile.lock": GEMS},
        {"Pipfile": '[packages]\nrequests = "*"\n', "Pipfile.lock": PIPS},
        {"vendor/x/Gemfile": 'gem "rails", "7.1.0"\n', "vendor/x/Gemfile.lock": GEMS},
        {
            "mise.toml": '[tools]\nnode = "20"\nbuf = "latest"\n',
            "mise.lock": '[[tools.node]]\nversion = "20.0.0"\nbackend = "core:node"\n',
        },
    ],
)
def test_a_lock_that_satisfies_its_manifest_is_quiet(files: Files) -> None:
    assert lock_drift(files) == []


def module(version: str, go: str = "1.22") -> str:
    return f"module example.org/m\n\ngo {go}\n\nrequire example.org/a {version}\n"


SUM = "example.org/a v0.9.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def test_a_sum_of_older_versions_alone_is_a_warning() -> None:
    assert lock_drift({"go.mod": module("v1.0.0"), "go.sum": SUM}) == [("go.mod", Severity.WARNING)]


@pytest.mark.parametrize(
    "files",
    [
        {"go.mod": module("v0.9.0"), "go.sum": SUM},
        {"go.mod": module("v0.8.0"), "go.sum": SUM},
        {"go.mod": module("v1.0.0") + "replace example.org/a => ../a\n", "go.sum": SUM},
        {"go.mod": module("v1.0.0 // indirect"), "go.sum": SUM},
        {"go.mod": module("v1.0.0"), "other/go.sum": SUM},
        {"go.work": "go 1.22\n\nuse .\n", "go.mod": module("v1.0.0"), "go.sum": SUM},
    ],
)
def test_a_sum_that_may_be_enough_is_quiet(files: Files) -> None:
    assert lock_drift(files) == []


def test_a_workspace_below_a_member_is_an_error_as_it_is_to_go() -> None:
    files = {"go.work": "go 1.21.0\n\nuse (\n\t./a\n\t./b\n)\n", "a/go.mod": module("v1.0.0", "1.22.1")}
    files["b/go.mod"] = module("v1.0.0", "1.20")
    (found,) = said("lock-drift", tree(files))
    assert (found.location.path, found.version, found.severity) == ("go.work", "1.21.0", Severity.ERROR)
    assert [label.location.path for label in found.related] == ["a/go.mod"]


def test_a_module_that_is_no_member_says_nothing_about_the_workspace() -> None:
    files = {"go.work": "go 1.21.0\n\nuse ./a\n", "a/go.mod": module("v1.0.0", "1.21")}
    assert lock_drift(files | {"b/go.mod": module("v1.0.0", "1.23")}) == []
