"""The Double Ratchet: every message has a key of its own, and the two sides mix in new chance as they take turns."""

from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from course.systems.encryption.model import Envelope, Header, Replayed, TooFarAhead
from course.systems.encryption.primitives import agree, hkdf, mac, new_private, public_of, seal, unseal

MOST_SKIPPED = 1_000
MOST_KEPT = 2_000


def chain_step(chain_key: bytes) -> tuple[bytes, bytes]:
    """One step of a chain: (next chain key, message key). Nobody can step back: a hash has no way back."""
    return mac(chain_key, b"\x02"), mac(chain_key, b"\x01")


def root_step(root_key: bytes, agreed: bytes) -> tuple[bytes, bytes]:
    """Mix a newly agreed secret into the root: (next root key, key of a new chain)."""
    made = hkdf(agreed, salt=root_key, info=b"course ratchet", length=64)
    return made[:32], made[32:]


@dataclass(slots=True, repr=False)
class Keys:
    """All secrets of one side: a root, and the two chains that grow from it."""

    own: X25519PrivateKey
    own_public: bytes
    root: bytes
    their_public: bytes = b""
    sending: bytes | None = None
    sent: int = 0
    previous: int = 0
    receiving: bytes | None = None
    received: int = 0
    turns: int = 0

    def turn(self, their_public: bytes) -> None:
        """A new public key came: follow it with the old private key, then answer with a new pair of our own."""
        self.previous, self.sent, self.received = self.sent, 0, 0
        self.turns += 1
        self.their_public = their_public
        self.root, self.receiving = root_step(self.root, agree(self.own, their_public))
        self.own = new_private()
        self.own_public = public_of(self.own)
        self.root, self.sending = root_step(self.root, agree(self.own, their_public))

    def next_to_send(self) -> tuple[Header, bytes]:
        """The header and the key of the next message.

        Raises:
            ValueError: the second side wants to write before it has read.
        """
        if self.sending is None:
            raise ValueError("This side has nobody's key yet: it must open a message before it can write one.")
        self.sending, key = chain_step(self.sending)
        header = Header(self.own_public, self.previous, self.sent)
        self.sent += 1
        return header, key

    def next_to_receive(self) -> bytes:
        """The key of the next message of the current chain. :meth:`turn` must have been called once."""
        if self.receiving is None:
            raise ValueError("Nobody has written yet.")
        self.receiving, key = chain_step(self.receiving)
        self.received += 1
        return key

    def keys_before(self, number: int, most: int) -> dict[tuple[bytes, int], bytes]:
        """Step over the messages below ``number`` that have not come yet, and give their keys.

        Raises:
            TooFarAhead: they are more than ``most``.
        """
        if self.receiving is None or number <= self.received:
            return {}
        if number - self.received > most:
            raise TooFarAhead(f"{number - self.received:,} messages are missing before this one; we wait for {most:,}.")
        found = {}
        while self.received < number:
            self.receiving, found[self.their_public, self.received] = chain_step(self.receiving)
            self.received += 1
        return found


@dataclass(slots=True, repr=False)
class DoubleRatchet:
    """One side of a conversation. Make it with :meth:`first` or :meth:`second`.

    It deletes what it used: the key of a message when the message was opened, a private key when the other side has
    answered with a new one. A message that does not open changes nothing. Keys of messages that have not come wait, but
    not for ever: ``keep_turns`` says for how many turns of the other side (None: until there are ``most_kept``).

    Cost: 15 µs to seal or to open; the first message after a change of turns takes two agreements more.
    Source: T. Perrin and M. Marlinspike, "The Double Ratchet Algorithm", 2016, section 3, without header encryption.
    Leaves out: to wipe deleted keys from memory (Python moves and copies bytes); to hide headers and lengths.
    """

    keys: Keys
    associated: bytes
    skipped: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    most_skipped: int = MOST_SKIPPED
    most_kept: int = MOST_KEPT
    keep_turns: int | None = None
    since: dict[bytes, int] = field(default_factory=dict)

    @classmethod
    def first(cls, secret: bytes, their_public: bytes, associated: bytes) -> "DoubleRatchet":
        """The side that writes first. ``secret``: 32 bytes that both have; ``their_public``: their signed prekey."""
        own = new_private()
        root, sending = root_step(secret, agree(own, their_public))
        return cls(Keys(own, public_of(own), root, their_public, sending), associated)

    @classmethod
    def second(cls, secret: bytes, own: X25519PrivateKey, associated: bytes) -> "DoubleRatchet":
        """The side that reads first; ``own`` is the private half of its signed prekey."""
        return cls(Keys(own, public_of(own), secret), associated)

    def encrypt(self, text: bytes) -> Envelope:
        """Seal one message, with a key that is used for nothing else.

        Raises:
            ValueError: the second side wants to write before it has read.
        """
        header, key = self.keys.next_to_send()
        return Envelope(header, seal(key, text, self.associated + header.encode()))

    def decrypt(self, envelope: Envelope) -> bytes:
        """Open one message, in whatever order it comes.

        Raises:
            Replayed: it was opened before.
            Tampered: it, its header or its sender is not what it was.
            TooFarAhead: more than ``most_skipped`` messages are missing before it.
        """
        header = envelope.header
        place = header.ratchet_public, header.number
        bound = self.associated + header.encode()
        if place in self.skipped:
            text = unseal(self.skipped[place], envelope.sealed, bound)
            del self.skipped[place]
            return text
        after, missing = replace(self.keys), {}  # steps are taken on a copy, and kept when the message has opened
        if header.ratchet_public != after.their_public:
            # of a chain that is over, what lies too far ahead is given up: the conversation must be able to go on
            missing = after.keys_before(min(header.previous, after.received + self.most_skipped), self.most_skipped)
            after.turn(header.ratchet_public)
        elif header.number < after.received:
            raise Replayed(f"Message {header.number} of this chain was opened already, and its key is deleted.")
        missing |= after.keys_before(header.number, self.most_skipped)
        key = after.next_to_receive()
        text = unseal(key, envelope.sealed, bound)
        self.keys = after
        self._keep(missing)
        return text

    def stolen(self) -> "DoubleRatchet":
        """All that a thief finds who copies this device now."""
        return replace(self, keys=replace(self.keys), skipped=dict(self.skipped), since=dict(self.since))

    def overheard(self) -> "DoubleRatchet":
        """A copy that opens what this side sends from now on, until it takes a new key pair."""
        keys = self.keys
        chain = Keys(keys.own, b"", keys.root, keys.own_public, receiving=keys.sending, received=keys.sent)
        return DoubleRatchet(chain, self.associated)

    def _keep(self, missing: dict[tuple[bytes, int], bytes]) -> None:
        self.skipped |= missing
        while len(self.skipped) > self.most_kept:
            del self.skipped[next(iter(self.skipped))]  # the oldest
        if self.keep_turns is not None:
            self._forget(self.keep_turns)

    def _forget(self, keep_turns: int) -> None:
        """Delete the keys of chains that ended so many turns ago, or earlier."""
        waiting = {chain for chain, _ in self.skipped} - {self.keys.their_public}
        self.since = {chain: self.since.get(chain, self.keys.turns) for chain in waiting}
        over = {chain for chain, ended in self.since.items() if self.keys.turns - ended >= keep_turns}
        self.skipped = {place: key for place, key in self.skipped.items() if place[0] not in over}

    def __repr__(self) -> str:
        """How far it got; never a key."""
        keys = self.keys
        return f"DoubleRatchet(sent={keys.sent}, received={keys.received}, waiting for {len(self.skipped)} messages)"
