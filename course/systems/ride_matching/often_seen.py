"""A design often seen: offers one after another, nobody reserved. Lessons and tests use it, to show what breaks."""

import random
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial

import redis

from course.clock import ManualClock
from course.simulation.city import City, junctions_within, load_city
from course.simulation.timeline import Timeline
from course.stores import open_redis
from course.systems.ride_matching.board import Board, MemoryBoard
from course.systems.ride_matching.designs import NearestFirst
from course.systems.ride_matching.eta import TravelTimes, air_m
from course.systems.ride_matching.faults import Faults, play_hours
from course.systems.ride_matching.model import OFFER_S, Answer, Event, Reply, Request
from course.systems.ride_matching.workload import Answers, Day, drawn_answers, everybody_accepts, make_day

RADII_M = (2_000, 4_000, 6_000, 8_000, 10_000)
DRIVERS_A_RING = 5
POLL_S = 1.0
REPORT_S = 10.0

Process = Generator[float, None, None]
"""A program that says how many seconds it sleeps next."""


@dataclass(slots=True)
class OnMap:
    """A driver in the index of the process: where he was, and whether he was free, at his last report."""

    junction: int
    available: bool = True


class OfferOneByOne:
    """Rings of 2 to 10 km, five drivers a ring, 15 s for each, and a busy flag that the search does not read.

    An offer asks Redis once a second for its answer. BUG-099: an offer reserves nobody, and a confirmation has
    no condition. BUG-100: the flag is written to Redis and read from the index. BUG-101: 5 x 5 x 15 s, and every ring
    asks the same drivers again. BUG-111: an answer in the last second is never read, though the driver gave it.
    """

    def __init__(self, store: redis.Redis, timeline: Timeline, city: City, answers: Answers) -> None:
        self.store = store
        self.index: dict[int, OnMap] = {}
        self.matches: dict[int, tuple[int | None, float]] = {}  # trip → its driver, and when this was known
        self.offers: Counter[int] = Counter()  # driver → how often he was asked
        self.polls = 0
        self.believes: list[Event] = []  # what drivers think they have
        self._timeline = timeline
        self._city = city
        self._answers = answers

    def driver_reports(self, driver: int, junction: int) -> None:
        """A position report: it also copies the busy flag from Redis to the index."""
        self.index[driver] = OnMap(junction, self.store.hget(f"driver:{driver}", "is_available") != "0")

    def request_ride(self, trip: int, start: int) -> Process:
        """Ask one driver after another, in rings that grow."""
        for radius_m in RADII_M:
            for driver in self.nearby(start, radius_m):
                accepted = yield from self._offer(trip, driver)
                if accepted:
                    self._confirm(trip, driver)
                    return
        self.matches[trip] = (None, self._timeline.clock.now_s())

    def nearby(self, start: int, radius_m: float) -> list[int]:
        """The five nearest by air that the index thinks free."""
        far = {driver: air_m(self._city, start, on.junction) for driver, on in self.index.items() if on.available}
        return sorted((d for d in far if far[d] <= radius_m), key=lambda d: (far[d], d))[:DRIVERS_A_RING]

    def _offer(self, trip: int, driver: int) -> Generator[float, None, bool]:
        key = f"offer:{trip}:{driver}"
        self.offers[driver] += 1
        self.store.set(key, "pending", ex=int(OFFER_S))
        answer = self._answers(trip, driver)
        if answer.reply is not Reply.SILENT:
            self._timeline.after(answer.after_s, partial(self._answer, trip, driver, answer.reply))
        for _ in range(int(OFFER_S / POLL_S)):
            self.polls += 1
            response = self.store.get(key)
            if response in {Reply.ACCEPT, Reply.DECLINE}:
                return response == Reply.ACCEPT
            yield POLL_S
        return False

    def _answer(self, trip: int, driver: int, reply: Reply) -> None:
        self.store.set(f"offer:{trip}:{driver}", reply)
        if reply is Reply.ACCEPT:
            self.believes.append(Event(self._timeline.clock.now_s(), "told", trip, driver))

    def _confirm(self, trip: int, driver: int) -> None:
        self.store.hset(f"trip:{trip}", mapping={"status": "matched", "driver_id": driver})
        self.store.hset(f"driver:{driver}", "is_available", 0)
        self.matches[trip] = (driver, self._timeline.clock.now_s())


@dataclass(frozen=True, slots=True)
class Evening:
    """What the design made of an evening. ``shared``: cars that had two riders or more at once."""

    riders: int
    matched: int
    shared: int
    waits_s: tuple[float, ...]
    offers: int
    polls: int


def play_evening(day: Day, times: TravelTimes, answers: Answers, *, report_s: float = REPORT_S) -> Evening:
    """Play the requests of a day; drivers fetch and drive, report every ten seconds, and are free again at the end.

    A car that has two riders at once drives one after the other; only the doubles are counted. Nobody loses patience.
    """
    timeline = Timeline(ManualClock(0.0))
    timeline.run(day.from_s)
    store = open_redis(clock=timeline.clock)
    design = OfferOneByOne(store, timeline, times.city, answers)
    place = {shift.driver: shift.junction for shift in day.shifts}
    busy_until_s = dict.fromkeys(place, 0.0)
    doubles = 0

    def report(driver: int) -> None:
        if busy_until_s[driver] <= timeline.clock.now_s():
            store.hset(f"driver:{driver}", "is_available", 1)
        design.driver_reports(driver, place[driver])

    def report_soon(driver: int, at_s: float) -> None:
        """At the next full ten seconds; the reports in between would change nothing."""
        timeline.at((at_s // report_s + 1) * report_s, partial(report, driver))

    def ride(request: Request) -> Process:
        nonlocal doubles
        yield from design.request_ride(request.trip, request.start)
        driver, at_s = design.matches[request.trip]
        if driver is not None:
            doubles += busy_until_s[driver] > at_s
            fetch_s = times.seconds(place[driver], request.start, at_s)
            begin_s = max(at_s, busy_until_s[driver])
            busy_until_s[driver] = begin_s + fetch_s + times.seconds(request.start, request.end, at_s)
            place[driver] = request.end
            report_soon(driver, at_s)
            report_soon(driver, busy_until_s[driver])

    for shift in day.shifts:
        timeline.at(max(day.from_s, shift.from_s), partial(report, shift.driver))
    for request in day.requests:
        timeline.at(request.at_s, partial(timeline.start, ride(request)))
    timeline.run(day.to_s + 900)
    matched = [(trip, at_s) for trip, (driver, at_s) in design.matches.items() if driver is not None]
    asked_s = {request.trip: request.at_s for request in day.requests}
    waits_s = sorted(at_s - asked_s[trip] for trip, at_s in matched)
    return Evening(len(day.requests), len(matched), doubles, tuple(waits_s), design.offers.total(), design.polls)


def at_the_station(answers: Answers, drivers: int) -> tuple[OfferOneByOne, Timeline, int]:
    """The design on an empty Redis at second 0, some drivers near the station, and the station's junction."""
    city = load_city()
    timeline = Timeline(ManualClock(0.0))
    station = city.place("station").junction
    around = junctions_within(city, station, 1_500)
    design = OfferOneByOne(open_redis(clock=timeline.clock), timeline, city, answers)
    for driver in range(drivers):
        design.driver_reports(driver, around[7 * driver])
    return design, timeline, station


@dataclass(frozen=True, slots=True)
class TwoRiders:
    """Which drivers two riders got, and whether Redis called the first one busy when the second rider asked."""

    gap_s: float
    first: int | None
    second: int | None
    was_busy: bool

    def __str__(self) -> str:
        same = f"both get driver {self.first}" if self.first == self.second else f"drivers {self.first}, {self.second}"
        said = "is busy" if self.was_busy else "is free"
        return f"second rider after {self.gap_s:g} s: Redis says driver {self.first} {said}, {same}"


def two_riders(gap_s: float) -> TwoRiders:
    """Two riders ask at the station, one after the other; drivers say yes after 3 s, and report every 10 s."""
    design, timeline, station = at_the_station(everybody_accepts, 3)
    busy: list[bool] = []

    def second() -> None:
        busy.append("0" in (design.store.hget(f"driver:{driver}", "is_available") for driver in design.index))
        timeline.start(design.request_ride(2, station))

    for moment_s in range(int(REPORT_S), 60, int(REPORT_S)):
        for driver, on in design.index.items():
            timeline.at(moment_s, partial(design.driver_reports, driver, on.junction))
    timeline.at(0.0, lambda: timeline.start(design.request_ride(1, station)))
    timeline.at(gap_s, second)
    timeline.run()
    return TwoRiders(gap_s, design.matches[1][0], design.matches[2][0], busy[0])


@dataclass(frozen=True, slots=True)
class Silence:
    """A rider among silent drivers: when he heard "no drivers", and how often each driver was asked."""

    heard_s: float
    offers: dict[int, int]
    polls: int


def silent_drivers(drivers: int) -> Silence:
    """Let one rider ask where no phone answers."""
    design, timeline, station = at_the_station(lambda _trip, _driver: Answer(Reply.SILENT, 0.0), drivers)
    timeline.start(design.request_ride(1, station))
    timeline.run()
    return Silence(design.matches[1][1], dict(sorted(design.offers.items())), design.polls)


@dataclass(frozen=True, slots=True)
class LateYes:
    """What a driver and a server know of one trip in the end."""

    driver_believes: bool
    server_knows: bool

    def __str__(self) -> str:
        if self.driver_believes and not self.server_knows:
            return "the driver believes it, the server knows nothing"
        return "both know: the driver has it" if self.server_knows else "both know: nobody has it"


def yes_after(seconds: float) -> LateYes:
    """The only driver says yes to his first offer after so many seconds, and is silent from then on."""
    answers = iter([Answer(Reply.ACCEPT, seconds)])
    design, timeline, station = at_the_station(lambda _t, _d: next(answers, Answer(Reply.SILENT, 0.0)), 1)
    timeline.start(design.request_ride(1, station))
    timeline.run()
    return LateYes(bool(design.believes), design.matches[1][0] is not None)


class NeverExpires(MemoryBoard):
    """A board whose claims have an owner, and no end."""

    def claim(self, driver: int, token: str, for_s: float) -> bool:  # noqa: ARG002 - that is the mistake
        """See :class:`Board`."""
        return super().claim(driver, token, float("inf"))


def drivers_locked(board: Callable[[ManualClock], Board], times: TravelTimes, seed: int = 1) -> int:
    """Play an hour in which dispatchers die; two hours later, how many drivers are still claimed?"""
    rng = random.Random(seed)
    day = make_day(times.city, rng, requests=320, drivers=45, rainy=True, hours=(18, 19))
    boards: list[Board] = []

    def keep(clock: ManualClock) -> Board:
        boards.append(board(clock))
        return boards[-1]

    faults = Faults(lost=0, repeated=0, killed=0.05)
    play_hours(day, NearestFirst(times), times, drawn_answers(seed), faults, rng, board=keep)
    return sum(boards[0].holder(shift.driver) is not None for shift in day.shifts)
