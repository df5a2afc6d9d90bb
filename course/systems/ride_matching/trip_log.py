"""A trip as the list of what was said about it: its state is worked out from the list, and never stored beside it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import redis

from course.systems.ride_matching.trips import SEARCHING, STEPS

Message = tuple[int, str, str]
"""(number, sender, event). Every phone numbers its own messages; a repeat is equal in all three."""
Take = Callable[[list[Message], Message], str]
"""(what was accepted so far, a message) → done, again or refused."""

DONE, AGAIN, REFUSED = "done", "again", "refused"
OF_THE_DRIVER = frozenset({"driver_left", "arrive", "board", "drop_off"})
"""Only the trip's driver may say these: whoever sent its last "match"."""
LEADS_TO = {event: after for (_, event), after in STEPS.items()}
"""Every event leads to one state, wherever it comes from."""

APPEND = """
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[2])
return 1
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a trip's log. ``at_s``: when the server accepted it, by the server's clock."""

    at_s: float
    number: int
    sender: str
    event: str

    @property
    def message(self) -> Message:
        """What the phone had sent."""
        return self.number, self.sender, self.event


def state_of(events: Sequence[str]) -> str:
    """The state after these events, oldest first."""
    return LEADS_TO[events[-1]] if events else SEARCHING


def driver_of(history: Sequence[Message]) -> str | None:
    """Who has the trip: the sender of the last "match", unless he left or the trip ended without him."""
    for _number, sender, event in reversed(history):
        if event == "driver_left":
            return None
        if event == "match":
            return sender
    return None


def take_message(history: Sequence[Message], message: Message) -> str:
    """Judge one message: a repeat changes nothing, a step outside the table or by a stranger is refused."""
    if tuple(message) in {tuple(known) for known in history}:
        return AGAIN
    _number, sender, event = message
    before = state_of([known for _, _, known in history])
    own = event not in OF_THE_DRIVER or driver_of(history) == sender
    return DONE if own and (before, event) in STEPS else REFUSED


def take_last_word(_history: Sequence[Message], _message: Message) -> str:
    """A design often seen: each call sets the status, whatever it was (BUG-114)."""
    return DONE


def take_by_table(history: Sequence[Message], message: Message) -> str:
    """Half a machine: it knows the table, but not who speaks, nor what was said before."""
    before = state_of([known for _, _, known in history])
    return DONE if (before, message[2]) in STEPS else REFUSED


def take_by_state(history: Sequence[Message], message: Message) -> str:
    """Another half: as the table, and whoever asks for the state that stands already hears yes."""
    if history and history[-1][2] == message[2]:
        return AGAIN
    return take_by_table(history, message)


class TripLog:
    """Logs of all trips, in Redis: one list a trip, and for each rider the trips in order of time.

    A message is judged on the list that was read, and appended only if the list is still as long: otherwise it is read
    and judged anew. Keys: ``trip-log:12``, ``trips-of:ada``. Leaves out: moving old logs to an analytical store.
    """

    def __init__(self, store: redis.Redis, take: Take = take_message) -> None:
        self.store = store
        self._take = take
        self._append = store.register_script(APPEND)

    def open(self, trip: int, rider: str, at_s: float) -> None:
        """A rider asks; doing it twice changes nothing."""
        self.store.zadd(f"trips-of:{rider}", {str(trip): at_s}, nx=True)

    def hear(self, trip: int, message: Message, at_s: float) -> str:
        """Judge a message, and keep it if it is news."""
        while True:
            log = self.said(trip)
            verdict = self._take([line.message for line in log], message)
            if verdict != DONE:
                return verdict
            line = json.dumps([at_s, *message])
            if self._append(keys=[f"trip-log:{trip}"], args=[len(log), line]):
                return verdict

    def said(self, trip: int, *, until_s: float = float("inf")) -> list[Said]:
        """What was accepted until a moment, oldest first."""
        lines = cast("list[str]", self.store.lrange(f"trip-log:{trip}", 0, -1))
        return [said for line in lines if (said := Said(*json.loads(line))).at_s <= until_s]

    def state(self, trip: int, *, until_s: float = float("inf")) -> str:
        """What a screen showed at a moment, or shows now."""
        return state_of([line.event for line in self.said(trip, until_s=until_s)])

    def trips_of(self, rider: str, count: int) -> list[int]:
        """The rider's newest trips, newest first."""
        return [int(trip) for trip in cast("list[str]", self.store.zrevrange(f"trips-of:{rider}", 0, count - 1))]
