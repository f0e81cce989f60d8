"""The grounded labelling and its reasons: against a naive fixpoint, known answers and mutations."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.standing import (
    ATTACKS,
    IN,
    NEEDS,
    NEUTRAL,
    OUT,
    SET_ASIDE,
    SUPPORTS,
    UNDECIDED,
    WITHDRAWN,
    WORDS,
    Column,
    Elements,
    Reasons,
    Structure,
)

SEMANTICS = Path(__file__).resolve().parents[3] / "shared" / "data" / "semantics"
beside = pytest.mark.skipif(not SEMANTICS.is_dir(), reason="the known answers are not here")


@dataclass(frozen=True)
class Case:
    """Claims 0 to n - 1 and links after them: what each does, from which claims, to what."""

    claims: int
    links: Sequence[tuple[int, tuple[int, ...], int]] = ()
    unasserted: frozenset[int] = frozenset()
    off: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        return self.claims + len(self.links)

    def structure(self) -> Structure:
        return Structure(
            self.claims,
            [effect for effect, _, _ in self.links],
            [target for _, _, target in self.links],
            [premise for _, premises, _ in self.links for premise in premises],
            [len(premises) for _, premises, _ in self.links],
            self.unasserted,
        )

    def reasons(self) -> Reasons:
        return Reasons(self.structure().label(dict.fromkeys(self.off, WITHDRAWN)))

    def column(self) -> Column:
        pairs = [(index, index + 1) for index in range(self.size)]
        elements = Elements(pairs[: self.claims], pairs[self.claims :])
        return Column(self.structure(), elements, dict.fromkeys(self.off, WITHDRAWN))

    def without(self, element: int) -> "Case":
        return replace(self, off=self.off | {element})


@st.composite
def cases(draw: st.DrawFn, effects: Sequence[int] = (ATTACKS, SUPPORTS, NEEDS, NEUTRAL)) -> Case:
    claims = draw(st.integers(1, 6))
    count = draw(st.integers(0, 9))
    links: list[tuple[int, tuple[int, ...], int]] = []
    for index in range(count):
        effect = draw(st.sampled_from(effects))
        others = [claims + other for other in range(count) if other != index]
        targets = [*range(claims), *(others if effect == ATTACKS else [])]
        premises = draw(st.lists(st.integers(0, claims - 1), min_size=1, max_size=3, unique=True))
        links.append((effect, tuple(premises), draw(st.sampled_from(targets))))
    elements = st.frozensets(st.integers(0, claims + count - 1), max_size=2)
    return Case(claims, links, draw(st.frozensets(st.integers(0, claims - 1))), draw(elements))


def naive(case: Case) -> list[int]:
    """Kleene's rules applied to everything until nothing changes any more."""
    value: list[bool | None] = [None] * case.size

    def both(parts: list[bool | None]) -> bool | None:
        return False if False in parts else None if None in parts else True

    def either(parts: list[bool | None]) -> bool | None:
        return True if True in parts else None if None in parts else False

    def rule(element: int) -> bool | None:
        if element in case.off:
            return False
        onto = [
            (effect, value[case.claims + place])
            for place, (effect, _, target) in enumerate(case.links)
            if target == element
        ]
        parts = [None if held is None else not held for effect, held in onto if effect == ATTACKS]
        if element >= case.claims:
            return both(parts + [value[claim] for claim in case.links[element - case.claims][1]])
        parts += [held for effect, held in onto if effect == NEEDS]
        if element in case.unasserted:
            parts.append(either([held for effect, held in onto if effect == SUPPORTS]))
        return both(parts)

    while (after := [rule(element) for element in range(case.size)]) != value:
        value = after
    return [{None: UNDECIDED, True: IN, False: OUT}[each] for each in value]


@given(cases())
def test_it_is_the_least_fixpoint(case: Case) -> None:
    assert list(case.reasons().labels) == naive(case)


@given(cases(effects=(ATTACKS,)))
def test_with_attacks_alone_it_is_dungs_grounded_labelling(case: Case) -> None:
    """By the characteristic function: an argument is in when all its attackers are attacked."""
    single = [
        (ATTACKS, premises[:1], target)
        for _, premises, target in case.links
        if target < case.claims
    ]
    plain = Case(case.claims, single)
    attackers = {
        claim: {premises[0] for _, premises, target in single if target == claim}
        for claim in range(case.claims)
    }
    defended: set[int] = set()
    while True:
        beaten = {claim for claim in attackers if attackers[claim] & defended}
        following = {claim for claim in attackers if attackers[claim] <= beaten}
        if following == defended:
            break
        defended = following
    labels = plain.reasons().labels
    assert {claim for claim in range(case.claims) if labels[claim] == IN} == defended


@given(cases())
def test_every_label_has_causes_of_lower_rank(case: Case) -> None:
    reasons = case.reasons()
    for element in range(case.size):
        kind, by = reasons.cause(element)
        if reasons.labels[element] == UNDECIDED:
            assert by
            assert all(reasons.labels[each] == UNDECIDED for each in by)
        elif element not in case.off:
            assert all(reasons.ranks[each] < reasons.ranks[element] for each in by), kind


@given(cases())
def test_without_its_cause_what_is_out_would_not_be_so_for_that_reason(case: Case) -> None:
    """An attack or a loss that is cited is one: taken away, with its like, the label changes."""
    reasons = case.reasons()
    for element in range(case.size):
        kind, by = reasons.cause(element)
        if kind == "attacked":
            others = reasons.unanswered(element)
            assert set(by) <= set(others)
            changed = replace(case, off=case.off | set(others)).reasons()
            still = changed.cause(element).kind
            assert changed.labels[element] != OUT or still != "attacked"
        elif kind == "unsupported":
            assert element in case.unasserted
            assert all(reasons.labels[each] == OUT for each in by)
        elif kind == "missing":
            assert all(reasons.labels[each] == OUT for each in by)


@given(cases())
def test_a_line_of_causes_ends(case: Case) -> None:
    reasons = case.reasons()
    for element in range(case.size):
        line = reasons.line(element)
        if reasons.labels[element] == UNDECIDED:
            assert line[-1] in line[:-1]
        else:
            ranks = [reasons.ranks[each] for each in line]
            assert ranks == sorted(set(ranks), reverse=True)


@given(cases())
def test_a_label_depends_on_what_leads_to_the_element_alone(case: Case) -> None:
    """What is added beside changes nothing: a claim that the first one attacks, and its support."""
    labels = case.reasons().labels
    shift = {**{index: index for index in range(case.claims)}}
    moved = [
        (effect, premises, target if target < case.claims else target + 1)
        for effect, premises, target in case.links
    ]
    added = case.claims
    off = frozenset(each if each < case.claims else each + 1 for each in case.off)
    links = [*moved, (ATTACKS, (0,), added), (SUPPORTS, (added,), added)]
    wider = Case(case.claims + 1, links, case.unasserted, off).reasons().labels
    kept = [*(wider[index] for index in shift), *wider[added + 1 : added + 1 + len(moved)]]
    assert kept == list(labels)


@given(cases(), st.randoms())
def test_neither_names_nor_order_matter(case: Case, random: Any) -> None:
    places = list(range(len(case.links)))
    random.shuffle(places)
    new = {old: index for index, old in enumerate(places)}

    def renamed(element: int) -> int:
        if element < case.claims:
            return case.claims - 1 - element
        return case.claims + new[element - case.claims]

    links = [
        (effect, tuple(renamed(claim) for claim in premises), renamed(target))
        for effect, premises, target in (case.links[old] for old in places)
    ]
    other = Case(
        case.claims,
        links,
        frozenset(map(renamed, case.unasserted)),
        frozenset(map(renamed, case.off)),
    ).reasons()
    reasons = case.reasons()
    for element in range(case.size):
        assert reasons.labels[element] == other.labels[renamed(element)]
        assert reasons.ranks[element] == other.ranks[renamed(element)]
        assert reasons.word(element) == other.word(renamed(element))


@given(cases())
def test_a_support_never_hurts(case: Case) -> None:
    better = {OUT: 0, UNDECIDED: 1, IN: 2}
    before, supporting = case.reasons().labels, case.claims - 1
    for claim in range(case.claims):
        more = replace(case, links=[*case.links, (SUPPORTS, (supporting,), claim)])
        if supporting not in reached_from(case, claim):
            assert better[more.reasons().labels[claim]] >= better[before[claim]]


def reached_from(case: Case, claim: int) -> set[int]:
    """All on which the claim bears in the end, itself too."""
    reached, queue = {claim}, [claim]
    for element in queue:
        onward = [
            case.claims + place
            for place, (_, premises, _) in enumerate(case.links)
            if element in premises
        ]
        if element >= case.claims:
            onward.append(case.links[element - case.claims][2])
        queue.extend(each for each in onward if each not in reached)
        reached.update(onward)
    return reached


@given(cases())
def test_each_opener_would_bring_what_holds_down(case: Case) -> None:
    reasons = case.reasons()
    for element in range(case.size):
        if reasons.labels[element] == IN:
            for opener in reasons.openers(element):
                assert case.without(opener).reasons().labels[element] != IN


@given(cases())
def test_every_sentence_is_one(case: Case) -> None:
    column = case.column()
    names = {f"C{index + 1}" for index in range(case.claims)}
    names |= {f"L{case.claims + place + 1}" for place in range(len(case.links))}
    for element in range(case.size):
        said = column.sentences.why(element)
        assert said.endswith(".")
        assert not re.search(r"None|\(\)|  | [.,;]|: ?[.;]", said), said
        assert set(re.findall(r"[CL][0-9]+", said)) <= names
        word = column.reasons.word(element)
        assert word in WORDS or (word == SET_ASIDE and element in case.off)


@given(cases())
@settings(max_examples=50)
def test_what_a_withdrawal_would_flip_is_what_it_flips(case: Case) -> None:
    column = case.column()
    labels = column.labelling.labels
    for claim in range(case.claims):
        told = {flip.label for flip in column.claim(claim).if_withdrawn()}
        after = case.without(claim).reasons().labels
        changed = {
            column.elements.label(each)
            for each in range(case.size)
            if each != claim and each not in case.off and labels[each] != after[each]
        }
        assert told == changed


def test_half_the_rank_is_the_min_max_number() -> None:
    """Caminada and Dunne's chain: in 1, out 2 … of five arguments that attack the one before."""
    chain = Case(5, [(ATTACKS, (claim + 1,), claim) for claim in range(4)])
    ranks = chain.reasons().ranks
    assert [ranks[claim] // 2 + 1 for claim in range(5)] == [5, 4, 3, 2, 1]


def test_a_long_chain_is_labelled_and_explained() -> None:
    length = 100_001
    chain = Case(length, [(ATTACKS, (claim + 1,), claim) for claim in range(length - 1)])
    reasons = chain.reasons()
    assert reasons.labels[0] == IN
    assert len(reasons.line(0)) == 2 * length - 1


#: Sentences, of claims C1… and links L… numbered after them.
SAID = [
    (Case(1), 0, "C1 stands: nothing has been raised against it."),
    (Case(2, [(ATTACKS, (1,), 0)]), 0, "C1 is defeated by C2, which nothing answers."),
    (
        Case(3, [(ATTACKS, (1,), 0), (ATTACKS, (2,), 1)]),
        0,
        "C1 stands: the one attack on it is answered: C2 (defeated by C3).",
    ),
    (
        Case(3, [(ATTACKS, (1,), 0), (ATTACKS, (2,), 3)]),
        0,
        "C1 stands: the one attack on it is answered: C2 (the step is undercut by C3).",
    ),
    (
        Case(4, [(ATTACKS, (1,), 0), (ATTACKS, (2,), 1), (ATTACKS, (3,), 2)]),
        0,
        "C1 is defeated by C2; every answer to it fails: C3 (defeated by C4).",
    ),
    (
        Case(3, [(ATTACKS, (1, 2), 0)]),
        0,
        "C1 is defeated by C2 and C3 together, which nothing answers.",
    ),
    (
        Case(3, [(NEEDS, (1,), 0), (ATTACKS, (2,), 1)]),
        0,
        "C1 falls with C2, which it needs: C2 is defeated by C3.",
    ),
    (
        Case(1, unasserted=frozenset({0})),
        0,
        "C1 is not established: no argument is given for it.",
    ),
    (
        Case(3, [(SUPPORTS, (1,), 0), (ATTACKS, (2,), 1)], unasserted=frozenset({0})),
        0,
        "C1 is not established: no argument given for it holds: C2 (defeated by C3).",
    ),
    (
        Case(3, [(SUPPORTS, (1,), 0), (ATTACKS, (2,), 1)]),
        0,
        "C1 stands: nothing has been raised against it. It stands on its own word:"
        " no argument given for it holds: C2 (defeated by C3).",
    ),
    (
        Case(2, [(ATTACKS, (0,), 1), (ATTACKS, (1,), 0)]),
        0,
        "C1 is undecided: C1 is attacked by C2; C2 is attacked by C1. Nothing outside settles it.",
    ),
    (Case(1, off=frozenset({0})), 0, "C1 is set aside: withdrawn."),
    (
        Case(2, [(ATTACKS, (1,), 0)]),
        2,
        "L3 has force: C2 stands, and nobody disputes the step.",
    ),
    (
        Case(3, [(ATTACKS, (1,), 0), (ATTACKS, (2,), 1)]),
        3,
        "L4 has no force: C2 is defeated by C3.",
    ),
]


@pytest.mark.parametrize(("case", "element", "sentence"), SAID)
def test_the_sentence_names_what_decides(case: Case, element: int, sentence: str) -> None:
    assert case.column().sentences.why(element) == sentence


# Answers that others gave


@beside
def test_the_worked_cases() -> None:
    kinds = {"attacks": ATTACKS, "undercuts": ATTACKS, "supports": SUPPORTS}
    worked = json.loads((SEMANTICS / "worked_cases.json").read_text())
    assert len(worked) == 42
    for each in worked:
        nodes, links = each["nodes"], each["links"]
        index = {one["id"]: place for place, one in enumerate([*nodes, *links])}
        case = Case(
            len(nodes),
            [
                (
                    NEEDS if link["premise"] else kinds[link["type"]],
                    (index[link["src"]],),
                    index[link["dst"]],
                )
                for link in links
            ],
            frozenset(index[node["id"]] for node in nodes if not node["asserted"]),
            frozenset(index[one["id"]] for one in [*nodes, *links] if one["off"]),
        )
        labels = case.reasons().labels
        found = {name: ("undec", "in", "out")[labels[place]] for name, place in index.items()}
        assert found == each["labels"], each["name"]
