"""A whole chat on this machine, on real sockets, for as long as a lesson needs one."""

import asyncio
import random
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from course.clock import Clock, SystemClock
from course.errors import CourseError
from course.parts.loop_thread import LoopThread
from course.stores import open_duckdb, open_redis
from course.systems.chat.api import GatewayServer
from course.systems.chat.auth import Tokens
from course.systems.chat.checker import Verdict, judge
from course.systems.chat.client import CONFIRM_AFTER_S, Client, Event
from course.systems.chat.live_device import Device
from course.systems.chat.members import Members, user_of
from course.systems.chat.message_log import DuckLog
from course.systems.chat.redis_hub import RedisHub
from course.systems.chat.run import MakeClient, MakeGateway
from course.systems.chat.service import Gateway

LOOK_S = 0.01
QUIET_S = 3 * CONFIRM_AFTER_S
"""So long after the last event nothing more is under way, if no message is missing."""


class LiveChat:
    """Gateways ``g1``, ``g2``, … and one device for each device of each member, all of them connected.

    Redis comes from ``course.stores`` (embedded, or a server by URL), messages go to DuckDB in memory. Everything may
    be called from any thread, and is gone when the ``with`` ends, however it ends. Each device tries the gateways at
    random until one answers; at the start they are dealt out in turn.
    """

    def __init__(
        self,
        members: Members,
        *,
        gateways: int = 2,
        make_gateway: MakeGateway = Gateway,
        make_client: MakeClient = Client,
        rng: random.Random | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.members = members
        self.pushes: list[str] = []
        self.gateways = tuple(f"g{number}" for number in range(1, gateways + 1))
        self.servers: dict[str, GatewayServer] = {}
        self.devices: dict[str, Device] = {}
        self.clock = clock or SystemClock()
        self.tokens = Tokens(secrets.token_bytes(32), self.clock)
        self.rng = rng or random.Random()
        self._make_gateway, self._make_client = make_gateway, make_client
        self._moments = _Moments(self.clock)
        self._ending = ExitStack()
        self._loop: LoopThread
        self._over = False
        self._faults: list[Exception] = []

    def __enter__(self) -> Self:
        """Start everything; what has started is ended again if the rest does not.

        Raises:
            CourseError: a device found no gateway.
        """
        with ExitStack() as ending:
            store = ending.enter_context(open_redis())
            database = ending.enter_context(open_duckdb())
            self.hub, self.log = RedisHub(store), DuckLog(database)
            ending.callback(self._stop_gateways)
            for gateway in self.gateways:
                self.restart(gateway)
            self._loop = LoopThread("devices")
            ending.callback(self._loop.close)
            ending.callback(self._leave)
            self._loop.call(self._arrive)
            if not self.wait_until(lambda: all(map(self.where, self.devices)), 30.0):
                raise CourseError("Not every device could connect within 30 s. Run the cell again.")
            self._ending = ending.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything."""
        self._over = True
        self._ending.close()

    def type(self, device: str, conversation: str, text: str) -> str:
        """Let the person at this device write a message; returns the name that the device gives it."""
        client = self._device(device).client
        return self._loop.call(lambda: client.type(conversation, text))

    def read(self, device: str, conversation: str) -> None:
        """Let the person see all that the device shows."""
        client = self._device(device).client
        self._loop.call(lambda: client.read(conversation))

    def kill(self, gateway: str) -> None:
        """Let a gateway crash: its sockets break at once, and it says nothing to anybody."""
        self._server(gateway).kill()

    def restart(self, gateway: str) -> None:
        """Start a gateway of that name with an empty memory, if none runs."""
        known = self.servers.get(gateway)
        if known is None or not self._server(gateway).up:
            made = self._make_gateway(gateway, self.log, self.hub, self.members, self.clock, self.pushes.append)
            self.servers[gateway] = GatewayServer(made, self.tokens, self.hub.listen)
            self.servers[gateway].start()

    def disconnect(self, device: str) -> None:
        """Take a device out of reach, until :meth:`reconnect`; returns when its gateway has noticed."""
        self._loop.call(self._device(device).leave)
        self.wait_until(lambda: self.where(device) is None, 5.0)

    def reconnect(self, device: str) -> None:
        """Bring it back; returns when it is connected, or after 5 s if no gateway takes it."""
        self._loop.call(self._device(device).come_back)
        self.wait_until(lambda: self.where(device) is not None, 5.0)

    def where(self, device: str) -> str | None:
        """The gateway that holds this device's socket, or None."""
        self._device(device)
        return next((name for name, server in list(self.servers.items()) if server.up and server.holds(device)), None)

    def wait_until(self, condition: Callable[[], bool], timeout_s: float = 10.0) -> bool:
        """Wait until something is so; returns whether it came about in time.

        Raises:
            Exception: whatever a gateway or a device raised while it worked.
        """
        end_s = time.monotonic() + timeout_s
        while True:
            for fault in [*self._faults, *(fault for server in list(self.servers.values()) for fault in server.faults)]:
                raise fault
            if condition():
                return True
            if time.monotonic() > end_s:
                return False
            time.sleep(LOOK_S)

    def settle(self, timeout_s: float = 10.0) -> bool:
        """Wait until the chat is at rest, for all devices in reach; returns whether it came to rest in time.

        It is when they are connected, all that they wrote is stored, all that is stored is shown on each of them, and
        then nothing happens for a moment. So a chat that loses something does not come to rest.
        """
        last, since_s = -1, 0.0

        def at_rest() -> bool:
            nonlocal last, since_s
            events = sum(len(device.client.events) for device in self.devices.values())
            if events != last:
                last, since_s = events, time.monotonic()
            if time.monotonic() - since_s < QUIET_S:
                return False
            since_s = time.monotonic()
            return self._loop.call(self._complete)

        return self.wait_until(at_rest, timeout_s)

    def events(self) -> list[Event]:
        """What was written, stored and shown on all devices until now, in the order in which it happened."""

        def collect() -> list[Event]:
            return [event for device in self.devices.values() for event in device.client.events]

        return sorted(collect() if self._over else self._loop.call(collect), key=lambda event: event.at_s)

    def verdict(self) -> Verdict:
        """The judgement of what happened until now; fair once the chat has settled with every device in reach."""
        return judge(self.events(), self.members)

    def noticed(self, fault: Exception) -> None:
        """Keep what a device raised, for whoever waits."""
        self._faults.append(fault)

    def _device(self, device: str) -> Device:
        if self._over:
            raise CourseError("This chat is over: its gateways and devices are gone. Run its cell again.")
        if device not in self.devices:
            raise CourseError(f"No device is called {device!r}. There are: {', '.join(self.devices)}.")
        return self.devices[device]

    def _server(self, gateway: str) -> GatewayServer:
        if gateway not in self.servers:
            raise CourseError(f"No gateway is called {gateway!r}. There are: {', '.join(self.gateways)}.")
        return self.servers[gateway]

    def _arrive(self) -> None:
        """Make the devices, in their loop."""
        loop = asyncio.get_running_loop()
        for number, name in enumerate(self.members.devices()):
            client = self._make_client(user_of(name), name, self._moments, loop.call_later)
            first = self.gateways[number % len(self.gateways)]
            self.devices[name] = Device(self, client, first)
        for device in self.devices.values():
            device.start()

    def _leave(self) -> None:
        devices = list(self.devices.values())

        async def leave() -> None:
            await asyncio.gather(*(device.end() for device in devices))

        self._loop.run(leave())

    def _stop_gateways(self) -> None:
        with ExitStack() as ending:
            for server in self.servers.values():
                ending.callback(server.stop)

    def _complete(self) -> bool:
        """Whether each device in reach has stored all that it wrote, and shown all that it should; in their loop."""
        stored: dict[str, set[str]] = {}
        for device in self.devices.values():
            for event in device.client.events:
                if event.what == "stored":
                    stored.setdefault(event.conversation, set()).add(event.client_id)
        return all(self._has_all(device, stored) for device in self.devices.values() if device.in_reach.is_set())

    def _has_all(self, device: Device, stored: Mapping[str, set[str]]) -> bool:
        client = device.client
        if device.socket is None or client.waiting:
            return False
        shown = {event.client_id for event in client.events if event.what == "shown"}
        return all(stored.get(each, set()) <= shown for each in self.members.conversations_of(client.user))


class _Moments:
    """A clock that never shows the same moment twice, nor an earlier one: events have an order.

    Some machines' clocks move in steps of 15 ms, and any may be set back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_s = 0.0

    def now_s(self) -> float:
        """Seconds since 1970."""
        self._last_s = max(self._clock.now_s(), self._last_s + 1e-6)
        return self._last_s
