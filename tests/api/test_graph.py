from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arguments.graphs import graph_of
from arguments.models import Link, Topic
from bench.graph import bare, fill
from tests.api.clients import body, caller, problem
from tests.factories import make_claim, make_debate, make_link, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_the_graph_is_read_in_one_answer() -> None:
    debate = make_debate()
    owner = owner_of(debate)
    topic = Topic.add(debate, by=owner, title="Training")
    first = make_claim(debate, "It fails silently", topic=topic)
    second, third = make_claim(debate), make_claim(debate)
    joint = Link.make(debate, by=owner, relation="supports", premises=[third, second], target=first)
    undercut = make_link(make_claim(debate), joint)
    undercut.withdraw(by=owner)
    graph = body(caller().get(f"/api/v1/debates/{debate.slug}/graph/"))
    assert graph["topics"] == ["Training"]
    assert [claim["number"] for claim in graph["claims"]] == [1, 2, 3, 4]
    assert graph["claims"][0] == {
        "uuid": str(first.uuid),
        "number": 1,
        "title": "It fails silently",
        "kind": "claim",
        "voice": "asserted",
        "status": "open",
        "role": "argument",
        "standing": {
            "word": "unopposed",
            "label": "in",
            "rank": 0,
            "sentence": "C1 stands: nothing has been raised against it.",
        },
        "topic": "Training",
    }
    assert graph["links"][0]["premises"] == [str(third.uuid), str(second.uuid)]
    assert graph["links"][0]["target"] == {"claim": str(first.uuid), "link": None}
    assert graph["links"][1]["target"] == {"claim": None, "link": str(joint.uuid)}
    assert graph["links"][1]["status"] == "withdrawn"


def test_the_graph_gives_the_roles_that_claims_have_elsewhere() -> None:
    debate = make_debate()
    first, second, third, fourth = (make_claim(debate) for _ in range(4))
    step = make_link(second, first)
    make_link(third, step)
    make_link(fourth, third)
    graph = body(caller().get(f"/api/v1/debates/{debate.slug}/graph/"))
    roles = {claim["uuid"]: claim["role"] for claim in graph["claims"]}
    derived = graph_of(debate).roles
    assert roles == {str(claim.uuid): derived[claim.pk] for claim in debate.claims.all()}
    assert roles[str(third.uuid)] == "rebuttal"


def test_circles_do_no_harm() -> None:
    debate = make_debate()
    first, second = make_claim(debate), make_claim(debate)
    there = make_link(first, second)
    make_link(second, first)
    make_link(make_claim(debate), there)
    graph = body(caller().get(f"/api/v1/debates/{debate.slug}/graph/"))
    assert len(graph["links"]) == 3


def queries(address: str, **headers: str) -> tuple[int, Any]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = caller().get(address, headers=headers)
    return len(captured), response


def test_the_graph_costs_the_same_queries_whatever_its_size() -> None:
    debate = make_debate()
    target = make_claim(debate)
    for _ in range(2):
        make_link(make_claim(debate), target)
    address = f"/api/v1/debates/{debate.slug}/graph/"
    before, _ = queries(address)
    for _ in range(7):
        make_link(make_claim(debate), target)
    after, response = queries(address)
    assert len(body(response)["links"]) == 9
    assert before == after <= 5


def test_an_unchanged_graph_costs_one_query() -> None:
    debate = make_debate()
    claim = make_claim(debate)
    address = f"/api/v1/debates/{debate.slug}/graph/"
    etag = caller().get(address)["ETag"]
    count, response = queries(address, **{"If-None-Match": f'W/{etag}, "other"'})
    assert (response.status_code, count) == (304, 1)
    claim.set_status("challenged", by=owner_of(debate))
    changed = caller().get(address, headers={"If-None-Match": etag})
    assert body(changed)["claims"][0]["status"] == "challenged"
    assert changed["ETag"] != etag


def test_the_graph_of_a_hidden_debate_is_not_found() -> None:
    debate = make_debate(visibility="private")
    problem(caller(make_user()).get(f"/api/v1/debates/{debate.slug}/graph/"), 404)
    problem(caller().get("/api/v1/debates/nowhere/graph/"), 404)


def test_the_benchmark_compares_the_same_rows() -> None:
    debate = fill(40)
    shown = body(caller().get(f"/api/v1/debates/{debate.slug}/graph/"))
    rows = orjson.loads(bare(debate))
    assert (len(shown["claims"]), len(shown["links"])) == (40, 48)
    for claim in shown["claims"]:
        del claim["role"], claim["standing"]
    assert rows["claims"] == shown["claims"]
    for link in shown["links"]:
        link |= link.pop("target")
        del link["standing"]
    assert rows["links"] == shown["links"]
