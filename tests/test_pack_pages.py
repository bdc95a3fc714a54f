"""The page of each pack is what its rows say."""

from __future__ import annotations

import pytest

from tools import pack_pages


@pytest.mark.parametrize("name", pack_pages.packs())
def test_the_page_of_a_pack_is_current(name: str) -> None:
    page = pack_pages.PAGES / f"{name}.md"
    assert page.read_text("utf-8") == pack_pages.page(name), "`make docs` writes the pages"


def test_every_page_is_of_a_pack() -> None:
    assert sorted(page.stem for page in pack_pages.PAGES.glob("*.md")) == pack_pages.packs()


@pytest.mark.parametrize("name", pack_pages.packs())
def test_a_page_names_every_row_with_its_reason_and_its_evidence(name: str) -> None:
    text = pack_pages.page(name)
    for kind, rows in pack_pages.document(name).items():
        for row in rows if isinstance(rows, list) and kind not in ("example", "platform") else ():
            assert f"### {name}/{row['id']}\n" in text
            assert row["reason"] in text
            assert all(source in text for source in row["evidence"])
