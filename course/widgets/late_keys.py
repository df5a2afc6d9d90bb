"""The picture of dive 24b: which keys wait on a phone, from one arrival to the next."""

from collections.abc import Sequence

from course.systems.encryption.rough_talk import Arrival
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import (
    COLUMN_PX,
    GOOD,
    GOOD_WASH,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    QUIET_INK,
    RULE,
    SMALL_PX,
)
from course.widgets.svg import Box, Canvas

LEFT, RIGHT, TOP, ROW_PX, MARK_PX = 104.0, 96.0, 64.0, 24.0, 7.0
Place = tuple[int, int]


def waiting_keys(arrivals: Sequence[Arrival], writer: str = "a") -> Picture:
    """One row a message, one column an arrival; a hatched bar while the message's key waits.

    Raises:
        ValueError: nothing has arrived.
    """
    if not arrivals:
        raise ValueError("Let some messages arrive first.")
    places = sorted(
        {(each.chain, each.number) for each in arrivals} | {key for each in arrivals for key in each.waiting}
    )
    column_px = (COLUMN_PX - LEFT - RIGHT) / len(arrivals)
    bottom = TOP + len(places) * ROW_PX
    canvas = Canvas(COLUMN_PX, bottom + 84)
    canvas.text((16, 26), "Keys that wait on Bo's phone", bold=True)
    for row, place in enumerate(places):
        y = TOP + (row + 0.5) * ROW_PX
        if row and place[0] != places[row - 1][0]:
            canvas.line([(16, y - ROW_PX / 2), (COLUMN_PX - 16, y - ROW_PX / 2)], stroke=QUIET_INK, dash="dotted")
        canvas.text((16, y), _name(place, writer), size_px=SMALL_PX)
        canvas.line([(LEFT, y), (COLUMN_PX - RIGHT, y)], stroke=RULE)
        _draw_waiting(canvas, arrivals, place, y, column_px)
    for column, arrival in enumerate(arrivals):
        at = LEFT + (column + 0.5) * column_px, TOP + (places.index((arrival.chain, arrival.number)) + 0.5) * ROW_PX
        _draw_mark(canvas, arrival.outcome, at)
        canvas.text((at[0], TOP - 12), f"{column + 1}", size_px=SMALL_PX, anchor="middle", fill=QUIET_INK)
        canvas.text((at[0], bottom + 16), f"{len(arrival.waiting)}", size_px=SMALL_PX, anchor="middle", bold=True)
    canvas.text((16, TOP - 12), "arrival", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text((16, bottom + 16), "keys that wait", size_px=SMALL_PX, bold=True)
    _draw_legend(canvas, bottom + 56)
    return svg_picture(
        canvas.svg(), finding(arrivals, writer), "Read one column from top to bottom: these keys wait then."
    )


def finding(arrivals: Sequence[Arrival], writer: str = "a") -> str:
    """In words: what came how, and which keys wait in the end."""
    words = []
    for outcome, said in (
        ("next", "opened at once"),
        ("late", "opened late"),
        ("refused", "came again and were refused"),
    ):
        which = ", ".join(_said((each.chain, each.number), writer) for each in arrivals if each.outcome == outcome)
        words.append(f"{said}: {which or 'none'}")
    left = ", ".join(_said(place, writer) for place in arrivals[-1].waiting) or "none"
    counts = ", ".join(str(len(each.waiting)) for each in arrivals)
    return (
        f"Of {len(arrivals)} arrivals, {'; '.join(words)}. "
        f"After one arrival and the next so many keys wait: {counts}; in the end those of {left}."
    )


def _said(place: Place, writer: str) -> str:
    return f"number {place[1]} of {writer}{place[0]}"


def _name(place: Place, writer: str) -> str:
    return f"{writer}{place[0]}, number {place[1]}"


def _draw_waiting(canvas: Canvas, arrivals: Sequence[Arrival], place: Place, y: float, column_px: float) -> None:
    """A bar from the arrival after which the key waits to the one that used it, or to the right edge."""
    columns = [column for column, each in enumerate(arrivals) if place in each.waiting]
    if not columns:
        return
    stays = columns[-1] == len(arrivals) - 1
    right = COLUMN_PX - RIGHT if stays else LEFT + (columns[-1] + 1.5) * column_px
    box = Box(LEFT + (columns[0] + 0.5) * column_px, y - 7, right, y + 7)
    canvas.rect(box, fill=GROUND, stroke=LIMIT, stroke_px=1.5, hatch="stripes")
    if stays:
        canvas.text((right + 8, y), "still waits", size_px=SMALL_PX, fill=LIMIT_INK)


def _draw_mark(canvas: Canvas, outcome: str, at: tuple[float, float]) -> None:
    x, y = at
    if outcome == "next":
        canvas.rect(Box(x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX), fill=GOOD_WASH, stroke=GOOD, stroke_px=2)
    elif outcome == "late":
        canvas.circle(at, MARK_PX + 1, fill=GOOD, stroke=GROUND, stroke_px=1.5)
    else:
        for tilt in (-1, 1):
            canvas.line([(x - 6, y - 6 * tilt), (x + 6, y + 6 * tilt)], stroke=INK, stroke_px=2.5)


def _draw_legend(canvas: Canvas, y: float) -> None:
    x = 24.0
    for outcome, words in (("next", "opened at once"), ("late", "opened late"), ("refused", "came again: refused")):
        _draw_mark(canvas, outcome, (x, y))
        x = canvas.text((x + 16, y), words, size_px=SMALL_PX).right + 28
    canvas.rect(Box(x - 8, y - 7, x + 22, y + 7), fill=GROUND, stroke=LIMIT, stroke_px=1.5, hatch="stripes")
    canvas.text((x + 30, y), "its key waits", size_px=SMALL_PX)
