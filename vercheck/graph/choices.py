"""What the product itself chooses: exact selections on the main track, that nothing overrides."""

from __future__ import annotations

from vercheck.graph.job_files import is_job
from vercheck.graph.pin_graph import PinGraph
from vercheck.graph.scopes import Standing
from vercheck.model import Artifact, Exact, Pin, Role

_SCRIPTS = (".sh", ".bash", ".ps1")
_NO_VERSION = 99_999
"""Parts from here on say "newer than anything", not a version (`999999.0.0`)."""


def is_set_up(artifact: Artifact, path: str) -> bool:
    """Whether a pin is a step of a continuous-integration job that sets up a language runtime for itself. A
    `.nvmrc` is no job: it is what the project says to all."""
    return artifact.ecosystem == "toolchain" and (_is_hidden(path) or is_job(path))


def is_for_itself(path: str) -> bool:
    """Whether a file describes jobs, an image, an environment of Conda, or what a script installs: a range
    that it asks for chooses for that alone, and says nothing of what the project supports."""
    name = path.rpartition("/")[2].lower()
    is_image = "dockerfile" in name or "containerfile" in name
    is_conda = name.startswith("environment") and name.endswith((".yml", ".yaml"))
    return _is_hidden(path) or is_job(path) or is_image or is_conda or name.endswith(_SCRIPTS)


def _is_hidden(path: str) -> bool:
    return path.startswith(".") and ("/" in path or path.endswith((".yml", ".yaml")))


def choices(graph: PinGraph, tool: str, root: str, family: str = "release") -> tuple[Pin, ...]:
    """The product's exact choices of a tool in one build root. Defaults, tracks, examples, tests and
    vendored trees choose for others."""
    return tuple(pin for pin in graph.pins_of(tool, Role.SELECTS) if is_choice(graph, pin, root, family))


def is_choice(graph: PinGraph, pin: Pin, root: str, family: str = "release") -> bool:
    """Whether a pin is such a choice."""
    scope = graph.scope(pin)
    return (
        pin.role is Role.SELECTS
        and isinstance(pin.value, Exact)
        and max(pin.value.version.release, default=0) < _NO_VERSION
        and not pin.is_default
        and not scope.track
        and scope.root == root
        and graph.standing_of(pin) is Standing.PRODUCT
        and graph.family(pin) == family
    )
