"""Two phones and their keys while they write to each other; choose when one of the phones is copied."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from course.systems.encryption.theft import Theft, steal
from course.widgets.style import (
    GOOD,
    GOOD_WASH,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    QUIET_INK,
    RULE,
    SMALL_PX,
    TITLE_PX,
    WASH,
)
from course.widgets.svg import Box, Canvas
from course.widgets.view import Control, Explorer

MESSAGES = 12
TURNS = (1, 2, 3, 4, MESSAGES)
DESIGNS = ("one key", "chain", "double ratchet")
FEWEST_AFTER = 6

LEFT, COLUMN_PX = 104.0, 49.5
ROWS = {"Ana": (112.0, 158.0), "Bo": (284.0, 238.0)}  # the middle of each phone's keys, and of its messages
BAND_PX, BOX_PX, LEGEND_Y = 13.0, 15.0, 330.0


@dataclass(frozen=True, slots=True)
class Band:
    """A key of one phone from one moment to another, in messages; ``stolen_from``: since when the thief has it."""

    phone: str
    label: str
    start: int
    end: int
    stolen_from: int | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A theft, and the keys of both phones around it."""

    theft: Theft
    bands: tuple[Band, ...]


def writers_of(turns: int, messages: int = MESSAGES) -> str:
    """Who writes each message, Ana first, so many in a row; at the longest turn nobody answers, however many follow."""
    return "".join("A" if turns == MESSAGES else "AB"[number // turns % 2] for number in range(messages))


def renewals(writers: str, phone: str) -> list[int]:
    """After how many messages a phone of the Double Ratchet makes a new pair: it has just read a new turn's first."""
    other = "B" if phone == "A" else "A"
    found = []
    for number, writer in enumerate(writers):
        if writer == other and (number == 0 or writers[number - 1] != writer):
            found.append(number + 1)
    return found


@lru_cache(maxsize=len(DESIGNS) * (MESSAGES + 1) * len(TURNS))
def simulate(design: str, stolen_after: int, turns: int) -> Talk:
    """Let Ana and Bo write, and copy Ana's phone after so many messages.

    The keys are new each time; what they open is not, so that each theft is played once.
    """
    theft = steal(design, stolen_after, writers=writers_of(turns))
    bands: list[Band] = []
    for phone in ("Ana", "Bo"):
        if design == "one key":
            bands.append(Band(phone, "the one key", 0, MESSAGES, 0))
        elif design == "chain":
            bands.append(Band(phone, "chains", 0, MESSAGES, stolen_after))
        else:
            moments = [0, *renewals(theft.writers, phone[0]), MESSAGES]
            for number, (start, end) in enumerate(pairwise(moments), start=1):
                taken = phone == "Ana" and start <= stolen_after and (stolen_after < end or end == MESSAGES)
                if start < end:
                    label = f"{phone[0].lower()}{number}"
                    bands.append(Band(phone, label, start, end, stolen_after if taken else None))
    return Talk(theft, tuple(bands))


def ratchet_view() -> Explorer[Talk]:
    """Choose a design, a rhythm and the moment; by code: ``ratchet_view().set(stolen_after=3)``."""
    return Explorer(
        question="Ana's phone is copied. Which messages does the thief read?",
        target=(
            "Target: with the double ratchet, a talk that never recovers, however long it goes on "
            f"(at least {FEWEST_AFTER} messages follow the theft)."
        ),
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[
            Control("design", "Design", DESIGNS, DESIGNS[-1], lambda design: design.removeprefix("double ")),
            Control("stolen_after", "Copied after message", range(MESSAGES + 1), 3),
            Control(
                "turns", "Who writes", TURNS, 2, lambda turns: "only Ana" if turns == MESSAGES else f"{turns} each"
            ),
        ],
    )


def verdict(theft: Theft) -> str:
    """How many messages the thief reads."""
    return f"the thief reads {theft.past} from before, {theft.future} from after"


def describe(talk: Talk) -> str:
    """The design and the rhythm, what the thief reads, and when it ends."""
    theft = talk.theft
    turns = len(theft.writers) - len(theft.writers.lstrip("A"))
    rhythm = "Only Ana writes." if turns == MESSAGES else f"Ana and Bo write {turns} in turn."
    which = ", ".join(str(number) for number, opens in enumerate(theft.opened, start=1) if opens) or "none"
    lines = [
        f"{theft.design.capitalize()}. {rhythm} Ana's phone is copied after message {theft.step} of {MESSAGES}.",
        f"The thief reads {theft.past} messages from before and {theft.future} from after: {which}.",
    ]
    if theft.step < MESSAGES:
        healed = theft.healed_after
        for band in talk.bands:
            if band.stolen_from is not None and theft.design == DESIGNS[-1]:
                until = f", until she reads message {band.end}" if band.end < MESSAGES else ""
                lines.append(f"He has {band.phone}'s pair {band.label}{until}.")
        if healed is not None:
            lines.append(f"From message {theft.step + healed + 1} on the thief reads nothing.")
        elif theft.design == "double ratchet" and turns < MESSAGES:
            lines.append(f"The talk does not recover within these {MESSAGES} messages.")
        else:
            lines.append("The talk never recovers.")
    return "\n".join(lines)


def draw(talk: Talk) -> Canvas:
    """Ana's keys and messages above, Bo's below, time to the right."""
    canvas = Canvas(720, LEGEND_Y + 26)
    theft = talk.theft
    canvas.text((16, 26), theft.design.capitalize(), size_px=TITLE_PX, bold=True)
    harm = theft.past or (theft.future and theft.healed_after is None)
    canvas.text((704, 26), verdict(theft), anchor="end", bold=True, fill=LIMIT_INK if harm else INK)
    for phone, (keys_y, messages_y) in ROWS.items():
        canvas.text((16, messages_y), phone, bold=True)
        canvas.text((16, keys_y), "keys", size_px=SMALL_PX, fill=QUIET_INK)
        canvas.line([(LEFT, messages_y), (LEFT + MESSAGES * COLUMN_PX, messages_y)], stroke=RULE)
    for opens in (False, True):
        _draw_messages(canvas, theft, opens=opens)
    for band in talk.bands:
        _draw_band(canvas, band)
    _draw_theft(canvas, theft.step)
    _draw_legend(canvas)
    return canvas


def _draw_messages(canvas: Canvas, theft: Theft, *, opens: bool) -> None:
    """A box at the writer, a line, and a dot at the reader; all of one kind as few shapes, which browsers draw fast."""
    boxes, lines, ends, labels = [], [], [], []
    for number, writer in enumerate(theft.writers):
        if theft.opened[number] is opens:
            from_y, to_y = (ROWS[phone][1] for phone in (("Ana", "Bo") if writer == "A" else ("Bo", "Ana")))
            x = LEFT + (number + 0.5) * COLUMN_PX
            boxes.append(_face(x, from_y))
            lines.append(((x, from_y), (x, to_y)))
            ends.append((x, to_y))
            labels.append(((x, from_y), str(number + 1)))
    if not boxes:
        return
    canvas.pieces(lines, stroke=LIMIT if opens else GOOD, stroke_px=1.5)
    canvas.dots(ends, 4, fill=LIMIT if opens else GOOD)
    _draw_faces(canvas, boxes, opens=opens)
    for at, label in labels:
        canvas.text(at, label, anchor="middle", bold=opens, halo=opens)


def _face(x: float, y: float) -> Box:
    return Box(x - 17, y - BOX_PX, x + 17, y + BOX_PX)


def _draw_faces(canvas: Canvas, boxes: list[Box], *, opens: bool) -> None:
    if opens:
        canvas.boxes(boxes, fill=GROUND, stroke=LIMIT, stroke_px=2.5, hatch="stripes")
    else:
        canvas.boxes(boxes, fill=GOOD_WASH, stroke=GOOD, stroke_px=1.5)


def _draw_band(canvas: Canvas, band: Band) -> None:
    y = ROWS[band.phone][0]
    left, right = (LEFT + moment * COLUMN_PX for moment in (band.start, band.end))
    canvas.rect(Box(left + 1, y - BAND_PX, right - 1, y + BAND_PX), fill=WASH, stroke=QUIET_INK, radius_px=3)
    if band.stolen_from is not None and band.stolen_from < band.end:
        taken = LEFT + band.stolen_from * COLUMN_PX
        canvas.rect(
            Box(max(left, taken) + 1, y - BAND_PX, right - 1, y + BAND_PX),
            fill=GROUND,
            stroke=LIMIT,
            stroke_px=2.5,
            hatch="cross",
            radius_px=3,
        )
    canvas.text(((left + right) / 2, y), band.label, anchor="middle", size_px=SMALL_PX, bold=True, halo=True)


def _draw_theft(canvas: Canvas, step: int) -> None:
    x = LEFT + step * COLUMN_PX
    canvas.line([(x, 84), (x, ROWS["Bo"][1] + 2 * BOX_PX)], stroke=INK, stroke_px=2.5, dash="dashed")
    anchor = "start" if step < 2 else "end" if step > MESSAGES - 2 else "middle"
    canvas.text((x, 72), "Ana's phone is copied", anchor=anchor, bold=True)  # type: ignore[arg-type]


def _draw_legend(canvas: Canvas) -> None:
    x = LEFT
    for words, opens in (("the thief reads it", True), ("stays closed", False)):
        _draw_faces(canvas, [Box(x, LEGEND_Y - 8, x + 22, LEGEND_Y + 8)], opens=opens)
        x = canvas.text((x + 30, LEGEND_Y), words, size_px=SMALL_PX).right + 26
    canvas.rect(
        Box(x, LEGEND_Y - 8, x + 22, LEGEND_Y + 8), fill=GROUND, stroke=LIMIT, stroke_px=2.5, hatch="cross", radius_px=3
    )
    canvas.text((x + 30, LEGEND_Y), "key that the thief has", size_px=SMALL_PX)
