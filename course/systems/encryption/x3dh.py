"""X3DH: agree on a secret with somebody who is asleep, from keys that they left with a server."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from course.systems.encryption.model import BadSignature, Bundle, Opening, UnknownPrekey
from course.systems.encryption.primitives import (
    ZEROS,
    agree,
    agreement_key_of,
    hkdf,
    montgomery_of,
    new_private,
    public_of,
)

ONE_TIME_KEYS = 100
INFO = b"course X3DH"
PADDING = b"\xff" * 32
"""Stands before the agreed secrets, so that this use of HKDF can be mixed up with no other one."""


class Identity:
    """A person's lasting key: one seed, which signs (Ed25519) and agrees (X25519)."""

    def __init__(self) -> None:
        self._signs = Ed25519PrivateKey.generate()
        self.agrees = agreement_key_of(self._signs.private_bytes_raw())
        self.public = self._signs.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """64 bytes that only the owner of this identity can make."""
        return self._signs.sign(data)


def verify(identity: bytes, signature: bytes, data: bytes) -> None:
    """Raise ``BadSignature`` unless the owner of ``identity`` signed ``data``."""
    try:
        Ed25519PublicKey.from_public_bytes(identity).verify(signature, data)
    except (InvalidSignature, ValueError) as error:
        raise BadSignature("This prekey was not signed by the identity in its bundle. Do not write to it.") from error


@dataclass(frozen=True, slots=True, repr=False)
class Agreed:
    """What both sides have when X3DH is over: 32 secret bytes, and whom they belong to."""

    secret: bytes
    associated: bytes


def agreed(parts: Sequence[bytes], writer: bytes, reader: bytes) -> Agreed:
    """One secret from the three or four agreements; and both identities, to be bound to every message."""
    return Agreed(hkdf(PADDING + b"".join(parts), salt=ZEROS, info=INFO, length=32), writer + reader)


def initiate(identity: Identity, bundle: Bundle) -> tuple[Agreed, Opening]:
    """Agree with the owner of ``bundle``, who need not be there.

    Raises:
        BadSignature: the bundle's prekey is somebody else's.
        Tampered: one of its keys cannot be used.

    Cost: four agreements, one signature verified: some 0.3 ms.
    Source: M. Marlinspike and T. Perrin, "The X3DH Key Agreement Protocol", 2016, section 3.3.
    """
    verify(bundle.identity, bundle.signature, data=bundle.signed_prekey)
    ephemeral = new_private()
    parts = [
        agree(identity.agrees, bundle.signed_prekey),  # it is I
        agree(ephemeral, montgomery_of(bundle.identity)),  # it is you
        agree(ephemeral, bundle.signed_prekey),  # new chance
        *([agree(ephemeral, bundle.one_time)] if bundle.one_time else []),  # and chance that is used once
    ]
    opening = Opening(identity.public, public_of(ephemeral), bundle.signed_prekey_id, bundle.one_time_id)
    return agreed(parts, identity.public, bundle.identity), opening


class Prekeys:
    """The private halves of what one person published, each kept until it was used or replaced."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self._signed: dict[int, X25519PrivateKey] = {}
        self._one_time: dict[int, X25519PrivateKey] = {}
        self._next_id = 1
        self.rotate()

    def rotate(self) -> None:
        """A new signed prekey, weekly; the last one stays for messages that are on their way, older ones go."""
        self._signed = dict([*self._signed.items()][-1:]) | {self._take_id(): new_private()}

    def one_time(self, count: int = ONE_TIME_KEYS) -> dict[int, bytes]:
        """Make one-time prekeys; returns their public halves by id, for the server."""
        made = {self._take_id(): new_private() for _ in range(count)}
        self._one_time |= made
        return {number: public_of(private) for number, private in made.items()}

    def bundle(self) -> Bundle:
        """What the server may show to everybody, without a one-time prekey."""
        (number, private) = [*self._signed.items()][-1]
        public = public_of(private)
        return Bundle(self.identity.public, number, public, self.identity.sign(public))

    def respond(self, opening: Opening) -> tuple[Agreed, X25519PrivateKey]:
        """Compute the secret of somebody who wrote; returns it and the private half of the signed prekey.

        Nothing is deleted here: call :meth:`used` when the first message has opened.

        Raises:
            UnknownPrekey: the opening names a prekey that is used, replaced or not ours.
        """
        signed = self._find(self._signed, opening.signed_prekey_id)
        parts = [
            agree(signed, montgomery_of(opening.identity)),
            agree(self.identity.agrees, opening.ephemeral),
            agree(signed, opening.ephemeral),
        ]
        if opening.one_time_id is not None:
            parts.append(agree(self._find(self._one_time, opening.one_time_id), opening.ephemeral))
        return agreed(parts, opening.identity, self.identity.public), signed

    def used(self, opening: Opening) -> None:
        """Delete the one-time prekey, so that neither a thief nor a replay can use it."""
        if opening.one_time_id is not None:
            self._one_time.pop(opening.one_time_id, None)

    @property
    def one_time_left(self) -> int:
        """How many one-time prekeys nobody has used."""
        return len(self._one_time)

    @staticmethod
    def _find(keys: dict[int, X25519PrivateKey], number: int) -> X25519PrivateKey:
        if number not in keys:
            raise UnknownPrekey(f"Prekey {number} was used, replaced, or never ours. The sender must start again.")
        return keys[number]

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1
