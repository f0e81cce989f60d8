"""What a text looks like before it is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages import body, post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["source", "body", "summary", "opening"])
def test_markdown_becomes_html(field: str) -> None:
    shown = body(post(None, reverse("preview"), {field: "It is *plain* that $x^2$."}))
    assert "<em>plain</em>" in shown
    assert "<math" in shown
    assert "<h1>Preview</h1>" in shown


def test_a_part_of_a_page_gets_the_preview_alone() -> None:
    answer = Client().post(reverse("preview"), {"body": "*plain*"}, headers={"HX-Request": "true"})
    assert "<em>plain</em>" in body(answer)
    assert "<html" not in body(answer)


def test_html_and_htmx_of_users_stay_text() -> None:
    sent = post(None, reverse("preview"), {"body": '<b hx-get="/x">b</b><script>1</script>'})
    shown = sent.content.decode().split("<main", 1)[1]
    assert "<b hx-get" not in shown
    assert "<script>" not in shown
    assert '<div class="text" hx-ignore hx-disable>' in shown


@pytest.mark.parametrize("source", ["x" * 1_000_001, "a\x00b"])
def test_a_text_that_would_be_refused_says_so(source: str) -> None:
    answer = post(None, reverse("preview"), {"body": source})
    assert answer.status_code == 422
    assert 'class="error"' in body(answer)


def test_nothing_is_written_yet() -> None:
    assert "Nothing is written yet." in body(post(None, reverse("preview")))


def test_it_is_only_posted_to() -> None:
    assert Client().get(reverse("preview")).status_code == 405
