"""What a job of a continuous integration sets up for itself: when a whole move takes it along."""

from __future__ import annotations

from tests.trees import packs, tree
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites

JOB = """\
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: {}
"""


def moved(files: dict[str, str]) -> list[str]:
    fixes = retarget(tree(files, knowledge=packs()), "nodejs", "22.1.0")
    edits = (edit for fix in arrange(fixes).applied for edit in fix.edits)
    return sorted(f"{edit.location.path} {edit.new}" for edit in edits)


def test_a_job_that_says_what_the_build_says_follows_it() -> None:
    files = {".nvmrc": "20.18.0\n", ".github/workflows/ci.yml": JOB.format("20")}
    assert moved(files) == [".github/workflows/ci.yml 22.1.0", ".nvmrc 22.1.0"]


def test_a_job_at_another_version_made_a_choice_of_its_own() -> None:
    files = {".nvmrc": "20.18.0\n", ".github/workflows/ci.yml": JOB.format("18")}
    assert moved(files) == [".nvmrc 22.1.0"]
    ((site, reason),) = Sites(tree(files, knowledge=packs()), "nodejs").staying()
    assert (site.raw, reason) == ("18", "a job sets it up for itself, at another version than the build")


def test_where_jobs_alone_choose_and_differ_none_is_the_one_to_move() -> None:
    files = {".github/workflows/a.yml": JOB.format("18"), ".github/workflows/b.yml": JOB.format("20")}
    assert moved(files) == []


def test_where_jobs_alone_choose_and_agree_they_all_move() -> None:
    files = {".github/workflows/a.yml": JOB.format("20"), ".github/workflows/b.yml": JOB.format("20")}
    assert moved(files) == [".github/workflows/a.yml 22.1.0", ".github/workflows/b.yml 22.1.0"]
