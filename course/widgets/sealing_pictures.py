"""The figure of lesson 24c: which texts of a talk can be read at the server, where, and what stays in clear."""

from collections import Counter
from itertools import compress

from course.systems.chat.run import Run
from course.systems.chat.seen_by_server import in_clear, places
from course.systems.chat.workload import Plan, Talk
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, INK, LIMIT, MUTED, QUIET_INK, WASH

METADATA = "who, where, when"


def what_lies_there(talk: Talk, plan: Plan, plain: Run, sealed: Run) -> Picture:
    """A stroke for each message whose text can be read in a place, a dot for each whose metadata can.

    Both runs are of the same talk, on a day with the same faults, through the same kind of gateways.
    """
    figure, plot = axes("the second at which a message was written", "", height_px=430)
    texts, written_s = [typed.text for typed in talk.typed], [typed.at_s for typed in talk.typed]
    marks = [(crash.at_s, f"{crash.gateway} dies") for crash in plan.crashes]
    for (begin_s, for_s), devices in Counter((away.at_s, away.for_s) for away in plan.absences).items():
        plot.axvspan(begin_s, begin_s + for_s, color=WASH, zorder=0)
        marks.append((begin_s, f"{devices} devices are away"))
    for crash in plan.crashes:
        plot.axvline(crash.at_s, color=QUIET_INK, linestyle="--", linewidth=1)
    for at_s, what in marks:
        plot.text(at_s + 0.05, -1.1, what, va="center", color=QUIET_INK)
    counted = dict[str, list[int]]()
    for run in (plain, sealed):
        top = len(counted) + 1 if counted else 0
        known = {row.client_id for row in run.log.all() if row.sender and row.conversation}
        metadata = [event.at_s for event in run.events if event.what == "typed" and event.client_id in known]
        rows = {place: list(compress(written_s, in_clear(found, texts))) for place, found in places(run).items()}
        for row, (place, seen_s) in enumerate((rows | {METADATA: metadata}).items(), start=top):
            counted.setdefault(place, []).append(len(seen_s))
            marker, color, size = ("o", MUTED, 3.5) if place == METADATA else ("|", LIMIT, 17)
            plot.plot(seen_s, [row] * len(seen_s), color=color, marker=marker, linestyle="", markersize=size)
            if not seen_s:
                box = {"facecolor": GROUND, "edgecolor": "none"}
                plot.text(0.02, row, "none", color=INK, va="center", bbox=box)
    height, half = 2 * len(counted) + 1, len(counted)
    labels = [f"{name}: {place}" for name in ("plain", "sealed") for place in counted]
    plot.set_yticks([*range(half), *range(half + 1, height)], labels)
    plot.set_xlim(-0.1, max(written_s) + 0.1)
    plot.set_ylim(height - 0.3, -1.7)
    plot.grid(visible=False)
    found = ", ".join(f"{place} {before} and {after}" for place, (before, after) in counted.items())
    told_s = list(compress(written_s, in_clear(plain.pushes, texts)))
    since = f" Plain bells tell texts from {told_s[0]:.1f} s on." if told_s else ""
    return picture(
        figure,
        f"Messages whose text can be read, plain and then sealed; last, those of which one can tell {METADATA}: "
        f"{found}.{since}",
        "A stroke is a message whose text can be read there, a dot one of which writer, conversation and moment can. "
        "Which rows has sealing emptied? From which second on did texts leave through bells, and why then?",
    )
