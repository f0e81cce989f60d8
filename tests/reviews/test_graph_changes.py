"""A graph that is known is read on from what each edit changed, and is then what is stored."""

import random
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from arguments.graph import Graph
from arguments.graphs import graph_of, graphs_of, kept, read
from arguments.models import Claim, Debate, GraphChange, Link, Topic, User
from reviews.models import Merge
from tests.factories import make_claim, make_debate, make_link, owner_of

pytestmark = pytest.mark.django_db

Edit = Callable[[random.Random, Debate, User], object]


def argue(chance: random.Random, debate: Debate, by: User) -> object:
    target = chance.choice(elements_of(debate))
    relation = "attacks" if isinstance(target, Link) else chance.choice(Link.Relation.values)
    title = f"For or against {target.label}, {chance.random()}"
    together = [claim for claim in chance.sample(some_of(debate), 2) if claim != target]
    return Link.argue(target, by=by, relation=relation, together=together, title=title)


def link(chance: random.Random, debate: Debate, by: User) -> object:
    premise, target = chance.sample(some_of(debate), 2)
    return Link.make(debate, by=by, relation="attacks", premises=[premise], target=target)


def decide(chance: random.Random, debate: Debate, by: User) -> object:
    element = chance.choice(elements_of(debate))
    status = chance.choice(element.statuses_for(by))
    return element.set_status(status, by=by, reason="As decided.")


def edit(chance: random.Random, debate: Debate, by: User) -> object:
    claim = chance.choice(some_of(debate))
    voice = chance.choice(Claim.Voice.values)
    return claim.edit(by=by, seen=claim.version, voice=voice, attributed_to="Somebody")


def head(chance: random.Random, debate: Debate, by: User) -> object:
    return Topic.add(debate, by=by, title=f"Topic {chance.random()}")


def merge(chance: random.Random, debate: Debate, by: User) -> object:
    claim, into = chance.sample(some_of(debate), 2)
    return Merge.make(claim, into=into, by=by)


def separate(_: random.Random, debate: Debate, by: User) -> object:
    last = debate.merges.filter(undone_at=None).last()
    return last and last.undo(by=by)


EDITS: tuple[Edit, ...] = (argue, argue, argue, link, decide, decide, edit, head, merge, separate)


def some_of(debate: Debate) -> list[Claim]:
    return list(debate.claims.filter(merged_into=None))


def elements_of(debate: Debate) -> list[Claim | Link]:
    return [*some_of(debate), *debate.links.all()]


def contents(graph: Graph) -> object:
    return graph.version, list(graph.by_id.values()), list(graph.statements.values())


def elsewhere(debate: Debate, known: Graph) -> Graph:
    """The graph in a process that knows of the debate what `known` shows."""
    kept.graphs.clear()
    kept.put({debate.uuid: known})
    return graph_of(Debate.objects.get(pk=debate.pk))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_edited_a_graph_read_on_is_the_graph_read_anew(seed: int) -> None:
    chance = random.Random(seed)
    debate = make_debate()
    owner = owner_of(debate)
    for _ in range(4):
        make_claim(debate)
    graphs = [graph_of(debate)]
    for _ in range(60):
        try:
            chance.choice(EDITS)(chance, Debate.objects.get(pk=debate.pk), owner)
        except ValidationError:
            continue
        stored = read([debate.pk])[debate.pk]
        for known in (graphs[-1], chance.choice(graphs)):
            assert contents(elsewhere(debate, known)) == contents(stored)
        graphs.append(stored)
    assert debate.merges.exclude(undone_at=None).exists()


def test_what_disputes_a_doubled_link_is_read_again_when_it_goes_and_comes_back() -> None:
    debate = make_debate()
    thesis, claim, twin = (make_claim(debate) for _ in range(3))
    make_link(claim, thesis)
    undercut = make_link(make_claim(debate), make_link(twin, thesis))
    known = graph_of(debate)
    merged = Merge.make(twin, into=claim, by=owner_of(debate))
    after = elsewhere(debate, known)
    assert after.by_id[undercut.pk].link != known.by_id[undercut.pk].link
    assert contents(after) == contents(read([debate.pk])[debate.pk])
    merged.undo(by=owner_of(debate))
    assert contents(elsewhere(debate, after)) == contents(read([debate.pk])[debate.pk])


def test_a_process_that_knows_the_graph_reads_only_what_changed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    debate = make_debate()
    claim = make_claim(debate)
    known = graph_of(debate)
    make_link(make_claim(debate), claim)
    kept.graphs.clear()
    kept.put({debate.uuid: known})
    current = Debate.objects.get(pk=debate.pk)
    with django_assert_num_queries(1):
        graph = graph_of(current)
    assert graph.reviewed.claim(claim.pk).word == "defeated"
    assert graph.statements[claim.pk] is known.statements[claim.pk]


def test_where_a_change_is_not_on_record_everything_is_read(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    debates = [make_debate() for _ in range(3)]
    known = {debate.uuid: graph_of(debate) for debate in debates}
    for debate in debates:
        make_link(make_claim(debate), make_claim(debate))
    GraphChange.objects.filter(debate=debates[0]).first().delete()  # type: ignore[union-attr]
    kept.graphs.clear()
    kept.put(known)
    current = list(Debate.objects.filter(pk__in=[debate.pk for debate in debates]))
    with django_assert_num_queries(2):
        found = graphs_of(current)
    stored = read([debate.pk for debate in debates])
    assert {pk: contents(graph) for pk, graph in found.items()} == {
        pk: contents(graph) for pk, graph in stored.items()
    }
