"""Hoisting: one place for a version that many places spell out, and look-ups where it stood.

A change of shape, not of versions: what every place stands for is the same before and after. Separate from
`fix`, whose edits change what a place says and leave how it says it.
"""
