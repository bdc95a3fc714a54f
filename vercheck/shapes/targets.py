"""What a full platform name says: the system, the processor, and the ABI where one is written.

`x86_64-unknown-linux-gnu`, `linux_amd64`, `linux/arm64/v8`, `win32-x64-msvc`, `//platforms:macos_arm64`.
Separate from `platforms`, which takes a lone system or processor, too: those cannot be compared with a
full name, so here both halves must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_LENGTH = 80

_SYSTEMS = {
    "linux": "linux", "manylinux": "linux", "musllinux": "linux",
    "darwin": "macos", "macos": "macos", "macosx": "macos", "mac": "macos", "osx": "macos",
    "windows": "windows", "win": "windows", "win32": "windows", "mingw32": "windows",
    **{
        name: name
        for name in (
            "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "illumos", "aix", "android", "ios",
            "tvos", "watchos", "visionos", "plan9", "fuchsia", "emscripten", "wasi", "wasip1", "wasip2",
            "wasip3", "haiku", "redox", "nto", "uefi", "hermit", "cygwin",
        )
    },
}  # fmt: skip
_PROCESSORS = {
    "x86_64": "x86_64", "amd64": "x86_64", "x64": "x86_64",
    "aarch64": "aarch64", "arm64": "aarch64",
    "x86": "x86", "i386": "x86", "i586": "x86", "i686": "x86", "386": "x86", "ia32": "x86",
    "ppc64le": "ppc64le", "powerpc64le": "ppc64le", "ppc64": "ppc64", "powerpc64": "ppc64",
    "ppc": "ppc", "powerpc": "ppc",
    "loong64": "loong64", "loongarch64": "loong64",
    "s390x": "s390x", "universal": "universal", "universal2": "universal", "sparc64": "sparc64",
    "sparcv9": "sparc64", "wasm32": "wasm32", "wasm64": "wasm64",
}  # fmt: skip
_FAMILIES = re.compile(
    r"(?P<arm>arm(?:v\d\w{0,8}|hf|el|eb)?|thumbv\d\w{0,12})|riscv(?P<bits>32|64)\w{0,12}|mips\w{0,12}"
)
_BARE = frozenset({"none", "unknown"})
_PLAIN = frozenset(
    {"unknown", "pc", "apple", "none", "gnu", "msvc", "glibc", "elf", "v6", "v7", "v8", "uwp", "fortanix"}
)
"""Words that go without saying: the vendor, and the ABI that the system has anyway."""
_ABIS = frozenset(
    {
        "musl", "gnueabi", "gnueabihf", "musleabi", "musleabihf", "eabi", "eabihf", "gnux32", "sim", "macabi",
        "gnullvm", "threads", "preview1", "static", "baseline", "androideabi", "ohos", "softfloat", "kvm",
    }
)  # fmt: skip
_SAYS_ABI = frozenset({"gnu", "msvc", "glibc"}) | _ABIS
_PARTS = re.compile(r"x86[_-]64|[a-z0-9]+")
_LABEL = re.compile(r"(?:@{0,2}[\w.~+-]{0,60})?(?://)?[\w./-]{0,60}:(?P<name>[\w.-]{1,60})")


@dataclass(frozen=True, slots=True)
class Target:
    """A platform, whichever way it is spelled. `abi` is empty for the one that goes without saying;
    `says_abi` tells whether the name speaks of it where there is a choice (`linux-x64` does not)."""

    system: str
    processor: str
    abi: str = ""
    says_abi: bool = True

    @property
    def pair(self) -> tuple[str, str]:
        return self.system, self.processor

    def __str__(self) -> str:
        return "-".join(part for part in (self.system, self.processor, self.abi) if part)


@lru_cache(maxsize=4096)
def read_target(name: str) -> Target | None:
    """The platform that a name says in full; `None` for anything else, and for half a platform."""
    if not 5 <= len(name) <= MAX_LENGTH:
        return None
    label = _LABEL.fullmatch(name)
    plain = (label["name"] if label is not None else name).lower()
    if not plain[0].isalpha() or re.search(r"[^a-z0-9_./-]|\.\.|//", plain):
        return None
    parts = [part.replace("-", "_") for part in _PARTS.findall(plain)]
    processor = system = ""
    rest: list[str] = []
    for index, part in enumerate(parts):
        if not processor and (found := _processor(part)):
            processor = found
        elif not system and part in _SYSTEMS:
            system = _SYSTEMS[part]
        elif part in _ABIS:
            rest.append(part)
        elif part not in _PLAIN and not (index and part == "64"):
            return None
    if system and not processor and parts[1:] == ["64"]:
        processor = "x86_64"  # `linux-64`, as conda says
    if not system and processor and parts[-1] in _BARE | {"eabi", "eabihf", "elf"} and len(parts) > 1:
        system = "none"
    if not system or not processor:
        return None
    if system == "linux" and processor == "arm":
        rest = [part.removeprefix("gnu") for part in rest if part not in ("gnueabi", "gnueabihf", "eabihf")]
    has_choice = system in ("linux", "windows")
    return Target(system, processor, "-".join(rest), not has_choice or not _SAYS_ABI.isdisjoint(parts))


def _processor(part: str) -> str:
    known = _PROCESSORS.get(part)
    if known is not None:
        return known
    family = _FAMILIES.fullmatch(part)
    if family is None:
        return ""
    return "arm" if family["arm"] else f"riscv{family['bits']}" if family["bits"] else part
