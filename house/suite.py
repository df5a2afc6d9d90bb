"""``workbook.py test``: every stage in turn, going on after a failure, and one table at the end."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from house.environment import DEVELOPMENT_LOCK, PROJECT, Environment, development_environment
from house.lock_file import one_at_a_time
from house.summary import Result, print_summary, read_report
from house.terminal import Trouble

REPORTS = PROJECT / ".build" / "reports"
CELL_LIMIT_S = 60
TEST_LIMIT_S = 600  # a test that hangs shows where it hung and fails; the others go on
UNIT = ("tests", "-n3", "--dist=worksteal")  # on two cores: many tests wait for sockets and other processes
LARGE = ("tests/systems", "tests/checks/test_answers.py")  # half of the time: pytest -k NN runs those of one lesson
OTHER_PYTHONS = ("3.11", "3.12", "3.13")
LINTERS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"]),
)


def test(quick: bool, long: bool) -> int:
    """Run the stages; 0 when nothing failed.

    Raises:
        Trouble: another suite runs on this machine, or this copy is the student bundle.
    """
    holder = f"process {os.getpid()}, since {datetime.now():%H:%M}, in {PROJECT}"  # noqa: DTZ005 - the reader's time
    with one_at_a_time("test", holder, _refuse_second_suite):
        environment = development_environment()
        shutil.rmtree(REPORTS, ignore_errors=True)
        REPORTS.mkdir(parents=True)
        results = list(_stages(environment, quick, long))
    return print_summary(results)


def _refuse_second_suite(holder: str) -> None:
    raise Trouble(
        f"Another test run is going on ({holder}), and two would disturb each other's times. Wait for it, or stop it."
    )


def _stages(environment: Environment, quick: bool, long: bool) -> Iterator[Result]:
    yield _lint(environment)
    if quick:
        left_out = [f"--ignore={part}" for part in LARGE]
        yield _pytest(environment, "unit", [*UNIT, *left_out, "-m", "not browser and not slow and not long"])
        return
    yield _pytest(environment, "unit", [*UNIT, "-m", "not browser and not long"])
    yield _notebooks(environment, "notebooks")
    yield _editions_match(environment)
    yield _pytest(environment, "browser", ["tests/browser", "-n2", "-m", "browser and not timed and not long"])
    yield _pytest(environment, "widgets", ["tests/browser", "-m", "timed"])  # one at a time: these look at the clock
    if long:
        yield _rebuild(environment)
        yield _pytest(environment, "long", ["tests", "-m", "long"])
        for version, python in _other_pythons(environment):
            yield from _on_other_python(version, python)


def _lint(environment: Environment) -> Result:
    _heading("lint")
    started_s = time.monotonic()
    failed = 0
    for name, arguments in LINTERS:
        print(f"{name}: ", end="", flush=True)
        failed += environment.run(*arguments) != 0
    return Result("lint", len(LINTERS) - failed, failed, 0, time.monotonic() - started_s)


def _pytest(environment: Environment, stage: str, arguments: list[str]) -> Result:
    _heading(stage)
    report = REPORTS / f"{stage.replace(' ', '-')}.xml"
    started_s = time.monotonic()
    guard = ["-o", f"faulthandler_timeout={TEST_LIMIT_S}", "-o", "faulthandler_exit_on_timeout=true"]
    code = environment.run("-m", "pytest", *arguments, *guard, f"--junitxml={report}")
    return read_report(stage, report, code, time.monotonic() - started_s)


def _notebooks(environment: Environment, stage: str) -> Result:
    """Run every stored notebook again; compare outputs strictly where they were made (Linux, Python 3.11)."""
    compare = "--nbval" if environment.version() == [3, 11] and sys.platform == "linux" else "--nbval-lax"
    folders = ["notebooks", "solutions"]
    options = [
        "--nbval-current-env",
        f"--nbval-cell-timeout={CELL_LIMIT_S}",
        "--nbval-sanitize-with=tests/notebooks/nbval_sanitize.cfg",
        "-n2",
        "--dist=loadfile",
    ]
    return _pytest(environment, stage, [compare, *folders, *options])


def _editions_match(environment: Environment) -> Result:
    _heading("editions")
    started_s = time.monotonic()
    failed = environment.run("-m", "course.editions", "build", "--check") != 0
    return Result("editions", 1 - failed, int(failed), 0, time.monotonic() - started_s)


def _rebuild(environment: Environment) -> Result:
    _heading("rebuild")
    started_s = time.monotonic()
    before = _digests()
    code = environment.run("-m", "course.editions", "build", "--force")
    changed = sorted(path.name for path, digest in _digests().items() if before.get(path) != digest)
    for name in changed:
        print(f"{name} came out different")
    failed = max(len(changed), int(code != 0))
    return Result("rebuild", len(before) - len(changed), failed, 0, time.monotonic() - started_s)


def _digests() -> dict[Path, str]:
    notebooks = [*PROJECT.glob("notebooks/*.ipynb"), *PROJECT.glob("solutions/*.ipynb")]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in notebooks}


def _other_pythons(environment: Environment) -> Iterator[tuple[str, str]]:
    """The other supported Pythons of this machine: on PATH, or where pyenv keeps them."""
    here = environment.version()
    for version in OTHER_PYTHONS:
        if [int(part) for part in version.split(".")] == here:
            continue
        pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
        for candidate in [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python{version}"))]:
            if candidate and _runs(candidate):
                yield version, str(candidate)
                break
        else:
            print(f"\nPython {version} was not found: its stages are left out.")


def _runs(python: str | Path) -> bool:  # pyenv's shims exist for versions that they then refuse to run
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def _on_other_python(version: str, python: str) -> Iterator[Result]:
    environment = Environment(PROJECT / ".build" / f"python-{version}", python)
    environment.prepare(DEVELOPMENT_LOCK)
    yield _pytest(environment, f"unit {version}", [*UNIT, "-m", "not browser and not long"])
    yield _notebooks(environment, f"notebooks {version}")


def _heading(stage: str) -> None:
    print(f"\n== {stage} ==", flush=True)
