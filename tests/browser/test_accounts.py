"""Coming in, going out, and getting back in without the password: with scripts, and without."""

import re
from itertools import count

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

numbers = count(1)
PASSWORD = "a-rather-long-pass-phrase"
EMAIL = re.compile("^E-?mail")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, visit: Visit) -> Page:
    return visit(java_script_enabled=request.param)


def sign_up(page: Page, name: str) -> str:
    """Make an account from the first page on; its e-mail address."""
    address = f"{name.split()[0].lower()}-{next(numbers)}@example.org"
    page.goto("/")
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label(EMAIL).fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("banner")).to_contain_text(name)
    return address


def log_in(page: Page, address: str, password: str) -> None:
    page.get_by_label("E-mail address or user name").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def log_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_one_signs_up_logs_out_and_logs_in_again(page: Page) -> None:
    address = sign_up(page, "Nia Newcomer")
    log_out(page)
    page.get_by_role("link", name="Log in").click()
    log_in(page, address, "not the password")
    expect(page.locator(".error-summary")).to_be_visible()
    log_in(page, address, PASSWORD)
    expect(page.get_by_role("banner")).to_contain_text("Nia Newcomer")


def test_who_wants_to_write_logs_in_and_is_where_they_wanted_to_write(page: Page) -> None:
    address = sign_up(page, "Obi Objector")
    log_out(page)
    page.goto("/debates/inner-alignment/claims/9/")
    page.get_by_role("link", name="Object to this claim").first.click()
    log_in(page, address, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Object to C9")


def test_a_password_is_reset_by_mail(page: Page) -> None:
    address = sign_up(page, "Fay Forgetful")
    log_out(page)
    mail.outbox.clear()
    page.get_by_role("link", name="Log in").click()
    page.get_by_role("link", name=re.compile("[Ff]orgot")).click()
    page.get_by_label(EMAIL).fill(address)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    (message,) = mail.outbox
    assert message.to == [address]
    link = re.search(r"https?://\S+", str(message.body))
    assert link
    page.goto(link[0])
    for field in page.locator("main input[type=password]").all():
        field.fill("another-long-pass-phrase")
    page.locator("main .button.primary").click()
    expect(page.locator("main input[type=password]")).to_have_count(0)
    page.goto("/accounts/login/")
    log_in(page, address, "another-long-pass-phrase")
    expect(page.get_by_role("banner")).to_contain_text("Fay Forgetful")
    page.goto(link[0])
    expect(page.locator("main input[type=password]")).to_have_count(0)
