"""Pipelines of other CI systems, and compose files: scripts, containers, variables, named versions.

They have no common schema, but they share their words: what stands under `script` or `bash` is run,
what stands under `image` is a container, whatever the levels above are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors import Extractor
from vercheck.extractors._pipelines import read_named_image, read_products, read_services
from vercheck.extractors._workflow.actions import input_artifact
from vercheck.extractors._workflow.ground import MATRIX, Comments, Ground, entries, passage_of, written
from vercheck.extractors._workflow.steps import read_version
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.commands import read_commands
from vercheck.shapes.images import read_image
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.shell_words import Word
from vercheck.shapes.variables import ASSIGNMENT, read_assignment
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.yaml import read_yaml

_SCRIPTS = frozenset({
    "run", "script", "scripts", "bash", "powershell", "pwsh", "command", "commands",
    "before_script", "after_script", "before_install", "install", "sh", "cmd", "shell_commands",
    "batch_commands", "inlineScript", "test_script", "build_script", "before_build", "after_build",
})  # fmt: skip
_IMAGES = frozenset({"image", "container", "docker_image"})
_VARIABLES = frozenset({"env", "environment", "variables", "global"})
_AXES = frozenset({"bazel", "rust", "go", "node_js", "python", "jdk", "ruby", "ghc"})
"""Keys that hold the version of what they name, alone or as a list of several to test with."""
_TASKS = {
    "usepythonversion": "python",
    "nodetool": "node",
    "usenode": "node",
    "gotool": "go",
    "usegotool": "go",
    "usedotnet": "dotnet",
    "dotnetcoreinstaller": "dotnet",
    "userubyversion": "ruby",
    "javatoolinstaller": "java",
}
_ORB = re.compile(r"([\w-]+/[\w-]+)@(\d[\w.]*)")


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    ground = Ground(source, Comments(source, read.comments))
    parts = [_node(ground, document) for document in read.documents]
    parts.append(Extraction(remarks=remarks_of(source, read.comments), notes=read.notes))
    joined = Extraction.join(parts)
    # What is aliased is visited at each place that it is used, and is one place still.
    places = {(pin.location, pin.artifact): pin for pin in reversed(joined.pins)}
    statements = {statement.location: statement for statement in joined.statements}
    return replace(joined, pins=tuple(reversed(places.values())), statements=tuple(statements.values()))


def _node(ground: Ground, datum: Datum) -> Extraction:
    if isinstance(datum, Sequence):
        return Extraction.join(
            _node(ground.below(f"[{index}]"), item) for index, item in enumerate(datum.items)
        )
    if not isinstance(datum, Mapping):
        return Extraction()
    parts = [_variables(ground, datum), _task(ground, datum), read_products(ground, datum)]
    if ground.source.name.startswith("cloudbuild"):
        parts.append(_cloud_step(ground, datum))
    for key, value in entries(datum):
        parts.append(_entry(ground, key, value))
    return Extraction.join(parts)


def _entry(ground: Ground, key: str, value: Datum) -> Extraction:
    below = ground.below(key)
    if key in _SCRIPTS and not isinstance(value, Mapping):
        return Extraction.join(_script(below, text) for text in _texts(value))
    if key in _IMAGES and isinstance(value, Mapping) and isinstance(value.get("name"), Text):
        return Extraction(pins=tuple(read_named_image(below, value.get("name"), "name")))
    if key in _IMAGES and isinstance(value, Text) and value.value:
        return Extraction(pins=tuple(read_named_image(ground, value, key)))
    if key == "services" and isinstance(value, Sequence):
        named = Extraction(pins=tuple(read_services(below, value)))
        return Extraction.join((named, _node(below, value)))
    if key == "executor" or (key == "parameters" and _declares(value)):
        return Extraction()
    if key == "args" and ground.trail.endswith(".build"):  # a list of `NAME=value`, for an image's build
        return (
            Extraction.join(
                _script(below, text) for text in _texts(value) if ASSIGNMENT.match(text.value or "")
            )
            if isinstance(value, Sequence)
            else _node(below, value)
        )
    if key == "orbs":
        return Extraction(pins=tuple(_orbs(below, value)))
    artifact = artifact_named(key.removesuffix("_js")) if key in _AXES else input_artifact("", key)
    if artifact is not None and key not in _VARIABLES and not isinstance(value, Mapping):
        return _versions(ground, artifact, key, value)
    return _node(below, value)


def _declares(parameters: Datum) -> bool:
    """Whether parameters are declared, with their types, and not given."""
    return any(
        isinstance(given, Mapping) and given.get("type") is not None for _, given in entries(parameters)
    )


def _texts(value: Datum) -> Iterator[Text]:
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Text):
            yield item


def _script(ground: Ground, text: Text) -> Extraction:
    return read_commands(ground.script(passage_of(text)))


def _versions(ground: Ground, artifact: Artifact, key: str, value: Datum) -> Extraction:
    """A scalar selects; several in a list are tested side by side, and so is what a named task of many
    runs with."""
    if key in _AXES:
        ground = replace(ground, track="matrix")
    if isinstance(value, Text | Scalar):
        text = written(value) or ""
        is_open = "$" in text or not re.search(r"\d|^(?:latest|stable|nightly|rolling|last_green)$", text)
        return Extraction() if is_open or MATRIX.search(text) else read_version(ground, value, artifact, key)
    parts: list[Extraction] = []
    for index, item in enumerate(value.items if isinstance(value, Sequence) else ()):
        if isinstance(item, Text | Scalar) and written(item):
            parts.append(read_version(replace(ground, track="matrix"), item, artifact, f"{key}[{index}]"))
        else:
            parts.append(_node(ground.below(f"{key}[{index}]"), item))
    return Extraction.join(replace(part, notes=()) for part in parts)


def _variables(ground: Ground, holder: Mapping) -> Extraction:
    """`env: {X_VERSION: 1.2}`, `env: [X_VERSION=1.2]`, `variables: [{name: X_VERSION, value: 1.2}]`."""
    pins: list[Pin | None] = []
    for key, value in entries(holder):
        if key not in _VARIABLES:
            continue
        here = ground.below(key)
        pins.extend(_variable(here, name, given) for name, given in entries(value))
        for item in value.items if isinstance(value, Sequence) else ():
            if isinstance(item, Mapping):
                pins.append(_variable(here, written(item.get("name")) or "", item.get("value")))
            elif isinstance(item, Text):
                pins.extend(read_commands(here.script(passage_of(item))).pins)
    return Extraction(pins=tuple(pin for pin in pins if pin is not None))


def _variable(ground: Ground, name: str, value: Datum | None) -> Pin | None:
    if isinstance(value, Mapping):  # GitLab's `{value: …, description: …}`
        ground, value = ground.below(name), value.get("value")
    if not isinstance(value, Text | Scalar):
        return None
    passage = passage_of(value)
    word = Word(passage.text, 0, len(passage.text))
    return read_assignment(ground.script(passage), name, word, note="a variable of the pipeline")


def _task(ground: Ground, step: Mapping) -> Extraction:
    """Azure's `task: UsePythonVersion@0` with `versionSpec`."""
    task, inputs = written(step.get("task")) or "", step.get("inputs")
    tool = _TASKS.get(task.partition("@")[0].lower())
    if tool is None or not isinstance(inputs, Mapping):
        return Extraction()
    version = inputs.get("versionSpec") or inputs.get("version")
    if not isinstance(version, Text | Scalar) or "$" in (written(version) or ""):
        return Extraction()
    return read_version(ground.below("inputs"), version, artifact_named(tool), "versionSpec")


def _cloud_step(ground: Ground, step: Mapping) -> Extraction:
    """Google Cloud Build's step: `name` is the image that it runs in, `args` may assign variables."""
    image, args = step.get("name"), step.get("args")
    parts: list[Extraction] = []
    if isinstance(image, Text) and image.value and (args or step.get("script")):
        passage = passage_of(image)
        word = Word(passage.text, 0, len(passage.text))
        note = "a container of the pipeline"
        parts.append(Extraction(pins=tuple(read_image(word, ground.script(passage), "name", note=note))))
    for item in args.items if isinstance(args, Sequence) else ():
        if isinstance(item, Text) and ASSIGNMENT.match(item.value or ""):
            parts.append(read_commands(ground.below("args").script(passage_of(item))))
    return Extraction.join(parts)


def _orbs(ground: Ground, orbs: Datum) -> Iterator[Pin]:
    for key, value in entries(orbs):
        found = _ORB.fullmatch(written(value) or "")
        if found is not None and isinstance(value, Text):
            pin = ground.pin(value, Artifact("orb", found.group(1)), key, stretch=found.span(2))
            yield from (pin,) if pin else ()


EXTRACTOR = Extractor(
    patterns=(
        "azure-pipelines*.yml", "azure-pipelines*.yaml", ".azure-pipelines/*.yml",
        ".azure-pipelines/*.yaml", ".circleci/config.yml", ".gitlab-ci.yml", ".gitlab-ci.yaml",
        ".gitlab/ci/*.yml", ".travis.yml", "appveyor.yml", ".appveyor.yml", ".cirrus.yml",
        ".buildkite/*.yml", ".buildkite/*.yaml", ".bazelci/*.yml", ".bcr/presubmit.yml", "presubmit.yml",
        ".semaphore/*.yml", "bitbucket-pipelines.yml", ".drone.yml", ".woodpecker.yml", ".woodpecker/*.yml",
        "cloudbuild*.yml", "cloudbuild*.yaml",
        "docker-compose*.yml", "docker-compose*.yaml", "compose.yml", "compose.yaml",
        "compose.*.yml", "compose.*.yaml", "compose-*.yml", "compose-*.yaml",
    ),
    extract=extract,
)  # fmt: skip
