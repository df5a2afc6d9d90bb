"""A chat in virtual time: gateways, wires, devices and a plan of what breaks, played until it comes to rest."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from course.clock import Clock, ManualClock
from course.simulation.network import Wire
from course.simulation.timeline import Timeline
from course.systems.chat.checker import Verdict, judge
from course.systems.chat.client import Client, Event, Later
from course.systems.chat.hub import LEASE_S, Hub, MemoryHub
from course.systems.chat.members import Members
from course.systems.chat.message_log import MemoryLog, MessageLog
from course.systems.chat.model import Frame, FromDevice, ToDevice, Unavailable
from course.systems.chat.service import Connection, Gateway, Push, Steps
from course.systems.chat.workload import Away, Crash, Cut, Plan, Talk

STORE_TRIP_S = 0.001
TICK_S = 1.0
NOTICED_AFTER_S = 1.0
"""An assumption: so long after its gateway's death a device sees that the connection is gone, and tries another."""

MakeGateway = Callable[[str, MessageLog, Hub, Members, Clock, Push], Gateway]
MakeClient = Callable[[str, str, Clock, Later], Client]


@dataclass(frozen=True, slots=True)
class Flight:
    """One arrow of a space-time diagram: a frame from one lane to another; ``arrived_s`` is None if it never came."""

    frame: Frame
    source: str
    target: str
    sent_s: float
    arrived_s: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened in one lane: ``crash``, ``back``, ``connected``, ``gone``, ``stored``, ``shown``."""

    what: str
    lane: str
    at_s: float
    about: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What happened, and the judgement. ``pushes``: devices whose bell was rung, once for each message.

    ``most_held``: the most frames that a gateway held for one connection, unconfirmed or not taken yet.
    """

    events: tuple[Event, ...]
    verdict: Verdict
    pushes: tuple[str, ...]
    most_held: int
    flights: tuple[Flight, ...]
    marks: tuple[Mark, ...]
    log: MemoryLog


@dataclass(frozen=True, slots=True)
class _Skewed:
    """The clock of a machine, which is ``ahead_s`` ahead."""

    clock: Clock
    ahead_s: float

    def now_s(self) -> float:
        """Seconds since 1970, by this clock."""
        return self.clock.now_s() + self.ahead_s


class _CutOff:
    """A store as one gateway sees it: while the gateway is cut off, each call raises ``Unavailable``."""

    def __init__(self, store: object, reached: Callable[[], bool]) -> None:
        self._store = store
        self._reached = reached

    def __getattr__(self, name: str) -> object:
        if not self._reached():
            raise Unavailable("The store does not answer.")
        return getattr(self._store, name)


class _Host:
    """The machine of a gateway: it dies, comes back empty, and may lose its line to the stores."""

    def __init__(self, chat: "Chat", name: str) -> None:
        self.name = name
        self.up = False
        self.cut = False
        self.gateway: Gateway
        self.sockets: list[_Socket] = []
        self._chat = chat
        self.start()

    def start(self) -> None:
        chat = self._chat
        self.up = True
        log, hub = _CutOff(chat.log, lambda: not self.cut), _CutOff(chat.hub, lambda: not self.cut)
        clock = _Skewed(chat.clock, chat.plan.skews_s.get(self.name, 0.0))
        self.gateway = chat.make_gateway(self.name, log, hub, chat.members, clock, chat.pushes.append)  # type: ignore[arg-type]
        chat.hub.listen(self.name, self._told)
        self.run(self.gateway.tick())

    def crash(self) -> None:
        self.up = False
        self._chat.hub.deafen(self.name)
        self._chat.mark("crash", self.name)
        for socket in self.sockets:
            socket.die()
        self.sockets.clear()

    def run(self, steps: Steps) -> None:
        """Consume the steps, one trip to a store apart, unless the gateway dies in between."""
        gateway = self.gateway

        def step() -> None:
            if self.up and self.gateway is gateway and next(steps, "done") is None:
                self._chat.timeline.after(STORE_TRIP_S, step)

        step()

    def _told(self, devices: object, frame: ToDevice | None) -> None:
        def arrive() -> None:
            if self.up and not self.cut:
                self.run(self.gateway.told(devices, frame))  # type: ignore[arg-type]

        if not self.cut:
            self._chat.timeline.after(STORE_TRIP_S, arrive)


class _Socket:
    """One connection between a device and a gateway: two wires."""

    def __init__(self, chat: "Chat", phone: "_Phone", host: _Host) -> None:
        self.alive = True
        self._chat, self._phone, self._host = chat, phone, host
        wire = chat.plan.wire
        self._up, self._down = Wire(chat.timeline, chat.rng, wire), Wire(chat.timeline, chat.rng, wire)
        name = f"{phone.client.device}@{chat.next_connection()}"
        self.connection = Connection(name, phone.client.user, phone.client.device, self.to_device, self.backlog)
        self._free_s = 0.0
        self._untaken = 0
        self._requests: list[Steps] = []

    def backlog(self) -> int:
        """How many frames wait to leave, on the wire or before a slow device."""
        return self._down.under_way + self._untaken

    def open(self) -> None:
        """Shake hands: one trip, then the gateway knows the device and the device the connection."""

        def arrived() -> None:
            if self._host.up and self.alive:
                self._host.sockets.append(self)
                self._host.run(self._host.gateway.open(self.connection))
                self._phone.client.connected(self.from_device)

        self._chat.timeline.after(self._chat.plan.wire.delay_s, arrived)
        self._chat.timeline.after(NOTICED_AFTER_S, self._check)

    def _check(self) -> None:
        if self.alive and self not in self._host.sockets:
            self.drop()

    def from_device(self, frame: FromDevice) -> None:
        device = self._phone.client.device

        def arrived() -> None:
            if self.alive and self._host.up:
                self._chat.fly(frame, device, self._host.name, sent_s, now_s())
                self._requests.append(self._host.gateway.receive(self.connection, frame))
                if len(self._requests) == 1:
                    self._serve()
            else:
                self._chat.fly(frame, device, self._host.name, sent_s, None)

        now_s = self._chat.clock.now_s
        sent_s = now_s()
        self._up.carry(arrived)

    def _serve(self) -> None:
        """One request of a connection after the other, each until its end: they would overtake each other else."""

        def in_turn() -> Steps:
            while self._requests:
                yield from self._requests[0]
                self._requests.pop(0)

        self._host.run(in_turn())

    def to_device(self, frame: ToDevice) -> None:
        device = self._phone.client.device

        def arrived() -> None:
            wait_s = max(0.0, self._free_s - now_s())
            self._free_s = now_s() + wait_s + self._phone.frame_s
            self._untaken += 1
            if wait_s:
                self._chat.timeline.after(wait_s, taken)
            else:
                taken()

        def taken() -> None:
            self._untaken -= 1
            if self.alive:
                self._chat.fly(frame, self._host.name, device, sent_s, now_s())
                self._phone.client.receive(frame)
            else:
                self._chat.fly(frame, self._host.name, device, sent_s, None)

        now_s = self._chat.clock.now_s
        sent_s = now_s()
        self._down.carry(arrived)
        held = max(len(self.connection.on_the_way), self.backlog())
        self._chat.most_held = max(self._chat.most_held, held)

    def die(self) -> None:
        """The gateway is gone; its device notices later."""
        self._up.cut()
        self._chat.timeline.after(NOTICED_AFTER_S, self.drop)

    def drop(self) -> None:
        """Both ends know that the connection is over."""
        if self.alive:
            self.alive = False
            self._up.cut()
            self._down.cut()
            self._phone.lost()
            if self in self._host.sockets:
                self._host.sockets.remove(self)
                if self._host.up:
                    self._host.run(self._host.gateway.close(self.connection))


class _Phone:
    """A device, and its way back to a gateway."""

    def __init__(self, chat: "Chat", device: str) -> None:
        self.frame_s = 0.0
        self.away = False
        self.socket: _Socket | None = None
        self._chat = chat
        self._tries = 0
        user = device.partition("/")[0]
        self.client = chat.make_client(user, device, chat.clock, chat.timeline.after)

    def connect(self) -> None:
        """Try a gateway; if it does not answer, wait at random, twice as long at most each time, and try again."""
        if self.away or self.socket is not None:
            return
        hosts = self._chat.hosts
        host = hosts[self._chat.choose(self.client.device, self._tries) % len(hosts)]
        if not host.up:
            self._tries += 1
            self._chat.timeline.after(self._chat.rng.uniform(0, min(10.0, 0.1 * 2**self._tries)), self.connect)
            return
        self._tries = 0
        self.socket = _Socket(self._chat, self, host)
        self.socket.open()

    def lost(self) -> None:
        """The connection is gone."""
        self.socket = None
        self.client.disconnected()
        self._tries += 1
        self._chat.timeline.after(self._chat.rng.uniform(0, 0.5), self.connect)

    def leave(self, for_s: float) -> None:
        """Out of reach for a while."""
        self.away = True
        if self.socket is not None:
            self.socket.drop()

        def back() -> None:
            self.away = False
            self.connect()

        self._chat.timeline.after(for_s, back)


class Chat:
    """One run. Lanes are named as devices and gateways are."""

    def __init__(
        self,
        talk: Talk,
        plan: Plan,
        rng: random.Random,
        *,
        gateways: tuple[str, ...] = ("g1", "g2", "g3"),
        make_gateway: MakeGateway = Gateway,
        make_client: MakeClient = Client,
        lease_s: float = LEASE_S,
        watch: bool = False,
    ) -> None:
        self.plan = plan
        self.rng = rng
        self.members = talk.members
        self.make_gateway = make_gateway
        self.make_client = make_client
        self.clock = ManualClock(0.0)
        self.timeline = Timeline(self.clock)
        self.log = MemoryLog()
        self.hub = MemoryHub(self.clock, lease_s=lease_s)
        self.pushes: list[str] = []
        self.most_held = 0
        self.flights: list[Flight] = []
        self.marks: list[Mark] = []
        self._watch = watch
        self._talk = talk
        self._connections = 0
        self.hosts = [_Host(self, name) for name in gateways]
        self.phones = {device: _Phone(self, device) for device in talk.devices}

    def next_connection(self) -> int:
        """A number that no connection had."""
        self._connections += 1
        return self._connections

    def choose(self, device: str, tries: int) -> int:
        """Which gateway a device tries: at first by its place in the list, later any."""
        if tries or self._connections >= len(self.phones):
            return self.rng.randrange(len(self.hosts))
        return list(self.phones).index(device)

    def fly(self, frame: Frame, source: str, target: str, sent_s: float, arrived_s: float | None) -> None:
        """Note an arrow, if somebody watches."""
        if self._watch:
            self.flights.append(Flight(frame, source, target, sent_s, arrived_s))

    def mark(self, what: str, lane: str, about: str = "") -> None:
        """Note what happened in a lane, if somebody watches."""
        if self._watch:
            self.marks.append(Mark(what, lane, self.clock.now_s(), about))

    def play(self, *, rest_s: float = 60.0) -> Run:
        """Play everything, then ``rest_s`` more without faults, and judge."""
        for phone in self.phones.values():
            phone.connect()
        for slow in self.plan.slow:
            self.phones[slow.device].frame_s = slow.frame_s
        for typed in self._talk.typed:
            client = self.phones[typed.device].client
            self.timeline.at(typed.at_s, lambda client=client, typed=typed: client.type(typed.conversation, typed.text))  # type: ignore[misc]
        by_name = {host.name: host for host in self.hosts}
        for crash in self.plan.crashes:
            self._crash(crash, by_name[crash.gateway])
        for cut in self.plan.cuts:
            self._cut(cut, by_name[cut.gateway])
        for away in self.plan.absences:
            self._away(away)
        end_s = max([typed.at_s for typed in self._talk.typed] + self._ends(), default=0.0)
        self._tick_until(end_s + rest_s)
        self.timeline.at(end_s, self._speed_up)
        self.timeline.run(end_s + rest_s)
        events = [event for phone in self.phones.values() for event in phone.client.events]
        return Run(
            tuple(events),
            judge(events, self.members),
            tuple(self.pushes),
            self.most_held,
            tuple(self.flights),
            tuple(self.marks),
            self.log,
        )

    def _ends(self) -> list[float]:
        plan = self.plan
        return [
            *(crash.at_s + crash.down_s for crash in plan.crashes),
            *(cut.at_s + cut.for_s for cut in plan.cuts),
            *(away.at_s + away.for_s for away in plan.absences),
        ]

    def _speed_up(self) -> None:
        for phone in self.phones.values():
            phone.frame_s = 0.0

    def _crash(self, crash: Crash, host: _Host) -> None:
        def down() -> None:
            if host.up:
                host.crash()
                self.timeline.after(crash.down_s, up)

        def up() -> None:
            host.start()
            self.mark("back", host.name)

        self.timeline.at(crash.at_s, down)

    def _cut(self, cut: Cut, host: _Host) -> None:
        def set_cut(state: bool) -> None:
            host.cut = state

        self.timeline.at(cut.at_s, lambda: set_cut(True))
        self.timeline.at(cut.at_s + cut.for_s, lambda: set_cut(False))

    def _away(self, away: Away) -> None:
        self.timeline.at(away.at_s, lambda: self.phones[away.device].leave(away.for_s))

    def _tick_until(self, end_s: float) -> None:
        def tick(action: Callable[[], None]) -> Callable[[], None]:
            def again() -> None:
                action()
                if self.clock.now_s() + TICK_S < end_s:
                    self.timeline.after(TICK_S, again)

            return again

        def tick_host(host: _Host) -> None:
            if host.up:
                host.run(host.gateway.tick())

        for host in self.hosts:
            self.timeline.after(self.rng.uniform(0, TICK_S), tick(lambda host=host: tick_host(host)))  # type: ignore[misc]
        for phone in self.phones.values():
            self.timeline.after(self.rng.uniform(0, TICK_S), tick(phone.client.tick))
