"""Figures that were measured once, with where, when and with what: ``datasets/measurements/NAME.json``."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from course import datasets
from course.clock import Clock
from course.errors import CourseError

PACKAGES = ("duckdb", "fakeredis", "httpx", "redis", "uvicorn")


def recording(name: str) -> dict[str, Any]:
    """Read a recording: its ``values`` by label, and with which ``machine``, ``date`` and ``versions``.

    Raises:
        CourseError: there is none.
    """
    found: dict[str, Any] = json.loads(datasets.path(f"measurements/{name}.json").read_text("utf-8"))
    return found


@cache
def recorded_values(name: str) -> dict[str, float]:
    """What was recorded, by label; each file is read once. Raises as :func:`recording` does."""
    values: dict[str, float] = recording(name)["values"]
    return values


def recorded(name: str, values: Mapping[str, float]) -> dict[str, Any] | None:
    """Read the recording of these figures, if there is one."""
    try:
        found = recording(name)
    except CourseError:
        return None
    return found if found["values"].keys() == values.keys() else None


def record(path: Path, figures: dict[str, Any], clock: Clock) -> None:
    """Write the figures down, with where, when and with what they were measured."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    models = [line.split(":", maxsplit=1)[1].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    facts = {
        **figures,
        "machine": f"{processor}, {os.cpu_count()} cores, {platform.system()}",
        "date": datetime.fromtimestamp(clock.now_s(), UTC).date().isoformat(),
        "versions": {"python": platform.python_version(), **{package: version(package) for package in PACKAGES}},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
