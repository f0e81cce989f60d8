"""What somebody types and does not send is kept, for them alone."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from arguments.models import Unsent, User
from tests.factories import make_user
from tests.pages import page, post, visitor

pytestmark = pytest.mark.django_db

OPEN = {"summary": "", "visibility": "public", "joining": "open"}
PLACE = "/debates/inner-alignment/claims/1/comments/new/"


@pytest.fixture
def writer() -> User:
    return make_user("Wanda")


def keep(user: User, text: str, window: str = "one", place: str = PLACE) -> int:
    sent = {"place": place, "window": window, "fields": json.dumps({"source": text})}
    return post(user, "/unsent/", sent).status_code


def texts(user: User, place: str = PLACE) -> list[str]:
    answer = visitor(user).get("/unsent/", {"place": place}).json()
    return [text["fields"]["source"] for text in answer["texts"]]


def test_each_window_keeps_a_text_of_its_own_the_newest_first(writer: User) -> None:
    for text, window in (("First", "one"), ("Second", "two"), ("First, longer", "one")):
        assert keep(writer, text, window) == 204
    assert texts(writer) == ["First, longer", "Second"]
    assert texts(writer, "/elsewhere/") == []


def test_nobody_else_gets_it(writer: User) -> None:
    keep(writer, "In a low voice.")
    assert texts(make_user()) == []
    assert visitor().get("/unsent/", {"place": PLACE}).status_code != 200
    assert "In a low voice." not in page(make_user(), "/worklist/")


def test_an_empty_text_is_dropped(writer: User) -> None:
    keep(writer, "First")
    assert keep(writer, "  ") == 204
    assert not Unsent.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "https://example.org/"},
        {"place": "//example.org/"},
        {"place": "/" + "x" * 400},
        {"window": ""},
        {"window": "w" * 41},
        {"fields": "{"},
        {"fields": "[" * 100_000},
        {"fields": '["text"]'},
        {"fields": '{"source": 1}'},
        {"fields": json.dumps({"source": "x" * 600_001})},
    ],
)
def test_what_is_no_text_of_a_form_is_refused(writer: User, wrong: dict[str, str]) -> None:
    sent = {"place": PLACE, "window": "one", "fields": '{"source": "Text"}', **wrong}
    answer = post(writer, "/unsent/", sent)
    assert answer.status_code == 422
    assert answer.json()["problem"]
    assert not Unsent.objects.exists()


def test_what_is_old_or_too_many_goes(writer: User) -> None:
    keep(writer, "Old", "old")
    Unsent.objects.update(at=timezone.now() - Unsent.KEPT - timedelta(days=1))
    now = timezone.now()
    Unsent.objects.bulk_create(
        Unsent(user=writer, place=PLACE, window=f"w{number}", fields={"source": "x"}, at=now)
        for number in range(Unsent.MOST)
    )
    keep(writer, "New", "new")
    assert writer.unsent.count() == Unsent.MOST
    assert not writer.unsent.filter(window="old").exists()
    assert writer.unsent.filter(window="new").exists()


def test_the_worklist_leads_back_to_it(writer: User) -> None:
    keep(writer, "Half a thought", place=f"{PLACE}:42")
    shown = page(writer, "/worklist/")
    assert "Typed, and not sent" in shown
    assert f'href="{PLACE}"' in shown
    sent = {"place": f"{PLACE}:42", "window": "one", "back": "worklist"}
    assert post(writer, "/unsent/", sent)["Location"] == "/worklist/"
    assert "Half a thought" not in page(writer, "/worklist/")


def test_a_page_of_somebody_else_keeps_nothing_and_shows_nothing(writer: User) -> None:
    keep(writer, "Mine")
    other = make_user()
    sent = {"place": PLACE, "window": "two", "fields": '{"source": "x"}', "user": str(writer.pk)}
    assert post(other, "/unsent/", sent).status_code == 409
    asked = {"place": PLACE, "user": str(other.pk)}
    assert visitor(writer).get("/unsent/", asked).status_code == 409
    assert Unsent.objects.count() == 1


def test_a_form_that_was_taken_is_told_so_and_one_that_was_not_is_not(writer: User) -> None:
    client = visitor(writer)
    taken = client.post("/debates/new/", {"title": "It", "slug": "it", "_kept": "n0nce;<b>"} | OPEN)
    assert taken.status_code == 303
    assert taken.cookies["crux_taken"].value == "n0nceb"
    for refused in (
        client.post("/debates/new/", {"title": "", "_kept": "nonce"}),
        visitor().post("/debates/new/", {"title": "It", "_kept": "nonce"}),
        client.post("/debates/new/", {"title": "Other", "slug": "other"} | OPEN),
    ):
        assert "crux_taken" not in refused.cookies
