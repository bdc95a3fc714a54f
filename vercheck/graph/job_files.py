"""Files that describe the jobs of a continuous integration, each of which sets up what it needs."""

from __future__ import annotations

import re

_FOLDERS = (
    ".github/", ".gitea/", ".forgejo/", ".gitlab/", ".circleci/", ".buildkite/", ".bazelci/", ".bcr/",
    ".azure-pipelines/", ".semaphore/", ".woodpecker/", ".tekton/", ".builds/",
)  # fmt: skip
_FILE = re.compile(
    r"(?:azure-pipelines[^/]*|\.gitlab-ci|\.?travis|\.?appveyor|\.cirrus|\.drone|\.woodpecker|presubmit"
    r"|bitbucket-pipelines|cloudbuild[^/]*)\.ya?ml"
)


def is_job(path: str) -> bool:
    """Whether a file describes jobs, at the root or in a project below it."""
    in_folder = any(f"/{folder}" in f"/{path}" for folder in _FOLDERS)
    return in_folder or _FILE.fullmatch(path.rpartition("/")[2]) is not None
