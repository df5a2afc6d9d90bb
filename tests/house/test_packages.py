"""pyproject.toml, the two locks and environment.yml say the same."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
LOCKS = {"requirements.lock": RUNTIME, "requirements-dev.lock": [*RUNTIME, *DEVELOPMENT]}
CONDA_NAMES = {"duckdb": "python-duckdb", "h3": "h3-py", "matplotlib": "matplotlib-base", "redis": "redis-py"}
ONLY_CONDA = {"lupa", "pip", "python", "setuptools"}  # an extra spelled out, and what makes the project importable


def pins(lock: str) -> dict[str, list[Requirement]]:
    """Every pin of a lock; a package may have several, for different systems and Pythons."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if line and not line.startswith(" "):
            pin = Requirement(line.removesuffix("\\"))
            found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def version(pin: Requirement) -> str:
    (exact,) = pin.specifier
    assert exact.operator == "=="
    return exact.version


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_host_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"index-url|find-links|trusted-host", text)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all(re.fullmatch(r"\S+==[^\n]*\\(\n {4}--hash=sha256:[0-9a-f]{64}( \\)?)+", block) for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_within_its_bounds(lock: str) -> None:
    locked = pins(lock)
    for wanted in LOCKS[lock]:
        versions = [version(pin) for pin in locked[canonicalize_name(wanted.name)]]
        assert all(wanted.specifier.contains(each) for each in versions), (wanted, versions)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_of_a_dependency_is_locked(lock: str) -> None:
    locked = pins(lock)
    extras = {canonicalize_name(wanted.name): wanted.extras for wanted in LOCKS[lock]}
    for name in locked:
        try:
            needed = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:  # for another system or Python, or only in the larger lock
            continue
        for other in needed:
            if any(
                not other.marker or other.marker.evaluate({"extra": extra}) for extra in ["", *extras.get(name, [])]
            ):
                assert canonicalize_name(other.name) in locked, f"{name} needs {other}"


def test_the_development_lock_holds_the_runtime_lock_and_more() -> None:
    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime.keys() < development.keys()
    for name, expected in runtime.items():
        assert {version(pin) for pin in expected} == {version(pin) for pin in development[name]}, name


def conda() -> dict[str, str]:
    """Name and bounds of every line of environment.yml."""
    lines = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    parts = [re.fullmatch(r"([\w-]+)(.*)", line) for line in lines]
    return {part[1]: part[2] for part in parts if part}


def test_conda_installs_the_same_packages_within_the_same_bounds() -> None:
    expected = {CONDA_NAMES.get(wanted.name, wanted.name): wanted.specifier for wanted in RUNTIME}
    assert {name: SpecifierSet(bounds) for name, bounds in conda().items() if name not in ONLY_CONDA} == expected


def test_conda_spells_out_what_an_extra_brings_elsewhere() -> None:
    assert [(wanted.name, wanted.extras) for wanted in RUNTIME if wanted.extras] == [("fakeredis", {"lua"})]
    assert conda().keys() >= ONLY_CONDA


def test_the_python_of_conda_is_one_that_the_project_takes() -> None:
    assert SpecifierSet(PROJECT["requires-python"]).contains(conda()["python"].removeprefix("="))
