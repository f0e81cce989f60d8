"""The list of threads, with its filters in the address."""

import re

import pytest

from arguments.models import Debate, User
from reviews.models import Doing
from tests.factories import enrol, make_claim, make_comment, make_debate, owner_of
from tests.pages import body, page, query_count, thread_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


def url(debate: Debate, query: str = "") -> str:
    return f"/debates/{debate.slug}/threads/{query}"


def listed(debate: Debate, query: str = "", user: User | None = None) -> list[str]:
    return re.findall(r'<span class="number">(T\d+)</span>', page(user, url(debate, query)))


def raise_points(debate: Debate, reviewer: User) -> None:
    """T1 waits for the owner, T2 is answered, T3 has an outcome."""
    claim = make_claim(debate, by=owner_of(debate))
    first, second, third = (
        make_comment(debate, words, by=reviewer, target=claim, doings=[Doing("ask")])
        for words in ("About apples", "About pears", "About plums")
    )
    make_comment(debate, "Because of the orchard.", by=owner_of(debate), target=second)
    thread_of(third).close("out-of-scope", by=reviewer)
    assert thread_of(first).number == 1


def test_an_empty_list_says_how_to_begin(debate: Debate) -> None:
    assert "Nothing has been raised yet." in page(None, url(debate))


def test_filters_stand_in_the_address(debate: Debate, reviewer: User) -> None:
    raise_points(debate, reviewer)
    assert listed(debate) == ["T1", "T2", "T3"]
    assert listed(debate, "?state=unsettled") == ["T1", "T2"]
    assert listed(debate, "?state=answered") == ["T2"]
    assert listed(debate, "?outcome=out-of-scope") == ["T3"]
    assert listed(debate, "?words=pears") == ["T2"], "in the title"
    assert listed(debate, "?words=orchard") == ["T2"], "in what was said"
    assert listed(debate, "?words=nothing-like-it") == []
    assert listed(debate, "?state=resolved&words=apples") == []


def test_what_waits_for_me(debate: Debate, reviewer: User) -> None:
    raise_points(debate, reviewer)
    assert listed(debate, "?waiting=me", owner_of(debate)) == ["T1"]
    assert listed(debate, "?waiting=me", reviewer) == ["T2"], "to confirm the answer"
    assert listed(debate, "?waiting=me") == []


def test_a_filter_that_is_unknown_is_named(debate: Debate, reviewer: User) -> None:
    raise_points(debate, reviewer)
    answer = visitor().get(url(debate, "?state=purple"))
    assert answer.status_code == 422
    shown = body(answer)
    assert "purple is not one of the available choices" in shown
    assert "T1" not in shown
    assert "Nothing is listed" in shown


def test_states_are_counted(debate: Debate, reviewer: User) -> None:
    raise_points(debate, reviewer)
    shown = page(None, url(debate))
    assert '<option value="open">Open (1)</option>' in shown
    assert '<option value="answered">Answered (1)</option>' in shown
    assert '<option value="disputed">Disputed (0)</option>' in shown


def test_a_long_list_comes_in_pages(debate: Debate, reviewer: User) -> None:
    for _ in range(51):
        make_comment(debate, by=reviewer)
    assert listed(debate)[-1] == "T50"
    assert listed(debate, "?page=2") == ["T51"]
    assert 'href="?page=2" rel="next"' in page(None, url(debate))


def test_a_hidden_debate_has_no_list(debate: Debate) -> None:
    Debate.objects.filter(pk=debate.pk).update(visibility="private")
    assert visitor().get(url(debate)).status_code == 404


def test_the_list_costs_the_same_whatever_its_length(debate: Debate, reviewer: User) -> None:
    raise_points(debate, reviewer)
    few = query_count(reviewer, url(debate))
    for _ in range(3):
        raise_points_again(debate, reviewer)
    assert query_count(reviewer, url(debate)) == few
    assert few <= 20


def raise_points_again(debate: Debate, reviewer: User) -> None:
    other = enrol(debate, "reviewer")
    claim = make_claim(debate, by=other)
    for _ in range(3):
        make_comment(debate, by=reviewer, target=claim, doings=[Doing("ask")])
