"""The graph of a debate as it is now, read in one statement and kept as long as it stays so."""

import gc
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from arguments.graph import Graph, Statement
from arguments.roles import Step

if TYPE_CHECKING:
    from arguments.models import Debate

#: How many claims and links all kept graphs may have together.
MOST_KEPT = 1_000_000

# One statement sees one state of the database: the version is that of the rows. Nearly every link
# has one premise, which comes with it; the others follow in order.
_ROWS = """
SELECT 0, graph_version, 0, NULL::bigint, NULL::bigint, NULL::bigint, NULL, NULL, NULL
  FROM arguments_debate WHERE id = %(debate)s
UNION ALL
SELECT 1, id, number, NULL, NULL, NULL, voice, kind, status
  FROM arguments_claim WHERE debate_id = %(debate)s
UNION ALL
SELECT 2, link.id, number, target_claim_id, target_link_id, claim_id, relation, NULL, status
  FROM arguments_link link
  LEFT JOIN arguments_premise premise ON premise.link_id = link.id AND position = 0
 WHERE debate_id = %(debate)s
UNION ALL
SELECT 3, link_id, position, NULL, NULL, claim_id, NULL, NULL, NULL
  FROM arguments_premise premise JOIN arguments_link link ON link.id = link_id
 WHERE position > 0 AND debate_id = %(debate)s
"""


class Kept:
    """Graphs by debate and version, those longest unused dropped first."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.graphs: OrderedDict[tuple[int, int], Graph] = OrderedDict()
        self.lock = Lock()

    def get(self, debate: int, version: int) -> Graph | None:
        with self.lock:
            graph = self.graphs.get((debate, version))
            if graph is not None:
                self.graphs.move_to_end((debate, version))
            return graph

    def put(self, debate: int, graph: Graph) -> None:
        with self.lock:
            key = (debate, graph.version)
            if key in self.graphs:
                return
            self.graphs[key] = graph
            self.size += graph.size
            while self.size > self.most and len(self.graphs) > 1:
                _, dropped = self.graphs.popitem(last=False)
                self.size -= dropped.size


kept = Kept(MOST_KEPT)


def graph_of(debate: "Debate") -> Graph:
    """All claims and links of a debate, also those withdrawn, as they are now.

    No query where this process knows them in the version that `debate` has, otherwise one. What an
    open transaction reads is kept once it is committed, since it may have changed it.
    """
    graph = kept.get(debate.pk, debate.graph_version)
    if graph is None:
        graph = read(debate.pk)
        fresh = graph
        transaction.on_commit(lambda: kept.put(debate.pk, fresh))
    return graph


def read(debate: int) -> Graph:
    """The graph of the debate with that id, as it is in the database. One query."""
    with connection.cursor() as cursor, collection_paused():
        cursor.execute(_ROWS, {"debate": debate})
        return graph_from(cursor.fetchall())


@contextmanager
def collection_paused() -> Iterator[None]:
    """Have no garbage looked for meanwhile: among many new rows, that takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def graph_from(rows: Iterable[tuple[Any, ...]]) -> Graph:
    """A graph from the rows of its query, which come in any order."""
    kinds: tuple[list[tuple[Any, ...]], ...] = ([], [], [], [])
    for row in rows:
        kinds[row[0]].append(row)
    [(_, version, *_)], claims, links, further = (sorted(kind) for kind in kinds)
    carried = {id: [claim] for _, id, _, _, _, claim, *_ in links}
    for _, link, _, _, _, claim, *_ in further:
        carried[link].append(claim)
    return Graph(
        [
            Step(id, relation, carried[id], claim, link, status, number)
            for _, id, number, claim, link, _, relation, _, status in links
        ],
        [
            Statement(id, number, voice, kind, status)
            for _, id, number, _, _, _, voice, kind, status in claims
        ],
        version,
    )
