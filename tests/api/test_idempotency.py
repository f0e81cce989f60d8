import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from arguments.api.idempotency import hold
from arguments.models import Claim, Debate, IdempotencyKey
from tests.api.clients import body, caller, problem
from tests.factories import make_claim, make_debate, make_user, owner_of

KEY = {"Idempotency-Key": "5f0c"}


def enter(debate: Debate, title: str = "It is so", key: dict[str, str] = KEY, **who: Any) -> Any:
    client = caller(who.get("by") or owner_of(debate))
    return client.post(f"/api/v1/debates/{debate.slug}/claims/", {"title": title}, headers=key)


@pytest.mark.django_db
def test_a_request_sent_again_gets_the_first_answer() -> None:
    debate = make_debate()
    first, again = enter(debate), enter(debate)
    assert body(again, 201) == body(first, 201)
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert again["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first
    assert debate.claims.count() == 1


@pytest.mark.django_db
def test_a_key_is_not_for_another_request() -> None:
    debate = make_debate()
    enter(debate)
    assert problem(enter(debate, "Something else"), 422)["code"] == "key-reused"
    other = make_debate(owner_of(debate))
    problem(enter(other, by=owner_of(debate)), 422)
    assert Claim.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_of_one_person() -> None:
    debate = make_debate()
    first, second = enter(debate), enter(debate, by=make_user())
    assert body(first, 201)["uuid"] != body(second, 201)["uuid"]


@pytest.mark.django_db
def test_a_refused_request_may_be_mended_under_its_key() -> None:
    debate = make_debate()
    problem(enter(debate, ""), 400)
    assert not IdempotencyKey.objects.exists()
    body(enter(debate), 201)


@pytest.mark.django_db
def test_a_key_is_forgotten_after_a_day() -> None:
    debate = make_debate()
    enter(debate)
    IdempotencyKey.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert "Idempotent-Replay" not in enter(debate)
    assert debate.claims.count() == 2


@pytest.mark.django_db
def test_an_answer_without_content_is_repeated_too() -> None:
    debate = make_debate()
    ann = caller(make_user())
    review = body(ann.post(f"/api/v1/debates/{debate.slug}/reviews/", {}), 201)
    assert ann.delete(review["url"], headers=KEY).status_code == 204
    problem(ann.delete(review["url"]), 404)
    again = ann.delete(review["url"], headers=KEY)
    assert (again.status_code, again.content) == (204, b"")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "é"])
def test_a_key_is_plain(key: str) -> None:
    debate = make_debate()
    problem(enter(debate, key={"Idempotency-Key": key}), 400)


@pytest.mark.django_db(transaction=True)
def test_while_a_request_is_answered_the_same_is_told_to_wait() -> None:
    debate = make_debate()
    owner = owner_of(debate)
    with transaction.atomic():
        hold(f"{owner.pk} {KEY['Idempotency-Key']}")
        response = elsewhere(lambda: enter(debate))
    assert problem(response, 409)["code"] == "in-progress"
    assert response["Retry-After"] == "1"
    body(enter(debate), 201)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_carried_out() -> None:
    claim = make_claim(make_debate())
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(closing(claim.debate))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert answers.count(201) >= 1
    assert claim.debate.claims.count() == 2


def closing(debate: Debate) -> int:
    """Enter a claim in this thread, and leave no connection behind."""
    try:
        return enter(debate).status_code
    finally:
        connection.close()


def elsewhere(call: Callable[[], Any]) -> Any:
    """The result of `call` in a thread, and so a database connection, of its own."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(call())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return results[0]
