"""PyO3: the CPython releases that its build accepts."""

from tools.tables.manifests import package_version
from tools.tables.table import Table
from tools.tables.wordings import found_by, minors_between

_MINOR = r"PythonVersion \{\s*major: 3,\s*minor: (\d+)"

TABLES = (
    Table(
        id="pyo3-python",
        pack="rust",
        paths=("pyo3-ffi/build.rs",),
        read=found_by(
            rf"SUPPORTED_VERSIONS_CPYTHON: SupportedVersions = .{{0,60}}?min: {_MINOR}.{{0,60}}?max: {_MINOR}"
        ),
        needs=minors_between(3),
        since="0.21",
        told_by="Cargo.toml",
        told=package_version,
    ),
)
