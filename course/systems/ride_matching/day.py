"""Plays a day: riders ask, the dispatcher chooses, cars drive, riders lose patience. Nothing breaks here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from course.clock import ManualClock
from course.simulation.timeline import Timeline
from course.systems.ride_matching.board import Board, MemoryBoard
from course.systems.ride_matching.designs import Design
from course.systems.ride_matching.eta import TravelTimes
from course.systems.ride_matching.fleet import Fleet
from course.systems.ride_matching.history import violations
from course.systems.ride_matching.model import Event, Leg, Outcome, Reply, Request, Shift
from course.systems.ride_matching.service import Dispatcher
from course.systems.ride_matching.trips import MATCHED, SEARCHING
from course.systems.ride_matching.workload import Answers, Day

DRAIN_S = 7200.0  # after the last request, all rides come to their end


@dataclass(frozen=True, slots=True)
class Ride:
    """What became of one request, and its last driver; what never came is None. ``fetch_m``: driven empty for it."""

    request: Request
    driver: int | None
    told_s: float | None
    boarded_s: float | None
    dropped_s: float | None
    cancelled_s: float | None
    fetch_m: float

    @property
    def until_told_s(self) -> float | None:
        """How long until a driver was found."""
        return None if self.told_s is None else self.told_s - self.request.at_s

    @property
    def until_boarded_s(self) -> float | None:
        """How long until the rider sat in the car."""
        return None if self.boarded_s is None else self.boarded_s - self.request.at_s


@dataclass(frozen=True, slots=True)
class Played:
    """A day as it went. ``broken``: promises that were not kept, one sentence each."""

    rides: tuple[Ride, ...]
    legs: tuple[Leg, ...]
    shifts: tuple[Shift, ...]
    broken: tuple[str, ...]
    offers: int

    @property
    def served(self) -> int:
        """Riders who sat in a car."""
        return sum(ride.boarded_s is not None for ride in self.rides)

    @property
    def cancelled(self) -> int:
        """Riders who went away before a car came."""
        return sum(ride.cancelled_s is not None for ride in self.rides)

    @property
    def waits_s(self) -> list[float]:
        """From the request to the seat, sorted; of the served."""
        return sorted(wait for ride in self.rides if (wait := ride.until_boarded_s) is not None)

    @property
    def empty_km(self) -> float:
        """Driven without a rider."""
        return sum(leg.length_m for leg in self.legs if leg.purpose == "fetch") / 1000


def play_day(
    day: Day,
    design: Design,
    times: TravelTimes,
    answers: Answers,
    *,
    board: Callable[[ManualClock], Board] = MemoryBoard,
) -> Played:
    """Play it with one dispatcher. Cost: about 0.2 ms a request in memory."""
    timeline = Timeline(ManualClock(0.0))
    timeline.run(day.from_s)
    requests = {request.trip: request for request in day.requests}
    fleet = Fleet(timeline, times, answers, requests.__getitem__)
    bank = Bank(timeline, fleet.events)
    the_board = board(timeline.clock)
    dispatcher = Dispatcher("d", timeline, the_board, design, fleet, charge=bank.charge)
    fleet.office = NextDoor(dispatcher)
    for shift in day.shifts:
        timeline.at(shift.from_s, partial(fleet.begin, shift))
    for request in day.requests:
        timeline.at(request.at_s, partial(ask, fleet.events, timeline, dispatcher.request, request))
        timeline.at(request.at_s + request.patience_s, partial(lose_patience, fleet, timeline, dispatcher, request))

    end_s = day.to_s + DRAIN_S

    def choose() -> None:
        dispatcher.choose()
        if timeline.clock.now_s() + design.every_s < end_s:
            timeline.after(design.every_s, choose)

    timeline.at(day.from_s, choose)
    timeline.run(end_s)
    broken = violations(fleet.events, {trip: the_board.trip(trip)[0] for trip in requests})
    return Played(tuple(rides_of(fleet, requests)), tuple(fleet.legs), day.shifts, tuple(broken), dispatcher.claims)


class Bank:
    """Takes each fare once: the trip is the key, so a second wish for it changes nothing."""

    def __init__(self, timeline: Timeline, events: list[Event]) -> None:
        self.paid: dict[int, int] = {}
        self._timeline = timeline
        self._events = events

    def charge(self, trip: int, driver: int) -> None:
        """The rider pays the driver."""
        if trip not in self.paid:
            self.paid[trip] = driver
            self._events.append(Event(self._timeline.clock.now_s(), "paid", trip, driver))


class NextDoor:
    """A network without a fault and without a delay."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def answer(self, trip: int, driver: int, token: str, reply: Reply) -> None:
        """See ``fleet.Office``."""
        self._dispatcher.answer(trip, driver, token, reply)

    def report(self, trip: int, event: str, driver: int, heard: Callable[[Outcome], None]) -> None:
        """See ``fleet.Office``."""
        heard(self._dispatcher.report(trip, event, driver))


def ask(events: list[Event], timeline: Timeline, send: Callable[[Request], None], request: Request) -> None:
    """A rider asks."""
    events.append(Event(timeline.clock.now_s(), "requested", request.trip))
    send(request)


def lose_patience(fleet: Fleet, timeline: Timeline, dispatcher: Dispatcher, request: Request) -> None:
    """A rider without a car at the door goes away."""
    state, _ = dispatcher.board.trip(request.trip)
    if state in {SEARCHING, MATCHED} and dispatcher.cancel(request.trip) is Outcome.DONE:
        fleet.events.append(Event(timeline.clock.now_s(), "cancelled", request.trip))


def rides_of(fleet: Fleet, requests: Mapping[int, Request]) -> list[Ride]:
    """What became of each request, in order of their numbers."""
    moments: dict[tuple[str, int], float] = {}
    drivers: dict[int, int] = {}
    tolds: dict[int, list[tuple[float, int]]] = {}
    for event in fleet.events:
        moments[event.kind, event.trip] = event.at_s
        if event.kind == "told" and event.driver is not None:
            tolds.setdefault(event.driver, []).append((event.at_s, event.trip))
            drivers[event.trip] = event.driver
    fetch_m: dict[int, float] = {}
    begun = {(leg.driver, leg.times_s[0]): leg.length_m for leg in fleet.legs if leg.purpose == "fetch"}
    for driver, told in tolds.items():
        for at_s, trip in told:
            fetch_m[trip] = fetch_m.get(trip, 0.0) + begun.get((driver, at_s), 0.0)
    return [
        Ride(
            request,
            drivers.get(trip),
            moments.get(("told", trip)),
            moments.get(("boarded", trip)),
            moments.get(("dropped", trip)),
            moments.get(("cancelled", trip)),
            fetch_m.get(trip, 0.0),
        )
        for trip, request in sorted(requests.items())
    ]
