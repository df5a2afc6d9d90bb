"""The machines of a chat in virtual time: gateways that die or are cut off, sockets, devices that come back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.clock import Clock
from course.parts.backoff import full_jitter_s
from course.simulation.network import Wire
from course.systems.chat.members import user_of
from course.systems.chat.model import FromDevice, ToDevice, Unavailable
from course.systems.chat.service import Connection, Gateway, Steps

if TYPE_CHECKING:
    from course.systems.chat.run import Chat

STORE_TRIP_S = 0.001
LOG, HUB = "log", "hub"
"""The lanes of what all gateways share."""

Watch = Callable[[str, tuple[object, ...], object], None]
NOTICED_AFTER_S = 1.0
"""An assumption: so long after its gateway's death a device sees that the connection is gone, and tries another."""

FIRST_WAIT_S, LONGEST_WAIT_S = 0.1, 10.0
"""Assumptions: the windows of a device whose gateway does not answer."""


@dataclass(frozen=True, slots=True)
class Skewed:
    """The clock of a machine, which is ``ahead_s`` ahead."""

    clock: Clock
    ahead_s: float

    def now_s(self) -> float:
        """Seconds since 1970, by this clock."""
        return self.clock.now_s() + self.ahead_s


class CutOff:
    """A store as one gateway sees it: while the gateway is cut off, each call raises ``Unavailable``.

    ``watch``, if somebody does, hears of each call, its arguments and its result.
    """

    def __init__(self, store: object, reached: Callable[[], bool], watch: Watch | None) -> None:
        self._store = store
        self._reached = reached
        self._watch = watch

    def __getattr__(self, name: str) -> object:
        if not self._reached():
            raise Unavailable("The store does not answer.")
        method = getattr(self._store, name)
        watch = self._watch
        if watch is None:
            return method

        def watched(*arguments: object) -> object:
            result = method(*arguments)
            watch(name, arguments, result)
            return result

        return watched


class Host:
    """The machine of a gateway: it dies, comes back empty, and may lose its line to the stores."""

    def __init__(self, chat: "Chat", name: str) -> None:
        self.name = name
        self.up = False
        self.cut = False
        self.gateway: Gateway
        self.sockets: list[Socket] = []
        self._chat = chat
        self.start()

    def start(self) -> None:
        """Come up with an empty memory."""
        chat = self._chat
        self.up = True
        log, hub = (
            CutOff(store, lambda: not self.cut, chat.watcher(self.name, lane))
            for store, lane in ((chat.log, LOG), (chat.hub, HUB))
        )
        clock = Skewed(chat.clock, chat.plan.skews_s.get(self.name, 0.0))
        self.gateway = chat.make_gateway(self.name, log, hub, chat.members, clock, chat.pushes.append)  # type: ignore[arg-type]
        chat.hub.listen(self.name, self._told)
        self.run(self.gateway.tick())

    def crash(self) -> None:
        """Die; the devices notice later."""
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
                self._chat.timeline.after(self._chat.store_trip_s, step)

        step()

    def _told(self, devices: object, frame: ToDevice | None) -> None:
        def arrive() -> None:
            if self.up and not self.cut:
                self.run(self.gateway.told(devices, frame))  # type: ignore[arg-type]

        if not self.cut:
            self._chat.timeline.after(self._chat.store_trip_s, arrive)


class Socket:
    """One connection between a device and a gateway: two wires."""

    def __init__(self, chat: "Chat", phone: "Phone", host: Host) -> None:
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
        """Carry a frame up to the gateway."""
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
        """Carry a frame down to the device, which may take its time."""
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


class Phone:
    """A device, and its way back to a gateway."""

    def __init__(self, chat: "Chat", device: str) -> None:
        self.frame_s = 0.0
        self.away = False
        self.socket: Socket | None = None
        self._chat = chat
        self._tries = 0
        self.client = chat.make_client(user_of(device), device, chat.clock, chat.timeline.after)

    def connect(self) -> None:
        """Try a gateway; if it does not answer, wait with full jitter, and try again."""
        if self.away or self.socket is not None:
            return
        hosts = self._chat.hosts
        host = hosts[self._chat.choose(self.client.device, self._tries) % len(hosts)]
        if not host.up:
            self._tries += 1
            self._chat.timeline.after(
                full_jitter_s(self._tries, FIRST_WAIT_S, LONGEST_WAIT_S, self._chat.rng), self.connect
            )
            return
        self._tries = 0
        self.socket = Socket(self._chat, self, host)
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
