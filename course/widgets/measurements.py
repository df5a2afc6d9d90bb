"""``measured``: a wall-clock figure, live for whoever runs the cell, recorded for whoever reads the stored notebook.

A recording is ``datasets/measurements/NAME.json``. With COURSE_RECORD=FOLDER each call writes one there.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from course.clock import Clock, SystemClock
from course.recordings import record, recorded
from course.units import si
from course.widgets.cards import Card, in_notebook, show


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
