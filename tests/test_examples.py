"""The programs of `docs/examples`, run as a reader would run them."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from arguments.models import ApiToken, Debate
from reviews.models import Comment
from tests.factories import make_claim, make_debate, make_link, owner_of

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str, *arguments: str) -> str:
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def token_of(debate: Debate) -> str:
    return ApiToken.issue(owner_of(debate), name="script", scope="write")[1]


def test_a_graph_is_walked_and_a_comment_posted(live_server: LiveServer) -> None:
    debate = make_debate(slug="tea")
    top, reason, doubt = (make_claim(debate, title) for title in ("Tea", "Warm", "Hot"))
    step = make_link(reason, top, "supports")
    make_link(doubt, step)
    said = run("walk.py", live_server.url, "tea", token_of(debate), "Is it?")
    lines = [line.split(":")[0].split() for line in said.splitlines()]
    assert [line[0] for line in lines[:1]] == ["C1"]
    assert any(line[:2] == ["supports", "C2"] for line in lines)
    assert any(line[:2] == ["attacks", "C3"] for line in lines)
    comment = Comment.objects.get()
    assert (comment.source, comment.claim) == ("Is it?", top)


def test_a_folder_of_files_becomes_debates(live_server: LiveServer, tmp_path: Path) -> None:
    token = token_of(make_debate(slug="other"))
    (tmp_path / "a.argdown").write_text("[a]: A\n\n+ B")
    (tmp_path / "b.kialo.txt").write_text("Discussion Title: B?\n\n1. Yes.")
    (tmp_path / "c.json").write_text("{")
    said = run("corpus.py", live_server.url, token, str(tmp_path))
    assert "a.argdown: argdown, http" in said and "left out: line 3, column 1" in said
    assert "b.kialo.txt: kialo, http" in said
    assert "c.json: refused" in said
    assert Debate.objects.count() == 3
