"""What is typed wrong and mended is kept: no button moves away from under a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from serving import Server

BEGIN = """async (module) => {
  const { ask } = await import(module);
  return (await ask("POST", "/api/v1/uploads", { name: "a.mp4", n_bytes: 5000 })).id;
}"""
pytestmark = pytest.mark.slow
PRESS_MS = 400  # a slow finger


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A phone on the first page, that begins to hand in a clip; its address is `page.url`."""
    page = browser.new_page(base_url=server.address, viewport={"width": 390, "height": 844})
    page.goto("/")
    page.goto(f"/clips/{page.evaluate(BEGIN, '/static/page.js')}")
    yield page
    page.close()


def press(page: Page, button: str) -> None:
    """Pressed where it stands now, whatever happens while it is pressed."""
    page.locator(button).scroll_into_view_if_needed()
    box = page.locator(button).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(PRESS_MS)
    page.mouse.up()


def to_questions(page: Page) -> None:
    page.goto(page.url.replace("/clips/", "/visits/") + "/questions")
    fold(page)


def fold(page: Page) -> None:
    """Nothing; the questions on running are unfolded, or folded up again."""
    page.locator("#questions details.rest > summary").click()


def retyped(page: Page, field: str, text: str) -> None:
    page.locator(field).press("Control+a")
    page.keyboard.type(text)


def questions_asked(page: Page) -> list[str]:
    """Kinds of the dialogues that come up from now on; each is agreed with."""
    asked: list[str] = []

    def agree(one: Dialog) -> None:
        asked.append(one.type)
        one.accept()

    page.on("dialog", agree)
    return asked


def test_a_mended_answer_is_kept_at_the_first_press(page: Page) -> None:
    to_questions(page)
    retyped(page, "#sleep_hours", "zeven")
    page.keyboard.press("Tab")
    expect(page.locator("#sleep_hours-wrong")).to_be_visible()
    retyped(page, "#sleep_hours", "7")
    expect(page.locator("#sleep_hours")).not_to_have_attribute("aria-invalid", "true")
    with page.expect_request(lambda one: one.method == "PUT") as sent:
        press(page, "#questions [type=submit]")
    assert sent.value.post_data_json == {"sleep_hours": 7}


def test_a_wrong_answer_is_told_at_the_first_press(page: Page) -> None:
    to_questions(page)
    retyped(page, "#sleep_hours", "zeven")
    fold(page)
    press(page, "#questions [type=submit]")
    expect(page.locator("#sleep_hours")).to_be_focused()
    expect(page.locator("#sleep_hours-wrong")).to_be_visible()


def test_it_is_said_at_once_that_answers_are_being_kept(page: Page) -> None:
    to_questions(page)
    page.route("**/answers", lambda route: None)  # never answered
    retyped(page, "#sleep_hours", "7")
    press(page, "#questions [type=submit]")
    expect(page.locator("#saving [role=status]")).to_have_text("Keeping your answers ...")
    expect(page.locator("#saving")).to_be_in_viewport()
    expect(page.locator("#questions [type=submit]")).to_be_disabled()


def test_leaving_with_answers_is_asked_about(page: Page) -> None:
    to_questions(page)
    asked = questions_asked(page)
    retyped(page, "#sleep_hours", "7")
    page.goto("/help")
    assert asked == ["beforeunload"]


def test_leaving_without_keeping_them_is_not(page: Page) -> None:
    to_questions(page)
    asked = questions_asked(page)
    retyped(page, "#sleep_hours", "7")
    page.locator("#questions a.without").click()
    page.wait_for_url("**/clips/*")
    assert asked == []


@pytest.mark.parametrize("typed", ["1,68", "1.68", "168"])
def test_a_height_in_metres_is_one_in_centimetres(page: Page, typed: str) -> None:
    with page.expect_request(lambda one: one.url.endswith("/asked")) as sent:
        retyped(page, "#height_cm", typed)
        page.keyboard.press("Tab")
    said = sent.value.post_data_json
    assert said is not None
    assert said["height_cm"] == 168
    expect(page.locator("#height_cm")).to_have_value("168")


def test_an_option_that_is_mended_moves_nothing(page: Page) -> None:
    retyped(page, "#height_cm", "12")
    expect(page.locator("#height_cm-wrong")).to_be_visible()
    below = page.locator("#incline_pct").bounding_box()
    retyped(page, "#height_cm", "1")
    page.mouse.move(5, 5)
    page.mouse.down()
    page.wait_for_timeout(1200)  # longer than it waits before it keeps
    assert page.locator("#incline_pct").bounding_box() == below
    page.mouse.up()
