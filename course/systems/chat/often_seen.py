"""Designs often seen: they publish and hope. Each runs in the same chat as ours; a checker counts what they break."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from course.clock import Clock
from course.systems.chat.checker import lost_copies
from course.systems.chat.client import Client, Event, Later
from course.systems.chat.hub import Hub
from course.systems.chat.members import Members
from course.systems.chat.message_log import MessageLog
from course.systems.chat.model import (
    Cursor,
    Deliver,
    FromDevice,
    Message,
    Received,
    Send,
    Since,
    Stored,
    Sync,
    ToDevice,
)
from course.systems.chat.run import MakeGateway
from course.systems.chat.service import Connection, Gateway, Push, Steps


@dataclass(slots=True)
class Table:
    """Messages as they came, and how many numbers each conversation gave out; all gateways share it."""

    rows: list[Message] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)


class PublishingGateway(Gateway):
    """Numbers a message, says "stored", publishes it to where it last saw each device, and calls it delivered.

    It rings only where no gateway is known.

    What it took is written to the table once a second; with ``store_first``, before it says so. A message that comes
    again, because its "stored" was lost, gets another number and is another message.
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
        table: Table,
        store_first: bool,
    ) -> None:
        super().__init__(name, log, hub, members, clock, push)
        self._table = table
        self._store_first = store_first
        self._unwritten: list[Message] = []

    def _open(self, connection: Connection) -> Steps:
        yield
        self.hub.renew(self.name)
        self.hub.connect(connection.device, self.name, connection.name)

    def _receive(self, connection: Connection, frame: FromDevice) -> Steps:
        match frame:
            case Since(at_s):
                yield
                for message in self._table.rows:
                    if message.stored_s > at_s and connection.user in self.members.users_of(message.conversation):
                        connection.send(Deliver(message))
            case Received() | Sync():
                return
            case _:
                yield from super()._receive(connection, frame)

    def _store(self, connection: Connection, frame: Send) -> Steps:
        conversation, user = frame.conversation, connection.user
        yield
        self._table.numbers[conversation] += 1
        number = self._table.numbers[conversation]
        message = Message(conversation, number, frame.client_id, user, frame.text, self.clock.now_s())
        (self._table.rows if self._store_first else self._unwritten).append(message)
        connection.send(Stored(conversation, frame.client_id, number))
        yield
        homes = self.hub.gateways_of(self.members.devices_of(conversation))
        self._hint(homes, Deliver(message))
        self._ring(device for device, home in homes.items() if home is None)
        for member in self.members.users_of(conversation):
            yield from self._raise(conversation, member, Cursor(delivered=number))

    def _at_most(self, conversation: str, upto: int) -> int:  # noqa: ARG002 - it trusts the caller
        """Whatever the device says."""
        return upto

    def _tick(self) -> Steps:
        yield
        self.hub.renew(self.name)
        self._table.rows.extend(self._unwritten)
        self._unwritten.clear()


def publishing(*, store_first: bool, table: Table | None = None) -> MakeGateway:
    """Makes such gateways around one table."""
    table = Table() if table is None else table

    def make(name: str, log: MessageLog, hub: Hub, members: Members, clock: Clock, push: Push) -> Gateway:
        return PublishingGateway(name, log, hub, members, clock, push, table=table, store_first=store_first)

    return make


class TrustingClient(Client):
    """Shows whatever comes, as it comes. If it ``catches_up``, it asks on return for what is newer than its newest."""

    catches_up = False

    def __init__(self, user: str, device: str, clock: Clock, later: Later) -> None:
        super().__init__(user, device, clock, later)
        self.newest_s = 0.0

    def receive(self, frame: ToDevice) -> None:
        """Take a frame from the gateway."""
        if isinstance(frame, Deliver):
            self.newest_s = max(self.newest_s, frame.message.stored_s)
            self.show(frame.message)
            self.cursors[frame.message.conversation] = frame.message.sequence
            self.confirm_soon(frame.message.conversation)
        else:
            super().receive(frame)

    def resume(self) -> list[FromDevice]:
        """What it says after it has come back."""
        return [Since(self.newest_s)] if self.catches_up and self.newest_s else []


class CatchingUpClient(TrustingClient):
    """A trusting client that asks for what is newer than its newest message when it comes back."""

    catches_up = True


class RememberingClient(TrustingClient):
    """A trusting client that shows each number of a conversation once; it waits for nobody's turn."""

    def __init__(self, user: str, device: str, clock: Clock, later: Later) -> None:
        super().__init__(user, device, clock, later)
        self._seen: set[tuple[str, int]] = set()

    def show(self, message: Message) -> None:
        """Put a message on the screen, if it is not there."""
        name = (message.conversation, message.sequence)
        if name not in self._seen:
            self._seen.add(name)
            super().show(message)


def lost_by_clock(events: Iterable[Event], members: Members, table: Table) -> dict[int, int]:
    """How many copies were lost, by how many whole seconds the clock that stored their message was ahead."""
    events = list(events)
    said_s = {(row.conversation, row.client_id): row.stored_s for row in table.rows}
    true_s = {(event.conversation, event.client_id): event.at_s for event in events if event.what == "stored"}
    lost = (name for _, *name in lost_copies(events, members))
    return dict(Counter(round(said_s[where, which] - true_s[where, which]) for where, which in lost))
