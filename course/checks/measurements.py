"""``measured``: a wall-clock figure, live for whoever runs the cell, recorded for whoever reads the stored notebook.

A recording is ``datasets/measurements/NAME.json``. With COURSE_RECORD=FOLDER each call writes one there.
"""

import json
import os
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from course import datasets
from course.checks.cards import Card, in_notebook, show
from course.clock import Clock, SystemClock
from course.errors import CourseError
from course.units import si

PACKAGES = ("duckdb", "fakeredis", "fastapi", "httpx", "redis", "uvicorn")

AtLeast = tuple[str, str, float]
"""(slower, faster, factor): the first figure is at least so many times the second."""


def measured(
    name: str,
    values: Mapping[str, float],
    *,
    unit: str = "s",
    at_least: AtLeast | None = None,
    clock: Clock | None = None,
) -> None:
    """Show the live figures in a widget, and store the recorded ones with a verdict on the live ones.

    The verdict is part of the stored text: a claim that does not hold on this machine turns a compared notebook red.

    Raises:
        ValueError: the factor is more than half of the recorded ratio; a slower machine would refute it.
    """
    recording = recorded(name, values)
    if at_least and recording:
        slower, faster, factor = at_least
        ratio = recording["values"][slower] / recording["values"][faster]
        if factor > ratio / 2:
            raise ValueError(f"{name}: claim at most half of the recorded ratio {ratio:.3g}; you claim {factor:g}.")
    if folder := os.environ.get("COURSE_RECORD"):
        record(Path(folder), name, values, unit, at_least, clock or SystemClock())
    claim = verdict(values, at_least)
    live = Card(f"{name} · live", (figures(values, unit), *claim, "clock: this machine, now"))
    if not in_notebook():
        show(live)
        return
    import ipywidgets

    view = ipywidgets.HTML(live.html)
    if recording:
        when = f"clock: recorded {recording['date']} on {recording['machine']}"
        show(Card(f"{name} · recorded", (figures(recording["values"], unit), *claim, when), view=view))
    else:
        show(
            Card(
                f"{name} · not recorded yet",
                (*claim, "clock: run this cell to see the figures of your machine"),
                view=view,
            )
        )


def verdict(values: Mapping[str, float], at_least: AtLeast | None) -> list[str]:
    """Say whether the live figures bear the claim out."""
    if at_least is None:
        return []
    slower, faster, factor = at_least
    if values[slower] >= factor * values[faster]:
        return [f"✓ holds: {slower} is at least {factor:g} times {faster}"]
    return [f"✗ does not hold here: {slower} is less than {factor:g} times {faster}"]


def figures(values: Mapping[str, float], unit: str) -> list[str]:
    """Print each figure as an engineer says it."""
    return [f"{label}: {si(value, unit)}" for label, value in values.items()]


def recorded(name: str, values: Mapping[str, float]) -> dict[str, Any] | None:
    """Read the recording of these figures, if there is one."""
    try:
        recording: dict[str, Any] = json.loads(datasets.path(f"measurements/{name}.json").read_text("utf-8"))
    except CourseError:
        return None
    return recording if recording["values"].keys() == values.keys() else None


def record(
    folder: Path, name: str, values: Mapping[str, float], unit: str, at_least: AtLeast | None, clock: Clock
) -> None:
    """Write the live figures down, with where and when."""
    packages = {package: version(package) for package in PACKAGES if package in sys.modules}
    facts = {
        "name": name,
        "unit": unit,
        "values": dict(values),
        "at_least": at_least,
        "machine": machine(),
        "date": datetime.fromtimestamp(clock.now_s(), UTC).date().isoformat(),
        "versions": {"python": platform.python_version(), **packages},
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(facts, indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def machine() -> str:
    """Describe the processor and the system, without names."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    models = [line.split(":", maxsplit=1)[1].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}"
