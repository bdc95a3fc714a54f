"""What the text of one dependency means: a range, a version, a tag, a folder, a repository, a tarball.

Source: npm's `package.json` page, "dependencies", and the protocols that pnpm, Yarn, Bun and Deno added.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace

from vercheck.extractors._node.harvest import is_whole_version, join
from vercheck.model import Address, Artifact, Exact, Floating, Opaque, Range, Reference, Role, Value
from vercheck.shapes.urls import read_url, repository
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

CATALOG_FILE = ":pnpm-workspace.yaml"
"""The nearest such file, in the folder of the manifest or above it."""

_PROTOCOL = re.compile(r"([a-z][a-z+]*):", re.IGNORECASE)
_NAMED = re.compile(r"(@[^/@\s]+/[^/@\s]+|[^/@\s:]+)(?:@(.*))?")
_FOLDER = re.compile(r"\.{1,2}(?:/|$)|~?/")
_GITHUB = re.compile(r"[\w.-]+/[\w.-]+(?:#.*)?")
_GIT = frozenset({"git", "git+ssh", "git+https", "git+http", "git+file", "github", "gitlab", "bitbucket"})
_REPOSITORY = re.compile(r"https?://(?:github\.com|gitlab\.com|bitbucket\.org)/[\w.-]+/[\w.-]+#")
_LOCAL = frozenset({"file", "link", "portal"})
_ARCHIVE = (".tgz", ".tar.gz", ".tar")
_TAG = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_REF = re.compile(r"#(?:[^#]*&)?(?:(?P<kind>semver|tag|commit|head|branch)[:=])?(?P<ref>[^#&:=]+)$")
_PATCHED = re.compile(r"patch:(?:@[^/@]+/)?[^@]+@(?:npm(?::|%3A))?(?P<range>[^#:]+)#")


@dataclass(frozen=True, slots=True)
class Spec:
    """`start` and `end` are the characters of the text that say the version."""

    artifact: Artifact
    value: Value
    role: Role
    start: int
    end: int
    note: str = ""
    names: tuple[str, ...] = ()

    def moved(self, offset: int) -> Spec:
        """The same, found in a longer text."""
        return replace(self, start=self.start + offset, end=self.end + offset)


def read_spec(key: str, text: str, folder: str) -> Spec | None:
    """The dependency `key` with its text, in a manifest in `folder`; `None` where no version is said.

    Raises:
        RequirementError: the text is none that npm, pnpm, Yarn or Bun would take.
    """
    protocol = _PROTOCOL.match(text)
    if protocol is not None:
        return _with_protocol(key, text, protocol, folder)
    if _FOLDER.match(text):
        return _local(key, text, text, folder)
    if _GITHUB.fullmatch(text):
        return _git(key, text, f"https://github.com/{text}")
    return read_range(Artifact("npm", key), text)


def read_range(artifact: Artifact, text: str) -> Spec | None:
    """A version, a range or a tag of a package index; `None` where there is nothing.

    Raises:
        RequirementError: it is none of them.
    """
    body = text.strip()
    start = text.index(body)
    end = start + len(body)
    if not body:
        return None
    if body in ("*", "x", "X"):
        return Spec(artifact, Floating(body), Role.REQUIRES, start, end)
    if is_whole_version(body):
        start += len(body) - len(body.lstrip("="))
        return Spec(artifact, Exact(parse(text[start:end], "npm")), Role.SELECTS, start, end)
    try:
        requirement = parse_requirement(body, "npm")
    except RequirementError:
        if _TAG.fullmatch(body) and len(body) <= 100:
            return Spec(artifact, Floating(body), Role.SELECTS, start, end)
        raise
    return Spec(artifact, Range(requirement), Role.REQUIRES, start, end)


def _with_protocol(key: str, text: str, protocol: re.Match[str], folder: str) -> Spec | None:
    kind, rest, offset = protocol[1].lower(), text[protocol.end() :], protocol.end()
    if kind == "workspace":
        return _workspace(key, text, rest, folder)
    if kind in ("npm", "jsr"):
        return _aliased(kind, key, rest, offset)
    if kind == "catalog":
        catalog = rest.strip()
        trail = join("catalogs", catalog, key) if catalog not in ("", "default") else join("catalog", key)
        reference = Reference(Address(CATALOG_FILE, trail))
        return Spec(Artifact("npm", key), reference, Role.REQUIRES, 0, len(text), "from the catalog")
    if kind in _LOCAL:
        return _local(key, text, rest, folder)
    if kind in _GIT or (kind in ("http", "https") and (".git#" in text or _REPOSITORY.match(text))):
        return _git(key, text, f"https://github.com/{rest}" if kind == "github" else text)
    if kind in ("http", "https"):
        return _tarball(key, text)
    patched = _PATCHED.match(text)
    if patched is not None:
        spec = read_range(Artifact("npm", key), patched["range"].replace("%5E", "^"))
        is_plain = "%" not in patched["range"]
        return spec.moved(patched.start("range")) if spec is not None and is_plain else None
    if kind in ("patch", "exec", "ssh", "gist"):
        return None
    raise RequirementError(f"`{text[:60]}` is no dependency that vercheck knows: `{kind}:`")


def _workspace(key: str, text: str, rest: str, folder: str) -> Spec | None:
    """A package of the same workspace. `*`, `^` and `~` take whatever version it has."""
    if _FOLDER.match(rest):
        return _local(key, text, rest, folder)
    named = _NAMED.fullmatch(rest)
    name, wanted = key, rest
    if named is not None and named[2] is not None:
        name, wanted = named[1], named[2]
    artifact = Artifact("npm", name)
    if wanted in ("*", "^", "~"):
        value = Reference(Address(f"npm:{name}", "version"))
        return Spec(artifact, value, Role.REQUIRES, 0, len(text), "of this workspace")
    found = read_range(artifact, wanted)
    return replace(found.moved(len(text) - len(wanted)), note="of this workspace") if found else None


def _aliased(kind: str, key: str, rest: str, offset: int) -> Spec | None:
    """`npm:real@^1`; Yarn and pnpm also write `npm:^1` and `jsr:^1`, for the key's own name."""
    named = _NAMED.fullmatch(rest)
    if named is None or (named[2] is None and not rest.startswith("@") and rest[:1] in "^~<>=*0123456789"):
        found = read_range(Artifact(kind, key), rest)
        return found.moved(offset) if found is not None else None
    if named[2] is None:
        return None
    found = read_range(Artifact(kind, named[1]), named[2])
    if found is None:
        return None
    note = f"as `{key}`" if named[1] != key else ""
    return replace(found.moved(offset + named.start(2)), note=note)


def _local(key: str, text: str, path: str, folder: str) -> Spec | None:
    """A folder of the repository: the version is that of the manifest there."""
    path = path.replace("\\", "/")
    target = posixpath.normpath(posixpath.join(folder, path))
    if path.startswith(("~", "/")) or target.startswith("..") or target.endswith(_ARCHIVE):
        return None
    manifest = posixpath.normpath(posixpath.join(target, "package.json"))
    value = Reference(Address(manifest, "version"))
    return Spec(Artifact("npm", key), value, Role.REQUIRES, 0, len(text), "in a folder")


def _git(key: str, text: str, url: str) -> Spec | None:
    """A repository at a tag, a commit, a branch, or (`#semver:^1.2`) at whatever tag is in a range."""
    found = _REF.search(text)
    if found is None:
        return None
    kind, ref = found["kind"], found["ref"]
    start, end = found.span("ref")
    origin = repository(url.removeprefix("git+"))
    names = (str(origin), origin.name.rpartition("/")[2]) if origin is not None else ()
    artifact, note = Artifact("npm", key), f"git {text[: found.start()]}"
    if kind == "semver":
        value: Value = Range(parse_requirement(ref, "npm"))
        return Spec(artifact, value, Role.REQUIRES, start, end, note, names)
    if kind == "commit" or _COMMIT.fullmatch(ref):
        value = Opaque(ref)
    elif kind not in ("head", "branch") and looks_like_version(ref):
        value = Exact(parse(ref, "npm"))
    else:
        value = Floating(ref)
    return Spec(artifact, value, Role.SELECTS, start, end, note, names)


def _tarball(key: str, text: str) -> Spec | None:
    url = read_url(text)
    if url is None or url.version is None:
        return None
    start, end = url.version
    if not looks_like_version(text[start:end]):
        return None
    return Spec(Artifact("npm", key), Exact(parse(text[start:end], "npm")), Role.SELECTS, start, end, text)
