"""Designs often seen, each with the weakness that a lesson shows. Nothing else in the course uses them."""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from course.systems.encryption.double_ratchet import DoubleRatchet, Keys, chain_step
from course.systems.encryption.model import Bundle, Envelope, Header, Replayed, Tampered
from course.systems.encryption.primitives import ZEROS, agree, hkdf, new_private, public_of, seal, unseal

NONCE_BYTES = 12


@dataclass(slots=True, repr=False)
class HalfAgreement:
    """A key agreement that ends after its first half.

    It pops a one-time pair to publish it, and with it the private half is gone; it keeps its ephemeral key to itself;
    nothing is signed; nobody can respond (BUG-096, BUG-097).
    """

    identity: X25519PrivateKey = field(default_factory=new_private)
    signed_prekey: X25519PrivateKey = field(default_factory=new_private)
    one_time: dict[int, X25519PrivateKey] = field(default_factory=lambda: {n: new_private() for n in range(100)})

    def publish(self) -> Bundle:
        """A bundle for one writer."""
        number, private = self.one_time.popitem()
        return Bundle(public_of(self.identity), 0, public_of(self.signed_prekey), b"", number, public_of(private))

    def secret_with(self, bundle: Bundle) -> bytes:
        """The secret that this side will use for all messages for ever."""
        ephemeral = new_private()
        parts = [
            agree(self.identity, bundle.signed_prekey),
            agree(ephemeral, bundle.identity),
            agree(ephemeral, bundle.signed_prekey),
            agree(ephemeral, bundle.one_time or b""),
        ]
        return hkdf(b"".join(parts), salt=ZEROS, info=b"X3DH", length=32)


@dataclass(slots=True, repr=False)
class StaticKey:
    """One key for all messages in both directions, for ever; a message sent twice is read twice (BUG-097)."""

    key: bytes

    def encrypt(self, text: bytes) -> Envelope:
        """Seal with the key and a nonce of 12 random bytes."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return Envelope(Header(b"", 0, 0), nonce + AESGCM(self.key).encrypt(nonce, text, None))

    def decrypt(self, envelope: Envelope) -> bytes:
        """Open. Raises ``Tampered``."""
        nonce, hidden = envelope.sealed[:NONCE_BYTES], envelope.sealed[NONCE_BYTES:]
        try:
            return AESGCM(self.key).decrypt(nonce, hidden, None)
        except InvalidTag as error:
            raise Tampered("This message does not open with the one key.") from error

    def stolen(self) -> "StaticKey":
        """The key."""
        return StaticKey(self.key)

    def overheard(self) -> "StaticKey":
        """The same key opens both directions."""
        return StaticKey(self.key)


@dataclass(slots=True, repr=False)
class ChainOnly:
    """A chain for each direction and no new chance: what was is safe, what will be is not.

    Messages must come in order. Make both sides from one secret, with ``writes_first`` on one of them.
    """

    sending: bytes
    receiving: bytes
    sent: int = 0
    received: int = 0

    @classmethod
    def from_secret(cls, secret: bytes, *, writes_first: bool) -> "ChainOnly":
        """One side of a conversation."""
        made = hkdf(secret, salt=ZEROS, info=b"two chains", length=64)
        one, other = made[:32], made[32:]
        return cls(one, other) if writes_first else cls(other, one)

    def encrypt(self, text: bytes) -> Envelope:
        """Seal with the next key of my chain."""
        self.sending, key = chain_step(self.sending)
        header = Header(b"", 0, self.sent)
        self.sent += 1
        return Envelope(header, seal(key, text, header.encode()))

    def decrypt(self, envelope: Envelope) -> bytes:
        """Open the next message. Raises ``Replayed`` for an old one, ``Tampered`` for any other."""
        if envelope.header.number < self.received:
            raise Replayed("The key of this message is deleted.")
        after, key = chain_step(self.receiving)
        text = unseal(key, envelope.sealed, envelope.header.encode())
        self.receiving = after
        self.received += 1
        return text

    def stolen(self) -> "ChainOnly":
        """Both chains as they are now."""
        return ChainOnly(self.sending, self.receiving, self.sent, self.received)

    def overheard(self) -> "ChainOnly":
        """The two chains the other way round."""
        return ChainOnly(self.receiving, self.sending, self.received, self.sent)


NO_LIMIT = 2**32
"""More than the header's four bytes can name."""


@dataclass(slots=True, repr=False)
class ObedientRatchet:
    """A Double Ratchet that does what the header says, and looks at the seal afterwards; it waits for any number.

    So one envelope of a stranger, who has no key, can fill its memory or end the conversation.
    """

    keys: Keys
    associated: bytes
    skipped: dict[tuple[bytes, int], bytes] = field(default_factory=dict)

    @classmethod
    def like(cls, side: DoubleRatchet) -> "ObedientRatchet":
        """The same side of the same conversation."""
        copy = side.stolen()
        return cls(copy.keys, copy.associated, copy.skipped)

    def encrypt(self, text: bytes) -> Envelope:
        """Seal one message."""
        header, key = self.keys.next_to_send()
        return Envelope(header, seal(key, text, self.associated + header.encode()))

    def decrypt(self, envelope: Envelope) -> bytes:
        """Open one message, or not; the steps are taken in any case. Raises ``CannotOpen``."""
        header, keys = envelope.header, self.keys
        place = header.ratchet_public, header.number
        if place not in self.skipped:
            if header.ratchet_public != keys.their_public:
                self.skipped |= keys.keys_before(header.previous, NO_LIMIT)
                keys.turn(header.ratchet_public)
            elif header.number < keys.received:
                raise Replayed("The key of this message is deleted.")
            self.skipped |= keys.keys_before(header.number, NO_LIMIT)
            self.skipped[place] = keys.next_to_receive()
        return unseal(self.skipped.pop(place), envelope.sealed, self.associated + header.encode())
