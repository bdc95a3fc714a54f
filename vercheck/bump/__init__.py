"""The whole move of a tool as one plan: what moves, what it would break and needs, which locks to refresh.

The move itself is that of `vercheck.repair`; here it is put together with what only a person can see to.
"""
