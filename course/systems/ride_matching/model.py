"""The records of matching: who asks, who offers to drive, and what became of them."""

from dataclasses import dataclass
from enum import StrEnum

OFFER_S = 15.0
CLAIM_S = 20.0
"""A claim lasts longer than its offer, so that an answer in the last second still finds it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A rider wants to go from one junction to another, and looks elsewhere after ``patience_s`` without a driver."""

    trip: int
    at_s: float
    start: int
    end: int
    patience_s: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A driver begins at a junction and goes home, once free, after ``to_s``."""

    driver: int
    junction: int
    from_s: float
    to_s: float


class Reply(StrEnum):
    """What a driver does with an offer."""

    ACCEPT = "accept"
    DECLINE = "decline"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Answer:
    """A driver's reply, and how long it takes him; a silent one never answers."""

    reply: Reply
    after_s: float


class Outcome(StrEnum):
    """What the board says to a wish: done now, done before by the same caller, or refused."""

    DONE = "done"
    AGAIN = "again"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A trip that looks for a driver, as a design sees it. ``asked``: drivers who had an offer for it."""

    trip: int
    start: int
    since_s: float
    asked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Idle:
    """A free car, and the junction where it stands or comes by next."""

    driver: int
    junction: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Ask these drivers for this trip, all at once."""

    trip: int
    drivers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the street, or in the bank, not in a database.

    ``kind``: requested, told (the driver heard "the trip is yours"), let go (he stopped driving for it), boarded,
    dropped, paid, cancelled.
    """

    at_s: float
    kind: str
    trip: int
    driver: int | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """A car drives along junctions, and is at ``path[i]`` at ``times_s[i]``. ``purpose``: fetch, ride or cruise."""

    driver: int
    purpose: str
    path: tuple[int, ...]
    times_s: tuple[float, ...]
    length_m: float
