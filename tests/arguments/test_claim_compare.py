"""Two wordings of a claim beside each other, by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.differences import PUT, SAME, TAKEN, Piece, differences
from arguments.models import Claim
from tests.factories import make_claim, make_debate, owner_of
from tests.pages import page


@given(st.text(alphabet="ab .\n", max_size=40), st.text(alphabet="ab .\n", max_size=40))
def test_the_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(text for kind, text in pieces if kind != PUT) == old
    assert "".join(text for kind, text in pieces if kind != TAKEN) == new
    assert all(text for _, text in pieces)


def test_neighbouring_changes_are_one() -> None:
    assert differences("we have no method at all", "we know of a method at all") == [
        Piece(SAME, "we "),
        Piece(TAKEN, "have no"),
        Piece(PUT, "know of a"),
        Piece(SAME, " method at all"),
    ]


@pytest.fixture
def claim() -> Claim:
    claim = make_claim(make_debate(), "No method would tell us")
    owner = owner_of(claim.debate)
    claim = claim.edit(by=owner, seen=1, title="No method yet would tell us", reason="Weaker.")
    return claim.edit(by=owner, seen=2, body="So far.", kind="proposal")


@pytest.mark.django_db
def test_the_last_two_versions_are_compared_unless_others_are_named(claim: Claim) -> None:
    url = f"{claim.get_absolute_url()}comparison/"
    assert "inserted: </span>So far.</ins>" in page(None, url)
    first = page(None, f"{url}?old=1&new=2")
    assert 'No method <ins><span class="visually-hidden">inserted: </span>yet </ins>would' in first
    assert "Weaker." in first
    assert "No difference in words." in page(None, f"{url}?old=2&new=2")
    page(None, f"{url}?old=9", 400)
    assert f"{url}?new=2&old=1" in page(None, f"{claim.get_absolute_url()}history/")


@pytest.mark.django_db
def test_a_claim_with_one_version_has_no_difference() -> None:
    claim = make_claim(make_debate())
    assert "No difference in words." in page(None, f"{claim.get_absolute_url()}comparison/")
