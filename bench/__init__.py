"""How long vercheck takes, as ratios within one run: absolute times drift with the machine; how much it
reads of what Renovate reads (`bench.extraction`), and which repairs of people it makes (`bench.repairs`)."""
