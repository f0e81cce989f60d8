"""Every page: no violation that axe-core finds, no sideways scrolling, nothing in the console."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visit
from tests.routes import ACCOUNTS, PAGES, Case, cases
from tests.worlds import Seat

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

AXE = next((Path(__file__).parents[1] / "vendor").glob("axe-*.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: What the colour scheme can change; everything else is looked at in light only.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async (options) => {
  const own = { exclude: ["#swagger-ui"] };
  const found = await axe.run(own, { preload: false, resultTypes: ["violations"], ...options });
  return found.violations.map((each) =>
    `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`)}`);
}"""
WIDTHS = (1440, 390)
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: Of the demo debate, whose texts are such as people write.
DEMO = [
    "",
    "documents/1/",
    "documents/1/?show=open",
    "documents/1/revisions/1/",
    "documents/1/revisions/2/comments/new/?start=31&end=426",
    "claims/",
    "claims/1/",
    "claims/9/",
    "claims/31/",
    "links/1/",
    "threads/",
    "threads/7/",
    "threads/17/",
    "reviews/1/",
    "reviews/2/",
    "commitments/",
]
#: Addresses at which there is no page.
FILES = {
    "claim_neighbourhood_file",
    "debate_export_file",
    "thread_export_file",
    "disposition_file",
    "review_letter_file",
    "unsent",
    "schema",
    "health",
}


def problems_of(page: Page) -> Iterator[str]:
    page.evaluate(AXE)
    # Colours hardly depend on the width, so those of the dark scheme are looked at once.
    for scheme, widths, options in (
        ("light", WIDTHS, {"runOnly": {"type": "tag", "values": RULES}}),
        ("dark", WIDTHS[-1:], {"runOnly": {"type": "rule", "values": COLOURS}}),
    ):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in widths:
            # As high as the page, so that the bar at its foot covers nothing.
            page.set_viewport_size({"width": width, "height": 600})
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height + 200})
            yield from (f"{scheme}, {width}: {said}" for said in page.evaluate(RUN, options))
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate(SIDEWAYS):
        yield "scrolls sideways at 320"


def check(page: Page) -> None:
    for landmark in ("h1", "main"):  # which one page draws by script
        page.locator(landmark).first.wait_for(timeout=90_000)
    assert page.locator("h1:not(.text h1)").count() == 1
    assert list(problems_of(page)) == []


SHOWN = [
    case
    for case in [*PAGES, *ACCOUNTS]
    if case.is_safe and case.route not in FILES and "form" not in (case.query or {})
]


@pytest.mark.parametrize("case", SHOWN, ids=str)
def test_every_page(case: Case, visit: Visit, site: Site) -> None:
    """As its owner has it before them, or whoever may see it."""
    entrance = case.who == cases.ANYBODY and case in ACCOUNTS
    person = "wanda" if case.who == cases.NOBODY else "owner"
    seat = Seat(site.world, person)
    page = visit("" if entrance else person)
    page.goto(f"{case.url(seat)}?{urlencode(case.query or {})}".rstrip("?"))
    check(page)


@pytest.mark.parametrize("address", DEMO)
def test_the_pages_of_the_demo(address: str, visit: Visit) -> None:
    page = visit("luca")
    page.goto(f"/debates/inner-alignment/{address}")
    check(page)


@pytest.mark.parametrize("address", ["", "documents/1/", "claims/9/", "threads/7/"])
def test_pages_before_somebody_who_is_not_signed_in(address: str, visit: Visit) -> None:
    page = visit()
    page.goto(f"/debates/inner-alignment/{address}")
    check(page)


REFUSED = [
    "debates/new/",
    "debates/inner-alignment/claims/new/",
    "debates/inner-alignment/claims/9/objections/new/",
    "debates/inner-alignment/claims/9/supports/new/",
    "debates/inner-alignment/claims/9/status/",
    "debates/inner-alignment/links/new/",
    "debates/inner-alignment/comments/new/",
    "debates/inner-alignment/documents/new/",
    "debates/inner-alignment/commitments/",
    "debates/inner-alignment/participants/",
    "settings/tokens/",
    "accounts/password/reset/",
]


@pytest.mark.parametrize("address", REFUSED)
def test_forms_that_were_refused(address: str, visit: Visit) -> None:
    page = visit("wen")
    page.goto(f"/{address}")
    page.locator("main form.form[method=post] .button.primary").first.click()
    page.locator(".error-summary").wait_for()
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    check(page)


def test_pages_that_are_not_there_or_not_for_one(visit: Visit, site: Site) -> None:
    page = visit("luca")
    for address, status in (("/no-such-page/", 404), ("/debates/inner-alignment/edit/", 403)):
        answer: Any = page.goto(address)
        assert answer.status == status
        check(page)
