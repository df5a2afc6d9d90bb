"""A copy of the workbook small enough to be installed in a test, without a network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS_OF_OTHERS = ("PIP_", "UV_", "PYTHONPATH", "WORKBOOK_", "COURSE_", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Copy:
    """The launcher with a lock that names one tiny package, which lies in the folder ``wheels``."""

    folder: Path
    wheels: Path

    @property
    def environment(self) -> dict[str, str]:
        settings = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS_OF_OTHERS)}
        return settings | {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": os.devnull,
            "TMPDIR": str(
                self.wheels
            ),  # its own lock files: a suite may be running on this machine, this one for example
        }

    @property
    def python(self) -> Path:
        return self.folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def run(self, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """``workbook.py`` with these arguments and settings, from another folder."""
        return subprocess.run(
            [sys.executable, str(self.folder / "workbook.py"), *arguments],
            env=self.environment | settings,
            cwd=self.wheels,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def installs(self, package: str) -> bool:
        """Can its environment import this package, from any folder?"""
        probe = [self.python, "-c", f"import {package}"]
        return subprocess.run(probe, cwd="/", env=self.environment, check=False).returncode == 0


def lay_out(folder: Path, wheels: Path) -> Copy:
    """A copy that was never started."""
    for package in ("house", "course"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "workbook.py", folder)
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "00-start-here.ipynb").write_text("{}")
    (folder / "tests" / "benchmarks").mkdir(parents=True)
    (folder / "tests" / "benchmarks" / "__main__.py").write_text("import course, tiny; print('measured')")
    lock = f"tiny==1.0 \\\n    --hash=sha256:{_tiny_wheel(wheels)}\n"
    for lock_name in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock_name).write_text(lock)
    return Copy(folder, wheels)


@pytest.fixture
def make_copy(tmp_path: Path) -> Callable[[str], Copy]:
    return lambda name: lay_out(tmp_path / name, tmp_path / "wheels")


@pytest.fixture
def copy(make_copy: Callable[[str], Copy]) -> Copy:
    return make_copy("workbook")


@pytest.fixture(scope="session")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("started")
    first = lay_out(folder / "workbook", folder / "wheels")
    assert first.run("bench").returncode == 0
    return first


@pytest.fixture
def started_copy(started_once: Copy, tmp_path: Path) -> Copy:
    """A copy whose environment is complete. It was moved here after it was started."""
    folder = shutil.copytree(started_once.folder, tmp_path / "workbook", symlinks=True)
    return Copy(folder, shutil.copytree(started_once.wheels, tmp_path / "wheels"))


def _tiny_wheel(folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    wheel = folder / "tiny-1.0-py3-none-any.whl"
    files = {
        "tiny.py": b"",
        "tiny-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_record_hash(data)},{len(data)}\n" for name, data in files.items())
    files["tiny-1.0.dist-info/RECORD"] = (record + "tiny-1.0.dist-info/RECORD,,\n").encode()
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _record_hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
