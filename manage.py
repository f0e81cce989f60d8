#!/usr/bin/env python3
"""Run one of the site's commands, with the database running beside it."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config import database

# These ask the database nothing, so it need not be started for them. `serve` starts it itself.
WITHOUT_DATABASE = {"check", "collectstatic", "help", "serve", "spectacular", "standing"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    if command != "serve":
        # Nobody waits for a page, and an import or a migration may take a while.
        os.environ.setdefault("CRUX_TIME_LIMIT", "600")
    try:
        if command not in WITHOUT_DATABASE and not command.startswith("-"):
            database.start()
        execute_from_command_line(arguments)
    except (database.Unavailable, ImproperlyConfigured) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv)
