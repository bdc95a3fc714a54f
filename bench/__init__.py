"""How long vercheck takes, as ratios within one run: absolute times drift with the machine; and how much it
reads of what Renovate reads (`bench.extraction`)."""
