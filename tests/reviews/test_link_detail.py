"""The page of one step."""

import re

import pytest

from arguments.models import Link, User
from reviews.models import Doing
from tests.factories import enrol, make_claim, make_comment, make_debate, make_link, owner_of
from tests.pages import page, query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    debate = make_debate(title="The debate")
    premises = [make_claim(debate, "Planning exists"), make_claim(debate, "Planning is search")]
    return Link.make(
        debate,
        by=owner_of(debate),
        relation="supports",
        premises=premises,
        target=make_claim(debate, "Search is inevitable"),
        note="By C1 alone it does not follow.",
    )


def text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def shown(link: Link, user: User | None = None) -> str:
    return page(user, link.get_absolute_url())


def test_the_step_is_said_in_words_with_its_claims_and_note(link: Link) -> None:
    said = text(shown(link))
    assert "C1 and C2 support C3 together" in said
    assert (
        "C1 Planning exists C2 Planning is search together support C3 Search is inevitable" in said
    )
    assert "By C1 alone it does not follow." in said


def test_disputes_of_it_are_shown_however_deep(link: Link) -> None:
    disputed = link
    for depth in range(6):
        disputed = make_link(make_claim(link.debate, f"Dispute at depth {depth}"), disputed)
    markup = shown(link)
    assert "Dispute at depth 2" in markup
    assert "Dispute at depth 3</a>" not in markup
    assert "1 dispute of this step, more below" in markup
    deep = shown(Link.objects.get(number=5))
    assert "C7 disputes L4" in deep
    assert "Dispute at depth 5" in deep


def test_the_path_leads_to_the_claim_and_to_the_step_it_disputes(link: Link) -> None:
    dispute = make_link(make_claim(link.debate), link)
    path = re.search(r'<nav class="breadcrumb".*?</nav>', shown(dispute), re.DOTALL)
    assert path
    assert text(path[0]) == (
        "The debate C3 Search is inevitable L1 C1 and C2 support C3 together L2"
    )


def test_comments_on_it_and_points_about_it_are_shown(link: Link) -> None:
    raiser = enrol(link.debate, "reviewer")
    make_comment(link.debate, "Why *jointly*?", by=raiser, target=link, doings=[Doing("ask")])
    make_comment(link.debate, "Elsewhere.", by=raiser, doings=[Doing("undercut", link=link)])
    markup = shown(link)
    assert "Why <em>jointly</em>?" in markup
    assert "Also raised about it T2 Elsewhere. Open" in text(markup)


def test_its_status_has_a_history(link: Link) -> None:
    link.set_status("challenged", by=enrol(link.debate, "reviewer"), reason="see C1")
    assert "Challenged" in text(shown(link))
    assert 'title="Planning exists">C1</a>' in shown(link)


def test_a_withdrawn_link_can_still_be_read(link: Link) -> None:
    link.withdraw(by=owner_of(link.debate), reason="made by mistake")
    assert "made by mistake" in shown(link)


def test_who_may_decide_is_offered_to(link: Link) -> None:
    assert "Set the status" in shown(link, owner_of(link.debate))
    link.debate.edit(by=owner_of(link.debate), joining="invitation")
    reader = shown(link, enrol(link.debate, "reader"))
    assert "Set the status" not in reader
    assert "Dispute this step" not in reader


def test_a_link_of_a_private_debate_is_not_there(link: Link) -> None:
    link.debate.edit(by=owner_of(link.debate), visibility="private")
    page(None, link.get_absolute_url(), status=404)
    page(enrol(link.debate, "reader"), link.get_absolute_url())


def test_a_fuller_page_takes_no_more_queries(link: Link) -> None:
    owner, counts = owner_of(link.debate), []
    for _ in range(2):
        for _ in range(4):
            raiser = enrol(link.debate, "reviewer")
            dispute = make_link(make_claim(link.debate), link)
            make_link(make_claim(link.debate), make_link(make_claim(link.debate), dispute))
            make_comment(link.debate, "See C1, L1.", by=raiser, target=link)
            make_comment(link.debate, by=raiser, doings=[Doing("undercut", link=link)])
            link.set_status("challenged" if link.status == "open" else "open", by=owner)
        counts.append(query_count(owner, link.get_absolute_url()))
    assert counts[0] == counts[1] <= 20
