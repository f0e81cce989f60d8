"""What stands around a claim or a link: what bears on it, and what it bears on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from arguments import wording
from arguments.graph import Graph, Node
from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link
from arguments.references import marked
from arguments.standing import Standing

#: How many levels of disputes a page shows below a step, and how many steps on each side.
LEVELS = 2
MOST_CARDS = 60
MOST_WAYS = 3
MOST_HOPS = 3
#: How many claims of a circle are named.
MOST_IN_CIRCLE = 8

#: What a claim says of the one below it on the way up.
UPWARD = {
    "supports": "is supported by this",
    "needs": "needs this",
    "attacks": "is attacked by this",
    "undercuts": "has a step disputed by this",
    "answers": "is answered by this",
    "clarifies": "is clarified by this",
}


#: What a link is to the thing it leads to, with one premise and with several.
ONTO_THIS = {
    "supports": ("supports", "support together"),
    "needs": ("this needs", "this needs, jointly"),
    "attacks": ("attacks", "attack together"),
    "undercuts": ("disputes this step", "dispute this step together"),
    "answers": ("answers", "answer together"),
    "clarifies": ("clarifies", "clarify together"),
}


@dataclass(slots=True)
class Card:
    """A link as a page shows it, with the links that dispute it; `hidden` more stand deeper.

    `standing`: where the link stands. `objections`: how many links in force attack its premises.
    `shared`: how many other links its premises carry. `points`: what was raised about it, which the
    page fills in that knows.
    """

    link: Link
    standing: Standing
    claims: Sequence["Carrier"]
    disputes: Sequence["Card"]
    hidden: int
    objections: int
    shared: int
    points: Sequence[Any] = field(default_factory=list)

    @property
    def dead(self) -> bool:
        """Whether the link counts no more: it, or one of its premises, is withdrawn."""
        return self.link.status == "withdrawn" or any(
            each.claim.status == "withdrawn" for each in self.claims
        )

    @property
    def unanswered(self) -> bool:
        """Whether it is an objection that has force, or may have: nothing answers it in the end."""
        return self.link.relation == "attacks" and self.standing.label != "out"

    @property
    def countered(self) -> bool:
        """Whether something speaks against it in turn."""
        return bool(self.objections or self.disputes or self.hidden)

    @property
    def word(self) -> str:
        """What it is to the claim or the step on whose page it stands."""
        return ONTO_THIS[self.link.edge][len(self.claims) > 1]

    @property
    def link_status(self) -> str:
        return f"Step {self.link.status}"

    @property
    def anchor(self) -> str:
        return self.link.label.lower()

    def with_disputes(self) -> list["Card"]:
        """It and all cards inside it."""
        found = [self]
        for card in found:
            found.extend(card.disputes)
        return found


@dataclass(frozen=True, slots=True)
class Carrier:
    """A claim that carries a link, and the word for where it stands."""

    claim: Claim
    word: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """A claim on a way up, and what the next one down is to it."""

    claim: Claim
    link: Link

    @property
    def word(self) -> str:
        return UPWARD[self.link.edge]


@dataclass(frozen=True, slots=True)
class Path:
    """A way up, the topmost claim first. `cut`: there is more above. `loops`: it comes back."""

    crumbs: Sequence[Crumb]
    cut: bool
    loops: bool


class Reading:
    """Links of a debate with their ends, read at once. Two queries, and one for the graph."""

    def __init__(self, debate: Debate, graph: Graph, ids: Iterable[int]) -> None:
        self.debate, self.graph = debate, graph
        wanted = set(ids)
        disputed = {graph.by_id[id].link for id in wanted} - {None}
        self.links: Mapping[int, Link] = Link.objects.with_premises().in_bulk(wanted | disputed)
        for link in self.links.values():
            link.debate = debate
            if link.target_link_id in self.links:
                link.target_link = self.links[link.target_link_id]
        ends = ((link.target_claim, *claims_of(link)) for link in self.links.values())
        self.claims = {claim.pk: claim for claim in chain(*ends) if claim}

    def card(self, node: Node) -> Card:
        """The nodes come `LEVELS` deep, so this does too."""
        link = self.links[node.link]
        claims = claims_of(link)
        onto = (self.graph.onto_claim.get(claim.pk, ()) for claim in claims)
        of = {step.id for claim in claims for step in self.graph.from_claim.get(claim.pk, ())}
        standing = self.graph.reviewed
        return Card(
            link,
            standing.link(link.pk),
            [Carrier(claim, standing.claim(claim.pk).word) for claim in claims],
            disputes=[self.card(dispute) for dispute in node.disputes],
            hidden=node.hidden,
            objections=sum(step.attacks and step.in_force for step in chain(*onto)),
            shared=sum(self.graph.by_id[id].in_force for id in of - {link.pk}),
        )


def claims_of(link: Link) -> list[Claim]:
    return [premise.claim for premise in link.premise_set.all()]


class AroundClaim:
    """Everything around one claim. Three queries."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.graph = graph_of(claim.debate)
        self.role = self.graph.role(claim.pk)
        self.standing = self.graph.reviewed.claim(claim.pk)
        self.as_argued = self.graph.argued.claim(claim.pk)
        onto = self.graph.onto_claim.get(claim.pk, [])
        attacks = [step.id for step in onto if step.attacks]
        others = [step.id for step in onto if not step.attacks]
        self.hidden_objections = len(attacks[MOST_CARDS:])
        self.hidden_supports = len(others[MOST_CARDS:])
        shown = [*others[:MOST_CARDS], *attacks[:MOST_CARDS]]
        nodes = [self.graph.below(id, levels=LEVELS) for id in shown]
        outward = [step.id for step in self.graph.from_claim.get(claim.pk, [])]
        self.hidden_outward = len(outward[MOST_CARDS:])
        upward = self.graph.upward(claim.pk)
        ways = upward.ways[:MOST_WAYS]
        hops = {hop.link for way in ways for hop in way.hops[:MOST_HOPS]}
        inside = chain.from_iterable(ids_in(node) for node in nodes)
        self.reading = Reading(claim.debate, self.graph, {*inside, *outward[:MOST_CARDS], *hops})
        self.cards = [self.reading.card(node) for node in nodes]
        self.more_ways = max(0, len(outward) - len(ways))
        self.outward = [self.reading.links[id] for id in outward[:MOST_CARDS]]
        self._ways, self._circle = ways, upward.circle

    def _side(self, *relations: str, dead: bool = False) -> list[Card]:
        return [
            card for card in self.cards if card.link.relation in relations and card.dead is dead
        ]

    @property
    def answers(self) -> list[Card]:
        return self._side("answers")

    @property
    def supports(self) -> list[Card]:
        return self._side("supports", "needs")

    @property
    def dead_supports(self) -> list[Card]:
        return self._side("supports", "needs", "answers", dead=True)

    @property
    def objections(self) -> list[Card]:
        return self._side("attacks")

    @property
    def dead_objections(self) -> list[Card]:
        return self._side("attacks", dead=True)

    @property
    def clarifications(self) -> list[Card]:
        return [card for card in self.cards if card.link.relation == "clarifies"]

    @property
    def for_it(self) -> list[Card]:
        return [*self.answers, *self.supports]

    @property
    def open_objections(self) -> list[Card]:
        return [card for card in self.objections if card.unanswered]

    @property
    def sentence(self) -> str:
        """What bears on the claim, counted."""
        supports = len(self.for_it) + self.hidden_supports
        objections = len(self.objections) + self.hidden_objections
        countered = sum(card.countered for card in self.objections)
        disputed = sum(bool(card.disputes or card.hidden) for card in self.for_it)
        said = [wording.counted(supports, "support"), wording.counted(objections, "objection")]
        if countered:
            said[1] += f" ({countered} of them disputed)" if objections > 1 else " (disputed)"
        if disputed:
            said.append(f"{wording.counted(disputed, 'step')} disputed")
        line = f"{', '.join(said)}."
        return line[0].upper() + line[1:]

    @property
    def circle(self) -> str:
        """That the claim bears on itself, and how; "" where it does not."""
        labels = [f"C{self.graph.claims[id].number}" for id in self._circle]
        if len(labels) > MOST_IN_CIRCLE:
            labels[MOST_IN_CIRCLE - 2 : -2] = ["…"]
        return f"It bears on itself: {' → '.join(labels)}." if labels else ""

    @property
    def needed_by(self) -> list[Claim]:
        needs = [link for link in self.outward if link.relation == "needs"]
        return [link.target_claim for link in needs if link.target_claim and link.in_force]

    @property
    def all_cards(self) -> list[Card]:
        return [each for card in self.cards for each in card.with_disputes()]

    @property
    def claim_ids(self) -> set[int]:
        """The claim itself and all that carry a card."""
        return {self.claim.pk, *(each.claim.pk for card in self.all_cards for each in card.claims)}

    def fragments(self) -> Iterator[str]:
        """The notes of its links and the sentences about their standings, as HTML."""
        yield marked(self.standing.sentence)
        yield marked(self.circle)
        for card in self.all_cards:
            yield marked(card.link.note)
            if not card.standing.holds:
                yield marked(card.standing.sentence)

    def paths(self) -> list[Path]:
        return [
            Path(
                [
                    Crumb(self.reading.claims[hop.claim], self.reading.links[hop.link])
                    for hop in reversed(way.hops[:MOST_HOPS])
                ],
                cut=len(way.hops) > MOST_HOPS,
                loops=way.loops,
            )
            for way in self._ways
        ]


class AroundLink:
    """What disputes one link. Three queries."""

    def __init__(self, link: Link) -> None:
        graph = graph_of(link.debate)
        self.standing = graph.reviewed.link(link.pk)
        self.as_argued = graph.argued.link(link.pk)
        node = graph.below(link.pk, levels=LEVELS + 1)
        reading = Reading(link.debate, graph, ids_in(node))
        self.card = reading.card(node)

    @property
    def all_cards(self) -> list[Card]:
        return self.card.with_disputes()

    @property
    def claim_ids(self) -> set[int]:
        return {each.claim.pk for card in self.all_cards for each in card.claims}

    def fragments(self) -> Iterator[str]:
        """The notes of its links and the sentences about their standings, as HTML."""
        yield marked(self.standing.sentence)
        for card in self.all_cards:
            yield marked(card.link.note)
            if not card.standing.holds:
                yield marked(card.standing.sentence)


def ids_in(node: Node) -> Collection[int]:
    """The links of a node and of all below it."""
    found = [node]
    for each in found:
        found.extend(each.disputes)
    return [each.link for each in found]
