from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError, CommandParser

from arguments.models import Debate, Person
from reviews.formats import FORMATS
from reviews.management.finding import found_debate, found_user, owner_of
from reviews.models import Thread
from reviews.transfer import export


class Command(BaseCommand):
    help = "Write a debate, or one thread of it, in any format; what it leaves out is said as well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the debate, as in its address")
        parser.add_argument("--as", dest="form", choices=FORMATS, default="json")
        parser.add_argument("--thread", type=int, metavar="N", help="only thread TN")
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the terminal")
        parser.add_argument(
            "--by", metavar="USERNAME", help="what this person may see; by default, the owner"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        debate = found_debate(options["slug"])
        person: Person = owner_of(debate) or AnonymousUser()
        if options["by"]:
            person = found_user(options["by"])
        if not Debate.objects.visible_to(person).filter(pk=debate.pk).exists():
            raise CommandError(f"{person} may not see “{debate.slug}”.")
        number = options["thread"]
        subject = debate if number is None else thread_of(debate, number)
        pieces, losses = export(subject, person, options["form"])
        for loss in losses:
            self.stderr.write(f"left out: {loss}")
        if options["output"]:
            write(options["output"], pieces)
        else:
            for piece in pieces:
                self.stdout.write(piece.decode(), ending="")


def thread_of(debate: Debate, number: int) -> Thread:
    thread = debate.threads.filter(number=number).first()
    if thread is None:
        raise CommandError(f"There is no thread T{number} in “{debate.slug}”.")
    return thread


def write(path: Path, pieces: Iterator[bytes]) -> None:
    """All of it or nothing: what was in the file stays until the new content is complete."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
        unfinished.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
