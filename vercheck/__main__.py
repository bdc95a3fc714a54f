"""`python -m vercheck` is `vercheck`."""

from vercheck.cli import main

main()
