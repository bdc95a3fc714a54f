"""The page as people meet it: by mouse and by keyboard, in light and dark, with much and with little."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.pictures.drawing import HOSTILE, MATCHED, MISMATCHED, drawn, many
from vercheck.pictures.page import as_html

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("chromium is not installed: nothing to show the page in", allow_module_level=True)

Open = Callable[..., Page]
WIDE = ViewportSize(width=1400, height=900)
NARROW = ViewportSize(width=400, height=800)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Without its sandbox, because that does not start for root, as which containers run.
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a tree from a file, and holds it to asking for nothing and complaining of nothing."""
    said: list[str] = []
    asked: list[str] = []
    pages: list[Page] = []

    def opened(texts: dict[str, str], dark: bool = False, narrow: bool = False) -> Page:
        file = tmp_path / "page.html"
        file.write_text(as_html(drawn(tmp_path / "tree", texts)), "utf-8")
        page = browser.new_page(viewport=NARROW if narrow else WIDE, color_scheme="dark" if dark else "light")
        page.set_default_timeout(10_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert said == []
    assert [url for url in asked if not url.startswith("file:") and url != "data:,"] == []


def rows(page: Page, kind: str) -> list[str]:
    return [" ".join(row.inner_text().split()) for row in page.locator(f".row.{kind}:visible").all()]


def test_the_graph_shows_what_disagrees_first_with_each_version(show: Open) -> None:
    page = show(MISMATCHED)
    expect(page.locator("#verdict")).to_contain_text("1 error")
    expect(page.locator(".row.tool").first).to_contain_text("wit-bindgen")
    expect(page.locator(".row.one-version")).to_have_count(2)
    expect(page.locator(".link.error")).to_have_count(2)


def test_a_tree_that_agrees_says_so(show: Open) -> None:
    page = show(MATCHED)
    expect(page.locator("#verdict")).to_contain_text("Nothing disagrees")
    expect(page.locator(".link.error")).to_have_count(0)
    page.get_by_role("tab", name="Findings").click()
    expect(page.locator("#findings")).to_contain_text("Nothing disagrees here.")


def test_a_tree_without_pins_is_no_broken_page(show: Open) -> None:
    expect(show({"README.md": "nothing\n"}).locator("#graph")).to_contain_text("Nothing here")


def test_what_is_found_about_no_tool_is_not_missed_in_the_graph(show: Open) -> None:
    page = show({**MATCHED, "a.bzl": "X = select(\n"})
    expect(page.locator("#graph")).to_contain_text("1 finding is about files and no tool")
    page.get_by_role("button", name="show all findings").click()
    expect(page.locator(".card")).to_contain_text("parse-error")


def test_a_search_filters_and_says_how_much_is_left(show: Open) -> None:
    page = show(MISMATCHED)
    page.get_by_role("searchbox").fill("wasm-tools")
    expect(page.locator(".row.tool")).to_have_count(1)
    expect(page.locator("#shown")).to_have_text("1 tool · 1 pin")
    page.get_by_role("searchbox").fill("no such tool")
    expect(page.locator("#graph")).to_contain_text("Nothing here matches")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator(".row.tool")).to_have_count(3)


def test_an_ecosystem_and_a_severity_filter(show: Open) -> None:
    page = show(MISMATCHED)
    page.get_by_label("Severity").select_option("error")
    expect(page.locator(".row.tool")).to_have_count(1)
    page.get_by_label("Severity").select_option("")
    page.get_by_label("Ecosystem").select_option("cargo")
    expect(page.locator(".row.tool .name", has_text="wit-bindgen")).to_have_count(1)
    expect(page.locator(".row.tool .name", has_text="wasm-tools")).to_have_count(0)


def test_a_click_on_a_finding_opens_its_message_excerpt_help_related_places_and_diff(show: Open) -> None:
    page = show(MISMATCHED)
    page.get_by_role("tab", name="Findings").click()
    page.locator(".card", has_text="companion-mismatch").click()
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("heading", level=2)).to_contain_text("they must share the minor version")
    expect(details.locator("mark.error")).to_have_text("0.47.0")
    expect(details.locator("mark.related")).to_have_text("0.46.0")
    expect(details).to_contain_text("Help")
    expect(details.locator(".diff .added", has_text="wit-bindgen")).to_contain_text('+wit-bindgen = "0.46.0"')


def test_a_click_on_a_tool_opens_its_places_by_version(show: Open) -> None:
    page = show(MISMATCHED)
    page.locator(".row.tool", has_text="wit-bindgen").click()
    details = page.locator("#details")
    expect(details.get_by_role("heading", level=2)).to_have_text("wit-bindgen")
    expect(details.locator("section.one-version")).to_have_count(2)
    details.get_by_role("button", name="Close details").click()
    expect(details).to_be_hidden()


def test_the_keyboard_goes_through_the_graph_opens_and_comes_back(show: Open) -> None:
    page = show(MISMATCHED)
    page.locator("#tab-graph").focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("data-key", "tool:wit-bindgen")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".row.one-version")).to_have_count(0)
    expect(focused).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".row.one-version")).to_have_count(2)
    page.keyboard.press("End")
    expect(focused).to_contain_text("wasm-tools")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("wasm-tools")
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(focused).to_have_attribute("data-key", "tool:wasm-tools")


def test_the_keyboard_goes_through_the_tabs_and_the_table(show: Open) -> None:
    page = show(MISMATCHED)
    page.locator("#tab-graph").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    page.get_by_role("grid").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("grid")).to_have_attribute("aria-activedescendant", "line-1")
    page.keyboard.press("End")
    expect(page.locator(".line.active")).to_contain_text("wasm-tools")
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("grid")).to_be_focused()


def test_on_a_narrow_screen_details_cover_the_rest_until_they_are_closed(show: Open) -> None:
    page = show(MISMATCHED, narrow=True)
    page.locator(".row.tool", has_text="wit-bindgen").click()
    expect(page.locator("#views")).to_have_js_property("inert", True)
    page.keyboard.press("Escape")
    expect(page.locator("#views")).to_have_js_property("inert", False)
    expect(page.locator(":focus")).to_have_attribute("data-key", "tool:wit-bindgen")


def test_a_slash_goes_to_the_search(show: Open) -> None:
    page = show(MISMATCHED)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_what_has_the_focus_has_a_ring(show: Open) -> None:
    page = show(MISMATCHED)
    outlines = []
    page.keyboard.press("Tab")
    while page.locator(":focus").count():
        outlines.append(page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle"))
        page.keyboard.press("Tab")
    assert len(outlines) >= 6
    assert "none" not in outlines


def test_an_address_leads_to_what_was_open(show: Open) -> None:
    page = show(MISMATCHED)
    page.locator(".row.tool", has_text="wit-bindgen").click()
    page.reload()
    expect(page.locator("#details h2")).to_have_text("wit-bindgen")
    page.go_back()
    expect(page.locator("#details")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_in_light_and_dark(show: Open, dark: bool) -> None:
    page = show(MISMATCHED, dark=dark)
    for selector in ("h1", "#verdict", ".row.tool .version", ".one-version .version", "#shown", ".folder"):
        ratio = page.locator(selector).first.evaluate(CONTRAST)
        assert ratio >= 4.5, selector
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", ground)[:3])) < 80) == dark


@pytest.mark.parametrize("narrow", [False, True])
def test_rows_do_not_overlap_and_nothing_is_wider_than_the_page(show: Open, narrow: bool) -> None:
    page = show({**many(30), **MISMATCHED}, narrow=narrow)
    for kind in ("Tools", "Files"):
        shown = page.get_by_role("tree", name=kind).get_by_role("treeitem").all()
        boxes = [row.bounding_box() for row in shown]
        ends = sorted((box["y"], box["y"] + box["height"]) for box in boxes if box)
        assert all(first[1] <= second[0] + 0.5 for first, second in pairwise(ends))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_thousands_of_pins_are_shown_a_few_at_a_time(show: Open) -> None:
    page = show({**many(2_500), **MISMATCHED})
    expect(page.locator(".row.tool").first).to_contain_text("wit-bindgen")
    assert page.locator(".row").count() < 60
    page.get_by_role("button", name="more of").click()
    assert page.locator(".row").count() > 40
    page.get_by_role("tab", name="Table").click()
    assert page.locator(".grid .line").count() < 100
    page.get_by_role("grid").focus()
    page.keyboard.press("End")
    expect(page.locator(".line.active")).to_be_in_viewport()
    assert page.locator(".grid .line").count() < 100


def test_names_that_are_markup_are_text(show: Open) -> None:
    page = show(HOSTILE)
    expect(page.locator(".row.tool .name", has_text="</script><img")).to_have_count(1)
    for tab in ("Table", "Findings", "Graph"):
        page.get_by_role("tab", name=tab).click()
    for row in page.locator(".row.tool, .row.file").all():
        row.click()
        expect(page.locator("#details h2")).to_be_visible()
    assert page.locator("img, b, iframe, object, a").count() == 0
    assert page.locator("script").count() == 3


CONTRAST = """element => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  let ground = element;
  while (parse(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const [one, other] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor]
    .map((colour) => light(parse(colour))).sort((a, b) => b - a);
  return (one + 0.05) / (other + 0.05);
}"""
