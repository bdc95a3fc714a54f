"""devenv.yaml: the inputs of a development environment, as a flake has them."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._nix.flake_urls import of_ref, on_tracks, read_flake_url
from vercheck.model import Extraction, Floating, Pin, Role, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.yaml import read_yaml


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    sheet = Sheet(source)
    pins = [
        pin
        for document in read.documents
        for name, given in entries(get(document, "inputs"))
        for pin in _input(sheet, name, given)
    ]
    return Extraction(pins=on_tracks(pins), remarks=remarks_of(source, read.comments), notes=read.notes)


def _input(sheet: Sheet, name: str, given: Datum) -> Iterator[Pin]:
    """`{url: github:NixOS/nixpkgs/nixos-24.05}`; a branch only says what the lock file may move along."""
    url = scalar(get(given, "url"))
    address = read_flake_url(written(url) or "")
    if url is None or address is None:
        return
    stretch = address.ref
    value = of_ref((written(url) or "")[slice(*stretch)]) if stretch is not None else Floating("HEAD")
    role = Role.REQUIRES if isinstance(value, Floating) else Role.SELECTS
    pin = sheet.pin(
        url, address.artifact, f"inputs.{name}", stretch=stretch, value=value, role=role,
        names=(name,), note="an input of the environment",
    )  # fmt: skip
    yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("devenv.yaml", "devenv.local.yaml"), extract=extract)
