"""The first second of a connection: frames of the device, live messages and stored ones meet in every order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from course.clock import ManualClock
from course.simulation.timeline import Timeline

TOKEN_S, SUBSCRIBE_S, READ_S = 0.02, 0.03, 0.05
"""Assumptions: a trip to check a token, to subscribe to a channel, to read what is stored."""

FRIEND_S = 0.001
"""An assumption: so long it takes to tell one friend that somebody is online."""

FRAMES_S = (0.0, 0.1, 0.2, 0.3, 0.4)
WRITES_S = tuple(0.03 + 0.04 * turn for turn in range(20))

Steps = Iterator[float]
"""What a server does, cut at its trips: each ``yield`` is one, and says how many seconds it takes."""


class Line:
    """A connection, as the server's code sees it.

    ``attach`` says who takes the frames of the device; before, nobody does, and they are gone. ``subscribe`` says who
    gets the live messages. ``send`` puts a message, by its number, on the device's screen.
    """

    def __init__(self, friends: int, stored: int) -> None:
        self.friends = friends
        self.newest = stored
        self.taken: list[int] = []
        self.dropped = 0
        self.screen: list[int] = []
        self.attach(self._drop)
        self.subscribe(lambda _: None)

    def attach(self, handler: Callable[[int], object]) -> None:
        """Let this function take the frames of the device."""
        self.frame = handler

    def subscribe(self, handler: Callable[[int], object]) -> None:
        """Let this function take live messages."""
        self.live = handler

    def take(self, frame: int) -> None:
        """Do what the device asks."""
        self.taken.append(frame)

    def send(self, number: int) -> None:
        """Show a message."""
        self.screen.append(number)

    def after(self, number: int) -> list[int]:
        """What is stored now behind this message."""
        return list(range(number + 1, self.newest + 1))

    def write(self) -> None:
        """Somebody else writes a message: it is stored, and published."""
        self.newest += 1
        self.live(self.newest)

    def _drop(self, _: int) -> None:
        self.dropped += 1


def handler_last(line: Line) -> Steps:
    """One thing after the other, as they come to mind."""
    yield TOKEN_S
    yield line.friends * FRIEND_S  # tell each that she is online
    line.subscribe(line.send)
    yield SUBSCRIBE_S
    line.attach(line.take)
    stored = line.after(0)
    yield READ_S
    for number in stored:
        line.send(number)


def read_then_subscribe(line: Line) -> Steps:
    """Handler first, and stored before live: with a gap between the two."""
    frames: list[int] = []
    line.attach(frames.append)
    yield TOKEN_S
    stored = line.after(0)
    yield READ_S
    for number in stored:
        line.send(number)
    yield SUBSCRIBE_S
    line.subscribe(line.send)
    _serve(line, frames)


def put_aside(line: Line) -> Steps:
    """Ours: everything that comes early waits for its turn."""
    frames: list[int] = []
    aside: list[int] = []
    line.attach(frames.append)
    yield TOKEN_S
    line.subscribe(aside.append)
    yield SUBSCRIBE_S
    stored = line.after(0)
    yield READ_S
    for number in dict.fromkeys([*stored, *aside]):
        line.send(number)
    line.subscribe(line.send)
    _serve(line, frames)


def _serve(line: Line, frames: list[int]) -> None:
    for frame in frames:
        line.take(frame)
    line.attach(line.take)


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of it: frames that nobody took, and what the device shows, in order."""

    dropped: int
    screen: tuple[int, ...]
    written: int

    @property
    def first(self) -> int:
        """The message that the device shows first."""
        return self.screen[0]

    @property
    def never(self) -> int:
        """Messages that it never shows."""
        return self.written - len(set(self.screen))

    @property
    def twice(self) -> int:
        """Messages that it shows again."""
        return len(self.screen) - len(set(self.screen))

    @property
    def in_order(self) -> bool:
        """Whether each message stands behind all older ones."""
        return list(self.screen) == sorted(self.screen)

    def __str__(self) -> str:
        order = "in order" if self.in_order else f"number {self.first} first"
        return f"frames dropped {self.dropped} · never shown {self.never} · shown twice {self.twice} · {order}"


def open_line(
    opening: Callable[[Line], Steps],
    *,
    friends: int = 200,
    stored: int = 12,
    frames_s: tuple[float, ...] = FRAMES_S,
    writes_s: tuple[float, ...] = WRITES_S,
) -> Opened:
    """Open a connection at time 0, while the device sends frames and somebody else writes; a second later, look."""
    timeline = Timeline(ManualClock(0.0))
    line = Line(friends, stored)
    timeline.start(opening(line))
    for number, at_s in enumerate(frames_s):
        timeline.at(at_s, lambda number=number: line.frame(number))  # type: ignore[misc]
    for at_s in writes_s:
        timeline.at(at_s, line.write)
    timeline.run()
    return Opened(line.dropped, tuple(line.screen), line.newest)
