"""What the files of the Node family share: dependency specs, tables of them, tools, and keys of locks.

The extractors differ in where they look; what `npm:real@^1` or `workspace:*` means is the same everywhere.
"""
