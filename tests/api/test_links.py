import pytest

from tests.api.clients import body, caller, pointers, problem
from tests.factories import enrol, make_claim, make_debate, make_link, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_a_step_is_made_from_several_premises() -> None:
    debate = make_debate()
    first, second, target = make_claim(debate), make_claim(debate), make_claim(debate)
    said = {
        "relation": "supports",
        "premises": [str(second.uuid), str(first.uuid)],
        "target": {"claim": str(target.uuid)},
        "note": "Jointly.",
    }
    link = body(caller(make_user()).post(f"/api/v1/debates/{debate.slug}/links/", said), 201)
    assert link["premises"] == said["premises"]
    assert link["target"] == {"claim": str(target.uuid), "link": None}
    assert link["label"] == "L1"
    assert link.pop("standing_changes") == []
    assert body(caller().get(link["url"])) == link


def test_a_step_is_disputed_by_an_attack_on_it() -> None:
    debate = make_debate()
    step = make_link(make_claim(debate), make_claim(debate), "supports")
    said = {
        "relation": "attacks",
        "premises": [str(make_claim(debate).uuid)],
        "target": {"link": str(step.uuid), "claim": None},
    }
    client = caller(owner_of(debate))
    link = body(client.post(f"/api/v1/debates/{debate.slug}/links/", said), 201)
    assert link["target"] == {"claim": None, "link": str(step.uuid)}
    found = body(caller().get(f"/api/v1/debates/{debate.slug}/links/?target={step.uuid}"))
    flipped = link.pop("standing_changes")
    assert [each["label"] for each in flipped] == ["L1"]
    assert found["results"] == [link]


def test_what_is_wrong_with_a_step_is_pointed_at() -> None:
    debate, other = make_debate(), make_debate(visibility="private")
    claim, target, foreign = make_claim(debate), make_claim(debate), make_claim(other)
    step = make_link(claim, target)
    good = {
        "relation": "supports",
        "premises": [str(claim.uuid)],
        "target": {"claim": str(target.uuid)},
    }
    wrong: list[tuple[dict[str, object], str]] = [
        ({"relation": "refutes"}, "/relation"),
        ({"premises": []}, "/premises"),
        ({"premises": str(claim.uuid)}, "/premises"),
        ({"premises": ["12"]}, "/premises/0"),
        ({"premises": [12]}, "/premises/0"),
        ({"premises": [str(claim.uuid), str(foreign.uuid)]}, "/premises/1"),
        ({"premises": [str(claim.uuid)] * 2}, "/premises"),
        ({"target": {}}, "/target"),
        ({"target": str(target.uuid)}, "/target"),
        ({"target": {"claim": str(foreign.uuid)}}, "/target"),
        ({"target": {"claim": str(target.uuid), "link": str(step.uuid)}}, "/target"),
        ({"target": {"claim": str(target.uuid), "node": "x"}}, "/target/node"),
        ({"target": {"link": str(step.uuid)}}, "/relation"),
    ]
    client = caller(owner_of(debate))
    for change, pointer in wrong:
        response = client.post(f"/api/v1/debates/{debate.slug}/links/", good | change)
        assert pointers(problem(response, 400)) == [pointer], change
    assert debate.links.count() == 1


def test_the_same_step_is_not_made_twice() -> None:
    debate = make_debate()
    premise, target = make_claim(debate), make_claim(debate)
    make_link(premise, target)
    said = {
        "relation": "attacks",
        "premises": [str(premise.uuid)],
        "target": {"claim": str(target.uuid)},
    }
    response = caller(owner_of(debate)).post(f"/api/v1/debates/{debate.slug}/links/", said)
    assert "L1" in problem(response, 400)["detail"]


def test_a_step_is_withdrawn_and_its_history_kept() -> None:
    debate = make_debate()
    link = make_link(make_claim(debate), make_claim(debate))
    address = f"/api/v1/links/{link.uuid}/status/"
    problem(caller(enrol(debate, "reviewer")).put(address, {"status": "withdrawn"}), 403)
    assert body(caller(owner_of(debate)).put(address, {"status": "withdrawn"}))["status"] == (
        "withdrawn"
    )
    (change,) = body(caller().get(f"/api/v1/links/{link.uuid}/status-changes/"))["results"]
    assert (change["old"], change["new"]) == ("open", "withdrawn")


def test_links_are_filtered() -> None:
    debate = make_debate()
    first, second, third = (make_claim(debate) for _ in range(3))
    make_link(first, second, "supports")
    attack = make_link(third, second)
    attack.withdraw(by=owner_of(debate))
    expected = {
        "": [1, 2],
        "relation=attacks": [2],
        "status=withdrawn": [2],
        f"premise={first.uuid}": [1],
        f"target={second.uuid}": [1, 2],
    }
    for query, numbers in expected.items():
        page = body(caller().get(f"/api/v1/debates/{debate.slug}/links/?{query}"))
        assert [link["number"] for link in page["results"]] == numbers, query
    problem(caller().get(f"/api/v1/debates/{debate.slug}/links/?premise=3"), 400)


def test_a_link_of_a_hidden_debate_is_not_found() -> None:
    debate = make_debate(visibility="private")
    link = make_link(make_claim(debate), make_claim(debate))
    problem(caller(make_user()).get(f"/api/v1/links/{link.uuid}/"), 404)


def test_the_answer_to_an_edit_says_what_it_flipped() -> None:
    debate = make_debate()
    target, attacker = make_claim(debate), make_claim(debate)
    client = caller(owner_of(debate))
    said = {
        "relation": "attacks",
        "premises": [str(attacker.uuid)],
        "target": {"claim": str(target.uuid)},
    }
    made = body(client.post(f"/api/v1/debates/{debate.slug}/links/", said), 201)
    (flip,) = made["standing_changes"]
    wanted = {"label": "C1", "old": "unopposed", "new": "defeated", "edit": "L1 was made"}
    assert flip.items() >= wanted.items()
    assert made["standing"]["word"] == "unopposed"
    conceded = body(client.put(f"/api/v1/claims/{target.uuid}/status/", {"status": "conceded"}))
    assert conceded["standing_changes"] == []
    assert conceded["standing"]["sentence"] == "C1 is defeated by C2, which nothing answers."
    kept = body(client.get(f"/api/v1/debates/{debate.slug}/standing-changes/"))
    assert [each["label"] for each in kept["results"]] == ["C1"]
