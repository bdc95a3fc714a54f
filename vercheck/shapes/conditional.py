"""The note of a step that is only run under a condition: readers of jobs write it, checks ask for it."""

CONDITIONAL = "under a condition"
