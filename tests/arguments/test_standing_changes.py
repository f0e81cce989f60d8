"""What an edit of the graph does to where things stand: kept, told, and never half there."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from arguments.graphs import graph_of, kept
from arguments.models import Debate, StandingChange
from tests.factories import make_claim, make_debate, make_link, owner_of

pytestmark = pytest.mark.django_db


def flips(debate: Debate) -> list[tuple[str, str, str, str]]:
    changes = StandingChange.objects.filter(debate=debate).with_elements().order_by("pk")
    return [(each.element.label, each.old, each.new, each.edit) for each in changes]


def test_an_objection_and_its_answer_flip_what_they_bear_on() -> None:
    debate = make_debate()
    thesis = make_claim(debate)
    objection = make_link(make_claim(debate), thesis)
    make_link(make_claim(debate), objection)
    assert flips(debate) == [
        ("C1", "unopposed", "defeated", "L1 was made"),
        ("C1", "defeated", "answered", "L2 was made"),
        ("L1", "unopposed", "defeated", "L2 was made"),
    ]


def test_withdrawing_and_restoring_flip_there_and_back() -> None:
    debate = make_debate()
    objection = make_link(make_claim(debate), make_claim(debate))
    StandingChange.objects.all().delete()
    objection.withdraw(by=owner_of(debate), reason="Not needed.")
    objection.set_status("open", by=owner_of(debate))
    assert flips(debate) == [
        ("C2", "defeated", "unopposed", "L1 was withdrawn"),
        ("C2", "unopposed", "defeated", "L1 is open again"),
    ]


def test_what_is_only_reported_needs_a_support() -> None:
    debate = make_debate()
    claim = make_claim(debate, "Search is never learnt")
    claim.edit(by=owner_of(debate), seen=1, voice="reported")
    make_link(make_claim(debate), claim, "supports")
    assert flips(debate) == [
        ("C1", "unopposed", "not established", "C1 was edited"),
        ("C1", "not established", "unopposed", "L1 was made"),
    ]


def test_the_page_tells_who_made_the_edit_what_it_flipped(client: Client) -> None:
    debate = make_debate()
    claim = make_claim(debate)
    client.force_login(owner_of(debate))
    url = reverse("claim_objection", args=[debate.slug, claim.number])
    page = client.post(
        url,
        {"title": "It is false", "against": "claim", "kind": "claim", "voice": "asserted"},
        follow=True,
    )
    said = "This changed where one thing stands: C1 is defeated now (it was unopposed)."
    assert said in page.content.decode()
    assert said not in client.get(claim.get_absolute_url()).content.decode()


def test_an_edit_that_is_taken_back_leaves_nothing_and_no_graph() -> None:
    debate = make_debate()
    claim = make_claim(debate)
    version = debate.graph_version
    with transaction.atomic():
        make_link(make_claim(debate), claim)
        transaction.set_rollback(True)
    assert flips(debate) == []
    debate.refresh_from_db()
    assert debate.graph_version == version
    assert graph_of(debate).reviewed.claim(claim.pk).word == "unopposed"


@pytest.mark.django_db(transaction=True)
def test_a_graph_is_read_once_per_version(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    debate = make_debate()
    claim = make_claim(debate)
    make_link(make_claim(debate), claim)
    with django_assert_num_queries(0):
        assert graph_of(debate).reviewed.claim(claim.pk).word == "defeated"
    elsewhere = Debate.objects.get(pk=debate.pk)
    make_link(make_claim(elsewhere), claim)
    assert kept.get(debate.uuid) is elsewhere.graph
    with django_assert_num_queries(0):
        assert graph_of(debate).version < graph_of(elsewhere).version


@pytest.mark.django_db(transaction=True)
def test_no_debate_is_shown_the_graph_of_one_that_had_its_primary_key(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    debate = make_debate()
    make_claim(debate)
    graph_of(debate)
    Debate.objects.filter(pk=debate.pk).update(uuid=uuid4())
    other = Debate.objects.get(pk=debate.pk)
    with django_assert_num_queries(1):
        assert graph_of(other) is not graph_of(debate)
