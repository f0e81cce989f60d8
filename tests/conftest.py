"""What every test may use: a database of its own and, for those that ask for it, a browser."""

import os
import re
import shutil
from collections.abc import Iterator

import hypothesis
import psutil
import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, sync_playwright
from psycopg import sql
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.settings import CLUSTER, EMBEDDED, TEST_DATABASE

# A loaded machine is no reason to fail.
hypothesis.settings.register_profile("crux", deadline=None)
hypothesis.settings.load_profile("crux")

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# The tests reach nothing but this machine, so neither may the browser on its own account.
QUIET = ["--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have the test server run before pytest-django makes a database on it."""
    if EMBEDDED:
        CLUSTER.join()
        drop_abandoned_databases()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let no session which a live server left behind keep the database from being dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def drop_abandoned_databases() -> None:
    """Remove the databases of test runs that were killed before they could."""
    place = CLUSTER.settings()
    with psycopg.connect(host=place["HOST"], user=place["USER"], autocommit=True) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
            run = re.match(rf"{TEST_DATABASE}_([0-9]+)", name)
            if run and not psutil.pid_exists(int(run[1])):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser. Without one its tests are skipped, except where they must run."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("no browser: install chromium")
    pytest.skip("no browser: install chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium)
        yield browser
        browser.close()


def launch(playwright: Playwright, chromium: str) -> Browser:
    """Start the browser, without its sandbox where that cannot work: as root, in a container."""
    start = playwright.chromium.launch
    if os.geteuid() != 0:
        try:
            return start(executable_path=chromium, args=QUIET, chromium_sandbox=True)
        except Error as error:
            if "sandbox" not in str(error):
                raise
    return start(executable_path=chromium, args=QUIET, chromium_sandbox=False)


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a fresh visitor. Its scripts must not fail and nothing may break the policy."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(10_000)
    problems: list[str] = []

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            problems.append(message.text)

    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", note_refusal)
    yield page
    context.close()
    assert problems == []
