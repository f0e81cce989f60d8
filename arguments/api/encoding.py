"""How the API writes JSON, in answers, in bulk and in what it keeps for a repeated request."""

import orjson

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def to_json(data: object) -> bytes:
    """UTF-8 JSON; times in UTC as RFC 3339 with `Z`, UUIDs as text."""
    return orjson.dumps(data, default=str, option=OPTIONS)
