"""Maps of a debate, as text: its branches in a table, and its outline."""

import pytest

from arguments.models import Debate, Topic
from bench.graph import fill
from tests.factories import make_claim, make_debate, make_link, owner_of
from tests.pages import page
from tests.reviews.test_debate_detail import text

pytestmark = pytest.mark.django_db

#: Of the map of a thousand claims, in bytes.
LONGEST_MAP = 150_000


@pytest.fixture
def debate() -> Debate:
    debate = make_debate()
    topic = Topic.add(debate, by=owner_of(debate), title="Search")
    thesis = make_claim(debate, "Search is inevitable", topic=topic)
    make_link(make_claim(debate, "None was found"), thesis)
    make_claim(debate, "Plans are short", topic=topic)
    return debate


def test_branches_have_a_shape_for_each_claim_and_say_it_in_words(debate: Debate) -> None:
    shown = page(None, f"{debate.get_absolute_url()}map/")
    assert 'aria-label="2 claims: 1 defeated, 1 unopposed"' in shown
    assert "Search 2 1 1 ✕ ●" in text(shown)
    assert "Without a topic 1 1 ●" in text(shown)
    assert "outline/?topic=Search" in shown


def test_a_filter_leaves_what_passes_it(debate: Debate) -> None:
    shown = text(page(None, f"{debate.get_absolute_url()}map/?show=open"))
    assert "Search 1 1 ✕" in shown
    outline = page(None, f"{debate.get_absolute_url()}outline/?show=open")
    assert "None was found" in outline
    assert "Plans are short" not in outline
    for view in ("map", "outline"):
        page(None, f"{debate.get_absolute_url()}{view}/?show=closed", 400)


def test_the_outline_goes_down_from_what_bears_on_nothing(debate: Debate) -> None:
    make_link(debate.claims.get(number=1), debate.claims.get(number=2))
    shown = text(page(None, f"{debate.get_absolute_url()}outline/"))
    assert "C3 Plans are short Unopposed C1 Search is inevitable Undecided" in shown
    assert "Level 1: attacks it C2 None was found Undecided" in shown
    assert "Level 2: attacks it C1 Search is inevitable Comes back in a circle" in shown


def test_a_debate_without_claims_has_an_empty_map() -> None:
    url = make_debate().get_absolute_url()
    assert "no map yet" in page(None, f"{url}map/")
    assert "No claims yet" in page(None, f"{url}outline/")


def test_a_thousand_claims_are_a_light_map() -> None:
    url = fill(1000).get_absolute_url()
    assert len(page(None, f"{url}map/").encode()) <= LONGEST_MAP
    assert "400 of" in page(None, f"{url}outline/")
