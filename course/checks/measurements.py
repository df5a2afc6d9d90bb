"""``measured``: a wall-clock figure, live for whoever runs the cell, recorded for whoever reads the stored notebook.

A recording is ``datasets/measurements/NAME.json``. With COURSE_RECORD=FOLDER each call writes one there.
"""

import json
import os
import platform
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

PACKAGES = ("duckdb", "fakeredis", "httpx", "redis", "uvicorn")


def measured(
    name: str,
    values: Mapping[str, float],
    *,
    unit: str = "s",
    at_least: tuple[str, str, float] | None = None,
    clock: Clock | None = None,
) -> None:
    """Show the live figures in a widget, and store the recorded ones with a verdict on the live ones.

    ``at_least=("miss", "hit", 1.5)`` claims that a miss takes at least 1.5 times as long as a hit. The verdict is part
    of the stored text: where the claim does not hold, a notebook that is compared turns red.

    Raises:
        ValueError: the factor is more than half of the recorded ratio; a slower machine would refute it.
    """
    recording, claim = recorded(name, values), list[str]()
    if at_least:
        slower, faster, factor = at_least
        ratio = recording["values"][slower] / recording["values"][faster] if recording else factor * 2
        if factor > ratio / 2:
            raise ValueError(f"{name}: claim at most half of the recorded ratio {ratio:.3g}; you claim {factor:g}.")
        holds = values[slower] >= factor * values[faster]
        claim = [f"{'✓ holds' if holds else '✗ does not hold here'}: {slower} is at least {factor:g} times {faster}"]
    if folder := os.environ.get("COURSE_RECORD"):
        record(
            Path(folder, f"{name}.json"), {"name": name, "unit": unit, "values": dict(values)}, clock or SystemClock()
        )
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
            Card(f"{name} · not recorded yet", (*claim, "clock: run the cell to see your machine's figures"), view=view)
        )


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
