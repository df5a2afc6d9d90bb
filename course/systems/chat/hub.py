"""What the gateways share: inboxes, who is connected where, cursors, and a channel to each gateway."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Protocol

from course.clock import Clock
from course.systems.chat.model import NOWHERE, Cursor, Message, ToDevice

INBOX_CAP = 1_000
"""An assumption: so many messages wait for an absent device; what is older it gets from the store."""

LEASE_S = 6.0
"""An assumption: so long after its last sign of life we take a gateway for alive."""

Told = Callable[[Sequence[str], ToDevice | None], None]
"""Gets the devices that it is for and the frame, or None: look into their inboxes."""


class Hub(Protocol):
    """What gateways share. Its calls raise ``Unavailable`` where a gateway is cut off from it."""

    def append(self, message: Message, devices: Sequence[str]) -> dict[str, str | None]:
        """Put a message into these devices' inboxes, in one trip; returns the living gateway of each, or None."""
        ...

    def pending(self, device: str, after: str, limit: int) -> list[tuple[str, Message]]:
        """The oldest entries of an inbox behind entry ``after`` ("" for the beginning), at most ``limit``."""
        ...

    def confirm(self, device: str, entries: Sequence[str]) -> None:
        """Take entries out of an inbox; those that are gone already do no harm."""
        ...

    def connect(self, device: str, gateway: str, connection: str) -> None:
        """From now on, this connection of this gateway is where the device is."""
        ...

    def disconnect(self, device: str, connection: str) -> None:
        """The connection is closed; if the device has a newer one, nothing changes."""
        ...

    def renew(self, gateway: str) -> None:
        """The gateway lives: its lease runs for ``LEASE_S`` from now."""
        ...

    def gateways_of(self, devices: Iterable[str]) -> dict[str, str | None]:
        """The living gateway of each device, or None."""
        ...

    def tell(self, gateway: str, devices: Sequence[str], frame: ToDevice | None) -> int:
        """Publish to a gateway, and forget it; returns how many heard it: 0 or 1."""
        ...

    def raise_cursor(self, conversation: str, user: str, cursor: Cursor) -> Cursor | None:
        """Raise somebody's cursor to the higher of both; the new one, or None if nothing changed."""
        ...

    def cursors(self, conversation: str) -> dict[str, Cursor]:
        """How far each member has come."""
        ...


class MemoryHub:
    """All of it in this process, for virtual time. ``RedisHub`` is what gateways on several machines need.

    ``lease_s`` is how long a gateway counts as alive after its last sign of life. Cost: O(1) a device and an entry.
    """

    def __init__(self, clock: Clock, *, lease_s: float = LEASE_S) -> None:
        self._clock = clock
        self._lease_s = lease_s
        self._numbers = count(1)
        self._inboxes: defaultdict[str, OrderedDict[str, Message]] = defaultdict(OrderedDict)
        self._homes: dict[str, tuple[str, str]] = {}
        self._leases: dict[str, float] = {}
        self._cursors: defaultdict[str, dict[str, Cursor]] = defaultdict(dict)
        self._listeners: dict[str, Told] = {}

    def listen(self, gateway: str, told: Told) -> None:
        """Let this gateway hear what is published to it."""
        self._listeners[gateway] = told

    def deafen(self, gateway: str) -> None:
        """It listens no more."""
        self._listeners.pop(gateway, None)

    def append(self, message: Message, devices: Sequence[str]) -> dict[str, str | None]:
        """See :class:`Hub`."""
        for device in devices:
            inbox = self._inboxes[device]
            inbox[str(next(self._numbers))] = message
            if len(inbox) > INBOX_CAP:
                inbox.popitem(last=False)
        return self.gateways_of(devices)

    def pending(self, device: str, after: str, limit: int) -> list[tuple[str, Message]]:
        """See :class:`Hub`."""
        last = int(after or 0)
        found: list[tuple[str, Message]] = []
        for entry, message in self._inboxes[device].items():
            if int(entry) > last:
                found.append((entry, message))
                if len(found) == limit:
                    break
        return found

    def confirm(self, device: str, entries: Sequence[str]) -> None:
        """See :class:`Hub`."""
        inbox = self._inboxes[device]
        for entry in entries:
            inbox.pop(entry, None)

    def connect(self, device: str, gateway: str, connection: str) -> None:
        """See :class:`Hub`."""
        self._homes[device] = (gateway, connection)

    def disconnect(self, device: str, connection: str) -> None:
        """See :class:`Hub`."""
        if self._homes.get(device, ("", ""))[1] == connection:
            del self._homes[device]

    def renew(self, gateway: str) -> None:
        """See :class:`Hub`."""
        self._leases[gateway] = self._clock.now_s() + self._lease_s

    def gateways_of(self, devices: Iterable[str]) -> dict[str, str | None]:
        """See :class:`Hub`."""
        now_s = self._clock.now_s()
        found: dict[str, str | None] = {}
        for device in devices:
            home = self._homes.get(device)
            found[device] = home[0] if home is not None and self._leases.get(home[0], 0.0) > now_s else None
        return found

    def tell(self, gateway: str, devices: Sequence[str], frame: ToDevice | None) -> int:
        """See :class:`Hub`."""
        told = self._listeners.get(gateway)
        if told is None:
            return 0
        told(devices, frame)
        return 1

    def raise_cursor(self, conversation: str, user: str, cursor: Cursor) -> Cursor | None:
        """See :class:`Hub`."""
        known = self._cursors[conversation].get(user, NOWHERE)
        raised = known.raised_to(cursor)
        if raised == known:
            return None
        self._cursors[conversation][user] = raised
        return raised

    def cursors(self, conversation: str) -> dict[str, Cursor]:
        """See :class:`Hub`."""
        return dict(self._cursors[conversation])
