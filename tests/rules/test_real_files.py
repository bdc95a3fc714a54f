"""Rows of the packs on files as people write them: what is right is quiet, and what is wrong is told."""

from __future__ import annotations

import json

import pytest

from tests.trees import Files, packs, said, tree
from vercheck.model import Diagnostic, Severity

WARNING, ERROR = Severity.WARNING, Severity.ERROR
CI = ".github/workflows/ci.yml"
CRATE = '[package]\nname = "gyro"\nversion = "0.1.0"\n'


def job(*steps: str) -> str:
    lines = "".join(f"      - {step}\n" for step in steps)
    return f"on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n{lines}"


def kotlin(version: str, plugin: str, own: str) -> Files:
    return {
        "build.gradle.kts": f'plugins {{\n    kotlin("jvm") version "{version}"\n'
        f'    id("{plugin}") version "{own}"\n}}\n'
    }


def npm(**packages: str) -> Files:
    given = {name.replace("_", "-"): version for name, version in packages.items()}
    manifest = {"name": "gyro", "private": True, "devDependencies": given}
    return {"package.json": json.dumps(manifest, indent=2)}


def gradle(protoc: str, runtime: str) -> Files:
    return {
        "build.gradle": "dependencies {\n"
        f"  implementation 'com.google.protobuf:protobuf-java:{runtime}'\n}}\n"
        f"protobuf {{\n  protoc {{ artifact = 'com.google.protobuf:protoc:{protoc}' }}\n}}\n"
    }


def pom(protoc: str, runtime: str) -> Files:
    return {
        "pom.xml": "<project><groupId>a</groupId><artifactId>b</artifactId><version>1.0</version>"
        f"<properties><pb.version>{protoc}</pb.version></properties>"
        "<dependencies><dependency><groupId>com.google.protobuf</groupId>"
        f"<artifactId>protobuf-java</artifactId><version>{runtime}</version></dependency></dependencies>"
        "<build><plugins><plugin><groupId>org.xolstice.maven.plugins</groupId>"
        "<artifactId>protobuf-maven-plugin</artifactId><version>0.6.1</version><configuration>"
        "<protocArtifact>com.google.protobuf:protoc:${pb.version}:exe:${os.detected.classifier}</protocArtifact>"
        "</configuration></plugin></plugins></build></project>"
    }


def conda(torch: str, vision: str) -> Files:
    return {
        "environment.yml": f"name: a\nchannels: [pytorch]\ndependencies:\n  - pytorch={torch}\n"
        f"  - torchvision={vision}\n"
    }


def llvm(binding: str, package: str) -> Files:
    return {
        "Cargo.toml": f'{CRATE}[dependencies]\nllvm-sys = "{binding}"\n',
        "Dockerfile": f"FROM debian:12\nRUN apt-get install -y {package}\n",
    }


def lint(configuration: str, program: str) -> Files:
    step = f"uses: golangci/golangci-lint-action@v6\n        with:\n          version: {program}"
    return {".golangci.yml": configuration, CI: job(step)}


def wasm_tools(crate: str, program: str) -> Files:
    return {
        "Cargo.toml": f'{CRATE}[dependencies]\nwasmparser = "{crate}"\n',
        CI: job(f"run: cargo install wasm-tools --version {program} --locked"),
    }


def chrome(browser: str, driver: str) -> Files:
    step = f"uses: browser-actions/setup-chrome@v1\n        with:\n          chrome-version: {browser}"
    return {CI: job(step), **npm(chromedriver=driver)}


def bindgen(lock: str, override: str) -> Files:
    return {
        "Cargo.toml": f'{CRATE}[dependencies]\nwasm-bindgen = "0.2"\n',
        "Cargo.lock": 'version = 3\n\n[[package]]\nname = "gyro"\nversion = "0.1.0"\n\n[[package]]\n'
        f'name = "wasm-bindgen"\nversion = "{lock}"\n'
        'source = "registry+https://github.com/rust-lang/crates.io-index"\n',
        "flake.nix": "{ outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {\n"
        "  devShells.x86_64-linux.default = pkgs.mkShell { packages = [ (pkgs.wasm-bindgen-cli.override {\n"
        f'    version = "{override}";\n'
        '    hash = "sha256-3RJzK7mkYFrs7C/WkhW9Rr4LdP5ofb2FdYGz1P7Uxog=";\n  }) ]; };\n}; }\n',
    }


def image(lock: str, program: str) -> Files:
    files = dict(bindgen(lock, lock))
    del files["flake.nix"]
    return files | {"Dockerfile": f"FROM debian:12\nRUN cargo install wasm-bindgen-cli --version {program}\n"}


def bazel(release: str, format_: int) -> Files:
    lock = json.dumps({"lockFileVersion": format_})
    return {".bazelversion": f"{release}\n", "MODULE.bazel": "", "MODULE.bazel.lock": lock}


def go(command: str, **modules: str) -> Files:
    required = "".join(f"\tgoogle.golang.org/{name} v{version}\n" for name, version in modules.items())
    return {
        "go.mod": f"module example.com/gyro\n\ngo 1.22\n\nrequire (\n{required})\n",
        CI: job(f"run: go install google.golang.org/{command}"),
    }


def flake(packages: str, modules: str) -> Files:
    return {
        "flake.nix": "{\n  inputs = {\n"
        f'    nixpkgs.url = "github:NixOS/nixpkgs/nixos-{packages}";\n'
        f'    home-manager.url = "github:nix-community/home-manager/release-{modules}";\n'
        "  };\n  outputs = { ... }: { };\n}\n"
    }


def browsers(package: str, tag: str) -> Files:
    name = json.dumps({"name": "gyro", "private": True, "devDependencies": {"@playwright/test": package}})
    return {"package.json": name, "Dockerfile": f"FROM mcr.microsoft.com/playwright:v{tag}-noble\n"}


def linted(program: str, module: str, runner: str = "") -> Files:
    lint = f"uses: golangci/golangci-lint-action@v6\n        with:\n          version: {program}"
    go = f"uses: actions/setup-go@v5\n        with:\n          go-version: '{runner}'"
    return {"go.mod": f"module example.com/gyro\n\ngo {module}\n", CI: job(*([go] if runner else []), lint)}


def module(name: str, version: str, release: str) -> Files:
    return {
        ".bazelversion": f"{release}\n",
        "MODULE.bazel": f'module(name = "gyro")\nbazel_dep(name = "{name}", version = "{version}")\n',
    }


def bound(extension: str, crate: str) -> Files:
    return {
        **bindgen(crate, crate),
        "MODULE.bazel": f'bazel_dep(name = "rules_rust_wasm_bindgen", version = "{extension}")\n',
        "flake.nix": "{ outputs = _: { }; }\n",
    }


def generated(tools: str, runtime: str) -> Files:
    return {
        "requirements-dev.txt": f"grpcio-tools=={tools}\n",
        "requirements.txt": f"protobuf=={runtime}\n",
    }


def locked_inkwell(feature: str, lock: str, package: str) -> Files:
    return {
        "Cargo.toml": f'{CRATE}[dependencies]\ninkwell = {{ version = "0.6", features = ["{feature}"] }}\n',
        "Cargo.lock": 'version = 3\n\n[[package]]\nname = "llvm-sys"\n'
        f'version = "{lock}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
        "Dockerfile": f"FROM debian:12\nRUN apt-get install -y {package}\n",
    }


def compiled(protoc: str, manifest: str, runtime: str) -> Files:
    step = f"uses: arduino/setup-protoc@v3\n        with:\n          version: '{protoc}'"
    return {CI: job(step), manifest: runtime}


def composed(version: str) -> str:
    return json.dumps({"name": "a/b", "require": {"google/protobuf": version}})


def grammar(generator: str, node: str, crate: str) -> Files:
    manifest = {
        "name": "tree-sitter-gyro",
        "version": "0.1.0",
        "peerDependencies": {"tree-sitter": node},
        "devDependencies": {"tree-sitter-cli": generator},
    }
    return {
        "package.json": json.dumps(manifest, indent=2),
        "Cargo.toml": f'{CRATE}[dev-dependencies]\ntree-sitter = "{crate}"\n',
    }


def wheels(package: str, compiler: str) -> Files:
    step = f"uses: mymindstorm/setup-emsdk@v14\n        with:\n          version: {compiler}"
    return {**npm(pyodide=package), CI: job(step)}


KSP, COMPOSE = "com.google.devtools.ksp", "org.jetbrains.kotlin.plugin.compose"

WRONG = [
    ("jvm/ksp-kotlin", WARNING, kotlin("1.9.22", KSP, "1.9.21-1.0.16")),
    ("jvm/compose-kotlin", WARNING, kotlin("2.1.0", COMPOSE, "2.0.21")),
    ("protobuf/protoc-maven", ERROR, gradle("4.28.2", "3.25.5")),
    ("protobuf/protoc-maven", ERROR, pom("4.28.2", "3.25.5")),
    ("python/torchvision-conda", ERROR, conda("2.2.0", "0.16.0")),
    ("rust/llvm-sys-packages", WARNING, llvm("191", "llvm-18-dev")),
    ("go/golangci-config", ERROR, lint('version: "2"\n', "v1.64.8")),
    ("wasm/wt-family", WARNING, wasm_tools("0.235", "1.246.2")),
    ("node/chromedriver", WARNING, chrome("120", "114.0.0")),
    ("node/ts-eslint", WARNING, npm(typescript_eslint="8.30.0", typescript="6.5.0")),
    ("wasm/wbg-cli", ERROR, bindgen("0.2.100", "0.2.95")),
    ("wasm/wbg-cli", ERROR, image("0.2.100", "0.2.95")),
    ("wasm/wbg-cli-exact", WARNING, image("0.2.107", "0.2.110")),
    ("bazel/bazel-lock", ERROR, bazel("7.7.1", 24)),
    ("protobuf/pb-go", ERROR, go("protobuf/cmd/protoc-gen-go@v1.34.2", protobuf="1.30.0")),
    ("protobuf/grpc-go", ERROR, go("grpc/cmd/protoc-gen-go-grpc@v1.5.1", grpc="1.60.0")),
    ("nix/nix-hm", WARNING, flake("24.05", "23.11")),
    ("node/playwright-img", ERROR, browsers("1.49.0", "1.48.0")),
    ("go/golangci-go", WARNING, linted("v1.60.1", "1.24.1")),
    ("bazel/bazel-of-aspect-rules-js", WARNING, module("aspect_rules_js", "3.0.0", "7.4.1")),
    ("bazel/bazel-of-rules-java", WARNING, module("rules_java", "8.3.1", "7.1.0")),
    ("wasm/wbg-bazel", WARNING, bound("0.60.0", "0.2.95")),
    ("protobuf/grpcio-protobuf", WARNING, generated("1.66.1", "4.25.3")),
    ("protobuf/protoc-python", WARNING, compiled("3.12.4", "requirements.txt", "protobuf==4.25.3\n")),
    ("protobuf/protoc-php", WARNING, compiled("25.1", "composer.json", composed("^5.34"))),
    ("rust/llvm-sys-packages", WARNING, locked_inkwell("llvm18-1", "181.2.0", "llvm-19-dev")),
    ("rust/treesitter", WARNING, grammar("^0.25.0", "^0.22.4", "0.25")),
    ("rust/treesitter", WARNING, grammar("^0.25.0", "^0.25.0", "0.24")),
    ("python/pyodide-emscripten", WARNING, wheels("0.27.2", "4.0.9")),
    ("ci/artifact-actions", WARNING, {
        CI: job("uses: actions/upload-artifact@v3", "uses: actions/download-artifact@v4")
    }),
]  # fmt: skip
RIGHT = [
    kotlin("1.9.22", KSP, "1.9.22-1.0.17"),
    kotlin("2.0.0-RC1", KSP, "2.0.0-RC1-1.0.20"),
    kotlin("2.2.21", KSP, "2.3.0"),  # numbered by itself from here on
    kotlin("2.1.0", COMPOSE, "2.1.0"),
    gradle("4.28.2", "4.28.2"),
    gradle("3.25.1", "4.28.2"),  # older code runs on a newer runtime
    pom("4.28.2", "4.29.0"),
    conda("2.2.0", "0.17.2"),
    llvm("180", "llvm-18-dev"),
    llvm("191", "llvm-18-dev llvm-19-dev"),  # two of them: neither is taken for granted
    llvm("191", "clang-18"),
    lint('version: "2"\n', "v2.1.6"),
    lint("linters:\n  enable: [govet]\n", "v1.64.8"),
    wasm_tools("0.235", "1.235.0"),
    chrome("120", "^120.0.1"),
    chrome("stable", "114.0.0"),
    npm(typescript_eslint="8.39.0", typescript="5.9.2"),
    npm(typescript_eslint="^8.30.0", typescript="^5.8.0"),
    bindgen("0.2.100", "0.2.100"),
    image("0.2.100", "0.2.100"),
    bazel("8.6.0", 24),
    bazel("7.6.0", 13),  # no pair of that release was seen
    go("protobuf/cmd/protoc-gen-go@v1.34.2", protobuf="1.36.0"),
    go("grpc/cmd/protoc-gen-go-grpc@v1.3.0", grpc="1.60.0"),
    flake("24.05", "24.05"),
    flake("unstable", "24.05"),
    browsers("^1.40.0", "1.48.0"),
    linted("v1.60.1", "1.23"),
    linted("v1.60.1", "1.22", runner="1.24"),  # only what the module asks for counts
    linted("latest", "1.24.1"),
    module("aspect_rules_js", "3.0.0", "7.6.0"),
    module("aspect_rules_js", "1.42.0", "5.4.1"),
    module("rules_java", "7.0.1", "6.3.0"),
    bound("0.60.0", "0.2.100"),
    generated("1.66.1", "5.28.0"),
    generated("1.49.0", "6.31.0"),  # older code runs on a newer runtime
    compiled("3.19.4", "requirements.txt", "protobuf==4.25.3\n"),
    compiled("3.12.4", "requirements.txt", "protobuf==3.20.3\n"),
    compiled("25.1", "composer.json", composed("^4.26")),
    locked_inkwell("llvm18-1", "181.2.0", "llvm-18-dev"),
    grammar("^0.25.0", "^0.25.0", "0.25"),
    grammar("^0.24.7", "^0.22.4", "0.24"),
    grammar(">=0.24", "^0.22.4", "0.24"),
    wheels("0.27.2", "3.1.58"),
    {CI: job("uses: actions/upload-artifact@v4", "uses: actions/download-artifact@v5")},
]


def about_rows(files: Files) -> list[Diagnostic]:
    facts = tree(files, knowledge=packs())
    checks = ("companion-mismatch", "incompatible-versions", "lockstep-broken", "matrix-gap")
    return [found for check in checks for found in said(check, facts)]


@pytest.mark.parametrize(
    ("rule", "severity", "files"), WRONG, ids=[f"{rule}-{i}" for i, (rule, *_) in enumerate(WRONG)]
)
def test_what_is_wrong_is_told_once(rule: str, severity: Severity, files: Files) -> None:
    (found,) = about_rows(files)
    assert (found.rule, found.severity) == (rule, severity)


@pytest.mark.parametrize("files", RIGHT)
def test_what_is_right_is_quiet(files: Files) -> None:
    assert not about_rows(files)
