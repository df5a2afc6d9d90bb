"""Judges what happened in the street against what riders, drivers and the bank were promised."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from course.systems.ride_matching.model import Event
from course.systems.ride_matching.trips import CANCELLED, NO_DRIVERS, PAID, UNKNOWN


def violations(events: Iterable[Event], final_states: Mapping[int, str]) -> list[str]:
    """One sentence for each broken promise, in order of time; an empty list: all were kept.

    ``events``: in order of time. ``final_states``: what the board says of each trip when everything has come to rest.

    The promises: a driver is told of a trip only when he has no other; a trip has one driver at a time; nobody boards
    before the driver was told, nor twice; every ride is paid once, by and to the right one; every trip comes to an end.
    """
    judge = _Judge()
    for event in events:
        judge.see(event)
    return judge.broken + judge.at_the_end(final_states)


class _Judge:
    """Follows the street, event by event."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self._trip_of: dict[int, int] = {}  # driver → the trip that he believes to have
        self._driver_of: dict[int, int] = {}  # trip → the driver who believes to have it
        self._aboard: set[int] = set()
        self._seen: dict[str, list[Event]] = defaultdict(list)

    def see(self, event: Event) -> None:
        """Judge one event by those before it."""
        self._seen[event.kind].append(event)
        if event.driver is None:
            return
        if event.kind == "told":
            self._told(event, event.driver)
        elif event.kind == "boarded":
            self._boarded(event, event.driver)
        elif event.kind in {"let go", "dropped"}:
            if self._trip_of.get(event.driver) == event.trip:
                del self._trip_of[event.driver]
            if self._driver_of.get(event.trip) == event.driver:
                del self._driver_of[event.trip]

    def at_the_end(self, final_states: Mapping[int, str]) -> list[str]:
        """What is wrong when everything has come to rest: unpaid rides, paid ones that never were, trips left open."""
        broken = []
        dropped = {event.trip: event.driver for event in self._seen["dropped"]}
        paid: dict[int, list[int | None]] = defaultdict(list)
        for event in self._seen["paid"]:
            paid[event.trip].append(event.driver)
        for trip, driver in dropped.items():
            if paid.get(trip) != [driver]:
                broken.append(f"trip {trip} was driven by {driver} and paid to {paid.get(trip, 'nobody')}")
        broken += [f"trip {trip} was paid and never driven" for trip in paid if trip not in dropped]
        for trip in sorted({event.trip for event in self._seen["requested"]} | self._aboard):
            state = final_states.get(trip, UNKNOWN)
            allowed = {PAID} if trip in self._aboard else {CANCELLED, NO_DRIVERS}
            if state not in allowed:
                broken.append(f"trip {trip} ends as {state!r} instead of {' or '.join(sorted(allowed))}")
        return broken

    def _told(self, event: Event, driver: int) -> None:
        trip = event.trip
        if driver in self._trip_of:
            self._note(event, f"driver {driver} has trip {self._trip_of[driver]} and is told of trip {trip}")
        if trip in self._driver_of:
            self._note(event, f"trip {trip} has driver {self._driver_of[trip]} and is given to {driver}")
        self._trip_of[driver], self._driver_of[trip] = trip, driver

    def _boarded(self, event: Event, driver: int) -> None:
        trip = event.trip
        if self._trip_of.get(driver) != trip:
            self._note(event, f"rider {trip} boards driver {driver}, who has trip {self._trip_of.get(driver)}")
        if trip in self._aboard:
            self._note(event, f"rider {trip} boards a second time")
        self._aboard.add(trip)

    def _note(self, event: Event, sentence: str) -> None:
        self.broken.append(f"{event.at_s:.1f} s: {sentence}")


def counts(events: Iterable[Event]) -> Counter[str]:
    """How many events of each kind."""
    return Counter(event.kind for event in events)
