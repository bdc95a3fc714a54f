"""UniFFI: the version of the contract between scaffolding and bindings."""

from tools.tables.manifests import package_version
from tools.tables.table import Shape, Table
from tools.tables.wordings import found_by

TABLES = (
    Table(
        id="uniffi-contract-versions",
        pack="rust",
        paths=("uniffi_meta/src/lib.rs", "uniffi_bindgen/src/interface/mod.rs"),
        read=found_by(r"\bUNIFFI_CONTRACT_VERSION: u32 = (\d+)"),
        shape=Shape.GROUPS,
        since="0.25",
        told_by="uniffi/Cargo.toml",
        told=package_version,
    ),
)
