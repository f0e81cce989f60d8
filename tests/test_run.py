"""`run.py`: what it installs, when, and what it says if it cannot."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import run
from config.settings import BASE_DIR


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    shutil.copy(run.__file__, folder)
    (folder / "requirements.txt").write_text("# nothing\n")
    (folder / "manage.py").write_text("import sys\nprint('ran', *sys.argv[1:])\n")
    return folder


def run_in(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "run.py", *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return result.stdout + result.stderr


def test_run_replaces_what_a_kill_left_installs_once_and_again_after_a_change(clone: Path) -> None:
    made, installed = "Making .venv", "Installing the packages"
    killed = clone / ".venv"
    killed.mkdir()
    (killed / "unfinished").touch()
    (killed / "half").touch()

    first = run_in(clone)
    assert made in first
    assert installed in first
    assert "ran serve" in first
    assert not (killed / "half").exists()
    assert run_in(clone, "manage", "migrate").strip() == "ran migrate"

    (clone / "requirements.txt").write_text("# still nothing\n")
    changed = run_in(clone)
    assert made not in changed
    assert installed in changed


def test_run_explains_itself_when_it_does_not_understand(clone: Path) -> None:
    assert "python3 run.py test" in run_in(clone, "srve")


def test_run_says_what_an_old_python_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "OLDEST", (99, 0))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later; this is Python 3\."):
        run.main([])


def test_run_says_how_to_get_what_debian_leaves_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def without_ensurepip(*_: Any, **__: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "ensurepip is not available", "")

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(subprocess, "run", without_ensurepip)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        run.make_environment()


def test_locked_requirements_name_no_host_and_agree() -> None:
    pins = {}
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (BASE_DIR / name).read_text()
        assert "://" not in text
        assert "--index" not in text
        pins[name] = set(re.findall(r"^\S+==[^\s;]+", text, re.MULTILINE))
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]
