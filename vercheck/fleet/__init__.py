"""Many checkouts checked as one: each by itself, and tools across all of them.

What is found is written to a store as it comes, and everything that is reported is asked of the store: no
run holds more than the result of one repository, and one that was interrupted goes on where it was.
"""
