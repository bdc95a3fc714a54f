"""GitHub workflows and actions: used actions, machines, set-up tools, matrices, environments, images,
commands."""

from __future__ import annotations

from dataclasses import replace

from vercheck.extractors import Extractor
from vercheck.extractors._workflow.ground import MSRV, Comments, Ground, entries, passage_of, written
from vercheck.extractors._workflow.matrix import read_matrix
from vercheck.extractors._workflow.outranked import mark_outranked
from vercheck.extractors._workflow.runners import read_runner
from vercheck.extractors._workflow.steps import read_inputs, read_step, read_uses, read_version
from vercheck.model import Artifact, Constant, Extraction, Pin, Source
from vercheck.shapes.images import read_image
from vercheck.shapes.names import tool_name
from vercheck.shapes.platform_lists import read_platform_lists
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.shell_words import Word
from vercheck.shapes.variables import read_assignment, variable_artifact
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.yaml import read_yaml
from vercheck.versions import looks_like_version


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    ground = Ground(source, Comments(source, read.comments))
    parts = [_workflow(ground, document) for document in read.documents]
    parts.extend(read_platform_lists(document, source) for document in read.documents)
    parts.append(Extraction(remarks=remarks_of(source, read.comments), notes=read.notes))
    return _distinct(Extraction.join(parts))


def _workflow(ground: Ground, document: Datum) -> Extraction:
    if not isinstance(document, Mapping):
        return Extraction()
    offered, ground = _inputs(ground, document)
    environment, ground = _environment(ground, document.get("env"))
    parts = [offered, environment]
    for name, job in entries(document.get("jobs")):
        below = ground.below(f"jobs.{name}")
        parts.append(mark_outranked(document, below.trail, job, _job(below, name, job)))
    runs = document.get("runs")
    if isinstance(runs, Mapping):  # an action
        parts.append(_image(ground.below("runs"), runs.get("image"), "image"))
        parts.append(_steps(ground.below("runs"), runs.get("steps")))
    return Extraction.join(parts)


def _job(ground: Ground, name: str, job: Datum) -> Extraction:
    if not isinstance(job, Mapping):
        return Extraction()
    if MSRV.search(name.replace("_", " ").replace("-", " ")) or MSRV.search(written(job.get("name")) or ""):
        ground = replace(ground, track="msrv")
    ground = replace(ground, matrix={})
    environment, ground = _environment(ground, job.get("env"))
    parts = [environment, _container(ground, job.get("container"), "container")]
    parts.append(Extraction(pins=tuple(read_runner(ground, job.get("runs-on"), name))))
    for service, value in entries(job.get("services")):
        parts.append(_container(ground, value, f"services.{service}"))
    uses = job.get("uses")  # a reusable workflow
    if isinstance(uses, Text) and uses.value:
        parts.append(Extraction(pins=tuple(read_uses(ground, uses)[1])))
        parts.append(read_inputs(ground.below("with"), "", job.get("with")))
    parts.append(_steps(ground, job.get("steps")))
    strategy = job.get("strategy")
    if isinstance(strategy, Mapping):
        below = ground.below("strategy.matrix")
        parts.append(Extraction(pins=tuple(read_matrix(below, strategy.get("matrix")))))
    return Extraction.join(parts)


def _steps(ground: Ground, steps: Datum | None) -> Extraction:
    parts: list[Extraction] = []
    for index, step in enumerate(steps.items if isinstance(steps, Sequence) else ()):
        if isinstance(step, Mapping):
            here = ground.below(f"steps[{index}]")
            if MSRV.search(written(step.get("name")) or ""):
                here = replace(here, track="msrv")
            environment, here = _environment(here, step.get("env"))
            parts.extend((environment, read_step(here, step)))
    return Extraction.join(parts)


def _environment(ground: Ground, env: Datum | None) -> tuple[Extraction, Ground]:
    """The variables of an `env:` block, and the ground on which they are known."""
    here = ground.below("env")
    pins: list[Pin] = []
    constants: list[Constant] = []
    known = dict(ground.variables)
    for name, value in entries(env):
        if not isinstance(value, Text | Scalar):
            continue
        passage = passage_of(value)
        word = Word(passage.text, 0, len(passage.text))
        pin = read_assignment(
            here.script(passage), name, word, note="an environment variable of the workflow"
        )
        trail = f"{here.trail}.{name}"
        if pin is not None:
            pins.append(pin)
            known[name] = trail
        elif looks_like_version(passage.text) and "." in passage.text:
            constants.append(Constant(trail, passage.text, ground.source.locate(value.span)))
            known[name] = trail
    return Extraction(pins=tuple(pins), constants=tuple(constants)), replace(ground, variables=known)


def _inputs(ground: Ground, document: Mapping) -> tuple[Extraction, Ground]:
    """Defaults of the inputs of an action or a workflow that others call."""
    places = [("inputs", document.get("inputs"))]
    for trigger, value in entries(document.get("on")):
        if isinstance(value, Mapping):
            places.append((f"on.{trigger}.inputs", value.get("inputs")))
    parts: list[Extraction] = []
    known = dict(ground.variables)
    for trail, inputs in places:
        for name, declared in entries(inputs):
            default = declared.get("default") if isinstance(declared, Mapping) else None
            if not isinstance(default, Text | Scalar) or not written(default):
                continue
            here = ground.below(f"{trail}.{name}")
            artifact = variable_artifact(name) if tool_name(name) or name == "toolchain" else None
            if artifact is not None:
                found = read_version(here, default, artifact, "default")
                parts.append(replace(found, pins=tuple(replace(pin, is_default=True) for pin in found.pins)))
                known.setdefault(name, f"{here.trail}.default")
            elif looks_like_version(written(default) or "") and "." in (written(default) or ""):
                place = ground.source.locate(default.span)
                parts.append(
                    Extraction(constants=(Constant(f"{here.trail}.default", written(default), place),))
                )
                known.setdefault(name, f"{here.trail}.default")
    return Extraction.join(parts), replace(ground, variables=known)


def _container(ground: Ground, container: Datum | None, what: str) -> Extraction:
    """An image, written as a string or in a mapping."""
    if isinstance(container, Mapping):
        below = ground.below(what)
        environment, _ = _environment(below, container.get("env"))
        return Extraction.join((_image(below, container.get("image"), "image"), environment))
    return _image(ground, container, what)


def _image(ground: Ground, image: Datum | None, what: str) -> Extraction:
    if not isinstance(image, Text) or not image.value or image.value.startswith(("Dockerfile", ".")):
        return Extraction()
    passage = passage_of(image)
    word = Word(passage.text, 0, len(passage.text))
    return Extraction(
        pins=tuple(read_image(word, ground.script(passage), what, note="a container of the workflow"))
    )


def _distinct(extraction: Extraction) -> Extraction:
    """What is aliased is visited twice and is still one place."""
    seen: set[tuple[object, Artifact]] = set()
    pins: list[Pin] = []
    for pin in extraction.pins:
        if (pin.location, pin.artifact) not in seen:
            seen.add((pin.location, pin.artifact))
            pins.append(pin)
    return replace(extraction, pins=tuple(pins))


EXTRACTOR = Extractor(
    patterns=(
        ".github/workflows/*.yml", ".github/workflows/*.yaml", ".gitea/workflows/*.yml",
        ".gitea/workflows/*.yaml", ".forgejo/workflows/*.yml", ".forgejo/workflows/*.yaml",
        "workflow-templates/*.yml", "workflow-templates/*.yaml", "action.yml", "action.yaml",
    ),
    extract=extract,
)  # fmt: skip
