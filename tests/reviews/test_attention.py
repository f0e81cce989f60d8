"""What is new to a person, what they have seen, and what they watch."""

import pytest
from django.utils import timezone

from arguments.models import Debate, User
from reviews.models import Attention, Comment, Thread, Visit
from tests.factories import enrol, make_claim, make_comment, make_debate, make_thread, owner_of
from tests.pages import page, post, query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def reader(debate: Debate) -> User:
    return enrol(debate, "reviewer")


def attend(reader: User, element: object, **data: str) -> int:
    return post(reader, f"{element.get_absolute_url()}attention/", data).status_code  # type: ignore[attr-defined]


def new_to(reader: User) -> list[str]:
    return list(Thread.objects.new_to(reader).order_by("number").values_list("title", flat=True))


def test_what_was_there_before_a_first_visit_is_not_new(debate: Debate, reader: User) -> None:
    make_thread(debate, "Before.")
    assert new_to(reader) == []
    assert attend(reader, debate) == 204
    assert new_to(reader) == []
    make_thread(debate, "After.")
    assert new_to(reader) == ["After."]


def test_what_was_seen_is_new_again_when_something_happens(debate: Debate, reader: User) -> None:
    attend(reader, debate)
    thread = make_thread(debate, "Why?")
    assert attend(reader, thread) == 204
    assert new_to(reader) == []
    make_comment(debate, "Because.", target=thread.comments.get())
    assert new_to(reader) == ["Why?"]
    shown = page(reader, f"{debate.get_absolute_url()}threads/?new=on")
    assert "Why?" in shown
    assert 'class="new"' in shown
    assert "1 point" in page(reader, debate.get_absolute_url())


def test_all_can_be_marked_as_seen(debate: Debate, reader: User) -> None:
    attend(reader, debate)
    make_thread(debate, "Why?")
    assert attend(reader, debate, do="all") == 303
    assert new_to(reader) == []
    assert "Mark all as seen" not in page(reader, f"{debate.get_absolute_url()}threads/")


def test_ones_own_words_are_not_new(debate: Debate, reader: User) -> None:
    attend(reader, debate)
    post(reader, f"{debate.get_absolute_url()}comments/new/", {"source": "Mine."})
    assert Comment.objects.get().source == "Mine."
    assert new_to(reader) == []


def test_nothing_is_new_to_nobody(debate: Debate) -> None:
    thread = make_thread(debate)
    assert page(None, f"{debate.get_absolute_url()}threads/").count('class="new"') == 0
    assert post(None, f"{thread.get_absolute_url()}attention/").status_code != 204
    assert not Attention.objects.exists()


def test_a_claim_that_changed_is_new(debate: Debate, reader: User) -> None:
    claim = make_claim(debate, "It is so")
    attend(reader, claim)
    assert "claims/?since" not in page(reader, debate.get_absolute_url())
    claim.edit(by=owner_of(debate), seen=1, title="It is not so")
    shown = page(reader, debate.get_absolute_url())
    row = shown[shown.index('class="claim-row') :]
    assert "claims/?since" in shown and '<b class="new">new</b>' in row
    assert "Reworded since you saw it" in page(reader, claim.get_absolute_url())
    attend(reader, claim)
    assert "Reworded since" not in page(reader, claim.get_absolute_url())
    assert "claims/?since" not in page(reader, debate.get_absolute_url())
    assert 'class="new"' not in page(reader, debate.get_absolute_url())


def test_what_is_watched_and_new_is_in_the_worklist(debate: Debate, reader: User) -> None:
    attend(reader, debate)
    claim, thread = make_claim(debate, "It is so"), make_thread(debate, "Why?")
    for each in (claim, thread):
        assert "Watch: tell me" in page(reader, each.get_absolute_url())
        assert attend(reader, each, do="watch") == 303
        assert "Stop watching" in page(reader, each.get_absolute_url())
        attend(reader, each)
    assert "Watched, and new" not in page(reader, "/worklist/")
    make_comment(debate, "Because.", target=thread.comments.get())
    make_comment(debate, "How so?", target=claim)
    shown = page(reader, "/worklist/")
    watched = shown[shown.index("Watched, and new") :]
    assert "Why?" in watched
    assert "How so?" in watched
    assert "Nothing waits for you." in shown
    attend(reader, thread, do="unwatch")
    assert "Why?" not in page(reader, "/worklist/")


def test_a_private_debate_that_one_may_see_no_more_is_not_in_it(
    debate: Debate, reader: User
) -> None:
    attend(reader, debate)
    thread = make_thread(debate, "Why?")
    attend(reader, thread, do="watch")
    debate.edit(by=owner_of(debate), visibility="private")
    assert "Why?" in page(reader, "/worklist/")
    debate.enrol(reader, "former", by=owner_of(debate))
    assert "Why?" not in page(reader, "/worklist/")


def test_first_visits_are_noted_once(debate: Debate, reader: User) -> None:
    before = timezone.now()
    for _ in range(2):
        attend(reader, debate)
    assert Visit.objects.get().known_at > before


def test_more_news_ask_no_more_queries(debate: Debate, reader: User) -> None:
    attend(reader, debate)
    counts = []
    pages = ["", "threads/?new=on"]
    for number in range(5):
        claim, thread = make_claim(debate), make_thread(debate, f"Why {number}?")
        attend(reader, claim, do="watch")
        attend(reader, thread, do="watch")
        urls = ["/worklist/", *(f"{debate.get_absolute_url()}{each}" for each in pages)]
        if number in {1, 4}:
            counts.append([query_count(reader, url) for url in urls])
    assert counts[0] == counts[1]
