"""A neutral document becomes a new debate: all of it, in one transaction, or nothing."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from arguments.models import Claim, Debate, Document, Link, User
from reviews.formats import document as neutral
from reviews.formats.document import FormatError, Problem
from reviews.formats.references import check
from reviews.models import Comment, Commitment, Review, Thread

from .arguments import write_claims, write_documents, write_links, write_people, write_topics
from .comments import write_comments
from .names import Names, take_time
from .quotations import write_quotations
from .reviews import write_commitments, write_crux_words, write_reviews, write_stances
from .threads import name_threads, write_threads

#: What has a UUID that no two things of a site may share, by section of a document.
IDENTIFIED: Mapping[str, type[models.Model]] = {
    "documents": Document,
    "claims": Claim,
    "links": Link,
    "reviews": Review,
    "threads": Thread,
    "commitments": Commitment,
}


HERE = "is on this site already"


@transaction.atomic
def write_debate(
    document: neutral.Document,
    *,
    by: User,
    slug: str = "",
    copy: bool = False,
    accounts: Mapping[str, User] | None = None,
) -> Debate:
    """Write `document` as a new debate of which `by` is an owner.

    Numbers, UUIDs, times and histories are kept; states of threads and places of quotations are
    computed. The people become participants without accounts, except those whose key is in
    `accounts`: no file decides whose account speaks in it. `slug` replaces the document's.
    With `copy`, everything gets a UUID of its own, so that the original may be on the same site.

    Raises FormatError with everything that is wrong, by JSON pointer; then nothing is written.
    """
    if not by.is_authenticated:
        raise PermissionDenied
    if document.excerpt:
        raise FormatError([Problem("/excerpt", "this is a part: import the whole debate")])
    if problems := check(document):
        raise FormatError(problems)
    names = Names(new_debate(document, slug=slug, copy=copy))
    names.copy = names.debate.slug if copy else ""
    take_time()
    refuse_known(document, names)
    names.debate.save()
    write_people(document.people, names, by=by, accounts=accounts or {})
    write_topics(document.topics, names)
    write_documents(document.documents, names)
    write_claims(document.claims, names)
    write_links(document.links, names)
    write_reviews(document.reviews, names)
    write_discussion(document, names)
    write_stances(document.stances, names)
    write_crux_words(document.crux_words, names)
    write_commitments(document.commitments, names)
    return names.debate


def write_discussion(document: neutral.Document, names: Names) -> None:
    """The comments and threads of a document, whose people, claims and so on have names."""
    threads = name_threads(document, names)
    write_comments(document.comments, names)
    write_quotations(document.comments, document.claims, names)
    write_threads(document.threads, threads, names)


def new_debate(document: neutral.Document, *, slug: str, copy: bool) -> Debate:
    """The debate itself, not saved yet; FormatError if it cannot be."""
    given = document.debate
    if given is None:
        raise FormatError([Problem("/debate", "is missing: this is only a part of a debate")])
    debate = Debate(
        slug=slug or given.slug,
        title=given.title,
        summary=given.summary,
        visibility=given.visibility,
        joining=given.joining,
        closing=given.closing,
    )
    names = Names(debate, copy=debate.slug if copy else "")
    debate.uuid = names.uuid_of(given.uuid)
    debate.at = given.at or names.now
    for section in IDENTIFIED:
        numbers = [record.number for record in getattr(document, section)]
        setattr(debate, f"last_{section[:-1]}", max(numbers, default=0))
    if Debate.objects.filter(uuid=debate.uuid).exists():
        names.wrong("/debate/uuid", f"{HERE}; a copy of it needs a slug and UUIDs of its own")
    elif Debate.objects.filter(slug=debate.slug).exists():
        names.wrong("/debate/slug", "is taken on this site; choose another")
    with names.at("/debate"):
        debate.render()
        debate.full_clean(exclude=["uuid"], validate_unique=False)
    names.check()
    return debate


def refuse_known(document: neutral.Document, names: Names) -> None:
    """FormatError if something in `document` is on this site already."""
    for section, model in IDENTIFIED.items():
        uuids = {
            names.uuid_of(record.uuid): f"/{section}/{index}/uuid"
            for index, record in enumerate(getattr(document, section))
            if record.uuid
        }
        refuse(model, uuids, names)
    keys = {
        names.uuid_of_key(each.key): f"/comments/{index}/key"
        for index, each in enumerate(document.comments)
    }
    refuse(Comment, keys, names)
    names.check()


def refuse(model: type[models.Model], places: Mapping[UUID, str], names: Names) -> None:
    known = model._default_manager.filter(uuid__in=places).values_list("uuid", flat=True)
    for uuid in known:
        names.wrong(places[uuid], HERE)
