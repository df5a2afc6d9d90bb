"""Two programs carry fifteen clicks onto a bill, in batches of five; choose the moment at which the power fails."""

from dataclasses import dataclass

from course.widgets.style import GROUND, INK, LIMIT, LIMIT_INK, NOW, QUIET_INK, RULE, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas
from course.widgets.view import Control, Explorer

CLICKS, BATCH = 15, 5
STEPS = CLICKS // BATCH * (BATCH + 2)  # each batch: read it, acknowledge it, write its clicks one by one
START = 2

LEFT, CELL_PX, ROW_PX = 168.0, 34.0, 34.0
FIRST_LANE_Y, LANE_PX = 66.0, 176.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One program when the power fails: which clicks the log counts as done, and which stand on the bill."""

    name: str
    last_step: str
    done: tuple[bool, ...]
    billed: tuple[bool, ...]

    @property
    def final(self) -> tuple[int, ...]:
        """How often each click stands on the bill after the restart: what is not done is handed out again."""
        return tuple(billed + (not done) for done, billed in zip(self.done, self.billed, strict=True))

    @property
    def lost(self) -> int:
        """Done, as the log believes, and on no bill."""
        return self.final.count(0)

    @property
    def twice(self) -> int:
        """On the bill, and handed out again."""
        return self.final.count(2)


@dataclass(frozen=True, slots=True)
class CrashMoment:
    """Both programs, stopped after the same number of steps."""

    after: int
    ack_first: Lane
    write_first: Lane

    @property
    def lanes(self) -> tuple[Lane, Lane]:
        """In the order in which they are drawn."""
        return self.ack_first, self.write_first


def steps(*, ack_first: bool) -> list[tuple[str, int]]:
    """What a program does, step by step: (what, number of the first click that it touches)."""
    found = []
    for first in range(0, CLICKS, BATCH):
        writes = [("write", click) for click in range(first, first + BATCH)]
        found += [("read", first), *([("ack", first), *writes] if ack_first else [*writes, ("ack", first)])]
    return found


def lane(name: str, after: int, *, ack_first: bool) -> Lane:
    """Run one program for so many steps."""
    past = steps(ack_first=ack_first)[:after]
    done = {click + offset for what, click in past if what == "ack" for offset in range(BATCH)}
    billed = {click for what, click in past if what == "write"}
    last = "nothing yet"
    if past:
        what, click = past[-1]
        batch = f"clicks {click + 1} to {click + BATCH}"
        last = {"read": f"read {batch}", "ack": f"acknowledge {batch}", "write": f"write click {click + 1}"}[what]
    return Lane(
        name,
        last,
        tuple(click in done for click in range(CLICKS)),
        tuple(click in billed for click in range(CLICKS)),
    )


def simulate(after: int) -> CrashMoment:
    """Cut the power after so many steps (0 to 21)."""
    after = int(after)  # 4.0 is one of the slider's values too
    return CrashMoment(
        after,
        lane("Program A: acknowledge, then write", after, ack_first=True),
        lane("Program B: write, then acknowledge", after, ack_first=False),
    )


def crash_moment() -> Explorer[CrashMoment]:
    """Choose the moment; by code: ``crash_moment().set(after=9)``."""
    return Explorer(
        question="Two programs, one power cut: what does each bill show after the restart?",
        target="Target: a moment at which one bill lacks as many clicks as the other has too many (at least one).",
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[Control("after", "Power fails after step", range(STEPS + 1), start=START)],
    )


def verdict(one: Lane) -> str:
    """What the bill shows, and what is wrong with it."""
    wrong = [f"{count} {word}" for count, word in ((one.lost, "lost"), (one.twice, "twice")) if count]
    return f"bill: {sum(one.final)} clicks" + (f" ({', '.join(wrong)})" if wrong else " (right)")


def up_to(marks: tuple[bool, ...]) -> str:
    """Which clicks a record holds: always the first ones."""
    return {0: "none", 1: "click 1"}.get(sum(marks), f"1 to {sum(marks)}")


def describe(moment: CrashMoment) -> str:
    """Both lanes: the last step, the two records at the cut, and the bill."""
    lines = [f"{CLICKS} clicks. The power fails after step {moment.after} of {STEPS}; then the worker starts again."]
    lines += [
        f"{one.name}. Last step: {one.last_step}. Acknowledged: {up_to(one.done)}. On the bill: {up_to(one.billed)}. "
        f"After the restart, {verdict(one)}."
        for one in moment.lanes
    ]
    return "\n".join(lines)


def draw(moment: CrashMoment) -> Canvas:
    """Three rows a program: what the log counts as done, what stands on the bill, and the bill after the restart."""
    canvas = Canvas(720, FIRST_LANE_Y + 2 * LANE_PX + 6)
    canvas.text((20, 28), f"The power fails after step {moment.after} of {STEPS}", size_px=TITLE_PX, bold=True)
    for place, one in enumerate(moment.lanes):
        _draw_lane(canvas, one, FIRST_LANE_Y + place * LANE_PX)
    return canvas


def _draw_lane(canvas: Canvas, one: Lane, top: float) -> None:
    wrong = one.lost or one.twice
    canvas.text((20, top), one.name, bold=True)
    canvas.text((700, top), verdict(one), anchor="end", bold=True, fill=LIMIT_INK if wrong else INK)
    canvas.text((20, top + 22), f"last step: {one.last_step}", size_px=SMALL_PX, fill=QUIET_INK)
    for row, label in enumerate(("acknowledged", "on the bill", "after the restart")):
        canvas.text((LEFT - 12, top + 56 + row * ROW_PX), label, anchor="end", size_px=SMALL_PX)
    for click in range(CLICKS):
        left = LEFT + click * CELL_PX + (click // BATCH) * 8
        marks = ("✓" if one.done[click] else "", "■" if one.billed[click] else "", str(one.final[click]))
        for row, mark in enumerate(marks):
            y = top + 56 + row * ROW_PX
            box = Box(left, y - 14, left + CELL_PX - 5, y + 14)
            middle = ((box.left + box.right) / 2, y)
            if row < 2:
                canvas.rect(box, fill=WASH if mark else GROUND, stroke=RULE)
                if mark:
                    canvas.text(middle, mark, anchor="middle", fill=NOW)
                continue
            _draw_final(canvas, box, one.final[click])
            canvas.text(middle, mark, anchor="middle", bold=True, halo=mark != "1")


def _draw_final(canvas: Canvas, box: Box, times: int) -> None:
    """Once is plain, lost is a dashed gap, twice is striped."""
    if times == 1:
        canvas.rect(box, fill=WASH, stroke=RULE)
    elif times == 0:
        canvas.rect(box, fill=GROUND, stroke=LIMIT, stroke_px=2.5, dash="dashed")
    else:
        canvas.rect(box, fill=GROUND, stroke=LIMIT, stroke_px=2.5, hatch="stripes")
