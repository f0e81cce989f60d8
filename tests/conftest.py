"""What every test may use: a database of its own, and for those who ask a browser."""

import contextlib
import re

import psutil
import psycopg
import pytest

from tests.settings import CLUSTER, EMBEDDED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have the test server run before pytest-django makes a database on it."""
    if EMBEDDED:
        CLUSTER.join()
        drop_abandoned_databases()


def drop_abandoned_databases() -> None:
    """Remove the test databases of processes that were killed before they could."""
    with psycopg.connect(host=str(CLUSTER.socket_folder), user="postgres", autocommit=True) as c:
        for (name,) in c.execute("SELECT datname FROM pg_database").fetchall():
            owner = re.match(r"test_crux_([0-9]+)", name)
            if owner and not psutil.pid_exists(int(owner[1])):
                with contextlib.suppress(psycopg.errors.InvalidCatalogName):
                    c.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
