"""One thread or one review as a file: read again as it was, and never taken for a debate."""

import pytest

from reviews.formats import crux_json
from reviews.formats.document import FormatError
from reviews.models import Doing, Passage, Review
from reviews.transfer import read_review, read_thread, write_debate
from tests.factories import make_claim, make_comment, make_debate, make_document, owner_of
from tests.pages import thread_of

pytestmark = pytest.mark.django_db


def test_a_thread_is_read_again_though_what_it_quotes_stands_elsewhere() -> None:
    debate = make_debate()
    document, claim = make_document(debate), make_claim(debate)
    other = make_comment(debate, "A remark elsewhere.")
    passages = [
        Passage.locate(document.latest, "Training selects for behaviour."),
        Passage.locate(other, "A remark elsewhere."),
    ]
    comment = make_comment(
        debate, "So?", target=document, passages=passages, doings=[Doing("ask", claim)]
    )
    thread = read_thread(thread_of(comment), owner_of(debate))
    assert thread.excerpt
    assert crux_json.loads(crux_json.dumps(thread)) == thread


def test_a_review_is_read_again() -> None:
    debate = make_debate()
    owner = owner_of(debate)
    elsewhere = make_comment(debate)
    review = Review.begin(debate, by=owner)
    make_comment(debate, "An answer.", review=review, target=elsewhere)
    review.publish(by=owner)
    written = read_review(review, owner)
    assert crux_json.loads(crux_json.dumps(written)) == written


def test_a_part_of_a_debate_is_not_imported_as_one() -> None:
    debate = make_debate()
    thread = read_thread(thread_of(make_comment(debate)), owner_of(debate))
    with pytest.raises(FormatError, match="import the whole debate"):
        write_debate(thread, by=owner_of(debate), slug="another")
