from __future__ import annotations

import json
from importlib.resources import files

from tools.configuration_keys import PAGE, page

SCHEMA = json.loads((files("vercheck") / "schemas/config.schema.json").read_text("utf-8"))


def test_the_page_is_that_of_todays_schema() -> None:
    assert PAGE.read_text("utf-8") == page(), "`make docs` writes the page"


def test_every_key_has_a_section_that_leads_to_its_example() -> None:
    guide = PAGE.with_name("configuration.md").read_text("utf-8")
    for key in SCHEMA["properties"]:
        assert f"\n## {key}\n" in page()
        assert f"(configuration.md#{key})" in page()
        assert f"\n## {key}\n" in guide


def test_every_key_of_a_table_says_whether_it_is_required() -> None:
    text = page()
    for key, given in SCHEMA["properties"].items():
        for name in given.get("items", {}).get("properties", ()):
            need = "required" if name in given["items"].get("required", ()) else ""
            section = text.partition(f"\n## {key}\n")[2].partition("\n## ")[0]
            assert f"\n| `{name}` | {need} | " in section
