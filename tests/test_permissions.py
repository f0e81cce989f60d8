"""Who may do what: every address, every kind of person, every kind of debate.

What is expected is computed from the table in docs/permissions.md, so a row there that is not true
fails here, and so does an address that nobody has said anything about.
"""

import json
import os
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from arguments.models import Claim
from reviews.formats import FORMATS
from reviews.formats.table import TABLES
from reviews.models import Comment, Review
from tests.routes import API, CASES, PAGES, Case, cases
from tests.visits import Visits, everything_in, kept_apart
from tests.worlds import PERSONS, WRITERS, People, Seat, World, hushed, make_world, struck

pytestmark = pytest.mark.django_db

VISIBILITIES = ("public", "unlisted", "private")
JOININGS = ("open", "invitation")
DEBATES = list(product(VISIBILITIES, JOININGS))
#: In every text of a debate stands the word for who may see it.
WORDS = {"public": "ubiquity", "unlisted": "byroad", "private": "zugzwang"}
#: What is different in every answer.
TOKEN = re.compile(r"""(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+""")
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What shows nothing that anybody wrote.
WORDLESS = {
    "api_review",
    "api_review_list",
    "api_claim_standing",
    "api_debate_standing",
    "api_link_standing",
    "api_standing_change_list",
}
#: Pages that offer only what the person may choose, and find anything else invalid.
OFFERING = {"claim_status", "link_status"}
OF_A_DEBATE = [case for case in CASES if case.who not in {cases.ANYBODY, cases.ACCOUNT}]


def read_table() -> dict[str, dict[str, bool]]:
    """Who may do what, by the rows and columns of the document."""
    text = (Path(settings.BASE_DIR) / "docs/permissions.md").read_text()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]
    (_, *persons), _, *rows = rows
    assert all(set(cells) <= {"yes", "no"} for _, *cells in rows)
    return {
        what: dict(zip(persons, (cell == "yes" for cell in cells), strict=True))
        for what, *cells in rows
    }


TABLE = read_table()


def may(person: str, what: str, world: World) -> bool:
    """What the table says. A former participant is an outsider who may not come back."""
    column = "outsider" if person == "former" else person
    if what == cases.SEE:
        what = f"see {'an' if world.debate.visibility == 'unlisted' else 'a'} "
        what += f"{world.debate.visibility} debate"
    if what.startswith(("see ", "find ", cases.START)):
        return TABLE[what][column]
    if person == "former":
        return False
    contributes = "contribute to an open debate"
    if what == cases.CONTRIBUTE:
        return TABLE[contributes if world.is_open else f"{what} to a debate by invitation"][column]
    # In an open debate, whoever may contribute has the rights of a reviewer.
    as_reviewer = world.is_open and TABLE[contributes][column] and TABLE[what]["reviewer"]
    return TABLE[what][column] or as_reviewer


HIDDEN, REFUSED, ALLOWED = "hidden", "refused", "allowed"


def expected(case: Case, seat: Seat) -> str:
    """What becomes of a request: it finds nothing, is refused, or is done."""
    person, world = seat.person, seat.world
    writes = person in WRITERS and person != "former"
    rules = {
        cases.ANYBODY: ALLOWED,
        cases.ACCOUNT: REFUSED if person == "anonymous" else ALLOWED,
        cases.READ: REFUSED if person == "anonymous" else ALLOWED,
        cases.OWN: ALLOWED if writes else REFUSED,
        cases.EDIT: ALLOWED if person in {"editor", "owner"} else REFUSED,
        cases.NOBODY: REFUSED,
        cases.UNSEEN: ALLOWED if person in {"editor", "owner"} else HIDDEN,
        cases.DRAFT: ALLOWED if person in WRITERS else HIDDEN,
        cases.FINISH: ALLOWED if writes else REFUSED if person in WRITERS else HIDDEN,
    }
    if case in OF_A_DEBATE and not may(person, cases.SEE, world) and case.who != cases.START:
        return HIDDEN
    if case.who in rules:
        return rules[case.who]
    return ALLOWED if may(person, case.who, world) else REFUSED


# What happens


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[World]]:
    """A debate of every kind, with the same people in it."""
    with kept_apart(django_db_blocker):
        people = People.make()
        yield [
            make_world(
                people,
                word=WORDS[visibility],
                numbered_from=100 * index,
                visibility=visibility,
                joining=joining,
            )
            for index, (visibility, joining) in enumerate(DEBATES)
        ]


@pytest.fixture(scope="module")
def visits(worlds: list[World]) -> Visits:
    return Visits(worlds[0].people)


def outcome(case: Case, person: str, answer: Any) -> str:
    """What became of a request, in the words of `expected`; else what came instead."""
    status, place = answer.status_code, answer.get("Location", "")
    refused = {401 if person == "anonymous" else 403} if case.is_api else {403}
    if case.route in OFFERING:
        refused.add(422)
    to_log_in = place.startswith(reverse("account_login")) and not case.is_api
    if (status in refused or (to_log_in and person == "anonymous")) and not answer.changed:
        return REFUSED
    if status == 404 and not answer.changed:
        return HIDDEN
    if status < 400 and not to_log_in:
        return ALLOWED
    said = answer.content.decode()[:300] if case.is_api else answer.context and errors_of(answer)
    return f"{status} {place} {'changed' if answer.changed else ''} {said}"


def errors_of(answer: Any) -> Any:
    return answer.context.get("form") and answer.context["form"].errors.as_text()


def secrets_from(person: str, worlds: list[World]) -> set[str]:
    """Words that the person may not come to see, whatever they ask for."""
    words = {world.word for world in worlds if not may(person, cases.SEE, world)}
    words |= {hushed(name) for name in WRITERS if name != person}
    if person not in {"editor", "owner"}:
        words |= {struck(name) for name in WRITERS if name != person}
    users = worlds[0].people.users
    if person != "owner":
        others = [user for name, user in users.items() if name != person]
        words |= {user.email for user in others} | {f'"{user.username}"' for user in others}
    return words


def tried(index: int, person: str, worlds: list[World]) -> list[World]:
    """Where a case is tried: of the debates in which the same is to be expected, one by turns."""
    alike: dict[str, list[World]] = {}
    for world in worlds:
        alike.setdefault(expected(CASES[index], Seat(world, person)), []).append(world)
    if os.environ.get("CRUX_TEST_ALL"):
        return worlds
    return [group[(index + PERSONS.index(person)) % len(group)] for group in alike.values()]


@pytest.mark.parametrize(("visibility", "joining"), DEBATES)
@pytest.mark.parametrize("person", PERSONS)
def test_who_may_do_what(
    worlds: list[World],
    visits: Visits,
    caplog: pytest.LogCaptureFixture,
    person: str,
    visibility: str,
    joining: str,
) -> None:
    caplog.set_level("CRITICAL", "django.request")
    seat = Seat(worlds[DEBATES.index((visibility, joining))], person)
    secrets = secrets_from(person, worlds)
    wrong = []
    for index, case in enumerate(CASES):
        if seat.world not in tried(index, person, worlds):
            continue
        wanted = expected(case, seat)
        if wanted == HIDDEN and case.is_api and not case.is_safe and person == "anonymous":
            wanted = REFUSED  # whether there is such a thing or not
        answer = visits.send(case, seat)
        found = outcome(case, person, answer)
        if found != wanted:
            wrong.append(f"{case}: {wanted}, not {found}")
        said = everything_in(answer)
        wrong += [f"{case}: says {word}" for word in secrets if word in said]
    assert not wrong, "\n".join(wrong)


def test_every_row_of_the_table_is_tried() -> None:
    tried = {case.who for case in CASES}
    contribute = (f"{cases.CONTRIBUTE} to an open debate", f"{cases.CONTRIBUTE} to a debate by")
    listed = ("see ", "find an unlisted debate")
    left = [row for row in TABLE if row not in tried and not row.startswith((*contribute, *listed))]
    assert not left


def test_words_that_are_kept_from_others_are_shown_to_whose_they_are(
    worlds: list[World], visits: Visits
) -> None:
    """Or the test above would look for words which nobody ever gets to see."""
    for person in set(WRITERS) - {"wanda"}:
        seat = Seat(worlds[0], person)
        answers = [visits.send(case, seat) for case in CASES if case.who == cases.DRAFT]
        said = "".join(map(everything_in, answers))
        assert hushed(person) in said and struck(person) in said
    seat = Seat(worlds[-1], "owner")
    removed = next(case for case in CASES if case.who == cases.UNSEEN)
    assert struck("wanda") in everything_in(visits.send(removed, seat))
    for case in OF_A_DEBATE:
        if case.who == cases.SEE and case.is_safe and not case.query:
            answer = visits.send(case, seat)
            shows = seat.world.word in everything_in(answer)
            assert shows or case.route in WORDLESS or answer.status_code == 302, str(case)


@pytest.mark.parametrize("person", PERSONS)
def test_lists_of_debates_leave_out_what_a_person_may_not_find(
    worlds: list[World], visits: Visits, person: str
) -> None:
    rows = {
        "public": "see a public debate",
        "unlisted": "find an unlisted debate in lists and searches",
        "private": "see a private debate",
    }
    wanted = {world.slug for world in worlds if may(person, rows[world.debate.visibility], world)}
    for name in ("debate_list", "api_debate_list"):
        said = everything_in(visits.ask(person, "GET", reverse(name)))
        assert {world.slug for world in worlds if f"/debates/{world.slug}/" in said} == wanted


def test_nothing_of_one_debate_is_found_under_the_address_of_another(
    worlds: list[World], visits: Visits
) -> None:
    """Even for those who see both."""
    here, there = Seat(worlds[0], "owner"), Seat(worlds[-1], "owner")
    wrong = []
    for case in CASES:
        slug, *what = case.args(there) or [None]
        if slug == there.slug and what and what[0] not in {*FORMATS, *TABLES}:
            url = case.url(there).replace(there.slug, here.slug)
            found = outcome(case, "owner", visits.send(case, there, url))
            wrong += [str(case)] if found != HIDDEN else []
    assert not wrong


def test_what_a_person_may_not_see_cannot_be_named_in_a_body(
    worlds: list[World], visits: Visits
) -> None:
    """It is refused as something that is not there would be."""
    here, hidden = Seat(worlds[0], "outsider"), Seat(worlds[-1], "outsider")
    draft = str(here.theirs.draft.uuid)
    bodies = [
        (case.url(here), case.data(hidden))
        for case in API
        if case.method == "POST" and case.data and UUID.search(str(case.data(hidden)))
    ]
    bodies.append((reverse("api_comment_list", args=[here.slug]), {"source": "x", "review": draft}))
    assert len(bodies) > 4
    for url, body in bodies:
        absent = json.loads(UUID.sub(str(uuid4()), json.dumps(body)))
        found, nothing = (visits.ask("outsider", "POST", url, data) for data in (body, absent))
        assert found.status_code == nothing.status_code == 400, (url, found.content)
        assert found.content == nothing.content


@pytest.mark.parametrize("person", ["anonymous", "outsider", "reader"])
def test_what_is_hidden_leaves_no_trace(
    person: str, worlds: list[World], visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even a count: all that others see is the same with one more draft, or private claim."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    seat = Seat(worlds[0], person)
    shown = [case for case in (*PAGES, *API) if case.is_safe]
    shown = [case for case in shown if case.who in {cases.SEE, cases.ANYBODY}]

    def read() -> dict[Case, str]:
        return {case: TOKEN.sub("", everything_in(visits.send(case, seat))) for case in shown}

    before = read()
    with transaction.atomic():
        say: dict[str, Any] = {"by": seat.world.people.users["editor"], "source": "Hush."}
        draft = Review.begin(seat.world.debate, by=say["by"])
        for target in (None, seat.theirs.claim, seat.theirs.comment, seat.world.document):
            Comment.post(seat.world.debate, review=draft, target=target, **say)
        if person != "reader":
            private = worlds[-1]
            claim = Claim.enter(private.debate, by=say["by"], title="A silent claim")
            Comment.post(private.debate, target=claim, **say)
        after = read()
        transaction.set_rollback(True)
    assert [str(case) for case in shown if before[case] != after[case]] == []


def test_a_token_is_its_owner_s_alone(worlds: list[World], visits: Visits) -> None:
    token = worlds[0].people.tokens["owner"]
    url = reverse("token_revocation", args=[token.pk])
    assert visits.ask("editor", "POST", url).status_code == 404
    assert visits.ask("owner", "POST", url).status_code == 303
