"""The virtual environment: made from a lock, skipped when complete, resumed when interrupted, remade when broken."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from house.diagnosis import explain, is_hopeless
from house.lock_file import one_at_a_time
from house.terminal import Trouble, run_step

PROJECT = Path(__file__).resolve().parent.parent
RUNTIME_LOCK = PROJECT / "requirements.lock"
DEVELOPMENT_LOCK = PROJECT / "requirements-dev.lock"  # names everything that the runtime lock names, and more
OLDEST_PYTHON = [3, 11]
NEWEST_TESTED_PYTHON = [3, 13]
NEEDED_SPACE_BYTES = {RUNTIME_LOCK.name: 600_000_000, DEVELOPMENT_LOCK.name: 950_000_000}


def workbook_environment() -> "Environment":
    """The environment of this copy of the workbook: ``.venv``, or where ``WORKBOOK_VENV`` says."""
    return Environment(Path(os.environ.get("WORKBOOK_VENV") or PROJECT / ".venv").absolute())


def development_environment() -> "Environment":
    """The same environment, with what is needed to test and build in it.

    Raises:
        Trouble: this copy is the student bundle, or the installation fails.
    """
    if not DEVELOPMENT_LOCK.exists():
        raise Trouble("This is the student bundle: it has only `lab`. Get the whole repository for the other commands.")
    environment = workbook_environment()
    environment.prepare(DEVELOPMENT_LOCK)
    return environment


class Environment:
    """A virtual environment, and the stamp inside it that says what is complete.

    The stamp is written before each change and after it, so that whoever comes next knows what an interruption left:
    ``making`` (throw it away), ``installing`` (install again over it) or ``complete``.
    """

    def __init__(self, folder: Path, base_python: str | None = None) -> None:
        self.folder = folder
        self.base_python = base_python or str(getattr(sys, "_base_executable", sys.executable))
        self.python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        self.log = folder / "workbook.log"
        self._stamp_file = folder / "workbook.json"

    def prepare(self, lock: Path) -> None:
        """Bring the environment to what ``lock`` names; at once when it is there already.

        Raises:
            Trouble: it cannot be done here; the sentence says why and what to do.
        """
        if not self._is_complete(lock):
            with one_at_a_time(f"install {self.folder}", str(os.getpid()), _wait_for_other_install()):
                if not self._is_complete(lock):
                    self._bring_to(lock)
        self._put_project_on_path()

    def run(self, *arguments: str) -> int:
        """Run its Python in the project's folder, on this terminal; the exit code comes back."""
        return subprocess.run([self.python, *arguments], cwd=PROJECT, env=self.settings(), check=False).returncode

    def settings(self) -> dict[str, str]:
        """The variables for what runs in it: those of this process, and compiled modules are kept.

        A lesson loads some 1,300 modules: 9 s when each is compiled anew, 3 s when not. Whoever wants none beside
        the sources gets it in a folder of the environment.
        """
        settings = dict(os.environ)
        if settings.pop("PYTHONDONTWRITEBYTECODE", None):
            settings.setdefault("PYTHONPYCACHEPREFIX", str(self.folder / "bytecode"))
        return settings

    def _is_complete(self, lock: Path) -> bool:
        stamp = self._read_stamp()
        return (
            stamp.get("state") == "complete"
            and stamp.get("locks", {}).get(lock.name) == _sha256(lock)
            and stamp.get("python_path") == self._resolved_python()
        )

    def _bring_to(self, lock: Path) -> None:
        started_s = time.monotonic()
        print(f"Installing what {lock.name} names into {self.folder}", flush=True)
        stamp = self._read_stamp()
        version = None if stamp.get("state") == "making" else self.version()
        usable = version is not None and version >= OLDEST_PYTHON and version == stamp.get("python", version)
        if not usable:
            self._make_new(lock, was_ours=bool(stamp))
            version = self.version()
        interrupted = usable and stamp.get("state") == "installing"
        self._write_stamp(state="installing", python=version)
        self._install(lock, over_what_is_there=interrupted)
        self._write_stamp(
            state="complete",
            python=version,
            python_path=self._resolved_python(),
            locks={name.name: _sha256(name) for name in self._locks_within(lock)},
        )
        print(f"Ready after {time.monotonic() - started_s:.1f} s.", flush=True)

    def _make_new(self, lock: Path, was_ours: bool) -> None:
        _refuse_python_without_venv()
        if self.folder.exists() and any(self.folder.iterdir()):
            if not was_ours:
                raise Trouble(
                    f"{self.folder} is not a working environment of Python 3.11 or newer, and workbook.py "
                    "did not make it. Remove that folder, or name another place with WORKBOOK_VENV, and start again."
                )
            print(f"{self.folder} is incomplete or broken: making it again.", flush=True)
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        needed_bytes, free_bytes = NEEDED_SPACE_BYTES[lock.name], shutil.disk_usage(self.folder).free
        if free_bytes < needed_bytes:
            self.folder.rmdir()
            raise Trouble(
                f"The workbook's packages need {needed_bytes // 1_000_000} MB, and {self.folder.parent} has only "
                f"{free_bytes // 1_000_000} MB free. Free some, or name a place on another disk with WORKBOOK_VENV."
            )
        self._write_stamp(state="making")
        done, output = run_step(
            "Making the environment", [self.base_python, "-m", "venv", self.folder], self.log, install_settings()
        )
        if not done:
            raise Trouble(explain(output, self.log))

    def _install(self, lock: Path, over_what_is_there: bool) -> None:
        settings = install_settings()
        pip: list[str | Path] = [self.python, "-m", "pip", "install", "--no-input", "--require-hashes"]
        done = False
        if self._fetch_uv(lock, pip, settings):
            uv: list[str | Path] = [self.python, "-m", "uv", "pip", "install", "--python", self.python]
            again = ["--reinstall"] if over_what_is_there else []
            done, _ = run_step("Installing with uv", [*uv, *again, "--require-hashes", "-r", lock], self.log, settings)
        if not done:  # pip knows a reader's own index and certificates, which uv does not read
            again = ["--force-reinstall"] if over_what_is_there else []
            done, output = run_step("Installing with pip", [*pip, *again, "-r", lock], self.log, settings)
            if not done:
                raise Trouble(explain(output, self.log))

    def _fetch_uv(self, lock: Path, pip: list[str | Path], settings: dict[str, str]) -> bool:
        pin = pinned_requirement(lock, "uv")
        if pin is None:
            return False
        requirement = self.folder / "uv.txt"
        requirement.write_text(pin, encoding="utf-8")
        done, output = run_step("Fetching the installer uv", [*pip, "-r", requirement], self.log, settings)
        if not done and is_hopeless(output):
            raise Trouble(explain(output, self.log))
        return done

    def version(self) -> list[int] | None:
        """Major and minor version of its Python, or None when that (or its pip) does not run."""
        probe = "import sys, pip; print(sys.version_info[0], sys.version_info[1])"
        try:
            answer = subprocess.run([self.python, "-c", probe], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return [int(part) for part in answer.stdout.split()]

    def _resolved_python(self) -> str | None:
        """The base Python that it stands on; None when that has gone."""
        return os.path.realpath(self.python) if self.python.exists() else None

    def _put_project_on_path(self) -> None:
        """A ``.pth`` file, because a hashed installation refuses ``-e .``; written again when the folder has moved."""
        line = f"import sys; sys.path.append({str(PROJECT)!a})\n"
        for packages in [*self.folder.glob("lib/python3*/site-packages"), *self.folder.glob("Lib/site-packages")]:
            path_file = packages / "system-design-workbook.pth"
            if not path_file.exists() or path_file.read_text(encoding="ascii") != line:
                path_file.write_text(line, encoding="ascii")

    def _locks_within(self, lock: Path) -> list[Path]:
        return [lock, RUNTIME_LOCK] if lock == DEVELOPMENT_LOCK else [lock]

    def _read_stamp(self) -> dict[str, Any]:
        try:
            stamp: dict[str, Any] = json.loads(self._stamp_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp

    def _write_stamp(self, **stamp: object) -> None:
        self._stamp_file.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def pinned_requirement(lock: Path, package: str) -> str | None:
    """The lines of ``lock`` that pin this package: name, version, hashes. None when it is not there."""
    found = re.search(rf"^{re.escape(package)}==.*\n(?:[ \t]+.*\n)*", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return found[0] if found else None


def install_settings() -> dict[str, str]:
    """The reader's own settings for pip and uv, with what would keep them from working here set aside."""
    settings = {"PIP_RETRIES": "2", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ, "PIP_USER": "0"}
    for name in ("PYTHONHOME", "__PYVENV_LAUNCHER__"):
        settings.pop(name, None)
    return settings


def _refuse_python_without_venv() -> None:
    try:
        import ensurepip  # noqa: F401 - some systems ship Python without these two
        import venv  # noqa: F401
    except ImportError:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        raise Trouble(
            f"This Python ({sys.executable}) cannot make environments: its modules venv and ensurepip are missing. "
            f"On Debian or Ubuntu install them with: sudo apt install {name}-venv (elsewhere install Python from "
            "https://www.python.org/downloads/), and start again."
        ) from None


def _wait_for_other_install() -> Callable[[str], None]:
    told: list[str] = []

    def wait(holder: str) -> None:
        if not told:
            print(f"Another workbook.py (process {holder}) is installing here: waiting for it.", flush=True)
            told.append(holder)

    return wait


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
