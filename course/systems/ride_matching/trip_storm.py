"""Trips whose phones talk through a bad network: messages and replies get lost, and copies come late."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from course.systems.ride_matching.trip_log import AGAIN, DONE, Message, Take, driver_of, state_of

MOST_TRIES = 12
RIDER, BANK = "rider", "bank"


@dataclass(frozen=True, slots=True)
class Network:
    """Shares: of messages and of replies that get lost, and of messages of which a copy comes late."""

    lost: float = 0.1
    late_copy: float = 0.3


@dataclass(frozen=True, slots=True)
class Storm:
    """How trips ended. ``stuck``: a phone repeats for ever. ``false``: the record is not what happened."""

    right: int
    stuck: int
    false: int

    def __str__(self) -> str:
        return f"{self.right:5} as in the street · {self.stuck:4} stuck · {self.false:4} with a false record"


def street(rng: random.Random) -> Iterator[tuple[str, str]]:
    """What really happens: (who, event). Three in ten drivers leave, one rider in ten cancels at the door."""
    driver = f"driver {rng.randrange(1, 10)}"
    yield driver, "match"
    while rng.random() < 0.3:
        yield driver, "driver_left"
        driver = f"driver {rng.randrange(10, 100)}"
        yield driver, "match"
    yield driver, "arrive"
    if rng.random() < 0.1:
        yield RIDER, "cancel"
        return
    yield driver, "board"
    yield driver, "drop_off"
    yield BANK, "pay"


def play_trips(take: Take, trips: int, rng: random.Random, network: Network | None = None) -> Storm:
    """Let this rule judge every message that arrives. A phone repeats a message until it hears done or again."""
    network = network or Network()
    ends = [_play(take, rng, network) for _ in range(trips)]
    return Storm(*(ends.count(kind) for kind in ("right", "stuck", "false")))


def _play(take: Take, rng: random.Random, network: Network) -> str:
    history: list[Message] = []
    happened: list[Message] = []
    late: deque[Message] = deque()

    def hear(message: Message) -> str:
        verdict = take(list(history), message)
        if verdict == DONE:
            history.append(message)
        return verdict

    numbers: dict[str, int] = {}
    for sender, event in street(rng):
        numbers[sender] = numbers.get(sender, 0) + 1
        message = numbers[sender], sender, event
        happened.append(message)
        for _ in range(MOST_TRIES):
            if late and rng.random() < 0.5:
                hear(late.popleft())
            if rng.random() < network.late_copy:
                late.append(message)
            if rng.random() < network.lost:
                continue
            if hear(message) in {DONE, AGAIN} and rng.random() >= network.lost:
                break
        else:
            return "stuck"
    for message in late:
        hear(message)
    events = ([event for _, _, event in told] for told in (history, happened))
    same = len({state_of(known) for known in events}) == 1 and driver_of(history) == driver_of(happened)
    return "right" if same else "false"
