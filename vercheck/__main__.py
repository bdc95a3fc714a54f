"""`python -m vercheck` is `vercheck`."""

import sys

if not sys.flags.safe_path:
    # The first place that Python looks for modules is the folder it was started in: a repository's, perhaps.
    del sys.path[0]

from vercheck.cli import main

main()
