#!/usr/bin/env python3
"""Run one of the site's commands, with the database running beside it."""

import os
import sys

from django.core.management import execute_from_command_line

from config import database

# These never ask the database anything, so it need not run for them. `serve` starts it itself.
WITHOUT_DATABASE = {"check", "collectstatic", "help", "makemigrations", "serve", "spectacular"}


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("CRUX_TIME_LIMIT", "600")
    command = arguments[1] if len(arguments) > 1 else "help"
    if command not in WITHOUT_DATABASE and not command.startswith("-"):
        try:
            database.start()
        except database.Unavailable as error:
            sys.exit(str(error))
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main(sys.argv)
