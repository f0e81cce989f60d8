"""The graph of a debate as it is now, read in one statement and kept as long as it stays so."""

import gc
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

from arguments.graph import Graph, Statement
from arguments.roles import Step

if TYPE_CHECKING:
    from arguments.models import Debate

#: Of one debate: one with its version, claims, links with their first premise, further premises.
Rows = tuple[list[tuple[Any, ...]], ...]
#: How many claims and links all kept graphs may have together.
MOST_KEPT = 1_000_000

# One statement sees one state of the database: the versions are those of the rows. Nearly every
# link has one premise, which comes with it; the others follow in order.
_ROWS = """
{changes}
SELECT id, 0, graph_version, {counted}, NULL::bigint, NULL::bigint, NULL::bigint, NULL, NULL, NULL
  FROM arguments_debate debate WHERE id = ANY(%(debates)s)
UNION ALL
SELECT debate_id, 1, id, number, NULL, NULL, NULL, voice, kind, status
  FROM arguments_claim WHERE {claims}
UNION ALL
SELECT debate_id, 2, link.id, number, target_claim_id, target_link_id, claim_id,
       relation, NULL, status
  FROM arguments_link link
  LEFT JOIN arguments_premise premise ON premise.link_id = link.id AND position = 0
 WHERE {links}
UNION ALL
SELECT debate_id, 3, link_id, position, NULL, NULL, claim_id, NULL, NULL, NULL
  FROM arguments_premise premise JOIN arguments_link link ON link.id = link_id
 WHERE position > 0 AND {links}
"""
_ALL = _ROWS.format(
    changes="",
    counted="0",
    claims="debate_id = ANY(%(debates)s)",
    links="debate_id = ANY(%(debates)s)",
)
# Of each debate what has changed since the version that is known of it.
_CHANGED = _ROWS.format(
    changes="""
WITH change AS (
    SELECT debate_id, claims, links FROM arguments_graphchange
      JOIN unnest(%(debates)s, %(versions)s::bigint[]) AS known (debate, version)
        ON debate_id = known.debate AND arguments_graphchange.version > known.version
)""",
    counted="(SELECT count(*) FROM change WHERE debate_id = debate.id)",
    claims="id IN (SELECT unnest(claims) FROM change)",
    links="link.id IN (SELECT unnest(links) FROM change)",
)


class Kept:
    """The newest known graph of each debate, those longest unused dropped first.

    A debate is known by its UUID: another database may give its primary key to another debate.
    """

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.graphs: OrderedDict[UUID, Graph] = OrderedDict()
        self.lock = Lock()

    def get(self, debate: UUID) -> Graph | None:
        with self.lock:
            graph = self.graphs.get(debate)
            if graph is not None:
                self.graphs.move_to_end(debate)
            return graph

    def put(self, graphs: Mapping[UUID, Graph]) -> None:
        with self.lock:
            for debate, graph in graphs.items():
                known = self.graphs.get(debate)
                if known is None or known.version < graph.version:
                    self.graphs[debate] = graph
                    self.graphs.move_to_end(debate)
                    self.size += graph.size - (known.size if known else 0)
            while self.size > self.most and len(self.graphs) > 1:
                _, dropped = self.graphs.popitem(last=False)
                self.size -= dropped.size


kept = Kept(MOST_KEPT)


def graph_of(debate: "Debate") -> Graph:
    """All claims and links of a debate, also those withdrawn, as they are now.

    No query where this process knows them in the version that `debate` has, otherwise one; two
    where it knows an earlier one and the changes since are not on record.
    """
    return graphs_of([debate])[debate.pk]


def graphs_of(debates: "Collection[Debate]") -> dict[int, Graph]:
    """The graphs of several debates by their ids, in as many queries as that of one.

    What an open transaction reads is kept once it is committed, since it may have changed it.
    """
    current = {debate.pk: debate.graph_version for debate in debates}
    known = {debate.pk: graph for debate in debates if (graph := known_of(debate)) is not None}
    found = {pk: graph for pk, graph in known.items() if graph.version == current[pk]}
    fresh = read_on({pk: graph for pk, graph in known.items() if pk not in found})
    fresh |= read([pk for pk in current if pk not in found and pk not in fresh])
    if fresh:
        to_keep = {debate.uuid: fresh[debate.pk] for debate in debates if debate.pk in fresh}
        transaction.on_commit(lambda: kept.put(to_keep))
        found |= fresh
    for debate in debates:
        debate.graph = found[debate.pk]
    return found


def known_of(debate: "Debate") -> Graph | None:
    """The newest graph that is known of the debate and no newer than `debate` is."""
    graphs = [graph for graph in (debate.graph, kept.get(debate.uuid)) if graph is not None]
    fitting = (graph for graph in graphs if graph.version <= debate.graph_version)
    return max(fitting, key=lambda graph: graph.version, default=None)


def read(debates: Sequence[int]) -> dict[int, Graph]:
    """The graphs of the debates with these ids, as they are in the database. One query, or none."""
    if not debates:
        return {}
    with collection_paused():
        rows = rows_of(_ALL, {"debates": debates})
        return {debate: graph_from(held) for debate, held in rows.items()}


def read_on(known: Mapping[int, Graph]) -> dict[int, Graph]:
    """The same from earlier versions, by debate, as far as all changes since are on record."""
    if not known:
        return {}
    with collection_paused():
        versions = [graph.version for graph in known.values()]
        rows = rows_of(_CHANGED, {"debates": [*known], "versions": versions})
        read = ((debate, edited(known[debate], held)) for debate, held in rows.items())
        return {debate: graph for debate, graph in read if graph is not None}


def rows_of(statement: str, values: Mapping[str, Any]) -> dict[int, Rows]:
    """What a statement finds, by debate; the rows of each by their kind, in order."""
    found: dict[int, Rows] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for row in cursor.fetchall():
            found.setdefault(row[0], ([], [], [], []))[row[1]].append(row)
    for kinds in found.values():
        for rows in kinds:
            rows.sort()
    return found


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


def graph_from(rows: Rows) -> Graph:
    [(_, _, version, *_)] = rows[0]
    return Graph(steps_from(rows), statements_from(rows), version)


def edited(graph: Graph, rows: Rows) -> Graph | None:
    """The graph after the changes that `rows` show; None if these are not all there were since."""
    [(_, _, version, changes, *_)] = rows[0]
    if version - graph.version != changes:
        return None
    return graph.edited(steps_from(rows), statements_from(rows), version)


def steps_from(rows: Rows) -> list[Step]:
    _, _, links, further = rows
    carried = {id: [claim] for _, _, id, _, _, _, claim, *_ in links}
    for _, _, link, _, _, _, claim, *_ in further:
        carried[link].append(claim)
    return [
        Step(id, relation, tuple(carried[id]), claim, link, status, number)
        for _, _, id, number, claim, link, _, relation, _, status in links
    ]


def statements_from(rows: Rows) -> list[Statement]:
    return [
        Statement(id, number, voice, kind, status)
        for _, _, id, number, _, _, _, voice, kind, status in rows[1]
    ]
