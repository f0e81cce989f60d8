"""Debates, threads and reviews in every format there is."""

from collections.abc import Iterator

from arguments.models import Debate, Person
from reviews.formats import FORMATS, crux_json, markdown
from reviews.models import Review, Thread

from .reading import read_debate, read_review, read_thread, stream_debate


def export(subject: Debate | Thread | Review, person: Person, form: str) -> Iterator[bytes]:
    """`subject` as `person` may see it, in one of `FORMATS`, in pieces to be taken at once.

    DoesNotExist, of a debate, if they may not see it.
    """
    module = FORMATS[form]
    if isinstance(subject, Debate):
        if module is crux_json:
            yield from stream_debate(subject, person)
            return
        written = module.dumps(read_debate(subject, person))
    elif isinstance(subject, Review):
        written = module.dumps(read_review(subject, person))
    elif module is markdown:  # in the order of the thread, not review by review
        written = markdown.dumps(read_thread(subject, person), thread=subject.number)
    else:
        written = module.dumps(read_thread(subject, person))
    yield written if isinstance(written, bytes) else written.encode()
