"""The dispatch view of lesson 26: the same evening under two designs, at a moment that a slider chooses."""

import math
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

import h3

from course.simulation.city import City, load_city
from course.systems.ride_matching.day import Played, play_day
from course.systems.ride_matching.designs import Batched, Design, NearestFirst
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.model import Shift
from course.systems.ride_matching.surge import Surge, cell_of, next_surge
from course.systems.ride_matching.workload import Day, drawn_answers, make_day
from course.units import SECONDS_PER_DAY
from course.widgets.style import (
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    MUTED,
    NOW,
    QUIET_INK,
    RULE,
    SKY,
    SMALL_PX,
    TITLE_PX,
    WASH,
)
from course.widgets.svg import Box, Canvas, Point
from course.widgets.view import Control, Explorer

if TYPE_CHECKING:
    from course.systems.ride_matching.model import Leg

STEP_MINUTES = 10
MAP_PX, LEFT_PX, APART_PX, TOP_PX = 336.0, 16.0, 352.0, 46.0
SMALLEST_DOT_PX, PX_A_MINUTE, CAR_PX = 2.5, 0.55, 3.0
EVENING = (17, 21)
SEED, REQUESTS, DRIVERS = 0, 2_000, 130
PRICES = {160: "#fdf3ea", 200: "#fbe3cd", 250: "#f6cda6"}
"""Up to so many per cent of the plain price, and the colour of such a cell."""


@dataclass(frozen=True, slots=True)
class Rider:
    """A rider without a car at the door. ``coming``: whether a driver was found."""

    at: Point
    waited_s: float
    coming: bool


@dataclass(frozen=True, slots=True)
class Car:
    """A car: free, fetching somebody at ``toward``, or with a rider."""

    at: Point
    doing: str
    toward: Point | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One design at one moment; positions are (longitude, latitude). ``empty_km`` counts drives that are over.

    ``dear``: the H3 cells in which the rule of ``surge`` would ask more than the plain price, and the per cent. Nobody
    pays it this evening.
    """

    name: str
    riders: tuple[Rider, ...]
    cars: tuple[Car, ...]
    served: int
    gave_up: int
    empty_km: float
    dear: tuple[tuple[str, int], ...] = ()

    @property
    def searching(self) -> int:
        """Riders without a driver."""
        return sum(not rider.coming for rider in self.riders)

    def count(self, doing: str) -> int:
        """How many cars are ``free``, ``fetching`` somebody, or ``with a rider``."""
        return sum(car.doing == doing for car in self.cars)


@dataclass(frozen=True, slots=True)
class Moment:
    """The evening at one moment, under each design."""

    at_s: float
    sides: tuple[Side, ...]


class Track:
    """One played evening, in an order in which a moment is found fast."""

    def __init__(self, name: str, played: Played, city: City) -> None:
        self.name = name
        self._played = played
        self._city = city
        legs: dict[int, list[Leg]] = defaultdict(list)
        for leg in played.legs:
            legs[leg.driver].append(leg)
        self._legs = {driver: sorted(found, key=lambda leg: leg.times_s[0]) for driver, found in legs.items()}
        self._begins = {driver: [leg.times_s[0] for leg in found] for driver, found in self._legs.items()}

        self._toward = {
            (ride.driver, ride.told_s): city.positions[ride.request.start] for ride in played.rides
        }  # a car that turned back early never came to the end of its way

    def side(self, at_s: float) -> Side:
        """Everything at this moment. Cost: O(requests + drivers)."""
        rides = self._played.rides
        riders = []
        for ride in rides:
            over_s = min(m for m in (ride.boarded_s, ride.cancelled_s, math.inf) if m is not None)
            if ride.request.at_s <= at_s < over_s:
                coming = ride.told_s is not None and ride.told_s <= at_s
                riders.append(
                    Rider(self._city.positions[ride.request.start], at_s - ride.request.at_s, coming),
                )
        fetches = (leg for leg in self._played.legs if leg.purpose == "fetch" and leg.times_s[-1] <= at_s)
        return Side(
            self.name,
            tuple(riders),
            tuple(car for shift in self._played.shifts if (car := self._car(shift, at_s)) is not None),
            sum(ride.boarded_s is not None and ride.boarded_s <= at_s for ride in rides),
            sum(ride.cancelled_s is not None and ride.cancelled_s <= at_s for ride in rides),
            sum(leg.length_m for leg in fetches) / 1000,
        )

    def dear(self, at_s: float) -> tuple[tuple[str, int], ...]:
        """The dear cells of the last full minute. Cost: the first call plays the evening's prices."""
        return tuple(self._prices.get(at_s // 60 * 60, {}).items())

    @cached_property
    def _prices(self) -> dict[float, dict[str, int]]:
        surge, minutes = Surge(next_surge), {}
        requests = sorted((ride.request for ride in self._played.rides), key=lambda request: request.at_s, reverse=True)
        for minute in range(60 * EVENING[0] + 1, 60 * EVENING[1] + 1):
            now_s = 60.0 * minute
            while requests and requests[-1].at_s <= now_s:
                request = requests.pop()
                surge.asked(request.at_s, _cell(self._city.positions[request.start]))
            cars = [self._car(shift, now_s) for shift in self._played.shifts]
            surge.tick(now_s, [_cell(car.at) for car in cars if car is not None and car.doing == "free"])
            minutes[now_s] = {cell: percent for cell, percent in surge.dear().items() if cell in _cells()}
        return minutes

    def _car(self, shift: Shift, at_s: float) -> Car | None:
        driver = shift.driver
        if not shift.from_s <= at_s:
            return None
        number = bisect_right(self._begins.get(driver, []), at_s) - 1
        leg = self._legs[driver][number] if number >= 0 else None
        if leg is None or at_s >= leg.times_s[-1]:
            junction = shift.junction if leg is None else leg.path[-1]
            return Car(self._city.positions[junction], "free") if at_s < shift.to_s else None
        place = min(bisect_right(leg.times_s, at_s), len(leg.path) - 1)
        before, after = self._city.positions[leg.path[place - 1]], self._city.positions[leg.path[place]]
        share = (at_s - leg.times_s[place - 1]) / (leg.times_s[place] - leg.times_s[place - 1])
        at = (before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1]))
        if leg.purpose == "fetch":
            return Car(at, "fetching", self._toward[driver, leg.times_s[0]])
        return Car(at, "with a rider")


def simulate(hour: float, tracks: Sequence[Track]) -> Moment:
    """The evening at this hour of the day: 18.5 is half past six."""
    at_s = round(hour * 3600)
    return Moment(at_s, tuple(replace(track.side(at_s), dear=track.dear(at_s)) for track in tracks))


@cache
def _cells() -> frozenset[str]:
    """The H3 cells in which the city has a junction."""
    return frozenset(map(_cell, load_city().positions))


def _cell(position: Point) -> str:
    longitude, latitude = position
    return cell_of(latitude, longitude)


def rainy_friday() -> Day:
    """The evening of the lesson: half as many cars as it would need."""
    city = load_city()
    return make_day(city, random.Random(SEED), requests=REQUESTS, drivers=DRIVERS, rainy=True, hours=EVENING)


@cache
def _played() -> dict[str, Played]:
    day = rainy_friday()
    times, answers = city_times(rain=day.rain), drawn_answers(SEED)
    designs: dict[str, Design] = {"nearest first": NearestFirst(times), "batches": Batched(times)}
    return {name: play_day(day, design, times, answers) for name, design in designs.items()}


def dispatch_view(played: Mapping[str, Played] | None = None) -> Explorer[Moment]:
    """Move the hour; by code: ``dispatch_view().set(hour=19.5)``. ``played``: two designs on the same evening."""
    city = load_city()
    tracks = [Track(name, evening, city) for name, evening in (played or _played()).items()]
    steps = (EVENING[1] - EVENING[0]) * 60 // STEP_MINUTES
    return Explorer(
        question="One evening, two designs: who waits, and which cars drive where?",
        target="Target: the moment at which the two designs differ most in cars with a rider.",
        simulate=partial(simulate, tracks=tracks),
        draw=draw,
        describe=describe,
        controls=[
            Control(
                "hour",
                "Time",
                tuple(round(EVENING[0] + step * STEP_MINUTES / 60, 4) for step in range(1, steps + 1)),
                start=EVENING[0] + 2.0,
                show=clock_text,
            )
        ],
    )


def clock_text(hour: float) -> str:
    """18.5 → ``18:30``."""
    minutes = round(hour * 60) % (SECONDS_PER_DAY // 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def describe(moment: Moment) -> str:
    """Each side in one sentence."""
    return "\n".join(f"{clock_text(moment.at_s / 3600)}, {side.name}: {_words(side)}" for side in moment.sides)


def _words(side: Side) -> str:
    longest = max((rider.waited_s for rider in side.riders), default=0.0)
    since = f", the longest since {longest / 60:.0f} min" if side.riders else ""
    prices = f"in {len(side.dear)} cells, at most to {max((most for _, most in side.dear), default=100)} %"
    return (
        f"{len(side.riders)} riders wait{since}; {side.searching} of them "
        f"{'has' if side.searching == 1 else 'have'} no driver yet. "
        f"{side.count('with a rider')} cars have a rider, {side.count('fetching')} drive empty to one, "
        f"{side.count('free')} are free. "
        f"So far {side.served} riders got a car, {side.gave_up} gave up, and cars drove {side.empty_km:.0f} km empty. "
        f"Where cars are few, prices could rise (dive 26a): {prices}."
    )


def draw(moment: Moment) -> Canvas:
    """Two maps with the same scale, and the numbers below each."""
    canvas = Canvas(720, 458)
    for number, side in enumerate(moment.sides):
        left = LEFT_PX + number * APART_PX
        title = f"{side.name}, {clock_text(moment.at_s / 3600)}"
        canvas.text((left, 26), title, size_px=TITLE_PX, bold=True)
        canvas.add(_land(left))
        _draw_dear(canvas, left, side.dear)
        canvas.add(_river_and_roads(left))
        _draw_side(canvas, left, side)
    _draw_legend(canvas)
    return canvas


@cache
def _scale() -> tuple[float, float, float]:
    """West end, north end, and pixels a degree of longitude."""
    border = load_city().border
    west, east = min(lon for lon, _ in border), max(lon for lon, _ in border)
    return west, max(lat for _, lat in border), MAP_PX / (east - west)


def _at(left: float, position: Point) -> Point:
    west, north, px = _scale()
    return left + (position[0] - west) * px, TOP_PX + (north - position[1]) * px / math.cos(math.radians(north))


@cache
def _avenues() -> tuple[tuple[int, ...], ...]:
    """The avenues as long lines, so that a map needs few of them."""
    around: dict[int, set[int]] = defaultdict(set)
    for road in load_city().roads:
        if road.kind in {"avenue", "bridge", "motorway"}:
            around[road.start].add(road.end)
            around[road.end].add(road.start)
    lines = []
    while around:
        ends = [junction for junction, others in around.items() if len(others) % 2]
        line = [min(ends or around)]
        while others := around.get(line[-1]):
            line.append(min(others))
            for a, b in ((line[-2], line[-1]), (line[-1], line[-2])):
                around[a].discard(b)
        lines.append(tuple(line))
        around = defaultdict(set, {junction: others for junction, others in around.items() if others})
    return tuple(lines)


@cache
def _land(left: float) -> Canvas:
    canvas = Canvas(0, 0)
    canvas.polygon([_at(left, point) for point in load_city().border], fill=WASH, stroke=RULE)
    return canvas


def _draw_dear(canvas: Canvas, left: float, dear: Sequence[tuple[str, int]]) -> None:
    least = 0
    for most, colour in PRICES.items():
        cells = [cell for cell, percent in dear if least < percent <= most]
        canvas.polygons([_corners(left, cell) for cell in cells], fill=colour)
        least = most


@cache
def _corners(left: float, cell: str) -> tuple[Point, ...]:
    """The hexagon, in pixels of the map that begins at ``left``."""
    return tuple(_at(left, (longitude, latitude)) for latitude, longitude in h3.cell_to_boundary(cell))


@cache
def _river_and_roads(left: float) -> Canvas:
    canvas, city = Canvas(0, 0), load_city()
    canvas.polygon([_at(left, point) for point in city.river], fill="#cfe6f5")
    for line in _avenues():
        canvas.line([_at(left, city.positions[junction]) for junction in line], stroke=RULE, stroke_px=1)
    for bridge in city.bridges:
        ends = [_at(left, city.positions[junction]) for junction in (bridge.start, bridge.end)]
        canvas.line(ends, stroke=QUIET_INK, stroke_px=3)
    return canvas


def _draw_side(canvas: Canvas, left: float, side: Side) -> None:
    for car in side.cars:
        if car.toward is not None:
            canvas.line([_at(left, car.at), _at(left, car.toward)], stroke=NOW, stroke_px=1)
    for car in side.cars:
        _draw_car(canvas, _at(left, car.at), car.doing)
    for rider in side.riders:
        _draw_rider(canvas, _at(left, rider.at), rider.waited_s, coming=rider.coming)
    rows = (
        (f"{len(side.riders)} riders wait", f"{side.searching} of them without a driver"),
        (
            f"{side.count('with a rider')} cars have a rider",
            f"{side.count('fetching')} drive empty, {side.count('free')} are free",
        ),
        (f"{side.served} got a car", f"{side.gave_up} gave up, {side.empty_km:.0f} km empty"),
    )
    for row, (first, second) in enumerate(rows):
        y = 302.0 + 22 * row
        canvas.text((left, y), first, bold=True, fill=LIMIT_INK if row == 0 else INK)
        canvas.text((left + 166, y), second, size_px=SMALL_PX, fill=INK)


def _draw_rider(canvas: Canvas, at: Point, waited_s: float, *, coming: bool) -> None:
    radius_px = SMALLEST_DOT_PX + PX_A_MINUTE * waited_s / 60
    if coming:
        canvas.circle(at, radius_px, stroke=LIMIT, stroke_px=1.5)
    else:
        canvas.circle(at, radius_px, fill=LIMIT, stroke=GROUND, stroke_px=0.8)


def _draw_car(canvas: Canvas, at: Point, doing: str) -> None:
    x, y = at
    if doing == "with a rider":
        canvas.rect(Box(x - 2, y - 2, x + 2, y + 2), fill=MUTED)
        return
    box = Box(x - CAR_PX, y - CAR_PX, x + CAR_PX, y + CAR_PX)
    canvas.rect(box, fill=NOW if doing == "free" else GROUND, stroke=NOW, stroke_px=1.5)


def _draw_legend(canvas: Canvas) -> None:
    first, second, third = 376.0, 404.0, 432.0
    marks = (
        (LEFT_PX, first, "searches since 1, 5, 10 min", "search"),
        (LEFT_PX + 268, first, "sees the car come", "coming"),
        (LEFT_PX + 450, first, "river, bridge, avenue", "river"),
        (LEFT_PX, second, "free car", "free"),
        (LEFT_PX + 110, second, "car drives empty to its rider (line)", "fetching"),
        (LEFT_PX + 400, second, "car with a rider", "with a rider"),
        (LEFT_PX, third, "cell in which a price would rise (dive 26a): to 160, 200, 250 %", "dear"),
    )
    for x, y, words, kind in marks:
        _draw_mark(canvas, x, y, kind)
        canvas.text(
            (x + (58 if kind in {"search", "river", "dear"} else 22), y), words, size_px=SMALL_PX, fill=QUIET_INK
        )


def _draw_mark(canvas: Canvas, x: float, y: float, kind: str) -> None:
    if kind == "search":
        for offset, minutes in ((4, 1), (18, 5), (38, 10)):
            _draw_rider(canvas, (x + offset, y), minutes * 60, coming=False)
    elif kind == "coming":
        _draw_rider(canvas, (x + 8, y), 300, coming=True)
    elif kind == "dear":
        for place, colour in enumerate(PRICES.values()):
            canvas.rect(Box(x + 18 * place, y - 7, x + 18 * place + 14, y + 7), fill=colour)
    elif kind == "river":
        canvas.line([(x, y), (x + 16, y)], stroke=SKY, stroke_px=6)
        canvas.line([(x + 22, y), (x + 34, y)], stroke=QUIET_INK, stroke_px=3)
        canvas.line([(x + 38, y), (x + 50, y)], stroke=MUTED, stroke_px=1)
    else:
        if kind == "fetching":
            canvas.line([(x + 6, y), (x + 18, y)], stroke=NOW, stroke_px=1)
        _draw_car(canvas, (x + 6, y), kind)
