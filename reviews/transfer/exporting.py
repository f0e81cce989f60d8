"""Debates, threads and reviews in every format there is."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from arguments.models import Debate, Person
from reviews.formats import FORMATS, crux_json, markdown
from reviews.formats.document import Document
from reviews.formats.losses import Loss, losses
from reviews.models import Review, Thread

from .reading import read_debate, read_review, read_thread, stream_debate

#: Files up to this size never touch the disk.
IN_MEMORY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, which its reader closes, its length in bytes, and what is not in it."""

    file: IO[bytes]
    length: int
    losses: Sequence[Loss]


def export(
    subject: Debate | Thread | Review, person: Person, form: str
) -> tuple[Iterator[bytes], Sequence[Loss]]:
    """`subject` as `person` may see it, in one of `FORMATS`, in pieces to be taken at once; and
    what of it the format cannot hold.

    DoesNotExist, of a debate, if they may not see it.
    """
    module = FORMATS[form]
    if isinstance(subject, Debate) and module is crux_json:
        return stream_debate(subject, person), ()
    document = read(subject, person)
    if isinstance(subject, Thread) and module is markdown:  # as the thread goes, not the reviews
        written = markdown.dumps(document, thread=subject.number)
    else:
        written = module.dumps(document)
    data = written if isinstance(written, bytes) else written.encode()
    return iter((data,)), losses_in(document, form)


def left_out(subject: Debate | Thread | Review, person: Person, form: str) -> Sequence[Loss]:
    """What of `subject`, as `person` may see it, the format cannot hold."""
    if FORMATS[form].CARRIED == crux_json.CARRIED:
        return ()
    return losses_in(read(subject, person), form)


def losses_in(document: Document, form: str) -> Sequence[Loss]:
    module = FORMATS[form]
    own = module.left_out(document) if hasattr(module, "left_out") else []
    return losses(document, module.CARRIED) + own


def read(subject: Debate | Thread | Review, person: Person) -> Document:
    if isinstance(subject, Debate):
        return read_debate(subject, person)
    if isinstance(subject, Review):
        return read_review(subject, person)
    return read_thread(subject, person)


def export_file(subject: Debate | Thread | Review, person: Person, form: str) -> Exported:
    """The same as a file, on disk where it is large.

    It is whole, so that no snapshot is held open while somebody reads it slowly.
    """
    pieces, losses = export(subject, person, form)
    with ExitStack() as unless_it_works:
        file = unless_it_works.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        file.writelines(pieces)
        length = file.tell()
        file.seek(0)
        unless_it_works.pop_all()
        return Exported(file, length, losses)
