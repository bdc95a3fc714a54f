"""Fixes: plan which to apply, apply them in memory, verify the result, write it.

`plan` and `retarget` choose, `apply` edits bytes, `verify` distrusts the result, `write` and
`recover` are the only places that touch the disk, and `diff` shows what would be written.
"""
