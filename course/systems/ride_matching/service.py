"""The dispatcher: claims, offers in parallel, confirms the first who accepts, and withdraws the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from course.simulation.timeline import Timeline
from course.systems.ride_matching.board import Board
from course.systems.ride_matching.designs import Design
from course.systems.ride_matching.model import CLAIM_S, OFFER_S, Idle, Outcome, Reply, Request, Waiting
from course.systems.ride_matching.trips import PAID


class Drivers(Protocol):
    """The drivers' phones: next door, or behind a network that loses and repeats what one tells them."""

    def idle(self) -> list[Idle]:
        """The cars that are free, by their last reports."""
        ...

    def offer(self, trip: int, driver: int, token: str) -> None:
        """Show an offer."""
        ...

    def withdraw(self, driver: int, token: str) -> None:
        """Take the offer off the screen."""
        ...

    def tell_yours(self, trip: int, driver: int, token: str) -> None:
        """The trip is his."""
        ...

    def tell_gone(self, trip: int, driver: int, token: str | None = None) -> None:
        """The trip is not his, or no longer."""
        ...


class Killed(Exception):
    """The dispatcher's process ended at this point. Only a fault raises it."""


@dataclass(slots=True)
class Search:
    """What the dispatcher remembers of a trip while it searches. All of it may be lost: the board knows the rest."""

    request: Request
    asked: set[int] = field(default_factory=set)
    open: dict[int, str] = field(default_factory=dict)  # driver → token of his claim


class Dispatcher:
    """One process of possibly several, which share the ``board``; this one searches for the trips that it is given.

    ``fault(point)`` is called between two steps; a test raises :class:`Killed` there. ``clock_speed``: how fast its own
    clock runs; only its timers depend on it. ``charge(trip, driver)`` takes the fare, once for each trip.
    """

    def __init__(
        self,
        name: str,
        timeline: Timeline,
        board: Board,
        design: Design,
        drivers: Drivers,
        *,
        charge: Callable[[int, int], None],
        fault: Callable[[str], None] = lambda _point: None,
        clock_speed: float = 1.0,
    ) -> None:
        self.name = name
        self.board = board
        self.up = True
        self.claims = self.refused_claims = 0
        self._timeline = timeline
        self._design = design
        self._drivers = drivers
        self._charge = charge
        self._fault = fault
        self._clock_speed = clock_speed
        self._searches: dict[int, Search] = {}

    # --- what riders and phones ask ------------------------------------------------------------------------------

    def request(self, request: Request) -> None:
        """A rider asks, perhaps for the second time."""
        self.board.open(request.trip)
        self._fault("opened")
        if self.board.trip(request.trip)[0] == "searching":
            self._searches.setdefault(request.trip, Search(request))

    def cancel(self, trip: int) -> Outcome:
        """The rider goes away. A driver who was on his way is told."""
        state, driver = self.board.trip(trip)
        outcome = self.board.move(trip, "cancel")
        if outcome is Outcome.DONE:
            self._stop_search(trip)
            self._fault("cancelled")
            if driver is not None and state != "searching":
                self._drivers.tell_gone(trip, driver)
        return outcome

    def answer(self, trip: int, driver: int, token: str, reply: Reply) -> None:
        """A driver answers an offer, of this process or another one. A phone repeats "accept" until it hears back."""
        if reply is not Reply.ACCEPT:
            self.board.release(driver, token)
            self._forget_offer(trip, driver)
            return
        outcome = self.board.confirm(trip, driver, token)
        self._fault("confirmed")
        if outcome is Outcome.REFUSED:
            self.board.release(driver, token)
            self._drivers.tell_gone(trip, driver, token)
            return
        self._drivers.tell_yours(trip, driver, token)
        self._stop_search(trip, winner=driver)

    def report(self, trip: int, event: str, driver: int) -> Outcome:
        """The driver arrived, the rider boarded, or was dropped off; the last one also takes the fare."""
        outcome = self.board.move(trip, event, driver)
        if event != "drop_off":
            return outcome
        if outcome is Outcome.REFUSED and self.board.trip(trip) != (PAID, driver):
            return outcome
        self._fault("dropped")
        self._charge(trip, driver)
        self._fault("charged")
        self.board.move(trip, "pay", driver)
        return Outcome.DONE

    # --- what it does by itself ----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the design choose among those who wait and those who are free, claim them, and send the offers."""
        waiting = [
            Waiting(trip, search.request.start, search.request.at_s, frozenset(search.asked))
            for trip, search in self._searches.items()
            if not search.open
        ]
        idle = self._drivers.idle() if waiting else []
        if not idle:
            return
        for proposal in self._design.choose(waiting, idle, self._timeline.clock.now_s()):
            for driver in proposal.drivers:
                self._offer(proposal.trip, driver)

    def crash(self) -> None:
        """The process ends, and all that it remembers with it."""
        self.up = False
        self._searches = {}

    def recover(self, requests: Callable[[int], Request], mine: Callable[[int], bool]) -> None:
        """Start again with an empty memory: the board knows which trips search."""
        self.up = True
        self._searches = {trip: Search(requests(trip)) for trip in self.board.searching() if mine(trip)}

    def _offer(self, trip: int, driver: int) -> None:
        self.claims += 1
        token = f"{self.name}:{self.claims}:{trip}"
        search = self._searches[trip]
        if not self.board.claim(driver, token, CLAIM_S):
            self.refused_claims += 1
            return
        self._fault("claimed")
        search.open[driver] = token
        search.asked.add(driver)
        self._drivers.offer(trip, driver, token)
        self._timeline.after(OFFER_S / self._clock_speed, partial(self._time_out, trip, driver, token))

    def _time_out(self, trip: int, driver: int, token: str) -> None:
        search = self._searches.get(trip)
        if self.up and search is not None and search.open.get(driver) == token:
            self.board.release(driver, token)
            del search.open[driver]
            self._drivers.withdraw(driver, token)

    def _forget_offer(self, trip: int, driver: int) -> None:
        if trip in self._searches:
            self._searches[trip].open.pop(driver, None)

    def _stop_search(self, trip: int, winner: int | None = None) -> None:
        """Forget the trip, and withdraw what is still offered for it."""
        search = self._searches.pop(trip, None)
        for driver, token in search.open.items() if search else ():
            if driver != winner:
                self.board.release(driver, token)
                self._drivers.withdraw(driver, token)
