import pytest

from tests.api.clients import body, caller, pointers, problem
from tests.factories import make_claim, make_debate, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_a_change_of_mind_stays_on_record() -> None:
    claim = make_claim(make_debate())
    ann = caller(make_user("Ann"))
    address = f"/api/v1/claims/{claim.uuid}/stances/"
    body(ann.post(address, {"position": "disagree", "confidence": 70}), 201)
    taken = body(ann.post(address, {"position": "agree", "reason": "The reply holds."}), 201)
    assert (taken["claim"], taken["claim_version"]) == (str(claim.uuid), 1)
    history = body(caller().get(address))["results"]
    assert [stance["position"] for stance in history] == ["disagree", "agree"]
    (current,) = body(caller().get(f"{address}?current=true"))["results"]
    assert current == taken


def test_stances_of_a_debate_are_listed() -> None:
    debate = make_debate()
    first, second = make_claim(debate), make_claim(debate)
    client = caller(owner_of(debate))
    for claim, position in ((first, "agree"), (second, "unsure"), (first, "partly")):
        body(client.post(f"/api/v1/claims/{claim.uuid}/stances/", {"position": position}), 201)
    address = f"/api/v1/debates/{debate.slug}/stances/"
    assert body(caller().get(address))["count"] == 3
    current = body(caller().get(f"{address}?current=true"))["results"]
    assert [stance["position"] for stance in current] == ["unsure", "partly"]
    assert body(caller().get(f"{address}?position=agree"))["count"] == 1
    assert body(caller().get(f"{address}?position=agree&current=true"))["count"] == 0


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({}, "/position"),
        ({"position": "maybe"}, "/position"),
        ({"position": "agree", "confidence": 101}, "/confidence"),
        ({"position": "agree", "confidence": "90"}, "/confidence"),
        ({"position": "agree", "confidence": True}, "/confidence"),
        ({"position": "agree", "by": "Ann"}, "/by"),
    ],
)
def test_what_is_wrong_with_a_stance_is_pointed_at(said: dict[str, object], pointer: str) -> None:
    claim = make_claim(make_debate())
    response = caller(make_user()).post(f"/api/v1/claims/{claim.uuid}/stances/", said)
    assert pointers(problem(response, 400)) == [pointer]


def test_an_outsider_takes_no_stance_by_invitation_only() -> None:
    claim = make_claim(make_debate(joining="invitation"))
    address = f"/api/v1/claims/{claim.uuid}/stances/"
    problem(caller(make_user()).post(address, {"position": "agree"}), 403)
    problem(caller().post(address, {"position": "agree"}), 401)
