"""One site for all tests of this folder: with the demo debate, and one of every kind of thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from arguments.models import Debate, User
from reviews.transfer import demo
from tests.worlds import PASSWORD, People, World, make_world


@dataclass
class Site:
    """A running site. `cookies`: of sessions, by user name."""

    url: str
    debate: Debate
    world: World
    cookies: dict[str, str]


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """One site for all tests of the folder, which therefore must not rely on what others leave."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        try:
            yield furnished(server.url)
        finally:
            server.stop()
            # The numbers of rows go on, as nothing in this process may take new rows for old ones.
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


def furnished(url: str) -> Site:
    document = demo.demo_document()
    accounts = {person.key: demo.account(person, PASSWORD) for person in document.people}
    owner = next(person for person in document.people if person.role == "owner")
    debate = demo.write_debate(document, by=accounts[owner.key], accounts=accounts)
    world = make_world(People.make(), word="ubiquity")
    people = {**accounts, **world.people.users}
    return Site(url, debate, world, {name: session_of(user) for name, user in people.items()})


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Visit(Protocol):
    def __call__(self, person: str = "", **options: Any) -> Page: ...


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Opens the site as some person, in a browser of their own; none of whose pages may fail."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        expected = "status of 4" in message.text  # a form that was refused on purpose
        if message.type in {"error", "warning"} and not expected:
            problems.append(f"{message.location.get('url')}: {message.text}")

    def open_page(person: str = "", **options: Any) -> Page:
        context = browser.new_context(base_url=site.url, **options)
        contexts.append(context)
        if person:
            name, value = settings.SESSION_COOKIE_NAME, site.cookies[person]
            context.add_cookies([{"name": name, "value": value, "url": site.url}])
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
