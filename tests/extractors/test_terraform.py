"""Terraform: the program, providers, modules, variables, locks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import digest, said, tree
from vercheck.extractors.terraform import EXTRACTOR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('terraform {\n  required_version = "~> 1.5"\n}', ["bin:terraform requires ~~> 1.5"]),
        ('terraform { required_version = "1.5.7" }', ["bin:terraform selects 1.5.7"]),
        (
            "terraform {\n required_providers {\n  aws = {\n"
            '   version = ">= 5.0, < 6.0"\n   source = "hashicorp/aws"\n  }\n }\n}',
            ["terraform:hashicorp/aws requires ~>= 5.0, < 6.0"],
        ),
        (
            'terraform {\n required_providers {\n  random = "3.5.1"\n }\n}',
            ["terraform:hashicorp/random selects 3.5.1"],
        ),
        (
            'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.1.0"\n}',
            ["terraform:terraform-aws-modules/vpc/aws selects 5.1.0"],
        ),
        (
            'module "m" {\n  source = "git::https://github.com/o/r.git//sub?ref=v1.2.0"\n}',
            ["github:o/r selects v1.2.0"],
        ),
        ('locals {\n  deno_version = "2.2.12"\n}', ["bin:deno selects 2.2.12"]),
    ],
)
def test_what_is_asked_for_is_a_pin(text: str, expected: list[str]) -> None:
    extraction = read(EXTRACTOR, "main.tf", text)
    assert pins(EXTRACTOR, "main.tf", text) == expected
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        'resource "aws_db_instance" "x" {\n  engine_version = "14.5"\n  version = "1.2.3"\n}',
        'terraform {\n  backend "s3" {\n    version = "1.2.3"\n  }\n}',
        'module "local" {\n  source = "./x"\n}',
        'locals {\n  deno_version = "${var.x}"\n  name = "x-1.2.3"\n}',
        '# required_version = "1.2.3"',
        'output "version" {\n  value = "1.2.3"\n}',
        "",
    ],
)
def test_ordinary_content_is_quiet(text: str) -> None:
    extraction = read(EXTRACTOR, "main.tf", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_the_default_of_a_variable_is_a_default() -> None:
    (pin,) = read(EXTRACTOR, "v.tf", 'variable "deno_version" {\n  default = "2.2.12"\n}\n').pins
    assert (pin.raw, pin.is_default, pin.trail) == ("2.2.12", True, "variable.deno_version")


def test_a_lock_resolves_with_digests() -> None:
    text = (
        'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.1.0"\n'
        '  constraints = "~> 5.0"\n  hashes = [\n'
        f'    "h1:x0NFBXFm6mUqhtDuRT7EJ3ZJn7cIZLNPVWkMEs5IFQw=",\n    "zh:{digest("zip")}",\n  ]\n}}\n'
    )
    assert pins(EXTRACTOR, ".terraform.lock.hcl", text) == ["terraform:hashicorp/aws resolves 5.1.0"]
    (pin,) = read(EXTRACTOR, ".terraform.lock.hcl", text).pins
    assert [one.algorithm for one in pin.digests] == ["h1", "sha256"]


def test_a_constraint_that_is_none_is_noted() -> None:
    (note,) = read(EXTRACTOR, "main.tf", 'terraform {\n  required_version = "@@"\n}\n').notes
    assert (note.check, note.location.line) == ("not-understood", 2)


def test_a_constraint_that_excludes_the_pinned_program_is_a_finding() -> None:
    files = {".terraform-version": "1.5.7\n", "main.tf": 'terraform {\n  required_version = ">= 1.6"\n}\n'}
    (found,) = said("range-excludes-pin", tree(files))
    assert found.location.path == "main.tf"


def test_a_constraint_that_admits_the_pinned_program_is_quiet() -> None:
    files = {".terraform-version": "1.6.2\n", "main.tf": 'terraform {\n  required_version = "~> 1.6"\n}\n'}
    assert said("range-excludes-pin", tree(files)) == []


@given(st.sampled_from(["main.tf", ".terraform.lock.hcl"]), st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(name: str, content: bytes) -> None:
    read(EXTRACTOR, name, content)
    read(EXTRACTOR, name, b'terraform { required_version = "' + content)
