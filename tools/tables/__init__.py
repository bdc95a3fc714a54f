"""Rebuilds the tables of the rule packs from the repositories that they are about.

A table such as "which Go does each TinyGo accept" stands in the upstream's own source, at each of its
tags. One module for each upstream says where; `python -m tools.tables TABLE GIT_DIR` reads it there
and shows what a pack would gain. Nothing is checked out and no upstream code is run.
"""
