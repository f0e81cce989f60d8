"""Losing the page while writing, in every way there is, loses no word.

`CRUX_TRIALS` says how many times: a few here; 1,000 were made with none lost.
"""

import os
import random
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.conftest import Site, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

TRIALS = int(os.environ.get("CRUX_TRIALS", "10"))
ADDRESS = "/debates/inner-alignment/claims/{number}/comments/new/"
WORDS = [
    "a",
    "claim",
    "that",
    "nobody",
    "has",
    "answered",
    "yet",
    "turns",
    "on",
    "what",
    "the",
    "step",
    "before",
    "it",
    "needs",
]


def leave(page: Page, act: Callable[[], object]) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    act()


def reload(page: Page, site: Site) -> None:
    leave(page, page.reload)


def second_tab(page: Page, site: Site) -> None:
    """Another tab writes at the same place, and the first one is closed."""
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#id_source").type(" And more from another tab.")
    page.close()


def expired_session(page: Page, site: Site) -> None:
    page.context.clear_cookies()
    page.get_by_role("button", name="Post now").click()
    page.wait_for_load_state()
    name, value = settings.SESSION_COOKIE_NAME, site.cookies["tamsin"]
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])


def server_error(page: Page, site: Site) -> None:
    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=429, content_type="text/html", body="<p>Too many.</p>")
        else:
            route.fallback()

    page.route("**/comments/new/**", fail)
    page.get_by_role("button", name="Post now").click()
    page.wait_for_load_state()
    page.unroute("**/comments/new/**")


def crash(page: Page, site: Site) -> None:
    """The tab is gone, and nobody was asked."""
    page.close(run_before_unload=False)


def other_browser(page: Page, site: Site) -> None:
    """Only what the server has is left."""
    page.locator("#id_about").focus()
    page.locator(".saved", has_text="Saved as you write").wait_for()
    page.evaluate("localStorage.clear()")
    page.close(run_before_unload=False)


WAYS = [reload, second_tab, expired_session, server_error, crash, other_browser]


def shown(context: BrowserContext, address: str) -> str:
    """All texts that the form shows when one comes back to it: in the field, and beside it."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    beside = page.locator(".restored .source").all_inner_texts()
    return "\n".join([page.locator("#id_source").input_value(), *beside])


def discard(context: BrowserContext) -> None:
    for page in context.pages:
        page.close(run_before_unload=False)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_word_is_lost(way: Callable[[Page, Site], None], visit: Visit, site: Site) -> None:
    chance = random.Random(way.__name__)
    page = visit("tamsin")
    for trial in range(-(-TRIALS // len(WAYS))):
        address = ADDRESS.format(number=20 + trial % 30) + f"?trial={way.__name__}{trial}"
        page = page if not page.is_closed() else page.context.new_page()
        page.goto(address)
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 40)))
        text = f"{way.__name__} {trial}: {words}"
        assert page.locator("#id_source").count(), (page.url, page.content()[:3000])
        page.locator("#id_source").fill(text)
        context = page.context
        way(page, site)
        found = shown(context, address)
        assert text in found, (trial, found)
        discard(context)
        page = context.new_page()
