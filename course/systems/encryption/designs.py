"""Three rivals for one conversation: one key for ever, a chain each way, the Double Ratchet."""

from collections.abc import Callable
from typing import Protocol, Self

from course.systems.encryption.double_ratchet import DoubleRatchet
from course.systems.encryption.model import Envelope
from course.systems.encryption.often_seen import ChainOnly, StaticKey
from course.systems.encryption.primitives import new_private, public_of


class Side(Protocol):
    """One end of a conversation."""

    def encrypt(self, text: bytes) -> Envelope:
        """Seal the next message."""
        ...

    def decrypt(self, envelope: Envelope) -> bytes:
        """Open a message of the other side. Raises ``CannotOpen``."""
        ...

    def stolen(self) -> Self:
        """All that a thief finds who copies this side now."""
        ...

    def overheard(self) -> Self:
        """A copy that opens what this side *sends* from now on, as far as its keys reach."""
        ...


def static_key(secret: bytes) -> tuple[Side, Side]:
    """Both sides keep the one key."""
    return StaticKey(secret), StaticKey(secret)


def chain_only(secret: bytes) -> tuple[Side, Side]:
    """Each message steps a chain on, and nothing new is mixed in."""
    return ChainOnly.from_secret(secret, writes_first=True), ChainOnly.from_secret(secret, writes_first=False)


def double_ratchet(secret: bytes) -> tuple[Side, Side]:
    """Chains that start anew from new chance, each time the turn changes."""
    prekey = new_private()
    return DoubleRatchet.first(secret, public_of(prekey), b""), DoubleRatchet.second(secret, prekey, b"")


DESIGNS: dict[str, Callable[[bytes], tuple[Side, Side]]] = {
    "one key": static_key,
    "chain": chain_only,
    "double ratchet": double_ratchet,
}
