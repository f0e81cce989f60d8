"""Looking at pages as a browser without JavaScript does."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from arguments.models import User
from reviews.models import Comment, Thread


def visitor(user: User | None = None) -> Client:
    """A browser in which `user` is logged in."""
    client = Client()
    if user:
        client.force_login(user)
    return client


def body(response: Any) -> str:
    """What the page says, its entities read."""
    return unescape(response.content.decode())


def thread_of(comment: Comment) -> Thread:
    """The thread of a comment that is published."""
    assert comment.thread
    return comment.thread


def page(user: User | None, url: str, status: int = 200) -> str:
    """What `user` gets at `url`, which must be answered with `status`."""
    response = visitor(user).get(url)
    assert response.status_code == status, (url, response.status_code)
    return body(response)


def post(user: User | None, url: str, data: Mapping[str, object] | None = None) -> Any:
    return visitor(user).post(url, dict(data or {}))


def download(user: User | None, url: str) -> bytes:
    """The file at `url`, read to its end."""
    response: Any = visitor(user).get(url)
    assert response.status_code == 200, (url, response.status_code)
    assert "attachment" in response["Content-Disposition"]
    content = read(response)
    assert response["Content-Length"] == str(len(content))
    return content


def read(response: Any) -> bytes:
    """A file that is sent piece by piece; read to its end, it is closed."""
    return b"".join(response.streaming_content)


def query_count(user: User | None, url: str) -> int:
    """How many queries the page takes on a second visit."""
    client = visitor(user)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
