"""Who takes part in a debate; its owners give the roles."""

import pytest
from django.urls import reverse

from arguments.models import Debate, User
from tests.factories import enrol, make_debate, make_user, owner_of
from tests.pages import body, page, post, query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def owner(debate: Debate) -> User:
    return owner_of(debate)


def url(debate: Debate) -> str:
    return reverse("participant_list", args=[debate.slug])


def test_everybody_who_sees_the_debate_sees_who_takes_part(debate: Debate) -> None:
    enrol(debate, "editor", make_user("Edna Editor"))
    debate.named("Somebody of a forum", "reviewer")
    shown = page(None, url(debate))
    assert shown.index("Olga Owner") < shown.index("Edna Editor") < shown.index("Somebody of")
    assert "named in an imported text" in shown
    assert "Change the role" not in shown


def test_no_mail_address_is_shown(debate: Debate, owner: User) -> None:
    assert owner.email not in page(owner, url(debate)).split("<main", 1)[1]


@pytest.mark.parametrize("by", ["email", "username"])
def test_an_owner_gives_a_role(debate: Debate, owner: User, by: str) -> None:
    person = make_user("Rita Reader")
    who = getattr(person, by)
    answer = post(owner, url(debate), {"who": who, "role": "editor", "reason": "she asked"})
    assert (answer.status_code, answer["Location"]) == (303, url(debate))
    participant = debate.participants.get(user=person)
    assert participant.role == "editor"
    assert participant.changes.get().reason == "she asked"


def test_an_address_is_found_however_it_is_written(debate: Debate, owner: User) -> None:
    person = make_user()
    post(owner, url(debate), {"who": person.email.upper(), "role": "author"})
    assert debate.participants.get(user=person).role == "author"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"who": "nobody@example.org", "role": "editor"}, "Nobody has an account"),
        ({"who": "", "role": "editor"}, "Enter an e-mail address or a user name."),
        ({"role": "king"}, "king is not one of the available choices"),
    ],
)
def test_what_is_refused_is_named(
    debate: Debate, owner: User, typed: dict[str, str], said: str
) -> None:
    answer = post(owner, url(debate), {"who": owner.username} | typed)
    assert answer.status_code == 422
    assert said in body(answer)
    assert debate.participants.count() == 1


def test_the_last_owner_stays(debate: Debate, owner: User) -> None:
    answer = post(owner, url(debate), {"who": owner.username, "role": "reader"})
    assert answer.status_code == 422
    assert "A debate needs an owner" in body(answer)
    second = make_user()
    post(owner, url(debate), {"who": second.username, "role": "owner"})
    assert post(owner, url(debate), {"who": owner.username, "role": "reader"}).status_code == 303


def test_nobody_else_gives_roles(debate: Debate) -> None:
    editor = enrol(debate, "editor")
    answer = post(editor, url(debate), {"who": editor.username, "role": "owner"})
    assert answer.status_code == 403
    assert post(None, url(debate), {}).status_code == 302
    assert debate.participants.get(user=editor).role == "editor"


def test_more_participants_take_no_more_queries(debate: Debate, owner: User) -> None:
    counts = []
    for _ in range(2):
        for _ in range(4):
            enrol(debate, "reviewer")
        counts.append(query_count(owner, url(debate)))
    assert counts[0] == counts[1] <= 20
