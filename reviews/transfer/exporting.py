"""Debates, threads and reviews in every format there is."""

from collections.abc import Iterator
from contextlib import ExitStack
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


def export(subject: Debate | Thread | Review, person: Person, form: str) -> Iterator[bytes]:
    """`subject` as `person` may see it, in one of `FORMATS`, in pieces to be taken at once.

    DoesNotExist, of a debate, if they may not see it.
    """
    module = FORMATS[form]
    if isinstance(subject, Debate) and module is crux_json:
        yield from stream_debate(subject, person)
        return
    document = read(subject, person)
    if isinstance(subject, Thread) and module is markdown:  # as the thread goes, not the reviews
        written = markdown.dumps(document, thread=subject.number)
    else:
        written = module.dumps(document)
    yield written if isinstance(written, bytes) else written.encode()


def left_out(subject: Debate | Thread | Review, person: Person, form: str) -> list[Loss]:
    """What of `subject`, as `person` may see it, the format cannot hold."""
    module = FORMATS[form]
    if module.CARRIED == crux_json.CARRIED:
        return []
    document = read(subject, person)
    own = module.left_out(document) if hasattr(module, "left_out") else []
    return losses(document, module.CARRIED) + own


def read(subject: Debate | Thread | Review, person: Person) -> Document:
    if isinstance(subject, Debate):
        return read_debate(subject, person)
    if isinstance(subject, Review):
        return read_review(subject, person)
    return read_thread(subject, person)


def export_file(
    subject: Debate | Thread | Review, person: Person, form: str
) -> tuple[IO[bytes], int]:
    """The same as a file, on disk where it is large, and its length.

    It is whole, so that no snapshot is held open while somebody reads it slowly. The reader closes
    it.
    """
    with ExitStack() as unless_it_works:
        file = unless_it_works.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        file.writelines(export(subject, person, form))
        length = file.tell()
        file.seek(0)
        unless_it_works.pop_all()
        return file, length
