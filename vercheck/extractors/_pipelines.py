"""What single products of CI call their versions: GitLab's includes, Azure's repositories and machines,
CircleCI's parameters and executors, Buildkite's plugins.

Separate from `ci_pipeline`, which reads the words that all of them share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors._workflow.actions import input_artifact
from vercheck.extractors._workflow.ground import Ground, entries, passage_of, written
from vercheck.extractors._workflow.steps import read_version
from vercheck.model import Artifact, Extraction, Pin
from vercheck.shapes.images import read_image
from vercheck.shapes.names import artifact_named
from vercheck.shapes.shell_words import Word
from vercheck.shapes.urls import version_in_tag
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.versions import looks_like_version

_COMPONENT = re.compile(r"[^/@\s]+/([\w./-]+)/[\w.-]+@(v?\d[\w.+-]*)")
_MACHINE = re.compile(r"(ubuntu|windows|macos)-(latest|\d{1,4}(?:\.\d{1,2})?)(?=$|-)", re.IGNORECASE)
_PLUGIN = re.compile(r"(?:([\w.-]+)/)?([\w.-]+)#(v?\d[\w.+-]*)")
_EXECUTOR = re.compile(r"([\w-]+)/[\w-]+")
_INSTALL = re.compile(r"([\w-]+)/(?:install|setup)[\w-]*")
_FORGES = {"github": "github", "githubenterprise": "github", "gitlab": "gitlab", "bitbucket": "bitbucket"}


def read_products(ground: Ground, holder: Mapping) -> Extraction:
    """What one mapping says in the words of one product."""
    pins = (
        *_included(ground, holder),
        *_repository(ground, holder),
        *_machine(ground, holder),
        *_plugins(ground.below("plugins"), holder.get("plugins")),
        *_executor(ground.below("executor"), holder.get("executor")),
        *_parameters(ground.below("parameters"), holder.get("parameters")),
        *_installs(ground, holder),
    )
    return Extraction(pins=pins)


def read_services(ground: Ground, services: Datum) -> Iterator[Pin]:
    """GitLab's list of images that run beside a job, each a name or a mapping with one."""
    for index, item in enumerate(services.items if isinstance(services, Sequence) else ()):
        image = item.get("name") if isinstance(item, Mapping) else item
        yield from read_named_image(ground.below(f"[{index}]"), image, "name")


def read_named_image(ground: Ground, image: Datum | None, what: str) -> Iterator[Pin]:
    """The pins of an image that is written as one scalar."""
    if isinstance(image, Text) and image.value:
        passage = passage_of(image)
        word = Word(passage.text, 0, len(passage.text))
        yield from read_image(word, ground.script(passage), what, note="a container of the pipeline")


def _included(ground: Ground, holder: Mapping) -> Iterator[Pin]:
    """GitLab's `{project: a/b, ref: v1.2.3, file: …}` and `component: host/a/b/name@1.2.3`."""
    project = written(holder.get("project"))
    if project and "$" not in project and holder.get("file") is not None:
        yield from _tagged(ground, holder.get("ref"), Artifact("gitlab", project.strip("/")), "ref")
    component = holder.get("component")
    found = _COMPONENT.fullmatch(written(component) or "")
    if found is not None and isinstance(component, Text):
        artifact = Artifact("gitlab", found[1])
        pin = ground.pin(component, artifact, "component", stretch=found.span(2))
        yield from (pin,) if pin else ()


def _repository(ground: Ground, holder: Mapping) -> Iterator[Pin]:
    """Azure's `{repository: templates, type: github, name: a/b, ref: refs/tags/v1.2.3}`."""
    forge = _FORGES.get((written(holder.get("type")) or "").lower())
    name = written(holder.get("name")) or ""
    if forge is not None and name.count("/") == 1 and holder.get("repository") is not None:
        yield from _tagged(ground, holder.get("ref"), Artifact(forge, name), "ref")


def _tagged(ground: Ground, ref: Datum | None, artifact: Artifact, what: str) -> Iterator[Pin]:
    """The version in a tag; a branch that moves is the project's own choice."""
    text = written(ref) or ""
    stretch = version_in_tag(text)
    if isinstance(ref, Text | Scalar) and stretch is not None and "refs/heads/" not in text:
        pin = ground.pin(ref, artifact, what, stretch=stretch)
        yield from (pin,) if pin else ()


def _machine(ground: Ground, holder: Mapping) -> Iterator[Pin]:
    """Azure's `vmImage: ubuntu-22.04`, and the Xcode of CircleCI's machines. Each job has its own."""
    image = holder.get("vmImage")
    found = _MACHINE.match(written(image) or "")
    if found is not None and isinstance(image, Text | Scalar):
        artifact = Artifact("runner", found[1].lower())
        track = f"job {ground.trail}"
        pin = ground.pin(image, artifact, "vmImage", stretch=found.span(2), track=track)
        yield from (pin,) if pin else ()
    xcode = holder.get("xcode")
    if isinstance(xcode, Text | Scalar) and looks_like_version(written(xcode) or ""):
        pin = ground.pin(xcode, artifact_named("xcode"), "xcode", track=f"job {ground.trail}")
        yield from (pin,) if pin else ()


def _plugins(ground: Ground, plugins: Datum | None) -> Iterator[Pin]:
    """Buildkite's `docker#v5.11.1`, by itself or as the key of its settings."""
    for item in plugins.items if isinstance(plugins, Sequence) else (plugins,):
        names = [entry.key for entry in item.entries] if isinstance(item, Mapping) else [item]
        for name in names:
            found = _PLUGIN.fullmatch(written(name) or "")
            if found is None or not isinstance(name, Text):
                continue
            owner = found[1] or "buildkite-plugins"
            artifact = Artifact("github", f"{owner}/{found[2]}-buildkite-plugin")
            pin = ground.pin(name, artifact, found[2], stretch=found.span(3))
            yield from (pin,) if pin else ()


def _executor(ground: Ground, executor: Datum | None) -> Iterator[Pin]:
    """CircleCI's `executor: {name: go/default, tag: "1.21"}`: the image of the orb's language."""
    if not isinstance(executor, Mapping):
        return
    found = _EXECUTOR.fullmatch(written(executor.get("name")) or "")
    tag = executor.get("tag")
    text = written(tag) or ""
    if found is not None and isinstance(tag, Text | Scalar) and looks_like_version(text):
        pin = ground.pin(tag, artifact_named(found[1]), "tag")
        yield from (pin,) if pin else ()


def _installs(ground: Ground, holder: Mapping) -> Iterator[Pin]:
    """CircleCI's `go/install: {version: 1.21.3}`: the command of an orb that sets a tool up."""
    for key, given in entries(holder):
        found = _INSTALL.fullmatch(key)
        version = given.get("version") if found is not None and isinstance(given, Mapping) else None
        if found is None or not isinstance(version, Text | Scalar):
            continue
        if looks_like_version(written(version) or ""):
            pin = ground.below(key).pin(version, artifact_named(found[1]), "version")
            yield from (pin,) if pin else ()


def _parameters(ground: Ground, parameters: Datum | None) -> Iterator[Pin]:
    """The defaults of CircleCI's parameters whose names say what they are the version of."""
    for name, declared in entries(parameters):
        default = declared.get("default") if isinstance(declared, Mapping) else None
        artifact = input_artifact("", name)
        if artifact is None or not isinstance(default, Text | Scalar):
            continue
        if re.search(r"\d", written(default) or ""):
            found = read_version(ground.below(name), default, artifact, "default")
            yield from (replace(pin, is_default=True) for pin in found.pins)
