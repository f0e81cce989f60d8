"""Entering a claim, by itself or from the words of a document."""

import pytest
from django.urls import reverse

from arguments.models import Claim, Debate, Document, Topic
from tests.factories import enrol, make_debate, make_document, make_user, owner_of
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db

WORDING = {"kind": "claim", "voice": "asserted"}


@pytest.fixture
def debate() -> Debate:
    return make_debate()


def url(debate: Debate, query: str = "") -> str:
    return reverse("claim_create", args=[debate.slug]) + query


def passage(document: Document, words: str) -> str:
    start = document.latest.text.index(words)
    place = f"&start={start}&end={start + len(words)}"
    return f"?document={document.number}&revision=1{place}"


def test_who_is_not_signed_in_logs_in_and_comes_back(debate: Debate) -> None:
    for answer in (post(None, url(debate)), post(None, url(debate), {"title": "x"})):
        assert answer.status_code == 302
        assert answer["Location"] == f"/accounts/login/?next={url(debate)}"


def test_a_claim_is_entered_with_all_that_was_said_of_it(debate: Debate) -> None:
    topic = Topic.add(debate, by=owner_of(debate), title="Search")
    answer = post(
        enrol(debate, "reviewer"),
        url(debate),
        {
            "title": "Search is inevitable",
            "body": "Since *planning* needs it.",
            "kind": "evidence",
            "voice": "reported",
            "attributed_to": "a common view",
            "topic": topic.title,
        },
    )
    claim = Claim.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, claim.get_absolute_url())
    assert (claim.title, claim.kind, claim.voice) == (
        "Search is inevitable",
        "evidence",
        "reported",
    )
    assert (claim.attributed_to, claim.topic) == ("a common view", topic)
    assert "<em>planning</em>" in claim.body_html


def test_a_refused_claim_keeps_what_was_typed(debate: Debate) -> None:
    typed = WORDING | {"title": "", "body": "Long reasons."}
    answer = post(owner_of(debate), url(debate), typed)
    assert answer.status_code == 422
    assert "Enter the claim in one sentence." in body(answer)
    assert "Long reasons." in body(answer)
    assert "<title>Error: " in body(answer)
    assert not Claim.objects.exists()


def test_what_the_model_refuses_stands_beside_its_field(debate: Debate) -> None:
    typed = WORDING | {"title": "A fine sentence", "body": "x" * 200_001}
    answer = post(owner_of(debate), url(debate), typed)
    assert answer.status_code == 422
    assert 'href="#id_body"' in body(answer)
    assert not Claim.objects.exists()


def test_a_preview_shows_the_text_and_enters_nothing(debate: Debate) -> None:
    typed = WORDING | {"title": "", "body": "It is *plain* that $x^2$.", "do": "preview"}
    shown = body(post(owner_of(debate), url(debate), typed))
    assert "<em>plain</em>" in shown
    assert "<math" in shown
    assert "It is *plain* that $x^2$." in shown
    assert "There is a problem" not in shown
    assert not Claim.objects.exists()


def test_a_claim_from_a_passage_shows_and_cites_its_words(debate: Debate) -> None:
    document = make_document(debate)
    words = "It does not select for reasons."
    address = url(debate, passage(document, words))
    assert f'value="{words}"' in page(owner_of(debate), address)
    answer = post(owner_of(debate), address, WORDING | {"title": "Training is blind to reasons"})
    assert answer.status_code == 303
    citation = Claim.objects.get().citations.get()
    assert (citation.exact, citation.revision) == (words, document.latest)


@pytest.mark.parametrize(
    "query",
    [
        "?document=1&revision=1&start=10&end=99999",
        "?document=1&revision=1&start=20&end=10",
        "?document=9&revision=1&start=0&end=10",
        "?document=1&revision=7&start=0&end=10",
        "?document=1&start=x&end=10",
        "?start=0&end=10",
    ],
)
def test_a_passage_that_is_not_there_is_said_and_the_claim_can_still_be_entered(
    debate: Debate, query: str
) -> None:
    make_document(debate)
    assert "a passage that we do not find" in page(owner_of(debate), url(debate, query))
    answer = post(owner_of(debate), url(debate, query), WORDING | {"title": "It holds anyway"})
    assert answer.status_code == 303
    assert not Claim.objects.get().citations.exists()


def test_an_editor_names_a_new_topic_on_the_way(debate: Debate) -> None:
    typed = WORDING | {"title": "Search is inevitable", "new_topic": "Search"}
    assert post(enrol(debate, "editor"), url(debate), typed).status_code == 303
    assert Claim.objects.get().topic == debate.topics.get(title="Search")


def test_a_topic_is_not_added_when_the_claim_is_refused(debate: Debate) -> None:
    typed = WORDING | {"title": "x" * 251, "new_topic": "Search"}
    assert post(owner_of(debate), url(debate), typed).status_code == 422
    assert not debate.topics.exists()


def test_a_reviewer_is_not_asked_for_new_topics(debate: Debate) -> None:
    reviewer = enrol(debate, "reviewer")
    assert "new topic" not in page(reviewer, url(debate))
    typed = WORDING | {"title": "Search is inevitable", "new_topic": "Search"}
    assert post(reviewer, url(debate), typed).status_code == 303
    assert not debate.topics.exists()


def test_only_participants_enter_claims_where_joining_is_by_invitation() -> None:
    debate = make_debate(joining="invitation")
    page(make_user(), url(debate), status=403)
    page(enrol(debate, "reader"), url(debate), status=403)
    page(enrol(debate, "reviewer"), url(debate))
