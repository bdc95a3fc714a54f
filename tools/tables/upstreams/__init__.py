"""One module for each upstream, with a constant `TABLES`: which tables it tells, and where."""
