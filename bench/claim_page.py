"""What standing costs on the page of a claim in a large debate: unchanged, and after an edit.

    .venv/bin/python -m bench.claim_page [claims]

In a scratch database it makes 83,000 claims (or as many as asked) and a fifth more links, then asks
for one claim's page: with the graph known, and right after an edit of the graph. It prints both,
what standing takes of the first, and the second as a ratio to the first.
"""

import statistics
import sys
import time
from collections.abc import Callable

from bench.graph import fill, milliseconds, scratch_database

from arguments.graphs import graph_of, kept  # isort: skip
from arguments.models import Claim, Debate, Link, User  # isort: skip
from django.test import Client  # isort: skip

ROUNDS = 9


def standing_of(debate: Debate, claim: Claim) -> str:
    return graph_of(Debate.objects.get(pk=debate.pk)).reviewed.claim(claim.pk).sentence


def median(call: Callable[[], object]) -> float:
    return statistics.median(milliseconds(call) for _ in range(ROUNDS))


def measure(debate: Debate) -> None:
    claim = debate.claims.order_by("number")[10]
    client = Client()
    url = claim.get_absolute_url()
    assert client.get(url).status_code == 200
    page = median(lambda: client.get(url))
    standing = median(lambda: standing_of(debate, claim))
    row = median(lambda: Debate.objects.get(pk=debate.pk))
    owner = User.objects.get(participations__debate=debate, participations__role="owner")
    after = []
    for other in debate.claims.order_by("-number")[:3]:
        Link.make(debate, by=owner, relation="attacks", premises=[other], target=claim)
        kept.graphs.clear()  # as in another process, which has not seen the edit
        start = time.perf_counter()
        shown = client.get(url).content.decode()
        after.append((time.perf_counter() - start) * 1000)
        assert other.title in shown
    print(f"{debate.claims.count():,} claims, {debate.links.count():,} links")
    print(f"page of a claim: {page:.1f} ms, of which standing {standing - row:.1f} ms (at most 5)")
    print(f"after an edit: {statistics.median(after):.0f} ms (at most 1,000)")
    print(
        f"ratio of the first page after an edit to the next: {statistics.median(after) / page:.1f}"
    )


if __name__ == "__main__":
    with scratch_database():
        measure(fill(int(sys.argv[1]) if len(sys.argv) > 1 else 83_000))
