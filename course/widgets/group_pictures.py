"""The figures of lesson 23b: what two ways ask of the store as a group grows, and two screens of one talk."""

from collections.abc import Sequence

from course.systems.chat.group_costs import Day
from course.systems.chat.group_order import Seen
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GOOD, INK, LIMIT, MUTED, NOW


def growing_groups(often: Sequence[Day], seldom: Sequence[Day], crossings: tuple[int, int]) -> Picture:
    """Commands a day over members; ``crossings``: from how many members on one log asks less, for both."""
    figure, plot = axes("members of the group", "commands a day", height_px=380)
    members = [day.members for day in often]
    for days, colour, marker in ((often, NOW, "o"), (seldom, GOOD, "^")):
        opens = f"opened {_opens(days)} times"
        for words, totals, dash in (
            (f"an inbox each, {opens}", [day.inboxes.total for day in days], "--"),
            (f"one log, {opens}", [day.log.total for day in days], "-"),
        ):
            plot.plot(members, totals, color=colour, marker=marker, linestyle=dash, linewidth=2, label=words)
    plot.set_xscale("log", base=2)
    plot.set_yscale("log")
    plot.set_xticks(members, [f"{number:,}" for number in members])
    plot.minorticks_off()
    plot.set_ylim(bottom=10)
    for crossing, colour in zip(crossings, (NOW, GOOD), strict=True):
        plot.axvline(crossing, color=colour, linestyle=":", linewidth=1.5, marker="")
        plot.text(crossing * 1.06, 16, f"from {crossing} on", color=INK, fontsize=10, ha="left", va="center")
    plot.legend(loc="lower right", bbox_to_anchor=(1.0, 0.06))
    largest = often[-1]
    return picture(
        figure,
        f"One log asks less of the store from {crossings[0]} members on if each opens {_opens(often)} times a day, "
        f"from {crossings[1]} on if {_opens(seldom)} times. At {largest.members:,} members, inboxes cost "
        f"{largest.inboxes.total:,.0f} commands a day, one log {largest.log.total:,.0f}.",
        "Both axes are logarithmic. Where does each dashed line cross the full line of its colour?",
    )


def _opens(days: Sequence[Day]) -> int:
    """How often each member opened the app."""
    return days[0].log.looks // days[0].members


def two_screens(seen: Seen, names: tuple[str, str] = ("Bo", "Cem")) -> Picture:
    """The screens of the first two members, with a line from each message to itself."""
    left, right = ({message: place for place, message in enumerate(screen)} for screen in seen.screens[:2])
    figure, plot = axes("", "place on the screen", height_px=340)
    moved = [message for message in left if left[message] != right[message]]
    for message in sorted(left):
        apart = message in moved
        colour, dash, width = (LIMIT, "--", 2.5) if apart else (MUTED, "-", 1.5)
        ends = (left[message] + 1, right[message] + 1)
        plot.plot((0, 1), ends, color=colour, linestyle=dash, linewidth=width, marker="o", markersize=5)
        for x, y, side in ((-0.03, ends[0], "right"), (1.03, ends[1], "left")):
            words = f"message {message + 1}"
            plot.text(
                x, y, words, ha=side, va="center", fontsize=10, color=INK, fontweight="bold" if apart else "normal"
            )
    plot.set_xlim(-0.35, 1.35)
    plot.set_xticks((0, 1), [f"{name}'s screen" for name in names])
    plot.set_yticks(range(1, len(left) + 1))
    plot.set_ylim(len(left) + 0.6, 0.4)
    plot.grid(visible=False)
    return picture(
        figure,
        f"{len(moved)} of {len(left)} messages stand at different places on {names[0]}'s and {names[1]}'s screens."
        if moved
        else f"{names[0]}'s and {names[1]}'s screens show the same order.",
        "A line joins a message to itself. Lines that cross are messages that the two people see in different orders.",
    )
