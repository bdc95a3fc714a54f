"""The schemas that others publish for formats that vercheck writes, where they lie beside the checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

_FOLDER = Path(__file__).parents[3] / "shared/schemas"


def needs(name: str) -> pytest.MarkDecorator:
    """Skips a test where a schema is not there."""
    return pytest.mark.skipif(not (_FOLDER / name).is_file(), reason=f"no published schema {name} here")


def validate(document: Any, name: str) -> None:
    """Hold a document against a schema, where it is there."""
    if (_FOLDER / name).is_file():
        _validator(name).validate(document)


@cache
def _validator(name: str) -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads((_FOLDER / name).read_text("utf-8")))
