"""Checksum registries as something to maintain: add a version to one, or prove what stands in it.

`sites` finds a registry's text, `patterns` and `addresses` learn where its files are, `entry` and
`insert` write a version in the registry's own style, `add` and `prove` are the two commands.
"""
