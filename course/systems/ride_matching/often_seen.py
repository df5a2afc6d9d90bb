"""A design often seen: offers one after another, nobody reserved. Lessons and tests use it, to show what breaks."""

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import redis

from course.simulation.city import City
from course.simulation.timeline import Timeline
from course.systems.ride_matching.eta import TravelTimes, air_m
from course.systems.ride_matching.model import OFFER_S, Event, Reply, Request
from course.systems.ride_matching.workload import Answers, Day

RADII_M = (2_000, 4_000, 6_000, 8_000, 10_000)
DRIVERS_A_RING = 5
POLL_S = 1.0

Process = Generator[float, None, None]
"""A program that says how many seconds it sleeps next."""


def start(timeline: Timeline, process: Process) -> None:
    """Run a program on the timeline, until it ends; each ``yield`` is a sleep."""
    sleep_s = next(process, None)
    if sleep_s is not None:
        timeline.after(sleep_s, partial(start, timeline, process))


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


def play_evening(
    day: Day, times: TravelTimes, answers: Answers, timeline: Timeline, store: redis.Redis, *, report_s: float = 10.0
) -> Evening:
    """Play the requests of a day; drivers fetch and drive, report every ten seconds, and are free again at the end.

    A car that has two riders at once drives one after the other; only the doubles are counted. Nobody loses patience.
    """
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
        timeline.at(request.at_s, partial(start, timeline, ride(request)))
    timeline.run(day.to_s + 900)
    matched = [(trip, at_s) for trip, (driver, at_s) in design.matches.items() if driver is not None]
    asked_s = {request.trip: request.at_s for request in day.requests}
    waits_s = sorted(at_s - asked_s[trip] for trip, at_s in matched)
    return Evening(len(day.requests), len(matched), doubles, tuple(waits_s), design.offers.total(), design.polls)
