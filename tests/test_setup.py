"""Setting up, starting and stopping the site, each in processes of its own as people do it."""

import contextlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import psutil
import psycopg
import pytest
from django.conf import LazySettings
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import make_conninfo

from config import database
from config.management.commands import serve
from config.settings import BASE_DIR, kept_secret
from tests.factories import make_user

# One site serves most tests here, so they stay in one process when there are several.
pytestmark = pytest.mark.xdist_group("setup")

# The environment of a person who has set nothing.
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("CRUX_", "DJANGO_", "DATABASE_"))
}
PATIENCE = 120.0  # seconds, for a loaded machine; by itself a start takes two


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_for(condition: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < deadline, f"not within {PATIENCE:.0f} seconds"
        time.sleep(0.05)
    return result


class Site:
    """A site with its own var folder, started and stopped from outside."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.cluster = database.Cluster(var / "postgres")
        self.process: subprocess.Popen[str] | None = None
        self.first_output = ""

    def command(self, **environment: str) -> subprocess.Popen[str]:
        ours = {"CRUX_VAR": str(self.var), "PORT": str(self.port)}
        return subprocess.Popen(
            [sys.executable, str(BASE_DIR / "manage.py"), "serve"],
            env=CLEAN | ours | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def refusal(self, **environment: str) -> str:
        """What it prints when it does not even start."""
        process = self.command(**environment)
        output = process.communicate(timeout=PATIENCE)[0]
        assert process.returncode == 1
        assert "Traceback" not in output
        return output

    def start(self, **environment: str) -> None:
        process = self.process = self.command(**environment)
        wait_for(lambda: self.answers() or process.poll() is not None)
        if process.poll() is not None:
            self.process = None
            pytest.fail(process.communicate()[0])

    def answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Returns the exit status and all that was printed."""
        assert self.process
        process, self.process = self.process, None
        process.send_signal(number)
        output = process.communicate(timeout=PATIENCE)[0]
        return process.returncode, output

    def kill(self, *processes: psutil.Process) -> None:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        assert all(map(database.has_ended, processes))
        if self.process and self.server() in processes:
            self.process.communicate(timeout=PATIENCE)
            self.process = None

    def server(self) -> psutil.Process:
        assert self.process
        return psutil.Process(self.process.pid)

    def postgres(self) -> list[psutil.Process]:
        return [p for p in psutil.process_iter() if self.cluster._is_ours(p)]

    def postmaster(self) -> psutil.Process:
        process = self.cluster._postmaster()
        assert process
        return process

    def everything(self) -> list[psutil.Process]:
        server = [self.server()] if self.process else []
        workers = [child for process in server for child in process.children(recursive=True)]
        return server + workers + self.postgres()

    @contextlib.contextmanager
    def only_database(self) -> Iterator[database.Cluster]:
        cluster = database.Cluster(self.var / "postgres")
        cluster.join()
        try:
            yield cluster
        finally:
            cluster.leave()

    def ask(self, statement: str) -> list[Any]:
        place = self.cluster.settings()
        with psycopg.connect(host=place["HOST"], user="postgres", autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Site]]:
    """Makes sites, and leaves nothing of them running."""
    made: list[Site] = []

    def make() -> Site:
        made.append(Site(tmp_path_factory.mktemp("site") / "var"))
        return made[-1]

    yield make
    for site in made:
        site.kill(*site.everything())


@pytest.fixture(scope="module")
def prepared(new_site: Callable[[], Site]) -> Site:
    site = new_site()
    site.start()
    site.ask("CREATE TABLE kept (number int)")
    _, site.first_output = site.stop()
    return site


@pytest.fixture
def site(prepared: Site) -> Iterator[Site]:
    """A site that has been set up before and does not run."""
    yield prepared
    prepared.kill(*prepared.everything())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_the_server_stops_the_database(site: Site, number: int) -> None:
    site.start()
    assert site.postgres()
    status, output = site.stop(number)
    assert status == 0
    assert f"http://127.0.0.1:{site.port}/" in output
    assert "Traceback" not in output
    assert "Preparing" not in output, "it had been prepared before"
    assert site.postgres() == []
    assert not (site.var / "postgres" / "postmaster.pid").exists()


def test_the_first_start_loads_the_demo_and_says_how_to_log_in(site: Site) -> None:
    assert "Loading the demo debate" in site.first_output
    assert "wen (owner)" in site.first_output
    assert (site.var / "demo-password").read_text().strip() in site.first_output
    assert "Ctrl-C" in site.first_output
    with site.only_database():
        assert site.ask("SELECT count(*) FROM arguments_debate") == [(1,)]


def test_only_the_first_run_on_ones_own_machine_loads_the_demo(
    db: None, settings: LazySettings
) -> None:
    assert serve.wants_demo()
    settings.SITE_URL = "https://crux.example"
    assert not serve.wants_demo()
    settings.SITE_URL = ""
    make_user()
    assert not serve.wants_demo()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_while_starting_stops_the_database(site: Site, number: int) -> None:
    site.process = site.command()
    wait_for(site.postgres)
    status, output = site.stop(number)
    assert status == 0
    assert "Traceback" not in output
    assert site.postgres() == []


def test_data_outlives_a_kill_of_everything(site: Site) -> None:
    site.start()
    site.ask("INSERT INTO kept VALUES (1)")
    killed = site.everything()
    assert len(killed) > 5
    site.kill(*killed)
    site.start()
    assert (1,) in site.ask("SELECT number FROM kept")


def test_workers_of_a_killed_server_give_up_its_port(site: Site) -> None:
    site.start()
    site.kill(site.server())
    assert site.postgres(), "nobody has told the database to stop"
    site.start()
    site.stop()
    assert site.postgres() == []


def test_a_killed_database_is_back_while_the_site_runs(site: Site) -> None:
    site.start()
    site.ask("INSERT INTO kept VALUES (2)")
    killed = site.postmaster()
    site.kill(killed)
    wait_for(lambda: site.cluster.is_running() and site.postmaster() != killed)
    wait_for(site.answers)
    assert (2,) in site.ask("SELECT number FROM kept")


def test_a_killed_database_is_started_by_the_next_who_needs_it(site: Site) -> None:
    with site.only_database() as cluster:
        site.ask("INSERT INTO kept VALUES (3)")
        site.kill(site.postmaster())
        cluster.join()
        assert (3,) in site.ask("SELECT number FROM kept")


def test_no_moment_to_stop_is_a_bad_one(site: Site) -> None:
    for tenth in range(4, 16, 4):
        process = site.command()
        time.sleep(tenth / 10)
        process.terminate()
        process.communicate(timeout=PATIENCE)
        assert site.postgres() == []


def test_a_pid_file_that_names_another_process_is_not_believed(site: Site) -> None:
    with site.only_database() as cluster:
        lines = cluster._pid_file()
    path = site.var / "postgres" / "postmaster.pid"
    path.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with site.only_database():
        assert site.postmaster().pid != os.getpid()
        assert site.ask("SELECT 1") == [(1,)]


def test_a_database_that_is_stopping_is_waited_for(site: Site) -> None:
    with site.only_database() as cluster:
        stopping = site.postmaster()
        stopping.send_signal(signal.SIGINT)
        wait_for(lambda: cluster._status() != "ready")
        cluster.join()
        assert site.postmaster() != stopping
        assert site.ask("SELECT 1") == [(1,)]


def test_the_last_to_leave_stops_the_database(site: Site) -> None:
    with site.only_database() as cluster:
        site.start()
        site.stop()
        assert cluster.is_running()
    assert site.postgres() == []


def test_a_taken_port_is_named_with_the_way_out(site: Site) -> None:
    with socket.create_server(("127.0.0.1", site.port)):
        output = site.refusal()
    assert f"cannot listen on 127.0.0.1, port {site.port}: Address already in use" in output
    assert "PORT=" in output
    assert site.postgres() == []


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "٣"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match=f"PORT is “{port}”"):
        serve.read_port(port)


def test_a_folder_that_cannot_be_written_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    var = tmp_path / "file" / "var"
    output = site.refusal(CRUX_VAR=str(var))
    assert str(var) in output
    assert "CRUX_VAR" in output


def test_a_database_that_does_not_answer_is_named_without_its_password(site: Site) -> None:
    url = f"postgresql://crux:secret@127.0.0.1:{free_port()}/crux"
    output = site.refusal(DATABASE_URL=url)
    assert "The database at DATABASE_URL does not answer" in output
    assert "secret" not in output


def test_a_database_of_ones_own_is_used_and_not_stopped(
    site: Site, new_site: Callable[[], Site]
) -> None:
    with site.only_database() as cluster:
        url = f"postgresql://postgres@/postgres?host={quote(str(cluster.folder), safe='')}"
        own = new_site()
        shutil.copytree(site.var / "static", own.var / "static")  # saves preparing them
        shutil.copy(site.var / "static.stamp", own.var)
        own.start(DATABASE_URL=url)
        own.stop()
        assert not (own.var / "postgres").exists()
        assert cluster.is_running()


def test_a_database_that_is_too_old_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_VERSION", 99)
    with site.only_database() as cluster:
        url = make_conninfo(host=str(cluster.folder), user="postgres")
        with pytest.raises(database.Unavailable, match=r"PostgreSQL 18;.* needs 99 or later"):
            database.check_server(url)


@pytest.mark.parametrize("name", ["deep" * 25, "a b'c$HOME`d", 'a,b"c'])
def test_the_database_is_reachable_whatever_its_folder_is_called(name: str, tmp_path: Path) -> None:
    cluster = database.Cluster(tmp_path / name / "postgres", {"fsync": "off"})
    cluster.join()
    place = cluster.settings()
    with psycopg.connect(host=place["HOST"], user=place["USER"]) as connection:
        assert connection.info.server_version >= 180000
    cluster.leave()
    assert not cluster.is_running()
    shutil.rmtree(cluster.socket_folder)


def test_the_embedded_database_sorts_the_same_everywhere(site: Site) -> None:
    with site.only_database():
        found = site.ask("SELECT datlocprovider, datlocale FROM pg_database")
    assert set(found) == {("b", "C.UTF-8")}


def test_static_files_are_prepared_once_and_again_after_a_change(
    settings: LazySettings, tmp_path: Path
) -> None:
    style = tmp_path / "source" / "site.css"
    style.parent.mkdir()
    style.write_text("a {}")
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATICFILES_DIRS = [style.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    said = io.StringIO()
    command = serve.Command(stdout=said)

    for text, times in (("a {}", 1), ("a {}", 1), ("a { top: 0 }", 2)):
        if text != style.read_text():
            style.write_text(text)
        command.collect_static_files()
        assert said.getvalue().count("Preparing") == times
        assert (tmp_path / "static" / "site.css").read_text() == text


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(user=names, password=names, host=names, dbname=names, port=st.integers(1, 65535))
def test_a_connection_string_is_read_as_libpq_does(
    user: str, password: str, host: str, dbname: str, port: int
) -> None:
    written = make_conninfo(user=user, password=password, host=host, dbname=dbname, port=port)
    read = database.settings_from_url(written)
    assert read["USER"] == user
    assert read["PASSWORD"] == password
    assert read["HOST"] == host
    assert read["NAME"] == dbname
    assert read["PORT"] == str(port)


def test_an_address_may_name_a_socket_and_options() -> None:
    read = database.settings_from_url("postgresql://u@%2Frun%2Fpg/name?sslmode=disable")
    assert read["HOST"] == "/run/pg"
    assert read["OPTIONS"] == {"sslmode": "disable"}


def test_a_database_without_a_name_is_the_one_named_like_the_user() -> None:
    assert database.settings_from_url("postgresql://wen@host")["NAME"] == "wen"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///hush",
        "postgresql://u:hush/hush@host/name",
        "postgresql://u:hush%@host/name",
        "postgresql://u:hush@host/name?pool=1",
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(database.Unavailable, match="percent-encoded") as caught:
        database.settings_from_url(url)
    assert "hush" not in str(caught.value)


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    secret = kept_secret(path)
    assert len(secret) > 50
    assert kept_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_public_site_is_strict() -> None:
    script = (
        "from django.conf import settings as s;"
        "print(s.ALLOWED_HOSTS[0], s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.CSRF_TRUSTED_ORIGINS, s.DEBUG)"
    )
    environment = {"CRUX_URL": "https://crux.example", "DJANGO_SETTINGS_MODULE": "config.settings"}
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=CLEAN | environment,
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert result.stdout.strip() == (
        "crux.example True True True True ['https://crux.example'] False"
    )
