"""Where things stand, on the pages: first, in words, and with the move that is missing."""

import contextlib
import json
import random
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from arguments.models import Claim, Debate, Link
from tests.factories import enrol, make_claim, make_debate, make_link, owner_of
from tests.pages import page
from tests.reviews.test_debate_detail import text

pytestmark = pytest.mark.django_db
RELATIONS = ("supports", "needs", "attacks", "attacks", "answers")


@pytest.fixture
def debate() -> Debate:
    return make_debate(title="Does search arise?")


@pytest.fixture
def thesis(debate: Debate) -> Claim:
    claim = make_claim(debate, "Search is inevitable")
    make_link(make_claim(debate, "Planning needs it"), claim, "supports")
    return claim


def test_a_debate_says_first_where_it_stands(debate: Debate, thesis: Claim) -> None:
    shown = text(page(None, debate.get_absolute_url()))
    assert "Where it stands: Not reviewed Nobody has reviewed this: 2 claims to read." in shown
    objection = make_link(make_claim(debate, "None was found"), thesis)
    shown = text(page(None, debate.get_absolute_url()))
    assert "Contested The conclusion does not stand: C1" in shown
    assert "Go to the first open objection" in shown
    objection.set_status("settled", by=owner_of(debate), reason="One was found since.")
    shown = text(page(None, debate.get_absolute_url()))
    assert "Where it stands: Stands The one objection is answered." in shown
    thesis.set_status("conceded", by=owner_of(debate))
    shown = text(page(None, debate.get_absolute_url()))
    assert "Undermined C1 was conceded, and the conclusion needs it." in shown


def test_the_list_and_the_text_say_the_same(debate: Debate, thesis: Claim) -> None:
    sentence = "Nobody has reviewed this: 2 claims to read."
    assert sentence in text(page(None, "/"))
    why = text(page(None, f"{debate.get_absolute_url()}standing/"))
    assert sentence in why
    assert "C1 Search is inevitable Unopposed C1 stands: nothing has been raised" in why


def test_a_claim_says_why_and_what_would_change_it(debate: Debate, thesis: Claim) -> None:
    objection = make_link(make_claim(debate, "None was found"), thesis)
    make_link(make_claim(debate, "Nobody looked"), objection)
    shown = text(page(None, thesis.get_absolute_url()))
    assert "Where it stands: Answered C1 stands: the one attack on it is answered: C3" in shown
    why = text(page(None, f"{thesis.get_absolute_url()}standing/"))
    assert "It would not hold if this fell: L3 has force: C4 stands" in why
    assert "Defeated → Answered L3 was made" in why
    reply = debate.claims.get(number=4)
    without = text(page(None, f"{reply.get_absolute_url()}standing/"))
    assert "C1 would be Defeated (now answered)" in without


def test_a_step_says_that_it_has_no_force(debate: Debate, thesis: Claim) -> None:
    objection = make_link(make_claim(debate, "None was found"), thesis)
    make_link(make_claim(debate, "Nobody looked"), objection)
    shown = text(page(None, objection.get_absolute_url()))
    assert "Defeated L2 has no force: the step is undercut by C4" in shown
    assert "L2 has no force" in text(page(None, thesis.get_absolute_url()))
    assert "The line it rests on" in page(None, f"{objection.get_absolute_url()}standing/")


def test_what_was_decided_otherwise_asks_for_the_missing_move(
    debate: Debate, thesis: Claim
) -> None:
    thesis.set_status("settled", by=owner_of(debate), reason="Agreed.")
    objection = make_link(make_claim(debate, "None was found"), thesis)
    said = "C1 is settled, yet C3 is unanswered."
    for url in (thesis.get_absolute_url(), f"{debate.get_absolute_url()}standing/"):
        shown = page(owner_of(debate), url)
        assert said in text(shown)
        assert re.search(r'claims/3/objections/new/">Answer C3<', shown)
        assert f"links/{objection.number}/status/?status=settled" in shown
        assert "Resolve L2" not in page(enrol(debate, "reviewer"), url)


def test_settled_objections_count_as_argued_only(debate: Debate, thesis: Claim) -> None:
    objection = make_link(make_claim(debate, "None was found"), thesis)
    objection.set_status("settled", by=owner_of(debate), reason="One was found since.")
    shown = text(page(None, thesis.get_absolute_url()))
    assert "Where it stands: Answered" in shown
    assert "counting also the objections that were settled: defeated" in shown


def test_claims_are_listed_by_where_they_stand(debate: Debate, thesis: Claim) -> None:
    make_link(make_claim(debate, "None was found"), thesis)
    listed = text(page(None, f"{debate.get_absolute_url()}claims/?standing=defeated"))
    assert "1 claim" in listed
    assert "Search is inevitable" in listed
    assert "None was found" not in listed
    page(None, f"{debate.get_absolute_url()}claims/?standing=lost", 400)


def test_the_history_of_a_claim_has_what_edits_did_to_it(debate: Debate, thesis: Claim) -> None:
    make_link(make_claim(debate, "None was found"), thesis)
    shown = text(page(None, f"{thesis.get_absolute_url()}history/"))
    assert "Unopposed → Defeated L2 was made, Olga Owner" in shown


def tangled(debate: Debate, *, seed: int) -> None:
    """Claims and links between them at random: circles, joint premises, undercuts of undercuts."""
    chance = random.Random(seed)
    voices = ("asserted", "asserted", "reported")
    claims = [make_claim(debate, voice=chance.choice(voices)) for _ in range(8)]
    links: list[Link] = []
    while len(links) < 14:
        premises = chance.sample(claims, chance.choice((1, 1, 2)))
        disputing = bool(links) and chance.random() < 0.3
        target: Claim | Link = chance.choice(links) if disputing else chance.choice(claims)
        relation = "attacks" if isinstance(target, Link) else chance.choice(RELATIONS)
        with contextlib.suppress(ValidationError):
            links.append(
                Link.make(
                    debate,
                    by=owner_of(debate),
                    relation=relation,
                    premises=premises,
                    target=target,
                )
            )
    chance.choice(links).set_status("withdrawn", by=owner_of(debate), reason="No.")


@pytest.mark.parametrize("seed", range(4))
def test_page_api_and_export_say_the_same_of_everything(
    client: Client, debate: Debate, seed: int
) -> None:
    tangled(debate, seed=seed)
    graph = client.get(reverse("api_graph", args=[debate.slug])).json()
    file = client.get(reverse("debate_export_file", args=[debate.slug, "json"]))
    exported = json.loads(b"".join(file))
    kinds: tuple[tuple[str, Any], ...] = (("claim", debate.claims), ("link", debate.links))
    for kind, elements in kinds:
        drawn = {each["uuid"]: each["standing"] for each in graph[f"{kind}s"]}
        written = {each["uuid"]: each["standing"] for each in exported[f"{kind}s"]}
        for element in elements.all():
            uuid = str(element.uuid)
            said = client.get(reverse(f"api_{kind}", args=[uuid])).json()["standing"]
            shown = text(page(None, f"{element.get_absolute_url()}standing/"))
            assert "".join(said["sentence"].split()) in "".join(shown.split())
            for name in ("word", "label", "sentence"):
                assert drawn[uuid][name] == written[uuid][name] == said[name]
            assert written[uuid]["as_argued"] == said["as_argued"]
