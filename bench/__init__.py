"""How long vercheck takes, as ratios within one run: absolute times drift with the machine."""
