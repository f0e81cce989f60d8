"""Everything by keys alone; and after every act the focus is somewhere one can go on from."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

DEBATE = "/debates/inner-alignment/"
FOCUS = "document.activeElement.localName"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is on `wanted`, and see that it is not under a bar."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    covered = """(element) => {
      const box = element.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !(element.contains(top) || top?.contains(element) || top?.closest("label"));
    }"""
    assert not wanted.evaluate(covered)


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_the_first_tab_leads_past_the_header(visit: Visit) -> None:
    page = visit()
    page.goto(DEBATE)
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_passage_is_chosen_and_commented_on(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}documents/1/")
    for _ in range(3):
        page.keyboard.press("j")
    chosen = page.locator("[data-row][aria-current=true]")
    expect(chosen).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_label("Your comment")).to_be_visible()
    tab_to(page, page.get_by_label("Your comment"))
    page.keyboard.type("Said by keys alone.")
    tab_to(page, page.get_by_role("button", name="Post now"))
    page.keyboard.press("Enter")
    expect(page.locator(".note", has_text="Said by keys alone.").first).to_be_visible()


def test_a_form_beside_the_text_is_closed_and_one_is_where_one_was(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}documents/1/")
    words = page.locator(".passage .words p").nth(1)
    words.scroll_into_view_if_needed()
    words.click(click_count=3)
    bar = page.get_by_role("toolbar", name="Selected words")
    expect(bar).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_label("Your comment")).to_be_focused()
    tab_to(page, page.locator(".composer [data-cancel]"))
    page.keyboard.press("Enter")
    expect(page.locator(".composer")).to_have_count(0)
    assert page.evaluate(FOCUS) != "body"


def test_escape_puts_the_toolbar_away(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}documents/1/")
    page.locator(".passage .words p").nth(1).click(click_count=3)
    bar = page.get_by_role("toolbar", name="Selected words")
    expect(bar).to_be_visible()
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    assert page.evaluate(FOCUS) != "body"


def test_a_claim_is_objected_to_and_the_focus_is_on_the_objection(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/45/")
    page.keyboard.press("b")
    sentence = page.get_by_label("The objection in one sentence")
    tab_to(page, sentence)
    page.keyboard.type("No hand touched the mouse for this")
    tab_to(page, page.get_by_role("button", name="Post the objection"))
    page.keyboard.press("Enter")
    card = page.locator(".link-card", has_text="No hand touched the mouse for this")
    expect(card).to_be_visible()
    expect(card).to_be_focused()


def test_a_position_is_taken_in_its_place(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/46/")
    tab_to(page, page.locator("#positions summary").last)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("I agree", exact=True))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Take this position"))
    page.keyboard.press("Enter")
    expect(page.locator("#positions")).to_contain_text("Your position is recorded.")
    assert page.evaluate("document.activeElement.closest('#positions') !== null")


def test_a_point_is_closed(visit: Visit) -> None:
    page = visit("halim")
    page.goto(f"{DEBATE}threads/19/")
    tab_to(page, page.get_by_label("Accepted", exact=True))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Clarified without change")).to_be_checked()
    tab_to(page, page.locator("#outcome button", has_text="Record the outcome"))
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_contain_text("The outcome: clarified without change")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) != "body"


def test_open_points_are_walked(visit: Visit) -> None:
    page = visit("luca")
    page.goto(f"{DEBATE}documents/1/")
    page.keyboard.press("n")
    first = focused(page).get_attribute("id")
    page.keyboard.press("n")
    assert focused(page).get_attribute("id") != first
    page.keyboard.press("p")
    assert focused(page).get_attribute("id") == first


def test_single_keys_are_listed_and_can_be_switched_off(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/47/")
    page.locator("h1 + *, h1").first.evaluate("(e) => { e.tabIndex = -1; e.focus(); }")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert page.evaluate(FOCUS) != "body"
    page.keyboard.press("?")
    page.get_by_label("Single-letter keys are on").press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.wait_for_timeout(200)
    page.keyboard.press("b")
    page.reload()
    page.keyboard.press("b")
    page.wait_for_timeout(300)
    assert page.url.endswith("/claims/47/")


def test_an_act_is_ticked_by_one_key_outside_the_text(visit: Visit) -> None:
    page = visit("luca")
    page.goto(f"{DEBATE}claims/29/comments/new/")
    ask = page.get_by_label("Ask", exact=True)
    page.get_by_label("Your comment").focus()
    page.keyboard.type("3")
    expect(ask).not_to_be_checked()
    tab_to(page, page.get_by_label("Object: it is false"))
    page.keyboard.press("3")
    expect(ask).to_be_checked()
    expect(page.locator("#live")).to_have_text("Ask: ticked.")
    page.keyboard.press("3")
    expect(ask).not_to_be_checked()


def test_enter_posts_what_was_typed_and_not_what_was_proposed(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/29/supports/new/")
    title = page.get_by_label("In one sentence")
    title.press_sequentially("A better definition would be")
    expect(page.get_by_role("button", name="Use C").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/claims/29/#l\d+$"))
    expect(page.locator(".link-card", has_text="A better definition would be")).to_be_visible()


def test_a_proposed_claim_is_taken_by_key(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/29/supports/new/")
    page.get_by_label("In one sentence").press_sequentially("A better definition")
    proposed = page.get_by_role("button", name="Use C").first
    expect(proposed).to_be_visible()
    label = proposed.inner_text().removeprefix("Use ")
    tab_to(page, proposed)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Or a claim that is here already")).to_have_value(label)
