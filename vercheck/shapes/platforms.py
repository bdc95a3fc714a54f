"""Whether a name is a platform: an operating system, a processor, a target triple, or one of the words
that say "any of them".

Only recognition, to tell the levels of a table apart; which spellings mean one platform is knowledge.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SYSTEMS = frozenset(
    {
        "linux", "darwin", "macosx", "maccatalyst", "iphoneos", "iphonesimulator", "tvos", "appletvos",
        "appletvsimulator", "watchos", "watchsimulator", "visionos", "visionsimulator", "ipados",
        "macos", "mac", "osx", "apple", "windows", "win", "win32", "win64", "mingw", "freebsd",
        "netbsd", "openbsd", "dragonfly", "solaris", "illumos", "aix", "android", "ios", "wasi",
        "wasip1", "wasip2", "wasm", "wasm32", "wasm64", "emscripten", "plan9", "musl", "glibc", "gnu",
        "msvc",
    }
)  # fmt: skip
_PROCESSORS = frozenset(
    {
        "x86_64", "x86", "x64", "amd64", "amd", "i386", "i586", "i686", "386", "ia32", "arm64",
        "aarch64", "arm", "armv5", "armv6", "armv6l", "armv7", "armv7l", "armv7a", "armhf", "armel",
        "riscv64", "riscv64gc", "riscv32", "ppc64", "ppc64le", "powerpc64", "powerpc64le", "ppc",
        "s390x", "s390", "mips", "mips64", "mipsle", "mips64le", "mipsel", "loong64", "loongarch64",
        "sparc64", "universal", "universal2", "64bit", "32bit",
    }
)  # fmt: skip
_ANY = frozenset(
    {
        "any", "all", "noarch", "universal", "generic", "default", "platform-independent",
        "platform_independent", "src", "source", "wasm_component", "wasm_component_aot", "component",
    }
)  # fmt: skip
_QUALIFIERS = frozenset(
    {
        "unknown", "pc", "apple", "gnu", "musl", "msvc", "eabi", "eabihf", "gnueabi", "gnueabihf",
        "musleabihf", "none", "elf", "alpine", "ubuntu", "debian", "static", "dynamic", "legacy",
        "baseline", "client", "server", "aot", "v1", "v2", "v3", "v4", "64", "32", "bit", "intel",
        "silicon", "m1", "gnullvm",
    }
)  # fmt: skip
_PARTS = re.compile(r"x86[_-]64|[a-z0-9]+")


@lru_cache(maxsize=8192)
def is_platform(name: str) -> bool:
    """`linux`, `x86_64`, `linux_arm64`, `aarch64-apple-darwin`, `windows-amd64`, `universal`."""
    plain = name.strip().lower()
    if len(plain) > 60:
        return False
    if plain in _ANY or plain in _SYSTEMS or plain in _PROCESSORS:
        return True
    if not plain[:1].isalpha():
        return False  # a version with a platform behind it is no platform
    parts = [part.replace("-", "_") for part in _PARTS.findall(plain)]
    known = [part for part in parts if part in _SYSTEMS or part in _PROCESSORS or _is_release(part)]
    return bool(known) and all(part in known or part in _QUALIFIERS or part.isdigit() for part in parts)


def _is_release(part: str) -> bool:
    """A system with its release: `macos11`, `darwin20`."""
    return part.rstrip("0123456789") in _SYSTEMS
