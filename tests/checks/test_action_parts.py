"""Actions that one workflow uses at two releases, through the real extractor."""

from __future__ import annotations

import pytest

from tests.trees import place, said, tree
from vercheck.model import Diagnostic, Severity

CI = ".github/workflows/ci.yml"
ONE, TWO = "1" * 39 + "a", "2" * 39 + "b"


def workflow(**jobs: list[str]) -> str:
    """Each step is what stands behind `uses:`; another line of a step stands behind a `|`."""
    text = "jobs:\n"
    for name, steps in jobs.items():
        text += f"  {name}:\n    runs-on: ubuntu-24.04\n    steps:\n"
        for step in steps:
            uses, _, more = step.partition("|")
            text += f"      - uses: {uses}\n" + (f"        {more}\n" if more else "")
    return text


def findings(text: str, path: str = CI) -> list[Diagnostic]:
    return said("version-drift", tree({path: text}))


def test_parts_of_one_action_at_two_releases_are_told() -> None:
    (found,) = findings(workflow(a=["acme/scan/init@v3.1", "acme/go@v1", "acme/scan/analyze@v3.2"]))
    assert (found.severity, place(found)) == (Severity.WARNING, (CI, 5))
    assert found.message == f"`acme/scan` is `v3.1` here but `v3.2` in {CI}:7, another part of it"


def test_a_commit_is_the_release_that_its_comment_names() -> None:
    steps = [f"acme/scan/init@{ONE} # v4.36.2", f"acme/scan/analyze@{TWO} # v4.37.4", "acme/scan@v4.37.3"]
    (found,) = findings(workflow(a=steps))
    assert found.version == ONE
    assert [label.version for label in found.related] == [TWO, "v4.37.3"]


def test_parts_hand_things_over_from_one_job_to_the_next() -> None:
    (found,) = findings(workflow(a=["acme/cache/restore@v3"], b=["acme/cache/save@v4|if: always()"]))
    assert found.version == "v3"


def test_an_action_at_two_releases_in_one_job_is_told() -> None:
    (found,) = findings(workflow(a=["acme/login@v2", "acme/login@v3"]))
    assert found.message == f"`acme/login` is `v2` here but `v3` in {CI}:6, in the same job"


@pytest.mark.parametrize(
    "steps",
    [
        ["acme/scan/init@v3", "acme/scan/analyze@v3.2"],  # a tag that moves
        [f"acme/scan/init@{ONE} # v3.2.1", "acme/scan/analyze@v3"],
        [f"acme/scan/init@{ONE}", f"acme/scan/analyze@{TWO}"],  # nobody says which releases these are
        ["acme/scan/init@main", "acme/scan/analyze@v3"],
        ["acme/scan/init@v3.1", "other/scan/analyze@v3.2"],
        # Tags, or comments, that say which of many actions was released.
        ["acme/many/one@one/v1.2.0", "acme/many/two@v1.1.0", "acme/many/three@v1.0.0"],
        [f"acme/many/one@{ONE} # one-v1.2.0", f"acme/many/two@{TWO} # two-v1.1.0"],
        [f"acme/many/one@{ONE} # v1.2.0", f"acme/many/two@{TWO} # two-v1.1.0"],
        # A step for where the newer release does not run.
        ["acme/checkout@v3|if: matrix.old", "acme/checkout@v4|if: ${{ !matrix.old }}"],
        ["dtolnay/rust-toolchain@1.80.0", "dtolnay/rust-toolchain@1.90.0"],
    ],
)
def test_what_need_not_be_one_release_is_quiet(steps: list[str]) -> None:
    assert not findings(workflow(a=steps))


def test_two_jobs_may_use_an_action_at_two_releases() -> None:
    assert not findings(workflow(a=["acme/checkout@v3"], b=["acme/checkout@v4"]))


def test_two_workflows_may_use_the_parts_of_an_action_at_two_releases() -> None:
    other = ".github/workflows/other.yml"
    files = {CI: workflow(a=["acme/scan/init@v3"]), other: workflow(a=["acme/scan/analyze@v4"])}
    assert not said("version-drift", tree(files))


def test_a_workflow_with_endless_releases_is_read_to_its_end() -> None:
    assert len(findings(workflow(a=[f"acme/scan/p{n}@v1.{n}" for n in range(300)]))) == 1
