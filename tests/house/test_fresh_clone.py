"""The whole way, with the real locks: what a person does who has just received the folder. Needs the package index."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_IN_A_CLONE = (".venv", ".git", "work", ".build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")
FIRST_START_LIMIT_S = 60
LATER_START_LIMIT_S = 5
OURS = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "WORKBOOK_VENV")
LEARNERS_SETTINGS = {name: value for name, value in os.environ.items() if name not in OURS}

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name == "nt", reason="ends a program with Ctrl-C as POSIX does"),
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT, tmp_path / "workbook", ignore=shutil.ignore_patterns(*NOT_IN_A_CLONE))


@dataclass(frozen=True, slots=True)
class Start:
    said: str
    seconds: float


def start_lab(folder: Path, *arguments: str, stop_with: int = signal.SIGINT, **settings: str) -> Start:
    """Start the lab, and stop it (with Ctrl-C) as soon as it says its address."""
    command = [sys.executable, folder / "workbook.py", "lab", "--no-browser", *arguments]
    started_s = time.monotonic()
    with subprocess.Popen(command, env=LEARNERS_SETTINGS | settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("http://127.0.0.1:"):
                break
        seconds = time.monotonic() - started_s
        process.send_signal(stop_with)
        process.stdout.read()
    assert process.returncode == 0
    return Start("".join(said), seconds)


def test_jupyterlab_answers_within_a_minute_and_again_within_seconds(clone: Path) -> None:
    first = start_lab(clone)
    assert "  Installing with uv: " in first.said
    assert first.seconds < FIRST_START_LIMIT_S
    again = start_lab(clone)
    assert "Installing" not in again.said
    assert again.seconds < LATER_START_LIMIT_S
    assert start_lab(clone, stop_with=signal.SIGTERM).seconds < LATER_START_LIMIT_S
    moved = clone.rename(clone.with_name("moved to 'another place'"))
    assert start_lab(moved).seconds < LATER_START_LIMIT_S
    probe = [moved / ".venv/bin/python", "-c", "import course; print(course.__file__)"]
    assert subprocess.check_output(probe, cwd="/", text=True, env={}).strip() == str(moved / "course/__init__.py")


def test_pip_installs_where_uv_cannot(clone: Path, tmp_path: Path) -> None:
    start = start_lab(clone, UV_OFFLINE="1", UV_CACHE_DIR=str(tmp_path / "empty"))
    assert "  Installing with uv: " in start.said
    assert "  Installing with pip: " in start.said


def test_what_testing_needs_is_added_to_what_learning_needs(clone: Path) -> None:
    start_lab(clone)
    build = [sys.executable, "workbook.py", "build", "--check"]
    said = subprocess.run(build, cwd=clone, env=LEARNERS_SETTINGS, capture_output=True, text=True, check=False).stdout
    assert "Installing what requirements-dev.lock names" in said
    assert "Making the environment" not in said
    probe = [clone / ".venv/bin/python", "-c", "import nbgrader, jupyterlab, course"]
    subprocess.run(probe, cwd="/", check=True, env=LEARNERS_SETTINGS)
    assert "Installing" not in start_lab(clone).said


def test_conda_and_binder_make_the_course_importable_without_touching_packages(clone: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", clone / "v"], check=True)
    python = clone / "v/bin/python"
    subprocess.run([python, "-m", "pip", "install", "-q", "setuptools>=77"], check=True)
    path = f"{clone / 'v/bin'}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["./postBuild"], cwd=clone, check=True, env=os.environ | {"PATH": path, "PYTHONPATH": ""})
    assert subprocess.run([python, "-c", "import course"], cwd="/", env={}, check=False).returncode == 0
    listed = subprocess.check_output([python, "-m", "pip", "list", "--format=freeze"], text=True, env=os.environ)
    assert {line.split("==")[0] for line in listed.split()} <= {"pip", "setuptools", "system-design-workbook"}
