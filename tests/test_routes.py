"""What holds for every address of the site, whoever wrote the page behind it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from tests.api.clients import schema
from tests.routes import ACCOUNTS, CASES, PAGES, Case
from tests.visits import Visits, everything_in, kept_apart
from tests.worlds import PASSWORD, People, Seat, World, make_world

pytestmark = pytest.mark.django_db

#: Pages that show another page's template, or none.
TEMPLATES = {
    "revision_detail": "document_detail",
    "thread_outcome": "thread_detail",
    "debate_export_file": None,
    "thread_export_file": None,
    "disposition_file": None,
    "review_letter_file": None,
    "unsent": None,
}
OWN_CODE = ("arguments.views", "reviews.views")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with what is before it, depth first."""
    waiting = [(before, pattern) for pattern in reversed(resolver.url_patterns)]
    while waiting:
        before, pattern = waiting.pop()
        here = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            waiting += [(here, each) for each in reversed(pattern.url_patterns)]
        else:
            yield here, pattern


ADDRESSES = list(patterns(get_resolver()))
OWN = [pattern for _, pattern in ADDRESSES if pattern.callback.__module__.startswith(OWN_CODE)]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_apart(django_db_blocker):
        yield make_world(People.make(), word="ubiquity")


@pytest.fixture(scope="module")
def visits(world: World) -> Visits:
    return Visits(world.people)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django")


# Names


def test_every_address_is_in_the_table() -> None:
    """Whoever adds one says in tests/routes who may use it, and how."""
    named = {pattern.name for _, pattern in ADDRESSES} - {None}
    assert named == {case.route for case in CASES}
    assert [str(where) for where, pattern in ADDRESSES if not pattern.name] == ["api/<path:rest>"]


def test_names_are_unique() -> None:
    names = Counter(pattern.name for _, pattern in ADDRESSES)
    assert [name for name, count in names.items() if count > 1] == []


def test_a_page_is_named_as_its_function() -> None:
    assert OWN
    for pattern in OWN:
        assert pattern.name == pattern.callback.__name__


@pytest.mark.parametrize("case", [case for case in PAGES if case.is_safe], ids=str)
def test_a_page_is_named_as_its_template(case: Case, world: World, visits: Visits) -> None:
    person = "wanda" if case.who == "draft" else "owner"
    answer = visits.send(case, Seat(world, person))
    if answer.status_code == 200 and (name := TEMPLATES.get(case.route, case.route)):
        shown = {template.name for template in answer.templates}
        assert shown & {
            f"{app}/{name}.{kind}" for app in ("arguments", "reviews") for kind in ("html", "svg")
        }, shown


def test_every_call_of_the_api_is_in_its_schema() -> None:
    described = schema()["paths"]
    for where, pattern in ADDRESSES:
        view: Any = getattr(pattern.callback, "view_class", None)
        if (pattern.name or "").startswith("api_"):
            path = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", where)
            methods = {name for name in view.http_method_names if hasattr(view, name)}
            assert methods - {"options", "head"} == set(described[path])
            said = {case.method.lower() for case in CASES if case.route == pattern.name}
            assert said == set(described[path]), pattern.name


# Reading and writing


def everything_stored() -> dict[str, Any]:
    """A digest of each table."""
    kept = {"django_session", "cache"}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - kept
        digests = ", ".join(
            f"""(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM "{table}" t)"""
            for table in sorted(tables)
        )
        cursor.execute(f"SELECT {digests}")
        return dict(zip(sorted(tables), cursor.fetchone(), strict=True))


@pytest.mark.parametrize("person", ["anonymous", "outsider", "wanda", "owner"])
def test_reading_changes_nothing(person: str, world: World, visits: Visits) -> None:
    """Nor does GET where only POST does anything."""
    before, written, seat = everything_stored(), [], Seat(world, person)
    addresses = {(case.url(seat), str(case.query)): case for case in CASES}
    for case in addresses.values():

        def note(execute: Any, sql: str, *rest: Any, case: Case = case) -> Any:
            if re.match("INSERT|UPDATE|DELETE", sql):
                written.append(f"{case}: {sql}")
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            answer = visits.renewed(person).get(case.url(seat), case.query)
        assert answer.status_code < 500
        list(answer)  # to its end, which closes what it is read from
    assert everything_stored() == before, written


@pytest.mark.parametrize(
    "case", [case for case in [*PAGES, *ACCOUNTS] if not case.is_safe], ids=str
)
def test_a_form_of_another_site_is_refused(case: Case, world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people.users["owner"])
    seat = Seat(world, "owner")
    answer = client.post(case.url(seat), case.data(seat) if case.data else None)
    assert answer.status_code == 403
    assert "403_csrf.html" in {template.name for template in answer.templates}


@pytest.mark.parametrize("case", [case for case in CASES if case.is_api], ids=str)
def test_a_program_of_another_site_does_nothing_in_ones_name(case: Case, world: World) -> None:
    if case.is_safe:
        return
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people.users["owner"])
    seat = Seat(world, "owner")
    data = case.data(seat) if case.data else ""
    send = getattr(client, case.method.lower())
    assert send(case.url(seat), data, content_type="application/json").status_code == 403


def test_logging_in_needs_a_form_of_this_site(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    name = world.people.users["owner"].username
    answer = client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    assert answer.status_code == 403


# Headers


def policy_of(answer: Any) -> dict[str, list[str]]:
    parts = answer["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (part.split() for part in parts if part.strip())}


@pytest.mark.parametrize("person", ["anonymous", "owner"])
def test_every_answer_says_what_a_browser_may_do_with_it(
    person: str, world: World, visits: Visits
) -> None:
    seat = Seat(world, person)
    for case in {(case.route, case.method): case for case in CASES}.values():
        answer = visits.send(case, seat)
        where = f"{case}: {answer.status_code}"
        policy = policy_of(answer)
        assert policy["default-src"] == policy["frame-ancestors"] == ["'none'"], where
        assert policy["base-uri"] == ["'none'"] and policy["form-action"] == ["'self'"], where
        assert policy["script-src"] == policy["style-src"] == ["'self'"], where
        assert answer["X-Content-Type-Options"] == "nosniff", where
        assert answer["X-Frame-Options"] == "DENY", where
        assert answer["Referrer-Policy"] == "same-origin", where
        if person != "anonymous":
            assert {"private", "no-store"} & keeping(answer), where
            assert "public" not in keeping(answer), where


def keeping(answer: Any) -> set[str]:
    return {part.strip() for part in answer.get("Cache-Control", "").split(",")}


def test_pages_need_nothing_from_elsewhere_and_nothing_inline(world: World, visits: Visits) -> None:
    """Neither another host, nor a script or style in the page, which the policy forbids."""
    seat = Seat(world, "owner")
    for case in [*PAGES, *ACCOUNTS]:
        if not case.is_safe or case.route in {"schema", "health"} or "export_file" in case.route:
            continue
        said = everything_in(visits.send(case, seat))
        assert not re.search(r"<(script|style)>|<script [^>]*>[^<]|\sstyle=|\son\w+=", said), case
        assert not re.search(r"""<[^a][^>]*\s(src|href)=["'](https?:)?//""", said), case


def test_the_session_is_kept_from_scripts(world: World) -> None:
    client = Client()
    name = world.people.users["owner"].username
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
