"""Which files a tool writes by itself to record what it resolved: their pins are that tool's to change."""

from __future__ import annotations

from fnmatch import fnmatchcase

NAMES = frozenset({
    "Cargo.lock", "Cargo.Bazel.lock", "MODULE.bazel.lock", "maven_install.json", "package-lock.json",
    "npm-shrinkwrap.json", "yarn.lock", "bun.lock", "deno.lock", "uv.lock", "poetry.lock", "pdm.lock",
    "Pipfile.lock", "pixi.lock", "go.sum", "go.work.sum", "flake.lock", "devenv.lock", "Gemfile.lock",
    "gems.locked", "composer.lock", "mise.lock", "aqua-checksums.json", ".aqua-checksums.json",
    ".terraform.lock.hcl", "pylock.toml", "pnpm-lock.yaml", "buf.lock", "pubspec.lock", "Chart.lock",
    "devbox.lock", "Package.resolved", "packages.lock.json", "gradle.lockfile",
})  # fmt: skip
PATTERNS = ("pylock.*.toml", "pnpm-lock.*.yaml", "mise.*.lock")


def is_lock(path: str) -> bool:
    """Whether a file is such a record, by its name."""
    name = path.rpartition("/")[2]
    return name in NAMES or any(fnmatchcase(name, pattern) for pattern in PATTERNS)
