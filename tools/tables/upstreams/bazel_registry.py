"""The Bazel Central Registry: the oldest Bazel that a module says it works with."""

import re

from tools.tables.release import Version, version
from tools.tables.table import Files, Shape, Table

_FIELD = re.compile(r"\bbazel_compatibility\s*=\s*\[([^\]]*)\]")
_OLDEST = re.compile(r"""["']>=\s*([\d.]+)["']""")


def _oldest(files: Files) -> str | None:
    """The highest lower bound of the field; `*` for a module that says none."""
    for text in files.values():
        field = _FIELD.search(text)
        bounds = [version(found) for found in _OLDEST.findall(field[1])] if field is not None else []
        highest = max((one for one in bounds if one is not None), default=None)
        return highest.text if highest is not None else "*"
    return None


def _from(value: str, _first: Version) -> str:
    return value if value == "*" else f">={value}"


def _table(name: str, since: str) -> Table:
    return Table(
        id=f"bazel-of-{name.replace('_', '-')}",
        pack="bazel",
        paths=(f"modules/{name}/{{}}/MODULE.bazel",),
        read=_oldest,
        needs=_from,
        shape=Shape.CHANGES,
        since=since,
        folder=f"modules/{name}",
    )


# The modules that most others depend on, out of those that say it; a release that is newer than the last row
# needs no older Bazel.
TABLES = tuple(
    _table(name, since)
    for name, since in (
        ("apple_support", "0.13"),
        ("aspect_bazel_lib", "1.0"),
        ("aspect_rules_js", "1.0"),
        ("protobuf", "20.0"),
        ("rules_apple", "1.0"),
        ("rules_java", "7.0.1"),
        ("rules_jvm_external", "4.0"),
        ("rules_swift", "1.0"),
    )
)
