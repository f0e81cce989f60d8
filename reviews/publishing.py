"""Putting texts up for review, with what that means for the quotations which wait for them."""

from django.db import transaction

from arguments.models import Debate, Document, Person, Revision
from reviews.models import Quotation


@transaction.atomic
def put_up_document(debate: Debate, *, by: Person, title: str, source: str) -> Document:
    """A new document; quotations that named an absent source are placed in it where they occur."""
    document = Document.put_up(debate, by=by, title=title, source=source)
    Quotation.objects.follow(document.latest)
    return document


@transaction.atomic
def publish_revision(document: Document, *, by: Person, source: str, note: str = "") -> Revision:
    """A new revision of `document`, with every quotation of it carried over."""
    revision = document.revise(by=by, source=source, note=note)
    Quotation.objects.follow(revision)
    return revision
