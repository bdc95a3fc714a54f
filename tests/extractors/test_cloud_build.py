"""Google Cloud Build: the images of its steps, and the variables that their arguments assign."""

from __future__ import annotations

from tests.extractors.reading import pins
from tests.trees import said, tree
from vercheck.extractors.ci_pipeline import EXTRACTOR

STEP = "steps:\n- name: \"gcr.io/acme/gizmo:{0}\"\n  args: ['build', '--build-arg', 'GO_VERSION={1}', '.']\n"


def test_a_step_names_its_image_and_assigns_variables() -> None:
    assert pins(EXTRACTOR, "build/cloudbuild.yaml", STEP.format("1.12.3", "1.22.3")) == [
        "docker:gcr.io/acme/gizmo selects 1.12.3",
        "toolchain:go selects 1.22.3",
    ]


def test_two_pipelines_that_run_one_image_at_two_versions_are_told() -> None:
    files = {
        "build/cloudbuild.yaml": STEP.format("1.12.3", "1.22.3"),
        "build/cloudbuild_local.yaml": STEP.format("1.13.1", "1.22.3"),
    }
    (found,) = said("version-drift", tree(files))
    assert {found.location.path, found.related[0].location.path} == files.keys()


def test_the_name_of_a_step_of_another_system_is_no_image() -> None:
    assert pins(EXTRACTOR, ".drone.yml", "steps:\n- name: release:1.2.3\n  args: ['a']\n") == []


def test_the_name_of_what_takes_no_arguments_is_no_image() -> None:
    assert pins(EXTRACTOR, "cloudbuild.yaml", "artifacts:\n- name: gizmo:1.2.3\n  paths: ['a']\n") == []
