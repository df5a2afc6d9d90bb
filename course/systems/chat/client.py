"""A device: it numbers what it sends, asks until it is answered, and shows each message once, in order."""

from collections.abc import Callable
from dataclasses import dataclass

from course.clock import Clock
from course.systems.chat.model import (
    NOWHERE,
    Cursor,
    Deliver,
    FromDevice,
    Message,
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
)

RETRY_S = 2.0
CONFIRM_AFTER_S = 0.1
"""A device waits so long before it confirms, and then confirms all that came meanwhile with one frame."""

Later = Callable[[float, Callable[[], None]], object]
"""Runs an action so many seconds from now."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a person, or their device, did or saw; a checker reads these."""

    at_s: float
    what: str
    """``typed``, ``stored``, ``shown``, ``ticks`` or ``refused``."""
    device: str
    conversation: str
    client_id: str = ""
    sequence: int = 0
    user: str = ""
    cursor: Cursor = NOWHERE


class Client:
    """One device of one person. What it holds survives its connections.

    Of each conversation it sends one message at a time: the next one leaves when this one is stored, so that no
    message overtakes its neighbour. Leaves out: to survive its own crash, it would keep all this in a file.
    """

    def __init__(self, user: str, device: str, clock: Clock, later: Later) -> None:
        self.user = user
        self.device = device
        self.events: list[Event] = []
        self.cursors: dict[str, int] = {}
        self.ticks: dict[tuple[str, str], Cursor] = {}
        self.typing: list[str] = []
        self._clock = clock
        self._later = later
        self._send: Callable[[FromDevice], None] | None = None
        self._typed = 0
        self._outbox: dict[str, list[Send]] = {}
        self._asked_s: dict[str, float] = {}
        self._early: dict[str, dict[int, Message]] = {}
        self._to_confirm: dict[str, None] = {}

    @property
    def waiting(self) -> int:
        """How many messages were typed and are not known to be stored."""
        return sum(map(len, self._outbox.values()))

    def connected(self, send: Callable[[FromDevice], None]) -> None:
        """There is a connection: send what is waiting, and say how far we are."""
        self._send = send
        for conversation in self._outbox:
            self._send_first(conversation)
        for frame in self.resume():
            send(frame)

    def resume(self) -> list[FromDevice]:
        """What a device says after it has come back: how far it is, and which gaps it sees."""
        received: list[FromDevice] = [Received(conversation, upto) for conversation, upto in self.cursors.items()]
        return received + [Sync(conversation, self.cursors.get(conversation, 0)) for conversation in self._early]

    def disconnected(self) -> None:
        """The connection is gone."""
        self._send = None

    def type(self, conversation: str, text: str) -> str:
        """Write a message; it leaves as soon as it can. Returns the name that this device gives it."""
        self._typed += 1
        client_id = f"{self.device}#{self._typed}"
        self._note("typed", conversation, client_id)
        waiting = self._outbox.setdefault(conversation, [])
        waiting.append(Send(conversation, client_id, text))
        if len(waiting) == 1:
            self._send_first(conversation)
        return client_id

    def read(self, conversation: str) -> None:
        """The person has seen all that is shown."""
        if self._send is not None:
            self._send(Read(conversation, self.cursors.get(conversation, 0)))

    def receive(self, frame: ToDevice) -> None:
        """Take a frame from the gateway."""
        match frame:
            case Deliver(message):
                self._deliver(message)
            case Stored(conversation, client_id, sequence):
                self._stored(conversation, client_id, sequence)
            case Ticks(conversation, user, cursor):
                known = self.ticks.get((conversation, user), NOWHERE)
                self.show_ticks(conversation, user, known.raised_to(cursor))
            case Refused(_, client_id):
                self._refused(client_id)
            case Typing(_, user):
                self.typing.append(user)
            case Pong():
                pass

    def tick(self) -> None:
        """Once in a while: ask again for what was not answered."""
        now_s = self._clock.now_s()
        for conversation, asked_s in list(self._asked_s.items()):
            if asked_s <= now_s - RETRY_S:
                self._send_first(conversation)
        for conversation in self._early:
            self._ask_for_gap(conversation)

    def show_ticks(self, conversation: str, user: str, cursor: Cursor) -> None:
        """Remember how far somebody is, and show it if it is news."""
        if self.ticks.get((conversation, user)) != cursor:
            self.ticks[conversation, user] = cursor
            self.events.append(Event(self._clock.now_s(), "ticks", self.device, conversation, user=user, cursor=cursor))

    def show(self, message: Message) -> None:
        """Put a message on the screen."""
        self._note("shown", message.conversation, message.client_id, message.sequence)

    def confirm_soon(self, conversation: str) -> None:
        """Tell the gateway before long how far this device has come."""
        if not self._to_confirm:
            self._later(CONFIRM_AFTER_S, self._confirm)
        self._to_confirm[conversation] = None

    def _deliver(self, message: Message) -> None:
        conversation, upto = message.conversation, self.cursors.get(message.conversation, 0)
        if message.sequence > upto + 1:
            early = self._early.setdefault(conversation, {})
            if not early:
                self._ask_for_gap(conversation, upto)
            early[message.sequence] = message
            return
        if message.sequence == upto + 1:
            self._show_from(message)
        self.confirm_soon(conversation)  # a message that we had already: our confirmation was lost

    def _show_from(self, message: Message) -> None:
        """Show a message, and those that came before their turn and follow it."""
        conversation = message.conversation
        early = self._early.get(conversation, {})
        following: Message | None = message
        while following is not None:
            self.show(following)
            self.cursors[conversation] = following.sequence
            following = early.pop(following.sequence + 1, None)
        if not early:
            self._early.pop(conversation, None)

    def _ask_for_gap(self, conversation: str, upto: int | None = None) -> None:
        if self._send is not None:
            self._send(Sync(conversation, self.cursors.get(conversation, 0) if upto is None else upto))

    def _confirm(self) -> None:
        conversations, self._to_confirm = list(self._to_confirm), {}
        if self._send is not None:
            for conversation in conversations:
                self._send(Received(conversation, self.cursors[conversation]))

    def _stored(self, conversation: str, client_id: str, sequence: int) -> None:
        waiting = self._outbox.get(conversation, [])
        if waiting and waiting[0].client_id == client_id:
            waiting.pop(0)
            self._asked_s.pop(conversation, None)
            self._note("stored", conversation, client_id, sequence)
            self._send_first(conversation)

    def _refused(self, client_id: str) -> None:
        for conversation, waiting in self._outbox.items():
            if waiting and waiting[0].client_id == client_id:
                waiting.pop(0)
                self._asked_s.pop(conversation, None)
                self._note("refused", conversation, client_id)
                self._send_first(conversation)

    def _send_first(self, conversation: str) -> None:
        waiting = self._outbox[conversation]
        if waiting and self._send is not None:
            self._asked_s[conversation] = self._clock.now_s()
            self._send(waiting[0])

    def _note(self, what: str, conversation: str, client_id: str, sequence: int = 0) -> None:
        self.events.append(Event(self._clock.now_s(), what, self.device, conversation, client_id, sequence))
