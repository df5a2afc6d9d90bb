"""The figures of lesson 23b: what two ways ask of the store as a group grows, and two screens of one talk."""

from collections.abc import Sequence

from course.systems.chat.group_costs import Day
from course.systems.chat.group_order import Seen, swapped
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GOOD, INK, LIMIT, MUTED, NOW


def growing_groups(days: Sequence[Day], crossing: int) -> Picture:
    """Commands a day over members; ``crossing``: from how many members on one log asks less."""
    figure, plot = axes("members of the group", "commands a day", height_px=340)
    members = [day.members for day in days]
    for words, totals, colour, marker, dash in (
        ("an inbox each", [day.inboxes.total for day in days], NOW, "o", "--"),
        ("one log", [day.log.total for day in days], GOOD, "^", "-"),
    ):
        plot.plot(members, totals, color=colour, marker=marker, linestyle=dash, linewidth=2, label=words)
    plot.set_xscale("log", base=2)
    plot.set_yscale("log")
    plot.set_xticks(members, [f"{number:,}" for number in members])
    plot.minorticks_off()
    plot.set_ylim(bottom=10)
    plot.axvline(crossing, color=INK, linestyle=":", linewidth=1.5, marker="")
    plot.text(crossing * 1.06, 16, f"from {crossing} on", color=INK, fontsize=10, ha="left", va="center")
    plot.legend(loc="upper left")
    largest = days[-1]
    return picture(
        figure,
        f"One log asks less of the store from {crossing} members on. At {largest.members:,} members, inboxes cost "
        f"{largest.inboxes.total:,.0f} commands a day, one log {largest.log.total:,.0f}.",
        "Both axes are logarithmic. The dotted line stands where the two cross.",
    )


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
    crossed = ", ".join(f"{earlier + 1} and {later + 1}" for earlier, later in swapped(*seen.screens[:2]))
    return picture(
        figure,
        f"{len(moved)} of {len(left)} messages stand at different places on {names[0]}'s and {names[1]}'s screens. "
        f"Messages that cross: {crossed}."
        if moved
        else f"{names[0]}'s and {names[1]}'s screens show the same order.",
        "A line joins a message to itself. Lines that cross are messages that the two people see in different orders.",
    )
