"""What travels between two people and their server, and the ways in which opening it can fail."""

import struct
from dataclasses import dataclass

from course.errors import CourseError

KEY_BYTES = 32
HEADER_BYTES = KEY_BYTES + 8


@dataclass(frozen=True, slots=True)
class Header:
    """Stands in clear before each ciphertext, and cannot be changed unnoticed.

    ``ratchet_public`` is the sender's newest public key, ``number`` counts the messages of its chain from 0, and
    ``previous`` tells how many were sent with the key before it.
    """

    ratchet_public: bytes
    previous: int
    number: int

    def encode(self) -> bytes:
        """The header as 40 bytes."""
        return self.ratchet_public + struct.pack(">II", self.previous, self.number)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message as everybody on the way sees it."""

    header: Header
    sealed: bytes

    def encode(self) -> bytes:
        """The envelope as it travels: the header's bytes, then the sealed ones."""
        return self.header.encode() + self.sealed

    @classmethod
    def decode(cls, data: bytes) -> "Envelope":
        """The way back, for headers that carry a public key.

        Raises:
            Tampered: it is shorter than a header.
        """
        if len(data) < HEADER_BYTES:
            raise Tampered(f"An envelope has {HEADER_BYTES} bytes or more; this one has {len(data)}.")
        public, numbers = data[:KEY_BYTES], struct.unpack(">II", data[KEY_BYTES:HEADER_BYTES])
        return cls(Header(public, *numbers), data[HEADER_BYTES:])


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a server hands out about somebody, so that others can write to them while they sleep.

    Raw public keys of 32 bytes: ``identity`` on Ed25519 (it signs), the prekeys on X25519 (they agree). The server's
    word is worth nothing; ``signature`` shows that the owner of ``identity`` made ``signed_prekey``.
    """

    identity: bytes
    signed_prekey_id: int
    signed_prekey: bytes
    signature: bytes
    one_time_id: int | None = None
    one_time: bytes | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first message carries in clear: with it, its reader computes the same secret."""

    identity: bytes
    ephemeral: bytes
    signed_prekey_id: int
    one_time_id: int | None


@dataclass(frozen=True, slots=True)
class FirstMessage:
    """A first message: how to agree on the secret, and a text under it."""

    opening: Opening
    envelope: Envelope


class CannotOpen(CourseError):
    """A message stays closed. Nothing in the receiver's state was changed."""


class Tampered(CannotOpen):
    """The text, its header or those who claim to have sent it were changed, or the key is another one."""


class Replayed(CannotOpen):
    """The key of this message was used and deleted."""


class TooFarAhead(CannotOpen):
    """More messages are missing before this one than we are willing to wait for."""


class BadSignature(CourseError):
    """The prekey was not signed by the identity that the bundle names."""


class UnknownPrekey(CourseError):
    """We never had this prekey, or it was used or replaced."""
