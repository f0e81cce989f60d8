"""What standing costs on the page of a claim in a large debate: unchanged, and after an edit.

    .venv/bin/python -m bench.claim_page [claims]

In a scratch database it makes 83,000 claims (or as many as asked) and a fifth more links, then asks
for one claim's page: with the graph known, right after an edit that another process made, and with
no graph known. It prints all, the time of the edit, what standing takes of the first page, and the
second as a ratio to the first.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from bench.graph import fill, milliseconds, scratch_database

from arguments.graphs import graph_of, kept  # isort: skip
from arguments.models import Claim, Debate, Link, User  # isort: skip
from django.test import Client  # isort: skip

ROUNDS = 9


def standing_of(debate: Debate, claim: Claim) -> str:
    return graph_of(Debate.objects.get(pk=debate.pk)).reviewed.claim(claim.pk).sentence


def median(call: Callable[[], object]) -> float:
    return statistics.median(milliseconds(call) for _ in range(ROUNDS))


def attack(claim: Claim, other: Claim, owner: User) -> Link:
    debate = Debate.objects.get(pk=claim.debate_id)
    return Link.make(debate, by=owner, relation="attacks", premises=[other], target=claim)


def measure(debate: Debate) -> None:
    claim = debate.claims.order_by("number")[10]
    client = Client()
    url = claim.get_absolute_url()
    assert client.get(url).status_code == 200
    page = median(lambda: client.get(url))
    standing = median(lambda: standing_of(debate, claim))
    row = median(lambda: Debate.objects.get(pk=debate.pk))
    owner = User.objects.get(participations__debate=debate, participations__role="owner")
    edits: list[float] = []
    after: list[float] = []
    cold: list[float] = []
    for other in debate.claims.order_by("-number")[:3]:
        known = dict(kept.graphs)
        edits.append(milliseconds(partial(attack, claim, other, owner)))
        for times, graphs in ((after, known), (cold, {})):
            kept.graphs.clear()  # as in another process, which has not seen the edit
            kept.put(graphs)
            start = time.perf_counter()
            shown = client.get(url).content.decode()
            times.append((time.perf_counter() - start) * 1000)
            assert other.title in shown
    edit, first, anew = (statistics.median(times) for times in (edits, after, cold))
    print(f"{debate.claims.count():,} claims, {debate.links.count():,} links")
    print(f"page of a claim: {page:.1f} ms, of which standing {standing - row:.1f} ms (at most 5)")
    print(f"the edit itself: {edit:.0f} ms; a graph that is not known at all: {anew:.0f} ms")
    print(f"page after an edit elsewhere: {first:.0f} ms (at most 1,000)")
    print(f"ratio of the first page after an edit to the next: {first / page:.1f}")


if __name__ == "__main__":
    with scratch_database():
        measure(fill(int(sys.argv[1]) if len(sys.argv) > 1 else 83_000))
