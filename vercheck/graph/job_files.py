"""Files that describe the jobs of a continuous integration, each of which sets up what it needs."""

from __future__ import annotations

_FOLDERS = (".github/", ".gitea/", ".forgejo/", ".gitlab/", ".circleci/", ".buildkite/")


def is_job(path: str) -> bool:
    """Whether a file describes jobs, at the root or in a project below it."""
    return (
        any(f"/{folder}" in f"/{path}" for folder in _FOLDERS) or path.rpartition("/")[2] == ".gitlab-ci.yml"
    )
