"""What Python's files share: requirements as PEP 508 and Poetry write them, INI files, lock files."""
