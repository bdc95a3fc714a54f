"""Files that describe jobs: known to the graph, named here for the checks."""

from vercheck.graph.job_files import is_job

__all__ = ["is_job"]
