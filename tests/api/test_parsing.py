"""The JSON that is read, against Python's own reading, for whatever is sent."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.api.problems import Malformed
from config.parsing import DEEPEST, depth_of, read_json

plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | plain_text
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(plain_text, parts, max_size=4),
    max_leaves=20,
)


def depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(values, st.booleans())
def test_good_json_is_read_as_it_is(value: Any, ascii_only: bool) -> None:
    sent = json.dumps(value, ensure_ascii=ascii_only).encode()
    assert depth_of(sent) == depth(value)
    assert read_json(sent) == value


@given(st.binary(max_size=200) | st.text('{}[]":,\\ue0 dD8', max_size=60).map(str.encode))
def test_anything_is_read_or_refused(sent: bytes) -> None:
    try:
        value = read_json(sent)
    except Malformed:
        return
    assert value == json.loads(sent)
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize(
    "sent",
    [
        b'"' + b"\\" * 2_000_000,
        b'"' * 2_000_001,
        b'\\"' * 1_000_000,
        b"[" * 2_000_000,
        b'{"a":' * 400_000,
        b"{" + b'"a":1,' * 300_000 + b'"a":1}',
        b"[" + b"1e999," * 300_000 + b"1]",
        b"9" * 2_000_000,
        b"[" + b"[]," * 600_000 + b"[]]x",
    ],
)
def test_what_is_meant_to_take_long_does_not(sent: bytes) -> None:
    start = time.process_time()
    with pytest.raises(Malformed):
        read_json(sent)
    assert time.process_time() - start < 3


def test_nesting_is_counted_outside_of_texts() -> None:
    assert depth_of(b'"[[[["') == 0
    assert depth_of(b'"\\"[[" [') == 1
    assert depth_of(b"[" * DEEPEST) == DEEPEST
