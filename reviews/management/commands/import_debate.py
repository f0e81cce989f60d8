from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from arguments.models import User
from reviews.formats import WHOLE, read
from reviews.formats.document import FormatError
from reviews.management.finding import found_user
from reviews.transfer import write_debate


class Command(BaseCommand):
    help = "Make a debate of a file, as `export_debate` or another program writes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="form", choices=WHOLE, default="json")
        parser.add_argument(
            "--by", metavar="USERNAME", required=True, help="who imports it, and will be an owner"
        )
        parser.add_argument("--slug", default="", help="another address than the file says")
        parser.add_argument(
            "--copy",
            action="store_true",
            help="give everything a new identity, beside the original",
        )
        parser.add_argument(
            "--lenient",
            action="store_true",
            help="make a debate of what can be read, and say what cannot",
        )
        parser.add_argument(
            "--account",
            action="append",
            default=[],
            metavar="KEY=USERNAME",
            help="tie a person of the file to an account, with that person's consent",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data, form = contents(options["file"]), options["form"]
            document, problems = (
                read(form, data) if options["lenient"] else (WHOLE[form].loads(data), ())
            )
            debate = write_debate(
                document,
                by=found_user(options["by"]),
                slug=options["slug"],
                copy=options["copy"],
                accounts=accounts(options["account"], {each.key for each in document.people}),
            )
        except FormatError as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        for problem in problems:
            self.stderr.write(f"Left out: {problem}")
        if options["verbosity"] > 0:
            self.stdout.write(f"Imported “{debate}” as {debate.slug}.")


def contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error


def accounts(pairs: list[str], keys: set[str]) -> dict[str, User]:
    tied = {}
    for pair in pairs:
        key, _, username = pair.partition("=")
        if key not in keys:
            raise CommandError(f"Nobody in the file has the key “{key}”.")
        tied[key] = found_user(username)
    return tied
