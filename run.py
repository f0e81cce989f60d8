#!/usr/bin/env python3
"""Set Crux up and start it. Needs nothing but Python 3.11 or later.

    python3 run.py                     serve the site on http://127.0.0.1:8000/ (PORT changes it)
    python3 run.py test                run all tests, on all processors
    python3 run.py test ARGUMENTS      run pytest with these arguments
    python3 run.py check               lint, types, direction of imports, migrations, settings
    python3 run.py manage COMMAND      any other command of the site

Packages go into .venv beside this file, each of the version and with the checksum that
requirements.txt names, and only when that file or the Python has changed. DATABASE_URL names a
PostgreSQL of your own; without it one runs in var/. All other settings: config/settings.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:
    sys.exit("Crux runs on Linux and macOS; on Windows, run it inside WSL.")

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Stands while packages are being installed; what a killed installation left cannot be trusted.
UNFINISHED = VENV / "unfinished"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def main(arguments: list[str]) -> None:
    if sys.version_info < OLDEST:
        continue_with_newer_python()
    os.chdir(ROOT)
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    commands = {"serve": serve, "test": test, "check": check, "manage": manage}
    if command not in commands:
        sys.exit((__doc__ or "").strip())
    commands[command](rest)


def serve(arguments: list[str]) -> None:
    manage(["serve", *arguments])


def manage(arguments: list[str]) -> None:
    install("requirements.txt")
    become(str(ROOT / "manage.py"), *arguments)


def test(arguments: list[str]) -> None:
    install("requirements-dev.txt")
    find_browser()
    if not arguments and (processors := os.cpu_count() or 1) > 1:
        arguments = ["--numprocesses", str(min(processors, 4)), "--dist", "loadgroup"]
    become("-m", "pytest", *arguments)


def check(arguments: list[str]) -> None:
    """Run every check, also after one has failed, and fail when one of them did."""
    install("requirements-dev.txt")
    templates = sorted(str(path) for path in ROOT.glob("templates/**/*.html"))
    python, programs = str(PYTHON), str(VENV / "bin")
    checks = [
        [f"{programs}/ruff", "check", "."],
        [f"{programs}/ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, f"{programs}/lint-imports"],
        [f"{programs}/djade", "--check", "--target-version", "5.2", *templates],
        [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ]
    # The last one judges the settings of a public site, and any https address makes it one.
    environment = {**os.environ, "CRUX_URL": "https://crux.example"}
    failed = []
    for command in checks:
        name = " ".join(command[:4]).replace(f"{programs}/", "")
        print(f"- {name}", flush=True)
        if subprocess.run(command, env=environment).returncode != 0:
            failed.append(name)
    if failed:
        sys.exit("Failed: " + "; ".join(failed))


def become(*arguments: str) -> None:
    """Go on as the site's own Python, in this very process, so that signals reach it."""
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])


def continue_with_newer_python() -> None:
    """Start again with a newer Python of this machine, or say that there is none."""
    for minor in range(20, OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and subprocess.run([other, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:
            os.execv(other, [other, str(Path(__file__).resolve()), *sys.argv[1:]])
    have = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(f"Crux needs Python 3.11 or later; this is Python {have} ({sys.executable}).")


def install(requirements: str) -> None:
    """Bring the virtual environment to what a locked file says; do nothing when it is there."""
    digest = hashlib.sha256()
    digest.update((ROOT / requirements).read_bytes())
    digest.update(sys.version.encode())
    stamp = VENV / f"{requirements}.stamp"
    # One at a time: the site and the tests may be started together.
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_sound() and stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        if not is_sound():
            make_environment()
        install_packages(requirements)
        stamp.write_text(digest.hexdigest())


def is_sound() -> bool:
    """Whether the environment's Python is there and no installation broke off in it."""
    return os.access(PYTHON, os.X_OK) and not UNFINISHED.exists()


def make_environment() -> None:
    print("Making .venv ...", flush=True)
    if not os.access(ROOT, os.W_OK):
        sys.exit(f"{ROOT} cannot be written by this user; Crux keeps .venv and var there.")
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if "ensurepip" in made.stdout + made.stderr or "No module named venv" in made.stderr:
        sys.exit(
            "This Python cannot make virtual environments. On Debian and Ubuntu, install what is"
            " missing, then start again:\n\n    apt-get install python3-venv\n"
        )
    sys.exit(f".venv cannot be made:\n{made.stdout}{made.stderr}")


def install_packages(requirements: str) -> None:
    print(f"Installing the packages of {requirements}, which takes a minute ...", flush=True)
    UNFINISHED.touch()
    # The file names every package there is to install, so pip need not look for more; and it
    # would compile them on one processor only.
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--no-compile", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--requirement", requirements]
    # The wish for one's home folder, in some people's settings, makes no sense in here.
    result = subprocess.run(command, env={**os.environ, "PIP_USER": "0"})
    if result.returncode != 0:
        sys.exit(
            "The packages could not be installed; pip says why above. This step needs the network"
            " (pip's own settings for proxies and mirrors hold); start again to try again."
        )
    subprocess.run([str(PYTHON), "-m", "compileall", "-qq", "-j", "0", str(VENV / "lib")])
    UNFINISHED.unlink()


def find_browser() -> None:
    """Have a browser for the tests in one, from the system's packages where we may."""
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium for the tests in a browser ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-qq", "--no-install-recommends", "chromium"],
        ):
            with contextlib.suppress(OSError):
                subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
    if not any(shutil.which(name) for name in BROWSERS):
        print("No browser: install chromium to run the tests that need one; they are skipped.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
