"""Telling open pages that something changed."""

import orjson
from django.db import connection

CHANNEL = "crux"


def publish(debate_id: int, *events: str) -> None:
    """Announce `events` (such as ``claim-12``) of one debate when the transaction commits.

    PostgreSQL sends nothing on a rollback and merges repeats. A payload carries names only, never
    text, so that each reader's own permissions decide what they then fetch. One statement.
    """
    payload = orjson.dumps({"debate": debate_id, "events": events}).decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
