"""Commands say which version they install, fetch or run; everything else in a script says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.model import Exact, Extraction, Pin, Range, Reference, Role, Source
from vercheck.shapes.commands import read_commands
from vercheck.shapes.script import Script
from vercheck.syntax.passage import Passage


def read(text: str, role: Role = Role.SELECTS) -> Extraction:
    source = Source("a.sh", text.encode())
    extraction = read_commands(Script(source, Passage.of_source(source), role=role))
    for pin in extraction.pins:
        assert pin.raw == source.text(pin.location.span)
    return extraction


def shown(pin: Pin) -> str:
    reference = f" -> {pin.value.target.trail}" if isinstance(pin.value, Reference) else ""
    return f"{pin.artifact} {pin.raw}{reference}"


def pins(text: str) -> list[str]:
    return [shown(pin) for pin in read(text).pins]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "cargo install --locked wit-bindgen-cli --version 0.46.0 --features x",
            "cargo:wit-bindgen-cli 0.46.0",
        ),
        ("cargo install wit-bindgen-cli@0.46.0", "cargo:wit-bindgen-cli 0.46.0"),
        ("cargo binstall -y cargo-nextest --version=0.9.70", "cargo:cargo-nextest 0.9.70"),
        ("cargo install --git https://github.com/o/r --tag v1.2.3 r", "github:o/r v1.2.3"),
        ("cargo +1.90.0 test", "toolchain:rust 1.90.0"),
        (
            "rustup toolchain install 1.90.0-x86_64-unknown-linux-gnu --profile minimal",
            "toolchain:rust 1.90.0",
        ),
        ("rustup default nightly-2025-04-17", "toolchain:rust nightly-2025-04-17"),
        ("rustup target add wasm32-wasip2 --toolchain 1.89", "toolchain:rust 1.89"),
        ("pip install 'ruff==0.8.1' uv", "pypi:ruff 0.8.1"),
        ("python3 -m pip install My_Pkg[x]==1.2", "pypi:my-pkg 1.2"),
        ("npm i -g @bazel/bazelisk@1.19.0", "npm:@bazel/bazelisk 1.19.0"),
        ("npx --yes prettier@3.1.0 --write x@2", "npm:prettier 3.1.0"),
        ("go install golang.org/x/tools/gopls@v0.16.1", "go:golang.org/x/tools/gopls v0.16.1"),
        ("go install github.com/o/lint/cmd/lint@v1.55.2", "go:github.com/o/lint v1.55.2"),
        ("git clone --depth 1 -b v3.1.2 https://github.com/o/sdk.git", "github:o/sdk v3.1.2"),
        (
            'docker run -v "$(pwd)/a:/b" \\\n  --rm --entrypoint sh \\\n  alpine:3.19 /init.sh',
            "docker:alpine 3.19",
        ),
        ("sudo apt-get install -y clang=1:14.0-55", "apt:clang 1:14.0-55"),
        ("brew install node@18", "brew:node 18"),
        ("asdf install nodejs 20.1.0", "toolchain:node 20.1.0"),
        ("nvm install 20", "toolchain:node 20"),
        ("USE_BAZEL_VERSION=7.4.1 bazel build //...", "bin:bazel 7.4.1"),
        ("export GO_VERSION='1.22.3'", "toolchain:go 1.22.3"),
        ('echo "NODE_VERSION=18.2.0" >> "$GITHUB_ENV"', "toolchain:node 18.2.0"),
        ("$TinyGoVersion = '0.40.1'", "bin:tiny-go 0.40.1"),
        (
            "curl -fsSL https://github.com/o/bazel/releases/download/0.24.0/bazel_0.24.0-linux-x86_64.deb",
            "github:o/bazel 0.24.0",
        ),
        ("wget https://dl.deno.land/release/v2.2.12/deno-x86_64-unknown-linux-gnu.zip", "bin:deno 2.2.12"),
    ],
)
def test_a_command_that_installs_or_fetches_is_a_pin(command: str, expected: str) -> None:
    assert pins(command) == [expected]


@pytest.mark.parametrize(
    "command",
    [
        "cargo install wit-bindgen-cli",
        "cargo build --version",
        "pip install -r requirements.txt",
        "npm ci",
        "npm install ./local@folder",
        "docker build -t app:1.2.3 .",
        "docker run --rm $IMAGE",
        "git checkout v1.2.3",
        "git commit -m 'bump X to 1.2.3'",
        "if [ $# -lt 1 ]; then exit 1.2; fi",
        "VERSION=1.2.3",
        "RELEASE_VERSION=1.2.3",
        "COUNT=3",
        "TOOL_VERSION=$(tool --version)",
        "curl https://example.org/health",
        "curl https://www.apache.org/licenses/LICENSE-2.0.html",
        "# TOOL_VERSION=1.2.3",
        'test "$A" == 1.2.3',
        "ssh user@10.0.0.1",
    ],
)
def test_other_commands_are_no_pins(command: str) -> None:
    assert pins(command) == []


def test_a_variable_in_an_address_is_a_reference_to_its_assignment() -> None:
    script = 'V=1.2.3\nW=$V\ncurl "https://github.com/o/r/archive/refs/tags/v${W}.tar.gz"\n'
    extraction = read(script)
    assert [shown(pin) for pin in extraction.pins] == ["github:o/r ${W} -> W"]
    assert [(c.trail, c.text, c.target and c.target.trail) for c in extraction.constants] == [
        ("V", "1.2.3", None),
        ("W", None, "V"),
    ]
    member = extraction.statements[0].members[0]
    assert member.text == "https://github.com/o/r/archive/refs/tags/v\0.tar.gz"
    assert [target and target.trail for _, _, target in member.derived] == ["W"]


def test_a_variable_that_nothing_here_assigns_is_no_reference() -> None:
    assert pins("curl https://github.com/o/r/archive/refs/tags/v$1.tar.gz") == []
    assert pins("docker pull golang:${GO}") == []


def test_the_tag_of_an_image_may_be_a_variable() -> None:
    assert pins("GO_VERSION=1.22\ndocker pull golang:${GO_VERSION}-alpine") == [
        "toolchain:go 1.22",
        "docker:golang ${GO_VERSION} -> GO_VERSION",
    ]


@pytest.mark.parametrize(
    "text", ['X_VERSION="${X_VERSION:-1.2.3}"', ': "${X_VERSION:=1.2.3}"', "echo ${X_VERSION-1.2.3}"]
)
def test_a_default_is_a_pin_that_an_explicit_choice_overrides(text: str) -> None:
    found = read(text).pins
    assert [(pin.raw, pin.is_default) for pin in found] == [("1.2.3", True)]


def test_a_lower_bound_requires_and_does_not_select() -> None:
    (pin,) = read("MIN_BAZEL_VERSION=6.0.0").pins
    assert pin.role is Role.REQUIRES
    assert isinstance(pin.value, Range)


def test_numbers_in_parts_are_one_version_at_their_last_part() -> None:
    extraction = read("MIN_BAZEL_MAJOR=0\nMIN_BAZEL_MINOR=29\nMAX_BAZEL_MAJOR=1\nMAX_BAZEL_MINOR=1\n")
    least, most = extraction.pins
    assert (least.raw, least.location.line, str(least.artifact)) == ("29", 2, "bin:bazel")
    assert isinstance(least.value, Range)
    assert least.value.requirement.text == "0.29"
    assert isinstance(most.value, Range)


def test_numbers_in_parts_that_bound_nothing_are_chosen() -> None:
    (pin,) = read("GHC_MAJOR=9\nGHC_MINOR=4\nGHC_PATCH=6\n").pins
    assert isinstance(pin.value, Exact)
    assert (pin.value.version.text, pin.raw) == ("9.4.6", "6")


def test_parts_of_the_projects_own_version_are_no_pin() -> None:
    assert pins("MAJOR=1\nMINOR=2\nPATCH=3\n") == []


def test_ranges_require() -> None:
    found = read("pip install 'black>=23,<24'\nnpm i -g pnpm@^8\n").pins
    assert [(pin.role, type(pin.value)) for pin in found] == [(Role.REQUIRES, Range)] * 2


def test_what_is_only_said_is_a_mention() -> None:
    (pin,) = read('echo "get it from https://github.com/o/r/releases/download/v1.2.3/r.tar.gz"').pins
    assert pin.role is Role.MENTIONS


def test_a_script_that_only_talks_selects_nothing() -> None:
    found = read("$ cargo install x --version 1.2.3\nX_VERSION=1.2.3\n", Role.MENTIONS).pins
    assert [(shown(pin), pin.role) for pin in found] == [("cargo:x 1.2.3", Role.MENTIONS)]


def test_an_apostrophe_in_a_here_document_spoils_no_other_line() -> None:
    assert pins("cat <<EOF\ndon't\nEOF\nGO_VERSION=1.22\n") == ["toolchain:go 1.22"]


def test_a_download_is_a_statement_even_without_a_version() -> None:
    (statement,) = read("curl https://artifacts.example.com/tool/latest/tool.tar.gz").statements
    assert statement.kind == "download"


_SNIPPETS = st.sampled_from([
    "cargo install ", "x@1.2 ", "--version ", "=1.0", "docker run ", "a:3 ", "'", '"', "${", "}", "$(", ")",
    "\\", "\n", "A_VERSION=", "https://github.com/o/r/archive/v1.0.tar.gz ", "é", "|",
])  # fmt: skip


@given(st.lists(_SNIPPETS, max_size=40).map("".join))
def test_any_mixture_of_words_is_read_and_every_pin_stands_at_its_bytes(text: str) -> None:
    read(text)


def test_an_address_of_a_licence_is_no_download() -> None:
    assert pins("# x\ncurl https://www.apache.org/licenses/LICENSE-2.0\n") == []


def test_a_name_that_ends_like_a_platform_is_known_by_its_folder() -> None:
    text = "v=2.40.1\ncurl -O https://kernel.org/pub/util-linux/v2.40/util-linux-2.40.tar.xz\n"
    assert pins(text)[-1] == "bin:util-linux 2.40"


def test_a_command_of_one_letter_is_told_from_a_variable_of_that_name() -> None:
    assert pins("n 20.1.0") == ["toolchain:node 20.1.0"]
    for text in ("def fib(n) if n < 2 then 1", "while n > 10", "n - 1", "n", "if n == 2"):
        assert pins(text) == [], text
