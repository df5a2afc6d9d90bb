"""One message to many members, counted in trips to the store: who waits, and for how long.

A trip takes half a millisecond, and the store works off commands one after another, in the order in which they come.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from course.clock import ManualClock
from course.simulation.timeline import Timeline

TRIP_S = 0.0005
COMMAND_S = 0.00001
"""An assumption: the store works off 100,000 commands a second."""

TIMEOUT_S = 0.6
"""An assumption: a phone that heard nothing for so long sends again."""

GATEWAYS = 10
BATCH = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """Make so many trips at once, of so many commands each, and wait for all. Then ``copies`` are on their way."""

    trips: int = 1
    commands: int = 1
    copies: int = 0


ANSWER = None
"""Tell the phone "stored"."""

Design = Callable[[int], Iterator[Ask | None]]
"""What a gateway does with a message for so many others."""


def one_after_another(others: int) -> Iterator[Ask | None]:
    """Store; for each of the others ask where they are, and publish; then answer."""
    yield Ask()
    for _ in range(others):
        yield Ask()
        yield Ask(copies=1)
    yield ANSWER


def in_batches(others: int) -> Iterator[Ask | None]:
    """The same, for 100 at once."""
    yield Ask()
    for first in range(0, others, BATCH):
        size = min(BATCH, others - first)
        yield Ask(trips=size)
        yield Ask(trips=size, copies=size)
    yield ANSWER


def in_one_trip(others: int) -> Iterator[Ask | None]:
    """Ours: store; fill all inboxes, and ask where everybody is, in one trip; answer; then a hint for each gateway."""
    yield Ask()
    yield Ask(commands=2 * others)
    yield ANSWER
    yield Ask(trips=min(GATEWAYS, others), copies=others)


def answer_first(others: int) -> Iterator[Ask | None]:
    """Store and answer; the rest is a worker's."""
    yield Ask()
    yield ANSWER
    yield Ask(commands=2 * others)
    yield Ask(trips=min(GATEWAYS, others), copies=others)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one message. ``sends``: how often the phone sent it."""

    answered_s: float
    last_copy_s: float
    trips: int
    sends: int
    copies: int


def deliver(design: Design, members: int, *, timeout_s: float = TIMEOUT_S) -> Delivered:
    """One member writes one message. The wires to the phones are left out: they are the same for every design."""
    return _Play(design, members - 1, timeout_s).run()


class _Play:
    def __init__(self, design: Design, others: int, timeout_s: float) -> None:
        self._design = design
        self._others = others
        self._timeout_s = timeout_s
        self._clock = ManualClock(0.0)
        self._timeline = Timeline(self._clock)
        self._free_s = 0.0
        self._answered_s: float | None = None
        self._last_copy_s = 0.0
        self._trips = self._sends = self._copies = 0

    def run(self) -> Delivered:
        self._send()
        self._timeline.run()
        assert self._answered_s is not None
        return Delivered(self._answered_s, self._last_copy_s, self._trips, self._sends, self._copies)

    def _send(self) -> None:
        if self._answered_s is None:
            self._sends += 1
            self._go_on(self._design(self._others))
            self._timeline.after(self._timeout_s, self._send)

    def _go_on(self, steps: Iterator[Ask | None]) -> None:
        for step in steps:
            if step is not None:
                self._ask(step, steps)
                return
            if self._answered_s is None:
                self._answered_s = self._clock.now_s()

    def _ask(self, step: Ask, steps: Iterator[Ask | None]) -> None:
        waiting = step.trips

        def serve() -> None:
            self._free_s = max(self._free_s, self._clock.now_s()) + step.commands * COMMAND_S
            self._timeline.at(self._free_s + TRIP_S / 2, back)

        def back() -> None:
            nonlocal waiting
            waiting -= 1
            if not waiting:
                if step.copies:
                    self._copies += step.copies
                    self._last_copy_s = self._clock.now_s()
                self._go_on(steps)

        for _ in range(step.trips):
            self._trips += 1
            self._timeline.after(TRIP_S / 2, serve)
