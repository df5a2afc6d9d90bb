"""The gateway that we would ship: store, then acknowledge, then deliver until confirmed.

It knows no sockets and no time but those it is given: each step that asks a store is one ``yield`` apart from the next,
so that a test can kill a gateway between any two, and a server can let others have their turn.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from course.clock import Clock
from course.systems.chat.hub import Hub
from course.systems.chat.members import Members
from course.systems.chat.message_log import MessageLog
from course.systems.chat.model import (
    Cursor,
    Deliver,
    FromDevice,
    Message,
    NotAMember,
    Ping,
    Pong,
    Read,
    Received,
    Refused,
    Send,
    Stored,
    Sync,
    Ticks,
    ToDevice,
    Typing,
    Unavailable,
)

WINDOW = 32
"""So many messages may be on their way to one device, unconfirmed; the others wait in its inbox."""

RETRY_S = 2.0
"""A message that was not confirmed for so long is sent again."""

Steps = Iterator[None]
Push = Callable[[str], None]
"""Rings the bell of a device that is not connected. It carries no text: the device comes and fetches it."""


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A message that was sent to a device and not confirmed."""

    message: Message
    sent_s: float


@dataclass(slots=True, eq=False)
class Connection:
    """A socket of one device, as its gateway knows it. ``name`` is its own: a device that returns gets another one.

    ``backlog`` tells how many frames were given to ``send`` and have not left yet: a slow device's pile up there.
    """

    name: str
    user: str
    device: str
    send: Callable[[ToDevice], None]
    backlog: Callable[[], int]
    last_entry: str = ""
    on_the_way: dict[str, OnTheWay] = field(default_factory=dict)
    fetching: bool = False
    look_again: bool = False
    ticks_missed: set[str] = field(default_factory=set)


class Gateway:
    """Holds sockets. What has to survive it lies in the log and in the hub.

    Every method that returns ``Steps`` does its work while they are consumed, and stops early, without an
    acknowledgement, where a store does not answer: the device will ask again.
    """

    def __init__(
        self,
        name: str,
        log: MessageLog,
        hub: Hub,
        members: Members,
        clock: Clock,
        push: Push,
        *,
        window: int = WINDOW,
    ) -> None:
        self.name = name
        self.log = log
        self.hub = hub
        self.members = members
        self.clock = clock
        self.push = push
        self.window = window
        self.connections: dict[str, dict[str, Connection]] = defaultdict(dict)

    def open(self, connection: Connection) -> Steps:
        """Take a new socket of a person who proved who they are, and send what waits for the device."""
        self.connections[connection.device][connection.name] = connection
        return self._careful(self._open(connection))

    def receive(self, connection: Connection, frame: FromDevice) -> Steps:
        """Do what a device asks."""
        return self._careful(self._receive(connection, frame))

    def close(self, connection: Connection) -> Steps:
        """The socket is gone."""
        sockets = self.connections[connection.device]
        sockets.pop(connection.name, None)
        if not sockets:
            del self.connections[connection.device]
        return self._careful(self._close(connection))

    def told(self, devices: Sequence[str], frame: ToDevice | None) -> Steps:
        """Another gateway published this: a frame for these devices, or that something lies in their inboxes."""
        sockets = [socket for device in devices for socket in self.connections.get(device, {}).values()]
        if frame is None:
            absent = [device for device in devices if device not in self.connections]
            return self._careful(self._look(sockets, absent))
        for socket in sockets:
            if socket.backlog() < self.window:
                socket.send(frame)
            elif isinstance(frame, Ticks):  # only the newest counts, and it can be had later
                socket.ticks_missed.add(frame.conversation)
        return iter(())

    def tick(self) -> Steps:
        """Once in a while: renew the lease, send again what was not confirmed, and look for what no hint told of."""
        return self._careful(self._tick())

    @staticmethod
    def _careful(steps: Steps) -> Steps:
        try:
            yield from steps
        except Unavailable:
            return

    def _open(self, connection: Connection) -> Steps:
        yield
        self.hub.renew(self.name)
        self.hub.connect(connection.device, self.name, connection.name)
        yield
        self._send_ticks(connection, self.members.conversations_of(connection.user))
        yield from self._fetch(connection)

    def _send_ticks(self, connection: Connection, conversations: Iterable[str]) -> None:
        for conversation in conversations:
            for user, cursor in self.hub.cursors(conversation).items():
                connection.send(Ticks(conversation, user, cursor))

    def _close(self, connection: Connection) -> Steps:
        yield
        self.hub.disconnect(connection.device, connection.name)

    def _receive(self, connection: Connection, frame: FromDevice) -> Steps:
        match frame:
            case Ping():
                connection.send(Pong())
                return
            case Send() | Received() | Read() | Sync() | Typing():
                try:
                    self.members.require(frame.conversation, connection.user)
                except NotAMember as error:
                    connection.send(Refused(str(error), frame.client_id if isinstance(frame, Send) else ""))
                    return
            case _:
                connection.send(Refused("You have said hello already."))
                return
        match frame:
            case Send():
                yield from self._store(connection, frame)
            case Received(conversation, upto):
                yield from self._confirm(connection, conversation, upto)
            case Read(conversation, upto):
                yield
                upto = self._at_most(conversation, upto)
                yield from self._raise(conversation, connection.user, Cursor(upto, upto))
            case Sync(conversation, after):
                yield
                room = self.window - connection.backlog()  # a device that gets less than it wants asks again
                for message in self.log.after(conversation, after, max(0, room)):
                    connection.send(Deliver(message))
            case Typing(conversation):
                yield
                others = [device for device in self.members.devices_of(conversation) if device != connection.device]
                self._tell(others, Typing(conversation, connection.user))

    def _store(self, connection: Connection, frame: Send) -> Steps:
        yield
        message = self.log.add(frame.conversation, connection.user, frame.client_id, frame.text, self.clock.now_s())
        yield
        # A device that asks again may do so because we died right here: so the inboxes are filled each time.
        homes = self.hub.append(message, self.members.devices_of(frame.conversation))
        connection.send(Stored(frame.conversation, frame.client_id, message.sequence))
        yield
        self._hint(homes)

    def _hint(self, homes: dict[str, str | None], frame: ToDevice | None = None) -> None:
        by_gateway: dict[str, list[str]] = {}
        for device, gateway in homes.items():
            if gateway is not None:
                by_gateway.setdefault(gateway, []).append(device)
            elif frame is None:
                self.push(device)
        for gateway, devices in by_gateway.items():
            if not self.hub.tell(gateway, devices, frame) and frame is None:
                self._ring(devices)  # it is dead, and its lease runs on for a moment

    def _tell(self, devices: Sequence[str], frame: ToDevice) -> None:
        self._hint(self.hub.gateways_of(devices), frame)

    def _confirm(self, connection: Connection, conversation: str, upto: int) -> Steps:
        was_full = len(connection.on_the_way) >= self.window
        done = [
            entry
            for entry, sent in connection.on_the_way.items()
            if sent.message.conversation == conversation and sent.message.sequence <= upto
        ]
        yield
        self.hub.confirm(connection.device, done)
        for entry in done:
            connection.on_the_way.pop(entry, None)
        upto = self._at_most(conversation, upto)
        yield from self._raise(conversation, connection.user, Cursor(delivered=upto))
        if was_full:
            yield from self._fetch(connection)

    def _at_most(self, conversation: str, upto: int) -> int:
        """What a device says that it has, as far as it exists: nobody gets two ticks for messages to come."""
        return min(upto, self.log.head(conversation))

    def _raise(self, conversation: str, user: str, cursor: Cursor) -> Steps:
        raised = self.hub.raise_cursor(conversation, user, cursor)
        if raised is not None:
            yield
            self._tell(self.members.devices_of(conversation), Ticks(conversation, user, raised))

    def _look(self, sockets: Sequence[Connection], absent: Sequence[str]) -> Steps:
        for socket in sockets:
            yield from self._fetch(socket)
        if absent:  # said to be here: they just left, or they were connected to our former life
            yield
            homes = self.hub.gateways_of(absent)
            self._ring([device for device, home in homes.items() if home in (None, self.name)])

    def _ring(self, devices: Iterable[str]) -> None:
        for device in devices:
            self.push(device)

    def _fetch(self, connection: Connection) -> Steps:
        """Send what waits in the inbox, as far as the window allows; one at a time, or messages would cross."""
        if connection.fetching:
            connection.look_again = True
            return
        connection.fetching = True
        try:
            while (room := self.window - max(len(connection.on_the_way), connection.backlog())) > 0:
                connection.look_again = False
                yield
                entries = self.hub.pending(connection.device, connection.last_entry, room)
                for entry, message in entries:
                    connection.last_entry = entry
                    connection.on_the_way[entry] = OnTheWay(message, self.clock.now_s())
                    connection.send(Deliver(message))
                if not connection.look_again:
                    return
        finally:
            connection.fetching = False

    def _tick(self) -> Steps:
        yield
        self.hub.renew(self.name)
        for sockets in list(self.connections.values()):
            for socket in list(sockets.values()):
                if socket.backlog() < self.window // 2:  # else it is slow, and more would make it slower
                    self._send_again(socket)
                    yield from self._fetch(socket)

    def _send_again(self, connection: Connection) -> None:
        now_s = self.clock.now_s()
        for entry, sent in connection.on_the_way.items():
            if sent.sent_s <= now_s - RETRY_S:
                connection.on_the_way[entry] = OnTheWay(sent.message, now_s)
                connection.send(Deliver(sent.message))
        missed, connection.ticks_missed = connection.ticks_missed, set()
        self._send_ticks(connection, missed)
