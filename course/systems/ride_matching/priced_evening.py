"""An evening on which prices may rise: who finds it too dear, who comes out to drive, and who is carried.

Riders and drivers react to prices by assumptions of ours: ``LIMIT_MEAN`` and ``WISH`` say how. The same riders and
drivers meet every rule.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from statistics import median_high

from course.clock import ManualClock
from course.simulation.timeline import Timeline
from course.systems.ride_matching.board import MemoryBoard
from course.systems.ride_matching.day import DRAIN_S, Bank, NextDoor, Ride, ask, lose_patience, rides_of
from course.systems.ride_matching.designs import Batched
from course.systems.ride_matching.eta import TravelTimes, city_times
from course.systems.ride_matching.fares import PLAIN_PERCENT, TARIFFS, bill_of
from course.systems.ride_matching.fleet import Fleet
from course.systems.ride_matching.history import violations
from course.systems.ride_matching.model import Request, Shift
from course.systems.ride_matching.payments import EndedRide, History
from course.systems.ride_matching.service import Dispatcher
from course.systems.ride_matching.surge import TICK_S, NextSurge, Surge, cell_of
from course.systems.ride_matching.workload import RAIN_SPEED, Answers, Day, drawn_answers, make_day

LIMIT_MEAN = 100.0
"""A rider pays up to 100 per cent and a random bit more, this much on average (exponential): at 170, half are gone."""
WISH = (120, 200)
"""A driver at home comes out when the price at his door reaches his wish, in per cent, drawn evenly from this."""
SETS_OUT_S = 300.0


@dataclass(frozen=True, slots=True)
class Priced:
    """A ride and its price: ``told`` per cent when the rider asked, ``at_end`` where it began when it was over."""

    ride: Ride
    metres: int
    seconds: int
    told: int
    at_end: int

    def total(self, percent: int) -> Decimal:
        """The economy fare at this surge."""
        return sum(bill_of(TARIFFS["economy"], self.metres, self.seconds, percent), Decimal(0))


@dataclass(frozen=True, slots=True)
class Evening:
    """What became of it. ``prices``: for each place, what it cost there minute by minute, in per cent."""

    asked: int
    too_dear: int
    gave_up: int
    rides: tuple[Priced, ...]
    came_out: int
    prices: dict[str, tuple[int, ...]]
    broken: tuple[str, ...]

    @property
    def carried(self) -> int:
        """Riders who sat in a car."""
        return len(self.rides)

    @property
    def wait_s(self) -> float:
        """From the request to the seat, the middle one of those carried."""
        waits = [wait for each in self.rides if (wait := each.ride.until_boarded_s) is not None]
        return median_high(waits) if waits else 0.0

    @property
    def fares(self) -> Decimal:
        """What all of them paid together, at the prices that they were told."""
        return sum((each.total(each.told) for each in self.rides), Decimal(0))

    def __str__(self) -> str:
        return (
            f"carried {self.carried}, too dear for {self.too_dear}, gave up {self.gave_up}; wait {self.wait_s:.0f} s; "
            f"came out {self.came_out}; fares {self.fares:,} USD"
        )


def write_down(rides: Iterable[Priced], history: History) -> History:
    """Write these rides into the history, at the prices that were told."""
    rows: list[EndedRide] = []
    for each in rides:
        assert each.ride.driver is not None
        assert each.ride.dropped_s is not None
        hour = int(each.ride.dropped_s // 3600)
        rows.append((each.ride.request.trip, each.ride.driver, hour, each.told, each.total(each.told)))
    history.ended(rows)
    return history


@dataclass(frozen=True, slots=True)
class People:
    """How riders and drivers at home react: ``limits[trip]`` per cent, ``wishes[driver]`` per cent."""

    limits: dict[int, int]
    wishes: dict[int, int]
    homes: dict[int, int]


def draw_people(day: Day, rng: random.Random, *, at_home: int, junctions: int) -> People:
    """Draw them once; every rule then meets the same ones. Drivers at home have numbers from 10,000 on."""
    limits = {request.trip: PLAIN_PERCENT + int(rng.expovariate(1 / LIMIT_MEAN)) for request in day.requests}
    drivers = range(10_000, 10_000 + at_home)
    return People(
        limits,
        {driver: rng.randint(*WISH) for driver in drivers},
        {driver: rng.randrange(junctions) for driver in drivers},
    )


def play_evening(day: Day, people: People, rule: NextSurge, times: TravelTimes, answers: Answers) -> Evening:
    """Play it, in batches of ten seconds, with this rule for the price. Cost: about 1 ms a request."""
    return _Play(day, people, rule, times, answers).play()


def play_friday(rule: NextSurge, *, at_home: int, seed: int = 0, drivers: int = 130) -> Evening:
    """Play a rainy Friday from five to nine with this rule, and with so many more drivers at home."""
    times = city_times(rain=RAIN_SPEED)
    day = make_day(times.city, random.Random(seed), requests=2_000, drivers=drivers, rainy=True, hours=(17, 21))
    people = draw_people(day, random.Random(seed), at_home=at_home, junctions=len(times.city.positions))
    return play_evening(day, people, rule, times, drawn_answers(seed))


class _Play:
    """One run."""

    def __init__(self, day: Day, people: People, rule: NextSurge, times: TravelTimes, answers: Answers) -> None:
        self.day, self.people, self.times = day, people, times
        self.timeline = Timeline(ManualClock(0.0))
        self.timeline.run(day.from_s)
        self.requests = {request.trip: request for request in day.requests}
        self.fleet = Fleet(self.timeline, times, answers, self.requests.__getitem__)
        self.board = MemoryBoard(self.timeline.clock)
        bank = Bank(self.timeline, self.fleet.events)
        self.design = Batched(times)
        self.dispatcher = Dispatcher("d", self.timeline, self.board, self.design, self.fleet, charge=bank.charge)
        self.fleet.office = NextDoor(self.dispatcher)
        self.surge = Surge(rule)
        self.cells = [cell_of(lat, lon) for lon, lat in times.city.positions]
        self.told: dict[int, int] = {}
        self.too_dear = 0
        self.out: set[int] = set()
        self.by_minute: list[dict[str, int]] = []

    def play(self) -> Evening:
        """Run to the end."""
        for shift in self.day.shifts:
            self.timeline.at(shift.from_s, partial(self.fleet.begin, shift))
        for request in self.day.requests:
            self.timeline.at(request.at_s, partial(self._look, request))
        end_s = self.day.to_s + DRAIN_S
        self.timeline.at(self.day.from_s, partial(self._choose, end_s))
        self.timeline.at(self.day.from_s, partial(self._minute, end_s))
        self.timeline.run(end_s)
        final = {trip: self.board.trip(trip)[0] for trip in self.told}
        rides = rides_of(self.fleet, {trip: self.requests[trip] for trip in self.told})
        places = {place.name: self.cells[place.junction] for place in self.times.city.places}
        minutes = range(round((self.day.to_s - self.day.from_s) / TICK_S))
        return Evening(
            asked=len(self.requests),
            too_dear=self.too_dear,
            gave_up=sum(ride.cancelled_s is not None for ride in rides),
            rides=tuple(self._priced(ride) for ride in rides if ride.boarded_s is not None),
            came_out=len(self.out),
            prices={name: tuple(self._price(cell, minute) for minute in minutes) for name, cell in places.items()},
            broken=tuple(violations(self.fleet.events, final)),
        )

    def _look(self, request: Request) -> None:
        """A rider asks for a price, and takes it or goes."""
        now_s, cell = self.timeline.clock.now_s(), self.cells[request.start]
        percent = self.surge.at(cell)
        self.surge.asked(now_s, cell)
        if percent > self.people.limits[request.trip]:
            self.too_dear += 1
            return
        self.told[request.trip] = percent
        ask(self.fleet.events, self.timeline, self.dispatcher.request, request)
        self.timeline.after(
            request.patience_s, partial(lose_patience, self.fleet, self.timeline, self.dispatcher, request)
        )

    def _choose(self, end_s: float) -> None:
        self.dispatcher.choose()
        if self.timeline.clock.now_s() + self.design.every_s < end_s:
            self.timeline.after(self.design.every_s, partial(self._choose, end_s))

    def _minute(self, end_s: float) -> None:
        now_s = self.timeline.clock.now_s()
        self.surge.tick(now_s, [self.cells[car.junction] for car in self.fleet.idle()])
        self.by_minute.append({cell: self.surge.at(cell) for cell in set(self.cells)})
        for driver, wish in self.people.wishes.items():
            home = self.people.homes[driver]
            if driver not in self.out and now_s < self.day.to_s and self.surge.at(self.cells[home]) >= wish:
                self.out.add(driver)
                shift = Shift(driver, home, now_s + SETS_OUT_S, self.day.to_s)
                self.timeline.at(shift.from_s, partial(self.fleet.begin, shift))
        if now_s + TICK_S < end_s:
            self.timeline.after(TICK_S, partial(self._minute, end_s))

    def _price(self, cell: str, minute: int) -> int:
        return self.by_minute[minute][cell]

    def _priced(self, ride: Ride) -> Priced:
        request = ride.request
        assert ride.boarded_s is not None
        assert ride.dropped_s is not None
        leg = self.times.leg(0, "ride", request.start, request.end, ride.boarded_s)
        minute = int((ride.dropped_s - self.day.from_s) // TICK_S)
        at_end = self._price(self.cells[request.start], min(minute, len(self.by_minute) - 1))
        seconds = round(leg.times_s[-1] - leg.times_s[0])
        return Priced(ride, round(leg.length_m), seconds, self.told[request.trip], at_end)
