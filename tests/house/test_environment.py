import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from house.environment import Environment, install_settings, pinned_requirement
from tests.house.conftest import Copy

pytestmark = pytest.mark.slow  # each makes an environment, seven seconds or more: half of them wait for `test --long`


def test_a_first_command_makes_the_environment_and_says_what_it_does(copy: Copy) -> None:
    done = copy.run("bench")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"Installing what requirements-dev.lock names into {copy.folder / '.venv'}"
    assert "  Making the environment: " in done.stdout
    assert "  Installing with pip: " in done.stdout
    assert done.stdout.endswith("measured\n")


def test_a_second_command_installs_nothing_and_starts_at_once(started_copy: Copy) -> None:
    started_s = time.monotonic()
    assert started_copy.run("bench").stdout == "measured\n"
    assert time.monotonic() - started_s < 2


def test_a_changed_lock_is_installed_into_the_same_environment(started_copy: Copy) -> None:
    with (started_copy.folder / "requirements-dev.lock").open("a") as lock:
        lock.write("# one comment more\n")
    again = started_copy.run("bench").stdout
    assert "Installing with pip" in again
    assert "Making the environment" not in again


@pytest.mark.long
def test_a_folder_with_spaces_and_letters_beyond_ascii_works(make_copy: Callable[[str], Copy]) -> None:
    copy = make_copy("mit Leerzeichen und žluťoučký kůň 木")
    assert copy.run("bench").stdout.endswith("measured\n")
    assert copy.installs("course")


def test_a_moved_folder_finds_its_own_course(started_copy: Copy) -> None:
    path_file = next((started_copy.folder / ".venv").rglob("system-design-workbook.pth"))
    assert str(started_copy.folder) not in path_file.read_text()  # it still names the place where it was started first
    assert started_copy.run("bench").stdout == "measured\n"
    assert str(started_copy.folder) in path_file.read_text()
    assert started_copy.installs("course")


@pytest.mark.long
def test_an_environment_whose_python_has_gone_is_made_again(started_copy: Copy) -> None:
    started_copy.python.unlink()
    started_copy.python.symlink_to(started_copy.wheels / "removed" / "python3")
    done = started_copy.run("bench")
    assert "is incomplete or broken: making it again." in done.stdout
    assert done.stdout.endswith("measured\n")


@pytest.mark.long
def test_an_environment_that_another_hand_made_is_kept_and_used(copy: Copy) -> None:
    subprocess.run([sys.executable, "-m", "venv", copy.folder / ".venv"], check=True)
    (copy.folder / ".venv" / "mine.txt").touch()
    assert copy.run("bench").stdout.endswith("measured\n")
    assert (copy.folder / ".venv" / "mine.txt").exists()


def test_a_folder_that_is_no_environment_is_left_alone(copy: Copy) -> None:
    (copy.folder / ".venv").mkdir()
    (copy.folder / ".venv" / "mine.txt").touch()
    done = copy.run("bench")
    assert done.returncode == 1
    assert "workbook.py did not make it. Remove that folder, or name another place with WORKBOOK_VENV" in done.stderr
    assert (copy.folder / ".venv" / "mine.txt").exists()


@pytest.mark.long
def test_workbook_venv_names_another_place(copy: Copy) -> None:
    assert copy.run("bench", WORKBOOK_VENV=str(copy.wheels / "there")).stdout.endswith("measured\n")
    assert not (copy.folder / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="kills a process group")
@pytest.mark.parametrize("state", [pytest.param("making", marks=pytest.mark.long), "installing"])
def test_a_killed_installation_is_taken_up_again(copy: Copy, state: str) -> None:
    killed = subprocess.Popen(
        [sys.executable, copy.folder / "workbook.py", "bench"],
        env=copy.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    stamp = copy.folder / ".venv" / "workbook.json"
    while not stamp.exists() or state not in stamp.read_text():
        time.sleep(0.001)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert json.loads(stamp.read_text())["state"] == state
    done = copy.run("bench")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("measured\n")


def test_a_half_written_package_of_a_killed_installation_is_written_again(started_copy: Copy) -> None:
    stamp = started_copy.folder / ".venv" / "workbook.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"state": "installing"}))
    next((started_copy.folder / ".venv").rglob("tiny.py")).unlink()  # its METADATA still says that it is installed
    assert started_copy.run("bench").stdout.endswith("measured\n")


def test_two_commands_at_once_install_once(copy: Copy) -> None:
    commands = [
        subprocess.Popen(
            [sys.executable, copy.folder / "workbook.py", "bench"],
            env=copy.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    outputs = sorted(command.communicate(timeout=120)[0] for command in commands)
    assert all(output.endswith("measured\n") for output in outputs)
    assert outputs[0].startswith("Another workbook.py (process ")
    assert "Installing with pip" not in outputs[0]


def test_uv_is_fetched_from_its_own_lines_of_the_lock() -> None:
    lock = Path(__file__).parents[2] / "requirements.lock"
    lines = (pinned_requirement(lock, "uv") or "").splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 10
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])


def test_pip_takes_over_where_the_index_has_no_uv(copy: Copy) -> None:
    lock = copy.folder / "requirements-dev.lock"
    lock.write_text(lock.read_text() + f"uv==0.0.1 \\\n    --hash=sha256:{'0' * 64}\n")
    done = copy.run("bench")
    assert "Fetching the installer uv: " in done.stdout
    assert "without success" in done.stdout
    assert "Installing with pip: " in done.stdout
    assert "does not know a package at all" in done.stderr


def test_a_readers_settings_for_pip_stay_except_what_cannot_work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PIP_RETRIES", "9")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONHOME", "/somewhere")
    settings = install_settings()
    assert settings["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert settings["PIP_RETRIES"] == "9"
    assert settings["PIP_USER"] == "0"
    assert "PYTHONHOME" not in settings


def test_compiled_modules_are_kept_but_not_beside_the_sources_of_those_who_do_not_want_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    assert Environment(tmp_path).settings() == dict(os.environ)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    settings = Environment(tmp_path).settings()
    assert "PYTHONDONTWRITEBYTECODE" not in settings
    assert settings["PYTHONPYCACHEPREFIX"] == str(tmp_path / "bytecode")
