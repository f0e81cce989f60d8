import pytest

from arguments.models import Debate, Participant
from tests.api.clients import body, caller, pointers, problem
from tests.factories import enrol, make_debate, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_a_debate_is_opened_by_its_owner() -> None:
    ann = make_user("Ann")
    said = {"slug": "silent-failure", "title": "Silent failure", "summary": "*Why* it matters."}
    response = caller(ann).post("/api/v1/debates/", said)
    debate = body(response, 201)
    assert response["Location"] == debate["url"]
    assert (debate["visibility"], debate["joining"]) == ("public", "open")
    assert "<em>Why</em>" in debate["summary_html"]
    assert Debate.objects.get().role_of(ann) == "owner"
    assert body(caller().get("/api/v1/debates/silent-failure/")) == debate


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"slug": "Silent", "title": "x"}, "/slug"),
        ({"slug": "a", "title": "x"}, "/slug"),
        ({"slug": "taken", "title": "x"}, "/slug"),
        ({"slug": "free", "title": "x", "visibility": "secret"}, "/visibility"),
        ({"slug": "free"}, "/title"),
    ],
)
def test_what_is_wrong_with_a_debate_is_pointed_at(said: dict[str, str], pointer: str) -> None:
    make_debate(slug="taken")
    response = caller(make_user()).post("/api/v1/debates/", said)
    assert pointers(problem(response, 400)) == [pointer]


def test_lists_show_public_debates_and_ones_own() -> None:
    ann = make_user()
    public = make_debate()
    unlisted = make_debate(visibility="unlisted")
    private = make_debate(ann, visibility="private")

    def listed(client_of: object, query: str = "") -> list[str]:
        page = body(caller(client_of).get(f"/api/v1/debates/{query}"))  # type: ignore[arg-type]
        return [debate["slug"] for debate in page["results"]]

    assert listed(None) == [public.slug]
    assert listed(ann) == [public.slug, private.slug]
    assert listed(ann, "?mine=true") == [private.slug]
    assert body(caller().get(f"/api/v1/debates/{unlisted.slug}/"))
    problem(caller().get(f"/api/v1/debates/{private.slug}/"), 404)


def test_only_the_owner_changes_a_debate() -> None:
    debate = make_debate()
    address = f"/api/v1/debates/{debate.slug}/"
    problem(caller(enrol(debate, "editor")).patch(address, {"title": "Mine"}), 403)
    owner = caller(owner_of(debate))
    changed = body(owner.patch(address, {"title": "New", "joining": "invitation"}))
    assert (changed["title"], changed["joining"]) == ("New", "invitation")
    problem(owner.patch(address, {"slug": "other"}), 400)


def test_the_owner_gives_roles() -> None:
    debate, ann = make_debate(), make_user("Ann")
    address = f"/api/v1/debates/{debate.slug}/participants/"
    said = {"username": ann.username, "role": "editor"}
    problem(caller(ann).post(address, said), 403)
    owner = caller(owner_of(debate))
    assert body(owner.post(address, said))["role"] == "editor"
    problem(owner.post(address, {"username": "nobody", "role": "editor"}), 400)
    people = body(owner.get(address))["results"]
    assert [person["role"] for person in people] == ["owner", "editor"]
    assert people[1]["username"] == ann.username
    body(owner.post(address, {"username": ann.username, "role": "former"}))
    assert body(owner.get(address))["count"] == 1


def test_usernames_are_shown_to_the_owner_only() -> None:
    debate = make_debate()
    (person,) = body(caller().get(f"/api/v1/debates/{debate.slug}/participants/"))["results"]
    assert person["username"] is None


def test_the_last_owner_stays() -> None:
    debate = make_debate()
    owner = owner_of(debate)
    said = {"username": owner.username, "role": "reader"}
    problem(caller(owner).post(f"/api/v1/debates/{debate.slug}/participants/", said), 400)
    assert Participant.objects.get().role == "owner"


def test_editors_add_topics() -> None:
    debate = make_debate()
    address = f"/api/v1/debates/{debate.slug}/topics/"
    problem(caller(enrol(debate, "reviewer")).post(address, {"title": "Training"}), 403)
    editor = caller(enrol(debate, "editor"))
    for title in ("Training", "Evaluation"):
        assert body(editor.post(address, {"title": title}), 201) == {"title": title}
    problem(editor.post(address, {"title": "Training"}), 400)
    topics = body(caller().get(address))["results"]
    assert topics == [{"title": "Training"}, {"title": "Evaluation"}]
