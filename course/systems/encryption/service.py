"""The key server, and a person's device that writes to others through it."""

from dataclasses import dataclass, field, replace

from course.systems.encryption.double_ratchet import DoubleRatchet
from course.systems.encryption.model import Bundle, Envelope, FirstMessage, UnknownPrekey
from course.systems.encryption.primitives import fingerprint
from course.systems.encryption.x3dh import ONE_TIME_KEYS, Identity, Prekeys, initiate


class KeyServer:
    """Keeps public keys only, and gives each one-time prekey to one caller."""

    def __init__(self) -> None:
        self._bundles: dict[str, Bundle] = {}
        self._one_time: dict[str, dict[int, bytes]] = {}

    def publish(self, name: str, bundle: Bundle, one_time: dict[int, bytes]) -> None:
        """Store somebody's bundle, and add to their one-time prekeys."""
        self._bundles[name] = bundle
        self._one_time.setdefault(name, {}).update(one_time)

    def bundle(self, name: str) -> Bundle:
        """Somebody's keys, with a one-time prekey while there are any. Raises ``UnknownPrekey``: nobody so named."""
        if name not in self._bundles:
            raise UnknownPrekey(f"Nobody named {name!r} has published keys.")
        left = self._one_time[name]
        if not left:
            return self._bundles[name]
        number = next(iter(left))
        return replace(self._bundles[name], one_time_id=number, one_time=left.pop(number))

    def one_time_left(self, name: str) -> int:
        """How many one-time prekeys wait here; their owner fills them up."""
        return len(self._one_time[name])


@dataclass(slots=True, repr=False)
class Conversation:
    """A ratchet, and with whom."""

    identity: bytes
    ratchet: DoubleRatchet

    def encrypt(self, text: str) -> Envelope:
        """Seal a text."""
        return self.ratchet.encrypt(text.encode())

    def decrypt(self, envelope: Envelope) -> str:
        """Open a text. Raises as :meth:`DoubleRatchet.decrypt` does."""
        return self.ratchet.decrypt(envelope).decode()


def write_first(identity: Identity, bundle: Bundle, text: str) -> tuple[Conversation, FirstMessage]:
    """Agree with the owner of ``bundle``, and seal a first text for them. Raises as :func:`initiate` does."""
    secret, opening = initiate(identity, bundle)
    ratchet = DoubleRatchet.first(secret.secret, bundle.signed_prekey, secret.associated)
    talk = Conversation(bundle.identity, ratchet)
    return talk, FirstMessage(opening, talk.encrypt(text))


@dataclass(slots=True, repr=False)
class Device:
    """One person's only device.

    Leaves out: several devices of one person, groups, a back-up, to warn when somebody's identity changes.
    """

    name: str
    server: KeyServer
    identity: Identity = field(default_factory=Identity)
    prekeys: Prekeys = field(init=False)

    def __post_init__(self) -> None:
        self.prekeys = Prekeys(self.identity)
        self.server.publish(self.name, self.prekeys.bundle(), self.prekeys.one_time(ONE_TIME_KEYS))

    def start(self, name: str, text: str) -> tuple[Conversation, FirstMessage]:
        """Write to somebody for the first time. Raises as :func:`initiate` does."""
        return write_first(self.identity, self.server.bundle(name), text)

    def accept(self, message: FirstMessage) -> tuple[Conversation, str]:
        """Open somebody's first message. A one-time prekey is deleted only if it opens.

        Raises:
            UnknownPrekey: it was made for keys that are gone, or it is a replay.
            CannotOpen: it was changed.
        """
        secret, signed = self.prekeys.respond(message.opening)
        talk = Conversation(message.opening.identity, DoubleRatchet.second(secret.secret, signed, secret.associated))
        text = talk.decrypt(message.envelope)
        self.prekeys.used(message.opening)
        return talk, text


def safety_number(one: tuple[str, bytes], other: tuple[str, bytes]) -> str:
    """Sixty digits for two people to compare, by voice or in person: (name, identity) of each, in any order.

    If they differ, somebody stands in between. Cost: 10 ms.
    """
    return " ".join(sorted(fingerprint(identity, name) for name, identity in (one, other)))
