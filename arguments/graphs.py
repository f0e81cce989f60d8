"""The graph of a debate as it is now, read in one statement and kept as long as it stays so."""

import gc
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

from arguments.graph import Graph, Statement
from arguments.roles import Step

if TYPE_CHECKING:
    from arguments.models import Debate

Row = tuple[Any, ...]
#: How many claims and links all kept graphs may have together.
MOST_KEPT = 1_000_000

# One statement sees one state of the database: the versions are those of the rows. Nearly every
# link has one premise, which comes with it; the others follow in order.
_ROWS = """
SELECT id, 0, graph_version, 0, NULL::bigint, NULL::bigint, NULL::bigint, NULL, NULL, NULL
  FROM arguments_debate WHERE id = ANY(%(debates)s)
UNION ALL
SELECT debate_id, 1, id, number, NULL, NULL, NULL, voice, kind, status
  FROM arguments_claim WHERE debate_id = ANY(%(debates)s)
UNION ALL
SELECT debate_id, 2, link.id, number, target_claim_id, target_link_id, claim_id,
       relation, NULL, status
  FROM arguments_link link
  LEFT JOIN arguments_premise premise ON premise.link_id = link.id AND position = 0
 WHERE debate_id = ANY(%(debates)s)
UNION ALL
SELECT debate_id, 3, link_id, position, NULL, NULL, claim_id, NULL, NULL, NULL
  FROM arguments_premise premise JOIN arguments_link link ON link.id = link_id
 WHERE position > 0 AND debate_id = ANY(%(debates)s)
"""


class Kept:
    """Graphs by debate and version, those longest unused dropped first.

    A debate is known by its UUID: another database may give its primary key to another debate.
    """

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.graphs: OrderedDict[tuple[UUID, int], Graph] = OrderedDict()
        self.lock = Lock()

    def get(self, debate: UUID, version: int) -> Graph | None:
        with self.lock:
            graph = self.graphs.get((debate, version))
            if graph is not None:
                self.graphs.move_to_end((debate, version))
            return graph

    def put(self, graphs: Mapping[UUID, Graph]) -> None:
        with self.lock:
            for debate, graph in graphs.items():
                if (debate, graph.version) not in self.graphs:
                    self.graphs[debate, graph.version] = graph
                    self.size += graph.size
            while self.size > self.most and len(self.graphs) > 1:
                _, dropped = self.graphs.popitem(last=False)
                self.size -= dropped.size


kept = Kept(MOST_KEPT)


def graph_of(debate: "Debate") -> Graph:
    """All claims and links of a debate, also those withdrawn, as they are now.

    No query where this process knows them in the version that `debate` has, otherwise one.
    """
    return graphs_of([debate])[debate.pk]


def graphs_of(debates: "Collection[Debate]") -> dict[int, Graph]:
    """The graphs of several debates by their ids. One query for all that are not known.

    What an open transaction reads is kept once it is committed, since it may have changed it.
    """
    known = {debate.pk: graph_known_to(debate) for debate in debates}
    found = {pk: graph for pk, graph in known.items() if graph is not None}
    missing = [pk for pk in known if pk not in found]
    if missing:
        fresh = read(missing)
        to_keep = {debate.uuid: fresh[debate.pk] for debate in debates if debate.pk in fresh}
        transaction.on_commit(lambda: kept.put(to_keep))
        found |= fresh
    for debate in debates:
        debate.graph = found[debate.pk]
    return found


def graph_known_to(debate: "Debate") -> Graph | None:
    """The graph in the version that `debate` has in memory, if this process has read it."""
    graph = debate.graph
    if graph is not None and graph.version == debate.graph_version:
        return graph
    return kept.get(debate.uuid, debate.graph_version)


def read(debates: Sequence[int]) -> dict[int, Graph]:
    """The graphs of the debates with these ids, as they are in the database. One query."""
    rows: dict[int, list[Row]] = {debate: [] for debate in debates}
    with connection.cursor() as cursor, collection_paused():
        cursor.execute(_ROWS, {"debates": list(debates)})
        for row in cursor.fetchall():
            rows[row[0]].append(row)
        return {debate: graph_from(held) for debate, held in rows.items()}


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


def graph_from(rows: Iterable[Row]) -> Graph:
    """A graph from the rows of its query, which come in any order."""
    kinds: tuple[list[Row], ...] = ([], [], [], [])
    for row in rows:
        kinds[row[1]].append(row)
    [(_, _, version, *_)], claims, links, further = (sorted(kind) for kind in kinds)
    carried = {id: [claim] for _, _, id, _, _, _, claim, *_ in links}
    for _, _, link, _, _, _, claim, *_ in further:
        carried[link].append(claim)
    return Graph(
        [
            Step(id, relation, carried[id], claim, link, status, number)
            for _, _, id, number, claim, link, _, relation, _, status in links
        ],
        [
            Statement(id, number, voice, kind, status)
            for _, _, id, number, _, _, _, voice, kind, status in claims
        ],
        version,
    )
