"""Which table finds a person's socket, when phones change networks, own two devices, and sit on another gateway."""

import random
from asyncio import sleep
from collections import Counter
from collections.abc import Coroutine, Sequence
from itertools import count
from typing import Any, Protocol
from zlib import crc32

import redis

from course.clock import ManualClock
from course.simulation.timeline import Timeline

MOST_ROUNDS = 1_000
NOTICED_S = 20.0
"""An assumption: a phone that changes its network says nothing; its old socket is closed by a time-out."""


class SocketTable(Protocol):
    """The sockets that a gateway knows."""

    def opened(self, user: str, socket: str) -> None:
        """A new socket of this person."""
        ...

    def closed(self, user: str, socket: str) -> None:
        """One of their sockets is over."""
        ...

    def of(self, user: str) -> Sequence[str]:
        """Where to send what this person shall get."""
        ...


class OneSocket:
    """Often seen: from person to socket; who closes is deleted by name."""

    def __init__(self) -> None:
        self.sockets: dict[str, str] = {}

    def opened(self, user: str, socket: str) -> None:
        """It takes the place of the one before."""
        self.sockets[user] = socket

    def closed(self, user: str, socket: str) -> None:  # noqa: ARG002 - that is the mistake
        """The person has none."""
        self.sockets.pop(user, None)

    def of(self, user: str) -> Sequence[str]:
        """One socket, or none."""
        return [self.sockets[user]] if user in self.sockets else []


class OneNewestSocket(OneSocket):
    """From person to socket; only the socket that stands there can take itself away."""

    def closed(self, user: str, socket: str) -> None:
        """If this is the one that stands there."""
        if self.sockets.get(user) == socket:
            del self.sockets[user]


class EverySocket:
    """From person to all their sockets, as our gateway keeps them."""

    def __init__(self) -> None:
        self.sockets: dict[str, dict[str, None]] = {}

    def opened(self, user: str, socket: str) -> None:
        """One more."""
        self.sockets.setdefault(user, {})[socket] = None

    def closed(self, user: str, socket: str) -> None:
        """One less."""
        mine = self.sockets.get(user, {})
        mine.pop(socket, None)
        if not mine:
            self.sockets.pop(user, None)

    def of(self, user: str) -> Sequence[str]:
        """All of them."""
        return list(self.sockets.get(user, ()))


def changing_networks(
    table: SocketTable, rng: random.Random, *, people: int = 100, over_s: float = 3_600.0, every_s: float = 600.0
) -> int:
    """An hour in which everybody's phone changes its network now and then; how many a message reaches at its end.

    At every moment each phone has a socket that works. An old one is noticed ``NOTICED_S`` later.
    """
    timeline, numbers = Timeline(ManualClock(0.0)), count(1)
    now: dict[str, str] = {}

    def change(user: str) -> None:
        old = now.get(user)
        now[user] = f"s{next(numbers)}"
        table.opened(user, now[user])
        if old is not None:
            timeline.after(NOTICED_S, lambda: table.closed(user, old))
        timeline.after(rng.expovariate(1 / every_s), lambda: change(user))

    for number in range(people):
        timeline.at(rng.uniform(0, 60), lambda user=f"p{number}": change(user))  # type: ignore[misc]
    timeline.run(over_s)
    return sum(now[user] in table.of(user) for user in now)


def found_among_own(gateways: int, messages: int, rng: random.Random) -> int:
    """Often seen: each gateway takes its share of a log of messages, and looks for the receivers among its own sockets.

    Returns how many messages found a socket. Every receiver is connected, to a gateway that the balancer chose.
    """
    sockets: list[set[str]] = [set() for _ in range(gateways)]
    people = [f"p{number}" for number in range(messages)]
    for person in people:
        sockets[rng.randrange(gateways)].add(person)
    found = 0
    for number, person in enumerate(people):
        consumer = crc32(f"conversation {number}".encode()) % gateways  # whoever reads this partition of the log
        found += person in sockets[consumer]
    return found


def found_by_directory(gateways: int, messages: int, rng: random.Random) -> int:
    """The same people and messages; who reads the log asks a shared table for the gateway, and tells that one."""
    sockets: list[set[str]] = [set() for _ in range(gateways)]
    directory = {f"p{number}": rng.randrange(gateways) for number in range(messages)}
    for person, gateway in directory.items():
        sockets[gateway].add(person)
    return sum(person in sockets[directory[person]] for person in directory)


class SubscribingGateway:
    """Often seen: whoever connects subscribes to the gateway's channel, and listens there for ever."""

    def __init__(self, store: redis.Redis, name: str) -> None:
        self.store = store
        self.name = name
        self.sockets: dict[str, list[str]] = {}
        self.subscriptions: list[Any] = []

    async def connect(self, user: str) -> None:
        """Take a new socket."""
        self.sockets[user] = []
        channel = self.store.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
        channel.subscribe(f"user_messages:{self.name}")
        self.subscriptions.append(channel)
        while True:
            message = channel.get_message()
            if message is not None:
                receiver, _, text = message["data"].partition(" ")
                self.sockets[receiver].append(text)
            await sleep(0)


class BootedGateway(SubscribingGateway):
    """One subscription for the whole gateway, made when it starts; whoever connects is done at once."""

    async def boot(self) -> None:
        """Listen, as long as the gateway lives."""
        await super().connect("")

    async def connect(self, user: str) -> None:
        """Take a new socket."""
        self.sockets[user] = []


def copies_on_a_screen(gateway: SubscribingGateway, people: int) -> tuple[int, int, int]:
    """Connect so many people, and publish one message to the last one.

    Returns how many receivers PUBLISH counted, how many copies the last one's screen shows, and how many calls of
    ``connect`` came back.
    """
    gateway.store.connection_pool.max_connections = people + 10  # each subscription is a connection to Redis
    returned: Counter[str] = Counter()

    async def session(user: str) -> None:
        await gateway.connect(user)
        returned[user] += 1

    tasks: list[Coroutine[Any, Any, None]] = [session(f"p{number}") for number in range(people)]
    if isinstance(gateway, BootedGateway):
        tasks.insert(0, gateway.boot())
    for task in list(tasks):
        _run_a_little(task, tasks)
    receivers = int(gateway.store.publish(f"user_messages:{gateway.name}", f"p{people - 1} hello"))
    screen, rounds = gateway.sockets[f"p{people - 1}"], 0
    while len(screen) < receivers and rounds < MOST_ROUNDS:  # a real Redis needs a moment
        rounds += 1
        for task in list(tasks):
            _run_a_little(task, tasks)
    for task in tasks:
        task.close()
    for channel in gateway.subscriptions:
        channel.close()
    return receivers, len(screen), sum(returned.values())


def _run_a_little(task: Coroutine[Any, Any, None], tasks: list[Coroutine[Any, Any, None]]) -> None:
    try:
        task.send(None)
    except StopIteration:
        tasks.remove(task)
