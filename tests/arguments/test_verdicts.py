"""Where a whole debate stands, and where that and what people decided do not go together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.disagreements import ANSWER, OBJECT, RESOLVE, SUPPORT, disagreement_on
from arguments.graph import Graph, Statement
from arguments.roles import Step
from arguments.verdicts import WORDS, verdict_on


def claims(*statuses: str, **voices: str) -> list[Statement]:
    """Claims C1… with these statuses; `c2="reported"` for the voice of one."""
    return [
        Statement(id, id, voices.get(f"c{id}", "asserted"), "claim", status)
        for id, status in enumerate(statuses, 1)
    ]


def step(id: int, relation: str, premise: int, claim: int, status: str = "open") -> Step:
    return Step(id, relation, [premise], claim, None, status, id)


def said(graph: Graph, reviews: int = 0, rechecks: int = 0) -> tuple[str, str]:
    verdict = verdict_on(graph, reviews=reviews, rechecks=rechecks)
    return verdict.word, verdict.sentence


SUPPORTED = step(1, "supports", 2, 1)
NEEDED = step(1, "needs", 2, 1)
ATTACKED = step(2, "attacks", 3, 1)

VERDICTS = [
    (Graph([]), {}, ("not reviewed", "Nothing has been asserted yet.")),
    (
        Graph([SUPPORTED], claims("open", "open")),
        {},
        ("not reviewed", "Nobody has reviewed this: 2 claims to read."),
    ),
    (
        Graph([SUPPORTED], claims("open", "open")),
        {"reviews": 1},
        ("stands", "1 review, and nothing was raised against it."),
    ),
    (
        Graph([SUPPORTED], claims("open", "open")),
        {"reviews": 1, "rechecks": 2},
        ("to re-check", "No objection is open. 2 comments are on words that have changed."),
    ),
    (
        Graph([NEEDED, step(2, "attacks", 3, 2)], claims("open", "open", "open")),
        {},
        (
            "contested",
            "2 of the 2 claims which the conclusion needs do not stand: C1 and C2.",
        ),
    ),
    (
        Graph(
            [SUPPORTED, step(2, "attacks", 3, 1), step(3, "attacks", 4, 3)], claims(*["open"] * 4)
        ),
        {},
        ("contested", "The conclusion stands. 1 objection is answered and waits to be settled."),
    ),
    (
        Graph([SUPPORTED, step(2, "attacks", 3, 2)], claims("open", "open", "open")),
        {},
        ("weakened", "The conclusion stands without 1 disputed claim: C2."),
    ),
    (
        Graph([NEEDED], claims("open", "withdrawn")),
        {},
        ("undermined", "C2 was withdrawn, and the conclusion needs it."),
    ),
    (
        Graph([SUPPORTED, step(2, "attacks", 3, 1, "settled")], claims("open", "open", "open")),
        {},
        ("stands", "The one objection is answered."),
    ),
    (
        Graph([SUPPORTED, step(2, "attacks", 3, 1)], claims("open", "open", "open", c1="reported")),
        {},
        ("not reviewed", "Nothing has been asserted yet."),
    ),
]


@pytest.mark.parametrize(("graph", "facts", "expected"), VERDICTS)
def test_the_gravest_word_whose_rule_holds(
    graph: Graph, facts: dict[str, int], expected: tuple[str, str]
) -> None:
    assert said(graph, **facts) == expected


RELATIONS = st.sampled_from(["supports", "needs", "attacks", "answers"])
STATUSES = st.sampled_from(["open", "conceded", "settled", "withdrawn"])


@given(
    st.lists(STATUSES, max_size=6),
    st.lists(st.tuples(RELATIONS, st.integers(1, 6), st.integers(1, 6)), max_size=8),
    st.integers(0, 2),
)
def test_every_debate_has_a_verdict(
    statuses: list[str], ends: list[tuple[str, int, int]], reviews: int
) -> None:
    steps = [step(id, *end) for id, end in enumerate(ends, 1)]
    known = {claim.id: claim for claim in claims(*statuses)}
    named = {claim for _, premise, target in ends for claim in (premise, target)}
    graph = Graph(steps, [known.get(id, Statement(id, id)) for id in sorted({*known, *named})])
    word, sentence = said(graph, reviews)
    assert word in WORDS
    assert sentence.endswith(".")
    assert "None" not in sentence and "  " not in sentence


DISAGREEMENTS = [
    ("settled", [ATTACKED], "C1 is settled, yet C3 is unanswered.", [ANSWER, RESOLVE]),
    ("revised", [ATTACKED], "C1 is revised, yet C3 is unanswered.", [ANSWER, RESOLVE]),
    ("conceded", [], "C1 is conceded, yet no objection to it stands.", [OBJECT]),
    ("challenged", [], "C1 is challenged, yet nothing has been raised against it here.", [OBJECT]),
]


@pytest.mark.parametrize(("status", "steps", "sentence", "moves"), DISAGREEMENTS)
def test_what_was_decided_otherwise_names_the_missing_moves(
    status: str, steps: list[Step], sentence: str, moves: list[str]
) -> None:
    found = disagreement_on(Graph(steps, claims(status, "open", "open")), 1)
    assert found is not None
    assert (found.sentence, [move.kind for move in found.moves]) == (sentence, moves)


def test_a_settled_report_without_an_argument_asks_for_one() -> None:
    found = disagreement_on(Graph([], claims("settled", c1="reported")), 1)
    assert found is not None
    assert found.sentence == "C1 is settled, yet no argument given for it holds."
    assert [move.kind for move in found.moves] == [SUPPORT]


@pytest.mark.parametrize("status", ["open", "settled", "revised", "withdrawn"])
def test_what_goes_together_is_no_disagreement(status: str) -> None:
    assert disagreement_on(Graph([], claims(status)), 1) is None


def test_a_verdict_on_the_same_graph_is_not_found_twice() -> None:
    graph = Graph([], [Statement(1, 1)])
    verdict = verdict_on(graph, reviews=0, rechecks=0)
    assert verdict_on(graph, reviews=0, rechecks=0) is verdict
    assert verdict_on(graph, reviews=1, rechecks=0).sentence != verdict.sentence
    other = Graph([], [Statement(1, 1, status="conceded")])
    assert verdict_on(other, reviews=0, rechecks=0).word == "undermined"
