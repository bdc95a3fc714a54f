"""vercheck: a version-consistency linter for repositories that are built with more than one tool.

`check`, `list_pins` and `plan_fixes` are what the command line does, for other programs. A name is imported
when it is asked for, so that to ask for the version costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from vercheck.api import (
        BaselineError,
        Config,
        ConfigError,
        Conflict,
        Failure,
        FixError,
        FixPlan,
        Held,
        LinkedPin,
        PackError,
        RevisionError,
        Scope,
        UnknownNameError,
        check,
        list_pins,
        load_config,
        plan_fixes,
    )
    from vercheck.model import (
        Address,
        Applicability,
        Artifact,
        Diagnostic,
        Digest,
        Edit,
        Exact,
        Fix,
        Floating,
        Label,
        Location,
        Opaque,
        Pin,
        Ran,
        Range,
        Reference,
        Report,
        Requirement,
        Role,
        Severity,
        Span,
        Value,
        Version,
    )

__all__ = [
    "Address",
    "Applicability",
    "Artifact",
    "BaselineError",
    "Config",
    "ConfigError",
    "Conflict",
    "Diagnostic",
    "Digest",
    "Edit",
    "Exact",
    "Failure",
    "Fix",
    "FixError",
    "FixPlan",
    "Floating",
    "Held",
    "Label",
    "LinkedPin",
    "Location",
    "Opaque",
    "PackError",
    "Pin",
    "Ran",
    "Range",
    "Reference",
    "Report",
    "Requirement",
    "RevisionError",
    "Role",
    "Scope",
    "Severity",
    "Span",
    "UnknownNameError",
    "Value",
    "Version",
    "__version__",
    "check",
    "list_pins",
    "load_config",
    "plan_fixes",
]

if not TYPE_CHECKING:
    # Seen by a type checker, it would make every misspelt name a good one.
    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = None
        for module in ("vercheck.model", "vercheck.api"):
            value = getattr(import_module(module), name, None)
            if value is not None:
                break
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
