import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_debate


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_api_is_described_and_tried_out_on_its_page(
    page: Page, live_server: LiveServer
) -> None:
    make_debate(slug="silent-failure", title="Silent failure")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/")
    expect(page.get_by_role("heading", name="Crux", level=1)).to_be_visible()
    # It goes to an address of its own within the page, which playwright need not wait for.
    page.get_by_role("button", name="GET /api/v1/debates/").first.click(no_wait_after=True)
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.get_by_text("silent-failure").first).to_be_visible()
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
