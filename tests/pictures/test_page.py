"""The page stands alone, and what it carries cannot become a part of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.pictures.drawing import HOSTILE, MARKUP, MATCHED, MISMATCHED, drawn, many
from vercheck.pictures.page import SCRIPTS, NotCarriedError, as_html


class Page(HTMLParser):
    """The scripts, styles and addresses of a page, as a browser takes it apart."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        last, attributes = self.tags[-1] if self.tags else ("", {})
        if last in ("script", "style") and data.strip():
            kind = "data" if attributes.get("type") == "application/json" else last
            self.inside.append((kind, data))

    def policy(self) -> str:
        (found,) = [a["content"] for _, a in self.tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert found
        return found

    def data(self) -> Any:
        (text,) = [text for kind, text in self.inside if kind == "data"]
        return json.loads(text)


def page(root: Path, texts: dict[str, str]) -> Page:
    return Page(as_html(drawn(root, texts)))


def test_nothing_is_loaded_from_anywhere(tmp_path: Path) -> None:
    addresses = [a for _, attributes in page(tmp_path, MISMATCHED).tags for a in attributes.items()]
    assert [value for name, value in addresses if name in ("src", "href", "action", "data")] == ["data:,"]


def test_the_policy_forbids_all_but_the_scripts_and_the_style_of_the_page(tmp_path: Path) -> None:
    found = page(tmp_path, HOSTILE)
    allowed = set(re.findall(r"'sha256-([^']+)'", found.policy()))
    assert found.policy().startswith("default-src 'none';")
    assert "unsafe" not in found.policy()
    assert {digest(text) for kind, text in found.inside if kind != "data"} == allowed


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_hostile_names_add_no_element(tmp_path: Path) -> None:
    tame, wild = (
        [tag for tag, _ in page(tmp_path / name, texts).tags]
        for name, texts in (("a", MATCHED), ("b", HOSTILE))
    )
    assert tame == wild


def test_hostile_names_arrive_as_they_are(tmp_path: Path) -> None:
    words = page(tmp_path, HOSTILE).data()["words"]
    assert {MARKUP, "x{{library}}", '"><b>&amp;`#`.bzl'} <= set(words)


def test_what_is_carried_holds_no_sign_that_html_or_a_script_could_take_for_its_own(tmp_path: Path) -> None:
    text = as_html(drawn(tmp_path, HOSTILE))
    (data,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert re.search(r"[<>&\u2028\u2029\u202e]", data) is None
    assert data.isascii()


def test_the_library_comes_with_its_licence(tmp_path: Path) -> None:
    text = as_html(drawn(tmp_path, MATCHED))
    assert "Copyright 2010-2021 Mike Bostock" in text
    assert "THE SOFTWARE IS PROVIDED" in text


def test_one_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (drawn(tmp_path / name / "tree", MISMATCHED) for name in ("one", "two"))
    assert as_html(first) == as_html(second)


def test_thousands_of_pins_are_a_page_of_a_few_hundred_kilobytes(tmp_path: Path) -> None:
    picture = drawn(tmp_path, many(2_500))
    assert len(picture.sites) == 5_000
    assert len(as_html(picture)) < 1_500_000


def test_without_the_library_it_says_what_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vercheck.pictures.page._HOME", tmp_path)
    with pytest.raises(NotCarriedError, match="`pip install` brings it"):
        as_html(drawn(tmp_path / "tree", MATCHED))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_makes_elements_and_never_markup(name: str) -> None:
    script = (Path(__file__).parents[2] / f"vercheck/pictures/page/{name}.js").read_text("utf-8")
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.html\("
    code = r"eval\(|new Function|setAttribute\(\"style"
    assert re.findall(f"{markup}|{code}", script) == []
    assert len(script.splitlines()) <= 300
