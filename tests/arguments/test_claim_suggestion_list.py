"""One claim, many places: what may say the same already is proposed while somebody types."""

import pytest
from django.test import Client

from arguments.models import Claim, Debate
from tests.factories import make_claim, make_debate, make_user, owner_of
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    debate = make_debate()
    make_claim(debate, "Training selects for behaviour alone")
    make_claim(debate, "Behaviour alone tells us nothing")
    make_claim(debate, "Search was never found")
    return debate


def found(debate: Debate, words: str) -> list[int]:
    return [claim.number for claim in debate.claims.like(words)]


def test_what_shares_most_words_comes_first(debate: Debate) -> None:
    assert found(debate, "training always selects for behaviour") == [1, 2]
    assert found(debate, "searches were found") == [3]
    assert found(debate, "nothing whatsoev") == [2]
    assert found(debate, "trai") == [1]


@pytest.mark.parametrize("words", ["", "a", "'", "' | !(", "\\", ":*", "%", "of the", "é" * 250])
def test_no_words_find_nothing(debate: Debate, words: str) -> None:
    assert found(debate, words) == []


def test_they_are_shown_below_the_field_or_on_a_page(debate: Debate) -> None:
    url = f"{debate.get_absolute_url()}claims/suggestions/?title=behaviour"
    whole = page(None, url)
    part = Client().get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" in whole and "<h1>" not in part
    for shown in (whole, part):
        assert "2 claims could be the same" in shown
        assert f"{debate.claims.get(number=1).get_absolute_url()}" in shown
    assert "Nothing here is like it." in page(None, f"{url}istic+determinism")
    page(None, f"{debate.get_absolute_url()}claims/suggestions/?title={'x' * 251}", 400)


def test_forms_ask_for_them(debate: Debate) -> None:
    asked = f'hx-get="{debate.get_absolute_url()}claims/suggestions/'
    ends = ('"', '?use=on"')
    claim = Claim.objects.get(debate=debate, number=1)
    forms = (f"{debate.get_absolute_url()}claims/new/", f"{claim.get_absolute_url()}supports/new/")
    for url, end in zip(forms, ends, strict=True):
        assert asked + end in page(owner_of(debate), url)
    assert asked not in page(owner_of(debate), f"{claim.get_absolute_url()}edit/")
    private = make_debate(visibility="private")
    page(make_user(), f"{private.get_absolute_url()}claims/suggestions/?title=x", 404)


def test_one_that_is_proposed_can_be_taken_with_one_press(debate: Debate) -> None:
    target, behaviour = debate.claims.get(number=3), debate.claims.get(number=1)
    owner = owner_of(debate)
    suggestions = f"{debate.get_absolute_url()}claims/suggestions/?title=behaviour"
    asked = {"HX-Request": "true"}
    assert 'name="use"' not in Client().get(suggestions, headers=asked).content.decode()
    proposed = Client().get(f"{suggestions}&use=on", headers=asked).content.decode()
    assert 'name="use" value="C1" formnovalidate>Use C1<' in proposed
    client = Client()
    client.force_login(owner)
    url = f"{target.get_absolute_url()}supports/new/"
    begun = {"title": "Training sel", "note": "Plain.", "bears": "supports", "voice": "asserted"}
    taken = client.post(url, {**begun, "kind": "claim", "use": "C1"})
    shown = taken.content.decode()
    assert taken.status_code == 200
    assert 'value="C1"' in shown and "Training sel<" not in shown and "Plain." in shown
    assert behaviour.title in shown
    assert not debate.links.exists()
    made = {**begun, "kind": "claim", "title": "", "existing": "C1"}
    assert client.post(url, made).status_code == 303
    assert debate.links.get().in_words == "C1 supports C3"
