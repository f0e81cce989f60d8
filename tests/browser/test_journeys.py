"""What people come for, from the first page to the file they take away; also without scripts."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

DEBATE = "/debates/inner-alignment/"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


def passage(page: Page) -> Locator:
    return page.locator(".passage", has_text="By mechanism.")


def select(page: Page, words: str) -> None:
    """Drag over `words`, as with a mouse."""
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector("main"), 4);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            walker.currentNode.parentElement.scrollIntoView({ block: "center" });
            const boxes = [...range.getClientRects()], first = boxes[0], last = boxes.at(-1);
            return [first.left + 1, first.top + first.height / 2,
                    last.right - 1, last.top + last.height / 2];
          }
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    page.mouse.move(box[2], box[3])
    page.mouse.up()


def test_a_visitor_reads_down_to_one_step(visit: Visit, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name="Inner alignment: a prospectus under review").first.click()
    page.get_by_role("link", name="Inner alignment: a prospectus", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inner alignment: a prospectus")
    page.get_by_role("link", name="C54", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("linear-time")
    page.get_by_role("link", name="step L47", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("C56 attacks C54")


def test_a_reviewer_comments_on_a_passage(visit: Visit, scripts: bool) -> None:
    page = visit("noor", java_script_enabled=scripts)
    page.goto(f"{DEBATE}documents/1/")
    said = f"Close in which respect, {'said' if scripts else 'written'} out?"
    if scripts:
        select(page, "original usage")
        expect(page.get_by_role("toolbar", name="Selected words")).to_be_visible()
        page.keyboard.press("c")
    else:
        passage(page).get_by_role("link", name="Respond").click()
        page.get_by_label("It is easy to recognise in a chess program").check()
    page.get_by_label("Your comment").fill(said)
    page.get_by_label("Ask", exact=True).check()
    page.get_by_role("button", name="Post now").click()
    expect(page.get_by_text(said).first).to_be_visible()
    page.goto(f"{DEBATE}documents/1/")
    note = page.locator(".note", has_text=said)
    expect(note).to_contain_text("Open")
    quoted = "original usage" if scripts else "easy to recognise"
    assert passage(page).locator("mark", has_text=quoted).count() >= 1


def test_a_reviewer_objects_and_disputes_the_step(visit: Visit, scripts: bool) -> None:
    page = visit("noor", java_script_enabled=scripts)
    page.goto(f"{DEBATE}claims/44/")
    page.get_by_role("link", name="Object to this claim").first.click()
    title = f"A mean over one distribution says nothing of another, {scripts}"
    page.get_by_label("The objection in one sentence").fill(title)
    page.get_by_label("Reasons").fill("Take $p$ and $q$ with disjoint supports.")
    page.get_by_role("button", name="Post the objection").click()
    objection = page.locator(".link-card", has_text=title)
    expect(objection).to_contain_text("attacks")
    objection.get_by_role("link", name="Dispute this step").first.click()
    page.locator("main form.form input[type=text]").first.fill(
        f"Nobody claims that it does, {scripts}"
    )
    page.locator("main form.form .button.primary").click()
    expect(page.locator(".link-card", has_text=title)).to_contain_text("disputes this step")


def test_an_author_answers_and_the_turn_passes(visit: Visit, scripts: bool) -> None:
    page = visit("tamsin", java_script_enabled=scripts)
    page.goto(f"{DEBATE}threads/{7 if scripts else 12}/")
    page.get_by_label("Your answer").fill("Granted for one part, and here is the other.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Granted for one part").first).to_be_visible()
    page.reload()
    expect(page.locator("main")).to_contain_text("to confirm the answer")


def test_an_editor_sets_a_status(visit: Visit, scripts: bool) -> None:
    page = visit("halim", java_script_enabled=scripts)
    number = 61 if scripts else 14
    page.goto(f"{DEBATE}claims/{number}/")
    page.get_by_role("link", name="Set the status").click()
    page.get_by_label("Settled").check()
    page.get_by_label("Reason").fill("Both sides agree.")
    page.get_by_role("button", name="Set the status").click()
    expect(page.locator("main")).to_contain_text("Both sides agree.")
    expect(page.locator(".badge", has_text="Settled").first).to_be_visible()


def test_anybody_takes_the_debate_away(visit: Visit, scripts: bool, tmp_path: Path) -> None:
    page = visit(java_script_enabled=scripts)
    page.goto(f"{DEBATE}export/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="inner-alignment, Crux JSON").click()
    waiting.value.save_as(tmp_path / "debate.json")
    debate = json.loads((tmp_path / "debate.json").read_text())
    assert debate["debate"]["slug"] == "inner-alignment"
    assert len(debate["claims"]) >= 67


def test_what_was_typed_survives_a_reload(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}claims/9/comments/new/")
    page.get_by_label("Your comment").fill("A long thought, not sent yet.")
    page.wait_for_timeout(1500)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("A long thought, not sent yet.")


def test_the_whole_of_a_comment_by_keyboard(visit: Visit) -> None:
    page = visit("noor")
    page.goto(f"{DEBATE}documents/1/")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.get_by_label("Your comment").wait_for()
    page.get_by_label("Your comment").focus()
    page.keyboard.type("Typed without a mouse.")
    page.get_by_role("button", name="Post now").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Typed without a mouse.").first).to_be_visible()


def test_after_an_answer_the_focus_is_on_it(visit: Visit) -> None:
    page = visit("tamsin")
    page.goto(f"{DEBATE}threads/14/")
    page.get_by_label("Your answer").focus()
    page.keyboard.type("It goes into the part on time.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    turn = page.locator(".turn", has_text="It goes into the part on time.")
    expect(turn).to_be_visible()
    expect(turn).to_be_focused()
    expect(page).to_have_url(re.compile(r"/threads/14/"))


def test_an_answer_is_confirmed_from_the_worklist_and_undone(visit: Visit) -> None:
    """The buttons of a row are not covered by the link that fills it."""
    page = visit("luca")
    page.goto("/worklist/")
    page.locator("section:has(#confirm)").get_by_role("button", name="Satisfied").first.click()
    expect(page.locator(".message-success").first).to_contain_text("is resolved")
    page.locator("section:has(#done)").get_by_role("button", name="Undo").first.click()
    expect(page.locator("section:has(#confirm)")).to_be_visible()
