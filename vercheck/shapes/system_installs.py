"""Commands of systems and version managers that install a thing at a version.

As `installs`, for programs that serve no language of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Artifact, Opaque, Pin, Range
from vercheck.shapes.names import artifact_named
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word, arguments, option
from vercheck.versions import parse_requirement

Words = tuple[Word, ...]
Pins = Iterator[Pin | None]

_SYSTEM = re.compile(r"([a-z0-9][a-z0-9+._-]*)=(\d\S*)")
_SERIES = re.compile(r"(llvm)-?([1-9]\d)-dev")
"""A library of which a distribution has several series side by side; who installs two takes neither for
granted."""
_BREW = re.compile(r"([a-z0-9][a-z0-9+._-]*)@(\d[\w.]*)")


def gem(script: Script, given: Words) -> Pins:
    """`gem install x -v V`."""
    if len(given) > 2 and given[1].text == "install":
        yield _named(script, given[2:], "gem", "-v", "--version")


def dotnet(script: Script, given: Words) -> Pins:
    """`dotnet tool install x --version V`."""
    if len(given) > 3 and [word.text for word in given[1:3]] in (["tool", "install"], ["tool", "update"]):
        yield _named(script, given[3:], "nuget", "--version")


def choco(script: Script, given: Words) -> Pins:
    """`choco install x --version V`."""
    if len(given) > 2 and given[1].text in ("install", "upgrade"):
        yield _named(script, given[2:], "choco", "--version")


def _named(script: Script, given: Words, ecosystem: str, *names: str) -> Pin | None:
    version = option(given, *names)
    name = next(iter(arguments(given, [*names])), None)
    if version is None or name is None:
        return None
    return script.pin(
        version, Artifact(ecosystem, name.text), f"{ecosystem} install({name.text})", names=(name.text,)
    )


def brew(script: Script, given: Words) -> Pins:
    """`brew install x@V`."""
    if len(given) < 3 or given[1].text not in ("install", "upgrade", "link"):
        return
    for word in given[2:]:
        found = _BREW.fullmatch(word.text)
        if found is not None:
            name = found.group(1)
            yield script.pin(
                word.cut(found.start(2)), Artifact("brew", name), f"brew install({name})", names=(name,)
            )


def system_package(script: Script, given: Words) -> Pins:
    """`apt-get install x=V`, `apk add x=V`. A distribution numbers its packages itself, so these have
    no other names."""
    verb = next((index for index, word in enumerate(given) if word.text in ("install", "add")), None)
    if verb is None:
        return
    ecosystem = "apk" if given[0].text == "apk" else "apt"
    libraries = [found for word in given[verb + 1 :] if (found := _SERIES.fullmatch(word.text)) is not None]
    for word in given[verb + 1 :] if len(libraries) == 1 else ():
        series = _SERIES.fullmatch(word.text)
        if series is not None:
            number, name = word.cut(series.start(2), series.end(2)), f"{series[1]}-dev"
            any_patch = Range(parse_requirement(number.text, "cargo"))
            yield script.pin(
                number, Artifact(ecosystem, name), f"{ecosystem} install({name})", value=any_patch
            )
    for word in given[verb + 1 :]:
        found = _SYSTEM.fullmatch(word.text)
        if found is not None:
            name = found.group(1)
            version = word.cut(found.start(2))
            value = script.reference(version) or Opaque(version.text)  # a distribution's own numbering
            yield script.pin(version, Artifact(ecosystem, name), f"{ecosystem} install({name})", value=value)


def _is_called(script: Script, given: Words) -> bool:
    """Whether a command of one letter is one: `n 20`, and not a variable that is compared (`if n < 2`) or
    counted down (`n - 1`)."""
    if len(given) < 2:
        return False
    between = script.passage.text[given[0].end : given[1].start]
    return not between.strip() and any(map(str.isalnum, given[1].text))


def manager(script: Script, given: Words) -> Pins:
    """`nvm install 20`, `pyenv install 3.12`, `asdf install nodejs 20.1.0`, `mise use go@1.22`."""
    words = [word.text for word in given]
    runtime = {"nvm": "node", "fnm": "node", "n": "node", "pyenv": "python", "rbenv": "ruby"}.get(words[0])
    if runtime is not None:
        place = 1 if words[0] == "n" else 2
        if place == 1 and not _is_called(script, given):
            return
        if len(given) > place and (
            place == 1 or words[1] in ("install", "use", "global", "local", "default")
        ):
            for word in list(arguments(given[place:], []))[:1]:
                yield script.pin(word, artifact_named(runtime), f"{words[0]} install")
        return
    if len(given) < 3 or words[1] not in ("install", "global", "local", "use", "shell", "set", "exec", "x"):
        return
    for index, word in enumerate(given[2:], 2):
        name, sign, _ = word.text.partition("@")
        if sign and words[0] == "mise" and re.fullmatch(r"[\w:/.-]+", name):
            plain = re.split(r"[:/]", name)[-1]
            yield script.pin(word.cut(len(name) + 1), artifact_named(plain), f"mise({plain})")
        elif words[0] == "asdf" and index == 2 and len(given) > 3 and re.fullmatch(r"[a-z][\w-]*", word.text):
            yield script.pin(given[3], artifact_named(word.text), f"asdf({word.text})")
