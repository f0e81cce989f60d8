"""From a quoted passage to a kept promise: by keyboard alone, with scripts and without."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

DEBATE = "/debates/inner-alignment/"
TEXT = (
    "A test bounds the error on average. It says little of the worst case.\n\nSo it is not enough."
)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


def press(target: Locator, key: str = "Enter") -> None:
    target.focus()
    target.page.keyboard.press(key)


def write(field: Locator, words: str) -> None:
    field.focus()
    field.page.keyboard.press("Control+A")
    field.page.keyboard.insert_text(words)


def button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name).first


def put_up(page: Page, title: str) -> str:
    page.goto(f"{DEBATE}documents/new/")
    write(page.get_by_label("Title"), title)
    write(page.get_by_label("Text"), TEXT)
    press(page.locator("main form.form .button.primary"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def test_a_review_is_answered_by_a_revision_and_checked(visit: Visit, scripts: bool) -> None:
    author = visit("tamsin", java_script_enabled=scripts)
    reviewer = visit("luca", java_script_enabled=scripts)
    title = f"On tests, {'with' if scripts else 'without'} scripts"
    address = put_up(author, title)

    # The reviewer quotes a sentence and asks for a change.
    reviewer.goto(address)
    press(reviewer.get_by_role("link", name="Respond").first)
    press(reviewer.get_by_label("It says little of the worst case."), "Space")
    write(reviewer.get_by_label("Your comment"), "You could say how little.")
    suggest = reviewer.get_by_label("Suggest a change")
    if not suggest.is_checked():  # with scripts it is guessed from the words
        press(suggest, "Space")
    press(button(reviewer, "Post now"))
    expect(reviewer.get_by_text("You could say how little.").first).to_be_visible()

    # The author promises it, and keeps the promise in a revision that takes the point up.
    author.goto(f"{DEBATE}threads/?words=say+how+little")
    press(author.get_by_role("link", name="You could say how little.").last)
    press(button(author, "Preview and more choices"))
    write(author.get_by_label("Your answer"), "I will say how much.")
    promise = author.get_by_label("Promise a change")
    promise.wait_for()
    if not promise.is_checked():
        press(promise, "Space")
    press(button(author, "Post now"))
    expect(author.locator("main")).to_contain_text("promises a change")
    author.goto(address)
    press(author.get_by_role("link", name="Publish a new revision"))
    said = TEXT.replace("It says little of the worst case.", "It says nothing of the worst case.")
    write(author.get_by_label("Text"), said)
    write(author.get_by_label("What was done").first, "It says so now.")
    press(author.get_by_label("I will say how much."), "Space")
    press(button(author, "Preview, and see"))
    expect(author.locator("#fates").locator("..")).to_contain_text("1 changed")
    press(button(author, "Publish"))
    expect(author.locator("main")).to_contain_text("Revision 2 is published.")
    expect(author.locator("main")).to_contain_text("To confirm what it takes up: Luca Brandvold")

    # The reviewer finds all of it in their worklist: the changed words, the answer, the promise.
    reviewer.goto("/worklist/")
    recheck = reviewer.locator("section:has(#recheck)", has_text="You could say how little.")
    press(recheck.get_by_role("link", name=re.compile("See the change")).last)
    write(reviewer.get_by_label("Or the words it is about now"), "It says nothing")
    press(button(reviewer, "It still applies"))
    expect(reviewer.locator("main")).to_contain_text("It says so now.")
    reviewer.goto("/worklist/")
    row = reviewer.locator("section:has(#check) li", has_text="I will say how much.")
    press(row.get_by_role("button", name=re.compile("Confirm K")))
    expect(row).to_have_count(0)
    row = reviewer.locator("section:has(#confirm) li", has_text="You could say how little.")
    press(row.get_by_role("button", name=re.compile("^Satisfied")))
    expect(reviewer.locator("main")).to_contain_text("is resolved")

    # Anybody reads what became of it, and what changed.
    reader = visit(java_script_enabled=scripts)
    reader.goto(address)
    press(reader.get_by_role("link", name="Point by point"))
    expect(reader.locator("tbody tr")).to_contain_text("Promise kept")
    press(reader.locator("tbody").get_by_role("link", name="2", exact=True))
    expect(reader.locator(".change ins")).to_contain_text("nothing")


def test_a_pasted_reply_is_published_as_a_review(visit: Visit, scripts: bool) -> None:
    page = visit("noor", java_script_enabled=scripts)
    page.goto(f"{DEBATE}reviews/paste/")
    word = "with" if scripts else "without"
    write(
        page.get_by_label("Your reply"),
        f"So, {word} scripts.\n\n> one bit shorter to come out even\n\nWhy {word} a factor?",
    )
    press(button(page, "See what is understood"))
    expect(page.get_by_role("heading", name="2 comments")).to_be_visible()
    press(button(page, "Put all into my review draft"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Finish your review")
    press(button(page, "Publish the review"))
    expect(page.locator("main")).to_contain_text(f"Why {word} a factor?")
    expect(page.locator(".quote").first).to_contain_text("one bit shorter")


def test_a_crux_is_named_and_accepted(visit: Visit, scripts: bool) -> None:
    number = 30 if scripts else 31
    for person in ("luca", "tamsin"):
        page = visit(person, java_script_enabled=scripts)
        page.goto(f"{DEBATE}claims/{number}/")
        name = "It turns on this" if person == "luca" else "Accept it, or say that it is none"
        press(page.get_by_role("link", name=name))
        press(page.get_by_label("Yes: were it otherwise"), "Space")
        press(button(page, "Say so"))
        expect(page.locator("#crux")).to_contain_text("Named by Luca Brandvold")
    expect(page.locator("#crux")).to_contain_text("accepted by Tamsin Orrel")
