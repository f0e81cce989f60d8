import pytest

from arguments.models import Debate, User
from reviews.models import Comment, Commitment, Review, Stance
from tests.api.clients import body, caller, pointers, problem
from tests.factories import (
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_document,
    make_link,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def post(debate: Debate, user: User, **said: object) -> object:
    return caller(user).post(f"/api/v1/debates/{debate.slug}/comments/", said)


def test_a_comment_on_a_passage_opens_a_thread() -> None:
    debate = make_debate()
    document = make_document(debate)
    section = document.latest.sections.get(position=1)
    words = "A test set bounds the error on average"
    response = post(
        debate,
        make_user("Ann"),
        source="Over *which* distribution?",
        heading="Average of what",
        target={"document": str(document.uuid), "section": section.anchor},
        quotations=[{"source": {"document": str(document.uuid)}, "exact": words}],
        acts=[{"act": "ask"}],
        qualifiers=["hedged"],
    )
    comment = body(response, 201)
    assert comment["label"] == "1.1"
    assert comment["target"]["document"] == str(document.uuid)
    assert comment["target"]["section"] == section.anchor
    assert comment["acts"] == [{"act": "ask", "claim": None, "link": None}]
    assert comment["html_url"].endswith(f"/debates/{debate.slug}/threads/1/#turn-1")
    (quotation,) = comment["quotations"]
    assert (quotation["exact"], quotation["state"], quotation["now"]) == (words, "exact", None)
    assert document.latest.text[quotation["start"] : quotation["end"]] == words
    assert quotation["source"]["revision"] == 1
    assert body(caller().get(comment["url"])) == comment


def test_a_comment_answers_a_passage_of_another() -> None:
    debate = make_debate()
    first = make_comment(debate, "Nobody has checked this.")
    said = body(
        post(
            debate,
            make_user(),
            source="I have.",
            target={"comment": str(first.uuid)},
            quotations=[{"source": {"comment": str(first.uuid)}, "start": 0, "end": 6}],
        ),
        201,
    )
    assert said["label"] == "1.2"
    assert said["target"]["comment"] == str(first.uuid)
    assert said["quotations"][0]["exact"] == "Nobody"
    assert said["quotations"][0]["source"]["version"] == 1


def test_a_text_that_is_not_here_is_quoted_by_its_name() -> None:
    debate = make_debate()
    named = {"source": {"name": "A paper"}, "exact": "As is well known", "purpose": "cited"}
    said = body(post(debate, make_user(), source="See there.", quotations=[named]), 201)
    (quotation,) = said["quotations"]
    assert (quotation["state"], quotation["start"]) == ("unresolved", None)
    assert quotation["source"]["name"] == "A paper"


def test_acts_take_effect() -> None:
    debate = make_debate()
    ann, claim = make_user("Ann"), make_claim(debate)
    acts = [{"act": "concede", "claim": str(claim.uuid)}, {"act": "plan"}]
    body(post(debate, ann, source="You are right; I will reword it.", acts=acts), 201)
    assert Stance.objects.get().position == "agree"
    assert Commitment.objects.get().text == "You are right; I will reword it."


def test_what_is_wrong_with_a_comment_is_pointed_at() -> None:
    debate, other = make_debate(), make_debate()
    claim = make_claim(debate)
    document = str(make_document(debate).uuid)
    foreign = {"claim": str(make_claim(other).uuid)}
    quotation = {"source": {"document": document}, "exact": "Training selects for behaviour."}
    wrong: list[tuple[dict[str, object], str]] = [
        ({"source": ""}, "/source"),
        ({"source": ["x"]}, "/source"),
        ({"text": "x"}, "/text"),
        ({"target": foreign}, "/target"),
        ({"target": {"document": document, "claim": str(claim.uuid)}}, "/target"),
        ({"target": {"section": "x"}}, "/target"),
        ({"target": {"document": document, "section": "nowhere"}}, "/target"),
        ({"acts": [{"act": "shout"}]}, "/acts/0/act"),
        ({"acts": [{"act": "ask"}, {"act": "ask"}]}, "/acts"),
        ({"acts": [{"act": "agree"} | foreign]}, "/acts/0"),
        ({"acts": [{"act": "ask", "who": "me"}]}, "/acts/0/who"),
        ({"qualifiers": ["rude"]}, "/qualifiers/0"),
        ({"quotations": [quotation, quotation | {"exact": "nowhere"}]}, "/quotations/1"),
        ({"quotations": [{"source": {"document": document}}]}, "/quotations/0"),
        ({"quotations": [{"source": {}, "exact": "x"}]}, "/quotations/0"),
        ({"quotations": [{"exact": "x"}]}, "/quotations/0/source"),
        ({"quotations": [quotation | {"exact": "the"}]}, "/quotations/0"),
        ({"review": str(claim.uuid)}, "/review"),
        ({"opening": True}, "/opening"),
        ({"opening": "yes"}, "/opening"),
    ]
    for change, pointer in wrong:
        response = post(debate, make_user(), **{"source": "Words."} | change)
        assert pointers(problem(response, 400))[0].startswith(pointer), change
    assert not Comment.objects.exists()


def test_only_its_writer_edits_a_comment() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    comment = make_comment(debate, "First words.", by=ann)
    address = f"/api/v1/comments/{comment.uuid}/"
    problem(caller(owner_of(debate)).patch(address, {"source": "x", "version": 1}), 403)
    client = caller(ann)
    headers = {"If-Match": client.get(address)["ETag"]}
    said = {"source": "Second words.", "reason": "typo"}
    edited = body(client.patch(address, said, headers=headers))
    assert (edited["source"], edited["version"]) == ("Second words.", 2)
    stale = problem(client.patch(address, said, headers=headers), 412)
    assert stale["current"]["source"] == "Second words."
    problem(client.patch(address, said), 428)
    versions = body(caller().get(f"{address}versions/"))["results"]
    assert [version["source"] for version in versions] == ["First words.", "Second words."]


def test_a_removed_comment_leaves_a_tombstone_and_is_restored() -> None:
    debate = make_debate()
    document = make_document(debate)
    ann, editor = make_user("Ann"), enrol(debate, "editor")
    comment = make_comment(debate, "Rude words.", by=ann, target=document)
    address = f"/api/v1/comments/{comment.uuid}/"
    problem(caller(make_user()).delete(address), 403)
    unreasoned = problem(caller(editor).delete(address), 400)
    assert pointers(unreasoned) == ["/reason"]
    removed = body(caller(editor).put(f"{address}removal/", {"reason": "Rude."}))
    assert removed["removed"]["reason"] == "Rude."
    assert removed["removed"]["by"]["role"] == "editor"
    shown = caller().get(address)
    assert b"Rude words" not in shown.content
    assert body(shown)["text"] == ""
    problem(caller().get(f"{address}versions/"), 404)
    assert body(caller(ann).get(f"{address}versions/"))["count"] == 1
    problem(caller(ann).delete(f"{address}removal/"), 403)
    restored = body(caller(editor).delete(f"{address}removal/"))
    assert (restored["removed"], restored["source"]) == (None, "Rude words.")
    assert body(caller(ann).delete(address))["removed"]["by"]["name"] == "Ann"


def test_a_removed_comment_is_not_quoted() -> None:
    debate = make_debate()
    comment = make_comment(debate, "Rude words.")
    comment.remove(by=owner_of(debate))
    quotation = {"source": {"comment": str(comment.uuid)}, "exact": "Rude"}
    problem(post(debate, make_user(), source="He said so.", quotations=[quotation]), 400)


def test_a_draft_is_its_writers_alone() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    review = Review.begin(debate, by=ann)
    said = body(post(debate, ann, source="Not yet.", review=str(review.uuid)), 201)
    assert (said["thread"], said["html_url"], said["label"]) == (None, None, "")
    assert said["position"] == 1
    problem(caller(owner_of(debate)).get(said["url"]), 404)
    assert (
        body(caller(owner_of(debate)).get(f"/api/v1/debates/{debate.slug}/comments/"))["count"] == 0
    )
    assert body(caller(ann).get(f"/api/v1/debates/{debate.slug}/comments/"))["count"] == 1
    stranger = post(debate, make_user(), source="Mine too.", review=str(review.uuid))
    assert pointers(problem(stranger, 400)) == ["/review"]


def test_a_comment_in_a_draft_goes_without_a_trace() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    review = Review.begin(debate, by=ann)
    for address in ("", "removal/"):
        said = body(post(debate, ann, source="Not yet.", review=str(review.uuid)), 201)
        client = caller(ann)
        send = client.put if address else client.delete
        response = send(f"{said['url']}{address}")
        assert (response.status_code, response.content) == (204, b"")
        problem(client.get(said["url"]), 404)
    assert not Comment.objects.exists()


def test_comments_are_filtered() -> None:
    debate = make_debate()
    claim, target = make_claim(debate), make_claim(debate)
    link = make_link(claim, target)
    make_comment(debate, "On the claim.", target=claim)
    make_comment(debate, "On the step.", target=link)
    body(post(debate, make_user(), source="Which one?", acts=[{"act": "ask"}]), 201)
    expected = {
        "": 3,
        f"claim={claim.uuid}": 1,
        f"link={link.uuid}": 1,
        "act=ask": 1,
        "text=step": 1,
        "text=nothing": 0,
    }
    for query, count in expected.items():
        page = body(caller().get(f"/api/v1/debates/{debate.slug}/comments/?{query}"))
        assert (page["count"], len(page["results"])) == (count, count), query


def test_an_outsider_does_not_comment_by_invitation_only() -> None:
    debate = make_debate(joining="invitation")
    problem(post(debate, make_user(), source="Hello."), 403)
    problem(caller().post(f"/api/v1/debates/{debate.slug}/comments/", {"source": "x"}), 401)
    private = make_debate(visibility="private")
    problem(post(private, make_user(), source="Hello."), 404)
