"""The figure of lesson 24c: which texts of a talk can be read at the server, where, and what stays in clear."""

from collections.abc import Sequence

from course.systems.chat.run import Run
from course.systems.chat.seen_by_server import places, readable
from course.systems.chat.workload import Away, Talk
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, INK, LIMIT, MUTED, QUIET_INK, WASH

METADATA = "who, where, when"


def what_lies_there(talk: Talk, plain: Run, sealed: Run, absences: Sequence[Away]) -> Picture:
    """A stroke for each message whose text can be read in a place, a dot for each whose metadata can.

    ``absences`` begin and end together. Both runs are of the same talk.
    """
    figure, plot = axes("the second at which a message was written", "", height_px=430)
    begin_s, end_s = absences[0].at_s, absences[0].at_s + absences[0].for_s
    plot.axvspan(begin_s, end_s, color=WASH, zorder=0)
    away = f"{len(absences)} devices are away"
    plot.text((begin_s + end_s) / 2, -1.2, away, ha="center", va="center", color=QUIET_INK)
    written_s = [typed.at_s for typed in talk.typed]
    labels, counted = list[str](), dict[str, list[int]]()
    for name, run in (("plain", plain), ("sealed", sealed)):
        for place, found in places(run).items():
            seen = [typed.at_s for typed in talk.typed if readable(found, [typed.text])]
            row = len(labels) + (name == "sealed")
            plot.plot(
                seen, [row] * len(seen), color=LIMIT, marker="|", linestyle="", markersize=15, markeredgewidth=1.2
            )
            if not seen:
                plot.text(0.02, row, "no text", color=INK, va="center", bbox={"facecolor": GROUND, "edgecolor": "none"})
            counted.setdefault(place, []).append(len(seen))
            labels.append(f"{name}: {place}")
        typed_s = {event.client_id: event.at_s for event in run.events if event.what == "typed"}
        known = [typed_s[each.client_id] for each in run.log.all() if each.sender and each.conversation]
        row = len(labels) + (name == "sealed")
        plot.plot(known, [row] * len(known), color=MUTED, marker="o", linestyle="", markersize=3.5)
        labels.append(f"{name}: {METADATA}")
    half = len(labels) // 2
    plot.set_yticks([*range(half), *range(half + 1, len(labels) + 1)], labels)
    plot.set_xlim(-0.1, max(written_s) + 0.1)
    plot.set_ylim(len(labels) + 0.7, -1.9)
    plot.grid(visible=False)
    told = ", ".join(f"{place} {before} and {after}" for place, (before, after) in counted.items())
    return picture(
        figure,
        f"Texts that can be read, plain and sealed: {told}. Bells tell texts while devices are away. The row of who, "
        "where and when is equally full in both.",
        "A stroke is a message whose text can be read there; a dot is one whose writer, conversation and moment can. "
        "Which rows has sealing emptied, and which has it left?",
    )
