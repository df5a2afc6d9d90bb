"""Who writes to whom, and when: pairs, a few groups, people with a second device; and a plan of what breaks."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from course.simulation.network import Conditions
from course.systems.chat.members import Members

GOOD_WIRE = Conditions()


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody writes something."""

    at_s: float
    device: str
    conversation: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """People, their conversations, and all that they will write."""

    members: Members
    devices: tuple[str, ...]
    typed: tuple[Typed, ...]


def talk(rng: random.Random, *, users: int = 40, messages: int = 10_000, over_s: float = 100.0) -> Talk:
    """Neighbours in pairs, each fifth person in a group of five, each fourth with a second device.

    Two thirds of the messages go to pairs. Gaps between messages are exponential.

    Raises:
        ValueError: fewer than five users.
    """
    if users < 5:
        raise ValueError(f"A talk needs at least 5 users; you asked for {users}.")
    names = [f"u{number}" for number in range(users)]
    members = Members()
    for number, name in enumerate(names):
        members.add_user(name, ("phone", "laptop") if number % 4 == 0 else ("phone",))
    pairs = [(names[number], names[(number + 1) % users]) for number in range(users)]
    groups = [tuple(names[first : first + 5]) for first in range(0, users - 4, 5)]
    for pair in pairs:
        members.add_conversation("-".join(pair), pair)
    for number, group in enumerate(groups):
        members.add_conversation(f"group{number}", group)
    gaps = [rng.expovariate(messages / over_s) for _ in range(messages)]
    typed = []
    for number, at_s in enumerate(accumulate(gaps)):
        if rng.random() < 2 / 3:
            pair = rng.choice(pairs)
            conversation, sender = "-".join(pair), rng.choice(pair)
        else:
            chosen = rng.randrange(len(groups))
            conversation, sender = f"group{chosen}", rng.choice(groups[chosen])
        own = members.devices_of_user(sender)
        typed.append(Typed(at_s, rng.choice(own), conversation, f"text {number}"))
    devices = tuple(device for name in names for device in members.devices_of_user(name))
    return Talk(members, devices, tuple(typed))


@dataclass(frozen=True, slots=True)
class Crash:
    """A gateway dies, with all that it had in memory, and is back ``down_s`` later."""

    at_s: float
    gateway: str
    down_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Cut:
    """A gateway cannot reach the stores, nor they it; its devices do not notice."""

    at_s: float
    gateway: str
    for_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Away:
    """A device loses its connection, and comes back ``for_s`` later."""

    at_s: float
    device: str
    for_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Slow:
    """A device takes only one frame each ``frame_s``."""

    device: str
    frame_s: float = 0.2


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes wrong, and on which wires. ``skews_s``: how far the clocks of these gateways are ahead."""

    crashes: tuple[Crash, ...] = ()
    cuts: tuple[Cut, ...] = ()
    absences: tuple[Away, ...] = ()
    slow: tuple[Slow, ...] = ()
    wire: Conditions = GOOD_WIRE
    skews_s: Mapping[str, float] = field(default_factory=dict)


def storm(rng: random.Random, gateways: list[str], talk: Talk) -> Plan:
    """A bad day, drawn at random: crashes, cuts, absences, slow devices, frames that repeat and overtake each other."""
    end_s = talk.typed[-1].at_s if talk.typed else 1.0
    count = rng.randint(1, 4)
    return Plan(
        crashes=tuple(Crash(rng.uniform(0, end_s), rng.choice(gateways), rng.uniform(1, 20)) for _ in range(count)),
        cuts=tuple(Cut(rng.uniform(0, end_s), rng.choice(gateways), rng.uniform(1, 15)) for _ in range(count)),
        absences=tuple(
            Away(rng.uniform(0, end_s), rng.choice(talk.devices), rng.expovariate(1 / 20)) for _ in talk.devices
        ),
        slow=tuple(Slow(device) for device in rng.sample(talk.devices, 2)),
        wire=Conditions(
            jitter_s=rng.choice([0.01, 0.1]),
            lost=rng.choice([0.0, 0.002]),
            repeated=rng.choice([0.0, 0.02]),
            in_order=rng.random() < 0.5,
        ),
    )
