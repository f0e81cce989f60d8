"""The derived role of a claim."""

from hypothesis import given
from hypothesis import strategies as st

from arguments.roles import ARGUMENT, OBJECTION, REBUTTAL, Step, roles


def attack(id: int, premise: int, claim: int | None = None, link: int | None = None) -> Step:
    return Step(id, "attacks", [premise], claim, link)


def support(id: int, premise: int, claim: int) -> Step:
    return Step(id, "supports", [premise], claim, None)


def test_what_attacks_nothing_is_an_argument() -> None:
    assert roles([1, 2], [support(1, 2, 1)]) == {1: ARGUMENT, 2: ARGUMENT}


def test_an_attack_on_an_argument_is_an_objection_and_an_attack_on_that_a_rebuttal() -> None:
    steps = [attack(1, 2, claim=1), attack(2, 3, claim=2), attack(3, 4, claim=3)]
    assert roles([1, 2, 3, 4], steps) == {1: ARGUMENT, 2: OBJECTION, 3: REBUTTAL, 4: OBJECTION}


def test_an_undercut_of_a_support_goes_against_what_it_supports() -> None:
    steps = [support(1, 2, 1), attack(2, 3, link=1)]
    assert roles([1, 2, 3], steps)[3] == OBJECTION


def test_an_undercut_of_an_attack_goes_against_those_who_made_it() -> None:
    steps = [attack(1, 2, claim=1), attack(2, 3, link=1)]
    assert roles([1, 2, 3], steps)[3] == REBUTTAL


def test_an_undercut_of_an_undercut_is_an_objection_again() -> None:
    steps = [attack(1, 2, claim=1), attack(2, 3, link=1), attack(3, 4, link=2)]
    assert roles([1, 2, 3, 4], steps)[4] == OBJECTION


def test_attacking_an_argument_outweighs_attacking_an_objection() -> None:
    steps = [attack(1, 2, claim=1), attack(2, 3, claim=2), attack(3, 3, claim=1)]
    assert roles([1, 2, 3], steps)[3] == OBJECTION


def test_claims_that_only_attack_each_other_are_objections() -> None:
    steps = [attack(1, 1, claim=2), attack(2, 2, claim=1)]
    assert roles([1, 2], steps) == {1: OBJECTION, 2: OBJECTION}


def test_a_long_chain_needs_no_recursion() -> None:
    length = 100_000
    steps = [attack(number, number + 1, claim=number) for number in range(length)]
    assert roles(range(length + 1), steps)[length] == REBUTTAL


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=40
    )
)
def test_every_claim_has_a_role_in_any_graph(
    links: list[tuple[bool, int, int, bool]],
) -> None:
    steps = [
        Step(
            number,
            "attacks" if attacks else "supports",
            [premise],
            None if undercut else target,
            target if undercut else None,
        )
        for number, (attacks, premise, target, undercut) in enumerate(links)
    ]
    found = roles(range(10), steps)
    attacking = {step.premises[0] for step in steps if step.attacks}
    assert set(found) == set(range(10))
    assert {claim for claim, role in found.items() if role == ARGUMENT} == set(
        range(10)
    ) - attacking
