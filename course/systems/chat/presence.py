"""Who is online: what gateways write into Redis while people connect, ping and leave, and what their friends read."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

import redis

from course.clock import Clock
from course.systems.chat.hub import LEASE_S
from course.units import SECONDS_PER_DAY

PING_EVERY_S = 30
RENEW_EVERY_S = 3
SILENT_S = 75
"""So long a connection may say nothing: two pings, and half a one to spare. One lost ping does no harm."""

LAST_SEEN_S = 30 * SECONDS_PER_DAY
"""An assumption: so long we remember when a device was here."""

Connections = Mapping[str, tuple[str, float]]
"""By device: the gateway that holds its connection, and when it pinged last."""

Rule = Callable[[Connections, Collection[str], float], bool]

CLOSE = """
local value = redis.call("GET", KEYS[1])
if value and string.match(value, "^%S+ (%S+)") == ARGV[1] then
  redis.call("SET", KEYS[1], "- - " .. ARGV[2], "EX", ARGV[3])
  return 1
end
return 0
"""


class Presence(Protocol):
    """What gateways tell about devices, and what anybody may ask about people. A device is written ``user/device``."""

    def connected(self, device: str, connection: str, gateway: str) -> None:
        """A new connection."""
        ...

    def pinged(self, device: str, connection: str, gateway: str) -> None:
        """The device says: I am still here."""
        ...

    def closed(self, device: str, connection: str) -> None:
        """The gateway saw it close. After a crash, or when a battery is empty, nobody sees that."""
        ...

    def renewed(self, gateway: str) -> None:
        """The gateway itself is still here; it says so every three seconds."""
        ...

    def online(self, users: Iterable[str]) -> set[str]:
        """Those of them who are shown as online."""
        ...


def is_online(connections: Connections, alive: Collection[str], now_s: float) -> bool:
    """Whether one device at least pinged within ``SILENT_S``, over a gateway that is alive."""
    return any(gateway in alive and now_s - pinged_s <= SILENT_S for gateway, pinged_s in connections.values())


def one_phone(user: str) -> Sequence[str]:
    """The devices of people who have one phone each."""
    return (f"{user}/phone",)


class LeasedPresence:
    """A key for each device, set anew at each ping: gateway, connection, moment. A key with an end for each gateway.

    A connection that closes marks its own key as gone, and no other one's. The moment stays: last seen. Each start of
    a gateway needs a name of its own ("g1#2"); else the connections of the one that died seem to live again.
    Cost: one trip a call, two for ``online``. Leaves out: gateways whose clocks differ by more than a few seconds.
    """

    def __init__(
        self,
        store: redis.Redis,
        clock: Clock,
        *,
        rule: Rule = is_online,
        devices_of: Callable[[str], Sequence[str]] = one_phone,
    ) -> None:
        self._store = store
        self._clock = clock
        self._rule = rule
        self._devices_of = devices_of

    def connected(self, device: str, connection: str, gateway: str) -> None:
        """See :class:`Presence`."""
        value = f"{gateway} {connection} {self._clock.now_s():.3f}"
        self._store.set(f"presence:{device}", value, ex=LAST_SEEN_S)

    def pinged(self, device: str, connection: str, gateway: str) -> None:
        """See :class:`Presence`."""
        self.connected(device, connection, gateway)

    def closed(self, device: str, connection: str) -> None:
        """See :class:`Presence`. To look and to write is one step in Redis: nobody connects in between."""
        self._store.eval(CLOSE, 1, f"presence:{device}", connection, f"{self._clock.now_s():.3f}", LAST_SEEN_S)

    def renewed(self, gateway: str) -> None:
        """See :class:`Presence`."""
        self._store.set(f"lease:{gateway}", 1, ex=int(LEASE_S))

    def connections(self, users: Iterable[str]) -> dict[str, dict[str, tuple[str, float]]]:
        """What is written about the devices of these people, living or not."""
        devices = {user: self._devices_of(user) for user in users}
        keys = [f"presence:{device}" for of_one in devices.values() for device in of_one]
        values = iter(self._store.mget(keys) if keys else [])
        found: dict[str, dict[str, tuple[str, float]]] = {}
        for user, of_one in devices.items():
            found[user] = {}
            for device in of_one:
                gateway, _, pinged_s = str(next(values) or "- - -").split()
                if pinged_s != "-":
                    found[user][device] = (gateway, float(pinged_s))
        return found

    def online(self, users: Iterable[str]) -> set[str]:
        """See :class:`Presence`."""
        known, now_s = self.connections(users), self._clock.now_s()
        alive = self._alive({gateway for devices in known.values() for gateway, _ in devices.values()})
        return {user for user, devices in known.items() if self._rule(devices, alive, now_s)}

    def last_seen_s(self, user: str) -> float | None:
        """When somebody was last heard of; None if that is over a month ago."""
        return max((pinged_s for _, pinged_s in self.connections([user])[user].values()), default=None)

    def _alive(self, gateways: Collection[str]) -> set[str]:
        names = sorted(gateways)
        leases = self._store.mget([f"lease:{name}" for name in names]) if names else []
        return {name for name, lease in zip(names, leases, strict=True) if lease is not None}
