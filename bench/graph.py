"""How long the whole argument graph of a large debate takes, beside the database's own answer.

    .venv/bin/python -m bench.graph [claims]

In a scratch database of the tests' server it makes 10,000 claims (or as many as asked) and a fifth
more links, always the same ones, then asks in turn: `GET /api/v1/debates/…/graph/`, and PostgreSQL
for one JSON text of the same rows. It prints the median of each, and how they compare.
"""

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
)

from arguments.models import Claim, Debate, Link, Participant, Premise, User  # noqa: E402
from tests.settings import CLUSTER, EMBEDDED  # noqa: E402

ROUNDS = 15
ADDRESS = "/api/v1/debates/bench/graph/"
ROWS_AS_JSON = """
SELECT json_build_object(
    'topics', (SELECT json_agg(title ORDER BY position) FROM arguments_topic
               WHERE debate_id = %(debate)s),
    'claims', (SELECT json_agg(json_build_object(
                   'uuid', c.uuid, 'number', c.number, 'title', c.title, 'kind', c.kind,
                   'voice', c.voice, 'status', c.status, 'topic', t.title) ORDER BY c.number)
               FROM arguments_claim c LEFT JOIN arguments_topic t ON t.id = c.topic_id
               WHERE c.debate_id = %(debate)s),
    'links', (SELECT json_agg(json_build_object(
                  'uuid', l.uuid, 'number', l.number, 'relation', l.relation, 'status', l.status,
                  'premises', p.uuids, 'claim', c.uuid, 'link', d.uuid) ORDER BY l.number)
              FROM arguments_link l
              LEFT JOIN arguments_claim c ON c.id = l.target_claim_id
              LEFT JOIN arguments_link d ON d.id = l.target_link_id
              LEFT JOIN (SELECT p.link_id, json_agg(pc.uuid ORDER BY p.position) AS uuids
                         FROM arguments_premise p JOIN arguments_claim pc ON pc.id = p.claim_id
                         WHERE pc.debate_id = %(debate)s GROUP BY p.link_id) p ON p.link_id = l.id
              WHERE l.debate_id = %(debate)s)
)::text
"""


@contextmanager
def scratch_database() -> Iterator[None]:
    if EMBEDDED:
        CLUSTER.join()
    setup_test_environment()
    own = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


def fill(size: int) -> Debate:
    """A debate with `size` claims; some links have two premises, one in eight is on a link."""
    chance = random.Random(1)
    owner = User.objects.create_user("bench", "bench@example.org", name="Bench")
    debate = Debate.start(by=owner, slug="bench", title="Bench")
    by = debate.participants.get(role=Participant.Role.OWNER)
    claims = Claim.objects.bulk_create(
        Claim(debate=debate, number=n, title=f"Statement {n} about silent failure holds", by=by)
        for n in range(1, size + 1)
    )
    links: list[Link] = []
    for number in range(1, size * 6 // 5 + 1):
        on_link = links and chance.random() < 0.125
        links.append(
            Link(
                debate=debate,
                number=number,
                relation="attacks" if on_link else chance.choice(Link.Relation.values),
                target_link=chance.choice(links) if on_link else None,
                target_claim=None if on_link else chance.choice(claims),
                by=by,
            )
        )
        if len(links) % 1000 == 0:
            store(links[-1000:])
    store([link for link in links if link.pk is None])
    Premise.objects.bulk_create(
        Premise(link=link, claim=claim, position=position)
        for link in links
        for position, claim in enumerate(chance.sample(claims, chance.choice((1, 1, 1, 2))))
    )
    debate.last_claim, debate.last_link = size, len(links)
    debate.save()
    return debate


def store(links: list[Link]) -> None:
    """In two parts, since a link on a link needs the other one's key."""
    Link.objects.bulk_create(link for link in links if link.target_link is None)
    for link in links:
        if link.target_link is not None:
            link.target_link_id = link.target_link.pk
            link.save()


def milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def bare(debate: Debate) -> str:
    with connection.cursor() as cursor:
        cursor.execute(ROWS_AS_JSON, {"debate": debate.pk})
        return cursor.fetchone()[0]


def measure(debate: Debate) -> None:
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(ADDRESS)
        cost = len(queries)
    assert response.status_code == 200
    known = {"If-None-Match": response["ETag"]}
    calls: dict[str, Callable[[], object]] = {
        "graph/": lambda: client.get(ADDRESS),
        "SELECT json_agg": lambda: bare(debate),
        "graph/ unchanged (304)": lambda: client.get(ADDRESS, headers=known),
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            times[name].append(milliseconds(call))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{debate.claims.count()} claims, {debate.links.count()} links, {ROUNDS} rounds")
    for name, median in medians.items():
        print(f"{name:>24}  median {median:7.1f} ms  best {min(times[name]):7.1f} ms")
    print(f"queries: {cost}; answer: {len(response.content) / 1e6:.1f} MB")
    print(f"ratio graph/ to json_agg: {medians['graph/'] / medians['SELECT json_agg']:.2f}")


if __name__ == "__main__":
    with scratch_database():
        debate = fill(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
        gc.freeze()  # as the server does once it has started
        measure(debate)
