"""Lesson 00's pictures: a thousand requests and who was sent away; how the wait grows with the load."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from course.parts.waiting_room import Visit, visits
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import LIMIT, LIMIT_INK, NOW, QUIET_INK, RULE, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Anchor, Box, Canvas
from course.widgets.view import Control, Explorer

PROMISE_S = 0.100
SERVICE_S = 0.010
LOADS_PER_S = tuple(range(10, 100, 5))
REQUESTS = 2_000
SEED = 2

COLUMNS, CELL_PX = 50, 13.6
LEFT, RIGHT, TOP, BOTTOM = 76.0, 690.0, 76.0, 300.0
HIGHEST_S = 1.0  # the axis ends here; longer waits are drawn at its edge


def request_grid(seen: Sequence[Visit]) -> Picture:
    """One square a request, in the order in which they came; a cross is one that was sent away."""
    rows = -(-len(seen) // COLUMNS)
    canvas = Canvas(720, 52 + rows * CELL_PX)
    refused = sum(visit.refused for visit in seen)
    canvas.text((20, 24), f"{refused} of {len(seen):,} sent away", size_px=TITLE_PX, bold=True)
    for number, visit in enumerate(seen):
        row, column = divmod(number, COLUMNS)
        left, top = 20 + column * CELL_PX, 40 + row * CELL_PX
        if visit.refused:
            for start, end in (((0, 0), (1, 1)), ((0, 1), (1, 0))):
                points = [(left + x * (CELL_PX - 2.5), top + y * (CELL_PX - 2.5)) for x, y in (start, end)]
                canvas.line(points, stroke=LIMIT, stroke_px=3)
        else:
            canvas.rect(
                Box(left, top, left + CELL_PX - 2.5, top + CELL_PX - 2.5), fill=WASH, stroke=RULE, stroke_px=0.8
            )
    longest_s = max((visit.waited_s for visit in seen if visit.waited_s is not None), default=0.0)
    return svg_picture(
        canvas.svg(),
        f"{refused} of {len(seen):,} requests {'was' if refused == 1 else 'were'} sent away; "
        f"the longest wait of the others was {1_000 * longest_s:.0f} ms.",
        "Each square is a request that was answered, each cross one that found no place. They come in groups.",
    )


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the requests waited at one load, shortest first (seconds)."""

    arrivals_per_s: int
    waits_s: tuple[float, ...]

    @property
    def p50_s(self) -> float:
        """Half of the requests waited no longer."""
        return self.waits_s[len(self.waits_s) // 2]

    @property
    def p99_s(self) -> float:
        """One in a hundred waited longer."""
        return self.waits_s[len(self.waits_s) * 99 // 100]


def waits(arrivals_per_s: int) -> Waits:
    """Let 2,000 requests come at this rate to one server with room for all."""
    seen = visits(REQUESTS, random.Random(SEED), places=REQUESTS, arrivals_per_s=arrivals_per_s, service_s=SERVICE_S)
    return Waits(arrivals_per_s, tuple(sorted(visit.waited_s for visit in seen if visit.waited_s is not None)))


@cache
def curve() -> tuple[Waits, ...]:
    """The waits at every load of the slider."""
    return tuple(waits(rate) for rate in LOADS_PER_S)


def load_and_wait() -> Explorer[Waits]:
    """Choose how many requests come; by code: ``load_and_wait().set(arrivals_per_s=70)``."""
    return Explorer(
        question="How long do people wait when the server gets busier?",
        target="Target: the highest load at which 99 of 100 requests wait less than 100 ms.",
        simulate=waits,
        draw=draw,
        describe=describe,
        controls=[Control("arrivals_per_s", "Requests a second", LOADS_PER_S, start=90)],
    )


def describe(now: Waits) -> str:
    """The load and the two waits."""
    kept = "kept" if now.p99_s < PROMISE_S else "broken"
    return (
        f"{now.arrivals_per_s} requests a second of {1_000 * SERVICE_S:g} ms each: the server is busy for "
        f"{now.arrivals_per_s * SERVICE_S:.0%} of the time.\n"
        f"Half of the requests wait up to {1_000 * now.p50_s:,.0f} ms, "
        f"99 of 100 up to {1_000 * now.p99_s:,.0f} ms. The promise of 100 ms is {kept}."
    )


def draw(now: Waits) -> Canvas:
    """The wait at every load, the promise, and where we are."""
    canvas = Canvas(720, 356)
    canvas.text((20, 28), f"{now.arrivals_per_s * SERVICE_S:.0%} busy", size_px=TITLE_PX, bold=True)
    canvas.text((20, 54), "wait of the slowest 1 in 100 (ms)", size_px=SMALL_PX, fill=QUIET_INK)
    for wait_ms in range(0, 1_001, 200):
        y = _y(wait_ms / 1_000)
        canvas.line([(LEFT, y), (RIGHT, y)], stroke=RULE, stroke_px=1)
        canvas.text((LEFT - 10, y), f"{wait_ms:,}", anchor="end", size_px=SMALL_PX, fill=QUIET_INK)
    for rate in range(10, 100, 10):
        canvas.text((_x(rate), BOTTOM + 18), str(rate), anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text(
        ((LEFT + RIGHT) / 2, BOTTOM + 40), "requests a second", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK
    )
    canvas.line([(LEFT, _y(PROMISE_S)), (RIGHT, _y(PROMISE_S))], stroke=LIMIT, stroke_px=2, dash="dashed")
    anchor: Anchor = "end" if now.arrivals_per_s > 50 else "start"
    far: Anchor = "start" if anchor == "end" else "end"  # away from where we are
    edge = LEFT if far == "start" else RIGHT
    canvas.text((edge, _y(PROMISE_S) - 12), "promise: 100 ms", anchor=far, size_px=SMALL_PX, bold=True, fill=LIMIT_INK)
    canvas.line([(_x(point.arrivals_per_s), _y(point.p99_s)) for point in curve()], stroke=QUIET_INK, stroke_px=2)
    x, y = _x(now.arrivals_per_s), _y(now.p99_s)
    canvas.line([(x, y), (x, BOTTOM)], stroke=NOW, stroke_px=2)
    canvas.circle((x, y), 8, fill=NOW)
    beside = -14 if anchor == "end" else 14
    canvas.text((x + beside, y - 14), f"{1_000 * now.p99_s:,.0f} ms", anchor=anchor, bold=True, fill=NOW, halo=True)
    return canvas


def _x(arrivals_per_s: float) -> float:
    return LEFT + (arrivals_per_s - LOADS_PER_S[0]) / (LOADS_PER_S[-1] - LOADS_PER_S[0]) * (RIGHT - LEFT)


def _y(wait_s: float) -> float:
    return BOTTOM - min(wait_s, HIGHEST_S) / HIGHEST_S * (BOTTOM - TOP)
