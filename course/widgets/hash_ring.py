"""The hash ring of lesson 20b: how many points a shard needs, and the figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from course.parts.hash_ring import PLACES, HashRing, points_of
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import (
    GOOD,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    MUTED,
    NOW,
    QUIET_INK,
    RULE,
    SERIES,
    SMALL_PX,
    TITLE_PX,
    WASH,
)
from course.widgets.svg import Box, Canvas, Point
from course.widgets.view import Action, Control, Explorer

POINTS = (1, 2, 5, 10, 20, 40, 80, 160, 320)
SHARDS = (3, 4, 5, 6)
SETS_OF_NAMES = 100
MOST_SHARE, FEWEST_SETS = 1.2, 95  # no shard above 1.2 times the mean, in 95 of 100 sets of names

CENTRE, OUTER_PX, TRACK_PX = (168.0, 216.0), 140.0, 14.0
BARS_X, FIRST_BAR_Y, BAR_PX, BAR_APART_PX, MEAN_PX = 392.0, 96.0, 26.0, 42.0, 110.0
MOST_MEANS = 2.6  # a longer bar is cut


@dataclass(frozen=True, slots=True)
class Spread:
    """One ring, and how a hundred rings like it fare with other names. Shares are multiples of the mean."""

    points: int
    names: int
    arcs: tuple[tuple[int, int, int], ...]
    """From place, to place, number of the shard that owns what lies between."""
    shares: tuple[float, ...]
    newcomer_takes: float
    """The part of all keys that moves when one more shard joins."""
    sets_kept: int
    """In how many of the sets of names no shard is above the limit."""
    largest_of_most: float
    """In 95 of the 100 sets no share is above this one."""

    @property
    def kept(self) -> bool:
        """Does this ring keep the limit?"""
        return max(self.shares) <= MOST_SHARE


def ring(points: int, shards: int, names: int) -> HashRing:
    """The ring of one set of names: ``"7.shard0"``, ``"7.shard1"`` and so on."""
    return HashRing(_names(names, shards), points)


def _names(names: int, shards: int) -> list[str]:
    return [f"{names}.shard{number}" for number in range(shards)]


@lru_cache(maxsize=1)
def _points_of_all() -> NDArray[np.int64]:
    """Every point of every set of names, hashed once: a step of the slider only picks the first ones.

    The last three bits of each say whose point it is, so that one sort keeps place and shard together.
    """
    return np.array(
        [
            [
                [place << 3 | number for place in islice(points_of(name), POINTS[-1])]
                for number, name in enumerate(_names(names, SHARDS[-1]))
            ]
            for names in range(SETS_OF_NAMES)
        ],
        dtype=np.int64,
    )


@lru_cache(maxsize=64)
def _largest_shares(points: int, shards: int) -> tuple[float, ...]:
    """The largest share of each set of names, as a multiple of the mean; all hundred rings at once."""
    marked = np.sort(_points_of_all()[:, :shards, :points].reshape(SETS_OF_NAMES, -1), axis=1)
    places, owners = marked >> 3, marked & 7
    lengths = np.diff(places, axis=1, prepend=places[:, -1:] - PLACES)
    owned = [np.where(owners == number, lengths, 0).sum(axis=1) for number in range(shards)]
    return tuple((shards * np.max(owned, axis=0) / PLACES).tolist())


def simulate(points: int, shards: int, names: int) -> Spread:
    """Exact shares of the circle, no keys drawn: what any large number of codes would give."""
    here = ring(points, shards, names)
    newcomer = f"{names}.shard{shards}"
    places = here.points()
    before = [(places[-1][0] - PLACES, ""), *places[:-1]]
    arcs = [(start, end, here.nodes.index(node)) for (start, _), (end, node) in zip(before, places, strict=True)]
    largest = sorted(_largest_shares(points, shards))
    return Spread(
        points,
        names,
        tuple(arcs),
        tuple(shards * share for share in here.shares().values()),
        here.with_node(newcomer).shares()[newcomer],
        sum(share <= MOST_SHARE for share in largest),
        largest[FEWEST_SETS - 1],
    )


def hash_ring() -> Explorer[Spread]:
    """Choose points and shards; by code: ``hash_ring().set(points=10)``."""
    return Explorer(
        question="How many points does each shard need?",
        target=(
            f"Target: five shards, and in {FEWEST_SETS} of {SETS_OF_NAMES} sets of names no shard is above "
            f"{MOST_SHARE} times the mean. As few points as possible."
        ),
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[
            Control("points", "Points a shard", POINTS, start=1),
            Control("shards", "Shards", SHARDS, start=5),
        ],
        actions=[Action("Other names", lambda now: now | {"names": (now["names"] + 1) % SETS_OF_NAMES})],
        start={"names": 0},
    )


def describe(spread: Spread) -> str:
    """The loads of this ring, what a newcomer takes, and the hundred sets of names."""
    largest, smallest = max(spread.shares), min(spread.shares)
    points = f"{spread.points} point{'' if spread.points == 1 else 's'} a shard"
    return (
        f"{len(spread.shares)} shards, {points}, set of names {spread.names}: shard {spread.shares.index(largest)} has "
        f"{largest:.2f} times the mean, shard {spread.shares.index(smallest)} has {smallest:.2f} times. "
        f"One more shard would take {spread.newcomer_takes:.0%} of the keys.\n"
        f"In {spread.sets_kept} of {SETS_OF_NAMES} sets of names no shard is above {MOST_SHARE} times the mean. "
        f"In {FEWEST_SETS} of them none is above {spread.largest_of_most:.2f} times."
    )


def draw(spread: Spread) -> Canvas:
    """The circle with a track for each shard; each shard's load; the sets of names that keep the limit."""
    canvas = Canvas(720, 400)
    canvas.text((24, 30), "Who owns which part of the circle", size_px=TITLE_PX, bold=True)
    canvas.text((BARS_X, 30), "Load of each shard (mean: 1)", size_px=TITLE_PX, bold=True)
    _draw_circle(canvas, spread)
    _draw_bars(canvas, spread)
    _draw_sets(canvas, spread)
    return canvas


def _draw_circle(canvas: Canvas, spread: Spread) -> None:
    """A shard's arcs lie on a track of its own, so that nobody has to tell colours apart."""
    for number, share in enumerate(spread.shares):
        radius_px = OUTER_PX - number * TRACK_PX
        canvas.circle(CENTRE, radius_px, stroke=RULE, stroke_px=1)
        arcs = (_arc(start, end, radius_px) for start, end, owner in spread.arcs if owner == number)
        canvas.pieces(arcs, stroke=LIMIT if share > MOST_SHARE else NOW, stroke_px=8)
    centre_x, centre_y = CENTRE
    canvas.text((centre_x, centre_y - 9), "outermost", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text((centre_x, centre_y + 9), "track: shard 0", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    top_y = centre_y - OUTER_PX
    canvas.line([(centre_x, top_y - 12), (centre_x, top_y + len(spread.shares) * TRACK_PX)], stroke=INK, stroke_px=1)
    canvas.text((centre_x + 8, top_y - 14), "0, and clockwise", size_px=SMALL_PX, fill=QUIET_INK)


def _draw_bars(canvas: Canvas, spread: Spread) -> None:
    bottom = FIRST_BAR_Y + (len(spread.shares) - 1) * BAR_APART_PX + BAR_PX / 2 + 8
    for means, colour, dash in ((1.0, MUTED, "solid"), (MOST_SHARE, LIMIT, "dashed")):
        x = BARS_X + 20 + means * MEAN_PX
        canvas.line([(x, FIRST_BAR_Y - 26), (x, bottom)], stroke=colour, stroke_px=2, dash=dash)
    mean_x = BARS_X + 20 + MEAN_PX
    canvas.text((mean_x - 4, FIRST_BAR_Y - 36), "mean", anchor="end", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text(
        (mean_x + 6, FIRST_BAR_Y - 36),
        f"limit: {MOST_SHARE} times the mean",
        size_px=SMALL_PX,
        bold=True,
        fill=LIMIT_INK,
    )
    for number, share in enumerate(spread.shares):
        y = FIRST_BAR_Y + number * BAR_APART_PX
        over = share > MOST_SHARE
        right = BARS_X + 20 + max(2.0, min(share, MOST_MEANS) * MEAN_PX)
        bar = Box(BARS_X + 20, y - BAR_PX / 2, right, y + BAR_PX / 2)
        canvas.text((BARS_X + 8, y), str(number), anchor="middle", bold=True)
        if over:
            canvas.rect(bar, fill=GROUND, stroke=LIMIT, hatch="stripes")
        else:
            canvas.rect(bar, fill=NOW)
        words = f"{share:.2f}" + (", too much" if over else "")
        if share > MOST_MEANS / 2:
            canvas.text((right - 8, y), words, anchor="end", bold=True, halo=True)
        else:
            canvas.text((max(right, mean_x + 0.2 * MEAN_PX) + 8, y), words, halo=True)


def _draw_sets(canvas: Canvas, spread: Spread) -> None:
    """One small square for each set of names: full where the limit is kept."""
    kept, y = spread.sets_kept, 340.0
    enough = kept >= FEWEST_SETS
    colour = GOOD if enough else LIMIT
    places = [(BARS_X + number % 50 * 6, y + number // 50 * 12) for number in range(SETS_OF_NAMES)]
    squares = [Box(x, row_y, x + 4, row_y + 8) for x, row_y in places]
    canvas.boxes(squares[:kept], fill=colour, stroke=colour)
    canvas.boxes(squares[kept:], fill=WASH, stroke=MUTED)
    sign = "✓" if enough else "✗"
    words = f"{sign} limit kept in {kept} of {SETS_OF_NAMES} sets of names"
    canvas.text((BARS_X, y + 40), words, size_px=SMALL_PX, bold=True, fill=INK if enough else LIMIT_INK)


def _arc(start: int, end: int, radius_px: float) -> list[Point]:
    """Points along a piece of the circle, at most two degrees apart."""
    steps = max(1, round((end - start) / PLACES * 180))
    places = (start + (end - start) * step / steps for step in range(steps + 1))
    return [_at(2 * pi * place / PLACES, radius_px) for place in places]


def _at(angle: float, radius_px: float) -> Point:
    """Where an angle stands on the circle: 0 at the top, then clockwise."""
    return CENTRE[0] + radius_px * sin(angle), CENTRE[1] - radius_px * cos(angle)


def wait_curve(waits_s: dict[str, Sequence[float]], dies_at_s: float, promise_s: float) -> Picture:
    """How long a reader waits, second by second; ``waits_s``: what the shard has → waits at 0, 1, 2 … seconds."""
    figure, plot = axes("time (s)", "a new reader waits (s)", height_px=300)
    for series, (name, waits) in zip(SERIES, waits_s.items(), strict=False):
        plot.plot(range(len(waits)), waits, label=name, **series.as_line())
    plot.axvline(dies_at_s, color=MUTED, linestyle=":", marker="")
    plot.axhline(promise_s, color=LIMIT, linestyle="--", marker="")
    top = max(max(waits) for waits in waits_s.values())
    plot.annotate("a replica dies", (dies_at_s, 0.45 * top), xytext=(-6, 0), textcoords="offset points", ha="right")
    plot.set_xlim(left=0)
    plot.legend(loc="upper left")
    found = "; ".join(f"with {name}, {waits[-1]:.1f} s" for name, waits in waits_s.items())
    last_s = len(next(iter(waits_s.values()))) - 1
    return picture(
        figure,
        f"A replica dies after {dies_at_s:g} s. The wait of a reader who comes after {last_s} s: {found}.",
        f"The dashed line without marks is the promise: {promise_s:g} s.",
    )
