"""A chat in virtual time: gateways, wires, devices and a plan of what breaks, played until it comes to rest."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from course.clock import Clock, ManualClock
from course.simulation.timeline import Timeline
from course.systems.chat.checker import Verdict, judge
from course.systems.chat.client import Client, Event, Later
from course.systems.chat.hub import LEASE_S, Hub, MemoryHub
from course.systems.chat.machines import STORE_TRIP_S, Host, Phone, Watch
from course.systems.chat.members import Members
from course.systems.chat.message_log import MemoryLog, MessageLog
from course.systems.chat.model import Frame
from course.systems.chat.service import Gateway, Push
from course.systems.chat.workload import Away, Crash, Cut, Plan, Talk

TICK_S = 1.0

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
class Trip:
    """A gateway's call of the ``log`` or of the ``hub``, which arrived and was answered at ``at_s``."""

    call: str
    gateway: str
    store: str
    at_s: float
    arguments: tuple[object, ...]
    result: object


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened in one lane: a gateway's ``crash``, or that it is ``back``."""

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
    trips: tuple[Trip, ...]
    marks: tuple[Mark, ...]
    log: MemoryLog


class Chat:
    """One run. Lanes are named as devices and gateways are."""

    def __init__(  # noqa: PLR0913 - a run has many settings, most of them with a default
        self,
        talk: Talk,
        plan: Plan,
        rng: random.Random,
        *,
        gateways: tuple[str, ...] = ("g1", "g2", "g3"),
        make_gateway: MakeGateway = Gateway,
        make_client: MakeClient = Client,
        lease_s: float = LEASE_S,
        store_trip_s: float = STORE_TRIP_S,
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
        self.store_trip_s = store_trip_s
        self.flights: list[Flight] = []
        self.trips: list[Trip] = []
        self.marks: list[Mark] = []
        self._watch = watch
        self._talk = talk
        self._connections = 0
        self.hosts = [Host(self, name) for name in gateways]
        self.phones = {device: Phone(self, device) for device in talk.devices}

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

    def watcher(self, gateway: str, store: str) -> Watch | None:
        """What notes this gateway's trips to a store, if somebody watches."""

        def note(call: str, arguments: tuple[object, ...], result: object) -> None:
            self.trips.append(Trip(call, gateway, store, self.clock.now_s(), arguments, result))

        return note if self._watch else None

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
            tuple(self.trips),
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

    def _crash(self, crash: Crash, host: Host) -> None:
        def down() -> None:
            if host.up:
                host.crash()
                self.timeline.after(crash.down_s, up)

        def up() -> None:
            host.start()
            self.mark("back", host.name)

        self.timeline.at(crash.at_s, down)

    def _cut(self, cut: Cut, host: Host) -> None:
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

        def tick_host(host: Host) -> None:
            if host.up:
                host.run(host.gateway.tick())

        for host in self.hosts:
            self.timeline.after(self.rng.uniform(0, TICK_S), tick(lambda host=host: tick_host(host)))  # type: ignore[misc]
        for phone in self.phones.values():
            self.timeline.after(self.rng.uniform(0, TICK_S), tick(phone.client.tick))
