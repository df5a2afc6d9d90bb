"""Figures that were measured once, with where, when and with what: ``datasets/measurements/NAME.json``."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from course import datasets
from course.clock import Clock
from course.errors import CourseError

PACKAGES = ("duckdb", "fakeredis", "httpx", "redis", "uvicorn")


def recorded(name: str, values: Mapping[str, float]) -> dict[str, Any] | None:
    """Read the recording of these figures, if there is one."""
    try:
        recording: dict[str, Any] = json.loads(datasets.path(f"measurements/{name}.json").read_text("utf-8"))
    except CourseError:
        return None
    return recording if recording["values"].keys() == values.keys() else None


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
