"""A file on its way to be a debate: what it holds, the debate made of it, and that undone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from arguments.models import Debate, User
from reviews.formats import document as neutral
from reviews.formats import read
from reviews.formats.document import SECTIONS, FormatError, Problem
from reviews.models import Import

from .writing import HERE, write_debate

MOST_SHOWN = 20
#: Every model of which a debate has rows, with the way from them to it.
IN_A_DEBATE: Mapping[str, str] = {
    "reviews.anchor": "quotation__comment__debate",
    "reviews.quotation": "comment__debate",
    "reviews.commentact": "comment__debate",
    "reviews.commentversion": "comment__debate",
    "reviews.moved": "move__debate",
    "reviews.move": "debate",
    "reviews.outcome": "thread__debate",
    "reviews.commitmentchange": "commitment__debate",
    "reviews.commitment": "debate",
    "reviews.cruxword": "debate",
    "reviews.stance": "claim__debate",
    "reviews.merge": "debate",
    "reviews.visit": "debate",
    "reviews.comment": "debate",
    "reviews.thread": "debate",
    "reviews.review": "debate",
    "arguments.standingchange": "debate",
    "arguments.graphchange": "debate",
    "arguments.citation": "claim__debate",
    "arguments.claimversion": "claim__debate",
    "arguments.premise": "link__debate",
    "arguments.link": "debate",
    "arguments.claim": "debate",
    "arguments.section": "revision__document__debate",
    "arguments.revision": "document__debate",
    "arguments.document": "debate",
    "arguments.topic": "debate",
    "arguments.membershipchange": "participant__debate",
    "arguments.participant": "debate",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds. `problems`: what cannot be read of it; without `document`, nothing can.

    `known`: who imports it sees the same debate on this site, so that this will be a copy.
    """

    document: neutral.Document | None
    problems: Sequence[Problem]
    known: bool = False

    @classmethod
    def of(cls, held: Import) -> "Preview":
        """Read the file."""
        try:
            document, problems = read(held.form, bytes(held.data))
        except FormatError as error:
            return cls(None, error.problems)
        if document.debate is None:
            return cls(None, problems)
        uuid = document.debate.uuid
        seen = Debate.objects.visible_to(held.user)
        return cls(document, problems, uuid is not None and seen.filter(uuid=uuid).exists())

    def tried(self, by: User) -> "Preview":
        """The same after the whole of the import was tried: nothing is written."""
        if self.document is None:
            return self
        try:
            with transaction.atomic():
                write_debate(self.document, by=by, slug=free_slug(self.document), copy=True)
                transaction.set_rollback(True)
        except FormatError as error:
            return Preview(None, error.problems)
        return self

    @property
    def counts(self) -> Iterator[tuple[str, int]]:
        """The kinds of things that it holds, each with how many there are."""
        for name in SECTIONS:
            if count := len(getattr(self.document, name)):
                yield name.replace("_", " ").capitalize(), count

    @property
    def claims(self) -> Sequence[neutral.Claim]:
        return self.document.claims[:MOST_SHOWN] if self.document else ()

    @property
    def people(self) -> Sequence[neutral.Person]:
        return self.document.people if self.document else ()


def free_slug(document: neutral.Document) -> str:
    """The slug that the file asks for, or like it, that no debate of the site has."""
    asked = document.debate.slug if document.debate else "debate"
    taken = set(Debate.objects.filter(slug__startswith=asked[:50]).values_list("slug", flat=True))
    number, slug = 1, asked
    while slug in taken or slug in Debate.RESERVED:
        number += 1
        slug = f"{asked[:50].rstrip('-')}-{number}"
    return slug


@transaction.atomic
def bring_in(held: Import, preview: Preview, *, slug: str, me: str = "") -> Debate:
    """Make of a file a debate that only its owner sees, until they publish it.

    What is on this site already gets another identity. `me`: the key of the person in the file who
    its owner is. ValidationError with what is wrong, of the file as `text`.
    """
    document = preview.document
    if document is None or document.debate is None:
        said = [str(each) for each in preview.problems] or ["There is no debate in it."]
        raise ValidationError({"text": said})
    if me and me not in {person.key for person in document.people}:
        raise ValidationError({"me": "This person is not in the file."})
    hidden = replace(document.debate, visibility=Debate.Visibility.PRIVATE)
    accounts = {me: held.user} if me else {}
    try:
        document = replace(document, debate=hidden)
        debate = written(document, by=held.user, slug=slug, accounts=accounts)
    except FormatError as error:
        of_slug = [each for each in error.problems if each.place == "/debate/slug"]
        if of_slug:
            raise ValidationError({"slug": [each.message for each in of_slug]}) from error
        raise ValidationError({"text": [str(each) for each in error.problems]}) from error
    held.done(debate)
    return debate


def written(
    document: neutral.Document, *, by: User, slug: str, accounts: Mapping[str, User]
) -> Debate:
    try:
        with transaction.atomic():
            return write_debate(document, by=by, slug=slug, accounts=accounts)
    except FormatError as error:
        if not any(each.message.startswith(HERE) for each in error.problems):
            raise
    return write_debate(document, by=by, slug=slug, copy=True, accounts=accounts)


@transaction.atomic
def take_back(held: Import) -> None:
    """Undo a whole import: the debate is gone, as if it had never been."""
    debate = held.debate
    if debate is None:
        raise ValidationError("Nothing came of this import.")
    debate.lock()
    debate.refresh_from_db(fields=["version"])
    if not held.can_undo():
        raise ValidationError("Something was done in the debate since. It stays.")
    erase(debate)
    held.delete()


def erase(debate: Debate) -> None:
    """Remove a debate with all that is in it, in which rows refer to each other in circles.

    The references are checked when the transaction ends, so the order does not matter; Django's
    own `delete` would refuse every row that another one names.
    """
    for name in ("reviews.attention", "arguments.statuschange"):
        for subject in ("claim", "thread" if name.startswith("reviews") else "link"):
            remove(name, f"{subject}__debate", debate)
    for name, path in IN_A_DEBATE.items():
        remove(name, path, debate)
    remove("arguments.debate", "pk", debate.pk)


def remove(model: str, path: str, value: object) -> None:
    rows = apps.get_model(model)._default_manager.filter(**{path: value})
    rows._raw_delete(rows.db)
