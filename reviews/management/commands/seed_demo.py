from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from reviews.formats.document import FormatError
from reviews.transfer.demo import seed_demo


class Command(BaseCommand):
    help = "Load the demo debate with its accounts, unless it is here already."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            debate = seed_demo()
        except (FormatError, ValidationError) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            said = f"Loaded “{debate}”." if debate else "The demo debate is here already."
            self.stdout.write(said)
