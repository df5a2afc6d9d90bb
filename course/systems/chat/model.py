"""What travels between a device and its gateway, and what several gateways share about it."""

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class Message:
    """A text in a conversation, as the store keeps it.

    ``sequence`` counts 1, 2, 3, … within the conversation: with it, it is the message's id and its place.
    ``client_id`` is the name that the sender's device gave it before it was sent; the same name is the same message.
    """

    conversation: str
    sequence: int
    client_id: str
    sender: str
    text: str
    stored_s: float


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one person has come in one conversation; both numbers only ever rise."""

    delivered: int = 0
    read: int = 0

    def raised_to(self, other: "Cursor") -> "Cursor":
        """The higher of each."""
        if other.delivered <= self.delivered and other.read <= self.read:
            return self
        return Cursor(max(self.delivered, other.delivered), max(self.read, other.read))


NOWHERE = Cursor()

# From a device to its gateway.


@dataclass(frozen=True, slots=True)
class Hello:
    """The first frame of a connection. ``token`` proves who it is; no other frame can change that."""

    token: str


@dataclass(frozen=True, slots=True)
class Send:
    """A new message, or the same one again: ``client_id`` tells."""

    conversation: str
    client_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Received:
    """My device has every message of the conversation up to ``upto``."""

    conversation: str
    upto: int


@dataclass(frozen=True, slots=True)
class Read:
    """My person has read up to ``upto``."""

    conversation: str
    upto: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Send again what follows message ``after``."""

    conversation: str
    after: int


@dataclass(frozen=True, slots=True)
class Since:
    """Send what was stored later than this moment: how designs often seen catch up, in place of :class:`Sync`."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is typing; the gateway fills in ``user``, whatever the device said."""

    conversation: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class Ping:
    """I am still here."""


# From a gateway to a device.


@dataclass(frozen=True, slots=True)
class Stored:
    """The message is in the database, and in the inbox of every device that shall have it. One tick."""

    conversation: str
    client_id: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Deliver:
    """A message for this device, for the first time or again."""

    message: Message


@dataclass(frozen=True, slots=True)
class Ticks:
    """How far ``user`` has come: two ticks below ``delivered``, blue ones below ``read``."""

    conversation: str
    user: str
    cursor: Cursor


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway will not do it, now or later; ``client_id`` names the message, if it was one."""

    reason: str
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class Pong:
    """So am I."""


FromDevice = Hello | Send | Received | Read | Sync | Since | Typing | Ping
ToDevice = Stored | Deliver | Ticks | Typing | Refused | Pong
Frame = FromDevice | ToDevice


class Unavailable(CourseError):
    """A store does not answer this gateway; nobody knows whether it did what it was asked."""


class Unauthorised(CourseError):
    """The token is missing, forged or over its time. A gateway closes the socket with code 4001."""


class NotAMember(CourseError):
    """Somebody writes to, or reads from, a conversation that is not theirs."""


class GroupFull(CourseError):
    """The group has as many members as it may have."""
