"""Versions in shell text: what is installed, downloaded, run in a container or kept in a variable.

Works on any text that holds commands: a script, a `run:` block, a `RUN` line, a console example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from vercheck.model import Extraction, Pin, Role
from vercheck.shapes import installs, remote_installs, system_installs
from vercheck.shapes.downloads import downloads, read_download
from vercheck.shapes.images import read_image
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Command, Word, commands
from vercheck.shapes.variables import assignments, read_variables

_SKIPPED = frozenset({
    "sudo", "exec", "time", "nohup", "command", "then", "do", "else", "if", "elif", "while",
    "until", "!", "{", "}", "RUN", "$", ">", "%", "PS>", "export", "readonly", "local", "declare",
    "env", "xargs", "set", "eval", "retry",
})  # fmt: skip
_FETCHES = frozenset({
    "curl", "wget", "aria2c", "fetch", "Invoke-WebRequest", "iwr", "Start-BitsTransfer", "download",
    "http_get",
})  # fmt: skip
_TALKS = frozenset({
    "echo", "printf", "cat", "#", "Write-Host", "Write-Output", "die", "fail", "log", "error", "warn",
    "info",
})  # fmt: skip
_ENGINES = frozenset(["docker", "podman", "nerdctl", "buildah"])
_IMAGE_COMMANDS = frozenset(["run", "pull", "create"])
_IMAGE_SWITCHES = frozenset({
    "--rm", "-i", "-t", "-it", "-ti", "-d", "-dit", "--privileged", "--init", "--read-only",
    "--no-healthcheck", "-P", "-q", "--quiet", "--publish-all", "--tty", "--interactive",
    "--detach", "--oom-kill-disable", "--disable-content-trust", "--all-tags", "-a", "--sig-proxy",
    "--no-hosts",
})  # fmt: skip
_NOTHING = Extraction()
"""What most commands say: there may be a million of them."""
_INSTALLERS: dict[str, Callable[[Script, tuple[Word, ...]], Iterator[Pin | None]]] = {
    "cargo": installs.cargo,
    "cargo-binstall": installs.cargo,
    "rustup": installs.rustup,
    "rustc": installs.rustup,
    "pip": installs.pip,
    "pip3": installs.pip,
    "pipx": installs.pip,
    "uv": installs.pip,
    "uvx": installs.pip,
    "python": installs.pip,
    "python3": installs.pip,
    "npm": installs.npm,
    "npx": installs.npm,
    "pnpm": installs.npm,
    "pnpx": installs.npm,
    "yarn": installs.npm,
    "bun": installs.npm,
    "bunx": installs.npm,
    "corepack": installs.npm,
    "go": installs.go,
    "git": installs.git,
    "gem": system_installs.gem,
    "dotnet": system_installs.dotnet,
    "choco": system_installs.choco,
    "brew": system_installs.brew,
    "apt-get": system_installs.system_package,
    "apt": system_installs.system_package,
    "apk": system_installs.system_package,
    "nvm": system_installs.manager,
    "fnm": system_installs.manager,
    "n": system_installs.manager,
    "pyenv": system_installs.manager,
    "rbenv": system_installs.manager,
    "asdf": system_installs.manager,
    "mise": system_installs.manager,
    "sdk": remote_installs.sdkman,
    "conda": remote_installs.conda,
    "mamba": remote_installs.conda,
    "micromamba": remote_installs.conda,
    "helm": remote_installs.helm,
    "nix": remote_installs.nix,
}


def read_commands(script: Script, start: int = 0, end: int | None = None) -> Extraction:
    """All that the commands between two characters of a script say about versions."""
    text = script.passage.text
    stop = len(text) if end is None else end
    found = list(commands(text, start, stop))
    variables = dict(script.variables)
    script = replace(script, variables=variables)
    # A script that only talks has no variables of its own: its examples assign for the reader.
    own = Extraction() if script.role is Role.MENTIONS else read_variables(script, found, variables)
    read = (_read_command(script, command) for command in found)
    parts = [own, *(part for part in read if part is not _NOTHING)]
    for first, second in pairwise(found):
        if text.find("|", first.end, second.start) != -1:
            parts.append(Extraction(pins=tuple(_piped(script, first, second))))
    return Extraction.join(parts)


def _piped(script: Script, first: Command, second: Command) -> Iterator[Pin]:
    """What is fetched by one command and run by the next."""
    fetched, given = _without_preamble(first), _without_preamble(second)
    if fetched and given:
        yield from (pin for pin in remote_installs.piped(script, fetched, given) if pin is not None)


def _without_preamble(command: Command) -> tuple[Word, ...]:
    first = 0
    while first < len(command.words) and _is_preamble(command.words[first]):
        first += 1
    return command.words[first:]


_SHELLS = frozenset({"sh", "bash", "ash", "zsh", "dash"})


def read_words(script: Script, words: tuple[Word, ...]) -> Extraction:
    """A command that is written as the list of its words; a shell's `-c` is followed by a script."""
    if not words:
        return Extraction()
    if words[0].text.rpartition("/")[2] in _SHELLS and len(words) > 2 and words[1].text.endswith("c"):
        return read_commands(script, words[2].start, words[2].end)
    return _read_command(script, Command(words, words[0].start, words[-1].end))


def _read_command(script: Script, command: Command) -> Extraction:
    given = _without_preamble(command)
    if not given:
        return _read_downloads(script, command, "", is_value=True)
    program = given[0].text.rpartition("/")[2].removesuffix(".exe")
    speaker = replace(script, role=Role.MENTIONS) if program in _TALKS else script
    what = program if program.replace("-", "").isalnum() else "address"
    fetched = _read_downloads(speaker, command, what, is_value=False)
    pins: list[Pin | None] = []
    reader = _INSTALLERS.get(program)
    if reader is not None:
        pins += reader(script, given)
    elif program in _ENGINES:
        pins += _run_image(script, given)
    if program not in _TALKS and len(given) > 1:
        pins += remote_installs.default_toolchain(script, given)
        pins += remote_installs.from_git(script, given)
    if not pins:
        return fetched
    return Extraction.join((fetched, Extraction(pins=tuple(pin for pin in pins if pin is not None))))


def _is_preamble(word: Word) -> bool:
    """A word in front of the program's name: a keyword, `sudo`, an assignment."""
    head, sign, _ = word.text.partition("=")
    return word.text in _SKIPPED or (bool(sign) and head.isidentifier())


def _read_downloads(script: Script, command: Command, program: str, *, is_value: bool) -> Extraction:
    found = list(downloads(script, command.start, command.end)) if program != "git" else []
    if not found:
        return _NOTHING
    what = program
    if is_value:
        what = next((assignment.name for assignment in assignments(command)), "")
    return Extraction.join(
        read_download(script, download, what, fetches=program in _FETCHES) for download in found
    )


def _run_image(script: Script, given: tuple[Word, ...]) -> Iterator[Pin]:
    """`docker run [options] image`: the first word that is neither an option nor the value of one."""
    verbs = [index for index, word in enumerate(given[:4]) if word.text in _IMAGE_COMMANDS]
    if not verbs:
        return
    takes_value = False
    for word in given[verbs[0] + 1 :]:
        if takes_value:
            takes_value = False
        elif word.text.startswith("-"):
            takes_value = "=" not in word.text and word.text not in _IMAGE_SWITCHES
        else:
            yield from read_image(
                word, script, f"{given[0].text} {given[verbs[0]].text}", note="a container that is run"
            )
            return
