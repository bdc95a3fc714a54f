"""The parts of a GitHub workflow: environments, matrices, steps."""
