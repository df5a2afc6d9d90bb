"""The hub in Redis, which gateways on several machines share."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import redis

from course.systems.chat.codec import from_plain, to_plain
from course.systems.chat.hub import INBOX_CAP, LEASE_S, Told
from course.systems.chat.model import Cursor, Message, ToDevice, Unavailable

ALIVE = """
local found, lives = {}, {}
for place, home in ipairs(KEYS) do
    local gateway = redis.call('HGET', home, 'gateway')
    if gateway and lives[gateway] == nil then
        lives[gateway] = redis.call('EXISTS', 'lease:' .. gateway) == 1
    end
    found[place] = gateway and lives[gateway] and gateway or ''
end
return found
"""

DISCONNECT = """
if redis.call('HGET', KEYS[1], 'connection') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""

RAISE = """
local changed, now = 0, {}
for place, field in ipairs({'delivered:' .. ARGV[1], 'read:' .. ARGV[1]}) do
    local known, asked = tonumber(redis.call('HGET', KEYS[1], field) or 0), ARGV[place + 1]
    if tonumber(asked) > known then
        redis.call('HSET', KEYS[1], field, asked)
        known, changed = tonumber(asked), 1
    end
    now[place] = known
end
return {changed, now[1], now[2]}
"""

LOOK_UP_S = 0.1
"""How often a listener looks whether it should stop."""


class RedisHub:
    """Inboxes as streams, homes and cursors as hashes, a lease a gateway as a key with a TTL, a channel a gateway.

    What belongs to one step is one trip: a message for 256 devices, and where these are, travels as one pipeline.
    Leaves out: a cluster, where homes and leases would lie on several machines and be asked for one after another.
    """

    def __init__(self, store: redis.Redis, *, lease_s: float = LEASE_S) -> None:
        self._store = store
        self._lease_s = lease_s

    def append(self, message: Message, devices: Sequence[str]) -> dict[str, str | None]:
        """See :class:`~course.systems.chat.hub.Hub`. Cost: O(devices), one trip."""
        if not devices:
            return {}
        with _answering(), self._store.pipeline(transaction=False) as trip:
            for device in devices:
                trip.xadd(_inbox(device), _fields(message), maxlen=INBOX_CAP, approximate=False)
            trip.eval(ALIVE, len(devices), *map(_home, devices))
            found = trip.execute()[-1]
        return _gateways(devices, found)

    def pending(self, device: str, after: str, limit: int) -> list[tuple[str, Message]]:
        """See :class:`~course.systems.chat.hub.Hub`. Cost: O(limit)."""
        with _answering():
            entries = cast("Any", self._store.xrange(_inbox(device), min=f"({after}" if after else "-", count=limit))
        return [(entry, _message(fields)) for entry, fields in entries]

    def confirm(self, device: str, entries: Sequence[str]) -> None:
        """See :class:`~course.systems.chat.hub.Hub`. Cost: O(entries)."""
        if entries:
            with _answering():
                self._store.xdel(_inbox(device), *entries)

    def connect(self, device: str, gateway: str, connection: str) -> None:
        """See :class:`~course.systems.chat.hub.Hub`."""
        with _answering():
            self._store.hset(_home(device), mapping={"gateway": gateway, "connection": connection})

    def disconnect(self, device: str, connection: str) -> None:
        """See :class:`~course.systems.chat.hub.Hub`: one script compares and deletes, or a newer home could go."""
        with _answering():
            self._store.eval(DISCONNECT, 1, _home(device), connection)

    def renew(self, gateway: str) -> None:
        """See :class:`~course.systems.chat.hub.Hub`."""
        with _answering():
            self._store.set(f"lease:{gateway}", "alive", px=round(1000 * self._lease_s))

    def gateways_of(self, devices: Iterable[str]) -> dict[str, str | None]:
        """See :class:`~course.systems.chat.hub.Hub`. Cost: O(devices), one trip."""
        devices = list(devices)
        if not devices:
            return {}
        with _answering():
            return _gateways(devices, cast("Any", self._store.eval(ALIVE, len(devices), *map(_home, devices))))

    def tell(self, gateway: str, devices: Sequence[str], frame: ToDevice | None) -> int:
        """See :class:`~course.systems.chat.hub.Hub`. Redis keeps nothing of it: who does not listen never hears it."""
        heard = {"devices": list(devices), "frame": None if frame is None else to_plain(frame)}
        with _answering():
            return int(self._store.publish(self._channel(gateway), json.dumps(heard, ensure_ascii=False)))

    def raise_cursor(self, conversation: str, user: str, cursor: Cursor) -> Cursor | None:
        """See :class:`~course.systems.chat.hub.Hub`: one script reads, compares and writes."""
        with _answering():
            changed, delivered, read = cast(
                "Any", self._store.eval(RAISE, 1, _cursors(conversation), user, cursor.delivered, cursor.read)
            )
        return Cursor(delivered, read) if changed else None

    def cursors(self, conversation: str) -> dict[str, Cursor]:
        """See :class:`~course.systems.chat.hub.Hub`. Cost: O(members)."""
        with _answering():
            known = cast("Any", self._store.hgetall(_cursors(conversation)))
        users = dict.fromkeys(field.partition(":")[2] for field in known)
        return {user: Cursor(*(int(known.get(f"{of}:{user}", 0)) for of in ("delivered", "read"))) for user in users}

    def listen(self, gateway: str, told: Told) -> Callable[[], None]:
        """Let a thread hear what is published to this gateway, and call ``told``; the function that comes back ends it.

        Once this returns, nothing that is published is missed, as long as Redis answers.
        """
        ended = threading.Event()
        with _answering():
            channel = self._store.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
            channel.subscribe(self._channel(gateway))
            channel.get_message(timeout=10.0)  # the answer to "subscribe"

        def hear() -> None:
            while not ended.is_set():
                try:
                    heard = channel.get_message(timeout=LOOK_UP_S)
                except redis.RedisError:
                    ended.wait(LOOK_UP_S)  # what is published meanwhile is lost: a gateway's tick looks for it
                    continue
                if heard is not None and not ended.is_set():
                    said = json.loads(heard["data"])
                    frame = None if said["frame"] is None else from_plain(said["frame"])
                    told(said["devices"], cast("ToDevice | None", frame))
            channel.close()

        thread = threading.Thread(target=hear, name=f"hub of {gateway}", daemon=True)
        try:
            thread.start()
        except BaseException:  # interrupted while it waits for the thread, which may run by now
            ended.set()
            raise

        def end() -> None:
            ended.set()
            thread.join()

        return end

    def _channel(self, gateway: str) -> str:
        """Channels know nothing of the databases of a server, and two chats on one server must not mix."""
        return f"gateway:{self._store.connection_pool.connection_kwargs.get('db', 0)}:{gateway}"


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise Unavailable(f"Redis does not answer: {error}") from error


def _inbox(device: str) -> str:
    return f"inbox:{device}"


def _home(device: str) -> str:
    return f"home:{device}"


def _cursors(conversation: str) -> str:
    return f"cursors:{conversation}"


def _gateways(devices: Sequence[str], found: Sequence[str]) -> dict[str, str | None]:
    return {device: gateway or None for device, gateway in zip(devices, found, strict=True)}


def _fields(message: Message) -> dict[Any, Any]:
    return {
        "conversation": message.conversation,
        "sequence": message.sequence,
        "client_id": message.client_id,
        "sender": message.sender,
        "text": message.text,
        "stored_s": repr(message.stored_s),
    }


def _message(fields: dict[str, str]) -> Message:
    return Message(
        fields["conversation"],
        int(fields["sequence"]),
        fields["client_id"],
        fields["sender"],
        fields["text"],
        float(fields["stored_s"]),
    )
