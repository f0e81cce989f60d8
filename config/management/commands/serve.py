"""Serve the site: everything there is between an empty folder and a page in the browser."""

import hashlib
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from arguments.models import Debate, User
from config import database
from reviews.transfer.demo import demo_accounts, kept_password, password_file

WORKERS = 2
THREADS = 4  # per worker; the pool of database connections must not be smaller
CONNECTIONS = 512  # per worker; a browser holds several open without asking anything
UNUSED_STATIC_FILES = ["redoc"]  # the other documentation viewer of the same package
SETUP_LOCK = 0x43727578  # of two servers that start on one database, one sets it up


class Command(BaseCommand):
    help = "Serve the site with the production server. PORT and HOST say where."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        host, port = os.environ.get("HOST", "127.0.0.1"), read_port(os.environ.get("PORT", "8000"))
        refuse_taken_port(host, port)
        try:
            database.start()
            accounts = self.prepare_database()
            self.collect_static_files()
        except (database.Unavailable, OSError) as error:
            raise CommandError(str(error)) from error
        import_module(settings.ROOT_URLCONF)  # all the code once, before the workers are forked
        refuse_taken_port(host, port)  # again: the server itself would share it without a word
        self.announce(host, port, accounts)
        if database.EMBEDDED:
            database.EMBEDDED.keep_running()
        serve(host, port)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def prepare_database(self) -> list[tuple[str, str]]:
        """Migrate it and, the first time, fill it; returns the accounts of the demo."""
        with connection.cursor() as cursor:
            # The limits on one request's statements are not for migrations.
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SET idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [SETUP_LOCK])
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)
        if wants_demo():
            self.say("Loading the demo debate ...")
            call_command("seed_demo", verbosity=0)
        accounts = demo_accounts()
        # The workers are forked from this process and must not share its connection.
        for wrapper in connections.all():
            wrapper.close()
            if isinstance(wrapper, DatabaseWrapper):
                wrapper.close_pool()
        return accounts

    def collect_static_files(self) -> None:
        """Copy, hash and compress the static files, unless those at hand come from the same."""
        stamp = settings.VAR / "static.stamp"
        current = fingerprint_of_static_files()
        if stamp.exists() and stamp.read_text() == current:
            return
        self.say("Preparing the static files ...")
        stamp.unlink(missing_ok=True)
        # Without `clear`, a file is not copied again when its time says nothing of the change.
        options = {"clear": True, "interactive": False, "ignore_patterns": UNUSED_STATIC_FILES}
        call_command("collectstatic", verbosity=0, **options)
        stamp.write_text(current)

    def announce(self, host: str, port: int, accounts: list[tuple[str, str]]) -> None:
        shown = f"[{host}]" if ":" in host else host
        self.say(f"\n  Crux is at {settings.SITE_URL or f'http://{shown}:{port}'}/\n")
        if accounts:
            names = ", ".join(f"{name} ({role})" for name, role in accounts)
            password = kept_password(password_file())
            self.say(f"  Log in as {names}\n  with the password {password}\n")
        self.say("  Stop it with Ctrl-C.\n")


def end(*_: Any) -> None:
    """Leave as after any other command, so that the database is stopped as well."""
    sys.exit(0)


def read_port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise CommandError(f"PORT is “{text}”; it must be a number from 1 to 65535.")


def refuse_taken_port(host: str, port: int) -> None:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise CommandError(
            f"Crux cannot listen on {host}, port {port}: {error.strerror}. Stop what runs there,"
            " or choose another port:\n\n    PORT=8001 python3 run.py\n"
        ) from error


def wants_demo() -> bool:
    """Whether this is the first run on one's own machine. A public site starts empty."""
    return not settings.SITE_URL and not Debate.objects.exists() and not User.objects.exists()


def fingerprint_of_static_files() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(UNUSED_STATIC_FILES):
            path = Path(storage.path(name))
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve(host: str, port: int) -> None:
    """Run the server until it is told to stop. Returns, or exits when it ends with an error."""
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        workers_kill_timeout=3,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
