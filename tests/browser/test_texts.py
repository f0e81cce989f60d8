"""What a person has typed is never lost: not by a reload, a lost session, or somebody quicker."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

TYPED = "A thought of some length, with $x^2$ and “quotes” in it."
DEBATE = "/debates/inner-alignment/"


def reload(page: Page) -> None:
    """The browser asks whether to leave a text that was not sent."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


def test_a_text_survives_a_reload_and_is_forgotten_once_it_is_posted(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/10/comments/new/")
    page.get_by_label("Your comment").fill(TYPED)
    reload(page)
    expect(page.get_by_label("Your comment")).to_have_value(TYPED)
    expect(page.get_by_text("We put back what you had typed here.")).to_be_visible()
    page.get_by_role("button", name="Post now").click()
    expect(page.locator(".turn")).to_contain_text("A thought of some length")
    page.goto(f"{DEBATE}claims/10/comments/new/")
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_a_text_that_was_put_back_can_be_thrown_away(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/11/objections/new/")
    page.get_by_label("The objection in one sentence").fill(TYPED)
    reload(page)
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("The objection in one sentence")).to_have_value("")
    page.reload()
    expect(page.get_by_label("The objection in one sentence")).to_have_value("")


def test_a_text_survives_the_end_of_the_session(visit: Visit, site: Site) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/12/comments/new/")
    page.get_by_label("Your comment").fill(TYPED)
    page.context.clear_cookies()
    page.get_by_role("button", name="Post now").click()
    page.goto(f"{DEBATE}claims/12/comments/new/")
    name, value = settings.SESSION_COOKIE_NAME, site.cookies["noor"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])
    page.goto(f"{DEBATE}claims/12/comments/new/")
    expect(page.get_by_label("Your comment")).to_have_value(TYPED)


def test_nobody_else_at_the_same_browser_gets_the_text(visit: Visit, site: Site) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/13/comments/new/")
    page.get_by_label("Your comment").fill(TYPED)
    name, value = settings.SESSION_COOKIE_NAME, site.cookies["luca"]
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])
    reload(page)
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_logging_out_leaves_no_text_behind(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/15/comments/new/")
    page.get_by_label("Your comment").fill(TYPED)
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('crux:text:')).length"
    assert page.evaluate(kept) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    assert page.evaluate(kept) == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_stale_edit_shows_both_wordings_and_loses_neither(visit: Visit, scripts: bool) -> None:
    """Two windows of one editor: whose edit comes second is asked to bring the two together."""
    number = 24 if scripts else 25
    first, second = (visit("luca", java_script_enabled=scripts) for _ in range(2))
    address = f"{DEBATE}claims/{number}/"
    for page in (first, second):
        page.goto(f"{address}edit/")
    wording = first.get_by_label(re.compile("in one sentence"))
    wording.fill(f"The quicker wording of {number}")
    first.locator("main form.form .button.primary").click()
    expect(first).to_have_url(re.compile(f"{address}(#.*)?$"))
    second.get_by_label(re.compile("in one sentence")).fill(f"The slower wording of {number}")
    second.locator("main form.form .button.primary").click()
    expect(second.locator(".conflict")).to_contain_text(f"The quicker wording of {number}")
    mine = second.get_by_label(re.compile("in one sentence"))
    expect(mine).to_have_value(f"The slower wording of {number}")
    second.locator("main form.form .button.primary").click()
    expect(second.get_by_role("heading", level=1)).to_have_text(f"The slower wording of {number}")
    second.goto(f"{address}history/")
    expect(second.locator("main")).to_contain_text(f"The quicker wording of {number}")


def test_a_text_survives_a_server_that_fails(visit: Visit) -> None:
    page = visit("tamsin")
    page.goto(f"{DEBATE}threads/18/")
    page.get_by_label("Your answer").fill(TYPED)
    page.route("**/answers/new/", lambda route: route.fulfill(status=429, body="Too many."))
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".failure")).to_contain_text("Your text is kept on this page.")
    expect(page.get_by_label("Your answer")).to_have_value(TYPED)


def saved(page: Page) -> None:
    expect(page.locator(".saved")).to_contain_text("Saved as you write")


def test_a_text_is_kept_on_the_server_and_found_in_another_browser(visit: Visit) -> None:
    page = visit("luca")
    page.goto(f"{DEBATE}claims/16/comments/new/")
    page.get_by_label("Your comment").fill(TYPED)
    saved(page)
    other = visit("luca")
    other.goto(f"{DEBATE}claims/16/comments/new/")
    expect(other.get_by_label("Your comment")).to_have_value(TYPED)
    other.get_by_role("button", name="Post now").click()
    expect(other.locator(".turn")).to_contain_text("A thought of some length")
    third = visit("luca")
    third.goto(f"{DEBATE}claims/16/comments/new/")
    expect(third.get_by_label("Your comment")).to_have_value("")


def test_leaving_a_field_saves_at_once(visit: Visit) -> None:
    page = visit("luca")
    page.goto(f"{DEBATE}claims/17/comments/new/")
    page.get_by_label("Your comment").fill("Half a thought")
    page.get_by_label("Claims or steps it is about").focus()
    saved(page)


def test_two_tabs_keep_both_texts_and_show_them(visit: Visit) -> None:
    address = f"{DEBATE}claims/18/comments/new/"
    first = visit("luca")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Your comment").fill("What the first tab says.")
    saved(first)
    second.get_by_label("Your comment").fill("What the second tab says.")
    saved(second)
    for page in (first, second):
        page.close(run_before_unload=False)
    third = visit("luca")
    third.goto(address)
    box = third.get_by_label("Your comment")
    expect(box).to_have_value("What the second tab says.")
    expect(third.locator(".restored .source")).to_have_text("What the first tab says.")
    third.get_by_role("button", name="Use this instead").click()
    expect(box).to_have_value("What the first tab says.")
    expect(third.locator(".restored .source")).to_have_text("What the second tab says.")
