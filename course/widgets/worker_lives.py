"""A million copies by workers that die too soon: choose how long they live, and how often they note their place."""

from dataclasses import dataclass
from functools import cache

from course.widgets.style import GOOD, INK, LIMIT, LIMIT_INK, NOW, QUIET_INK, RULE, SMALL_PX, TITLE_PX
from course.widgets.svg import Canvas
from course.widgets.view import Control, Explorer

FOLLOWERS = 1_000_000
COPY_S, TRIP_S, TAKEOVER_S = 0.0001, 0.001, 30.0  # assumptions: 10,000 copies a second, 1 ms a round trip
BATCHES = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
LIVES_S = (20, 30, 40, 50, 60, 80, 100, 120)
PATIENCE_S = 600.0
TARGET_S, TARGET_AGAIN = 180.0, 0.01

LEFT, RIGHT, TOP, BOTTOM = 92.0, 690.0, 74.0, 300.0


@dataclass(frozen=True, slots=True)
class Life:
    """One worker: from when to when, from which follower on, and up to which one (noted: what the next one finds)."""

    start_s: float
    end_s: float
    first: int
    reached: int
    noted: int


@dataclass(frozen=True, slots=True)
class Lives:
    """The workers of one post, until everybody has it or ten minutes are over."""

    life_s: float
    batch: int
    workers: tuple[Life, ...]

    @property
    def done_s(self) -> float | None:
        """When the last follower got the post; None: not within ten minutes."""
        last = self.workers[-1]
        return last.end_s if last.noted == FOLLOWERS else None

    @property
    def written_again(self) -> int:
        """Copies that the next worker writes once more, because no note told of them."""
        return sum(before.reached - before.noted for before in self.workers[:-1])

    @property
    def meets(self) -> bool:
        """Within three minutes, and less than one copy in a hundred twice."""
        on_time = self.done_s is not None and self.done_s <= TARGET_S
        return on_time and self.written_again < TARGET_AGAIN * FOLLOWERS


@cache
def simulate(life_s: float, batch: int) -> Lives:
    """Let one worker after the other live ``life_s``; 30 s after its death the next one goes on after the last note."""
    batch_s = TRIP_S + batch * COPY_S
    workers, start_s, first = list[Life](), 0.0, 0
    while start_s < PATIENCE_S:
        batches_left = -(-(FOLLOWERS - first) // batch)
        whole = min(batches_left, int(life_s / batch_s + 1e-9))
        noted = min(FOLLOWERS, first + whole * batch)
        if noted == FOLLOWERS:
            work_s = batches_left * TRIP_S + (FOLLOWERS - first) * COPY_S
            workers.append(Life(start_s, start_s + work_s, first, noted, noted))
            break
        partly_s = life_s - whole * batch_s - TRIP_S
        reached = min(FOLLOWERS, noted + min(batch - 1, max(0, int(partly_s / COPY_S + 1e-9))))
        workers.append(Life(start_s, start_s + life_s, first, reached, noted))
        start_s, first = start_s + life_s + TAKEOVER_S, noted
    return Lives(life_s, batch, tuple(workers))


def worker_lives() -> Explorer[Lives]:
    """Choose a life and a batch; by code: ``worker_lives().set(batch=10_000, life_s=60)``."""
    return Explorer(
        question="A post goes to 1,000,000 followers. When does the last one get it?",
        target="Target, with a life of 40 s: everybody within 180 s, and fewer than 1 copy in 100 written again.",
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[
            Control("life_s", "A worker lives (s)", LIVES_S, start=40),
            Control("batch", "Copies between two notes", BATCHES, start=100_000, show=lambda value: f"{value:,}"),
        ],
    )


def ending(lives: Lives) -> str:
    """When it ended, if it did."""
    if lives.done_s is None:
        return "not within 600 s"
    return f"everybody has it after {lives.done_s:,.0f} s"


def describe(lives: Lives) -> str:
    """The setting, the end, the price."""
    lines = [
        f"A worker lives {lives.life_s:g} s and notes its place every {lives.batch:,} copies: {ending(lives)}.",
        f"Workers used: {len(lives.workers)}. Copies written again: {lives.written_again:,}.",
    ]
    starts = [f"worker {number} starts at follower {life.first:,}" for number, life in enumerate(lives.workers[1:], 2)]
    if starts:
        lines.append(f"{', '.join(starts[:4])}{' …' if len(starts) > 4 else '.'}".capitalize())
    return "\n".join(lines)


def draw(lives: Lives) -> Canvas:
    """Time to the right, followers upwards: each worker climbs and dies; the next one begins at the last note."""
    canvas = Canvas(720, 372)
    done = lives.done_s is not None
    canvas.text((20, 28), ending(lives).capitalize(), size_px=TITLE_PX, bold=True, fill=INK if done else LIMIT_INK)
    canvas.text((20, 54), "followers, in the order of the list", size_px=SMALL_PX, fill=QUIET_INK)
    for share in range(0, 101, 25):
        y = _y(FOLLOWERS * share // 100)
        canvas.line([(LEFT, y), (RIGHT, y)], stroke=RULE, stroke_px=1)
        canvas.text((LEFT - 10, y), f"{FOLLOWERS * share // 100:,}", anchor="end", size_px=SMALL_PX, fill=QUIET_INK)
    for at_s in range(0, 601, 100):
        canvas.text((_x(at_s), BOTTOM + 18), str(at_s), anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text(
        ((LEFT + RIGHT) / 2, BOTTOM + 38), "seconds since the post", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK
    )
    canvas.text(
        (20, BOTTOM + 58),
        "line: a worker writes · cross: it dies · ring: its last note · dotted: 30 s until the next one takes over",
        size_px=SMALL_PX,
        fill=QUIET_INK,
    )
    for place, worker in enumerate(lives.workers):
        end = (_x(worker.end_s), _y(worker.reached))
        canvas.line([(_x(worker.start_s), _y(worker.first)), end], stroke=NOW, stroke_px=2.5)
        if worker.noted == FOLLOWERS:
            canvas.circle(end, 5, fill=GOOD, stroke=GOOD)
            continue
        note = (_x(worker.end_s), _y(worker.noted))
        _cross(canvas, end)
        canvas.circle(note, 4, stroke=INK)
        if place + 1 < len(lives.workers):
            following = (_x(lives.workers[place + 1].start_s), note[1])
            canvas.line([note, following], stroke=QUIET_INK, dash="dotted")
    return canvas


def _cross(canvas: Canvas, at: tuple[float, float]) -> None:
    for lean in (-1, 1):
        canvas.line([(at[0] - 5, at[1] - 5 * lean), (at[0] + 5, at[1] + 5 * lean)], stroke=LIMIT, stroke_px=2.5)


def _x(at_s: float) -> float:
    return LEFT + min(at_s, PATIENCE_S) / PATIENCE_S * (RIGHT - LEFT)


def _y(followers: float) -> float:
    return BOTTOM - followers / FOLLOWERS * (BOTTOM - TOP)
