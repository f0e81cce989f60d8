from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from arguments.models import Debate, User
from reviews.formats.document import FormatError
from reviews.management.finding import found_debate, found_user, owner_of
from reviews.transfer import Report, import_thread


class Command(BaseCommand):
    help = "Add the reviews in a Markdown thread to a debate. What is there already is left out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--debate", metavar="SLUG", required=True)
        parser.add_argument(
            "--create", metavar="TITLE", help="start the debate under this title (needs --by)"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what was understood")
        parser.add_argument("--by", metavar="USERNAME", help="by default, the debate's owner")
        parser.add_argument("--author", default="", metavar="NAME", help="who wrote the text")
        parser.add_argument(
            "--source", default="", metavar="NAME", help="the text that is quoted, if not here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        try:
            with transaction.atomic():
                report = imported(data, options)
                transaction.set_rollback(options["dry_run"])
        except FormatError as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        except PermissionDenied as error:
            raise CommandError("Only owners and editors of the debate may import.") from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.tell(report, dry_run=options["dry_run"], verbosity=options["verbosity"])

    def tell(self, report: Report, *, dry_run: bool, verbosity: int) -> None:
        if dry_run or verbosity > 0:
            for line in report.lines():
                self.stdout.write(line)
        if dry_run:
            self.stdout.write("Nothing was changed: this was a dry run.")


def imported(data: bytes, options: dict[str, Any]) -> Report:
    person = found_user(options["by"]) if options["by"] else None
    debate = debate_for(options["debate"], options["create"], person)
    by = person or owner_of(debate)
    if by is None:
        raise CommandError(f"“{debate.slug}” has no owner with an account: say --by USERNAME.")
    return import_thread(
        data,
        debate,
        by=by,
        author=options["author"],
        source=options["source"],
        dry_run=options["dry_run"],
    )


def debate_for(slug: str, title: str | None, person: User | None) -> Debate:
    """The debate with that slug; with a `title`, a new one of `person` if there is none yet."""
    if title and person and not Debate.objects.filter(slug=slug).exists():
        return Debate.start(by=person, slug=slug, title=title)
    try:
        return found_debate(slug)
    except CommandError as error:
        hint = "Start one on the page “New debate”, or with --create TITLE --by USERNAME."
        raise CommandError(f"{error} {hint}") from error
