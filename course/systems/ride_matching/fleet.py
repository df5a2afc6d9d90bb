"""The drivers and their phones: they stand, answer, fetch, drive, and go home. All of it is the world, not a database.

A phone that accepted repeats itself until it hears "yours" or "gone", and a report until somebody confirms it. So a
lost message, or a dispatcher that dies, delays a trip but does not lose it.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from course.simulation.timeline import Timeline
from course.systems.ride_matching.eta import TravelTimes
from course.systems.ride_matching.model import OFFER_S, Event, Idle, Leg, Outcome, Reply, Request, Shift
from course.systems.ride_matching.trips import ARRIVED, MATCHED, RIDING
from course.systems.ride_matching.workload import Answers

REPEAT_S = 3.0
NEXT = {"": "", MATCHED: "arrive", ARRIVED: "board", RIDING: "drop_off"}
"""What the phone reports next, by the stage of its trip."""


class Office(Protocol):
    """Whom the phones talk to: the dispatchers, over a network that may lose, repeat and delay."""

    def answer(self, trip: int, driver: int, token: str, reply: Reply) -> None:
        """Send an answer to an offer."""
        ...

    def report(self, trip: int, event: str, driver: int, heard: Callable[[Outcome], None]) -> None:
        """Send a report; ``heard`` gets the reply, if one comes."""
        ...


@dataclass(slots=True)
class Car:
    """A car, its driver, and what the phone shows."""

    driver: int
    junction: int
    to_s: float
    offer: str | None = None  # the token of the offer on the screen
    accepted: bool = False  # he said yes to it, and waits to hear back
    trip: int | None = None
    stage: str = ""  # of the trip: matched, arrived, riding
    event: str = ""  # what the phone reports until it is confirmed
    leg: Leg | None = None
    last_paid: int | None = None


class Fleet:
    """All cars, on one timeline. ``office`` must be set before anything happens."""

    office: Office

    def __init__(
        self, timeline: Timeline, times: TravelTimes, answers: Answers, requests: Callable[[int], Request]
    ) -> None:
        self.cars: dict[int, Car] = {}
        self.events: list[Event] = []
        self.legs: list[Leg] = []
        self._free: dict[int, Car] = {}
        self._timeline = timeline
        self._times = times
        self._answers = answers
        self._requests = requests

    def begin(self, shift: Shift) -> None:
        """A driver comes to work."""
        self.cars[shift.driver] = self._free[shift.driver] = Car(shift.driver, shift.junction, shift.to_s)

    def idle(self) -> list[Idle]:
        """The cars that are free, have no offer on their screen, and stay at work."""
        now_s = self._timeline.clock.now_s()
        for driver in [driver for driver, car in self._free.items() if car.to_s <= now_s]:
            del self._free[driver]
        return [Idle(driver, car.junction) for driver, car in self._free.items()]

    # --- what the phone hears ------------------------------------------------------------------------------------

    def offer(self, trip: int, driver: int, token: str) -> None:
        """Show an offer for 15 s. A driver who is busy with something else does not see it: his phone declines."""
        car = self.cars[driver]
        if car.trip is not None or car.offer is not None:
            if car.offer != token:
                self.office.answer(trip, driver, token, Reply.DECLINE)
            return
        car.offer, car.accepted = token, False
        self._free.pop(driver, None)
        self._timeline.after(OFFER_S, partial(self.withdraw, driver, token))
        answer = self._answers(trip, driver)
        if answer.reply is not Reply.SILENT:
            self._timeline.after(answer.after_s, partial(self._answer, trip, car, token, answer.reply))

    def withdraw(self, driver: int, token: str) -> None:
        """Take the offer off the screen, unless the driver said yes: then he waits for "yours" or "gone"."""
        car = self.cars[driver]
        if car.offer == token and not car.accepted:
            self._clear(car)

    def tell_gone(self, trip: int, driver: int, token: str | None = None) -> None:
        """Somebody else has the trip, or the rider went away."""
        car = self.cars[driver]
        if token is not None and car.offer == token:
            self._clear(car)
        elif token is None and car.trip == trip and car.stage != RIDING:
            self._let_go(car)

    def tell_yours(self, trip: int, driver: int, token: str) -> None:
        """The trip is his: he sets off. Hearing it again changes nothing."""
        car = self.cars[driver]
        if car.offer != token:
            return
        car.offer, car.accepted = None, False
        self._note("told", trip, driver)
        car.trip, car.stage = trip, MATCHED
        self._drive(car, "fetch", self._requests(trip).start, "arrive")

    # --- what the driver does ------------------------------------------------------------------------------------

    def _answer(self, trip: int, car: Car, token: str, reply: Reply) -> None:
        if car.offer != token:
            return
        if reply is Reply.DECLINE:
            self._clear(car)
        else:
            car.accepted = True
            self._timeline.after(REPEAT_S, partial(self._answer, trip, car, token, reply))
        self.office.answer(trip, car.driver, token, reply)

    def _drive(self, car: Car, purpose: str, end: int, event: str) -> None:
        leg = self._times.leg(car.driver, purpose, car.junction, end, self._timeline.clock.now_s())
        car.leg = leg
        self._timeline.at(leg.times_s[-1], partial(self._reach, car, leg, event))

    def _reach(self, car: Car, leg: Leg, event: str) -> None:
        if car.leg is leg and car.trip is not None:
            self._stop(car)
            self._report(car, car.trip, event)

    def _report(self, car: Car, trip: int, event: str) -> None:
        """Send it, and again until it is confirmed: the answer to an older report changes nothing."""
        if car.trip != trip or event not in {car.event, NEXT[car.stage]}:
            return
        car.event = event
        self._timeline.after(REPEAT_S, partial(self._report, car, trip, event))
        self.office.report(trip, event, car.driver, partial(self._heard, car, trip, event))

    def _heard(self, car: Car, trip: int, event: str, outcome: Outcome) -> None:
        if car.trip != trip or car.event != event:
            return
        car.event = ""
        if outcome is Outcome.REFUSED:
            self._let_go(car)
        elif event == "arrive":
            car.stage = ARRIVED
            self._report(car, trip, "board")
        elif event == "board":
            car.stage = RIDING
            self._note("boarded", trip, car.driver)
            self._drive(car, "ride", self._requests(trip).end, "drop_off")
        else:
            self._note("dropped", trip, car.driver)
            car.last_paid = trip
            self._clear(car)

    def _let_go(self, car: Car) -> None:
        if car.trip is not None:
            self._note("let go", car.trip, car.driver)
        self._clear(car)

    def _clear(self, car: Car) -> None:
        """The driver is free again, where he is now."""
        self._stop(car)
        car.offer, car.accepted, car.trip, car.stage, car.event = None, False, None, "", ""
        self._free[car.driver] = car

    def _stop(self, car: Car) -> None:
        """The car stands: at the end of its drive, or at the next junction if it turns back early."""
        if car.leg is not None:
            leg = cut_short(car.leg, self._timeline.clock.now_s())
            car.junction, car.leg = leg.path[-1], None
            self.legs.append(leg)

    def _note(self, kind: str, trip: int, driver: int) -> None:
        self.events.append(Event(self._timeline.clock.now_s(), kind, trip, driver))


def cut_short(leg: Leg, now_s: float) -> Leg:
    """The part of a drive until the first junction that is reached now or later."""
    place = bisect_left(leg.times_s, now_s)
    if place >= len(leg.path) - 1:
        return leg
    share = (leg.times_s[place] - leg.times_s[0]) / (leg.times_s[-1] - leg.times_s[0])
    return Leg(leg.driver, leg.purpose, leg.path[: place + 1], leg.times_s[: place + 1], leg.length_m * share)
