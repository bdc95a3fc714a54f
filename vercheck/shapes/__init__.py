"""What names, URLs, digests and tables look like, whatever file they stand in."""
